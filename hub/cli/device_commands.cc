#include <string>
#include <vector>

#include "common/text/dates.h"
#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/slip.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

struct Arguments {
  uint32_t number = 0;
  bool all = false;
  std::string reason;
  std::string slip_file;
};

absl::Status List(Session& session) {
  return session.Ask(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest(),
                     [&](const v1::ListDevicesResponse& response) {
                       return DevicesTable(response, session.language(), session.View());
                     });
}

absl::Status Revoke(Session& session, const Arguments& arguments) {
  v1::RevokeDeviceRequest request;
  request.set_device(arguments.number);
  request.set_reason(arguments.reason);
  request.set_operator_(session.OperatorName());
  return session.Ask(&v1::AdminService::Stub::RevokeDevice, request,
                     [&](const v1::RevokeDeviceResponse&) {
                       return session.Line(say::kDeviceRevoked, arguments.number);
                     });
}

absl::Status Replace(Session& session, const Arguments& arguments) {
  v1::ReplaceDeviceRequest request;
  request.set_device(arguments.number);
  request.set_reason(arguments.reason);
  request.set_operator_(session.OperatorName());
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::ReplaceDeviceResponse replaced,
                   hub->Call(&v1::AdminService::Stub::ReplaceDevice, request));
  const std::string& file = arguments.slip_file;
  if (!file.empty()) RETURN_IF_ERROR(WriteSlip(session, replaced.slip(), file));
  return session.Show(replaced, [&](const v1::ReplaceDeviceResponse& response) {
    return session.Line(say::kDeviceReplaced, arguments.number) +
           SlipPage(session, response.slip(), file);
  });
}

absl::Status Take(Session& session, const Arguments& arguments) {
  v1::TakeDeviceWorkRequest request;
  request.set_device(arguments.number);
  request.set_operator_(session.OperatorName());
  return session.Ask(&v1::AdminService::Stub::TakeDeviceWork, request,
                     [&](const v1::TakeDeviceWorkResponse& response) {
                       return session.Line(say::kDeviceWorkTaken, response.released(),
                                           response.held());
                     });
}

absl::Status BeginAuthority(Session& session) {
  v1::BeginAuthorityRequest request;
  request.set_operator_(session.OperatorName());
  return session.Ask(
      &v1::AdminService::Stub::BeginAuthority, request,
      [&](const v1::BeginAuthorityResponse& response) {
        const std::string until =
            text::FormatDate(text::DayOf(response.not_after(), session.View().utc_offset_seconds));
        return session.Line(say::kAuthorityBegun, until, response.devices_to_renew());
      });
}

// The one that was named, or all that wait.
absl::StatusOr<std::vector<uint32_t>> Chosen(HubClient& hub, const Arguments& arguments) {
  if (arguments.all == (arguments.number != 0))
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kReadmitWhich);
  std::vector<uint32_t> chosen;
  if (!arguments.all) return std::vector<uint32_t>{arguments.number};
  ASSIGN_OR_RETURN(const v1::ListDevicesResponse devices,
                   hub.Call(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest()));
  for (const v1::DeviceView& device : devices.devices()) {
    if (device.returned()) chosen.push_back(device.device());
  }
  return chosen;
}

absl::Status Readmit(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const std::vector<uint32_t> chosen, Chosen(*hub, arguments));
  v1::ReadmitDeviceResponse all;
  for (const uint32_t device : chosen) {
    v1::ReadmitDeviceRequest request;
    request.set_device(device);
    request.set_operator_(session.OperatorName());
    ASSIGN_OR_RETURN(const v1::ReadmitDeviceResponse one,
                     hub->Call(&v1::AdminService::Stub::ReadmitDevice, request));
    all.set_released(all.released() + one.released());
  }
  return session.Show(all, [&](const v1::ReadmitDeviceResponse& response) {
    return session.Line(say::kDevicesReadmitted, chosen.size(), response.released());
  });
}

}  // namespace

void AddDeviceCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* device = app.Command(app.root(), "device", help::kDevice, "gom-hub device list");
  CLI::App* list = app.Command(*device, "list", help::kDeviceList, "gom-hub device list --json");
  app.Action(list, [&session] { return List(session); });

  CLI::App* revoke = app.Command(*device, "revoke", help::kDeviceRevoke,
                                 "gom-hub device revoke 1234 --reason \"Mất máy\"");
  app.Argument(revoke, "DEVICE", arguments->number, help::kDeviceNumber)->required();
  app.Option(revoke, "--reason", arguments->reason, help::kReason);
  app.Action(revoke, [&session, arguments] { return Revoke(session, *arguments); });

  CLI::App* replace = app.Command(*device, "replace", help::kDeviceReplace,
                                  "gom-hub device replace 1234 --reason \"Mất máy\"");
  app.Argument(replace, "DEVICE", arguments->number, help::kDeviceNumber)->required();
  app.Option(replace, "--reason", arguments->reason, help::kReason);
  app.Option(replace, "--file", arguments->slip_file, help::kSlipFile);
  app.Action(replace, [&session, arguments] { return Replace(session, *arguments); });

  CLI::App* take = app.Command(*device, "take", help::kDeviceTake, "gom-hub device take 1234");
  app.Argument(take, "DEVICE", arguments->number, help::kDeviceNumber)->required();
  app.Action(take, [&session, arguments] { return Take(session, *arguments); });

  CLI::App* readmit = app.Command(*device, "readmit", help::kDeviceReadmit,
                                  "gom-hub device readmit 1234\n"
                                  "gom-hub device readmit --all");
  app.Argument(readmit, "DEVICE", arguments->number, help::kDeviceNumber);
  app.Flag(readmit, "--all", arguments->all, help::kReadmitAll);
  app.Action(readmit, [&session, arguments] { return Readmit(session, *arguments); });

  CLI::App* authority =
      app.Command(app.root(), "authority", help::kAuthority, "gom-hub authority begin");
  app.Action(app.Command(*authority, "begin", help::kAuthorityBegin, "gom-hub authority begin"),
             [&session] { return BeginAuthority(session); });
}

}  // namespace gom::hub
