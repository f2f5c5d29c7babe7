// Mistakes in the head, the periods and the forms: a small valid plan, one change, and the mistake
// that must be named at its place.
#include "tests/common/plan/mistake_case.h"

namespace gom::plan {
namespace {

INSTANTIATE_TEST_SUITE_P(
    Head, MistakeTest,
    ::testing::ValuesIn(std::vector<Case>{
        Case{"Syntax_UnknownField", R"p(year: 2026)p", R"p(yaer: 2026)p", "syntax", R"p(: 2026
title)p"},
        Case{"Syntax_UnknownFieldName", R"p(version: 2)p", R"p(version 2)p", "syntax", R"p(2
year)p"},
        Case{"Syntax_SingularTwice", R"p(year: 2026)p", R"p(year: 2026 year: 2027)p", "syntax",
             R"p(: 2027)p"},
        Case{"PlanCodeWrong", R"p(code: "small")p", R"p(code: "Small plan")p", "code_wrong",
             R"p(code: "Small)p"},
        Case{"PlanCodeMissing", R"p(code: "small"
)p",
             "", "code_wrong", ""},
        Case{"VersionMissing", R"p(version: 2)p", R"p(version: 0)p", "version_missing",
             R"p(version: 0)p"},
        Case{"YearWithoutPeriods", R"p(year: 2026)p", R"p(year: 2027)p", "year_has_no_period",
             R"p(year: 2027)p"},
        Case{"YearWrong", R"p(year: 2026)p", R"p(year: 26)p", "year_wrong", R"p(year: 26)p"},
        Case{"TitleMissing", R"p(title { vi: "Kế hoạch nhỏ" en: "A small plan" })p", "",
             "words_missing", ""},
        Case{"WordsWithoutEnglish", R"p( en: "A small plan")p", "", "words_missing",
             R"p(title {)p"},
        Case{"WordsBlankInVietnamese", R"p(Kế hoạch nhỏ)p", R"p(   )p", "words_missing",
             R"p(title {)p"},
        Case{"TextWithControlCharacter", R"p(A small plan)p", R"p(A \001 plan)p", "text_bad",
             R"p(en: "A \001)p"},
        Case{"TextNotUtf8ByEscape", R"p(A small plan)p", R"p(A \377 plan)p", "text_bad",
             R"p(en: "A \377)p"},
        Case{"EnumByUnknownNumber", R"p(severity: SEVERITY_ERROR
  message)p",
             R"p(severity: 42
  message)p",
             "enum_unknown", R"p(severity: 42)p"},
        Case{"ThresholdAbove100", R"p(coverage_threshold_percent: 50)p",
             R"p(coverage_threshold_percent: 101)p", "percent_wrong",
             R"p(coverage_threshold_percent)p"},
        Case{"KindCodeWrong", R"p(kinds { code: "office")p", R"p(kinds { code: "Office")p",
             "code_wrong", R"p(code: "Office")p"},
        Case{"KindTwice", R"p(kinds { code: "office" name)p", R"p(kinds { code: "primary" name)p",
             "code_twice", R"p(code: "primary" name { vi: "Ủy)p"},
        Case{"KindNameMissing", R"p( name { vi: "Ủy ban" en: "Office" })p", "", "words_missing",
             R"p(kinds { code: "office")p"}}),
    Name);

INSTANTIATE_TEST_SUITE_P(
    Periods, MistakeTest,
    ::testing::ValuesIn(std::vector<Case>{
        Case{"NumberMissing", R"p(number: 2 code: "Q2")p", R"p(code: "Q2")p", "number_missing",
             R"p(periods {
  code: "Q2")p"},
        Case{"NumberTwice", R"p(number: 2 code: "Q2")p", R"p(number: 1 code: "Q2")p",
             "number_twice", R"p(number: 1 code: "Q2")p"},
        Case{"CodeTwice", R"p(code: "Q2")p", R"p(code: "Q1")p", "code_twice",
             R"p(code: "Q1" name { vi: "Quý 2")p"},
        Case{"CodeWrong", R"p(code: "Q2")p", R"p(code: "Q 2")p", "code_wrong", R"p(code: "Q 2")p"},
        Case{"CodeTooLong", R"p(code: "Q2")p", R"p(code: "Q23456789012345678901")p", "code_wrong",
             R"p(code: "Q23)p"},
        Case{"NameMissing", R"p( name { vi: "Quý 2" en: "Quarter 2" })p", "", "words_missing",
             R"p(periods {
  number: 2)p"},
        Case{"StartNotADay", R"p(start: "2026-04-01")p", R"p(start: "2026-04-31")p", "date_wrong",
             R"p(start: "2026-04-31")p"},
        Case{"EndMissing", R"p( end: "2026-06-30")p", "", "date_wrong", R"p(periods {
  number: 2)p"},
        Case{"DueNotADay", R"p(due: "2026-07-10")p", R"p(due: "10/07/2026")p", "date_wrong",
             R"p(due: "10/07/2026")p"},
        Case{"EndBeforeStart", R"p(end: "2026-06-30")p", R"p(end: "2026-03-30")p",
             "period_backwards", R"p(end: "2026-03-30")p"},
        Case{"DueBeforeStart", R"p(due: "2026-07-10")p", R"p(due: "2026-03-10")p", "due_early",
             R"p(due: "2026-03-10")p"},
        Case{"F11_PeriodsOverlap_AreRefused", R"p(start: "2026-04-01")p",
             R"p(start: "2026-03-31")p", "periods_overlap", R"p(start: "2026-03-31")p"},
        Case{"F11_PeriodsLeaveAGap_AreRefused", R"p(start: "2026-04-01")p",
             R"p(start: "2026-04-02")p", "periods_gap", R"p(start: "2026-04-02")p"},
        Case{"GraceTooLong", R"p(grace_days: 5)p", R"p(grace_days: 500)p", "grace_too_long",
             R"p(grace_days: 500)p"},
        Case{"SchoolYearMissing", R"p(school_year: "2026-2027")p", "", "school_year_missing",
             R"p(periods {
  number: 3)p"},
        Case{"SchoolYearInterrupted", R"p(school_year: "2026-2027")p",
             R"p(school_year: "2025-2026" # x
}
periods {
  number: 4 code: "Q4" name { vi: "Quý 4" en: "Quarter 4" }
  start: "2026-10-01" end: "2026-12-31" due: "2027-01-10"
  school_year: "2024-2025"
}
periods {
  number: 5 code: "Q5" name { vi: "Quý 5" en: "Quarter 5" }
  start: "2027-01-01" end: "2027-03-31" due: "2027-04-10"
  school_year: "2025-2026" # y)p",
             "school_year_split", R"p(school_year: "2025-2026" # y)p"}}),
    Name);

INSTANTIATE_TEST_SUITE_P(
    Forms, MistakeTest,
    ::testing::ValuesIn(std::vector<Case>{
        Case{"NumberTooLarge", R"p(number: 3 code: "office_only")p",
             R"p(number: 128 code: "office_only")p", "number_too_large", R"p(number: 128)p"},
        Case{"NumberTwice", R"p(number: 3 code: "office_only")p",
             R"p(number: 2 code: "office_only")p", "number_twice",
             R"p(number: 2 code: "office_only")p"},
        Case{"CodeTwice", R"p(code: "office_only")p", R"p(code: "work")p", "code_twice",
             R"p(code: "work" title { vi: "Văn)p"},
        Case{"CodeWrong", R"p(code: "office_only")p", R"p(code: "office-only")p", "code_wrong",
             R"p(code: "office-only")p"},
        Case{"TitleMissing", R"p( title { vi: "Văn phòng" en: "Office" })p", "", "words_missing",
             R"p(forms {
  number: 3)p"},
        Case{"KindUnknown", R"p(applies { kinds: "office" }
)p",
             R"p(applies { kinds: "offices" }
)p",
             "kind_unknown", R"p(kinds: "offices")p"},
        Case{"KindTwiceInApplies", R"p(applies { kinds: "office" }
)p",
             R"p(applies { kinds: "office" kinds: "office" # x
 }
)p",
             "listed_twice", R"p(kinds: "office" # x)p"},
        Case{"KindInAndOut", R"p(applies { kinds: "office" }
)p",
             R"p(applies { kinds: "office" except_kinds: "office" }
)p",
             "kind_both", R"p(except_kinds: "office" }
)p"},
        Case{"OwnershipUnspecified", R"p(applies { kinds: "office" }
)p",
             R"p(applies { ownership: OWNERSHIP_UNSPECIFIED }
)p",
             "applies_unspecified", R"p(ownership: OWN)p"},
        Case{"ManagerUnspecified", R"p(applies { kinds: "office" }
)p",
             R"p(applies { managers: MANAGER_UNSPECIFIED }
)p",
             "applies_unspecified", R"p(managers: MAN)p"},
        Case{"FormThatReachesNobody", R"p(applies { kinds: "office" }
)p",
             R"p(applies { except_kinds: ["office", "primary"] }
)p",
             "reaches_none", R"p(forms {
  number: 3)p"},
        Case{"PeriodUnknown", R"p(periods: "Q1" periods: "Q2")p",
             R"p(periods: "Q1" periods: "Q9")p", "period_unknown", R"p(periods: "Q9")p"},
        Case{"PeriodTwice", R"p(periods: "Q1" periods: "Q2")p",
             R"p(periods: "Q2" periods: "Q2" # x)p", "listed_twice", R"p(periods: "Q2" # x)p"},
        Case{"NoFields",
             R"p(fields { number: 1 code: "met" label { vi: "Đã họp" en: "Met" } yes_no { } })p",
             "", "form_empty", R"p(forms {
  number: 3)p"},
        Case{"FieldNumberMissing", R"p(number: 4 code: "day")p", R"p(code: "day")p",
             "number_missing", R"p(fields { code: "day")p"},
        Case{"FieldNumberTooLarge", R"p(number: 4 code: "day")p", R"p(number: 16384 code: "day")p",
             "number_too_large", R"p(number: 16384)p"},
        Case{"FieldNumberTwice", R"p(number: 4 code: "day")p", R"p(number: 3 code: "day")p",
             "number_twice", R"p(number: 3 code: "day")p"},
        Case{"FieldCodeTwice", R"p(number: 5 code: "note")p", R"p(number: 5 code: "day")p",
             "code_twice", R"p(code: "day" label { vi: "Ghi)p"},
        Case{"FieldLabelMissing", R"p( label { vi: "Ngày" en: "Day" })p", "", "words_missing",
             R"p(fields { number: 4 code: "day")p"},
        Case{"FieldWithoutType", R"p(date { } })p", R"p(})p", "type_missing",
             R"p(fields { number: 4 code: "day")p"},
        Case{"FieldThatReachesNobody", R"p(code: "met" label)p",
             R"p(code: "met" applies { kinds: "primary" except_kinds: "office" } label)p",
             "reaches_none", R"p(fields { number: 1 code: "met")p"},
        Case{"MinAboveMax", R"p(min: 0 max: 500)p", R"p(min: 501 max: 500)p", "range_backwards",
             R"p(min: 501)p"},
        Case{"MaxTooLarge", R"p(min: 0 max: 500)p", R"p(max: 1000000000001)p", "value_too_large",
             R"p(max: 1000000000001)p"},
        Case{"TextTooLong", R"p(max_length: 100)p", R"p(max_length: 10001)p", "length_too_large",
             R"p(max_length: 10001)p"},
        Case{"ChoiceWithoutOptions",
             R"p(choice { options { number: 1 code: "big" label { vi: "Lớn" en: "Big" } } })p",
             R"p(choice { })p", "options_missing", R"p(choice { })p"},
        Case{"OptionNumberTooLarge", R"p(number: 2 code: "two" label)p",
             R"p(number: 1001 code: "two" label)p", "number_too_large", R"p(number: 1001)p"},
        Case{"OptionNumberTwice", R"p(number: 2 code: "two" label)p",
             R"p(number: 1 code: "two" label)p", "number_twice", R"p(number: 1 code: "two")p"},
        Case{"OptionCodeTwice", R"p(code: "two" label)p", R"p(code: "one" label)p", "code_twice",
             R"p(code: "one" label { vi: "Hai")p"},
        Case{"OptionLabelMissing", R"p( label { vi: "Hai" en: "Two" })p", "", "words_missing",
             R"p(options { number: 2)p"},
        Case{"TooManyItems", R"p(max_items: 5)p", R"p(max_items: 1001)p", "length_too_large",
             R"p(max_items: 1001)p"},
        Case{"F4_RedefinedInALaterPlan", R"p(code: "staff")p", R"p(redefined_in: 3 code: "staff")p",
             "redefined_later", R"p(redefined_in: 3)p"},
        Case{"F4_TextRedefined", R"p(code: "note" label)p",
             R"p(redefined_in: 2 code: "note" label)p", "redefined_type", R"p(redefined_in: 2)p"},
        Case{"F4_RedefinedInAList", R"p(code: "kind" label)p",
             R"p(redefined_in: 2 code: "kind" label)p", "redefined_type", R"p(redefined_in: 2)p"},
        Case{"ListInAList", R"p(code: "name" label { vi: "Tên" en: "Name" } text { })p",
             R"p(code: "name" label { vi: "Tên" en: "Name" } items { })p", "items_nested",
             R"p(items { })p"},
        Case{"ItemFieldCodeTwice", R"p(number: 2 code: "kind")p", R"p(number: 2 code: "name")p",
             "code_twice", R"p(code: "name" label { vi: "Loại")p"},
        Case{"ItemFieldNumberTwice", R"p(number: 2 code: "kind")p", R"p(number: 1 code: "kind")p",
             "number_twice", R"p(number: 1 code: "kind")p"}}),
    Name);

}  // namespace
}  // namespace gom::plan
