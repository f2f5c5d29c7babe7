// Sessions of a page: who opens one, and which are open.
//
// A session has two halves, both 128 random bits: a cookie, which no script can read and no other
// site has sent along, and a token, which the page keeps and sends in a header. A cookie belongs to
// a computer's name and not to a port, so that another program's page on this computer could be
// handed it; the token it is not.
#ifndef GOM_COMMON_RPC_DOOR_SESSIONS_H_
#define GOM_COMMON_RPC_DOOR_SESSIONS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/rpc/door/rules.h"
#include "gom/v1/page.pb.h"

namespace gom::door {

// How a program lets somebody begin a session: the agent by a launch token or a PIN, an office's
// console by a name and a password. Called from the door's threads; may block.
class Sessions {
 public:
  virtual ~Sessions() = default;
  // UNAUTHENTICATED where what was shown opens nothing, RESOURCE_EXHAUSTED where it is to wait.
  virtual absl::StatusOr<Credentials> Open(const v1::OpenSessionRequest& request) = 0;
  // What a page that has just been loaded should know.
  virtual v1::SessionState State(const Credentials& credentials) = 0;
  virtual void End(const Credentials& credentials) = 0;
};

struct SessionLimits {
  // A session that is not used ends.
  absl::Duration idle = absl::Hours(12);
  // Beyond it the one that was not used for longest ends.
  size_t most = 16;
};

// The sessions that are open, in memory: they end with the program. May be shared by threads.
class SessionTable {
 public:
  // Both must outlive it.
  SessionTable(const platform::MonotonicClock& clock, platform::RandomSource& random,
               SessionLimits limits = {})
      : clock_(clock), random_(random), limits_(limits) {}

  Credentials Begin() ABSL_LOCKS_EXCLUDED(mutex_);
  // Both halves are of one open session; it counts as used.
  bool Use(const Credentials& credentials) ABSL_LOCKS_EXCLUDED(mutex_);
  // The cookie alone is of an open session: good to know, and for nothing else.
  bool Knows(std::string_view cookie) ABSL_LOCKS_EXCLUDED(mutex_);
  void End(const Credentials& credentials) ABSL_LOCKS_EXCLUDED(mutex_);
  void EndAll() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Open {
    std::string token_sha256;
    absl::Duration used;
  };
  using Table = absl::flat_hash_map<std::string, Open>;  // by SHA-256 of the cookie
  Table::iterator FindOpen(std::string_view cookie) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const platform::MonotonicClock& clock_;
  platform::RandomSource& random_;
  const SessionLimits limits_;
  platform::Mutex mutex_;
  Table open_ ABSL_GUARDED_BY(mutex_);
};

// 128 random bits in hex, for a secret.
std::string RandomSecret(platform::RandomSource& random);
// Kept instead of a secret, so that a comparison tells nobody how much of a guess was right.
std::string HashOfSecret(std::string_view secret);

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_SESSIONS_H_
