#include "hub/state/entry_table.h"

#include <gtest/gtest.h>

#include <string>

#include "hub/state/packing.h"

namespace gom::hub {
namespace {

constexpr EntryKey kKey{.unit = 1, .form = 2, .period = 3};

TEST(EntryTableTest, PackedEntry_IsFoundAndOpenedAsItWas) {
  EntryTable table;
  table.set_open_limit(0);
  bool added = false;
  table.Open(kKey, &added).accepted = 7;
  EXPECT_TRUE(added);
  table.PackOldest();
  ASSERT_NE(table.Find(kKey), nullptr);
  EXPECT_EQ(table.Find(kKey)->accepted, 7u);
  EXPECT_EQ(table.Open(kKey, &added).accepted, 7u);
  EXPECT_FALSE(added);
  EXPECT_EQ(table.Find({.unit = 9}), nullptr);
}

TEST(EntryTableDeathTest, PackedBytesThatAreNone_StopTheProgramInsteadOfBeingWrittenOver) {
  std::string bytes;
  Packer out(&bytes);
  PackCounting({}, out);
  out.B("\xff\xff no entry");
  EntryTable table;
  Unpacker in(bytes);
  ASSERT_TRUE(table.Unpack(kKey, in));
  bool added = false;
  EXPECT_DEATH(table.Open(kKey, &added), "cannot be unpacked: unit 1 form 2 period 3");
  EXPECT_DEATH(table.Find(kKey).reset(), "cannot be unpacked");
}

}  // namespace
}  // namespace gom::hub
