#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/receive.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

absl::Status Unfit(std::string_view why) {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kRequestUnfit, why);
}

absl::Status CheckLimits(const v1::ExchangeRequest& request) {
  if (request.stream().size() != 16) return Unfit("stream");
  if (request.changes_size() > static_cast<int>(sync::kMaxBatchChanges)) return Unfit("changes");
  size_t bytes = 0;
  for (const v1::Sealed& change : request.changes()) {
    const size_t size = change.main().size() + change.text().size();
    if (change.main().empty()) return Unfit("change empty");
    if (size > sync::kMaxChangeBytes) return Unfit(absl::StrCat("change ", size));
    bytes += size;
  }
  if (request.changes_size() > 1 && bytes > sync::kMaxBatchBytes)
    return Unfit(absl::StrCat("batch ", bytes));
  return absl::OkStatus();
}

// Whether our chain has this digest there; `place` must be at or before our end.
bool SameAt(const View& view, const StreamEnd& ours, const log::Position& place) {
  if (place.index == 0) return true;
  if (place.index == ours.position.index) return place.digest == ours.position.digest;
  const StreamRecord* record = view.RecordAt(ours.number, place.index);
  return record != nullptr && record->digest == log::Short(place.digest);
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

// Compares what was sent again and takes what is new, in order.
void TakeChanges(View& view, const v1::ExchangeRequest& request, StreamEnd* ours,
                 ExchangeAnswer* answer) {
  log::Position theirs = log::FromProto(request.after());
  answer->agreed = theirs.index;
  for (const v1::Sealed& change : request.changes()) {
    if (theirs.index == ours->position.index) {
      Receive(view, ours, change);
      theirs = ours->position;
      ++answer->taken;
    } else {
      theirs = {theirs.index + 1, log::Next(theirs.digest, change.main())};
      if (!SameAt(view, *ours, theirs)) {
        answer->first_difference = theirs.index;
        return;
      }
    }
    answer->agreed = theirs.index;
  }
}

}  // namespace

absl::StatusOr<ExchangeAnswer> DecideExchange(View& view, uint32_t device_number,
                                              const v1::ExchangeRequest& request) {
  const Device* device = view.state().FindDevice(device_number);
  if (device == nullptr) return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceUnknown);
  if (device->revoked) return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceRevoked);
  RETURN_IF_ERROR(CheckLimits(request));
  ASSIGN_OR_RETURN(std::optional<StreamEnd> ours, FindOrOpen(view, *device, request));
  ExchangeAnswer answer;
  if (!ours.has_value()) return answer;
  const log::Position after = log::FromProto(request.after());
  // Two chains that agree at a place agree on everything before it. Where they differ at `after`,
  // or we have no such place, nothing can be said yet about where they parted.
  if (after.index <= ours->position.index && SameAt(view, *ours, after))
    TakeChanges(view, request, &*ours, &answer);
  const log::Position last = log::FromProto(request.my_last());
  if (answer.first_difference == 0 && last.index > answer.agreed &&
      last.index <= ours->position.index && SameAt(view, *ours, last)) {
    answer.agreed = last.index;
  }
  answer.position = ours->position;
  return answer;
}

}  // namespace gom::hub
