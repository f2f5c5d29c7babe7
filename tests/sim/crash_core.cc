#include "tests/sim/crash_core.h"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace gom::sim {
namespace {

constexpr int64_t kJulianMsOf2026 = 212'634'115'200'000;  // 2026-01-01, in SQLite's own unit

int CodeOf(Call kind) {
  switch (kind) {
    case Call::kCreate:
    case Call::kOpen:
      return SQLITE_CANTOPEN;
    case Call::kWrite:
      return SQLITE_IOERR_WRITE;
    case Call::kTruncate:
      return SQLITE_IOERR_TRUNCATE;
    case Call::kSync:
      return SQLITE_IOERR_FSYNC;
    case Call::kRemove:
      return SQLITE_IOERR_DELETE;
    case Call::kRead:
      return SQLITE_IOERR_READ;
    case Call::kMap:
      return SQLITE_IOERR_SHMMAP;
  }
  return SQLITE_IOERR;
}

}  // namespace

// --- dials and counters

void CrashCore::StopAt(Stop how, int64_t change) {
  platform::MutexLock lock(&mutex_);
  stop_how_ = how;
  changes_until_stop_ = change;
}

void CrashCore::Fail(Failure failure) {
  platform::MutexLock lock(&mutex_);
  calls_until_failure_ = failure.at;
  failure_ = std::move(failure);
}

void CrashCore::SetQuota(int64_t bytes) {
  platform::MutexLock lock(&mutex_);
  quota_ = bytes;
}

void CrashCore::Repair() {
  platform::MutexLock lock(&mutex_);
  ResetDials();
}

void CrashCore::ResetDials() {
  stop_how_.reset();
  failure_.reset();
  quota_ = std::numeric_limits<int64_t>::max();
}

void CrashCore::StopNow(Stop how) {
  platform::MutexLock lock(&mutex_);
  Halt(how);
}

bool CrashCore::stopped() const {
  platform::MutexLock lock(&mutex_);
  return stopped_.has_value();
}

void CrashCore::Halt(Stop how) {
  // A computer whose program has died may lose its power too; not the other way round.
  if (stopped_ == Stop::kPowerCut) return;
  if (how == Stop::kPowerCut) image_.Crash(random_, options_.powersafe_overwrite);
  stopped_ = how;
}

void CrashCore::Start(Stop after) {
  platform::MutexLock lock(&mutex_);
  Halt(after);
  stopped_.reset();
  ++generation_;
  shared_memory_.clear();
  ResetDials();
}

int64_t CrashCore::calls(Call kind) const {
  platform::MutexLock lock(&mutex_);
  return calls_[static_cast<size_t>(kind)];
}

void CrashCore::ForgetCalls() {
  platform::MutexLock lock(&mutex_);
  calls_ = {};
  most_bytes_ = image_.TotalBytes();
}

DiskImage CrashCore::image() const {
  platform::MutexLock lock(&mutex_);
  return image_;
}

int64_t CrashCore::TotalBytes() const {
  platform::MutexLock lock(&mutex_);
  return image_.TotalBytes();
}

int64_t CrashCore::MostBytes() const {
  platform::MutexLock lock(&mutex_);
  return most_bytes_;
}

bool CrashCore::Holds(std::string_view bytes) const {
  platform::MutexLock lock(&mutex_);
  return image_.Holds(bytes);
}

int CrashCore::Enter(Call kind) {
  ++calls_[static_cast<size_t>(kind)];
  if (!Fails(kind)) return SQLITE_OK;
  return failure_->full ? SQLITE_FULL : CodeOf(kind);
}

bool CrashCore::Fails(Call kind) {
  if (!failure_.has_value()) return false;
  const CallSet& kinds = failure_->calls;
  if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) return false;
  --calls_until_failure_;
  return calls_until_failure_ == 0 || (calls_until_failure_ < 0 && failure_->for_ever);
}

bool CrashCore::StopsHere() {
  if (!stop_how_.has_value() || --changes_until_stop_ != 0) return false;
  Halt(*stop_how_);
  return true;
}

// --- files

int CrashCore::Open(const char* name, int flags, std::unique_ptr<Handle>* opened) {
  platform::MutexLock lock(&mutex_);
  if (stopped_.has_value()) return SQLITE_CANTOPEN;
  auto handle = std::make_unique<Handle>(*this);
  handle->generation = generation_;
  handle->number = name == nullptr ? image_.CreateUnnamed() : image_.Find(name);
  if (handle->number == 0) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (const int failed = Enter(Call::kCreate); failed != SQLITE_OK) return failed;
    handle->number = image_.Create(name);
    if (StopsHere()) return SQLITE_CANTOPEN;
  } else if (const int failed = Enter(Call::kOpen); failed != SQLITE_OK) {
    return failed;
  }
  const int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  handle->syncs_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journals) != 0;
  if (name != nullptr && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0) handle->remove_on_close = name;
  handles_.insert(handle.get());
  *opened = std::move(handle);
  return SQLITE_OK;
}

void CrashCore::Close(std::unique_ptr<Handle> handle) {
  Unmap(*handle);
  platform::MutexLock lock(&mutex_);
  handles_.erase(handle.get());
  if (!handle->remove_on_close.empty() && !Dead(*handle)) image_.Remove(handle->remove_on_close);
}

int CrashCore::Remove(const std::string& name, bool sync_folder) {
  platform::MutexLock lock(&mutex_);
  if (stopped_.has_value()) return SQLITE_IOERR_DELETE;
  if (image_.Find(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
  if (const int failed = Enter(Call::kRemove); failed != SQLITE_OK) return failed;
  image_.Remove(name);
  if (StopsHere()) return SQLITE_IOERR_DELETE;
  if (sync_folder) image_.SyncFolder();
  return SQLITE_OK;
}

bool CrashCore::Exists(const std::string& name) {
  platform::MutexLock lock(&mutex_);
  const uint64_t number = image_.Find(name);
  // As the unix VFS has it, an empty file is none.
  return !stopped_.has_value() && number != 0 && image_.file(number).size() > 0;
}

int CrashCore::Read(Handle& handle, char* bytes, int64_t count, int64_t offset) {
  platform::MutexLock lock(&mutex_);
  if (Dead(handle)) return SQLITE_IOERR_READ;
  if (const int failed = Enter(Call::kRead); failed != SQLITE_OK) return failed;
  const FileImage& file = image_.file(handle.number);
  const int64_t there = std::clamp<int64_t>(file.size() - offset, 0, count);
  std::memcpy(bytes, file.bytes().data() + offset, static_cast<size_t>(there));
  std::memset(bytes + there, 0, static_cast<size_t>(count - there));
  return there < count ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int CrashCore::Write(Handle& handle, std::string_view bytes, int64_t offset) {
  platform::MutexLock lock(&mutex_);
  if (Dead(handle)) return SQLITE_IOERR_WRITE;
  FileImage& file = image_.file(handle.number);
  if (const int failed = Enter(Call::kWrite); failed != SQLITE_OK) {
    file.Write(offset, bytes.substr(0, random_.Below(bytes.size())));  // a part of it went
    return failed;
  }
  const int64_t growth = offset + static_cast<int64_t>(bytes.size()) - file.size();
  if (growth > 0 && image_.TotalBytes() + growth > quota_) return SQLITE_FULL;
  file.Write(offset, bytes);
  most_bytes_ = std::max(most_bytes_, image_.TotalBytes());
  return StopsHere() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int CrashCore::Truncate(Handle& handle, int64_t size) {
  platform::MutexLock lock(&mutex_);
  if (Dead(handle)) return SQLITE_IOERR_TRUNCATE;
  if (const int failed = Enter(Call::kTruncate); failed != SQLITE_OK) return failed;
  image_.file(handle.number).Truncate(size);
  return StopsHere() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

int CrashCore::Sync(Handle& handle) {
  platform::MutexLock lock(&mutex_);
  if (Dead(handle)) return SQLITE_IOERR_FSYNC;
  FileImage& file = image_.file(handle.number);
  if (const int failed = Enter(Call::kSync); failed != SQLITE_OK) {
    file.LoseSync(random_);
    return failed;
  }
  if (StopsHere()) return SQLITE_IOERR_FSYNC;  // cut while it ran: what it was to save is pending
  file.Sync();
  if (std::exchange(handle.syncs_folder, false)) image_.SyncFolder();
  return SQLITE_OK;
}

int CrashCore::Size(Handle& handle, int64_t* size) {
  platform::MutexLock lock(&mutex_);
  if (Dead(handle)) return SQLITE_IOERR_FSTAT;
  *size = image_.file(handle.number).size();
  return SQLITE_OK;
}

// --- locks

bool CrashCore::AnyOther(const Handle& handle, absl::FunctionRef<bool(const Handle&)> fits) const {
  for (const Handle* other : handles_) {
    if (other == &handle || other->number != handle.number) continue;
    if (other->generation == generation_ && fits(*other)) return true;
  }
  return false;
}

int CrashCore::Lock(Handle& handle, int level) {
  platform::MutexLock lock(&mutex_);
  if (Dead(handle)) return SQLITE_IOERR_LOCK;
  if (handle.lock >= level) return SQLITE_OK;
  const auto at_least = [](int least) {
    return [least](const Handle& other) { return other.lock >= least; };
  };
  if (level == SQLITE_LOCK_SHARED) {
    if (AnyOther(handle, at_least(SQLITE_LOCK_PENDING))) return SQLITE_BUSY;
  } else {
    if (AnyOther(handle, at_least(SQLITE_LOCK_RESERVED))) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && AnyOther(handle, at_least(SQLITE_LOCK_SHARED))) {
      handle.lock = SQLITE_LOCK_PENDING;  // no new reader from now on
      return SQLITE_BUSY;
    }
  }
  handle.lock = level;
  return SQLITE_OK;
}

int CrashCore::Unlock(Handle& handle, int level) {
  platform::MutexLock lock(&mutex_);
  handle.lock = std::min(handle.lock, level);
  return SQLITE_OK;
}

bool CrashCore::Reserved(Handle& handle) {
  platform::MutexLock lock(&mutex_);
  return handle.lock >= SQLITE_LOCK_RESERVED ||
         AnyOther(handle, [](const Handle& other) { return other.lock >= SQLITE_LOCK_RESERVED; });
}

// --- shared memory

int CrashCore::Map(Handle& handle, size_t region, size_t bytes, bool extend,
                   void volatile** place) {
  platform::MutexLock lock(&mutex_);
  *place = nullptr;
  if (Dead(handle)) return SQLITE_IOERR_SHMMAP;
  if (const int failed = Enter(Call::kMap); failed != SQLITE_OK) return failed;
  auto& regions = shared_memory_[handle.number];
  handle.mapped = true;
  if (regions.size() <= region) {
    if (!extend) return SQLITE_OK;
    while (regions.size() <= region) regions.push_back(std::make_shared<Region>(bytes, '\0'));
  }
  handle.regions = regions;
  *place = regions[region]->data();
  return SQLITE_OK;
}

int CrashCore::LockSlots(Handle& handle, int first, int count, int flags) {
  platform::MutexLock lock(&mutex_);
  const uint32_t slots = ((uint32_t{1} << count) - 1) << first;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    handle.shared_slots &= ~slots;
    handle.exclusive_slots &= ~slots;
    return SQLITE_OK;
  }
  if (Dead(handle)) return SQLITE_IOERR_SHMLOCK;
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  const bool held = AnyOther(handle, [&](const Handle& other) {
    return ((other.exclusive_slots | (exclusive ? other.shared_slots : 0)) & slots) != 0;
  });
  if (held) return SQLITE_BUSY;
  (exclusive ? handle.exclusive_slots : handle.shared_slots) |= slots;
  return SQLITE_OK;
}

void CrashCore::Unmap(Handle& handle) {
  platform::MutexLock lock(&mutex_);
  handle.mapped = false;
  handle.shared_slots = handle.exclusive_slots = 0;
  handle.regions.clear();
  if (handle.generation != generation_) return;
  // The last one out leaves nothing behind; the next one in builds the index anew from the WAL.
  if (!AnyOther(handle, [](const Handle& other) { return other.mapped; })) {
    shared_memory_.erase(handle.number);
  }
}

void CrashCore::Barrier() { std::atomic_thread_fence(std::memory_order_seq_cst); }

// --- time and chance

std::string CrashCore::RandomBytes(size_t count) {
  platform::MutexLock lock(&mutex_);
  return random_.Bytes(count);
}

void CrashCore::Sleep(int64_t microseconds) {
  platform::MutexLock lock(&mutex_);
  slept_us_ += microseconds;
}

int64_t CrashCore::NowMs() {
  platform::MutexLock lock(&mutex_);
  return kJulianMsOf2026 + slept_us_ / 1000;
}

}  // namespace gom::sim
