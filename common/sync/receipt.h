// Receipts: that the hub holds a stream up to a place, said so that anyone who has the hub's public
// key can check it, years later and without the hub.
//
//   v1::Receipt receipt = SignReceipt(key, body);
//   if (IsSignedBy(receipt, public_key)) Believe(*BodyOf(receipt));
//
// Pure.
#ifndef GOM_COMMON_SYNC_RECEIPT_H_
#define GOM_COMMON_SYNC_RECEIPT_H_

#include <optional>
#include <string_view>

#include "common/sync/signing.h"
#include "gom/v1/sync.pb.h"

namespace gom::sync {

// Of one request.
inline constexpr int kMaxReceipts = 16;

v1::Receipt SignReceipt(const SigningKey& key, const v1::ReceiptBody& body);

// What it says, proven or not. Nothing: it is no whole receipt (cut off, or another file).
std::optional<v1::ReceiptBody> BodyOf(const v1::Receipt& receipt);

// Whether this key (32 bytes) has signed it just as it is.
bool IsSignedBy(const v1::Receipt& receipt, std::string_view public_key);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_RECEIPT_H_
