// AdminService: what the operator does, over the hub's own socket or in its own process.
#ifndef GOM_HUB_SERVICE_ADMIN_SERVICE_H_
#define GOM_HUB_SERVICE_ADMIN_SERVICE_H_

#include "gom/v1/admin.grpc.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// The hub outlives the service.
class AdminServiceImpl final : public v1::AdminService::CallbackService {
 public:
  explicit AdminServiceImpl(Hub& hub) : hub_(hub) {}

  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext* context,
                                      const v1::GetStatusRequest* request,
                                      v1::HubStatus* response) override;
  grpc::ServerUnaryReactor* ApplyPlan(grpc::CallbackServerContext* context,
                                      const v1::ApplyPlanRequest* request,
                                      v1::ApplyPlanResponse* response) override;
  grpc::ServerUnaryReactor* ImportUnits(grpc::CallbackServerContext* context,
                                        const v1::ImportUnitsRequest* request,
                                        v1::ImportUnitsResponse* response) override;
  grpc::ServerUnaryReactor* IssueSlip(grpc::CallbackServerContext* context,
                                      const v1::IssueSlipRequest* request,
                                      v1::IssueSlipResponse* response) override;
  grpc::ServerUnaryReactor* ListDevices(grpc::CallbackServerContext* context,
                                        const v1::ListDevicesRequest* request,
                                        v1::ListDevicesResponse* response) override;
  grpc::ServerUnaryReactor* RevokeDevice(grpc::CallbackServerContext* context,
                                         const v1::RevokeDeviceRequest* request,
                                         v1::RevokeDeviceResponse* response) override;
  grpc::ServerUnaryReactor* Review(grpc::CallbackServerContext* context,
                                   const v1::ReviewRequest* request,
                                   v1::ReviewResponse* response) override;
  grpc::ServerUnaryReactor* EnterEntry(grpc::CallbackServerContext* context,
                                       const v1::EnterEntryRequest* request,
                                       v1::EnterEntryResponse* response) override;
  grpc::ServerUnaryReactor* ReadLog(grpc::CallbackServerContext* context,
                                    const v1::ReadLogRequest* request,
                                    v1::ReadLogResponse* response) override;
  grpc::ServerUnaryReactor* Verify(grpc::CallbackServerContext* context,
                                   const v1::VerifyRequest* request,
                                   v1::VerifyResponse* response) override;
  grpc::ServerUnaryReactor* IssueApiKey(grpc::CallbackServerContext* context,
                                        const v1::IssueApiKeyRequest* request,
                                        v1::IssueApiKeyResponse* response) override;
  grpc::ServerUnaryReactor* ListApiKeys(grpc::CallbackServerContext* context,
                                        const v1::ListApiKeysRequest* request,
                                        v1::ListApiKeysResponse* response) override;
  grpc::ServerUnaryReactor* RevokeApiKey(grpc::CallbackServerContext* context,
                                         const v1::RevokeApiKeyRequest* request,
                                         v1::RevokeApiKeyResponse* response) override;
  grpc::ServerUnaryReactor* ListUnitMessages(grpc::CallbackServerContext* context,
                                             const v1::ListUnitMessagesRequest* request,
                                             v1::ListUnitMessagesResponse* response) override;
  grpc::ServerUnaryReactor* SendUnitMessage(grpc::CallbackServerContext* context,
                                            const v1::SendUnitMessageRequest* request,
                                            v1::SendUnitMessageResponse* response) override;
  grpc::ServerUnaryReactor* ReadmitDevice(grpc::CallbackServerContext* context,
                                          const v1::ReadmitDeviceRequest* request,
                                          v1::ReadmitDeviceResponse* response) override;
  grpc::ServerUnaryReactor* ListOrphans(grpc::CallbackServerContext* context,
                                        const v1::ListOrphansRequest* request,
                                        v1::ListOrphansResponse* response) override;
  grpc::ServerUnaryReactor* SettleOrphans(grpc::CallbackServerContext* context,
                                          const v1::SettleOrphansRequest* request,
                                          v1::SettleOrphansResponse* response) override;
  grpc::ServerUnaryReactor* BeginTerm(grpc::CallbackServerContext* context,
                                      const v1::BeginTermRequest* request,
                                      v1::BeginTermResponse* response) override;
  grpc::ServerUnaryReactor* Backup(grpc::CallbackServerContext* context,
                                   const v1::BackupRequest* request,
                                   v1::BackupResponse* response) override;
  grpc::ServerUnaryReactor* ReplaceDevice(grpc::CallbackServerContext* context,
                                          const v1::ReplaceDeviceRequest* request,
                                          v1::ReplaceDeviceResponse* response) override;
  grpc::ServerUnaryReactor* TakeDeviceWork(grpc::CallbackServerContext* context,
                                           const v1::TakeDeviceWorkRequest* request,
                                           v1::TakeDeviceWorkResponse* response) override;
  grpc::ServerUnaryReactor* BeginAuthority(grpc::CallbackServerContext* context,
                                           const v1::BeginAuthorityRequest* request,
                                           v1::BeginAuthorityResponse* response) override;
  grpc::ServerUnaryReactor* Redact(grpc::CallbackServerContext* context,
                                   const v1::RedactRequest* request,
                                   v1::RedactResponse* response) override;

  grpc::ServerUnaryReactor* ImportBundle(grpc::CallbackServerContext* context,
                                         const v1::ImportBundleRequest* request,
                                         v1::ImportBundleResponse* response) override;
  grpc::ServerUnaryReactor* GetHubKey(grpc::CallbackServerContext* context,
                                      const v1::GetHubKeyRequest* request,
                                      v1::GetHubKeyResponse* response) override;

 private:
  Hub& hub_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_ADMIN_SERVICE_H_
