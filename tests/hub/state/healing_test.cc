// A hub whose log was put back: devices it no longer knows, streams that others hand back, clones,
// and one that is overtaken.
#include <gtest/gtest.h>

#include "hub/state/orphans.h"
#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

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

TEST_F(HealingTest, D5_ComputerNeverComesBack_WhatOthersHadReadOfItWaitsForTheOperator) {
  hub.RestoreTo(backup);
  const uint64_t r = two->Enter("work", "Q1", {{1, 40}});
  FakeDevice left = *two;  // another stream of it, in the same request
  left.stream = std::string(16, 'L');
  left.changes.clear();
  left.digests.clear();
  const uint64_t s = left.Enter("work", "Q2", {{1, 30}});
  v1::ExchangeRequest request = one.Request(0);
  *request.add_orphan_streams() = Orphaned(*two);
  *request.add_orphan_streams() = Orphaned(left);
  const auto answer = hub.Send(one, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->orphan_ends[0], two->End());
  EXPECT_EQ(answer->orphan_ends[1], left.End());
  EXPECT_EQ(hub.state.returned_devices, std::set<uint32_t>{two->number});
  EXPECT_EQ(hub.HeldReason(*two, r), v1::HELD_REASON_DEVICE_UNKNOWN);
  EXPECT_EQ(hub.HeldReason(left, s), v1::HELD_REASON_DEVICE_UNKNOWN);
  EXPECT_EQ(hub.state.FindDeviceByCertificate(""), nullptr);
  hub.CheckInvariants();
  ASSERT_TRUE(hub.Readmit(two->number).ok());
  EXPECT_EQ(hub.Standing(*two, r), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q2"), 30);
  EXPECT_EQ(hub.state.units[0]->devices, 2u);
  hub.CheckInvariants();
}

TEST_F(HealingTest, D5_ComputerComesAfterOthersSpokeForIt_GoesOnWithItsCertificate) {
  for (const bool readmitted : {false, true}) {
    SCOPED_TRACE(readmitted);
    hub.RestoreTo(backup);
    FakeDevice back = *two;
    const uint64_t r = back.Enter("work", "Q1", {{1, 40}});
    v1::ExchangeRequest request = one.Request(0);
    *request.add_orphan_streams() = Orphaned(back);
    ASSERT_TRUE(hub.Send(one, request).ok());
    if (readmitted) {
      ASSERT_TRUE(hub.Readmit(back.number).ok());
    }
    ASSERT_TRUE(hub.Return(back, "TH01").ok());
    const uint64_t s = back.Enter("work", "Q1", {{1, 41}}, {{&back, r}});
    EXPECT_EQ(hub.Send(back, back.Request(0))->taken, 1u);
    EXPECT_EQ(hub.state.returned_devices.contains(back.number), !readmitted);
    ASSERT_TRUE(hub.Readmit(back.number).ok());
    EXPECT_EQ(hub.Standing(back, s), v1::OUTCOME_HEAD);
    EXPECT_EQ(hub.state.units[0]->devices, 2u);
    hub.CheckInvariants();
  }
}

TEST_F(HealingTest, E10_AnotherUnitSpokeForALostComputer_ItIsItsCertificatesAllTheSame) {
  for (const bool readmitted : {false, true}) {
    SCOPED_TRACE(readmitted);
    hub.RestoreTo(backup);
    FakeDevice said = *two;
    said.stream = std::string(16, 'F');
    const uint64_t forged = said.Enter("work", "Q1", {{1, 99}});
    v1::ExchangeRequest request = stranger.Request(0);
    *request.add_orphan_streams() = Orphaned(said);
    ASSERT_TRUE(hub.Send(stranger, request).ok());
    if (readmitted) {
      ASSERT_TRUE(hub.Readmit(two->number).ok());
    }
    EXPECT_EQ(hub.Find("TH01", "work", "Q1"), nullptr) << forged;
    ASSERT_TRUE(hub.Return(*two, "TH01").ok());
    EXPECT_EQ(hub.state.FindDevice(two->number)->unit, hub.state.FindUnit("TH01")->index);
    ASSERT_TRUE(hub.Readmit(two->number).ok());
    EXPECT_EQ(hub.state.units[0]->devices, 2u);
    EXPECT_EQ(hub.state.units[1]->devices, 1u);
    EXPECT_EQ(hub.Find("TH01", "work", "Q1"), nullptr);
    hub.CheckInvariants();
  }
}

TEST_F(HealingTest, E10_ComputersMadeUp_AreFewAndOnlyWhereSomethingWasLost) {
  const auto made_up = [&](uint32_t number) {
    FakeDevice device = one;
    device.number = number;
    device.stream = log::ToBytes(log::Sha256(std::to_string(number))).substr(0, 16);
    device.changes.clear();
    device.digests.clear();
    device.Enter("work", "Q1", {{1, 1}});
    v1::ExchangeRequest request = one.Request(0);
    *request.add_orphan_streams() = Orphaned(device);
    return hub.Send(one, request)->orphan_ends[0].index;
  };
  EXPECT_EQ(made_up(900), 0u);  // this log has lost nothing
  hub.RestoreTo(backup);
  EXPECT_EQ(made_up(0), 0u);  // the office
  for (uint32_t n = 0; n < kMaxLostDevices; ++n) EXPECT_EQ(made_up(900 + n), 1u);
  EXPECT_EQ(made_up(999), 0u);
  ASSERT_TRUE(hub.Readmit(900).ok());
  EXPECT_EQ(made_up(999), 1u);
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

TEST(OvertakenTest, D7_DeviceHasSeenAHigherTerm_NothingIsTakenUntilTheTermIsAboveIt) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("profile", "Q1", {{1, 40}});
  hub.Sync(d);
  d.Enter("work", "Q1", {{1, 41}});
  FakeDevice& other = hub.AddDevice(d.number);
  other.Enter("work", "Q1", {{1, 42}});
  const uint64_t end = hub.state.position.index;
  v1::ExchangeRequest request = d.Request(1);
  request.set_highest_term(hub.state.term + 1);
  v1::OrphanStream* orphan = request.add_orphan_streams();
  orphan->set_stream(other.stream);
  orphan->set_device(other.number);
  *orphan->add_changes() = other.changes[0];
  const auto answer = hub.Send(d, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->taken, 0u);
  EXPECT_EQ(answer->position, d.At(1));
  ASSERT_EQ(answer->orphan_ends.size(), 1u);
  EXPECT_EQ(answer->orphan_ends[0].index, 0u);
  // A new stream is not opened either.
  v1::ExchangeRequest opening = other.Request(0);
  opening.set_highest_term(hub.state.term + 1);
  EXPECT_EQ(hub.Send(other, opening)->position.index, 0u);
  EXPECT_EQ(hub.state.position.index, end);
  v1::TermBegun begun;
  begun.set_term(hub.state.term + 2);
  begun.set_why(v1::TermBegun::WHY_OVERTAKEN);
  hub.ActStatus([&](View& v) { return DecideBeginTerm(v, begun); });
  EXPECT_EQ(hub.Send(d, request)->taken, 2u);
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
