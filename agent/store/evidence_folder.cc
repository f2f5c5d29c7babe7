#include "agent/store/evidence_folder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/store/words.h"
#include "common/log/chain.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {

EvidenceFolder::EvidenceFolder(std::string folder, WriteFile write)
    : folder_(std::move(folder)),
      write_(write ? std::move(write) : WriteFile(platform::WritePrivateFile)) {}

std::string EvidenceFolder::PathOf(std::string_view sha256) const {
  return absl::StrCat(folder_, "/", log::Hex(sha256));
}

absl::StatusOr<std::string> EvidenceFolder::Put(std::string_view bytes) const {
  std::string sha256 = log::ToBytes(log::Sha256(bytes));
  if (Read(sha256).ok()) return sha256;
  GOM_STEPS_OF("agent.evidence");
  RETURN_IF_ERROR(platform::CreatePrivateFolder(folder_));
  RETURN_IF_ERROR(write_(PathOf(sha256), bytes));
  return sha256;
}

absl::StatusOr<std::string> EvidenceFolder::Read(std::string_view sha256) const {
  absl::StatusOr<std::string> bytes = platform::ReadFile(PathOf(sha256));
  if (bytes.ok() && log::ToBytes(log::Sha256(*bytes)) == sha256) return bytes;
  return text::Refuse(absl::StatusCode::kNotFound, kEvidenceMissing,
                      log::Hex(sha256).substr(0, kShownDigits));
}

std::optional<uint64_t> EvidenceFolder::SizeOf(std::string_view sha256) const {
  const absl::StatusOr<platform::ReadableFile> file = platform::ReadableFile::Open(PathOf(sha256));
  if (!file.ok()) return std::nullopt;
  return file->size();
}

std::string EvidenceFolder::Head(std::string_view sha256, size_t count) const {
  std::string head;
  const absl::StatusOr<platform::ReadableFile> file = platform::ReadableFile::Open(PathOf(sha256));
  if (!file.ok() || !file->ReadAt(0, std::min<uint64_t>(count, file->size()), &head).ok())
    return {};
  return head;
}

absl::Status EvidenceFolder::Remove(std::string_view sha256) const {
  const std::string path = PathOf(sha256);
  if (!platform::Exists(path)) return absl::OkStatus();
  GOM_STEPS_OF("agent.evidence_gone");
  GOM_STEP("remove");
  RETURN_IF_ERROR(platform::RemoveFile(path));
  return platform::SyncDirectory(folder_);
}

}  // namespace gom::agent
