// A connection's bytes, and sockets that listen to this computer alone. POSIX; a console's TLS is
// another Transport.
#ifndef GOM_COMMON_RPC_DOOR_TRANSPORT_H_
#define GOM_COMMON_RPC_DOOR_TRANSPORT_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/descriptor.h"

namespace gom::door {

class Transport {
 public:
  virtual ~Transport() = default;
  // Blocks for at most so long. What came, 0 where the other side has ended, -1 where nothing came
  // in time or the connection is broken.
  virtual long Read(char* bytes, size_t count, absl::Duration patience) = 0;
  // All of it: false where it was not taken in time.
  virtual bool Write(const char* bytes, size_t count, absl::Duration patience) = 0;
  // The other side has hung up. Does not block.
  virtual bool Gone() const = 0;
  // No more is written; the other side may go on.
  virtual void EndWriting() = 0;
  // Ends whatever another thread is doing with it.
  virtual void HangUp() = 0;
};

class SocketTransport final : public Transport {
 public:
  explicit SocketTransport(int fd) : fd_(fd) {}
  long Read(char* bytes, size_t count, absl::Duration patience) override;
  bool Write(const char* bytes, size_t count, absl::Duration patience) override;
  bool Gone() const override;
  void EndWriting() override;
  void HangUp() override;

 private:
  const platform::Descriptor fd_;
};

// The same port of 127.0.0.1 and of ::1, and no other address.
class LoopbackListener {
 public:
  // The first free one of `port` … `port` + `more`; with port 0 any. A port counts as taken where
  // either address has it taken: a browser that tries the other first must not meet somebody else.
  // UNAVAILABLE page_port_taken.
  static absl::StatusOr<std::unique_ptr<LoopbackListener>> Bind(int port, int more);

  int port() const { return port_; }
  // Blocks until somebody comes, or Stop: then null.
  std::unique_ptr<Transport> Accept();
  // From any thread.
  void Stop();

 private:
  LoopbackListener() = default;
  bool TryBind(int port);

  int port_ = 0;
  std::vector<std::unique_ptr<platform::Descriptor>> sockets_;
  std::unique_ptr<platform::Descriptor> stop_;  // an eventfd, readable once it is to stop
};

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_TRANSPORT_H_
