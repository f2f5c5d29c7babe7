// Numbers and bytes packed tightly, for what State keeps small and for snapshots; read back by the
// same version of the program alone, so there is nothing here to keep compatible.
//
//   Packer out(&bytes);
//   out.N(7, revision.stream); out.Z(later - earlier); out.B(name);
//   Unpacker in(bytes);
//   in.N(&seven); …; if (!in.whole()) …   // damaged, or not what was packed
//
// Plain values, no I/O. An Unpacker never reads beyond its bytes; once something did not fit it
// answers zeros.
#ifndef GOM_HUB_STATE_PACKING_H_
#define GOM_HUB_STATE_PACKING_H_

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "common/log/chain.h"
#include "common/plan/values.h"

namespace gom::hub {

class Packer {
 public:
  explicit Packer(std::string* out) : out_(*out) {}

  // Whole numbers without a sign: a byte for each 7 bits.
  template <typename... Numbers>
  void N(Numbers... numbers) {
    (Varint(static_cast<uint64_t>(numbers)), ...);
  }
  // With a sign; near zero is short.
  void Z(int64_t number) {
    Varint(static_cast<uint64_t>(number) << 1 ^ static_cast<uint64_t>(number >> 63));
  }
  // 8 bytes as they are: digests, which are not small.
  void Fixed(uint64_t number) {
    char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(number >> (8 * i));
    out_.append(bytes, sizeof(bytes));
  }
  void D(const log::Digest& digest) {
    out_.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  }
  void B(std::string_view bytes) {
    N(bytes.size());
    out_.append(bytes);
  }
  size_t size() const { return out_.size(); }

 private:
  void Varint(uint64_t n) {
    while (n >= 0x80) {
      out_.push_back(static_cast<char>(n | 0x80));
      n >>= 7;
    }
    out_.push_back(static_cast<char>(n));
  }
  std::string& out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  template <typename... Numbers>
  void N(Numbers*... numbers) {
    ((*numbers = static_cast<Numbers>(Number())), ...);
  }
  uint64_t Number() {
    uint64_t n = 0;
    for (int shift = 0; at_ < end_ && shift < 64; shift += 7) {
      const auto byte = static_cast<uint8_t>(*at_++);
      n |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return n;
    }
    Fail();
    return 0;
  }
  int64_t Z() {
    const uint64_t n = Number();
    return static_cast<int64_t>(n >> 1 ^ (~(n & 1) + 1));
  }
  uint64_t Fixed() {
    if (!Has(8)) return 0;
    uint64_t n = 0;
    for (int i = 0; i < 8; ++i) n |= static_cast<uint64_t>(static_cast<uint8_t>(at_[i])) << (8 * i);
    at_ += 8;
    return n;
  }
  log::Digest D() {
    log::Digest digest{};
    if (!Has(digest.size())) return digest;
    std::memcpy(digest.data(), at_, digest.size());
    at_ += digest.size();
    return digest;
  }
  std::string_view B() { return Skip(Number()); }
  // So many bytes, as they are.
  std::string_view Skip(uint64_t size) {
    if (!Has(size)) return {};
    const std::string_view bytes(at_, size);
    at_ += size;
    return bytes;
  }
  // How many things follow; each takes a byte at least, so a damaged count asks for no memory.
  size_t Count() {
    const uint64_t count = Number();
    return Has(count) ? static_cast<size_t>(count) : 0;
  }

  bool ok() const { return ok_; }
  bool more() const { return ok_ && at_ < end_; }
  // Everything fitted and nothing is left.
  bool whole() const { return ok_ && at_ == end_; }

 private:
  bool Has(uint64_t size) {
    if (size <= static_cast<uint64_t>(end_ - at_)) return true;
    Fail();
    return false;
  }
  void Fail() {
    ok_ = false;
    at_ = end_;
  }
  const char* at_;
  const char* const end_;
  bool ok_ = true;
};

void PackValues(const plan::Values& values, Packer& out);
std::shared_ptr<const plan::Values> UnpackValues(Unpacker& in);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PACKING_H_
