// Exchange in a file: the form of proto/gom/v1/bundle.proto in bytes and back. Whoever reads one
// goes by these steps, and takes nothing of it before the last:
//
//   ASSIGN_OR_RETURN(Bundle bundle, ReadBundle(file));     // whole, as its header says
//   … is it for us, and whose signature is it? SignedBytes(bundle.header_bytes) …
//   ASSIGN_OR_RETURN(v1::BundlePayload payload, OpenBundle(bundle, secret));
//
// Pure, but for the key that sealing draws: of any bytes whatever, no more memory than a few times
// kMaxPayloadBytes. Refusals are kInvalidArgument: not_a_bundle; bundle_cut_off, which says how
// many pieces are good (G7); bundle_altered (G3); bundle_too_large, by what it says of itself,
// before anything is unpacked (G8); bundle_not_opened: sealed to somebody else.
#ifndef GOM_COMMON_SYNC_BUNDLE_H_
#define GOM_COMMON_SYNC_BUNDLE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gom/v1/bundle.pb.h"

namespace gom::sync {

// Of a payload, before compression. A school's year is 12 KiB.
inline constexpr size_t kMaxPayloadBytes = 16 << 20;
// What a maker of bundles puts in at most; the rest goes with the next one.
inline constexpr size_t kMaxCallsBytes = 8 << 20;
// Of photos and scans, beside the calls: twenty of the largest pictures.
inline constexpr size_t kMaxEvidenceBytes = 6 << 20;
// Of the whole file.
inline constexpr size_t kMaxBundleBytes = kMaxPayloadBytes + (1 << 20);
inline constexpr size_t kPieceBytes = 64 << 10;
inline constexpr size_t kBundleIdBytes = 16;

struct Bundle {
  v1::BundleHeader header;
  std::string header_bytes;
  std::string signature;
  std::string sealed;
};

// What a bundle's signature is over.
std::string SignedBytes(std::string_view header_bytes);

using SignBytes = std::function<absl::StatusOr<std::string>(std::string_view bytes)>;
// The file. Sets what the header says of the payload; the rest of it is the caller's. `to`: the
// X25519 key that it is sealed to.
absl::StatusOr<std::string> PackBundle(v1::BundleHeader header, const v1::BundlePayload& payload,
                                       std::string_view to, const SignBytes& sign);

absl::StatusOr<Bundle> ReadBundle(std::string_view file);
absl::StatusOr<v1::BundlePayload> OpenBundle(const Bundle& bundle, std::string_view secret);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_BUNDLE_H_
