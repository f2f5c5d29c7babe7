// A sentence in both languages at once, to be kept or sent; whoever shows it chooses (In, in
// enum_words.h).
#ifndef GOM_COMMON_TEXT_WORDS_OF_H_
#define GOM_COMMON_TEXT_WORDS_OF_H_

#include "absl/status/status.h"
#include "common/text/message.h"
#include "gom/v1/plan.pb.h"

namespace gom::text {

template <typename... Args>
v1::Words WordsOf(const Message& m, const Args&... args) {
  v1::Words words;
  words.set_vi(Say(Language::kVietnamese, m, args...));
  words.set_en(Say(Language::kEnglish, m, args...));
  return words;
}

inline v1::Words WordsOf(const absl::Status& status) {
  const v1::Error error = ErrorOf(status);
  v1::Words words;
  words.set_vi(error.vi());
  words.set_en(error.en());
  return words;
}

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_WORDS_OF_H_
