#include "hub/state/message.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "hub/state/fold_roster.h"
#include "hub/state/state.h"

namespace gom::hub {
namespace {

MessageRef RefOf(uint64_t index, bool from_office, const v1::Message& message,
                 std::string_view text) {
  MessageRef ref{index, from_office, message.about(), message.form(), message.period(), {}};
  std::copy_n(text.begin(), std::min(text.size(), ref.text.size()), ref.text.begin());
  return ref;
}

std::vector<MessageRef> EachOnce(std::vector<MessageRef> messages) {
  std::set<log::Digest> known;
  std::erase_if(messages, [&](const MessageRef& m) { return !known.insert(m.text).second; });
  return messages;
}

}  // namespace

void FoldMessage(State& state, uint64_t index, uint32_t unit, const v1::Change& change) {
  if (unit == kNoUnit || change.text_digest().empty()) return;
  state.units[unit]->messages.push_back(
      RefOf(index, false, change.message(), change.text_digest()));
}

void FoldMessage(State& state, uint64_t index, const v1::Event& event) {
  const v1::MessageSent& sent = event.message_sent();
  const uint32_t unit = UnitIndex(state, sent.unit());
  if (!sent.unit().empty() && unit == kNoUnit) return;
  MessageRef ref = RefOf(index, true, sent.message(), event.text_digest());
  if (unit != kNoUnit) {
    state.units[unit]->records.push_back(index);
    state.units[unit]->messages.push_back(std::move(ref));
  } else {
    state.common_records.push_back(index);
    state.messages_to_all.push_back(std::move(ref));
  }
}

std::vector<MessageRef> OwnMessagesOf(const State& state, uint32_t unit) {
  return EachOnce(state.units[unit]->messages);
}

std::vector<MessageRef> MessagesOf(const State& state, uint32_t unit) {
  std::vector<MessageRef> both;
  const std::vector<MessageRef>& own = state.units[unit]->messages;
  std::merge(own.begin(), own.end(), state.messages_to_all.begin(), state.messages_to_all.end(),
             std::back_inserter(both),
             [](const MessageRef& a, const MessageRef& b) { return a.index < b.index; });
  return EachOnce(std::move(both));
}

bool WaitsForAnswer(const State& state, uint32_t unit) {
  std::map<std::pair<uint32_t, uint32_t>, bool> answered;
  for (const MessageRef& m : OwnMessagesOf(state, unit))
    answered[{m.form, m.period}] = m.from_office;
  return std::any_of(answered.begin(), answered.end(), [](const auto& a) { return !a.second; });
}

}  // namespace gom::hub
