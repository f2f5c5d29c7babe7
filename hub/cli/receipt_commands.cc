#include <optional>
#include <string>

#include "common/log/chain.h"
#include "common/sync/receipt.h"
#include "common/text/dates.h"
#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string file;
  std::string key;
};

constexpr size_t kShownOfStream = 8;

absl::Status ShowKey(Session& session) {
  return session.Ask(&v1::AdminService::Stub::GetHubKey, v1::GetHubKeyRequest(),
                     [](const v1::GetHubKeyResponse& key) { return key.public_key_pem(); });
}

// Who is meant to have signed: from a file, or the hub of the data folder.
struct Signer {
  std::string public_key;
  std::string hub;  // 16 bytes; empty: not known
};

absl::StatusOr<Signer> SignerFor(Session& session, const Arguments& arguments) {
  Signer signer;
  std::string pem;
  if (!arguments.key.empty()) {
    ASSIGN_OR_RETURN(pem, ReadInput(arguments.key));
  } else {
    ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
    ASSIGN_OR_RETURN(const v1::GetHubKeyResponse key,
                     hub->Call(&v1::AdminService::Stub::GetHubKey, v1::GetHubKeyRequest()));
    ASSIGN_OR_RETURN(const v1::HubStatus status,
                     hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
    pem = key.public_key_pem();
    signer.hub = status.hub();
  }
  ASSIGN_OR_RETURN(signer.public_key, sync::PublicKeyFromPem(pem));
  return signer;
}

absl::Status Check(Session& session, const Arguments& arguments) {
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(arguments.file));
  v1::Receipt receipt;
  std::optional<v1::ReceiptBody> body;
  if (receipt.ParseFromString(bytes)) body = sync::BodyOf(receipt);
  if (!body.has_value()) return text::Refuse(kInvalid, say::kReceiptCutOff, arguments.file);
  ASSIGN_OR_RETURN(const Signer signer, SignerFor(session, arguments));
  const std::string named = log::Hex(body->hub());
  if (!signer.hub.empty() && signer.hub != body->hub())
    return text::Refuse(kInvalid, say::kReceiptOtherHub, named, log::Hex(signer.hub));
  if (!sync::IsSignedBy(receipt, signer.public_key))
    return text::Refuse(kInvalid, say::kReceiptWrong, named);
  return session.Show(*body, [&](const v1::ReceiptBody& b) {
    return session.Line(say::kReceiptGood, named, b.term(),
                        text::FormatTime(b.at(), session.View().utc_offset_seconds), b.index(),
                        b.device(), log::Hex(b.stream()).substr(0, kShownOfStream)) +
           session.Line(say::kReceiptMeans, log::Hex(b.digest()));
  });
}

}  // namespace

void AddReceiptCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* receipt = app.Command(app.root(), "receipt", help::kReceipt, "gom-hub receipt key");
  CLI::App* key = app.Command(*receipt, "key", help::kReceiptKey, "gom-hub receipt key > hub.pem");
  app.Action(key, [&session] { return ShowKey(session); });

  CLI::App* check = app.Command(*receipt, "check", help::kReceiptCheck,
                                "gom-hub receipt check bien-nhan.gomr\n"
                                "gom-hub receipt check bien-nhan.gomr --key hub.pem");
  app.Argument(check, "FILE", arguments->file, help::kReceiptFile)->required();
  app.Option(check, "--key", arguments->key, help::kReceiptPem);
  app.Action(check, [&session, arguments] { return Check(session, *arguments); });
}

}  // namespace gom::hub
