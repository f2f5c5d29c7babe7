// New secrets of the hub: enrollment codes and API keys. Each is shown once; the log keeps that it
// was issued, `secrets` keeps its hash.
#ifndef GOM_HUB_SERVICE_ISSUE_H_
#define GOM_HUB_SERVICE_ISSUE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/platform/random.h"
#include "gom/v1/admin.pb.h"
#include "hub/state/decide.h"

namespace gom::hub {

class Hub;

// Kind of an API key's row in `secrets`, by its prefix: "gom_" and 6 characters. The hash is the
// SHA-256 in hex.
inline constexpr std::string_view kApiKeySecret = "api_key";
inline constexpr size_t kApiKeyPrefixBytes = 10;

// Draws a key that reads reports and decides to issue it; answers the key. For use inside a
// decision.
absl::StatusOr<std::string> DecideNewApiKey(View& view, platform::RandomSource& random,
                                            const std::string& name,
                                            const std::string& operator_name);

// All block until the records are durable: for a worker. Errors as DecideApiKey and DecideSlip.
absl::StatusOr<v1::IssueApiKeyResponse> IssueApiKey(Hub& hub,
                                                    const v1::IssueApiKeyRequest& request);
absl::StatusOr<v1::IssueSlipResponse> IssueSlip(Hub& hub, const v1::IssueSlipRequest& request);
// Revokes a device and issues a code for its unit, in one act; the ratchet is turned at once. As
// IssueSlip, and NOT_FOUND device_unknown.
absl::StatusOr<v1::ReplaceDeviceResponse> ReplaceDevice(Hub& hub,
                                                        const v1::ReplaceDeviceRequest& request);

// All that were ever issued, in that order; their hashes stay in `secrets`.
v1::ListApiKeysResponse ReadApiKeys(Hub& hub);
// DecideRevokeApiKey: every call asks the table, so the next one with the key is refused.
absl::StatusOr<v1::RevokeApiKeyResponse> RevokeApiKey(Hub& hub,
                                                      const v1::RevokeApiKeyRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_ISSUE_H_
