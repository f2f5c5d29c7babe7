#include "common/log/chain.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <cstring>
#include <memory>

namespace gom::log {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Looking the algorithm up costs more than digesting a record, so it is done once; a context per
// thread is reused.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

Digest Digested(std::string_view first, std::string_view second) {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  Digest out;
  unsigned int size = 0;
  const bool done =
      context != nullptr && Algorithm() != nullptr &&
      EVP_DigestInit_ex(context.get(), Algorithm(), nullptr) == 1 &&
      EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
      (second.empty() || EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1) &&
      EVP_DigestFinal_ex(context.get(), out.data(), &size) == 1 && size == out.size();
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
