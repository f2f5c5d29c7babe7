// receipt list, receipt export: what the hub has signed for.
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/pages.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/platform/failpoint.h"
#include "common/platform/stick_file.h"
#include "common/text/dates.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

absl::StatusOr<v1::ListReceiptsResponse> Receipts(const Console& console) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  return client->Call(&v1::SchoolService::Stub::ListReceipts, v1::ListReceiptsRequest());
}

}  // namespace

absl::Status RunReceiptList(const Console& console) {
  ASSIGN_OR_RETURN(const v1::ListReceiptsResponse receipts, Receipts(console));
  if (console.globals.json) {
    cli::PrintJson(console.out, receipts);
  } else {
    console.out << ReceiptsPage(console.language(), receipts, console.View());
  }
  return absl::OkStatus();
}

absl::Status RunReceiptExport(const Console& console, const ReceiptArguments& arguments) {
  ASSIGN_OR_RETURN(const v1::ListReceiptsResponse receipts, Receipts(console));
  const auto count = static_cast<uint32_t>(receipts.receipts_size());
  if (arguments.number < 1 || arguments.number > count) {
    return text::Refuse(absl::StatusCode::kNotFound, kReceiptUnknown, arguments.number, count);
  }
  const v1::ReceiptView& chosen = receipts.receipts(static_cast<int>(arguments.number) - 1);
  GOM_STEPS_OF("agent.saved_receipt");
  RETURN_IF_ERROR(platform::WriteCheckedNewFile(arguments.file, chosen.receipt()));
  if (console.globals.json) {
    cli::PrintJson(console.out, chosen);
    return absl::OkStatus();
  }
  const int offset = console.View().utc_offset_seconds;
  console.Say(text::Say(console.language(), kReceiptWritten, arguments.file,
                        text::FormatTime(chosen.at(), offset), chosen.index()));
  return absl::OkStatus();
}

}  // namespace gom::agent
