#include "hub/snapshot/snapshots.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/snapshot/read_ahead.h"
#include "hub/state/apply.h"

namespace gom::hub {
namespace {

constexpr char kEnding[] = ".snapshot";
constexpr size_t kNewestKept = 2;
constexpr uint64_t kToldEvery = 20'000;  // records that were folded
constexpr int64_t kDayMs = 86'400'000;
constexpr int64_t kZoneMs = int64_t{kZoneSeconds} * 1000;

std::optional<uint64_t> PositionOf(std::string_view name) {
  uint64_t position = 0;
  if (!absl::EndsWith({name.data(), name.size()}, kEnding)) return std::nullopt;
  name.remove_suffix(sizeof(kEnding) - 1);
  if (!absl::SimpleAtoi(absl::string_view(name.data(), name.size()), &position))
    return std::nullopt;
  return position;
}

absl::StatusOr<bool> HasPosition(HubStore& store, const log::Position& position) {
  bool found = false;
  const uint64_t indexes[] = {position.index};
  RETURN_IF_ERROR(store.ReadSome(indexes, [&](const log::Record& record) {
    found = record.digest == position.digest;
    return false;
  }));
  return found;
}

int64_t TimeOf(const DecodedRecord& record) {
  return record.event() == nullptr ? 0 : record.event()->at();
}

}  // namespace

std::string Snapshots::PathOf(uint64_t position) const {
  return absl::StrFormat("%s/%012u%s", folder_, position, kEnding);
}

void Snapshots::Drop(uint64_t position) {
  GOM_STEPS_OF("hub.snapshot_gone");
  GOM_STEP("remove");
  // One that cannot be removed is passed over again the next time.
  platform::RemoveFile(PathOf(position)).IgnoreError();
}

std::vector<SnapshotStamp> Snapshots::List() const {
  std::vector<SnapshotStamp> stamps;
  for (const std::string& name : platform::NamesIn(folder_)) {
    const std::optional<uint64_t> position = PositionOf(name);
    if (!position.has_value()) continue;
    absl::StatusOr<SnapshotStamp> stamp = ReadStamp(PathOf(*position));
    if (stamp.ok() && stamp->position.index == *position) stamps.push_back(*std::move(stamp));
  }
  return stamps;
}

absl::Status Snapshots::Tidy() {
  for (const std::string& name : platform::NamesIn(folder_)) {
    if (absl::EndsWith(name, platform::kNewFileEnding))
      RETURN_IF_ERROR(platform::RemoveFile(absl::StrCat(folder_, "/", name)));
  }
  return absl::OkStatus();
}

absl::StatusOr<SnapshotStamp> Snapshots::Write(const State& state) {
  GOM_STEPS_OF("hub.snapshot");
  RETURN_IF_ERROR(platform::CreatePrivateFolder(folder_));
  RETURN_IF_ERROR(Tidy());
  const std::string path = PathOf(state.position.index);
  RETURN_IF_ERROR(WriteSnapshot(path, state));
  const std::vector<SnapshotStamp> all = List();
  const std::vector<uint64_t> keep = WorthKeeping(all, EndsOfPeriods(state));
  // Those that are no good, of an earlier version perhaps, go too; not those that the disk does not
  // want to read just now.
  for (const std::string& name : platform::NamesIn(folder_)) {
    const std::optional<uint64_t> position = PositionOf(name);
    if (!position.has_value() || std::binary_search(keep.begin(), keep.end(), *position)) continue;
    const bool listed = std::any_of(all.begin(), all.end(), [&](const SnapshotStamp& stamp) {
      return stamp.position.index == *position;
    });
    if (listed || absl::IsDataLoss(ReadStamp(PathOf(*position)).status())) Drop(*position);
  }
  return ReadStamp(path);
}

absl::Status Snapshots::Read(const SnapshotStamp& stamp, State* state) const {
  return ReadSnapshot(PathOf(stamp.position.index), state);
}

absl::StatusOr<std::unique_ptr<State>> Snapshots::Load(HubStore& store, uint64_t position,
                                                       int64_t at) {
  std::vector<SnapshotStamp> stamps = List();
  for (auto stamp = stamps.rbegin(); stamp != stamps.rend(); ++stamp) {
    if (stamp->position.index > position || stamp->newest_at > at) continue;
    ASSIGN_OR_RETURN(const bool ours, HasPosition(store, stamp->position));
    auto state = std::make_unique<State>();
    const absl::Status read = Read(*stamp, state.get());
    if (ours && read.ok()) return state;
    if (!ours || absl::IsDataLoss(read)) Drop(stamp->position.index);
  }
  return std::make_unique<State>();
}

std::vector<uint64_t> WorthKeeping(const std::vector<SnapshotStamp>& ascending,
                                   const std::vector<int64_t>& boundaries) {
  std::set<uint64_t> keep;
  const size_t count = ascending.size();
  for (size_t i = count - std::min(count, kNewestKept); i < count; ++i)
    keep.insert(ascending[i].position.index);
  for (const int64_t boundary : boundaries) {
    const auto after = std::find_if(ascending.begin(), ascending.end(),
                                    [&](const auto& stamp) { return stamp.newest_at >= boundary; });
    if (after != ascending.begin() && after != ascending.end())
      keep.insert(std::prev(after)->position.index);
  }
  for (size_t i = 0; i < count; ++i) {
    if (!ascending[i].locked.empty() && (i == 0 || ascending[i].locked != ascending[i - 1].locked))
      keep.insert(ascending[i].position.index);
  }
  return {keep.begin(), keep.end()};
}

std::vector<int64_t> EndsOfPeriods(const State& state) {
  std::vector<int64_t> ends;
  if (state.plan == nullptr) return ends;
  for (const plan::Period& period : state.plan->periods)
    ends.push_back((int64_t{period.end} + 1) * kDayMs - kZoneMs);
  return ends;
}

absl::Status FoldTail(HubStore& store, State* state, uint64_t position, int64_t at,
                      const std::function<void(uint64_t)>& on_slice) {
  RETURN_IF_ERROR(ReadAhead(store, state->position.index + 1, [&](const RecordAhead& record) {
    if (record.index > position) return false;
    if (at != kAnyTime && TimeOf(record.decoded) > at) return false;
    Fold(*state, record.index, record.digest, record.decoded);
    if (on_slice && record.index % kToldEvery == 0) on_slice(record.index);
    return true;
  }));
  Settle(*state);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<int64_t>> TimeAt(HubStore& store, uint64_t index) {
  std::optional<int64_t> time;
  const uint64_t indexes[] = {index};
  RETURN_IF_ERROR(store.ReadSome(indexes, [&](const log::Record& record) {
    DecodedRecord decoded;
    decoded.Decode(record.main);
    time = TimeOf(decoded);
    return false;
  }));
  return time;
}

absl::StatusOr<std::unique_ptr<State>> LoadState(HubStore& store, Snapshots& snapshots,
                                                 const FoldProgress& on_fold) {
  ASSIGN_OR_RETURN(std::unique_ptr<State> state, snapshots.Load(store));
  ASSIGN_OR_RETURN(const log::Position tail, store.Tail());
  RETURN_IF_ERROR(FoldTail(store, state.get(), kNewest, kAnyTime, [&](uint64_t done) {
    if (on_fold) on_fold(done, tail.index);
  }));
  return state;
}

}  // namespace gom::hub
