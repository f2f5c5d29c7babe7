// A file descriptor that closes itself, and what errno means to people. For this folder, and for
// the hub's sockets: POSIX alone.
#ifndef GOM_COMMON_PLATFORM_DESCRIPTOR_H_
#define GOM_COMMON_PLATFORM_DESCRIPTOR_H_

#include <unistd.h>

#include <string>

#include "absl/status/status.h"

namespace gom::platform {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool ok() const { return fd_ >= 0; }
  int get() const { return fd_; }
  int Release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_;
};

// The refusal for a call on `path` that failed with `error` (an errno) while reading, or while
// writing.
absl::Status ReadFailure(int error, const std::string& path);
absl::Status WriteFailure(int error, const std::string& path);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_DESCRIPTOR_H_
