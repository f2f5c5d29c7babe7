#include "common/rpc/door/sessions.h"

#include <algorithm>
#include <array>

#include "absl/strings/escaping.h"
#include "openssl/sha.h"

namespace gom::door {

std::string RandomSecret(platform::RandomSource& random) {
  constexpr size_t kSecretBytes = 16;
  return absl::BytesToHexString(random.Bytes(kSecretBytes));
}

std::string HashOfSecret(std::string_view secret) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Credentials SessionTable::Begin() {
  platform::MutexLock lock(&mutex_);
  Credentials credentials{RandomSecret(random_), RandomSecret(random_)};
  const absl::Duration now = clock_.Now();
  absl::erase_if(open_, [&](const auto& one) { return now - one.second.used > limits_.idle; });
  if (open_.size() >= limits_.most) {
    open_.erase(std::min_element(open_.begin(), open_.end(), [](const auto& a, const auto& b) {
      return a.second.used < b.second.used;
    }));
  }
  open_.emplace(HashOfSecret(credentials.cookie), Open{HashOfSecret(credentials.token), now});
  return credentials;
}

SessionTable::Table::iterator SessionTable::FindOpen(std::string_view cookie) {
  const auto found = open_.find(HashOfSecret(cookie));
  if (found == open_.end() || clock_.Now() - found->second.used <= limits_.idle) return found;
  open_.erase(found);
  return open_.end();
}

bool SessionTable::Use(const Credentials& credentials) {
  platform::MutexLock lock(&mutex_);
  const auto found = FindOpen(credentials.cookie);
  if (found == open_.end() || found->second.token_sha256 != HashOfSecret(credentials.token))
    return false;
  found->second.used = clock_.Now();
  return true;
}

bool SessionTable::Knows(std::string_view cookie) {
  platform::MutexLock lock(&mutex_);
  return FindOpen(cookie) != open_.end();
}

void SessionTable::End(const Credentials& credentials) {
  if (!Use(credentials)) return;
  platform::MutexLock lock(&mutex_);
  open_.erase(HashOfSecret(credentials.cookie));
}

void SessionTable::EndAll() {
  platform::MutexLock lock(&mutex_);
  open_.clear();
}

}  // namespace gom::door
