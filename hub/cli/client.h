// A command's way to the hub of a data folder: over the Unix socket when a daemon holds the folder,
// in this process when none does. Either way the same services answer.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<HubClient> hub, HubClient::Connect(folder));
//   ASSIGN_OR_RETURN(v1::HubStatus status,
//                    hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
//
// One thread at a time. Calls block until the answer or their deadline.
#ifndef GOM_HUB_CLI_CLIENT_H_
#define GOM_HUB_CLI_CLIENT_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "gom/v1/admin.grpc.pb.h"
#include "gom/v1/report.grpc.pb.h"
#include "hub/service/hub.h"
#include "hub/service/server.h"

namespace gom::hub {

// Commands that read the whole log, or write much, may take longer than a call over a network.
inline constexpr absl::Duration kLongCall = absl::Minutes(30);

class HubClient {
 public:
  // Waits a little while another command is at work in the folder (cli::WhileInUse).
  // NOT_FOUND not_a_hub where the folder holds none; what Hub::Open says where it cannot be opened.
  // `on_fold` is told while a long log is read.
  static absl::StatusOr<std::unique_ptr<HubClient>> Connect(const std::string& folder,
                                                            FoldProgress on_fold = nullptr);

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::AdminService::Stub::*method)(grpc::ClientContext*,
                                                                               const Request&,
                                                                               Response*),
                                const Request& request, absl::Duration deadline = kLongCall) {
    return CallOn(*admin_, method, request, deadline);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::ReportService::Stub::*method)(
                                    grpc::ClientContext*, const Request&, Response*),
                                const Request& request, absl::Duration deadline = kLongCall) {
    return CallOn(*report_, method, request, deadline);
  }

  // The hub, where this command opened the folder itself; null: a daemon holds it.
  const gom::hub::Hub* opened() const { return hub_.get(); }

 private:
  HubClient() = default;
  absl::Status TryConnect(const std::string& folder, const FoldProgress& on_fold);
  void UseChannel(const std::shared_ptr<grpc::Channel>& channel);

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> CallOn(Stub& stub,
                                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                                  const Request& request, absl::Duration deadline) {
    grpc::ClientContext context;
    rpc::SetDeadline(context, deadline);
    Response response;
    grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  // Only where no daemon holds the folder; the stubs go first.
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
  std::unique_ptr<v1::ReportService::Stub> report_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_CLIENT_H_
