#include "tests/bench/revisions.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "common/log/chain.h"
#include "common/plan/facts.h"
#include "common/plan/rule.h"
#include "common/sync/revision.h"

namespace gom::bench {
namespace {

constexpr int kVariants = 400;
constexpr int64_t kSmall = 20, kLarge = 600;

bool IsNumber(const plan::Field& field) {
  return field.type == plan::FieldType::kWhole || field.type == plan::FieldType::kYesNo;
}

}  // namespace

Writer::Writer(const plan::Plan& plan, const plan::Unit& unit, uint64_t seed)
    : plan_(plan), unit_(unit), random_(seed) {
  templates_.resize(plan.forms.size());
  for (const plan::Form& form : plan.forms) {
    int first = -1;
    for (int p = 0; p < static_cast<int>(plan.periods.size()); ++p) {
      if (!plan.Asked(form, p, unit)) continue;
      if (std::count_if(form.fields.begin(), form.fields.end(), IsNumber) < 2) continue;
      entries_.emplace_back(form.index, p);
      if (first < 0) first = p;
    }
    if (first < 0) continue;
    Template& made = templates_[static_cast<size_t>(form.index)];
    for (int i = 0; i < kVariants; ++i) made.variants.push_back(Vary(form, first));
  }
}

size_t Writer::ErrorsIn(int form, int period, const plan::Values& values) {
  std::vector<plan::EntryFacts> grid(plan_.forms.size() * plan_.periods.size());
  grid[static_cast<size_t>(form) * plan_.periods.size() + static_cast<size_t>(period)].values =
      &values;
  const plan::UnitFacts facts{
      .unit = &unit_, .entries = grid, .recognised = {}, .not_applicable = {}};
  const std::vector<plan::Finding> findings = plan::Check(plan_, facts, form, period, values, {});
  return static_cast<size_t>(
      std::count_if(findings.begin(), findings.end(), [](const plan::Finding& finding) {
        return finding.within_entry && finding.severity == v1::SEVERITY_ERROR;
      }));
}

// Filled alike, a form may contradict itself: its first answer is “not yet”, or a total is not the
// sum of its parts. Takes another answer, or leaves a field empty, where that mends something.
void Writer::Mend(const plan::Form& form, int period, plan::Values* values) {
  size_t errors = ErrorsIn(form.index, period, *values);
  const auto attempt = [&](const plan::Field& field, plan::FieldValue value) {
    if (errors == 0) return;
    plan::Values next = *values;
    next.Set(field.number, value);
    const size_t left = ErrorsIn(form.index, period, next);
    if (left >= errors) return;
    *values = std::move(next);
    errors = left;
  };
  for (const plan::Field& field : form.fields) {
    if (values->Get(field.number).empty()) continue;
    if (field.type == plan::FieldType::kChoice) {
      for (const auto& option : field.source->choice().options())
        attempt(field, plan::FieldValue::Number(option.number()));
    } else {
      attempt(field, plan::FieldValue());
    }
  }
  if (errors == 0) return;
  fprintf(stderr, "%s filled for a measurement breaks a rule of the plan\n", form.code.c_str());
  exit(1);
}

// From a form that passes towards one whose numbers all differ, keeping each step that still
// passes.
plan::Values Writer::Vary(const plan::Form& form, int period) {
  plan::Values values;
  const int64_t base = form.carried ? kLarge : kSmall;
  for (const plan::Field& field : form.fields) {
    if (!plan::Plan::Matches(field.applies, unit_)) continue;
    if (field.type == plan::FieldType::kYesNo)
      values.Set(field.number, plan::FieldValue::Number(1));
    if (field.type == plan::FieldType::kWhole) {
      values.Set(field.number, plan::FieldValue::Number(std::min(base, field.max)));
    }
    if (field.type == plan::FieldType::kChoice && field.required) {
      values.Set(field.number,
                 plan::FieldValue::Number(field.source->choice().options(0).number()));
    }
  }
  Mend(form, period, &values);
  for (const plan::Field& field : form.fields) {
    if (field.type != plan::FieldType::kWhole || values.Get(field.number).empty()) continue;
    for (int attempt = 0; attempt < 8; ++attempt) {
      plan::Values next = values;
      const int64_t number =
          base / 2 + static_cast<int64_t>(random_() % static_cast<uint64_t>(base));
      next.Set(field.number, plan::FieldValue::Number(std::clamp(number, field.min, field.max)));
      if (ErrorsIn(form.index, period, next) == 0) {
        values = next;
        break;
      }
    }
  }
  return values;
}

v1::ExchangeRequest Writer::Batch(int changes) {
  v1::ExchangeRequest request;
  std::string stream(16, '\0');
  for (char& c : stream) c = static_cast<char>(random_());
  request.set_stream(stream);
  *request.mutable_after() = log::ToProto({});
  std::vector<uint64_t> newest(entries_.size(), 0);
  log::Position end;
  for (int i = 0; i < changes; ++i) {
    const size_t which = static_cast<size_t>(i) % entries_.size();
    const auto [form, period] = entries_[which];
    const std::vector<plan::Values>& variants = templates_[static_cast<size_t>(form)].variants;
    const plan::Values& values = variants[random_() % variants.size()];
    v1::Change change;
    change.set_at(1'790'000'000 + i);
    change.set_plan_version(plan_.version());
    v1::Revision& revision = *change.mutable_revision();
    revision.set_form(plan_.forms[static_cast<size_t>(form)].number);
    revision.set_period(plan_.periods[static_cast<size_t>(period)].number);
    if (newest[which] != 0) revision.add_parents()->set_index(newest[which]);
    sync::EncodeValues(values, &revision);
    values_ += revision.values_size();
    *request.add_changes() = sync::Seal(std::move(change), {}, "");
    end = {end.index + 1, log::Next(end.digest, request.changes(i).main())};
    newest[which] = end.index;
  }
  *request.mutable_my_last() = log::ToProto(end);
  *request.mutable_read() = log::ToProto({});
  request.set_waiting(static_cast<uint32_t>(changes));
  return request;
}

}  // namespace gom::bench
