#include "agent/service/page_service.h"

#include <optional>

#include "agent/service/access.h"
#include "common/rpc/door_mark.h"
#include "common/text/status_macros.h"

namespace gom::agent {

absl::Status Admit(const grpc::CallbackServerContext& context,
                   const google::protobuf::Message& request, Page& page) {
  const std::optional<rpc::DoorMark> mark = rpc::DoorMarkOf(context);
  return Authorise(MethodTaking(*request.GetDescriptor()), mark.has_value(), [&] {
    return page.IsOpen({mark->cookie, mark->token});
  });
}

grpc::ServerUnaryReactor* PageService::OpenPage(grpc::CallbackServerContext* context,
                                                const v1::OpenPageRequest* request,
                                                v1::OpenPageResponse* response) {
  return calls_.Run(context, *request, [=, this]() -> absl::Status {
    RETURN_IF_ERROR(Admit(*context, *request, page_));
    ASSIGN_OR_RETURN(*response, page_.Launch());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PageService::SetPin(grpc::CallbackServerContext* context,
                                              const v1::SetPinRequest* request,
                                              v1::SetPinResponse* /*response*/) {
  return calls_.Run(context, *request, [=, this]() -> absl::Status {
    RETURN_IF_ERROR(Admit(*context, *request, page_));
    return page_.SetPin(request->pin());
  });
}

}  // namespace gom::agent
