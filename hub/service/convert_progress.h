// Progress as upstream systems and tables read it: codes and words instead of indexes.
#ifndef GOM_HUB_SERVICE_CONVERT_PROGRESS_H_
#define GOM_HUB_SERVICE_CONVERT_PROGRESS_H_

#include "common/plan/progress.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

// `out` is empty before.
void ToProto(const plan::Plan& plan, const plan::PartProgress& progress, v1::PartProgress* out);
// Parts, headline and the other readings, each beside the part that it reads differently.
void ToProto(const plan::Plan& plan, const plan::IndicatorProgress& progress,
             v1::IndicatorProgress* out);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_CONVERT_PROGRESS_H_
