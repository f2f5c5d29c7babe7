#include "hub/service/read_commune.h"

#include <string>
#include <utility>

#include "common/log/chain.h"
#include "common/text/status_macros.h"
#include "hub/service/read_progress.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

constexpr size_t kTagBytes = 8;

bool AreSame(const v1::Fraction& a, const v1::Fraction& b) {
  return a.numerator() == b.numerator() && a.denominator() == b.denominator();
}

void SetFigures(const v1::PartProgress& part, v1::CommunePart* out) {
  *out->mutable_value() = part.value();
  if (!AreSame(part.low(), part.value())) *out->mutable_low() = part.low();
  if (!AreSame(part.high(), part.value())) *out->mutable_high() = part.high();
  out->set_no_upper_end(part.no_upper_end());
  out->set_gap(part.gap());
  out->set_provisional(part.provisional_size() > 0);
}

v1::CommunePart PartOf(const std::string& indicator, const std::string& as_of,
                       const v1::PartProgress& part) {
  v1::CommunePart out;
  out.set_indicator(indicator);
  out.set_part(part.code());
  out.set_standing(part.standing());
  out.set_expected(part.expected());
  out.set_fresh(part.fresh());
  out.set_carried(part.carried());
  if (part.read_at().empty()) return out;
  if (part.read_at() != as_of) out.set_read_at(part.read_at());
  out.set_withheld(part.fresh() + part.carried() < kFewestInATotal);
  if (!out.withheld()) SetFigures(part, &out);
  return out;
}

bool HasSum(const plan::Part& part) {
  return part.kind != plan::MeasureKind::kInfoChoice && part.kind != plan::MeasureKind::kInfoText;
}

}  // namespace

v1::CommuneProgress CommuneOf(const plan::Plan& plan, const v1::GetProgressResponse& progress) {
  v1::CommuneProgress out;
  out.set_plan_version(progress.plan_version());
  out.set_as_of(progress.as_of());
  out.set_units_expected(progress.units_expected());
  out.set_units_reported(progress.units_reported());
  for (const plan::Indicator& indicator : plan.indicators) {
    const v1::IndicatorProgress& told = progress.indicators(indicator.index);
    for (int i = 0; i < told.parts_size(); ++i) {
      const int part = indicator.parts[static_cast<size_t>(i)];
      if (HasSum(plan.parts[static_cast<size_t>(part)]))
        *out.add_parts() = PartOf(indicator.code, progress.as_of(), told.parts(i));
    }
  }
  return out;
}

absl::StatusOr<v1::GetCommuneProgressResponse> ReadCommune(
    const State& state, uint32_t device, const v1::GetCommuneProgressRequest& request,
    int64_t now_ms) {
  if (!state.MayRead(device))
    return text::Refuse(absl::StatusCode::kPermissionDenied, words::kCommuneWaits);
  ASSIGN_OR_RETURN(const v1::GetProgressResponse progress, ReadProgress(state, {}));
  v1::CommuneProgress commune = CommuneOf(*state.plan, progress);
  std::string tag = log::ToBytes(log::Sha256(commune.SerializeAsString())).substr(0, kTagBytes);
  v1::GetCommuneProgressResponse out;
  if (request.have() != tag) {
    out.set_tag(std::move(tag));
    *out.mutable_progress() = std::move(commune);
  }
  out.set_position(progress.position());
  out.set_newest_at(progress.newest_at());
  out.set_at(now_ms);
  return out;
}

}  // namespace gom::hub
