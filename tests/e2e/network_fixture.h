// A school's agent and a hub, both whole, with real sockets and TLS between them, over a network
// that fails as it is told (tests/support/fault_proxy.h).
#ifndef GOM_TESTS_E2E_NETWORK_FIXTURE_H_
#define GOM_TESTS_E2E_NETWORK_FIXTURE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "agent/service/agent.h"
#include "agent/service/grpc_link.h"
#include "common/text/status_macros.h"
#include "tests/hub/service/hub_fixture.h"
#include "tests/support/fault_proxy.h"

namespace gom::agent {

// What a test does while a sync is under way, on the sync's thread.
struct Moments {
  std::function<void()> begins;     // a way to the hub is made
  std::function<void()> connected;  // before each exchange, once it is there
  std::function<void()> answered;   // after each exchange that was
  std::function<void()> piece;      // before each piece of a photo
};

// The way to the hub that agents have, with less patience.
class ImpatientLink final : public HubLink {
 public:
  ImpatientLink(std::shared_ptr<grpc::Channel> channel, const Enrollment& who,
                const DeviceKeys& keys, const Moments& moments, absl::Duration patience)
      : channel_(std::move(channel)),
        who_(who),
        ca_pem_(keys.ca_pem),
        link_(channel_, who, keys.ca_pem),
        moments_(moments),
        patience_(patience) {}

  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                absl::Duration /*timeout*/, bool* left) override {
    *left = false;
    RETURN_IF_ERROR(Connect(*channel_, who_.address, who_.hub, ca_pem_, patience_));
    if (moments_.connected) moments_.connected();
    absl::StatusOr<v1::ExchangeResponse> answer = link_.Exchange(request, patience_, left);
    if (answer.ok() && moments_.answered) moments_.answered();
    return answer;
  }
  absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(const v1::PutEvidenceRequest& piece,
                                                      absl::Duration /*timeout*/) override {
    if (moments_.piece) moments_.piece();
    return link_.PutEvidence(piece, patience_);
  }
  void Cancel() override { link_.Cancel(); }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const Enrollment who_;
  const std::string ca_pem_;
  GrpcLink link_;
  const Moments moments_;
  const absl::Duration patience_;
};

class NetworkFixture : public hub::HubFixture {
 protected:
  using Way = e2e::FaultProxy::Way;

  // Long enough for a handshake on a busy machine, short enough to wait for.
  static constexpr absl::Duration kPatience = absl::Seconds(2);
  static constexpr int kSchools = 8;

  void SetUp() override {
    HubFixture::SetUp();
    ApplyPlanAndUnits(kSchools);
    way_ = std::make_unique<e2e::FaultProxy>(HubPort());
    OpenAgent();
    Enroll(*agent_, "S1");
    ASSERT_TRUE(Sync().ok());
  }
  void TearDown() override {
    agent_.reset();
    way_.reset();
    HubFixture::TearDown();
  }

  // Links that are made from now on know these moments and have this patience.
  AgentOptions Options(platform::RandomSource& random) {
    AgentOptions options;
    options.wall = &clock_;
    options.monotonic = &monotonic_;
    options.random = &random;
    options.build = "test";
    options.check_folder = false;
    options.link = [this](const Enrollment& who,
                          const DeviceKeys& keys) -> absl::StatusOr<std::unique_ptr<HubLink>> {
      return Link(who, keys, moments_);
    };
    return options;
  }
  absl::StatusOr<std::unique_ptr<HubLink>> Link(const Enrollment& who, const DeviceKeys& keys,
                                                const Moments& moments) const {
    if (moments.begins) moments.begins();
    ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel,
                     HubChannel(who.address, who.hub, keys));
    return std::make_unique<ImpatientLink>(std::move(channel), who, keys, moments, patience_);
  }
  void OpenAgent(std::function<void(const absl::Status&)> on_failed_sync = nullptr) {
    agent_.reset();
    AgentOptions options = Options(random_);
    options.on_failed_sync = std::move(on_failed_sync);
    auto agent = Agent::Open(top_ + "/agent", std::move(options));
    ASSERT_TRUE(agent.ok()) << agent.status();
    agent_ = *std::move(agent);
  }
  void Enroll(Agent& agent, const std::string& unit) {
    v1::IssueSlipRequest slip;
    slip.set_unit(unit);
    const auto issued = Admin(&v1::AdminService::Stub::IssueSlip, slip);
    ASSERT_TRUE(issued.ok()) << issued.status();
    EnrollOptions enroll;
    enroll.address = way_->address();
    enroll.code = issued->code();
    ASSERT_TRUE(agent.EnrollWith(enroll).ok());
  }

  int HubPort() { return rpc::ParseHostPort(server_->address())->port; }
  absl::Status Sync() { return agent_->Sync().status(); }

  template <typename Request, typename Response>
  static Response Ask(Agent& agent,
                      grpc::Status (v1::SchoolService::Stub::*method)(grpc::ClientContext*,
                                                                      const Request&, Response*),
                      const Request& request) {
    const auto stub = v1::SchoolService::NewStub(agent.InProcessChannel());
    auto answer = hub::CallHub(*stub, method, request);
    EXPECT_TRUE(answer.ok()) << text::Sentence(text::Language::kEnglish, answer.status());
    return answer.ok() ? *std::move(answer) : Response();
  }
  // One more version of the same report.
  static void Report(Agent& agent, int64_t total) {
    v1::SaveDraftRequest draft;
    draft.set_form("f");
    draft.set_period("2026-Q1");
    for (const auto& [field, number] : {std::pair{"total", total}, std::pair{"met", total}}) {
      v1::TypedField* typed = draft.add_typed();
      typed->set_field(field);
      typed->set_text(absl::StrCat(number));
    }
    Ask(agent, &v1::SchoolService::Stub::SaveDraft, draft);
    Ask(agent, &v1::SchoolService::Stub::Submit, v1::SubmitRequest());
  }
  void Report(int64_t total) { Report(*agent_, total); }
  static v1::Word Word(Agent& agent) {
    v1::GetFormRequest form;
    form.set_form("f");
    form.set_period("2026-Q1");
    return Ask(agent, &v1::SchoolService::Stub::GetForm, form).word();
  }
  v1::Word Word() { return Word(*agent_); }
  static v1::AgentStatus Status(Agent& agent) {
    return Ask(agent, &v1::SchoolService::Stub::GetAgentStatus, v1::GetAgentStatusRequest());
  }
  v1::AgentStatus Status() { return Status(*agent_); }
  int AtTheHub(const std::string& unit = "S1") {
    const auto history = History(unit);
    return history.ok() ? history->revisions_size() : 0;
  }
  // All that was submitted is there once, and nothing is complained of.
  void ExpectThere(int versions) {
    EXPECT_EQ(Word(), v1::WORD_RECEIVED);
    EXPECT_EQ(AtTheHub(), versions);
    EXPECT_EQ(Status().waiting(), 0u);
    EXPECT_FALSE(Status().has_last_problem());
  }
  void ExpectSyncBrings(int versions) {
    moments_ = {};
    const absl::Status synced = Sync();
    EXPECT_TRUE(synced.ok()) << text::Sentence(text::Language::kEnglish, synced);
    ExpectThere(versions);
  }
  // The same once the network is itself again.
  void ExpectArrived(int versions) {
    way_->Heal();
    ExpectSyncBrings(versions);
  }

  platform::SystemMonotonicClock monotonic_;
  platform::SeededRandom random_{7};
  std::unique_ptr<e2e::FaultProxy> way_;
  Moments moments_;
  absl::Duration patience_ = kPatience;
  std::unique_ptr<Agent> agent_;
};

}  // namespace gom::agent

#endif  // GOM_TESTS_E2E_NETWORK_FIXTURE_H_
