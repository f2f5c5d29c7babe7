// Progress as upstream systems and tables read it: codes and words instead of indexes.
#ifndef GOM_HUB_SERVICE_CONVERT_PROGRESS_H_
#define GOM_HUB_SERVICE_CONVERT_PROGRESS_H_

#include "common/plan/progress.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

v1::PartProgress ToProto(const plan::Plan& plan, const plan::PartProgress& progress);
// Parts, headline and the other readings, each beside the part that it reads differently.
v1::IndicatorProgress ToProto(const plan::Plan& plan, const plan::IndicatorProgress& progress);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_CONVERT_PROGRESS_H_
