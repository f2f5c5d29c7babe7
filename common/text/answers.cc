#include "common/text/answers.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "absl/strings/ascii.h"
#include "common/text/unicode.h"

namespace gom::text {
namespace {

bool OneOf(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string KeyOf(std::string_view typed) { return FoldKey(ToHalfWidth(TrimBlanks(typed))); }

}  // namespace

std::optional<bool> ReadYesNo(std::string_view typed) {
  const std::string key = KeyOf(typed);
  if (OneOf(key, {"co", "c", "dung", "x", "1", "yes", "y", "true"})) return true;
  if (OneOf(key, {"khong", "k", "ko", "sai", "0", "no", "n", "false"})) return false;
  return std::nullopt;
}

bool SaysNotApplicable(std::string_view typed) {
  if (OneOf(KeyOf(typed), {"khong ap dung", "not applicable"})) return true;
  const std::string word = absl::AsciiStrToLower(ToHalfWidth(TrimBlanks(typed)));
  return OneOf(word, {"na", "n/a", "kad", "kxd"});
}

}  // namespace gom::text
