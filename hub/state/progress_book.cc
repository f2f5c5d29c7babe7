#include "hub/state/progress_book.h"

#include <algorithm>
#include <utility>

#include "hub/state/state.h"

namespace gom::hub {
namespace {

uint64_t BitsFrom(int first, int count) {
  const uint64_t all = count >= 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
  return first <= 0 ? all : (first >= 64 ? 0 : all & (~uint64_t{0} << first));
}

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

}  // namespace

bool PeriodBook::AllAtOnce() const {
  constexpr int32_t kFew = 3, kHours = 24;
  // kUnknownHour is before all others.
  return expected >= kFew && reported == expected && !arrivals.empty() &&
         arrivals.begin()->first != plan::kUnknownHour &&
         arrivals.rbegin()->first - arrivals.begin()->first < kHours;
}

plan::UnitFacts ProgressBook::Before::Of(Reading reading) const {
  plan::UnitFacts of;
  of.unit = &unit;
  of.entries = facts[static_cast<int>(reading)];
  of.recognised = recognised;
  of.not_applicable = not_applicable;
  return of;
}

const plan::Totals& ProgressBook::TotalsOf(int part, int as_of, Reading reading) const {
  static const plan::Totals* const kNothing = new plan::Totals();
  const auto at =
      static_cast<size_t>((part * period_count_ + as_of) * 2 + static_cast<int>(reading));
  return part < 0 || as_of < 0 || at >= totals_.size() ? *kNothing : totals_[at];
}

void ProgressBook::MarkAll() {
  stale_ = true;
  touched_.clear();
  recount_.clear();
  retired_.clear();
}

void ProgressBook::MarkLocks(const State& state, plan::Locks before) {
  if (stale_ || state.plan == nullptr) return;
  recount_.resize(state.plan->parts.size());
  for (const plan::Part& part : state.plan->parts) {
    recount_[static_cast<size_t>(part.index)] |=
        plan::MovedByLocks(*state.plan, part, before, state.locks);
  }
}

void ProgressBook::Touch(const State& state, uint32_t unit) {
  if (stale_ || state.plan == nullptr) return;
  std::unique_ptr<Before>& before = touched_[unit];
  if (before != nullptr) return;
  before = std::make_unique<Before>();
  for (auto& affected : before->affected) affected.assign(state.plan->parts.size(), 0);
  if (unit >= state.units.size()) return;  // it is just being added
  const UnitState& now = *state.units[unit];
  before->existed = true;
  before->unit = now.compiled;
  for (const Reading reading : {Reading::kReported, Reading::kAccepted}) {
    const auto cells = state.FactsOf(now, reading).entries;
    before->facts[static_cast<int>(reading)].assign(cells.begin(), cells.end());
  }
  before->recognised = now.recognised;
  before->not_applicable = now.not_applicable;
}

void ProgressBook::Affect(const State& state, uint32_t unit, int form, int period,
                          unsigned readings) {
  const auto at = touched_.find(unit);
  if (stale_ || at == touched_.end()) return;
  // What a period's report says is seen as of that period and of all later ones.
  const uint64_t bits = BitsFrom(period, period_count_);
  for (unsigned reading = 0; reading < 2; ++reading) {
    if (((readings >> reading) & 1) == 0) continue;
    std::vector<uint64_t>& affected = at->second->affected[reading];
    if (form < 0) {
      for (uint64_t& part : affected) part |= bits;
      continue;
    }
    for (const int part : state.plan->parts_of_form[static_cast<size_t>(form)]) {
      affected[static_cast<size_t>(part)] |= bits;
    }
  }
}

void ProgressBook::MoveTotals(const State& state, const plan::UnitFacts facts[2],
                              const std::vector<uint64_t>* affected, int sign) {
  for (const plan::Part& part : state.plan->parts) {
    for (int reading = 0; reading < 2; ++reading) {
      const uint64_t bits = affected == nullptr
                                ? BitsFrom(0, period_count_)
                                : affected[reading][static_cast<size_t>(part.index)];
      for (int as_of = 0; as_of < period_count_; ++as_of) {
        if (((bits >> as_of) & 1) == 0) continue;
        plan::Totals& totals =
            totals_[static_cast<size_t>((part.index * period_count_ + as_of) * 2 + reading)];
        const plan::Contribution c =
            plan::Contribute(*state.plan, part, facts[reading], state.locks, as_of);
        if (sign > 0) {
          totals.Add(part, c);
        } else {
          totals.Subtract(part, c);
        }
      }
    }
  }
}

void ProgressBook::MovePeriods(const State& state, uint32_t unit, const plan::UnitFacts& reported,
                               int sign) {
  for (int p = 0; p < period_count_; ++p) {
    const Arrival arrival = ArrivalOf(*state.plan, reported, p);
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

void ProgressBook::Settle(const State& state) {
  if (settled()) return;
  if (state.plan != nullptr) {
    if (stale_) SettleAll(state);
    SettleTouched(state);
    if (!recount_.empty()) Recount(state);
  }
  // Without a plan there is nothing to add up; the book stays behind until there is one.
  touched_.clear();
  retired_.clear();
}

void ProgressBook::SettleAll(const State& state) {
  period_count_ = static_cast<int>(state.plan->periods.size());
  totals_.assign(state.plan->parts.size() * state.plan->periods.size() * 2, plan::Totals());
  periods_.assign(state.plan->periods.size(), PeriodBook());
  for (const auto& unit : state.units) {
    const plan::UnitFacts now[2] = {state.FactsOf(*unit, Reading::kReported),
                                    state.FactsOf(*unit, Reading::kAccepted)};
    MoveTotals(state, now, nullptr, 1);
    MovePeriods(state, unit->index, now[0], 1);
  }
  stale_ = false;
}

void ProgressBook::SettleTouched(const State& state) {
  for (const auto& [index, before] : touched_) {
    // What is added up again anyway is not moved by differences.
    for (auto& affected : before->affected) {
      for (size_t part = 0; part < recount_.size(); ++part) affected[part] &= ~recount_[part];
    }
    if (before->existed) {
      const plan::UnitFacts then[2] = {before->Of(Reading::kReported),
                                       before->Of(Reading::kAccepted)};
      MoveTotals(state, then, before->affected, -1);
      MovePeriods(state, index, then[0], -1);
    }
    const UnitState& unit = *state.units[index];
    const plan::UnitFacts now[2] = {state.FactsOf(unit, Reading::kReported),
                                    state.FactsOf(unit, Reading::kAccepted)};
    MoveTotals(state, now, before->affected, 1);
    MovePeriods(state, index, now[0], 1);
  }
}

void ProgressBook::Recount(const State& state) {
  const std::vector<uint64_t> cells[2] = {recount_, recount_};
  for (size_t part = 0; part < recount_.size(); ++part) {
    for (int as_of = 0; as_of < period_count_; ++as_of) {
      if (((recount_[part] >> as_of) & 1) == 0) continue;
      const size_t at =
          (part * static_cast<size_t>(period_count_) + static_cast<size_t>(as_of)) * 2;
      totals_[at] = totals_[at + 1] = plan::Totals();
    }
  }
  for (const auto& unit : state.units) {
    const plan::UnitFacts now[2] = {state.FactsOf(*unit, Reading::kReported),
                                    state.FactsOf(*unit, Reading::kAccepted)};
    MoveTotals(state, now, cells, 1);
  }
  recount_.clear();
}

ProgressBook ProgressBook::Copy() const {
  ProgressBook copy;
  copy.stale_ = stale_;
  copy.period_count_ = period_count_;
  copy.totals_ = totals_;
  copy.periods_ = periods_;
  return copy;
}

ProgressBook ProgressBook::FromNothing(const State& state) {
  ProgressBook book;
  book.Settle(state);
  return book;
}

}  // namespace gom::hub
