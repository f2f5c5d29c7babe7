#include "hub/auth/slips.h"

#include <sodium.h>

#include "absl/base/attributes.h"
#include "common/platform/mutex.h"
#include "common/rpc/slip_code.h"
#include "hub/auth/words.h"

namespace gom::hub {
namespace {

// 64 MiB each: a flood of wrong codes must not take the memory of everything else.
platform::Mutex& OneAtATime() {
  static auto* const mutex = new platform::Mutex();
  return *mutex;
}

}  // namespace

NewSlip MakeSlip(platform::RandomSource& random, std::string_view ca_public_key_sha256) {
  const rpc::SlipCode code = rpc::MakeSlipCode(random.Bytes(8), ca_public_key_sha256);
  return {code.slip(), rpc::PrintSlipCode(code), code.secret};
}

absl::StatusOr<std::string> HashSecret(std::string_view secret) {
  platform::MutexLock lock(&OneAtATime());
  char hash[crypto_pwhash_STRBYTES] = {};
  if (sodium_init() < 0 ||
      crypto_pwhash_str_alg(hash, secret.data(), secret.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return text::Refuse(absl::StatusCode::kResourceExhausted, kPasswordHashFailed);
  }
  return std::string(hash);
}

bool SecretFits(std::string_view secret, std::string_view hash) {
  if (hash.empty()) return false;
  const std::string known(hash);
  platform::MutexLock lock(&OneAtATime());
  return sodium_init() >= 0 &&
         crypto_pwhash_str_verify(known.c_str(), secret.data(), secret.size()) == 0;
}

}  // namespace gom::hub
