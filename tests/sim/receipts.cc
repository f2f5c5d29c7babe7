#include "tests/sim/receipts.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/sync/receipt.h"

namespace gom::sim {
namespace {

uint64_t DigestIn(const v1::ReceiptBody& body) { return log::Short(log::FromBytes(body.digest())); }

uint64_t DigestIn(const agent::HeldReceipt& held) {
  v1::Receipt receipt;
  if (!receipt.ParseFromString(held.bytes)) return 0;
  const std::optional<v1::ReceiptBody> body = sync::BodyOf(receipt);
  return body.has_value() ? DigestIn(*body) : 0;
}

}  // namespace

std::string WrongWithReceipt(const World& world, const SimAgent& agent,
                             const v1::ExchangeResponse& reply) {
  if (!reply.has_receipt()) return "";
  const std::optional<v1::ReceiptBody> body = sync::BodyOf(reply.receipt());
  const bool is_one = body.has_value() && body->hub() == kHubId &&
                      body->device() == agent.who().device && body->term() == reply.term() &&
                      sync::IsSignedBy(reply.receipt(), SignKey().public_key());
  if (!is_one) return absl::StrCat("I1: ", agent.name(), " got a receipt that is none");
  if (body->index() <= reply.position().index() &&
      world.sent.contains({body->stream(), body->index(), DigestIn(*body)}))
    return "";
  return absl::StrCat("I1: ", agent.name(), " has a receipt for ", body->index(),
                      " and the hub has ", reply.position().index());
}

std::string WrongWithReceipts(const hub::State& state, SimAgent& agent) {
  const agent::Holdings& holdings = agent.store().holdings();
  for (const agent::OwnStream& stream : holdings.streams) {
    const hub::Stream* theirs = state.FindStream(stream.id);
    bool is_signed_for = !stream.current || stream.last() == 0;
    for (const agent::HeldReceipt& r : holdings.receipts) {
      if (r.stream != stream.id || r.index > stream.last()) continue;
      if (r.index == stream.last()) is_signed_for = true;
      if (theirs == nullptr || theirs->last_index() < r.index ||
          theirs->records[r.index - 1].digest != DigestIn(r))
        return absl::StrCat("I1: ", agent.name(), " has a receipt for something else");
    }
    if (!is_signed_for) return absl::StrCat("I1: ", agent.name(), " has no receipt for its end");
  }
  return "";
}

}  // namespace gom::sim
