#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/sync/receipt.h"
#include "common/sync/stream_id.h"
#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/orphans.h"
#include "hub/state/release.h"
#include "hub/state/take.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

absl::Status Unfit(std::string_view why) {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kRequestUnfit, why);
}

// The limits of sync.proto. Changes that are handed back count with the device's own; words are as
// many and as large again at most.
class Limits {
 public:
  absl::Status Add(const v1::Sealed& sealed) {
    const size_t size = sealed.main().size() + sealed.text().size();
    if (sealed.main().empty()) return Unfit("change empty");
    if (size > sync::kMaxChangeBytes) return Unfit(absl::StrCat("change ", size));
    ++count_;
    bytes_ += size;
    return absl::OkStatus();
  }
  absl::Status Check() const {
    if (count_ > sync::kMaxBatchChanges) return Unfit("changes");
    if (count_ > 1 && bytes_ > sync::kMaxBatchBytes) return Unfit(absl::StrCat("batch ", bytes_));
    return absl::OkStatus();
  }

 private:
  size_t count_ = 0;
  size_t bytes_ = 0;
};

absl::Status CheckLimits(const v1::ExchangeRequest& request) {
  if (request.stream().size() != sync::kStreamIdBytes) return Unfit("stream");
  if (request.orphan_streams_size() > static_cast<int>(sync::kMaxBatchChanges))
    return Unfit("orphan streams");
  if (request.receipts_size() > sync::kMaxReceipts) return Unfit("receipts");
  Limits changes, words;
  for (const v1::Sealed& change : request.changes()) RETURN_IF_ERROR(changes.Add(change));
  for (const v1::OrphanStream& orphan : request.orphan_streams()) {
    for (const v1::Sealed& change : orphan.changes()) RETURN_IF_ERROR(changes.Add(change));
  }
  for (const v1::OrphanWord& word : request.orphan_words())
    RETURN_IF_ERROR(words.Add(word.event()));
  RETURN_IF_ERROR(changes.Check());
  return words.Check();
}

// The end of a stream that this device may use, a new one where it begins here; nothing where it
// begins elsewhere.
absl::StatusOr<std::optional<StreamEnd>> FindOrOpen(View& view, const Device& device,
                                                    const v1::ExchangeRequest& request) {
  std::optional<StreamEnd> known = view.FindStream(request.stream());
  if (known.has_value()) {
    if (known->device != device.number) {
      return text::Refuse(absl::StatusCode::kPermissionDenied, kStreamOfAnother);
    }
    return known;
  }
  if (request.after().index() != 0 || request.changes_size() == 0)
    return std::optional<StreamEnd>();
  return std::optional<StreamEnd>(view.OpenStream(request.stream(), device.number, device.unit));
}

}  // namespace

bool IsOvertaken(const State& state, const v1::ExchangeRequest& request) {
  return request.highest_term() > state.term;
}

absl::StatusOr<ExchangeAnswer> DecideExchange(View& view, uint32_t device_number,
                                              const v1::ExchangeRequest& request,
                                              absl::Span<const DecodedChange> decoded, Way way,
                                              absl::Span<const Proof> proofs) {
  const Device* device = view.state().FindDevice(device_number);
  if (device == nullptr) return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceUnknown);
  if (device->revoked && way == Way::kCall)
    return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceRevoked);
  RETURN_IF_ERROR(CheckLimits(request));
  ExchangeAnswer answer;
  if (IsOvertaken(view.state(), request)) {
    if (const std::optional<StreamEnd> known = view.FindStream(request.stream());
        known.has_value() && known->device == device->number) {
      answer.position = known->position;
    }
    answer.orphan_ends.resize(static_cast<size_t>(request.orphan_streams_size()));
    return answer;
  }
  ASSIGN_OR_RETURN(std::optional<StreamEnd> ours, FindOrOpen(view, *device, request));
  TakeOrphans(view, *device, request, proofs, &answer);
  if (!ours.has_value()) return answer;
  const Taken taken = TakeChanges(view, log::FromProto(request.after()), request.changes(), decoded,
                                  proofs, {}, &*ours);
  answer.agreed = taken.agreed;
  answer.first_difference = taken.first_difference;
  answer.taken += taken.taken;
  answer.known += taken.known;
  const log::Position last = log::FromProto(request.my_last());
  if (answer.first_difference == 0 && last.index > answer.agreed &&
      last.index <= ours->position.index && SameAt(view, *ours, last)) {
    answer.agreed = last.index;
  }
  answer.position = ours->position;
  if (answer.agreed > 0 && !device->revoked) ReleaseToOwner(view, *ours, answer.agreed);
  return answer;
}

}  // namespace gom::hub
