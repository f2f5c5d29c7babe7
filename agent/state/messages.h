// What school and office have written to each other, as the school sees it: a fold over its own
// streams and what it has read, in the order in which it came to the hub; what the hub has not
// spoken about stands last. One that moved to a later stream, or that another computer handed back,
// is there once: its salted words say so.
//
//   MessageBook book;
//   book.AddOffice(hub_event, event);   book.AddSaid(…);   book.AddOwn(…);
//   state.messages = std::move(book).Finish();
//
// Pure.
#ifndef GOM_AGENT_STATE_MESSAGES_H_
#define GOM_AGENT_STATE_MESSAGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "agent/state/holdings.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

struct Message {
  // Empty: the office's.
  Name name;
  uint32_t own_log = 0;    // not 0: written on this device, in this log
  uint64_t hub_index = 0;  // 0: not known to be at the hub, or written here: see `acknowledged`
  uint32_t device = 0;     // 0: this one's, or the office's
  v1::Message::About about = v1::Message::ABOUT_UNSPECIFIED;
  uint32_t form = 0, period = 0;  // numbers; both 0: the general thread
  int64_t at = 0;  // milliseconds; by the hub's clock where that said it, else by the device's
  std::string author;
  std::string text;
  int64_t erased_at = 0;  // milliseconds: its words were erased on request; 0: no
  bool acknowledged = false;
  bool sent = false;

  bool from_office() const { return name.empty(); }
};

class MessageBook {
 public:
  void AddOffice(const HubEvent& e, const v1::Event& event);
  // Another computer's of the unit, as the hub told it.
  void AddSaid(const HubEvent& e, Name name, uint32_t device, int64_t at, const v1::Change& change);
  // The hub has said of one of this device's that it is its record `hub_index`.
  void NoteIndex(const std::string& stream, uint64_t index, uint64_t hub_index);
  void AddOwn(const OwnStream& stream, const OwnRecord& record, const v1::Change& change);

  std::vector<Message> Finish() &&;

 private:
  struct Kept {
    Message message;
    std::string digest;  // of its words
  };
  void Add(Message message, const v1::Message& said, std::string digest);

  std::vector<Kept> kept_;
  std::vector<std::pair<std::pair<std::string, uint64_t>, uint64_t>> indexes_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_MESSAGES_H_
