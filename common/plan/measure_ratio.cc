#include <algorithm>

#include "common/plan/measure_case.h"

namespace gom::plan {
namespace {

struct Size {
  enum class Kind : uint8_t { kKnown, kUnknown, kNobody } kind = Kind::kUnknown;
  int64_t number = 0;
};

// How large a unit is that has not reported: its population, else its denominator as far as it is
// known.
Size SizeOf(const Case& c) {
  const bool has_population = !c.part.population.empty();
  const Answer size = c.AskSum(has_population ? c.part.population : c.part.denominator, c.horizon);
  // A typed "not applicable" is no size, and a negative one is a mistake.
  if (!size.known() || size.number < 0) return {};
  if (size.number == 0) return {Size::Kind::kNobody, 0};
  return {Size::Kind::kKnown, Bounded(size.number)};
}

// Yes and no of a unit of this size.
void NoToYes(int64_t size, bool closed, Reading& r) {
  r.low = {0, size};
  r.high = {closed ? 0 : size, size};
}

Reading Missing(const Case& c, int at, bool can_answer) {
  Reading r;
  const Size size = SizeOf(c);
  if (size.kind == Size::Kind::kNobody) {
    r.coverage = Coverage::kNotApplicable;
  } else if (size.kind == Size::Kind::kUnknown) {
    r.unknown_size = true;
  } else {
    NoToYes(size.number, !can_answer || c.Closed(-1, at), r);
    if (!can_answer || c.locks.Locked(at)) r.value = r.low;
  }
  return r;
}

// A denominator of zero: not applicable, unless there was someone to ask.
Reading Nobody(const Case& c, int q, int at) {
  if (!c.part.population.empty()) {
    const Answer population = c.AskSum(c.part.population, q);
    if (!population.known() || population.number != 0) return Missing(c, at, true);
  }
  Reading r;
  r.coverage = Coverage::kNotApplicable;
  return r;
}

Reading Reported(const Case& c, int q, int at, const Answer& num, const Answer& den) {
  Reading r;
  r.Report(q, at);
  r.Flag(num.in_conflict || den.in_conflict, num.returned || den.returned);
  r.excess = num.number > den.number;
  const int64_t size = Bounded(den.number);
  r.value = {std::clamp<int64_t>(num.number, 0, size), size};
  if (c.Closed(q, at)) {
    r.low = r.high = r.value;
  } else {
    NoToYes(size, false, r);
  }
  return r;
}

}  // namespace

Reading ReadRatio(const Case& c, int at) {
  for (int q = std::min(at, c.horizon); q >= 0; --q) {
    if (!c.Counts(q, at)) continue;
    const Answer num = c.AskSum(c.part.numerator, q);
    if (!num.applies) return Missing(c, at, false);
    if (!num.here) continue;
    if (num.not_applicable()) break;  // typed, not approved: missing, and nothing earlier stands in
    if (!num.known()) continue;
    const Answer den = c.AskSum(c.part.denominator, q);
    if (den.not_applicable()) break;
    if (!den.known() || den.number < 0) continue;
    if (den.number == 0) return Nobody(c, q, at);
    return Reported(c, q, at, num, den);
  }
  return Missing(c, at, true);
}

}  // namespace gom::plan
