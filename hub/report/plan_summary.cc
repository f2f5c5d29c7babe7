#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "hub/report/figures.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Language;
using text::Say;
using text::Style;
using text::Table;
using text::View;

std::string Periods(const v1::GetPlanResponse& response, Language l, const View& view) {
  Table table(
      {{.title = Say(l, kColumnPeriod)},
       {.title = Say(l, kColumnName), .flexible = true},
       {.title = Say(l, kColumnDates)},
       {.title = Say(l, kColumnDue)},
       {.title = Say(l, kColumnRemarks), .flexible = true, .overflow = text::Overflow::kWrap}});
  const auto& locked = response.locked_periods();
  for (const v1::Period& period : response.plan().periods()) {
    std::vector<std::string> remarks;
    if (period.optional()) remarks.push_back(Say(l, kOptional));
    if (!period.in_session()) remarks.push_back(Say(l, kNotInSession));
    if (std::find(locked.begin(), locked.end(), period.code()) != locked.end())
      remarks.push_back(Say(l, kLocked));
    const std::string due = text::ShowIso(period.due());
    table.Row({{"  " + period.code(), Style::kBold},
               {text::In(l, period.name())},
               {absl::StrCat(text::ShowIso(period.start()), " – ", text::ShowIso(period.end()))},
               {period.grace_days() > 0 ? Say(l, kGraceDays, due, period.grace_days()) : due},
               {absl::StrJoin(remarks, ", "), Style::kDim}});
  }
  return table.Render(view);
}

std::string Forms(const v1::Plan& plan, Language l, const View& view) {
  Table table(
      {{.title = Say(l, kColumnForm)},
       {.title = Say(l, kColumnTitle), .flexible = true},
       {.title = Say(l, kColumnFields), .align = text::Align::kRight},
       {.title = Say(l, kColumnAsked), .flexible = true, .overflow = text::Overflow::kWrap}});
  for (const v1::Form& form : plan.forms()) {
    std::string asked = absl::StrJoin(form.periods(), ", ");
    if (asked.empty()) asked = Say(l, form.carried() ? kCarriedForm : kEveryPeriod);
    table.Row({{"  " + form.code(), Style::kBold},
               {text::In(l, form.title())},
               {std::to_string(form.fields_size())},
               {asked, Style::kDim}});
  }
  return table.Render(view);
}

v1::PartProgress::Kind KindOf(const v1::Part& part) {
  switch (part.measure_case()) {
    case v1::Part::kRatio:
      return v1::PartProgress::KIND_RATIO;
    case v1::Part::kShare:
      return v1::PartProgress::KIND_SHARE;
    case v1::Part::kCount:
      return v1::PartProgress::KIND_COUNT;
    case v1::Part::kInformation:
      return v1::PartProgress::KIND_INFORMATION;
    case v1::Part::MEASURE_NOT_SET:
      return v1::PartProgress::KIND_UNSPECIFIED;
  }
  return v1::PartProgress::KIND_UNSPECIFIED;
}

std::string Indicators(const v1::Plan& plan, Language l, const View& view) {
  Table table({{.title = Say(l, kColumnCode)},
               {.title = Say(l, kColumnTitle),
                .flexible = true,
                .min_width = 20,
                .overflow = text::Overflow::kWrap},
               {.title = Say(l, kColumnTarget), .align = text::Align::kRight},
               {.title = Say(l, kColumnDue)},
               {.title = Say(l, kColumnLead), .flexible = true, .min_width = 10}});
  for (const v1::Indicator& i : plan.indicators()) {
    std::vector<std::string> targets;
    for (const v1::Part& part : i.parts()) {
      const std::string target =
          part.has_target() ? TargetText(KindOf(part), part.target(), l) : "";
      const bool known = std::find(targets.begin(), targets.end(), target) != targets.end();
      if (!target.empty() && !known) targets.push_back(target);
    }
    table.Row({{"  " + i.code(), Style::kBold},
               {text::In(l, i.title())},
               {targets.empty() ? "—" : absl::StrJoin(targets, "; ")},
               {text::ShowIso(i.due())},
               {text::In(l, i.lead()), Style::kDim}});
  }
  return table.Render(view);
}

std::string Heading(const std::string& s, const View& view) {
  Table table({});
  table.Note(s, Style::kBold);
  return table.Render(view);
}

}  // namespace

std::string PlanSummary(const v1::GetPlanResponse& response, Language l, const View& view) {
  const v1::Plan& plan = response.plan();
  Table head({});
  head.Note(text::In(l, plan.title()), Style::kBold);
  head.Note(Say(l, kPlanHead, plan.year(), plan.version(), text::In(l, plan.issuer())),
            Style::kPlain);
  return absl::StrCat(head.Render(view), "\n", Heading(Say(l, kPlanPeriods), view),
                      Periods(response, l, view), "\n", Heading(Say(l, kPlanForms), view),
                      Forms(plan, l, view), "\n", Heading(Say(l, kPlanIndicators), view),
                      Indicators(plan, l, view));
}

}  // namespace gom::hub
