// template, export: a form of a period as a file.
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/form_words.h"
#include "common/cli/print.h"
#include "common/platform/failpoint.h"
#include "common/platform/stick_file.h"
#include "common/text/status_macros.h"

namespace gom::agent {

absl::Status RunTemplate(const Console& console, const TemplateArguments& arguments) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::GetTemplateRequest request;
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_empty(arguments.empty);
  request.set_format(arguments.csv ? v1::GetTemplateRequest::FORMAT_CSV
                                   : v1::GetTemplateRequest::FORMAT_XLSX);
  request.set_language(console.language() == text::Language::kEnglish ? "en" : "vi");
  ASSIGN_OR_RETURN(v1::GetTemplateResponse made,
                   client->Call(&v1::SchoolService::Stub::GetTemplate, request));
  const std::string& file = arguments.file.empty() ? made.file_name() : arguments.file;
  GOM_STEPS_OF("agent.saved_template");
  RETURN_IF_ERROR(platform::WriteCheckedNewFile(file, made.data()));
  if (console.globals.json) {
    made.set_file_name(file);
    made.clear_data();
    cli::PrintJson(console.out, made);
    return absl::OkStatus();
  }
  console.Say(text::Say(console.language(), arguments.csv ? kExported : kTemplateWritten, file));
  return absl::OkStatus();
}

}  // namespace gom::agent
