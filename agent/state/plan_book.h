// Plans as the hub sent them, compiled once each.
#ifndef GOM_AGENT_STATE_PLAN_BOOK_H_
#define GOM_AGENT_STATE_PLAN_BOOK_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/plan/plan.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

// The file's bytes out of an event. kInvalidArgument plan_damaged: not a zstd frame of a sensible
// size, or the bytes do not have the digest that the event names.
absl::StatusOr<std::string> UnpackPlan(const v1::PlanApplied& applied);

// Not synchronised.
class PlanBook {
 public:
  // kInvalidArgument plan_damaged, plan_unreadable (made by a newer version of the program, as a
  // rule).
  absl::StatusOr<std::shared_ptr<const plan::Plan>> Get(const v1::PlanApplied& applied);

 private:
  std::map<std::string, std::shared_ptr<const plan::Plan>> by_digest_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_PLAN_BOOK_H_
