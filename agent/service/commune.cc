#include "agent/service/commune.h"

#include <utility>

namespace gom::agent {
namespace {

// Forty times what a real plan takes.
constexpr size_t kMostBytes = 64 * 1024;

const v1::KeptCommune* KeptHere(Desk& desk) {
  const std::optional<v1::KeptCommune>& kept = desk.store().marks().commune;
  const Enrollment& enrollment = desk.store().enrollment();
  if (!kept.has_value() || kept->hub() != enrollment.hub || kept->unit() != enrollment.unit)
    return nullptr;
  return &*kept;
}

bool IsOfPlan(const v1::KeptCommune& kept, const SchoolState& state) {
  return state.plan != nullptr && kept.answer().progress().plan_version() == state.plan->version();
}

}  // namespace

const v1::KeptCommune* CommuneNow(Desk& desk) {
  const v1::KeptCommune* const kept = KeptHere(desk);
  return kept != nullptr && IsOfPlan(*kept, desk.state()) ? kept : nullptr;
}

bool HasCommuneOfAnotherPlan(Desk& desk) {
  const v1::KeptCommune* const kept = KeptHere(desk);
  return kept != nullptr && !IsOfPlan(*kept, desk.state());
}

bool CommuneTimer::IsDue(bool took, bool brought, absl::Duration now,
                         std::optional<absl::Duration> age_of_kept) {
  news_ = news_ || brought;
  if (took) return true;
  const bool soon = news_ || !age_of_kept.has_value();
  if (asked_.has_value()) return now - *asked_ >= (soon ? kCommuneGap : kCommuneStays);
  // A clock that was set back says nothing of the age.
  return soon || *age_of_kept < absl::ZeroDuration() || *age_of_kept >= kCommuneStays;
}

void CommuneTimer::Ask(absl::Duration now) {
  asked_ = now;
  news_ = false;
}

absl::Status TakeCommune(Desk& desk, const v1::GetCommuneProgressResponse& answer) {
  v1::KeptCommune kept;
  if (answer.tag().empty()) {
    const v1::KeptCommune* const had = CommuneNow(desk);
    if (had == nullptr) return absl::InvalidArgumentError("as before, and there was nothing");
    kept = *had;
    kept.mutable_answer()->set_position(answer.position());
    kept.mutable_answer()->set_newest_at(answer.newest_at());
    kept.mutable_answer()->set_at(answer.at());
  } else {
    *kept.mutable_answer() = answer;
  }
  if (kept.ByteSizeLong() > kMostBytes) return absl::InvalidArgumentError("too large");
  kept.set_hub(desk.store().enrollment().hub);
  kept.set_unit(desk.store().enrollment().unit);
  kept.set_received(desk.now_ms());
  return desk.store().KeepCommune(kept);
}

}  // namespace gom::agent
