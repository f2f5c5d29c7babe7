#include <string>

#include "common/platform/failpoint.h"
#include "common/platform/stick_file.h"
#include "common/sync/bundle.h"
#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string file;
  std::string reply;
};

std::string Words(const Session& session, const v1::ImportBundleResponse& taken,
                  v1::BundleHeader::Kind kind, const std::string& reply) {
  if (kind == v1::BundleHeader::KIND_ENROLL) {
    return session.Line(say::kBundleEnrolled, taken.unit_name(), taken.device()) +
           session.Line(say::kBundleWelcomeMade, reply);
  }
  std::string said =
      taken.taken() > 0 ? session.Line(say::kBundleTaken, taken.unit_name(), taken.device(),
                                       taken.taken(), taken.known())
      : taken.known() > 0
          ? session.Line(say::kBundleKnown, taken.unit_name(), taken.device(), taken.known())
          : session.Line(say::kBundleNothing, taken.unit_name(), taken.device());
  if (taken.evidence_files() > 0)
    said += session.Line(say::kBundleEvidence, taken.evidence_files());
  if (taken.held() > 0) said += session.Line(say::kBundleHeld, taken.held());
  return said + (taken.reply().empty() ? session.Line(say::kBundleNoReply)
                                       : session.Line(say::kBundleReplyMade, reply));
}

absl::Status Import(Session& session, const Arguments& arguments) {
  v1::ImportBundleRequest request;
  ASSIGN_OR_RETURN(*request.mutable_bundle(),
                   platform::ReadPlainFile(arguments.file, sync::kMaxBundleBytes));
  request.set_operator_(session.OperatorName());
  // What the hub would refuse too.
  ASSIGN_OR_RETURN(const sync::Bundle bundle, sync::ReadBundle(request.bundle()));
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(v1::ImportBundleResponse taken,
                   hub->Call(&v1::AdminService::Stub::ImportBundle, request));
  if (!taken.reply().empty()) {
    GOM_STEPS_OF("hub.stick");
    RETURN_IF_ERROR(platform::WriteCheckedFile(arguments.reply, taken.reply()));
  }
  std::string words = Words(session, taken, bundle.header.kind(), arguments.reply);
  taken.clear_reply();
  return session.Show(taken, [&](const v1::ImportBundleResponse&) { return words; });
}

}  // namespace

void AddBundleCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* bundle = app.Command(app.root(), "bundle", help::kBundle);
  CLI::App* import =
      app.Command(*bundle, "import", help::kBundleImport,
                  "gom-hub bundle import /media/usb/truong.gom --reply /media/usb/tra-loi.gom");
  app.Argument(import, "FILE", arguments->file, help::kBundleFile)->required();
  app.Option(import, "--reply", arguments->reply, help::kBundleReply)->required();
  app.Action(import, [&session, arguments] { return Import(session, *arguments); });
}

}  // namespace gom::hub
