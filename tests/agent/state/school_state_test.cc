// The fold: what the school sees, and never a later word than is known.
#include "agent/state/school_state.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

v1::Event VerdictOn(uint64_t hub_index, v1::VerdictWord word) {
  v1::Event e;
  e.set_at(School::kNow);
  e.mutable_verdict_given()->set_received(hub_index);
  e.mutable_verdict_given()->set_word(word);
  return e;
}

v1::Event Locked(uint32_t period, bool locked) {
  v1::Event e;
  e.mutable_period_locked()->set_period(period);
  e.mutable_period_locked()->set_locked(locked);
  return e;
}

// What another device of the unit sent, as the hub delivers it.
v1::Event FromElsewhere(uint64_t index, int64_t staff, v1::Outcome outcome,
                        std::vector<uint64_t> settles = {}) {
  v1::Change change;
  change.set_plan_version(1);
  change.mutable_revision()->set_form(1);
  change.mutable_revision()->set_period(1);
  change.mutable_revision()->add_fields(1);
  change.mutable_revision()->add_values(staff);
  v1::Event e;
  v1::Received* r = e.mutable_received();
  r->set_stream(50);
  r->set_index(index);
  r->set_outcome(outcome);
  r->set_change(change.SerializeAsString());
  for (uint64_t s : settles) r->add_settles(s);
  return e;
}

TEST(SchoolState, Words_RiseOneByOneAndNeverEarly) {
  School school;
  const auto word = [&] { return school.Form("profile", "Q1").word(); };
  EXPECT_EQ(word(), v1::WORD_NOT_BEGUN);
  school.Type("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(word(), v1::WORD_DRAFT);
  ASSERT_TRUE(school.SubmitDraft("profile", "Q1").ok());
  EXPECT_EQ(word(), v1::WORD_SAVED);
  ASSERT_TRUE(school.store().NoteFailure({}, School::kNow, 0).ok());
  EXPECT_EQ(word(), v1::WORD_SAVED);
  ASSERT_TRUE(school.store().NoteFailure({}, School::kNow, 1).ok());
  EXPECT_EQ(word(), v1::WORD_SENT);
  school.acknowledged = 1;
  const HubEvent outcome = school.OutcomeOf(1, v1::OUTCOME_HEAD);
  school.Store({});
  EXPECT_EQ(word(), v1::WORD_RECEIVED);
  school.Store({outcome});
  EXPECT_EQ(word(), v1::WORD_RECEIVED);
  school.Deliver(VerdictOn(outcome.index, v1::VERDICT_WORD_ACCEPTED));
  EXPECT_EQ(word(), v1::WORD_ACCEPTED);
}

TEST(SchoolState, F7_EditAfterAcceptance_IsSavedNotAccepted) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.acknowledged = 1;
  const HubEvent outcome = school.OutcomeOf(1, v1::OUTCOME_HEAD);
  school.Store({outcome});
  school.Deliver(VerdictOn(outcome.index, v1::VERDICT_WORD_ACCEPTED));
  school.Report("profile", "Q1", {{"staff", "21"}});
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_SAVED);
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 21);
}

TEST(SchoolState, Returned_ShowsTheReasonFieldByField) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.acknowledged = 1;
  const HubEvent outcome = school.OutcomeOf(1, v1::OUTCOME_HEAD);
  school.Store({outcome});
  v1::Event verdict = VerdictOn(outcome.index, v1::VERDICT_WORD_RETURNED);
  verdict.mutable_verdict_given()->add_fields(1);
  v1::EventText words;
  words.set_operator_("Bình");
  words.set_reason("Xem lại");
  words.add_field_reasons()->set_field(1);
  words.mutable_field_reasons(0)->set_text("Thiếu một người");
  school.Deliver(verdict, words.SerializeAsString());
  const v1::FormView form = school.Form("profile", "Q1");
  EXPECT_EQ(form.word(), v1::WORD_RETURNED);
  EXPECT_EQ(form.verdict().reason(), "Xem lại");
  ASSERT_EQ(form.verdict().fields_size(), 1);
  EXPECT_EQ(form.verdict().fields(0).field(), "staff");
  EXPECT_EQ(form.verdict().fields(0).reason(), "Thiếu một người");
  EXPECT_EQ(school.state().returned, 1u);
}

TEST(SchoolState, OwnNewestOfWhichTheHubMissesAParent_IsShownAsHeld) {
  School school;
  school.Report("profile", "Q1", {{"staff", "21"}});
  school.acknowledged = 1;
  school.Store({school.EventOf(FromElsewhere(1, 30, v1::OUTCOME_HEAD)),
                school.OutcomeOf(1, v1::OUTCOME_HELD, v1::HELD_REASON_PARENT_UNKNOWN)});
  const v1::FormView form = school.Form("profile", "Q1");
  EXPECT_EQ(form.word(), v1::WORD_HELD);
  EXPECT_EQ(School::ValueOf(form, "staff").number(), 21);
  EXPECT_EQ(school.state().held, 1u);
}

// What a hostile device sent, and a faulty hub delivers.
TEST(SchoolState, ParentInAnotherEntry_IsNoParent) {
  School school;
  school.Report("work", "Q1", {{"trained", "5"}});
  school.acknowledged = 1;
  school.Store({school.OutcomeOf(1, v1::OUTCOME_HEAD)});
  v1::Change name;
  name.mutable_stream_name()->set_number(1);
  name.mutable_stream_name()->set_stream(school.store().current()->id);
  v1::Event naming = FromElsewhere(1, 0, v1::OUTCOME_UNSPECIFIED);
  naming.mutable_received()->set_change(name.SerializeAsString());
  school.Deliver(naming);
  v1::Event foreign = FromElsewhere(2, 30, v1::OUTCOME_HEAD);
  v1::Change change;
  ASSERT_TRUE(change.ParseFromString(foreign.received().change()));
  v1::Parent* parent = change.mutable_revision()->add_parents();
  parent->set_stream(1);
  parent->set_index(1);
  foreign.mutable_received()->set_change(change.SerializeAsString());
  school.Deliver(foreign);
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 30);
  v1::GetEntryHistoryRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  const auto history = GetEntryHistory(school.desk(), request);
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_EQ(history->revisions_size(), 1);
}

TEST(SchoolState, SameAsNothingThatIsHere_IsLeftOutAndCounted) {
  School school;
  v1::Event foreign = FromElsewhere(1, 30, v1::OUTCOME_SAME);
  foreign.mutable_received()->set_same_as(77);
  school.Deliver(foreign);
  EXPECT_EQ(school.state().unreadable, 1u);
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_NOT_BEGUN);
}

TEST(SchoolState, F10_PeriodLocked_IsSavedThenHeldThenReleased) {
  School school;
  school.Deliver(Locked(1, true));
  school.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_SAVED);
  EXPECT_FALSE(school.Form("profile", "Q1").held_reason().vi().empty());
  school.acknowledged = 1;
  school.Store({school.OutcomeOf(1, v1::OUTCOME_HELD, v1::HELD_REASON_PERIOD_LOCKED)});
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_HELD);
  EXPECT_EQ(school.state().held, 1u);
  school.Deliver(Locked(1, false));
  school.Store({school.OutcomeOf(1, v1::OUTCOME_HEAD)});
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  EXPECT_EQ(school.state().FindEntry(1, 1)->revisions.size(), 1u);
}

TEST(SchoolState, E16_AnotherDeviceWasFirst_BothAreKeptAndShown) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Deliver(FromElsewhere(1, 30, v1::OUTCOME_HEAD));
  school.acknowledged = 1;
  school.Store({school.OutcomeOf(1, v1::OUTCOME_CONTENDER)});
  const v1::FormView form = school.Form("profile", "Q1");
  EXPECT_EQ(form.word(), v1::WORD_CONFLICT);
  EXPECT_EQ(School::ValueOf(form, "staff").number(), 30);
  ASSERT_EQ(form.contenders_size(), 1);
  EXPECT_EQ(form.contenders(0).values(0).value().number(), 20);
  EXPECT_EQ(school.state().in_conflict, 1u);
}

TEST(SchoolState, AnotherDevicesEdit_ReplacesWhatIsShown) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.acknowledged = 1;
  const HubEvent mine = school.OutcomeOf(1, v1::OUTCOME_HEAD);
  school.Store({mine});
  school.Deliver(FromElsewhere(1, 22, v1::OUTCOME_HEAD, {mine.index}));
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 22);
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
}

TEST(SchoolState, OwnChangeDeliveredWithItsBytes_IsKnownAsOurs) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  const OwnRecord record = school.store().current()->records[0];
  ASSERT_TRUE(school.store().MoveUnsent(1, School::kNow).ok());
  v1::Event e;
  e.mutable_received()->set_stream(9);
  e.mutable_received()->set_index(1);
  e.mutable_received()->set_outcome(v1::OUTCOME_HEAD);
  e.mutable_received()->set_change(record.main);
  school.Deliver(e, record.text);
  ASSERT_EQ(school.state().FindEntry(1, 1)->revisions.size(), 1u);
  EXPECT_NE(school.state().FindEntry(1, 1)->Shown()->own_log, 0u);
}

TEST(SchoolState, A12_ChangeOfOursThatWeForgot_ComesBackAndCanBeEdited) {
  School school;
  v1::Event e = FromElsewhere(2, 25, v1::OUTCOME_HEAD);
  HubEvent delivered = school.EventOf(e);
  delivered.stream = std::string(16, 'f');
  delivered.change_digest = 99;
  school.Store({delivered});
  school.Report("profile", "Q1", {{"staff", "26"}});
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 26);
  const Entry* entry = school.state().FindEntry(1, 1);
  ASSERT_EQ(entry->Shown()->parents.size(), 1u);
  EXPECT_EQ(entry->Shown()->parents[0], (Name{std::string(16, 'f'), 2, 99}));
  EXPECT_EQ(entry->members.head, entry->Shown()->id);
}

TEST(SchoolState, UnknownAndDamagedEvents_AreLeftOutAndCounted) {
  School school;
  HubEvent damaged = school.EventOf({});
  damaged.main = "\xff\xff\xff";
  school.Store({damaged});
  EXPECT_EQ(school.state().unreadable, 1u);
  EXPECT_TRUE(school.state().ready());
}

TEST(SchoolState, F5_DamagedPlan_OldOneStays) {
  School school;
  v1::Event e;
  *e.mutable_plan_applied() = Packed(SmallPlan() + "# a newer one\n", 2);
  e.mutable_plan_applied()->mutable_zstd_textproto()->at(8) ^= 0x55;
  school.Deliver(e);
  EXPECT_EQ(school.state().plan->version(), 1u);
  EXPECT_EQ(school.state().problems.size(), 1u);
  const v1::AgentStatus status = *GetAgentStatus(school.desk());
  ASSERT_EQ(status.notices_size(), 1);
  EXPECT_THAT(status.notices(0).vi(), ::testing::HasSubstr("Kế hoạch phiên bản 2"));
  EXPECT_THAT(status.notices(0).en(), ::testing::HasSubstr("version 2"));
  school.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_SAVED) << "and work goes on";
}

TEST(SchoolState, F5_DamagedPlanThatWasReplaced_IsNobodysProblem) {
  School school;
  v1::Event damaged, whole;
  *damaged.mutable_plan_applied() = Packed(SmallPlan() + "# a newer one\n", 2);
  damaged.mutable_plan_applied()->mutable_zstd_textproto()->at(8) ^= 0x55;
  school.Deliver(damaged);
  *whole.mutable_plan_applied() = Packed(SmallPlan() + "# the newest\n", 3);
  school.Deliver(whole);
  EXPECT_TRUE(school.state().problems.empty());
  EXPECT_EQ(school.state().said_plan, 3u);
}

TEST(SchoolState, F2_WordsOnWhatThePlanDropped_AreLeftOutLikeAtTheHub) {
  School school;
  v1::Event item, indicator;
  item.mutable_recognition_given()->set_unit("TH-01");
  item.mutable_recognition_given()->set_granted(true);
  item.mutable_recognition_given()->mutable_item()->set_form(99);
  indicator.mutable_recognition_given()->set_unit("TH-01");
  indicator.mutable_recognition_given()->set_granted(true);
  indicator.mutable_recognition_given()->set_not_applicable_indicator(99);
  school.Deliver(item);
  school.Deliver(indicator);
  EXPECT_TRUE(school.state().recognised.empty());
  EXPECT_TRUE(school.state().not_applicable.empty());
  EXPECT_EQ(school.state().said_recognised.size(), 1u);
}

}  // namespace
}  // namespace gom::agent
