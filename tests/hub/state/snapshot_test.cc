// A State from a snapshot is the State from nothing, to the byte, and goes on the same; also where
// nearly all of its Entries are packed.
#include "hub/state/snapshot.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/hub/state/any_commands.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

struct KeptChunk {
  ChunkKind kind;
  std::string bytes;
  friend bool operator==(const KeptChunk&, const KeptChunk&) = default;
};
using Chunks = std::vector<KeptChunk>;

Chunks ChunksOf(const State& state) {
  Chunks chunks;
  const absl::Status written = WriteChunks(state, [&](const Chunk& chunk) {
    chunks.push_back({chunk.kind, std::string(chunk.bytes)});
    return absl::OkStatus();
  });
  EXPECT_TRUE(written.ok()) << written;
  return chunks;
}

uint64_t BytesOf(const Chunks& chunks) {
  uint64_t bytes = 0;
  for (const KeptChunk& chunk : chunks) bytes += chunk.bytes.size();
  return bytes;
}

bool Load(const Chunks& chunks, State* state) {
  SnapshotReader reader(state, BytesOf(chunks));
  for (const KeptChunk& chunk : chunks) {
    if (!reader.Take({chunk.kind, chunk.bytes})) return false;
  }
  return reader.Finish();
}

bool IsSame(const State& a, const State& b) {
  return StateDigest(a) == StateDigest(b) && a.progress == b.progress && ChunksOf(a) == ChunksOf(b);
}

// Does the steps; before the one at `cut` the hub is stopped and started from a snapshot.
void Live(HubWorld& hub, const std::vector<Step>& steps, size_t cut) {
  std::vector<FakeDevice*> devices = EnrollSome(hub);
  for (size_t i = 0; i < steps.size(); ++i) {
    if (i == cut) {
      State again;
      again.entries.set_open_limit(1);
      RC_ASSERT(Load(ChunksOf(hub.state), &again));
      RC_ASSERT(IsSame(again, hub.state));
      hub.state = std::move(again);
    }
    DoSomething(hub, devices, steps[i]);
  }
  for (const FakeDevice* d : devices) hub.Sync(*d);
}

RC_GTEST_PROP(SnapshotProperty, StartedFromASnapshot_GoesOnAsIfItHadNeverStopped, ()) {
  const std::vector<Step> steps = *AnySteps();
  const size_t cut = steps.empty() ? 0 : *rc::gen::inRange<size_t>(0, steps.size());
  HubWorld one, other;
  Live(one, steps, steps.size());
  Live(other, steps, cut);
  RC_ASSERT(one.state.position == other.state.position);  // every decision was the same
  RC_ASSERT(IsSame(one.state, other.state));
  RC_ASSERT(IsSame(other.state, other.Refold()));
}

RC_GTEST_PROP(SnapshotProperty, TailFoldedOverASnapshot_IsTheStateFromNothing, ()) {
  HubWorld hub;
  Live(hub, *AnySteps(), SIZE_MAX);
  const size_t cut = *rc::gen::inRange<size_t>(0, hub.log().size());
  State folded, again;
  for (size_t i = 0; i < cut; ++i) {
    const log::Record& r = hub.log()[i];
    Fold(folded, r.index, r.digest, r.main);
  }
  Settle(folded);
  RC_ASSERT(Load(ChunksOf(folded), &again));
  again.entries.set_open_limit(*rc::gen::inRange<size_t>(0, 3));
  for (size_t i = cut; i < hub.log().size(); ++i) {
    const log::Record& r = hub.log()[i];
    Fold(again, r.index, r.digest, r.main);
    if (i % 3 == 0) Settle(again);
  }
  Settle(again);
  RC_ASSERT(IsSame(again, hub.state));
}

RC_GTEST_PROP(SnapshotProperty, FoldedFromNothingWithFewEntriesOpen_IsTheSameState, ()) {
  HubWorld hub;
  Live(hub, *AnySteps(), SIZE_MAX);
  State again;
  again.entries.set_open_limit(*rc::gen::inRange<size_t>(0, 3));
  for (const log::Record& r : hub.log()) Fold(again, r.index, r.digest, r.main);
  Settle(again);
  RC_ASSERT(IsSame(again, hub.state));
}

TEST(SnapshotTest, NothingBegunYet_IsASnapshotToo) {
  State again;
  ASSERT_TRUE(Load(ChunksOf(State()), &again));
  EXPECT_TRUE(IsSame(again, State()));
}

TEST(SnapshotTest, FilesThatRevisionsName_AreKept) {
  HubWorld hub;
  FakeDevice& one = hub.Enroll("TH01");
  one.Enter("work", "Q1", {{1, 40}}, {}, {.evidence = {{std::string(32, 'p')}}});
  hub.Sync(one);
  State again;
  ASSERT_TRUE(Load(ChunksOf(hub.state), &again));
  EXPECT_TRUE(IsSame(again, hub.state));
  EXPECT_EQ(again.FindUnit("TH01")->evidence.size(), 1u);
}

TEST(SnapshotTest, D5_HubThatHeals_KeepsWhatItHasYetToSettle) {
  HubWorld hub;
  FakeDevice& one = hub.Enroll("TH01");
  const uint64_t r = one.Enter("work", "Q1", {{1, 40}});
  hub.Sync(one);
  const uint64_t backup = hub.state.position.index;
  FakeDevice& two = hub.Enroll("TH01");
  ASSERT_TRUE(hub.Review({HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1")}).ok());
  v1::ExchangeRequest request = one.Request(1);
  v1::OrphanWord* word = request.add_orphan_words();
  word->set_index(hub.state.position.index);
  word->mutable_event()->set_main(hub.log().back().main);
  word->mutable_revision()->set_stream(one.stream);
  word->mutable_revision()->set_index(r);
  word->mutable_revision()->set_digest(log::Short(one.digests[r - 1]));
  hub.RestoreTo(backup);
  ASSERT_TRUE(hub.Return(two, "TH01").ok());
  two.Enter("work", "Q2", {{1, 50}});
  v1::OrphanStream* orphan = request.add_orphan_streams();
  orphan->set_stream(two.stream);
  orphan->set_device(two.number);
  *orphan->add_changes() = two.changes[0];
  ASSERT_TRUE(hub.Send(one, request).ok());
  ASSERT_FALSE(hub.state.orphans.empty());
  ASSERT_FALSE(hub.state.returned_devices.empty());

  State again;
  ASSERT_TRUE(Load(ChunksOf(hub.state), &again));
  EXPECT_TRUE(IsSame(again, hub.state));
  EXPECT_GT(again.lost_from, 0u);
  EXPECT_EQ(again.units[0]->orphan_bytes, hub.state.units[0]->orphan_bytes);
  hub.state = std::move(again);
  EXPECT_EQ(hub.Readmit(two.number)->released(), 1u);
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
  hub.CheckInvariants();
}

TEST(SnapshotTest, ChunkMissing_IsRefused) {
  HubWorld hub;
  FakeDevice& phone = hub.Enroll("TH01");
  phone.Enter("work", "Q1", {{1, 40}});
  hub.Sync(phone);
  const Chunks whole = ChunksOf(hub.state);
  ASSERT_EQ(whole.size(), 2u);
  for (const KeptChunk& left : whole) {
    State state;
    EXPECT_FALSE(Load({left}, &state));
  }
}

TEST(SnapshotTest, AnyByteChangedOrCutOff_IsReadWithoutHarm) {
  HubWorld hub;
  FakeDevice& phone = hub.Enroll("TH01");
  const uint64_t first = phone.Enter("work", "Q1", {{1, 40}}, {}, {.note = "x"}, 9);
  phone.Enter("work", "Q1", {{1, 41}}, {{&phone, first}});
  hub.Sync(phone);
  const Chunks whole = ChunksOf(hub.state);
  for (size_t c = 0; c < whole.size(); ++c) {
    for (size_t i = 0; i < whole[c].bytes.size(); ++i) {
      Chunks cut = whole;
      cut[c].bytes.resize(i);
      State from_cut;
      if (Load(cut, &from_cut)) {
        EXPECT_FALSE(IsSame(from_cut, hub.state));
      }
      // What a plan's bytes say is the plan's own affair, and slow to try.
      if (whole[c].kind == ChunkKind::kOther && i > 100) continue;
      Chunks changed = whole;
      changed[c].bytes[i] = static_cast<char>(changed[c].bytes[i] ^ 0x15);
      State from_changed;
      Load(changed, &from_changed);
    }
  }
}

// What a head says of the rest is believed as far as the rest has room for it.
TEST(Snapshot, HeadSpeaksOfMoreThanThereIsRoomFor_IsRefusedBeforeMemoryIsAskedFor) {
  HubWorld hub;
  EnrollSome(hub);
  const Chunks chunks = ChunksOf(hub.state);
  ASSERT_GT(hub.state.records.size(), 2u);
  State small;
  SnapshotReader reader(&small, 8 * hub.state.records.size() - 1);
  EXPECT_FALSE(reader.Take({chunks[0].kind, chunks[0].bytes}));
  EXPECT_TRUE(small.records.empty());
}

}  // namespace
}  // namespace gom::hub
