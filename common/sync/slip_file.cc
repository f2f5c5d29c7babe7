#include "common/sync/slip_file.h"

#include "common/log/chain.h"
#include "common/sync/words.h"
#include "common/text/message.h"

namespace gom::sync {
namespace {

constexpr std::string_view kMagic = "GOMSLIP1";
constexpr size_t kDigestBytes = 32;

absl::Status Damaged() { return text::Refuse(absl::StatusCode::kInvalidArgument, kSlipDamaged); }

}  // namespace

std::string PackSlip(const v1::EnrollmentSlip& slip) {
  const std::string bytes = slip.SerializeAsString();
  return std::string(kMagic) + log::ToBytes(log::Sha256(bytes)) + bytes;
}

absl::StatusOr<v1::EnrollmentSlip> ReadSlip(std::string_view file) {
  // A file that ends within its first eight bytes may have been one.
  const bool cut = !file.empty() && kMagic.substr(0, file.size()) == file;
  if (file.substr(0, kMagic.size()) != kMagic && !cut)
    return text::Refuse(absl::StatusCode::kInvalidArgument, kNotASlip);
  if (file.size() < kMagic.size() + kDigestBytes || file.size() > kMaxSlipBytes) return Damaged();
  const std::string_view digest = file.substr(kMagic.size(), kDigestBytes);
  const std::string_view bytes = file.substr(kMagic.size() + kDigestBytes);
  v1::EnrollmentSlip slip;
  if (log::ToBytes(log::Sha256(bytes)) != digest ||
      !slip.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return Damaged();
  return slip;
}

}  // namespace gom::sync
