#include "common/platform/other_disks.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::platform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(DisksInTest, SticksOfDesktopsAndPeople_AreNamedAsPeopleSeeThem) {
  EXPECT_THAT(DisksIn("/dev/sda1 / ext4 rw 0 0\n"
                      "proc /proc proc rw 0 0\n"
                      "/dev/sdb1 /media/clerk/USB\\040CUA\\040LAN vfat rw 0 0\n"
                      "/dev/sdc1 /run/media/clerk/KINGSTON exfat rw 0 0\n"
                      "/dev/sdd1 /mnt/disk ext4 rw 0 0\n"
                      "tmpfs /media tmpfs rw 0 0\n"
                      "/dev/sdb1 /media/clerk/USB\\040CUA\\040LAN vfat rw 0 0\n"),
              ElementsAre("/media/clerk/USB CUA LAN", "/mnt/disk", "/run/media/clerk/KINGSTON"));
}

TEST(DisksInTest, TableThatIsNone_NamesNothing) {
  EXPECT_THAT(DisksIn(""), IsEmpty());
  EXPECT_THAT(DisksIn("\n \n/dev/sda1\n"), IsEmpty());
  EXPECT_THAT(DisksIn("x /media/a\\"), ElementsAre("/media/a\\"));
  EXPECT_THAT(DisksIn("x /media/a\\09z"), ElementsAre("/media/a\\09z"));
}

TEST(OtherDisksTest, DiskOfTheFolderItself_IsNotAnother) {
  for (const std::string& disk : OtherDisks("/")) EXPECT_NE(disk, "/");
}

}  // namespace
}  // namespace gom::platform
