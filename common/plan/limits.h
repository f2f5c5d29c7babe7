// How large a plan may be. A plan is read by hand and travels to every school, so these are far
// above what anyone would write; they keep masks of 64 bits, the arithmetic and the time to check a
// file within bounds.
#ifndef GOM_COMMON_PLAN_LIMITS_H_
#define GOM_COMMON_PLAN_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace gom::plan {

inline constexpr size_t kMaxFileBytes = 4u << 20;
inline constexpr int kMaxDepth = 32;    // of messages in messages
inline constexpr int kMaxKinds = 64;    // KindSet is 64 bits
inline constexpr int kMaxPeriods = 64;  // Locks is 64 bits
inline constexpr int kMaxForms = 127;
inline constexpr int kMaxFields = 500;    // of a form, of a list
inline constexpr int kMaxOptions = 1000;  // of a choice
inline constexpr int kMaxRules = 2000;
inline constexpr int kMaxIndicators = 500;
inline constexpr int kMaxParts = 64;        // of an indicator
inline constexpr int kMaxProvisional = 32;  // of a part: a mask of 32 bits
inline constexpr int kMaxReadings = 16;     // of a part
inline constexpr int kMaxEntries = 200;     // of any other list, such as the terms of a sum
// What lists make together, asked of a plan that is to be applied. The hub keeps two totals
// (reported, accepted) of each number that is followed, as of each period, of some 250 bytes; and
// for each unit that has reported a place for each form of each period.
inline constexpr int kMaxNumbersFollowed = 2000;  // parts and their other readings
inline constexpr int kMaxTotals = 64'000;         // those, their options and conditions × periods
inline constexpr int kMaxPlacesOfUnit = 1000;     // forms × periods

inline constexpr uint32_t kMaxFormNumber = 127;
inline constexpr uint32_t kMaxFieldNumber = 16383;
inline constexpr uint32_t kMaxOptionNumber = 1000;
inline constexpr uint32_t kMaxTextLength = 10'000;
inline constexpr uint32_t kMaxItems = 1000;
inline constexpr uint32_t kMaxGraceDays = 366;
inline constexpr int kMaxShortTitleColumns = 24;
// Of a number, a coefficient, a constant and a target, so that sums over a country stay exact.
inline constexpr int64_t kMaxNumber = 1'000'000'000'000;
inline constexpr int64_t kMaxCoefficient = 1'000'000;

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_LIMITS_H_
