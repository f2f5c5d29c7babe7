// A new slip as a page to read, and as a file for a school that has no network.
#ifndef GOM_HUB_CLI_SLIP_H_
#define GOM_HUB_CLI_SLIP_H_

#include <string>

#include "absl/status/status.h"
#include "hub/cli/session.h"

namespace gom::hub {

// Writes it, read back (common/platform/stick_file.h), with what a computer needs to know the hub.
// Where that fails the code is used by nobody and ends by itself.
absl::Status WriteSlip(Session& session, const v1::IssueSlipResponse& slip,
                       const std::string& file);

// Its code, and what to type on the unit's computer; of one that is in a file, where that is and
// what to do with it.
std::string SlipPage(Session& session, const v1::IssueSlipResponse& slip, const std::string& file);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_SLIP_H_
