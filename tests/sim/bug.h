// Bugs that the simulator can be asked to have: each replaces one seam of the simulated world with
// a wrong one, and each must be found. None of them is in the programs.
#ifndef GOM_TESTS_SIM_BUG_H_
#define GOM_TESTS_SIM_BUG_H_

#include <array>
#include <optional>
#include <string_view>

namespace gom::sim {

enum class Bug {
  kNone,
  // Disks say that they have synced and have not.
  kDiskIgnoresSync,
  // The hub answers and publishes a batch before it is on the disk.
  kAnswerBeforeCommit,
  // The hub appends what comes, wherever it says that it stands.
  kHubForgetsPlaces,
  // The hub says that the chains are the same however they differ.
  kHubHidesDifferences,
  // A reply loses its last event, and not the new read position.
  kReplyLosesEvent,
  // What an agent moves to a new stream keeps its old parents.
  kMoveKeepsParents,
  // An agent does not keep the file that says how far its stream had come.
  kNoSidecar,
  // The hub takes nothing that is handed back of a computer that it does not know.
  kHubRefusesTheLost,
  // What a hub has refused an agent never hands back to it again.
  kAgentAsksOnce,
  // The hub signs for all that the agent has, whether it was sent or not.
  kReceiptAhead,
};

struct NamedBug {
  Bug bug;
  std::string_view name;
};
inline constexpr std::array<NamedBug, 11> kBugs{{
    {Bug::kNone, "none"},
    {Bug::kDiskIgnoresSync, "disk-ignores-sync"},
    {Bug::kAnswerBeforeCommit, "answer-before-commit"},
    {Bug::kHubForgetsPlaces, "hub-forgets-places"},
    {Bug::kHubHidesDifferences, "hub-hides-differences"},
    {Bug::kReplyLosesEvent, "reply-loses-event"},
    {Bug::kMoveKeepsParents, "move-keeps-parents"},
    {Bug::kNoSidecar, "no-sidecar"},
    {Bug::kHubRefusesTheLost, "hub-refuses-the-lost"},
    {Bug::kAgentAsksOnce, "agent-asks-once"},
    {Bug::kReceiptAhead, "receipt-ahead"},
}};

inline std::optional<Bug> BugNamed(std::string_view name) {
  for (const NamedBug& b : kBugs) {
    if (b.name == name) return b.bug;
  }
  return std::nullopt;
}

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_BUG_H_
