// open, pin: the school's page.
#include <iostream>

#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/platform/console.h"
#include "common/platform/desktop.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Stub = v1::PageService::Stub;

}  // namespace

absl::Status RunOpen(const Console& console, bool print) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::OpenPageResponse page,
                   client->Call(&Stub::OpenPage, v1::OpenPageRequest()));
  if (console.globals.json) {
    cli::PrintJson(console.out, page);
    return absl::OkStatus();
  }
  // Not made to fit the window: an address that is broken cannot be clicked.
  console.out << page.address() << std::endl;
  const bool shown = !print && platform::OpenInBrowser(page.address());
  if (!print) console.Say(text::Say(console.language(), shown ? kPageShown : kPageToShow));
  return absl::OkStatus();
}

absl::Status RunPinSet(const Console& console) {
  console.Tell(text::Say(console.language(), kAskPin));
  const std::string pin = platform::ReadHidden(console.in);
  console.Tell(text::Say(console.language(), kAskPinAgain));
  if (platform::ReadHidden(console.in) != pin)
    return text::Refuse(absl::StatusCode::kInvalidArgument, kPinsDiffer);
  if (pin.empty()) return text::Refuse(absl::StatusCode::kInvalidArgument, kPinEmpty);
  v1::SetPinRequest request;
  request.set_pin(pin);
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  RETURN_IF_ERROR(client->Call(&Stub::SetPin, request).status());
  console.Say(text::Say(console.language(), kPinSet));
  return absl::OkStatus();
}

absl::Status RunPinClear(const Console& console) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  RETURN_IF_ERROR(client->Call(&Stub::SetPin, v1::SetPinRequest()).status());
  console.Say(text::Say(console.language(), kPinCleared));
  return absl::OkStatus();
}

}  // namespace gom::agent
