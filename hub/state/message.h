// What school and office write to each other, as State knows it: whose it is and in which thread it
// stands. What it says is in the second part of its record, and can be erased.
#ifndef GOM_HUB_STATE_MESSAGE_H_
#define GOM_HUB_STATE_MESSAGE_H_

#include <cstdint>
#include <vector>

#include "common/log/chain.h"
#include "gom/v1/record.pb.h"

namespace gom::hub {

struct State;

struct MessageRef {
  uint64_t index = 0;  // in the hub's log
  bool from_office = false;
  v1::Message::About about = v1::Message::ABOUT_UNSPECIFIED;
  uint32_t form = 0, period = 0;  // numbers; both 0: the unit's general thread
  // Salted SHA-256 of what it says. One that moved to a later stream, or that somebody else handed
  // back, is the same: one that has been there before under another name.
  log::Digest text{};
  friend bool operator==(const MessageRef&, const MessageRef&) = default;
};

// The unit's own alone, each once: what one of its computers handed back of another is no second.
std::vector<MessageRef> OwnMessagesOf(const State& state, uint32_t unit);
// The unit's own and those to all, each once, in the order in which they came to the hub.
std::vector<MessageRef> MessagesOf(const State& state, uint32_t unit);
// Whether the last word in some thread of it is the school's.
bool WaitsForAnswer(const State& state, uint32_t unit);

// Inside hub/state: takes one into State; nothing where it says nothing.
void FoldMessage(State& state, uint64_t index, uint32_t unit, const v1::Change& change);
void FoldMessage(State& state, uint64_t index, const v1::Event& event);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_MESSAGE_H_
