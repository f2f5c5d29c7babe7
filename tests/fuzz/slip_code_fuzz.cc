// The code on an enrollment slip, as people type it: one that is understood prints to one that
// means the same.
#include "common/rpc/slip_code.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  const absl::StatusOr<std::string> secret = rpc::ParseSecret(input);
  if (!secret.ok()) {
    ExpectRefusal(secret.status());
  } else {
    EXPECT_EQ(secret->size(), static_cast<size_t>(rpc::kSecretCharacters));
  }
  const absl::StatusOr<rpc::SlipCode> code = rpc::ParseSlipCode(input);
  if (!code.ok()) return ExpectRefusal(code.status());
  EXPECT_EQ(code->fingerprint.size(), static_cast<size_t>(rpc::kFingerprintBytes));
  const absl::StatusOr<rpc::SlipCode> again = rpc::ParseSlipCode(rpc::PrintSlipCode(*code));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->secret, code->secret);
  EXPECT_EQ(again->fingerprint, code->fingerprint);
}

}  // namespace gom::fuzz
