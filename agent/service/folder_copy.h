// A copy of a data folder whose disk takes nothing any more, in a temporary folder elsewhere, gone
// with the object: so that what there is can be looked at and carried away. Evidence files are not
// copied.
#ifndef GOM_AGENT_SERVICE_FOLDER_COPY_H_
#define GOM_AGENT_SERVICE_FOLDER_COPY_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::agent {

// Whether opening the folder failed for a disk that refuses to be written, and not for who asks.
bool DiskRefusesWriting(const std::string& folder, const absl::Status& opened);

class FolderCopy {
 public:
  // kUnavailable disk_failed where the disk cannot be read either.
  static absl::StatusOr<std::unique_ptr<FolderCopy>> Make(const std::string& folder);
  ~FolderCopy();
  FolderCopy(const FolderCopy&) = delete;
  FolderCopy& operator=(const FolderCopy&) = delete;
  const std::string& path() const { return path_; }

 private:
  explicit FolderCopy(std::string path);
  const std::string path_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_FOLDER_COPY_H_
