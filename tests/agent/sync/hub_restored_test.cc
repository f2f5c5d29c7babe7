// A hub that was put back to an older backup, and the computers that hand back what it lost.
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kWork = 2, kQ1 = 1, kStaff = 1;

// The answer that says what was taken comes; what it brings to read is cut off.
void NothingToReadWithTakenOrphans(v1::ExchangeResponse* r) {
  if (r->orphan_ends().empty()) return;
  r->clear_events();
  *r->mutable_new_position() = r->from();
  r->clear_state_digest();
}

class HubRestoredTest : public ::testing::Test {
 protected:
  // What `gone` had sent before it broke for ever, `left` has read.
  void GoneReports() {
    gone_.Report("profile", "Q1", {{"staff", "20"}});
    commune_.Sync(gone_);
    commune_.BackUp();
    gone_.Report("profile", "Q1", {{"staff", "21"}});
    gone_.Report("work", "Q1", {{"trained", "5"}});
    commune_.Sync(gone_);
    commune_.Sync(left_);
  }
  size_t HandingBack(Computer& computer) {
    return computer.store().holdings().orphans.Waiting(computer.store().marks().highest_term);
  }

  Commune commune_;
  Computer& gone_ = commune_.Enroll("TH-01");
  Computer& left_ = commune_.Enroll("TH-01");
};

TEST_F(HubRestoredTest, D5_AnothersChanges_AreBackAfterOneSync) {
  GoneReports();
  commune_.Restore();
  commune_.Sync(left_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 1), 5);
  EXPECT_EQ(HandingBack(left_), 0u);
  EXPECT_EQ(Computer::ValueOf(left_.Form("profile", "Q1"), "staff").number(), 21);
  EXPECT_NE(left_.store().notices()[0].words.en().find("The hub was restored"), std::string::npos);
}

TEST_F(HubRestoredTest, D5_TakenByAHubThatIsLostBeforeItWasRead_IsBackAgain) {
  GoneReports();
  commune_.Restore();
  commune_.on_the_way = NothingToReadWithTakenOrphans;
  commune_.Sync(left_);
  commune_.on_the_way = [](v1::ExchangeResponse*) {};
  EXPECT_EQ(HandingBack(left_), 0u);
  commune_.Restore();
  left_.Reopen();
  commune_.Sync(left_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 1), 5);
  EXPECT_TRUE(left_.store().holdings().orphans.streams.empty()) << "read back";
}

TEST_F(HubRestoredTest,
       D5_E1_PutBackBehindWhatIsHandedBack_WhereACopyHasWritten_RefusesAndIsReadOn) {
  gone_.Close();
  TempFolder folder;
  std::filesystem::copy(gone_.folder(), folder.path());
  gone_.Open();
  Computer copy(43, folder.path());
  commune_.BackUp(0);
  gone_.Report("profile", "Q1", {{"staff", "20"}});
  gone_.Report("profile", "Q1", {{"staff", "21"}});
  commune_.Sync(gone_);
  commune_.BackUp(1);
  gone_.Report("work", "Q1", {{"trained", "5"}});
  commune_.Sync(gone_);
  commune_.Sync(left_);
  commune_.Restore(1);
  commune_.on_the_way = NothingToReadWithTakenOrphans;
  commune_.Sync(left_);
  commune_.on_the_way = [](v1::ExchangeResponse*) {};
  ASSERT_EQ(left_.store().holdings().orphans.streams.at(0).after.index, 2u);

  commune_.Restore(0);
  copy.Report("profile", "Q1", {{"staff", "40"}});
  commune_.Sync(copy);
  commune_.Sync(left_);
  EXPECT_EQ(Computer::ValueOf(left_.Form("profile", "Q1"), "staff").number(), 40);
  EXPECT_EQ(HandingBack(left_), 0u) << "refused, and asked about again";
  EXPECT_EQ(left_.store().holdings().orphans.streams.size(), 1u) << "kept";
}

TEST_F(HubRestoredTest, D5_OwnClosedStream_IsBackToo) {
  commune_.BackUp();
  left_.Report("profile", "Q1", {{"staff", "30"}});
  commune_.Sync(left_);
  const std::string closed = left_.store().current()->id;
  ASSERT_TRUE(left_.store().MoveUnsent(1, Computer::kNow).ok());
  left_.Report("profile", "Q1", {{"staff", "31"}});
  commune_.Sync(left_);
  commune_.Restore();
  commune_.Sync(left_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 31);
  commune_.ReadState([&](const hub::State& s) {
    ASSERT_NE(s.FindStream(closed), nullptr);
    EXPECT_EQ(s.FindStream(closed)->last_index(), 1u);
  });
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(left_.state().held, 0u);
}

TEST_F(HubRestoredTest, D5_OwnClosedStreamThatWasNotReadOfYet_IsBackToo) {
  commune_.BackUp();
  left_.Report("profile", "Q1", {{"staff", "30"}});
  commune_.on_the_way = [](v1::ExchangeResponse* r) {
    r->clear_events();
    *r->mutable_new_position() = r->from();
    r->clear_state_digest();
  };
  commune_.Sync(left_);
  commune_.on_the_way = [](v1::ExchangeResponse*) {};
  ASSERT_TRUE(left_.store().MoveUnsent(1, Computer::kNow).ok());
  commune_.Restore();
  commune_.Sync(left_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 30);
  EXPECT_TRUE(left_.store().asking()->current);
}

TEST_F(HubRestoredTest, D5_E1_OwnClosedStreamThatACopyHasGoneOnIn_MovesOnAndNothingIsLost) {
  left_.Report("work", "Q1", {{"trained", "1"}});
  commune_.Sync(left_);
  const std::string closed = left_.store().current()->id;
  TempFolder folder;
  left_.Close();
  std::filesystem::copy(left_.folder(), folder.path());
  left_.Open();
  Computer copy(43, folder.path());
  commune_.BackUp();
  left_.Report("profile", "Q1", {{"staff", "30"}});
  commune_.Sync(left_);
  ASSERT_TRUE(left_.store().MoveUnsent(2, Computer::kNow).ok());
  left_.Report("profile", "Q1", {{"staff", "31"}});
  commune_.Sync(left_);
  commune_.Restore();
  copy.Report("work", "Q1", {{"trained", "2"}});
  commune_.Sync(copy);

  commune_.Sync(left_);
  EXPECT_EQ(left_.store().holdings().streams.front().id, closed);
  EXPECT_EQ(left_.store().holdings().streams.front().agreed, 1u);
  commune_.ReadEntry("TH-01", kProfile, kQ1,
                     [&](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 2u); });
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 31);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 1), 2);
  EXPECT_EQ(left_.state().held, 0u);
  EXPECT_EQ(Computer::ValueOf(left_.Form("work", "Q1"), "trained").number(), 2);
  EXPECT_EQ(left_.store().marks().differed_at, 0u);
}

// A computer was put back, and reads from the hub what it had written after the copy. Then the hub
// is put back too, and a copy of the computer has taken the place of all that; `behind`: of nothing
// that the computer that was put back still had itself.
class HubAndComputerRestored : public ::testing::TestWithParam<bool> {};

TEST_P(HubAndComputerRestored, D5_E2_WhatAnotherLifeWroteInATakenPlace_MovesOnWithTheRest) {
  namespace fs = std::filesystem;
  const bool behind = GetParam();
  int cut = 0;
  for (bool whole = false; !whole; ++cut) {
    ASSERT_LT(cut, 20);
    SCOPED_TRACE(cut);
    Commune commune;
    Computer& computer = commune.Enroll("TH-01");
    computer.Report("work", "Q1", {{"trained", "1"}});
    commune.Sync(computer);
    TempFolder copied, kept;
    const auto copy_to = [&](const std::string& folder) {
      computer.Close();
      fs::copy(computer.folder(), folder, fs::copy_options::recursive);
      computer.Open();
    };
    copy_to(copied.path());
    Computer copy(43, copied.path());
    commune.BackUp();
    if (behind) copy_to(kept.path());
    computer.Report("profile", "Q1", {{"staff", "30"}});
    commune.Sync(computer);
    if (!behind) copy_to(kept.path());
    computer.Report("profile", "Q1", {{"staff", "31"}});
    commune.Sync(computer);
    computer.Close();
    fs::remove_all(computer.folder());
    fs::copy(kept.path(), computer.folder(), fs::copy_options::recursive);
    computer.Open();
    commune.Sync(computer);
    computer.Report("profile", "Q1", {{"staff", "32"}});
    commune.Sync(computer);
    commune.Restore();
    copy.Report("work", "Q1", {{"trained", "2"}});
    copy.Report("work", "Q1", {{"trained", "3"}});
    commune.Sync(copy);

    commune.StopAfter(cut);
    whole = commune.TrySync(computer).ok();
    commune.StopAfter(-1);
    computer.Reopen();
    commune.Sync(computer);
    commune.ReadEntry("TH-01", kProfile, kQ1,
                      [&](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 3u); });
    EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ1, kStaff), 32);
    EXPECT_EQ(commune.Contenders("TH-01", kProfile, kQ1), 0);
    EXPECT_EQ(commune.Counted("TH-01", kWork, kQ1, 1), 3);
    EXPECT_EQ(computer.state().held, 0u);
    EXPECT_TRUE(computer.store().holdings().orphans.streams.empty());
  }
  EXPECT_GE(cut, 4) << "so many answers one whole sync needs, and was cut at each of them";
}

INSTANTIATE_TEST_SUITE_P(Places, HubAndComputerRestored, ::testing::Bool());

// Whoever types between two calls must not see what the hub says of the current stream before that
// was compared: they would type over a Change in a place that is another's.
TEST_F(HubRestoredTest, D5_E2_PutBackWhileAClosedStreamIsAskedAbout_NothingOfTheCurrentOneIsRead) {
  namespace fs = std::filesystem;
  left_.Report("profile", "Q1", {{"staff", "30"}});
  commune_.Sync(left_);
  ASSERT_TRUE(left_.store().MoveUnsent(1, Computer::kNow).ok());
  left_.Report("profile", "Q1", {{"staff", "31"}});
  commune_.Sync(left_);
  commune_.BackUp();
  commune_.Restore();
  commune_.StopAfter(1);
  ASSERT_FALSE(commune_.TrySync(left_).ok());
  ASSERT_FALSE(left_.store().asking()->current);
  TempFolder kept;
  left_.Close();
  fs::copy(left_.folder(), kept.path(), fs::copy_options::recursive);
  left_.Open();
  commune_.Sync(left_);
  left_.Report("profile", "Q1", {{"staff", "32"}});
  commune_.Sync(left_);
  left_.Close();
  fs::remove_all(left_.folder());
  fs::copy(kept.path(), left_.folder(), fs::copy_options::recursive);
  left_.Open();

  commune_.StopAfter(1);
  ASSERT_FALSE(commune_.TrySync(left_).ok());
  EXPECT_EQ(Computer::ValueOf(left_.Form("profile", "Q1"), "staff").number(), 31);
  left_.Report("profile", "Q1", {{"pupils", "300"}});
  commune_.Sync(left_);
  EXPECT_EQ(left_.state().held, 0u);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 32);
}

TEST_F(HubRestoredTest, D5_VerdictsThatWereRead_AreListedOnce) {
  gone_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(gone_);
  commune_.BackUp();
  ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_ACCEPT, "TH-01", "profile", "Q1").ok());
  commune_.Sync(left_);
  const uint64_t judged = left_.state().FindEntry(kProfile, kQ1)->said.head;
  const Name name = left_.state().FindEntry(kProfile, kQ1)->revisions.at(judged).name;
  commune_.Restore();
  const size_t first = commune_.requests.size();
  commune_.Sync(left_);
  commune_.Sync(left_);
  std::vector<v1::OrphanWord> words;
  for (size_t i = first; i < commune_.requests.size(); ++i) {
    for (const v1::OrphanWord& w : commune_.requests[i].orphan_words()) words.push_back(w);
  }
  ASSERT_EQ(words.size(), 1u);
  EXPECT_EQ(words[0].revision().stream(), name.stream);
  EXPECT_EQ(words[0].revision().index(), name.index);
  EXPECT_EQ(words[0].revision().digest(), name.digest);
  EXPECT_EQ(HandingBack(left_), 0u);
}

TEST_F(HubRestoredTest, CutAtAnyAnswer_TheNextSyncsBringAllOfItOnce) {
  int cut = 0;
  for (bool whole = false; !whole; ++cut) {
    ASSERT_LT(cut, 20);
    Commune commune;
    Computer& gone = commune.Enroll("TH-01");
    Computer& left = commune.Enroll("TH-01");
    commune.BackUp();
    for (int i = 0; i < 70; ++i) gone.Report("profile", "Q1", {{"staff", std::to_string(i + 1)}});
    commune.Sync(gone);
    commune.Sync(left);
    commune.Restore();
    commune.StopAfter(cut);
    whole = commune.TrySync(left).ok();
    commune.StopAfter(-1);
    left.Reopen();
    commune.Sync(left);
    EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ1, kStaff), 70) << cut;
    EXPECT_EQ(left.store().holdings().orphans.Waiting(2), 0u) << cut;
    commune.ReadEntry("TH-01", kProfile, kQ1,
                      [&](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 70u) << cut; });
  }
  // The reading anew, two batches of orphans, and the answer to the second one.
  EXPECT_GE(cut, 3) << "so many answers one whole sync needs, and was cut at each of them";
}

// The first answer of the new term is about a stream that is closed, and shows nothing to read yet.
TEST_F(HubRestoredTest, D5_CutBehindTheFirstAnswer_NobodyIsSaidToWaitForTheOffice) {
  commune_.BackUp();
  left_.Report("profile", "Q1", {{"staff", "30"}});
  commune_.Sync(left_);
  ASSERT_TRUE(left_.store().MoveUnsent(1, Computer::kNow).ok());
  left_.Alter("UPDATE stream SET settled = 0 WHERE current = 0");
  left_.Reopen();
  ASSERT_FALSE(left_.store().asking()->current);
  commune_.Restore();
  commune_.StopAfter(1);
  EXPECT_FALSE(commune_.TrySync(left_).ok());
  EXPECT_LT(left_.store().marks().read.term(), left_.store().marks().highest_term);
  EXPECT_EQ(left_.Told().find("does not know this computer"), std::string::npos) << left_.Told();
  commune_.StopAfter(-1);
  commune_.Sync(left_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 30);
}

TEST_F(HubRestoredTest, OwnersSyncsFirst_NothingIsDoubled) {
  GoneReports();
  commune_.Restore();
  commune_.Sync(gone_);
  commune_.Sync(left_);
  commune_.ReadEntry("TH-01", kProfile, kQ1,
                     [&](const hub::Entry& e) { EXPECT_EQ(e.revisions.size(), 2u); });
  EXPECT_EQ(HandingBack(left_), 0u);
}

TEST_F(HubRestoredTest, RefusedByTheHub_IsKeptAndToldAsLongAsItIsAndTheSyncEnds) {
  GoneReports();
  commune_.Restore();
  commune_.on_the_way_there = [](v1::ExchangeRequest* r) {
    for (v1::OrphanStream& s : *r->mutable_orphan_streams()) s.clear_stream();
  };
  commune_.Sync(left_);
  const size_t first = commune_.requests.size();
  left_.Reopen();
  commune_.Sync(left_);
  EXPECT_EQ(commune_.requests.size(), first + 1);
  EXPECT_EQ(commune_.requests.back().orphan_streams_size(), 0);
  EXPECT_EQ(left_.store().holdings().orphans.streams.size(), 1u);
  EXPECT_NE(left_.Told().find("did not take back"), std::string::npos);
  // The next term's hub may take it: what was is over.
  commune_.BackUp();
  commune_.Restore();
  commune_.on_the_way_there = [](v1::ExchangeRequest*) {};
  commune_.Sync(left_);
  EXPECT_TRUE(left_.store().holdings().orphans.streams.empty());
  EXPECT_EQ(left_.Told().find("did not take back"), std::string::npos) << left_.Told();
}

TEST_F(HubRestoredTest, I6_HubThatKnowsNothingOfOrphans_TheSyncEndsAndKeepsThem) {
  GoneReports();
  ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_ACCEPT, "TH-01", "work", "Q1").ok());
  commune_.Sync(left_);
  commune_.Restore();
  commune_.on_the_way_there = [](v1::ExchangeRequest* r) {
    r->clear_orphan_streams();
    r->clear_orphan_words();
  };
  commune_.Sync(left_);
  EXPECT_EQ(left_.store().holdings().orphans.words.size(), 1u);
  EXPECT_EQ(left_.store().holdings().orphans.streams.size(), 1u);
}

}  // namespace
}  // namespace gom::agent
