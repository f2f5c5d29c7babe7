#include "hub/service/begin_term.h"

#include <algorithm>
#include <utility>

#include "common/text/status_macros.h"
#include "hub/state/decide.h"

namespace gom::hub {

uint64_t HigherTermSeen(const Hub& hub, uint64_t term) {
  const uint64_t seen = std::max(hub.seen().highest_term(), hub.ratchet().term);
  return seen > term ? seen : 0;
}

absl::StatusOr<v1::BeginTermResponse> BeginTerm(Hub& hub, const v1::BeginTermRequest& request) {
  auto response = hub.writer().ActAndWait<v1::BeginTermResponse>(
      [&](View& view) -> absl::StatusOr<v1::BeginTermResponse> {
        v1::BeginTermResponse as_is;
        as_is.set_term(view.state().term);
        const uint64_t seen = HigherTermSeen(hub, view.state().term);
        if (seen == 0) return as_is;
        v1::TermBegun begun;
        begun.set_term(seen + 1);
        begun.set_why(v1::TermBegun::WHY_OVERTAKEN);
        v1::EventText words;
        words.set_operator_(request.operator_());
        RETURN_IF_ERROR(DecideBeginTerm(view, begun, std::move(words)));
        v1::BeginTermResponse after;
        after.set_term(begun.term());
        return after;
      });
  if (response.ok()) hub.KeepRatchetOrWarn();
  return response;
}

}  // namespace gom::hub
