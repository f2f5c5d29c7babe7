// Everything the arithmetic may know about one Unit, in one reading (reported or accepted).
//
// The caller lays the values of the Revisions that count into a grid; the arithmetic reads it and
// nothing else. Pure data, borrowed: all spans and pointers must outlive the call.
#ifndef GOM_COMMON_PLAN_FACTS_H_
#define GOM_COMMON_PLAN_FACTS_H_

#include <cstdint>
#include <limits>

#include "absl/types/span.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"

namespace gom::plan {

// The plan version of what is being entered now: newer than any.
inline constexpr uint32_t kEnteredNow = std::numeric_limits<uint32_t>::max();
// Before all hours in which anything was ever received.
inline constexpr int32_t kUnknownHour = -1;

// One Entry in one reading.
struct EntryFacts {
  const Values* values = nullptr;  // null: not reported
  bool in_conflict = false;
  bool returned = false;
  // When the hub first received anything of it, in hours since 1970; kUnknownHour: it may have come
  // before, to a log that is lost. Nothing is computed with it here; it lies beside what was
  // reported for whoever counts reports.
  int32_t first_hour = 0;
  // The version of the plan by which it was entered.
  uint32_t plan_version = kEnteredNow;

  // What a field says; nothing as long as the field means something else than when it was entered
  // and nobody has confirmed it.
  FieldValue Get(const Field& field) const {
    return plan_version < field.redefined_in ? FieldValue() : values->Get(field.number);
  }
};

// The operator's word on an item of a list.
struct RecognisedItem {
  int form = 0;        // index
  uint32_t field = 0;  // number of the list
  uint32_t item = 0;   // id
  friend auto operator<=>(const RecognisedItem&, const RecognisedItem&) = default;
};

struct UnitFacts {
  const Unit* unit = nullptr;
  // [form index × number of periods + period index]
  absl::Span<const EntryFacts> entries;
  absl::Span<const RecognisedItem> recognised;  // ascending
  absl::Span<const int> not_applicable;  // indicator indexes that the operator approved, ascending

  const EntryFacts& Entry(const Plan& plan, int form, int period) const {
    return entries[static_cast<size_t>(form) * plan.periods.size() + static_cast<size_t>(period)];
  }
};

// Which periods the operator has locked, by period index.
struct Locks {
  uint64_t bits = 0;
  bool Locked(int period) const { return ((bits >> period) & 1) != 0; }
};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_FACTS_H_
