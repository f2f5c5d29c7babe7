// What records and Changes say, read from their bytes: the part of deciding and of folding that
// needs no State, so that another thread may do it beforehand.
//
//   const DecodedBatch decoded(request.changes());          // to decide over
//   DecideExchange(view, device, request, decoded.changes());
//
//   DecodedRecord record;                                   // to fold
//   record.Decode(bytes);
//   Fold(state, index, digest, record);
//
// Pure.
#ifndef GOM_HUB_STATE_DECODE_H_
#define GOM_HUB_STATE_DECODE_H_

#include <memory>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "common/log/chain.h"
#include "common/plan/values.h"
#include "gom/v1/record.pb.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace gom::hub {

struct DecodedChange {
  bool parsed = false;
  const v1::Change* change = nullptr;  // as far as it could be parsed; borrowed
  // Of a Revision. Null: it is none, or one that cannot be read.
  std::shared_ptr<const plan::Values> values;
  log::Digest numbers{};  // Revision::numbers (entry.h)
};
// Parses into *room, which has to stay.
DecodedChange Decode(std::string_view main, v1::Change* room);

class DecodedBatch {
 public:
  explicit DecodedBatch(const google::protobuf::RepeatedPtrField<v1::Sealed>& changes);
  absl::Span<const DecodedChange> changes() const { return changes_; }

 private:
  google::protobuf::Arena arena_;
  std::vector<DecodedChange> changes_;
};

// A record of the hub's log. What is decoded next keeps the memory of what was before.
class DecodedRecord {
 public:
  // `main`: the bytes of an Event.
  void Decode(std::string_view main);
  // Null: it cannot be parsed.
  const v1::Event* event() const { return parsed_ ? &event_ : nullptr; }
  // Of a Received.
  const DecodedChange& change() const { return change_; }

 private:
  bool parsed_ = false;
  v1::Event event_;
  v1::Change room_;
  DecodedChange change_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_DECODE_H_
