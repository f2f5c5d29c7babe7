#include "hub/state/decode.h"

#include <utility>

#include "common/sync/revision.h"

namespace gom::hub {
namespace {

constexpr size_t kArenaBytes = 16 << 10;  // a full batch of ordinary size takes about so many

google::protobuf::ArenaOptions OneBlock() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = kArenaBytes;
  return options;
}

template <typename Message>
bool Parse(std::string_view bytes, Message* message) {
  return message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

DecodedChange Decode(std::string_view main, v1::Change* room) {
  DecodedChange decoded;
  decoded.change = room;
  decoded.parsed = Parse(main, room);
  if (!decoded.parsed || !room->has_revision()) return decoded;
  absl::StatusOr<plan::Values> values = sync::DecodeValues(room->revision());
  if (!values.ok()) return decoded;
  decoded.values = std::make_shared<const plan::Values>(*std::move(values));
  decoded.numbers = sync::ContentDigest(room->revision(), {});
  return decoded;
}

DecodedBatch::DecodedBatch(const google::protobuf::RepeatedPtrField<v1::Sealed>& changes)
    : arena_(OneBlock()) {
  changes_.reserve(static_cast<size_t>(changes.size()));
  for (const v1::Sealed& change : changes) {
    auto* room = google::protobuf::Arena::CreateMessage<v1::Change>(&arena_);
    changes_.push_back(Decode(change.main(), room));
  }
}

void DecodedRecord::Decode(std::string_view main) {
  parsed_ = Parse(main, &event_);
  if (parsed_ && event_.has_received()) change_ = hub::Decode(event_.received().change(), &room_);
}

}  // namespace gom::hub
