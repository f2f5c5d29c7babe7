// What devices were heard to say of themselves and of this hub, since it started. Beside the log:
// it is no decision and may be forgotten; they say it again.
//
// May be shared by threads.
#ifndef GOM_HUB_SERVICE_SEEN_H_
#define GOM_HUB_SERVICE_SEEN_H_

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/platform/mutex.h"

namespace gom::hub {

struct Seen {
  int64_t last_contact = 0;  // milliseconds since 1970, by the hub's clock
  // The device's clock minus the hub's, when it last said; nothing: it has not said.
  std::optional<int64_t> clock_skew_ms;
  uint32_t waiting = 0;  // Changes that it still has to send
};

// A device that asked for what is another's.
struct ForeignTries {
  std::string unit;
  uint64_t times = 0;
  int64_t last = 0;  // milliseconds since 1970, by the hub's clock
};

class SeenDevices {
 public:
  // Without a word about its clock what it said before stands: a file that was carried says none.
  void Note(uint32_t device, const Seen& seen) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    Seen& noted = devices_[device];
    const std::optional<int64_t> before = noted.clock_skew_ms;
    noted = seen;
    if (!noted.clock_skew_ms.has_value()) noted.clock_skew_ms = before;
  }

  // What a device still has to send, once what it sent has been taken.
  void NoteWaiting(uint32_t device, uint32_t waiting) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    devices_[device].waiting = waiting;
  }

  // The highest term that any device has seen, as they say; 0: nobody said. Answers whether this
  // one is higher than all before.
  bool NoteTerm(uint64_t term) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    if (term <= highest_term_) return false;
    highest_term_ = term;
    return true;
  }
  uint64_t highest_term() const ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    return highest_term_;
  }

  // Units one of whose devices had made something else of the log than the hub.
  void NoteDiffered(const std::string& unit) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    differed_.insert(unit);
  }
  size_t differed() const ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    return differed_.size();
  }

  // A device named the stream of another one. Answers whether it is the first time.
  bool NoteForeign(uint32_t device, const std::string& unit, int64_t now)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    ForeignTries& tries = foreign_[device];
    tries = {unit, tries.times + 1, now};
    return tries.times == 1;
  }
  std::map<uint32_t, ForeignTries> foreign() const ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    return foreign_;
  }

  // At a place of this stream, one of a device, other content came than the hub has. Answers
  // whether it is the first time.
  bool NoteParted(const std::string& stream) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    return parted_.insert(stream).second;
  }

  // An enrollment code that did not fit. Answers how many there were since `since`; so many are
  // counted.
  static constexpr size_t kMostWrongCodes = 1000;
  size_t NoteWrongCode(int64_t now, int64_t since) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    if (wrong_codes_.size() == kMostWrongCodes) wrong_codes_.pop_front();
    wrong_codes_.push_back(now);
    return CountWrongCodes(since);
  }
  size_t WrongCodes(int64_t since) const ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    return CountWrongCodes(since);
  }

  std::optional<Seen> Find(uint32_t device) const ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    auto it = devices_.find(device);
    if (it == devices_.end()) return std::nullopt;
    return it->second;
  }

 private:
  size_t CountWrongCodes(int64_t since) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return static_cast<size_t>(std::count_if(wrong_codes_.begin(), wrong_codes_.end(),
                                             [since](int64_t at) { return at >= since; }));
  }

  mutable platform::Mutex mutex_;
  // As large as the device table: only authorised devices are noted.
  absl::flat_hash_map<uint32_t, Seen> devices_ ABSL_GUARDED_BY(mutex_);
  uint64_t highest_term_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_set<std::string> differed_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<std::string> parted_ ABSL_GUARDED_BY(mutex_);  // of those that are in the log
  std::map<uint32_t, ForeignTries> foreign_ ABSL_GUARDED_BY(mutex_);  // authorised ones alone, too
  std::deque<int64_t> wrong_codes_ ABSL_GUARDED_BY(mutex_);           // when
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_SEEN_H_
