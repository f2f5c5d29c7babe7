// What devices hand back to a hub that was restored: Changes of their unit's other streams, and the
// operator's words that the log has lost.
//
//   TakeOrphans(view, device, request, &answer);         // part of DecideExchange
//   auto judged = FindOrphanRevision(state, orphan);     // null: not known here (yet)
//
// Pure.
#ifndef GOM_HUB_STATE_ORPHANS_H_
#define GOM_HUB_STATE_ORPHANS_H_

#include <memory>
#include <string>
#include <string_view>

#include "gom/v1/sync.pb.h"
#include "hub/state/decide.h"
#include "hub/state/view.h"

namespace gom::hub {

// One word of the operator has one name, whoever hands it back and how often: 16 bytes over the
// unit and the Event as it stood.
std::string OrphanName(std::string_view unit, std::string_view event);

// So many bytes of words wait for the operator of one unit at most, as OrphanBytes counts them:
// thousands. What comes beyond stays with the devices until some are settled.
inline constexpr size_t kMaxOrphanBytes = 1 << 20;

// So many computers of one unit that the log has lost, and that others speak for, may wait for the
// operator.
inline constexpr size_t kMaxLostDevices = 16;

// Takes the orphans of a request whose limits are kept. Orphan streams go through the outcome table
// like any Change; words are only reported, each once.
void TakeOrphans(View& view, const Device& device, const v1::ExchangeRequest& request,
                 absl::Span<const Proof> proofs, ExchangeAnswer* answer);

// Whether this log knows that it lost something of where the word is said to have stood. If not,
// either somebody put back the whole folder of the hub, which it cannot see, or the device made the
// word up: the operator has to name it.
bool MayBeLost(const State& state, const Orphan& orphan);

// The Revision that a Verdict judged, if this log has it and it is of the unit that handed the word
// back.
std::shared_ptr<const Revision> FindOrphanRevision(const State& state, const Orphan& orphan);

// Whether the word accepts what is held and cannot be accepted as long as it is; `judged` is
// FindOrphanRevision's answer.
bool IsAcceptedWhileHeld(const State& state, const Orphan& orphan, const Revision& judged);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ORPHANS_H_
