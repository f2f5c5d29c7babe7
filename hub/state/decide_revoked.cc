#include <algorithm>
#include <set>

#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/words.h"

namespace gom::hub {

std::map<uint32_t, std::vector<uint64_t>> RevokedWork(const State& state) {
  std::map<uint32_t, std::vector<uint64_t>> work;
  const bool any = std::any_of(state.devices.begin(), state.devices.end(),
                               [](const auto& device) { return device.second.revoked; });
  if (!any) return work;
  for (const auto& [index, key] : state.held) {
    if (!key.present()) continue;
    const auto entry = state.FindEntry(key);
    if (entry->members.Find(index)->held_reason != v1::HELD_REASON_DEVICE_REVOKED) continue;
    const Revision* revision = entry->Find(index);
    const uint32_t owner = state.StreamOf(revision->stream).device;
    work[revision->via != 0 ? revision->via : owner].push_back(index);
  }
  return work;
}

absl::StatusOr<v1::TakeDeviceWorkResponse> DecideTakeWork(
    View& view, const v1::TakeDeviceWorkRequest& request) {
  if (view.state().FindDevice(request.device()) == nullptr)
    return text::Refuse(absl::StatusCode::kNotFound, kDeviceNotFound, request.device());
  const std::vector<uint64_t> waiting = RevokedWork(view.state())[request.device()];
  if (waiting.empty())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNothingWaits, request.device());
  v1::Event event;
  event.mutable_device_work_taken()->set_device(request.device());
  v1::EventText words;
  words.set_operator_(request.operator_());
  view.Add(std::move(event), std::move(words));
  view.SetWorkTaken(request.device());
  ReleaseHeld(view);
  std::set<uint64_t> held;
  for (const auto& [index, key] : view.Held()) held.insert(index);
  v1::TakeDeviceWorkResponse response;
  for (const uint64_t index : waiting) {
    if (held.contains(index)) {
      response.set_held(response.held() + 1);
    } else {
      response.set_released(response.released() + 1);
    }
  }
  return response;
}

}  // namespace gom::hub
