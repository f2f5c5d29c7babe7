// A form of a period as a file to be filled in elsewhere: a workbook with its cells locked but
// those to be typed into, or CSV. ImportRows reads both back.
#ifndef GOM_AGENT_SERVICE_TEMPLATE_H_
#define GOM_AGENT_SERVICE_TEMPLATE_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// What is there: the draft, else what counts, else what the last period carries on. Every text goes
// out as text: a program that opens the file evaluates none of it (H11). NOT_FOUND form_unknown,
// period_unknown; FAILED_PRECONDITION form_not_asked; UNAVAILABLE template_not_made (the disk).
absl::StatusOr<v1::GetTemplateResponse> GetTemplate(Desk& desk,
                                                    const v1::GetTemplateRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_TEMPLATE_H_
