// What an agent does on a reply of the hub: the table of design section 5, as a pure function of
// values.
//
// The first line that fits, by the hub's position in my stream and by how the chains compare
// ("agreed" is how far they were compared and are the same):
//
//   - Its term is below the highest that I have seen: send nothing, tell a person.
//   - They first differ within mine: what lies from there on moves to a new stream.
//   - They first differ behind my last: open a new stream.
//   - It is ahead of my last, and they agree up to my last: open a new stream.
//   - They were compared less far than both ends: send the next batch.
//   - It is 0, and I had sent something: send from the beginning.
//   - It is before my last, and they agree up to it: go on from there.
//   - It is my last, and they agree: read on if there is more, else done.
#ifndef GOM_AGENT_SYNC_NEXT_STEP_H_
#define GOM_AGENT_SYNC_NEXT_STEP_H_

#include <cstdint>
#include <optional>

#include "common/log/chain.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

// What I knew when I asked.
struct Asked {
  uint64_t after = 0;    // the changes of the request stood behind this
  uint64_t changes = 0;  // how many there were
  uint64_t my_last = 0;
  uint64_t highest_term = 0;
  // My digest at the hub's position; nothing where my stream does not reach that far, or the record
  // cannot be read.
  std::optional<log::Digest> at_hub_position;
};

struct Step {
  enum class Kind {
    kRefuseOldTerm,  // perhaps an old copy of the hub is running: send nothing, tell the person
    kMoveUnsent,  // restored and went on, or cloned: what lies behind `after` is unsent, move it to
                  // a new stream
    kOpenNewStream,      // restored: nothing of mine is unsent; new work goes to a new stream
    kNextBatch,          // the chains were not compared far enough: send the batch behind `after`
    kSendFromBeginning,  // the hub does not know this stream
    kGoOn,               // send what lies behind `after`
    kReadOn,             // nothing to send, more events to read
    kDone,
  };
  Kind kind = Kind::kDone;
  uint64_t after = 0;

  bool opens_stream() const { return kind == Kind::kMoveUnsent || kind == Kind::kOpenNewStream; }
  // The reply's events are stored only where the stream stays what it is, and is known to be the
  // hub's: what the hub says of a change by its index alone may be of another change than ours
  // until the chains have been compared up to the hub's end.
  bool keeps_events() const {
    return kind != Kind::kRefuseOldTerm && kind != Kind::kNextBatch && !opens_stream();
  }
  friend bool operator==(const Step&, const Step&) = default;
};

Step NextStep(const Asked& asked, const v1::ExchangeResponse& reply);

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_NEXT_STEP_H_
