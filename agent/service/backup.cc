#include "agent/service/backup.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/service/backup_words.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/log/chain.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/other_disks.h"
#include "common/platform/zone.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;

constexpr char kDatabase[] = "agent.db", kEvidence[] = "evidence", kReadMe[] = "DOC-TRUOC.txt";
constexpr uint64_t kKilobyte = 1000;
// A school's database has some hundred kilobytes.
constexpr uint64_t kLargest = uint64_t{256} << 20;
// Copies made within one minute.
constexpr int kMostOfAMinute = 9;

// What stands beside the database: who this device is, its keys, how far its stream had come, and
// what a shared computer's page asks for.
bool IsOfTheDevice(const std::string& name) {
  constexpr std::string_view kNames[] = {"agent.pem", "agent.enrolled", "agent.seq",
                                         "agent.key", "seal.key",       "page.pin"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool IsEvidence(const std::string& name) {
  constexpr size_t kHexDigits = 64;
  return name.size() == kHexDigits && std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(c));
         });
}

std::string PrefixOf(const std::string& unit) {
  std::string prefix = "gom-";
  for (const char c : unit)
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) prefix += c;
  return prefix + "-";
}

std::string Minute(int64_t now_ms) {
  const absl::TimeZone zone = absl::FixedTimeZone(platform::LocalOffsetSeconds(now_ms));
  return absl::FormatTime("%Y%m%d-%H%M", absl::FromUnixMillis(now_ms), zone);
}

bool IsWithin(const std::string& inner, const std::string& outer) {
  std::error_code failed;
  const fs::path in = fs::weakly_canonical(inner, failed);
  const fs::path out = fs::weakly_canonical(outer, failed);
  return std::mismatch(out.begin(), out.end(), in.begin(), in.end()).first == out.end();
}

absl::Status CheckPlace(const BackupContents& contents, const std::string& place) {
  std::error_code failed;
  if (!fs::path(place).is_absolute() || !fs::is_directory(place, failed) ||
      IsWithin(place, contents.data_folder))
    return text::Refuse(absl::StatusCode::kInvalidArgument, kBackupPlaceRefused, place);
  const std::optional<platform::DiskRoom> room = platform::RoomOfDisk(place);
  if (!room.has_value() || room->free >= contents.bytes) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kResourceExhausted, kBackupNoRoom, place,
                      room->free / kKilobyte, contents.bytes / kKilobyte + 1);
}

// What the disk says of a place that was pulled out is of no help to who stands before it; that it
// is full, and that it is faulty, is.
absl::Status InWordsOfABackup(const absl::Status& failed, const std::string& place) {
  if (absl::IsResourceExhausted(failed) || text::ErrorOf(failed).code() == "stick_failed")
    return failed;
  return text::Refuse(absl::StatusCode::kUnavailable, kBackupFailed, place);
}

// A photo that was removed meanwhile is named by nothing any more.
absl::Status CopyEvidence(const BackupContents& contents, const std::string& to, BackupMeter& meter,
                          const platform::ReadBack& read_back, uint32_t* files) {
  if (contents.evidence.empty()) return absl::OkStatus();
  const std::string folder = absl::StrCat(to, "/", kEvidence);
  RETURN_IF_ERROR(platform::CreatePrivateFolder(folder));
  for (const auto& [name, size] : contents.evidence) {
    const std::string from = absl::StrCat(contents.data_folder, "/", kEvidence, "/", name);
    const absl::StatusOr<std::string> bytes = platform::ReadFile(from, kLargest);
    meter.done += size;
    if (!bytes.ok()) continue;
    RETURN_IF_ERROR(
        platform::WriteCheckedNewFile(absl::StrCat(folder, "/", name), *bytes, read_back));
    ++*files;
  }
  return absl::OkStatus();
}

absl::StatusOr<uint32_t> CopyAll(const BackupContents& contents, const std::string& part,
                                 BackupMeter& meter, const platform::ReadBack& read_back) {
  RETURN_IF_ERROR(platform::CreatePrivateFolder(part));
  uint32_t files = 0;
  for (const auto& [name, bytes] : contents.files) {
    RETURN_IF_ERROR(platform::WriteCheckedNewFile(absl::StrCat(part, "/", name), bytes, read_back));
    meter.done += bytes.size();
    ++files;
  }
  RETURN_IF_ERROR(CopyEvidence(contents, part, meter, read_back, &files));
  return files;
}

std::string FreeName(const std::string& place, const std::string& name) {
  std::string free = absl::StrCat(place, "/", name);
  for (int i = 2; i <= kMostOfAMinute && platform::Exists(free); ++i)
    free = absl::StrCat(place, "/", name, "-", i);
  return free;
}

// Of copies that were cut off, whenever: half of a school's figures, and a key, are no one's to
// find.
void RemoveParts(const std::string& place, const std::string& prefix) {
  for (const std::string& name : platform::NamesIn(place)) {
    std::error_code failed;
    if (absl::StartsWith(name, prefix) && absl::EndsWith(name, kPartEnding))
      fs::remove_all(absl::StrCat(place, "/", name), failed);
  }
}

// The meter says that a copy is being made for as long as the object lives.
class Metered {
 public:
  Metered(BackupMeter& meter, uint64_t of) : meter_(meter) {
    meter_.done = 0;
    meter_.of = of;
  }
  ~Metered() { meter_.of = 0; }
  Metered(const Metered&) = delete;
  Metered& operator=(const Metered&) = delete;

 private:
  BackupMeter& meter_;
};

}  // namespace

absl::StatusOr<BackupContents> ReadForBackup(Desk& desk) {
  AgentStore& store = desk.store();
  if (!store.enrolled()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  BackupContents contents;
  contents.data_folder = store.folder();
  contents.prefix = PrefixOf(store.enrollment().unit);
  contents.name = contents.prefix + Minute(desk.now_ms());
  contents.files.emplace_back(
      kReadMe, ReadMeOfBackup(store.enrollment().unit_name, store.enrollment().unit));
  for (const std::string& name : platform::NamesIn(store.folder())) {
    if (!IsOfTheDevice(name)) continue;
    ASSIGN_OR_RETURN(std::string bytes,
                     platform::ReadFile(absl::StrCat(store.folder(), "/", name), kLargest));
    contents.files.emplace_back(name, std::move(bytes));
  }
  ASSIGN_OR_RETURN(std::string database, store.CopyOfDatabase());
  contents.files.emplace_back(kDatabase, std::move(database));
  for (const auto& [name, bytes] : contents.files) contents.bytes += bytes.size();
  const std::string evidence = absl::StrCat(store.folder(), "/", kEvidence);
  for (const std::string& name : platform::NamesIn(evidence)) {
    std::error_code failed;
    const uint64_t size = fs::file_size(absl::StrCat(evidence, "/", name), failed);
    if (!IsEvidence(name) || failed) continue;
    contents.evidence.emplace_back(name, size);
    contents.bytes += size;
  }
  return contents;
}

absl::StatusOr<v1::SaveBackupResponse> WriteBackup(const BackupContents& contents,
                                                   const std::string& place, BackupMeter& meter,
                                                   const platform::ReadBack& read_back) {
  RETURN_IF_ERROR(CheckPlace(contents, place));
  const Metered metered(meter, contents.bytes);
  const std::string folder = FreeName(place, contents.name);
  const std::string part = folder + kPartEnding;
  RemoveParts(place, contents.prefix);
  GOM_STEPS_OF("agent.backup");
  absl::StatusOr<uint32_t> files = CopyAll(contents, part, meter, read_back);
  absl::Status done = files.status();
  if (done.ok()) done = platform::RenameNew(part, folder);
  if (done.ok()) done = platform::SyncDirectory(place);
  if (!done.ok()) {
    RemoveParts(place, contents.prefix);
    return InWordsOfABackup(done, place);
  }
  v1::SaveBackupResponse response;
  response.set_folder(folder);
  response.set_bytes(contents.bytes);
  response.set_files(*files);
  return response;
}

absl::StatusOr<v1::ListBackupPlacesResponse> ListBackupPlaces(Desk& desk,
                                                              const BackupMeter& meter) {
  v1::ListBackupPlacesResponse response;
  if (const uint64_t of = meter.of; of > 0) {
    response.mutable_under_way()->set_of(of);
    response.mutable_under_way()->set_done(meter.done);
    return response;
  }
  ASSIGN_OR_RETURN(const BackupContents contents, ReadForBackup(desk));
  response.set_size(contents.bytes);
  for (const std::string& disk : platform::OtherDisks(contents.data_folder)) {
    v1::BackupPlace* place = response.add_places();
    place->set_folder(disk);
    const std::optional<platform::DiskRoom> room = platform::RoomOfDisk(disk);
    if (!room.has_value()) continue;
    place->set_free(room->free);
    place->set_total(room->total);
  }
  return response;
}

bool IsBackupPlace(const std::string& place, const std::string& data_folder) {
  const std::vector<std::string> disks = platform::OtherDisks(data_folder);
  return std::find(disks.begin(), disks.end(), place) != disks.end();
}

absl::Status RestoreBackup(const std::string& from, const std::string& data_folder) {
  for (const char* name : {kDatabase, "agent.enrolled", "agent.pem"}) {
    if (!platform::Exists(absl::StrCat(from, "/", name)))
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotABackup, from, name);
  }
  RETURN_IF_ERROR(platform::RefuseUnsafeFolder(data_folder));
  GOM_STEPS_OF("agent.restore");
  RETURN_IF_ERROR(platform::CreatePrivateFolder(data_folder));
  ASSIGN_OR_RETURN(const platform::LockFile lock,
                   platform::LockFile::Take(absl::StrCat(data_folder, "/agent.db.lock")));
  if (platform::Exists(absl::StrCat(data_folder, "/", kDatabase)))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kRestoreOverData, data_folder);
  const auto copy = [&](const std::string& name) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string bytes,
                     platform::ReadPlainFile(absl::StrCat(from, "/", name), kLargest));
    return platform::WritePrivateFile(absl::StrCat(data_folder, "/", name), bytes);
  };
  const std::string evidence = absl::StrCat(from, "/", kEvidence);
  for (const std::string& name : platform::NamesIn(evidence)) {
    if (!IsEvidence(name)) continue;
    RETURN_IF_ERROR(platform::CreatePrivateFolder(absl::StrCat(data_folder, "/", kEvidence)));
    RETURN_IF_ERROR(copy(absl::StrCat(kEvidence, "/", name)));
  }
  for (const std::string& name : platform::NamesIn(from)) {
    if (IsOfTheDevice(name)) RETURN_IF_ERROR(copy(name));
  }
  return copy(kDatabase);
}

}  // namespace gom::agent
