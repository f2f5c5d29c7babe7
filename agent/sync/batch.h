// What goes into one request.
#ifndef GOM_AGENT_SYNC_BATCH_H_
#define GOM_AGENT_SYNC_BATCH_H_

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "agent/state/holdings.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

// The bounds of a batch; halved on each failure, down to one Change, and whole again after a
// success.
struct BatchLimits {
  size_t changes = sync::kMaxBatchChanges;
  size_t bytes = sync::kMaxBatchBytes;

  void Halve();
  void Reset() { *this = {}; }
};

// Sets after, changes and my_last: the Changes right behind `after`, as many as fit; at least one
// where there is one, as a single Change may be larger than a batch.
void FillBatch(const OwnStream& stream, uint64_t after, const BatchLimits& limits,
               v1::ExchangeRequest* request);

// The index of the record right behind `after` that could not be read; 0: it can be, or is none.
uint64_t MissingBehind(const OwnStream& stream, uint64_t after);

// What goes to the hub of this term of what is to be handed back.
struct HandBack {
  uint64_t term = 0;
  bool words = true;
  // Of each stream that it has refused the first Change: if it is welcome by now, so is the rest.
  bool ask_again = false;
};

// Adds that, within the same limits: Changes in the place of the device's own, of which there must
// be none, and words. Answers whether there was anything.
bool FillOrphans(const Orphans& orphans, const HandBack& what, const BatchLimits& limits,
                 v1::ExchangeRequest* request);

// Adds the receipts for places among the changes and orphans of the request, the earliest for each:
// by them a hub that was restored knows when it first received them. The changes are cut behind the
// last such place that is their own, or the most that a request may carry: what lies behind goes
// with a receipt of its own. Nothing where all changes are new.
void AttachReceipts(absl::Span<const HeldReceipt> receipts, v1::ExchangeRequest* request);

// Whether the hub is to sign for where this request ends: it brings something, or it is all that
// the stream has, and there is no receipt for that place.
bool WantsReceipt(absl::Span<const HeldReceipt> receipts, const v1::ExchangeRequest& request);

// The stream's place at `index`; nothing where the record could not be read.
std::optional<log::Position> PlaceAt(const OwnStream& stream, uint64_t index);

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_BATCH_H_
