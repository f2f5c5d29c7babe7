#include <algorithm>

#include "absl/functional/function_ref.h"
#include "common/plan/measure_case.h"

namespace gom::plan {
namespace {

// Whether the sum has a field that adds up over periods and applies to the unit.
bool HasFlow(const Case& c, const Sum& sum) {
  return std::any_of(sum.terms.begin(), sum.terms.end(), [&](const Term& t) {
    return !c.plan.forms[static_cast<size_t>(t.field.form)].carried &&
           FieldApplies(c.plan, t.field, *c.facts.unit);
  });
}

// Two sums that are added up over the year side by side.
struct Sides {
  const Sum& left;
  const Sum& right;
  bool left_flows, right_flows;
};

// Adds one period's flows of both sides; whether the unit reported them.
bool AddPeriod(const Case& c, const Sides& sides, int q, Wide* l, Wide* r, YearSums* sums) {
  Answer a, b;
  if (sides.left_flows || sides.right_flows) {
    if (sides.left_flows) a = c.AskSum(sides.left, q, Fields::kFlows);
    if (sides.right_flows) b = c.AskSum(sides.right, q, Fields::kFlows);
    if ((sides.left_flows && !a.known()) || (sides.right_flows && !b.known())) return false;
    *l += a.number;
    *r += b.number;
  } else {
    // Carried forms alone: reported where one of them was.
    a = c.AskSum(sides.left, q, Fields::kStates);
    b = c.AskSum(sides.right, q, Fields::kStates);
    if (!a.known() || !b.known() || !(a.here || b.here)) return false;
  }
  sums->in_conflict = sums->in_conflict || a.in_conflict || b.in_conflict;
  sums->returned = sums->returned || a.returned || b.returned;
  return true;
}

bool AnyApplies(const Case& c, const Sum& left, const Sum& right) {
  const auto applies = [&](const Term& t) { return FieldApplies(c.plan, t.field, *c.facts.unit); };
  return std::any_of(left.terms.begin(), left.terms.end(), applies) ||
         std::any_of(right.terms.begin(), right.terms.end(), applies);
}

// The unit can still add to a count: a period of its own is not locked, and is its last one or not
// reported.
bool OpenEnd(const Case& c, absl::FunctionRef<bool(int)> reported) {
  bool last = true;
  for (int q = c.part.last_asked; q >= 0; --q) {
    if (!c.Counts(q, c.part.last_asked)) continue;
    if (!c.locks.Locked(q) && (last || q > c.horizon || !reported(q))) return true;
    last = false;
  }
  return false;
}

int OpenPeriods(const Case& c, int at) {
  int n = 0;
  for (int q = 0; q <= at; ++q) {
    if (!c.Counts(q, at) || c.locks.Locked(q)) continue;
    if (q > c.horizon || !c.AskSum(c.part.numerator, q).reported()) ++n;
  }
  return n;
}

void SetCount(Reading& r, int64_t low, int64_t value) {
  r.value = {Bounded(value), 0};
  r.low = {Bounded(low), 0};
  r.high = r.value;
}

Reading SumOverYear(const Case& c, int at) {
  Reading r;
  const YearSums sums = AddUp(c, c.part.numerator, Sum{}, at);
  if (!sums.known || sums.newest < 0) return r;
  r.Report(sums.newest, at);
  r.Flag(sums.in_conflict, sums.returned);
  int64_t low = sums.left;
  const int64_t least = LeastFlow(c.plan, c.part.numerator);
  if (least < 0) low = Narrow(Wide{sums.left} + Wide{least} * OpenPeriods(c, at));
  SetCount(r, low, sums.left);
  return r;
}

// A unit that has reported nothing counts nothing, or less where the plan lets its numbers be
// negative.
void LowerIfNegative(const Case& c, int at, Reading& r) {
  if (r.report >= 0) return;
  const Wide least = LeastFlow(c.plan, c.part.numerator);
  const Wide constant = std::min<int64_t>(c.part.numerator.constant, 0);
  if (least + constant == 0) return;
  const bool sum = c.part.over_time == v1::OVER_TIME_SUM;
  const int periods = sum ? OpenPeriods(c, at) : (c.Closed(-1, at) ? 0 : 1);
  r.low.num = periods == 0 ? 0 : Bounded(Narrow(least * periods + constant));
}

Reading NewestSum(const Case& c, int at) {
  Reading r;
  for (int q = std::min(at, c.horizon); q >= 0; --q) {
    if (!c.Counts(q, at)) continue;
    const Answer answer = c.AskSum(c.part.numerator, q);
    if (answer.here && answer.not_applicable()) break;
    if (!answer.reported()) continue;
    r.Report(q, at);
    r.Flag(answer.in_conflict, answer.returned);
    const bool settled = c.Closed(q, at);
    const int64_t least = LeastFlow(c.plan, c.part.numerator);
    const int64_t constant = std::min<int64_t>(c.part.numerator.constant, 0);
    const int64_t low = std::min({answer.number, int64_t{0}, Narrow(Wide{least} + constant)});
    SetCount(r, settled ? answer.number : low, answer.number);
    return r;
  }
  return r;
}

// Whether the operator's recognised item stands in this report, as the option asked for.
bool Holds(const Part& part, const Item& item) {
  if (part.choice_field == 0) return true;
  const FieldValue choice = item.Get(part.choice_field);
  return choice.is_number() && choice.number == static_cast<int64_t>(part.option);
}

const Item* FindIn(const Case& c, int q, uint32_t item) {
  const Values* values = c.facts.Entry(c.plan, c.part.list.form, q).values;
  return values == nullptr ? nullptr : values->FindItem(c.part.list.field, item);
}

// Whether an item stands as asked in the report `newest`, or over time SUM in any one until then:
// what was done once in the year stays done.
bool Counted(const Case& c, int newest, int at, uint32_t id) {
  const bool all = c.part.over_time == v1::OVER_TIME_SUM;
  for (int q = newest; q >= 0; --q) {
    if (!c.Counts(q, at)) continue;
    const Item* item = FindIn(c, q, id);
    if (item != nullptr && Holds(c.part, *item)) return true;
    if (!all) return false;
  }
  return false;
}

int64_t RecognisedIn(const Case& c, int newest, int at) {
  const RecognisedItem first{c.part.list.form, c.part.list.field, 0};
  auto it = std::lower_bound(c.facts.recognised.begin(), c.facts.recognised.end(), first);
  int64_t n = 0;
  for (; it != c.facts.recognised.end() && it->form == first.form && it->field == first.field;
       ++it) {
    if (Counted(c, newest, at, it->item)) ++n;
  }
  return n;
}

// The newest period in which the list's form was reported; -1: none, or the unit typed "not
// applicable".
int NewestList(const Case& c, int at, Reading& r) {
  for (int q = std::min(at, c.horizon); q >= 0; --q) {
    if (!c.Counts(q, at)) continue;
    const EntryFacts& entry = c.facts.Entry(c.plan, c.part.list.form, q);
    if (entry.values == nullptr) continue;
    if (entry.values->Get(c.part.list.field).presence == Presence::kNotApplicable) return -1;
    r.Flag(entry.in_conflict, entry.returned);
    return q;
  }
  return -1;
}

}  // namespace

int64_t LeastFlow(const Plan& plan, const Sum& sum) {
  Wide least = 0;
  for (const Term& term : sum.terms) {
    const Field& field = *term.field.definition;
    const bool whole = field.type == FieldType::kWhole;
    const Wide a = Wide{term.coefficient} * (whole ? field.min : 0);
    const Wide b = Wide{term.coefficient} * (whole ? field.max : 1000);
    least += Narrow(std::min({a, b, Wide{0}}));
  }
  return Narrow(least);
}

YearSums AddUp(const Case& c, const Sum& left, const Sum& right, int at) {
  YearSums sums;
  if (!AnyApplies(c, left, right)) return sums;
  const Sides sides{left, right, HasFlow(c, left), HasFlow(c, right)};
  Wide l = 0, r = 0;
  for (int q = 0; q <= at; ++q) {
    if (!c.Counts(q, at)) continue;
    if (q <= c.horizon && AddPeriod(c, sides, q, &l, &r, &sums)) {
      sums.newest = q;
    } else {
      sums.open = sums.open || !c.locks.Locked(q);
    }
  }
  const int states_at = std::min(at, c.horizon);
  const Answer a = c.AskSum(left, states_at, Fields::kStates);
  const Answer b = c.AskSum(right, states_at, Fields::kStates);
  sums.known = a.kind != SumResult::Kind::kUnknown && b.kind != SumResult::Kind::kUnknown;
  sums.left = Narrow(l + a.number);
  sums.right = Narrow(r + b.number);
  return sums;
}

Reading ReadCountSum(const Case& c, int at) {
  if (!AnyApplies(c, c.part.numerator, Sum{})) return Reading{};
  Reading r = c.part.over_time == v1::OVER_TIME_SUM ? SumOverYear(c, at) : NewestSum(c, at);
  LowerIfNegative(c, at, r);
  r.open_end = OpenEnd(c, [&](int q) { return c.AskSum(c.part.numerator, q).reported(); });
  return r;
}

Reading ReadCountItems(const Case& c, int at) {
  Reading r;
  if (!FieldApplies(c.plan, c.part.list, *c.facts.unit)) return r;
  const int newest = NewestList(c, at, r);
  if (newest >= 0) {
    r.Report(newest, at);
    const int64_t n = RecognisedIn(c, newest, at);
    const bool settled = c.part.over_time == v1::OVER_TIME_SUM || c.Closed(newest, at);
    SetCount(r, settled ? n : 0, n);
  }
  r.open_end = OpenEnd(
      c, [&](int q) { return c.facts.Entry(c.plan, c.part.list.form, q).values != nullptr; });
  return r;
}

Reading ReadInformation(const Case& c, int at) {
  Reading r;
  if (!FieldApplies(c.plan, c.part.list, *c.facts.unit)) return r;
  const bool text = c.part.kind == MeasureKind::kInfoText;
  for (int q = std::min(at, c.horizon); q >= 0; --q) {
    if (!c.Counts(q, at)) continue;
    const EntryFacts& entry = c.facts.Entry(c.plan, c.part.list.form, q);
    if (entry.values == nullptr) continue;
    const FieldValue value = entry.Get(*c.part.list.definition);
    if (value.presence == Presence::kNotApplicable) return r;
    if (value.empty() && !text) continue;
    r.Report(q, at);
    r.Flag(entry.in_conflict, entry.returned);
    r.value = {value.is_number() ? 1 : 0, 0};
    r.low = r.high = r.value;
    if (!text) {
      const auto& options = c.part.list.definition->source->choice().options();
      for (int i = 0; i < options.size(); ++i) {
        if (static_cast<int64_t>(options[i].number()) == value.number) r.option = i;
      }
    }
    return r;
  }
  return r;
}

}  // namespace gom::plan
