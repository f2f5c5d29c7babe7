// What a school's own numbers come to, while they are typed and without a hub.
#include "agent/service/contributions.h"

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

using State = v1::Contribution;

v1::Contribution Of(const v1::FormView& form, const std::string& indicator) {
  for (const v1::Contribution& c : form.contributions()) {
    if (c.indicator() == indicator) return c;
  }
  ADD_FAILURE() << form.form() << " does not feed " << indicator;
  return {};
}

TEST(ContributionsTest, NothingTyped_IsMissingAndHasNoValue) {
  School school;
  const v1::Contribution trained = Of(school.Form("work", "Q1"), "A");
  EXPECT_EQ(trained.state(), State::STATE_MISSING);
  EXPECT_FALSE(trained.has_value());
  EXPECT_EQ(trained.kind(), v1::PartProgress::KIND_RATIO);
  EXPECT_EQ(trained.target().value(), 95);
  EXPECT_EQ(trained.target().op(), v1::OPERATOR_MORE);
  ASSERT_EQ(trained.fields_size(), 1);
  EXPECT_EQ(trained.fields(0), "trained");
}

TEST(ContributionsTest, DraftsOfTwoForms_AreCountedTogetherBeforeEitherIsSubmitted) {
  School school;
  school.Type("profile", "Q1", {{"staff", "39"}});
  const v1::Contribution c = Of(school.Type("work", "Q1", {{"trained", "37"}}), "A");
  EXPECT_EQ(c.state(), State::STATE_FRESH);
  EXPECT_EQ(c.value().numerator(), 37);
  EXPECT_EQ(c.value().denominator(), 39);
  EXPECT_EQ(c.permille(), 948);  // 94.87, never rounded up to 94.9
  EXPECT_FALSE(c.meets());
  EXPECT_EQ(c.gap(), 1);
  const v1::Contribution after = Of(school.Type("work", "Q1", {{"trained", "38"}}), "A");
  EXPECT_TRUE(after.meets());
  EXPECT_EQ(after.gap(), 0);
}

// "> 95 %" is not "at least 95 %", on whole numbers.
TEST(ContributionsTest, ExactlyAtATargetOfMore_DoesNotMeetIt) {
  School school;
  school.Type("profile", "Q1", {{"staff", "20"}});
  const v1::Contribution c = Of(school.Type("work", "Q1", {{"trained", "19"}}), "A");
  EXPECT_EQ(c.permille(), 950);
  EXPECT_FALSE(c.meets());
}

TEST(ContributionsTest, H7_NobodyToAsk_IsNotApplicableAndNever100Percent) {
  School school;
  school.Type("profile", "Q1", {{"staff", "0"}});
  const v1::Contribution c = Of(school.Type("work", "Q1", {{"trained", "0"}}), "A");
  EXPECT_EQ(c.state(), State::STATE_NOT_APPLICABLE);
  EXPECT_FALSE(c.has_value());
  EXPECT_FALSE(c.meets());
}

TEST(ContributionsTest, EarlierReport_StandsInUntilThePeriodHasItsOwn) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Report("work", "Q1", {{"trained", "20"}});
  const v1::Contribution carried = Of(school.Form("work", "Q2"), "A");
  EXPECT_EQ(carried.state(), State::STATE_CARRIED);
  EXPECT_EQ(carried.permille(), 1000);
}

// Ten events are asked of the whole commune: nobody tells one school that it has missed them.
TEST(ContributionsTest, CountOverTheYear_AddsUpAndIsNotJudged) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Report("work", "Q1", {{"events", "2"}});
  const v1::Contribution c = Of(school.Type("work", "Q2", {{"events", "3"}}), "B");
  EXPECT_EQ(c.value().numerator(), 5);
  EXPECT_EQ(c.value().denominator(), 1);
  EXPECT_EQ(c.target().value(), 10);
  EXPECT_FALSE(c.meets());
  EXPECT_EQ(c.gap(), 0);
}

TEST(ContributionsTest, FormThatFeedsADenominatorOnly_ShowsTheNumberToo) {
  School school;
  const v1::FormView profile = school.Form("profile", "Q1");
  ASSERT_EQ(profile.contributions_size(), 1);
  EXPECT_EQ(profile.contributions(0).fields(0), "staff");
}

}  // namespace
}  // namespace gom::agent
