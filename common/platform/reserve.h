// Room that is kept on a disk for the day when it is full: a file that takes so many bytes at once.
// Given back, what must still be written can be; made again when there is room to spare.
//
//   Reserve reserve(folder + kReserveFile, 8 << 20);
//   reserve.Keep();
//   if (!Write() && reserve.Release()) Write();
//
// Nothing is wrong where there is none: a disk may be too small for it. Blocks on the disk. One
// thread at a time.
#ifndef GOM_COMMON_PLATFORM_RESERVE_H_
#define GOM_COMMON_PLATFORM_RESERVE_H_

#include <cstdint>
#include <string>
#include <utility>

namespace gom::platform {

// Of a data folder's.
inline constexpr char kReserveFile[] = "/reserve";

class Reserve {
 public:
  // `bytes` 0: there never is one.
  Reserve(std::string path, uint64_t bytes) : path_(std::move(path)), bytes_(bytes) {}

  // Makes it where it is not there and the disk has twice as much to spare.
  void Keep();
  // Gives its room back; false: there is none.
  bool Release();
  // How many bytes somebody has to free until it can be made again; 0 where it never is.
  uint64_t Lacks() const;
  // It should be there and is not: the disk is full, or nearly so.
  bool is_missing() const { return bytes_ > 0 && !kept_; }

 private:
  const std::string path_;
  const uint64_t bytes_;
  bool kept_ = false;
};

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_RESERVE_H_
