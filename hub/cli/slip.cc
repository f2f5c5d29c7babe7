#include "hub/cli/slip.h"

#include "common/platform/failpoint.h"
#include "common/platform/stick_file.h"
#include "common/sync/signing.h"
#include "common/sync/slip_file.h"
#include "common/text/dates.h"
#include "common/text/status_macros.h"
#include "hub/auth/authority.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

// Whether it listens on every address of the machine, which means nothing on another one.
bool IsOfAnyHost(const std::string& address) {
  return address.rfind("0.0.0.0:", 0) == 0 || address.rfind("[::]:", 0) == 0;
}

// Where a device will find the hub: its address, the port alone where it listens on every address
// of the machine.
std::string AddressForSlip(Session& session) {
  constexpr char kUnknown[] = "HOST:PORT";
  const absl::StatusOr<HubClient*> hub = session.Hub();
  if (!hub.ok()) return kUnknown;
  absl::StatusOr<v1::HubStatus> status =
      (*hub)->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
  if (!status.ok() || status->address().empty()) return kUnknown;
  const std::string& address = status->address();
  return IsOfAnyHost(address) ? "HOST" + address.substr(address.rfind(':')) : address;
}

}  // namespace

absl::Status WriteSlip(Session& session, const v1::IssueSlipResponse& slip,
                       const std::string& file) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::HubStatus status,
                   hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
  ASSIGN_OR_RETURN(const v1::GetHubKeyResponse key,
                   hub->Call(&v1::AdminService::Stub::GetHubKey, v1::GetHubKeyRequest()));
  v1::EnrollmentSlip out;
  out.set_code(slip.code());
  ASSIGN_OR_RETURN(*out.mutable_ca_pem(), Authority::ReadCaPem(session.folder()));
  ASSIGN_OR_RETURN(*out.mutable_hub_key(), sync::PublicKeyFromPem(key.public_key_pem()));
  out.set_hub(status.hub());
  out.set_hub_name(status.name());
  out.set_unit_name(slip.unit_name());
  out.set_expires_at(slip.expires_at());
  if (!IsOfAnyHost(status.address())) out.set_address(status.address());
  GOM_STEPS_OF("hub.slip");
  return platform::WriteCheckedFile(file, sync::PackSlip(out));
}

std::string SlipPage(Session& session, const v1::IssueSlipResponse& slip, const std::string& file) {
  const std::string until = text::FormatTime(slip.expires_at(), session.View().utc_offset_seconds);
  if (!file.empty())
    return session.Line(say::kSlipFileMade, slip.unit_name(), file, until) +
           session.Line(say::kSlipFileNext);
  const std::string address = AddressForSlip(session);
  return session.Line(say::kSlipMade, slip.unit_name(), until) + "\n  " + slip.code() + "\n\n" +
         session.Line(say::kSlipNext, address, address, slip.code());
}

}  // namespace gom::hub
