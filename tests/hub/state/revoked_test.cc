// Devices that were revoked or have renewed: what they left behind, and by which certificates they
// are known.
#include <gtest/gtest.h>

#include "hub/state/snapshot.h"
#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

class RevokedTest : public testing::Test {
 protected:
  RevokedTest() : lost(hub.Enroll("TH01")), other(hub.Enroll("TH01")) {}

  uint32_t WorkOf(const FakeDevice& device) {
    auto work = RevokedWork(hub.state);
    return static_cast<uint32_t>(work[device.number].size());
  }

  HubWorld hub;
  FakeDevice& lost;
  FakeDevice& other;
};

TEST_F(RevokedTest, G4_BundleOfARevokedDevice_WaitsUntilTheOperatorTakesIt) {
  const uint64_t sent = lost.Enter("work", "Q1", {{1, 30}});
  hub.Sync(lost);
  const uint64_t unsent = lost.Enter("work", "Q1", {{1, 40}}, {{&lost, sent}});
  const uint64_t next = lost.Enter("work", "Q2", {{1, 41}});
  hub.Revoke(lost.number);
  EXPECT_EQ(Code(hub.Send(lost, lost.Request(1)).status()), "device_revoked");
  ASSERT_EQ(hub.Carry(lost, lost.Request(1))->taken, 2u);
  EXPECT_EQ(hub.HeldReason(lost, unsent), v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(hub.HeldReason(lost, next), v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 30) << "nothing that waits counts";
  EXPECT_EQ(hub.Trained(Reading::kReported).num, 0) << "there is no profile";
  EXPECT_EQ(WorkOf(lost), 2u);
  hub.CheckInvariants();

  // The same bundle again does nothing.
  const uint64_t end = hub.state.position.index;
  EXPECT_EQ(hub.Carry(lost, lost.Request(1))->taken, 0u);
  EXPECT_EQ(hub.state.position.index, end);

  const auto taken = hub.TakeWork(lost.number);
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->released(), 2u);
  EXPECT_EQ(taken->held(), 0u);
  EXPECT_EQ(hub.Standing(lost, unsent), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q2"), 41);
  EXPECT_TRUE(hub.state.FindDevice(lost.number)->revoked);
  EXPECT_EQ(Code(hub.Send(lost, lost.Request(3)).status()), "device_revoked");
  EXPECT_EQ(Code(hub.TakeWork(lost.number).status()), "nothing_waits");
  EXPECT_EQ(Code(hub.TakeWork(4711).status()), "device_unknown");
  hub.CheckInvariants();
}

TEST_F(RevokedTest, G4_AnotherBundleAfterTheTaking_WaitsAgain) {
  hub.Revoke(lost.number);
  lost.Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(hub.Carry(lost, lost.Request(0)).ok());
  ASSERT_TRUE(hub.TakeWork(lost.number).ok());
  const uint64_t later = lost.Enter("work", "Q1", {{1, 50}}, {{&lost, 1}});
  ASSERT_TRUE(hub.Carry(lost, lost.Request(1)).ok());
  EXPECT_EQ(hub.HeldReason(lost, later), v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, G4_TakenWorkThatStandsInTheWayOfSomethingElse_StaysHeldForThat) {
  hub.Revoke(lost.number);
  const uint64_t r = lost.Enter("work", "Q1", {{1, 40}});
  lost.Enter("work", "Q2", {{1, 900}});  // an error within
  ASSERT_TRUE(hub.Lock("Q1").ok());
  ASSERT_TRUE(hub.Carry(lost, lost.Request(0)).ok());
  const auto taken = hub.TakeWork(lost.number);
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->released(), 0u);
  EXPECT_EQ(taken->held(), 2u);
  EXPECT_EQ(hub.HeldReason(lost, r), v1::HELD_REASON_PERIOD_LOCKED);
  EXPECT_EQ(hub.HeldReason(lost, r + 1), v1::HELD_REASON_ERROR_WITHIN);
  EXPECT_EQ(WorkOf(lost), 0u);
  ASSERT_TRUE(hub.Lock("Q1", false).ok());
  EXPECT_EQ(hub.Standing(lost, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, E3_ReceivedBeforeItWasRevoked_IsDecidedAsAnyOther) {
  ASSERT_TRUE(hub.Lock("Q1").ok());
  const uint64_t r = lost.Enter("work", "Q1", {{1, 40}});
  hub.Sync(lost);
  EXPECT_EQ(hub.HeldReason(lost, r), v1::HELD_REASON_PERIOD_LOCKED);
  hub.Revoke(lost.number);
  EXPECT_EQ(WorkOf(lost), 0u);
  ASSERT_TRUE(hub.Lock("Q1", false).ok());
  EXPECT_EQ(hub.Standing(lost, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, G4_ParentUnknown_ComesAndItStillWaits) {
  hub.Revoke(lost.number);
  const uint64_t parent = other.Enter("work", "Q1", {{1, 30}});
  const uint64_t child = lost.Enter("work", "Q1", {{1, 40}}, {{&other, parent}});
  ASSERT_TRUE(hub.Carry(lost, lost.Request(0)).ok());
  EXPECT_EQ(hub.HeldReason(lost, child), v1::HELD_REASON_PARENT_UNKNOWN);
  hub.Sync(other);
  EXPECT_EQ(hub.HeldReason(lost, child), v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 30);
  ASSERT_TRUE(hub.TakeWork(lost.number).ok());
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, G4_SameFromAnotherComputerMeanwhile_IsOneRevisionUnderTwoNames) {
  hub.Revoke(lost.number);
  const uint64_t r = lost.Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(hub.Carry(lost, lost.Request(0)).ok());
  const uint64_t same = other.Enter("work", "Q1", {{1, 40}});
  hub.Sync(other);
  EXPECT_EQ(hub.Standing(other, same), v1::OUTCOME_HEAD);
  ASSERT_TRUE(hub.TakeWork(lost.number).ok());
  EXPECT_EQ(hub.Standing(lost, r), v1::OUTCOME_SAME) << "one Revision under two names";
  hub.CheckInvariants();
}

// Both say the same, each under its own salt: what is done over one is done over both, also while
// that one waits.
TEST_F(RevokedTest, G4_SameWordsOfTwoRevokedComputers_WhatStandsOverOneSettlesBoth) {
  const uint64_t head = other.Enter("work", "Q1", {{1, 30}});
  hub.Sync(other);
  FakeDevice& second = hub.Enroll("TH01");
  hub.Revoke(lost.number);
  hub.Revoke(second.number);
  const sync::Wording words{.note = "theo sổ"};
  const uint64_t r = lost.Enter("work", "Q1", {{1, 40}}, {}, words);
  const uint64_t twin = second.Enter("work", "Q1", {{1, 40}}, {}, words);
  const uint64_t over = other.Enter("work", "Q1", {{1, 50}}, {{&second, twin}});
  ASSERT_TRUE(hub.Carry(lost, lost.Request(0)).ok());
  ASSERT_TRUE(hub.TakeWork(lost.number).ok());
  EXPECT_EQ(hub.Standing(lost, r), v1::OUTCOME_CONTENDER);
  ASSERT_TRUE(hub.Carry(second, second.Request(0)).ok());
  hub.Sync(other);
  EXPECT_EQ(hub.Standing(other, over), v1::OUTCOME_CONTENDER);
  EXPECT_EQ(hub.Standing(lost, r), v1::OUTCOME_SETTLED);
  EXPECT_EQ(hub.Standing(second, twin), v1::OUTCOME_SETTLED);
  EXPECT_EQ(hub.Standing(other, head), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->members.contenders(), 1);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, D5_WorkOfARevokedDeviceThatAnotherHandsBack_CountsAsItDid) {
  const uint64_t backup = hub.state.position.index;
  const uint64_t r = lost.Enter("work", "Q1", {{1, 40}});
  hub.Sync(lost);
  hub.RestoreTo(backup);
  hub.Revoke(lost.number);  // the ratchet remembers
  v1::ExchangeRequest request = other.Request(0);
  *request.add_orphan_streams() = Orphaned(lost);
  ASSERT_TRUE(hub.Send(other, request).ok());
  EXPECT_EQ(hub.Standing(lost, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, G4_WhatARevokedDeviceHandsBackOfAnother_WaitsToo) {
  const uint64_t backup = hub.state.position.index;
  const uint64_t r = other.Enter("work", "Q1", {{1, 40}});
  hub.Sync(other);
  hub.RestoreTo(backup);
  hub.Revoke(lost.number);
  v1::ExchangeRequest request = lost.Request(0);
  *request.add_orphan_streams() = Orphaned(other);
  ASSERT_TRUE(hub.Carry(lost, request).ok());
  EXPECT_EQ(hub.HeldReason(other, r), v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(WorkOf(lost), 1u);
  ASSERT_TRUE(hub.TakeWork(lost.number).ok());
  EXPECT_EQ(hub.Standing(other, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

// It may be stolen, and nobody may ever take its work: whose Changes they are has them, too.
TEST_F(RevokedTest, D5_OwnerComesBehindWhatARevokedDeviceHandedBack_ItCounts) {
  const uint64_t backup = hub.state.position.index;
  const uint64_t r = other.Enter("work", "Q1", {{1, 40}});
  const uint64_t s = other.Enter("work", "Q2", {{1, 41}});
  hub.Sync(other);
  hub.RestoreTo(backup);
  hub.Revoke(lost.number);
  ASSERT_TRUE(hub.Lock("Q2").ok());
  v1::ExchangeRequest request = lost.Request(0);
  *request.add_orphan_streams() = Orphaned(other);
  ASSERT_TRUE(hub.Carry(lost, request).ok());
  EXPECT_EQ(hub.HeldReason(other, r), v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(hub.HeldReason(other, s), v1::HELD_REASON_DEVICE_REVOKED);
  hub.Sync(other);
  EXPECT_EQ(hub.Standing(other, r), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  EXPECT_EQ(hub.HeldReason(other, s), v1::HELD_REASON_PERIOD_LOCKED);
  EXPECT_EQ(WorkOf(lost), 0u);
  ASSERT_TRUE(hub.Lock("Q2", false).ok());
  EXPECT_EQ(hub.Standing(other, s), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(RevokedTest, G4_Snapshot_KnowsWhatWaitsAndWhatWasTaken) {
  hub.Revoke(lost.number);
  lost.Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(hub.Carry(lost, lost.Request(0)).ok());
  ASSERT_TRUE(hub.Certify(other.number, "renewed").ok());
  hub.ActStatus([](View& v) {
    DecideAuthority(v, "der", "cán bộ");
    return absl::OkStatus();
  });
  State again;
  SnapshotReader reader(&again);
  ASSERT_TRUE(WriteChunks(hub.state, [&](const Chunk& chunk) {
                EXPECT_TRUE(reader.Take(chunk));
                return absl::OkStatus();
              }).ok());
  ASSERT_TRUE(reader.Finish());
  EXPECT_EQ(StateDigest(again), StateDigest(hub.state));
  hub.state = std::move(again);
  EXPECT_EQ(WorkOf(lost), 1u);
  EXPECT_EQ(hub.TakeWork(lost.number)->released(), 1u);
  EXPECT_EQ(hub.state.authorities, std::vector<std::string>{"der"});
  hub.CheckInvariants();
}

TEST_F(RevokedTest, E5_RenewedDevice_IsKnownByEveryCertificateItHadUntilItIsRevoked) {
  ASSERT_EQ(*hub.Certify(other.number, "second"), "der second");
  ASSERT_EQ(*hub.Certify(other.number, "third"), "der third");
  const std::string first = absl::StrCat("cert ", other.number);
  for (const std::string& certificate :
       {first, std::string("cert second"), std::string("cert third")}) {
    const Device* device = hub.state.FindDeviceByCertificate(certificate);
    ASSERT_NE(device, nullptr) << certificate;
    EXPECT_EQ(device->number, other.number);
  }
  EXPECT_EQ(hub.state.FindDevice(other.number)->certificate_der, "der third");
  hub.Revoke(other.number);
  EXPECT_TRUE(hub.state.FindDeviceByCertificate(first)->revoked);
  EXPECT_EQ(Code(hub.Certify(other.number, "fourth").status()), "device_revoked");
  EXPECT_EQ(Code(hub.Certify(4711, "fifth").status()), "device_unknown");
  hub.CheckInvariants();
}

TEST_F(RevokedTest, E9_TwoRenewalsWithOneKeyAtOnce_GetOneCertificate) {
  CertifyCommand command;
  command.device = other.number;
  command.certificate_sha256 = "cert a";
  command.public_key_sha256 = "key of both";
  command.certificate_der = "der a";
  command.in_place_of_sha256 = absl::StrCat("cert ", other.number);
  ASSERT_EQ(*hub.Act([&](View& v) { return DecideCertify(v, command); }), "der a");
  const uint64_t end = hub.state.position.index;
  command.certificate_sha256 = "cert b";
  command.certificate_der = "der b";
  EXPECT_EQ(*hub.Act([&](View& v) { return DecideCertify(v, command); }), "der a");
  EXPECT_EQ(hub.state.position.index, end);
}

TEST_F(RevokedTest, D5_RenewedAfterTheBackup_IsTheSameDeviceToTheRestoredHub) {
  const uint64_t backup = hub.state.position.index;
  hub.RestoreTo(backup);
  ReturnCommand command;
  command.device = other.number;
  command.unit = "TH01";
  command.certificate_sha256 = "cert of the lost part";
  command.public_key_sha256 = "key of the lost part";
  command.certificate_der = "der";
  ASSERT_TRUE(hub.Act([&](View& v) { return DecideReturn(v, command); }).ok());
  EXPECT_TRUE(hub.state.returned_devices.empty()) << "it needs nobody's word";
  EXPECT_EQ(hub.state.FindDeviceByCertificate("cert of the lost part")->number, other.number);
  const uint64_t end = hub.state.position.index;
  ASSERT_TRUE(hub.Act([&](View& v) { return DecideReturn(v, command); }).ok());
  EXPECT_EQ(hub.state.position.index, end);
  command.unit = "TH02";
  command.certificate_sha256 = "cert of another unit";
  EXPECT_EQ(Code(hub.Act([&](View& v) { return DecideReturn(v, command); })), "device_unknown");
  hub.Revoke(other.number);
  command.unit = "TH01";
  EXPECT_EQ(Code(hub.Act([&](View& v) { return DecideReturn(v, command); })), "device_revoked");
}

TEST_F(RevokedTest, E6_SameAuthorityTwice_OneRecord) {
  for (int i = 0; i < 2; ++i) {
    hub.ActStatus([](View& v) {
      DecideAuthority(v, "der", "cán bộ");
      return absl::OkStatus();
    });
  }
  EXPECT_EQ(hub.state.authorities, std::vector<std::string>{"der"});
  hub.CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
