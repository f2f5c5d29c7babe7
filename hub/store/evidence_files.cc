#include "hub/store/evidence_files.h"

#include <filesystem>
#include <optional>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/evidence/check.h"
#include "common/evidence/limits.h"
#include "common/log/chain.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

constexpr char kPart[] = ".part";
constexpr char kDamaged[] = ".damaged";
constexpr size_t kDigits = 2 * evidence::kDigestBytes;

std::optional<uint64_t> SizeOf(const std::string& path) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return std::nullopt;
  return size;
}

}  // namespace

std::string EvidenceFiles::PathOf(std::string_view sha256) const {
  return absl::StrCat(folder_, "/", log::Hex(sha256));
}

EvidenceHave EvidenceFiles::Have(std::string_view sha256) const {
  const std::string path = PathOf(sha256);
  if (const auto whole = SizeOf(path); whole.has_value()) return {*whole, true};
  return {SizeOf(path + kPart).value_or(0), false};
}

absl::StatusOr<EvidenceHave> EvidenceFiles::Put(const std::string& sha256, uint64_t size,
                                                uint64_t offset, std::string_view piece) {
  RETURN_IF_ERROR(evidence::CheckSize(size));
  platform::MutexLock lock(&mutex_);
  const EvidenceHave have = Have(sha256);
  if (have.complete) return have;
  // All of it had come when the power went.
  if (have.bytes > 0 && have.bytes >= size) return Complete(sha256);
  if (piece.empty() || offset != have.bytes) return have;
  GOM_STEPS_OF("hub.evidence");
  if (piece.size() > size - have.bytes)
    return text::Refuse(absl::StatusCode::kInvalidArgument, kEvidenceDamaged);
  if (have.bytes == 0) RETURN_IF_ERROR(platform::CreatePrivateFolder(folder_));
  RETURN_IF_ERROR(platform::WriteTail(PathOf(sha256) + kPart, offset, piece));
  const EvidenceHave now{offset + piece.size(), false};
  return now.bytes == size ? Complete(sha256) : now;
}

absl::StatusOr<EvidenceHave> EvidenceFiles::Complete(const std::string& sha256) {
  const std::string path = PathOf(sha256);
  ASSIGN_OR_RETURN(const std::string bytes, platform::ReadFile(path + kPart));
  absl::Status good = evidence::CheckKept(bytes).status();
  if (log::ToBytes(log::Sha256(bytes)) != sha256)
    good = text::Refuse(absl::StatusCode::kInvalidArgument, kEvidenceDamaged);
  if (!good.ok()) {
    RETURN_IF_ERROR(platform::RemoveFile(path + kPart));
    return good;
  }
  GOM_STEPS_OF("hub.evidence_whole");
  RETURN_IF_ERROR(platform::RenameNew(path + kPart, path));
  RETURN_IF_ERROR(platform::SyncDirectory(folder_));
  return EvidenceHave{bytes.size(), true};
}

absl::StatusOr<std::string> EvidenceFiles::Read(std::string_view sha256) const {
  const std::string path = PathOf(sha256);
  absl::StatusOr<std::string> bytes = platform::ReadFile(path);
  if (bytes.ok() && log::ToBytes(log::Sha256(*bytes)) == sha256) return bytes;
  if (bytes.ok()) {
    GOM_STEPS_OF("hub.evidence_damaged");
    GOM_STEP("rename");
    std::error_code error;  // where it cannot be put aside it is found again next time
    std::filesystem::rename(path, path + kDamaged, error);
  }
  return text::Refuse(absl::StatusCode::kNotFound, kEvidenceLost, log::Hex(sha256).substr(0, 12));
}

absl::Status EvidenceFiles::Erase(std::string_view sha256) {
  platform::MutexLock lock(&mutex_);
  GOM_STEPS_OF("hub.erase_file");
  bool removed = false;
  for (const char* ending : {"", kPart, kDamaged}) {
    const std::string path = PathOf(sha256) + ending;
    if (!platform::Exists(path)) continue;
    GOM_STEP("remove");
    RETURN_IF_ERROR(platform::RemoveFile(path));
    removed = true;
  }
  return removed ? platform::SyncDirectory(folder_) : absl::OkStatus();
}

std::vector<std::string> EvidenceFiles::Whole() const {
  std::vector<std::string> whole;
  for (const std::string& name : platform::NamesIn(folder_)) {
    if (name.size() == kDigits) whole.push_back(absl::HexStringToBytes(name));
  }
  return whole;
}

std::vector<EvidenceOnDisk> EvidenceFiles::Check() const {
  using Condition = EvidenceOnDisk::Condition;
  std::vector<EvidenceOnDisk> files;
  for (const std::string& name : platform::NamesIn(folder_)) {
    if (name.size() < kDigits) continue;
    const std::string ending = name.substr(kDigits);
    if (!ending.empty() && ending != kPart && ending != kDamaged) continue;
    EvidenceOnDisk file;
    file.sha256 = absl::HexStringToBytes(name.substr(0, kDigits));
    file.bytes = SizeOf(absl::StrCat(folder_, "/", name)).value_or(0);
    file.condition = ending == kPart                            ? Condition::kOnItsWay
                     : ending.empty() && Read(file.sha256).ok() ? Condition::kWhole
                                                                : Condition::kDamaged;
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace gom::hub
