#include "hub/snapshot/keeper.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/text/status_macros.h"

namespace gom::hub {

bool SnapshotDue(const SnapshotPolicy& policy, const SnapshotStamp& last, const State& state,
                 bool stopping) {
  const uint64_t since = state.position.index - std::min(state.position.index, last.position.index);
  if (since < policy.worth) return false;
  if (stopping || since >= policy.every) return true;
  std::vector<uint32_t> locked(state.locked_periods.begin(), state.locked_periods.end());
  std::sort(locked.begin(), locked.end());
  if (locked != last.locked) return true;
  const std::vector<int64_t> ends = EndsOfPeriods(state);
  return std::any_of(ends.begin(), ends.end(),
                     [&](int64_t end) { return last.newest_at < end && end <= state.newest_at; });
}

SnapshotKeeper::SnapshotKeeper(HubStore& store, Snapshots& snapshots, ReadState read,
                               SnapshotPolicy policy)
    : store_(store), snapshots_(snapshots), read_(std::move(read)), policy_(policy) {
  if (const std::vector<SnapshotStamp> stamps = snapshots_.List(); !stamps.empty())
    Remember(stamps.back());
  thread_ = std::thread([this] { Run(); });
}

SnapshotKeeper::~SnapshotKeeper() {
  {
    platform::MutexLock lock(&mutex_);
    stop_ = true;
  }
  thread_.join();
  // Nobody waits for State any more, so it is written as it stands.
  if (!Due(true)) return;
  read_([this](const State& state) { snapshots_.Write(state).status().IgnoreError(); });
}

absl::StatusOr<SnapshotStamp> SnapshotKeeper::Make() {
  platform::MutexLock lock(&making_);
  ASSIGN_OR_RETURN(const std::unique_ptr<State> state, LoadState(store_, snapshots_));
  ASSIGN_OR_RETURN(SnapshotStamp stamp, snapshots_.Write(*state));
  Remember(stamp);
  return stamp;
}

SnapshotStamp SnapshotKeeper::last() const {
  platform::MutexLock lock(&mutex_);
  return last_;
}

void SnapshotKeeper::Remember(const SnapshotStamp& stamp) {
  platform::MutexLock lock(&mutex_);
  last_ = stamp;
}

bool SnapshotKeeper::Due(bool stopping) {
  const SnapshotStamp made = last();
  bool due = false;
  read_([&](const State& state) { due = SnapshotDue(policy_, made, state, stopping); });
  return due;
}

void SnapshotKeeper::Run() {
  const auto stopped = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return stop_; };
  while (true) {
    {
      platform::MutexLock lock(&mutex_);
      if (mutex_.AwaitWithTimeout(absl::Condition(&stopped), policy_.look_every)) return;
    }
    // One that fails (a full disk) is tried again the next time; the hub needs none.
    if (Due(false)) Make().status().IgnoreError();
  }
}

}  // namespace gom::hub
