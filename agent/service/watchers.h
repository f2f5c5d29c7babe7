// Those who watch a school: a stream for each, told of news as it comes.
//
//   grpc::ServerWriteReactor<v1::SchoolNews>* watch = watchers.Begin(welcome);   // a call
//   watchers.Tell(news);                                                         // everybody
//
// A reader that is slow is told later, and then of all at once: what waits for it is one message.
#ifndef GOM_AGENT_SERVICE_WATCHERS_H_
#define GOM_AGENT_SERVICE_WATCHERS_H_

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/platform/mutex.h"
#include "gom/v1/school.pb.h"
#include "grpcpp/support/server_callback.h"

namespace gom::agent {

struct WatchersOptions {
  // A page needs one, a command line one; beyond it somebody has forgotten to hang up.
  size_t most = 16;
  absl::Duration beat = absl::Seconds(15);
};

// May be shared by threads. Must outlive the server whose calls they are.
class Watchers {
 public:
  // Whether the caller may still watch; asked with every beat, from any thread.
  using Welcome = std::function<absl::Status()>;

  explicit Watchers(WatchersOptions options = {}) : options_(options) {}
  ~Watchers();

  // The reactor of a call, which is told at once that everything is news; or one that is refused:
  // what `welcome` says, too_many_watchers, and at the end of the program.
  grpc::ServerWriteReactor<v1::SchoolNews>* Begin(Welcome welcome) ABSL_LOCKS_EXCLUDED(mutex_);
  // Blocks on nothing but a lock.
  void Tell(const v1::SchoolNews& news) ABSL_LOCKS_EXCLUDED(mutex_);
  bool any() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Every stream ends, and none begins any more.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  class Watch;
  using All = std::vector<std::shared_ptr<Watch>>;

  absl::Status Admit(const std::shared_ptr<Watch>& watch) ABSL_LOCKS_EXCLUDED(mutex_);
  void Forget(const Watch* watch) ABSL_LOCKS_EXCLUDED(mutex_);
  All Present() const ABSL_LOCKS_EXCLUDED(mutex_);
  void Beat() ABSL_LOCKS_EXCLUDED(mutex_);

  const WatchersOptions options_;
  mutable platform::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  All watches_ ABSL_GUARDED_BY(mutex_);
  std::thread beating_;  // from the first watch on
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_WATCHERS_H_
