#include <utility>

#include "absl/strings/str_join.h"
#include "common/text/status_macros.h"
#include "hub/cli/assignments.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string unit, form, period, note, author;
  std::vector<std::string> assignments;
  std::vector<std::string> reasons;
};

absl::StatusOr<v1::Form> FindForm(HubClient& hub, const std::string& code) {
  ASSIGN_OR_RETURN(const v1::GetPlanResponse plan,
                   hub.Call(&v1::ReportService::Stub::GetPlan, v1::GetPlanRequest()));
  std::vector<std::string> codes;
  for (const v1::Form& form : plan.plan().forms()) {
    if (form.code() == code) return form;
    codes.push_back(form.code());
  }
  return text::Refuse(absl::StatusCode::kNotFound, say::kFormNotInPlan, code,
                      absl::StrJoin(codes, ", "));
}

// What the entry holds now; nothing where there is none yet.
absl::StatusOr<v1::RevisionView> Current(HubClient& hub, const Arguments& arguments) {
  v1::ListEntriesRequest request;
  request.set_unit(arguments.unit);
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  ASSIGN_OR_RETURN(const v1::ListEntriesResponse found,
                   hub.Call(&v1::ReportService::Stub::ListEntries, request));
  return found.entries().empty() ? v1::RevisionView() : found.entries(0).counted();
}

absl::Status Enter(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::Form form, FindForm(*hub, arguments.form));
  ASSIGN_OR_RETURN(const v1::RevisionView current, Current(*hub, arguments));
  v1::EnterEntryRequest request;
  request.set_unit(arguments.unit);
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  ASSIGN_OR_RETURN(std::vector<v1::FieldValue> values,
                   ReadAssignments(form, arguments.assignments, current.values()));
  for (v1::FieldValue& value : values) *request.add_values() = std::move(value);
  for (const std::string& typed : arguments.reasons) {
    ASSIGN_OR_RETURN(auto pair, ReadPair(typed, "RULE=TEXT"));
    v1::ReasonView* reason = request.add_reasons();
    reason->set_rule(std::move(pair.first));
    reason->set_text(std::move(pair.second));
  }
  request.set_note(arguments.note);
  request.set_author(arguments.author.empty() ? session.OperatorName() : arguments.author);
  return session.Ask(&v1::AdminService::Stub::EnterEntry, request,
                     [&](const v1::EnterEntryResponse& response) {
                       return session.Line(say::kEntered, response.revision().id(), arguments.form,
                                           arguments.period, arguments.unit);
                     });
}

}  // namespace

void AddEnterCommand(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* enter =
      app.Command(app.root(), "enter", help::kEnter,
                  "gom-hub enter 31TK00 van_phong 2026-Q3 kp_tx_giao=1.200 kt_truong=2\n"
                  "gom-hub enter 31TK02 ho_so 2026-Q3 gv=27 --note \"Sửa theo công văn\"");
  app.Argument(enter, "UNIT", arguments->unit, help::kUnitCode)->required();
  app.Argument(enter, "FORM", arguments->form, help::kFormCode)->required();
  app.Argument(enter, "PERIOD", arguments->period, help::kPeriodCode)->required();
  app.Argument(enter, "FIELD=VALUE", arguments->assignments, help::kAssignments)->required();
  app.Option(enter, "--note", arguments->note, help::kNote);
  app.Option(enter, "--author", arguments->author, help::kAuthor);
  app.Option(enter, "--reason", arguments->reasons, help::kRuleReason)->allow_extra_args(false);
  app.Action(enter, [&session, arguments] { return Enter(session, *arguments); });
}

}  // namespace gom::hub
