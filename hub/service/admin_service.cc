#include "hub/service/admin_service.h"

#include "hub/service/backup.h"
#include "hub/service/begin_authority.h"
#include "hub/service/begin_term.h"
#include "hub/service/enter_entry.h"
#include "hub/service/handler.h"
#include "hub/service/import_bundle.h"
#include "hub/service/issue.h"
#include "hub/service/messages.h"
#include "hub/service/read_admin.h"
#include "hub/service/redact.h"
#include "hub/service/revoke_device.h"
#include "hub/state/decide.h"

namespace gom::hub {

grpc::ServerUnaryReactor* AdminServiceImpl::GetStatus(grpc::CallbackServerContext* context,
                                                      const v1::GetStatusRequest* request,
                                                      v1::HubStatus* response) {
  return Handle(hub_, "/gom.v1.AdminService/GetStatus", context, request, response,
                [this](const Caller&, const v1::GetStatusRequest&) { return ReadStatus(hub_); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ApplyPlan(grpc::CallbackServerContext* context,
                                                      const v1::ApplyPlanRequest* request,
                                                      v1::ApplyPlanResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ApplyPlan", context, request, response,
                [this](const Caller&, const v1::ApplyPlanRequest& asked) {
                  return hub_.writer().ActAndWait<v1::ApplyPlanResponse>(
                      [&](View& view) { return DecidePlan(view, asked); });
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ImportUnits(grpc::CallbackServerContext* context,
                                                        const v1::ImportUnitsRequest* request,
                                                        v1::ImportUnitsResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ImportUnits", context, request, response,
                [this](const Caller&, const v1::ImportUnitsRequest& asked) {
                  return hub_.writer().ActAndWait<v1::ImportUnitsResponse>(
                      [&](View& view) { return DecideUnits(view, asked); });
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::IssueSlip(grpc::CallbackServerContext* context,
                                                      const v1::IssueSlipRequest* request,
                                                      v1::IssueSlipResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/IssueSlip", context, request, response,
                [this](const Caller&, const v1::IssueSlipRequest& asked) {
                  return hub::IssueSlip(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListDevices(grpc::CallbackServerContext* context,
                                                        const v1::ListDevicesRequest* request,
                                                        v1::ListDevicesResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ListDevices", context, request, response,
                [this](const Caller&, const v1::ListDevicesRequest&) { return ReadDevices(hub_); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::RevokeDevice(grpc::CallbackServerContext* context,
                                                         const v1::RevokeDeviceRequest* request,
                                                         v1::RevokeDeviceResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/RevokeDevice", context, request, response,
                [this](const Caller&, const v1::RevokeDeviceRequest& asked) {
                  return hub::RevokeDevice(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::Review(grpc::CallbackServerContext* context,
                                                   const v1::ReviewRequest* request,
                                                   v1::ReviewResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/Review", context, request, response,
                [this](const Caller&, const v1::ReviewRequest& asked) {
                  return hub_.writer().ActAndWait<v1::ReviewResponse>(
                      [&](View& view) { return DecideReview(view, asked); });
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::EnterEntry(grpc::CallbackServerContext* context,
                                                       const v1::EnterEntryRequest* request,
                                                       v1::EnterEntryResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/EnterEntry", context, request, response,
                [this](const Caller&, const v1::EnterEntryRequest& asked) {
                  return hub::EnterEntry(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ReadLog(grpc::CallbackServerContext* context,
                                                    const v1::ReadLogRequest* request,
                                                    v1::ReadLogResponse* response) {
  return Handle(
      hub_, "/gom.v1.AdminService/ReadLog", context, request, response,
      [this](const Caller&, const v1::ReadLogRequest& asked) { return hub::ReadLog(hub_, asked); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::Verify(grpc::CallbackServerContext* context,
                                                   const v1::VerifyRequest* request,
                                                   v1::VerifyResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/Verify", context, request, response,
                [this](const Caller&, const v1::VerifyRequest&) {
                  absl::StatusOr<v1::VerifyResponse> report = VerifyLog(hub_);
                  if (report.ok())
                    hub_.NoteVerified(static_cast<size_t>(report->problems_vi_size()));
                  return report;
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::IssueApiKey(grpc::CallbackServerContext* context,
                                                        const v1::IssueApiKeyRequest* request,
                                                        v1::IssueApiKeyResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/IssueApiKey", context, request, response,
                [this](const Caller&, const v1::IssueApiKeyRequest& asked) {
                  return hub::IssueApiKey(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListApiKeys(grpc::CallbackServerContext* context,
                                                        const v1::ListApiKeysRequest* request,
                                                        v1::ListApiKeysResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ListApiKeys", context, request, response,
                [this](const Caller&, const v1::ListApiKeysRequest&)
                    -> absl::StatusOr<v1::ListApiKeysResponse> { return ReadApiKeys(hub_); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::RevokeApiKey(grpc::CallbackServerContext* context,
                                                         const v1::RevokeApiKeyRequest* request,
                                                         v1::RevokeApiKeyResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/RevokeApiKey", context, request, response,
                [this](const Caller&, const v1::RevokeApiKeyRequest& asked) {
                  return hub::RevokeApiKey(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListUnitMessages(
    grpc::CallbackServerContext* context, const v1::ListUnitMessagesRequest* request,
    v1::ListUnitMessagesResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ListUnitMessages", context, request, response,
                [this](const Caller&, const v1::ListUnitMessagesRequest& asked) {
                  return ReadMessages(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::SendUnitMessage(
    grpc::CallbackServerContext* context, const v1::SendUnitMessageRequest* request,
    v1::SendUnitMessageResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/SendUnitMessage", context, request, response,
                [this](const Caller&, const v1::SendUnitMessageRequest& asked) {
                  return hub::SendMessage(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ReadmitDevice(grpc::CallbackServerContext* context,
                                                          const v1::ReadmitDeviceRequest* request,
                                                          v1::ReadmitDeviceResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ReadmitDevice", context, request, response,
                [this](const Caller&, const v1::ReadmitDeviceRequest& asked) {
                  return hub_.writer().ActAndWait<v1::ReadmitDeviceResponse>(
                      [&](View& view) { return DecideReadmit(view, asked); });
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListOrphans(grpc::CallbackServerContext* context,
                                                        const v1::ListOrphansRequest* request,
                                                        v1::ListOrphansResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ListOrphans", context, request, response,
                [this](const Caller&, const v1::ListOrphansRequest&) { return ReadOrphans(hub_); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::SettleOrphans(grpc::CallbackServerContext* context,
                                                          const v1::SettleOrphansRequest* request,
                                                          v1::SettleOrphansResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/SettleOrphans", context, request, response,
                [this](const Caller&, const v1::SettleOrphansRequest& asked) {
                  return hub_.writer().ActAndWait<v1::SettleOrphansResponse>(
                      [&](View& view) { return DecideSettleOrphans(view, asked); });
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::BeginTerm(grpc::CallbackServerContext* context,
                                                      const v1::BeginTermRequest* request,
                                                      v1::BeginTermResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/BeginTerm", context, request, response,
                [this](const Caller&, const v1::BeginTermRequest& asked) {
                  return hub::BeginTerm(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::Backup(grpc::CallbackServerContext* context,
                                                   const v1::BackupRequest* request,
                                                   v1::BackupResponse* response) {
  return Handle(
      hub_, "/gom.v1.AdminService/Backup", context, request, response,
      [this](const Caller&, const v1::BackupRequest& asked) { return BackUp(hub_, asked); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ReplaceDevice(grpc::CallbackServerContext* context,
                                                          const v1::ReplaceDeviceRequest* request,
                                                          v1::ReplaceDeviceResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ReplaceDevice", context, request, response,
                [this](const Caller&, const v1::ReplaceDeviceRequest& asked) {
                  return hub::ReplaceDevice(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::TakeDeviceWork(grpc::CallbackServerContext* context,
                                                           const v1::TakeDeviceWorkRequest* request,
                                                           v1::TakeDeviceWorkResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/TakeDeviceWork", context, request, response,
                [this](const Caller&, const v1::TakeDeviceWorkRequest& asked) {
                  return hub_.writer().ActAndWait<v1::TakeDeviceWorkResponse>(
                      [&](View& view) { return DecideTakeWork(view, asked); });
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::BeginAuthority(grpc::CallbackServerContext* context,
                                                           const v1::BeginAuthorityRequest* request,
                                                           v1::BeginAuthorityResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/BeginAuthority", context, request, response,
                [this](const Caller&, const v1::BeginAuthorityRequest& asked) {
                  return hub::BeginAuthority(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::ImportBundle(grpc::CallbackServerContext* context,
                                                         const v1::ImportBundleRequest* request,
                                                         v1::ImportBundleResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/ImportBundle", context, request, response,
                [this](const Caller&, const v1::ImportBundleRequest& asked) {
                  return hub::ImportBundle(hub_, asked);
                });
}

grpc::ServerUnaryReactor* AdminServiceImpl::GetHubKey(grpc::CallbackServerContext* context,
                                                      const v1::GetHubKeyRequest* request,
                                                      v1::GetHubKeyResponse* response) {
  return Handle(hub_, "/gom.v1.AdminService/GetHubKey", context, request, response,
                [this](const Caller&, const v1::GetHubKeyRequest&) { return HubKeyOf(hub_); });
}

grpc::ServerUnaryReactor* AdminServiceImpl::Redact(grpc::CallbackServerContext* context,
                                                   const v1::RedactRequest* request,
                                                   v1::RedactResponse* response) {
  return Handle(
      hub_, "/gom.v1.AdminService/Redact", context, request, response,
      [this](const Caller&, const v1::RedactRequest& asked) { return hub::Redact(hub_, asked); });
}

}  // namespace gom::hub
