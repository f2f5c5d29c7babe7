// Waiting to be told to stop: SIGINT and SIGTERM here. No handler runs: the signals are blocked and
// read from a descriptor, so whatever is done on stopping is ordinary code.
//
//   ASSIGN_OR_RETURN(auto stop, StopSignal::Install());   // before any thread is started
//   …
//   stop->Wait();
//   server->Shutdown(deadline);
#ifndef GOM_COMMON_PLATFORM_STOP_H_
#define GOM_COMMON_PLATFORM_STOP_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace gom::platform {

// May be shared by threads. One per process.
class StopSignal {
 public:
  // Blocks SIGINT and SIGTERM in this thread and those it starts later; ignores SIGPIPE. The
  // signals stay blocked when the object goes.
  static absl::StatusOr<std::unique_ptr<StopSignal>> Install();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Blocks until a signal came or Request was called; from then on returns at once.
  void Wait();
  // The same for at most `timeout`; whether to stop.
  bool WaitFor(absl::Duration timeout);
  // Stops as a signal would.
  void Request();

 private:
  StopSignal(int signals, int requested) : signals_(signals), requested_(requested) {}
  const int signals_;    // signalfd
  const int requested_;  // eventfd; readable for good once it is time to stop
};

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_STOP_H_
