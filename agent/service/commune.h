// Where the whole commune stands, for the school's page: when the hub is asked, and what is kept of
// its answer. It comes after everything else of a sync, and whatever becomes of it, the sync was
// what it was.
#ifndef GOM_AGENT_SERVICE_COMMUNE_H_
#define GOM_AGENT_SERVICE_COMMUNE_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/service/desk.h"
#include "gom/v1/commune.pb.h"

namespace gom::agent {

// How long a sync may be held up by it, at most.
inline constexpr absl::Duration kCommuneDeadline = absl::Seconds(10);
// It is asked for so often where the syncs bring nothing, and at most so often where they do; and
// at once where the hub has taken something of the school's, who will look what became of it.
inline constexpr absl::Duration kCommuneStays = absl::Hours(6);
inline constexpr absl::Duration kCommuneGap = absl::Minutes(10);

// What is kept, if it is of this hub, this unit and the plan that the school has now.
const v1::KeptCommune* CommuneNow(Desk& desk);
// What is kept is of another plan than the school has now.
bool HasCommuneOfAnotherPlan(Desk& desk);

// One thread at a time.
class CommuneTimer {
 public:
  // A sync has gone well: whether the hub took something in it, whether it brought something. `now`
  // is of a monotonic clock; until it was asked once, the age of what is kept (by the wall clock)
  // says.
  bool IsDue(bool took, bool brought, absl::Duration now,
             std::optional<absl::Duration> age_of_kept);
  // It is being asked; how that ends changes nothing.
  void Ask(absl::Duration now);

 private:
  std::optional<absl::Duration> asked_;
  bool news_ = false;  // brought since it was asked
};

// Keeps the answer, durably. kInvalidArgument where it names what is not here, or is larger than
// any plan makes it.
absl::Status TakeCommune(Desk& desk, const v1::GetCommuneProgressResponse& answer);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_COMMUNE_H_
