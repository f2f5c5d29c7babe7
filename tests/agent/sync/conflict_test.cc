// Two computers of one school and a real hub: what needs no person is joined by the device, what
// does is left to one.
#include <utility>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kWork = 2, kQ1 = 1;
constexpr uint32_t kStaff = 1, kPupils = 2;

class ConflictTest : public ::testing::Test {
 protected:
  ConflictTest() {
    one_.Report("profile", "Q1", {{"staff", "20"}, {"pupils", "300"}});
    commune_.Sync(one_);
    commune_.Sync(two_);
  }
  static int64_t Shown(Computer& computer, const std::string& field) {
    return Computer::ValueOf(computer.Form("profile", "Q1"), field).number();
  }
  int RevisionsAtTheHub() {
    int n = 0;
    commune_.ReadEntry("TH-01", kProfile, kQ1,
                       [&](const hub::Entry& e) { n = static_cast<int>(e.revisions.size()); });
    return n;
  }

  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

TEST_F(ConflictTest, DifferentFieldsChanged_AreJoinedInTheSameSync) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kPupils), 310);
  commune_.Sync(one_);
  for (Computer* computer : {&one_, &two_}) {
    EXPECT_EQ(Shown(*computer, "staff"), 21);
    EXPECT_EQ(Shown(*computer, "pupils"), 310);
    EXPECT_EQ(computer->state().in_conflict, 0u);
  }
  EXPECT_EQ(RevisionsAtTheHub(), 4);
}

TEST_F(ConflictTest, Joined_HasBothAsParentsAndNoAuthor) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  const Entry* entry = two_.state().FindEntry(kProfile, kQ1);
  const Revision* joined = entry->Shown();
  EXPECT_EQ(joined->parents.size(), 2u);
  EXPECT_EQ(joined->wording.author, "");
  EXPECT_EQ(entry->said.Find(joined->id)->parents.size(), 2u);
}

TEST_F(ConflictTest, E16_SameFieldChanged_BothAreKeptForAPerson) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"staff", "22"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  commune_.Sync(two_);
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 1);
  EXPECT_EQ(RevisionsAtTheHub(), 3);
  EXPECT_EQ(one_.state().in_conflict, 1u);
  EXPECT_EQ(two_.state().in_conflict, 1u);
}

TEST_F(ConflictTest, RuleMindsTheJoinedVersion_IsLeftToAPerson) {
  // At most as many are trained as there are; each change alone is well.
  one_.Report("work", "Q1", {{"trained", "10"}, {"asked", "5"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  one_.Report("work", "Q1", {{"trained", "6"}});
  two_.Report("work", "Q1", {{"asked", "9"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 1);
}

// One reported before the plan gave a field another meaning, the other confirmed it: nobody has
// looked at what comes of both.
TEST_F(ConflictTest, F4_JoinedOverAFieldThatIsCountedOtherwiseNow_ConfirmsNothing) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  ASSERT_TRUE(commune_
                  .ApplyPlan(absl::StrReplaceAll(
                      SmallPlan(), {{"code: \"staff\"", "redefined_in: 2 code: \"staff\""},
                                    {"version: 1", "version: 2"}}))
                  .ok());
  commune_.Sync(two_);
  two_.Report("profile", "Q1", {{"staff", "20"}, {"pupils", "310"}});
  ASSERT_EQ(two_.state().FindEntry(kProfile, kQ1)->Shown()->plan_version, 2u);
  commune_.Sync(one_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kPupils), 310);
  commune_.ReadEntry("TH-01", kProfile, kQ1,
                     [](const hub::Entry& e) { EXPECT_EQ(e.head()->plan_version, 1u); });
  commune_.Sync(one_);
  for (Computer* computer : {&one_, &two_}) {
    EXPECT_EQ(Shown(*computer, "staff"), 21);
    const v1::FormView form = computer->Form("profile", "Q1");
    ASSERT_NE(Computer::FindingOf(form, "to_confirm"), nullptr);
    EXPECT_EQ(Computer::FindingOf(form, "to_confirm")->fields(0), "staff");
  }
}

TEST_F(ConflictTest, CrashBeforeTheMergeIsWritten_TheNextSyncWritesIt) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  // Two learns that its Revision is a contender, and that is all that is stored.
  two_.Reopen();
  commune_.on_the_way = [](v1::ExchangeResponse* r) { r->set_more(true); };
  commune_.StopAfter(1);
  EXPECT_FALSE(commune_.TrySync(two_).ok());
  EXPECT_EQ(two_.state().in_conflict, 1u);
  commune_.on_the_way = [](v1::ExchangeResponse*) {};
  two_.Reopen();
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(RevisionsAtTheHub(), 4);
}

TEST_F(ConflictTest, MergeWrittenAndNotYetSent_IsNotWrittenTwice) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.StopAfter(1);
  EXPECT_FALSE(commune_.TrySync(two_).ok());
  const uint64_t last = two_.store().current()->last();
  two_.Reopen();
  commune_.Sync(two_);
  commune_.Sync(two_);
  EXPECT_EQ(two_.store().current()->last(), last);
  EXPECT_EQ(RevisionsAtTheHub(), 4);
}

TEST_F(ConflictTest, SameMergeOnTwoDevices_IsOneRevisionUnderTwoNames) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  // What two has merged, one merges too, before it hears of it.
  const Entry* entry = two_.state().FindEntry(kProfile, kQ1);
  NewRevision same;
  same.form = kProfile;
  same.period = kQ1;
  same.plan_version = 1;
  same.parents = entry->Shown()->parents;
  same.values = entry->Shown()->values;
  same.wording = entry->Shown()->wording;
  ASSERT_TRUE(one_.store().Submit({&same, 1}).ok());
  commune_.Sync(one_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  for (Computer* computer : {&one_, &two_}) {
    const Entry* seen = computer->state().FindEntry(kProfile, kQ1);
    EXPECT_EQ(seen->said.all.back().standing, v1::OUTCOME_SAME);
    EXPECT_EQ(computer->state().in_conflict, 0u);
  }
}

TEST_F(ConflictTest, ParentNamedByItsOtherName_IsFoundAndShownByTheFirst) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  const Revision first = *two_.state().FindEntry(kProfile, kQ1)->Shown();
  NewRevision next;
  next.form = kProfile;
  next.period = kQ1;
  next.plan_version = 1;
  next.parents = first.parents;
  next.values = first.values;
  next.wording = first.wording;
  const auto same = one_.store().Submit({&next, 1});
  ASSERT_TRUE(same.ok());
  next.parents = *same;
  next.values.Set(kStaff, plan::FieldValue::Number(23));
  ASSERT_TRUE(one_.store().Submit({&next, 1}).ok());
  commune_.Sync(one_);
  commune_.Sync(two_);
  for (Computer* computer : {&one_, &two_}) {
    EXPECT_EQ(Shown(*computer, "staff"), 23);
    EXPECT_EQ(computer->state().in_conflict, 0u);
    const Entry* entry = computer->state().FindEntry(kProfile, kQ1);
    ASSERT_EQ(entry->said.all[entry->said.all.size() - 2].standing, v1::OUTCOME_SAME);
    EXPECT_EQ(entry->ParentsOf(*entry->Shown()), std::vector<Name>{first.name});
  }
}

TEST_F(ConflictTest, ThreeVersions_AreJoinedOneAfterTheOther) {
  Computer& three = commune_.Enroll("TH-01");
  one_.Report("work", "Q1", {{"trained", "1"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  commune_.Sync(three);
  one_.Report("work", "Q1", {{"trained", "2"}});
  two_.Report("work", "Q1", {{"events", "3"}});
  three.Report("work", "Q1", {{"taught", "có"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  commune_.Sync(three);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 1), 2);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 2), 3);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, 3), 1);
}

TEST_F(ConflictTest, DraftOpenMeanwhile_KeepsWhatWasTypedAndIsJoinedInItsTurn) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  two_.Type("profile", "Q1", {{"pupils", "320"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kPupils), 310);
  ASSERT_EQ(two_.store().holdings().drafts.size(), 1u);
  EXPECT_EQ(Shown(two_, "pupils"), 320);
  ASSERT_TRUE(two_.SubmitDraft("profile", "Q1").ok());
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kPupils), 320);
}

TEST_F(ConflictTest, LockedPeriod_IsJoinedOnceItIsOpenAgain) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.StopAfter(1);
  commune_.on_the_way = [](v1::ExchangeResponse* r) { r->set_more(true); };
  EXPECT_FALSE(commune_.TrySync(two_).ok());
  commune_.on_the_way = [](v1::ExchangeResponse*) {};
  ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_LOCK, "", "", "Q1").ok());
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 1);
  ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_REOPEN, "", "", "Q1").ok());
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
}

TEST_F(ConflictTest, LockedWhileTheMergeIsOnItsWay_IsWrittenOnceAndCountsOnceItIsOpenAgain) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  bool locked = false;
  commune_.on_the_way = [&](v1::ExchangeResponse*) {
    if (std::exchange(locked, true)) return;
    ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_LOCK, "", "", "Q1").ok());
  };
  commune_.Sync(two_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 1);
  EXPECT_EQ(RevisionsAtTheHub(), 4);
  ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_REOPEN, "", "", "Q1").ok());
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(RevisionsAtTheHub(), 4);
}

TEST_F(ConflictTest, HubHoldsTheMergeForAParent_IsWrittenOnceAndTheSyncEnds) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  commune_.on_the_way = [](v1::ExchangeResponse* r) {
    r->clear_state_digest();
    for (v1::Delivery& d : *r->mutable_events()) {
      if (d.own().outcome() != v1::OUTCOME_HEAD) continue;
      d.mutable_own()->set_outcome(v1::OUTCOME_HELD);
      d.mutable_own()->set_held_reason(v1::HELD_REASON_PARENT_UNKNOWN);
      d.mutable_own()->clear_settles();
    }
  };
  commune_.Sync(two_);
  commune_.Sync(two_);
  EXPECT_EQ(RevisionsAtTheHub(), 4);
  EXPECT_EQ(two_.state().in_conflict, 1u);
}

TEST_F(ConflictTest, HubFindsTheMergeTheSameAsAnother_IsWrittenOnceAndTheSyncEnds) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  uint64_t first = 0;
  commune_.on_the_way = [&](v1::ExchangeResponse* r) {
    r->clear_state_digest();
    for (v1::Delivery& d : *r->mutable_events()) {
      v1::Event event;
      if (d.has_event() && event.ParseFromString(d.event().main()) && event.has_received() &&
          first == 0)
        first = d.index();
      if (d.own().outcome() != v1::OUTCOME_HEAD) continue;
      d.mutable_own()->set_outcome(v1::OUTCOME_SAME);
      d.mutable_own()->set_same_as(first);
      d.mutable_own()->clear_settles();
    }
  };
  commune_.Sync(two_);
  commune_.Sync(two_);
  EXPECT_EQ(RevisionsAtTheHub(), 4);
  EXPECT_EQ(two_.state().in_conflict, 1u);
}

TEST_F(ConflictTest, HeadWasReturned_IsLeftToAPersonSoThatTheReturnIsSeen) {
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"pupils", "310"}});
  commune_.Sync(one_);
  ASSERT_TRUE(commune_.Review(v1::ReviewAct::KIND_RETURN, "TH-01", "profile", "Q1").ok());
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 1);
}

}  // namespace
}  // namespace gom::agent
