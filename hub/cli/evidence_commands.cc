// evidence list, get: read from the folder beside the log, by this process itself, also while a hub
// is serving.
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/evidence/kind.h"
#include "common/log/chain.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/words.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/evidence_words.h"
#include "hub/store/evidence_files.h"

namespace gom::hub {
namespace {

using Condition = EvidenceOnDisk::Condition;

std::string FolderOf(const Session& session) {
  return absl::StrCat(session.folder(), "/", kEvidenceFolder);
}

uint64_t Kilobytes(uint64_t bytes) { return (bytes + 1023) / 1024; }

std::string Number(const Session& session, uint64_t number) {
  return text::FormatWhole(session.language(), static_cast<int64_t>(number));
}

const text::Message& WordsOf(Condition condition) {
  if (condition == Condition::kWhole) return evidence_words::kWhole;
  return condition == Condition::kOnItsWay ? evidence_words::kOnItsWay : evidence_words::kDamaged;
}

absl::Status List(Session& session) {
  using text::Say;
  const text::Language l = session.language();
  const EvidenceFiles files(FolderOf(session));
  const std::vector<EvidenceOnDisk> all = files.Check();
  // After the check: what it put aside is missing now.
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::HubStatus status,
                   hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
  return session.Show(status, [&](const v1::HubStatus& s) {
    text::Table table({{.title = Say(l, evidence_words::kColumnCode)},
                       {.title = Say(l, evidence_words::kColumnSize), .align = text::Align::kRight},
                       {.title = Say(l, evidence_words::kColumnType)},
                       {.title = Say(l, evidence_words::kColumnCondition)}});
    for (const EvidenceOnDisk& file : all) {
      const auto bytes = file.condition == Condition::kWhole ? files.Read(file.sha256)
                                                             : absl::StatusOr<std::string>("");
      const bool damaged = file.condition == Condition::kDamaged;
      table.Row(
          {{log::Hex(file.sha256)},
           {Number(session, Kilobytes(file.bytes))},
           {bytes.ok() ? std::string(evidence::TypeOf(evidence::KindOf(*bytes))) : std::string()},
           {Say(l, WordsOf(file.condition)),
            damaged ? text::Style::kWarning : text::Style::kPlain}});
    }
    return absl::StrCat(all.empty() ? "" : table.Render(session.View()),
                        session.Line(evidence_words::kCounted, Number(session, s.evidence_files()),
                                     Number(session, Kilobytes(s.evidence_bytes())),
                                     Number(session, s.evidence_missing())));
  });
}

absl::Status Get(Session& session, const std::string& code, const std::string& to) {
  const EvidenceFiles files(FolderOf(session));
  std::string picked;
  int fitting = 0;
  for (const std::string& sha256 : files.Whole()) {
    if (code.empty() || !absl::StartsWithIgnoreCase(log::Hex(sha256), code)) continue;
    picked = sha256;
    ++fitting;
  }
  if (fitting != 1) return text::Refuse(absl::StatusCode::kNotFound, evidence_words::kWhich, code);
  ASSIGN_OR_RETURN(const std::string bytes, files.Read(picked));
  const std::string path =
      !to.empty() ? to
                  : absl::StrCat(log::Hex(picked).substr(0, 12),
                                 std::string(evidence::EndingOf(evidence::KindOf(bytes))));
  if (platform::Exists(path))
    return text::Refuse(absl::StatusCode::kAlreadyExists, platform::kFileExists, path);
  GOM_STEPS_OF("hub.saved_photo");
  RETURN_IF_ERROR(platform::WritePrivateFile(path, bytes));
  session.out() << session.Line(evidence_words::kWritten, path,
                                Number(session, Kilobytes(bytes.size())));
  return absl::OkStatus();
}

}  // namespace

void AddEvidenceCommands(cli::App& app, Session& session) {
  struct Arguments {
    std::string code, to;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* evidence =
      app.Command(app.root(), "evidence", evidence_words::kEvidence, "gom-hub evidence list");
  CLI::App* list = app.Command(*evidence, "list", evidence_words::kList, "gom-hub evidence list");
  app.Action(list, [&session] { return List(session); });
  CLI::App* get = app.Command(*evidence, "get", evidence_words::kGet,
                              "gom-hub evidence get a1b2c3 --to anh.jpg");
  app.Argument(get, "CODE", arguments->code, evidence_words::kCode)->required();
  app.Option(get, "--to", arguments->to, evidence_words::kTo);
  app.Action(get, [&session, arguments] { return Get(session, arguments->code, arguments->to); });
}

}  // namespace gom::hub
