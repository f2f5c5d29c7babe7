#include "hub/auth/access.h"

#include <algorithm>

#include "common/text/status_macros.h"
#include "hub/auth/api_keys.h"
#include "hub/auth/words.h"

namespace gom::hub {
namespace {

constexpr AccessRow kTable[] = {
    {"/gom.v1.SyncService/Enroll", Who::kAnyone, {}},
    {"/gom.v1.SyncService/Exchange", Who::kDeviceOrReturned, {}},
    {"/gom.v1.SyncService/Renew", Who::kDevice, {}},
    {"/gom.v1.SyncService/PutEvidence", Who::kDevice, {}},
    {"/gom.v1.SyncService/GetCommuneProgress", Who::kDevice, {}},

    {"/gom.v1.ReportService/GetPlan", Who::kApiKeyOrLocal, kReportScope},
    {"/gom.v1.ReportService/ListUnits", Who::kApiKeyOrLocal, kReportScope},
    {"/gom.v1.ReportService/GetProgress", Who::kApiKeyOrLocal, kReportScope},
    {"/gom.v1.ReportService/ListClosers", Who::kApiKeyOrLocal, kReportScope},
    {"/gom.v1.ReportService/ListEntries", Who::kApiKeyOrLocal, kReportScope},
    {"/gom.v1.ReportService/GetHistory", Who::kApiKeyOrLocal, kReportScope},

    {"/gom.v1.AdminService/GetStatus", Who::kLocal, {}},
    {"/gom.v1.AdminService/ApplyPlan", Who::kLocal, {}},
    {"/gom.v1.AdminService/ImportUnits", Who::kLocal, {}},
    {"/gom.v1.AdminService/IssueSlip", Who::kLocal, {}},
    {"/gom.v1.AdminService/ListDevices", Who::kLocal, {}},
    {"/gom.v1.AdminService/RevokeDevice", Who::kLocal, {}},
    {"/gom.v1.AdminService/Review", Who::kLocal, {}},
    {"/gom.v1.AdminService/EnterEntry", Who::kLocal, {}},
    {"/gom.v1.AdminService/ReadLog", Who::kLocal, {}},
    {"/gom.v1.AdminService/Verify", Who::kLocal, {}},
    {"/gom.v1.AdminService/IssueApiKey", Who::kLocal, {}},
    {"/gom.v1.AdminService/ListApiKeys", Who::kLocal, {}},
    {"/gom.v1.AdminService/RevokeApiKey", Who::kLocal, {}},
    {"/gom.v1.AdminService/ListUnitMessages", Who::kLocal, {}},
    {"/gom.v1.AdminService/SendUnitMessage", Who::kLocal, {}},
    {"/gom.v1.AdminService/ReadmitDevice", Who::kLocal, {}},
    {"/gom.v1.AdminService/ListOrphans", Who::kLocal, {}},
    {"/gom.v1.AdminService/SettleOrphans", Who::kLocal, {}},
    {"/gom.v1.AdminService/BeginTerm", Who::kLocal, {}},
    {"/gom.v1.AdminService/Backup", Who::kLocal, {}},
    {"/gom.v1.AdminService/ReplaceDevice", Who::kLocal, {}},
    {"/gom.v1.AdminService/TakeDeviceWork", Who::kLocal, {}},
    {"/gom.v1.AdminService/BeginAuthority", Who::kLocal, {}},
    {"/gom.v1.AdminService/ImportBundle", Who::kLocal, {}},
    {"/gom.v1.AdminService/Redact", Who::kLocal, {}},
    {"/gom.v1.AdminService/GetHubKey", Who::kLocal, {}},

    {"/grpc.health.v1.Health/Check", Who::kAnyone, {}},
    {"/grpc.health.v1.Health/Watch", Who::kAnyone, {}},
    {"/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Who::kAnyone, {}},
};

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;
constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

absl::StatusOr<DeviceFacts> JudgeDevice(const rpc::Peer& peer, const DeviceLookup& devices,
                                        const DeviceLookup& returned) {
  if (!peer.certificate_sha256.has_value())
    return text::Refuse(kUnauthenticated, kCertificateMissing);
  std::optional<DeviceFacts> device = devices(*peer.certificate_sha256);
  if (!device.has_value() && returned) device = returned(*peer.certificate_sha256);
  if (!device.has_value()) return text::Refuse(kUnauthenticated, kDeviceUnknown);
  if (device->revoked) return text::Refuse(kUnauthenticated, kDeviceRevoked);
  return *std::move(device);
}

absl::StatusOr<std::string> JudgeKey(std::string_view bearer_key, std::string_view scope,
                                     const KeyLookup& keys) {
  if (!LooksLikeApiKey(bearer_key)) return text::Refuse(kUnauthenticated, kKeyRefused);
  const std::optional<KeyFacts> key = keys(HashApiKey(bearer_key));
  if (!key.has_value()) return text::Refuse(kUnauthenticated, kKeyRefused);
  if (std::find(key->scopes.begin(), key->scopes.end(), scope) == key->scopes.end()) {
    return text::Refuse(kDenied, kScopeMissing, scope);
  }
  return key->name;
}

}  // namespace

absl::Span<const AccessRow> AccessTable() { return kTable; }

bool ChangesSomething(std::string_view method) {
  constexpr std::string_view kReading[] = {
      "/gom.v1.AdminService/GetStatus",        "/gom.v1.AdminService/ListDevices",
      "/gom.v1.AdminService/ReadLog",          "/gom.v1.AdminService/Verify",
      "/gom.v1.AdminService/ListOrphans",      "/gom.v1.AdminService/GetHubKey",
      "/gom.v1.AdminService/ListApiKeys",      "/gom.v1.AdminService/ListUnitMessages",
      "/gom.v1.SyncService/GetCommuneProgress"};
  return method.rfind("/gom.v1.ReportService/", 0) != 0 && method.rfind("/grpc.", 0) != 0 &&
         std::find(std::begin(kReading), std::end(kReading), method) == std::end(kReading);
}

bool IsForDevices(std::string_view method) { return method.rfind("/gom.v1.SyncService/", 0) == 0; }

absl::StatusOr<Caller> Authorise(std::string_view method, const rpc::Peer& peer,
                                 std::string_view bearer_key, const DeviceLookup& devices,
                                 const KeyLookup& keys, const DeviceLookup& returned) {
  const auto* row = std::find_if(std::begin(kTable), std::end(kTable),
                                 [&](const AccessRow& each) { return each.method == method; });
  if (row == std::end(kTable)) return text::Refuse(kDenied, kMethodUnknown, method);
  Caller caller{peer, std::nullopt, {}};
  switch (row->who) {
    case Who::kAnyone:
      return caller;
    case Who::kDevice:
    case Who::kDeviceOrReturned: {
      const bool may_return = row->who == Who::kDeviceOrReturned;
      ASSIGN_OR_RETURN(caller.device,
                       JudgeDevice(peer, devices, may_return ? returned : DeviceLookup()));
      return caller;
    }
    case Who::kApiKeyOrLocal: {
      if (peer.local()) return caller;
      ASSIGN_OR_RETURN(caller.key_name, JudgeKey(bearer_key, row->scope, keys));
      return caller;
    }
    case Who::kLocal:
      if (peer.local()) return caller;
      return text::Refuse(kDenied, kLocalOnly);
  }
  return text::Refuse(kDenied, kMethodUnknown, method);
}

}  // namespace gom::hub
