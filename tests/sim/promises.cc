// What is checked while the world runs: every answer that an agent gets, and every word that it
// then shows.
#include "absl/strings/str_cat.h"
#include "common/text/message.h"
#include "tests/sim/receipts.h"
#include "tests/sim/world.h"

namespace gom::sim {
namespace {

// I9: nothing of another unit.
std::string ForeignIn(const v1::Delivery& delivery, const std::string& unit,
                      const History& history) {
  v1::Event event;
  if (!delivery.has_event() || !event.ParseFromString(delivery.event().main())) return "";
  if (event.has_received()) {
    const auto change = ReadBytes(event.received().change());
    if (change.has_value() && !history.IsOf(change->mark, unit)) return change->mark;
  }
  if (event.has_recognition_given() && event.recognition_given().unit() != unit)
    return event.recognition_given().unit();
  for (const v1::Unit& row : event.units_changed().units()) {
    if (row.code() != unit) return row.code();
  }
  return "";
}

}  // namespace

void World::CheckReply(size_t i, const absl::StatusOr<v1::ExchangeResponse>& reply) {
  const SimAgent& agent = *agents[i];
  if (!reply.ok()) {
    if (absl::IsUnavailable(reply.status())) return;  // nobody answered
    const v1::Error error = text::ErrorOf(reply.status());
    if (error.code() == "internal" || error.vi().empty()) {
      history.Violation(absl::StrCat("I11: ", agent.name(),
                                     " was refused without a code: ", reply.status().ToString()));
    }
    return;
  }
  for (const v1::Delivery& delivery : reply->events()) {
    const std::string foreign = ForeignIn(delivery, agent.who().unit, history);
    if (!foreign.empty()) {
      history.Violation(absl::StrCat("I9: ", agent.name(), " was told of ", foreign));
    }
  }
  const std::string receipt = WrongWithReceipt(*this, agent, *reply);
  if (!receipt.empty()) history.Violation(receipt);
}

void World::CheckWords(size_t i) {
  SimAgent& agent = *agents[i];
  for (const agent::OwnStream& stream : agent.store().holdings().streams) {
    uint64_t& told = agent.told_received[stream.number];
    for (const agent::OwnRecord& record : stream.records) {
      if (record.index <= told) continue;
      if (record.index > stream.acknowledged) break;
      told = record.index;
      const auto change = ReadBytes(record.main);
      if (!change.has_value()) continue;
      Told& known = history.Of(change->mark);
      known.received = true;
      history.Note(agent.name(), absl::StrCat("is told that ", change->mark, " was received"));
      if (!known.committed) {
        history.Violation(absl::StrCat("I1: ", agent.name(), " believes that ", change->mark,
                                       " was received and no hub has ever had it"));
      }
    }
  }
}

}  // namespace gom::sim
