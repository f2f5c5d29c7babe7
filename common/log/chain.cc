// OpenSSL 3 calls these functions old, because they choose no provider; that choice costs more than
// digesting a record (docs/performance.md).
#define OPENSSL_SUPPRESS_DEPRECATED
#include "common/log/chain.h"

#include <openssl/sha.h>

#include <cstdlib>
#include <cstring>

namespace gom::log {
namespace {

Digest Digested(std::string_view first, std::string_view second) {
  SHA256_CTX context;
  Digest out;
  const bool done = SHA256_Init(&context) == 1 &&
                    SHA256_Update(&context, first.data(), first.size()) == 1 &&
                    SHA256_Update(&context, second.data(), second.size()) == 1 &&
                    SHA256_Final(out.data(), &context) == 1;
  // Without SHA-256 nothing that this program says about a log would be true.
  if (!done) std::abort();
  return out;
}

std::string_view View(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Digest Sha256(std::string_view bytes) { return Digested(bytes, {}); }

Digest Next(const Digest& previous, std::string_view main) {
  const Digest inner = Sha256(main);
  return Digested(View(previous), View(inner));
}

uint64_t Short(const Digest& digest) {
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = value << 8 | digest[i];
  return value;
}

std::string ToBytes(const Digest& digest) { return std::string(View(digest)); }

Digest FromBytes(std::string_view bytes) {
  Digest digest{};
  if (bytes.size() == digest.size()) std::memcpy(digest.data(), bytes.data(), digest.size());
  return digest;
}

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

v1::Position ToProto(const Position& p, uint64_t term) {
  v1::Position proto;
  proto.set_index(p.index);
  if (p.index > 0) proto.set_digest(ToBytes(p.digest));
  proto.set_term(term);
  return proto;
}

Position FromProto(const v1::Position& p) { return {p.index(), FromBytes(p.digest())}; }

}  // namespace gom::log
