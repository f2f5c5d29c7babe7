// The Plan, checked and compiled: every name resolved to an index, every list of kinds to a bit
// mask, every date to a day. common/plan/load.h makes one from a protobuf text file; nothing in it
// changes afterwards, so any number of threads may read it.
//
// Two ways to point at things: numbers (uint32_t, as in the file and on the wire, stable over
// versions of a plan) and indexes (int, places in the vectors below, valid in this Plan only).
#ifndef GOM_COMMON_PLAN_PLAN_H_
#define GOM_COMMON_PLAN_PLAN_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gom/v1/plan.pb.h"

namespace re2 {
class RE2;
}

namespace gom::plan {

// Days since 1970-01-01.
using Day = int32_t;
inline constexpr Day kNoFirstDay = std::numeric_limits<Day>::min();
inline constexpr Day kNoLastDay = std::numeric_limits<Day>::max();

// Reads "YYYY-MM-DD"; nothing for anything that is not a day of the calendar.
std::optional<Day> ParseDay(std::string_view iso);
// "2026-06-30"; empty for the two open ends and for years that four digits cannot write.
std::string FormatDay(Day day);

// A set of kinds of Units: bit i is Plan::proto.kinds(i).
using KindSet = uint64_t;

// Compiled Applies.
struct Applies {
  KindSet any_of = ~KindSet{0};
  KindSet none_of = 0;
  bool ownership_public = true, ownership_private = true;
  bool manager_commune = true, manager_city = true;

  bool whoever_runs_it() const {
    return ownership_public && ownership_private && manager_commune && manager_city;
  }
};

// A row of the roster in the terms of one Plan.
struct Unit {
  std::string code;
  std::string name;
  KindSet kinds = 0;
  v1::Ownership ownership = v1::OWNERSHIP_UNSPECIFIED;
  v1::Manager manager = v1::MANAGER_UNSPECIFIED;
  Day valid_from = kNoFirstDay;
  Day valid_to = kNoLastDay;  // included
  std::string successor;

  bool ValidOn(Day day) const { return valid_from <= day && day <= valid_to; }
};

struct Period {
  uint32_t number = 0;
  std::string code;
  v1::Words name;
  Day start = 0, end = 0;  // both included
  Day due = 0;
  int grace_days = 0;
  int school_year = 0;  // periods of one school year have the same number; rises along the plan
  bool in_session = true;
  bool optional = false;
};

enum class FieldType : uint8_t { kWhole, kYesNo, kChoice, kDate, kText, kItems };

struct Field {
  uint32_t number = 0;
  std::string code;
  FieldType type = FieldType::kWhole;
  Applies applies;
  bool required = false;
  // Since which version of the plan it means what it means now; what was entered under an earlier
  // one is to be confirmed. 0: it always did.
  uint32_t redefined_in = 0;
  int64_t min = 0, max = 1'000'000'000;  // kWhole
  uint32_t max_length = 2000;            // kText, in characters
  uint32_t max_items = 50;               // kItems
  std::vector<Field> item_fields;        // kItems
  const v1::Field* source = nullptr;     // labels, hints, options; lives in Plan::proto

  const v1::Option* FindOption(uint32_t option_number) const;  // kChoice
  const v1::Option* FindOption(std::string_view option_code) const;
  const Field* FindItemField(uint32_t item_field_number) const;
  const Field* FindItemField(std::string_view item_field_code) const;
};

struct Form {
  int index = 0;
  uint32_t number = 0;
  std::string code;
  Applies applies;
  bool carried = false;
  std::vector<bool> asked_in;  // by period index
  std::vector<Field> fields;
  const v1::Form* source = nullptr;

  // nullptr where there is none.
  const Field* FindField(uint32_t field_number) const;
  const Field* FindField(std::string_view field_code) const;
};

// Names a field from outside its form.
struct FieldRef {
  int form = -1;       // index
  uint32_t field = 0;  // number
  const Field* definition = nullptr;
};

struct Term {
  FieldRef field;
  int64_t coefficient = 1;
};

struct Sum {
  std::vector<Term> terms;
  int64_t constant = 0;
  v1::When of = v1::WHEN_THIS;
  bool empty() const { return terms.empty() && constant == 0; }
};

struct Condition {
  Sum left;
  v1::Operator op = v1::OPERATOR_UNSPECIFIED;  // unspecified: no condition, always true
  Sum right;
  bool present() const { return op != v1::OPERATOR_UNSPECIFIED; }
};

struct Rule {
  int index = 0;
  uint32_t number = 0;
  std::string code;
  v1::Severity severity = v1::SEVERITY_ERROR;
  Condition when;
  // All fields the rule reads, and whether they are all on one form and of this period: such a rule
  // can hold an entry, the others only flag (design: errors within an Entry and across Entries).
  std::vector<FieldRef> reads;
  bool within_entry = false;
  int home_form = -1;  // where its finding is shown: the form of its first field
  // Exactly as in plan.proto; sums compiled.
  Sum left,
      right;  // compare; `left` is the sum of no_fall, jump and same_thrice; `right` is jump's `of`
  v1::Operator op = v1::OPERATOR_UNSPECIFIED;
  FieldRef field;  // date_window, pattern
  Day from = kNoFirstDay, to = kNoLastDay;
  // pattern, compiled once; null where the rule does not ask it. RE2 may be used by many threads at
  // once. Shared, because a Rule is copyable and a compiled expression is not.
  std::shared_ptr<const re2::RE2> must_match, must_not_match;
  const v1::Rule* source = nullptr;
};

enum class MeasureKind : uint8_t {
  kRatio,
  kShare,
  kCountSum,
  kCountItems,
  kInfoSum,
  kInfoChoice,
  kInfoText
};

struct Provisional {
  Condition unit;  // present(): asked of each unit
  Sum numerator, denominator;
  uint32_t below_percent = 0;  // > 0: a sample over all units
  const v1::Provisional* source = nullptr;
};

// One number that Progress follows: a Part of an Indicator, or another reading of one. Everything
// the arithmetic needs is here, so that reading a unit's contribution touches no strings.
struct Part {
  int index = 0;        // in Plan::parts
  int indicator = 0;    // in Plan::indicators
  int reading_of = -1;  // index of the part that this is another reading of; -1: a part itself
  MeasureKind kind = MeasureKind::kRatio;
  Applies applies;
  Sum numerator;        // ratio; the sum of counts and information
  Sum denominator;      // ratio
  Sum population;       // ratio; empty() where there is none
  Condition condition;  // share
  FieldRef list;        // count of items: the list; information: the choice or text
  uint32_t choice_field = 0, option = 0;  // count of items: 0 where every item counts
  v1::OverTime over_time = v1::OVER_TIME_LATEST;
  bool school_year_window = false;
  // The periods in which it is asked, by period index, window and cadence of its form applied (for
  // `every`: in-session and not optional). The form that decides is that of the numerator's or
  // condition's first field that is not carried.
  std::vector<bool> asked_in;
  int first_asked = -1, last_asked = -1;  // period indexes; -1: never
  std::optional<v1::Operator> target_op;
  int64_t target = 0;
  std::vector<Provisional> provisional;
  const v1::Part* source = nullptr;
  const v1::OtherReading* reading_source = nullptr;

  bool has_target() const { return target_op.has_value(); }
  // The newest asked period ≤ as_of; -1 where there is none.
  int AskedAt(int as_of) const;
  // Asked, non-optional periods ≤ as_of: what the pace counts in.
  int asked_required_until(const std::vector<Period>& periods, int as_of) const;
};

struct Indicator {
  int index = 0;
  uint32_t number = 0;
  std::string code;
  v1::Headline headline = v1::HEADLINE_UNSPECIFIED;
  std::vector<int> parts;  // indexes into Plan::parts, other readings not included
  const v1::Indicator* source = nullptr;
};

class Plan {
 public:
  // Data members are public and const after loading: a Plan is handed out as shared_ptr<const
  // Plan>.
  v1::Plan proto;      // everything above points into it
  std::string sha256;  // of the file's bytes, 32 bytes
  std::vector<Period> periods;
  std::vector<Form> forms;
  std::vector<Rule> rules;
  std::vector<Indicator> indicators;
  std::vector<Part> parts;  // parts and other readings
  int coverage_threshold_percent = 50;

  // By rules' operands: which rules and parts to look at again when a form of a unit changes.
  std::vector<std::vector<int>> rules_of_form;  // [form index] -> rule indexes
  std::vector<std::vector<int>> parts_of_form;  // [form index] -> part indexes

  uint32_t version() const { return proto.version(); }

  // -1 where there is none. Codes are compared exactly.
  int PeriodIndex(uint32_t number) const;
  int PeriodIndex(std::string_view code) const;
  int FormIndex(uint32_t number) const;
  int FormIndex(std::string_view code) const;
  int IndicatorIndex(std::string_view code) const;
  int IndicatorIndexByNumber(uint32_t number) const;
  const Rule* FindRule(uint32_t number) const;
  const Rule* FindRule(std::string_view code) const;

  // A roster row in this plan's terms. Kinds that the plan does not know are left out.
  Unit CompileUnit(std::string_view code, std::string_view name,
                   const std::vector<std::string>& kinds, v1::Ownership ownership,
                   v1::Manager manager, Day valid_from, Day valid_to,
                   std::string_view successor) const;

  // Whether something applies to a Unit, dates aside. Here, because the arithmetic asks it of every
  // field it reads.
  static bool Matches(const Applies& applies, const Unit& unit) {
    const bool kinds = applies.any_of == ~KindSet{0} || (unit.kinds & applies.any_of) != 0;
    return kinds && (unit.kinds & applies.none_of) == 0 &&
           (applies.whoever_runs_it() || MatchesWhoRunsIt(applies, unit));
  }
  // Whether the unit is asked this form in this period: it applies, the form has the period, and
  // the unit is valid on the period's last day.
  bool Asked(const Form& form, int period, const Unit& unit) const;

  Plan() = default;
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

 private:
  friend class PlanCompiler;
  static bool MatchesWhoRunsIt(const Applies& applies, const Unit& unit);
  absl::flat_hash_map<uint32_t, int> period_by_number_, form_by_number_, rule_by_number_,
      indicator_by_number_;
  absl::flat_hash_map<std::string, int> period_by_code_, form_by_code_, rule_by_code_,
      indicator_by_code_, kind_by_code_;
};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_PLAN_H_
