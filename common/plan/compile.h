// From the message of a plan file to the Plan that the arithmetic reads: names become indexes,
// lists of kinds bit masks, dates days.
//
//   Plan plan;
//   plan.proto = …;
//   PlanCompiler(plan).Run();
//
// A mistaken plan compiles too, with what cannot be resolved left out: so the checks can ask about
// what follows from the file (when is this asked, whom does it reach) and name all mistakes at
// once. Index i of a compiled vector is element i of the message's list; Plan::parts holds each
// part followed by its other readings.
#ifndef GOM_COMMON_PLAN_COMPILE_H_
#define GOM_COMMON_PLAN_COMPILE_H_

#include <string_view>
#include <vector>

#include "common/plan/plan.h"

namespace gom::plan {

class PlanCompiler {
 public:
  // `plan` holds proto and nothing else yet, and is within the bounds of limits.h.
  explicit PlanCompiler(Plan& plan) : plan_(plan) {}
  void Run();

 private:
  void CompileKinds();
  void CompilePeriods();
  void CompileForms();
  Form CompileForm(const v1::Form& from, int index) const;
  Field CompileField(const v1::Field& from) const;
  Applies CompileApplies(const v1::Applies& from) const;

  FieldRef Resolve(std::string_view name) const;
  Sum CompileSum(const v1::Sum& from) const;
  Condition CompileCondition(const v1::Condition& from) const;

  void CompileRules();
  void CompileRuleKind(const v1::Rule& from, Rule& rule) const;
  void CompileReads(Rule& rule) const;

  void CompileIndicators();
  Part CompilePart(const v1::Part& from) const;
  Part CompileReading(const Part& part, const v1::OtherReading& from) const;
  void CompileMeasure(const v1::Part& from, Part& part) const;
  void CompileProvisional(const v1::Part& from, Part& part) const;
  int AddPart(Part part, int indicator, int reading_of);
  int DecidingForm(const Part& part) const;
  void CompileCadence(Part& part) const;
  void IndexPart(const Part& part);

  Plan& plan_;
};

// Every field a Sum or Condition reads, appended.
void AppendReads(const Sum& sum, std::vector<FieldRef>& reads);
void AppendReads(const Condition& condition, std::vector<FieldRef>& reads);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_COMPILE_H_
