#include "hub/state/events.h"

#include <gtest/gtest.h>

#include <set>

#include "common/sync/unit_digest.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

TEST(EventsTest, OwnOutcomes_NameTheStreamIndex_OthersComeWithBytes) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  FakeDevice& stranger = hub.Enroll("TH02");
  a.Enter("work", "Q1", {{1, 40}});
  b.Enter("work", "Q1", {{1, 50}});
  stranger.Enter("work", "Q1", {{1, 60}});
  for (const FakeDevice* d : {&a, &b, &stranger}) hub.Sync(*d);
  const Events events = CollectEvents(hub.state, hub.state.FindUnit("TH01")->index, {},
                                      hub.state.FindStream(a.stream)->number);
  EXPECT_EQ(events.from.index(), 0u);
  int own = 0, received = 0;
  for (const v1::Delivery& d : events.deliveries) {
    EXPECT_EQ(d.digest(), d.has_own() ? 0 : log::Short(hub.log()[d.index() - 1].digest));
    v1::Event event;
    ASSERT_TRUE(event.ParseFromString(hub.log()[d.index() - 1].main));
    EXPECT_TRUE(IsForUnits(event)) << event.ShortDebugString();
    if (d.has_own()) {
      ++own;
      EXPECT_EQ(d.own().stream_index(), 1u);
      EXPECT_EQ(d.own().outcome(), v1::OUTCOME_HEAD);
    } else if (event.has_received()) {
      ++received;
      EXPECT_EQ(event.received().stream(), hub.state.FindStream(b.stream)->number);
      EXPECT_EQ(d.stream(), b.stream);
      EXPECT_EQ(d.change_digest(), hub.state.FindStream(b.stream)->records[0].digest);
    } else if (event.has_units_changed()) {
      EXPECT_EQ(event.units_changed().units(0).code(), "TH01");
    }
  }
  EXPECT_EQ(own, 1);
  EXPECT_EQ(received, 1);
  EXPECT_FALSE(events.more);
  EXPECT_EQ(events.new_position.index(), hub.state.position.index);
  EXPECT_TRUE(CollectEvents(hub.state, 0, events.new_position, 0).deliveries.empty());
}

TEST(EventsTest, OwnChangeReleased_ComesAsAnOutcomeOfItsStreamIndex) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  ASSERT_TRUE(hub.Lock("Q1").ok());
  const uint64_t r = d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  const v1::Position read = DevicePosition(hub.state, hub.state.position.index);
  ASSERT_TRUE(hub.Lock("Q1", false).ok());
  const Events events = CollectEvents(hub.state, 0, read, hub.state.FindStream(d.stream)->number);
  ASSERT_EQ(events.deliveries.size(), 2u);
  EXPECT_FALSE(events.deliveries[0].has_own());
  EXPECT_EQ(events.deliveries[1].own().stream_index(), r);
  EXPECT_EQ(events.deliveries[1].own().outcome(), v1::OUTCOME_HEAD);
}

TEST(EventsTest, OwnChangesThatCameToTheSame_AreOneRun) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t first = d.Enter("work", "Q1", {{1, 40}});
  d.Enter("work", "Q2", {{1, 41}});
  d.Enter("profile", "Q1", {{1, 30}});
  const uint64_t edit = d.Enter("work", "Q1", {{1, 42}}, {{&d, first}});
  d.Enter("profile", "Q2", {{1, 31}});
  const v1::Position read = DevicePosition(hub.state, hub.state.position.index);
  hub.Sync(d);
  const uint32_t stream = hub.state.FindStream(d.stream)->number;
  Events events = CollectEvents(hub.state, 0, read, stream);
  ASSERT_EQ(events.deliveries.size(), 4u);  // the stream, a run, the edit, one alone
  EXPECT_FALSE(IsComplete(events.deliveries[0]));
  const v1::Delivery& run = events.deliveries[1];
  EXPECT_EQ(run.index(), hub.HubIndex(d, first));
  EXPECT_EQ(run.own_run().stream_index(), first);
  EXPECT_EQ(run.own_run().count(), 3u);
  EXPECT_EQ(run.own_run().outcome(), v1::OUTCOME_HEAD);
  EXPECT_EQ(run.own_run().at(), hub.now_ms);
  EXPECT_EQ(events.deliveries[2].own().stream_index(), edit);
  EXPECT_EQ(events.deliveries[2].own().settles_size(), 1);
  EXPECT_TRUE(events.deliveries[3].has_own());
  // Cut behind the run: everything in it is read.
  CutEvents(hub.state, 2, &events);
  EXPECT_EQ(events.new_position.index(), hub.HubIndex(d, first) + 2);
  EXPECT_TRUE(events.more);
}

TEST(EventsTest, OwnChangesOfAnotherMomentOrOutcome_AreNotOneRun) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  const v1::Position read;
  hub.now_ms += 5;
  d.Enter("work", "Q2", {{1, 41}});
  d.Enter("profile", "Q1", {{1, 9'000'000'000}});
  hub.Sync(d);
  const Events events = CollectEvents(hub.state, 0, read, hub.state.FindStream(d.stream)->number);
  int own = 0;
  for (const v1::Delivery& delivery : events.deliveries) {
    EXPECT_FALSE(delivery.has_own_run());
    own += delivery.has_own();
  }
  EXPECT_EQ(own, 3);
}

TEST(EventsTest, D5_ReadPositionNotKnown_BeginsFromNothing) {
  HubWorld hub;
  v1::Position read = DevicePosition(hub.state, 3);
  EXPECT_TRUE(KnowsPosition(hub.state, read));
  read.mutable_digest()->front() ^= 1;
  EXPECT_FALSE(KnowsPosition(hub.state, read));
  EXPECT_EQ(CollectEvents(hub.state, 0, read, 0).from.index(), 0u);
  read = DevicePosition(hub.state, 3);
  read.set_index(1000);
  EXPECT_FALSE(KnowsPosition(hub.state, read));
  read = DevicePosition(hub.state, 3);
  read.set_term(2);
  EXPECT_FALSE(KnowsPosition(hub.state, read));
}

TEST(EventsTest, ManyEvents_ComeInPiecesWithoutGaps) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  for (int i = 0; i < 20; ++i)
    d.Enter("work", "Q1", {{1, i}},
            i == 0 ? std::vector<FakeDevice::Place>{}
                   : std::vector<FakeDevice::Place>{{&d, static_cast<uint64_t>(i)}});
  hub.Sync(d);
  const size_t all = CollectEvents(hub.state, 0, {}, 0).deliveries.size();
  size_t seen = 0;
  v1::Position read;
  for (bool more = true; more;) {
    Events events = CollectEvents(hub.state, 0, read, 0, 7);
    CutEvents(hub.state, 5, &events);
    seen += events.deliveries.size();
    read = events.new_position;
    more = events.more;
  }
  EXPECT_EQ(seen, all);
}

// What the digest is made of, fed by hand.
TEST(UnitDigestTest, OneHead_IsWhatTheWordsOfTheHeaderSay) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t r = d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  ASSERT_TRUE(hub.Lock("Q2").ok());
  const Entry& entry = *hub.Find("TH01", "work", "Q1");
  sync::UnitDigest digest;
  digest.Plan(2);
  digest.Locked(hub.state.plan->periods[1].number);
  sync::Members said;
  said.all = {{.id = hub.HubIndex(d, r), .standing = v1::OUTCOME_HEAD}};
  said.head = said.all[0].id;
  digest.Entry({.form = entry.key.form,
                .period = entry.key.period,
                .said = &said,
                .accepted = 0,
                .head_numbers = entry.head()->numbers});
  EXPECT_EQ(DigestOfUnit(hub.state, 0), digest.Finish());
}

TEST(UnitDigestTest, WhatTheUnitReads_MovesIt_AndNothingElseDoes) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  FakeDevice& other = hub.Enroll("TH02");
  std::set<std::string> seen = {DigestOfUnit(hub.state, 0)};
  const auto moved = [&] { return seen.insert(DigestOfUnit(hub.state, 0)).second; };
  d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  EXPECT_TRUE(moved());
  ASSERT_TRUE(hub.Review({HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1")}).ok());
  EXPECT_TRUE(moved());
  ASSERT_TRUE(hub.Lock("Q1").ok());
  EXPECT_TRUE(moved());
  other.Enter("work", "Q2", {{1, 7}});
  hub.Sync(other);
  hub.Enroll("TH01");
  EXPECT_FALSE(moved());
  EXPECT_EQ(DigestOfUnit(hub.Refold(), 0), DigestOfUnit(hub.state, 0));
}

}  // namespace
}  // namespace gom::hub
