#include <algorithm>

#include "common/plan/measure_case.h"

namespace gom::plan {
namespace {

Fraction OneOf(bool yes) { return {yes ? 1 : 0, 1}; }

void Set(Reading& r, bool low, bool value, bool high) {
  r.low = OneOf(low);
  r.value = OneOf(value);
  r.high = OneOf(high);
}

// What a report of one period says, if there is one.
struct Said {
  bool reported = false;
  bool yes = false;
  bool typed_not_applicable = false;
  bool in_conflict = false, returned = false;
};

Said At(const Case& c, int q) {
  Said said;
  if (q > c.horizon) return said;
  const Answer answer = AskCondition(c.plan, c.part.condition, c.facts, q);
  said.reported = answer.reported();
  said.yes = said.reported && answer.number != 0;
  said.typed_not_applicable = answer.here && answer.not_applicable();
  said.in_conflict = answer.in_conflict;
  said.returned = answer.returned;
  return said;
}

Reading Latest(const Case& c, int at) {
  Reading r;
  for (int q = std::min(at, c.horizon); q >= 0; --q) {
    if (!c.Counts(q, at)) continue;
    const Said said = At(c, q);
    if (said.typed_not_applicable) break;
    if (!said.reported) continue;
    r.Report(q, at);
    r.Flag(said.in_conflict, said.returned);
    const bool settled = c.Closed(q, at);
    Set(r, settled && said.yes, said.yes, !settled || said.yes);
    return r;
  }
  Set(r, false, false, !c.Closed(-1, at));
  return r;
}

Reading Any(const Case& c, int at) {
  Reading r;
  bool yes = false, open = false;
  for (int q = 0; q <= at; ++q) {
    if (!c.Counts(q, at)) continue;
    const Said said = At(c, q);
    if (said.reported) {
      r.Report(q, at);
      r.Flag(said.in_conflict, said.returned);
      yes = yes || said.yes;
    } else {
      open = open || !c.locks.Locked(q);
    }
  }
  Set(r, yes, yes, yes || open);
  return r;
}

// Each period's answer is carried over the locked ones after it that were not reported, whatever an
// open one brings.
Reading Every(const Case& c, int at) {
  Reading r;
  struct {
    bool carried = false, all = true;
    void Take(bool yes) { carried = yes; }
    void Ask() { all = all && carried; }
  } low, value, high;
  bool any_period = false;
  for (int q = 0; q <= at; ++q) {
    if (!c.Counts(q, at)) continue;
    any_period = true;
    const Said said = At(c, q);
    if (said.reported) {
      r.Report(q, at);
      r.Flag(said.in_conflict, said.returned);
      for (auto* reading : {&low, &value, &high}) reading->Take(said.yes);
    } else if (!c.locks.Locked(q)) {
      low.Take(false);
      high.Take(true);
    }
    for (auto* reading : {&low, &value, &high}) reading->Ask();
  }
  Set(r, any_period && low.all, any_period && value.all, any_period && high.all);
  return r;
}

// Every further report moves the sum this way (1: up, -1: down) or not at all.
bool OnlyMoves(const Plan& plan, const Sum& sum, int direction) {
  for (const Term& term : sum.terms) {
    if (plan.forms[static_cast<size_t>(term.field.form)].carried) return false;
    const Field& field = *term.field.definition;
    const bool never_negative =
        field.type == FieldType::kYesNo || (field.type == FieldType::kWhole && field.min >= 0);
    if (!never_negative) return false;
    if (direction > 0 ? term.coefficient < 0 : term.coefficient > 0) return false;
  }
  return true;
}

// No further report can undo the condition once it is reached.
bool StaysReached(const Case& c) {
  const Condition& condition = c.part.condition;
  switch (condition.op) {
    case v1::OPERATOR_AT_LEAST:
    case v1::OPERATOR_MORE:
      return OnlyMoves(c.plan, condition.left, 1) && OnlyMoves(c.plan, condition.right, -1);
    case v1::OPERATOR_AT_MOST:
    case v1::OPERATOR_LESS:
      return OnlyMoves(c.plan, condition.left, -1) && OnlyMoves(c.plan, condition.right, 1);
    default:
      return false;
  }
}

Reading Summed(const Case& c, int at) {
  Reading r;
  const Condition& condition = c.part.condition;
  const YearSums sums = AddUp(c, condition.left, condition.right, at);
  const bool answered = sums.known && sums.newest >= 0;
  if (answered) r.Report(sums.newest, at);
  r.Flag(sums.in_conflict, sums.returned);
  const bool open = sums.open || (!sums.known && !c.locks.Locked(at));
  const bool yes = answered && Compare(sums.left, condition.op, sums.right);
  Set(r, yes && (!open || StaysReached(c)), yes, yes || open);
  return r;
}

// Whether any field of the condition applies to the unit.
bool CanAnswer(const Case& c) {
  for (const Sum* side : {&c.part.condition.left, &c.part.condition.right}) {
    for (const Term& term : side->terms) {
      if (FieldApplies(c.plan, term.field, *c.facts.unit)) return true;
    }
  }
  return false;
}

}  // namespace

Reading ReadShare(const Case& c, int at) {
  if (!CanAnswer(c)) {
    Reading never;
    Set(never, false, false, false);
    return never;
  }
  switch (c.part.over_time) {
    case v1::OVER_TIME_SUM:
      return Summed(c, at);
    case v1::OVER_TIME_ANY:
      return Any(c, at);
    case v1::OVER_TIME_EVERY:
      return Every(c, at);
    default:
      return Latest(c, at);
  }
}

}  // namespace gom::plan
