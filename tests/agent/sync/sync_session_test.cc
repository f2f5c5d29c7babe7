// A sync held between a request and its reply.
#include "agent/sync/sync_session.h"

#include "common/text/message.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

class SyncSessionTest : public ::testing::Test {
 protected:
  // The hub has taken everything up to the stream's index `last`.
  v1::ExchangeResponse Taken(uint64_t last) {
    v1::ExchangeResponse reply;
    reply.set_term(1);
    *reply.mutable_position() = log::ToProto(*PlaceAt(*school_.store().current(), last));
    reply.set_agreed(last);
    reply.mutable_from()->set_index(school_.store().marks().read.index());
    *reply.mutable_new_position() = school_.store().marks().read;
    return reply;
  }

  School school_;
  BatchLimits limits_;
  platform::ManualMonotonicClock monotonic_;
  SyncOptions options_;
  SyncSession session_{school_.store(), limits_, school_.wall(), monotonic_, options_};
};

TEST_F(SyncSessionTest, SubmittedBetweenRequestAndReply_GoesWithTheNextRequest) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  const v1::ExchangeRequest* first = session_.Next();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->changes_size(), 1);
  school_.Report("work", "Q1", {{"trained", "5"}});
  session_.Take(Taken(1), false);
  const v1::ExchangeRequest* second = session_.Next();
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->after().index(), 1u);
  EXPECT_EQ(second->changes_size(), 1);
  session_.Take(Taken(2), false);
  EXPECT_EQ(session_.Next(), nullptr);
  ASSERT_TRUE(session_.outcome().ok()) << session_.outcome().status();
  EXPECT_EQ(session_.outcome()->sent, 2u);
}

TEST_F(SyncSessionTest, Abandoned_NextSessionAsksTheSame) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  const std::string asked = session_.Next()->SerializeAsString();
  SyncSession again(school_.store(), limits_, school_.wall(), monotonic_, options_);
  EXPECT_EQ(again.Next()->SerializeAsString(), asked);
}

TEST_F(SyncSessionTest, Failure_HalvesTheNextBatchesUntilOneSucceeds) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  ASSERT_NE(session_.Next(), nullptr);
  session_.Take(absl::UnavailableError("no network"), true);
  EXPECT_EQ(session_.Next(), nullptr);
  EXPECT_EQ(limits_.changes, BatchLimits().changes / 2);
  SyncSession again(school_.store(), limits_, school_.wall(), monotonic_, options_);
  ASSERT_NE(again.Next(), nullptr);
  again.Take(Taken(1), false);
  EXPECT_TRUE(again.outcome().ok());
  EXPECT_EQ(limits_.changes, BatchLimits().changes);
}

TEST_F(SyncSessionTest, FromAheadOfWhatWasRead_IsNotBelieved) {
  ASSERT_NE(session_.Next(), nullptr);
  v1::ExchangeResponse reply = Taken(0);
  reply.mutable_from()->set_index(school_.store().marks().read.index() + 5);
  reply.mutable_new_position()->set_index(school_.store().marks().read.index() + 9);
  session_.Take(reply, false);
  EXPECT_EQ(text::ErrorOf(session_.outcome().status()).code(), "reply_wrong");
}

TEST_F(SyncSessionTest, TermBeyondSense_IsNotBelieved) {
  ASSERT_NE(session_.Next(), nullptr);
  v1::ExchangeResponse reply = Taken(0);
  reply.set_term(~uint64_t{0});
  session_.Take(reply, false);
  EXPECT_EQ(text::ErrorOf(session_.outcome().status()).code(), "reply_wrong");
  EXPECT_EQ(school_.store().marks().highest_term, 1u);
}

TEST_F(SyncSessionTest, HubForWhichEachStreamIsWrong_IsStuckNotAStreamForEachAnswer) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  int asked = 0;
  while (session_.Next() != nullptr && ++asked < 100) {
    v1::ExchangeResponse reply = Taken(0);
    reply.set_first_difference(1);
    session_.Take(reply, false);
  }
  EXPECT_EQ(text::ErrorOf(session_.outcome().status()).code(), "sync_stuck");
  EXPECT_LT(asked, 10);
}

// The hub was restored to before a record that this computer can no longer read.
TEST_F(SyncSessionTest, A9_DamagedRecordThatTheHubHasLost_TheRestGoesOnInANewStream) {
  for (const char* typed : {"20", "21", "22"}) school_.Report("profile", "Q1", {{"staff", typed}});
  school_.acknowledged = 3;
  school_.Store({});
  const std::string old = school_.store().current()->id;
  school_.Damage(2);
  school_.Reopen();
  ASSERT_EQ(school_.store().current()->id, old);
  SyncSession session(school_.store(), limits_, school_.wall(), monotonic_, options_);
  ASSERT_NE(session.Next(), nullptr);
  v1::ExchangeResponse reply = Taken(1);
  session.Take(reply, false);
  const v1::ExchangeRequest* next = session.Next();
  ASSERT_NE(next, nullptr) << session.outcome().status();
  EXPECT_NE(school_.store().current()->id, old);
  EXPECT_EQ(next->changes_size(), 3)
      << "the Continuation, the old stream's name for a parent, and the one that can be read";
  std::string told;
  for (const Notice& n : school_.store().notices()) told += n.words.vi();
  EXPECT_THAT(told, ::testing::HasSubstr("Bản ghi số 2 chưa gửi bị hỏng"));
}

// Of two computers with one disk's content, one reads what the hub says of the other's changes
// before the chains have been compared.
TEST_F(SyncSessionTest, E1_ChainsNotComparedToTheEnd_OutcomesAreNotTakenForOnesOwn) {
  for (const char* typed : {"20", "21", "22"}) school_.Report("profile", "Q1", {{"staff", typed}});
  const size_t events = school_.store().holdings().events.size();
  const uint64_t read = school_.store().marks().read.index();
  limits_.changes = 1;
  ASSERT_NE(session_.Next(), nullptr);
  v1::ExchangeResponse reply = Taken(1);
  reply.mutable_position()->set_index(3);
  reply.mutable_position()->set_digest(log::ToBytes(log::Sha256("the other computer's third")));
  reply.mutable_new_position()->set_index(read + 1);
  v1::Delivery* other = reply.add_events();
  other->set_index(read + 1);
  other->mutable_own()->set_stream_index(3);
  other->mutable_own()->set_outcome(v1::OUTCOME_HEAD);
  session_.Take(reply, false);
  EXPECT_EQ(school_.store().holdings().events.size(), events);
  EXPECT_EQ(school_.store().marks().read.index(), read);
  const v1::ExchangeRequest* next = session_.Next();
  ASSERT_NE(next, nullptr);
  EXPECT_EQ(next->after().index(), 1u);
}

}  // namespace
}  // namespace gom::agent
