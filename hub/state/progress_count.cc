// Adding units up. Most that a unit is asked as of two periods, or in both readings, it answers
// alike, and units that said nothing differ in few ways; what is the same is worked out once.
#include <algorithm>
#include <map>
#include <tuple>

#include "hub/state/progress_book.h"

namespace gom::hub {
namespace {

// Whether a unit is asked anything (a form that is not carried), and when its first answer came.
struct Arrival {
  bool asked = false;
  int32_t hour = 0;
  bool answered = false;
};
Arrival ArrivalOf(const plan::Plan& plan, const plan::UnitFacts& reported, int period) {
  Arrival arrival;
  for (const plan::Form& form : plan.forms) {
    if (form.carried || !plan.Asked(form, period, *reported.unit)) continue;
    arrival.asked = true;
    const plan::EntryFacts& entry = reported.Entry(plan, form.index, period);
    if (entry.values == nullptr) continue;
    arrival.hour = arrival.answered ? std::min(arrival.hour, entry.first_hour) : entry.first_hour;
    arrival.answered = true;
  }
  return arrival;
}

// What of a unit's row the arithmetic may read.
using Shape = std::tuple<plan::KindSet, v1::Ownership, v1::Manager, plan::Day, plan::Day>;
Shape ShapeOf(const plan::Unit& unit) {
  return {unit.kinds, unit.ownership, unit.manager, unit.valid_from, unit.valid_to};
}

bool SaysNothing(const plan::UnitFacts& facts) {
  return facts.recognised.empty() && facts.not_applicable.empty() &&
         std::all_of(facts.entries.begin(), facts.entries.end(),
                     [](const plan::EntryFacts& entry) { return entry.values == nullptr; });
}

// Whether both readings say the same to the arithmetic, which does not read when anything came.
bool Alike(const BothFacts& facts) {
  return std::equal(facts.of[0].entries.begin(), facts.of[0].entries.end(),
                    facts.of[1].entries.begin(), facts.of[1].entries.end(),
                    [](const plan::EntryFacts& a, const plan::EntryFacts& b) {
                      return a.values == b.values && a.in_conflict == b.in_conflict &&
                             a.returned == b.returned && a.plan_version == b.plan_version;
                    });
}

}  // namespace

ProgressBook::Cells ProgressBook::AllCells(const plan::Plan& plan) {
  const std::vector<uint64_t> all(plan.parts.size(), ~uint64_t{0});
  return {{all, all}};
}

void ProgressBook::MoveTotals(const plan::Plan& plan, plan::Locks locks, const BothFacts& facts,
                              const Cells& cells, int times) {
  const bool alike = Alike(facts);
  for (const plan::Part& part : plan.parts) {
    const auto index = static_cast<size_t>(part.index);
    // The part is read at the newest asked period, so as of those that follow it as well.
    struct {
      int read_at = -2;
      plan::Contribution contribution;
    } last[2];
    for (int as_of = 0; as_of < period_count_; ++as_of) {
      const int read_at = part.AskedAt(as_of);
      for (size_t reading = 0; reading < 2; ++reading) {
        if (((cells.of[reading][index] >> as_of) & 1) == 0) continue;
        auto& known = last[alike ? 0 : reading];
        if (known.read_at != read_at) {
          known = {read_at, plan::Contribute(plan, part, facts.of[reading], locks, as_of)};
        }
        const size_t cell = index * static_cast<size_t>(period_count_) + static_cast<size_t>(as_of);
        totals_[cell * 2 + reading].Add(part, known.contribution, times);
      }
    }
  }
}

void ProgressBook::MovePeriods(const plan::Plan& plan, uint32_t unit,
                               const plan::UnitFacts& reported, int sign) {
  for (int p = 0; p < period_count_; ++p) {
    const Arrival arrival = ArrivalOf(plan, reported, p);
    if (!arrival.asked) continue;
    PeriodBook& book = periods_[static_cast<size_t>(p)];
    book.expected += sign;
    if (arrival.answered) {
      book.reported += sign;
      const auto at = book.arrivals.try_emplace(arrival.hour, 0).first;
      if ((at->second += sign) == 0) book.arrivals.erase(at);
    } else if (sign > 0) {
      book.silent.insert(unit);
    } else {
      book.silent.erase(unit);
    }
  }
}

void ProgressBook::Move(const plan::Plan& plan, plan::Locks locks, uint32_t unit,
                        const BothFacts& facts, const Cells& cells, int sign) {
  MoveTotals(plan, locks, facts, cells, sign);
  MovePeriods(plan, unit, facts.of[0], sign);
}

void ProgressBook::MoveUnit(const plan::Plan& plan, plan::Locks locks, uint32_t unit,
                            const BothFacts& facts, int sign) {
  Move(plan, locks, unit, facts, AllCells(plan), sign);
}

void ProgressBook::AddUnits(const plan::Plan& plan, plan::Locks locks, size_t units,
                            absl::FunctionRef<BothFacts(size_t unit)> facts_of,
                            const Cells& cells) {
  struct Silent {
    BothFacts facts;
    int units = 0;
  };
  std::map<Shape, Silent> silent[2];
  const std::vector<uint64_t> none(plan.parts.size());
  // [bit 0: not of what was reported, bit 1: not of what was accepted]
  const Cells left[] = {cells, {{none, cells.of[1]}}, {{cells.of[0], none}}};
  for (size_t i = 0; i < units; ++i) {
    const BothFacts facts = facts_of(i);
    size_t said_nothing = 0;
    for (size_t reading = 0; reading < 2; ++reading) {
      if (!SaysNothing(facts.of[reading])) continue;
      said_nothing |= size_t{1} << reading;
      Silent& alike = silent[reading][ShapeOf(*facts.of[reading].unit)];
      alike.facts = facts;
      ++alike.units;
    }
    if (said_nothing != 3) MoveTotals(plan, locks, facts, left[said_nothing], 1);
  }
  for (size_t reading = 0; reading < 2; ++reading) {
    for (const auto& [shape, alike] : silent[reading])
      MoveTotals(plan, locks, alike.facts, left[2 - reading], alike.units);
  }
}

void ProgressBook::CountAll(const plan::Plan& plan, plan::Locks locks, size_t units,
                            absl::FunctionRef<BothFacts(size_t unit)> facts_of) {
  period_count_ = static_cast<int>(plan.periods.size());
  totals_.assign(plan.parts.size() * plan.periods.size() * 2, plan::Totals());
  periods_.assign(plan.periods.size(), PeriodBook());
  AddUnits(plan, locks, units, facts_of, AllCells(plan));
  for (size_t i = 0; i < units; ++i)
    MovePeriods(plan, static_cast<uint32_t>(i), facts_of(i).of[0], 1);
  stale_ = false;
}

}  // namespace gom::hub
