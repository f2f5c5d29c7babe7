// Photos and scans that go with a report.
#ifndef GOM_AGENT_SERVICE_EVIDENCE_H_
#define GOM_AGENT_SERVICE_EVIDENCE_H_

#include <vector>

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

// Takes those of `files` off the disk that neither a draft nor a report names any more. Where a
// record cannot be read nobody knows what it names, and all of them stay.
void RemoveUnnamed(Desk& desk, const std::vector<sync::Evidence>& files);

// Adds these files, and where each of them is: one that the hub has is not read through;
// WHERE_UNSPECIFIED is one that is not here because another computer of the school has it.
void ShowEvidence(Desk& desk, const std::vector<sync::Evidence>& files,
                  google::protobuf::RepeatedPtrField<v1::EvidenceView>* views);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_EVIDENCE_H_
