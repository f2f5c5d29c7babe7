#include "common/plan/measure_sum.h"

#include <limits>

namespace gom::plan {
namespace {

// Far beyond every sensible number, far below the ends of Wide, so that any number of terms can be
// added.
constexpr Wide kWidest = Wide{1} << 96;

Wide Clamp(Wide number) {
  if (number > kWidest) return kWidest;
  if (number < -kWidest) return -kWidest;
  return number;
}

// Adds up fields one by one and keeps what the sum as a whole amounts to.
class Adder {
 public:
  Adder(const Sum& sum, bool with_constant) : number_(with_constant ? sum.constant : 0) {}

  void Add(const Term& term, const EntryFacts& entry, bool here) {
    answer_.applies = true;
    if (entry.values == nullptr) {
      unknown_ = true;
      return;
    }
    const FieldValue value = entry.Get(*term.field.definition);
    if (value.empty()) {
      unknown_ = true;
      return;
    }
    answer_.here = answer_.here || here;
    answer_.in_conflict = answer_.in_conflict || entry.in_conflict;
    answer_.returned = answer_.returned || entry.returned;
    if (!value.is_number()) return;
    any_number_ = true;
    number_ = Clamp(number_ + Clamp(Wide{term.coefficient} * value.number));
  }
  void AddUnknown() {
    answer_.applies = true;
    unknown_ = true;
  }

  // `asked`: whether any field was asked of the unit at all.
  Answer Finish(bool asked) {
    if (unknown_) {
      answer_.kind = SumResult::Kind::kUnknown;
    } else if (answer_.applies && !any_number_) {
      answer_.kind = SumResult::Kind::kNotApplicable;
    } else {
      answer_.kind = SumResult::Kind::kKnown;
    }
    if (!unknown_) answer_.number = Narrow(number_);
    if (!asked) answer_.applies = true;
    return answer_;
  }

 private:
  Answer answer_;
  Wide number_;
  bool unknown_ = false;
  bool any_number_ = false;
};

bool Takes(Fields fields, bool carried) {
  return fields == Fields::kAll || (fields == Fields::kStates) == carried;
}

int NewestReported(const Plan& plan, const UnitFacts& facts, int form, int until) {
  for (int q = until; q >= 0; --q) {
    if (facts.Entry(plan, form, q).values != nullptr) return q;
  }
  return -1;
}

}  // namespace

int64_t Narrow(Wide number) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  if (number > kMax) return kMax;
  if (number < kMin) return kMin;
  return static_cast<int64_t>(number);
}

const EntryFacts& EntryAt(const Plan& plan, const UnitFacts& facts, int form, int period, int* at) {
  *at = period;
  if (plan.forms[static_cast<size_t>(form)].carried) {
    const int newest = NewestReported(plan, facts, form, period);
    if (newest >= 0) *at = newest;
  }
  return facts.Entry(plan, form, *at);
}

Answer Ask(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period, Fields fields) {
  Adder adder(sum, fields != Fields::kFlows);
  bool asked = false;
  for (const Term& term : sum.terms) {
    const bool carried = plan.forms[static_cast<size_t>(term.field.form)].carried;
    if (!Takes(fields, carried)) continue;
    asked = true;
    if (!FieldApplies(plan, term.field, *facts.unit)) continue;
    int at = period;
    const EntryFacts& entry = EntryAt(plan, facts, term.field.form, period, &at);
    adder.Add(term, entry, at == period);
  }
  return adder.Finish(asked);
}

Answer AskPrevious(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period) {
  Adder adder(sum, true);
  for (const Term& term : sum.terms) {
    if (!FieldApplies(plan, term.field, *facts.unit)) continue;
    const int at = NewestReported(plan, facts, term.field.form, period - 1);
    if (at < 0) {
      adder.AddUnknown();
    } else {
      adder.Add(term, facts.Entry(plan, term.field.form, at), true);
    }
  }
  return adder.Finish(!sum.terms.empty());
}

Answer AskYear(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period) {
  Adder adder(sum, true);
  for (const Term& term : sum.terms) {
    if (!FieldApplies(plan, term.field, *facts.unit)) continue;
    bool reported = false;
    if (plan.forms[static_cast<size_t>(term.field.form)].carried) {
      int at = period;
      const EntryFacts& entry = EntryAt(plan, facts, term.field.form, period, &at);
      adder.Add(term, entry, at == period);
      continue;
    }
    for (int q = 0; q <= period; ++q) {
      const EntryFacts& entry = facts.Entry(plan, term.field.form, q);
      if (entry.values == nullptr) continue;
      reported = true;
      adder.Add(term, entry, q == period);
    }
    if (!reported) adder.AddUnknown();
  }
  return adder.Finish(!sum.terms.empty());
}

Answer AskWhen(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period) {
  switch (sum.of) {
    case v1::WHEN_PREVIOUS:
      return AskPrevious(plan, sum, facts, period);
    case v1::WHEN_YEAR:
      return AskYear(plan, sum, facts, period);
    default:
      return Ask(plan, sum, facts, period);
  }
}

Answer AskCondition(const Plan& plan, const Condition& condition, const UnitFacts& facts,
                    int period) {
  Answer left = AskWhen(plan, condition.left, facts, period);
  const Answer right = AskWhen(plan, condition.right, facts, period);
  // A side without fields applies to everyone and decides nothing.
  const bool left_asks = !condition.left.terms.empty(), right_asks = !condition.right.terms.empty();
  left.applies = (left_asks && left.applies) || (right_asks && right.applies);
  left.here = left.here || right.here;
  left.in_conflict = left.in_conflict || right.in_conflict;
  left.returned = left.returned || right.returned;
  if (left.kind == SumResult::Kind::kUnknown || right.kind == SumResult::Kind::kUnknown) {
    left.kind = SumResult::Kind::kUnknown;
  } else if (left.not_applicable() || right.not_applicable()) {
    left.kind = SumResult::Kind::kNotApplicable;
  } else {
    left.number = Compare(left.number, condition.op, right.number) ? 1 : 0;
  }
  return left;
}

SumResult Evaluate(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period,
                   bool* none_applies) {
  const Answer answer = Ask(plan, sum, facts, period);
  if (none_applies != nullptr) *none_applies = !answer.applies;
  return SumResult{answer.kind, answer.number};
}

bool Compare(int64_t left, v1::Operator op, int64_t right) {
  switch (op) {
    case v1::OPERATOR_LESS:
      return left < right;
    case v1::OPERATOR_AT_MOST:
      return left <= right;
    case v1::OPERATOR_EQUAL:
      return left == right;
    case v1::OPERATOR_NOT_EQUAL:
      return left != right;
    case v1::OPERATOR_AT_LEAST:
      return left >= right;
    case v1::OPERATOR_MORE:
      return left > right;
    default:
      return true;  // no condition: it holds
  }
}

}  // namespace gom::plan
