#include "agent/state/unit_words.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "common/plan/load.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

void TakeRecognition(const v1::RecognitionGiven& given, SchoolState& state) {
  if (given.unit() != state.unit_code) return;
  const auto set = [&](auto& all, const auto& one) {
    if (given.granted()) {
      all.insert(one);
    } else {
      all.erase(one);
    }
  };
  if (given.has_item()) {
    set(state.said_recognised,
        std::tuple(given.item().form(), given.item().field(), given.item().item()));
  } else {
    set(state.said_not_applicable, given.not_applicable_indicator());
  }
}

}  // namespace

bool TakeUnitWord(const v1::Event& event, SchoolState& state, std::vector<v1::PlanApplied>& plans) {
  switch (event.body_case()) {
    case v1::Event::kHubCreated:
      state.hub = event.hub_created().hub();
      return true;
    case v1::Event::kPlanApplied:
      plans.push_back(event.plan_applied());
      return true;
    case v1::Event::kUnitsChanged:
      for (const v1::Unit& u : event.units_changed().units()) {
        if (u.code() == state.unit_code) state.unit_row = u;
      }
      return true;
    case v1::Event::kRecognitionGiven:
      TakeRecognition(event.recognition_given(), state);
      return true;
    case v1::Event::kPeriodLocked:
      if (event.period_locked().locked()) {
        state.locked.insert(event.period_locked().period());
      } else {
        state.locked.erase(event.period_locked().period());
      }
      return true;
    default:
      return false;
  }
}

void ChoosePlan(const std::vector<v1::PlanApplied>& plans, PlanBook& book, SchoolState& state) {
  for (auto applied = plans.rbegin(); applied != plans.rend() && state.plan == nullptr; ++applied) {
    auto plan = book.Get(*applied);
    // One that came whole and is too new for this program was said all the same; one that is
    // damaged was not, and the digest of the unit's state will tell.
    if (state.said_plan == 0 && (plan.ok() || UnpackPlan(*applied).ok()))
      state.said_plan = applied->version();
    if (plan.ok()) {
      state.plan = *std::move(plan);
      continue;
    }
    state.problems.push_back(text::WordsOf(plan.status()));
  }
}

void KeepEarlierPlans(const std::vector<v1::PlanApplied>& plans, PlanBook& book,
                      SchoolState& state) {
  std::set<uint32_t> versions;
  for (const auto& [key, entry] : state.entries) {
    for (const auto& [id, revision] : entry.revisions) versions.insert(revision.plan_version);
  }
  if (state.plan != nullptr) versions.erase(state.plan->version());
  for (const v1::PlanApplied& applied : plans) {
    if (!versions.contains(applied.version())) continue;
    if (auto plan = book.Get(applied); plan.ok())
      state.earlier_plans[applied.version()] = *std::move(plan);
  }
}

void CompileForPlan(SchoolState& state) {
  if (state.plan == nullptr) {
    state.unit.code = state.unit_code;
    return;
  }
  if (state.unit_row.has_value()) state.unit = plan::CompileUnit(*state.plan, *state.unit_row);
  for (const auto& [number, field, item] : state.said_recognised) {
    const int form = state.plan->FormIndex(number);
    if (form >= 0) state.recognised.push_back({form, field, item});
  }
  for (const uint32_t number : state.said_not_applicable) {
    const int indicator = state.plan->IndicatorIndexByNumber(number);
    if (indicator >= 0) state.not_applicable.push_back(indicator);
  }
  std::sort(state.recognised.begin(), state.recognised.end());
  std::sort(state.not_applicable.begin(), state.not_applicable.end());
}

}  // namespace gom::agent
