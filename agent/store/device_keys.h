// What a device proves itself with, in one private file of its folder, agent.pem: a line that says
// how long each part is, then its private key, its certificate, and the authorities that it pins.
// One file, so that a new certificate and its key take the place of the old ones in one rename, and
// a power cut leaves one whole pair.
#ifndef GOM_AGENT_STORE_DEVICE_KEYS_H_
#define GOM_AGENT_STORE_DEVICE_KEYS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::agent {

// As PEM.
struct DeviceKeys {
  std::string key_pem;
  std::string certificate_pem;
  std::string ca_pem;  // one authority or several, the newest first
};

// Durable when it returns.
absl::Status WriteDeviceKeys(const std::string& folder, const DeviceKeys& keys);
// kDataLoss keys_damaged.
absl::StatusOr<DeviceKeys> ReadDeviceKeys(const std::string& folder);

// The key for which a certificate is being asked, in a file of its own, agent.key, until there is
// one: whoever asks again asks with the same key, and the hub answers the same. Made by `make`
// where there is none, or one that is damaged: `is_key` says whether it can be used.
absl::StatusOr<std::string> AskingKey(const std::string& folder,
                                      absl::StatusOr<std::string> (*make)(),
                                      bool (*is_key)(std::string_view));
absl::Status ForgetAskingKey(const std::string& folder);

// What the hub's reply bundles are sealed to: 32 random bytes in a private file of their own,
// seal.key, made where there are none. It stays, as the hub seals to the public half that it was
// told last, with an enrollment or a renewal.
absl::StatusOr<std::string> SealSecret(const std::string& folder);

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_DEVICE_KEYS_H_
