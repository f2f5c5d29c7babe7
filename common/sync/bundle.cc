#include "common/sync/bundle.h"

#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "common/log/chain.h"
#include "common/sync/sealing.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"

namespace gom::sync {
namespace {

constexpr std::string_view kMagic = "GOMBNDL1";
constexpr size_t kMaxHeaderBytes = 64 << 10;
constexpr size_t kMaxSignatureBytes = 128;
constexpr size_t kHeaderLength = 4, kSignatureLength = 2;
// Entries shrink to a fifth; what shrinks more than this was made to.
constexpr size_t kMaxRatio = 200;
constexpr size_t kSmall = 64 << 10;
// Fields of a payload, all messages within it counted: as many as two thousand full calls have.
constexpr size_t kMaxFields = 1 << 19;
constexpr int kMaxDepth = 16;

absl::Status Altered() { return text::Refuse(absl::StatusCode::kInvalidArgument, kBundleAltered); }
absl::Status CutOff(size_t good, size_t of) {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kBundleCutOff, good, of);
}
// Before it says of how many pieces it is.
absl::Status BeginningCutOff() {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kBundleBeginningCutOff);
}
absl::Status TooLarge() {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kBundleTooLarge);
}

std::string BigEndian(size_t value, size_t bytes) {
  std::string out(bytes, '\0');
  for (size_t i = bytes; i-- > 0; value >>= 8) out[i] = static_cast<char>(value & 0xff);
  return out;
}

// Takes bytes from the front of a file.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  // Nothing: there are fewer.
  std::optional<std::string_view> Take(size_t count) {
    if (rest_.size() < count) return std::nullopt;
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::optional<size_t> Length(size_t bytes) {
    const std::optional<std::string_view> taken = Take(bytes);
    if (!taken.has_value()) return std::nullopt;
    size_t value = 0;
    for (const char c : *taken) value = value << 8 | static_cast<uint8_t>(c);
    return value;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

size_t PiecesOf(size_t bytes) { return (bytes + kPieceBytes - 1) / kPieceBytes; }

// What the header says of the payload makes sense, and is no more than we would unpack.
absl::Status CheckSizes(const v1::BundleHeader& header) {
  if (header.size() > kMaxPayloadBytes || header.sealed_size() > kMaxBundleBytes) return TooLarge();
  if (header.size() > kSmall && header.size() / kMaxRatio > header.sealed_size()) return TooLarge();
  if (header.sealed_size() <= kSealBytes ||
      PiecesOf(header.sealed_size()) != static_cast<size_t>(header.piece_sha256_size()))
    return Altered();
  return absl::OkStatus();
}

absl::Status CheckPieces(const v1::BundleHeader& header, std::string_view sealed) {
  const auto pieces = static_cast<size_t>(header.piece_sha256_size());
  size_t good = 0, there = 0;
  for (size_t i = 0; i < pieces; ++i) {
    const size_t begin = i * kPieceBytes;
    const size_t size = std::min<size_t>(kPieceBytes, header.sealed_size() - begin);
    if (sealed.size() < begin + size) continue;
    ++there;
    if (log::ToBytes(log::Sha256(sealed.substr(begin, size))) ==
        header.piece_sha256(static_cast<int>(i)))
      ++good;
  }
  if (there < pieces) return CutOff(good, pieces);
  return good == pieces && sealed.size() == header.sealed_size() ? absl::OkStatus() : Altered();
}

// Whether a message of this kind is made of no more fields than are left: before it is parsed,
// where each empty one of two bytes would take a hundred.
bool WithinCounts(std::string_view bytes, const google::protobuf::Descriptor* kind, int depth,
                  size_t* left) {
  google::protobuf::io::CodedInputStream in(reinterpret_cast<const uint8_t*>(bytes.data()),
                                            static_cast<int>(bytes.size()));
  if (depth > kMaxDepth) return false;
  while (const uint32_t tag = in.ReadTag()) {
    if (*left == 0) return false;
    --*left;
    uint32_t length = 0;
    uint64_t number = 0;
    switch (tag & 7) {
      case 0:
        if (!in.ReadVarint64(&number)) return false;
        continue;
      case 1:
        if (!in.Skip(8)) return false;
        continue;
      case 5:
        if (!in.Skip(4)) return false;
        continue;
      case 2:
        break;
      default:
        return false;  // groups: nobody writes them
    }
    if (!in.ReadVarint32(&length)) return false;
    const auto at = static_cast<size_t>(in.CurrentPosition());
    if (length > bytes.size() - at || !in.Skip(static_cast<int>(length))) return false;
    const auto* field = kind->FindFieldByNumber(static_cast<int>(tag >> 3));
    if (field == nullptr) continue;
    if (field->message_type() != nullptr) {
      if (!WithinCounts(bytes.substr(at, length), field->message_type(), depth + 1, left))
        return false;
    } else if (field->is_packable()) {
      *left -= std::min<size_t>(length, *left);
      if (*left == 0) return false;
    }
  }
  return in.ConsumedEntireMessage();
}

absl::StatusOr<std::string> Compress(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3);
  if (ZSTD_isError(size) != 0) return text::Refuse(absl::StatusCode::kInternal, kBundleNotMade);
  out.resize(size);
  return out;
}

absl::StatusOr<std::string> Decompress(const std::string& bytes, size_t size) {
  if (ZSTD_getFrameContentSize(bytes.data(), bytes.size()) != size) return Altered();
  if (size > kSmall && size / kMaxRatio > bytes.size()) return TooLarge();
  std::string out(size, '\0');
  if (ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size()) != size) return Altered();
  return out;
}

}  // namespace

std::string SignedBytes(std::string_view header_bytes) {
  return "gom bundle 1\n" + std::string(header_bytes);
}

absl::StatusOr<std::string> PackBundle(v1::BundleHeader header, const v1::BundlePayload& payload,
                                       std::string_view to, const SignBytes& sign) {
  const std::string plain = payload.SerializeAsString();
  if (plain.size() > kMaxPayloadBytes) return TooLarge();
  ASSIGN_OR_RETURN(const std::string compressed, Compress(plain));
  const std::string sealed = Seal(to, compressed);
  if (sealed.empty()) return text::Refuse(absl::StatusCode::kInternal, kBundleNotMade);
  header.set_size(plain.size());
  header.set_sealed_size(sealed.size());
  header.clear_piece_sha256();
  for (size_t at = 0; at < sealed.size(); at += kPieceBytes) {
    header.add_piece_sha256(
        log::ToBytes(log::Sha256(std::string_view(sealed).substr(at, kPieceBytes))));
  }
  const std::string header_bytes = header.SerializeAsString();
  ASSIGN_OR_RETURN(const std::string signature, sign(SignedBytes(header_bytes)));
  if (header_bytes.size() > kMaxHeaderBytes || signature.size() > kMaxSignatureBytes)
    return text::Refuse(absl::StatusCode::kInternal, kBundleNotMade);
  return std::string(kMagic) + BigEndian(header_bytes.size(), kHeaderLength) + header_bytes +
         BigEndian(signature.size(), kSignatureLength) + signature + sealed;
}

absl::StatusOr<Bundle> ReadBundle(std::string_view file) {
  Reader reader(file);
  const std::optional<std::string_view> magic = reader.Take(kMagic.size());
  // A file that ends within these eight bytes may have been one; an empty one too.
  if (!magic.has_value() && kMagic.substr(0, file.size()) == file) return BeginningCutOff();
  if (magic != kMagic) return text::Refuse(absl::StatusCode::kInvalidArgument, kNotABundle);
  const std::optional<size_t> header_size = reader.Length(kHeaderLength);
  if (!header_size.has_value()) return BeginningCutOff();
  if (*header_size > kMaxHeaderBytes) return TooLarge();
  const std::optional<std::string_view> header = reader.Take(*header_size);
  if (!header.has_value()) return BeginningCutOff();
  Bundle bundle;
  bundle.header_bytes = std::string(*header);
  if (!bundle.header.ParseFromString(bundle.header_bytes) ||
      bundle.header.id().size() != kBundleIdBytes)
    return Altered();
  const auto pieces = static_cast<size_t>(bundle.header.piece_sha256_size());
  const std::optional<size_t> signature_size = reader.Length(kSignatureLength);
  if (!signature_size.has_value()) return CutOff(0, pieces);
  if (*signature_size > kMaxSignatureBytes) return Altered();
  const std::optional<std::string_view> signature = reader.Take(*signature_size);
  if (!signature.has_value()) return CutOff(0, pieces);
  bundle.signature = std::string(*signature);
  RETURN_IF_ERROR(CheckSizes(bundle.header));
  RETURN_IF_ERROR(CheckPieces(bundle.header, reader.rest()));
  bundle.sealed = std::string(reader.rest());
  return bundle;
}

absl::StatusOr<v1::BundlePayload> OpenBundle(const Bundle& bundle, std::string_view secret) {
  RETURN_IF_ERROR(CheckSizes(bundle.header));
  const std::optional<std::string> compressed = Unseal(secret, bundle.sealed);
  if (!compressed.has_value())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kBundleNotOpened);
  ASSIGN_OR_RETURN(const std::string plain, Decompress(*compressed, bundle.header.size()));
  size_t left = kMaxFields;
  if (!WithinCounts(plain, v1::BundlePayload::descriptor(), 0, &left))
    return left == 0 ? TooLarge() : Altered();
  v1::BundlePayload payload;
  if (!payload.ParseFromString(plain)) return Altered();
  return payload;
}

}  // namespace gom::sync
