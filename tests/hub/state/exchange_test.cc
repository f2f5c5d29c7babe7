// The sync of one stream, through DecideExchange.
#include <gtest/gtest.h>

#include "common/text/message.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

TEST(ExchangeTest, C3_SameRequestTwice_EntersOnce) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  const v1::ExchangeRequest request = d.Request(0);
  ASSERT_TRUE(hub.Send(d, request).ok());
  const uint64_t end = hub.state.position.index;
  const auto again = hub.Send(d, request);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->taken, 0u);
  EXPECT_EQ(again->agreed, 1u);
  EXPECT_EQ(again->position, d.End());
  EXPECT_EQ(hub.state.position.index, end);
}

TEST(ExchangeTest, A5_A6_SentAgainWithMore_OnlyTheRestIsTaken) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(hub.Send(d, d.Request(0)).ok());
  d.Enter("work", "Q2", {{1, 41}});
  const auto answer = hub.Send(d, d.Request(0));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->taken, 1u);
  EXPECT_EQ(answer->position, d.End());
  EXPECT_EQ(hub.state.counters.received, 2u);
}

TEST(ExchangeTest, C4_SamePlaceOtherContent_IsSeenExactlyAndNothingIsOverwritten) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  FakeDevice restored = d;
  d.Enter("work", "Q2", {{1, 41}});
  hub.Sync(d);
  restored.Enter("work", "Q2", {{1, 99}});
  const auto answer = hub.Send(restored, restored.Request(0));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->agreed, 1u);
  EXPECT_EQ(answer->first_difference, 2u);
  EXPECT_EQ(answer->position, d.End());
  EXPECT_EQ(hub.Counted("TH01", "work", "Q2"), 41);
}

TEST(ExchangeTest, C4_DifferenceBeforeTheBatch_NothingIsTakenAndNothingIsSaidToAgree) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  FakeDevice restored = d;
  d.Enter("work", "Q2", {{1, 41}});
  hub.Sync(d);
  restored.Enter("work", "Q2", {{1, 99}});
  restored.Enter("profile", "Q1", {{1, 5}});
  const auto answer = hub.Send(restored, restored.Request(2));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->taken, 0u);
  EXPECT_EQ(answer->agreed, 0u);
  EXPECT_EQ(answer->first_difference, 0u);
  EXPECT_EQ(answer->position, d.End());
}

TEST(ExchangeTest, C5_BatchesReordered_WhatDoesNotFollowIsRefusedWithThePosition) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  d.Enter("work", "Q2", {{1, 41}});
  const auto unknown_start = hub.Send(d, d.Request(1));
  ASSERT_TRUE(unknown_start.ok());
  EXPECT_EQ(unknown_start->position.index, 0u);
  EXPECT_EQ(hub.state.FindStream(d.stream), nullptr);
  ASSERT_TRUE(hub.Send(d, d.Request(0, 1)).ok());
  d.Enter("profile", "Q1", {{1, 9}});
  const auto gap = hub.Send(d, d.Request(2));
  ASSERT_TRUE(gap.ok());
  EXPECT_EQ(gap->position, d.At(1));
  EXPECT_EQ(gap->taken, 0u);
  EXPECT_EQ(hub.Sync(d).position, d.End());
}

TEST(ExchangeTest, A12_DeviceRestored_HearsThatAllItHasAgrees) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  FakeDevice restored = d;
  d.Enter("work", "Q2", {{1, 41}});
  hub.Sync(d);
  const auto answer = hub.Send(restored, restored.Request(1));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->agreed, 1u);
  EXPECT_EQ(answer->position.index, 2u);
  EXPECT_EQ(answer->first_difference, 0u);
}

TEST(ExchangeTest, MovedToANewStream_ParentsUnderTheOldNameAreFound) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  const uint64_t lost = a.Enter("work", "Q1", {{1, 40}});
  // b read a's Revision before a was restored and moved it to a new stream.
  FakeDevice& moved = hub.AddDevice(a.number);
  v1::Change continuation;
  continuation.mutable_continuation()->set_stream(a.stream);
  continuation.mutable_continuation()->add_moved_digests(log::Short(a.digests[lost - 1]));
  continuation.mutable_continuation()->add_moved_to(2);
  moved.Append(std::move(continuation));
  moved.Append(a.changes[lost - 1]);
  const uint64_t child = b.Enter("work", "Q1", {{1, 41}}, {{&a, lost}});
  hub.Sync(moved);
  hub.Sync(b);
  EXPECT_EQ(hub.Standing(b, child), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST(ExchangeTest, E10_StreamOfAnotherDevice_IsRefused) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH02");
  a.Enter("work", "Q1", {{1, 40}});
  hub.Sync(a);
  const uint64_t end = hub.state.position.index;
  const auto answer = hub.Act([&](View& v) { return DecideExchange(v, b.number, a.Request(0)); });
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Code(answer.status()), "stream_of_another_device");
  EXPECT_EQ(hub.state.position.index, end);
}

TEST(ExchangeTest, E11_ParentInAnotherUnit_CountsNothingThere) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH02");
  const uint64_t theirs = a.Enter("work", "Q1", {{1, 40}});
  hub.Sync(a);
  const uint64_t mine = b.Enter("work", "Q1", {{1, 99}}, {{&a, theirs}});
  hub.Sync(b);
  EXPECT_EQ(hub.HeldReason(b, mine), v1::HELD_REASON_UNREADABLE);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  EXPECT_EQ(hub.Find("TH02", "work", "Q1")->head(), nullptr);
}

TEST(ExchangeTest, E3_RevokedDevice_IsRefusedAtTheNextCall) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(d.number);
  ASSERT_TRUE(hub.Act([&](View& v) { return DecideRevoke(v, revoke); }).ok());
  d.Enter("work", "Q1", {{1, 40}});
  EXPECT_EQ(Code(hub.Send(d, d.Request(0)).status()), "device_revoked");
  FakeDevice stranger = d;
  stranger.number = 9;
  EXPECT_EQ(Code(hub.Send(stranger, d.Request(0)).status()), "device_unknown");
}

TEST(ExchangeTest, C13_LimitsBroken_AreRefusedAndNothingIsTaken) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  for (int i = 0; i < 65; ++i) d.Enter("work", "Q1", {{1, i}});
  EXPECT_EQ(Code(hub.Send(d, d.Request(0, 65)).status()), "request_unfit");
  v1::ExchangeRequest large = d.Request(0, 1);
  large.mutable_changes(0)->set_text(std::string(70'000, 'x'));
  EXPECT_EQ(Code(hub.Send(d, large).status()), "request_unfit");
  v1::ExchangeRequest nameless = d.Request(0, 1);
  nameless.set_stream("short");
  EXPECT_EQ(Code(hub.Send(d, nameless).status()), "request_unfit");
  EXPECT_EQ(hub.state.counters.received, 0u);
}

TEST(ExchangeTest, TwoOfOneBatchThatConflict_SecondIsContender) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  const uint64_t first = a.Enter("work", "Q1", {{1, 40}});
  const uint64_t second = b.Enter("work", "Q1", {{1, 50}});
  View view = hub.MakeView();
  ASSERT_TRUE(DecideExchange(view, a.number, a.Request(0)).ok());
  ASSERT_TRUE(DecideExchange(view, b.number, b.Request(0)).ok());
  const auto repeated = DecideExchange(view, a.number, a.Request(0));
  ASSERT_TRUE(repeated.ok());
  EXPECT_EQ(repeated->taken, 0u);
  hub.Commit(view);
  EXPECT_EQ(hub.Standing(a, first), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(b, second), v1::OUTCOME_CONTENDER);
  hub.CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
