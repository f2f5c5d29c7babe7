// The school's page: the door on this computer's own address, and who is let in. A session is
// opened by a launch token, which `gom-agent open` asks for over the Unix socket, or, on a shared
// computer, by the PIN.
#ifndef GOM_AGENT_SERVICE_PAGE_H_
#define GOM_AGENT_SERVICE_PAGE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/service/pin.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/rpc/door/door.h"
#include "common/rpc/door/sessions.h"

namespace gom::agent {

// The first port that is tried, and how many behind it.
inline constexpr int kPagePort = 7401;
inline constexpr int kMorePorts = 20;
inline constexpr absl::Duration kLaunchLife = absl::Minutes(2);

struct PageOptions {
  // A folder with the page as it was built; empty: a page that says there is none.
  std::string files;
  // Where to begin to look for a free port; absent: where it was last time; 0: any, which is not
  // kept.
  std::optional<int> port{};
};

// May be shared by threads.
class Page final : public door::Sessions {
 public:
  // The PIN's hash and the port are kept in `folder`. Clock and random source must outlive it.
  Page(std::string folder, const platform::MonotonicClock& clock, platform::RandomSource& random);

  // Opens the door; what is behind `channel` must outlive Close. UNAVAILABLE page_port_taken,
  // FAILED_PRECONDITION page_missing.
  absl::Status Serve(const PageOptions& options, std::shared_ptr<grpc::Channel> channel);
  void Close() { door_.reset(); }

  // "http://127.0.0.1:7401/"; empty where the door is not open.
  std::string address() const;
  // The same with a token that is good once. FAILED_PRECONDITION page_not_served.
  absl::StatusOr<v1::OpenPageResponse> Launch() ABSL_LOCKS_EXCLUDED(mutex_);
  // Empty: none any more. Durable on return; every session has ended.
  absl::Status SetPin(const std::string& pin) ABSL_LOCKS_EXCLUDED(mutex_);

  bool IsOpen(const door::Credentials& credentials) { return sessions_.Use(credentials); }
  // The same for a call that goes on, which does not count as using it.
  bool IsStillOpen(const door::Credentials& credentials) {
    return sessions_.Knows(credentials.cookie);
  }

  absl::StatusOr<door::Credentials> Open(const v1::OpenSessionRequest& request) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  v1::SessionState State(const door::Credentials& credentials) override;
  void End(const door::Credentials& credentials) override { sessions_.End(credentials); }

 private:
  absl::StatusOr<door::Credentials> TryToOpen(const v1::OpenSessionRequest& request)
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool KnowsLaunch(const std::string& token) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status TryPin(const std::string& hash, const std::string& pin, WrongTries& tries)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  int LastPort() const;
  void KeepPort(int port) const;

  const std::string folder_;
  const platform::MonotonicClock& clock_;
  platform::RandomSource& random_;
  door::SessionTable sessions_;
  platform::Mutex mutex_;
  // Until when, by SHA-256.
  absl::flat_hash_map<std::string, absl::Duration> launches_ ABSL_GUARDED_BY(mutex_);
  // Whoever comes without a token may be another user of this computer: their tries keep nobody
  // waiting who comes with one.
  WrongTries with_token_ ABSL_GUARDED_BY(mutex_);
  WrongTries without_token_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<door::Door> door_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_PAGE_H_
