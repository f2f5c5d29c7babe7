// Mistakes in the indicators and their measures: a small valid plan, one change, and the mistake
// that must be named at its place.
#include "tests/common/plan/mistake_case.h"

namespace gom::plan {
namespace {

INSTANTIATE_TEST_SUITE_P(
    Indicators, MistakeTest,
    ::testing::ValuesIn(std::vector<Case>{
        Case{"NumberTwice", R"p(number: 2 code: "B")p", R"p(number: 1 code: "B")p", "number_twice",
             R"p(number: 1 code: "B")p"},
        Case{"CodeTwice", R"p(code: "B")p", R"p(code: "A")p", "code_twice",
             R"p(code: "A" group: GROUP_TASK)p"},
        Case{"CodeTooLong", R"p(code: "B")p", R"p(code: "B1234567890123456")p", "code_wrong",
             R"p(code: "B1234)p"},
        Case{"TitleMissing", R"p(title { vi: "Hai phần" en: "Two parts" } short)p", R"p(short)p",
             "words_missing", R"p(indicators {
  number: 2)p"},
        Case{"ShortTitleMissing", R"p( short_title { vi: "Hai phần" en: "Two parts" })p", "",
             "words_missing", R"p(indicators {
  number: 2)p"},
        Case{"ShortTitleTooWide", R"p(short_title { vi: "Hai phần" en: "Two parts" })p",
             R"p(short_title { vi: "Hai phần của một chỉ tiêu dài" en: "Two parts" })p",
             "short_title_wide", R"p(vi: "Hai phần của)p"},
        Case{"GroupMissing", R"p(group: GROUP_GOAL)p", "", "group_missing", R"p(indicators {
  number: 1)p"},
        Case{"DueNotADay", R"p(due: "2026-12-31")p", R"p(due: "Quý IV")p", "date_wrong",
             R"p(due: "Quý IV")p"},
        Case{"HeadlineMissing", R"p(headline: HEADLINE_SMALLEST)p", "", "headline_missing",
             R"p(indicators {
  number: 2)p"},
        Case{"HeadlineOfOnePart", R"p(group: GROUP_GOAL)p",
             R"p(group: GROUP_GOAL headline: HEADLINE_FIRST)p", "headline_alone",
             R"p(headline: HEADLINE_FIRST due)p"},
        Case{"SmallestOfUnlikeParts", R"p(headline: HEADLINE_FIRST)p",
             R"p(headline: HEADLINE_SMALLEST)p", "headline_unlike", R"p(headline: HEADLINE_SMALLEST
  title { vi: "Đếm")p"},
        Case{"SmallestOfUnlikeTargets", R"p(over_time: OVER_TIME_ANY
    target { op: OPERATOR_AT_LEAST value: 85 })p",
             R"p(over_time: OVER_TIME_ANY
    target { op: OPERATOR_AT_LEAST value: 86 })p",
             "headline_unlike", R"p(headline: HEADLINE_SMALLEST)p"},
        Case{"PartNumberTwice", R"p(number: 2 code: "b" title { vi: "Hai")p",
             R"p(number: 1 code: "b" title { vi: "Hai")p", "number_twice",
             R"p(number: 1 code: "b")p"},
        Case{"PartCodeTwice", R"p(code: "b" title { vi: "Hai")p",
             R"p(code: "a" title { vi: "Hai")p", "code_twice", R"p(code: "a" title { vi: "Hai")p"},
        Case{"PartCodeMissingAmongSeveral", R"p(code: "b" title { vi: "Hai")p",
             R"p(title { vi: "Hai")p", "code_wrong", R"p(parts {
    number: 2 title { vi: "Hai")p"},
        Case{"PartTitleMissingAmongSeveral", R"p(code: "b" title { vi: "Hai" en: "Two" })p",
             R"p(code: "b")p", "words_missing", R"p(parts {
    number: 2 code: "b"
    share)p"},
        Case{"MeasureMissing", R"p(information { choice: "work.model" })p", "", "measure_missing",
             R"p(parts {
    number: 3)p"},
        Case{"OverTimeMissing", R"p(over_time: OVER_TIME_ANY
)p",
             R"p(
)p",
             "over_time_missing", R"p(parts {
    number: 2 code: "b" title { vi: "Hai")p"}}),
    Name);

INSTANTIATE_TEST_SUITE_P(
    Measures, MistakeTest,
    ::testing::ValuesIn(std::vector<Case>{
        Case{"RatioOverSum", R"p(over_time: OVER_TIME_LATEST
    window)p",
             R"p(over_time: OVER_TIME_SUM
    window)p",
             "time_unfit", R"p(over_time: OVER_TIME_SUM
    window)p"},
        Case{"RatioOverAny", R"p(over_time: OVER_TIME_LATEST
    window)p",
             R"p(over_time: OVER_TIME_ANY
    window)p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY
    window)p"},
        Case{"RatioOverEvery", R"p(over_time: OVER_TIME_LATEST
    window)p",
             R"p(over_time: OVER_TIME_EVERY
    window)p",
             "time_unfit", R"p(over_time: OVER_TIME_EVERY
    window)p"},
        Case{"CountOfItemsOverAny", R"p(over_time: OVER_TIME_SUM
    target)p",
             R"p(over_time: OVER_TIME_ANY
    target)p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY
    target { op: OPERATOR_AT_LEAST value: 3)p"},
        Case{"CountOfASumOverAny", R"p(over_time: OVER_TIME_SUM
  })p",
             R"p(over_time: OVER_TIME_ANY
  })p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY
  })p"},
        Case{"InformationSumOverAny", R"p(information { text: "work.note" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { sum { fields: "work.trained" } }
    over_time: OVER_TIME_ANY # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY # x)p"},
        Case{"CountOfItemsOverEvery", R"p(over_time: OVER_TIME_SUM
    target)p",
             R"p(over_time: OVER_TIME_EVERY
    target)p",
             "time_unfit", R"p(over_time: OVER_TIME_EVERY
    target { op: OPERATOR_AT_LEAST value: 3)p"},
        Case{"CountOfASumOverEvery", R"p(over_time: OVER_TIME_SUM
  })p",
             R"p(over_time: OVER_TIME_EVERY
  })p",
             "time_unfit", R"p(over_time: OVER_TIME_EVERY
  })p"},
        Case{"InformationSumOverEvery", R"p(information { text: "work.note" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { sum { fields: "work.trained" } }
    over_time: OVER_TIME_EVERY # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_EVERY # x)p"},
        Case{"InformationChoiceOverSum", R"p(information { choice: "work.model" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { choice: "work.model" }
    over_time: OVER_TIME_SUM # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_SUM # x)p"},
        Case{"InformationTextOverSum", R"p(information { text: "work.note" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { text: "work.note" }
    over_time: OVER_TIME_SUM # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_SUM # x)p"},
        Case{"InformationChoiceOverAny", R"p(information { choice: "work.model" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { choice: "work.model" }
    over_time: OVER_TIME_ANY # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY # x)p"},
        Case{"InformationTextOverAny", R"p(information { text: "work.note" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { text: "work.note" }
    over_time: OVER_TIME_ANY # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY # x)p"},
        Case{"InformationChoiceOverEvery", R"p(information { choice: "work.model" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { choice: "work.model" }
    over_time: OVER_TIME_EVERY # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_EVERY # x)p"},
        Case{"InformationTextOverEvery", R"p(information { text: "work.note" }
    over_time: OVER_TIME_LATEST)p",
             R"p(information { text: "work.note" }
    over_time: OVER_TIME_EVERY # x)p",
             "time_unfit", R"p(over_time: OVER_TIME_EVERY # x)p"},
        Case{"NumeratorMissing", R"p(numerator { fields: "work.trained" }
)p",
             R"p(
)p",
             "sum_empty", R"p(ratio {)p"},
        Case{"DenominatorMissing", R"p(denominator { fields: "profile.staff" }
)p",
             R"p(
)p",
             "sum_empty", R"p(ratio {)p"},
        Case{"DenominatorOfFieldsThatDoNotApply", R"p(denominator { fields: "profile.staff" }
    })p",
             R"p(denominator { fields: "profile.households" } # x
    }
    applies { kinds: "office" })p",
             "denominator_never_positive", R"p(parts {
    number: 1
    ratio)p"},
        Case{"DenominatorOnlySubtracted", R"p(denominator { fields: "profile.staff" }
)p",
             R"p(denominator { terms { field: "profile.staff" coefficient: -1 } }
)p",
             "denominator_never_positive", R"p(parts {
    number: 1
    ratio)p"},
        Case{"PopulationEmpty", R"p(denominator { fields: "profile.staff" }
)p",
             R"p(denominator { fields: "profile.staff" } population { }
)p",
             "sum_empty", R"p(population { })p"},
        Case{"MeasureChoosesAPeriod", R"p(numerator { fields: "work.trained" }
)p",
             R"p(numerator { fields: "work.trained" of: WHEN_PREVIOUS }
)p",
             "when_unfit", R"p(of: WHEN_PREVIOUS)p"},
        Case{"DateInAMeasure", R"p(numerator { fields: "work.trained" }
)p",
             R"p(numerator { fields: "work.day" }
)p",
             "field_type_unfit", R"p(fields: "work.day" }
)p"},
        Case{"PartReachesNobody", R"p(over_time: OVER_TIME_EVERY)p",
             R"p(applies { except_kinds: ["office", "primary"] } over_time: OVER_TIME_EVERY)p",
             "reaches_none", R"p(parts {
    number: 1 code: "a" title { vi: "Một")p"},
        Case{
            "PartReachesNoFieldOfItsMeasure",
            R"p(share { condition { left { fields: "work.done" })p",
            R"p(applies { kinds: "primary" except_kinds: "office" } share { condition { left { fields: "office_only.met" })p",
            "measure_reaches_none", R"p(parts {
    number: 1 code: "a" title { vi: "Một")p"},
        Case{"ShareWithoutCondition",
             R"p(share { condition { choice_field: "work.model" option: "two" } })p",
             R"p(share { })p", "condition_missing", R"p(share { })p"},
        Case{"OptionsAddedUp", "over_time: OVER_TIME_ANY", "over_time: OVER_TIME_SUM # x",
             "sum_choice", "over_time: OVER_TIME_SUM # x"},
        Case{"EveryOverACarriedForm", R"p(share { condition { left { fields: "work.done" })p",
             R"p(share { condition { left { fields: "profile.staff" })p", "every_carried",
             R"p(over_time: OVER_TIME_EVERY)p"},
        Case{"SumOverACarriedForm", R"p(count { sum { fields: "work.trained" constant: 5 } })p",
             R"p(count { sum { fields: "profile.staff" } })p", "sum_carried",
             R"p(over_time: OVER_TIME_SUM
  })p"},
        Case{"EveryNeverInSession", R"p(periods: "Q1" periods: "Q2")p", R"p(periods: "Q3")p",
             "every_never_asked", R"p(over_time: OVER_TIME_EVERY)p"},
        Case{"WindowWhereTheFormIsNotAsked", R"p(window { first: "Q1" last: "Q2" })p",
             R"p(window { first: "Q3" })p", "never_asked", R"p(over_time: OVER_TIME_LATEST
    window)p"},
        Case{"WindowPeriodUnknown", R"p(window { first: "Q1" last: "Q2" })p",
             R"p(window { first: "Q0" })p", "period_unknown", R"p(first: "Q0")p"},
        Case{"WindowBackwards", R"p(window { first: "Q1" last: "Q2" })p",
             R"p(window { first: "Q2" last: "Q1" })p", "window_backwards", R"p(last: "Q1")p"},
        Case{"ItemsOfANumber", R"p(count { items { field: "work.ideas")p",
             R"p(count { items { field: "work.trained")p", "field_type_unfit",
             R"p(field: "work.trained" choice_field)p"},
        Case{"ItemsChoiceUnknown", R"p(choice_field: "kind")p", R"p(choice_field: "knid")p",
             "field_unknown", R"p(choice_field: "knid")p"},
        Case{"ItemsChoiceOfText", R"p(choice_field: "kind")p", R"p(choice_field: "name")p",
             "field_type_unfit", R"p(choice_field: "name")p"},
        Case{"ItemsOptionUnknown", R"p(option: "big")p", R"p(option: "bigger")p", "option_unknown",
             R"p(option: "bigger")p"},
        Case{"ItemsOptionAlone", R"p(choice_field: "kind" option: "big")p", R"p(option: "big")p",
             "choice_half", R"p(items { field: "work.ideas" option)p"},
        Case{"InformationChoiceOfText", R"p(information { choice: "work.model" })p",
             R"p(information { choice: "work.note" })p", "field_type_unfit",
             R"p(choice: "work.note")p"},
        Case{"InformationTextOfChoice", R"p(information { text: "work.note" })p",
             R"p(information { text: "work.model" })p", "field_type_unfit",
             R"p(text: "work.model")p"},
        Case{"TargetOnInformation", R"p(information { text: "work.note" })p",
             R"p(information { text: "work.note" } target { op: OPERATOR_AT_LEAST value: 1 })p",
             "target_on_information", R"p(target { op: OPERATOR_AT_LEAST value: 1 })p"},
        Case{"TargetOperator", R"p(op: OPERATOR_MORE value: 95)p",
             R"p(op: OPERATOR_EQUAL value: 95)p", "target_operator",
             R"p(target { op: OPERATOR_EQUAL)p"},
        Case{"TargetThatNothingCanExceed", R"p(op: OPERATOR_MORE value: 95)p",
             R"p(op: OPERATOR_MORE value: 100)p", "target_value", R"p(value: 100)p"},
        Case{"TargetAbove100Percent", R"p(over_time: OVER_TIME_ANY
    target { op: OPERATOR_AT_LEAST value: 85 })p",
             R"p(over_time: OVER_TIME_ANY
    target { op: OPERATOR_AT_LEAST value: 101 })p",
             "target_value", R"p(value: 101)p"},
        Case{"TargetZero", R"p(over_time: OVER_TIME_SUM
    target { op: OPERATOR_AT_LEAST value: 3 })p",
             R"p(over_time: OVER_TIME_SUM
    target { op: OPERATOR_AT_LEAST })p",
             "target_value", R"p(target { op: OPERATOR_AT_LEAST })p"},
        Case{"MilestonePeriodUnknown", R"p(milestones { period: "Q2" value: 60 })p",
             R"p(milestones { period: "Q7" value: 60 })p", "period_unknown", R"p(period: "Q7")p"},
        Case{"MilestonesOutOfOrder", R"p(milestones { period: "Q2" value: 60 })p",
             R"p(milestones { period: "Q1" value: 60 })p", "milestone_order",
             R"p(period: "Q1" value: 60)p"},
        Case{"MilestoneAbove100Percent", R"p(milestones { period: "Q2" value: 60 })p",
             R"p(milestones { period: "Q2" value: 160 })p", "target_value", R"p(value: 160)p"},
        Case{"ProvisionalWithoutReason", R"p(reason { vi: "Mẫu nhỏ" en: "Small sample" })p", "",
             "words_missing", R"p(provisional {)p"},
        Case{
            "ProvisionalWithoutCondition",
            R"p(sample { numerator { fields: "work.trained" } denominator { fields: "profile.staff" } below_percent: 80 })p",
            "", "provisional_missing", R"p(provisional {)p"},
        Case{"SampleWithoutPercent", R"p(below_percent: 80)p", "", "percent_wrong",
             R"p(sample { numerator)p"},
        Case{"SampleWithoutDenominator", R"p(denominator { fields: "profile.staff" } below)p",
             R"p(below)p", "sum_empty", R"p(sample { numerator)p"},
        Case{"ReadingWithoutLabel", R"p(label { vi: "Không có ủy ban" en: "Without the office" })p",
             "", "words_missing", R"p(other_readings {)p"},
        Case{"ReadingThatDoesNotDiffer", R"p(applies { except_kinds: "office" } }
  })p",
             R"p(}
  })p",
             "reading_same", R"p(other_readings {)p"},
        Case{"ReadingWithAnUnfitTime", R"p(applies { except_kinds: "office" } }
  })p",
             R"p(over_time: OVER_TIME_ANY }
  })p",
             "time_unfit", R"p(over_time: OVER_TIME_ANY })p"},
        Case{"ReadingThatReachesNobody", R"p(applies { except_kinds: "office" } }
  })p",
             R"p(applies { except_kinds: ["office", "primary"] } }
  })p",
             "reaches_none", R"p(applies { except_kinds: ["office", "primary"] })p"}}),
    Name);

}  // namespace
}  // namespace gom::plan
