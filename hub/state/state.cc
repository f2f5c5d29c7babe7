#include "hub/state/state.h"

#include "absl/strings/ascii.h"

namespace gom::hub {

std::string LowerCode(std::string_view code) {
  std::string lower(code);
  absl::AsciiStrToLower(&lower);
  return lower;
}

bool Slip::locked() const { return failures >= kSlipFailures; }

const UnitState* State::FindUnit(std::string_view code) const {
  const auto at = unit_by_code.find(LowerCode(code));
  return at == unit_by_code.end() ? nullptr : units[at->second].get();
}

const Device* State::FindDevice(uint32_t number) const {
  const auto at = devices.find(number);
  return at == devices.end() ? nullptr : &at->second;
}

const Device* State::FindDeviceByCertificate(std::string_view sha256) const {
  const auto at = device_by_certificate.find(KeyOf(sha256));
  return at == device_by_certificate.end() ? nullptr : FindDevice(at->second);
}

bool State::MayRead(uint32_t number) const {
  const Device* device = FindDevice(number);
  return device != nullptr && !device->revoked && !returned_devices.contains(number);
}

const Device* State::FindDeviceByKey(std::string_view public_key_sha256) const {
  const auto at = device_by_key.find(KeyOf(public_key_sha256));
  return at == device_by_key.end() ? nullptr : FindDevice(at->second);
}

const Stream* State::FindStream(std::string_view id) const {
  const auto at = stream_by_id.find(KeyOf(id));
  return at == stream_by_id.end() ? nullptr : streams[at->second - 1].get();
}

std::shared_ptr<const Entry> State::FindEntry(const EntryKey& key) const {
  return entries.Find(key);
}

std::pair<std::shared_ptr<const Entry>, std::shared_ptr<const Revision>> State::FindRevision(
    uint64_t hub_index) const {
  if (hub_index == 0 || hub_index > records.size()) return {nullptr, nullptr};
  const RecordInfo& info = records[hub_index - 1];
  if (info.stream == 0) return {nullptr, nullptr};
  const EntryKey& key = StreamOf(info.stream).records[info.stream_index - 1].entry;
  std::shared_ptr<const Entry> entry = key.present() ? FindEntry(key) : nullptr;
  if (entry == nullptr) return {nullptr, nullptr};
  const Revision* revision = entry->Find(hub_index);
  return {entry, std::shared_ptr<const Revision>(entry, revision)};
}

const RecordInfo& State::ReceivedAt(uint64_t index) const {
  const RecordInfo& info = records[index - 1];
  if (info.stream != 0) return info;
  const auto release = releases.find(index);
  return release == releases.end() ? info : records[release->second.received - 1];
}

int State::NewestReportedPeriod() const {
  if (plan == nullptr) return -1;
  for (int i = static_cast<int>(plan->periods.size()) - 1; i >= 0; --i) {
    const auto at = tallies.find(plan->periods[static_cast<size_t>(i)].number);
    if (at != tallies.end() && at->second.reported > 0) return i;
  }
  return -1;
}

}  // namespace gom::hub
