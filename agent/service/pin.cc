#include "agent/service/pin.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "agent/service/words.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "sodium.h"

namespace gom::agent {
namespace {

constexpr uint64_t kPasses = 4;
constexpr size_t kMemory = 16 << 20;
constexpr int kFreeTries = 5;
constexpr absl::Duration kFirstWait = absl::Seconds(30);
constexpr absl::Duration kLongestWait = absl::Hours(1);

std::string PinFile(const std::string& folder) { return absl::StrCat(folder, "/page.pin"); }

}  // namespace

absl::StatusOr<std::string> HashPin(const std::string& pin) {
  if (pin.size() < kShortestPin || pin.size() > kLongestPin) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kPinLength, kShortestPin, kLongestPin);
  }
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash.data(), pin.data(), pin.size(), kPasses, kMemory) != 0)
    return absl::ResourceExhaustedError("no memory to hash a PIN");
  return std::string(hash.data());
}

bool PinFits(const std::string& hash, const std::string& pin) {
  return sodium_init() >= 0 && !hash.empty() && pin.size() <= kLongestPin &&
         crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

absl::StatusOr<std::string> ReadPinHash(const std::string& folder) {
  absl::StatusOr<std::string> hash = platform::ReadFile(PinFile(folder), crypto_pwhash_STRBYTES);
  if (absl::IsNotFound(hash.status())) return std::string();
  return hash;
}

absl::Status WritePinHash(const std::string& folder, const std::string& hash) {
  GOM_STEPS_OF("agent.pin");
  // A file without a hash is none: taking a PIN away is one rename, like giving one.
  return platform::WritePrivateFile(PinFile(folder), hash);
}

absl::Duration WrongTries::WaitAt(absl::Duration now) const {
  return std::max(until_ - now, absl::ZeroDuration());
}

void WrongTries::Failed(absl::Duration now) {
  ++failed_;
  if (failed_ < kFreeTries) return;
  absl::Duration wait = kFirstWait;
  for (int i = kFreeTries; i < failed_ && wait < kLongestWait; ++i) wait *= 2;
  until_ = now + std::min(wait, kLongestWait);
}

}  // namespace gom::agent
