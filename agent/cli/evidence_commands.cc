// evidence add, list, remove, get.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/evidence_words.h"
#include "agent/store/words.h"
#include "common/cli/print.h"
#include "common/evidence/kind.h"
#include "common/evidence/limits.h"
#include "common/log/chain.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/stick_file.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;

std::string CodeOf(const std::string& sha256) { return log::Hex(sha256).substr(0, kShownDigits); }

// Rounded up: a file that is there has a size.
uint64_t Kilobytes(uint64_t bytes) { return (bytes + 1023) / 1024; }

absl::StatusOr<v1::FormView> FormOf(Client& client, const EvidenceArguments& a) {
  v1::GetFormRequest request;
  request.set_form(a.form);
  request.set_period(a.period);
  return client.Call(&Stub::GetForm, request);
}

// The one file of the form whose code begins so.
absl::StatusOr<v1::EvidenceView> Pick(const v1::FormView& form, const std::string& code) {
  const v1::EvidenceView* picked = nullptr;
  int fitting = 0;
  for (const v1::EvidenceView& file : form.evidence()) {
    if (code.empty() || !absl::StartsWithIgnoreCase(log::Hex(file.sha256()), code)) continue;
    picked = &file;
    ++fitting;
  }
  if (fitting != 1) return text::Refuse(absl::StatusCode::kNotFound, kEvidenceWhich, code);
  return *picked;
}

absl::Status AddOne(const Console& console, Client& client, const EvidenceArguments& a,
                    const std::string& file) {
  v1::AddEvidenceRequest request;
  request.set_form(a.form);
  request.set_period(a.period);
  request.set_name(file);
  ASSIGN_OR_RETURN(*request.mutable_data(), platform::ReadFile(file, evidence::kMaxInputBytes));
  ASSIGN_OR_RETURN(const v1::AddEvidenceResponse added, client.Call(&Stub::AddEvidence, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, added);
    return absl::OkStatus();
  }
  const text::Language l = console.language();
  const v1::EvidenceView& view = added.evidence();
  const std::string code = CodeOf(view.sha256());
  console.Say(text::Say(l, kEvidenceAdded, view.name(), code, Kilobytes(added.original_size()),
                        Kilobytes(view.size()), a.form, a.period));
  const bool document = view.type() == evidence::TypeOf(evidence::Kind::kPdf);
  if (added.place_removed()) console.Say(text::Say(l, kPlaceRemoved));
  if (document) console.Say(text::Say(l, kDocumentAsItIs));
  if (!document) console.Say(text::Say(l, kFacesReminder, a.form, a.period, code));
  return absl::OkStatus();
}

const text::Message& WhereWords(v1::EvidenceView::Where where) {
  switch (where) {
    case v1::EvidenceView::WHERE_HUB:
      return kWhereHub;
    case v1::EvidenceView::WHERE_HERE:
      return kWhereHere;
    case v1::EvidenceView::WHERE_MISSING:
      return kWhereMissing;
    default:
      return kWhereElsewhere;
  }
}

}  // namespace

absl::Status RunEvidenceAdd(const Console& console, const EvidenceArguments& a) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  size_t refused = 0;
  for (const std::string& file : a.files) {
    absl::Status added = AddOne(console, *client, a, file);
    if (added.ok()) continue;
    if (a.files.size() == 1) return added;
    ++refused;
    // Beside the messages of those that were added, which a program may be reading.
    console.err << cli::FitTerminal(
                       STDERR_FILENO,
                       absl::StrCat(file, ": ", text::Sentence(console.language(), added)))
                << std::flush;
  }
  if (refused == 0) return absl::OkStatus();
  console.out.flush();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kEvidenceNotAdded);
}

absl::Status RunEvidenceList(const Console& console, const EvidenceArguments& a) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::FormView form, FormOf(*client, a));
  if (console.globals.json) {
    cli::PrintJson(console.out, form);
    return absl::OkStatus();
  }
  const text::Language l = console.language();
  if (form.evidence().empty()) {
    console.Say(text::Say(l, kEvidenceNone, a.form, a.period));
    return absl::OkStatus();
  }
  text::Table table({{.title = text::Say(l, kColumnCode)},
                     {.title = text::Say(l, kColumnSize), .align = text::Align::kRight},
                     {.title = text::Say(l, kColumnWhere)},
                     {.title = text::Say(l, kColumnName), .flexible = true}});
  for (const v1::EvidenceView& file : form.evidence()) {
    const bool missing = file.where() == v1::EvidenceView::WHERE_MISSING;
    table.Row({{CodeOf(file.sha256())},
               {absl::StrCat(Kilobytes(file.size()))},
               {text::Say(l, WhereWords(file.where())),
                missing ? text::Style::kWarning : text::Style::kPlain},
               {file.name()}});
  }
  console.out << table.Render(console.View());
  return absl::OkStatus();
}

absl::Status RunEvidenceRemove(const Console& console, const EvidenceArguments& a) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::FormView form, FormOf(*client, a));
  ASSIGN_OR_RETURN(const v1::EvidenceView file, Pick(form, a.code));
  v1::RemoveEvidenceRequest request;
  request.set_form(a.form);
  request.set_period(a.period);
  request.set_sha256(file.sha256());
  ASSIGN_OR_RETURN(const v1::RemoveEvidenceResponse removed,
                   client->Call(&Stub::RemoveEvidence, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, removed);
    return absl::OkStatus();
  }
  console.Say(text::Say(console.language(), kEvidenceRemoved, file.name(), a.form, a.period));
  return absl::OkStatus();
}

absl::Status RunEvidenceGet(const Console& console, const EvidenceArguments& a) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::FormView form, FormOf(*client, a));
  ASSIGN_OR_RETURN(const v1::EvidenceView file, Pick(form, a.code));
  v1::GetEvidenceRequest request;
  request.set_sha256(file.sha256());
  ASSIGN_OR_RETURN(v1::GetEvidenceResponse got, client->Call(&Stub::GetEvidence, request));
  // What it was called is words on a page; here it gets a name of our own.
  const std::string to =
      a.to.empty() ? absl::StrCat(CodeOf(file.sha256()),
                                  std::string(evidence::EndingOf(evidence::KindOf(got.data()))))
                   : a.to;
  GOM_STEPS_OF("agent.saved_photo");
  RETURN_IF_ERROR(platform::WriteCheckedNewFile(to, got.data()));
  if (console.globals.json) {
    got.clear_data();  // that is in the file
    cli::PrintJson(console.out, got);
    return absl::OkStatus();
  }
  console.Say(text::Say(console.language(), kEvidenceWritten, to, Kilobytes(got.data().size())));
  return absl::OkStatus();
}

}  // namespace gom::agent
