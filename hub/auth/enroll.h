// SyncService.Enroll as functions of values. The service looks the slip up, asks JudgeEnroll, and
// carries out what it says:
//
//   kIssue           IssueDevice, then a DeviceEnrolled record; the writer must refuse it if the
//                    slip was used meanwhile
//   kAnswerAgain     the same code and the same key again (E9): the certificate of `device` once
//   more kCountWrongTry   an EnrollmentFailed record for `slip`, then `refusal` kRefuse `refusal`,
//   nothing is recorded
//
// Every code that does not fit, whatever is wrong with it, gets the same refusal (E7):
// UNAUTHENTICATED code_refused.
#ifndef GOM_HUB_AUTH_ENROLL_H_
#define GOM_HUB_AUTH_ENROLL_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/platform/random.h"
#include "gom/v1/sync.pb.h"
#include "hub/auth/authority.h"

namespace gom::hub {

// What is known of a slip.
struct SlipFacts {
  std::string unit;
  int64_t expires_at_ms = 0;
  int wrong_tries = 0;
  // From the `secrets` table; empty where it has none.
  std::string secret_hash;
  // Who used it: SHA-256 of the public key, and the device it became; empty and 0 where nobody has.
  std::string used_by_key_sha256;
  uint32_t used_by_device = 0;
};
using SlipLookup = std::function<std::optional<SlipFacts>(std::string_view slip)>;

enum class EnrollStep { kIssue, kAnswerAgain, kCountWrongTry, kRefuse };
struct EnrollJudgement {
  EnrollStep step = EnrollStep::kRefuse;
  std::string slip;
  std::string unit;
  std::string public_key_sha256;
  uint32_t device = 0;
  absl::Status refusal;
};
// Hashes a password: not for gRPC's threads.
EnrollJudgement JudgeEnroll(const v1::EnrollRequest& request, const SlipLookup& lookup,
                            int64_t now_ms);

struct IssuedDevice {
  uint32_t device = 0;
  std::string certificate_pem;
  std::string certificate_der;
  std::string certificate_sha256;
  std::string public_key_sha256;
  // As the request gave it, cut to 64 characters, without control characters.
  std::string label;
};
// A certificate and a random device number that `taken` does not know.
absl::StatusOr<IssuedDevice> IssueDevice(const Authority& authority,
                                         const v1::EnrollRequest& request, std::string_view unit,
                                         platform::RandomSource& random,
                                         const std::function<bool(uint32_t device)>& taken,
                                         int64_t now_ms);

// The refusal of a code that does not fit, for the writer's own check.
absl::Status CodeRefused();

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_ENROLL_H_
