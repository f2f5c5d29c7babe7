#include "agent/service/our_school.h"

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

v1::GetOurSchoolResponse OurSchool(School& school, const std::string& as_of = {}) {
  v1::GetOurSchoolRequest request;
  request.set_as_of(as_of);
  const auto answer = GetOurSchool(school.desk(), request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *answer : v1::GetOurSchoolResponse();
}

TEST(OurSchoolTest, NothingReported_EachIndicatorIsThereAndNotYetKnown) {
  School school;
  const v1::GetOurSchoolResponse ours = OurSchool(school);
  EXPECT_EQ(ours.as_of(), "Q1");
  ASSERT_EQ(ours.indicators_size(), 2);
  const v1::OwnPart& trained = ours.indicators(0).parts(0);
  EXPECT_EQ(ours.indicators(0).code(), "A");
  EXPECT_EQ(ours.indicators(0).due(), "2026-12-31");
  EXPECT_EQ(trained.now().state(), v1::Contribution::STATE_MISSING);
  EXPECT_EQ(trained.standing(), v1::STANDING_NOT_YET_KNOWN);
  ASSERT_EQ(trained.forms_size(), 2);
  EXPECT_EQ(trained.forms(0), "profile");
  EXPECT_EQ(trained.forms(1), "work");
}

TEST(OurSchoolTest, TwoPeriodsReported_EachHasItsPointAndTheNewestIsAsked) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Report("work", "Q1", {{"trained", "18"}, {"events", "2"}});
  school.Report("work", "Q2", {{"trained", "20"}, {"events", "3"}});
  const v1::GetOurSchoolResponse ours = OurSchool(school);
  EXPECT_EQ(ours.as_of(), "Q2");
  const v1::OwnPart& trained = ours.indicators(0).parts(0);
  ASSERT_EQ(trained.points_size(), 2);
  EXPECT_EQ(trained.points(0).period(), "Q1");
  EXPECT_EQ(trained.points(0).permille(), 900);
  EXPECT_FALSE(trained.points(0).meets());
  EXPECT_EQ(trained.points(1).permille(), 1000);
  EXPECT_TRUE(trained.points(1).meets());
  EXPECT_EQ(trained.standing(), v1::STANDING_ACHIEVED);
  EXPECT_EQ(OurSchool(school, "Q1").indicators(0).parts(0).now().permille(), 900);
  // A count's target is the commune's: the school's share adds up and is not judged.
  const v1::OwnPart& events = ours.indicators(1).parts(0);
  EXPECT_EQ(events.now().value().numerator(), 5);
  EXPECT_EQ(events.standing(), v1::STANDING_UNSPECIFIED);
}

TEST(OurSchoolTest, Draft_DoesNotCountUntilItIsSubmitted) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Type("work", "Q1", {{"trained", "20"}});
  EXPECT_EQ(OurSchool(school).indicators(0).parts(0).now().state(),
            v1::Contribution::STATE_MISSING);
  ASSERT_TRUE(school.SubmitDraft("work", "Q1").ok());
  EXPECT_EQ(OurSchool(school).indicators(0).parts(0).now().state(), v1::Contribution::STATE_FRESH);
}

TEST(OurSchoolTest, PeriodNotOfThePlan_IsRefusedWithThoseThatAre) {
  School school;
  v1::GetOurSchoolRequest request;
  request.set_as_of("Q9");
  const absl::Status refused = GetOurSchool(school.desk(), request).status();
  EXPECT_EQ(text::ErrorOf(refused).code(), "period_unknown");
  EXPECT_NE(text::ErrorOf(refused).en().find("Q1, Q2"), std::string::npos);
}

}  // namespace
}  // namespace gom::agent
