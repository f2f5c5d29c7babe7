#include "common/plan/measure.h"

#include <algorithm>

#include "common/plan/measure_case.h"

namespace gom::plan {
namespace {

// Flows of a closed unit happened; they stay.
bool KeepsFlows(const Part& part) {
  const bool sums = part.kind == MeasureKind::kCountSum || part.kind == MeasureKind::kCountItems ||
                    part.kind == MeasureKind::kInfoSum;
  return sums && part.over_time == v1::OVER_TIME_SUM;
}

Reading Read(const Case& c, int at) {
  switch (c.part.kind) {
    case MeasureKind::kRatio:
      return ReadRatio(c, at);
    case MeasureKind::kShare:
      return ReadShare(c, at);
    case MeasureKind::kCountSum:
    case MeasureKind::kInfoSum:
      return ReadCountSum(c, at);
    case MeasureKind::kCountItems:
      return ReadCountItems(c, at);
    case MeasureKind::kInfoChoice:
    case MeasureKind::kInfoText:
      return ReadInformation(c, at);
  }
  return {};
}

bool Expected(Coverage coverage) {
  return coverage == Coverage::kFresh || coverage == Coverage::kCarried ||
         coverage == Coverage::kMissing;
}

bool HasSample(const Part& part) {
  return std::any_of(part.provisional.begin(), part.provisional.end(),
                     [](const Provisional& p) { return p.below_percent > 0; });
}

// The unit's numerator at the report that counts, of its denominator as it is now known.
Fraction SampleOf(const Case& c, const Provisional& sample, int report) {
  Answer den = c.AskSum(sample.denominator, c.horizon);
  if (!den.known() && report >= 0) den = c.AskSum(sample.denominator, report);
  Fraction f;
  if (den.known()) f.den = std::clamp<int64_t>(den.number, 0, kLargestContribution);
  if (report < 0) return f;
  const Answer num = c.AskSum(sample.numerator, report);
  if (num.known()) f.num = std::clamp<int64_t>(num.number, 0, f.den);
  return f;
}

void AskProvisional(const Case& c, int report, Contribution* out) {
  const std::vector<Provisional>& all = c.part.provisional;
  if (HasSample(c.part)) out->samples.resize(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].below_percent > 0) {
      out->samples[i] = SampleOf(c, all[i], report);
    } else if (report >= 0 && i < 32 && all[i].unit.present()) {
      const Answer answer = AskCondition(c.plan, all[i].unit, c.facts, report);
      if (answer.known() && answer.applies && answer.number != 0) {
        out->provisional_units |= uint32_t{1} << i;
      }
    }
  }
}

void TakeValue(const Reading& now, Contribution* out) {
  out->value = now.value;
  out->low = now.low;
  out->high = now.high;
  out->in_conflict = now.in_conflict;
  out->returned = now.returned;
  out->option = now.option;
}

}  // namespace

Contribution Contribute(const Plan& plan, const Part& part, const UnitFacts& facts, Locks locks,
                        int as_of) {
  Contribution out;
  const int at = part.AskedAt(as_of);
  if (at < 0 || !Plan::Matches(part.applies, *facts.unit)) return out;
  const bool valid = facts.unit->ValidOn(plan.periods[static_cast<size_t>(at)].end);
  if (std::binary_search(facts.not_applicable.begin(), facts.not_applicable.end(),
                         part.indicator)) {
    if (valid) out.coverage = Coverage::kNotApplicable;
    return out;
  }
  const Case c{plan, part, facts, locks, at};
  const bool flows = KeepsFlows(part);
  Reading now;
  if (valid || flows) {
    now = Read(c, at);
    TakeValue(now, &out);
    out.open_end = now.open_end;
  }
  if (valid) {
    out.coverage = now.coverage;
    out.unknown_size = now.unknown_size;
    out.excess = now.excess;
    if (Expected(now.coverage) && !part.provisional.empty()) {
      AskProvisional(c, now.report, &out);
    }
  }
  const int last = part.last_asked;
  if (flows || facts.unit->ValidOn(plan.periods[static_cast<size_t>(last)].end)) {
    const Reading end = last == at ? now : Read(c, last);
    out.worst_final = end.low;
    out.best_final = end.high;
    out.unknown_size_final = end.unknown_size;
    out.open_end = out.open_end || end.open_end;
  }
  return out;
}

namespace {

// Totals may be moved down by what they were moved up by in any order, so they wrap rather than
// saturate.
int64_t Wrap(int64_t a, int64_t b, int times) {
  const auto x = static_cast<uint64_t>(a), y = static_cast<uint64_t>(b);
  return static_cast<int64_t>(x + y * static_cast<uint64_t>(times));
}

void Move(Fraction& total, const Fraction& by, int times) {
  total.num = Wrap(total.num, by.num, times);
  total.den = Wrap(total.den, by.den, times);
}

void MoveCoverage(Totals& t, Coverage coverage, int times) {
  switch (coverage) {
    case Coverage::kNotExpected:
      return;
    case Coverage::kNotApplicable:
      t.not_applicable += times;
      return;
    case Coverage::kFresh:
      t.fresh += times;
      break;
    case Coverage::kCarried:
      t.carried += times;
      break;
    case Coverage::kMissing:
      t.missing += times;
      break;
  }
  t.expected += times;
}

size_t OptionCount(const Part& part) {
  if (part.kind != MeasureKind::kInfoChoice || part.list.definition == nullptr) return 0;
  return static_cast<size_t>(part.list.definition->source->choice().options_size());
}

}  // namespace

void Totals::Move(const Part& part, const Contribution& c, int times) {
  plan::Move(value, c.value, times);
  plan::Move(low, c.low, times);
  plan::Move(high, c.high, times);
  plan::Move(worst_final, c.worst_final, times);
  plan::Move(best_final, c.best_final, times);
  MoveCoverage(*this, c.coverage, times);
  unknown_size += c.unknown_size ? times : 0;
  unknown_size_final += c.unknown_size_final ? times : 0;
  in_conflict += c.in_conflict ? times : 0;
  returned += c.returned ? times : 0;
  excess += c.excess ? times : 0;
  open_end += c.open_end ? times : 0;
  options.resize(OptionCount(part));
  if (c.option >= 0 && static_cast<size_t>(c.option) < options.size()) {
    options[static_cast<size_t>(c.option)] += times;
  }
  provisional_units.resize(part.provisional.size());
  for (size_t i = 0; i < provisional_units.size() && i < 32; ++i) {
    if (((c.provisional_units >> i) & 1) != 0) provisional_units[i] += times;
  }
  if (HasSample(part)) samples.resize(part.provisional.size());
  for (size_t i = 0; i < c.samples.size() && i < samples.size(); ++i) {
    plan::Move(samples[i], c.samples[i], times);
  }
}

}  // namespace gom::plan
