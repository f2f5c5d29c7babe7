#include "hub/service/enroll_device.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "hub/auth/enroll.h"
#include "hub/service/notices.h"

namespace gom::hub {
namespace {

constexpr char kSlipSecret[] = "slip";

std::optional<SlipFacts> FindSlip(Hub& hub, std::string_view slip) {
  auto facts = hub.ReadState([&](const State& state) -> std::optional<SlipFacts> {
    auto it = state.slips.find(std::string(slip));
    if (it == state.slips.end()) return std::nullopt;
    const Slip& found = it->second;
    SlipFacts out;
    out.unit = state.units[found.unit]->row.code();
    out.expires_at_ms = found.expires_at;
    out.wrong_tries = static_cast<int>(found.failures);
    if (const Device* device = state.FindDevice(found.device); device != nullptr) {
      out.used_by_device = device->number;
      out.used_by_key_sha256 = device->public_key_sha256;
    }
    return out;
  });
  if (facts.has_value()) {
    facts->secret_hash = hub.store().FindSecret(kSlipSecret, slip).value_or("");
  }
  return facts;
}

absl::StatusOr<v1::EnrollResponse> Welcome(Hub& hub, uint32_t device,
                                           std::string_view certificate_der) {
  v1::EnrollResponse out;
  ASSIGN_OR_RETURN(*out.mutable_certificate_pem(), rpc::ToPem(certificate_der));
  out.set_ca_pem(hub.authority().ca_pem());
  out.set_hub(hub.authority().hub_id());
  out.set_hub_key(hub.sign_key().public_key());
  out.set_device(device);
  hub.writer().ReadState([&](const State& state) {
    out.set_hub_name(state.name);
    if (const Device* d = state.FindDevice(device); d != nullptr) {
      out.set_unit(state.units[d->unit]->row.code());
      out.set_unit_name(state.units[d->unit]->row.name());
    }
  });
  return out;
}

absl::StatusOr<v1::EnrollResponse> Issue(Hub& hub, const v1::EnrollRequest& request,
                                         const EnrollJudgement& judgement) {
  auto taken = [&](uint32_t device) {
    return hub.ReadState([&](const State& s) { return s.FindDevice(device) != nullptr; });
  };
  ASSIGN_OR_RETURN(IssuedDevice issued, IssueDevice(hub.authority(), request, judgement.unit,
                                                    hub.random(), taken, hub.clock().NowMs()));
  EnrollCommand command;
  command.slip = judgement.slip;
  command.device = issued.device;
  command.certificate_sha256 = issued.certificate_sha256;
  command.public_key_sha256 = issued.public_key_sha256;
  command.certificate_der = issued.certificate_der;
  command.label = issued.label;
  // One of another length is nobody's key.
  if (request.sealing_key().size() == sync::kKeyBytes) command.sealing_key = request.sealing_key();
  ASSIGN_OR_RETURN(EnrollAnswer answer, hub.writer().ActAndWait<EnrollAnswer>([&](View& view) {
    return DecideEnroll(view, command);
  }));
  return Welcome(hub, answer.device, answer.certificate_der);
}

absl::StatusOr<v1::EnrollResponse> AnswerAgain(Hub& hub, uint32_t device) {
  const std::string der = hub.ReadState([&](const State& state) {
    const Device* d = state.FindDevice(device);
    return d == nullptr ? std::string() : d->certificate_der;
  });
  return Welcome(hub, device, der);
}

// Whoever runs the hub is warned once for so many.
void NoteWrongCode(Hub& hub) {
  const int64_t now = hub.clock().NowMs();
  if (hub.seen().NoteWrongCode(now, now - kWrongCodesMs) == kManyWrongCodes)
    hub.Warn("wrong_codes", {{"in_a_day", absl::StrCat(kManyWrongCodes)}});
}

}  // namespace

absl::StatusOr<v1::EnrollResponse> EnrollDevice(Hub& hub, const v1::EnrollRequest& request) {
  const EnrollJudgement judgement = JudgeEnroll(
      request, [&](std::string_view slip) { return FindSlip(hub, slip); }, hub.clock().NowMs());
  switch (judgement.step) {
    case EnrollStep::kIssue:
      return Issue(hub, request, judgement);
    case EnrollStep::kAnswerAgain:
      return AnswerAgain(hub, judgement.device);
    case EnrollStep::kCountWrongTry:
      NoteWrongCode(hub);
      // Counted before it is answered, so that nobody can guess faster than the count.
      RETURN_IF_ERROR(hub.writer().ActAndWait([&](View& view) {
        DecideEnrollmentFailed(view, judgement.slip);
        return absl::OkStatus();
      }));
      return judgement.refusal;
    case EnrollStep::kRefuse:
      NoteWrongCode(hub);
      break;
  }
  return judgement.refusal;
}

}  // namespace gom::hub
