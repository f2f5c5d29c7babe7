// What whoever runs a hub does with its whole folder: makes it, backs it up, restores it; and the
// files that the hub itself keeps beside its log: snapshots, the ratchet.
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "common/platform/file_system.h"
#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "hub/service/backup.h"
#include "hub/service/revoke_device.h"
#include "tests/common/log/temp_folder.h"
#include "tests/sim/hub_folder.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using hub::Hub;

constexpr char kBackup[] = "/gom.backup";
constexpr char kOlderBackup[] = "/older.backup";

absl::Status GiveSlip(hub::View& v) {
  return hub::DecideSlip(
      v, {.unit = "TH01", .slip = "S11", .secret_hash = "băm", .expires_at = v.now_ms() + 10});
}
absl::Status Enroll(hub::View& v) {
  hub::EnrollCommand enroll;
  enroll.slip = "S11";
  enroll.device = kDevice;
  enroll.certificate_sha256 = enroll.public_key_sha256 = "key 11";
  return hub::DecideEnroll(v, enroll).status();
}

// The office enters a number of staff.
absl::Status Enter(Hub& hub, int64_t staff) {
  return hub.writer().ActAndWait([&](hub::View& v) {
    const auto edit = [&](const plan::Form&, plan::Values* values, sync::Wording*) {
      values->Set(1, plan::FieldValue::Number(staff));
      return absl::OkStatus();
    };
    return hub::DecideEnter(v, {"TH01", "profile", "Q1", edit}).status();
  });
}

absl::Status BackUpTo(Hub& hub, const std::string& path) {
  v1::BackupRequest request;
  request.set_path(path);
  return hub::BackUp(hub, request).status();
}

// A hub with a snapshot, a backup beside it, and one entry more than the backup has; as one that
// was killed leaves it, its last work in the WAL.
struct World {
  DiskImage image;
  uint64_t backup_index = 0, index = 0;
};
World MakeWorld() {
  const TempFolder folder;
  World world;
  EXPECT_TRUE(Init(folder.path()).ok());
  auto open = Open(folder.path());
  EXPECT_TRUE(open.ok()) << open.status();
  Hub& hub = *(*open)->hub;
  for (absl::Status (*act)(hub::View&) : {SetPlan, SetUnits, GiveSlip, Enroll})
    EXPECT_EQ(hub.writer().ActAndWait(act), absl::OkStatus());
  EXPECT_TRUE(Enter(hub, 50).ok());
  EXPECT_TRUE(hub.snapshots().Make().ok());
  EXPECT_TRUE(BackUpTo(hub, folder / "gom.backup").ok());
  world.backup_index = EndBeforeTerms(hub).index;
  EXPECT_TRUE(Enter(hub, 51).ok());
  EXPECT_TRUE(hub.KeepRatchet().ok());
  world.index = EndBeforeTerms(hub).index;
  world.image = ImageOf(folder.path());
  return world;
}

FolderOperation InitHub() {
  // Its first API key is drawn anew with each try.
  const auto look = [](const std::string& folder,
                       std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::string shown, LookAtHub(folder, problems));
    return shown.substr(0, shown.find(','));
  };
  return {.before = DiskImage(),
          .act = [](const std::string& folder, const auto&) { return Init(folder); },
          .look = look,
          .done_code = "hub_exists",
          .tidied_when_done_again = true};
}

FolderOperation Backup() {
  World world = MakeWorld();
  world.image.Rename(kBackup + 1, kOlderBackup + 1);
  world.image.SyncFolder();
  const std::string older = world.image.file(world.image.Find(kOlderBackup + 1)).bytes();
  const auto act = [](const std::string& folder, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    const absl::Status made = BackUpTo(*open->hub, folder + kBackup);
    // A disk that is full lets files be removed.
    if (text::ErrorOf(made).code() == "disk_full")
      EXPECT_FALSE(std::filesystem::exists(folder + kBackup + ".making"));
    RETURN_IF_ERROR(made);
    said();
    return absl::OkStatus();
  };
  // The hub goes on; the older backup is as it was; and what is there under the new one's name
  // makes a hub.
  const auto look = [older](const std::string& folder,
                            std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::string hub, LookAtHub(folder, problems));
    ASSIGN_OR_RETURN(const std::string bytes, platform::ReadFile(folder + kOlderBackup));
    if (bytes != older) problems->push_back("the older backup is not what it was");
    if (!std::filesystem::exists(folder + kBackup)) return hub;
    const TempFolder aside;
    const std::string copy = aside / "copy";
    std::filesystem::copy_file(folder + kBackup, copy);
    ASSIGN_OR_RETURN(const hub::Backup backup, hub::TakeApart(copy, "copy"));
    return absl::StrCat(hub, ", backed up at ", backup.facts.position.index, " with ",
                        backup.files.size(), " files");
  };
  return {.before = world.image,
          .act = act,
          .look = look,
          .refused_may_be_done = true,  // where the last sync of its folder fails
          .done_code = "backup_exists",
          .told_alone_counts = true,
          .tidied_when_done_again = true};
}

// Where the last sync of the folder fails, it is refused although it may have been done.
absl::Status Restore(const std::string& folder) {
  return hub::RestoreHub({.folder = folder + kData, .file = folder + kBackup, .clock = &Clock()})
      .status();
}

FolderOperation RestoreOverAHub() {
  const World world = MakeWorld();
  const auto look = [world](const std::string& folder, std::vector<std::string>* problems) {
    const absl::StatusOr<std::string> shown = LookAtHub(folder, problems);
    const auto open = Open(folder);
    // Devices send nothing to a hub that goes on with less and no higher term.
    if (open.ok()) {
      Hub& hub = *(*open)->hub;
      const auto term = hub.ReadState([](const hub::State& s) { return s.term; });
      if (EndBeforeTerms(hub).index < world.index && term < 2)
        problems->push_back("an older log without a higher term");
    }
    return shown;
  };
  return {.before = world.image,
          .act = [](const std::string& folder, const auto&) { return Restore(folder); },
          .look = look,
          .refused_may_be_done = true};
}

FolderOperation RestoreIntoAnEmptyFolder() {
  World world = MakeWorld();
  const uint64_t backup = world.image.Find(kBackup + 1);
  DiskImage before;
  const uint64_t file = before.Create(kBackup + 1);
  before.file(file).Write(0, world.image.file(backup).bytes());
  before.file(file).Sync();
  before.SyncFolder();
  return {.before = before,
          .act = [](const std::string& folder, const auto&) { return Restore(folder); },
          .look = LookAtHub,
          .refused_may_be_done = true,
          .tidied_when_done_again = true};
}

FolderOperation Snapshot() {
  const auto act = [](const std::string& folder, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    RETURN_IF_ERROR(open->hub->snapshots().Make().status());
    said();
    return absl::OkStatus();
  };
  const auto look = [](const std::string& folder,
                       std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    ASSIGN_OR_RETURN(std::string all, Show(*open->hub, problems));
    for (const hub::SnapshotStamp& stamp : open->hub->snapshots().snapshots().List())
      absl::StrAppend(&all, ", snapshot at ", stamp.position.index);
    return all;
  };
  return {.before = MakeWorld().image,
          .act = act,
          .look = look,
          .refused_may_be_done = true,  // where the last sync of its folder fails
          .told_alone_counts = true};
}

FolderOperation Revoke() {
  const auto act = [](const std::string& folder, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    v1::RevokeDeviceRequest request;
    request.set_device(kDevice);
    RETURN_IF_ERROR(hub::RevokeDevice(*open->hub, request).status());
    said();
    return absl::OkStatus();
  };
  return {.before = MakeWorld().image, .act = act, .look = LookAtHub};
}

// Another authority: the hub starts with it or without it, whoever knows the first one finds it,
// and the log has it by then.
FolderOperation BeginAuthority() {
  const auto act = [](const std::string& folder, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    if (open->hub->authority().begun().empty())
      RETURN_IF_ERROR(open->hub->BeginAuthority("cán bộ"));
    said();
    return absl::OkStatus();
  };
  // Keys are drawn anew with each try.
  const auto look = [](const std::string& folder,
                       std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    RETURN_IF_ERROR(Show(*open->hub, problems).status());
    const hub::Authority& authority = open->hub->authority();
    const std::string& shown = authority.server_chain_pem();
    for (const std::string& pin : rpc::CertificatesIn(authority.ca_pem())) {
      if (!rpc::VerifyChain(shown, shown, pin, rpc::Purpose::kServer).ok())
        problems->push_back("who knows one authority does not find the hub");
    }
    if (open->hub->ReadState([](const hub::State& s) { return s.authorities; }) !=
        authority.begun())
      problems->push_back("the log has other authorities");
    return absl::StrCat(log::Hex(authority.hub_id()), " with ", authority.begun().size(), " begun");
  };
  return {.before = MakeWorld().image,
          .act = act,
          .look = look,
          .refused_may_be_done = true,  // the next start goes on with it
          .tidied_when_done_again = true};
}

INSTANTIATE_TEST_SUITE_P(HubFolder, Operations,
                         ::testing::Values(Named{"InitHub", InitHub}, Named{"Backup", Backup},
                                           Named{"RestoreOverAHub", RestoreOverAHub},
                                           Named{"RestoreIntoAnEmptyFolder",
                                                 RestoreIntoAnEmptyFolder},
                                           Named{"Snapshot", Snapshot}, Named{"Revoke", Revoke},
                                           Named{"BeginAuthority", BeginAuthority}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
