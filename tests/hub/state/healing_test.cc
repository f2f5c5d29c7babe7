// A hub whose log was put back: devices it no longer knows, streams and words that others hand
// back, clones.
#include <gtest/gtest.h>

#include "common/text/message.h"
#include "hub/state/orphans.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

// Changes of `of`'s stream after `after`, handed back by whoever sends the request.
v1::OrphanStream Orphaned(const FakeDevice& of, uint64_t after = 0, uint64_t count = 64) {
  v1::OrphanStream orphan;
  orphan.set_stream(of.stream);
  orphan.set_device(of.number);
  *orphan.mutable_after() = log::ToProto(of.At(after));
  for (uint64_t i = after; i < of.changes.size() && i < after + count; ++i)
    *orphan.add_changes() = of.changes[i];
  return orphan;
}

// A record of the log as a device of its unit had read it.
v1::OrphanWord WordAt(const HubWorld& hub, uint64_t index) {
  v1::OrphanWord word;
  word.set_index(index);
  word.mutable_event()->set_main(hub.log()[index - 1].main);
  word.mutable_event()->set_text(hub.log()[index - 1].text);
  return word;
}

v1::OrphanWord VerdictAt(const HubWorld& hub, uint64_t index, const FakeDevice& on, uint64_t at) {
  v1::OrphanWord word = WordAt(hub, index);
  word.mutable_revision()->set_stream(on.stream);
  word.mutable_revision()->set_index(at);
  word.mutable_revision()->set_digest(log::Short(on.digests[at - 1]));
  return word;
}

// A school with two computers; the log is put back to before the second was enrolled.
class HealingTest : public testing::Test {
 protected:
  HealingTest() : one(hub.Enroll("TH01")), stranger(hub.Enroll("TH02")) {
    backup = hub.state.position.index;
    two = &hub.Enroll("TH01");
  }

  HubWorld hub;
  FakeDevice& one;
  FakeDevice& stranger;
  FakeDevice* two = nullptr;
  uint64_t backup = 0;
};

TEST_F(HealingTest, D5_DeviceOfAfterTheBackup_DeliversAndIsHeldUntilReadmitted) {
  hub.RestoreTo(backup);
  const uint64_t first = two->Enter("work", "Q1", {{1, 40}});
  const uint64_t second = two->Enter("work", "Q1", {{1, 41}}, {{two, first}});
  EXPECT_EQ(Code(hub.Send(*two, two->Request(0)).status()), "device_unknown");
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  EXPECT_EQ(hub.Sync(*two).taken, 2u);
  EXPECT_EQ(hub.HeldReason(*two, first), v1::HELD_REASON_DEVICE_UNKNOWN);
  EXPECT_EQ(hub.HeldReason(*two, second), v1::HELD_REASON_DEVICE_UNKNOWN);
  EXPECT_EQ(hub.state.units[0]->devices, 1u);
  hub.CheckInvariants();
  const auto readmitted = hub.Readmit(two->number);
  ASSERT_TRUE(readmitted.ok()) << readmitted.status();
  EXPECT_EQ(readmitted->released(), 2u);
  EXPECT_EQ(hub.Standing(*two, second), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 41);
  EXPECT_EQ(hub.state.units[0]->devices, 2u);
  EXPECT_TRUE(hub.state.returned_devices.empty());
  hub.CheckInvariants();
}

TEST_F(HealingTest, D5_ReturnedAndReadmittedTwice_OneRecordEach) {
  hub.RestoreTo(backup);
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  const uint64_t once = hub.state.position.index;
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  EXPECT_EQ(hub.state.position.index, once);
  ASSERT_TRUE(hub.Readmit(two->number).ok());
  const uint64_t readmitted = hub.state.position.index;
  EXPECT_EQ(hub.Readmit(two->number)->released(), 0u);
  EXPECT_EQ(hub.state.position.index, readmitted);
  EXPECT_EQ(Code(hub.Readmit(999).status()), "device_unknown");
}

TEST_F(HealingTest, E10_ReturnedWithAnothersNumberOrForNoUnit_IsRefused) {
  hub.RestoreTo(backup);
  FakeDevice imposter = *two;
  imposter.number = one.number;
  ASSERT_TRUE(hub.Return(imposter, "TH01").ok());  // its own certificate: nothing to do
  ReturnCommand forged;
  forged.device = one.number;
  forged.unit = "TH02";
  forged.certificate_sha256 = "another certificate";
  EXPECT_EQ(Code(hub.Act([&](View& v) { return DecideReturn(v, forged); })), "device_unknown");
  EXPECT_EQ(Code(hub.Return(*two, "NOWHERE")), "device_unknown");
  EXPECT_TRUE(hub.state.returned_devices.empty());
}

TEST_F(HealingTest, D5_ReturnedDeviceRevoked_WhatItDeliveredWaitsForTheOperatorAndItStaysRevoked) {
  hub.RestoreTo(backup);
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  const uint64_t r = two->Enter("work", "Q1", {{1, 40}});
  hub.Sync(*two);
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(two->number);
  ASSERT_TRUE(hub.Act([&](View& v) { return DecideRevoke(v, revoke); }).ok());
  EXPECT_EQ(hub.HeldReason(*two, r), v1::HELD_REASON_DEVICE_UNKNOWN);
  const auto readmitted = hub.Readmit(two->number);
  ASSERT_TRUE(readmitted.ok()) << readmitted.status();
  EXPECT_EQ(readmitted->released(), 1u);
  EXPECT_EQ(hub.Standing(*two, r), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  EXPECT_TRUE(hub.state.FindDevice(two->number)->revoked);
  EXPECT_EQ(hub.state.units[0]->devices, 1u);
  EXPECT_EQ(Code(hub.Send(*two, two->Request(1)).status()), "device_revoked");
  EXPECT_EQ(Code(hub.Readmit(two->number).status()), "device_revoked");
  hub.CheckInvariants();
}

TEST_F(HealingTest, D5_ParentUnknownOfAReturnedDevice_ComesAndStillWaitsForReadmission) {
  hub.RestoreTo(backup);
  const uint64_t parent = one.Enter("work", "Q1", {{1, 40}});
  const uint64_t child = two->Enter("work", "Q1", {{1, 41}}, {{&one, parent}});
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  hub.Sync(*two);
  EXPECT_EQ(hub.HeldReason(*two, child), v1::HELD_REASON_PARENT_UNKNOWN);
  hub.Sync(one);
  EXPECT_EQ(hub.HeldReason(*two, child), v1::HELD_REASON_DEVICE_UNKNOWN);
  ASSERT_TRUE(hub.Readmit(two->number).ok());
  EXPECT_EQ(hub.Standing(*two, child), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(HealingTest, D5_OtherStreamHandedBack_CountsByTheSameTableAndNamesWhoBroughtIt) {
  FakeDevice& third = hub.Enroll("TH01");
  const uint64_t before = hub.state.position.index;
  const uint64_t r = third.Enter("work", "Q1", {{1, 40}});
  const uint64_t s = third.Enter("work", "Q1", {{1, 41}}, {{&third, r}});
  hub.Sync(third);
  hub.RestoreTo(before);
  v1::ExchangeRequest request = one.Request(0);
  *request.add_orphan_streams() = Orphaned(third);
  const auto answer = hub.Send(one, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->orphan_ends.size(), 1u);
  EXPECT_EQ(answer->orphan_ends[0], third.End());
  EXPECT_EQ(answer->taken, 2u);
  EXPECT_EQ(hub.Standing(third, s), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.state.FindStream(third.stream)->device, third.number);
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(hub.log().back().main));
  EXPECT_EQ(event.received().via(), one.number);
  // The computer itself comes later, with more; nothing is doubled.
  third.Enter("work", "Q1", {{1, 42}}, {{&third, s}});
  EXPECT_EQ(hub.Send(third, third.Request(0))->taken, 1u);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 42);
  EXPECT_FALSE(hub.state.FindDevice(third.number)->doubled);
  hub.CheckInvariants();
}

TEST_F(HealingTest, D5_OrphansOfAnUnknownDevice_WaitUntilItCameBack) {
  hub.RestoreTo(backup);
  const uint64_t r = two->Enter("work", "Q1", {{1, 40}});
  v1::ExchangeRequest request = one.Request(0);
  *request.add_orphan_streams() = Orphaned(*two);
  EXPECT_EQ(hub.Send(one, request)->orphan_ends[0].index, 0u);
  EXPECT_EQ(hub.state.FindStream(two->stream), nullptr);
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  EXPECT_EQ(hub.Send(one, request)->orphan_ends[0], two->End());
  EXPECT_EQ(hub.HeldReason(*two, r), v1::HELD_REASON_DEVICE_UNKNOWN);
  ASSERT_TRUE(hub.Readmit(two->number).ok());
  EXPECT_EQ(hub.Standing(*two, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(HealingTest, D5_HandedBackByAReturnedDevice_WaitsWithIt) {
  hub.RestoreTo(backup);
  const uint64_t r = one.Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  v1::ExchangeRequest request = two->Request(0);
  *request.add_orphan_streams() = Orphaned(one);
  ASSERT_TRUE(hub.Send(*two, request).ok());
  EXPECT_EQ(hub.HeldReason(one, r), v1::HELD_REASON_DEVICE_UNKNOWN);
  ASSERT_TRUE(hub.Readmit(two->number).ok());
  EXPECT_EQ(hub.Standing(one, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(HealingTest, E10_OrphansOfAnotherUnitOrOfTheOffice_AreRefusedAndTouchNothing) {
  stranger.Enter("work", "Q1", {{1, 7}});
  hub.Sync(stranger);
  const uint64_t end = hub.state.position.index;
  stranger.Enter("work", "Q2", {{1, 8}});
  v1::ExchangeRequest request = one.Request(0);
  *request.add_orphan_streams() = Orphaned(stranger, 1);
  v1::OrphanStream forged = Orphaned(stranger, 0);
  forged.set_stream(std::string(16, 'F'));  // a stream of TH02's device that nobody knows
  *request.add_orphan_streams() = forged;
  forged.set_stream("short");
  forged.set_device(one.number);
  *request.add_orphan_streams() = forged;
  const auto answer = hub.Send(one, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  for (const log::Position& refused : answer->orphan_ends) EXPECT_EQ(refused.index, 0u);
  EXPECT_EQ(hub.state.position.index, end);
}

TEST_F(HealingTest, D5_OrphanStreamWithAnotherPast_NothingIsTaken) {
  one.Enter("work", "Q1", {{1, 40}});
  hub.Sync(one);
  FakeDevice other = one;
  other.changes.clear();
  other.digests.clear();
  other.Enter("work", "Q1", {{1, 99}});
  other.Enter("work", "Q2", {{1, 98}});
  v1::ExchangeRequest request = two->Request(0);
  *request.add_orphan_streams() = Orphaned(other);
  const auto answer = hub.Send(*two, request);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->orphan_ends[0], one.End());
  EXPECT_EQ(answer->taken, 0u);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
}

TEST_F(HealingTest, C13_OrphansAndChangesTogether_KeepTheLimits) {
  for (int i = 0; i < 40; ++i) one.Enter("work", "Q1", {{1, i}});
  for (int i = 0; i < 40; ++i) two->Enter("work", "Q1", {{1, i}});
  v1::ExchangeRequest request = one.Request(0);
  *request.add_orphan_streams() = Orphaned(*two);
  EXPECT_EQ(Code(hub.Send(one, request).status()), "request_unfit");
  *request.mutable_orphan_streams(0) = Orphaned(*two, 0, 24);
  EXPECT_EQ(hub.Send(one, request)->taken, 64u);
}

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

TEST(CloneTest, E1_OldStreamGrowsAfterANewerOne_DeviceIsDoubled) {
  HubWorld hub;
  FakeDevice& original = hub.Enroll("TH01");
  original.Enter("work", "Q1", {{1, 40}});
  hub.Sync(original);
  // A clone notices and opens a stream of its own: by itself no more than a restore.
  FakeDevice& clone = hub.AddDevice(original.number);
  clone.Enter("work", "Q2", {{1, 50}});
  hub.Sync(clone);
  EXPECT_FALSE(hub.state.FindDevice(original.number)->doubled);
  original.Enter("work", "Q3", {{1, 41}});
  hub.Sync(original);
  EXPECT_TRUE(hub.state.FindDevice(original.number)->doubled);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q2"), 50);
  hub.CheckInvariants();
}

TEST(CloneTest, E14_ClosedStreamHandedBackAfterARestore_IsNoClone) {
  HubWorld hub;
  FakeDevice& closed = hub.Enroll("TH01");
  const uint64_t backup = hub.state.position.index;
  closed.Enter("work", "Q1", {{1, 40}});
  closed.Enter("work", "Q2", {{1, 41}});
  hub.Sync(closed);
  FakeDevice& current = hub.AddDevice(closed.number);
  current.Enter("work", "Q3", {{1, 50}});
  hub.Sync(current);
  hub.RestoreTo(backup);
  hub.Sync(current);
  for (uint64_t after = 0; after < 2; ++after) {
    v1::ExchangeRequest request = current.Request(current.changes.size());
    *request.add_orphan_streams() = Orphaned(closed, after, 1);
    EXPECT_EQ(hub.Send(current, request)->orphan_ends[0].index, after + 1);
    current.Enter("work", "Q3", {{1, 51}}, {{&current, after + 1}});
    hub.Sync(current);
  }
  EXPECT_FALSE(hub.state.FindDevice(closed.number)->doubled);
  hub.CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
