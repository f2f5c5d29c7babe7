// Photos and scans that go with a report.
#ifndef GOM_AGENT_SERVICE_EVIDENCE_H_
#define GOM_AGENT_SERVICE_EVIDENCE_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "common/evidence/reduce.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Keeps what `reduced` made of the request's data beside the database, and names it in the draft,
// durable on return. A file that is there already stays, under its first name. Where the disk is
// full the draft is as it was (A14). INVALID_ARGUMENT evidence_refused: the report has as many as
// it may.
absl::StatusOr<v1::AddEvidenceResponse> AddEvidence(Desk& desk,
                                                    const v1::AddEvidenceRequest& request,
                                                    const evidence::Reduced& reduced);

// Takes it out of the draft, which is begun where there is none; the file goes once nothing names
// it. What was submitted goes on naming it. NOT_FOUND evidence_missing. Neither of the two takes
// over a newer version (overtaken.h): the clerk would not see what of it.
absl::StatusOr<v1::RemoveEvidenceResponse> RemoveEvidence(Desk& desk,
                                                          const v1::RemoveEvidenceRequest& request);

absl::StatusOr<v1::GetEvidenceResponse> GetEvidence(Desk& desk,
                                                    const v1::GetEvidenceRequest& request);

// The files of a form, and where each of them is.
void ShowEvidence(Desk& desk, const Sheet& sheet, v1::FormView* view);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_EVIDENCE_H_
