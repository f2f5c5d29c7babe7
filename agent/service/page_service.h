// PageService over a Page. Thin.
#ifndef GOM_AGENT_SERVICE_PAGE_SERVICE_H_
#define GOM_AGENT_SERVICE_PAGE_SERVICE_H_

#include "agent/service/page.h"
#include "common/rpc/unary.h"
#include "gom/v1/page.grpc.pb.h"

namespace gom::agent {

// Whether this call may be made: access.h, with what the call says of itself.
absl::Status Admit(const grpc::CallbackServerContext& context,
                   const google::protobuf::Message& request, Page& page);

class PageService final : public v1::PageService::CallbackService {
 public:
  // Both must outlive it.
  PageService(rpc::UnaryCalls& calls, Page& page) : calls_(calls), page_(page) {}

  grpc::ServerUnaryReactor* OpenPage(grpc::CallbackServerContext* context,
                                     const v1::OpenPageRequest* request,
                                     v1::OpenPageResponse* response) override;
  grpc::ServerUnaryReactor* SetPin(grpc::CallbackServerContext* context,
                                   const v1::SetPinRequest* request,
                                   v1::SetPinResponse* response) override;

 private:
  rpc::UnaryCalls& calls_;
  Page& page_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_PAGE_SERVICE_H_
