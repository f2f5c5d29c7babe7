// A person chooses: two computers of one school that entered different things, and a real hub.
#include "agent/service/resolve.h"

#include "agent/service/views.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kQ1 = 1, kStaff = 1;

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class ResolveTest : public ::testing::Test {
 protected:
  ResolveTest() {
    one_.Report("profile", "Q1", {{"staff", "20"}, {"pupils", "300"}});
    commune_.Sync(one_);
    commune_.Sync(two_);
  }
  void Disagree() {
    one_.Report("profile", "Q1", {{"staff", "21"}});
    two_.Report("profile", "Q1", {{"staff", "22"}});
    commune_.Sync(one_);
    commune_.Sync(two_);
    commune_.Sync(one_);
    ASSERT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 1);
  }
  static v1::ResolveRequest Asked() {
    v1::ResolveRequest request;
    request.set_form("profile");
    request.set_period("Q1");
    return request;
  }
  static std::string NameOfContender(Computer& computer) {
    return computer.Form("profile", "Q1").contenders(0).id();
  }

  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

TEST_F(ResolveTest, NothingInConflict_IsRefused) {
  EXPECT_EQ(CodeOf(Resolve(one_.desk(), Asked()).status()), "nothing_to_resolve");
}

TEST_F(ResolveTest, E16_TheOtherVersionTaken_CountsEverywhereAndBothAreKept) {
  Disagree();
  v1::ResolveRequest request = Asked();
  request.set_take(NameOfContender(one_));
  request.set_author("Lan");
  request.set_note("Đã hỏi lại");
  const auto resolved = Resolve(one_.desk(), request);
  ASSERT_TRUE(resolved.ok()) << resolved.status();
  commune_.Sync(one_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 22);
  for (Computer* computer : {&one_, &two_}) {
    EXPECT_EQ(computer->state().in_conflict, 0u);
    const Entry* entry = computer->state().FindEntry(kProfile, kQ1);
    EXPECT_EQ(entry->revisions.size(), 4u);
    EXPECT_EQ(entry->Shown()->wording.author, "Lan");
    EXPECT_EQ(entry->Shown()->wording.note, "Đã hỏi lại");
    EXPECT_EQ(entry->Shown()->parents.size(), 2u);
  }
}

TEST_F(ResolveTest, E16_NothingNamed_WhatCountsStays) {
  Disagree();
  ASSERT_TRUE(Resolve(two_.desk(), Asked()).ok());
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
}

TEST_F(ResolveTest, FieldWrittenAnew_StandsInsteadOfBoth) {
  Disagree();
  v1::ResolveRequest request = Asked();
  v1::TypedField* typed = request.add_typed();
  typed->set_field("staff");
  typed->set_text("23");
  ASSERT_TRUE(Resolve(one_.desk(), request).ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 23);
}

TEST_F(ResolveTest, VersionThatIsNotThere_IsRefusedWithThoseThatAre) {
  Disagree();
  v1::ResolveRequest request = Asked();
  request.set_take("00000000/9");
  const absl::Status refused = Resolve(one_.desk(), request).status();
  EXPECT_EQ(CodeOf(refused), "revision_not_here");
  EXPECT_NE(text::ErrorOf(refused).vi().find(NameOfContender(one_)), std::string::npos);
}

TEST_F(ResolveTest, WrongOrUnreadableField_IsRefusedAndNothingIsWritten) {
  Disagree();
  const uint64_t last = one_.store().current()->last();
  for (const auto& [field, text] : {std::pair("staff", "12a"), {"staff", ""}, {"nope", "1"}}) {
    v1::ResolveRequest request = Asked();
    v1::TypedField* typed = request.add_typed();
    typed->set_field(field);
    typed->set_text(text);
    const absl::Status refused = Resolve(one_.desk(), request).status();
    EXPECT_EQ(CodeOf(refused), "entry_refused") << field << text;
    EXPECT_GT(text::ErrorOf(refused).places_size(), 0);
  }
  EXPECT_EQ(one_.store().current()->last(), last);
}

TEST_F(ResolveTest, Preview_SaysWhatWouldStandAndWritesNothing) {
  Disagree();
  const uint64_t last = one_.store().current()->last();
  v1::ResolveRequest request = Asked();
  request.set_preview(true);
  v1::TypedField* typed = request.add_typed();
  typed->set_field("staff");
  typed->set_text("");
  const auto shown = Resolve(one_.desk(), request);
  ASSERT_TRUE(shown.ok()) << shown.status();
  EXPECT_FALSE(shown->has_entry());
  ASSERT_EQ(shown->findings_size(), 1);
  EXPECT_EQ(shown->findings(0).rule(), "required");
  EXPECT_EQ(shown->findings(0).form(), "profile");
  EXPECT_EQ(shown->findings(0).period(), "Q1");
  ASSERT_EQ(shown->values_size(), 1);  // the pupils, as they were
  EXPECT_EQ(shown->values(0).value().number(), 300);
  EXPECT_EQ(one_.store().current()->last(), last);
  EXPECT_EQ(one_.state().in_conflict, 1u);
}

TEST_F(ResolveTest, VersionOfTheOtherComputer_IsToldFromOnesOwn) {
  Disagree();
  EXPECT_FALSE(one_.Form("profile", "Q1").contenders(0).made_here());
  EXPECT_TRUE(two_.Form("profile", "Q1").contenders(0).made_here());
}

TEST_F(ResolveTest, DraftOpen_IsNotThrownAway) {
  Disagree();
  one_.Type("profile", "Q1", {{"staff", "25"}});
  EXPECT_EQ(CodeOf(Resolve(one_.desk(), Asked()).status()), "draft_in_the_way");
  EXPECT_EQ(one_.store().holdings().drafts.size(), 1u);
}

TEST_F(ResolveTest, ResolvedAndNotYetSent_IsResolvedHereAtOnce) {
  Disagree();
  ASSERT_TRUE(Resolve(one_.desk(), Asked()).ok());
  EXPECT_EQ(CodeOf(Resolve(one_.desk(), Asked()).status()), "nothing_to_resolve");
  EXPECT_EQ(one_.Form("profile", "Q1").word(), v1::WORD_SAVED);
}

TEST_F(ResolveTest, TwoPeopleChooseDifferently_IsAConflictAgainAndNotJoined) {
  Disagree();
  ASSERT_TRUE(Resolve(one_.desk(), Asked()).ok());
  v1::ResolveRequest other = Asked();
  other.set_take(NameOfContender(two_));
  ASSERT_TRUE(Resolve(two_.desk(), other).ok());
  commune_.Sync(one_);
  commune_.Sync(two_);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 1);
}

// No hub says so; one that does must not end the program.
TEST(Resolve, HubNamesAContenderAndNoHead_IsASentence) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.acknowledged = 1;
  school.Store({school.OutcomeOf(1, v1::OUTCOME_CONTENDER)});
  const Entry* entry = school.state().FindEntry(1, 1);
  ASSERT_NE(entry, nullptr);
  ASSERT_TRUE(entry->members.in_conflict());
  ASSERT_EQ(entry->members.head, 0u);
  v1::ResolveRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  EXPECT_EQ(text::ErrorOf(Resolve(school.desk(), request).status()).code(), "revision_not_here");
  request.set_take(ShowName(entry->revisions.begin()->second.name));
  EXPECT_TRUE(Resolve(school.desk(), request).ok());
}

}  // namespace
}  // namespace gom::agent
