// CrashDisk, and the tables of functions by which SQLite reaches it.
#include "tests/sim/crashvfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/sim/crash_core.h"

namespace gom::sim {
namespace {

using Handle = CrashCore::Handle;

// What SQLite allocates for an open file: its own base, and our handle behind it.
struct OpenFile {
  sqlite3_file base;
  Handle* handle;
};

Handle& HandleOf(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->handle; }
CrashCore& CoreOf(sqlite3_vfs* vfs) { return *static_cast<CrashCore*>(vfs->pAppData); }

int Close(sqlite3_file* file) {
  std::unique_ptr<Handle> handle(std::exchange(reinterpret_cast<OpenFile*>(file)->handle, nullptr));
  CrashCore& core = handle->core;
  core.Close(std::move(handle));
  return SQLITE_OK;
}
int Read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  Handle& h = HandleOf(file);
  return h.core.Read(h, static_cast<char*>(bytes), count, offset);
}
int Write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  Handle& h = HandleOf(file);
  return h.core.Write(h, {static_cast<const char*>(bytes), static_cast<size_t>(count)}, offset);
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  Handle& h = HandleOf(file);
  return h.core.Truncate(h, size);
}
int Sync(sqlite3_file* file, int) {
  Handle& h = HandleOf(file);
  return h.core.Sync(h);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  Handle& h = HandleOf(file);
  int64_t bytes = 0;
  const int done = h.core.Size(h, &bytes);
  *size = bytes;
  return done;
}
int Lock(sqlite3_file* file, int level) {
  Handle& h = HandleOf(file);
  return h.core.Lock(h, level);
}
int Unlock(sqlite3_file* file, int level) {
  Handle& h = HandleOf(file);
  return h.core.Unlock(h, level);
}
int CheckReservedLock(sqlite3_file* file, int* reserved) {
  Handle& h = HandleOf(file);
  *reserved = h.core.Reserved(h) ? 1 : 0;
  return SQLITE_OK;
}
int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file*) { return static_cast<int>(FileImage::kSector); }
int DeviceCharacteristics(sqlite3_file* file) {
  return HandleOf(file).core.powersafe_overwrite() ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}
int ShmMap(sqlite3_file* file, int region, int bytes, int extend, void volatile** place) {
  Handle& h = HandleOf(file);
  return h.core.Map(h, static_cast<size_t>(region), static_cast<size_t>(bytes), extend != 0, place);
}
int ShmLock(sqlite3_file* file, int first, int count, int flags) {
  Handle& h = HandleOf(file);
  return h.core.LockSlots(h, first, count, flags);
}
void ShmBarrier(sqlite3_file* file) { HandleOf(file).core.Barrier(); }
int ShmUnmap(sqlite3_file* file, int) {
  Handle& h = HandleOf(file);
  h.core.Unmap(h);
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods = {
    .iVersion = 2,  // no memory mapping of the file itself
    .xClose = Close,
    .xRead = Read,
    .xWrite = Write,
    .xTruncate = Truncate,
    .xSync = Sync,
    .xFileSize = FileSize,
    .xLock = Lock,
    .xUnlock = Unlock,
    .xCheckReservedLock = CheckReservedLock,
    .xFileControl = FileControl,
    .xSectorSize = SectorSize,
    .xDeviceCharacteristics = DeviceCharacteristics,
    .xShmMap = ShmMap,
    .xShmLock = ShmLock,
    .xShmBarrier = ShmBarrier,
    .xShmUnmap = ShmUnmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  auto* open = new (file) OpenFile{};  // without methods SQLite does not close it
  std::unique_ptr<Handle> handle;
  const int done = CoreOf(vfs).Open(name, flags, &handle);
  if (done != SQLITE_OK) return done;
  open->handle = handle.release();
  open->base.pMethods = &kMethods;
  if (flags_out != nullptr) *flags_out = flags;
  return SQLITE_OK;
}
int Delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  return CoreOf(vfs).Remove(name, sync_folder != 0);
}
int Access(sqlite3_vfs* vfs, const char* name, int, int* there) {
  *there = CoreOf(vfs).Exists(name) ? 1 : 0;
  return SQLITE_OK;
}
// One disk, one folder: where a program believes the folder to be does not matter, so that what one
// machine's disk held can be another one's.
int FullPathname(sqlite3_vfs*, const char* path, int room, char* full) {
  const char* slash = std::strrchr(path, '/');
  const char* name = slash == nullptr ? path : slash + 1;
  if (std::strlen(name) >= static_cast<size_t>(room)) return SQLITE_CANTOPEN;
  std::strcpy(full, name);
  return SQLITE_OK;
}
int Randomness(sqlite3_vfs* vfs, int count, char* bytes) {
  const std::string random = CoreOf(vfs).RandomBytes(static_cast<size_t>(count));
  std::copy(random.begin(), random.end(), bytes);
  return count;
}
int Sleep(sqlite3_vfs* vfs, int microseconds) {
  CoreOf(vfs).Sleep(microseconds);
  return microseconds;
}
int CurrentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* now) {
  *now = CoreOf(vfs).NowMs();
  return SQLITE_OK;
}
int CurrentTime(sqlite3_vfs* vfs, double* days) {
  *days = static_cast<double>(CoreOf(vfs).NowMs()) / 86'400'000.0;
  return SQLITE_OK;
}

std::unique_ptr<sqlite3_vfs> TableOf(CrashCore& core, const std::string& name) {
  auto vfs = std::make_unique<sqlite3_vfs>();
  vfs->iVersion = 2;
  vfs->szOsFile = sizeof(OpenFile);
  vfs->mxPathname = 512;
  vfs->zName = name.c_str();
  vfs->pAppData = &core;
  vfs->xOpen = Open;
  vfs->xDelete = Delete;
  vfs->xAccess = Access;
  vfs->xFullPathname = FullPathname;
  vfs->xRandomness = Randomness;
  vfs->xSleep = Sleep;
  vfs->xCurrentTime = CurrentTime;
  vfs->xCurrentTimeInt64 = CurrentTimeInt64;
  return vfs;
}

constexpr Call kChanges[] = {Call::kCreate, Call::kWrite, Call::kTruncate, Call::kSync,
                             Call::kRemove};
constexpr Call kOthers[] = {Call::kOpen, Call::kRead, Call::kMap};

}  // namespace

CrashDisk::CrashDisk(uint64_t seed, CrashDiskOptions options)
    : CrashDisk(seed, DiskImage(), options) {}

CrashDisk::CrashDisk(uint64_t seed, DiskImage image, CrashDiskOptions options)
    : core_(std::make_unique<CrashCore>(seed, std::move(image), options)),
      name_(absl::StrCat("crash-", absl::Hex(reinterpret_cast<uintptr_t>(core_.get())))),
      vfs_(TableOf(*core_, name_)) {
  if (sqlite3_vfs_register(vfs_.get(), /*makeDflt=*/0) != SQLITE_OK) std::abort();
}

CrashDisk::~CrashDisk() { sqlite3_vfs_unregister(vfs_.get()); }

void CrashDisk::StopAt(Stop how, int64_t change) { core_->StopAt(how, change); }
void CrashDisk::Fail(Failure failure) { core_->Fail(std::move(failure)); }
void CrashDisk::SetQuota(int64_t bytes) { core_->SetQuota(bytes); }
void CrashDisk::Repair() { core_->Repair(); }
void CrashDisk::StopNow(Stop how) { core_->StopNow(how); }
bool CrashDisk::stopped() const { return core_->stopped(); }
void CrashDisk::PowerUp() { core_->Start(Stop::kPowerCut); }
void CrashDisk::Restart() { core_->Start(Stop::kKill); }
int64_t CrashDisk::calls(Call kind) const { return core_->calls(kind); }
int64_t CrashDisk::calls() const {
  int64_t sum = changes();
  for (const Call kind : kOthers) sum += calls(kind);
  return sum;
}
int64_t CrashDisk::changes() const {
  int64_t sum = 0;
  for (const Call kind : kChanges) sum += calls(kind);
  return sum;
}
void CrashDisk::ForgetCalls() { core_->ForgetCalls(); }
DiskImage CrashDisk::image() const { return core_->image(); }
int64_t CrashDisk::TotalBytes() const { return core_->TotalBytes(); }
int64_t CrashDisk::MostBytes() const { return core_->MostBytes(); }
bool CrashDisk::Holds(std::string_view bytes) const { return core_->Holds(bytes); }

}  // namespace gom::sim
