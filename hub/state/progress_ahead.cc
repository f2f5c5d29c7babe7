#include "hub/state/progress_ahead.h"

#include <utility>

#include "common/plan/load.h"
#include "hub/state/fold_roster.h"
#include "hub/state/state.h"
#include "hub/state/view.h"

namespace gom::hub {
namespace {

void CountInPlan(const State& state, const plan::Plan& plan, ProgressAhead& ahead) {
  const std::vector<plan::EntryFacts> empty(plan.forms.size() * plan.periods.size());
  ahead.units.reserve(state.units.size());
  for (const auto& unit : state.units) ahead.units.push_back(InPlan(state, plan, *unit));
  ahead.book.CountAll(plan, ahead.locks, ahead.units.size(),
                      [&](size_t i) { return ahead.units[i].Both(empty); });
}

void MoveRows(const State& state, const View& view, ProgressBook& book) {
  const plan::Plan& plan = *state.plan;
  for (const auto& [index, row] : view.rows()) {
    BothFacts facts = state.units[index]->Both(state.empty_facts);
    book.MoveUnit(plan, state.locks, index, facts, -1);
    const plan::Unit compiled = plan::CompileUnit(plan, row);
    for (plan::UnitFacts& reading : facts.of) reading.unit = &compiled;
    book.MoveUnit(plan, state.locks, index, facts, 1);
  }
  auto index = static_cast<uint32_t>(state.units.size());
  for (const v1::Unit& row : view.added_rows()) {
    const plan::Unit compiled = plan::CompileUnit(plan, row);
    plan::UnitFacts nothing;
    nothing.unit = &compiled;
    nothing.entries = state.empty_facts;
    book.MoveUnit(plan, state.locks, index++, {{nothing, nothing}}, 1);
  }
}

}  // namespace

bool ProgressAhead::Holds(const State& state) const {
  return state.plan != nullptr && state.plan->sha256 == plan_sha256 &&
         state.locks.bits == locks.bits && state.units.size() == unit_count;
}

std::unique_ptr<ProgressAhead> LookAhead(const State& state, const View& view, size_t many_rows) {
  if (view.plan() == nullptr) return nullptr;
  const size_t rows = view.rows().size() + view.added_rows().size();
  auto ahead = std::make_unique<ProgressAhead>();
  ahead->plan_sha256 = view.plan()->sha256;
  ahead->locks = view.locks();
  ahead->unit_count = state.units.size() + view.added_rows().size();
  const bool locks = !view.plan_changed() && ahead->locks.bits != state.locks.bits;
  if (static_cast<int>(view.plan_changed()) + static_cast<int>(locks) + (rows > 0 ? 1 : 0) != 1)
    return nullptr;  // nothing, or more than any command brings at once
  if (view.plan_changed()) {
    CountInPlan(state, *view.plan(), *ahead);
    return ahead;
  }
  if (state.progress.stale() || (rows > 0 && rows < many_rows)) return nullptr;
  ahead->book = state.progress.Copy();
  if (locks) {
    ahead->book.CountLocks(state, ahead->locks);
  } else {
    MoveRows(state, view, ahead->book);
  }
  return ahead;
}

}  // namespace gom::hub
