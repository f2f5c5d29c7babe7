#include "agent/sync/next_step.h"

#include <algorithm>

namespace gom::agent {

Step NextStep(const Asked& asked, const v1::ExchangeResponse& reply) {
  using Kind = Step::Kind;
  if (reply.term() < asked.highest_term) return {Kind::kRefuseOldTerm, 0};

  const uint64_t hub = reply.position().index();
  // A hub never has compared more than both sides have.
  const uint64_t agreed = std::min({reply.agreed(), hub, asked.my_last});

  if (reply.first_difference() != 0) {
    // Behind my end there is nothing of mine that could differ.
    const uint64_t same = std::min(reply.first_difference() - 1, asked.my_last);
    return same == asked.my_last ? Step{Kind::kOpenNewStream, same} : Step{Kind::kMoveUnsent, same};
  }
  if (hub > asked.my_last) {
    if (agreed >= asked.my_last) return {Kind::kOpenNewStream, asked.my_last};
    return {Kind::kNextBatch, agreed};
  }
  // The same digest means the same chain up to there. A hub that found its end to be mine does not
  // repeat my digest.
  const std::string& digest = reply.position().digest();
  const bool same =
      hub == 0 || (digest.empty() ? agreed == hub
                                  : asked.at_hub_position.has_value() &&
                                        *asked.at_hub_position == log::FromBytes(digest));
  if (!same && agreed < hub) return {Kind::kNextBatch, agreed};
  if (!same)
    return {Kind::kMoveUnsent,
            hub - 1};  // compared up to here, and yet another digest: it differs just here
  if (hub < asked.my_last) {
    if (hub == 0 && asked.after > 0) return {Kind::kSendFromBeginning, 0};
    return {Kind::kGoOn, hub};
  }
  return {reply.more() ? Kind::kReadOn : Kind::kDone, hub};
}

}  // namespace gom::agent
