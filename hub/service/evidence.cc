#include "hub/service/evidence.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "common/evidence/limits.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/service/hub.h"
#include "hub/service/words.h"
#include "hub/state/decide.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

constexpr absl::Duration kTellAgain = absl::Hours(1);
// One request; a device sends a quarter of it at most.
constexpr size_t kMaxPiece = 64 * 1024;

// Without what was erased: that is neither asked for, nor taken again, nor missed.
void AddNamed(const State& state, const UnitState& unit, std::vector<std::string>* named) {
  std::copy_if(unit.evidence.begin(), unit.evidence.end(), std::back_inserter(*named),
               [&](const std::string& file) { return !state.erased.files.contains(file); });
}

std::vector<std::string> NamedBy(const State& state, const std::string& unit) {
  std::vector<std::string> named;
  if (const UnitState* found = state.FindUnit(unit); found != nullptr)
    AddNamed(state, *found, &named);
  return named;
}

// Asked for every piece, of what is here of the others and all of this one: whatever was begun, no
// more than that can come to lie here.
absl::Status HasRoom(EvidenceDesk& desk, const std::vector<std::string>& named,
                     const v1::PutEvidenceRequest& request) {
  uint64_t bytes = request.size();
  for (const std::string& sha256 : named) {
    if (sha256 != request.sha256()) bytes += desk.files().Have(sha256).bytes;
  }
  if (bytes <= desk.unit_bytes()) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kEvidenceQuota,
                      desk.unit_bytes() >> 20);
}

// A device is told neither where the hub keeps its files nor what ails its disk.
absl::Status ForDevice(const Hub& hub, const absl::Status& failure) {
  if (absl::IsInvalidArgument(failure)) return failure;
  hub.Warn("evidence_not_stored", {{"status", failure.ToString()}});
  if (absl::IsResourceExhausted(failure))
    return text::Refuse(absl::StatusCode::kResourceExhausted, kEvidenceNoRoom);
  return text::Refuse(absl::StatusCode::kInternal, words::kEvidenceNotStored);
}

}  // namespace

std::vector<std::string> EvidenceDesk::ToTell(uint32_t device,
                                              const std::vector<std::string>& missing,
                                              absl::Duration now) {
  platform::MutexLock lock(&mutex_);
  if (missing.empty()) {
    rounds_.erase(device);
    return {};
  }
  Round& round = rounds_.try_emplace(device, Round{now, {}}).first->second;
  auto next = std::upper_bound(missing.begin(), missing.end(), round.last);
  if (next == missing.end() && (round.sent || now - round.began >= kTellAgain)) {
    round = {now, {}};
    next = missing.begin();
  }
  const auto count = std::min(kMaxWanted, static_cast<size_t>(missing.end() - next));
  std::vector<std::string> told(next, next + static_cast<std::ptrdiff_t>(count));
  if (!told.empty()) round.last = told.back();
  return told;
}

void EvidenceDesk::NoteSent(uint32_t device) {
  platform::MutexLock lock(&mutex_);
  if (const auto round = rounds_.find(device); round != rounds_.end()) round->second.sent = true;
}

absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(Hub& hub, const DeviceFacts& device,
                                                    const v1::PutEvidenceRequest& request) {
  const bool sound =
      request.sha256().size() == evidence::kDigestBytes && request.piece().size() <= kMaxPiece;
  if (!sound) return text::Refuse(absl::StatusCode::kInvalidArgument, kEvidenceDamaged);
  const auto named = hub.ReadState([&](const State& state) {
    return state.MayRead(device.device) ? std::optional(NamedBy(state, device.unit)) : std::nullopt;
  });
  if (!named.has_value())
    return text::Refuse(absl::StatusCode::kPermissionDenied, words::kEvidenceWaits);
  if (!std::binary_search(named->begin(), named->end(), request.sha256()))
    return text::Refuse(absl::StatusCode::kNotFound, words::kEvidenceNotNamed);
  if (!hub.room().Keep())
    return text::Refuse(absl::StatusCode::kResourceExhausted, kEvidenceNoRoom);
  EvidenceFiles& files = hub.evidence().files();
  if (!files.Have(request.sha256()).complete)
    RETURN_IF_ERROR(HasRoom(hub.evidence(), *named, request));
  const absl::StatusOr<EvidenceHave> have =
      files.Put(request.sha256(), request.size(), request.offset(), request.piece());
  if (!have.ok()) return ForDevice(hub, have.status());
  if (have->complete) hub.evidence().NoteSent(device.device);
  v1::PutEvidenceResponse response;
  response.set_have(have->bytes);
  response.set_complete(have->complete);
  return response;
}

absl::Status PutEvidenceFile(Hub& hub, const DeviceFacts& device, const v1::EvidenceFile& file) {
  v1::PutEvidenceRequest piece;
  piece.set_sha256(file.sha256());
  piece.set_size(file.data().size());
  // First it is asked how much of it is here.
  for (;;) {
    ASSIGN_OR_RETURN(const v1::PutEvidenceResponse now, PutEvidence(hub, device, piece));
    if (now.complete()) return absl::OkStatus();
    const bool headway = piece.piece().empty() || now.have() > piece.offset();
    if (!headway || now.have() >= file.data().size())
      return text::Refuse(absl::StatusCode::kInvalidArgument, kEvidenceDamaged);
    piece.set_offset(now.have());
    piece.set_piece(file.data().substr(now.have(), kMaxPiece));
  }
}

bool IsAboutOneFile(const absl::Status& refusal) {
  return absl::IsInvalidArgument(refusal) || absl::IsNotFound(refusal) ||
         absl::IsFailedPrecondition(refusal);
}

void AddWanted(Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request,
               v1::ExchangeResponse* response) {
  if (response->more()) return;
  const auto named = hub.ReadState([&](const State& state) {
    const bool told = state.MayRead(device.device) && !IsOvertaken(state, request);
    return told ? std::optional(NamedBy(state, device.unit)) : std::nullopt;
  });
  if (!named.has_value()) return;
  EvidenceDesk& desk = hub.evidence();
  std::vector<std::string> missing;
  std::copy_if(named->begin(), named->end(), std::back_inserter(missing),
               [&](const std::string& sha256) { return !desk.files().Have(sha256).complete; });
  for (std::string& sha256 : desk.ToTell(device.device, missing, hub.monotonic().Now()))
    response->add_evidence_wanted(std::move(sha256));
}

void CountEvidence(Hub& hub, v1::HubStatus* status) {
  uint32_t files = 0, missing = 0;
  uint64_t bytes = 0;
  // One unit at a time: State's readers wait neither for the disk nor for all names to be copied.
  for (size_t unit = 0;; ++unit) {
    const auto named = hub.ReadState([&](const State& state) {
      std::optional<std::vector<std::string>> of_unit;
      if (unit < state.units.size()) AddNamed(state, *state.units[unit], &of_unit.emplace());
      return of_unit;
    });
    if (!named.has_value()) break;
    for (const std::string& sha256 : *named) {
      const EvidenceHave have = hub.evidence().files().Have(sha256);
      bytes += have.bytes;
      ++(have.complete ? files : missing);
    }
  }
  status->set_evidence_files(files);
  status->set_evidence_bytes(bytes);
  status->set_evidence_missing(missing);
}

}  // namespace gom::hub
