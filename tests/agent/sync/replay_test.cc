// Answers of the hub that came in a file: stored like any other, once, and only where they fit.
#include "agent/sync/request.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kQ1 = 1;

class ReplayTest : public ::testing::Test {
 protected:
  struct Call {
    v1::ExchangeRequest asked;
    v1::ExchangeResponse reply;
  };
  // What a stick would carry to the hub and back, without the file.
  std::vector<Call> Carry(Computer& computer) {
    std::vector<Call> calls;
    PendingCalls pending = CallsFor(computer.store(), 1 << 20, Computer::kNow, "test");
    EXPECT_TRUE(computer.store().NoteExported(pending.ends).ok());
    for (v1::ExchangeRequest& request : pending.requests) {
      if (!calls.empty()) {
        *request.mutable_read() = calls.back().reply.new_position();
        request.mutable_read()->set_term(calls.back().reply.term());
      }
      auto reply = commune_.Carry(computer.store().enrollment().device, request);
      EXPECT_TRUE(reply.ok()) << reply.status();
      request.clear_changes();
      calls.push_back({request, *std::move(reply)});
    }
    return calls;
  }
  // How many of them fitted.
  int Replay(Computer& computer, const std::vector<Call>& calls) {
    BatchLimits limits;
    SyncSession session(computer.store(), limits, commune_.clock(), monotonic_, options_);
    int fitted = 0;
    for (const Call& call : calls) {
      if (!session.Replay(call.asked, call.reply)) continue;
      ++fitted;
      EXPECT_TRUE(session.outcome().ok()) << session.outcome().status();
    }
    confirmed_ = session.so_far().sent;
    return fitted;
  }
  void Report(const std::string& staff) { school_.Report("profile", "Q1", {{"staff", staff}}); }
  v1::Word Word() { return school_.Form("profile", "Q1").word(); }

  platform::ManualMonotonicClock monotonic_;
  SyncOptions options_;
  Commune commune_;
  Computer& school_ = commune_.Enroll("TH-01");
  uint32_t confirmed_ = 0;
};

TEST_F(ReplayTest, Exported_IsSentAndNotReceivedUntilTheAnswerIsBack) {
  Report("20");
  EXPECT_EQ(Word(), v1::WORD_SAVED);
  const auto calls = Carry(school_);
  EXPECT_EQ(Word(), v1::WORD_SENT);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, 1), 20);
  EXPECT_EQ(Replay(school_, calls), 1);
  EXPECT_EQ(confirmed_, 1u);
  EXPECT_EQ(Word(), v1::WORD_RECEIVED);
  EXPECT_EQ(school_.store().holdings().receipts.size(), 1u);
  EXPECT_EQ(school_.store().marks().clock_skew_ms, 0);
}

TEST_F(ReplayTest, G1_SameAnswerTwice_TheSecondTimeNothingHappens) {
  Report("20");
  const auto calls = Carry(school_);
  Replay(school_, calls);
  const auto read = school_.store().marks().read.SerializeAsString();
  EXPECT_EQ(Replay(school_, calls), 0);
  EXPECT_EQ(school_.store().marks().read.SerializeAsString(), read);
  EXPECT_EQ(Word(), v1::WORD_RECEIVED);
}

TEST_F(ReplayTest, G2_OldAnswerAfterLaterOnes_NothingHappens) {
  Report("20");
  const auto old = Carry(school_);
  Replay(school_, old);
  Report("21");
  Replay(school_, Carry(school_));
  EXPECT_EQ(Replay(school_, old), 0);
  EXPECT_EQ(Word(), v1::WORD_RECEIVED);
  EXPECT_EQ(Computer::ValueOf(school_.Form("profile", "Q1"), "staff").number(), 21);
}

TEST_F(ReplayTest, MoreThanABatch_AllOfItGoesInOneBundle) {
  for (int i = 0; i < 150; ++i) Report(absl::StrCat(20 + i));
  const auto calls = Carry(school_);
  EXPECT_EQ(calls.size(), 3u);
  EXPECT_EQ(Replay(school_, calls), 3);
  EXPECT_EQ(confirmed_, 150u);
  EXPECT_EQ(school_.state().waiting, 0u);
}

TEST_F(ReplayTest, SubmittedMeanwhile_WaitsForTheNextBundle) {
  Report("20");
  const auto calls = Carry(school_);
  Report("21");
  EXPECT_EQ(Replay(school_, calls), 1);
  EXPECT_EQ(confirmed_, 1u);
  EXPECT_EQ(school_.state().waiting, 1u);
  EXPECT_EQ(Replay(school_, Carry(school_)), 1);
  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, 1), 21);
}

TEST_F(ReplayTest, SyncedOverTheNetworkMeanwhile_TheAnswerHasNothingToAdd) {
  Report("20");
  const auto calls = Carry(school_);
  commune_.Sync(school_);
  EXPECT_EQ(Replay(school_, calls), 0);
  EXPECT_EQ(Word(), v1::WORD_RECEIVED);
}

TEST_F(ReplayTest, AnswerToAnotherLifeOfTheDevice_IsPassedOverAndTheNextBundleHealsIt) {
  Report("20");
  Replay(school_, Carry(school_));
  school_.Close();
  TempFolder copy;
  std::filesystem::copy(
      school_.folder(), copy.path(),
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  school_.Open();
  Report("21");
  const auto calls = Carry(school_);
  school_.Close();
  std::filesystem::remove_all(school_.folder());
  std::filesystem::copy(copy.path(), school_.folder(), std::filesystem::copy_options::recursive);
  school_.Open();
  Report("22");
  EXPECT_EQ(Replay(school_, calls), 0);
  EXPECT_EQ(school_.state().waiting, 1u);
  // The hub has another Change in that place: what this life wrote moves on, and nothing is lost.
  EXPECT_EQ(Replay(school_, Carry(school_)), 1);
  Replay(school_, Carry(school_));
  EXPECT_EQ(school_.state().waiting, 0u);
  commune_.ReadEntry("TH-01", kProfile, kQ1,
                     [](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 3u); });
}

TEST_F(ReplayTest, D5_HubRestored_BundlesHealItToo) {
  Report("20");
  Replay(school_, Carry(school_));
  commune_.BackUp();
  Report("21");
  Replay(school_, Carry(school_));
  commune_.Restore();
  for (int i = 0; i < 3; ++i) Replay(school_, Carry(school_));
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, 1), 21);
  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(Word(), v1::WORD_RECEIVED);
}

TEST_F(ReplayTest, D5_HubRestored_BundlesBringClosedStreamsToo) {
  commune_.BackUp();
  Report("20");
  Replay(school_, Carry(school_));
  ASSERT_TRUE(school_.store().MoveUnsent(1, Computer::kNow).ok());
  Report("21");
  Replay(school_, Carry(school_));
  commune_.Restore();
  for (int i = 0; i < 4; ++i) Replay(school_, Carry(school_));
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, 1), 21);
  commune_.ReadEntry("TH-01", kProfile, kQ1,
                     [](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 2u); });
  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(Word(), v1::WORD_RECEIVED);
}

// It may not call any more, and nothing that the restored hub has comes to it.
TEST_F(ReplayTest, D5_G4_RevokedAfterTheHubWasRestored_BringsWhatItHadReadOfOthers) {
  Computer& gone = commune_.Enroll("TH-01");
  commune_.BackUp();
  for (const char* staff : {"20", "21"}) gone.Report("profile", "Q1", {{"staff", staff}});
  commune_.Sync(gone);
  commune_.Sync(school_);
  commune_.Restore();
  commune_.Revoke(school_.store().enrollment().device);
  Replay(school_, Carry(school_));  // from the answer it learns that the hub is another
  EXPECT_TRUE(school_.store().holdings().orphans.streams.empty()) << "nothing is known";
  Carry(school_);
  commune_.TakeWork(school_.store().enrollment().device);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, 1), 21);
  Carry(school_);
  commune_.ReadEntry("TH-01", kProfile, kQ1,
                     [](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 2u); });
}

}  // namespace
}  // namespace gom::agent
