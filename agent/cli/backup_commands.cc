// backup and restore: all that is on this computer, to a stick and back.
#include <filesystem>
#include <system_error>

#include "agent/cli/backup_words.h"
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/service/backup.h"
#include "common/cli/print.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;

constexpr uint64_t kKilobyte = 1000;
// Rounded up: what is there has a size.
uint64_t Kilobytes(uint64_t bytes) { return (bytes + kKilobyte - 1) / kKilobyte; }

// The daemon may stand elsewhere than this command.
std::string Absolute(const std::string& folder) {
  std::error_code failed;
  const std::filesystem::path path = std::filesystem::absolute(folder, failed);
  return failed ? folder : path.lexically_normal().string();
}

}  // namespace

absl::Status RunBackup(const Console& console, const std::string& folder) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  const text::Language l = console.language();
  ASSIGN_OR_RETURN(const v1::ListBackupPlacesResponse places,
                   client->Call(&Stub::ListBackupPlaces, v1::ListBackupPlacesRequest()));
  console.Tell(text::Say(l, kBackingUp, Kilobytes(places.size())));
  v1::SaveBackupRequest request;
  request.set_folder(Absolute(folder));
  ASSIGN_OR_RETURN(const v1::SaveBackupResponse saved, client->Call(&Stub::SaveBackup, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, saved);
  } else {
    console.Say(text::Say(l, kBackedUp, Kilobytes(saved.bytes()), saved.files(), saved.folder()));
  }
  return absl::OkStatus();
}

absl::Status RunRestore(const Console& console, const std::string& folder) {
  RETURN_IF_ERROR(RestoreBackup(folder, console.globals.data));
  // Whatever is wrong with it is said now, and not when somebody wants to work.
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::AgentStatus status,
                   client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
  if (console.globals.json) {
    cli::PrintJson(console.out, status);
  } else {
    console.Say(text::Say(console.language(), kRestored, status.unit_name(), status.data_folder()));
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
