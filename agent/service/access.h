// Who may call what on a school's computer: one table for every method and every way in. A method
// without a row is refused, and a test walks the services so that none is forgotten.
#ifndef GOM_AGENT_SERVICE_ACCESS_H_
#define GOM_AGENT_SERVICE_ACCESS_H_

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"

namespace gom::agent {

enum class Who {
  kLocal,  // who may open the Unix socket, and this process itself
  kPage,   // the same, and a page whose session is open
};

struct AccessRow {
  std::string_view method;  // "/gom.v1.SchoolService/GetForm"
  Who who;
};
absl::Span<const AccessRow> AccessTable();

// The method that takes this request; empty where there is none. Each has a type of its own, which
// a test holds to.
std::string MethodTaking(const google::protobuf::Descriptor& request);

// `session_open` is asked of calls that came through the door. UNAUTHENTICATED page_session_needed;
// PERMISSION_DENIED page_not_allowed.
absl::Status Authorise(std::string_view method, bool through_door,
                       absl::FunctionRef<bool()> session_open);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_ACCESS_H_
