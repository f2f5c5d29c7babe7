// What is erased: chosen, told, not taken again; and what of it changes no outcome.
#include <gtest/gtest.h>

#include <string>

#include "hub/state/events.h"
#include "hub/state/snapshot.h"
#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

constexpr char kSecret[] = "Điện thoại của cô Lan 0912345678";

class RedactTest : public testing::Test {
 protected:
  RedactTest() : desk(hub.Enroll("TH01")), laptop(hub.Enroll("TH01")) {
    profile = desk.Enter("profile", "Q1", {{1, 40}, {2, 300}}, {}, {.author = "Cô Lan"});
    work = desk.Enter("work", "Q1", {{1, 12}}, {}, {.author = "Cô Lan", .note = kSecret});
    other = desk.Enter("work", "Q2", {{1, 13}}, {}, {.author = "Thầy Nam", .note = "Đủ cả"});
    hub.Sync(desk);
  }

  v1::RedactRequest Of(const FakeDevice& device, uint64_t index) {
    v1::RedactRequest request;
    request.set_unit("TH01");
    request.set_reason("Theo đơn của đương sự");
    request.set_operator_("cán bộ");
    request.add_revisions(absl::StrCat(log::Hex(device.stream).substr(0, 8), "/", index));
    return request;
  }
  absl::StatusOr<v1::RedactResponse> Redact(const v1::RedactRequest& request) {
    auto response = hub.Act([&](View& v) { return DecideRedact(v, request); });
    hub.EraseTexts();
    return response;
  }
  uint32_t CountErased(const v1::RedactRequest& request) {
    const auto response = Redact(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->texts() : 0;
  }
  std::string TextOf(const FakeDevice& device, uint64_t index) {
    return hub.log()[hub.HubIndex(device, index) - 1].text;
  }
  bool Holds(const std::string& words) {
    for (const log::Record& r : hub.log()) {
      if (r.text.find(words) != std::string::npos) return true;
    }
    return false;
  }

  HubWorld hub;
  FakeDevice& desk;
  FakeDevice& laptop;
  uint64_t profile = 0, work = 0, other = 0;
};

TEST_F(RedactTest, OneRevision_LosesItsWordsAndNothingElse) {
  const auto before = hub.Trained(Reading::kReported);
  EXPECT_EQ(CountErased(Of(desk, work)), 1u);
  EXPECT_FALSE(Holds(kSecret));
  EXPECT_TRUE(Holds("Đủ cả"));
  EXPECT_EQ(hub.Standing(desk, work), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 12);
  EXPECT_EQ(hub.Trained(Reading::kReported), before);
  hub.CheckInvariants();
  const log::Record& act = hub.log().back();
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(act.main));
  ASSERT_EQ(event.redacted().texts_size(), 1);
  EXPECT_EQ(event.redacted().texts(0).index(), hub.HubIndex(desk, work));
  EXPECT_EQ(event.redacted().texts(0).stream(), desk.stream);
  EXPECT_EQ(event.redacted().texts(0).stream_index(), work);
  EXPECT_TRUE(IsForUnits(event));
  EXPECT_EQ(hub.state.FindUnit("TH01")->records.back(), act.index);
}

TEST_F(RedactTest, Author_AllThatThePersonWroteForTheUnit) {
  v1::RedactRequest request = Of(desk, work);
  request.clear_revisions();
  request.set_author("Cô Lan");
  EXPECT_EQ(CountErased(request), 2u);
  EXPECT_FALSE(Holds("Cô Lan"));
  EXPECT_TRUE(Holds("Thầy Nam"));
  EXPECT_EQ(Code(Redact(request).status()), "nothing_to_redact");
}

TEST_F(RedactTest, Preview_CountsAndChangesNothing) {
  v1::RedactRequest request = Of(desk, work);
  request.set_preview(true);
  const uint64_t end = hub.state.position.index;
  EXPECT_EQ(CountErased(request), 1u);
  EXPECT_EQ(hub.state.position.index, end);
  EXPECT_TRUE(Holds(kSecret));
}

TEST_F(RedactTest, AskedTwice_IsDoneOnce) {
  EXPECT_EQ(CountErased(Of(desk, work)), 1u);
  const uint64_t end = hub.state.position.index;
  EXPECT_EQ(CountErased(Of(desk, work)), 0u);
  EXPECT_EQ(hub.state.position.index, end);
}

TEST_F(RedactTest, WhatCannotBeMeant_IsRefused) {
  v1::RedactRequest request = Of(desk, work);
  request.clear_reason();
  EXPECT_EQ(Code(Redact(request).status()), "reason_missing");
  request = Of(desk, work);
  request.set_author("Cô Lan");
  EXPECT_EQ(Code(Redact(request).status()), "redact_what");
  request = Of(desk, 99);
  EXPECT_EQ(Code(Redact(request).status()), "revision_unknown");
  request.set_revisions(0, "abc");
  EXPECT_EQ(Code(Redact(request).status()), "redact_what");
  request = Of(desk, work);
  request.set_unit("TH02");
  EXPECT_EQ(Code(Redact(request).status()), "revision_unknown") << "another unit's";
  request.set_unit("TH99");
  EXPECT_EQ(Code(Redact(request).status()), "unit_unknown");
  request = Of(desk, work);
  request.clear_revisions();
  request.add_evidence("short");
  EXPECT_EQ(Code(Redact(request).status()), "redact_what");
  request.set_evidence(0, std::string(32, 'e'));
  EXPECT_EQ(Code(Redact(request).status()), "nothing_to_redact") << "nobody names it";
  EXPECT_TRUE(hub.state.erased.files.empty());
}

TEST_F(RedactTest, EvidenceFile_OnlyOneThatTheUnitNamesAndOnce) {
  const std::string photo(32, 'e');
  desk.Enter("work", "Q3", {{1, 14}}, {}, {.evidence = {{photo, "a.jpg"}}});
  hub.Sync(desk);
  v1::RedactRequest request = Of(desk, work);
  request.clear_revisions();
  request.add_evidence(photo);
  request.set_unit("TH02");
  EXPECT_EQ(Code(Redact(request).status()), "nothing_to_redact") << "another unit's";
  request.set_unit("TH01");
  const auto files = Redact(request);
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ(files->files(), 1u);
  EXPECT_TRUE(hub.state.erased.files.contains(photo));
  EXPECT_EQ(Redact(request)->files(), 0u);
}

TEST_F(RedactTest, TwoNamesOfOneRevision_AreErasedTogether) {
  // Both computers wrote the same: one Revision, two salts.
  const uint64_t again =
      laptop.Enter("work", "Q1", {{1, 12}}, {}, {.author = "x", .note = kSecret});
  hub.Sync(laptop);
  ASSERT_EQ(hub.Standing(laptop, again), v1::OUTCOME_SAME);
  EXPECT_EQ(CountErased(Of(laptop, again)), 2u);
  EXPECT_FALSE(Holds(kSecret));
}

// A log that was put back to before `work` came, and knows what was erased by the ratchet.
TEST_F(RedactTest, AfterARestore_ASiblingBringsItAndOnlyItsNumbersAreTaken) {
  const uint64_t backup = hub.HubIndex(desk, work) - 1;
  CountErased(Of(desk, work));
  const Erased before = hub.state.erased;
  hub.RestoreTo(backup);
  hub.ActStatus([&](View& v) {
    DecideErasedBefore(v, before);
    return absl::OkStatus();
  });
  v1::ExchangeRequest request = laptop.Request(0);
  *request.add_orphan_streams() = Orphaned(desk, backup > 0 ? 1 : 0);
  ASSERT_TRUE(hub.Send(laptop, request).ok());
  EXPECT_EQ(TextOf(desk, work), "");
  EXPECT_FALSE(Holds(kSecret));
  EXPECT_TRUE(Holds("Đủ cả"));
  EXPECT_EQ(hub.Standing(desk, work), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 12);
  hub.CheckInvariants();
}

TEST_F(RedactTest, AfterARestore_ItsOwnDeviceBringsItAndOnlyItsNumbersAreTaken) {
  CountErased(Of(desk, work));
  const Erased before = hub.state.erased;
  hub.RestoreTo(hub.HubIndex(desk, work) - 1);
  hub.ActStatus([&](View& v) {
    DecideErasedBefore(v, before);
    return absl::OkStatus();
  });
  // A record says so to the unit's devices also in this term.
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(hub.log().back().main));
  EXPECT_EQ(event.redacted().texts(0).stream_index(), work);
  hub.Sync(desk);
  EXPECT_FALSE(Holds(kSecret));
  EXPECT_TRUE(Holds("Đủ cả"));
  hub.CheckInvariants();
  // Held by nothing: what is decided again finds no words, and no fault in that.
  EXPECT_TRUE(hub.Lock("Q1").ok());
  EXPECT_TRUE(hub.Lock("Q1", false).ok());
  EXPECT_EQ(hub.Standing(desk, work), v1::OUTCOME_HEAD);
}

// A computer that was put back to an older copy sends its Change again, in a stream of its own.
TEST_F(RedactTest, UnderAnotherName_TheSameBytesAreKnownAndToldToTheUnit) {
  CountErased(Of(desk, work));
  FakeDevice& again = hub.AddDevice(desk.number);
  again.Append(desk.changes[work - 1]);
  hub.Sync(again);
  EXPECT_EQ(TextOf(again, 1), "");
  EXPECT_FALSE(Holds(kSecret));
  EXPECT_EQ(hub.Standing(again, 1), v1::OUTCOME_SAME);
  EXPECT_TRUE(hub.state.erased.changes.contains({again.stream, 1}));
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(hub.log().back().main));
  EXPECT_EQ(event.redacted().texts(0).stream(), again.stream);
  hub.CheckInvariants();
}

// What was one Revision under two names is one again after a restore, in either order; and no words
// are equal to words that are there.
TEST_F(RedactTest, AfterARestore_TheOutcomeDoesNotDependOnTheOrder) {
  for (const bool desk_first : {true, false}) {
    SCOPED_TRACE(desk_first);
    HubWorld world;
    FakeDevice& a = world.Enroll("TH01");
    FakeDevice& b = world.Enroll("TH01");
    FakeDevice& c = world.Enroll("TH01");
    const uint64_t backup = world.state.position.index;
    const uint64_t x = a.Enter("work", "Q1", {{1, 12}}, {}, {.note = kSecret});
    const uint64_t y = b.Enter("work", "Q1", {{1, 12}}, {}, {.note = kSecret});
    const uint64_t z = c.Enter("work", "Q1", {{1, 12}}, {}, {.note = "Điều khác"});
    world.Sync(a);
    world.Sync(b);
    world.Sync(c);
    ASSERT_EQ(world.Standing(b, y), v1::OUTCOME_SAME);
    ASSERT_EQ(world.Standing(c, z), v1::OUTCOME_CONTENDER);
    ASSERT_TRUE(world.Act([&](View& v) { return DecideRedact(v, Of(a, x)); }).ok());
    const Erased before = world.state.erased;
    EXPECT_EQ(before.changes.size(), 2u);
    world.RestoreTo(backup);
    world.ActStatus([&](View& v) {
      DecideErasedBefore(v, before);
      return absl::OkStatus();
    });
    world.Sync(c);
    world.Sync(desk_first ? a : b);
    world.Sync(desk_first ? b : a);
    EXPECT_EQ(world.Standing(c, z), v1::OUTCOME_HEAD);
    EXPECT_EQ(world.Standing(desk_first ? a : b, 1), v1::OUTCOME_CONTENDER);
    EXPECT_EQ(world.Standing(desk_first ? b : a, 1), v1::OUTCOME_SAME);
    world.CheckInvariants();
  }
}

TEST_F(RedactTest, Snapshot_RemembersWhatWasErased) {
  CountErased(Of(desk, work));
  State read;
  SnapshotReader reader(&read);
  ASSERT_TRUE(WriteChunks(hub.state, [&](const Chunk& chunk) {
                EXPECT_TRUE(reader.Take(chunk));
                return absl::OkStatus();
              }).ok());
  ASSERT_TRUE(reader.Finish());
  EXPECT_EQ(StateDigest(read), StateDigest(hub.state));
  EXPECT_EQ(read.erased.contents, hub.state.erased.contents);
  EXPECT_EQ(read.erased.contents.size(), 1u);
}

}  // namespace
}  // namespace gom::hub
