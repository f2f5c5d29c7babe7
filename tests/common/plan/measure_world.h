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
const char* QuarterPlanText();
inline std::shared_ptr<const Plan> QuarterPlan() {
  static const std::shared_ptr<const Plan> plan = LoadOrDie(QuarterPlanText());
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

inline const char* QuarterPlanText() {
  return R"pb(
    code: "mau"
    version: 1
    year: 2026
    title { vi: "Mẫu" en: "Sample" }
    issuer { vi: "Xã" en: "Commune" }
    kinds {
      code: "kindergarten"
      name { vi: "Mầm non" en: "Kindergarten" }
    }
    kinds {
      code: "primary"
      name { vi: "Tiểu học" en: "Primary" }
    }
    kinds {
      code: "office"
      name { vi: "Ủy ban" en: "Office" }
    }
    periods {
      number: 1
      code: "2026-Q1"
      name { vi: "Quý I" en: "Q1" }
      start: "2026-01-01"
      end: "2026-03-31"
      due: "2026-04-10"
      school_year: "2025-2026"
      in_session: true
      optional: true
    }
    periods {
      number: 2
      code: "2026-Q2"
      name { vi: "Quý II" en: "Q2" }
      start: "2026-04-01"
      end: "2026-06-30"
      due: "2026-07-05"
      school_year: "2025-2026"
      in_session: true
    }
    periods {
      number: 3
      code: "2026-Q3"
      name { vi: "Quý III" en: "Q3" }
      start: "2026-07-01"
      end: "2026-09-30"
      due: "2026-10-05"
      school_year: "2025-2026"
      in_session: true
    }
    periods {
      number: 4
      code: "2026-Q4"
      name { vi: "Quý IV" en: "Q4" }
      start: "2026-10-01"
      end: "2026-12-31"
      due: "2027-01-05"
      school_year: "2026-2027"
      in_session: true
    }
    forms {
      number: 1
      code: "ho_so"
      carried: true
      title { vi: "Hồ sơ" en: "Profile" }
      fields {
        number: 1
        code: "nguoi"
        label { vi: "Số người" en: "People" }
        whole {}
      }
      fields {
        number: 2
        code: "nghi"
        label { vi: "Nghỉ dài hạn" en: "On leave" }
        whole {}
      }
      fields {
        number: 3
        code: "ho"
        label { vi: "Số hộ" en: "Households" }
        whole {}
      }
    }
    forms {
      number: 2
      code: "ky"
      title { vi: "Kỳ" en: "Quarter" }
      fields {
        number: 1
        code: "tap_huan"
        label { vi: "Đã tập huấn" en: "Trained" }
        whole {}
      }
      fields {
        number: 2
        code: "hoat_dong"
        label { vi: "Số hoạt động" en: "Activities" }
        whole { max: 200 }
      }
      fields {
        number: 3
        code: "day"
        label { vi: "Có dạy" en: "Taught" }
        yes_no {}
        applies { kinds: "primary" }
      }
      fields {
        number: 4
        code: "hoi"
        label { vi: "Hộ được hỏi" en: "Asked" }
        whole {}
      }
      fields {
        number: 5
        code: "dat"
        label { vi: "Hộ đạt" en: "Can" }
        whole {}
      }
      fields {
        number: 6
        code: "cach"
        label { vi: "Cách làm" en: "How" }
        choice {
          options {
            number: 1
            code: "phieu"
            label { vi: "Phiếu" en: "Form" }
          }
          options {
            number: 2
            code: "uoc_tinh"
            label { vi: "Ước tính" en: "Estimate" }
          }
        }
      }
      fields {
        number: 7
        code: "khai_thac"
        label { vi: "Có khai thác" en: "Used" }
        yes_no {}
      }
      fields {
        number: 8
        code: "chenh"
        label { vi: "Tăng giảm" en: "Change" }
        whole { min: -100 max: 100 }
      }
      fields {
        number: 9
        code: "an_toan"
        label { vi: "An toàn" en: "Safety" }
        whole {}
      }
      fields {
        number: 10
        code: "ghi_chu"
        label { vi: "Ghi chú" en: "Note" }
        text {}
      }
    }
    forms {
      number: 3
      code: "ngay_hoi"
      periods: "2026-Q4"
      title { vi: "Ngày hội" en: "Festival" }
      fields {
        number: 1
        code: "co"
        label { vi: "Có tổ chức" en: "Held" }
        yes_no {}
      }
    }
    forms {
      number: 4
      code: "sang_kien"
      title { vi: "Sáng kiến" en: "Initiatives" }
      fields {
        number: 1
        code: "ds"
        label { vi: "Danh sách" en: "List" }
        items {
          fields {
            number: 1
            code: "loai"
            label { vi: "Loại" en: "Kind" }
            choice {
              options {
                number: 1
                code: "sk"
                label { vi: "Sáng kiến" en: "Initiative" }
              }
              options {
                number: 2
                code: "mh"
                label { vi: "Mô hình" en: "Model" }
              }
            }
          }
        }
      }
    }
    # Staff trained, more than 95 %.
    indicators {
      number: 1
      code: "MT1"
      group: GROUP_GOAL
      title { vi: "Tập huấn" en: "Trained" }
      short_title { vi: "Tập huấn" en: "Trained" }
      parts {
        number: 1
        over_time: OVER_TIME_LATEST
        target { op: OPERATOR_MORE value: 95 }
        ratio {
          numerator { fields: "ky.tap_huan" }
          denominator {
            fields: "ho_so.nguoi"
            terms { field: "ho_so.nghi" coefficient: -1 }
          }
        }
      }
    }
    # Two numerators over one denominator; the smaller stands for both.
    indicators {
      number: 2
      code: "MT2"
      group: GROUP_GOAL
      headline: HEADLINE_SMALLEST
      title { vi: "Kỹ năng và an toàn" en: "Skills and safety" }
      short_title { vi: "Kỹ năng" en: "Skills" }
      parts {
        number: 1
        code: "a"
        title { vi: "Kỹ năng" en: "Skills" }
        over_time: OVER_TIME_LATEST
        target { op: OPERATOR_AT_LEAST value: 100 }
        ratio {
          numerator { fields: "ky.tap_huan" }
          denominator { fields: "ho_so.nguoi" }
        }
      }
      parts {
        number: 2
        code: "b"
        title { vi: "An toàn" en: "Safety" }
        over_time: OVER_TIME_LATEST
        target { op: OPERATOR_AT_LEAST value: 100 }
        ratio {
          numerator { fields: "ky.an_toan" }
          denominator { fields: "ho_so.nguoi" }
        }
      }
    }
    # At least one activity in the year.
    indicators {
      number: 3
      code: "MT3"
      group: GROUP_GOAL
      title { vi: "Hoạt động" en: "Activities" }
      short_title { vi: "Hoạt động" en: "Activities" }
      parts {
        number: 1
        over_time: OVER_TIME_SUM
        applies { except_kinds: "office" }
        target { op: OPERATOR_AT_LEAST value: 75 }
        share {
          condition {
            left { fields: "ky.hoat_dong" }
            op: OPERATOR_AT_LEAST
            right { constant: 1 }
          }
        }
      }
    }
    # A survey.
    indicators {
      number: 4
      code: "MT4"
      group: GROUP_GOAL
      title { vi: "Phụ huynh" en: "Parents" }
      short_title { vi: "Phụ huynh" en: "Parents" }
      parts {
        number: 1
        over_time: OVER_TIME_LATEST
        target { op: OPERATOR_AT_LEAST value: 79 }
        ratio {
          numerator { fields: "ky.dat" }
          denominator { fields: "ky.hoi" }
          population { fields: "ho_so.ho" }
        }
        provisional {
          reason { vi: "Ước tính" en: "Estimate" }
          unit { choice_field: "ky.cach" option: "uoc_tinh" }
        }
        provisional {
          reason { vi: "Mẫu nhỏ" en: "Small sample" }
          sample {
            numerator { fields: "ky.hoi" }
            denominator { fields: "ho_so.ho" }
            below_percent: 80
          }
        }
      }
    }
    # Taught in every quarter, kindergartens out; the other reading has them in.
    indicators {
      number: 5
      code: "MT5"
      group: GROUP_GOAL
      title { vi: "Giảng dạy" en: "Teaching" }
      short_title { vi: "Giảng dạy" en: "Teaching" }
      parts {
        number: 1
        over_time: OVER_TIME_EVERY
        applies { kinds: "primary" }
        target { op: OPERATOR_AT_LEAST value: 85 }
        share {
          condition {
            left { fields: "ky.day" }
            op: OPERATOR_EQUAL
            right { constant: 1 }
          }
        }
        other_readings {
          label { vi: "Cả mầm non" en: "With kindergartens" }
          applies { kinds: [ "primary", "kindergarten" ] }
        }
        other_readings {
          label { vi: "Kỳ mới nhất" en: "Newest quarter" }
          over_time: OVER_TIME_LATEST
        }
      }
    }
    # Only in the last quarter.
    indicators {
      number: 6
      code: "PL13"
      group: GROUP_TASK
      title { vi: "Ngày hội" en: "Festival" }
      short_title { vi: "Ngày hội" en: "Festival" }
      parts {
        number: 1
        over_time: OVER_TIME_ANY
        applies { except_kinds: "office" }
        target { op: OPERATOR_AT_LEAST value: 100 }
        share {
          condition {
            left { fields: "ngay_hoi.co" }
            op: OPERATOR_EQUAL
            right { constant: 1 }
          }
        }
      }
    }
    # Once in the year is enough.
    indicators {
      number: 7
      code: "PL32"
      group: GROUP_TASK
      title { vi: "Khóa học" en: "Courses" }
      short_title { vi: "Khóa học" en: "Courses" }
      parts {
        number: 1
        over_time: OVER_TIME_ANY
        applies { except_kinds: "office" }
        target { op: OPERATOR_AT_LEAST value: 100 }
        share {
          condition {
            left { fields: "ky.khai_thac" }
            op: OPERATOR_EQUAL
            right { constant: 1 }
          }
        }
      }
    }
    # Distinct recognised initiatives of the year.
    indicators {
      number: 8
      code: "PL21"
      group: GROUP_TASK
      title { vi: "Sáng kiến" en: "Initiatives" }
      short_title { vi: "Sáng kiến" en: "Initiatives" }
      parts {
        number: 1
        over_time: OVER_TIME_SUM
        target { op: OPERATOR_AT_LEAST value: 1 }
        count { items { field: "sang_kien.ds" choice_field: "loai" option: "sk" } }
      }
    }
    # Recognised models at present.
    indicators {
      number: 9
      code: "PL41"
      group: GROUP_TASK
      title { vi: "Mô hình" en: "Models" }
      short_title { vi: "Mô hình" en: "Models" }
      parts {
        number: 1
        over_time: OVER_TIME_LATEST
        target { op: OPERATOR_AT_LEAST value: 1 }
        count { items { field: "sang_kien.ds" choice_field: "loai" option: "mh" } }
      }
    }
    # Activities counted over the commune, with a target and a milestone.
    indicators {
      number: 10
      code: "DEM"
      group: GROUP_TASK
      title { vi: "Số hoạt động" en: "Activities" }
      short_title { vi: "Số hoạt động" en: "Activities" }
      parts {
        number: 1
        over_time: OVER_TIME_SUM
        target {
          op: OPERATOR_AT_LEAST
          value: 30
          milestones { period: "2026-Q2" value: 6 }
        }
        count { sum { fields: "ky.hoat_dong" } }
      }
    }
    # Stock, which can fall.
    indicators {
      number: 11
      code: "KHO"
      group: GROUP_TASK
      title { vi: "Kho" en: "Stock" }
      short_title { vi: "Kho" en: "Stock" }
      parts {
        number: 1
        over_time: OVER_TIME_SUM
        target { op: OPERATOR_AT_LEAST value: 50 }
        share {
          condition {
            left { fields: "ky.chenh" }
            op: OPERATOR_AT_LEAST
            right { constant: 5 }
          }
        }
      }
    }
    indicators {
      number: 12
      code: "CHU"
      group: GROUP_TASK
      title { vi: "Ghi chú" en: "Notes" }
      short_title { vi: "Ghi chú" en: "Notes" }
      parts {
        number: 1
        over_time: OVER_TIME_LATEST
        information { text: "ky.ghi_chu" }
      }
    }
    indicators {
      number: 13
      code: "CACH"
      group: GROUP_TASK
      title { vi: "Cách làm" en: "How" }
      short_title { vi: "Cách làm" en: "How" }
      parts {
        number: 1
        over_time: OVER_TIME_LATEST
        information { choice: "ky.cach" }
      }
    }
    # Inside the school year only.
    indicators {
      number: 14
      code: "NAM"
      group: GROUP_TASK
      title { vi: "Trong năm học" en: "This school year" }
      short_title { vi: "Năm học" en: "School year" }
      parts {
        number: 1
        over_time: OVER_TIME_LATEST
        window { school_year: true }
        target { op: OPERATOR_AT_LEAST value: 50 }
        share {
          condition {
            left { fields: "ky.khai_thac" }
            op: OPERATOR_EQUAL
            right { constant: 1 }
          }
        }
      }
    }
  )pb";
}

}  // namespace gom::plan

#endif  // GOM_TESTS_COMMON_PLAN_MEASURE_WORLD_H_
