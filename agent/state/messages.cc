#include "agent/state/messages.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "common/sync/revision.h"

namespace gom::agent {
namespace {

void ReadWords(const std::string& text, Message* message) {
  auto words = sync::DecodeText(text);
  if (!words.ok()) return;
  message->author = std::move(words->author);
  message->text = std::move(words->note);
}

}  // namespace

void MessageBook::Add(Message message, const v1::Message& said, std::string digest) {
  message.about = said.about();
  message.form = said.form();
  message.period = said.period();
  kept_.push_back({std::move(message), std::move(digest)});
}

void MessageBook::AddOffice(const HubEvent& e, const v1::Event& event) {
  Message message;
  message.hub_index = e.index;
  message.at = event.at();
  message.acknowledged = message.sent = true;
  v1::EventText words;
  if (words.ParseFromString(e.text)) {
    message.author = words.operator_();
    message.text = words.reason();
  }
  Add(std::move(message), event.message_sent().message(), event.text_digest());
}

void MessageBook::AddSaid(const HubEvent& e, Name name, uint32_t device, int64_t at,
                          const v1::Change& change) {
  if (change.text_digest().empty()) return;  // says nothing
  Message message;
  message.name = std::move(name);
  message.hub_index = e.index;
  message.device = device;
  message.at = at;
  message.acknowledged = message.sent = true;
  ReadWords(e.text, &message);
  Add(std::move(message), change.message(), change.text_digest());
}

void MessageBook::NoteIndex(const std::string& stream, uint64_t index, uint64_t hub_index) {
  indexes_.push_back({{stream, index}, hub_index});
}

void MessageBook::AddOwn(const OwnStream& stream, const OwnRecord& record,
                         const v1::Change& change) {
  if (change.text_digest().empty()) return;
  Message message;
  message.name = {stream.id, record.index, log::Short(record.digest)};
  message.own_log = stream.number;
  message.at = change.at() * 1000;
  message.acknowledged = record.index <= stream.acknowledged;
  message.sent = message.acknowledged || record.index <= stream.sent;
  ReadWords(record.text, &message);
  Add(std::move(message), change.message(), change.text_digest());
}

std::vector<Message> MessageBook::Finish() && {
  const std::map<std::pair<std::string, uint64_t>, uint64_t> index_of(indexes_.begin(),
                                                                      indexes_.end());
  for (Kept& k : kept_) {
    const auto at = index_of.find({k.message.name.stream, k.message.name.index});
    if (k.message.own_log == 0 || at == index_of.end()) continue;
    k.message.hub_index = at->second;
    k.message.acknowledged = k.message.sent = true;
  }
  const auto order = [](const Kept& k) {
    return k.message.hub_index == 0 ? std::numeric_limits<uint64_t>::max() : k.message.hub_index;
  };
  std::stable_sort(kept_.begin(), kept_.end(),
                   [&](const Kept& a, const Kept& b) { return order(a) < order(b); });
  std::vector<Message> messages;
  std::set<std::string> known;
  for (Kept& k : kept_) {
    if (known.insert(std::move(k.digest)).second) messages.push_back(std::move(k.message));
  }
  return messages;
}

}  // namespace gom::agent
