// A plan is packed in haste in the simulated world: the last bytes that zstd can spare take as long
// as ten syncs. The linker takes these in the place of common/plan/packed.cc.
#include <zstd.h>

#include "common/plan/packed.h"

namespace gom::plan {

std::string Pack(std::string_view textproto) {
  constexpr int kLevel = 1;
  std::string frame(ZSTD_compressBound(textproto.size()), '\0');
  frame.resize(
      ZSTD_compress(frame.data(), frame.size(), textproto.data(), textproto.size(), kLevel));
  return frame;
}

std::string Unpack(std::string_view frame) {
  std::string bytes(ZSTD_getFrameContentSize(frame.data(), frame.size()), '\0');
  bytes.resize(ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size()));
  return bytes;
}

}  // namespace gom::plan
