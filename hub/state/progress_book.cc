#include "hub/state/progress_book.h"

#include <algorithm>
#include <utility>

#include "hub/state/progress_ahead.h"
#include "hub/state/state.h"

namespace gom::hub {
namespace {

uint64_t BitsFrom(int first, int count) {
  const uint64_t all = count >= 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
  return first <= 0 ? all : (first >= 64 ? 0 : all & (~uint64_t{0} << first));
}

// By part: bit as_of.
std::vector<uint64_t> MovedCells(const plan::Plan& plan, plan::Locks before, plan::Locks after) {
  std::vector<uint64_t> moved;
  moved.reserve(plan.parts.size());
  for (const plan::Part& part : plan.parts)
    moved.push_back(plan::MovedByLocks(plan, part, before, after));
  return moved;
}

}  // namespace

bool PeriodBook::AllAtOnce() const {
  constexpr int32_t kFew = 3, kHours = 24;
  // kUnknownHour is before all others.
  return expected >= kFew && reported == expected && !arrivals.empty() &&
         arrivals.begin()->first != plan::kUnknownHour &&
         arrivals.rbegin()->first - arrivals.begin()->first < kHours;
}

BothFacts UnitInPlan::Both(absl::Span<const plan::EntryFacts> empty_facts) const {
  BothFacts both;
  for (int reading = 0; reading < 2; ++reading) {
    const auto& cells = facts[reading];
    both.of[reading] = {&compiled, cells.empty() ? empty_facts : absl::MakeConstSpan(cells),
                        recognised, not_applicable};
  }
  return both;
}

const plan::Totals& ProgressBook::TotalsOf(int part, int as_of, Reading reading) const {
  static const plan::Totals* const kNothing = new plan::Totals();
  if (part < 0 || as_of < 0) return *kNothing;
  const auto cell = int64_t{part} * period_count_ + as_of;
  const auto at = static_cast<size_t>(cell) * 2 + static_cast<size_t>(reading);
  return at >= totals_.size() ? *kNothing : totals_[at];
}

void ProgressBook::Expect(ProgressAhead* ahead) {
  if (ahead == nullptr) return;
  std::swap(period_count_, ahead->book.period_count_);
  totals_.swap(ahead->book.totals_);
  periods_.swap(ahead->book.periods_);
  stale_ = false;
  ahead_ = ahead;
}

ProgressAhead* ProgressBook::ForPlan(const plan::Plan& plan) {
  // Facts that were remembered before are in another plan's terms.
  if (ahead_ == nullptr || ahead_->plan_sha256 != plan.sha256 || !touched_.empty()) MarkAll();
  return ahead_;
}

bool ProgressBook::ForeseesUnit(uint32_t unit) {
  if (ahead_ == nullptr) return false;
  // A row that was remembered before is not the one that was added up.
  if (touched_.contains(unit)) MarkAll();
  return true;
}

void ProgressBook::MarkAll() {
  stale_ = true;
  ahead_ = nullptr;
  touched_.clear();
  recount_.clear();
  retired_.clear();
}

void ProgressBook::MarkLocks(const State& state, plan::Locks before) {
  if (stale_ || ahead_ != nullptr || state.plan == nullptr) return;
  const std::vector<uint64_t> moved = MovedCells(*state.plan, before, state.locks);
  recount_.resize(moved.size());
  for (size_t part = 0; part < moved.size(); ++part) recount_[part] |= moved[part];
}

void ProgressBook::Touch(const State& state, uint32_t unit) {
  if (stale_ || state.plan == nullptr) return;
  std::unique_ptr<Before>& before = touched_[unit];
  if (before != nullptr) return;
  before = std::make_unique<Before>();
  for (auto& affected : before->affected.of) affected.assign(state.plan->parts.size(), 0);
  if (unit >= state.units.size()) return;  // it is just being added
  const UnitState& now = *state.units[unit];
  before->existed = true;
  before->unit = now;
}

void ProgressBook::Affect(const State& state, uint32_t unit, int form, int period,
                          unsigned readings) {
  const auto at = touched_.find(unit);
  if (stale_ || at == touched_.end()) return;
  // What a period's report says is seen as of that period and of all later ones.
  const uint64_t bits = BitsFrom(period, period_count_);
  for (unsigned reading = 0; reading < 2; ++reading) {
    if (((readings >> reading) & 1) == 0) continue;
    std::vector<uint64_t>& affected = at->second->affected.of[reading];
    if (form < 0) {
      for (uint64_t& part : affected) part |= bits;
      continue;
    }
    for (const int part : state.plan->parts_of_form[static_cast<size_t>(form)]) {
      affected[static_cast<size_t>(part)] |= bits;
    }
  }
}

void ProgressBook::Settle(const State& state) {
  if (ahead_ != nullptr && !ahead_->Holds(state)) MarkAll();
  ahead_ = nullptr;
  if (settled()) return;
  if (state.plan != nullptr) {
    if (stale_) SettleAll(state);
    SettleTouched(state);
    if (!recount_.empty()) Recount(state, state.locks);
  }
  // Without a plan there is nothing to add up; the book stays behind until there is one.
  touched_.clear();
  retired_.clear();
}

void ProgressBook::SettleAll(const State& state) {
  CountAll(*state.plan, state.locks, state.units.size(),
           [&](size_t i) { return state.units[i]->Both(state.empty_facts); });
}

void ProgressBook::SettleTouched(const State& state) {
  for (const auto& [index, before] : touched_) {
    // What is added up again anyway is not moved by differences.
    for (auto& affected : before->affected.of) {
      for (size_t part = 0; part < recount_.size(); ++part) affected[part] &= ~recount_[part];
    }
    if (before->existed)
      Move(*state.plan, state.locks, index, before->unit.Both(state.empty_facts), before->affected,
           -1);
    Move(*state.plan, state.locks, index, state.units[index]->Both(state.empty_facts),
         before->affected, 1);
  }
}

void ProgressBook::Recount(const State& state, plan::Locks locks) {
  for (size_t part = 0; part < recount_.size(); ++part) {
    for (int as_of = 0; as_of < period_count_; ++as_of) {
      if (((recount_[part] >> as_of) & 1) == 0) continue;
      const size_t at =
          (part * static_cast<size_t>(period_count_) + static_cast<size_t>(as_of)) * 2;
      totals_[at] = totals_[at + 1] = plan::Totals();
    }
  }
  const Cells cells{{recount_, recount_}};
  AddUnits(
      *state.plan, locks, state.units.size(),
      [&](size_t i) { return state.units[i]->Both(state.empty_facts); }, cells);
  recount_.clear();
}

void ProgressBook::CountLocks(const State& state, plan::Locks after) {
  recount_ = MovedCells(*state.plan, state.locks, after);
  Recount(state, after);
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
