#include "tests/sim/sim_plan.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"

namespace gom::sim {
namespace {

constexpr char kPeriodText[] = R"pb(
  periods {
    number: $0
    code: "Q$0"
    name { vi: "Quý $0" en: "Quarter $0" }
    start: "2026-$1-01"
    end: "2026-$2"
    due: "2026-$2"
    grace_days: 5
    school_year: "2026"
    in_session: true
  }
)pb";

constexpr char kNumberText[] = R"pb(
  fields {
    number: $0
    code: "$1"
    label { vi: "$1" en: "$1" }
    whole {}
  }
)pb";

constexpr char kFormEnd[] = R"pb(
  fields {
    number: 7
    code: "words"
    label { vi: "Khó khăn" en: "Difficulties" }
    text {}
  }
  fields {
    number: 8
    code: "ideas"
    label { vi: "Sáng kiến" en: "Ideas" }
    items {
      fields {
        number: 1
        code: "size"
        label { vi: "Số người" en: "People" }
        whole {}
      }
    }
  }
)pb";

constexpr char kRuleText[] = R"pb(
  rules {
    number: $0
    code: "met_$1"
    severity: SEVERITY_ERROR
    message { vi: "Đạt {left} lớn hơn tổng {right}." en: "Met {left} is above the total {right}." }
    compare {
      left { fields: "$1.met" }
      op: OPERATOR_AT_MOST
      right { fields: "$1.total" }
    }
  }
)pb";

constexpr char kIndicatorText[] = R"pb(
  indicators {
    number: $0
    code: "I$0"
    title { vi: "Chỉ tiêu $0" en: "Indicator $0" }
    short_title { vi: "Chỉ tiêu $0" en: "Indicator $0" }
    group: GROUP_GOAL
    lead { vi: "Phòng" en: "Office" }
    partners { vi: "Trường" en: "Schools" }
    expected_result { vi: "Đạt" en: "Met" }
    due: "2026-12-31"
    printed_time { vi: "Năm 2026" en: "2026" }
    parts {
      number: 1
      title { vi: "Phần" en: "Part" }
      applies { kinds: "primary" } $1
    }
  }
)pb";

constexpr char kRatioText[] = R"pb(
  ratio {
    numerator { fields: "$0.met" }
    denominator { fields: "$0.total" }
  }
  over_time: OVER_TIME_LATEST
  target { op: OPERATOR_AT_LEAST value: 95 }
)pb";

constexpr char kCountText[] = R"pb(
  count { items { field: "$0.ideas" } }
  over_time: OVER_TIME_SUM
  target { op: OPERATOR_AT_LEAST value: 10 }
)pb";

std::string FormText(uint32_t number, const char* code) {
  std::string fields = absl::Substitute(kNumberText, kTotal, "total");
  absl::StrAppend(&fields, absl::Substitute(kNumberText, kMet, "met"));
  for (uint32_t mark = 0; mark < kMarks; ++mark) {
    absl::StrAppend(&fields,
                    absl::Substitute(kNumberText, kFirstMark + mark, absl::StrCat("mark", mark)));
  }
  return absl::StrCat("forms { number: ", number, " code: \"", code,
                      "\" title { vi: \"Biểu\" en: \"Form\" } applies { kinds: \"primary\" }",
                      fields, kFormEnd, "}\n");
}

void AddForm(uint32_t number, const char* code, std::string* text) {
  absl::StrAppend(
      text, FormText(number, code), absl::Substitute(kRuleText, number, code),
      absl::Substitute(kIndicatorText, 2 * number - 1, absl::Substitute(kRatioText, code)),
      absl::Substitute(kIndicatorText, 2 * number, absl::Substitute(kCountText, code)));
}

}  // namespace

std::string SimPlan(uint32_t version) {
  std::string text = absl::StrCat("version: ", version, R"pb(
    code: "sim"
    year: 2026
    title { vi: "Kế hoạch" en: "Plan" }
    issuer { vi: "Xã" en: "Commune" }
    kinds {
      code: "primary"
      name { vi: "Tiểu học" en: "Primary" }
    }
  )pb");
  const char* const kStarts[] = {"01", "04", "07", "10"};
  const char* const kEnds[] = {"03-31", "06-30", "09-30", "12-31"};
  for (uint32_t p = 0; p < kPeriods; ++p) {
    absl::StrAppend(&text, absl::Substitute(kPeriodText, p + 1, kStarts[p], kEnds[p]));
  }
  AddForm(kWorkForm, "work", &text);
  if (version % 2 == 1) AddForm(kStaffForm, "staff", &text);
  return text;
}

}  // namespace gom::sim
