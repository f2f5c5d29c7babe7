// Whether both sides have made the same of the hub's log, and what happens where they have not.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "common/sync/unit_digest.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

// By the words of common/sync/unit_digest.h, from the hub's State.
std::string DigestAtTheHub(Commune& commune, const std::string& unit) {
  sync::UnitDigest digest;
  commune.ReadState([&](const hub::State& s) {
    digest.Plan(s.plan->version());
    std::vector<uint32_t> locked(s.locked_periods.begin(), s.locked_periods.end());
    std::sort(locked.begin(), locked.end());
    for (const uint32_t period : locked) digest.Locked(period);
    const hub::UnitState& own = *s.FindUnit(unit);
    for (const plan::RecognisedItem& item : own.recognised_numbers)
      digest.Recognised(static_cast<uint32_t>(item.form), item.field, item.item);
    for (const uint32_t indicator : own.not_applicable_numbers) digest.NotApplicable(indicator);
    for (const auto& [form, period] : own.entries) {
      const auto known = s.FindEntry({own.index, form, period});
      const hub::Entry& entry = *known;
      sync::EntryDigest of{.form = form,
                           .period = period,
                           .said = &entry.members,
                           .accepted = entry.accepted,
                           .head_numbers = {}};
      if (entry.head() != nullptr) of.head_numbers = entry.head()->numbers;
      digest.Entry(of);
    }
  });
  return digest.Finish();
}

class StateDigestTest : public ::testing::Test {
 protected:
  // Every answer that ends a reading carries this digest.
  void Say(std::function<std::string()> digest) {
    commune_.on_the_way = [digest = std::move(digest)](v1::ExchangeResponse* r) {
      if (r->more()) return;
      r->set_state_digest(digest());
      r->set_fold_version(sync::kUnitDigestVersion);
    };
  }
  void SayTheTruth() {
    Say([this] { return DigestAtTheHub(commune_, "TH-01"); });
  }
  // Requests, from `first` on, that began to read from nothing or said that the state differed.
  std::pair<int, int> Anew(size_t first) {
    int from_nothing = 0, told = 0;
    for (size_t i = first; i < commune_.requests.size(); ++i) {
      from_nothing += commune_.requests[i].read().index() == 0;
      told += commune_.requests[i].state_differed_at() != 0;
    }
    return {from_nothing, told};
  }
  // As if the disk, or this program, had lost one event.
  static void LoseEvent(Computer& computer, uint64_t hub_index) {
    computer.Close();
    {
      SQLite::Database db(computer.folder() + "/agent.db", SQLite::OPEN_READWRITE);
      SQLite::Statement lose(db, "DELETE FROM event WHERE hub_index = ?");
      lose.bind(1, static_cast<int64_t>(hub_index));
      ASSERT_EQ(lose.exec(), 1);
    }
    computer.Open();
  }

  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

TEST_F(StateDigestTest, WhateverHappens_BothSidesFoldTheSame) {
  const auto check = [&](const char* what) {
    for (Computer* computer : {&one_, &two_}) {
      commune_.Sync(*computer);
      EXPECT_EQ(DigestOf(computer->state()), DigestAtTheHub(commune_, "TH-01")) << what;
    }
  };
  check("nothing");
  one_.Report("profile", "Q1", {{"staff", "20"}, {"pupils", "300"}});
  check("a head");
  one_.Report("profile", "Q1", {{"staff", "21"}});
  two_.Report("profile", "Q1", {{"staff", "22"}});
  check("a contender");
  two_.Report("work", "Q1", {{"trained", "5"}, {"note", "chữ"}, {"ideas+.name", "a"}});
  check("text and items");
  using Act = v1::ReviewAct;
  ASSERT_TRUE(commune_.Review(Act::KIND_ACCEPT, "TH-01", "work", "Q1").ok());
  check("accepted");
  v1::ReviewAct recognized;
  recognized.set_kind(Act::KIND_RECOGNIZE);
  recognized.set_unit("TH-01");
  recognized.set_form("work");
  recognized.set_period("Q1");
  recognized.set_field("ideas");
  recognized.set_item_place(1);
  ASSERT_TRUE(commune_.Review(recognized).ok());
  v1::ReviewAct not_applicable;
  not_applicable.set_kind(Act::KIND_NOT_APPLICABLE);
  not_applicable.set_unit("TH-01");
  not_applicable.set_indicator("B");
  not_applicable.set_reason("không có");
  ASSERT_TRUE(commune_.Review(not_applicable).ok());
  check("recognised");
  EXPECT_EQ(one_.state().said_recognised.size(), 1u);
  EXPECT_EQ(one_.state().said_not_applicable.size(), 1u);
  two_.Report("work", "Q1", {{"trained", "6"}});
  check("edited after acceptance");
  ASSERT_TRUE(commune_.Review(Act::KIND_RETURN, "TH-01", "work", "Q1").ok());
  check("returned");
  ASSERT_TRUE(commune_.Review(Act::KIND_LOCK, "", "", "Q1").ok());
  one_.Report("work", "Q1", {{"trained", "7"}});
  check("held");
  ASSERT_TRUE(commune_.Review(Act::KIND_REOPEN, "", "", "Q1").ok());
  check("released");
  EXPECT_EQ(commune_.requests.back().state_differed_at(), 0u);
}

TEST_F(StateDigestTest, Agreed_NothingIsReadAnew) {
  SayTheTruth();
  one_.Report("profile", "Q1", {{"staff", "20"}});
  const size_t first = commune_.requests.size();
  commune_.Sync(one_);
  commune_.Sync(one_);
  EXPECT_EQ(Anew(first), std::pair(0, 0));
  EXPECT_EQ(one_.store().marks().differed_at, 0u);
}

TEST_F(StateDigestTest, EventLostHere_IsFoundAndHealedInOneSync) {
  one_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  const uint64_t head = two_.state().FindEntry(1, 1)->said.head;
  LoseEvent(two_, head);
  ASSERT_EQ(two_.state().FindEntry(1, 1), nullptr);
  SayTheTruth();
  const size_t first = commune_.requests.size();
  commune_.Sync(two_);
  ASSERT_NE(two_.state().FindEntry(1, 1), nullptr);
  EXPECT_EQ(two_.state().FindEntry(1, 1)->said.head, head);
  EXPECT_EQ(Anew(first), std::pair(1, 1));
  EXPECT_EQ(two_.store().marks().differed_at, 0u);
  ASSERT_FALSE(two_.store().notices().empty());
  EXPECT_NE(two_.store().notices()[0].words.en().find("did not agree"), std::string::npos);
}

TEST_F(StateDigestTest, OwnOutcomeLostHere_IsHealedToo) {
  one_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(one_);
  LoseEvent(one_, one_.state().FindEntry(1, 1)->said.head);
  SayTheTruth();
  commune_.Sync(one_);
  EXPECT_EQ(one_.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  EXPECT_EQ(DigestOf(one_.state()), DigestAtTheHub(commune_, "TH-01"));
}

TEST_F(StateDigestTest, NeverAgrees_IsReadAnewOnceAndWorkGoesOn) {
  Say([] { return std::string(8, 'x'); });
  const size_t first = commune_.requests.size();
  commune_.Sync(one_);
  EXPECT_EQ(Anew(first).first, 1);
  EXPECT_NE(one_.Told().find("still does not agree"), std::string::npos);
  one_.Report("profile", "Q1", {{"staff", "20"}});
  one_.Reopen();
  commune_.Sync(one_);
  commune_.Sync(one_);
  EXPECT_EQ(Anew(first).first, 1);
  EXPECT_EQ(one_.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  // Once it has agreed, a new difference is a new one.
  SayTheTruth();
  commune_.Sync(one_);
  Say([] { return std::string(8, 'x'); });
  commune_.Sync(one_);
  EXPECT_EQ(Anew(first).first, 2);
}

TEST_F(StateDigestTest, I6_AnotherVersionOfTheFold_IsNotCompared) {
  commune_.on_the_way = [](v1::ExchangeResponse* r) {
    r->set_state_digest("xxxxxxxx");
    r->set_fold_version(sync::kUnitDigestVersion + 1);
  };
  const size_t first = commune_.requests.size();
  commune_.Sync(one_);
  EXPECT_EQ(Anew(first), std::pair(0, 0));
}

TEST_F(StateDigestTest, KilledWhileReadingAnew_GoesOnAndSwapsOnlyWhatIsComplete) {
  one_.Report("profile", "Q1", {{"staff", "20"}});
  commune_.Sync(one_);
  Say([] { return std::string(8, 'x'); });
  commune_.StopAfter(1);
  EXPECT_FALSE(commune_.TrySync(one_).ok());
  one_.Reopen();
  ASSERT_TRUE(one_.store().marks().aside.has_value());
  EXPECT_EQ(one_.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  SayTheTruth();
  commune_.Sync(one_);
  EXPECT_FALSE(one_.store().marks().aside.has_value());
  EXPECT_EQ(one_.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
}

}  // namespace
}  // namespace gom::agent
