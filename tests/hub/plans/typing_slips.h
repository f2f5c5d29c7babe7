// What people get wrong when they type a report, done to every number of a believable commune.
//
// Validation is worth what it catches of these, and costs what it asks about numbers that are
// right.
#ifndef GOM_TESTS_HUB_PLANS_TYPING_SLIPS_H_
#define GOM_TESTS_HUB_PLANS_TYPING_SLIPS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"

namespace gom::hub {

// One report as it was typed: right, but for what is done to it.
struct Typed {
  const plan::Form* form = nullptr;
  plan::Values values;
  const plan::Values* previous = nullptr;  // the same form, the newest earlier period; may be null
};

struct Slip {
  std::string name;
  // What becomes of the report if it happens at this field; nothing where it cannot, or where it
  // changes nothing.
  std::optional<plan::Values> (*at)(const Typed& typed, const plan::Field& field);
};
absl::Span<const Slip> TypingSlips();

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_PLANS_TYPING_SLIPS_H_
