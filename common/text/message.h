// The words of every message, in both languages, worded once.
//
//   inline constexpr Message kLocked{"period_locked", "Kỳ {} đã khóa.", "Period {} is locked."};
//   return Refuse(absl::StatusCode::kFailedPrecondition, kLocked, period);
//   out << Say(lang, kLocked, period);
//
// A Message that lacks a language, or whose two sentences take different numbers of arguments, does
// not compile. Each layer keeps its own messages in a file words.h beside its code.
#ifndef GOM_COMMON_TEXT_MESSAGE_H_
#define GOM_COMMON_TEXT_MESSAGE_H_

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gom/v1/error.pb.h"

namespace gom::text {

enum class Language { kVietnamese, kEnglish };

// "{}" takes the next argument, "{{" is a brace.
constexpr int CountPlaces(std::string_view s) {
  int n = 0;
  for (size_t i = 0; i + 1 < s.size(); ++i) {
    if (s[i] == '{' && s[i + 1] == '}') ++n;
  }
  return n;
}

struct Message {
  std::string_view code;  // stable, [a-z0-9_]+
  std::string_view vi;
  std::string_view en;

  constexpr Message(std::string_view c, std::string_view v, std::string_view e)
      : code(c), vi(v), en(e) {
    if (c.empty() || v.empty() || e.empty()) throw "a message needs a code and both languages";
    if (CountPlaces(v) != CountPlaces(e)) throw "both languages must take the same arguments";
  }
  constexpr std::string_view In(Language l) const { return l == Language::kVietnamese ? vi : en; }
};

// Fills the places of `pattern` in order; missing arguments leave the place empty.
std::string Fill(std::string_view pattern, const std::vector<std::string>& args);

// An argument as text: strings of every kind as they are, numbers in decimal.
template <typename T>
std::string ArgumentText(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return std::string(std::string_view(value));
  } else {
    return absl::StrCat(value);
  }
}

template <typename... Args>
std::string Say(Language l, const Message& m, const Args&... args) {
  return Fill(m.In(l), {ArgumentText(args)...});
}

// One refusal as it travels: both sentences. Arguments are the same in both languages.
v1::Error MakeError(const Message& m, const std::vector<std::string>& args);

// Where an argument itself is words: each language's own.
v1::Error MakeError(const Message& m, const std::vector<std::string>& vi_args,
                    const std::vector<std::string>& en_args);

// A Status whose message is the English sentence and that carries the whole Error as payload.
absl::Status WithError(absl::StatusCode code, v1::Error error);
template <typename... Args>
absl::Status Refuse(absl::StatusCode code, const Message& m, const Args&... args) {
  return WithError(code, MakeError(m, {ArgumentText(args)...}));
}

// The Error inside a Status; for a Status without one, code "internal" and its message in both
// languages.
v1::Error ErrorOf(const absl::Status& status);
// The sentence to show, its places on lines of their own.
std::string Sentence(Language l, const v1::Error& error);
inline std::string Sentence(Language l, const absl::Status& status) {
  return Sentence(l, ErrorOf(status));
}

// "vi", "en", "vi_VN.UTF-8", "en_US" …; anything else is Vietnamese.
Language LanguageFrom(std::string_view name);
// --lang if given, else LC_ALL, LC_MESSAGES, LANG, else Vietnamese ("C" and "POSIX" count as not
// set).
Language ChooseLanguage(std::string_view flag);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_MESSAGE_H_
