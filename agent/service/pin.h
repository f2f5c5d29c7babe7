// The PIN of a shared computer: asked for by the page, kept as a hash in the data folder.
#ifndef GOM_AGENT_SERVICE_PIN_H_
#define GOM_AGENT_SERVICE_PIN_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace gom::agent {

inline constexpr size_t kShortestPin = 6;
inline constexpr size_t kLongestPin = 64;

// Argon2id, in 16 MiB: takes a tenth of a second, and as much for each guess. INVALID_ARGUMENT
// pin_length.
absl::StatusOr<std::string> HashPin(const std::string& pin);
bool PinFits(const std::string& hash, const std::string& pin);

// "<folder>/page.pin". An empty hash where there is none.
absl::StatusOr<std::string> ReadPinHash(const std::string& folder);
// Durable on return; an empty hash takes the PIN away.
absl::Status WritePinHash(const std::string& folder, const std::string& hash);

// How long to wait after wrong tries: five are free, then 30 s, doubled with each, an hour at most.
// Not synchronised.
class WrongTries {
 public:
  // Zero: try now.
  absl::Duration WaitAt(absl::Duration now) const;
  void Failed(absl::Duration now);
  void Succeeded() { *this = {}; }

 private:
  int failed_ = 0;
  absl::Duration until_ = -absl::InfiniteDuration();
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_PIN_H_
