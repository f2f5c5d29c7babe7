// A school's agent and a hub, both whole, with real sockets and TLS between them, over a network
// that fails. One condition a test: what was saved arrives, once, and until then the person reads
// no later word than is true.
#include <chrono>

#include "agent/service/agent.h"
#include "agent/service/grpc_link.h"
#include "common/text/status_macros.h"
#include "tests/common/rpc/test_hub.h"
#include "tests/hub/service/hub_fixture.h"
#include "tests/support/fault_proxy.h"

namespace gom::agent {
namespace {

using e2e::FaultProxy;
using Way = FaultProxy::Way;
using ::testing::HasSubstr;

// Long enough for a handshake on a busy machine, short enough to wait for.
constexpr absl::Duration kPatience = absl::Seconds(2);

// The way to the hub that agents have, with less patience; does something once it is connected.
class ImpatientLink final : public HubLink {
 public:
  ImpatientLink(std::shared_ptr<grpc::Channel> channel, const Enrollment& who,
                const DeviceKeys& keys, std::function<void()> connected, absl::Duration patience)
      : channel_(std::move(channel)),
        who_(who),
        ca_pem_(keys.ca_pem),
        link_(channel_, who, keys.ca_pem),
        connected_(std::move(connected)),
        patience_(patience) {}

  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                absl::Duration /*timeout*/, bool* left) override {
    *left = false;
    RETURN_IF_ERROR(Connect(*channel_, who_.address, who_.hub, ca_pem_, patience_));
    if (connected_) connected_();
    return link_.Exchange(request, patience_, left);
  }
  void Cancel() override { link_.Cancel(); }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const Enrollment who_;
  const std::string ca_pem_;
  GrpcLink link_;
  const std::function<void()> connected_;
  const absl::Duration patience_;
};

class NetworkTest : public hub::HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    ApplyPlanAndUnits();
    way_ = std::make_unique<FaultProxy>(HubPort());
    AgentOptions options;
    options.wall = &clock_;
    options.monotonic = &monotonic_;
    options.random = &random_;
    options.build = "test";
    options.check_folder = false;
    options.link = [this](const Enrollment& who,
                          const DeviceKeys& keys) -> absl::StatusOr<std::unique_ptr<HubLink>> {
      ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel,
                       HubChannel(who.address, who.hub, keys));
      return std::make_unique<ImpatientLink>(std::move(channel), who, keys, connected_, patience_);
    };
    auto agent = Agent::Open(top_ + "/agent", options);
    ASSERT_TRUE(agent.ok()) << agent.status();
    agent_ = *std::move(agent);
    v1::IssueSlipRequest slip;
    slip.set_unit("S1");
    const auto issued = Admin(&v1::AdminService::Stub::IssueSlip, slip);
    ASSERT_TRUE(issued.ok()) << issued.status();
    EnrollOptions enroll;
    enroll.address = way_->address();
    enroll.code = issued->code();
    ASSERT_TRUE(agent_->EnrollWith(enroll).ok());
    ASSERT_TRUE(Sync().ok());
  }
  void TearDown() override {
    agent_.reset();
    way_.reset();
    HubFixture::TearDown();
  }

  int HubPort() { return rpc::ParseHostPort(server_->address())->port; }
  absl::Status Sync() { return agent_->Sync().status(); }

  template <typename Request, typename Response>
  Response Ask(grpc::Status (v1::SchoolService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
               const Request& request) {
    const auto stub = v1::SchoolService::NewStub(agent_->InProcessChannel());
    auto answer = hub::CallHub(*stub, method, request);
    EXPECT_TRUE(answer.ok()) << text::Sentence(text::Language::kEnglish, answer.status());
    return answer.ok() ? *std::move(answer) : Response();
  }
  // One more version of the same report.
  void Report(int64_t total) {
    v1::SaveDraftRequest draft;
    draft.set_form("f");
    draft.set_period("2026-Q1");
    for (const auto& [field, number] : {std::pair{"total", total}, std::pair{"met", total}}) {
      v1::TypedField* typed = draft.add_typed();
      typed->set_field(field);
      typed->set_text(absl::StrCat(number));
    }
    Ask(&v1::SchoolService::Stub::SaveDraft, draft);
    Ask(&v1::SchoolService::Stub::Submit, v1::SubmitRequest());
  }
  v1::Word Word() {
    v1::GetFormRequest form;
    form.set_form("f");
    form.set_period("2026-Q1");
    return Ask(&v1::SchoolService::Stub::GetForm, form).word();
  }
  v1::AgentStatus Status() {
    return Ask(&v1::SchoolService::Stub::GetAgentStatus, v1::GetAgentStatusRequest());
  }
  int AtTheHub() {
    const auto history = History("S1");
    return history.ok() ? history->revisions_size() : 0;
  }
  // The network is itself again.
  void ExpectArrived(int versions) {
    connected_ = nullptr;
    way_->Heal();
    const absl::Status synced = Sync();
    EXPECT_TRUE(synced.ok()) << text::Sentence(text::Language::kEnglish, synced);
    EXPECT_EQ(Word(), v1::WORD_RECEIVED);
    EXPECT_EQ(AtTheHub(), versions);
    EXPECT_EQ(Status().waiting(), 0u);
    EXPECT_FALSE(Status().has_last_problem());
  }

  platform::SystemMonotonicClock monotonic_;
  platform::SeededRandom random_{7};
  std::unique_ptr<FaultProxy> way_;
  std::function<void()> connected_;
  absl::Duration patience_ = kPatience;
  std::unique_ptr<Agent> agent_;
};

TEST_F(NetworkTest, C6_ConnectionHalfOpen_EndsAtItsDeadlineAndIsMadeAnew) {
  Report(10);
  connected_ = [this] {
    way_->Swallow(Way::kUp);
    way_->Swallow(Way::kDown);
  };
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(Sync().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, absl::ToChronoSeconds(3 * kPatience));
  EXPECT_EQ(Word(), v1::WORD_SENT) << "it left, and nobody knows more";
  EXPECT_EQ(AtTheHub(), 0);
  ExpectArrived(1);
}

TEST_F(NetworkTest, C6_HalfOpenFromTheBeginning_IsSaidToBeUnreachable) {
  Report(10);
  way_->Swallow(Way::kUp);
  way_->Swallow(Way::kDown);
  EXPECT_EQ(hub::CodeOf(Sync()), "hub_unreachable");
  EXPECT_EQ(Word(), v1::WORD_SAVED);
  ExpectArrived(1);
}

TEST_F(NetworkTest, C18_RequestsArriveAndRepliesNeverDo_IsSentUntilItHeals) {
  patience_ = absl::Seconds(1.5);
  Report(10);
  connected_ = [this] { way_->Swallow(Way::kDown); };
  for (uint32_t tries = 1; tries <= 2; ++tries) {
    EXPECT_EQ(Sync().code(), absl::StatusCode::kDeadlineExceeded);
    EXPECT_EQ(Word(), v1::WORD_SENT);
    EXPECT_EQ(AtTheHub(), 1) << "the hub shows what it received";
    EXPECT_EQ(Status().tries(), tries);
    EXPECT_TRUE(Status().has_last_problem());
    way_->Heal();
  }
  patience_ = kPatience;
  ExpectArrived(1);
}

TEST_F(NetworkTest, C1_C2_ResetAfterAnyNumberOfBytes_ArrivesOnce) {
  Report(100);
  way_->Heal();
  ASSERT_TRUE(Sync().ok());
  int versions = 1;
  for (const Way way : {Way::kUp, Way::kDown}) {
    const int64_t whole = way_->carried(way);
    ASSERT_GT(whole, 1000);
    for (int part = 1; part <= 12; ++part) {
      Report(100 + ++versions);
      way_->ResetAfter(way, whole * part / 12);
      Sync().IgnoreError();  // it may have come to its end before that
      EXPECT_LE(AtTheHub(), versions);
      ExpectArrived(versions);
    }
  }
}

// A retry storm: the same bytes over two connections at once.
TEST_F(NetworkTest, C3_SameRequestOverTwoConnections_OneEntry) {
  auto device = EnrollDevice("S2");
  const v1::ExchangeRequest request = device->Next({{.total = 10, .met = 9}});
  std::vector<std::thread> storm;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 4; ++i) {
    storm.emplace_back([&] {
      auto stub = v1::SyncService::NewStub(Channel(device->key_pem, device->certificate_pem));
      const auto response = hub::CallHub(*stub, &v1::SyncService::Stub::Exchange, request);
      answered += response.ok() && response->agreed() == 1;
    });
  }
  for (std::thread& one : storm) one.join();
  EXPECT_EQ(answered, 4);
  const auto history = History("S2");
  ASSERT_TRUE(history.ok());
  EXPECT_EQ(history->revisions_size(), 1);
}

TEST_F(NetworkTest, C8_InterceptingProxy_IsSaidAndNothingLeaves) {
  Report(10);
  const rpc::TestIdentity portal(hub_->authority().hub_id());
  int served = 0;
  const rpc::TestHub proxy(portal.server_key, portal.server_chain,
                           [&](const rpc::Peer&, const std::string&) {
                             ++served;
                             return absl::OkStatus();
                           });
  way_->LeadTo(proxy.port());
  EXPECT_EQ(hub::CodeOf(Sync()), "another_hub");
  EXPECT_EQ(served, 0);
  EXPECT_EQ(Word(), v1::WORD_SAVED);
  EXPECT_THAT(Status().last_problem().vi(), HasSubstr("không gửi gì"));
  way_->LeadTo(HubPort());
  ExpectArrived(1);
}

TEST_F(NetworkTest, C9_HubHasMoved_IsFollowedByItsKeyAndNotByAnAddress) {
  Report(10);
  const std::string before = Status().hub_address();
  const rpc::TestIdentity stranger(std::string(16, '\x55'));
  const rpc::TestHub other(stranger.server_key, stranger.server_chain,
                           [](const rpc::Peer&, const std::string&) { return absl::OkStatus(); });
  way_->LeadTo(other.port());  // what the name stands for now
  EXPECT_EQ(hub::CodeOf(Sync()), "another_hub");
  EXPECT_EQ(hub::CodeOf(agent_->FollowHubTo(other.address())), "another_hub");
  EXPECT_EQ(hub::CodeOf(agent_->FollowHubTo("no-such-hub.invalid:7400")), "hub_unreachable");
  EXPECT_EQ(hub::CodeOf(agent_->FollowHubTo("nowhere:x")), "address_refused");
  EXPECT_EQ(Status().hub_address(), before) << "the last good address stays";
  EXPECT_THAT(Status().last_problem().en(), HasSubstr("check the address"));
  EXPECT_EQ(Word(), v1::WORD_SAVED);

  const FaultProxy elsewhere(HubPort());
  ASSERT_TRUE(agent_->FollowHubTo(elsewhere.address()).ok());
  EXPECT_EQ(Status().hub_address(), elsewhere.address());
  ExpectArrived(1);
}

TEST_F(NetworkTest, C10_TwentyKilobits_NumbersArriveInAFewSeconds) {
  for (int i = 1; i <= 10; ++i) Report(100 + i);
  patience_ = absl::Seconds(30);
  way_->Heal();
  way_->Slow(2500, std::chrono::milliseconds(150));
  const auto begun = std::chrono::steady_clock::now();
  const absl::Status synced = Sync();
  EXPECT_TRUE(synced.ok()) << synced;
  EXPECT_GT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1)) << "it was not slow";
  EXPECT_LT(way_->carried(Way::kUp), 8 << 10);
  EXPECT_LT(way_->carried(Way::kDown), 12 << 10);
  ExpectArrived(10);
}

TEST_F(NetworkTest, C7_OneByteASecond_IsGivenUpSoonAndNothingIsLost) {
  Report(10);
  way_->Slow(1, std::chrono::milliseconds(0));
  EXPECT_EQ(hub::CodeOf(Sync()), "hub_unreachable");
  EXPECT_EQ(Word(), v1::WORD_SAVED);
  ExpectArrived(1);
}

}  // namespace
}  // namespace gom::agent
