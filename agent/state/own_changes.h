// What this device wrote, read from its streams.
#ifndef GOM_AGENT_STATE_OWN_CHANGES_H_
#define GOM_AGENT_STATE_OWN_CHANGES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "agent/state/holdings.h"
#include "agent/state/known_changes.h"
#include "gom/v1/record.pb.h"
#include "google/protobuf/arena.h"

namespace gom::agent {

struct OwnChange {
  const OwnRecord* record = nullptr;
  const v1::Change* change = nullptr;  // never null in what Find answers
  std::vector<Name> parents;
};

class OwnChanges {
 public:
  // `streams` must outlive it, and `arena` holds what is read of them. What was taken over from
  // older streams is added to `known`.
  OwnChanges(const std::vector<OwnStream>& streams, google::protobuf::Arena& arena,
             KnownChanges& known);

  const OwnChange* Find(const PlaceView& place) const;
  // The stream by the number of its log here, and the other way round; nullptr: not ours.
  const std::string* StreamOf(uint32_t log) const;
  const uint32_t* LogOf(const std::string& stream) const;
  // The stream of ours that holds these very bytes at `index`; nullptr: none.
  const std::string* StreamWith(uint64_t index, const std::string& bytes) const;
  // Records that cannot be read; they are left out.
  uint32_t unreadable() const { return unreadable_; }

 private:
  void Read(const OwnStream& stream, google::protobuf::Arena& arena, KnownChanges& known);

  const std::vector<OwnStream>& streams_;
  PlaceMap<OwnChange> changes_;
  std::map<std::string, uint32_t> log_of_;
  uint32_t unreadable_ = 0;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_OWN_CHANGES_H_
