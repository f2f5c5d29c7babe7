// What is due, one form, one history, and how the agent itself is.
#ifndef GOM_AGENT_SERVICE_FORMS_H_
#define GOM_AGENT_SERVICE_FORMS_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// NOT_FOUND period_unknown.
absl::StatusOr<v1::ListFormsResponse> ListForms(Desk& desk, const v1::ListFormsRequest& request);
absl::StatusOr<v1::FormView> GetForm(Desk& desk, const v1::GetFormRequest& request);
// Oldest first. NOT_FOUND entry_unknown.
absl::StatusOr<v1::GetEntryHistoryResponse> GetEntryHistory(
    Desk& desk, const v1::GetEntryHistoryRequest& request);
absl::StatusOr<v1::AgentStatus> GetAgentStatus(Desk& desk);
// What is said of the clock; `moved` milliseconds: by how much it was set since the last sync
// (clock_fault.h).
void SetClock(Desk& desk, int64_t moved, v1::AgentStatus* status);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_FORMS_H_
