#include "hub/service/redact.h"

#include <algorithm>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

// Records of what was erased, as far as this log has them, ascending.
std::vector<uint64_t> ErasedRecords(const State& state) {
  std::vector<uint64_t> indexes;
  for (const auto& [name, erased] : state.erased.changes) {
    const Stream* stream = state.FindStream(name.first);
    if (stream != nullptr && name.second > 0 && name.second <= stream->last_index())
      indexes.push_back(stream->records[name.second - 1].hub_index);
  }
  std::sort(indexes.begin(), indexes.end());
  return indexes;
}

absl::Status EraseFiles(Hub& hub) {
  const auto files = hub.ReadState([](const State& state) {
    std::vector<std::string> erased;
    for (const auto& [sha256, of] : state.erased.files) erased.push_back(sha256);
    return erased;
  });
  for (const std::string& sha256 : files) RETURN_IF_ERROR(hub.evidence().files().Erase(sha256));
  return absl::OkStatus();
}

absl::Status EraseTexts(Hub& hub) {
  const std::vector<uint64_t> erased =
      hub.ReadState([](const State& state) { return ErasedRecords(state); });
  std::vector<uint64_t> left;
  RETURN_IF_ERROR(hub.store().ReadSome(erased, [&](const log::Record& record) {
    if (!record.text.empty()) left.push_back(record.index);
    return true;
  }));
  // Also where nothing is left: the last time may have ended before the WAL was emptied.
  return erased.empty() ? absl::OkStatus() : hub.store().Erase(left);
}

}  // namespace

absl::Status FinishErasing(Hub& hub) {
  hub.erasing() = true;
  // What hinders the one does not hinder the other.
  const absl::Status files = EraseFiles(hub);
  RETURN_IF_ERROR(EraseTexts(hub));
  RETURN_IF_ERROR(files);
  hub.erasing() = false;
  return absl::OkStatus();
}

void ResumeErasing(Hub& hub) {
  if (hub.backing_up().exchange(true)) return;
  const absl::Cleanup ended = [&] { hub.backing_up() = false; };
  if (const absl::Status finished = FinishErasing(hub); !finished.ok())
    hub.Warn("not_erased_yet", {{"status", finished.ToString()}});
}

absl::StatusOr<v1::RedactResponse> Redact(Hub& hub, const v1::RedactRequest& request) {
  const auto decide = [&] {
    return hub.writer().ActAndWait<v1::RedactResponse>(
        [&](View& view) { return DecideRedact(view, request); });
  };
  if (request.preview() && !hub.erasing()) return decide();
  // A backup that is being made would hold it, or hold up its end.
  if (hub.backing_up().exchange(true))
    return text::Refuse(absl::StatusCode::kResourceExhausted, kBackupBusy);
  const absl::Cleanup ended = [&] { hub.backing_up() = false; };
  // First what was decided before: who asks for that again is told that it is erased already, and
  // must not be told so earlier than it is.
  if (hub.erasing()) RETURN_IF_ERROR(FinishErasing(hub));
  if (request.preview()) return decide();
  ASSIGN_OR_RETURN(const v1::RedactResponse response, decide());
  hub.erasing() = true;
  RETURN_IF_ERROR(hub.KeepRatchet());
  RETURN_IF_ERROR(FinishErasing(hub));
  return response;
}

}  // namespace gom::hub
