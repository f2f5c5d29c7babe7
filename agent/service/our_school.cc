#include "agent/service/our_school.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "agent/service/commune.h"
#include "agent/service/contributions.h"
#include "agent/service/words.h"
#include "common/plan/to_proto.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

// A count's target is everybody's together; where the school is not asked, it stands nowhere.
v1::Standing OwnStanding(const plan::Part& part, const OwnProgress& own) {
  const bool asked = own.contribution.state() != v1::Contribution::STATE_NOT_APPLICABLE;
  return asked && !plan::IsCount(part.kind) ? plan::ToProto(own.progress.standing)
                                            : v1::STANDING_UNSPECIFIED;
}

v1::OwnPoint PointOf(const SchoolState& state, const plan::Part& part, const OwnFacts& facts,
                     int period) {
  const plan::Period& at = state.plan->periods[static_cast<size_t>(period)];
  const OwnProgress own = ProgressIn(state, part, facts, period);
  v1::OwnPoint point;
  point.set_period(at.code);
  *point.mutable_period_name() = at.name;
  point.set_state(own.contribution.state());
  if (own.contribution.has_value()) *point.mutable_value() = own.contribution.value();
  point.set_permille(own.contribution.permille());
  point.set_meets(own.contribution.meets());
  point.set_standing(OwnStanding(part, own));
  return point;
}

v1::OwnPart PartOf(const SchoolState& state, const plan::Part& part, const OwnFacts& facts,
                   int as_of) {
  v1::OwnPart out;
  OwnProgress own = ProgressIn(state, part, facts, as_of);
  out.set_standing(OwnStanding(part, own));
  *out.mutable_now() = std::move(own.contribution);
  for (int p = 0; p <= as_of; ++p) {
    if (part.asked_in[static_cast<size_t>(p)]) *out.add_points() = PointOf(state, part, facts, p);
  }
  for (const plan::Form& form : state.plan->forms) {
    const bool feeds =
        plan::Plan::Matches(form.applies, state.unit) &&
        std::any_of(form.fields.begin(), form.fields.end(), [&](const plan::Field& field) {
          return plan::Plan::Matches(field.applies, state.unit) &&
                 Reads(part, form.index, field.number);
        });
    if (feeds) out.add_forms(form.code);
  }
  return out;
}

const plan::Period* PeriodOf(const plan::Plan& plan, const std::string& code) {
  const int index = plan.PeriodIndex(code);
  return index < 0 ? nullptr : &plan.periods[static_cast<size_t>(index)];
}

// What the hub said last of the commune: the facts once, and each figure beside the school's own.
void SetCommune(const plan::Plan& plan, const v1::KeptCommune& kept,
                v1::GetOurSchoolResponse* out) {
  const v1::CommuneProgress& progress = kept.answer().progress();
  const plan::Period* const as_of = PeriodOf(plan, progress.as_of());
  if (as_of == nullptr) return;
  v1::CommuneFacts* facts = out->mutable_commune();
  facts->set_as_of(as_of->code);
  *facts->mutable_as_of_name() = as_of->name;
  facts->set_at(kept.answer().at());
  facts->set_received(kept.received());
  facts->set_newest_at(kept.answer().newest_at());
  facts->set_units_expected(progress.units_expected());
  facts->set_units_reported(progress.units_reported());
  for (v1::OwnIndicator& indicator : *out->mutable_indicators()) {
    for (v1::OwnPart& own : *indicator.mutable_parts()) {
      const auto& parts = progress.parts();
      const auto part = std::find_if(parts.begin(), parts.end(), [&](const v1::CommunePart& p) {
        return p.indicator() == indicator.code() && p.part() == own.now().part();
      });
      if (part == parts.end()) continue;
      *own.mutable_commune() = *part;
      const plan::Period* const read_at = PeriodOf(plan, part->read_at());
      if (read_at != nullptr) *own.mutable_commune_read_at() = read_at->name;
    }
  }
}

int NewestReported(const SchoolState& state) {
  int newest = 0;
  for (const auto& [key, entry] : state.entries) {
    if (entry.Shown() != nullptr) newest = std::max(newest, state.plan->PeriodIndex(key.second));
  }
  return newest;
}

absl::StatusOr<int> AsOf(const SchoolState& state, const std::string& code) {
  if (code.empty()) return NewestReported(state);
  const int period = state.plan->PeriodIndex(code);
  if (period >= 0) return period;
  return text::Refuse(
      absl::StatusCode::kNotFound, kPeriodUnknown, code,
      absl::StrJoin(state.plan->periods, ", ",
                    [](std::string* out, const plan::Period& p) { out->append(p.code); }));
}

}  // namespace

absl::StatusOr<v1::GetOurSchoolResponse> GetOurSchool(Desk& desk,
                                                      const v1::GetOurSchoolRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  const SchoolState& state = desk.state();
  ASSIGN_OR_RETURN(const int as_of, AsOf(state, request.as_of()));
  const plan::Period& period = state.plan->periods[static_cast<size_t>(as_of)];
  v1::GetOurSchoolResponse response;
  response.set_as_of(period.code);
  *response.mutable_as_of_name() = period.name;
  response.set_plan_version(state.plan->version());
  const OwnFacts facts(state, {});
  for (const plan::Indicator& indicator : state.plan->indicators) {
    v1::OwnIndicator own;
    for (const int part : indicator.parts) {
      const plan::Part& p = state.plan->parts[static_cast<size_t>(part)];
      if (IsShown(state, p)) *own.add_parts() = PartOf(state, p, facts, as_of);
    }
    if (own.parts().empty()) continue;
    own.set_code(indicator.code);
    *own.mutable_title() = indicator.source->title();
    *own.mutable_short_title() = indicator.source->short_title();
    own.set_group(indicator.source->group());
    own.set_due(indicator.source->due());
    *response.add_indicators() = std::move(own);
  }
  if (const v1::KeptCommune* const kept = CommuneNow(desk); kept != nullptr)
    SetCommune(*state.plan, *kept, &response);
  response.set_commune_of_another_plan(HasCommuneOfAnotherPlan(desk));
  return response;
}

}  // namespace gom::agent
