#include <algorithm>
#include <utility>

#include "common/plan/compile.h"
#include "re2/re2.h"

namespace gom::plan {
namespace {

std::shared_ptr<const re2::RE2> CompilePattern(const std::string& expression) {
  if (expression.empty()) return nullptr;
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto pattern = std::make_shared<const re2::RE2>(expression, options);
  return pattern->ok() ? pattern : nullptr;
}

bool OfThisPeriod(const Sum& sum) { return sum.terms.empty() || sum.of == v1::WHEN_THIS; }

}  // namespace

void PlanCompiler::CompileRules() {
  for (int i = 0; i < plan_.proto.rules_size(); ++i) {
    const v1::Rule& from = plan_.proto.rules(i);
    Rule rule;
    rule.index = i;
    rule.number = from.number();
    rule.code = from.code();
    rule.severity =
        from.severity() == v1::SEVERITY_WARNING ? v1::SEVERITY_WARNING : v1::SEVERITY_ERROR;
    if (from.has_when()) rule.when = CompileCondition(from.when());
    rule.source = &from;
    CompileRuleKind(from, rule);
    CompileReads(rule);
    for (const FieldRef& read : rule.reads) {
      std::vector<int>& rules = plan_.rules_of_form[static_cast<size_t>(read.form)];
      if (rules.empty() || rules.back() != i) rules.push_back(i);
    }
    plan_.rules.push_back(std::move(rule));
    plan_.rule_by_number_.emplace(from.number(), i);
    plan_.rule_by_code_.emplace(from.code(), i);
  }
}

void PlanCompiler::CompileRuleKind(const v1::Rule& from, Rule& rule) const {
  switch (from.kind_case()) {
    case v1::Rule::kCompare:
      rule.left = CompileSum(from.compare().left());
      rule.op = from.compare().op();
      rule.right = CompileSum(from.compare().right());
      break;
    case v1::Rule::kNoFall:
      rule.left = CompileSum(from.no_fall().sum());
      break;
    case v1::Rule::kJump:
      rule.left = CompileSum(from.jump().sum());
      rule.right = CompileSum(from.jump().of());
      break;
    case v1::Rule::kSameThrice:
      rule.left = CompileSum(from.same_thrice().sum());
      break;
    case v1::Rule::kDateWindow:
      rule.field = Resolve(from.date_window().field());
      rule.from = ParseDay(from.date_window().from()).value_or(kNoFirstDay);
      rule.to = ParseDay(from.date_window().to()).value_or(kNoLastDay);
      break;
    case v1::Rule::kPattern:
      rule.field = Resolve(from.pattern().field());
      rule.must_match = CompilePattern(from.pattern().must_match());
      rule.must_not_match = CompilePattern(from.pattern().must_not_match());
      break;
    case v1::Rule::KIND_NOT_SET:
      break;
  }
}

void PlanCompiler::CompileReads(Rule& rule) const {
  std::vector<FieldRef> all;
  AppendReads(rule.left, all);
  AppendReads(rule.right, all);
  if (rule.field.form >= 0) all.push_back(rule.field);
  AppendReads(rule.when, all);
  for (const FieldRef& ref : all) {
    const bool known = std::any_of(rule.reads.begin(), rule.reads.end(), [&](const FieldRef& r) {
      return r.form == ref.form && r.field == ref.field;
    });
    if (!known) rule.reads.push_back(ref);
  }
  if (rule.reads.empty()) return;
  rule.home_form = rule.reads.front().form;
  const v1::Rule::KindCase kind = rule.source->kind_case();
  // These three look at earlier periods by their nature.
  const bool looks_back =
      kind == v1::Rule::kNoFall || kind == v1::Rule::kJump || kind == v1::Rule::kSameThrice;
  rule.within_entry = !looks_back && OfThisPeriod(rule.left) && OfThisPeriod(rule.right) &&
                      OfThisPeriod(rule.when.left) && OfThisPeriod(rule.when.right) &&
                      std::all_of(rule.reads.begin(), rule.reads.end(),
                                  [&](const FieldRef& r) { return r.form == rule.home_form; });
}

}  // namespace gom::plan
