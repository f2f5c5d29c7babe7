#include "agent/sync/batch.h"

#include "gtest/gtest.h"

namespace gom::agent {
namespace {

OwnStream StreamOf(int count, size_t bytes) {
  OwnStream s;
  s.id = std::string(16, 's');
  s.current = true;
  log::Digest digest{};
  for (int i = 1; i <= count; ++i) {
    OwnRecord& r = s.records.emplace_back();
    r.index = static_cast<uint64_t>(i);
    r.main = std::string(bytes, static_cast<char>('a' + i % 20));
    r.digest = digest = log::Next(digest, r.main);
  }
  return s;
}

TEST(FillBatch, ManySmallChanges_AtMostSixtyFour) {
  v1::ExchangeRequest request;
  FillBatch(StreamOf(100, 10), 20, {}, &request);
  EXPECT_EQ(request.changes_size(), 64);
  EXPECT_EQ(request.after().index(), 20u);
  EXPECT_EQ(request.my_last().index(), 100u);
}

TEST(FillBatch, LargeChanges_AtMostSixteenKiB) {
  v1::ExchangeRequest request;
  FillBatch(StreamOf(10, 6000), 0, {}, &request);
  EXPECT_EQ(request.changes_size(), 2);
}

TEST(FillBatch, OneChangeLargerThanABatch_GoesAlone) {
  v1::ExchangeRequest request;
  FillBatch(StreamOf(3, 40'000), 1, {}, &request);
  EXPECT_EQ(request.changes_size(), 1);
}

TEST(FillBatch, RecordMissingInBetween_StopsBeforeTheGap) {
  OwnStream s = StreamOf(5, 10);
  s.records.erase(s.records.begin() + 2);
  v1::ExchangeRequest request;
  FillBatch(s, 0, {}, &request);
  EXPECT_EQ(request.changes_size(), 2);
}

OrphanStream OrphanOf(const std::string& id, int count, uint64_t refused_in) {
  return {id, 7, {}, refused_in, StreamOf(count, 10).records};
}

TEST(FillOrphans, D5_RefusedInThisTerm_GoesOnlyWhereItIsAskedAgain_AndByItsFirstChange) {
  const Orphans orphans{.streams = {OrphanOf("refused", 3, 2), OrphanOf("new", 3, 1)}, .words = {}};
  v1::ExchangeRequest request;
  EXPECT_TRUE(FillOrphans(orphans, {.term = 2}, {}, &request));
  ASSERT_EQ(request.orphan_streams_size(), 1);
  EXPECT_EQ(request.orphan_streams(0).stream(), "new");
  request.Clear();
  EXPECT_TRUE(FillOrphans(orphans, {.term = 2, .ask_again = true}, {}, &request));
  ASSERT_EQ(request.orphan_streams_size(), 2);
  EXPECT_EQ(request.orphan_streams(0).changes_size(), 1);
  EXPECT_EQ(request.orphan_streams(1).changes_size(), 3);
  request.Clear();
  EXPECT_TRUE(FillOrphans(orphans, {.term = 3}, {}, &request)) << "another hub may take all of it";
  EXPECT_EQ(request.orphan_streams(0).changes_size(), 3);
}

TEST(FillOrphans, D5_TakenAndNotReadBackYet_IsNotSentAgain) {
  Orphans orphans{.streams = {OrphanOf("part", 3, 0), OrphanOf("all", 3, 0)}, .words = {}};
  orphans.streams[0].taken_to = 2;
  orphans.streams[1].taken_to = 3;
  v1::ExchangeRequest request;
  EXPECT_TRUE(FillOrphans(orphans, {.term = 2}, {}, &request));
  ASSERT_EQ(request.orphan_streams_size(), 1);
  EXPECT_EQ(request.orphan_streams(0).after().index(), 2u);
  EXPECT_EQ(request.orphan_streams(0).after().digest(),
            log::ToBytes(orphans.streams[0].changes[1].digest));
  EXPECT_EQ(request.orphan_streams(0).changes_size(), 1);
}

TEST(BatchLimits, HalvedOnFailure_DownToOneChange_WholeAgainAfterSuccess) {
  BatchLimits limits;
  limits.Halve();
  EXPECT_EQ(limits.changes, 32u);
  EXPECT_EQ(limits.bytes, 8u * 1024);
  for (int i = 0; i < 20; ++i) limits.Halve();
  EXPECT_EQ(limits.changes, 1u);
  v1::ExchangeRequest request;
  FillBatch(StreamOf(3, 10), 0, limits, &request);
  EXPECT_EQ(request.changes_size(), 1);
  limits.Reset();
  EXPECT_EQ(limits.changes, 64u);
}

}  // namespace
}  // namespace gom::agent
