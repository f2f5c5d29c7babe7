// What Progress amounts to: a decision table, first true line wins (design section 3).
//
// | Standing      | when                                                                  |
// |---------------|-----------------------------------------------------------------------|
// | not yet due   | the first period in which it is asked is after as-of                  |
// | achieved      | the low end of the range meets the target, no Unit is of unknown size,|
// |               | and no later period can undo it or this is the last; never while      |
// |               | provisional                                                           |
// | out of reach  | even if every Unit does from now on all that it still can, the target |
// |               | is missed                                                             |
// | not yet known | coverage below the plan's threshold                                   |
// | on track      | the value meets the target or the pace                                |
// | at risk       | otherwise                                                             |
#ifndef GOM_COMMON_PLAN_STANDING_H_
#define GOM_COMMON_PLAN_STANDING_H_

#include <cstdint>

namespace gom::plan {

enum class Standing : uint8_t {
  kNone,
  kNotYetDue,
  kAchieved,
  kOutOfReach,
  kNotYetKnown,
  kOnTrack,
  kAtRisk
};

// The questions of the table, answered.
struct StandingQuestions {
  bool has_target = false;
  bool asked_yet = false;
  bool low_meets = false;
  bool unknown_size = false;
  bool worst_final_meets = false;  // nothing that may still happen can undo it
  bool provisional = false;
  bool best_final_meets = false;
  bool enough_coverage = false;
  bool value_meets = false;
  bool pace_met = false;
};
Standing Decide(const StandingQuestions& q);

// For the headline "smallest": the one that should worry the reader more.
bool Worse(Standing a, Standing b);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_STANDING_H_
