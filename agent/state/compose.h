// What has to be appended to a stream: new Revisions, and what a new stream takes over from an old
// one. Pure; here bytes are made that nobody will ever serialise again.
//
//   Composer composer(current_stream, random);
//   RETURN_IF_ERROR(composer.Add(revision));      // may put a StreamName before it
//   store.Append(composer.records());
#ifndef GOM_AGENT_STATE_COMPOSE_H_
#define GOM_AGENT_STATE_COMPOSE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "agent/state/holdings.h"
#include "common/log/log_store.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

// That many random bytes.
using RandomBytes = std::function<std::string(size_t)>;

struct NewRevision {
  uint32_t form = 0;    // number
  uint32_t period = 0;  // number
  uint32_t plan_version = 0;
  int64_t at = 0;             // seconds, by the device's clock
  std::vector<Name> parents;  // in this order
  plan::Values values;
  sync::Wording wording;
};

// What is written to the office.
struct NewMessage {
  v1::Message::About about = v1::Message::ABOUT_UNSPECIFIED;
  uint32_t form = 0, period = 0;  // numbers; both 0: the general thread
  int64_t at = 0;                 // seconds, by the device's clock
  std::string author;
  std::string text;  // not empty
};

// Names streams by small numbers, declaring each where it is first needed.
class StreamNames {
 public:
  // Takes the names that the stream's records have declared.
  explicit StreamNames(const OwnStream& stream);
  // How a record of the stream names `name`; where its stream has no number yet, appends the Change
  // that gives it one.
  v1::Parent Point(const Name& name, int64_t at, std::vector<log::NewRecord>* records);

 private:
  // Whether it is a Change of this very stream: a copy of the device may have gone on in it with
  // others, which only their digests tell apart.
  bool StandsHere(const Name& name) const;

  const std::string own_;
  std::map<uint64_t, uint64_t> digests_;  // by index in the stream
  std::map<std::string, uint32_t> numbers_;
  uint32_t next_ = 1;
};

class Composer {
 public:
  // `stream` is the current one, with all its records.
  Composer(const OwnStream& stream, RandomBytes random);

  // kInvalidArgument revision_too_large: more than a Change may hold.
  absl::Status Add(const NewRevision& revision);
  // As above.
  absl::Status Add(const NewMessage& message);

  // In order; what was added is among them, at `offsets` (0: the first one after the stream's end).
  const std::vector<log::NewRecord>& records() const { return records_; }
  const std::vector<size_t>& offsets() const { return offsets_; }

 private:
  StreamNames names_;
  RandomBytes random_;
  std::vector<log::NewRecord> records_;
  std::vector<size_t> offsets_;
};

// How a stream continues an old one that is the hub's up to `agreed`: a Continuation, one more for
// each that the old one began with itself and whose Changes move once more, and then every Change
// of the old stream from agreed + 1 on, renumbered. They follow what `onto` holds already; as a
// rule it is new and holds nothing.
struct Move {
  std::vector<log::NewRecord> records;
  std::map<uint64_t, uint64_t> moved;  // index in the old stream -> index in the new one
};
Move ComposeMove(const OwnStream& old, uint64_t agreed, const OwnStream& onto, int64_t at);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_COMPOSE_H_
