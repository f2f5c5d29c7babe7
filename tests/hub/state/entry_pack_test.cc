// An edit that is put behind a packed Entry makes the bytes that the whole Entry would make.
#include "hub/state/entry_pack.h"

#include <gtest/gtest.h>

namespace gom::hub {
namespace {

const EntryKey kKey{0, 1, 2};

Revision EditOf(uint64_t id, int64_t number) {
  Revision r;
  r.id = id;
  r.stream = 3;
  r.stream_index = id;
  r.entered_at = 1'790'000'000 + static_cast<int64_t>(id) * 60;
  r.received_at = r.entered_at * 1000;
  r.plan_version = static_cast<uint32_t>(id);
  r.numbers = log::Sha256(std::to_string(number));
  plan::Values values;
  values.Set(1, plan::FieldValue::Number(number));
  r.values = std::make_shared<const plan::Values>(values);
  return r;
}

// The head that follows `before` (0: the first).
struct Edit {
  Revision revision;
  sync::Candidate candidate;
  sync::Placement placement{v1::OUTCOME_HEAD, v1::HELD_REASON_UNSPECIFIED, {}, 0};
};
Edit After(uint64_t before, uint64_t id) {
  Edit edit;
  edit.revision = EditOf(id, static_cast<int64_t>(id) * 7);
  edit.candidate.content = edit.revision.numbers;
  edit.candidate.parents.emplace();
  if (before == 0) return edit;
  edit.candidate.parents->push_back(before);
  edit.placement.settles = {before};
  return edit;
}

void Take(const Edit& edit, Entry* entry) {
  FoldIn(*entry, edit.revision, edit.candidate, edit.placement, nullptr);
}

// `count` Revisions, 10 apart, each head after the other.
Entry Edited(uint64_t count) {
  Entry entry;
  entry.key = kKey;
  for (uint64_t i = 1; i <= count; ++i) Take(After((i - 1) * 10, i * 10), &entry);
  return entry;
}

void ExpectAppendedAsIfUnpacked(const Entry& entry, const Edit& edit) {
  std::string packed = PackEntry(entry);
  Counting counting = CountingOf(entry);
  TallyMove moved;
  ASSERT_TRUE(
      AppendEdit(edit.revision, edit.candidate, edit.placement, &packed, &counting, &moved));
  Entry whole = entry;
  Take(edit, &whole);
  EXPECT_EQ(packed, PackEntry(whole));
  EXPECT_EQ(moved.before.waiting, entry.tally().waiting);
  EXPECT_EQ(moved.before.returned, entry.tally().returned);
  EXPECT_EQ(moved.after, whole.tally());
  const Counting expected = CountingOf(whole);
  EXPECT_EQ(*counting.reported, *expected.reported);
  EXPECT_EQ(counting.accepted == nullptr, expected.accepted == nullptr);
  if (expected.accepted != nullptr) {
    EXPECT_EQ(*counting.accepted, *expected.accepted);
  }
  EXPECT_EQ(counting.reported_plan, expected.reported_plan);
  EXPECT_EQ(counting.accepted_plan, expected.accepted_plan);
  EXPECT_EQ(counting.in_conflict, expected.in_conflict);
  EXPECT_EQ(counting.returned, expected.returned);
  EXPECT_EQ(counting.first_hour, expected.first_hour);
  const std::optional<Entry> again = UnpackEntry(kKey, packed, counting);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->revisions.size(), whole.revisions.size());
  for (size_t i = 0; i < whole.revisions.size(); ++i) {
    EXPECT_EQ(*ValuesOf(again->revisions[i]), *ValuesOf(whole.revisions[i])) << i;
    EXPECT_EQ(again->members.all[i].standing, whole.members.all[i].standing) << i;
  }
}

void ExpectNotAppended(const Entry& entry, const Edit& edit) {
  const std::string before = PackEntry(entry);
  std::string packed = before;
  Counting counting = CountingOf(entry);
  TallyMove moved;
  EXPECT_FALSE(
      AppendEdit(edit.revision, edit.candidate, edit.placement, &packed, &counting, &moved));
  EXPECT_EQ(packed, before);
  EXPECT_EQ(counting.reported, CountingOf(entry).reported);
}

TEST(AppendEdit, HoweverManyCameBefore_MakesTheSameBytes) {
  for (uint64_t count = 1; count <= 6; ++count)
    ExpectAppendedAsIfUnpacked(Edited(count), After(count * 10, count * 10 + 3));
}

TEST(AppendEdit, AnyOfThemJudged_TheAcceptedOneStillCounts) {
  for (const auto word : {v1::VERDICT_WORD_ACCEPTED, v1::VERDICT_WORD_RETURNED}) {
    for (uint64_t judged = 10; judged <= 40; judged += 10) {
      Entry entry = Edited(4);
      FoldVerdict(entry, judged, word, 41, 1'790'000'000'000, nullptr);
      ExpectAppendedAsIfUnpacked(entry, After(40, 50));
    }
  }
}

TEST(AppendEdit, HeldOneStandsBeside_StaysHeld) {
  Entry entry = Edited(1);
  Edit held = After(0, 15);
  held.placement = {v1::OUTCOME_HELD, v1::HELD_REASON_ERROR_WITHIN, {}, 0};
  Take(held, &entry);
  Take(After(10, 20), &entry);
  Entry whole = entry;
  std::string packed = PackEntry(entry);
  Counting counting = CountingOf(entry);
  TallyMove moved;
  const Edit edit = After(20, 30);
  ASSERT_TRUE(
      AppendEdit(edit.revision, edit.candidate, edit.placement, &packed, &counting, &moved));
  Take(edit, &whole);
  EXPECT_EQ(packed, PackEntry(whole));
  EXPECT_EQ(moved.after.held - moved.before.held, 0);
}

TEST(AppendEdit, FirstOfItsEntry_IsNotAnEdit) {
  Entry none;
  none.key = kKey;
  ExpectNotAppended(none, After(0, 10));
}

TEST(AppendEdit, Contender_IsLeftToThoseWhoLookAtTheWholeEntry) {
  Edit contender = After(10, 30);
  contender.placement = {v1::OUTCOME_CONTENDER, v1::HELD_REASON_UNSPECIFIED, {}, 0};
  ExpectNotAppended(Edited(2), contender);
  Entry contended = Edited(2);
  Take(contender, &contended);
  ExpectNotAppended(contended, After(20, 40));
}

TEST(AppendEdit, HeadIsNotTheNewest_IsNotDone) {
  Entry entry = Edited(2);
  Edit same = After(10, 25);
  same.placement = {v1::OUTCOME_SAME, v1::HELD_REASON_UNSPECIFIED, {}, 20};
  Take(same, &entry);
  ExpectNotAppended(entry, After(20, 30));
}

TEST(AppendEdit, SettlesMoreThanTheHead_IsNotDone) {
  Edit merge = After(20, 30);
  merge.placement.settles = {10, 20};
  ExpectNotAppended(Edited(2), merge);
}

}  // namespace
}  // namespace gom::hub
