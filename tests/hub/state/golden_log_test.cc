// What an earlier release wrote must fold to what it folded to then.
#include "tests/hub/state/golden_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "common/plan/load.h"
#include "common/plan/packed.h"
#include "google/protobuf/descriptor.h"
#include "hub/state/snapshot.h"
#include "tests/hub/state/story.h"

namespace gom::hub {
namespace {

std::vector<std::string> GoldenPaths() {
  std::vector<std::string> paths;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(GOM_SOURCE_DIR) + "/tests/golden")) {
    if (file.path().extension() == ".log") paths.push_back(file.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Names of the kinds of record in a log: "received", "period_locked", …; and what became of
// Changes.
std::set<std::string> KindsIn(const GoldenLog& golden) {
  std::set<std::string> kinds;
  for (const std::string& record : golden.records) {
    v1::Event event;
    EXPECT_TRUE(event.ParseFromString(record));
    const auto* body = v1::Event::descriptor()->FindOneofByName("body");
    if (const auto* field = v1::Event::GetReflection()->GetOneofFieldDescriptor(event, body))
      kinds.insert(field->name());
    if (event.has_received()) kinds.insert(v1::Outcome_Name(event.received().outcome()));
    if (event.has_released()) kinds.insert(v1::Outcome_Name(event.released().outcome()));
  }
  return kinds;
}

// What no record is decided to be (what is settled is named by the record that settles it).
const std::set<std::string> kNeverWritten = {"OUTCOME_UNSPECIFIED", "OUTCOME_SETTLED"};

std::set<std::string> AllKinds() {
  std::set<std::string> kinds;
  const auto* body = v1::Event::descriptor()->FindOneofByName("body");
  for (int i = 0; i < body->field_count(); ++i) kinds.insert(body->field(i)->name());
  for (int i = v1::Outcome_MIN; i <= v1::Outcome_MAX; ++i)
    kinds.insert(v1::Outcome_Name(static_cast<v1::Outcome>(i)));
  for (const std::string& kind : kNeverWritten) kinds.erase(kind);
  return kinds;
}

TEST(GoldenLogTest, EveryGoldenLog_FoldsToWhatItFoldedToThen) {
  const std::vector<std::string> paths = GoldenPaths();
  ASSERT_FALSE(paths.empty());
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    const GoldenLog golden = ReadGoldenLog(path);
    const State state = FoldGolden(golden);
    EXPECT_EQ(state.position.index, golden.records.size());
    EXPECT_EQ(log::Hex(log::ToBytes(state.position.digest)), golden.log_digest);
    EXPECT_EQ(TotalsOf(state), golden.totals);
    EXPECT_EQ(state.counters.unknown, 0u);
    if (golden.fold_version != kFoldVersion) continue;
    EXPECT_EQ(log::Hex(log::ToBytes(StateDigest(state))), golden.state_digest);
  }
}

TEST(GoldenLogTest, EveryGoldenLog_IsTheSameFromASnapshotAnywhere) {
  for (const std::string& path : GoldenPaths()) {
    SCOPED_TRACE(path);
    const GoldenLog golden = ReadGoldenLog(path);
    for (size_t cut = 0; cut <= golden.records.size(); ++cut) {
      GoldenLog beginning = golden;
      beginning.records.resize(cut);
      State state;
      SnapshotReader reader(&state);
      ASSERT_TRUE(WriteChunks(FoldGolden(beginning), [&](const Chunk& chunk) {
                    EXPECT_TRUE(reader.Take(chunk));
                    return absl::OkStatus();
                  }).ok());
      ASSERT_TRUE(reader.Finish());
      for (size_t i = cut; i < golden.records.size(); ++i) {
        const log::Digest digest = log::Next(state.position.digest, golden.records[i]);
        Fold(state, state.position.index + 1, digest, golden.records[i]);
      }
      Settle(state);
      ASSERT_EQ(StateDigest(state), StateDigest(FoldGolden(golden))) << cut;
      ASSERT_EQ(TotalsOf(state), golden.totals) << cut;
    }
  }
}

// An earlier Load took a rule under a code that is reserved by now. What it let in stays in.
TEST(GoldenLogTest, AppliedPlanThatLoadRefusesNow_IsStillThePlan) {
  const std::string text = absl::StrReplaceAll(SmallPlan(3), {{"note_clean", "bad_text"}});
  ASSERT_EQ(plan::Load(text).plan, nullptr);
  HubWorld hub;
  FakeDevice& device = hub.Enroll("TH01");
  device.Enter("profile", "Q1", {{1, 40}});
  hub.Sync(device);
  v1::Event event;
  event.mutable_plan_applied()->set_version(3);
  event.mutable_plan_applied()->set_zstd_textproto(plan::Pack(text));
  const std::string record = event.SerializeAsString();
  Fold(hub.state, hub.state.position.index + 1, log::Next(hub.state.position.digest, record),
       record);
  Settle(hub.state);
  EXPECT_EQ(hub.state.plan->version(), 3u);
  EXPECT_EQ(hub.state.counters.unknown, 0u);
  EXPECT_EQ(hub.Counted("TH01", "profile", "Q1"), 40);
  State read;
  SnapshotReader reader(&read);
  ASSERT_TRUE(WriteChunks(hub.state, [&](const Chunk& chunk) {
                EXPECT_TRUE(reader.Take(chunk));
                return absl::OkStatus();
              }).ok());
  ASSERT_TRUE(reader.Finish());
  EXPECT_EQ(read.plan->version(), 3u);
  EXPECT_EQ(StateDigest(read), StateDigest(hub.state));
}

// Where this fails a new kind of record has come: let the story tell it, and write a new golden
// log.
TEST(GoldenLogTest, StoryAndGoldenLogs_HaveEveryKindOfRecordAndOutcome) {
  Story story;
  std::set<std::string> told = KindsIn(GoldenOf(story.Tell()));
  std::set<std::string> kept;
  for (const std::string& path : GoldenPaths()) kept.merge(KindsIn(ReadGoldenLog(path)));
  for (const std::string& kind : AllKinds()) {
    EXPECT_TRUE(told.contains(kind)) << kind << " is not in the story";
    EXPECT_TRUE(kept.contains(kind)) << kind << " is in no golden log";
  }
}

TEST(GoldenLogTest, Story_HoldsItsInvariants) {
  Story story;
  story.Tell().CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
