// What becomes of a command, given State: pure functions. Each adds its records to the View and
// answers what the caller needs to know, or refuses and adds nothing that may stay (the caller
// drops the View of a refused act; DecideExchange refuses before it adds).
//
//   View view(state, moment, read_text);
//   ASSIGN_OR_RETURN(ExchangeAnswer answer, DecideExchange(view, device, request));
//
// Every refusal carries a code of hub/state/words.h and both languages.
#ifndef GOM_HUB_STATE_DECIDE_H_
#define GOM_HUB_STATE_DECIDE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"
#include "common/sync/revision.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/sync.pb.h"
#include "hub/state/decode.h"
#include "hub/state/proofs.h"
#include "hub/state/view.h"

namespace gom::hub {

// --- SyncService

struct ExchangeAnswer {
  // The hub's end of the stream; index 0: not known here.
  log::Position position;
  uint64_t agreed = 0;
  uint64_t first_difference = 0;  // 0: none was seen; otherwise exact: agreed + 1
  uint32_t taken = 0;             // new Changes, orphans included
  uint32_t known = 0;             // Changes that were here already, the same, orphans included
  // As ExchangeResponse has them: for each orphan stream the hub's end of it, and how many words
  // are durable.
  std::vector<log::Position> orphan_ends;
  uint32_t orphan_words_taken = 0;
};
// Whether the device has seen a higher term than this hub's, so that another copy of it goes on
// somewhere: this one takes nothing from the device and tells it nothing but where it stands, until
// the operator has said which is the right one.
bool IsOvertaken(const State& state, const v1::ExchangeRequest& request);
// How a request came. A device that is revoked may not call; what it brings in a bundle is taken,
// and its Revisions are held (DEVICE_REVOKED) until DecideTakeWork.
enum class Way { kCall, kBundle };
// Takes the Changes of one request, in order; none where the hub is overtaken. UNAUTHENTICATED
// device_unknown, device_revoked; PERMISSION_DENIED stream_of_another_device; INVALID_ARGUMENT
// request_unfit (a limit of sync.proto broken). Where the chains cannot be compared at `after`
// nothing is taken and agreed is 0: the device sends from the beginning, and the first difference
// is then found exactly. `decoded`: what the request's own Changes say; empty: they are decoded as
// they are taken. `proofs`: ProofsOf(request), by which what an earlier term received is not late.
absl::StatusOr<ExchangeAnswer> DecideExchange(View& view, uint32_t device,
                                              const v1::ExchangeRequest& request,
                                              absl::Span<const DecodedChange> decoded = {},
                                              Way way = Way::kCall,
                                              absl::Span<const Proof> proofs = {});

struct EnrollCommand {
  std::string slip;
  uint32_t device = 0;  // drawn by the caller; stands in the certificate
  std::string certificate_sha256, public_key_sha256, certificate_der;
  std::string label;
  std::string sealing_key;  // 32 bytes, or empty
};
struct EnrollAnswer {
  uint32_t device = 0;
  std::string certificate_der;  // an earlier one, if this key used this slip before
  uint32_t unit = kNoUnit;
  bool again = false;
};
// The secret has been compared by the caller. UNAUTHENTICATED code_refused: no such slip, expired,
// locked, or used with another key.
absl::StatusOr<EnrollAnswer> DecideEnroll(View& view, const EnrollCommand& command);
// A wrong secret for `slip`; counts towards its lock. Never refuses.
void DecideEnrollmentFailed(View& view, const std::string& slip);

struct CertifyCommand {
  uint32_t device = 0;
  std::string certificate_sha256, public_key_sha256, certificate_der;
  std::string sealing_key;  // 32 bytes, or empty
  // The certificate that it takes the place of: what the caller saw as the device's newest.
  std::string in_place_of_sha256;
};
// Another certificate for a device; answers the one to hand out (DER): an earlier one, if another
// call with the same key came first. UNAUTHENTICATED device_unknown, device_revoked.
absl::StatusOr<std::string> DecideCertify(View& view, const CertifyCommand& command);

// --- AdminService

// The first record of a log, and its first term. FAILED_PRECONDITION hub_exists.
absl::Status DecideCreateHub(View& view, const std::string& hub, const std::string& name);
// `begun` is the record: its term, why, and what is known of a restore; `words` say who did it,
// where a person did. FAILED_PRECONDITION term_too_low.
absl::Status DecideBeginTerm(View& view, const v1::TermBegun& begun, v1::EventText words = {});

// Checks and, unless dry_run, makes the plan the active one; the same bytes again do nothing.
// INVALID_ARGUMENT plan_invalid with a place a mistake; FAILED_PRECONDITION with a CheckSuccessor
// mistake's code and all as places.
absl::StatusOr<v1::ApplyPlanResponse> DecidePlan(View& view, const v1::ApplyPlanRequest& request);

// All or nothing. INVALID_ARGUMENT roster_invalid; the line of a place is the row's, 1-based.
absl::StatusOr<v1::ImportUnitsResponse> DecideUnits(View& view,
                                                    const v1::ImportUnitsRequest& request);

struct SlipCommand {
  std::string unit{};
  std::string slip{};         // first characters of the code
  std::string secret_hash{};  // goes to `secrets`, kind "slip"
  int64_t expires_at = 0;     // milliseconds
  std::string operator_name{};
};
// NOT_FOUND unit_unknown; ALREADY_EXISTS slip_exists: draw another code.
absl::Status DecideSlip(View& view, const SlipCommand& command);

// NOT_FOUND device_unknown. Revoking twice does nothing.
absl::StatusOr<v1::RevokeDeviceResponse> DecideRevoke(View& view,
                                                      const v1::RevokeDeviceRequest& request);

// What a revoked device left behind and is held for that alone is decided like any other; the
// device stays revoked. NOT_FOUND device_unknown; FAILED_PRECONDITION nothing_waits.
absl::StatusOr<v1::TakeDeviceWorkResponse> DecideTakeWork(View& view,
                                                          const v1::TakeDeviceWorkRequest& request);
// That: indexes of Received, ascending, by the device that brought them.
std::map<uint32_t, std::vector<uint64_t>> RevokedWork(const State& state);

// From here on certificates are signed by the authority of this certificate (DER). Nothing where
// the log has it.
void DecideAuthority(View& view, const std::string& certificate_der,
                     const std::string& operator_name);

// A certificate that this log does not know and that the hub's CA signed for this device:
// believed by the caller.
struct ReturnCommand {
  uint32_t device = 0;
  std::string unit;
  std::string certificate_sha256, public_key_sha256, certificate_der;
};
// One that the log knows by another certificate has renewed in a part of the log that is lost.
// UNAUTHENTICATED device_unknown: its unit is not in the roster, or its number is another's;
// device_revoked. Nothing where it is known already.
absl::Status DecideReturn(View& view, const ReturnCommand& command);
// Releases what the device had delivered, and lets it read; one that was revoked stays revoked and
// is only released. NOT_FOUND device_unknown; FAILED_PRECONDITION device_revoked: it is, and
// nothing of it waits. Readmitting twice does nothing.
absl::StatusOr<v1::ReadmitDeviceResponse> DecideReadmit(View& view,
                                                        const v1::ReadmitDeviceRequest& request);

// Gives the words again that devices handed back, or drops them, in the order in which they were
// given; what stands already, or stands now, is settled. Where none is named, those that this log
// does not know to have lost are left (MayBeLost). All or nothing. NOT_FOUND orphan_unknown.
absl::StatusOr<v1::SettleOrphansResponse> DecideSettleOrphans(
    View& view, const v1::SettleOrphansRequest& request);

struct ApiKeyCommand {
  std::string name;
  std::string prefix;
  std::vector<std::string> scopes;
  std::string hash;  // goes to `secrets`, kind "api_key", by prefix
  std::string operator_name{};
};
// ALREADY_EXISTS key_exists; INVALID_ARGUMENT key_name_missing.
absl::Status DecideApiKey(View& view, const ApiKeyCommand& command);
// From the next call on it opens nothing. `key`: its first characters (ApiKey::prefix), or its name
// where only one that holds has it. Revoking twice does nothing. NOT_FOUND key_unknown;
// INVALID_ARGUMENT key_ambiguous: several have that name. Answers the prefix.
absl::StatusOr<std::string> DecideRevokeApiKey(View& view, const std::string& key,
                                               const std::string& operator_name);

// What the office writes to a school, cleaned by the caller.
struct MessageCommand {
  std::string unit;  // code; empty: to all of them
  v1::Message::About about = v1::Message::ABOUT_UNSPECIFIED;
  std::string form, period;  // codes: the Entry in whose thread it stands; both empty: the general
  std::string text;
  std::string operator_name;
};
// Answers its index in the log. NOT_FOUND unit_unknown, no_plan, form_unknown, period_unknown;
// INVALID_ARGUMENT message_empty, message_thread: one of form and period alone, or both and no
// unit.
absl::StatusOr<uint64_t> DecideSendMessage(View& view, const MessageCommand& command);

// Verdicts, recognitions and locks in this order, all or nothing. A row that does not fit refuses
// the call: the code is that row's (unit_unknown, form_unknown, period_unknown, nothing_to_judge,
// revision_unknown, revision_held, judged_meanwhile, item_unknown, reason_missing, …), its place's
// line the row's, 1-based. A verdict on a named revision is on that one, head or not; where another
// operator has judged it otherwise it is refused (judged_meanwhile), as that was not on the screen.
absl::StatusOr<v1::ReviewResponse> DecideReview(View& view, const v1::ReviewRequest& request);

// The office enters a Revision for a unit, also under a lock; it descends from the head and from
// all contenders.
struct EnterCommand {
  std::string unit, form, period;  // codes
  // Changes the head's values and wording (both empty where there is no head) into what shall
  // stand. The author, note and reasons of the head are not handed in. An error it answers is the
  // answer.
  std::function<absl::Status(const plan::Form& form, plan::Values* values, sync::Wording* wording)>
      edit;
};
struct EnterAnswer {
  EntryKey entry;
  uint64_t hub_index = 0;  // of the Received
  bool same = false;       // nothing differs from the head: nothing was entered
};
// NOT_FOUND no_plan, unit_unknown, form_unknown, period_unknown; FAILED_PRECONDITION
// form_not_asked; entry_refused with findings as places (errors, and warnings without a reason);
// entry_too_large.
absl::StatusOr<EnterAnswer> DecideEnter(View& view, const EnterCommand& command);

// Erases the second parts of the Revisions that are named ("a1b2c3d4/17"), or of all that one
// author wrote for the unit, and with each what is the same text under another name; or evidence
// files. A preview answers the same counts and adds nothing; they are of what was not erased
// before. That the records are made is not that the bytes are gone: State::erased says what is to
// go. NOT_FOUND unit_unknown, revision_unknown, nothing_to_redact; INVALID_ARGUMENT reason_missing,
// redact_what (not one of the three, or a name or digest that is none).
absl::StatusOr<v1::RedactResponse> DecideRedact(View& view, const v1::RedactRequest& request);
// What was erased in a part of the log that is lost, and not in this one, is erased again.
void DecideErasedBefore(View& view, const Erased& before);

// Held Changes that may count now, decided again in log order until nothing moves; each release is
// a record. Called by the functions above where they change what held Changes wait for. Answers how
// many were released.
uint32_t ReleaseHeld(View& view);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_DECIDE_H_
