#include "agent/service/messages.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/service/drafts.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "common/text/entry_view.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"

namespace gom::agent {
namespace {

// A thread by numbers; both 0: the general one.
struct Thread {
  uint32_t form = 0, period = 0;
  bool Has(const Message& m) const { return m.form == form && m.period == period; }
};

// By codes, both or neither.
absl::StatusOr<Thread> FindThread(const SchoolState& state, const std::string& form,
                                  const std::string& period) {
  if (form.empty() && period.empty()) return Thread();
  ASSIGN_OR_RETURN(const Place place, FindNamed(state, form, period));
  return Thread{place.form->number, place.period->number};
}

bool IsUnseen(Desk& desk, const Message& m) {
  return m.from_office() && m.erased_at == 0 && m.at > desk.store().marks().messages_seen_until;
}

// What a later plan has dropped keeps its number.
std::string CodeOr(const std::string* code, uint32_t number) {
  if (number == 0) return {};
  return code != nullptr ? *code : absl::StrCat("#", number);
}

v1::MessageView ViewOf(Desk& desk, const Message& m) {
  const plan::Plan& plan = *desk.state().plan;
  const int form = plan.FormIndex(m.form), period = plan.PeriodIndex(m.period);
  v1::MessageView view;
  view.set_id(m.from_office() ? absl::StrCat("hub/", m.hub_index) : ShowName(m.name));
  view.set_from_office(m.from_office());
  view.set_made_here(!m.from_office() && m.own_log != 0);
  view.set_about(m.about);
  view.set_form(CodeOr(form < 0 ? nullptr : &plan.forms[static_cast<size_t>(form)].code, m.form));
  view.set_period(
      CodeOr(period < 0 ? nullptr : &plan.periods[static_cast<size_t>(period)].code, m.period));
  view.set_at(m.at);
  view.set_author(m.author);
  view.set_text(m.erased_at == 0 ? m.text : text::ErasedNote(m.erased_at));
  view.set_word(m.acknowledged ? v1::WORD_RECEIVED : m.sent ? v1::WORD_SENT : v1::WORD_SAVED);
  view.set_unseen(IsUnseen(desk, m));
  return view;
}

// The last word of its thread where that says the same: pressed again because the answer did not
// come, it is the same message. Null: this is a new one.
const Message* SaidLast(const SchoolState& state, const NewMessage& message) {
  const Thread thread{message.form, message.period};
  const auto last = std::find_if(state.messages.rbegin(), state.messages.rend(),
                                 [&](const Message& m) { return thread.Has(m); });
  const bool same = last != state.messages.rend() && last->own_log != 0 && last->erased_at == 0 &&
                    last->text == message.text && last->author == message.author &&
                    last->about == message.about;
  return same ? &*last : nullptr;
}

}  // namespace

absl::StatusOr<v1::ListMessagesResponse> ListMessages(Desk& desk,
                                                      const v1::ListMessagesRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  ASSIGN_OR_RETURN(const Thread thread, FindThread(desk.state(), request.form(), request.period()));
  v1::ListMessagesResponse response;
  for (const Message& m : desk.state().messages) {
    if (request.every_thread() || thread.Has(m)) *response.add_messages() = ViewOf(desk, m);
  }
  return response;
}

absl::StatusOr<v1::SendMessageResponse> SendMessage(Desk& desk,
                                                    const v1::SendMessageRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  ASSIGN_OR_RETURN(const Thread thread, FindThread(desk.state(), request.form(), request.period()));
  NewMessage message;
  ASSIGN_OR_RETURN(message.text, text::CleanText(request.text(), kMaxMessage));
  ASSIGN_OR_RETURN(message.author, text::CleanText(request.author(), kMaxAuthor));
  if (message.text.empty()) return text::Refuse(absl::StatusCode::kInvalidArgument, kMessageEmpty);
  message.about = request.about();
  message.form = thread.form;
  message.period = thread.period;
  message.at = desk.now_ms() / 1000;
  v1::SendMessageResponse response;
  if (const Message* said = SaidLast(desk.state(), message)) {
    *response.mutable_message() = ViewOf(desk, *said);
    return response;
  }
  ASSIGN_OR_RETURN(const Name name, desk.store().Send(message));
  for (const Message& m : desk.state().messages) {
    if (m.name == name) *response.mutable_message() = ViewOf(desk, m);
  }
  return response;
}

absl::StatusOr<v1::MarkMessagesSeenResponse> MarkMessagesSeen(
    Desk& desk, const v1::MarkMessagesSeenRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  int64_t newest = desk.store().marks().messages_seen_until;
  for (const Message& m : desk.state().messages) {
    if (m.from_office() && m.at <= request.until()) newest = std::max(newest, m.at);
  }
  if (newest > desk.store().marks().messages_seen_until)
    RETURN_IF_ERROR(desk.store().NoteMessagesSeen(newest));
  v1::MarkMessagesSeenResponse response;
  response.set_unseen(UnseenMessages(desk));
  return response;
}

uint32_t UnseenMessages(Desk& desk) {
  const std::vector<Message>& all = desk.state().messages;
  return static_cast<uint32_t>(
      std::count_if(all.begin(), all.end(), [&](const Message& m) { return IsUnseen(desk, m); }));
}

uint32_t UnseenMessages(Desk& desk, uint32_t form, uint32_t period) {
  const Thread thread{form, period};
  const std::vector<Message>& all = desk.state().messages;
  return static_cast<uint32_t>(std::count_if(all.begin(), all.end(), [&](const Message& m) {
    return thread.Has(m) && IsUnseen(desk, m);
  }));
}

}  // namespace gom::agent
