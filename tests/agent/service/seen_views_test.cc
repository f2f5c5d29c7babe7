#include "agent/service/seen_views.h"

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

v1::SaveDraftResponse TypeSeeing(School& school, uint64_t seen, const std::string& field,
                                 const std::string& text) {
  v1::SaveDraftRequest request;
  request.set_form("work");
  request.set_period("Q1");
  request.set_seen(seen);
  v1::TypedField* typed = request.add_typed();
  typed->set_field(field);
  typed->set_text(text);
  const absl::StatusOr<v1::SaveDraftResponse> saved = SaveDraft(school.desk(), request);
  EXPECT_TRUE(saved.ok()) << saved.status();
  return saved.ok() ? *saved : v1::SaveDraftResponse();
}

// As a page puts the two together.
v1::FormView Together(const v1::FormView& before, const v1::FormView& changes) {
  v1::FormView now = changes;
  *now.mutable_title() = before.title();
  *now.mutable_help() = before.help();
  *now.mutable_period_name() = before.period_name();
  *now.mutable_fields() = before.fields();
  *now.mutable_contributions() = before.contributions();
  for (v1::Finding& finding : *now.mutable_findings()) {
    for (const v1::Finding& said : before.findings()) {
      const bool same = said.rule() == finding.rule() &&
                        std::equal(said.fields().begin(), said.fields().end(),
                                   finding.fields().begin(), finding.fields().end());
      if (!finding.has_message() && same) *finding.mutable_message() = said.message();
    }
  }
  for (const v1::FieldView& changed : changes.fields()) {
    for (v1::FieldView& field : *now.mutable_fields()) {
      if (field.field().code() != changed.field().code()) continue;
      const v1::Field definition = field.field();
      field = changed;
      *field.mutable_field() = definition;
    }
  }
  for (const v1::Contribution& changed : changes.contributions()) {
    for (v1::Contribution& c : *now.mutable_contributions()) {
      if (c.indicator() == changed.indicator() && c.part() == changed.part()) c = changed;
    }
  }
  return now;
}

TEST(SeenViews, Key_IsAnsweredWithWhatItChanged) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  v1::FormView seen = school.Form("work", "Q1");
  ASSERT_NE(seen.mark(), 0u);
  for (const auto& [field, text] : {std::pair("trained", "52"),
                                    {"trained", "5"},
                                    {"trained", "5x"},
                                    {"trained", ""},
                                    {"note", "Ghi chú"},
                                    {"ideas.+.name", "Một"},
                                    {"ideas.1.people", "3"}}) {
    const v1::SaveDraftResponse answer = TypeSeeing(school, seen.mark(), field, text);
    ASSERT_TRUE(answer.only_changes()) << field << "=" << text;
    EXPECT_LE(answer.form().fields_size(), 1);
    EXPECT_FALSE(answer.form().has_title());
    for (const v1::FieldView& f : answer.form().fields()) EXPECT_FALSE(f.field().has_label());
    seen = Together(seen, answer.form());
    EXPECT_EQ(seen.SerializeAsString(), school.Form("work", "Q1").SerializeAsString())
        << field << "=" << text;
  }
}

TEST(SeenViews, FindingThatStands_IsNotWordedAgainAndOneThatChangedIs) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  const v1::FormView seen = school.Type("work", "Q1", {{"trained", "52"}});
  const v1::SaveDraftResponse other = TypeSeeing(school, seen.mark(), "events", "7");
  const v1::Finding* stands = School::FindingOf(other.form(), "trained_le_staff");
  ASSERT_NE(stands, nullptr);
  EXPECT_FALSE(stands->has_message());
  const v1::SaveDraftResponse more = TypeSeeing(school, other.form().mark(), "trained", "53");
  const v1::Finding* changed = School::FindingOf(more.form(), "trained_le_staff");
  ASSERT_NE(changed, nullptr);
  EXPECT_EQ(changed->message().vi(), "Số đạt (53) lớn hơn tổng (50)");
}

TEST(SeenViews, KeyThatChangesNothing_IsAnsweredWithoutFieldsAndContributions) {
  School school;
  const v1::FormView first = school.Type("work", "Q1", {{"trained", "5"}});
  const v1::SaveDraftResponse answer = TypeSeeing(school, first.mark(), "trained", "05");
  EXPECT_TRUE(answer.only_changes());
  EXPECT_EQ(answer.form().fields_size(), 0);
  EXPECT_EQ(answer.form().contributions_size(), 0);
  EXPECT_EQ(answer.form().mark(), first.mark());
}

// Somebody else has written into the same draft meanwhile: the page learns of that, too.
TEST(SeenViews, WhatAnotherWroteSince_IsAmongWhatChanged) {
  School school;
  const v1::FormView seen = school.Form("work", "Q1");
  school.Type("work", "Q1", {{"events", "7"}});
  const v1::SaveDraftResponse answer = TypeSeeing(school, seen.mark(), "trained", "5");
  ASSERT_TRUE(answer.only_changes());
  EXPECT_EQ(School::ValueOf(answer.form(), "events").number(), 7);
  EXPECT_EQ(School::ValueOf(answer.form(), "trained").number(), 5);
}

TEST(SeenViews, WhatIsNotKnown_IsAnsweredWithTheWholeForm) {
  School school;
  const v1::FormView seen = school.Form("work", "Q1");
  const v1::FormView profile = school.Form("profile", "Q1");
  for (const uint64_t mark : {uint64_t{0}, seen.mark() + 1, profile.mark()}) {
    const v1::SaveDraftResponse answer = TypeSeeing(school, mark, "trained", "5");
    EXPECT_FALSE(answer.only_changes());
    EXPECT_EQ(answer.form().fields_size(), seen.fields_size());
    EXPECT_TRUE(answer.form().has_title());
  }
  for (int n = 0; n < 100; ++n) school.Type("work", "Q1", {{"trained", std::to_string(n)}});
  EXPECT_FALSE(TypeSeeing(school, seen.mark(), "trained", "5").only_changes()) << "long ago";
  // The program was started again.
  school.Reopen();
  const v1::FormView again = school.Form("work", "Q1");
  school.Reopen();
  EXPECT_FALSE(TypeSeeing(school, again.mark(), "trained", "6").only_changes());
}

}  // namespace
}  // namespace gom::agent
