// What the operator had said in a part of the log that is lost, as devices hand it back.
#include <gtest/gtest.h>

#include "hub/state/orphans.h"
#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

// What the operator had said after the backup comes back by the devices that had read it.
class OrphanWordTest : public HealingTest {
 protected:
  OrphanWordTest() {
    r = one.Enter("work", "Q1", {{1, 40}});
    hub.Sync(one);
    before = hub.state.position.index;
    EXPECT_TRUE(hub.Review({HubWorld::On(v1::ReviewAct::KIND_RETURN, "TH01", "work", "Q1")}).ok());
    returned = VerdictAt(hub, hub.state.position.index, one, r);
    EXPECT_TRUE(hub.Review({HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1")}).ok());
    accepted = VerdictAt(hub, hub.state.position.index, one, r);
  }

  ExchangeAnswer HandBack(const FakeDevice& by, const std::vector<v1::OrphanWord>& words) {
    v1::ExchangeRequest request = by.Request(by.changes.size());
    for (const v1::OrphanWord& word : words) *request.add_orphan_words() = word;
    const auto answer = hub.Send(by, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : ExchangeAnswer();
  }

  uint64_t r = 0, before = 0;
  v1::OrphanWord returned, accepted;
};

TEST_F(OrphanWordTest, D5_VerdictHandedBack_ChangesNothingUntilItIsConfirmed) {
  hub.RestoreTo(before);
  EXPECT_EQ(HandBack(one, {accepted}).orphan_words_taken, 1u);
  EXPECT_EQ(hub.state.orphans.size(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->accepted, 0u);
  hub.CheckInvariants();
  const auto settled = hub.SettleOrphans();
  ASSERT_TRUE(settled.ok()) << settled.status();
  EXPECT_EQ(settled->confirmed(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->accepted, hub.HubIndex(one, r));
  EXPECT_TRUE(hub.state.orphans.empty());
  hub.CheckInvariants();
}

TEST_F(OrphanWordTest, D5_TwoWordsOnOneRevision_TheLaterOneStandsAndBothKeepTheirReasons) {
  hub.RestoreTo(before);
  HandBack(one, {accepted, returned});  // in whatever order they come
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 2u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->head()->verdict, v1::VERDICT_WORD_ACCEPTED);
  for (const log::Record& record : hub.log()) {
    v1::Event event;
    v1::EventText words;
    ASSERT_TRUE(event.ParseFromString(record.main));
    if (!event.has_verdict_given() || event.verdict_given().word() != v1::VERDICT_WORD_RETURNED) {
      continue;
    }
    ASSERT_TRUE(words.ParseFromString(record.text));
    EXPECT_EQ(words.reason(), "hãy xem lại");
    EXPECT_EQ(event.text_digest(), log::ToBytes(log::Sha256(record.text)));
  }
}

TEST_F(OrphanWordTest, D5_SameWordFromTwoDevicesAndAgainLater_IsReportedOnce) {
  hub.RestoreTo(before);
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  HandBack(one, {accepted, accepted});
  EXPECT_EQ(HandBack(*two, {accepted}).orphan_words_taken, 1u);
  EXPECT_EQ(hub.state.orphans.size(), 1u);
  ASSERT_TRUE(hub.SettleOrphans({}, true).ok());
  EXPECT_EQ(HandBack(one, {accepted}).orphan_words_taken, 1u);
  EXPECT_TRUE(hub.state.orphans.empty());
}

TEST_F(OrphanWordTest, D5_RevisionNotKnownHereYet_IsLeftAndConfirmedOnceItCame) {
  hub.RestoreTo(backup);  // the Revision is lost too
  HandBack(stranger, {});
  v1::ExchangeRequest request = one.Request(one.changes.size());
  *request.add_orphan_words() = accepted;
  ASSERT_TRUE(hub.Send(one, request).ok());
  EXPECT_EQ(hub.SettleOrphans()->left(), 1u);
  EXPECT_EQ(hub.state.orphans.size(), 1u);
  hub.Sync(one);
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->accepted, hub.HubIndex(one, r));
}

TEST_F(OrphanWordTest, D5_Dropped_NothingIsGiven) {
  hub.RestoreTo(before);
  HandBack(one, {accepted});
  const uint64_t report = hub.state.orphans.begin()->first;
  EXPECT_EQ(Code(hub.SettleOrphans({report + 1}, true).status()), "orphan_unknown");
  EXPECT_EQ(hub.SettleOrphans({report}, true)->dropped(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->accepted, 0u);
  EXPECT_TRUE(hub.state.orphans.empty());
  hub.CheckInvariants();
}

TEST_F(OrphanWordTest, D5_OperatorSaidTheSameAgainByHand_ConfirmingAddsNoSecondWord) {
  hub.RestoreTo(before);
  ASSERT_TRUE(hub.Review({HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1")}).ok());
  HandBack(one, {accepted});
  const uint64_t verdicts = hub.state.counters.verdicts;
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
  EXPECT_EQ(hub.state.counters.verdicts, verdicts);
}

TEST_F(OrphanWordTest, E10_WordOnAnotherUnitsRevision_IsNotKnownHere) {
  hub.RestoreTo(before);
  HandBack(stranger, {accepted});
  EXPECT_EQ(hub.SettleOrphans()->left(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->accepted, 0u);
  // And it does not keep the unit itself from handing its word back.
  HandBack(one, {accepted});
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
}

TEST_F(OrphanWordTest, E11_WhatNoHonestDeviceHandsBack_IsTakenAndChangesNothing) {
  hub.RestoreTo(before);
  const uint64_t end = hub.state.position.index;
  v1::OrphanWord plan = WordAt(hub, 3);  // neither a verdict nor a recognition
  v1::OrphanWord bytes;
  bytes.mutable_event()->set_main("\x0a\xff nonsense");
  v1::OrphanWord nameless = accepted;
  nameless.clear_revision();
  v1::Event other;
  other.mutable_recognition_given()->set_unit("TH02");
  other.mutable_recognition_given()->set_not_applicable_indicator(1);
  other.mutable_recognition_given()->set_granted(true);
  v1::OrphanWord of_another_unit;
  of_another_unit.mutable_event()->set_main(other.SerializeAsString());
  EXPECT_EQ(HandBack(one, {plan, bytes, nameless, of_another_unit}).orphan_words_taken, 4u);
  EXPECT_EQ(hub.state.position.index, end);
}

TEST_F(OrphanWordTest, D5_RecognitionHandedBack_IsGivenAgain) {
  v1::Event event;
  event.mutable_recognition_given()->set_unit("TH01");
  event.mutable_recognition_given()->set_not_applicable_indicator(
      hub.state.plan->indicators[0].number);
  event.mutable_recognition_given()->set_granted(true);
  v1::OrphanWord word;
  word.set_index(77);
  word.mutable_event()->set_main(event.SerializeAsString());
  hub.RestoreTo(before);
  HandBack(one, {word});
  EXPECT_TRUE(hub.state.units[0]->not_applicable_numbers.empty());
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
  EXPECT_EQ(hub.state.units[0]->not_applicable_numbers.size(), 1u);
  hub.CheckInvariants();
}

TEST_F(OrphanWordTest, E10_HubThatKnowsOfNoLoss_ConfirmsOnlyWhatTheOperatorNames) {
  v1::OrphanWord forged = returned;
  v1::Event verdict;
  ASSERT_TRUE(verdict.ParseFromString(forged.event().main()));
  verdict.set_at(verdict.at() + 1);
  forged.mutable_event()->set_main(verdict.SerializeAsString());
  HandBack(one, {forged});
  ASSERT_EQ(hub.state.orphans.size(), 1u);
  EXPECT_EQ(hub.SettleOrphans()->left(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->head()->verdict, v1::VERDICT_WORD_ACCEPTED);
  // The whole folder may have been put back, which no hub can see.
  EXPECT_EQ(hub.SettleOrphans({hub.state.orphans.begin()->first})->confirmed(), 1u);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->head()->verdict, v1::VERDICT_WORD_RETURNED);
  hub.CheckInvariants();
}

TEST_F(OrphanWordTest, E10_WordFromBeforeTheLogWasPutBack_IsNotKnownToBeLost) {
  hub.RestoreTo(before);
  v1::OrphanWord known = accepted;
  known.set_index(before);
  HandBack(one, {known});
  EXPECT_EQ(hub.SettleOrphans()->left(), 1u);
  ASSERT_TRUE(hub.SettleOrphans({}, true).ok());
  // One more restore may not hide what the first one lost.
  hub.RestoreTo(hub.state.position.index);
  HandBack(one, {returned});
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
}

TEST_F(OrphanWordTest, D7_LogThatWasOvertaken_PartedNobodyKnowsWhere) {
  v1::TermBegun begun;
  begun.set_term(hub.state.term + 1);
  begun.set_why(v1::TermBegun::WHY_OVERTAKEN);
  hub.ActStatus([&](View& v) { return DecideBeginTerm(v, begun); });
  HandBack(one, {returned});
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
}

TEST_F(OrphanWordTest, C13_MoreThanMayWait_StaysWithTheDeviceUntilSomeAreSettled) {
  hub.RestoreTo(before);
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(accepted.event().main()));
  // Words that differ in nothing but their time, and fill a request each.
  for (int i = 0; i < 30'000; ++i) event.mutable_verdict_given()->add_fields(i % 100);
  uint64_t taken = 0;
  v1::OrphanWord word = accepted;
  const auto next = [&] {
    event.set_at(event.at() + 1);
    word.mutable_event()->set_main(event.SerializeAsString());
    return HandBack(one, {word}).orphan_words_taken;
  };
  while (next() == 1 && taken < 1000) ++taken;
  EXPECT_GT(taken, 10u);
  EXPECT_LT(taken, 100u);
  EXPECT_EQ(hub.state.orphans.size(), taken);
  EXPECT_LE(hub.state.units[0]->orphan_bytes, kMaxOrphanBytes);
  // Another unit has room of its own.
  EXPECT_EQ(HandBack(stranger, {word}).orphan_words_taken, 1u);
  ASSERT_TRUE(hub.SettleOrphans({hub.state.orphans.begin()->first}, true).ok());
  EXPECT_EQ(HandBack(one, {word}).orphan_words_taken, 1u);
  EXPECT_EQ(hub.Refold().units[0]->orphan_bytes, hub.state.units[0]->orphan_bytes);
  ASSERT_TRUE(hub.SettleOrphans({}, true).ok());
  EXPECT_EQ(hub.state.units[0]->orphan_bytes, 0u);
  hub.CheckInvariants();
}

TEST_F(OrphanWordTest, E10_ConfirmedWord_IsThatOfWhoConfirmedIt) {
  hub.RestoreTo(before);
  v1::EventText words;
  ASSERT_TRUE(words.ParseFromString(returned.event().text()));
  words.set_operator_("a name that the device made up");
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(returned.event().main()));
  event.set_text_digest(log::ToBytes(log::Sha256(words.SerializeAsString())));
  returned.mutable_event()->set_main(event.SerializeAsString());
  returned.mutable_event()->set_text(words.SerializeAsString());
  HandBack(one, {returned});
  ASSERT_EQ(hub.SettleOrphans()->confirmed(), 1u);
  const log::Record& given = hub.log()[hub.log().size() - 2];
  ASSERT_TRUE(event.ParseFromString(given.main));
  ASSERT_TRUE(event.has_verdict_given());
  ASSERT_TRUE(words.ParseFromString(given.text));
  EXPECT_EQ(words.operator_(), "cán bộ");
  EXPECT_EQ(words.reason(), "hãy xem lại");
}

}  // namespace
}  // namespace gom::hub
