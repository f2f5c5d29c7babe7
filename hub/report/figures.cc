#include "hub/report/figures.h"

#include "absl/strings/str_cat.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

constexpr char kNothing[] = "—";

bool IsRate(v1::PartProgress::Kind kind) {
  return kind == v1::PartProgress::KIND_RATIO || kind == v1::PartProgress::KIND_SHARE;
}

// A rate without its sign, or a whole number; "" where there is nothing to divide by.
std::string Bare(const v1::PartProgress& part, const v1::Fraction& f, text::Language l) {
  if (IsRate(part.kind())) return text::FormatRate(l, f.numerator(), f.denominator());
  return text::FormatWhole(l, f.numerator());
}

bool NotAsked(const v1::PartProgress& part) { return part.read_at().empty(); }

}  // namespace

std::string ValueText(const v1::PartProgress& part, text::Language l) {
  if (NotAsked(part)) return kNothing;
  if (!IsRate(part.kind())) return text::FormatWhole(l, part.value().numerator());
  const std::string percent =
      text::FormatPercent(l, part.value().numerator(), part.value().denominator());
  return percent.empty() ? kNothing : percent;
}

std::string TargetText(v1::PartProgress::Kind kind, const v1::Target& target, text::Language l) {
  const bool rate = IsRate(kind);
  const std::string sign = !rate ? "" : l == text::Language::kVietnamese ? " %" : "%";
  std::string number = text::FormatWhole(l, target.value()) + sign;
  if (target.op() == v1::OPERATOR_MORE) return "> " + number;
  if (rate && target.value() == 100) return number;
  return "≥ " + number;
}

std::string TargetText(const v1::PartProgress& part, text::Language l) {
  return part.has_target() ? TargetText(part.kind(), part.target(), l) : "";
}

std::string RangeText(const v1::PartProgress& part, text::Language l) {
  if (NotAsked(part)) return kNothing;
  const std::string low = Bare(part, part.low(), l);
  if (part.no_upper_end()) return low + "–…";
  const std::string high = Bare(part, part.high(), l);
  if (low.empty() || high.empty()) return kNothing;
  return low == high ? low : absl::StrCat(low, "–", high);
}

std::string CoverageText(const v1::PartProgress& part) {
  if (NotAsked(part)) return kNothing;
  return absl::StrCat(part.fresh(), "/", part.expected());
}

std::string GapText(const v1::PartProgress& part, text::Language l) {
  if (!part.has_target()) return "";
  if (part.gap() <= 0 || NotAsked(part)) return kNothing;
  std::string unit = text::In(l, part.unit());
  if (unit.empty() && part.kind() == v1::PartProgress::KIND_SHARE) {
    unit = text::Say(l, part.gap() == 1 ? report_words::kOneUnit : report_words::kUnits);
  }
  const std::string number = text::FormatWhole(l, part.gap());
  return unit.empty() ? number : absl::StrCat(number, " ", unit);
}

}  // namespace gom::hub
