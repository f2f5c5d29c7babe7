#include "hub/snapshot/past.h"

#include <algorithm>
#include <utility>

#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/snapshot/words.h"

namespace gom::hub {

absl::StatusOr<std::shared_ptr<const State>> PastStates::AtPosition(uint64_t position) {
  ASSIGN_OR_RETURN(std::shared_ptr<const State> state, Find(position, kAnyTime));
  const uint64_t end = state->position.index;
  if (end < position)
    return text::Refuse(absl::StatusCode::kOutOfRange, words::kPositionAhead, end);
  return state;
}

absl::StatusOr<std::shared_ptr<const State>> PastStates::AtTime(int64_t at) {
  ASSIGN_OR_RETURN(std::shared_ptr<const State> state, Find(kNewest, at));
  if (state->position.index == 0)
    return text::Refuse(absl::StatusCode::kOutOfRange, words::kNothingKnown);
  return state;
}

// Of a time or place that had not come yet, more may be known by now.
absl::StatusOr<bool> PastStates::IsCurrent(const Kept& kept) {
  if (kept.state->position.index == kept.position) return true;
  ASSIGN_OR_RETURN(const std::optional<int64_t> next,
                   TimeAt(store_, kept.state->position.index + 1));
  return !next.has_value() || *next > kept.at;
}

std::optional<PastStates::Kept> PastStates::FindKept(uint64_t position, int64_t at) {
  const absl::Duration now = clock_.Now();
  platform::MutexLock lock(&mutex_);
  kept_.remove_if([&](const Kept& kept) { return now - kept.asked > kKeptFor; });
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return kept.position == position && kept.at == at;
  });
  if (found == kept_.end()) return std::nullopt;
  found->asked = now;
  kept_.splice(kept_.begin(), kept_, found);
  return kept_.front();
}

absl::StatusOr<std::shared_ptr<const State>> PastStates::Find(uint64_t position, int64_t at) {
  if (const std::optional<Kept> kept = FindKept(position, at); kept.has_value()) {
    ASSIGN_OR_RETURN(const bool current, IsCurrent(*kept));
    if (current) return kept->state;
  }
  {
    platform::MutexLock lock(&mutex_);
    if (folding_) return text::Refuse(absl::StatusCode::kResourceExhausted, words::kPastBusy);
    folding_ = true;
  }
  absl::StatusOr<std::shared_ptr<const State>> state = Fold(position, at);
  platform::MutexLock lock(&mutex_);
  folding_ = false;
  if (!state.ok()) return state;
  kept_.remove_if([&](const Kept& kept) { return kept.position == position && kept.at == at; });
  kept_.push_front({position, at, clock_.Now(), *state});
  if (kept_.size() > kKept) kept_.pop_back();
  return state;
}

absl::StatusOr<std::shared_ptr<const State>> PastStates::Fold(uint64_t position, int64_t at) {
  ASSIGN_OR_RETURN(std::shared_ptr<State> state, snapshots_.Load(store_, position, at));
  RETURN_IF_ERROR(FoldTail(store_, state.get(), position, at));
  return state;
}

}  // namespace gom::hub
