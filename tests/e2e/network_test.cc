// A school's agent and a hub, both whole, with real sockets and TLS between them, over a network
// that fails. One condition a test: what was saved arrives, once, and until then the person reads
// no later word than is true.
#include <chrono>
#include <filesystem>

#include "common/rpc/backoff.h"
#include "common/rpc/slip_code.h"
#include "tests/common/rpc/test_hub.h"
#include "tests/e2e/network_fixture.h"

namespace gom::agent {
namespace {

using e2e::FaultProxy;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class NetworkTest : public NetworkFixture {
 protected:
  std::vector<std::string> Told() {
    const v1::AgentStatus status = Status();
    std::vector<std::string> told;
    for (const v1::Words& words : status.notices()) told.push_back(words.vi());
    return told;
  }
};

// A router on the way forgets the connection, whatever had passed by then: both ends think it is
// there, and nobody tells them. What is made anew works.
TEST_F(NetworkTest, C6_ConnectionHalfOpen_EndsAtItsDeadlineAndIsMadeAnew) {
  int versions = 0;
  for (const bool request_arrived : {false, true}) {
    SCOPED_TRACE(request_arrived);
    Report(10 + ++versions);
    moments_.connected = [this, request_arrived] {
      request_arrived ? way_->Swallow(Way::kDown) : way_->ForgetConnections();
    };
    const int before = way_->connections();
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(Sync().code(), absl::StatusCode::kDeadlineExceeded);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, absl::ToChronoSeconds(3 * kPatience));
    EXPECT_EQ(Word(), v1::WORD_SENT) << "it left, and nobody knows more";
    EXPECT_EQ(AtTheHub(), request_arrived ? versions : versions - 1);
    way_->ForgetConnections();
    way_->Heal();  // but for those
    ExpectSyncBrings(versions);
    EXPECT_EQ(way_->connections(), before + 2) << "one that was lost, and a new one";
  }
}

// Nobody has to be there for that.
TEST_F(NetworkTest, C6_ConnectionHalfOpen_TheAgentComesBackByItself) {
  Report(10);
  std::vector<absl::Status> failures;
  OpenAgent([&](const absl::Status& why) { failures.push_back(why); });
  platform::Notification arrived;
  bool first = true;
  moments_.connected = [&] {
    if (std::exchange(first, false)) way_->ForgetConnections();
  };
  moments_.answered = [&] {
    if (!arrived.HasBeenNotified()) arrived.Notify();
  };
  ASSERT_TRUE(agent_->Serve().ok());
  ASSERT_TRUE(arrived.WaitForNotificationWithTimeout(absl::Seconds(60)));
  agent_.reset();
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(AtTheHub(), 1);
  // With the patience that agents have.
  EXPECT_LE(rpc::kUnaryDeadline + rpc::BackoffOptions().first + kConnectDeadline,
            absl::Seconds(80));
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
  moments_.connected = [this] { way_->Swallow(Way::kDown); };
  for (uint32_t tries = 1; tries <= 5; ++tries) {
    EXPECT_THAT(Told(), IsEmpty()) << "it may be over with the next try";
    EXPECT_EQ(Sync().code(), absl::StatusCode::kDeadlineExceeded);
    EXPECT_EQ(Word(), v1::WORD_SENT);
    EXPECT_EQ(AtTheHub(), 1) << "the hub shows what it received";
    EXPECT_EQ(Status().tries(), tries);
    EXPECT_THAT(Status().last_problem().vi(), HasSubstr("chưa rõ việc đã xong hay chưa"));
    way_->Heal();
  }
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("không có trả lời nào về"),
                                  AllOf(HasSubstr("5 lần"), HasSubstr("USB"))))
      << "by now somebody may look at the network, or walk";
  patience_ = kPatience;
  ExpectArrived(1);
  EXPECT_THAT(Told(), IsEmpty());
}

// The cause is another one where nothing leaves.
TEST_F(NetworkTest, C18_NothingLeaves_TheHintIsNotOfReplies) {
  Report(10);
  way_->LeadTo(1);  // where nobody listens: the line ends as soon as it is there
  for (int tries = 0; tries < 5; ++tries) {
    EXPECT_THAT(hub::CodeOf(Sync()), AnyOf("not_tls", "hub_unreachable"));
  }
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("USB")));
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
      const v1::Word word = Word();
      if (AtTheHub() < versions) {
        EXPECT_LE(word, v1::WORD_SENT) << "no later word than is true";
      } else {
        EXPECT_GE(word, v1::WORD_SENT) << "what arrived has left";
      }
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

// A folder is copied, and both copies are worked with: the second finds other content where its own
// should be.
TEST_F(NetworkTest, C4_SamePlaceOtherContent_GoesOnInANewStreamAndTheJournalSaysSoOnce) {
  const std::string folder = top_ + "/agent", copy = top_ + "/copy";
  Report(10);
  ASSERT_TRUE(Sync().ok());
  agent_.reset();
  std::filesystem::copy(folder, copy);
  OpenAgent();
  Report(11);
  ASSERT_TRUE(Sync().ok());
  EXPECT_THAT(TakeWarnings(), IsEmpty());

  agent_.reset();
  std::filesystem::rename(folder, top_ + "/first");
  std::filesystem::rename(copy, folder);
  OpenAgent();
  Report(12);
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(AtTheHub(), 3) << "what was there stays, and what differs comes beside it";
  EXPECT_EQ(Word(), v1::WORD_CONFLICT) << "for a person to choose";
  EXPECT_EQ(Status().waiting(), 0u);
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("Máy này vừa được khôi phục")));
  EXPECT_THAT(TakeWarnings(), ElementsAre("stream_differs"));
  Report(13);
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(AtTheHub(), 4);
  EXPECT_THAT(TakeWarnings(), IsEmpty()) << "it is said once";
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

// The one that answers would take the secret of the slip: it must not come to see it.
TEST_F(NetworkTest, E8_HubThatKnowsTheSlipAndHasAnotherKey_GetsNothingAndTheSlipStaysGood) {
  v1::IssueSlipRequest of_unit;
  of_unit.set_unit("S2");
  const auto slip = Admin(&v1::AdminService::Stub::IssueSlip, of_unit);
  ASSERT_TRUE(slip.ok()) << slip.status();
  const auto devices = [this] {
    return Admin(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest())->devices_size();
  };
  const int before = devices();
  platform::SeededRandom random(8);
  auto agent = Agent::Open(top_ + "/second", Options(random));
  ASSERT_TRUE(agent.ok()) << agent.status();
  rpc::SlipCode another = *rpc::ParseSlipCode(slip->code());
  another.fingerprint = std::string(rpc::kFingerprintBytes, 'x');
  const EnrollOptions wrong{.address = way_->address(), .code = rpc::PrintSlipCode(another)};
  TakeWarnings();
  // Oftener than a code may be tried wrongly before it is locked.
  for (int tries = 0; tries < 6; ++tries) {
    const absl::Status stopped = (*agent)->EnrollWith(wrong);
    EXPECT_EQ(hub::CodeOf(stopped), "not_the_hub_on_the_slip");
    EXPECT_THAT(text::ErrorOf(stopped).vi(), HasSubstr("không phải là hub ghi trên phiếu"));
  }
  EXPECT_EQ(devices(), before);
  EXPECT_THAT(TakeWarnings(), IsEmpty()) << "nothing came that it could judge";

  const EnrollOptions right{.address = way_->address(), .code = slip->code()};
  const absl::Status enrolled = (*agent)->EnrollWith(right);
  EXPECT_TRUE(enrolled.ok()) << text::Sentence(text::Language::kEnglish, enrolled);
  EXPECT_EQ(devices(), before + 1);
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

TEST_F(NetworkTest, C7_OneByteASecond_IsGivenUpSoonAndNothingIsLost) {
  Report(10);
  way_->Slow(1, std::chrono::milliseconds(0));
  EXPECT_EQ(hub::CodeOf(Sync()), "hub_unreachable");
  EXPECT_EQ(Word(), v1::WORD_SAVED);
  ExpectArrived(1);
}

}  // namespace
}  // namespace gom::agent
