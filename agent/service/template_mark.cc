#include "agent/service/template_mark.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/service/words.h"
#include "common/log/chain.h"
#include "common/text/message.h"
#include "common/text/unicode.h"

namespace gom::agent {
namespace {

constexpr std::string_view kFirstWord = "gom-template-1 ";
constexpr size_t kSumDigits = 8;

std::string SumOf(std::string_view rest) {
  return log::Hex(log::ToBytes(log::Sha256(rest))).substr(0, kSumDigits);
}

}  // namespace

std::string ToCell(const TemplateMark& mark) {
  const std::string what = absl::StrCat(std::string(kFirstWord), mark.unit, " ", mark.form, " ",
                                        mark.period, " ", mark.plan_version);
  return absl::StrCat(what, " ", SumOf(what));
}

bool IsTemplateMark(std::string_view cell) {
  return text::TrimBlanks(cell).starts_with(kFirstWord);
}

absl::StatusOr<TemplateMark> MarkIn(std::string_view cell) {
  const std::string whole(text::TrimBlanks(cell));
  const std::vector<std::string> words = absl::StrSplit(whole, ' ');
  TemplateMark mark;
  const size_t sum = whole.rfind(' ');
  const bool sound = words.size() == 6 &&
                     SumOf(std::string_view(whole).substr(0, sum)) == words[5] &&
                     absl::SimpleAtoi(words[4], &mark.plan_version);
  if (!sound) return text::Refuse(absl::StatusCode::kInvalidArgument, kTemplateChanged);
  mark.unit = words[1];
  mark.form = words[2];
  mark.period = words[3];
  return mark;
}

}  // namespace gom::agent
