// Unary calls off gRPC's own threads, of which there are about as many as cores and which must
// never block.
//
//   grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
//                                     const v1::GetPlanRequest* request,
//                                     v1::GetPlanResponse* response) override {
//     return calls_.Run(context, *request, [=, this] { return GetPlanNow(*request, response); });
//   }
//
// and where the answer comes later, from another thread:
//
//     return calls_.Start(context, *request, [=, this](UnaryCalls::Finish finish) {
//       writer_.Submit(command, [=](absl::StatusOr<Answer> a) { …; finish(a.status()); });
//     });
#ifndef GOM_COMMON_RPC_UNARY_H_
#define GOM_COMMON_RPC_UNARY_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "common/platform/mutex.h"
#include "common/rpc/limits.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace gom::rpc {

// Threads that take jobs from one bounded queue, in order. May be shared.
class WorkerPool {
 public:
  WorkerPool(int threads, size_t queue_limit);
  // Runs what is queued, then stops.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // false, and the job is dropped, where the queue is full.
  [[nodiscard]] bool Submit(std::function<void()> job);

 private:
  void Work();
  bool Ready() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return stopping_ || !queue_.empty(); }

  const size_t queue_limit_;
  platform::Mutex mutex_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

struct UnaryCallsOptions {
  int threads = 4;
  size_t queue_limit = 4096;
  int64_t in_flight_bytes = kInFlightBytes;
  // Told of every call that ended in a failure of ours (a Status without a sentence for people),
  // with the method's request type; any thread. The caller of the method learns no details.
  std::function<void(const std::string& request_type, const absl::Status&)> on_failure = nullptr;
};

// May be shared. Must outlive the server whose handlers use it: shut the server down (with a
// deadline) first.
class UnaryCalls {
 public:
  // Call it once, from any thread. Later calls do nothing; dropping every copy without a call
  // finishes with kInternal.
  using Finish = std::function<void(absl::Status)>;

  explicit UnaryCalls(UnaryCallsOptions options = {});

  // Runs `work` on a worker and finishes the call with its Status. RESOURCE_EXHAUSTED busy, at
  // once, where too much is waiting. A call that was cancelled while it waited is not begun.
  // Request and response live until the end.
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                const google::protobuf::Message& request,
                                std::function<absl::Status()> work);
  // The same, for work that ends later. `work` itself runs at once, on gRPC's thread, and must not
  // block.
  grpc::ServerUnaryReactor* Start(grpc::CallbackServerContext* context,
                                  const google::protobuf::Message& request,
                                  const std::function<void(Finish)>& work);

  // For a handler's own long work.
  WorkerPool& pool() { return pool_; }

 private:
  class Call;

  const int64_t in_flight_limit_;
  // Shared with the calls under way, the last of which may outlive this object by an instant.
  const std::shared_ptr<std::atomic<int64_t>> in_flight_;
  const std::function<void(const std::string&, const absl::Status&)> on_failure_;
  WorkerPool pool_;
};

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_UNARY_H_
