// A small plan for the hub's tests: one form of a school, one of the office, two periods.
#ifndef GOM_TESTS_HUB_SERVICE_TEST_PLAN_H_
#define GOM_TESTS_HUB_SERVICE_TEST_PLAN_H_

#include <string>

namespace gom::hub {

inline std::string TestPlan(int version = 1) {
  return "version: " + std::to_string(version) + R"pb(
    code: "test"
    year: 2026
    title { vi: "Kế hoạch thử" en: "Test plan" }
    issuer { vi: "Xã" en: "Commune" }
    kinds {
      code: "primary"
      name { vi: "Tiểu học" en: "Primary" }
    }
    kinds {
      code: "office"
      name { vi: "Văn phòng" en: "Office" }
    }
    periods {
      number: 1
      code: "2026-Q1"
      name { vi: "Quý I" en: "Q1" }
      start: "2026-01-01"
      end: "2026-03-31"
      due: "2026-04-10"
      grace_days: 5
      school_year: "2025-2026"
      in_session: true
    }
    periods {
      number: 2
      code: "2026-Q2"
      name { vi: "Quý II" en: "Q2" }
      start: "2026-04-01"
      end: "2026-06-30"
      due: "2026-07-10"
      grace_days: 5
      school_year: "2025-2026"
      in_session: true
    }
    forms {
      number: 1
      code: "f"
      title { vi: "Biểu" en: "Form" }
      applies { kinds: "primary" }
      fields {
        number: 1
        code: "total"
        label { vi: "Tổng" en: "Total" }
        whole {}
      }
      fields {
        number: 2
        code: "met"
        label { vi: "Đạt" en: "Met" }
        whole {}
      }
      fields {
        number: 3
        code: "words"
        label { vi: "Khó khăn" en: "Difficulties" }
        text {}
      }
      fields {
        number: 4
        code: "ideas"
        label { vi: "Sáng kiến" en: "Ideas" }
        items {
          fields {
            number: 1
            code: "name"
            label { vi: "Tên" en: "Name" }
            text {}
          }
        }
      }
    }
    forms {
      number: 2
      code: "vp"
      title { vi: "Văn phòng" en: "Office" }
      applies { kinds: "office" }
      fields {
        number: 1
        code: "spent"
        label { vi: "Đã chi" en: "Spent" }
        whole {}
      }
    }
    rules {
      number: 1
      code: "met_total"
      severity: SEVERITY_ERROR
      message {
        vi: "Số đạt {left} lớn hơn tổng {right}."
        en: "Met {left} is above the total {right}."
      }
      compare {
        left { fields: "f.met" }
        op: OPERATOR_AT_MOST
        right { fields: "f.total" }
      }
    }
    rules {
      number: 2
      code: "few"
      severity: SEVERITY_WARNING
      message { vi: "Tổng {left} ít bất thường." en: "A total of {left} is unusually low." }
      compare {
        left { fields: "f.total" }
        op: OPERATOR_AT_LEAST
        right { constant: 5 }
      }
    }
    indicators {
      number: 1
      code: "I1"
      title { vi: "Tỉ lệ đạt" en: "Share met" }
      short_title { vi: "Đạt" en: "Met" }
      group: GROUP_GOAL
      lead { vi: "Phòng" en: "Office" }
      partners { vi: "Trường" en: "Schools" }
      expected_result { vi: "Đạt" en: "Met" }
      due: "2026-12-31"
      printed_time { vi: "Năm 2026" en: "2026" }
      parts {
        number: 1
        title { vi: "Tỉ lệ" en: "Share" }
        applies { kinds: "primary" }
        ratio {
          numerator { fields: "f.met" }
          denominator { fields: "f.total" }
        }
        over_time: OVER_TIME_LATEST
        target { op: OPERATOR_AT_LEAST value: 95 }
      }
    }
    indicators {
      number: 2
      code: "I2"
      title { vi: "Sáng kiến" en: "Ideas" }
      short_title { vi: "Sáng kiến" en: "Ideas" }
      group: GROUP_TASK
      lead { vi: "Phòng" en: "Office" }
      partners { vi: "Trường" en: "Schools" }
      expected_result { vi: "Có" en: "Some" }
      due: "2026-12-31"
      printed_time { vi: "Năm 2026" en: "2026" }
      parts {
        number: 1
        title { vi: "Số sáng kiến" en: "Ideas" }
        applies { kinds: "primary" }
        count { items { field: "f.ideas" } }
        over_time: OVER_TIME_SUM
        target { op: OPERATOR_AT_LEAST value: 1 }
      }
    }
  )pb";
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_SERVICE_TEST_PLAN_H_
