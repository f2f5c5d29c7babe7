#include "agent/service/bundle.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/service/words.h"
#include "agent/state/evidence.h"
#include "agent/store/words.h"
#include "agent/sync/request.h"
#include "agent/sync/sync_session.h"
#include "common/platform/zone.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

absl::StatusOr<DeviceKeys> KeysFor(Desk& desk) {
  ASSIGN_OR_RETURN(DeviceKeys keys, desk.store().ReadKeys());
  if (desk.store().enrollment().hub_key.empty())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNoHubKey);
  return keys;
}

// "gom-31TK01-20261122-2130.gom", by this computer's clock and zone; of letters that every stick
// can name.
std::string FileName(const std::string& unit, int64_t now_ms) {
  std::string name;
  for (const char c : unit)
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) name += c;
  return absl::StrCat("gom-", name, "-",
                      absl::FormatTime("%Y%m%d-%H%M", absl::FromUnixMillis(now_ms),
                                       absl::FixedTimeZone(platform::LocalOffsetSeconds(now_ms))),
                      ".gom");
}

// Photos and scans of the reports that are in it or were before, as many as there is room for: they
// come behind the calls, like over the network. It begins anywhere, so that files which the hub
// does not take hide no others.
void AddEvidence(Desk& desk, v1::BundlePayload* payload) {
  AgentStore& store = desk.store();
  std::vector<std::string> to_go;
  for (const auto& [sha256, file] : NamedEvidence(store.state())) {
    if (file.by != NamedBy::kDraft && !store.evidence_at_hub().contains(sha256))
      to_go.push_back(sha256);
  }
  if (to_go.empty()) return;
  const size_t first = static_cast<unsigned char>(desk.RandomBytes(1)[0]) % to_go.size();
  std::rotate(to_go.begin(), to_go.begin() + static_cast<std::ptrdiff_t>(first), to_go.end());
  size_t room = sync::kMaxEvidenceBytes;
  for (const std::string& sha256 : to_go) {
    absl::StatusOr<std::string> bytes = store.evidence().Read(sha256);
    if (!bytes.ok() || bytes->empty() || bytes->size() > room) continue;
    room -= bytes->size();
    v1::EvidenceFile* file = payload->add_evidence();
    file->set_sha256(sha256);
    file->set_data(*std::move(bytes));
  }
}

// Of what a reply says to be at the hub whole.
absl::Status NoteAtHub(AgentStore& store, const v1::BundlePayload& payload) {
  const NamedFiles named = NamedEvidence(store.state());
  for (const v1::EvidenceFile& file : payload.evidence()) {
    const std::string& sha256 = file.sha256();
    if (named.contains(sha256) && !store.evidence_at_hub().contains(sha256))
      RETURN_IF_ERROR(store.NoteEvidenceAtHub(sha256));
  }
  return absl::OkStatus();
}

// Whether it is what this program made last, and nobody has said yet that it is on a stick.
bool IsMadeHere(Desk& desk, const v1::BundleHeader& header) {
  return header.kind() == v1::BundleHeader::KIND_REQUEST && desk.made_bundle().has_value() &&
         header.id() == desk.made_bundle()->id;
}

// From our hub, to this very device, and signed.
absl::StatusOr<v1::BundlePayload> OpenReply(Desk& desk, const sync::Bundle& bundle) {
  const Enrollment& who = desk.store().enrollment();
  RETURN_IF_ERROR(KeysFor(desk).status());
  ASSIGN_OR_RETURN(const std::string seal_secret, SealSecret(desk.store().folder()));
  if (bundle.header.kind() != v1::BundleHeader::KIND_REPLY)
    return text::Refuse(kInvalid, kNotAReply);
  if (bundle.header.hub() != who.hub)
    return text::Refuse(kInvalid, kReplyOfAnotherHub, who.hub_name);
  if (bundle.header.device() != who.device)
    return text::Refuse(kInvalid, kReplyForAnotherDevice, who.device);
  if (!sync::IsSigned(sync::SignedBytes(bundle.header_bytes), bundle.signature, who.hub_key))
    return text::Refuse(kInvalid, sync::kBundleUnsigned);
  ASSIGN_OR_RETURN(v1::BundlePayload payload, sync::OpenBundle(bundle, seal_secret));
  if (payload.requests_size() != payload.responses_size())
    return text::Refuse(kInvalid, sync::kBundleAltered);
  return payload;
}

}  // namespace

absl::StatusOr<v1::ExportBundleResponse> ExportBundle(Desk& desk) {
  AgentStore& store = desk.store();
  const Enrollment who = store.enrollment();
  ASSIGN_OR_RETURN(const DeviceKeys keys, KeysFor(desk));
  PendingCalls calls = CallsFor(store, sync::kMaxCallsBytes, desk.now_ms(), desk.build());
  v1::BundlePayload payload;
  for (v1::ExchangeRequest& request : calls.requests) *payload.add_requests() = std::move(request);
  AddEvidence(desk, &payload);
  v1::BundleHeader header;
  header.set_kind(v1::BundleHeader::KIND_REQUEST);
  header.set_hub(who.hub);
  header.set_hub_name(who.hub_name);
  header.set_device(who.device);
  header.set_unit(who.unit);
  header.set_made_at(desk.now_ms());
  header.set_id(desk.RandomBytes(sync::kBundleIdBytes));
  header.set_build(desk.build());
  ASSIGN_OR_RETURN(*header.mutable_certificate_der(), rpc::ToDer(keys.certificate_pem));
  v1::ExportBundleResponse response;
  ASSIGN_OR_RETURN(
      *response.mutable_bundle(),
      sync::PackBundle(header, payload, sync::SealKeyOfSigner(who.hub_key),
                       [&](std::string_view b) { return rpc::SignDocument(keys.key_pem, b); }));
  desk.made_bundle() = MadeBundle{header.id(), std::move(calls.ends)};
  response.set_changes(calls.changes);
  response.set_evidence_files(static_cast<uint32_t>(payload.evidence_size()));
  response.set_file_name(FileName(who.unit, desk.now_ms()));
  return response;
}

absl::StatusOr<v1::ImportReplyResponse> ImportReply(Desk& desk,
                                                    const platform::MonotonicClock& monotonic,
                                                    const v1::ImportReplyRequest& request) {
  ASSIGN_OR_RETURN(const sync::Bundle bundle, sync::ReadBundle(request.bundle()));
  v1::ImportReplyResponse response;
  if (IsMadeHere(desk, bundle.header)) {
    // A disk that takes nothing any more does not undo that it was carried away; it is only not
    // called sent.
    desk.store().NoteExported(desk.made_bundle()->ends).IgnoreError();
    desk.made_bundle().reset();
    response.set_waiting(desk.state().waiting);
    return response;
  }
  ASSIGN_OR_RETURN(const v1::BundlePayload payload, OpenReply(desk, bundle));
  BatchLimits limits;
  SyncOptions options;
  options.build = desk.build();
  SyncSession session(desk.store(), limits, desk.wall(), monotonic, options);
  for (int i = 0; i < payload.responses_size(); ++i) {
    if (!session.Replay(payload.requests(i), payload.responses(i))) continue;
    RETURN_IF_ERROR(session.outcome().status());
  }
  RETURN_IF_ERROR(NoteAtHub(desk.store(), payload));
  response.set_confirmed(session.so_far().sent);
  response.set_received_events(session.so_far().events);
  response.set_waiting(desk.state().waiting);
  return response;
}

}  // namespace gom::agent
