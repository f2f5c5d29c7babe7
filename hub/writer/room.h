// Room on the hub's disk that is kept for the office: where the disk is full it goes on looking
// through what there is, judging and deciding, while devices, which keep what they have, wait.
//
//   Room room(folder, 16 << 20);
//   room.Keep();
//   if (DiskIsFull(Append(verdict)) && room.GiveUp()) Append(verdict);
//
// May be shared by threads. Blocks on the disk, shortly.
#ifndef GOM_HUB_WRITER_ROOM_H_
#define GOM_HUB_WRITER_ROOM_H_

#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "common/platform/mutex.h"
#include "common/platform/reserve.h"

namespace gom::hub {

class Room {
 public:
  // `bytes` 0: none is ever kept, and none ever missing.
  Room(const std::string& folder, uint64_t bytes)
      : reserve_(folder + platform::kReserveFile, bytes) {}

  // Keeps it where the disk has enough; false: it is given up, and there is not enough yet. Devices
  // bring nothing until there is.
  bool Keep() ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    reserve_.Keep();
    return !reserve_.is_missing();
  }
  // For the office: true, there is some more room now.
  bool GiveUp() ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    return reserve_.Release();
  }

 private:
  platform::Mutex mutex_;
  platform::Reserve reserve_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_ROOM_H_
