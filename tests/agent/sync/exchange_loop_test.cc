// One sync against a scripted hub: a map of streams that takes changes in order, as the protocol
// says.
#include "agent/sync/exchange_loop.h"

#include <map>
#include <vector>

#include "common/log/reader.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

class ScriptedHub : public HubLink {
 public:
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request, absl::Duration,
                                                bool* left) override {
    ++calls;
    last_request = request;
    if (unreachable) {
      *left = false;
      return absl::UnavailableError("no network");
    }
    std::vector<log::Position>& chain = streams[request.stream()];
    v1::ExchangeResponse reply;
    reply.set_term(term);
    reply.set_hub_clock_ms(School::kNow);
    uint64_t at = request.after().index();
    const bool known =
        at <= chain.size() &&
        (at == 0 || chain[at - 1].digest == log::FromBytes(request.after().digest()));
    uint64_t agreed = 0;
    if (known) {
      agreed = at;
      log::Digest digest = at == 0 ? log::Digest{} : chain[at - 1].digest;
      for (const v1::Sealed& change : request.changes()) {
        digest = log::Next(digest, change.main());
        ++at;
        if (at <= chain.size()) {
          if (chain[at - 1].digest != digest) {
            reply.set_first_difference(at);
            break;
          }
        } else {
          chain.push_back({at, digest});
          if (tells_outcomes) Tell(request.stream(), at);
        }
        agreed = at;
      }
    }
    reply.set_agreed(agreed);
    const uint64_t end = chain.size();
    *reply.mutable_position() = log::ToProto(end == 0 ? log::Position{} : chain[end - 1]);
    reply.mutable_from()->set_index(forgets_read ? 0 : request.read().index());
    for (const v1::Delivery& d : events) {
      if (d.index() > reply.from().index()) *reply.add_events() = d;
    }
    reply.mutable_new_position()->set_index(next_event);
    forgets_read = false;
    if (loses_reply) {
      loses_reply = false;
      *left = true;
      return absl::DeadlineExceededError("no answer");
    }
    return reply;
  }

  void Tell(const std::string&, uint64_t index) {
    v1::Delivery& d = events.emplace_back();
    d.set_index(++next_event);
    d.mutable_own()->set_stream_index(index);
    d.mutable_own()->set_outcome(v1::OUTCOME_HEAD);
    d.mutable_own()->set_at(School::kNow);
  }

  std::map<std::string, std::vector<log::Position>> streams;
  std::vector<v1::Delivery> events;
  uint64_t next_event = 2;  // the school has read the plan and its row
  uint64_t term = 1;
  int calls = 0;
  bool unreachable = false, loses_reply = false, forgets_read = false, tells_outcomes = true;
  v1::ExchangeRequest last_request;
};

// Between two answers something happens to the computer.
class InterruptedHub final : public ScriptedHub {
 public:
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                absl::Duration timeout, bool* left) override {
    between();
    return ScriptedHub::Exchange(request, timeout, left);
  }
  std::function<void()> between;
};

class ExchangeLoopTest : public ::testing::Test {
 protected:
  absl::StatusOr<SyncOutcome> Sync() {
    ExchangeLoop loop(school_.store(), mutex_, school_.wall(), monotonic_, {});
    return loop.Run(hub_);
  }
  v1::Word WordOf(const std::string& form, const std::string& period) {
    return school_.Form(form, period).word();
  }

  School school_;
  ScriptedHub hub_;
  platform::Mutex mutex_;
  platform::ManualMonotonicClock monotonic_;
};

TEST_F(ExchangeLoopTest, SavedWork_ArrivesAndIsReceived) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_SAVED);
  const auto outcome = Sync();
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->sent, 1u);
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_RECEIVED);
  EXPECT_EQ(school_.state().waiting, 0u);
}

TEST_F(ExchangeLoopTest, NothingToSay_IsOneExchange) {
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(hub_.calls, 1);
}

TEST_F(ExchangeLoopTest, B3_ClockJumpsInASync_OnlyTheMonotonicOneEndsIt) {
  for (int i = 0; i < 70; ++i) school_.Report("profile", "Q1", {{"staff", absl::StrCat(20 + i)}});
  InterruptedHub hub;
  SyncOptions options;
  options.sync_timeout = absl::Minutes(15);
  ExchangeLoop loop(school_.store(), mutex_, school_.wall(), monotonic_, options);
  int64_t jump = -16LL * 365 * 86'400'000;
  hub.between = [&] {
    school_.wall().Set(School::kNow + jump);
    jump = -jump / 2;
    monotonic_.Advance(absl::Seconds(1));
  };
  const auto outcome = loop.Run(hub);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->sent, 70u);
  EXPECT_GE(hub.calls, 2) << "in batches of 64";
  EXPECT_EQ(hub.streams.begin()->second.size(), 70u);

  school_.Report("profile", "Q1", {{"staff", "7"}});
  hub.between = [&] { monotonic_.Advance(absl::Minutes(16)); };
  hub.calls = 0;
  hub.streams.begin()->second.clear();  // there is much to send again, and no time
  EXPECT_EQ(text::ErrorOf(loop.Run(hub).status()).code(), "sync_too_long");
}

TEST_F(ExchangeLoopTest, C1_RequestLost_StaysSavedAndIsNotCalledSent) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  hub_.unreachable = true;
  EXPECT_FALSE(Sync().ok());
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_SAVED);
  EXPECT_EQ(school_.store().marks().tries, 1u);
  EXPECT_TRUE(school_.store().marks().problem.has_value());
  hub_.unreachable = false;
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_RECEIVED);
  EXPECT_FALSE(school_.store().marks().problem.has_value());
}

TEST_F(ExchangeLoopTest, C2_ReplyLost_IsSentAndThenReceivedOnce) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  hub_.loses_reply = true;
  EXPECT_FALSE(Sync().ok());
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_SENT);
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_RECEIVED);
  EXPECT_EQ(hub_.streams.begin()->second.size(), 1u);
}

TEST_F(ExchangeLoopTest, A5_KilledAfterSending_RepeatsAndArrivesOnce) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  hub_.loses_reply = true;
  EXPECT_FALSE(Sync().ok());
  school_.Reopen();
  EXPECT_EQ(WordOf("profile", "Q1"), v1::WORD_SENT);
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(hub_.streams.begin()->second.size(), 1u);
  EXPECT_EQ(school_.state().FindEntry(1, 1)->revisions.size(), 1u);
}

TEST_F(ExchangeLoopTest, D5_HubRestored_GetsWhatItLost) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  ASSERT_TRUE(Sync().ok());
  school_.Report("work", "Q1", {{"trained", "5"}});
  ASSERT_TRUE(Sync().ok());
  ASSERT_EQ(hub_.streams.begin()->second.size(), 2u);
  hub_.streams.begin()->second.pop_back();
  hub_.events.pop_back();
  hub_.next_event = 3;
  hub_.term = 2;
  hub_.forgets_read = true;
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(hub_.streams.begin()->second.size(), 2u);
  EXPECT_EQ(school_.store().marks().highest_term, 2u);
}

TEST_F(ExchangeLoopTest, HubLostTheWholeStream_SendsFromTheBeginning) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  school_.Report("work", "Q1", {{"trained", "5"}});
  ASSERT_TRUE(Sync().ok());
  const std::string stream = hub_.streams.begin()->first;
  hub_.streams.clear();
  hub_.tells_outcomes = false;
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(hub_.streams[stream].size(), 2u);
}

TEST_F(ExchangeLoopTest, D7_LowerTerm_SendsNothingMoreAndSaysSo) {
  hub_.term = 5;
  ASSERT_TRUE(Sync().ok());
  school_.Report("profile", "Q1", {{"staff", "20"}});
  hub_.term = 4;
  const int calls = hub_.calls;
  const auto outcome = Sync();
  EXPECT_EQ(text::ErrorOf(outcome.status()).code(), "hub_old_term");
  EXPECT_EQ(hub_.calls, calls + 1);
  EXPECT_EQ(school_.state().waiting, 1u);
  EXPECT_TRUE(school_.store().marks().problem.has_value());
}

TEST_F(ExchangeLoopTest, C19_EventsOfAnotherHub_AreRefusedAndNotStored) {
  v1::Event created;
  created.mutable_hub_created()->set_hub(std::string(16, 'X'));
  v1::Delivery& d = hub_.events.emplace_back();
  d.set_index(++hub_.next_event);
  d.mutable_event()->set_main(created.SerializeAsString());
  const size_t before = school_.store().holdings().events.size();
  EXPECT_EQ(text::ErrorOf(Sync().status()).code(), "other_hub");
  EXPECT_EQ(school_.store().holdings().events.size(), before);
}

TEST_F(ExchangeLoopTest, I6_EventForNewerReadersAlone_IsRefusedAndNotStored) {
  v1::Event event;
  event.mutable_period_locked()->set_period(1);
  event.set_least_reader(log::kReader + 1);
  v1::Delivery& d = hub_.events.emplace_back();
  d.set_index(++hub_.next_event);
  d.mutable_event()->set_main(event.SerializeAsString());
  const size_t before = school_.store().holdings().events.size();
  EXPECT_EQ(text::ErrorOf(Sync().status()).code(), "hub_newer");
  EXPECT_EQ(school_.store().holdings().events.size(), before);
  event.set_least_reader(log::kReader);
  hub_.events.back().mutable_event()->set_main(event.SerializeAsString());
  EXPECT_TRUE(Sync().ok());
}

TEST_F(ExchangeLoopTest, A12_RestoredAgent_OpensANewStreamAndKeepsReading) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  ASSERT_TRUE(Sync().ok());
  const std::string old = school_.store().current()->id;
  // The hub has one more change of this stream than the restored folder remembers.
  hub_.streams[old].push_back({2, log::Sha256("forgotten here")});
  const uint64_t read = school_.store().marks().read.index();
  ASSERT_TRUE(Sync().ok());
  EXPECT_NE(school_.store().current()->id, old);
  EXPECT_FALSE(school_.store().notices().empty());
  EXPECT_GE(school_.store().marks().read.index(), read);
  EXPECT_EQ(hub_.streams[school_.store().current()->id].size(), 1u);  // the Continuation
  EXPECT_EQ(hub_.streams[old].size(), 2u);
}

TEST_F(ExchangeLoopTest, E2_RestoredAgentThatWentOn_MovesItsUnsentWork) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  ASSERT_TRUE(Sync().ok());
  const std::string old = school_.store().current()->id;
  hub_.streams[old].push_back({2, log::Sha256("what this device wrote before it was restored")});
  school_.Report("profile", "Q1", {{"staff", "21"}});
  school_.Report("work", "Q1", {{"trained", "5"}});
  ASSERT_TRUE(Sync().ok());
  const OwnStream& now = *school_.store().current();
  EXPECT_NE(now.id, old);
  EXPECT_EQ(hub_.streams[old].size(), 2u);
  EXPECT_EQ(hub_.streams[now.id].size(), now.last());
  EXPECT_EQ(School::ValueOf(school_.Form("profile", "Q1"), "staff").number(), 21);
  EXPECT_EQ(WordOf("work", "Q1"), v1::WORD_RECEIVED);
  EXPECT_EQ(school_.state().waiting, 0u);
}

TEST_F(ExchangeLoopTest, A25_MoreThanABatch_IsSentInOrderAndWhatWaitsIsSeenToFall) {
  for (int i = 1; i <= 70; ++i) school_.Report("profile", "Q1", {{"staff", std::to_string(i)}});
  std::vector<uint32_t> waiting = {school_.state().waiting};
  ExchangeLoop loop(school_.store(), mutex_, school_.wall(), monotonic_, {}, [&] {
    platform::MutexLock lock(&mutex_);
    waiting.push_back(school_.state().waiting);
  });
  const auto outcome = loop.Run(hub_);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->sent, 70u);
  EXPECT_GE(outcome->exchanges, 2u);
  EXPECT_EQ(hub_.streams.begin()->second.size(), 70u);
  EXPECT_EQ(waiting, (std::vector<uint32_t>{70, 6, 0}));
}

TEST_F(ExchangeLoopTest, ReadPositionUnknownToTheHub_EventsAreReadAnewAndSwapped) {
  v1::Event plan;
  *plan.mutable_plan_applied() = Packed(SmallPlan());
  v1::Event units;
  units.mutable_units_changed()->add_units()->set_code("TH-01");
  units.mutable_units_changed()->mutable_units(0)->set_name("Tên mới");
  units.mutable_units_changed()->mutable_units(0)->add_kinds("primary");
  hub_.next_event = 0;
  for (const v1::Event& e : {plan, units}) {
    v1::Delivery& d = hub_.events.emplace_back();
    d.set_index(++hub_.next_event);
    d.mutable_event()->set_main(e.SerializeAsString());
  }
  hub_.forgets_read = true;
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(school_.state().unit_row->name(), "Tên mới");
  EXPECT_EQ(school_.store().holdings().events.size(), 2u);
  EXPECT_FALSE(school_.store().marks().aside.has_value());
}

TEST_F(ExchangeLoopTest, TooLong_Pauses) {
  SyncOptions options;
  options.sync_timeout = absl::Seconds(-1);
  ExchangeLoop loop(school_.store(), mutex_, school_.wall(), monotonic_, options);
  EXPECT_EQ(text::ErrorOf(loop.Run(hub_).status()).code(), "sync_too_long");
  EXPECT_EQ(hub_.calls, 0);
}

}  // namespace
}  // namespace gom::agent
