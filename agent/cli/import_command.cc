// import: preview, then all or nothing.
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/form_words.h"
#include "agent/cli/pages.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/platform/file_system.h"
#include "common/text/csv.h"
#include "common/text/status_macros.h"
#include "common/text/terminal.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;

constexpr std::pair<std::string_view, v1::TextEncoding> kEncodings[] = {
    {"utf-8", v1::TEXT_ENCODING_UTF_8},   {"utf-16", v1::TEXT_ENCODING_UTF_16},
    {"cp1258", v1::TEXT_ENCODING_CP1258}, {"tcvn3", v1::TEXT_ENCODING_TCVN3},
    {"vni", v1::TEXT_ENCODING_VNI},
};

// A file of reasons: rule,text and, where they differ, form,period; rows of other units are passed
// over.
absl::Status ReadReasons(const std::string& file, const std::string& unit,
                         v1::ImportRowsRequest* request) {
  ASSIGN_OR_RETURN(const std::string bytes, platform::ReadFile(file));
  ASSIGN_OR_RETURN(const text::CsvTable table, text::ReadCsv(bytes));
  for (const char* name : {"rule", "text"}) {
    if (table.Column(name) < 0)
      return text::Refuse(absl::StatusCode::kInvalidArgument, kReasonsColumn, name);
  }
  const auto cell = [&](const text::CsvRow& row, const char* name) {
    const int column = table.Column(name);
    return column < 0 ? std::string() : row.cells[static_cast<size_t>(column)];
  };
  for (const text::CsvRow& row : table.rows) {
    const std::string of = cell(row, "unit");
    if (!of.empty() && !absl::EqualsIgnoreCase(of, unit)) continue;
    v1::RuleReason* r = request->add_reasons();
    r->set_rule(cell(row, "rule"));
    r->set_text(cell(row, "text"));
    r->set_form(cell(row, "form"));
    r->set_period(cell(row, "period"));
  }
  return absl::OkStatus();
}

bool Agreed(const Console& console) {
  console.out << text::Say(console.language(), kAskImport) << std::flush;
  std::string answer;
  std::getline(console.in, answer);
  answer = absl::AsciiStrToLower(absl::StripAsciiWhitespace(answer));
  return answer == "c" || answer == "co" || answer == "có" || answer == "y" || answer == "yes";
}

v1::TextEncoding EncodingNamed(const std::string& name) {
  for (const auto& [known, encoding] : kEncodings) {
    if (known == name) return encoding;
  }
  return v1::TEXT_ENCODING_UNSPECIFIED;
}

// What was guessed of its letters, for a person to see whether it is right.
void ShowGuess(const Console& console, const v1::ImportRowsResponse& preview) {
  if (!preview.encoding_guessed()) return;
  for (const auto& [name, encoding] : kEncodings) {
    if (encoding == preview.encoding())
      console.Say(text::Say(console.language(), kReadAs, std::string(name)));
  }
  for (const std::string& line : preview.sample()) console.Say("  " + line);
}

// The forms of the rows that are fine. A preview is good without them too.
FormsByCode FormsOf(Client& client, const v1::ImportRowsResponse& preview) {
  FormsByCode forms;
  for (const v1::ImportedRow& row : preview.rows()) {
    if (!row.ok() || row.skipped() || forms.contains(row.form())) continue;
    v1::GetFormRequest request;
    request.set_form(row.form());
    request.set_period(row.period());
    const absl::StatusOr<v1::FormView> form = client.Call(&Stub::GetForm, request);
    forms[row.form()] = form.ok() ? LabelsOf(*form) : v1::Form();
  }
  return forms;
}

// What stands against it, as a refusal; the details were printed.
absl::Status Faults(const v1::ImportRowsResponse& preview) {
  const auto bad = std::count_if(preview.rows().begin(), preview.rows().end(),
                                 [](const v1::ImportedRow& r) { return !r.ok(); });
  const auto open =
      std::count_if(preview.findings().begin(), preview.findings().end(), [](const v1::Finding& f) {
        return f.severity() != v1::SEVERITY_WARNING || f.reason().empty();
      });
  if (bad == 0 && open == 0) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kImportFaults, bad, open);
}

}  // namespace

absl::Status RunImport(const Console& console, const ImportArguments& arguments) {
  v1::ImportRowsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_csv(), platform::ReadFile(arguments.file));
  request.set_file_name(arguments.file);
  request.set_unit(arguments.unit);
  request.set_author(arguments.author);
  request.set_encoding(EncodingNamed(arguments.encoding));
  request.mutable_skip_lines()->Add(arguments.skip.begin(), arguments.skip.end());
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_preview(true);
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  if (!arguments.reasons_file.empty()) {
    ASSIGN_OR_RETURN(const v1::AgentStatus status,
                     client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
    RETURN_IF_ERROR(ReadReasons(arguments.reasons_file, status.unit(), &request));
  }
  ASSIGN_OR_RETURN(const v1::ImportRowsResponse preview, client->Call(&Stub::ImportRows, request));
  if (!console.globals.json) {
    ShowGuess(console, preview);
    console.out << PreviewPage(console.language(), preview, FormsOf(*client, preview),
                               arguments.yes, console.View())
                << std::flush;
  }
  absl::Status faults = Faults(preview);
  if (!faults.ok() ||
      (!arguments.yes &&
       (console.globals.json || !text::LookAt(STDOUT_FILENO, console.globals.colour).watching))) {
    if (console.globals.json) cli::PrintJson(console.out, preview);
    if (!faults.ok()) return faults;
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kImportNeedsYes);
  }
  if (!arguments.yes && !Agreed(console))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kImportNeedsYes);
  request.set_preview(false);
  ASSIGN_OR_RETURN(const v1::ImportRowsResponse done, client->Call(&Stub::ImportRows, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, done);
    return absl::OkStatus();
  }
  console.Say(text::Say(console.language(), kSavedNext));
  console.Say(text::Say(console.language(), kImportedLine, done.entries_size(), done.rows_size()));
  SayLocked(console, *client, done.entries());
  return absl::OkStatus();
}

}  // namespace gom::agent
