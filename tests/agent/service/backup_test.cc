#include "agent/service/backup.h"

#include <filesystem>
#include <fstream>

#include "agent/service/evidence.h"
#include "common/platform/big_file.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

BackupContents Read(School& school) {
  auto contents = ReadForBackup(school.desk());
  EXPECT_TRUE(contents.ok()) << contents.status();
  return contents.ok() ? *std::move(contents) : BackupContents();
}

// Names of what a place holds, in a line.
std::string In(const std::string& place) {
  std::string names;
  for (const std::string& name : platform::NamesIn(place)) names += name + " ";
  return names;
}

TEST(BackupTest, CopyBroughtBack_HasReportsDraftsPhotosAndTheDevice) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  school.Type("work", "Q1", {{"events", "3"}});
  v1::AddEvidenceRequest photo;
  photo.set_form("work");
  photo.set_period("Q1");
  photo.set_name("lop.jpg");
  ASSERT_TRUE(AddEvidence(school.desk(), photo, {.bytes = "a photo"}).ok());
  TempFolder stick, other;
  BackupMeter meter;
  const auto saved = WriteBackup(Read(school), stick.path(), meter);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(meter.of, 0u) << "none is being made any more";
  EXPECT_EQ(In(stick.path()), fs::path(saved->folder()).filename().string() + " ");
  EXPECT_TRUE(platform::Exists(saved->folder() + "/DOC-TRUOC.txt"));
  const std::string stream = school.store().current()->id;
  school.Close();

  const std::string data = other.path() + "/data";
  ASSERT_TRUE(RestoreBackup(saved->folder(), data).ok());
  Computer restored(43, data);
  EXPECT_EQ(restored.store().enrollment().unit, "TH-01");
  EXPECT_EQ(restored.store().current()->id, stream);
  EXPECT_TRUE(restored.store().ReadKeys().ok());
  EXPECT_EQ(Computer::ValueOf(restored.Form("profile", "Q1"), "staff").number(), 20);
  const v1::FormView work = restored.Form("work", "Q1");
  EXPECT_EQ(Computer::ValueOf(work, "events").number(), 3);
  ASSERT_EQ(work.evidence_size(), 1);
  EXPECT_EQ(work.evidence(0).where(), v1::EvidenceView::WHERE_HERE);
  EXPECT_EQ(restored.Told(), "");
}

TEST(BackupTest, CopyTakenWhileItIsOpen_HasWhatLiesInTheWal) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  school.Report("profile", "Q1", {{"staff", "21"}});
  const auto saved = WriteBackup(Read(school), stick.path(), meter);
  ASSERT_TRUE(saved.ok());
  const std::string data = stick.path() + "/data";
  ASSERT_TRUE(RestoreBackup(saved->folder(), data).ok());
  EXPECT_EQ(Computer::ValueOf(Computer(43, data).Form("profile", "Q1"), "staff").number(), 21);
}

TEST(BackupTest, TwoOfOneMinute_StandBesideEachOther) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  const auto first = WriteBackup(Read(school), stick.path(), meter);
  const auto second = WriteBackup(Read(school), stick.path(), meter);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(second->folder(), first->folder() + "-2");
}

TEST(BackupTest, PlaceThatIsNone_IsRefusedAndNothingIsMade) {
  School school;
  BackupMeter meter;
  for (const std::string& place : {std::string("/no/such/stick"), std::string("relative"),
                                   school.folder(), school.folder() + "/agent.pem"}) {
    EXPECT_EQ(CodeOf(WriteBackup(Read(school), place, meter).status()), "backup_place_refused")
        << place;
  }
  EXPECT_EQ(In(school.folder()).find("gom-"), std::string::npos);
}

TEST(BackupTest, NoRoom_IsSaidBeforeAnythingIsWritten) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  BackupContents contents = Read(school);
  contents.bytes = UINT64_MAX / 2;
  const absl::Status refused = WriteBackup(contents, stick.path(), meter).status();
  EXPECT_EQ(CodeOf(refused), "disk_full");
  EXPECT_EQ(In(stick.path()), "");
}

TEST(BackupTest, StickGivesBackOtherBytes_NothingThatLooksWholeIsLeft) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  int files = 0;
  const auto third_differs = [&](const std::string& path) -> absl::StatusOr<std::string> {
    if (++files == 3) return std::string("something else");
    return platform::ReadFromMedium(path);
  };
  EXPECT_EQ(CodeOf(WriteBackup(Read(school), stick.path(), meter, third_differs).status()),
            "stick_failed");
  EXPECT_EQ(In(stick.path()), "");
  EXPECT_EQ(meter.of, 0u);
}

TEST(BackupTest, StickPulledOutMidway_IsSaidInWordsOfWhoStandsThere) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  const auto pulled = [&](const std::string& path) -> absl::StatusOr<std::string> {
    auto bytes = platform::ReadFromMedium(path);
    fs::remove_all(fs::path(path).parent_path());
    return bytes;
  };
  const absl::Status failed = WriteBackup(Read(school), stick.path(), meter, pulled).status();
  EXPECT_EQ(CodeOf(failed), "backup_failed");
  EXPECT_NE(text::ErrorOf(failed).vi().find("rút ra"), std::string::npos);
}

TEST(BackupTest, LeftoverOfOneThatWasCutOff_IsReplaced) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  const BackupContents contents = Read(school);
  fs::create_directory(stick.path() + "/" + contents.name + kPartEnding);
  std::ofstream(stick.path() + "/" + contents.name + kPartEnding + "/agent.db") << "half";
  EXPECT_TRUE(WriteBackup(contents, stick.path(), meter).ok());
}

TEST(BackupTest, LeftoversOfAnotherDay_GoAndWhatIsSomebodyElsesStays) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  for (const char* name :
       {"gom-TH01-20200101-0900.part", "gom-TH02-20200101-0900.part", "anh.part"})
    fs::create_directory(stick.path() + "/" + name);
  std::ofstream(stick.path() + "/gom-TH01-20200101-0900.part/agent.pem") << "a key";
  const auto saved = WriteBackup(Read(school), stick.path(), meter);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_FALSE(platform::Exists(stick.path() + "/gom-TH01-20200101-0900.part"));
  EXPECT_TRUE(platform::Exists(stick.path() + "/gom-TH02-20200101-0900.part"));
  EXPECT_TRUE(platform::Exists(stick.path() + "/anh.part"));
}

TEST(BackupTest, RestoreOverData_IsRefusedAndTheDataStays) {
  School school;
  TempFolder stick;
  BackupMeter meter;
  const auto saved = WriteBackup(Read(school), stick.path(), meter);
  ASSERT_TRUE(saved.ok());
  School other;
  other.Report("profile", "Q1", {{"staff", "7"}});
  other.Close();
  EXPECT_EQ(CodeOf(RestoreBackup(saved->folder(), other.folder())), "restore_over_data");
  other.Open();
  EXPECT_EQ(Computer::ValueOf(other.Form("profile", "Q1"), "staff").number(), 7);
}

TEST(BackupTest, FolderThatIsNoCopy_IsRefusedAndNothingIsMade) {
  TempFolder empty, other;
  EXPECT_EQ(CodeOf(RestoreBackup(empty.path(), other.path() + "/data")), "not_a_backup");
  EXPECT_FALSE(platform::Exists(other.path() + "/data"));
}

TEST(BackupTest, NotEnrolled_ThereIsNothingToCopy) {
  Computer computer;
  EXPECT_EQ(CodeOf(ReadForBackup(computer.desk()).status()), "not_enrolled");
}

}  // namespace
}  // namespace gom::agent
