// Sending photos and scans once the entries are there: which piece goes next, and what to make of
// the answer. Who carries the pieces holds the network, as in sync_session.h.
//
//   EvidenceSession session(store, piece_limit, refused, wall, monotonic, end);
//   while (const v1::PutEvidenceRequest* piece = session.Next())
//     session.Take(link.PutEvidence(*piece, timeout));
//   outcome.evidence = session.outcome();
//
// A number never waits for a photo: as soon as something was submitted the session is over, and the
// sync begins again with the entries.
#ifndef GOM_AGENT_SYNC_EVIDENCE_SESSION_H_
#define GOM_AGENT_SYNC_EVIDENCE_SESSION_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/state/evidence.h"
#include "agent/store/agent_store.h"
#include "common/platform/clock.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

// How much goes in one piece: halved by a sync in which none got through, whole again once a file
// is complete.
struct PieceLimit {
  static constexpr size_t kMost = 16 * 1024;
  static constexpr size_t kLeast = 512;
  size_t bytes = kMost;

  void Halve() { bytes = bytes / 2 < kLeast ? kLeast : bytes / 2; }
  void Reset() { bytes = kMost; }
};

// Files that the hub has refused, and until when (by the monotonic clock) each is left alone: one
// that nothing will mend is not sent whole with every sync. It goes with the program.
class RefusedFiles {
 public:
  static constexpr absl::Duration kLeftAlone = absl::Hours(24);

  void Add(const std::string& sha256, absl::Duration now) { until_[sha256] = now + kLeftAlone; }
  bool Has(const std::string& sha256, absl::Duration now) const {
    const auto at = until_.find(sha256);
    return at != until_.end() && now < at->second;
  }

 private:
  std::map<std::string, absl::Duration> until_;
};

struct EvidenceOutcome {
  uint32_t files = 0;     // that the hub has whole now, and had not before
  uint64_t bytes = 0;     // that it has confirmed in this session
  absl::Status status;    // why it ended before all had gone; OK: the hub takes no more now
  bool new_work = false;  // it ended because something was submitted
};

// One thread at a time. Next and Take block on the disk; work may be submitted to the store between
// them. What the hub has is asked of the hub for each file, so that no piece that it confirmed is
// sent again.
class EvidenceSession {
 public:
  // All must outlive the session, which ends by itself at `end` of the monotonic clock.
  EvidenceSession(AgentStore& store, PieceLimit& limit, RefusedFiles& refused,
                  const platform::WallClock& wall, const platform::MonotonicClock& monotonic,
                  absl::Duration end);
  EvidenceSession(const EvidenceSession&) = delete;
  EvidenceSession& operator=(const EvidenceSession&) = delete;

  // What to send now, good until the next call; null once it is over. After a piece comes Take.
  const v1::PutEvidenceRequest* Next();
  // A refusal of one file is told as a notice, and the others go on; anything else ends it. How it
  // ends is noted in the store.
  void Take(const absl::StatusOr<v1::PutEvidenceResponse>& answer);

  const EvidenceOutcome& outcome() const { return outcome_; }

 private:
  // The next file that is here and shall go; false: there is none.
  bool Open();
  void Finish();
  void Refused(const absl::Status& why);
  void End(absl::Status why);

  AgentStore& store_;
  PieceLimit& limit_;
  RefusedFiles& refused_;
  const NamedFiles named_;
  const platform::WallClock& wall_;
  const platform::MonotonicClock& monotonic_;
  const absl::Duration end_;
  std::deque<std::string> to_go_;  // by SHA-256, the one at hand not among them
  std::string sha256_, bytes_;     // at hand; empty: none
  uint64_t have_ = 0;              // of it, at the hub
  bool asked_ = false;             // the hub has said how much that is
  v1::PutEvidenceRequest piece_;
  bool over_ = false;
  EvidenceOutcome outcome_;
};

// What waits to be sent, as a person is told: files that submitted reports name, that are here and
// that the hub does not have whole. `missing`: those that should be here and are not, or are not
// what they were; another computer's are not among them, nor what was erased on request.
struct EvidenceWaiting {
  uint32_t files = 0;
  uint64_t bytes = 0;
  uint32_t missing = 0;
  std::set<std::pair<uint32_t, uint32_t>> missing_of{};  // period and form, numbers
};
EvidenceWaiting WaitingEvidence(AgentStore& store);

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_EVIDENCE_SESSION_H_
