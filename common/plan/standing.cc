#include "common/plan/standing.h"

namespace gom::plan {
namespace {

// How much a Standing should worry its reader; more is worse.
int Worry(Standing s) {
  switch (s) {
    case Standing::kNone:
      return 0;
    case Standing::kAchieved:
      return 1;
    case Standing::kOnTrack:
      return 2;
    case Standing::kNotYetDue:
      return 3;
    case Standing::kNotYetKnown:
      return 4;
    case Standing::kAtRisk:
      return 5;
    case Standing::kOutOfReach:
      return 6;
  }
  return 0;
}

}  // namespace

Standing Decide(const StandingQuestions& q) {
  if (!q.has_target) return Standing::kNone;
  if (!q.asked_yet) return Standing::kNotYetDue;
  if (q.low_meets && !q.unknown_size && q.worst_final_meets && !q.provisional) {
    return Standing::kAchieved;
  }
  if (!q.best_final_meets) return Standing::kOutOfReach;
  if (!q.enough_coverage) return Standing::kNotYetKnown;
  if (q.value_meets || q.pace_met) return Standing::kOnTrack;
  return Standing::kAtRisk;
}

bool Worse(Standing a, Standing b) { return Worry(a) > Worry(b); }

}  // namespace gom::plan
