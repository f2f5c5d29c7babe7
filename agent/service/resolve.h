// A person's choice between the versions of an Entry in conflict.
#ifndef GOM_AGENT_SERVICE_RESOLVE_H_
#define GOM_AGENT_SERVICE_RESOLVE_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Appends a Revision that descends from what counts and from every contender; durable on return. A
// preview says what would stand and what the rules say of it, refuses nothing that they mind, and
// writes nothing.
// Starts from the version named by `take` (by any of its names), else from the one that counts; its
// note and author are the request's. NOT_FOUND revision_not_here; FAILED_PRECONDITION
// nothing_to_resolve, draft_in_the_way (what was typed is not thrown away unasked),
// version_not_named (a contender whose name the hub has not told), entry_refused.
absl::StatusOr<v1::ResolveResponse> Resolve(Desk& desk, const v1::ResolveRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_RESOLVE_H_
