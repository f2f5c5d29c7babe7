#include "hub/service/lookup.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "common/text/message.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

template <typename Things>
std::string Codes(const Things& things) {
  return absl::StrJoin(things, ", ",
                       [](std::string* out, const auto& thing) { out->append(thing.code); });
}

absl::StatusOr<int> Found(int index, const text::Message& unknown, std::string_view code,
                          const std::string& codes) {
  if (index >= 0) return index;
  return text::Refuse(absl::StatusCode::kNotFound, unknown, code, codes);
}

}  // namespace

absl::StatusOr<const plan::Plan*> ActivePlan(const State& state) {
  if (state.plan == nullptr) return text::Refuse(absl::StatusCode::kNotFound, words::kNoPlan);
  return state.plan.get();
}

absl::StatusOr<int> FindPeriod(const plan::Plan& plan, std::string_view code) {
  return Found(plan.PeriodIndex(code), words::kPeriodUnknown, code, Codes(plan.periods));
}

absl::StatusOr<int> FindForm(const plan::Plan& plan, std::string_view code) {
  return Found(plan.FormIndex(code), words::kFormUnknown, code, Codes(plan.forms));
}

absl::StatusOr<int> FindIndicator(const plan::Plan& plan, std::string_view code) {
  return Found(plan.IndicatorIndex(code), words::kIndicatorUnknown, code, Codes(plan.indicators));
}

absl::StatusOr<int> FindPart(const plan::Plan& plan, int indicator, std::string_view code) {
  const plan::Indicator& of = plan.indicators[static_cast<size_t>(indicator)];
  if (code.empty()) return of.parts.front();
  std::vector<std::string> codes;
  for (int part : of.parts) {
    const std::string& own = plan.parts[static_cast<size_t>(part)].source->code();
    if (own == code) return part;
    codes.push_back(own);
  }
  if (codes.size() == 1) return text::Refuse(absl::StatusCode::kNotFound, words::kNoParts, of.code);
  return text::Refuse(absl::StatusCode::kNotFound, words::kPartUnknown, of.code, code,
                      absl::StrJoin(codes, ", "));
}

absl::StatusOr<const UnitState*> FindUnit(const State& state, std::string_view code) {
  const UnitState* unit = state.FindUnit(code);
  if (unit == nullptr) {
    return text::Refuse(absl::StatusCode::kNotFound, words::kUnitUnknown, code);
  }
  return unit;
}

}  // namespace gom::hub
