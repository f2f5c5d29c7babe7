// The key that the hub signs receipts and reply bundles with, as a private file in the data folder:
//   sign.key   Ed25519, PKCS#8 PEM; made by init, or by the first start of a newer program
// Devices learn its public half at enrollment. It is part of every backup: a hub that signed with
// another key would be another one to them.
#ifndef GOM_HUB_AUTH_SIGN_KEY_H_
#define GOM_HUB_AUTH_SIGN_KEY_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/platform/random.h"
#include "common/sync/signing.h"

namespace gom::hub {

inline constexpr char kSignKeyFile[] = "sign.key";

struct OpenedSignKey {
  sync::SigningKey key;
  // There was none. On a log that is not new somebody has to be told: no device knows this one.
  bool made = false;
};
// The folder's key; made, and durable on return, where there is none. kDataLoss sign_key_damaged.
absl::StatusOr<OpenedSignKey> OpenSignKey(const std::string& folder,
                                          platform::RandomSource& random);

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_SIGN_KEY_H_
