#include "hub/state/proofs.h"

#include <algorithm>
#include <utility>

#include "common/sync/receipt.h"

namespace gom::hub {

std::vector<Proof> ProofsOf(const v1::ExchangeRequest& request, std::string_view hub,
                            std::string_view public_key) {
  std::vector<Proof> proofs;
  if (request.receipts_size() > sync::kMaxReceipts) return proofs;  // refused later
  for (const v1::Receipt& receipt : request.receipts()) {
    const std::optional<v1::ReceiptBody> body = sync::BodyOf(receipt);
    if (!body.has_value() || body->hub() != hub || !sync::IsSignedBy(receipt, public_key)) continue;
    proofs.push_back({body->stream(), {body->index(), log::FromBytes(body->digest())}, body->at()});
  }
  return proofs;
}

std::vector<int64_t> FirstReceived(const log::Position& after, std::string_view stream,
                                   const google::protobuf::RepeatedPtrField<v1::Sealed>& changes,
                                   absl::Span<const Proof> proofs) {
  std::vector<int64_t> first(static_cast<size_t>(changes.size()), 0);
  if (proofs.empty()) return first;
  log::Position place = after;
  for (const v1::Sealed& change : changes) {
    place = {place.index + 1, log::Next(place.digest, change.main())};
    for (const Proof& proof : proofs) {
      if (proof.stream != stream || proof.place != place) continue;
      int64_t& at = first[static_cast<size_t>(place.index - after.index - 1)];
      at = at == 0 ? proof.at : std::min(at, proof.at);
    }
  }
  // What was held at a place was held before it too.
  for (size_t i = first.size(); i-- > 1;) {
    if (first[i] != 0 && (first[i - 1] == 0 || first[i - 1] > first[i])) first[i - 1] = first[i];
  }
  return first;
}

}  // namespace gom::hub
