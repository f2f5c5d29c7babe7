// Enrolling where there is no network: the slip comes as a file, the question goes to the hub in
// one, and the answer comes back in one, with the plan in it.
//
//   ASSIGN_OR_RETURN(std::string request, AskByFile(desk, slip, label));   // … a stick to the hub
//   RETURN_IF_ERROR(WelcomeByFile(desk, monotonic, reply));                // … and back
//
// Between the two the folder keeps the slip, as the private file agent.slip, and its key. Both
// block on the disk, and may be repeated wherever they were cut off. The desk must be nobody
// else's meanwhile.
#ifndef GOM_AGENT_SERVICE_ENROLL_FILE_H_
#define GOM_AGENT_SERVICE_ENROLL_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "common/platform/clock.h"

namespace gom::agent {

// What a person finds on the stick.
inline constexpr char kEnrollRequestFile[] = "yeu-cau-dang-ky.gom";

// The file for the hub: sealed to the key on the slip, signed by the key that it asks for. Asked
// again it is another file by the same key, to which the hub answers the same. kInvalidArgument
// not_a_slip, slip_damaged, slip_wrong (its parts do not belong together); kFailedPrecondition
// already_enrolled.
absl::StatusOr<std::string> AskByFile(Desk& desk, std::string_view slip_file,
                                      const std::string& label);

// Checks the whole of the hub's answer against the slip before it keeps any of it; then the device
// is enrolled, and has read what the hub had for it. A second time it changes nothing.
// kInvalidArgument: as common/sync/bundle.h says, bundle_not_signed, not_an_enrollment_reply,
// reply_of_another_hub; kFailedPrecondition enrollment_not_asked (there is no slip here),
// enroll_answer_wrong, already_enrolled (as another device).
absl::Status WelcomeByFile(Desk& desk, const platform::MonotonicClock& monotonic,
                           std::string_view reply_file);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_ENROLL_FILE_H_
