#include "hub/snapshot/past.h"

#include <algorithm>
#include <utility>

#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/snapshot/words.h"

namespace gom::hub {

absl::StatusOr<std::shared_ptr<const State>> PastStates::AtPosition(uint64_t position) {
  platform::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(std::shared_ptr<const State> state, Fold(position, kAnyTime));
  const uint64_t end = state->position.index;
  if (end < position)
    return text::Refuse(absl::StatusCode::kOutOfRange, words::kPositionAhead, end);
  return state;
}

absl::StatusOr<std::shared_ptr<const State>> PastStates::AtTime(int64_t at) {
  platform::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(std::shared_ptr<const State> state, Fold(kNewest, at));
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

absl::StatusOr<std::shared_ptr<const State>> PastStates::Fold(uint64_t position, int64_t at) {
  const absl::Duration now = clock_.Now();
  kept_.remove_if([&](const Kept& kept) { return now - kept.asked > kKeptFor; });
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return kept.position == position && kept.at == at;
  });
  if (found != kept_.end()) {
    ASSIGN_OR_RETURN(const bool current, IsCurrent(*found));
    if (current) {
      found->asked = now;
      kept_.splice(kept_.begin(), kept_, found);
      return kept_.front().state;
    }
    kept_.erase(found);
  }
  ASSIGN_OR_RETURN(std::shared_ptr<State> state, snapshots_.Load(store_, position, at));
  RETURN_IF_ERROR(FoldTail(store_, state.get(), position, at));
  kept_.push_front({position, at, now, state});
  if (kept_.size() > kKept) kept_.pop_back();
  return state;
}

}  // namespace gom::hub
