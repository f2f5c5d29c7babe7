#include "common/sync/receipt.h"

#include <string>

#include "common/log/chain.h"
#include "common/sync/stream_id.h"

namespace gom::sync {
namespace {

constexpr char kWhat[] = "gom receipt 1\n";
constexpr size_t kHubBytes = 16;

}  // namespace

v1::Receipt SignReceipt(const SigningKey& key, const v1::ReceiptBody& body) {
  v1::Receipt receipt;
  receipt.set_body(body.SerializeAsString());
  receipt.set_signature(key.Sign(kWhat + receipt.body()));
  return receipt;
}

std::optional<v1::ReceiptBody> BodyOf(const v1::Receipt& receipt) {
  v1::ReceiptBody body;
  const bool whole = receipt.signature().size() == kSignatureBytes &&
                     body.ParseFromString(receipt.body()) && body.hub().size() == kHubBytes &&
                     body.stream().size() == kStreamIdBytes && body.index() != 0 &&
                     body.digest().size() == log::Digest().size() && body.at() > 0;
  if (!whole) return std::nullopt;
  return body;
}

bool IsSignedBy(const v1::Receipt& receipt, std::string_view public_key) {
  return IsSigned(kWhat + receipt.body(), receipt.signature(), public_key);
}

}  // namespace gom::sync
