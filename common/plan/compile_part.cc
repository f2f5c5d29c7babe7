#include <algorithm>
#include <utility>

#include "common/plan/compile.h"

namespace gom::plan {

void PlanCompiler::CompileIndicators() {
  for (int i = 0; i < plan_.proto.indicators_size(); ++i) {
    const v1::Indicator& from = plan_.proto.indicators(i);
    Indicator indicator;
    indicator.index = i;
    indicator.number = from.number();
    indicator.code = from.code();
    indicator.headline = from.headline();
    indicator.source = &from;
    for (const v1::Part& part : from.parts()) {
      const int at = AddPart(CompilePart(part), i, -1);
      indicator.parts.push_back(at);
      for (const v1::OtherReading& reading : part.other_readings()) {
        AddPart(CompileReading(plan_.parts[static_cast<size_t>(at)], reading), i, at);
      }
    }
    plan_.indicators.push_back(std::move(indicator));
    plan_.indicator_by_number_.emplace(from.number(), i);
    plan_.indicator_by_code_.emplace(from.code(), i);
  }
}

int PlanCompiler::AddPart(Part part, int indicator, int reading_of) {
  part.index = static_cast<int>(plan_.parts.size());
  part.indicator = indicator;
  part.reading_of = reading_of;
  CompileCadence(part);
  IndexPart(part);
  plan_.parts.push_back(std::move(part));
  return static_cast<int>(plan_.parts.size()) - 1;
}

Part PlanCompiler::CompilePart(const v1::Part& from) const {
  Part part;
  part.applies = CompileApplies(from.applies());
  part.over_time =
      from.over_time() == v1::OVER_TIME_UNSPECIFIED ? v1::OVER_TIME_LATEST : from.over_time();
  part.school_year_window = from.window().school_year();
  part.source = &from;
  CompileMeasure(from, part);
  if (from.has_target()) {
    part.target_op = from.target().op();
    part.target = from.target().value();
  }
  CompileProvisional(from, part);
  return part;
}

Part PlanCompiler::CompileReading(const Part& part, const v1::OtherReading& from) const {
  Part reading = part;
  reading.reading_source = &from;
  if (from.has_applies()) reading.applies = CompileApplies(from.applies());
  if (from.over_time() != v1::OVER_TIME_UNSPECIFIED) reading.over_time = from.over_time();
  return reading;
}

void PlanCompiler::CompileMeasure(const v1::Part& from, Part& part) const {
  switch (from.measure_case()) {
    case v1::Part::kRatio:
    case v1::Part::MEASURE_NOT_SET:
      part.kind = MeasureKind::kRatio;
      part.numerator = CompileSum(from.ratio().numerator());
      part.denominator = CompileSum(from.ratio().denominator());
      part.population = CompileSum(from.ratio().population());
      break;
    case v1::Part::kShare:
      part.kind = MeasureKind::kShare;
      part.condition = CompileCondition(from.share().condition());
      break;
    case v1::Part::kCount:
      if (from.count().has_items()) {
        const v1::RecognisedItems& items = from.count().items();
        part.kind = MeasureKind::kCountItems;
        part.list = Resolve(items.field());
        if (part.list.form < 0) break;
        const Field* choice = part.list.definition->FindItemField(items.choice_field());
        if (choice == nullptr || choice->type != FieldType::kChoice) break;
        const v1::Option* option = choice->FindOption(items.option());
        if (option == nullptr) break;
        part.choice_field = choice->number;
        part.option = option->number();
      } else {
        part.kind = MeasureKind::kCountSum;
        part.numerator = CompileSum(from.count().sum());
      }
      break;
    case v1::Part::kInformation:
      if (from.information().has_choice()) {
        part.kind = MeasureKind::kInfoChoice;
        part.list = Resolve(from.information().choice());
      } else if (from.information().has_text()) {
        part.kind = MeasureKind::kInfoText;
        part.list = Resolve(from.information().text());
      } else {
        part.kind = MeasureKind::kInfoSum;
        part.numerator = CompileSum(from.information().sum());
      }
      break;
  }
}

void PlanCompiler::CompileProvisional(const v1::Part& from, Part& part) const {
  for (const v1::Provisional& source : from.provisional()) {
    Provisional provisional;
    if (source.has_unit()) provisional.unit = CompileCondition(source.unit());
    if (source.has_sample()) {
      provisional.numerator = CompileSum(source.sample().numerator());
      provisional.denominator = CompileSum(source.sample().denominator());
      provisional.below_percent = source.sample().below_percent();
    }
    provisional.source = &source;
    part.provisional.push_back(std::move(provisional));
  }
}

// The form whose cadence the part follows: the first one that is asked anew each period, else the
// carried one itself.
int PlanCompiler::DecidingForm(const Part& part) const {
  std::vector<FieldRef> reads;
  AppendReads(part.numerator, reads);
  AppendReads(part.condition, reads);
  if (part.list.form >= 0) reads.push_back(part.list);
  for (const FieldRef& read : reads) {
    if (!plan_.forms[static_cast<size_t>(read.form)].carried) return read.form;
  }
  return reads.empty() ? -1 : reads.front().form;
}

void PlanCompiler::CompileCadence(Part& part) const {
  const size_t periods = plan_.periods.size();
  part.asked_in.assign(periods, false);
  part.first_asked = part.last_asked = -1;
  const int form = DecidingForm(part);
  if (form < 0) return;
  const v1::Window& window = part.source->window();
  const int first = window.first().empty() ? 0 : std::max(plan_.PeriodIndex(window.first()), 0);
  const int end = window.last().empty() ? -1 : plan_.PeriodIndex(window.last());
  const int last = end < 0 ? static_cast<int>(periods) - 1 : end;
  for (int p = first; p <= last; ++p) {
    const auto at = static_cast<size_t>(p);
    if (!plan_.forms[static_cast<size_t>(form)].asked_in[at]) continue;
    const Period& period = plan_.periods[at];
    if (part.over_time == v1::OVER_TIME_EVERY && (!period.in_session || period.optional)) continue;
    part.asked_in[at] = true;
    if (part.first_asked < 0) part.first_asked = p;
    part.last_asked = p;
  }
}

void PlanCompiler::IndexPart(const Part& part) {
  std::vector<FieldRef> reads;
  AppendReads(part.numerator, reads);
  AppendReads(part.denominator, reads);
  AppendReads(part.population, reads);
  AppendReads(part.condition, reads);
  if (part.list.form >= 0) reads.push_back(part.list);
  for (const Provisional& provisional : part.provisional) {
    AppendReads(provisional.unit, reads);
    AppendReads(provisional.numerator, reads);
    AppendReads(provisional.denominator, reads);
  }
  for (const FieldRef& read : reads) {
    std::vector<int>& parts = plan_.parts_of_form[static_cast<size_t>(read.form)];
    if (parts.empty() || parts.back() != part.index) parts.push_back(part.index);
  }
}

}  // namespace gom::plan
