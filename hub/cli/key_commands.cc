#include <memory>
#include <string>

#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

absl::Status Issue(Session& session, const std::string& name) {
  v1::IssueApiKeyRequest request;
  request.set_name(name);
  request.set_operator_(session.OperatorName());
  return session.Ask(&v1::AdminService::Stub::IssueApiKey, request,
                     [&](const v1::IssueApiKeyResponse& response) {
                       return session.Line(say::kKeyMade, name, response.key());
                     });
}

absl::Status List(Session& session) {
  return session.Ask(&v1::AdminService::Stub::ListApiKeys, v1::ListApiKeysRequest(),
                     [&](const v1::ListApiKeysResponse& response) {
                       return KeysTable(response, session.language(), session.View());
                     });
}

absl::Status Revoke(Session& session, const std::string& key) {
  v1::RevokeApiKeyRequest request;
  request.set_key(key);
  request.set_operator_(session.OperatorName());
  return session.Ask(&v1::AdminService::Stub::RevokeApiKey, request,
                     [&](const v1::RevokeApiKeyResponse& response) {
                       return session.Line(say::kKeyRevoked, response.key().name(),
                                           response.key().prefix());
                     });
}

}  // namespace

void AddKeyCommands(cli::App& app, Session& session) {
  auto name = std::make_shared<std::string>();
  CLI::App* key = app.Command(app.root(), "api-key", help::kKey,
                              "gom-hub api-key issue \"Sở GDĐT\"\n"
                              "gom-hub api-key list");
  key->alias("key");
  CLI::App* issue =
      app.Command(*key, "issue", help::kKeyIssue, "gom-hub api-key issue \"Sở GDĐT Hải Phòng\"");
  app.Argument(issue, "NAME", *name, help::kKeyName)->required();
  app.Action(issue, [&session, name] { return Issue(session, *name); });

  CLI::App* list = app.Command(*key, "list", help::kKeyList, "gom-hub api-key list --json");
  app.Action(list, [&session] { return List(session); });

  CLI::App* revoke =
      app.Command(*key, "revoke", help::kKeyRevoke, "gom-hub api-key revoke gom_AB12CD");
  app.Argument(revoke, "KEY", *name, help::kKeyWhich)->required();
  app.Action(revoke, [&session, name] { return Revoke(session, *name); });
}

}  // namespace gom::hub
