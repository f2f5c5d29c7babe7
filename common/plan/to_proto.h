// What the arithmetic says in its own types, as messages say it: the same at hub and agent.
#ifndef GOM_COMMON_PLAN_TO_PROTO_H_
#define GOM_COMMON_PLAN_TO_PROTO_H_

#include "common/plan/plan.h"
#include "common/plan/progress.h"
#include "gom/v1/report.pb.h"

namespace gom::plan {

v1::Fraction ToProto(Fraction fraction);
v1::Standing ToProto(Standing standing);
v1::PartProgress::Kind ToProto(MeasureKind kind);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_TO_PROTO_H_
