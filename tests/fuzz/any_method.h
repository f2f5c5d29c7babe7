// Calls of whole services as they come over a wire: which methods there are is read from the
// descriptors, so that one which is added is called too.
//
// An input's first two bytes choose one, the others are the request. Before the first input each is
// called once with an empty one.
#ifndef GOM_TESTS_FUZZ_ANY_METHOD_H_
#define GOM_TESTS_FUZZ_ANY_METHOD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/platform/mutex.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {

using Method = google::protobuf::MethodDescriptor;

struct AnyCall {
  const Method* method = nullptr;  // null: the input is too short
  std::string request;
};

// "AdminService.GetStatus": also the name of its seed.
inline std::string NameOf(const Method& method) {
  return absl::StrCat(method.service()->name(), ".", method.name());
}
// What only looks at things: after it they are as they were.
inline bool OnlyReads(const Method& method) {
  for (const char* verb : {"Get", "List", "Read", "Verify", "Watch"})
    if (absl::StartsWith(method.name(), verb)) return true;
  return false;
}

// By its name: where methods are added the inputs of the others mean what they meant.
inline unsigned NumberOf(const Method& method) {
  unsigned number = 0x811c;
  for (const char c : NameOf(method)) number = (number ^ static_cast<uint8_t>(c)) * 0x0193 & 0xffff;
  return number;
}

class Services {
 public:
  explicit Services(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const auto* service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName("gom.v1." + name);
      EXPECT_NE(service, nullptr) << name;
      for (int i = 0; i < service->method_count(); ++i) {
        const Method* method = service->method(i);
        EXPECT_TRUE(methods_.emplace(NumberOf(*method), method).second) << NameOf(*method);
      }
    }
  }

  const std::map<unsigned, const Method*>& methods() const { return methods_; }
  AnyCall Choose(std::string_view input) const {
    if (input.size() < 2) return {};
    const unsigned number =
        static_cast<unsigned char>(input[0]) * 256u + static_cast<unsigned char>(input[1]);
    const auto at = methods_.lower_bound(number);
    return {at == methods_.end() ? methods_.begin()->second : at->second,
            std::string(input.substr(2))};
  }

 private:
  std::map<unsigned, const Method*> methods_;
};

inline std::unique_ptr<google::protobuf::Message> NewRequest(const Method& method) {
  auto* factory = google::protobuf::MessageFactory::generated_factory();
  return std::unique_ptr<google::protobuf::Message>(
      factory->GetPrototype(method.input_type())->New());
}

// A unary call, whatever its bytes are.
inline grpc::Status Ask(const std::shared_ptr<grpc::Channel>& channel, const Method& method,
                        const std::string& request) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  const grpc::Slice slice(request);
  const grpc::ByteBuffer bytes(&slice, 1);
  grpc::ByteBuffer answer;
  grpc::Status status;
  platform::Notification done;
  stub.UnaryCall(&context, absl::StrCat("/", method.service()->full_name(), "/", method.name()), {},
                 &bytes, &answer, [&](grpc::Status s) {
                   status = std::move(s);
                   done.Notify();
                 });
  done.WaitForNotification();
  return status;
}

// What was asked is answered, or refused in a sentence; what is no request at all is refused.
inline bool IsAnswered(const std::shared_ptr<grpc::Channel>& channel, const AnyCall& call) {
  const grpc::Status status = Ask(channel, *call.method, call.request);
  if (!NewRequest(*call.method)->ParseFromString(call.request)) {
    EXPECT_FALSE(status.ok()) << NameOf(*call.method);
    return false;
  }
  if (!status.ok()) ExpectRefusal(rpc::FromGrpc(status));
  return status.ok();
}

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_ANY_METHOD_H_
