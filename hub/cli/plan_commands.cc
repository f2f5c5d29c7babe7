#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/plan/load.h"
#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/pages.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

v1::Error ErrorOf(const plan::LoadResult& loaded) {
  v1::Error error = text::MakeError(say::kPlanBad, {absl::StrCat(loaded.mistakes.size())});
  for (const plan::Mistake& mistake : loaded.mistakes) {
    v1::ErrorPlace* place = error.add_places();
    place->set_line(static_cast<uint32_t>(mistake.line));
    place->set_column(static_cast<uint32_t>(mistake.column));
    place->set_vi(mistake.vi);
    place->set_en(mistake.en);
  }
  return error;
}

// One mistake a line, as compilers print them, so that editors can jump there.
void PrintMistakes(Session& session, const std::string& file, const plan::LoadResult& loaded) {
  if (session.json()) {
    cli::PrintJson(session.out(), ErrorOf(loaded));
    return;
  }
  const bool vietnamese = session.language() == text::Language::kVietnamese;
  for (const plan::Mistake& mistake : loaded.mistakes) {
    session.out() << file << ":";
    if (mistake.line > 0) session.out() << mistake.line << ":" << mistake.column << ":";
    session.out() << " " << (vietnamese ? mistake.vi : mistake.en) << "\n";
  }
}

// Without the mark that editors on Windows put before UTF-8: it is no part of the plan, and no
// program that reads the log would know it.
absl::StatusOr<std::string> ReadPlan(const std::string& file) {
  ASSIGN_OR_RETURN(std::string bytes, ReadInput(file));
  if (bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
  return bytes;
}

// The plan of a file's bytes; its mistakes are printed, and their number is the refusal.
absl::StatusOr<std::shared_ptr<const plan::Plan>> Load(Session& session, const std::string& file,
                                                       const std::string& bytes) {
  plan::LoadResult loaded = plan::Load(bytes);
  if (loaded.plan != nullptr) return loaded.plan;
  PrintMistakes(session, file, loaded);
  return text::Refuse(absl::StatusCode::kInvalidArgument, say::kPlanBad, loaded.mistakes.size());
}

absl::Status Check(Session& session, const std::string& file) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadPlan(file));
  ASSIGN_OR_RETURN(const std::shared_ptr<const plan::Plan> plan, Load(session, file, bytes));
  size_t fields = 0;
  for (const plan::Form& form : plan->forms) fields += form.fields.size();
  return session.Show(plan->proto, [&](const v1::Plan&) {
    return session.Line(say::kPlanGood, plan->version(), plan->periods.size(), plan->forms.size(),
                        fields, plan->rules.size(), plan->indicators.size());
  });
}

absl::Status Apply(Session& session, const std::string& file, bool dry_run) {
  ASSIGN_OR_RETURN(std::string bytes, ReadPlan(file));
  // Here every mistake can be shown, however many there are.
  RETURN_IF_ERROR(Load(session, file, bytes).status());
  v1::ApplyPlanRequest request;
  request.set_textproto(std::move(bytes));
  request.set_dry_run(dry_run);
  request.set_operator_(session.OperatorName());
  return session.Ask(
      &v1::AdminService::Stub::ApplyPlan, request, [&](const v1::ApplyPlanResponse& response) {
        std::string out =
            session.Line(dry_run ? say::kPlanWouldApply : say::kPlanApplied, response.version());
        const bool vietnamese = session.language() == text::Language::kVietnamese;
        for (const std::string& change :
             vietnamese ? response.changes_vi() : response.changes_en()) {
          absl::StrAppend(&out, "  - ", change, "\n");
        }
        return out;
      });
}

absl::Status ShowPlan(Session& session, bool units, bool readings) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::GetPlanResponse plan,
                   hub->Call(&v1::ReportService::Stub::GetPlan, v1::GetPlanRequest()));
  RETURN_IF_ERROR(session.Show(plan, [&](const v1::GetPlanResponse& response) {
    return readings ? PlanSources(response.plan(), session.language(), session.View())
                    : PlanSummary(response, session.language(), session.View());
  }));
  if (!units) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::ListUnitsResponse all, ListAllUnits(*hub));
  return session.Show(all, [&](const v1::ListUnitsResponse& response) {
    return "\n" + UnitsTable(response.units(), &plan.plan(), session.language(), session.View());
  });
}

}  // namespace

void AddPlanCommands(cli::App& app, Session& session) {
  struct Arguments {
    std::string file;
    bool dry_run = false;
    bool units = false;
    bool readings = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* plan = app.Command(app.root(), "plan", help::kPlan, "gom-hub plan check FILE");
  CLI::App* check =
      app.Command(*plan, "check", help::kPlanCheck, "gom-hub plan check tan-ky-2026.textproto");
  app.Argument(check, "FILE", arguments->file, help::kPlanFile)->required();
  app.Action(check, [&session, arguments] { return Check(session, arguments->file); });

  CLI::App* apply = app.Command(*plan, "apply", help::kPlanApply,
                                "gom-hub plan apply tan-ky-2026.textproto\n"
                                "gom-hub plan apply tan-ky-2026.textproto --dry-run");
  app.Argument(apply, "FILE", arguments->file, help::kPlanFile)->required();
  app.Flag(apply, "--dry-run", arguments->dry_run, help::kDryRun);
  app.Action(apply,
             [&session, arguments] { return Apply(session, arguments->file, arguments->dry_run); });

  CLI::App* show = app.Command(*plan, "show", help::kPlanShow,
                               "gom-hub plan show --units\ngom-hub plan show --readings");
  app.Flag(show, "--units", arguments->units, help::kShowUnits);
  app.Flag(show, "--readings", arguments->readings, help::kShowReadings);
  app.Action(show, [&session, arguments] {
    return ShowPlan(session, arguments->units, arguments->readings);
  });
}

}  // namespace gom::hub
