// A computer that was enrolled after the backup that the hub was put back to: the hub does not know
// it until the office has taken it in again.
#include "gtest/gtest.h"
#include "hub/state/orphans.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kWork = 2, kQ1 = 1, kStaff = 1;

class ReadmissionTest : public ::testing::Test {
 protected:
  Commune commune_;
  Computer& gone_ = commune_.Enroll("TH-01");
  Computer& left_ = commune_.Enroll("TH-01");
};

TEST_F(ReadmissionTest, D5_DeviceThatTheHubDoesNotKnow_SendsOnSaysSoAndLosesNothing) {
  gone_.Report("work", "Q1", {{"trained", "1"}});
  commune_.Sync(gone_);
  commune_.BackUp();
  Computer& late = commune_.Enroll("TH-01");
  late.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(late);
  const auto tells = [&] {
    const absl::StatusOr<v1::AgentStatus> status = GetAgentStatus(late.desk());
    return status.ok() && status->notices_size() > 0 &&
           status->notices(0).en().find("does not know this computer") != std::string::npos;
  };
  EXPECT_FALSE(tells());
  const size_t events = late.store().holdings().events.size();
  commune_.Restore();
  commune_.Return(late);
  late.Report("profile", "Q1", {{"staff", "21"}});
  commune_.Sync(late);
  commune_.Sync(late);
  EXPECT_TRUE(tells());
  EXPECT_EQ(late.store().holdings().events.size(), events);
  EXPECT_EQ(late.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  EXPECT_EQ(late.state().waiting, 0u);
  commune_.Readmit(late.store().enrollment().device);
  commune_.Sync(late);
  EXPECT_FALSE(tells());
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
  EXPECT_EQ(Computer::ValueOf(late.Form("profile", "Q1"), "staff").number(), 21);
  EXPECT_EQ(late.state().held, 0u);
}

TEST_F(ReadmissionTest, D5_ComputerThatTheHubDoesNotKnowAndThatNeverComes_OthersBringWhatItSent) {
  commune_.BackUp();
  Computer& late = commune_.Enroll("TH-01");
  late.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(late);
  commune_.Sync(left_);
  commune_.Restore();
  commune_.Sync(left_);
  EXPECT_EQ(left_.store().holdings().orphans.Waiting(left_.store().marks().highest_term), 0u);
  EXPECT_TRUE(left_.store().holdings().orphans.streams.empty()) << "refused";
  EXPECT_EQ(left_.state().held, 1u);
  commune_.Readmit(late.store().enrollment().device);
  commune_.Sync(left_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 20);
  EXPECT_EQ(Computer::ValueOf(left_.Form("profile", "Q1"), "staff").number(), 20);
  EXPECT_EQ(left_.state().held, 0u);
}

// A row of what it had read is damaged while it waits: there is nothing that it could read anew.
TEST_F(ReadmissionTest, D5_A9_DamagedWhileTheHubDoesNotKnowIt_WhatItHadReadStays) {
  commune_.BackUp();
  Computer& late = commune_.Enroll("TH-01");
  late.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(late);
  commune_.Restore();
  commune_.Return(late);
  commune_.Sync(late);
  EXPECT_TRUE(late.store().marks().waits_for_readmission);
  const size_t events = late.store().holdings().events.size();
  late.Close();
  late.Alter("UPDATE event SET main = x'00' WHERE hub_index = (SELECT max(hub_index) FROM event)");
  late.Open();
  for (int i = 0; i < 2; ++i) commune_.Sync(late);
  EXPECT_TRUE(late.store().marks().waits_for_readmission);
  EXPECT_GE(late.store().holdings().events.size() + 1, events);
  commune_.Readmit(late.store().enrollment().device);
  commune_.Sync(late);
  EXPECT_FALSE(late.store().marks().waits_for_readmission);
  EXPECT_EQ(late.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
}

TEST_F(ReadmissionTest, D5_RefusedForWantOfRoom_IsBackTheDayAfterTheOfficeMadeRoom) {
  commune_.BackUp();
  Computer& late = commune_.Enroll("TH-01");
  for (int i = 1; i <= 3; ++i) late.Report("work", "Q1", {{"trained", std::to_string(i)}});
  commune_.Sync(late);
  commune_.Sync(left_);
  commune_.Restore();
  constexpr uint32_t kFirstOfMany = 900;
  v1::ExchangeRequest request;
  request.set_stream(std::string(16, 'g'));
  request.set_highest_term(2);
  for (uint32_t n = 0; n < hub::kMaxLostDevices; ++n) {
    v1::OrphanStream* orphan = request.add_orphan_streams();
    orphan->set_stream(std::string(16, static_cast<char>('A' + n)));
    orphan->set_device(kFirstOfMany + n);
    orphan->add_changes()->set_main("of one that nobody knows");
  }
  ASSERT_TRUE(commune_.Exchange(gone_.store().enrollment().device, request).ok());
  // So many Changes of others a sync carries.
  const auto handed_back = [&] {
    const size_t first = commune_.requests.size();
    commune_.Sync(left_);
    int changes = 0;
    for (size_t i = first; i < commune_.requests.size(); ++i) {
      for (const auto& s : commune_.requests[i].orphan_streams()) changes += s.changes_size();
    }
    return changes;
  };
  EXPECT_EQ(handed_back(), 3);
  EXPECT_NE(left_.Told().find("did not take back"), std::string::npos);
  EXPECT_EQ(handed_back(), 0);
  commune_.clock().Advance(absl::Hours(24));
  EXPECT_EQ(handed_back(), 1) << "asked again";
  EXPECT_EQ(handed_back(), 0);
  commune_.Readmit(kFirstOfMany);
  left_.Reopen();
  EXPECT_EQ(handed_back(), 0) << "a program that is started anew knows when it asked";
  commune_.clock().Advance(absl::Hours(24));
  EXPECT_EQ(handed_back(), 3);
  EXPECT_TRUE(left_.store().holdings().orphans.streams.empty());
  EXPECT_EQ(left_.Told().find("did not take back"), std::string::npos) << left_.Told();
  commune_.Readmit(late.store().enrollment().device);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 1), 3);
}

TEST_F(ReadmissionTest, NotKnownWhileReadingAnew_TheOldReadingStays) {
  commune_.BackUp();
  Computer& late = commune_.Enroll("TH-01");
  late.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(late);
  ASSERT_TRUE(late.store().NoteDifferent(Computer::kNow).ok());
  ASSERT_TRUE(late.store().marks().aside.has_value());
  const size_t events = late.store().holdings().events.size();
  commune_.Restore();
  commune_.Return(late);
  commune_.Sync(late);
  EXPECT_EQ(late.store().holdings().events.size(), events);
  EXPECT_EQ(late.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
}

}  // namespace
}  // namespace gom::agent
