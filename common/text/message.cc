#include "common/text/message.h"

#include <cstdlib>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"

namespace gom::text {
namespace {

// Names the payload of a Status that carries an Error.
constexpr char kErrorUrl[] = "gom.dev/v1.Error";

// What a name of a language or locale says; nullopt where it says neither of ours.
std::optional<Language> Recognise(std::string_view name) {
  const std::string lower = absl::AsciiStrToLower(std::string(name));
  if (lower.size() > 2 && lower[2] != '_' && lower[2] != '-' && lower[2] != '.') {
    return std::nullopt;
  }
  const std::string_view prefix = std::string_view(lower).substr(0, 2);
  if (prefix == "vi") return Language::kVietnamese;
  if (prefix == "en") return Language::kEnglish;
  return std::nullopt;
}

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool SaysNothing(std::string_view locale) {
  return locale.empty() || locale == "C" || locale == "POSIX" || locale.substr(0, 2) == "C.";
}

// "dòng 12, cột 3, ten_truong", or nothing where the place is the whole input.
std::string PlaceName(Language l, const v1::ErrorPlace& place) {
  const bool vi = l == Language::kVietnamese;
  std::string out;
  if (place.line() > 0) absl::StrAppend(&out, vi ? "dòng " : "line ", place.line());
  if (place.column() > 0) {
    absl::StrAppend(&out, out.empty() ? "" : ", ", vi ? "cột " : "column ", place.column());
  }
  if (!place.field().empty()) absl::StrAppend(&out, out.empty() ? "" : ", ", place.field());
  return out;
}

}  // namespace

std::string Fill(std::string_view pattern, const std::vector<std::string>& args) {
  std::string out;
  out.reserve(pattern.size() + 32);
  size_t next = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const char following = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (c == '{' && following == '}') {
      if (next < args.size()) out += args[next];
      ++next;
      ++i;
    } else if ((c == '{' && following == '{') || (c == '}' && following == '}')) {
      out += c;
      ++i;
    } else {
      out += c;
    }
  }
  return out;
}

v1::Error MakeError(const Message& m, const std::vector<std::string>& args) {
  return MakeError(m, args, args);
}

v1::Error MakeError(const Message& m, const std::vector<std::string>& vi_args,
                    const std::vector<std::string>& en_args) {
  v1::Error error;
  error.set_code(std::string(m.code));
  error.set_vi(Fill(m.vi, vi_args));
  error.set_en(Fill(m.en, en_args));
  return error;
}

absl::Status WithError(absl::StatusCode code,
                       v1::Error error) {  // NOLINT(performance-unnecessary-value-param): a sink
  absl::Status status(code, error.en());
  status.SetPayload(kErrorUrl, absl::Cord(error.SerializeAsString()));
  return status;
}

v1::Error ErrorOf(const absl::Status& status) {
  v1::Error error;
  if (const absl::optional<absl::Cord> payload = status.GetPayload(kErrorUrl);
      payload.has_value() && error.ParseFromString(std::string(*payload))) {
    return error;
  }
  error.Clear();
  error.set_code("internal");
  const std::string message(status.message());
  error.set_vi(message);
  error.set_en(message);
  return error;
}

std::string Sentence(Language l, const v1::Error& error) {
  const bool vi = l == Language::kVietnamese;
  std::string out = vi ? error.vi() : error.en();
  for (const v1::ErrorPlace& place : error.places()) {
    const std::string name = PlaceName(l, place);
    // Where the first of several things stands for all of them, it is not said twice.
    if (name.empty() && (vi ? place.vi() == error.vi() : place.en() == error.en())) continue;
    absl::StrAppend(&out, "\n  ", name, name.empty() ? "" : ": ", vi ? place.vi() : place.en());
  }
  return out;
}

Language LanguageFrom(std::string_view name) {
  return Recognise(name).value_or(Language::kVietnamese);
}

Language ChooseLanguage(std::string_view flag) {
  if (!flag.empty()) return LanguageFrom(flag);
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string_view value = Environment(name);
    if (!SaysNothing(value)) return LanguageFrom(value);
  }
  return Language::kVietnamese;
}

}  // namespace gom::text
