#include <algorithm>

#include "common/plan/measure_sum.h"
#include "common/plan/rule_case.h"
#include "re2/re2.h"

namespace gom::plan {
namespace {

// Small enough that three of them multiplied by 100 still fit.
int64_t Tame(int64_t number) {
  return std::clamp<int64_t>(number, -kLargestContribution / 1000, kLargestContribution / 1000);
}

// An operand of a rule; nothing where it is missing.
std::optional<int64_t> Operand(const Sum& sum, const Answer& answer) {
  if (!answer.known() || (!sum.terms.empty() && !answer.applies)) return std::nullopt;
  return answer.number;
}

std::optional<int64_t> OperandWhen(const EntryCase& e, const Sum& sum, int period) {
  return Operand(sum, AskWhen(e.plan, sum, e.facts, period));
}

// What was reported in this very period.
std::optional<int64_t> Reported(const EntryCase& e, const Sum& sum, int period) {
  const Answer answer = Ask(e.plan, sum, e.facts, period);
  return answer.here ? Operand(sum, answer) : std::nullopt;
}

struct Earlier {
  int period = -1;
  int64_t number = 0;
};

// The newest period before `period` in which the sum was reported; of the same school year, if
// asked.
std::optional<Earlier> ReportedBefore(const EntryCase& e, const Sum& sum, int period,
                                      bool same_school_year) {
  const std::vector<Period>& periods = e.plan.periods;
  const int year = periods[static_cast<size_t>(period)].school_year;
  for (int q = period - 1; q >= 0; --q) {
    if (same_school_year && periods[static_cast<size_t>(q)].school_year != year) break;
    if (const auto number = Reported(e, sum, q)) return Earlier{q, *number};
  }
  return std::nullopt;
}

std::optional<Broken> AskCompare(const EntryCase& e, const Rule& rule, int period) {
  const auto left = OperandWhen(e, rule.left, period);
  if (!left) return std::nullopt;
  const auto right = OperandWhen(e, rule.right, period);
  if (!right || Compare(*left, rule.op, *right)) return std::nullopt;
  return Broken{period, left, right, std::nullopt, nullptr};
}

std::optional<Broken> AskNoFall(const EntryCase& e, const Rule& rule, int period) {
  const auto now = Reported(e, rule.left, period);
  if (!now) return std::nullopt;
  const auto before = ReportedBefore(e, rule.left, period, true);
  if (!before || *now >= before->number) return std::nullopt;
  return Broken{period, now, before->number, before->number, nullptr};
}

bool JumpsByNumber(const v1::Jump& jump, int64_t now, int64_t before) {
  // From nothing there is no rate of growth.
  if (before == 0) return false;
  const Wide n = now, b = before, size = b < 0 ? -b : b, change = n > b ? n - b : b - n;
  if (jump.percent() > 0 && change * 100 > Wide{jump.percent()} * size) return true;
  if (jump.factor() == 0 || n < 0 || b < 0) return false;
  return n >= b * jump.factor() || n * jump.factor() <= b;
}

// Rises by more than so many percentage points: n/of_n − b/of_b > points/100.
bool JumpsByPoints(const EntryCase& e, const Rule& rule, int period, int64_t now,
                   const Earlier& before) {
  const uint32_t points = rule.source->jump().points();
  if (points == 0 || rule.right.empty()) return false;
  const auto of_now = Operand(rule.right, Ask(e.plan, rule.right, e.facts, period));
  const auto of_before = Operand(rule.right, Ask(e.plan, rule.right, e.facts, before.period));
  if (!of_now || !of_before || *of_now <= 0 || *of_before <= 0) return false;
  const Wide n = Tame(now), b = Tame(before.number), on = Tame(*of_now), ob = Tame(*of_before);
  return (n * ob - b * on) * 100 > Wide{points} * on * ob;
}

std::optional<Broken> AskJump(const EntryCase& e, const Rule& rule, int period) {
  const v1::Jump& jump = rule.source->jump();
  const auto now = Reported(e, rule.left, period);
  if (!now) return std::nullopt;
  const auto before = ReportedBefore(e, rule.left, period, jump.within_school_year());
  if (!before) return std::nullopt;
  if (!JumpsByNumber(jump, *now, before->number) &&
      !JumpsByPoints(e, rule, period, *now, *before)) {
    return std::nullopt;
  }
  return Broken{period, now, before->number, before->number, nullptr};
}

std::optional<Broken> AskSameThrice(const EntryCase& e, const Rule& rule, int period) {
  const auto now = Reported(e, rule.left, period);
  if (!now || *now == 0) return std::nullopt;
  const auto before = ReportedBefore(e, rule.left, period, false);
  if (!before || before->number != *now) return std::nullopt;
  const auto first = ReportedBefore(e, rule.left, before->period, false);
  if (!first || first->number != *now) return std::nullopt;
  return Broken{period, now, now, now, nullptr};
}

std::optional<Broken> AskDateWindow(const EntryCase& e, const Rule& rule, int period) {
  if (!FieldApplies(e.plan, rule.field, *e.facts.unit)) return std::nullopt;
  int at = period;
  const EntryFacts& entry = EntryAt(e.plan, e.facts, rule.field.form, period, &at);
  if (entry.values == nullptr) return std::nullopt;
  const FieldValue date = entry.values->Get(rule.field.field);
  if (!date.is_number() || (date.number >= rule.from && date.number <= rule.to)) {
    return std::nullopt;
  }
  return Broken{period, date.number, std::nullopt, std::nullopt, nullptr};
}

std::optional<Broken> AskPattern(const EntryCase& e, const Rule& rule, int period) {
  if (rule.field.form != e.form || period != e.period) return std::nullopt;
  if (!FieldApplies(e.plan, rule.field, *e.facts.unit)) return std::nullopt;
  const auto it = e.texts.find(TextKey{rule.field.field, 0, 0});
  if (it == e.texts.end() || it->second.empty()) return std::nullopt;
  const std::string& s = it->second;
  const bool lacks = rule.must_match != nullptr && !re2::RE2::PartialMatch(s, *rule.must_match);
  const bool has =
      rule.must_not_match != nullptr && re2::RE2::PartialMatch(s, *rule.must_not_match);
  if (!lacks && !has) return std::nullopt;
  return Broken{period, std::nullopt, std::nullopt, std::nullopt, &s};
}

}  // namespace

std::optional<Broken> AskRule(const EntryCase& e, const Rule& rule, int period) {
  if (rule.when.present()) {
    const Answer when = AskCondition(e.plan, rule.when, e.facts, period);
    if (!when.known() || !when.applies || when.number == 0) return std::nullopt;
  }
  switch (rule.source->kind_case()) {
    case v1::Rule::kCompare:
      return AskCompare(e, rule, period);
    case v1::Rule::kNoFall:
      return AskNoFall(e, rule, period);
    case v1::Rule::kJump:
      return AskJump(e, rule, period);
    case v1::Rule::kSameThrice:
      return AskSameThrice(e, rule, period);
    case v1::Rule::kDateWindow:
      return AskDateWindow(e, rule, period);
    case v1::Rule::kPattern:
      return AskPattern(e, rule, period);
    case v1::Rule::KIND_NOT_SET:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace gom::plan
