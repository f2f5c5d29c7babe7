#include "agent/state/plan_book.h"

#include <utility>

#include "agent/state/words.h"
#include "common/log/chain.h"
#include "common/plan/load.h"
#include "common/plan/packed.h"
#include "common/text/status_macros.h"

namespace gom::agent {

absl::StatusOr<std::string> UnpackPlan(const v1::PlanApplied& applied) {
  std::string bytes = plan::Unpack(applied.zstd_textproto());
  if (log::ToBytes(log::Sha256(bytes)) != applied.sha256())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kPlanDamaged, applied.version());
  return bytes;
}

absl::StatusOr<std::shared_ptr<const plan::Plan>> PlanBook::Get(const v1::PlanApplied& applied) {
  auto known = by_digest_.find(applied.sha256());
  if (known != by_digest_.end()) return known->second;
  ASSIGN_OR_RETURN(const std::string bytes, UnpackPlan(applied));
  std::shared_ptr<const plan::Plan> plan = plan::Compile(bytes);
  if (plan == nullptr) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kPlanUnreadable, applied.version());
  }
  by_digest_.emplace(applied.sha256(), plan);
  return plan;
}

}  // namespace gom::agent
