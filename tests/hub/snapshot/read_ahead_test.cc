// Reading ahead tells the same as reading, wherever a slice ends.
#include "hub/snapshot/read_ahead.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/hub/snapshot/stored_world.h"

namespace gom::hub {
namespace {

class ReadAheadTest : public ::testing::Test {
 protected:
  // Makes the log end at `index`, with a kind of record that this version does not know.
  void Lengthen(uint64_t index) {
    const auto tail = world_.store->Tail();
    ASSERT_TRUE(tail.ok()) << tail.status();
    const std::vector<log::NewRecord> unknown(index - tail->index,
                                              {.main = "\xfa\x7f\x01x", .text = ""});
    ASSERT_TRUE(world_.store->Append(*tail, unknown, {}, nullptr).ok());
  }
  // Indexes and digests that are told from `from` on, `most` at most.
  std::vector<std::pair<uint64_t, log::Digest>> Told(uint64_t from, size_t most,
                                                     absl::Status* end) {
    std::vector<std::pair<uint64_t, log::Digest>> told;
    *end = ReadAhead(*world_.store, from, [&](const RecordAhead& record) {
      told.emplace_back(record.index, record.digest);
      return told.size() < most;
    });
    return told;
  }
  std::vector<std::pair<uint64_t, log::Digest>> Read(uint64_t from) {
    std::vector<std::pair<uint64_t, log::Digest>> read;
    EXPECT_TRUE(world_.store
                    ->Read(from,
                           [&](const log::Record& record) {
                             read.emplace_back(record.index, record.digest);
                             return true;
                           })
                    .ok());
    return read;
  }

  StoredWorld world_;
};

TEST_F(ReadAheadTest, LogOfAnyLength_IsToldAsItIsRead) {
  for (const uint64_t length : {999, 1'000, 1'001, 2'000, 4'500, 9'000}) {
    Lengthen(length);
    for (const uint64_t from : {uint64_t{1}, uint64_t{500}, length, length + 1}) {
      absl::Status end;
      EXPECT_EQ(Told(from, SIZE_MAX, &end), Read(from)) << length << " from " << from;
      EXPECT_TRUE(end.ok()) << end;
    }
  }
}

TEST_F(ReadAheadTest, NoMoreWanted_NothingMoreIsTold) {
  Lengthen(9'000);
  for (const size_t most : {1, 999, 1'000, 1'001, 5'000}) {
    absl::Status end;
    EXPECT_EQ(Told(1, most, &end).size(), most);
    EXPECT_TRUE(end.ok()) << end;
  }
}

TEST_F(ReadAheadTest, D4_RecordIsDamaged_WhatStandsBeforeIsToldAndThenTheLoss) {
  Lengthen(6'000);
  for (const uint64_t damaged : {5'001, 1'000, 500}) {
    SQLite::Database db(world_.folder / "hub.db", SQLite::OPEN_READWRITE);
    db.exec("UPDATE record SET main = x'00' WHERE key % (1 << 40) = " + std::to_string(damaged));
    absl::Status end;
    EXPECT_EQ(Told(1, SIZE_MAX, &end).size(), damaged - 1);
    EXPECT_EQ(end.code(), absl::StatusCode::kDataLoss) << end;
  }
}

}  // namespace
}  // namespace gom::hub
