// Photos and scans beside the database, each under the SHA-256 of its bytes: the same file is there
// once, and what is read is what was put.
//
//   ASSIGN_OR_RETURN(const std::string sha256, evidence.Put(bytes));   // durable
//
// Blocks on the disk; codes of common/platform/file_system.h. Not synchronised.
#ifndef GOM_AGENT_STORE_EVIDENCE_FOLDER_H_
#define GOM_AGENT_STORE_EVIDENCE_FOLDER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::agent {

// The whole file under its name (0600), or nothing: platform::WritePrivateFile, or a disk of a
// test.
using WriteFile = std::function<absl::Status(const std::string& path, std::string_view bytes)>;

class EvidenceFolder {
 public:
  // The folder is made when the first file comes.
  EvidenceFolder(std::string folder, WriteFile write);

  // Durable on return; answers its SHA-256 (32 bytes). kResourceExhausted disk_full: nothing is
  // there.
  absl::StatusOr<std::string> Put(std::string_view bytes) const;
  // kNotFound evidence_missing: not here, or not what was put any more.
  absl::StatusOr<std::string> Read(std::string_view sha256) const;
  // In bytes; nothing where it is not here.
  std::optional<uint64_t> SizeOf(std::string_view sha256) const;
  // So many bytes from its beginning, or as many as there are, unchecked; nothing where it is not
  // here.
  std::string Head(std::string_view sha256, size_t count) const;
  // Gone for good on return; OK where it is not here.
  absl::Status Remove(std::string_view sha256) const;

 private:
  std::string PathOf(std::string_view sha256) const;

  const std::string folder_;
  const WriteFile write_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_EVIDENCE_FOLDER_H_
