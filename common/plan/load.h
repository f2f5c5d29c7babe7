// From the bytes of a plan file to a Plan, or to every mistake in it.
//
//   LoadResult r = Load(bytes);             // somebody wants to apply it
//   if (r.plan != nullptr) Use(*r.plan);
//   for (const Mistake& m : r.mistakes) …   // 12:5: no field ho_so.gx
//   auto plan = Compile(bytes);             // it was applied: a fold reads it
//
// Pure: no file is opened, no clock is read.
#ifndef GOM_COMMON_PLAN_LOAD_H_
#define GOM_COMMON_PLAN_LOAD_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/plan/plan.h"
#include "gom/v1/unit.pb.h"

namespace gom::plan {

// A mistake in a plan file, in both languages: what is wrong and what to do.
struct Mistake {
  int line = 0;      // 1-based; 0: of the file as a whole
  int column = 0;    // 1-based
  std::string code;  // stable, e.g. "field_unknown"
  std::string vi;
  std::string en;
};

struct LoadResult {
  std::shared_ptr<const Plan> plan;  // null where there are mistakes
  std::vector<Mistake> mistakes;     // the first syntax error alone, or all other mistakes, by line
};

// Parses, checks and compiles. Mistakes: syntax; a number or code used twice; a dangling reference;
// a wrong date; periods that overlap, leave a gap or are out of order; a kind, form or field that
// nothing can reach; a field whose type does not fit its use; a denominator that no unit to which
// the part applies can make positive; a meaningless measure × time; a target on information; words
// missing in a language; limits of plan.proto exceeded; a regular expression that RE2 refuses.
LoadResult Load(std::string_view textproto);

// The same for a plan that was applied once, without asking again whether it may be: what stands in
// a log stays the plan, whatever a later version of Load has learnt to refuse. Null: no plan of
// this version's (made by a newer one, as a rule), or above the bounds of limits.h.
std::shared_ptr<const Plan> Compile(std::string_view textproto);

// What `next` may not do to `active`: a lower or equal version, another line of plans, an earlier
// year, a number reused for something else or with another type, a period that moves to other days
// or overlaps one of the active plan's under another number (a boundary may move between periods
// that keep theirs); a field whose redefinition is forgotten, or said to have been earlier. The
// file is not at hand any more: line is 0.
std::vector<Mistake> CheckSuccessor(const Plan& active, const Plan& next);

// What a reader would want to know has changed, one sentence each.
std::vector<v1::Words> DescribeChanges(const Plan& active, const Plan& next);

// The same of what a unit is asked: its forms and fields, and the periods.
std::vector<v1::Words> DescribeChangesFor(const v1::Unit& unit, const Plan& active,
                                          const Plan& next);

// A roster row in a plan's terms; dates that cannot be read are open.
Unit CompileUnit(const Plan& plan, const v1::Unit& row);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_LOAD_H_
