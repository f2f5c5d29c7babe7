#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/status_macros.h"
#include "hub/cli/assignments.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/review_csv.h"
#include "hub/cli/row_places.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string unit, form, period, revision, field, item, indicator, reason, file;
  std::vector<std::string> field_reasons;
  bool withdraw = false;
};

// As `history` names it, though whoever typed it wrote more of the stream's name, or capitals.
std::string ShortName(const std::string& typed) {
  constexpr size_t kStreamCharacters = 8;
  const size_t slash = std::min(typed.find('/'), typed.size());
  return absl::AsciiStrToLower(
      absl::StrCat(typed.substr(0, std::min(slash, kStreamCharacters)), typed.substr(slash)));
}

// Which revision the verdict is on, where one was named: a newer one may have come meanwhile.
std::string WhichRevision(const Session& session, const v1::ReviewRequest& request) {
  if (request.acts_size() != 1 || request.acts(0).revision().empty()) return {};
  const std::string name = ShortName(request.acts(0).revision());
  switch (request.acts(0).kind()) {
    case v1::ReviewAct::KIND_ACCEPT:
      return session.Line(say::kRevisionAccepted, name);
    case v1::ReviewAct::KIND_RETURN:
      return session.Line(say::kRevisionReturned, name);
    default:
      return {};
  }
}

absl::Status Send(Session& session, v1::ReviewRequest request) {
  request.set_operator_(session.OperatorName());
  return session.Ask(
      &v1::AdminService::Stub::Review, request, [&](const v1::ReviewResponse& response) {
        std::string out = session.Line(say::kReviewDone, response.done(), response.same());
        out += WhichRevision(session, request);
        if (response.released() > 0) out += session.Line(say::kReviewReleased, response.released());
        return out;
      });
}

// The place of the only row is the command itself: it says again what the sentence says, and a line
// of no file.
absl::Status SendOne(Session& session, v1::ReviewAct act) {
  v1::ReviewRequest request;
  *request.add_acts() = std::move(act);
  absl::Status status = Send(session, std::move(request));
  if (status.ok()) return status;
  v1::Error error = text::ErrorOf(status);
  auto* places = error.mutable_places();
  places->erase(std::remove_if(places->begin(), places->end(),
                               [&](const v1::ErrorPlace& p) { return p.en() == error.en(); }),
                places->end());
  for (v1::ErrorPlace& place : *places) place.clear_line();
  return text::WithError(status.code(), std::move(error));
}

v1::ReviewAct ActOf(v1::ReviewAct::Kind kind, const Arguments& arguments) {
  v1::ReviewAct act;
  act.set_kind(kind);
  act.set_unit(arguments.unit);
  act.set_form(arguments.form);
  act.set_period(arguments.period);
  act.set_revision(arguments.revision);
  act.set_field(arguments.field);
  act.set_indicator(arguments.indicator);
  act.set_withdraw(arguments.withdraw);
  act.set_reason(arguments.reason);
  return act;
}

absl::Status Return(Session& session, const Arguments& arguments) {
  v1::ReviewAct act = ActOf(v1::ReviewAct::KIND_RETURN, arguments);
  for (const std::string& typed : arguments.field_reasons) {
    ASSIGN_OR_RETURN(auto pair, ReadPair(typed, "FIELD=REASON"));
    v1::FieldNote* note = act.add_fields();
    note->set_field(std::move(pair.first));
    note->set_reason(std::move(pair.second));
  }
  return SendOne(session, std::move(act));
}

absl::Status Recognize(Session& session, const Arguments& arguments) {
  v1::ReviewAct act = ActOf(v1::ReviewAct::KIND_RECOGNIZE, arguments);
  RETURN_IF_ERROR(SetItem(arguments.item, &act));
  return SendOne(session, std::move(act));
}

absl::Status ReviewFile(Session& session, const std::string& file) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(file));
  ASSIGN_OR_RETURN(const std::vector<ReviewRow> rows, ReadReviews(file, bytes));
  v1::ReviewRequest request;
  for (const ReviewRow& row : rows) *request.add_acts() = row.act;
  absl::Status status = Send(session, std::move(request));
  return status.ok() ? status : AtLines(status, rows);
}

void EntryArguments(cli::App& app, CLI::App* command, Arguments& arguments) {
  app.Argument(command, "UNIT", arguments.unit, help::kUnitCode)->required();
  app.Argument(command, "FORM", arguments.form, help::kFormCode)->required();
  app.Argument(command, "PERIOD", arguments.period, help::kPeriodCode)->required();
}

void AddVerdictCommands(cli::App& app, Session& session,
                        const std::shared_ptr<Arguments>& arguments) {
  CLI::App* accept = app.Command(app.root(), "accept", help::kAccept,
                                 "gom-hub accept 31TK01 muc_tieu 2026-Q3\n"
                                 "gom-hub accept 31TK01 muc_tieu 2026-Q3 --revision a1b2c3d4/17");
  EntryArguments(app, accept, *arguments);
  app.Option(accept, "--revision", arguments->revision, help::kRevision);
  app.Action(accept, [&session, arguments] {
    return SendOne(session, ActOf(v1::ReviewAct::KIND_ACCEPT, *arguments));
  });

  CLI::App* back =
      app.Command(app.root(), "return", help::kReturn,
                  "gom-hub return 31TK02 muc_tieu 2026-Q3 --reason \"Số đạt lớn hơn số người\"\n"
                  "gom-hub return 31TK02 muc_tieu 2026-Q3 --reason \"Xem lại\" --field "
                  "mt1a_cbql=\"Cao hơn kỳ trước\"\n"
                  "gom-hub return 31TK02 muc_tieu 2026-Q3 --revision a1b2c3d4/17 --reason \"Thiếu "
                  "một lớp\"");
  EntryArguments(app, back, *arguments);
  app.Option(back, "--reason", arguments->reason, help::kReason)->required();
  app.Option(back, "--field", arguments->field_reasons, help::kFieldReason)
      ->allow_extra_args(false);
  app.Option(back, "--revision", arguments->revision, help::kRevision);
  app.Action(back, [&session, arguments] { return Return(session, *arguments); });
}

void AddRecognitionCommands(cli::App& app, Session& session,
                            const std::shared_ptr<Arguments>& arguments) {
  CLI::App* recognize = app.Command(
      app.root(), "recognize", help::kRecognize,
      "gom-hub recognize 31TK01 sang_kien 1 --form sang_kien --period 2026-Q3 --reason \"Cấp xã\"");
  app.Argument(recognize, "UNIT", arguments->unit, help::kUnitCode)->required();
  app.Argument(recognize, "FIELD", arguments->field, help::kFieldCode)->required();
  app.Argument(recognize, "ITEM", arguments->item, help::kItem)->required();
  app.Option(recognize, "--form", arguments->form, help::kFormCode)->required();
  app.Option(recognize, "--period", arguments->period, help::kPeriodCode)->required();
  app.Option(recognize, "--reason", arguments->reason, help::kReason);
  app.Flag(recognize, "--withdraw", arguments->withdraw, help::kWithdraw);
  app.Action(recognize, [&session, arguments] { return Recognize(session, *arguments); });

  CLI::App* not_applicable = app.Command(app.root(), "not-applicable", help::kNotApplicable,
                                         "gom-hub not-applicable 31TK05 MT5 --reason \"Trường mầm "
                                         "non không có tiết học ứng dụng AI\"");
  app.Argument(not_applicable, "UNIT", arguments->unit, help::kUnitCode)->required();
  app.Argument(not_applicable, "INDICATOR", arguments->indicator, help::kIndicatorCode)->required();
  app.Option(not_applicable, "--reason", arguments->reason, help::kReason)->required();
  app.Flag(not_applicable, "--withdraw", arguments->withdraw, help::kWithdraw);
  app.Action(not_applicable, [&session, arguments] {
    return SendOne(session, ActOf(v1::ReviewAct::KIND_NOT_APPLICABLE, *arguments));
  });
}

}  // namespace

void AddReviewCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  AddVerdictCommands(app, session, arguments);
  AddRecognitionCommands(app, session, arguments);

  CLI::App* lock = app.Command(app.root(), "lock", help::kLock, "gom-hub lock 2026-Q1");
  app.Argument(lock, "PERIOD", arguments->period, help::kPeriodCode)->required();
  app.Option(lock, "--reason", arguments->reason, help::kReason);
  app.Action(lock, [&session, arguments] {
    return SendOne(session, ActOf(v1::ReviewAct::KIND_LOCK, *arguments));
  });

  CLI::App* reopen = app.Command(app.root(), "reopen", help::kReopen, "gom-hub reopen 2026-Q1");
  app.Argument(reopen, "PERIOD", arguments->period, help::kPeriodCode)->required();
  app.Option(reopen, "--reason", arguments->reason, help::kReason);
  app.Action(reopen, [&session, arguments] {
    return SendOne(session, ActOf(v1::ReviewAct::KIND_REOPEN, *arguments));
  });

  CLI::App* take =
      app.Command(app.root(), "take", help::kTake, "gom-hub take 31TK01 muc_tieu 2026-Q3");
  EntryArguments(app, take, *arguments);
  app.Option(take, "--reason", arguments->reason, help::kReason);
  app.Action(take, [&session, arguments] {
    return SendOne(session, ActOf(v1::ReviewAct::KIND_TAKE, *arguments));
  });

  CLI::App* review = app.Command(app.root(), "review", help::kReview, "gom-hub review reviews.csv");
  app.Argument(review, "FILE", arguments->file, help::kReviewFile)->required();
  app.Action(review, [&session, arguments] { return ReviewFile(session, arguments->file); });
}

}  // namespace gom::hub
