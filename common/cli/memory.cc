#include "common/cli/memory.h"

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string_view>

#include "common/cli/app.h"
#include "common/cli/words.h"

namespace gom::cli {
namespace {

// Neither the language nor the window's width is asked for: that would take memory.
[[noreturn]] void EndInWords() {
  for (const std::string_view sentence : {kMemoryEnded.vi, kMemoryEnded.en}) {
    std::fwrite(sentence.data(), 1, sentence.size(), stderr);
    std::fputc('\n', stderr);
  }
  std::_Exit(kRefused);
}

}  // namespace

void EndInWordsWithoutMemory() { std::set_new_handler(EndInWords); }

}  // namespace gom::cli
