// The shape of every handler that answers from a worker: who calls, is it allowed, are its words
// fit to be kept, do it, answer. Handlers convert and delegate; nothing here decides anything.
#ifndef GOM_HUB_SERVICE_HANDLER_H_
#define GOM_HUB_SERVICE_HANDLER_H_

#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/support/server_callback.h"
#include "hub/service/clean_words.h"
#include "hub/service/hub.h"

namespace gom::hub {

// `answer`: StatusOr<Response>(const Caller&, const Request&); it may block. `method` as in
// access.h. On whatever worker this runs.
template <typename Request, typename Response, typename Answer>
absl::Status Answered(Hub& hub, std::string_view method, grpc::CallbackServerContext* context,
                      const Request* request, Response* response, const Answer& answer) {
  absl::StatusOr<Caller> caller = hub.Authorise(method, *context);
  if (!caller.ok()) return caller.status();
  Request cleaned = *request;
  if (absl::Status fit = CleanRequest(&cleaned); !fit.ok()) return fit;
  absl::StatusOr<Response> result = answer(*caller, cleaned);
  if (!result.ok()) return result.status();
  *response = *std::move(result);
  hub.Upkeep();
  return absl::OkStatus();
}

// The same on a worker of all calls.
template <typename Request, typename Response, typename Answer>
grpc::ServerUnaryReactor* Handle(Hub& hub, std::string_view method,
                                 grpc::CallbackServerContext* context, const Request* request,
                                 Response* response, Answer answer) {
  return hub.calls().Run(context, *request, [&hub, method, context, request, response, answer] {
    return Answered(hub, method, context, request, response, answer);
  });
}

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_HANDLER_H_
