#include "agent/service/commune.h"

#include "agent/service/news.h"
#include "agent/service/our_school.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

constexpr absl::Duration kOld = absl::Hours(7), kFresh = absl::Minutes(5);

TEST(CommuneTimerTest, NothingKept_IsDueAtOnceAndThenNotForAWhile) {
  CommuneTimer timer;
  EXPECT_TRUE(timer.IsDue(false, false, absl::Hours(1), std::nullopt));
  timer.Ask(absl::Hours(1));
  EXPECT_FALSE(timer.IsDue(false, false, absl::Hours(1) + absl::Minutes(9), std::nullopt));
  EXPECT_TRUE(timer.IsDue(false, false, absl::Hours(1) + kCommuneGap, std::nullopt));
}

TEST(CommuneTimerTest, QuietSyncs_AskSomeTimesADay) {
  CommuneTimer timer;
  EXPECT_FALSE(timer.IsDue(false, false, absl::Hours(1), kFresh));
  EXPECT_TRUE(timer.IsDue(false, false, absl::Hours(1), kOld));
  timer.Ask(absl::Hours(1));
  EXPECT_FALSE(timer.IsDue(false, false, absl::Hours(6), kOld))
      << "it was asked, whatever came of it";
  EXPECT_TRUE(timer.IsDue(false, false, absl::Hours(7), kOld));
}

TEST(CommuneTimerTest, NewsTooSoonAfterTheLast_WaitForTheirTime) {
  CommuneTimer timer;
  timer.Ask(absl::Hours(1));
  EXPECT_FALSE(timer.IsDue(false, true, absl::Hours(1) + absl::Minutes(1), kFresh));
  EXPECT_TRUE(timer.IsDue(false, false, absl::Hours(1) + kCommuneGap, kFresh))
      << "a quiet sync behind it";
  timer.Ask(absl::Hours(1) + kCommuneGap);
  EXPECT_FALSE(timer.IsDue(false, false, absl::Hours(1) + 2 * kCommuneGap, kFresh));
}

TEST(CommuneTimerTest, HubTookSomethingOfOurs_IsDueAtOnce) {
  CommuneTimer timer;
  timer.Ask(absl::Hours(1));
  EXPECT_TRUE(timer.IsDue(true, true, absl::Hours(1) + absl::Seconds(1), kFresh));
}

TEST(CommuneTimerTest, ClockSetBack_SaysNothingOfTheAge) {
  EXPECT_TRUE(CommuneTimer().IsDue(false, false, absl::Hours(1), -absl::Hours(1000)));
}

v1::GetCommuneProgressResponse Answer(int64_t met = 812, uint32_t plan_version = 1) {
  v1::GetCommuneProgressResponse answer;
  answer.set_tag("tag " + std::to_string(met));
  answer.set_at(School::kNow - 1000);
  answer.set_newest_at(School::kNow - 5000);
  v1::CommuneProgress* progress = answer.mutable_progress();
  progress->set_plan_version(plan_version);
  progress->set_as_of("Q2");
  progress->set_units_expected(14);
  progress->set_units_reported(9);
  v1::CommunePart* part = progress->add_parts();
  part->set_indicator("A");
  part->set_standing(v1::STANDING_AT_RISK);
  part->mutable_value()->set_numerator(met);
  part->mutable_value()->set_denominator(1000);
  part->set_expected(14);
  part->set_fresh(9);
  part = progress->add_parts();
  part->set_indicator("B");
  part->set_withheld(true);
  part->set_read_at("Q1");
  return answer;
}
v1::GetCommuneProgressResponse AsBefore(int64_t at) {
  v1::GetCommuneProgressResponse answer;
  answer.set_at(at);
  answer.set_newest_at(at - 1);
  return answer;
}

v1::GetOurSchoolResponse Ours(School& school) {
  const auto ours = GetOurSchool(school.desk(), {});
  EXPECT_TRUE(ours.ok()) << ours.status();
  return ours.ok() ? *ours : v1::GetOurSchoolResponse();
}

TEST(CommuneTest, NothingReceivedYet_OurSchoolHasNoneOfIt) {
  School school;
  const v1::GetOurSchoolResponse ours = Ours(school);
  EXPECT_FALSE(ours.has_commune() || ours.commune_of_another_plan());
  EXPECT_FALSE(ours.indicators(0).parts(0).has_commune());
}

TEST(CommuneTest, Received_StandsBesideTheSchoolsOwnAndSurvivesARestart) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  school.Reopen();
  const v1::GetOurSchoolResponse ours = Ours(school);
  EXPECT_EQ(ours.commune().as_of(), "Q2");
  EXPECT_EQ(ours.commune().as_of_name().en(), "Quarter 2");
  EXPECT_EQ(ours.commune().received(), School::kNow);
  EXPECT_EQ(ours.commune().at(), School::kNow - 1000);
  EXPECT_EQ(ours.commune().units_reported(), 9u);
  const v1::OwnPart& trained = ours.indicators(0).parts(0);
  EXPECT_EQ(trained.commune().value().numerator(), 812);
  EXPECT_EQ(trained.commune().standing(), v1::STANDING_AT_RISK);
  EXPECT_FALSE(trained.has_commune_read_at());
  const v1::OwnPart& events = ours.indicators(1).parts(0);
  EXPECT_TRUE(events.commune().withheld());
  EXPECT_EQ(events.commune_read_at().en(), "Quarter 1");
}

TEST(CommuneTest, StillSo_FiguresStayAndTheirAgeIsNew) {
  School school;
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  school.wall().Advance(absl::Hours(6));
  ASSERT_TRUE(TakeCommune(school.desk(), AsBefore(School::kNow + 7)).ok());
  const v1::GetOurSchoolResponse ours = Ours(school);
  EXPECT_EQ(ours.indicators(0).parts(0).commune().value().numerator(), 812);
  EXPECT_EQ(ours.commune().at(), School::kNow + 7);
  EXPECT_EQ(ours.commune().received(), School::kNow + 6 * 3'600'000);
  EXPECT_EQ(CommuneNow(school.desk())->answer().tag(), "tag 812");
}

TEST(CommuneTest, StillSoOfNothing_IsRefused) {
  School school;
  EXPECT_FALSE(TakeCommune(school.desk(), AsBefore(1)).ok());
  EXPECT_EQ(CommuneNow(school.desk()), nullptr);
}

TEST(CommuneTest, AnswerOfNoPlansSize_IsRefusedAndTheOldOneStays) {
  School school;
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  v1::GetCommuneProgressResponse large = Answer(1);
  large.mutable_progress()->mutable_parts(0)->set_part(std::string(100'000, 'x'));
  EXPECT_FALSE(TakeCommune(school.desk(), large).ok());
  EXPECT_EQ(CommuneNow(school.desk())->answer().tag(), "tag 812");
}

TEST(CommuneTest, PlanHasChanged_OldFiguresAreNotShownAndItIsSaid) {
  School school;
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  v1::Event plan;
  std::string next = SmallPlan();
  next.replace(next.find("version: 1"), 10, "version: 2");
  *plan.mutable_plan_applied() = Packed(next, 2);
  school.Deliver(plan);
  ASSERT_EQ(school.state().plan->version(), 2u);
  const v1::GetOurSchoolResponse ours = Ours(school);
  EXPECT_FALSE(ours.has_commune() || ours.indicators(0).parts(0).has_commune());
  EXPECT_TRUE(ours.commune_of_another_plan());
  ASSERT_TRUE(TakeCommune(school.desk(), Answer(900, 2)).ok());
  EXPECT_EQ(Ours(school).indicators(0).parts(0).commune().value().numerator(), 900);
}

TEST(CommuneTest, KeptForAnotherUnit_IsNotShown) {
  School school;
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  v1::KeptCommune kept = *CommuneNow(school.desk());
  kept.set_unit("TH-02");
  ASSERT_TRUE(school.store().KeepCommune(kept).ok());
  EXPECT_EQ(CommuneNow(school.desk()), nullptr);
  EXPECT_FALSE(Ours(school).has_commune() || Ours(school).commune_of_another_plan());
}

TEST(CommuneTest, RowThatCannotBeRead_IsAsIfThereWereNone) {
  School school;
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  school.Close();
  school.Alter("UPDATE meta SET value = x'ff' WHERE name = 'commune'");
  school.Open();
  EXPECT_EQ(CommuneNow(school.desk()), nullptr);
  EXPECT_FALSE(Ours(school).has_commune());
}

TEST(CommuneTest, Received_IsNewsForOurSchoolAlone) {
  School school;
  const Glance before = GlanceAt(school.desk());
  ASSERT_TRUE(TakeCommune(school.desk(), Answer()).ok());
  const v1::SchoolNews news = Difference(before, GlanceAt(school.desk()), school.state());
  EXPECT_TRUE(news.commune() && IsNews(news));
  EXPECT_FALSE(news.status() || news.forms() || news.everything() || news.messages());
}

}  // namespace
}  // namespace gom::agent
