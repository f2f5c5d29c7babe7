// Receipts of the hub: asked for, checked, kept, and handed back to a hub that was restored.
#include "common/sync/receipt.h"

#include "agent/service/receipts.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kQ1 = 1;

class ReceiptTest : public ::testing::Test {
 protected:
  const std::vector<HeldReceipt>& Held() { return school_.store().holdings().receipts; }
  void ReportAndSync(const std::string& staff) {
    school_.Report("profile", "Q1", {{"staff", staff}});
    commune_.Sync(school_);
  }
  int Asked() {
    int asked = 0;
    for (const v1::ExchangeRequest& r : commune_.requests) asked += r.want_receipt() ? 1 : 0;
    return asked;
  }

  Commune commune_;
  Computer& school_ = commune_.Enroll("TH-01");
};

TEST_F(ReceiptTest, SomethingReceived_IsSignedForOnceAndKept) {
  ReportAndSync("20");
  ASSERT_EQ(Held().size(), 1u);
  v1::Receipt receipt;
  ASSERT_TRUE(receipt.ParseFromString(Held()[0].bytes));
  EXPECT_TRUE(sync::IsSignedBy(receipt, school_.store().enrollment().hub_key));
  EXPECT_EQ(sync::BodyOf(receipt)->index(), 1u);
  EXPECT_EQ(sync::BodyOf(receipt)->at(), Computer::kNow);
  school_.Reopen();
  ASSERT_EQ(Held().size(), 1u);
  const int asked = Asked();
  commune_.Sync(school_);
  EXPECT_EQ(Asked(), asked) << "a sync with nothing to say asks for no receipt";
}

TEST_F(ReceiptTest, ReplyLost_TheNextSyncBringsTheReceipt) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.on_the_way = [](v1::ExchangeResponse* r) { r->clear_receipt(); };
  commune_.Sync(school_);
  EXPECT_TRUE(Held().empty());
  commune_.on_the_way = [](v1::ExchangeResponse*) {};
  commune_.Sync(school_);
  EXPECT_EQ(Held().size(), 1u);
}

TEST_F(ReceiptTest, ReceiptThatDoesNotHold_IsNotKeptAndTheRestIs) {
  const std::vector<std::function<void(v1::ReceiptBody*)>> lies = {
      [](v1::ReceiptBody* b) { b->set_index(2); },
      [](v1::ReceiptBody* b) { b->mutable_digest()->front() ^= 1; },
      [](v1::ReceiptBody* b) { b->mutable_stream()->front() ^= 1; },
      [](v1::ReceiptBody* b) { b->mutable_hub()->front() ^= 1; },
      [](v1::ReceiptBody* b) { b->set_device(b->device() + 1); }};
  for (const auto& lie : lies) {
    commune_.on_the_way = [&](v1::ExchangeResponse* r) {
      if (!r->has_receipt()) return;
      v1::ReceiptBody body = *sync::BodyOf(r->receipt());
      lie(&body);
      *r->mutable_receipt() = sync::SignReceipt(commune_.sign_key(), body);
    };
    ReportAndSync("20");
  }
  commune_.on_the_way = [](v1::ExchangeResponse* r) {
    if (r->has_receipt()) r->mutable_receipt()->mutable_signature()->front() ^= 1;
  };
  EXPECT_EQ(school_.Told().find("signed by a key"), std::string::npos) << school_.Told();
  ReportAndSync("21");
  EXPECT_NE(school_.Told().find("signed by a key"), std::string::npos) << school_.Told();
  EXPECT_TRUE(Held().empty());
  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, 1), 21);
}

TEST_F(ReceiptTest, EnrolledByAnOlderProgram_AsksForNoneAndIsToldOfNone) {
  ASSERT_TRUE(school_.store().SetHubKey("").ok());
  ReportAndSync("20");
  EXPECT_EQ(Asked(), 0);
  EXPECT_TRUE(Held().empty());
  ASSERT_TRUE(school_.store().SetHubKey(commune_.sign_key().public_key()).ok());
  commune_.Sync(school_);
  EXPECT_EQ(Held().size(), 1u) << "once it has the key, what the hub holds is signed for";
}

TEST_F(ReceiptTest, D5_HubRestored_WhatIsSentAgainCountsFromWhenItFirstCame) {
  commune_.BackUp();
  ReportAndSync("20");
  commune_.clock().Advance(absl::Hours(24));
  ReportAndSync("21");
  commune_.Restore();
  commune_.clock().Advance(absl::Hours(24 * 90));
  commune_.Sync(school_);
  commune_.ReadEntry("TH-01", kProfile, kQ1, [](const hub::Entry& e) {
    ASSERT_EQ(e.revisions.size(), 2u);
    EXPECT_EQ(e.revisions[0].received_at, Computer::kNow);
    EXPECT_EQ(e.revisions[1].received_at, Computer::kNow + 24 * 3600 * 1000);
    EXPECT_FALSE(e.revisions[0].again);
  });
  EXPECT_EQ(Held().size(), 2u);
}

TEST_F(ReceiptTest, MoreThanABatchSentAgain_EachBatchEndsAtAReceipt) {
  commune_.BackUp();
  for (int i = 0; i < 150; ++i) school_.Report("profile", "Q1", {{"staff", absl::StrCat(20 + i)}});
  commune_.Sync(school_);
  EXPECT_GE(Held().size(), 3u) << "each batch was signed for";
  commune_.Restore();
  commune_.clock().Advance(absl::Hours(24 * 90));
  commune_.Sync(school_);
  commune_.ReadEntry("TH-01", kProfile, kQ1, [](const hub::Entry& e) {
    ASSERT_EQ(e.revisions.size(), 150u);
    for (const hub::Revision& r : e.revisions) EXPECT_EQ(r.received_at, Computer::kNow);
  });
}

TEST_F(ReceiptTest, Listed_NewestFirstWithWhatIsNewInEach) {
  ReportAndSync("20");
  commune_.clock().Advance(absl::Hours(1));
  school_.Report("profile", "Q1", {{"staff", "21"}});
  school_.Report("work", "Q1", {{"trained", "5"}});
  commune_.Sync(school_);
  const auto listed = ListReceipts(school_.desk());
  ASSERT_TRUE(listed.ok());
  ASSERT_EQ(listed->receipts_size(), 2);
  EXPECT_EQ(listed->receipts(0).index(), 3u);
  ASSERT_EQ(listed->receipts(0).entries_size(), 2);
  EXPECT_EQ(listed->receipts(0).entries(0).form(), "profile");
  EXPECT_EQ(listed->receipts(0).entries(1).form(), "work");
  EXPECT_EQ(listed->receipts(0).entries(1).period(), "Q1");
  EXPECT_EQ(listed->receipts(1).entries_size(), 1);
}

}  // namespace
}  // namespace gom::agent
