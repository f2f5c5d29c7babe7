#include "common/plan/rule.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_replace.h"
#include "common/plan/rule_case.h"
#include "common/plan/rule_words.h"
#include "common/text/numbers.h"
#include "common/text/unicode.h"

namespace gom::plan {
namespace {

using text::Language;

constexpr int kQuotedColumns = 60;

std::string FieldName(Language l, const Field* field, uint32_t number) {
  if (field == nullptr || field->source == nullptr) return std::to_string(number);
  const v1::Words& label = field->source->label();
  const std::string& words = l == Language::kVietnamese ? label.vi() : label.en();
  return words.empty() ? field->code : words;
}

// A date as its language writes it: 30/06/2026, 2026-06-30.
std::string DayText(Language l, int64_t day) {
  const bool fits =
      day >= std::numeric_limits<Day>::min() && day <= std::numeric_limits<Day>::max();
  std::string iso = fits ? FormatDay(static_cast<Day>(day)) : std::string();
  if (l == Language::kEnglish || iso.size() != 10) return iso;
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

bool IsDate(const Sum& sum) {
  return sum.terms.size() == 1 && sum.constant == 0 && sum.terms[0].coefficient == 1 &&
         sum.terms[0].field.definition->type == FieldType::kDate;
}

std::string FillField(Language l, const FieldTrouble& t) {
  const std::string pattern(t.message->In(l));
  const auto number = [&](int64_t n) { return text::FormatWhole(l, n); };
  if (t.definition == nullptr) return text::Fill(pattern, {std::to_string(t.found)});
  const std::string name = FieldName(l, t.definition, t.field.field);
  if (t.message->code == kRange.code) {
    return text::Fill(pattern, {name, number(t.found), number(t.least), number(t.most)});
  }
  return text::Fill(pattern, {name, number(t.found), number(t.most)});
}

Finding FieldFinding(const EntryCase& entry, const FieldTrouble& t) {
  Finding f;
  f.code = std::string(t.message->code);
  f.period = entry.period;
  f.fields = {t.field};
  f.item = t.item;
  f.message.set_vi(FillField(Language::kVietnamese, t));
  f.message.set_en(FillField(Language::kEnglish, t));
  return f;
}

std::string NumberText(Language l, const Rule& rule, std::optional<int64_t> number) {
  if (!number.has_value()) return "";
  return IsDate(rule.left) ? DayText(l, *number) : text::FormatWhole(l, *number);
}

// The places of a rule's message, in one language.
std::string FillRule(Language l, const Rule& rule, const Broken& broken) {
  const v1::Words& words = rule.source->message();
  std::string left = NumberText(l, rule, broken.left);
  std::string right = NumberText(l, rule, broken.right);
  std::string value = left;
  const std::string previous = NumberText(l, rule, broken.previous);
  if (rule.source->has_date_window()) {
    value = DayText(l, broken.left.value_or(0));
    left = rule.from == kNoFirstDay ? "" : DayText(l, rule.from);
    right = rule.to == kNoLastDay ? "" : DayText(l, rule.to);
  }
  if (broken.text != nullptr)
    value = left = text::Truncate(text::OneLine(*broken.text), kQuotedColumns);
  std::string name;
  if (!rule.reads.empty()) {
    const FieldRef& first = rule.field.form >= 0 ? rule.field : rule.reads.front();
    name = FieldName(l, first.definition, first.field);
  }
  return absl::StrReplaceAll(l == Language::kVietnamese ? words.vi() : words.en(),
                             {{"{left}", left},
                              {"{right}", right},
                              {"{value}", value},
                              {"{previous}", previous},
                              {"{field}", name}});
}

Finding RuleFinding(const Rule& rule, const Broken& broken) {
  Finding f;
  f.rule = rule.number;
  f.code = rule.code;
  f.severity = rule.severity;
  f.within_entry = rule.within_entry;
  f.period = broken.period;
  f.fields = rule.reads;
  f.message.set_vi(FillRule(Language::kVietnamese, rule, broken));
  f.message.set_en(FillRule(Language::kEnglish, rule, broken));
  return f;
}

// How many later reports of a form a rule looks back from.
int LooksBack(const Rule& rule) {
  int reports = 0;
  switch (rule.source->kind_case()) {
    case v1::Rule::kNoFall:
    case v1::Rule::kJump:
      reports = 1;
      break;
    case v1::Rule::kSameThrice:
      reports = 2;
      break;
    default:
      break;
  }
  for (const Sum* sum : {&rule.left, &rule.right, &rule.when.left, &rule.when.right}) {
    if (sum->of == v1::WHEN_PREVIOUS) reports = std::max(reports, 1);
    if (sum->of == v1::WHEN_YEAR) reports = std::numeric_limits<int>::max();
  }
  return reports;
}

// Whether the unit reported one of the rule's forms in period q.
bool ReportedAt(const EntryCase& entry, const Rule& rule, int q) {
  return std::any_of(rule.reads.begin(), rule.reads.end(), [&](const FieldRef& read) {
    return entry.facts.Entry(entry.plan, read.form, q).values != nullptr;
  });
}

// Asks the rule at the entry's own period, then at the later ones that read this entry too: those
// that look back at it, and of a carried form those for which it still stands. The first that does
// not hold.
std::optional<Broken> AskAround(const EntryCase& entry, const Rule& rule) {
  if (auto broken = AskRule(entry, rule, entry.period)) return broken;
  if (rule.within_entry) return std::nullopt;
  int reports = LooksBack(rule);
  bool stands = entry.plan.forms[static_cast<size_t>(entry.form)].carried;
  const auto periods = static_cast<int>(entry.plan.periods.size());
  for (int q = entry.period + 1; q < periods && (reports > 0 || stands); ++q) {
    stands = stands && entry.facts.Entry(entry.plan, entry.form, q).values == nullptr;
    if (!(reports > 0 || stands) || !ReportedAt(entry, rule, q)) continue;
    if (auto broken = AskRule(entry, rule, q)) return broken;
    --reports;
  }
  return std::nullopt;
}

// What was entered before its field came to mean something else. Only a reader is told: an entry
// that is not wrong is not held, and whoever submits it again has confirmed it.
void AddToConfirm(const EntryCase& entry, std::vector<Finding>* findings) {
  const EntryFacts& facts = entry.facts.Entry(entry.plan, entry.form, entry.period);
  for (const Field& field : entry.plan.forms[static_cast<size_t>(entry.form)].fields) {
    const FieldValue value = entry.values.Get(field.number);
    if (value.empty() || facts.plan_version >= field.redefined_in) continue;
    Finding f = FieldFinding(
        entry, {&kToConfirm, {entry.form, field.number, &field}, &field, 0, value.number});
    f.severity = v1::SEVERITY_WARNING;
    f.within_entry = false;
    findings->push_back(std::move(f));
  }
}

}  // namespace

std::vector<Finding> Check(const Plan& plan, const UnitFacts& facts, int form, int period,
                           const Values& values, const Texts& texts) {
  const EntryCase entry{plan, facts, form, period, values, texts};
  std::vector<Finding> findings;
  AskFields(entry, [&](const FieldTrouble& trouble) {
    findings.push_back(FieldFinding(entry, trouble));
    return false;
  });
  AddToConfirm(entry, &findings);
  for (const int index : plan.rules_of_form[static_cast<size_t>(form)]) {
    const Rule& rule = plan.rules[static_cast<size_t>(index)];
    if (const auto broken = AskAround(entry, rule)) findings.push_back(RuleFinding(rule, *broken));
  }
  return findings;
}

bool WasAsked(const Form* entered_by, const Finding& finding) {
  if (entered_by == nullptr || finding.code != kUnknownField.code || finding.fields.empty())
    return false;
  return entered_by->FindField(finding.fields.front().field) != nullptr;
}

bool HasErrorWithin(const Plan& plan, const UnitFacts& facts, int form, int period,
                    const Values& values, const Texts& texts) {
  const EntryCase entry{plan, facts, form, period, values, texts};
  if (AskFields(entry, [](const FieldTrouble&) { return true; })) return true;
  for (const int index : plan.rules_of_form[static_cast<size_t>(form)]) {
    const Rule& rule = plan.rules[static_cast<size_t>(index)];
    if (rule.within_entry && rule.severity == v1::SEVERITY_ERROR &&
        AskRule(entry, rule, period).has_value()) {
      return true;
    }
  }
  return false;
}

}  // namespace gom::plan
