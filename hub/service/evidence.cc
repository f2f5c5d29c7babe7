#include "hub/service/evidence.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "common/evidence/limits.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/service/hub.h"
#include "hub/service/words.h"
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

std::vector<std::string> NamedBy(Hub& hub, const std::string& unit) {
  return hub.ReadState([&](const State& state) {
    std::vector<std::string> named;
    if (const UnitState* found = state.FindUnit(unit); found != nullptr)
      AddNamed(state, *found, &named);
    return named;
  });
}

absl::Status HasRoom(Hub& hub, const std::vector<std::string>& named, uint64_t size) {
  uint64_t bytes = size;
  for (const std::string& sha256 : named) bytes += hub.evidence().files().Have(sha256).bytes;
  if (bytes <= kUnitEvidenceBytes) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kResourceExhausted, kHubFull);
}

}  // namespace

bool EvidenceDesk::Tell(uint32_t device, uint64_t list, absl::Duration now) {
  platform::MutexLock lock(&mutex_);
  const auto [told, first] = told_.try_emplace(device);
  if (!first && told->second.list == list && now - told->second.at < kTellAgain) return false;
  told->second = {list, now};
  return true;
}

void EvidenceDesk::Forget(uint32_t device) {
  platform::MutexLock lock(&mutex_);
  told_.erase(device);
}

absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(Hub& hub, const DeviceFacts& device,
                                                    const v1::PutEvidenceRequest& request) {
  const bool sound =
      request.sha256().size() == evidence::kDigestBytes && request.piece().size() <= kMaxPiece;
  if (!sound) return text::Refuse(absl::StatusCode::kInvalidArgument, kEvidenceDamaged);
  const std::vector<std::string> named = NamedBy(hub, device.unit);
  if (!std::binary_search(named.begin(), named.end(), request.sha256()))
    return text::Refuse(absl::StatusCode::kNotFound, words::kEvidenceNotNamed);
  if (!hub.room().Keep()) return text::Refuse(absl::StatusCode::kResourceExhausted, kHubFull);
  EvidenceFiles& files = hub.evidence().files();
  if (files.Have(request.sha256()).bytes == 0) RETURN_IF_ERROR(HasRoom(hub, named, request.size()));
  ASSIGN_OR_RETURN(const EvidenceHave have,
                   files.Put(request.sha256(), request.size(), request.offset(), request.piece()));
  if (have.complete) hub.evidence().Forget(device.device);
  v1::PutEvidenceResponse response;
  response.set_have(have.bytes);
  response.set_complete(have.complete);
  return response;
}

void AddWanted(Hub& hub, const DeviceFacts& device, v1::ExchangeResponse* response) {
  if (response->more()) return;
  std::vector<std::string> wanted;
  for (const std::string& sha256 : NamedBy(hub, device.unit)) {
    if (wanted.size() == kMaxWanted) break;
    if (!hub.evidence().files().Have(sha256).complete) wanted.push_back(sha256);
  }
  if (wanted.empty()) return hub.evidence().Forget(device.device);
  const uint64_t list = absl::HashOf(wanted);
  if (!hub.evidence().Tell(device.device, list, hub.monotonic().Now())) return;
  for (std::string& sha256 : wanted) response->add_evidence_wanted(std::move(sha256));
}

void CountEvidence(Hub& hub, v1::HubStatus* status) {
  const auto named = hub.ReadState([](const State& state) {
    std::vector<std::string> all;
    for (const auto& unit : state.units) AddNamed(state, *unit, &all);
    return all;
  });
  uint32_t files = 0, missing = 0;
  uint64_t bytes = 0;
  for (const std::string& sha256 : named) {
    const EvidenceHave have = hub.evidence().files().Have(sha256);
    bytes += have.bytes;
    ++(have.complete ? files : missing);
  }
  status->set_evidence_files(files);
  status->set_evidence_bytes(bytes);
  status->set_evidence_missing(missing);
}

}  // namespace gom::hub
