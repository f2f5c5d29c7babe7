// Answers what the rules have let in: a file, a session, a call. Knows nothing of sockets.
#ifndef GOM_COMMON_RPC_DOOR_PORTER_H_
#define GOM_COMMON_RPC_DOOR_PORTER_H_

#include <atomic>
#include <memory>
#include <string>

#include "common/rpc/door/answer.h"
#include "common/rpc/door/bridge.h"
#include "common/rpc/door/files.h"
#include "common/rpc/door/rules.h"
#include "common/rpc/door/sessions.h"
#include "grpcpp/channel.h"

namespace gom::door {

struct PorterOptions {
  Policy policy;
  Files files;
  // To the gRPC server in this process.
  std::shared_ptr<grpc::Channel> channel;
  Sessions* sessions = nullptr;  // must outlive the porter
  // Calls whose answers come in more than one message, at once: each holds a thread and a
  // connection. A page needs one, and watches everything through it.
  int most_streams = 8;
  // Of a call that says nothing, or more.
  absl::Duration longest_call = absl::Minutes(15);
};

// May be shared by threads; must outlive its answers.
class Porter {
 public:
  explicit Porter(PorterOptions options) : options_(std::move(options)) {}

  const Policy& policy() const { return options_.policy; }

  // `asked` has been judged and is no refusal; `body` is whole. Blocks until the answer begins, and
  // `gone` ends it.
  Answer Handle(const Verdict& verdict, const Asked& asked, const std::string& body,
                const Gone& gone);

 private:
  Answer OpenSession(const std::string& body);
  Answer EndSession(const Headers& headers);
  Answer State(const Headers& headers);
  Answer MakeCall(const Asked& asked, const std::string& body, const Gone& gone);
  absl::StatusOr<CallOptions> Read(const Wire& wire, const Asked& asked, const std::string& body,
                                   const google::protobuf::MethodDescriptor* method) const;
  Answer Stream(const Wire& wire, std::shared_ptr<Call> call,
                const google::protobuf::Descriptor* type, const Gone& gone);

  const PorterOptions options_;
  std::atomic<int> streams_{0};
};

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_PORTER_H_
