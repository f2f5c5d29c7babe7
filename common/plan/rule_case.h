// The two halves of a check, each reporting what it finds to a listener that may stop it. Inside
// common/plan only; the entrance is rule.h. Nothing here allocates where nothing is wrong.
#ifndef GOM_COMMON_PLAN_RULE_CASE_H_
#define GOM_COMMON_PLAN_RULE_CASE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "common/plan/facts.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"
#include "common/text/message.h"

namespace gom::plan {

// The Entry that is checked. Borrows everything.
struct EntryCase {
  const Plan& plan;
  const UnitFacts& facts;
  int form = 0;
  int period = 0;
  const Values& values;
  const Texts& texts;
};

// What a rule that comes with a field minds.
struct FieldTrouble {
  const text::Message* message = nullptr;
  FieldRef field;  // of the form; the list for a field of an item
  const Field* definition =
      nullptr;  // the field itself, also inside an item; null where it is unknown
  uint32_t item = 0;
  int64_t found = 0;            // the number, option, length or id that is wrong
  int64_t least = 0, most = 0;  // what would be right, where that is a range or a limit
};
// The listener answers whether to stop.
using FieldListener = absl::FunctionRef<bool(const FieldTrouble&)>;

// Asks every rule that comes with a field; whether the listener stopped it.
bool AskFields(const EntryCase& entry, FieldListener listener);

// A rule of the plan that does not hold, with the numbers that its message may name.
struct Broken {
  int period = 0;  // at which it was asked
  std::optional<int64_t> left, right, previous;
  const std::string* text = nullptr;  // pattern
};
// Asks one rule at one period (whose own texts are known only where it is the period of the entry).
// Nothing: it holds, or an operand is missing, or its `when` does not hold.
std::optional<Broken> AskRule(const EntryCase& entry, const Rule& rule, int period);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_RULE_CASE_H_
