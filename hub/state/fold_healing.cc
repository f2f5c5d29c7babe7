#include "hub/state/fold_healing.h"

#include <utility>

#include "hub/state/fold_roster.h"
#include "hub/state/orphans.h"

namespace gom::hub {

void OnTerm(State& state, uint64_t index, int64_t at, const v1::TermBegun& begun) {
  state.term = begun.term();
  state.term_origin = {begun.why(), at, begun.backup_at(), index};
  if (begun.why() == v1::TermBegun::WHY_CREATED) return;
  // Nobody knows where the log that was overtaken parted from this one.
  const uint64_t parted = begun.why() == v1::TermBegun::WHY_OVERTAKEN ? 1 : index;
  if (state.lost_from == 0 || parted < state.lost_from) state.lost_from = parted;
}

namespace {

// It counts among its unit's devices no longer.
void OnLeft(State& state, uint32_t number) {
  const auto known = state.devices.find(number);
  if (known == state.devices.end() || state.returned_devices.contains(number)) return;
  const Device& device = known->second;
  if (device.unit != kNoUnit && !device.revoked) --state.units[device.unit]->devices;
}

}  // namespace

void OnReturned(State& state, int64_t at, const v1::DeviceReturned& returned) {
  // Others may have spoken for it, and the operator may have readmitted what they said.
  OnLeft(state, returned.device());
  Device& device = state.devices[returned.device()];
  device.number = returned.device();
  device.unit = UnitIndex(state, returned.unit());
  device.certificate_sha256 = returned.certificate_sha256();
  device.public_key_sha256 = returned.public_key_sha256();
  device.certificate_der = returned.certificate_der();
  device.enrolled_at = at;
  if (!device.certificate_sha256.empty())
    state.device_by_certificate[device.certificate_sha256] = device.number;
  if (!device.public_key_sha256.empty())
    state.device_by_key[device.public_key_sha256] = device.number;
  state.returned_devices.insert(device.number);
}

void OnReadmitted(State& state, uint32_t device) {
  if (state.returned_devices.erase(device) == 0) return;
  const Device& back = state.devices[device];
  if (back.unit != kNoUnit && !back.revoked) ++state.units[back.unit]->devices;
}

void OnOrphan(State& state, uint64_t index, const v1::OrphanReported& reported) {
  Orphan orphan;
  orphan.unit = UnitIndex(state, reported.unit());
  orphan.device = reported.device();
  orphan.index = reported.index();
  orphan.event = reported.event();
  orphan.revision = {reported.revision().stream(), reported.revision().index(),
                     reported.revision().digest()};
  state.orphan_names.insert(OrphanName(reported.unit(), reported.event()));
  if (orphan.unit != kNoUnit) state.units[orphan.unit]->orphan_bytes += OrphanBytes(orphan.event);
  state.orphans[index] = std::move(orphan);
}

void OnOrphanSettled(State& state, const v1::OrphanSettled& settled) {
  const auto at = state.orphans.find(settled.reported());
  if (at == state.orphans.end()) return;
  const Orphan& orphan = at->second;
  if (orphan.unit != kNoUnit) state.units[orphan.unit]->orphan_bytes -= OrphanBytes(orphan.event);
  state.orphans.erase(at);
}

void NoteCurrentStream(Stream& stream, Device& device) {
  if (device.current_stream == stream.number) return;
  if (stream.was_current) device.doubled = true;
  stream.was_current = true;
  device.current_stream = stream.number;
}

}  // namespace gom::hub
