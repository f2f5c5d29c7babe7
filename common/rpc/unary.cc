#include "common/rpc/unary.h"

#include <utility>

#include "common/rpc/credentials.h"
#include "common/rpc/door_mark.h"
#include "common/rpc/status.h"
#include "common/rpc/words.h"

namespace gom::rpc {

WorkerPool::WorkerPool(int threads, size_t queue_limit) : queue_limit_(queue_limit) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() {
  {
    platform::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::Submit(std::function<void()> job) {
  platform::MutexLock lock(&mutex_);
  if (stopping_ || queue_.size() >= queue_limit_) return false;
  queue_.push_back(std::move(job));
  return true;
}

void WorkerPool::Work() {
  for (;;) {
    std::function<void()> job;
    {
      platform::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &WorkerPool::Ready));
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

namespace {

// As HTTP/2 counts it. The library's own limit holds for each frame, and headers may come in many
// (C17).
int64_t MetadataBytes(const grpc::CallbackServerContext& context) {
  constexpr size_t kOverhead = 32;
  size_t bytes = 0;
  for (const auto& [key, value] : context.client_metadata())
    bytes += key.size() + value.size() + kOverhead;
  return static_cast<int64_t>(bytes);
}

}  // namespace

// One call under way: finished once, by whoever is first, or by its end.
class UnaryCalls::Call {
 public:
  Call(const UnaryCalls& owner, grpc::CallbackServerContext* context,
       const google::protobuf::Message& request)
      : in_flight_(owner.in_flight_),
        on_failure_(owner.on_failure_),
        context_(context),
        reactor_(context->DefaultReactor()),
        request_type_(request.GetDescriptor()->name()),
        bytes_(static_cast<int64_t>(request.ByteSizeLong())) {
    within_budget_ = in_flight_->fetch_add(bytes_) + bytes_ <= owner.in_flight_limit_;
  }
  ~Call() { Finish(absl::InternalError("a call was dropped without an answer")); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Why the call is not begun, or OK.
  absl::Status Admit() const {
    if (!within_budget_) return text::Refuse(absl::StatusCode::kResourceExhausted, kBusy);
    if (MetadataBytes(*context_) > kMetadataBytes)
      return text::Refuse(absl::StatusCode::kResourceExhausted, kMetadataTooLarge);
    return absl::OkStatus();
  }
  bool cancelled() const { return context_->IsCancelled(); }
  grpc::ServerUnaryReactor* reactor() const { return reactor_; }

  void Finish(const absl::Status& status) {
    if (finished_.exchange(true)) return;
    in_flight_->fetch_sub(bytes_);
    // The request is gone once the reactor has finished.
    if (!status.ok() && text::ErrorOf(status).code() == kInternal.code && on_failure_) {
      on_failure_(request_type_, status);
    }
    reactor_->Finish(status.ok() ? grpc::Status::OK : ToGrpc(status, ReadBy()));
  }

 private:
  Audience ReadBy() const {
    // A page shows what a command prints, and its door takes large trailers too.
    const bool here = PeerOf(*context_).local() || DoorMarkOf(*context_).has_value();
    return here ? Audience::kLocal : Audience::kNetwork;
  }

  const std::shared_ptr<std::atomic<int64_t>> in_flight_;
  const std::function<void(const std::string&, const absl::Status&)> on_failure_;
  grpc::CallbackServerContext* const context_;
  grpc::ServerUnaryReactor* const reactor_;
  const std::string request_type_;
  const int64_t bytes_;
  bool within_budget_ = false;
  std::atomic<bool> finished_{false};
};

UnaryCalls::UnaryCalls(UnaryCallsOptions options)
    : in_flight_limit_(options.in_flight_bytes),
      in_flight_(std::make_shared<std::atomic<int64_t>>(0)),
      on_failure_(std::move(options.on_failure)),
      pool_(options.threads, options.queue_limit) {}

grpc::ServerUnaryReactor* UnaryCalls::Run(grpc::CallbackServerContext* context,
                                          const google::protobuf::Message& request,
                                          std::function<absl::Status()> work) {
  const auto call = std::make_shared<Call>(*this, context, request);
  // Read before the job is handed over: once it has finished, the call may be gone.
  grpc::ServerUnaryReactor* const reactor = call->reactor();
  if (const absl::Status admitted = call->Admit(); !admitted.ok()) {
    call->Finish(admitted);
    return reactor;
  }
  const bool taken = pool_.Submit([call, work = std::move(work)] {
    if (call->cancelled()) {
      call->Finish(text::Refuse(absl::StatusCode::kCancelled, kCancelled));
    } else {
      call->Finish(work());
    }
  });
  if (!taken) call->Finish(text::Refuse(absl::StatusCode::kResourceExhausted, kBusy));
  return reactor;
}

grpc::ServerUnaryReactor* UnaryCalls::Start(grpc::CallbackServerContext* context,
                                            const google::protobuf::Message& request,
                                            const std::function<void(Finish)>& work) {
  const auto call = std::make_shared<Call>(*this, context, request);
  grpc::ServerUnaryReactor* const reactor = call->reactor();
  if (const absl::Status admitted = call->Admit(); !admitted.ok()) {
    call->Finish(admitted);
  } else {
    work([call](const absl::Status& status) { call->Finish(status); });
  }
  return reactor;
}

}  // namespace gom::rpc
