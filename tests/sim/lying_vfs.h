// A planted bug: a disk that says it has synced and has not. Stands before another VFS.
#ifndef GOM_TESTS_SIM_LYING_VFS_H_
#define GOM_TESTS_SIM_LYING_VFS_H_

#include <memory>
#include <string>

struct sqlite3_vfs;

namespace gom::sim {

class LyingVfs {
 public:
  explicit LyingVfs(const std::string& truthful);
  ~LyingVfs();
  LyingVfs(const LyingVfs&) = delete;
  LyingVfs& operator=(const LyingVfs&) = delete;
  const std::string& name() const { return name_; }

 private:
  const std::string name_;
  const std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_LYING_VFS_H_
