// Bundles as somebody would forge them who has all the keys: any header, any payload, well sealed
// and well signed. The form is that of proto/gom/v1/bundle.proto, written down once more.
//
// An input's first byte says what is done with it. As it is: the others are the file. Else two
// bytes say how many come of a header, which is merged over a true one; what is behind is the
// payload, or what stands in the place of the compressed one.
#ifndef GOM_TESTS_FUZZ_FORGED_BUNDLE_H_
#define GOM_TESTS_FUZZ_FORGED_BUNDLE_H_

#include <zstd.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "common/log/chain.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "gtest/gtest.h"

namespace gom::fuzz {

enum class Forgery : unsigned {
  kFile,        // the bytes as a file, for everybody
  kRequest,     // to the hub
  kEnroll,      // to the hub, from who wants to enroll
  kReply,       // to a school's computer
  kWelcome,     // to one that has asked to enroll
  kCompressed,  // to both; what is sealed was not compressed by us
  kOther        // how many there are
};

struct Parts {
  explicit Parts(std::string_view input) {
    if (input.size() < 2) return;
    const size_t size = static_cast<unsigned char>(input[0]) << 8 | static_cast<uint8_t>(input[1]);
    input.remove_prefix(2);
    header = input.substr(0, size);
    payload = input.substr(header.size());
  }
  std::string header;
  std::string payload;
};
inline std::string PartsOf(const std::string& header, const std::string& payload) {
  return std::string{static_cast<char>(header.size() >> 8), static_cast<char>(header.size())} +
         header + payload;
}

inline std::string Zstd(const std::string& plain) {
  std::string out(ZSTD_compressBound(plain.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3));
  return out;
}

// `over`: a serialised header that is merged over this one; empty where that is none.
inline std::string Forge(v1::BundleHeader header, const std::string& over,
                         const std::string& compressed, const std::string& to,
                         const sync::SignBytes& sign) {
  v1::BundleHeader said;
  if (!said.ParseFromString(over)) return {};
  header.MergeFrom(said);
  const std::string sealed = sync::Seal(to, compressed);
  header.set_sealed_size(sealed.size());
  header.clear_piece_sha256();
  for (size_t at = 0; at < sealed.size(); at += sync::kPieceBytes)
    header.add_piece_sha256(log::ToBytes(log::Sha256(sealed.substr(at, sync::kPieceBytes))));
  const std::string bytes = header.SerializeAsString();
  const std::string signature = sign(sync::SignedBytes(bytes)).value_or("");
  const auto big_endian = [](size_t value, int size) {
    std::string out;
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
      out.push_back(static_cast<char>(value >> shift));
    return out;
  };
  return "GOMBNDL1" + big_endian(bytes.size(), 4) + bytes + big_endian(signature.size(), 2) +
         signature + sealed;
}

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_FORGED_BUNDLE_H_
