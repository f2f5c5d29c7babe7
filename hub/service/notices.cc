#include "hub/service/notices.h"

#include <utility>
#include <vector>

#include "common/platform/disk_room.h"
#include "common/text/dates.h"
#include "common/text/words_of.h"
#include "hub/service/notice_words.h"

namespace gom::hub {
namespace {

// More than anybody reads at once; `device list` has all of them.
constexpr size_t kMostDevices = 5;

void AddForeign(const Hub& hub, v1::HubStatus* status) {
  size_t told = 0;
  for (const auto& [device, tries] : hub.seen().foreign()) {
    if (++told > kMostDevices) return;
    *status->add_notices() =
        text::WordsOf(words::kNoticeForeign, device, tries.unit, tries.times, device);
  }
}

void AddDoubled(Hub& hub, v1::HubStatus* status) {
  using Named = std::pair<uint32_t, std::string>;
  const auto doubled = hub.ReadState([](const State& state) {
    std::vector<Named> found;
    for (const auto& [number, device] : state.devices) {
      if (device.revoked || !device.doubled || found.size() == kMostDevices) continue;
      found.emplace_back(
          number, device.unit == kNoUnit ? std::string() : state.units[device.unit]->row.code());
    }
    return found;
  });
  for (const auto& [device, unit] : doubled)
    *status->add_notices() = text::WordsOf(words::kNoticeDoubled, device, unit, device);
}

void AddDisk(Hub& hub, v1::HubStatus* status) {
  constexpr uint64_t kMegabyte = 1'000'000;
  if (const int64_t wal = hub.store().WalBytes(); wal > kWalWorthSaying)
    *status->add_notices() =
        text::WordsOf(words::kNoticeWal, static_cast<uint64_t>(wal) / kMegabyte);
  const auto disk = platform::RoomOfDisk(hub.folder());
  if (!disk.has_value() || !platform::FillsUp(*disk)) return;
  *status->add_notices() = text::WordsOf(words::kNoticeDiskFills, hub.folder(),
                                         platform::PercentUsed(*disk), disk->free / kMegabyte);
}

void AddSelfCheck(const Hub& hub, v1::HubStatus* status) {
  const SelfCheck* check = hub.self_check();
  if (check == nullptr) return;
  const SelfCheckResult last = check->last();
  if (last.problems > 0) {
    *status->add_notices() = text::WordsOf(words::kNoticeCheckFailed, last.problems);
  } else if (last.too_large) {
    *status->add_notices() = text::WordsOf(words::kNoticeCheckLeftOut);
  } else {
    status->set_checked_at(last.at);
  }
}

}  // namespace

void AddNotices(Hub& hub, v1::HubStatus* status) {
  AddSelfCheck(hub, status);
  AddForeign(hub, status);
  AddDoubled(hub, status);
  const size_t wrong = hub.seen().WrongCodes(hub.clock().NowMs() - kWrongCodesMs);
  if (wrong >= kManyWrongCodes) *status->add_notices() = text::WordsOf(words::kNoticeCodes, wrong);
  AddDisk(hub, status);
}

}  // namespace gom::hub
