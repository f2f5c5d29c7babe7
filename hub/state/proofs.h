// When what a restored hub is sent again first came, as receipts of an earlier term prove it.
//
//   const std::vector<Proof> proofs = ProofsOf(request, hub, public_key);
//   FirstReceived(after, stream, request.changes(), proofs);      // a time for each change
//
// Pure.
#ifndef GOM_HUB_STATE_PROOFS_H_
#define GOM_HUB_STATE_PROOFS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "common/log/chain.h"
#include "gom/v1/sync.pb.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace gom::hub {

// This hub signed that it held the stream up to `place` at that time.
struct Proof {
  std::string stream;  // 16 bytes
  log::Position place;
  int64_t at = 0;  // milliseconds
};

// Those receipts of the request that this hub has signed; the others prove nothing. Checks
// signatures: not for the writer's thread.
std::vector<Proof> ProofsOf(const v1::ExchangeRequest& request, std::string_view hub,
                            std::string_view public_key);

// For each Change the earliest time by which it was held, 0 where nothing proves one. A proof
// counts where the chain that these Changes make has its digest at its place, and then for all of
// them up to there.
std::vector<int64_t> FirstReceived(const log::Position& after, std::string_view stream,
                                   const google::protobuf::RepeatedPtrField<v1::Sealed>& changes,
                                   absl::Span<const Proof> proofs);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PROOFS_H_
