#include "hub/service/begin_term.h"

#include "hub/state/decide.h"

namespace gom::hub {

uint64_t HigherTermSeen(const Hub& hub, uint64_t term) {
  const uint64_t seen = hub.seen().highest_term();
  return seen > term ? seen : 0;
}

absl::StatusOr<v1::BeginTermResponse> BeginTerm(Hub& hub, const v1::BeginTermRequest&) {
  auto response = hub.writer().ActAndWait<v1::BeginTermResponse>(
      [&](View& view) -> absl::StatusOr<v1::BeginTermResponse> {
        v1::BeginTermResponse as_is;
        as_is.set_term(view.state().term);
        const uint64_t seen = HigherTermSeen(hub, view.state().term);
        if (seen == 0) return as_is;
        v1::TermBegun begun;
        begun.set_term(seen + 1);
        begun.set_why(v1::TermBegun::WHY_OVERTAKEN);
        if (const absl::Status status = DecideBeginTerm(view, begun); !status.ok()) return status;
        v1::BeginTermResponse after;
        after.set_term(begun.term());
        return after;
      });
  if (response.ok()) hub.KeepRatchet().IgnoreError();
  return response;
}

absl::StatusOr<v1::RevokeDeviceResponse> RevokeDevice(Hub& hub,
                                                      const v1::RevokeDeviceRequest& request) {
  auto revoked = hub.writer().ActAndWait<v1::RevokeDeviceResponse>(
      [&](View& view) { return DecideRevoke(view, request); });
  if (revoked.ok()) hub.KeepRatchet().IgnoreError();
  return revoked;
}

}  // namespace gom::hub
