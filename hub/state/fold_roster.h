// Parts of the fold: the plan and the roster, the devices and streams, and what of an Entry counts.
// Used by apply.cc alone; see hub/state/apply.h.
#ifndef GOM_HUB_STATE_FOLD_ROSTER_H_
#define GOM_HUB_STATE_FOLD_ROSTER_H_

#include <cstdint>
#include <string_view>

#include "gom/v1/record.pb.h"
#include "hub/state/progress_ahead.h"
#include "hub/state/state.h"

namespace gom::hub {

// Place of a unit by its code; kNoUnit where there is none.
uint32_t UnitIndex(const State& state, std::string_view code);
// A unit with what counts of it in the terms of a plan, active or not. Points at values of State.
UnitInPlan InPlan(const State& state, const plan::Plan& plan, const UnitState& unit);
// Lays what counts of one Entry into the unit's facts, and says which totals that may move.
void RefreshFacts(State& state, UnitState& unit, const EntryKey& key, const Counting& counting);
// Recognitions and locks in the active plan's terms.
void CompileWords(const State& state, UnitState& unit);
void CompileLocks(State& state);

// One kind of record each; `index` is its place in the log, `at` its time in milliseconds.
void OnPlan(State& state, uint64_t index, const v1::PlanApplied& applied);
void OnUnit(State& state, uint64_t index, const v1::Unit& row);
void OnSlip(State& state, int64_t at, const v1::SlipIssued& issued);
void OnEnrolled(State& state, int64_t at, const v1::DeviceEnrolled& enrolled);
void OnCertified(State& state, const v1::DeviceCertified& certified);
void OnRevoked(State& state, uint64_t index, uint32_t number);
void OnWorkTaken(State& state, uint64_t index, uint32_t number);
void OnStream(State& state, uint64_t index, const v1::StreamOpened& opened);
void OnApiKey(State& state, int64_t at, const v1::ApiKeyIssued& issued);
void OnApiKeyRevoked(State& state, int64_t at, const std::string& prefix);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_FOLD_ROSTER_H_
