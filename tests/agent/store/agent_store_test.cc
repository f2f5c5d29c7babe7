#include "agent/store/agent_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "common/log/reader.h"
#include "gom/v1/sync.pb.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

NewRevision RevisionOf(uint32_t form, uint32_t period, int64_t value) {
  NewRevision r;
  r.form = form;
  r.period = period;
  r.plan_version = 1;
  r.at = 1;
  r.values.Set(1, plan::FieldValue::Number(value));
  return r;
}

TEST(AgentStore, HoldingsStay_StateIsNotFoldedAgain) {
  School school;
  const NewRevision r = RevisionOf(1, 1, 2);
  ASSERT_TRUE(school.store().Submit({&r, 1}).ok());
  const Entry* before = school.store().state().FindEntry(1, 1);
  ASSERT_NE(before, nullptr);
  ASSERT_TRUE(school.store().NoteFailure({}, 1, 0).ok());
  EXPECT_EQ(school.store().marks().tries, 1u);
  EXPECT_EQ(school.store().state().FindEntry(1, 1), before);
  ASSERT_TRUE(school.store().Submit({&r, 1}).ok());
  EXPECT_EQ(school.store().state().FindEntry(1, 1)->revisions.size(), 2u);
}

TEST(AgentStore, NewFolder_IsNotEnrolledAndRefusesToSubmit) {
  TempFolder folder;
  platform::SeededRandom random(1);
  AgentStoreOptions options;
  options.random = [&](size_t n) { return random.Bytes(n); };
  options.check_folder = false;
  auto store = AgentStore::Open(folder.path() + "/new", options);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_FALSE((*store)->enrolled());
  const NewRevision r = RevisionOf(1, 1, 2);
  EXPECT_EQ(text::ErrorOf((*store)->Submit({&r, 1}).status()).code(), "not_enrolled");
  EXPECT_EQ(text::ErrorOf((*store)->ReadKeys().status()).code(), "not_enrolled");
}

TEST(AgentStore, Enrolled_KeysArePrivateAndSurvive) {
  School school;
  school.Reopen();
  ASSERT_TRUE(school.store().enrolled());
  EXPECT_EQ(school.store().enrollment().unit, "TH-01");
  const auto keys = school.store().ReadKeys();
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->key_pem, "key");
  struct stat file;
  ASSERT_EQ(::stat((school.folder() + "/agent.pem").c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
  EXPECT_EQ(text::ErrorOf(school.store().Enroll({}, {})).code(), "already_enrolled");
}

TEST(AgentStore, A21_SecondProgramOnTheFolder_IsRefused) {
  School school;
  AgentStoreOptions options;
  options.random = [](size_t n) { return std::string(n, 'r'); };
  options.check_folder = false;
  EXPECT_EQ(text::ErrorOf(AgentStore::Open(school.folder(), options).status()).code(),
            "data_folder_in_use");
}

TEST(AgentStore, I6_EventForNewerReadersAlone_FolderIsNotOpened) {
  School school;
  AgentStoreOptions options;
  options.random = [](size_t n) { return std::string(n, 'r'); };
  options.check_folder = false;
  v1::Event event;
  event.set_least_reader(log::kReader);
  school.Deliver(event);
  school.Reopen();
  event.set_least_reader(log::kReader + 1);
  school.Deliver(event);
  school.Close();
  EXPECT_EQ(text::ErrorOf(AgentStore::Open(school.folder(), options).status()).code(),
            "file_newer");
}

TEST(AgentStore, A1_DraftBeforeTheProgramEnds_IsThereAfterwards) {
  School school;
  Draft draft;
  draft.form = 2;
  draft.period = 1;
  draft.values.Set(1, plan::FieldValue::Number(0));
  draft.values.Set(2, plan::FieldValue::NotApplicable());
  draft.wording.note = "Ghi chú";
  draft.wording.texts[{5, 0, 0}] = "Chữ";
  draft.unread = {{"asked", "12a"}};
  draft.base = Name{std::string(16, 'b'), 3, 99};
  draft.updated_at = 5;
  ASSERT_TRUE(school.store().SaveDraft(draft).ok());
  school.Reopen();
  ASSERT_EQ(school.store().holdings().drafts.size(), 1u);
  const Draft& kept = school.store().holdings().drafts[0];
  EXPECT_EQ(kept.values, draft.values);
  EXPECT_EQ(kept.wording, draft.wording);
  EXPECT_EQ(kept.unread, draft.unread);
  EXPECT_EQ(kept.base, draft.base);
}

TEST(AgentStore, A3_Submitted_IsThereAtTheNextStartAndTheDraftIsGone) {
  School school;
  school.Type("profile", "Q1", {{"staff", "20"}});
  const NewRevision r = RevisionOf(1, 1, 20);
  ASSERT_TRUE(school.store().Submit({&r, 1}).ok());
  school.Reopen();
  EXPECT_TRUE(school.store().holdings().drafts.empty());
  EXPECT_EQ(school.store().current()->last(), 1u);
}

TEST(AgentStore, OneOfSeveralTooLarge_NothingIsSubmittedAndDraftsStay) {
  School school;
  school.Type("profile", "Q1", {{"staff", "20"}});
  std::vector<NewRevision> both = {RevisionOf(1, 1, 20), RevisionOf(2, 1, 5)};
  both[1].wording.note = std::string(70'000, 'x');
  EXPECT_EQ(text::ErrorOf(school.store().Submit(both).status()).code(), "revision_too_large");
  EXPECT_EQ(school.store().current()->last(), 0u);
  EXPECT_EQ(school.store().holdings().drafts.size(), 1u);
}

TEST(AgentStore, DraftTooLargeToSend_IsRefusedWhenSaving) {
  School school;
  Draft draft;
  draft.form = 2;
  draft.period = 1;
  draft.wording.note = std::string(70'000, 'x');
  EXPECT_EQ(text::ErrorOf(school.store().SaveDraft(draft)).code(), "draft_too_large");
  EXPECT_TRUE(school.store().holdings().drafts.empty());
}

TEST(AgentStore, A6_ReplyStoredTwice_ChangesNothing) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.acknowledged = 1;
  const HubEvent outcome = school.OutcomeOf(1, v1::OUTCOME_HEAD);
  school.Store({outcome});
  school.Store({outcome});
  school.Reopen();
  EXPECT_EQ(school.store().holdings().events.size(), 3u);
  EXPECT_EQ(school.state().FindEntry(1, 1)->revisions.size(), 1u);
}

TEST(AgentStore, MoveUnsent_OldStreamIsFrozenAndDraftsFollow) {
  School school;
  const std::vector<NewRevision> two = {RevisionOf(1, 1, 20), RevisionOf(2, 1, 5)};
  const auto names = school.store().Submit(two);
  ASSERT_TRUE(names.ok());
  Draft draft;
  draft.form = 2;
  draft.period = 1;
  draft.base = (*names)[1];
  ASSERT_TRUE(school.store().SaveDraft(draft).ok());
  const std::string old = school.store().current()->id;
  ASSERT_TRUE(school.store().MoveUnsent(1, School::kNow).ok());
  school.Reopen();
  ASSERT_EQ(school.store().holdings().streams.size(), 2u);
  const OwnStream& now = *school.store().current();
  EXPECT_NE(now.id, old);
  EXPECT_EQ(now.last(), 2u);  // the Continuation and one Revision
  const Draft& kept = school.store().holdings().drafts[0];
  ASSERT_TRUE(kept.base.has_value());
  EXPECT_EQ(kept.base->stream, now.id);
  EXPECT_EQ(kept.base->index, 2u);
  EXPECT_EQ(kept.base->digest, log::Short(now.records[1].digest));
}

// Of a stream that parts from the hub's at 1, the hub has spoken up to 2: it was put back since.
TEST(AgentStore, D5_MovedWhatAnEarlierHubHasSpokenOf_TheLogIsReadAnewByItsNewNames) {
  for (const uint64_t parted : {1, 2}) {
    School school;
    const std::vector<NewRevision> two = {RevisionOf(1, 1, 20), RevisionOf(2, 1, 5)};
    ASSERT_TRUE(school.store().Submit(two).ok());
    Reply reply;
    reply.stream = school.store().current()->number;
    reply.acknowledged = 2;
    for (const uint64_t index : {1, 2}) {
      v1::OwnOutcome outcome;
      outcome.set_stream_index(index);
      outcome.set_outcome(v1::OUTCOME_HEAD);
      HubEvent& e = reply.events.emplace_back();
      e.index = e.digest = index;
      e.own_log = reply.stream;
      e.main = outcome.SerializeAsString();
    }
    reply.read.set_index(2);
    reply.term = reply.now_ms = 1;
    ASSERT_TRUE(school.store().TakeReply(reply).ok());
    ASSERT_TRUE(school.store().MoveUnsent(parted, School::kNow).ok());
    school.Reopen();
    EXPECT_EQ(school.store().marks().aside.has_value(), parted == 1);
  }
}

// A copy of this disk has written something else at the same place, and the clerk looks at that.
TEST(AgentStore, E1_DraftOverWhatACopyWroteAtTheSamePlace_DoesNotMoveWithOnesOwn) {
  School school;
  ASSERT_TRUE(school.store().Submit({{RevisionOf(1, 1, 20)}}).ok());
  const OwnStream old = *school.store().current();
  const Name own{old.id, 1, log::Short(old.records[0].digest)};
  const Name other{old.id, 1, own.digest + 1};
  Draft over_own, over_other;
  over_own.form = 2, over_own.period = 1, over_own.base = own;
  over_other.form = 2, over_other.period = 2, over_other.base = other;
  ASSERT_TRUE(school.store().SaveDraft(over_own).ok());
  ASSERT_TRUE(school.store().SaveDraft(over_other).ok());
  ASSERT_TRUE(school.store().MoveUnsent(0, 1).ok());
  const std::vector<Draft>& drafts = school.store().holdings().drafts;
  ASSERT_EQ(drafts.size(), 2u);
  EXPECT_EQ(drafts[0].base->stream, school.store().current()->id);
  EXPECT_EQ(drafts[1].base, other);
}

TEST(AgentStore, A9_UnsentRecordDamaged_IsReportedAndTheRestGoesOnInANewStream) {
  School school;
  const std::vector<NewRevision> three = {RevisionOf(1, 1, 20), RevisionOf(2, 1, 5),
                                          RevisionOf(2, 2, 6)};
  ASSERT_TRUE(school.store().Submit(three).ok());
  const std::string old = school.store().current()->id;
  school.Damage(2);
  school.Reopen();
  EXPECT_NE(school.store().current()->id, old);
  EXPECT_EQ(school.store().current()->last(), 3u);  // the Continuation and the two that can be read
  bool told = false;
  for (const Notice& n : school.store().notices())
    told = told || n.words.vi().find("cần nhập lại: work Q1.") != std::string::npos;
  EXPECT_TRUE(told);
  EXPECT_NE(school.state().FindEntry(1, 1), nullptr);
  EXPECT_EQ(school.state().FindEntry(2, 1), nullptr);
  EXPECT_NE(school.state().FindEntry(2, 2), nullptr);
}

TEST(AgentStore, A9_AcknowledgedRecordDamaged_StreamGoesOn) {
  School school;
  const std::vector<NewRevision> two = {RevisionOf(1, 1, 20), RevisionOf(2, 1, 5)};
  ASSERT_TRUE(school.store().Submit(two).ok());
  school.acknowledged = 2;
  school.Store({});
  const std::string old = school.store().current()->id;
  school.Damage(1);
  school.Reopen();
  EXPECT_EQ(school.store().current()->id, old);
  EXPECT_EQ(school.store().DamagedButKnown(), std::vector<uint64_t>{1});
  EXPECT_NE(school.Told().find("Record 1 on this computer is damaged"), std::string::npos)
      << school.Told();
  EXPECT_TRUE(school.store().notices().empty()) << "it is so, and is said as long as it is";
  EXPECT_NE(school.state().FindEntry(2, 1), nullptr);
}

TEST(AgentStore, A9_DraftAltered_ThatOneIsNamedUntilItIsTypedAgainAndTheOthersStay) {
  for (const char* altered :
       {"main = zeroblob(length(main))", "main = x''", "text = x'00'", "unread = x'0a00'",
        "base_stream = x'62'", "base_index = 1", "base_digest = 7", "updated_at = updated_at + 1",
        "row_digest = x''"}) {
    SCOPED_TRACE(altered);
    School school;
    school.Type("profile", "Q1", {{"staff", "20"}});
    school.Type("work", "Q1", {{"trained", "5"}});
    school.Alter(absl::StrCat("UPDATE draft SET ", altered, " WHERE form = 2"));
    school.Reopen();
    ASSERT_EQ(school.store().holdings().drafts.size(), 1u);
    EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 20);
    EXPECT_NE(school.Told().find("the draft of work · Q1"), std::string::npos) << school.Told();
    school.Type("work", "Q1", {{"trained", "6"}});
    EXPECT_EQ(school.Told().find("the draft of"), std::string::npos) << school.Told();
    school.Reopen();
    EXPECT_EQ(school.store().holdings().drafts.size(), 2u);
  }
}

TEST(AgentStore, A9_DraftAltered_CanBeDiscarded) {
  School school;
  school.Type("work", "Q1", {{"trained", "5"}});
  school.Alter("UPDATE draft SET text = x'00'");
  school.Reopen();
  v1::SaveDraftRequest discard;
  discard.set_form("work");
  discard.set_period("Q1");
  discard.set_discard(true);
  EXPECT_TRUE(SaveDraft(school.desk(), discard).ok());
  EXPECT_TRUE(school.store().damaged_drafts().empty());
}

TEST(AgentStore, FileOfBeforeRowsHadDigests_IsTakenAsItIs) {
  School school;
  school.Type("profile", "Q1", {{"staff", "20"}});
  const Holdings before = school.store().holdings();
  school.Close();
  school.Alter(
      "ALTER TABLE event DROP COLUMN row_digest; ALTER TABLE draft DROP COLUMN row_digest; "
      "ALTER TABLE orphan_stream DROP COLUMN taken_to; "
      "PRAGMA user_version = 5");
  school.Open();
  EXPECT_TRUE(school.store().holdings() == before);
  EXPECT_FALSE(school.store().marks().aside.has_value());
  school.Alter("UPDATE event SET main = x'00' WHERE hub_index = 1");
  school.Reopen();
  EXPECT_EQ(school.store().holdings().events.size(), before.events.size() - 1);
}

TEST(AgentStore, ReadingAside_OldEventsCountUntilTheNewReadingIsComplete) {
  School school;
  Reply first;
  first.stream = school.store().current()->number;
  first.from_nothing = true;
  first.more = true;
  first.term = 2;
  first.read.set_index(1);
  v1::Event plan;
  *plan.mutable_plan_applied() = Packed(SmallPlan());
  HubEvent e;
  e.index = 1;
  e.main = plan.SerializeAsString();
  first.events = {e};
  ASSERT_TRUE(school.store().TakeReply(first).ok());
  school.Reopen();
  EXPECT_EQ(school.store().holdings().events.size(), 2u);
  EXPECT_EQ(school.store().marks().read.index(), 2u);
  ASSERT_TRUE(school.store().marks().aside.has_value());
  EXPECT_EQ(school.store().marks().aside->index(), 1u);

  Reply last = first;
  last.from_nothing = false;
  last.more = false;
  last.events.clear();
  last.read.set_index(5);
  ASSERT_TRUE(school.store().TakeReply(last).ok());
  EXPECT_EQ(school.store().holdings().events.size(), 1u);
  EXPECT_EQ(school.store().marks().read.index(), 5u);
  EXPECT_FALSE(school.store().marks().aside.has_value());
}

// Only what a change has touched is read again after it.
TEST(AgentStore, AfterEachChange_WhatIsHeldIsWhatIsOnTheDisk) {
  School school;
  const auto reopens_the_same = [&](const char* what) {
    const Holdings shown = school.store().holdings();
    const size_t notices = school.store().notices().size();
    const std::set<std::string> evidence = school.store().evidence_at_hub();
    const std::string read = school.store().marks().read.SerializeAsString();
    school.Reopen();
    EXPECT_TRUE(school.store().holdings() == shown) << what;
    EXPECT_EQ(school.store().notices().size(), notices) << what;
    EXPECT_EQ(school.store().evidence_at_hub(), evidence) << what;
    EXPECT_EQ(school.store().marks().read.SerializeAsString(), read) << what;
  };
  Draft draft;
  draft.form = draft.period = 1;
  ASSERT_TRUE(school.store().SaveDraft(draft).ok());
  EXPECT_EQ(school.store().state().drafts.size(), 1u);
  reopens_the_same("draft");
  const std::vector<NewRevision> edits{RevisionOf(1, 1, 2), RevisionOf(1, 2, 3)};
  ASSERT_TRUE(school.store().Submit(edits).ok());
  EXPECT_TRUE(school.store().state().drafts.empty());
  reopens_the_same("submit");
  ASSERT_TRUE(school.store().NoteFailure({}, 1, 1).ok());
  reopens_the_same("failure");
  ASSERT_TRUE(school.store().NoteExported({{{school.store().current()->number, 2}}}).ok());
  reopens_the_same("exported");
  ASSERT_TRUE(school.store().NoteEvidenceAtHub(std::string(32, 'e')).ok());
  reopens_the_same("evidence");
  Reply reply;
  reply.stream = school.store().current()->number;
  reply.acknowledged = 1;
  reply.events.push_back({.index = 1, .digest = 7, .main = "event", .text = "", .stream = ""});
  reply.read.set_index(1);
  reply.term = reply.now_ms = 1;
  reply.receipt = {school.store().current()->id, 1, 1, 1, "receipt"};
  ASSERT_TRUE(school.store().TakeReply(reply).ok());
  reopens_the_same("reply");
  ASSERT_TRUE(school.store().MoveUnsent(1, 1).ok());
  EXPECT_EQ(school.store().notices().size(), 1u);
  reopens_the_same("moved");
  ASSERT_TRUE(school.store().NoteDifferent(1).ok());
  reopens_the_same("aside");
}

}  // namespace
}  // namespace gom::agent
