#include "hub/state/fold_roster.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "common/plan/load.h"
#include "common/plan/packed.h"

namespace gom::hub {
namespace {

size_t Cell(const plan::Plan& plan, int form, int period) {
  return static_cast<size_t>(form) * plan.periods.size() + static_cast<size_t>(period);
}

bool Same(const plan::EntryFacts& a, const plan::EntryFacts& b) {
  return a.values == b.values && a.in_conflict == b.in_conflict && a.returned == b.returned &&
         a.first_hour == b.first_hour && a.plan_version == b.plan_version;
}

// Lays what counts of one Entry into a grid of facts. Answers which readings that moved (bit 0
// reported, bit 1 accepted).
unsigned Lay(const plan::Plan& plan, int form, int period, const Counting& counting,
             std::vector<plan::EntryFacts> (&facts)[2]) {
  for (auto& grid : facts) {
    if (grid.empty()) grid.resize(plan.forms.size() * plan.periods.size());
  }
  const size_t cell = Cell(plan, form, period);
  plan::EntryFacts& reported = facts[static_cast<int>(Reading::kReported)][cell];
  plan::EntryFacts& accepted = facts[static_cast<int>(Reading::kAccepted)][cell];
  const plan::EntryFacts before[2] = {reported, accepted};
  reported = {counting.reported.get(), counting.in_conflict, counting.returned, counting.first_hour,
              counting.reported_plan};
  accepted = {counting.accepted.get(), false, false, counting.first_hour, counting.accepted_plan};
  return (Same(before[0], reported) ? 0u : 1u) | (Same(before[1], accepted) ? 0u : 2u);
}

void LayWords(const plan::Plan& plan, const UnitState& unit,
              std::vector<plan::RecognisedItem>* recognised, std::vector<int>* not_applicable) {
  recognised->clear();
  not_applicable->clear();
  for (const plan::RecognisedItem& item : unit.recognised_numbers) {
    const int form = plan.FormIndex(static_cast<uint32_t>(item.form));
    if (form >= 0) recognised->push_back({form, item.field, item.item});
  }
  for (const uint32_t number : unit.not_applicable_numbers) {
    const int indicator = plan.IndicatorIndexByNumber(number);
    if (indicator >= 0) not_applicable->push_back(indicator);
  }
  std::sort(recognised->begin(), recognised->end());
  std::sort(not_applicable->begin(), not_applicable->end());
}

}  // namespace

UnitInPlan InPlan(const State& state, const plan::Plan& plan, const UnitState& unit) {
  UnitInPlan in;
  in.compiled = plan::CompileUnit(plan, unit.row);
  LayWords(plan, unit, &in.recognised, &in.not_applicable);
  for (const auto& [form, period] : unit.entries) {
    const int form_index = plan.FormIndex(form), period_index = plan.PeriodIndex(period);
    if (form_index < 0 || period_index < 0) continue;
    Lay(plan, form_index, period_index, state.entries.CountingOf({unit.index, form, period}),
        in.facts);
  }
  return in;
}

void RefreshFacts(State& state, UnitState& unit, const EntryKey& key, const Counting& counting) {
  if (state.plan == nullptr) return;
  const int form = state.plan->FormIndex(key.form);
  const int period = state.plan->PeriodIndex(key.period);
  if (form < 0 || period < 0) return;
  const unsigned moved = Lay(*state.plan, form, period, counting, unit.facts);
  if (moved != 0) state.progress.Affect(state, unit.index, form, period, moved);
}

void CompileWords(const State& state, UnitState& unit) {
  LayWords(*state.plan, unit, &unit.recognised, &unit.not_applicable);
}

void CompileLocks(State& state) {
  state.locks = plan::Locks();
  if (state.plan == nullptr) return;
  for (const uint32_t number : state.locked_periods) {
    const int period = state.plan->PeriodIndex(number);
    if (period >= 0 && period < 64) state.locks.bits |= uint64_t{1} << period;
  }
}

void OnPlan(State& state, uint64_t index, const v1::PlanApplied& applied) {
  std::shared_ptr<const plan::Plan> plan = plan::Compile(plan::Unpack(applied.zstd_textproto()));
  if (plan == nullptr) {
    ++state.counters.unknown;
    return;
  }
  state.common_records.push_back(index);
  ProgressAhead* const ahead = state.progress.ForPlan(*plan);
  if (state.plan != nullptr) state.past_plans.push_back(state.plan);
  state.plan = std::move(plan);
  state.plan_frames.push_back(applied.zstd_textproto());
  state.empty_facts.assign(state.plan->forms.size() * state.plan->periods.size(),
                           plan::EntryFacts());
  for (const auto& unit : state.units) {
    if (ahead != nullptr) {
      std::swap<UnitInPlan>(*unit, ahead->units[unit->index]);
    } else {
      static_cast<UnitInPlan&>(*unit) = InPlan(state, *state.plan, *unit);
    }
  }
  CompileLocks(state);
}

void OnUnit(State& state, uint64_t index, const v1::Unit& row) {
  const auto [at, added] = state.unit_by_code.try_emplace(
      LowerCode(row.code()), static_cast<uint32_t>(state.units.size()));
  const bool foreseen = state.progress.ForeseesUnit(at->second);
  if (!foreseen) state.progress.Touch(state, at->second);
  if (added) {
    state.units.push_back(std::make_unique<UnitState>());
    state.units.back()->index = at->second;
  }
  UnitState& unit = *state.units[at->second];
  unit.row = row;
  unit.records.push_back(index);
  if (state.plan != nullptr) {
    unit.compiled = plan::CompileUnit(*state.plan, row);
    if (!foreseen) state.progress.Affect(state, unit.index, -1, -1);
  }
  const auto successor = state.unit_by_code.find(LowerCode(row.successor()));
  if (successor != state.unit_by_code.end() && successor->second != unit.index) {
    state.units[successor->second]->records.push_back(index);
  }
}

uint32_t UnitIndex(const State& state, std::string_view code) {
  const UnitState* unit = state.FindUnit(code);
  return unit == nullptr ? kNoUnit : unit->index;
}

void OnSlip(State& state, int64_t at, const v1::SlipIssued& issued) {
  Slip slip;
  slip.slip = issued.slip();
  slip.unit = UnitIndex(state, issued.unit());
  slip.issued_at = at;
  slip.expires_at = issued.expires_at();
  state.slips[issued.slip()] = slip;
}

void OnEnrolled(State& state, int64_t at, const v1::DeviceEnrolled& enrolled) {
  Device& device = state.devices[enrolled.device()];
  device.number = enrolled.device();
  device.unit = UnitIndex(state, enrolled.unit());
  device.slip = enrolled.slip();
  device.certificate_sha256 = enrolled.certificate_sha256();
  device.public_key_sha256 = enrolled.public_key_sha256();
  device.certificate_der = enrolled.certificate_der();
  device.sealing_key = enrolled.sealing_key();
  device.label = enrolled.label();
  device.enrolled_at = at;
  state.device_by_certificate[device.certificate_sha256] = device.number;
  state.device_by_key[device.public_key_sha256] = device.number;
  if (const auto slip = state.slips.find(device.slip); slip != state.slips.end())
    slip->second.device = device.number;
  if (device.unit != kNoUnit) ++state.units[device.unit]->devices;
}

void OnCertified(State& state, const v1::DeviceCertified& certified) {
  const auto at = state.devices.find(certified.device());
  if (at == state.devices.end()) return;
  Device& device = at->second;
  device.certificate_sha256 = certified.certificate_sha256();
  device.public_key_sha256 = certified.public_key_sha256();
  device.certificate_der = certified.certificate_der();
  if (!certified.sealing_key().empty()) device.sealing_key = certified.sealing_key();
  state.device_by_certificate[device.certificate_sha256] = device.number;
  state.device_by_key[device.public_key_sha256] = device.number;
}

void OnRevoked(State& state, uint64_t index, uint32_t number) {
  const auto device = state.devices.find(number);
  if (device == state.devices.end() || device->second.revoked) return;
  device->second.revoked = true;
  device->second.revoked_at = index;
  // One that waits to be readmitted was never counted.
  if (device->second.unit != kNoUnit && !state.returned_devices.contains(number))
    --state.units[device->second.unit]->devices;
}

void OnWorkTaken(State& state, uint64_t index, uint32_t number) {
  if (const auto device = state.devices.find(number); device != state.devices.end())
    device->second.work_taken_at = index;
}

// Records name streams by number; whoever reads them has to know which stream that is.
void OnStream(State& state, uint64_t index, const v1::StreamOpened& opened) {
  auto stream = std::make_unique<Stream>();
  stream->id = opened.stream();
  stream->number = static_cast<uint32_t>(state.streams.size()) + 1;
  stream->device = opened.device();
  stream->unit = UnitIndex(state, opened.unit());
  stream->term = state.term;
  state.stream_by_id[stream->id] = stream->number;
  if (const auto device = state.devices.find(stream->device); device != state.devices.end())
    ++device->second.streams;
  (stream->unit == kNoUnit ? state.common_records : state.units[stream->unit]->records)
      .push_back(index);
  state.streams.push_back(std::move(stream));
}

void OnApiKey(State& state, int64_t at, const v1::ApiKeyIssued& issued) {
  ApiKey key;
  key.name = issued.name();
  key.prefix = issued.prefix();
  key.scopes.assign(issued.scopes().begin(), issued.scopes().end());
  key.issued_at = at;
  state.api_keys[key.prefix] = std::move(key);
}

void OnApiKeyRevoked(State& state, int64_t at, const std::string& prefix) {
  const auto key = state.api_keys.find(prefix);
  if (key != state.api_keys.end() && key->second.revoked_at == 0) key->second.revoked_at = at;
}

}  // namespace gom::hub
