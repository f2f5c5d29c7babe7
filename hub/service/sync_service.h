// SyncService: what devices call.
#ifndef GOM_HUB_SERVICE_SYNC_SERVICE_H_
#define GOM_HUB_SERVICE_SYNC_SERVICE_H_

#include "gom/v1/sync.grpc.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// The hub outlives the service.
class SyncServiceImpl final : public v1::SyncService::CallbackService {
 public:
  explicit SyncServiceImpl(Hub& hub) : hub_(hub) {}

  grpc::ServerUnaryReactor* Enroll(grpc::CallbackServerContext* context,
                                   const v1::EnrollRequest* request,
                                   v1::EnrollResponse* response) override;
  grpc::ServerUnaryReactor* Renew(grpc::CallbackServerContext* context,
                                  const v1::RenewRequest* request,
                                  v1::RenewResponse* response) override;
  // Hands the changes to the writer and answers once they are durable; the events are read on a
  // worker.
  grpc::ServerUnaryReactor* Exchange(grpc::CallbackServerContext* context,
                                     const v1::ExchangeRequest* request,
                                     v1::ExchangeResponse* response) override;
  grpc::ServerUnaryReactor* PutEvidence(grpc::CallbackServerContext* context,
                                        const v1::PutEvidenceRequest* request,
                                        v1::PutEvidenceResponse* response) override;
  grpc::ServerUnaryReactor* GetCommuneProgress(grpc::CallbackServerContext* context,
                                               const v1::GetCommuneProgressRequest* request,
                                               v1::GetCommuneProgressResponse* response) override;

 private:
  Hub& hub_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_SYNC_SERVICE_H_
