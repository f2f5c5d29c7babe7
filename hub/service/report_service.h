// ReportService: what upstream systems and the operator read.
#ifndef GOM_HUB_SERVICE_REPORT_SERVICE_H_
#define GOM_HUB_SERVICE_REPORT_SERVICE_H_

#include "gom/v1/report.grpc.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// The hub outlives the service.
class ReportServiceImpl final : public v1::ReportService::CallbackService {
 public:
  explicit ReportServiceImpl(Hub& hub) : hub_(hub) {}

  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request,
                                    v1::GetPlanResponse* response) override;
  grpc::ServerUnaryReactor* ListUnits(grpc::CallbackServerContext* context,
                                      const v1::ListUnitsRequest* request,
                                      v1::ListUnitsResponse* response) override;
  grpc::ServerUnaryReactor* GetProgress(grpc::CallbackServerContext* context,
                                        const v1::GetProgressRequest* request,
                                        v1::GetProgressResponse* response) override;
  grpc::ServerUnaryReactor* ListClosers(grpc::CallbackServerContext* context,
                                        const v1::ListClosersRequest* request,
                                        v1::ListClosersResponse* response) override;
  grpc::ServerUnaryReactor* ListEntries(grpc::CallbackServerContext* context,
                                        const v1::ListEntriesRequest* request,
                                        v1::ListEntriesResponse* response) override;
  grpc::ServerUnaryReactor* GetHistory(grpc::CallbackServerContext* context,
                                       const v1::GetHistoryRequest* request,
                                       v1::GetHistoryResponse* response) override;

 private:
  Hub& hub_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_REPORT_SERVICE_H_
