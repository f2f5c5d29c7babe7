#include "common/rpc/unary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>

#include "absl/synchronization/barrier.h"
#include "common/platform/mutex.h"
#include "common/text/message.h"
#include "tests/common/rpc/test_hub.h"

namespace gom::rpc {
namespace {

constexpr text::Message kWrong{"wrong", "Sai.", "Wrong."};

std::string CodeOf(const grpc::Status& status) { return text::ErrorOf(FromGrpc(status)).code(); }

// GetPlan by Run, ListUnits by Start; in-process, for TLS is tested elsewhere.
class Service final : public v1::ReportService::CallbackService {
 public:
  explicit Service(UnaryCallsOptions options)
      : calls_(std::make_unique<UnaryCalls>(std::move(options))) {
    grpc::ServerBuilder builder;
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    channel_ = server_->InProcessChannel(ClientArguments());
  }
  ~Service() override {
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(2));
  }

  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request,
                                    v1::GetPlanResponse* /*response*/) override {
    return calls_->Run(context, *request, [this] { return run(); });
  }
  grpc::ServerUnaryReactor* ListUnits(grpc::CallbackServerContext* context,
                                      const v1::ListUnitsRequest* request,
                                      v1::ListUnitsResponse* /*response*/) override {
    return calls_->Start(context, *request,
                         [this](UnaryCalls::Finish finish) { start(std::move(finish)); });
  }

  grpc::Status Plan() { return CallPlan(channel_); }
  grpc::Status Units(size_t bytes = 0) {
    grpc::ClientContext context;
    SetDeadline(context, absl::Seconds(10));
    v1::ListUnitsRequest request;
    request.set_page_token(std::string(bytes, 'x'));
    v1::ListUnitsResponse response;
    return v1::ReportService::NewStub(channel_)->ListUnits(&context, request, &response);
  }

  std::function<absl::Status()> run = [] { return absl::OkStatus(); };
  std::function<void(UnaryCalls::Finish)> start = [](const UnaryCalls::Finish& finish) {
    finish(absl::OkStatus());
  };

 private:
  std::unique_ptr<UnaryCalls> calls_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST(WorkerPoolTest, QueueFull_DropsWhatIsTooMuchAndRunsTheRest) {
  std::atomic<int> ran{0};
  {
    platform::Notification go, busy;
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.Submit([&] {
      busy.Notify();
      go.WaitForNotification();
      ++ran;
    }));
    busy.WaitForNotification();
    EXPECT_TRUE(pool.Submit([&] { ++ran; }));
    EXPECT_TRUE(pool.Submit([&] { ++ran; }));
    EXPECT_FALSE(pool.Submit([&] { ran += 100; }));
    go.Notify();
  }
  EXPECT_EQ(ran, 3) << "what was taken is run before the pool goes";
}

TEST(UnaryCallsTest, Refusal_ReachesTheCallerInBothLanguages) {
  Service service({});
  service.run = [] { return text::Refuse(absl::StatusCode::kNotFound, kWrong); };
  const grpc::Status status = service.Plan();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(text::ErrorOf(FromGrpc(status)).vi(), "Sai.");
}

TEST(UnaryCallsTest, WorkThatBlocks_DoesNotBlockOtherCalls) {
  // More calls than gRPC has threads, all of which wait inside their work until the last one has
  // begun.
  constexpr int kCalls = 16;
  Service service({.threads = kCalls});
  absl::Barrier* const all_begun = new absl::Barrier(kCalls);
  service.run = [&] {
    if (all_begun->Block()) delete all_begun;
    return absl::OkStatus();
  };
  std::vector<std::future<grpc::Status>> calls;
  for (int i = 0; i < kCalls; ++i)
    calls.push_back(std::async(std::launch::async, [&] { return service.Plan(); }));
  for (auto& call : calls) EXPECT_TRUE(call.get().ok());
}

TEST(UnaryCallsTest, AnswerFromAnotherThread_EndsTheCall) {
  Service service({.threads = 1});
  std::optional<std::thread> later;
  service.start = [&](UnaryCalls::Finish finish) {
    later.emplace([finish = std::move(finish)] {
      finish(text::Refuse(absl::StatusCode::kAborted, kWrong));
      finish(absl::OkStatus());
    });
  };
  EXPECT_EQ(service.Units().error_code(), grpc::StatusCode::ABORTED) << "the first word counts";
  later->join();
}

TEST(UnaryCallsTest, AnswerThatIsForgotten_IsAnInternalErrorAndIsLogged) {
  std::string logged;
  Service service(
      {.on_failure = [&](const std::string& type, const absl::Status&) { logged = type; }});
  service.start = [](const UnaryCalls::Finish&) {};
  EXPECT_EQ(service.Units().error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(logged, "ListUnitsRequest");
}

TEST(UnaryCallsTest, C12_TooMuchAtOnce_IsToldToComeLater) {
  Service service({.threads = 1, .queue_limit = 0});
  const grpc::Status status = service.Plan();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(CodeOf(status), "busy");
}

TEST(UnaryCallsTest, C13_BytesInFlight_AreBoundedAndGivenBack) {
  Service service({.threads = 1, .in_flight_bytes = 1000});
  std::vector<UnaryCalls::Finish> open;
  platform::Notification first;
  service.start = [&](UnaryCalls::Finish finish) {
    open.push_back(std::move(finish));
    first.Notify();
  };
  auto large = std::async(std::launch::async, [&] { return service.Units(800); });
  first.WaitForNotification();
  EXPECT_EQ(CodeOf(service.Units(800)), "busy");
  open.front()(absl::OkStatus());
  open.clear();
  EXPECT_TRUE(large.get().ok());
  service.start = [](const UnaryCalls::Finish& finish) { finish(absl::OkStatus()); };
  EXPECT_TRUE(service.Units(800).ok()) << "a finished call gives its bytes back";
}

}  // namespace
}  // namespace gom::rpc
