// A computer whose database is older than its sidecar says: the stream is closed here at once, and
// the hub says how far it is the same.
#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;
constexpr uint32_t kProfile = 1, kQ1 = 1, kStaff = 1;

class ComputerRestoredTest : public ::testing::Test {
 protected:
  // Nothing is closed: the files stay as they are at this instant, the write-ahead log full. What a
  // power cut may take of them besides is tried in tests/sim.
  void CutPower() {
    const TempFolder left;
    const auto copy = [](const std::string& from, const std::string& to) {
      for (const auto& file : fs::directory_iterator(from)) {
        if (file.is_regular_file())
          fs::copy_file(file, fs::path(to) / file.path().filename(),
                        fs::copy_options::overwrite_existing);
      }
    };
    copy(school_.folder(), left.path());
    ASSERT_GT(fs::file_size(left / "agent.db-wal"), 0u);
    school_.Close();
    copy(left.path(), school_.folder());
    school_.Open();
  }
  void Keep() {
    school_.Close();
    fs::copy_file(school_.folder() + "/agent.db", kept_.path() + "/agent.db",
                  fs::copy_options::overwrite_existing);
    school_.Open();
  }
  // Only the database: its WAL was swept away, or the file copied back.
  void PutBack() {
    old_ = school_.store().current()->id;
    school_.Close();
    for (const char* name : {"/agent.db-wal", "/agent.db-shm"}) fs::remove(school_.folder() + name);
    fs::copy_file(kept_.path() + "/agent.db", school_.folder() + "/agent.db",
                  fs::copy_options::overwrite_existing);
    school_.Open();
    ASSERT_FALSE(school_.store().asking()->settled);
  }
  uint64_t LastAtTheHub(const std::string& stream) {
    uint64_t last = 0;
    commune_.ReadState([&](const hub::State& s) {
      if (s.FindStream(stream) != nullptr) last = s.FindStream(stream)->last_index();
    });
    return last;
  }
  size_t RevisionsAtTheHub() {
    size_t n = 0;
    commune_.ReadEntry("TH-01", kProfile, kQ1,
                       [&](const hub::Entry& e) { n = e.revisions.size(); });
    return n;
  }

  Commune commune_;
  Computer& school_ = commune_.Enroll("TH-01");
  TempFolder kept_;
  std::string old_;
};

TEST_F(ComputerRestoredTest, A12_HubHasWhatWasForgotten_ItComesBackAndNothingIsDoubled) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(school_);
  Keep();
  school_.Report("profile", "Q1", {{"staff", "21"}});
  commune_.Sync(school_);
  PutBack();
  commune_.Sync(school_);
  EXPECT_TRUE(school_.store().asking()->current);
  EXPECT_NE(school_.store().current()->id, old_);
  EXPECT_EQ(Computer::ValueOf(school_.Form("profile", "Q1"), "staff").number(), 21);
  EXPECT_EQ(RevisionsAtTheHub(), 2u);
  school_.Report("profile", "Q1", {{"staff", "22"}});
  commune_.Sync(school_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 22);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(school_.state().waiting, 0u);
}

TEST_F(ComputerRestoredTest, A11_UnsentWorkInTheOldStream_IsSentThereAndTheNewStreamGoesOn) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  Keep();
  school_.Report("profile", "Q1", {{"staff", "21"}});
  PutBack();
  school_.Report("profile", "Q1", {{"staff", "25"}});
  EXPECT_EQ(school_.state().waiting, 2u);
  commune_.Sync(school_);
  EXPECT_EQ(LastAtTheHub(old_), 1u);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 25);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(RevisionsAtTheHub(), 2u);
  for (const OwnStream& s : school_.store().holdings().streams) EXPECT_TRUE(s.settled);
}

TEST_F(ComputerRestoredTest, E2_WorkOnBothSidesOfTheOldCopy_AllOfItIsAtTheHub) {
  // The old copy knows of a change that was never sent; the hub has another one in its place.
  school_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(school_);
  Keep();
  school_.Report("profile", "Q2", {{"staff", "30"}});
  commune_.Sync(school_);
  // Put back without its sidecar, work goes on in the old stream …
  school_.Close();
  fs::copy_file(school_.folder() + "/" + kSidecarFile, kept_.path() + "/" + kSidecarFile);
  fs::remove(school_.folder() + "/" + kSidecarFile);
  for (const char* name : {"/agent.db-wal", "/agent.db-shm"}) fs::remove(school_.folder() + name);
  fs::copy_file(kept_.path() + "/agent.db", school_.folder() + "/agent.db",
                fs::copy_options::overwrite_existing);
  school_.Open();
  school_.Report("profile", "Q1", {{"staff", "21"}});
  Keep();
  school_.Report("profile", "Q1", {{"staff", "22"}});
  school_.Report("profile", "Q1", {{"staff", "23"}});
  // … and then the sidecar finds that more is gone.
  PutBack();
  school_.Report("profile", "Q1", {{"staff", "24"}});
  commune_.Sync(school_);
  EXPECT_EQ(LastAtTheHub(old_), 2u);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 24);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, 2, kStaff), 30);
  EXPECT_EQ(RevisionsAtTheHub(), 3u);
  EXPECT_EQ(school_.state().held, 0u);
  // What was entered on the moved Change names it by its older name.
  const Entry* entry = school_.state().FindEntry(kProfile, kQ1);
  EXPECT_EQ(entry->said.Find(entry->said.head)->parents.size(), 1u);
  EXPECT_EQ(entry->ParentsOf(*entry->Shown())[0].stream, school_.store().current()->id);
  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(Computer::ValueOf(school_.Form("profile", "Q1"), "staff").number(), 24);
}

TEST_F(ComputerRestoredTest, CutAtAnyAnswer_IsSettledAllTheSame) {
  int cut = 0;
  for (bool whole = false; !whole; ++cut) {
    ASSERT_LT(cut, 20);
    school_.Report("profile", "Q1", {{"staff", std::to_string(100 + cut)}});
    Keep();
    school_.Report("profile", "Q1", {{"staff", std::to_string(200 + cut)}});
    PutBack();
    commune_.StopAfter(cut);
    whole = commune_.TrySync(school_).ok();
    commune_.StopAfter(-1);
    school_.Reopen();
    commune_.Sync(school_);
    EXPECT_TRUE(school_.store().asking()->current) << cut;
    EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 100 + cut);
    EXPECT_EQ(school_.state().waiting, 0u) << cut;
  }
  // The old stream is asked about, what lies behind it is sent in the new one, and answered.
  EXPECT_GE(cut, 3) << "so many answers one whole sync needs, and was cut at each of them";
}

// The year's worst morning, step by step: power cut, dead clock, an old copy of the folder, a hub
// that comes from its backup too, and a new plan.
TEST_F(ComputerRestoredTest, I15_PowerCutClockOldCopyAndNewPlanAtOnce_NothingIsLostOrDoubled) {
  school_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(school_);
  Keep();
  commune_.BackUp();
  school_.Report("profile", "Q1", {{"staff", "21"}});
  commune_.Sync(school_);
  PutBack();
  commune_.Restore();
  school_.wall().Set(1'262'304'000'000);  // 2010
  std::string plan = SmallPlan();
  plan.replace(plan.find("version: 1"), 10, "version: 2");
  plan.replace(plan.find("2026-07-10"), 10, "2026-07-12");
  ASSERT_TRUE(commune_.ApplyPlan(plan).ok());
  // What has happened is said as soon as it is seen, and no cut takes it away.
  const auto clock = [this] { return GetAgentStatus(school_.desk())->clock(); };
  const auto look_through = HasSubstr("was restored just now");
  EXPECT_EQ(clock(), v1::AgentStatus::CLOCK_SET_BACK);
  EXPECT_THAT(school_.Told(), AllOf(look_through, HasSubstr("these periods: Q1.")));
  school_.Report("work", "Q1", {{"trained", "5"}});
  CutPower();
  for (const int answers : {0, 1, 2, 3}) {
    commune_.StopAfter(answers);
    commune_.TrySync(school_).status().IgnoreError();
    CutPower();
    EXPECT_THAT(school_.Told(), look_through) << answers;
  }
  commune_.StopAfter(-1);
  for (int round = 0; round < 3; ++round) commune_.Sync(school_);
  EXPECT_NE(clock(), v1::AgentStatus::CLOCK_UNSPECIFIED) << "nobody has set it right";
  EXPECT_THAT(school_.Told(), AllOf(look_through, HasSubstr("applied a new plan (version 2)"),
                                    HasSubstr("Q2: due on 2026-07-12"),
                                    Not(HasSubstr("waits until the office confirms"))));

  EXPECT_EQ(school_.state().waiting, 0u);
  EXPECT_EQ(school_.state().held, 0u);
  EXPECT_EQ(school_.state().plan->version(), 2);
  EXPECT_EQ(school_.Form("work", "Q1").word(), v1::WORD_RECEIVED);
  EXPECT_EQ(commune_.Counted("TH-01", 2, kQ1, 1), 5);
  // The 21 was at the hub alone, and both it and the computer were put back: it is in no place.
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 20);
  EXPECT_EQ(RevisionsAtTheHub(), 1u);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(Computer::ValueOf(school_.Form("profile", "Q1"), "staff").number(), 20);
  EXPECT_FALSE(school_.store().marks().problem.has_value());
  EXPECT_EQ(school_.store().marks().differed_at, 0u);
}

}  // namespace
}  // namespace gom::agent
