// Whatever happens: the State moved step by step equals the one folded from the log, and totals
// equal those from nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/hub/state/any_commands.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

RC_GTEST_PROP(FoldProperty, AnyCommands_FoldedFromTheLogIsTheSameState, ()) {
  HubWorld hub;
  std::vector<FakeDevice*> devices = EnrollSome(hub);
  for (const Step& step : *AnySteps()) {
    DoSomething(hub, devices, step);
    RC_ASSERT(hub.state.progress == ProgressBook::FromNothing(hub.state));
  }
  for (const FakeDevice* d : devices) hub.Sync(*d);
  const State again = hub.Refold();
  RC_ASSERT(StateDigest(again) == StateDigest(hub.state));
  RC_ASSERT(again.progress == hub.state.progress);
  RC_ASSERT(HubWorld::SameValues(again, hub.state));
}

// The batch that a State takes over from the View that decided it (adopt.h) and the one that is
// read from its bytes again are the same, whatever stands in it beside plain edits.
TEST(AdoptTest, DevicesOfOneBatch_AreTheFoldOfItsBytes) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  FakeDevice& c = hub.Enroll("TH02");
  const uint64_t first = a.Enter("work", "Q1", {{1, 40}});
  const uint64_t second = a.Enter("work", "Q1", {{1, 41}}, {{&a, first}});
  const uint64_t rival = b.Enter("work", "Q1", {{1, 42}}, {{&a, first}});
  const uint64_t wrong = c.Enter("work", "Q1", {{1, 9000}});
  c.Enter("profile", "Q1", {{1, 30}});
  hub.SyncTogether({&a, &b, &c});
  EXPECT_EQ(hub.Standing(a, second), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(b, rival), v1::OUTCOME_CONTENDER);
  EXPECT_EQ(hub.HeldReason(c, wrong), v1::HELD_REASON_ERROR_WITHIN);
  hub.CheckInvariants();
  // Over what stands already.
  b.Enter("work", "Q1", {{1, 43}}, {{&a, second}, {&b, rival}});
  c.Enter("work", "Q1", {{1, 50}}, {{&c, wrong}});
  hub.SyncTogether({&c, &b});
  hub.CheckInvariants();
}

TEST(AdoptTest, RevisionsThatNameFiles_TheUnitKnowsThemAndNoOtherDoes) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH02");
  const std::string photo(32, 'p'), scan(32, 's'), held(32, 'h');
  const uint64_t first = a.Enter("work", "Q1", {{1, 40}}, {}, {.evidence = {{photo, "a.jpg"}}});
  a.Enter("work", "Q1", {{1, 41}}, {{&a, first}}, {.evidence = {{scan}}});
  a.Enter("work", "Q2", {{1, 9000}}, {}, {.evidence = {{held}}});
  b.Enter("work", "Q1", {{1, 42}});
  hub.SyncTogether({&a, &b});
  const auto files = [&](const char* unit) { return hub.state.FindUnit(unit)->evidence; };
  EXPECT_THAT(files("TH01"), testing::ElementsAre(held, photo, scan));
  EXPECT_TRUE(files("TH02").empty());
  hub.CheckInvariants();
}

TEST(AdoptTest, C14_UnreadableChangesAmongOthers_AreTheFoldOfItsBytes) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH02");
  a.Enter("work", "Q1", {{1, 40}});
  v1::Sealed torn;
  torn.set_main("\xff\xff\xff");
  a.Append(torn);
  v1::Change name;
  name.mutable_stream_name()->set_number(7);
  name.mutable_stream_name()->set_stream(b.stream);
  v1::Sealed swapped = sync::Seal(name, {.note = "x"}, std::string(16, 's'));
  swapped.set_text("not the text that was written");
  a.Append(swapped);
  b.Enter("work", "Q1", {{1, 50}});
  hub.SyncTogether({&a, &b});
  EXPECT_EQ(hub.state.held.size(), 2u);
  hub.CheckInvariants();
}

TEST(FoldTest, UnknownKindOfRecord_IsCountedAndPassedOver) {
  State state;
  Fold(state, 1, log::Sha256("a"),
       std::string("\xfa\x07\x02hi", 5));  // field 127 of a later program
  Fold(state, 2, log::Sha256("b"), "\xff\xff\xff");
  EXPECT_EQ(state.counters.unknown, 2u);
  EXPECT_EQ(state.position.index, 2u);
}

TEST(FoldTest, LeastReader_IsTheHighestThatAnyRecordAsksFor) {
  State state;
  v1::Event event;
  for (const uint32_t reader : {0u, 7u, 3u}) {
    event.set_least_reader(reader);
    Fold(state, state.position.index + 1, log::Sha256("x"), event.SerializeAsString());
  }
  EXPECT_EQ(state.least_reader, 7u);
}

TEST(FoldTest, RecordsThatNameNothing_DoNoHarm) {
  State state;
  uint64_t index = 0;
  const auto fold = [&](const v1::Event& event) {
    ++index;
    Fold(state, index, log::Sha256(std::to_string(index)), event.SerializeAsString());
  };
  v1::Event event;
  event.mutable_received()->set_stream(9);
  fold(event);
  event.mutable_released()->set_received(400);
  fold(event);
  event.mutable_verdict_given()->set_received(1);
  fold(event);
  event.mutable_recognition_given()->set_unit("NOBODY");
  fold(event);
  event.mutable_plan_applied()->set_zstd_textproto("not zstd");
  fold(event);
  event.mutable_device_revoked()->set_device(4);
  fold(event);
  Settle(state);
  EXPECT_EQ(state.counters.unknown, 5u);
}

// All pieces of a State, by kind.
std::map<StatePiece::Kind, std::vector<log::Digest>> PiecesOf(const State& state) {
  std::map<StatePiece::Kind, std::vector<log::Digest>> pieces;
  for (StatePiece piece, next; piece.kind != StatePiece::Kind::kEnd; piece = next)
    pieces[piece.kind].push_back(PieceDigest(state, piece, &next));
  return pieces;
}

TEST(StatePieceTest, LongStream_IsLookedAtInSeveral) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  FakeDevice other;
  for (size_t i = 0; i <= kPieceItems; ++i) {
    other.stream = log::ToBytes(log::Sha256(absl::StrCat(i))).substr(0, 16);
    d.NameOf(other);
  }
  while (d.changes.size() > hub.Sync(d).position.index) {
  }
  EXPECT_EQ(PiecesOf(hub.state)[StatePiece::Kind::kStreams].size(), 2u);
  EXPECT_EQ(PiecesOf(hub.state), PiecesOf(hub.Refold()));
}

TEST(StatePieceTest, AnythingOtherwise_IsSeenInAPieceOfItsKind) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  const auto sound = PiecesOf(hub.state);
  const auto moved = [&](const std::function<void(State&)>& spoil) {
    State state = hub.Refold();
    spoil(state);
    std::vector<StatePiece::Kind> kinds;
    for (const auto& [kind, digests] : PiecesOf(state)) {
      if (digests != sound.at(kind)) kinds.push_back(kind);
    }
    return kinds;
  };
  using Kinds = std::vector<StatePiece::Kind>;
  EXPECT_EQ(moved([](State&) {}), Kinds());
  EXPECT_EQ(moved([](State& s) { s.locked_periods.insert(1); }), Kinds{StatePiece::Kind::kSmall});
  EXPECT_EQ(moved([](State& s) { s.units[1]->row.set_name("x"); }),
            Kinds{StatePiece::Kind::kUnits});
  EXPECT_EQ(moved([](State& s) { ++s.streams[0]->records[0].hub_index; }),
            Kinds{StatePiece::Kind::kStreams});
  EXPECT_EQ(moved([](State& s) {
              bool added = false;
              s.entries.Open(s.entries.Keys().front(), &added).accepted = 1;
            }),
            Kinds{StatePiece::Kind::kEntries});
}

}  // namespace
}  // namespace gom::hub
