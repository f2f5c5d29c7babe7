// What can be wrong with the meaning of a plan file, beyond its syntax. All mistakes are named at
// once, each at its place.
//
// The checks are split by what they look at; each adds to `mistakes` and none depends on another
// having passed. Where a check asks about what follows from the file (when is this asked, whom does
// it reach) it reads the compiled Plan, whose lists run beside the message's. Pure.
#ifndef GOM_COMMON_PLAN_CHECK_H_
#define GOM_COMMON_PLAN_CHECK_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/plan/check_place.h"
#include "common/plan/limits.h"
#include "common/plan/plan.h"
#include "common/plan/words.h"

namespace gom::plan {

// More of something than limits.h allows. Asked before anything is compiled.
void CheckBounds(const Node<v1::Plan>& plan, Mistakes& mistakes);

// Lists that are short enough each may still make a plan that no hub can hold. Asked before
// anything is compiled, of a plan that is to be applied; within the bounds.
void CheckTogether(const Node<v1::Plan>& plan, Mistakes& mistakes);

// All the rest. `compiled` is what PlanCompiler made of the same message, within the bounds.
void CheckMeaning(const Node<v1::Plan>& plan, const Plan& compiled, Mistakes& mistakes);

// ---------------------------------------------------------------------------------------------------------------
// The parts of CheckMeaning.

struct Checking {
  const Plan& plan;
  Mistakes& mistakes;
};

// Every text is clean, every named value exists, all Words speak both languages.
void CheckTexts(const Checking& c, const Node<v1::Plan>& plan);
void CheckPeriods(const Checking& c, const Node<v1::Plan>& plan);
void CheckForms(const Checking& c, const Node<v1::Plan>& plan);
void CheckRules(const Checking& c, const Node<v1::Plan>& plan);
void CheckIndicators(const Checking& c, const Node<v1::Plan>& plan);
void CheckPart(const Checking& c, const Node<v1::Part>& node, const Part& part);
void CheckMeasure(const Checking& c, const Node<v1::Part>& node);

// ---------------------------------------------------------------------------------------------------------------
// Questions that several of them ask.

// What a code may look like.
struct CodeShape {
  const char* characters;  // as the mistake names them
  const char* extra;       // allowed beside a-z and 0-9
  bool upper = false;      // A-Z too
  size_t max = 0;
};
inline constexpr CodeShape kPlanCode{"a-z 0-9 _ -", "_-", false, 40};
inline constexpr CodeShape kKindCode{"a-z 0-9 _", "_", false, 32};
inline constexpr CodeShape kPeriodCode{"A-Z a-z 0-9 . _ -", "._-", true, 20};
inline constexpr CodeShape kIndicatorCode{"A-Z a-z 0-9 . _ -", "._-", true, 16};
inline constexpr CodeShape kPlainCode{"a-z 0-9 _", "_", false, 40};

void CheckCode(Mistakes& mistakes, Place place, const std::string& code, const CodeShape& shape);

// The codes and numbers of one list: well formed, none used twice.
class Identities {
 public:
  Identities(Mistakes& mistakes, const CodeShape& shape, uint32_t max_number = ~0u)
      : mistakes_(mistakes), shape_(shape), max_number_(max_number) {}
  void Number(Place place, uint32_t number);
  void Code(Place place, const std::string& code);

 private:
  Mistakes& mistakes_;
  const CodeShape& shape_;
  const uint32_t max_number_;
  absl::flat_hash_map<uint32_t, int> line_of_number_;
  absl::flat_hash_map<std::string, int> line_of_code_;
};

void RequireWords(Mistakes& mistakes, const NodeBase& node, int field_number);
// The day in a field; a mistake where it is not one. An empty one is a mistake where it is
// required.
std::optional<Day> CheckDay(Mistakes& mistakes, const NodeBase& node, int field_number,
                            const std::string& iso, bool required);
// The index of a period by its code, or -1 and a mistake.
int CheckPeriodCode(const Checking& c, Place place, const std::string& code);
void CheckApplies(const Checking& c, const Node<v1::Applies>& applies);

// Whether some unit, of whatever kinds, ownership and manager, matches all of these.
bool Reachable(const Plan& plan, std::initializer_list<const Applies*> all);
// Whether some unit, of the kinds that `applies` names and no other, sees this field: a unit of two
// kinds could also see what its second kind brings, but nobody measures schools by what only an
// office can answer.
bool Reaches(const Plan& plan, const Applies& applies, const FieldRef& field);

// "form.field", resolved; form is -1 and a mistake added where it names nothing.
FieldRef CheckFieldName(const Checking& c, Place place, const std::string& name);
// The same, and of the type wanted.
FieldRef CheckFieldOf(const Checking& c, Place place, const std::string& name, FieldType type);

// What a sum may be made of where it stands.
struct SumUse {
  bool chooses_period = false;  // "of" may be written
  bool dates = false;           // date fields may take part
};
inline constexpr SumUse kInMeasure{};
inline constexpr SumUse kInCompare{.chooses_period = true, .dates = true};
inline constexpr SumUse kInWhen{.chooses_period = true, .dates = true};

void CheckSum(const Checking& c, const Node<v1::Sum>& sum, SumUse use);
// And it names at least one field. `name`: what the mistake calls the sum.
void CheckFullSum(const Checking& c, const Node<v1::Sum>& sum, SumUse use, const char* name);
void CheckCondition(const Checking& c, const Node<v1::Condition>& condition, SumUse use);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_CHECK_H_
