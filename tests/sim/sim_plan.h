// The plan of the simulated commune: two forms with rules, four periods. From version to version
// the second form comes and goes, so that Revisions are held for it and released again.
//
// Every Revision carries who it is: of the four marks on a form an edit sets one to its own number
// and leaves the others, so the four together name a Revision wherever its bytes are met, and two
// edits of different marks can be merged.
#ifndef GOM_TESTS_SIM_SIM_PLAN_H_
#define GOM_TESTS_SIM_SIM_PLAN_H_

#include <cstdint>
#include <string>

namespace gom::sim {

inline constexpr uint32_t kWorkForm = 1;
inline constexpr uint32_t kStaffForm = 2;  // only in versions that are odd
inline constexpr uint32_t kPeriods = 4;
// Fields of both forms.
inline constexpr uint32_t kTotal = 1;
inline constexpr uint32_t kMet = 2;  // an error if above kTotal
inline constexpr uint32_t kFirstMark = 3;
inline constexpr uint32_t kMarks = 4;
inline constexpr uint32_t kWords = 7;
inline constexpr uint32_t kIdeas = 8;  // a list
inline constexpr uint32_t kIdeaSize = 1;

std::string SimPlan(uint32_t version);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SIM_PLAN_H_
