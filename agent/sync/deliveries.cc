#include "agent/sync/deliveries.h"

#include "agent/state/words.h"
#include "agent/sync/words.h"
#include "common/log/reader.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {
namespace {

absl::Status CheckEvent(const v1::Delivery& delivery, const std::string& hub) {
  v1::Event event;
  if (!delivery.has_event() || !event.ParseFromString(delivery.event().main()))
    return absl::OkStatus();
  if (event.has_hub_created() && event.hub_created().hub() != hub)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kOtherHub);
  if (!log::MayRead(event)) return text::Refuse(absl::StatusCode::kFailedPrecondition, kHubNewer);
  return absl::OkStatus();
}

HubEvent One(const v1::Delivery& d, uint32_t own_log) {
  HubEvent e;
  e.index = d.index();
  e.digest = d.digest();
  if (d.has_own()) {
    e.own_log = own_log;
    e.main = d.own().SerializeAsString();
  } else {
    e.main = d.event().main();
    e.text = d.event().text();
    e.stream = d.stream();
    e.change_digest = d.change_digest();
  }
  return e;
}

// The place's digest was left out for all of them.
void AddRun(const v1::Delivery& d, uint32_t own_log, std::vector<HubEvent>* events) {
  v1::OwnOutcome outcome;
  outcome.set_outcome(d.own_run().outcome());
  outcome.set_held_reason(d.own_run().held_reason());
  outcome.set_at(d.own_run().at());
  for (uint32_t i = 0; i < d.own_run().count(); ++i) {
    outcome.set_stream_index(d.own_run().stream_index() + i);
    HubEvent& e = events->emplace_back();
    e.index = d.index() + i;
    e.own_log = own_log;
    e.main = outcome.SerializeAsString();
  }
}

}  // namespace

absl::StatusOr<std::vector<HubEvent>> EventsOf(const v1::ExchangeResponse& reply, uint64_t read,
                                               uint32_t own_log, const std::string& hub) {
  const auto wrong = [] { return text::Refuse(absl::StatusCode::kInternal, kReplyWrong); };
  std::vector<HubEvent> events;
  uint64_t last = read;
  const uint64_t end = reply.new_position().index();
  for (const v1::Delivery& d : reply.events()) {
    RETURN_IF_ERROR(CheckEvent(d, hub));
    const uint64_t count = d.has_own_run() ? d.own_run().count() : 1;
    if (d.index() <= last || d.index() > end || count == 0 || count - 1 > end - d.index() ||
        events.size() + count > kMaxEventsOfReply) {
      return wrong();
    }
    last = d.index() + count - 1;
    if (d.has_own_run()) {
      AddRun(d, own_log, &events);
    } else {
      events.push_back(One(d, own_log));
    }
  }
  if (end < last) return wrong();
  return events;
}

}  // namespace gom::agent
