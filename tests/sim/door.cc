// What a hub of another program makes of what comes and goes: an older one, or one with a planted
// bug.
#include "common/sync/receipt.h"
#include "tests/sim/sim_hub.h"

namespace gom::sim {

// What has no name is refused.
void SimHub::RefuseTheLost(v1::ExchangeRequest* request) const {
  core_->ReadState([&](const hub::State& s) {
    for (v1::OrphanStream& orphan : *request->mutable_orphan_streams()) {
      if (s.FindDevice(orphan.device()) == nullptr) orphan.clear_stream();
    }
  });
}

v1::ExchangeRequest SimHub::AtTheDoor(const v1::ExchangeRequest& request) const {
  v1::ExchangeRequest taken = request;
  if (older_program_ || bug_ == Bug::kHubRefusesTheLost) RefuseTheLost(&taken);
  if (bug_ != Bug::kHubForgetsPlaces || request.changes_size() == 0) return taken;
  core_->ReadState([&](const hub::State& s) {
    const hub::Stream* stream = s.FindStream(request.stream());
    if (stream != nullptr) *taken.mutable_after() = log::ToProto(stream->end());
  });
  return taken;
}

void SimHub::OnTheWayOut(const v1::ExchangeRequest& request, v1::ExchangeResponse* response) const {
  if (bug_ == Bug::kHubHidesDifferences) {
    response->set_first_difference(0);
    response->set_agreed(request.my_last().index());
    *response->mutable_position() = request.my_last();
  }
  if (bug_ == Bug::kReceiptAhead && response->has_receipt()) {
    v1::ReceiptBody body = *sync::BodyOf(response->receipt());
    body.set_index(request.my_last().index());
    body.set_digest(request.my_last().digest());
    *response->mutable_receipt() = sync::SignReceipt(SignKey(), body);
  }
  const bool loses =
      bug_ == Bug::kReplyLosesEvent && response->events_size() > 0 && machine_->dice().Percent(20);
  if (loses) response->mutable_events()->RemoveLast();
}

}  // namespace gom::sim
