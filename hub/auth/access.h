// Who may call what: one table for every method of the hub and every way in (socket, TLS,
// in-process). A method without a row is refused, and a test walks the services so that none is
// forgotten.
#ifndef GOM_HUB_AUTH_ACCESS_H_
#define GOM_HUB_AUTH_ACCESS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/rpc/credentials.h"

namespace gom::hub {

enum class Who {
  kAnyone,
  kDevice,            // a certificate in the device table, not revoked
  kDeviceOrReturned,  // the same, or one of ours that a restored log does not know (returned.h)
  kApiKeyOrLocal,     // an API key with the row's scope; the hub's own socket needs none
  kLocal,             // the hub's own socket or process
};

struct AccessRow {
  std::string_view method;  // "/gom.v1.SyncService/Exchange"
  Who who;
  std::string_view scope;
};
absl::Span<const AccessRow> AccessTable();

inline constexpr std::string_view kReportScope = "report.read";

struct DeviceFacts {
  uint32_t device = 0;
  std::string unit;
  bool revoked = false;
};
struct KeyFacts {
  std::string name;
  std::vector<std::string> scopes;
};
// By SHA-256 of the certificate, and of the key, 32 bytes. Called at most once each, on the
// caller's thread.
using DeviceLookup = std::function<std::optional<DeviceFacts>(std::string_view certificate_sha256)>;
using KeyLookup = std::function<std::optional<KeyFacts>(std::string_view key_sha256)>;

// Of a method with a row: whether it may add to the log or write to the data folder, and whether
// devices call it. A method without one changes something.
bool ChangesSomething(std::string_view method);
bool IsForDevices(std::string_view method);

// Who calls, once it is known to be allowed.
struct Caller {
  rpc::Peer peer;
  std::optional<DeviceFacts> device;
  // Name of the API key; empty for others.
  std::string key_name;
};

// `returned` is asked for rows of kDeviceOrReturned where `devices` knows nothing. UNAUTHENTICATED
// certificate_missing, device_unknown, device_revoked, key_refused;
// PERMISSION_DENIED method_unknown, local_only, scope_missing.
absl::StatusOr<Caller> Authorise(std::string_view method, const rpc::Peer& peer,
                                 std::string_view bearer_key, const DeviceLookup& devices,
                                 const KeyLookup& keys, const DeviceLookup& returned = nullptr);

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_ACCESS_H_
