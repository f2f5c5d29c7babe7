// A small commune for the tests of the arithmetic: a plan of four quarters and units whose answers
// are set by name.
//
//   World w(QuarterPlan());
//   School& a = w.Add("A", {"primary"});
//   a.Set("ho_so", "2026-Q2", {{"nguoi", 20}});
//   a.Set("ky", "2026-Q2", {{"tap_huan", 19}});
//   w.Progress("MT1", "2026-Q2").standing;
#ifndef GOM_TESTS_COMMON_PLAN_MEASURE_WORLD_H_
#define GOM_TESTS_COMMON_PLAN_MEASURE_WORLD_H_

#include <algorithm>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/plan/facts.h"
#include "common/plan/measure.h"
#include "common/plan/plan.h"
#include "common/plan/progress.h"
#include "tests/common/plan/test_plans.h"

namespace gom::plan {

// Goals and tasks of the kinds that a real plan has, over an optional first quarter and three
// others; the school year turns before the last one.
inline std::shared_ptr<const Plan> QuarterPlan() {
  static const std::shared_ptr<const Plan> plan = LoadTestPlan("quarters.textproto");
  return plan;
}

inline constexpr int64_t kNa = -999'999;  // "not applicable", where an answer is given by name

// One unit with its answers. Facts() borrows from it.
class School {
 public:
  using Answers = std::initializer_list<std::pair<std::string_view, int64_t>>;

  School(const Plan& plan, Unit unit)
      : plan_(&plan),
        unit_(std::move(unit)),
        values_(plan.forms.size() * plan.periods.size()),
        entries_(values_.size()) {}

  Unit& unit() { return unit_; }
  const Unit& unit() const { return unit_; }
  std::vector<RecognisedItem> recognised;
  std::vector<int> not_applicable;

  // Replaces the entry by one with these answers.
  School& Set(std::string_view form, std::string_view period, Answers answers) {
    Values values;
    const Form& f = plan_->forms[static_cast<size_t>(plan_->FormIndex(form))];
    for (const auto& [code, number] : answers) {
      values.Set(f.FindField(code)->number,
                 number == kNa ? FieldValue::NotApplicable() : FieldValue::Number(number));
    }
    return Put(f.index, plan_->PeriodIndex(period), std::move(values));
  }
  School& Put(int form, int period, std::optional<Values> values) {
    values_[Index(form, period)] = std::move(values);
    return *this;
  }
  EntryFacts& Entry(int form, int period) { return entries_[Index(form, period)]; }
  const std::optional<Values>& At(int form, int period) const {
    return values_[Index(form, period)];
  }

  UnitFacts Facts() {
    for (size_t i = 0; i < values_.size(); ++i) {
      entries_[i].values = values_[i].has_value() ? &*values_[i] : nullptr;
    }
    return UnitFacts{&unit_, entries_, recognised, not_applicable};
  }

 private:
  size_t Index(int form, int period) const {
    return static_cast<size_t>(form) * plan_->periods.size() + static_cast<size_t>(period);
  }

  const Plan* plan_;
  Unit unit_;
  std::vector<std::optional<Values>> values_;
  std::vector<EntryFacts> entries_;
};

class World {
 public:
  explicit World(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}

  const Plan& plan() const { return *plan_; }
  std::deque<School>& schools() { return schools_; }
  Locks& locks() { return locks_; }

  School& Add(const std::string& code, const std::vector<std::string>& kinds,
              v1::Ownership ownership = v1::OWNERSHIP_PUBLIC, Day from = kNoFirstDay,
              Day to = kNoLastDay) {
    return Add(plan_->CompileUnit(code, code, kinds, ownership, v1::MANAGER_COMMUNE, from, to, ""));
  }
  School& Add(Unit unit) { return schools_.emplace_back(*plan_, std::move(unit)); }

  void Lock(std::string_view period) { locks_.bits |= uint64_t{1} << Period(period); }
  int Period(std::string_view code) const { return plan_->PeriodIndex(code); }
  const Part& PartOf(std::string_view indicator, size_t part = 0) const {
    const Indicator& found =
        plan_->indicators[static_cast<size_t>(plan_->IndicatorIndex(indicator))];
    return plan_->parts[static_cast<size_t>(found.parts[part])];
  }
  const Part& ReadingOf(std::string_view indicator, size_t nth) const {
    return plan_->parts[static_cast<size_t>(PartOf(indicator).index) + 1 + nth];
  }

  Contribution Of(School& school, const Part& part, int as_of) const {
    return Contribute(*plan_, part, school.Facts(), locks_, as_of);
  }
  Contribution Of(School& school, std::string_view indicator, std::string_view as_of) const {
    return Of(school, PartOf(indicator), Period(as_of));
  }
  Totals Total(const Part& part, int as_of) {
    Totals totals;
    for (School& school : schools_) totals.Add(part, Of(school, part, as_of));
    return totals;
  }
  PartProgress Progress(const Part& part, int as_of) {
    const Totals now = Total(part, as_of);
    const int asked_before = AskedBefore(part, as_of);
    if (asked_before < 0) return Assess(*plan_, part, now, nullptr, as_of, locks_);
    const Totals before = Total(part, asked_before);
    return Assess(*plan_, part, now, &before, as_of, locks_);
  }
  PartProgress Progress(std::string_view indicator, std::string_view as_of) {
    return Progress(PartOf(indicator), Period(as_of));
  }

 private:
  std::shared_ptr<const Plan> plan_;
  std::deque<School> schools_;
  Locks locks_;
};

}  // namespace gom::plan

#endif  // GOM_TESTS_COMMON_PLAN_MEASURE_WORLD_H_
