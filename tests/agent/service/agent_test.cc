// The whole agent behind its real gRPC edge: in process and over the Unix socket.
#include "agent/service/agent.h"

#include <sys/stat.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/cli/channel.h"
#include "common/platform/mutex.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

class DeadLink final : public HubLink {
 public:
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest&, absl::Duration,
                                                bool* left) override {
    *left = false;
    return absl::UnavailableError("no network");
  }
};

// A hub that takes the call and says nothing, until it is cancelled.
class MuteLink final : public HubLink {
 public:
  explicit MuteLink(absl::Notification* asked) : asked_(asked) {}
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest&, absl::Duration,
                                                bool* left) override {
    *left = true;
    asked_->Notify();
    cancelled_.WaitForNotification();
    return absl::CancelledError("stopped");
  }
  void Cancel() override { cancelled_.Notify(); }

 private:
  absl::Notification* asked_;
  absl::Notification cancelled_;
};

// A hub that has nothing to say, and says of the commune what the test wants.
class CommuneLink final : public HubLink {
 public:
  struct Hub {
    absl::StatusOr<v1::GetCommuneProgressResponse> answer = v1::GetCommuneProgressResponse();
    std::vector<std::string> asked;  // with what
    bool alive = true;
  };
  explicit CommuneLink(Hub* hub) : hub_(hub) {}
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request, absl::Duration,
                                                bool* left) override {
    *left = hub_->alive;
    if (!hub_->alive) return absl::UnavailableError("no network");
    v1::ExchangeResponse response;
    *response.mutable_position() = request.my_last();
    response.set_agreed(request.my_last().index());
    *response.mutable_from() = request.read();
    *response.mutable_new_position() = request.read();
    response.set_term(1);
    response.set_hub_clock_ms(School::kNow);
    return response;
  }
  absl::StatusOr<v1::GetCommuneProgressResponse> GetCommuneProgress(
      const v1::GetCommuneProgressRequest& request, absl::Duration timeout) override {
    EXPECT_LE(timeout, kCommuneDeadline);
    hub_->asked.push_back(request.have());
    return hub_->answer;
  }

 private:
  Hub* hub_;
};

// A hub that has more to say, and says the rest only once somebody has seen the first of it.
class TwoAnswersLink final : public HubLink {
 public:
  explicit TwoAnswersLink(absl::Notification* seen) : seen_(seen) {}
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request, absl::Duration,
                                                bool* left) override {
    *left = true;
    if (++asked_ > 1) EXPECT_TRUE(seen_->WaitForNotificationWithTimeout(absl::Seconds(30)));
    v1::ExchangeResponse response;
    *response.mutable_position() = request.my_last();
    response.set_agreed(request.my_last().index());
    *response.mutable_from() = request.read();
    *response.mutable_new_position() = request.read();
    if (asked_ == 1) response.mutable_new_position()->set_index(request.read().index() + 1);
    response.set_more(asked_ == 1);
    response.set_term(1);
    response.set_hub_clock_ms(School::kNow);
    return response;
  }

 private:
  absl::Notification* seen_;
  int asked_ = 0;
};

class AgentTest : public ::testing::Test {
 protected:
  std::unique_ptr<Agent> Open(const std::string& folder, LinkFactory link = nullptr) {
    AgentOptions options;
    options.wall = &wall_;
    options.monotonic = &monotonic_;
    options.random = &random_;
    options.build = "test";
    options.check_folder = false;
    options.link = std::move(link);
    options.on_failed_sync = [this](const absl::Status& why) {
      platform::MutexLock lock(&mutex_);
      failures_.push_back(why.code());
    };
    if (options.link == nullptr) {
      options.link = [](const Enrollment&,
                        const DeviceKeys&) -> absl::StatusOr<std::unique_ptr<HubLink>> {
        return std::make_unique<DeadLink>();
      };
    }
    auto agent = Agent::Open(folder, options);
    EXPECT_TRUE(agent.ok()) << agent.status();
    return agent.ok() ? *std::move(agent) : nullptr;
  }
  template <typename Request, typename Response>
  static absl::StatusOr<Response> Call(const std::shared_ptr<grpc::Channel>& channel,
                                       grpc::Status (v1::SchoolService::Stub::*method)(
                                           grpc::ClientContext*, const Request&, Response*),
                                       const Request& request) {
    grpc::ClientContext context;
    rpc::SetDeadline(context);
    Response response;
    const grpc::Status status =
        ((*v1::SchoolService::NewStub(channel)).*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  platform::ManualWallClock wall_{School::kNow};
  platform::SystemMonotonicClock monotonic_;
  platform::SystemRandom random_;
  platform::Mutex mutex_;
  std::vector<absl::StatusCode> failures_ ABSL_GUARDED_BY(mutex_);
};

using Stub = v1::SchoolService::Stub;

// The method with a request in which nothing stands.
grpc::Status AskNothing(const std::shared_ptr<grpc::Channel>& channel,
                        const google::protobuf::MethodDescriptor& method) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const grpc::Slice empty;
  const grpc::ByteBuffer nothing(&empty, 1);
  const auto call = stub.PrepareUnaryCall(
      &context, absl::StrCat("/", method.service()->full_name(), "/", method.name()), nothing,
      &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, &status);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  return status;
}

// A folder that a school has enrolled, without anybody in it.
class EnrolledFolder {
 public:
  EnrolledFolder() {
    School school;
    std::filesystem::copy(school.folder(), folder_.path(),
                          std::filesystem::copy_options::recursive);
  }
  const std::string& path() const { return folder_.path(); }

 private:
  TempFolder folder_;
};

TEST_F(AgentTest, NotEnrolled_EachCallSaysWhatToDo) {
  TempFolder folder;
  const auto agent = Open(folder.path());
  const auto status =
      Call(agent->InProcessChannel(), &Stub::GetAgentStatus, v1::GetAgentStatusRequest());
  EXPECT_EQ(text::ErrorOf(status.status()).code(), "not_enrolled");
  EXPECT_NE(text::ErrorOf(status.status()).vi().find("gom-agent enroll"), std::string::npos);
  const auto synced = Call(agent->InProcessChannel(), &Stub::SyncNow, v1::SyncNowRequest());
  EXPECT_EQ(text::ErrorOf(synced.status()).code(), "not_enrolled");
}

TEST_F(AgentTest, StoppedWhileTheHubIsMute_CancelsTheSyncAndEnds) {
  EnrolledFolder folder;
  absl::Notification asked;
  std::unique_ptr<Agent> agent = Open(folder.path(), [&](const Enrollment&, const DeviceKeys&) {
    return std::make_unique<MuteLink>(&asked);
  });
  ASSERT_TRUE(agent->Serve().ok());
  asked.WaitForNotification();
  agent.reset();
  platform::MutexLock lock(&mutex_);
  EXPECT_EQ(failures_, std::vector{absl::StatusCode::kCancelled});
}

v1::GetCommuneProgressResponse CommuneAnswer() {
  v1::GetCommuneProgressResponse answer;
  answer.set_tag("tag");
  answer.mutable_progress()->set_plan_version(1);
  answer.mutable_progress()->set_as_of("Q1");
  answer.mutable_progress()->add_parts()->set_indicator("A");
  return answer;
}

TEST_F(AgentTest, SyncWentWell_CommuneIsAskedOnceAndKept) {
  EnrolledFolder folder;
  CommuneLink::Hub hub{.answer = CommuneAnswer()};
  const auto agent = Open(folder.path(), [&](const Enrollment&, const DeviceKeys&) {
    return std::make_unique<CommuneLink>(&hub);
  });
  ASSERT_TRUE(agent->Sync().ok());
  ASSERT_TRUE(agent->Sync().ok());
  EXPECT_EQ(hub.asked, std::vector<std::string>{""}) << "a quiet sync is one call";
  const auto ours = Call(agent->InProcessChannel(), &Stub::GetOurSchool, v1::GetOurSchoolRequest());
  ASSERT_TRUE(ours.ok()) << ours.status();
  EXPECT_EQ(ours->commune().as_of(), "Q1");
  EXPECT_TRUE(ours->indicators(0).parts(0).has_commune());
}

TEST_F(AgentTest, CommuneKeptAndOld_IsAskedWithWhatIsKept) {
  EnrolledFolder folder;
  CommuneLink::Hub hub{.answer = CommuneAnswer()};
  const LinkFactory link = [&](const Enrollment&, const DeviceKeys&) {
    return std::make_unique<CommuneLink>(&hub);
  };
  ASSERT_TRUE(Open(folder.path(), link)->Sync().ok());
  ASSERT_TRUE(Open(folder.path(), link)->Sync().ok());
  wall_.Advance(kCommuneStays);
  ASSERT_TRUE(Open(folder.path(), link)->Sync().ok());
  EXPECT_EQ(hub.asked, (std::vector<std::string>{"", "tag"}));
}

TEST_F(AgentTest, HubKnowsNothingOfIt_SyncIsAsGoodAsEver) {
  EnrolledFolder folder;
  CommuneLink::Hub hub{.answer = absl::UnimplementedError("an older hub")};
  const auto agent = Open(folder.path(), [&](const Enrollment&, const DeviceKeys&) {
    return std::make_unique<CommuneLink>(&hub);
  });
  EXPECT_TRUE(agent->Sync().ok());
  const auto status =
      Call(agent->InProcessChannel(), &Stub::GetAgentStatus, v1::GetAgentStatusRequest());
  ASSERT_TRUE(status.ok());
  EXPECT_FALSE(status->has_last_problem());
  EXPECT_EQ(status->notices_size(), 0);
  platform::MutexLock lock(&mutex_);
  EXPECT_TRUE(failures_.empty());
}

TEST_F(AgentTest, SyncFailed_CommuneIsNotAsked) {
  EnrolledFolder folder;
  CommuneLink::Hub hub{.answer = CommuneAnswer(), .alive = false};
  const auto agent = Open(folder.path(), [&](const Enrollment&, const DeviceKeys&) {
    return std::make_unique<CommuneLink>(&hub);
  });
  EXPECT_FALSE(agent->Sync().ok());
  EXPECT_TRUE(hub.asked.empty());
}

TEST_F(AgentTest, EnterAndSubmitInProcess_IsSavedThoughTheHubIsAway) {
  EnrolledFolder folder;
  const auto agent = Open(folder.path());
  const auto channel = agent->InProcessChannel();
  v1::SaveDraftRequest draft;
  draft.set_form("profile");
  draft.set_period("Q1");
  draft.add_typed()->set_field("staff");
  draft.mutable_typed(0)->set_text("20");
  ASSERT_TRUE(Call(channel, &Stub::SaveDraft, draft).ok());
  const auto submitted = Call(channel, &Stub::Submit, v1::SubmitRequest());
  ASSERT_TRUE(submitted.ok()) << submitted.status();
  EXPECT_EQ(submitted->entries_size(), 1);
  const auto synced = Call(channel, &Stub::SyncNow, v1::SyncNowRequest());
  EXPECT_EQ(synced.status().code(), absl::StatusCode::kUnavailable);
  const auto status = Call(channel, &Stub::GetAgentStatus, v1::GetAgentStatusRequest());
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(status->waiting(), 1u);
  EXPECT_EQ(status->tries(), 1u);
  EXPECT_TRUE(status->has_last_problem());
}

TEST_F(AgentTest, Serving_AnswersOverAPrivateSocketAndRefusesASecondProgram) {
  EnrolledFolder folder;
  const auto agent = Open(folder.path());
  ASSERT_TRUE(agent->Serve().ok());
  struct stat socket;
  ASSERT_EQ(::stat(agent->socket_path().c_str(), &socket), 0);
  EXPECT_EQ(socket.st_mode & 0077, 0u);
  const auto channel = cli::DaemonChannel(folder.path());
  ASSERT_TRUE(channel.ok());
  ASSERT_NE(*channel, nullptr);
  const auto forms = Call(*channel, &Stub::ListForms, v1::ListFormsRequest());
  ASSERT_TRUE(forms.ok()) << forms.status();
  EXPECT_EQ(forms->forms_size(), 4);
  AgentStoreOptions options;
  options.random = [](size_t n) { return std::string(n, 'r'); };
  options.check_folder = false;
  EXPECT_EQ(text::ErrorOf(AgentStore::Open(folder.path(), options).status()).code(),
            "data_folder_in_use");
}

// A stream of news, read as a page reads it.
class Watching {
 public:
  explicit Watching(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(v1::SchoolService::NewStub(channel)) {
    rpc::SetDeadline(context_);
    reader_ = stub_->WatchSchool(&context_, v1::WatchSchoolRequest());
  }
  // The next that says anything.
  std::optional<v1::SchoolNews> Next() {
    v1::SchoolNews news;
    while (reader_->Read(&news)) {
      if (IsNews(news)) return news;
    }
    return std::nullopt;
  }
  grpc::Status End() { return reader_->Finish(); }

 private:
  const std::unique_ptr<v1::SchoolService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::SchoolNews>> reader_;
};

TEST_F(AgentTest, Watching_IsToldOfWhatAnotherCallChangedAndOfASync) {
  EnrolledFolder folder;
  const auto agent = Open(folder.path());
  const auto channel = agent->InProcessChannel();
  Watching watching(channel);
  const std::optional<v1::SchoolNews> first = watching.Next();
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(first->everything());
  v1::SaveDraftRequest draft;
  draft.set_form("profile");
  draft.set_period("Q1");
  draft.add_typed()->set_field("staff");
  draft.mutable_typed(0)->set_text("20");
  ASSERT_TRUE(Call(channel, &Stub::SaveDraft, draft).ok());
  const std::optional<v1::SchoolNews> drafted = watching.Next();
  ASSERT_TRUE(drafted.has_value());
  ASSERT_EQ(drafted->entries_size(), 1);
  EXPECT_EQ(drafted->entries(0).form(), "profile");
  EXPECT_EQ(drafted->entries(0).period(), "Q1");
  EXPECT_FALSE(Call(channel, &Stub::SyncNow, v1::SyncNowRequest()).ok());
  const std::optional<v1::SchoolNews> failed = watching.Next();
  ASSERT_TRUE(failed.has_value());
  EXPECT_TRUE(failed->status());
  EXPECT_FALSE(failed->forms());
}

TEST_F(AgentTest, A25_SyncTakesLong_WhoWatchesIsToldOfEachAnswer) {
  EnrolledFolder folder;
  absl::Notification seen;
  const auto agent = Open(folder.path(), [&](const Enrollment&, const DeviceKeys&) {
    return std::make_unique<TwoAnswersLink>(&seen);
  });
  const auto channel = agent->InProcessChannel();
  v1::SaveDraftRequest draft;
  draft.set_form("profile");
  draft.set_period("Q1");
  draft.add_typed()->set_field("staff");
  draft.mutable_typed(0)->set_text("20");
  ASSERT_TRUE(Call(channel, &Stub::SaveDraft, draft).ok());
  ASSERT_TRUE(Call(channel, &Stub::Submit, v1::SubmitRequest()).ok());
  Watching watching(channel);
  ASSERT_TRUE(watching.Next().has_value());
  std::thread syncing([&] {
    const auto synced = Call(channel, &Stub::SyncNow, v1::SyncNowRequest());
    EXPECT_TRUE(synced.ok()) << synced.status();
  });
  const std::optional<v1::SchoolNews> half = watching.Next();
  seen.Notify();
  syncing.join();
  ASSERT_TRUE(half.has_value());
  EXPECT_TRUE(half->status());
}

TEST_F(AgentTest, ProgramEndsWhileWatched_TheStreamEndsWithoutAnError) {
  EnrolledFolder folder;
  auto agent = Open(folder.path());
  ASSERT_TRUE(agent->Serve().ok());
  const auto channel = cli::DaemonChannel(folder.path());
  ASSERT_TRUE(channel.ok());
  Watching watching(*channel);
  ASSERT_TRUE(watching.Next().has_value());
  agent.reset();
  while (watching.Next().has_value()) {
  }
  EXPECT_TRUE(watching.End().ok());
}

TEST_F(AgentTest, MoreWatchersThanAreTaken_TheLastIsRefusedAndTheOthersGoOn) {
  EnrolledFolder folder;
  const auto agent = Open(folder.path());
  const auto channel = agent->InProcessChannel();
  std::vector<std::unique_ptr<Watching>> all;
  for (size_t i = 0; i < WatchersOptions().most; ++i) {
    all.push_back(std::make_unique<Watching>(channel));
    ASSERT_TRUE(all.back()->Next().has_value());
  }
  Watching one_more(channel);
  EXPECT_FALSE(one_more.Next().has_value());
  EXPECT_EQ(text::ErrorOf(rpc::FromGrpc(one_more.End())).code(), "too_many_watchers");
}

TEST_F(AgentTest, Serving_StatusSaysWhenItSyncsNext) {
  EnrolledFolder folder;
  const auto agent = Open(folder.path());
  ASSERT_TRUE(agent->Serve().ok());
  const auto serving =
      Call(*cli::DaemonChannel(folder.path()), &Stub::GetAgentStatus, v1::GetAgentStatusRequest());
  ASSERT_TRUE(serving.ok());
  EXPECT_GE(serving->next_try(), wall_.NowMs());
}

TEST_F(AgentTest, ServingBeforeEnrollment_IsRefusedWhereNobodyCanEnrollByIt) {
  TempFolder folder;
  const auto agent = Open(folder.path());
  EXPECT_EQ(text::ErrorOf(agent->Serve()).code(), "not_enrolled");
}

// A page may ask anything; what needs a school says so.
TEST_F(AgentTest, ServingBeforeEnrollment_EveryCallIsAnsweredByASentence) {
  TempFolder folder;
  const auto agent = Open(folder.path());
  ASSERT_TRUE(agent->Serve(Agent::BeforeEnrollment::kWait).ok());
  EXPECT_FALSE(agent->enrolled());
  const std::shared_ptr<grpc::Channel> channel = *cli::DaemonChannel(folder.path());
  int asked = 0;
  const auto& service = *v1::GetAgentStatusRequest::descriptor()->file()->service(0);
  for (int m = 0; m < service.method_count(); ++m) {
    const google::protobuf::MethodDescriptor& method = *service.method(m);
    if (method.server_streaming()) continue;
    const grpc::Status answer = AskNothing(channel, method);
    if (!answer.ok())
      EXPECT_NE(text::ErrorOf(rpc::FromGrpc(answer)).code(), "internal") << method.full_name();
    ++asked;
  }
  EXPECT_GT(asked, 20);
  Watching watching(channel);
  EXPECT_TRUE(watching.Next().has_value());
}

TEST_F(AgentTest, E7_CodeOfNoShape_IsRefusedBeforeAnythingIsSent) {
  TempFolder folder;
  const auto agent = Open(folder.path());
  EXPECT_EQ(text::ErrorOf(agent->EnrollWith(
                              {.address = "127.0.0.1:1", .code = "ABC", .label = "", .build = ""}))
                .code(),
            "code_malformed");
  const absl::Status nobody = agent->EnrollWith(
      {.address = "127.0.0.1:1", .code = "0123456789ABCDEFGHJKMNPQRS", .label = "", .build = ""});
  EXPECT_EQ(nobody.code(), absl::StatusCode::kUnavailable) << nobody;
}

}  // namespace
}  // namespace gom::agent
