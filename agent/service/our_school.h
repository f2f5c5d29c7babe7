// Where the school stands in each indicator, by its own reports alone; and beside it the commune,
// as the hub said last.
#ifndef GOM_AGENT_SERVICE_OUR_SCHOOL_H_
#define GOM_AGENT_SERVICE_OUR_SCHOOL_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Drafts do not count: nobody has said yet that they are so. NOT_FOUND period_unknown.
absl::StatusOr<v1::GetOurSchoolResponse> GetOurSchool(Desk& desk,
                                                      const v1::GetOurSchoolRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_OUR_SCHOOL_H_
