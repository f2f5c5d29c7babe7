// A draft is begun, and another computer of the school submits before it is.
#include "agent/service/overtaken.h"

#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kWork = 2, kQ1 = 1, kTrained = 1, kEvents = 2;

class OvertakenTest : public ::testing::Test {
 protected:
  OvertakenTest() {
    one_.Report("profile", "Q1", {{"staff", "20"}});
    one_.Report("work", "Q1", {{"trained", "5"}, {"events", "1"}, {"ideas+.name", "một"}});
    commune_.Sync(one_);
    commune_.Sync(two_);
  }
  void OtherReports(const std::vector<std::pair<std::string, std::string>>& fields) {
    two_.Report("work", "Q1", fields);
    commune_.Sync(two_);
    commune_.Sync(one_);
  }
  std::string Message(const v1::FormView& form) {
    const v1::Finding* f = Computer::FindingOf(form, "newer_version");
    return f == nullptr ? "" : f->message().en();
  }

  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

TEST_F(OvertakenTest, NewerVersionCame_StatusFormAndSubmitSaySo) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  EXPECT_EQ(Message(one_.Form("work", "Q1")), "");
  EXPECT_EQ(one_.Told(), "");
  OtherReports({{"trained", "7"}, {"events", "9"}});
  EXPECT_NE(one_.Told().find("gom-agent show work Q1"), std::string::npos) << one_.Told();
  EXPECT_NE(Message(one_.Form("work", "Q1")).find("events=9, trained=7)"), std::string::npos)
      << Message(one_.Form("work", "Q1"));
  const absl::Status refused = one_.SubmitDraft("work", "Q1");
  EXPECT_EQ(text::ErrorOf(refused).code(), "entry_refused");
  ASSERT_EQ(text::ErrorOf(refused).places_size(), 1);
  EXPECT_NE(text::ErrorOf(refused).places(0).en().find("a newer version came"), std::string::npos);
}

TEST_F(OvertakenTest, OtherFieldsChanged_IsSaidAndCanBeSubmittedAsItIs) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"events", "9"}});
  EXPECT_NE(one_.Told(), "");
  EXPECT_NE(Message(one_.Form("work", "Q1")).find("events=9)"), std::string::npos);
  ASSERT_TRUE(one_.SubmitDraft("work", "Q1").ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 6);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kEvents), 9);
}

TEST_F(OvertakenTest, KeptAgain_TakesWhatItHasNotChangedAndGoesOnTop) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"events", "9"}, {"ideas.1.name", "hai"}, {"day", "05/04/2026"}});
  const v1::FormView kept = one_.Type("work", "Q1", {});
  EXPECT_NE(Message(kept).find("taken day=05/04/2026, events=9, ideas="), std::string::npos)
      << Message(kept);
  EXPECT_NE(Message(kept).find("kept in no field"), std::string::npos) << Message(kept);
  EXPECT_EQ(Computer::ValueOf(kept, "trained").number(), 6);
  EXPECT_EQ(Computer::ValueOf(kept, "events").number(), 9);
  EXPECT_EQ(Computer::ValueOf(kept, "ideas").items().items(0).fields(0).value().text(), "hai");
  EXPECT_EQ(one_.Told(), "");
  ASSERT_TRUE(one_.SubmitDraft("work", "Q1").ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 6);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kEvents), 9);
}

TEST_F(OvertakenTest, BothChangedAField_TheDraftsIsKeptAndBothAreTold) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"trained", "7"}});
  const std::string told = Message(one_.Type("work", "Q1", {{"events", "2"}}));
  EXPECT_NE(told.find("kept in trained=6 (the newer version: trained=7)"), std::string::npos)
      << told;
  EXPECT_EQ(Computer::ValueOf(one_.Form("work", "Q1"), "trained").number(), 6);
}

TEST_F(OvertakenTest, FieldHoldsWhatCannotBeRead_CountsAsTheClerks) {
  one_.Type("work", "Q1", {{"trained", "sáu"}});
  OtherReports({{"trained", "7"}});
  EXPECT_NE(Message(one_.Type("work", "Q1", {})).find("(the newer version: trained=7)"),
            std::string::npos);
  EXPECT_NE(Computer::FindingOf(one_.Form("work", "Q1"), "unread"), nullptr);
}

// Nobody knows what the clerk saw: what the draft holds is the clerk's, the rest is taken.
TEST_F(OvertakenTest, BegunBeforeThereWasAny_KeepsWhatItHolds) {
  one_.Type("work", "Q2", {{"trained", "6"}});
  two_.Report("work", "Q2", {{"trained", "7"}, {"events", "3"}});
  commune_.Sync(two_);
  commune_.Sync(one_);
  EXPECT_NE(one_.Told(), "");
  const v1::FormView kept = one_.Type("work", "Q2", {});
  EXPECT_EQ(Computer::ValueOf(kept, "trained").number(), 6);
  EXPECT_EQ(Computer::ValueOf(kept, "events").number(), 3);
  ASSERT_TRUE(one_.SubmitDraft("work", "Q2").ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, 2), 0);
}

TEST_F(OvertakenTest, TheSameComputersOwnSync_OvertakesNothing) {
  one_.Report("work", "Q1", {{"trained", "8"}});
  one_.Type("work", "Q1", {{"trained", "6"}});
  commune_.Sync(one_);
  EXPECT_EQ(one_.Told(), "");
  EXPECT_TRUE(one_.SubmitDraft("work", "Q1").ok());
}

// That there are two versions is said already, and the draft may be what settles it.
TEST_F(OvertakenTest, InConflict_IsNotSaidTwice) {
  one_.Report("work", "Q1", {{"trained", "8"}});
  OtherReports({{"trained", "7"}});
  ASSERT_EQ(one_.state().in_conflict, 1u);
  one_.Type("work", "Q1", {{"trained", "6"}});
  EXPECT_EQ(Message(one_.Form("work", "Q1")), "");
}

}  // namespace
}  // namespace gom::agent
