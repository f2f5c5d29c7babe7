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

absl::Duration NextLook(const SnapshotPolicy& policy, int failures) {
  absl::Duration wait = policy.look_every;
  for (int i = 0; i < failures && wait < policy.look_at_least_every; ++i) wait *= 2;
  return failures == 0 ? wait : std::min(wait, policy.look_at_least_every);
}

SnapshotKeeper::SnapshotKeeper(HubStore& store, Snapshots& snapshots, ReadState read,
                               OnFailure on_failure, SnapshotPolicy policy)
    : store_(store),
      snapshots_(snapshots),
      read_(std::move(read)),
      on_failure_(std::move(on_failure)),
      policy_(policy) {
  // What stays is tried again with the next one.
  snapshots_.Tidy().IgnoreError();
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
  read_([this](const State& state) { Tell(snapshots_.Write(state).status()); });
}

void SnapshotKeeper::Tell(const absl::Status& failure) {
  if (!failure.ok() && on_failure_) on_failure_(failure);
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
  int failures = 0;
  while (true) {
    {
      platform::MutexLock lock(&mutex_);
      if (mutex_.AwaitWithTimeout(absl::Condition(&stopped), NextLook(policy_, failures))) return;
    }
    if (!Due(false)) continue;
    const absl::Status made = Make().status();
    failures = made.ok() ? 0 : failures + 1;
    Tell(made);
  }
}

}  // namespace gom::hub
