// From drafts to Revisions.
#ifndef GOM_AGENT_SERVICE_SUBMIT_H_
#define GOM_AGENT_SERVICE_SUBMIT_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/error.pb.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// One thing to submit: a place and the sheet that lies on it.
struct Submission {
  Place place;
  Sheet sheet;
  std::vector<Name> parents;
};

// What stands against submitting these together: errors, and warnings without a reason. `many` puts
// form and period before each sentence.
std::vector<v1::ErrorPlace> Obstacles(const SchoolState& state,
                                      const std::vector<Submission>& submissions);

// Appends them in one transaction, durable on return; nobody asks for obstacles here.
absl::StatusOr<std::vector<v1::SubmittedEntry>> Append(Desk& desk,
                                                       const std::vector<Submission>& submissions);

// All drafts, or the one named; all or none.
absl::StatusOr<v1::SubmitResponse> Submit(Desk& desk, const v1::SubmitRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_SUBMIT_H_
