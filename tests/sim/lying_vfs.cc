#include "tests/sim/lying_vfs.h"

#include <sqlite3.h>

namespace gom::sim {
namespace {

// The truthful VFS's own way to open stays reachable under its name.
constexpr char kSuffix[] = "-lying";

int OpenLying(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
  const std::string own = vfs->zName;
  sqlite3_vfs* truthful = sqlite3_vfs_find(own.substr(0, own.size() - sizeof(kSuffix) + 1).c_str());
  const int rc = truthful->xOpen(truthful, name, file, flags, out);
  if (rc != SQLITE_OK || file->pMethods == nullptr) return rc;
  static const sqlite3_io_methods* const lying = [](const sqlite3_io_methods* methods) {
    auto* copy = new sqlite3_io_methods(*methods);
    copy->xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
    return copy;
  }(file->pMethods);
  file->pMethods = lying;
  return rc;
}

}  // namespace

LyingVfs::LyingVfs(const std::string& truthful)
    : name_(truthful + kSuffix),
      vfs_(std::make_unique<sqlite3_vfs>(*sqlite3_vfs_find(truthful.c_str()))) {
  vfs_->zName = name_.c_str();
  vfs_->pNext = nullptr;
  vfs_->xOpen = OpenLying;
  sqlite3_vfs_register(vfs_.get(), 0);
}

LyingVfs::~LyingVfs() { sqlite3_vfs_unregister(vfs_.get()); }

}  // namespace gom::sim
