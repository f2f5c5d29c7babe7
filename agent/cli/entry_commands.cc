// forms, show, history, enter, submit, resolve.
#include <algorithm>
#include <set>
#include <utility>

#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/pages.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/text/dates.h"
#include "common/text/entry_view.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;

absl::StatusOr<std::pair<std::string, std::string>> Split(const std::string& typed,
                                                          const text::Message& wrong) {
  const size_t equals = typed.find('=');
  if (equals == std::string::npos || equals == 0) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, wrong, typed);
  }
  return std::pair(typed.substr(0, equals), typed.substr(equals + 1));
}

// Form, period, fields and reasons.
template <typename Arguments, typename Request>
absl::Status TakeTyped(const Arguments& a, Request* request) {
  request->set_form(a.form);
  request->set_period(a.period);
  for (const std::string& typed : a.fields) {
    ASSIGN_OR_RETURN(const auto pair, Split(typed, kAssignmentWrong));
    v1::TypedField* t = request->add_typed();
    t->set_field(pair.first);
    t->set_text(pair.second);
  }
  for (const std::string& typed : a.reasons) {
    ASSIGN_OR_RETURN(const auto pair, Split(typed, kReasonWrong));
    v1::RuleReason* r = request->add_reasons();
    r->set_rule(pair.first);
    r->set_text(pair.second);
  }
  return absl::OkStatus();
}

std::string Head(const std::string& path) { return path.substr(0, path.find_first_of(".+")); }

// Whether an error is about something that was typed just now.
bool TypedWrong(const v1::SaveDraftRequest& request, const v1::FormView& form) {
  for (const v1::Finding& f : form.findings()) {
    if (f.severity() != v1::SEVERITY_ERROR) continue;
    for (const std::string& field : f.fields()) {
      if (std::any_of(request.typed().begin(), request.typed().end(),
                      [&](const v1::TypedField& t) { return Head(t.field()) == Head(field); })) {
        return true;
      }
    }
  }
  return false;
}

bool AllWell(const v1::FormView& form) {
  return std::all_of(form.findings().begin(), form.findings().end(), [](const v1::Finding& f) {
    return f.severity() == v1::SEVERITY_WARNING && !f.reason().empty();
  });
}

// As far as this computer has heard.
bool IsLocked(Client& client, const std::string& period) {
  v1::ListFormsRequest request;
  request.set_period(period);
  const absl::StatusOr<v1::ListFormsResponse> forms = client.Call(&Stub::ListForms, request);
  return forms.ok() && std::any_of(forms->forms().begin(), forms->forms().end(),
                                   [](const v1::FormLine& f) { return f.locked(); });
}

}  // namespace

void SayLocked(const Console& console, Client& client,
               const google::protobuf::RepeatedPtrField<v1::SubmittedEntry>& entries) {
  std::set<std::string> periods;
  for (const v1::SubmittedEntry& e : entries) periods.insert(e.period());
  for (const std::string& period : periods) {
    if (IsLocked(client, period)) console.Say(text::Say(console.language(), kLockedSaved, period));
  }
}

absl::StatusOr<v1::SaveDraftRequest> ToRequest(const EnterArguments& a) {
  v1::SaveDraftRequest request;
  RETURN_IF_ERROR(TakeTyped(a, &request));
  request.set_note(a.note);
  request.set_set_note(a.set_note);
  request.set_author(a.author);
  request.set_set_author(a.set_author);
  request.set_discard(a.discard);
  return request;
}

absl::Status RunForms(const Console& console, const std::string& period) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::ListFormsRequest request;
  request.set_period(period);
  ASSIGN_OR_RETURN(const v1::ListFormsResponse forms, client->Call(&Stub::ListForms, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, forms);
  } else {
    const text::View view = console.View();
    ASSIGN_OR_RETURN(const v1::AgentStatus status,
                     client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
    // What is overdue is not decided by a clock that is wrong.
    const std::string today =
        text::FormatIso(text::DayOf(status.hub_now(), view.utc_offset_seconds));
    console.out << FormsPage(console.language(), forms, today, view);
  }
  return absl::OkStatus();
}

absl::Status RunShow(const Console& console, const std::string& form, const std::string& period) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::GetFormRequest request;
  request.set_form(form);
  request.set_period(period);
  ASSIGN_OR_RETURN(const v1::FormView view, client->Call(&Stub::GetForm, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, view);
  } else {
    console.out << FormPage(console.language(), view, console.View());
  }
  return absl::OkStatus();
}

absl::Status RunHistory(const Console& console, const std::string& form,
                        const std::string& period) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::GetEntryHistoryRequest request;
  request.set_form(form);
  request.set_period(period);
  ASSIGN_OR_RETURN(const v1::GetEntryHistoryResponse history,
                   client->Call(&Stub::GetEntryHistory, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, history);
    return absl::OkStatus();
  }
  v1::GetFormRequest about;
  about.set_form(form);
  about.set_period(period);
  ASSIGN_OR_RETURN(const v1::FormView view, client->Call(&Stub::GetForm, about));
  const v1::Form labels = LabelsOf(view);
  console.out << text::ShowHistory(console.language(), history.revisions(), &labels,
                                   console.View());
  if (view.contenders_size() > 0) {
    console.out << "\n";
    console.Say(text::Say(console.language(), kChooseNote, form, period));
  }
  return absl::OkStatus();
}

absl::Status RunEnter(const Console& console, const EnterArguments& arguments) {
  ASSIGN_OR_RETURN(const v1::SaveDraftRequest request, ToRequest(arguments));
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::SaveDraftResponse saved, client->Call(&Stub::SaveDraft, request));
  const v1::FormView& form = saved.form();
  const text::Language l = console.language();
  if (console.globals.json) {
    cli::PrintJson(console.out, saved);
  } else if (arguments.discard) {
    console.Say(text::Say(l, kDraftDropped, form.form(), form.period()));
  } else {
    console.SayEach(EchoInWords(l, form, request.typed()));
    console.Say(text::Say(l, kDraftKept, form.form(), form.period()));
    console.out << text::ShowFindings(l, form.findings(), console.View());
    if (AllWell(form)) console.Say(text::Say(l, kReadyToSubmit, form.form(), form.period()));
  }
  console.out.flush();
  if (TypedWrong(request, form))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kDraftHasFaults);
  if (!arguments.discard && IsLocked(*client, form.period()))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kLockedDraft, form.period());
  return absl::OkStatus();
}

absl::Status RunSubmit(const Console& console, const std::string& form, const std::string& period) {
  if (form.empty() != period.empty())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kBothOrNone);
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::SubmitRequest request;
  request.set_form(form);
  request.set_period(period);
  ASSIGN_OR_RETURN(const v1::SubmitResponse submitted, client->Call(&Stub::Submit, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, submitted);
    return absl::OkStatus();
  }
  const text::Language l = console.language();
  for (const v1::SubmittedEntry& e : submitted.entries()) {
    console.Say(text::Say(l, kSavedLine, e.form(), e.period(), e.revision()));
  }
  console.Say(text::Say(l, kSavedNext));
  SayLocked(console, *client, submitted.entries());
  return absl::OkStatus();
}

absl::Status RunResolve(const Console& console, const ResolveArguments& arguments) {
  v1::ResolveRequest request;
  RETURN_IF_ERROR(TakeTyped(arguments, &request));
  request.set_take(arguments.take);
  request.set_note(arguments.note);
  request.set_author(arguments.author);
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::ResolveResponse resolved, client->Call(&Stub::Resolve, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, resolved);
    return absl::OkStatus();
  }
  const v1::SubmittedEntry& e = resolved.entry();
  const text::Language l = console.language();
  console.Say(text::Say(l, kSavedLine, e.form(), e.period(), e.revision()));
  console.Say(text::Say(l, kSavedNext));
  return absl::OkStatus();
}

}  // namespace gom::agent
