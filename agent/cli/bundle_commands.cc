// bundle export, bundle import: sync where there is no network.
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/platform/failpoint.h"
#include "common/platform/stick_file.h"
#include "common/sync/bundle.h"
#include "common/text/status_macros.h"

namespace gom::agent {

using Stub = v1::SchoolService::Stub;

absl::Status RunBundleExport(const Console& console, const std::string& file) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(v1::ExportBundleResponse made,
                   client->Call(&Stub::ExportBundle, v1::ExportBundleRequest()));
  GOM_STEPS_OF("agent.stick");
  RETURN_IF_ERROR(platform::WriteCheckedFile(file, made.bundle()));
  // Only now has it left.
  v1::ImportReplyRequest written;
  *written.mutable_bundle() = made.bundle();
  RETURN_IF_ERROR(client->Call(&Stub::ImportBundle, written).status());
  if (console.globals.json) {
    made.clear_bundle();
    cli::PrintJson(console.out, made);
  } else {
    console.Say(text::Say(console.language(), kBundleExported, made.changes(), file));
    if (made.evidence_files() > 0)
      console.Say(text::Say(console.language(), kBundleEvidence, made.evidence_files()));
  }
  return absl::OkStatus();
}

absl::Status RunBundleImport(const Console& console, const std::string& file) {
  v1::ImportReplyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_bundle(), platform::ReadPlainFile(file, sync::kMaxBundleBytes));
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::ImportReplyResponse in, client->Call(&Stub::ImportBundle, request));
  const text::Language l = console.language();
  if (console.globals.json) {
    cli::PrintJson(console.out, in);
  } else if (in.confirmed() + in.received_events() == 0) {
    console.Say(text::Say(l, kBundleNothingNew, in.waiting()));
  } else {
    console.Say(text::Say(l, kBundleImported, in.confirmed(), in.received_events(), in.waiting()));
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
