#include "agent/service/news.h"

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

// What is news after `change`.
template <typename Change>
v1::SchoolNews After(School& school, Change change) {
  const Glance before = GlanceAt(school.desk());
  change();
  return Difference(before, GlanceAt(school.desk()), school.state());
}

std::string Places(const v1::SchoolNews& news) {
  std::string places;
  for (const v1::EntryPlace& p : news.entries()) places += p.form() + " " + p.period() + ";";
  return places;
}

TEST(NewsTest, NothingHappened_IsNoNews) {
  School school;
  EXPECT_FALSE(IsNews(After(school, [] {})));
  EXPECT_FALSE(IsNews(After(school, [&] { school.Reopen(); })));
}

TEST(NewsTest, DraftKeptChangedAndDropped_ItsEntryIsNewsEachTime) {
  School school;
  for (const char* typed : {"1", "2"}) {
    const v1::SchoolNews news = After(school, [&] {
      school.Type("work", "Q1", {{"events", typed}});
    });
    EXPECT_EQ(Places(news), "work Q1;");
    EXPECT_TRUE(news.entries(0).draft_alone());
    EXPECT_TRUE(news.forms());
    EXPECT_FALSE(news.everything());
  }
  const v1::SchoolNews dropped = After(school, [&] {
    v1::SaveDraftRequest request;
    request.set_form("work");
    request.set_period("Q1");
    request.set_discard(true);
    ASSERT_TRUE(SaveDraft(school.desk(), request).ok());
  });
  EXPECT_EQ(Places(dropped), "work Q1;");
}

TEST(NewsTest, DraftSubmitted_IsMoreThanItsDraft) {
  School school;
  school.Type("work", "Q1", {{"events", "1"}});
  const v1::SchoolNews news =
      After(school, [&] { ASSERT_TRUE(school.SubmitDraft("work", "Q1").ok()); });
  EXPECT_EQ(Places(news), "work Q1;");
  EXPECT_FALSE(news.entries(0).draft_alone());
}

TEST(NewsTest, HubHasReceivedOneOfTwo_ThatOneAloneIsNews) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Report("work", "Q1", {{"events", "1"}});
  const v1::SchoolNews received =
      After(school, [&] { school.Store({school.OutcomeOf(1, v1::OUTCOME_HEAD)}); });
  EXPECT_EQ(Places(received), "profile Q1;");
  EXPECT_FALSE(received.entries(0).draft_alone());
  EXPECT_TRUE(received.status());
}

TEST(NewsTest, PeriodLocked_EverythingIsNews) {
  School school;
  const v1::SchoolNews news = After(school, [&] {
    v1::Event locked;
    locked.mutable_period_locked()->set_period(1);
    locked.mutable_period_locked()->set_locked(true);
    school.Deliver(locked);
  });
  EXPECT_TRUE(news.everything());
}

TEST(NewsTest, SyncFailed_TheStatusAloneIsNews) {
  School school;
  const v1::SchoolNews news = After(school, [&] {
    ASSERT_TRUE(
        school.store().NoteFailure(absl::UnavailableError("offline"), School::kNow, 0).ok());
  });
  EXPECT_TRUE(news.status());
  EXPECT_FALSE(news.forms());
  EXPECT_FALSE(news.everything());
}

TEST(NewsTest, SeveralForASlowReader_BecomeOneWithoutRepeating) {
  v1::SchoolNews news, more;
  news.add_entries()->set_form("a");
  more.set_status(true);
  more.add_entries()->set_form("a");
  more.add_entries()->set_form("b");
  Merge(more, &news);
  EXPECT_EQ(Places(news), "a ;b ;");
  EXPECT_FALSE(news.entries(0).draft_alone());
  v1::SchoolNews typing;
  typing.add_entries()->set_form("b");
  typing.mutable_entries(0)->set_draft_alone(true);
  v1::SchoolNews typed = typing;
  Merge(typing, &typed);
  EXPECT_TRUE(typed.entries(0).draft_alone()) << "typed twice";
  Merge(more, &typed);
  EXPECT_FALSE(typed.entries(0).draft_alone()) << "and then more than that";
  EXPECT_TRUE(news.status());
  for (int i = 0; i <= kMostPlaces; ++i) more.add_entries()->set_form(std::to_string(i));
  Merge(more, &news);
  EXPECT_TRUE(news.everything());
  EXPECT_EQ(news.entries_size(), 0);
}

}  // namespace
}  // namespace gom::agent
