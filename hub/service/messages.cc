#include "hub/service/messages.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/sync/revision.h"
#include "common/text/status_macros.h"
#include "hub/service/lookup.h"
#include "hub/service/with_texts.h"
#include "hub/state/decide.h"
#include "hub/state/message.h"

namespace gom::hub {
namespace {

constexpr size_t kStreamCharacters = 8;

struct Written {
  MessageRef message;
  std::string unit;  // code; empty: to all
};

// Which threads are asked for, by number; 0: all.
struct Thread {
  uint32_t form = 0, period = 0;
  bool Takes(const MessageRef& message) const {
    return (form == 0 || message.form == form) && (period == 0 || message.period == period);
  }
};

absl::StatusOr<Thread> ThreadOf(const State& state, const v1::ListUnitMessagesRequest& request) {
  Thread thread;
  if (request.form().empty() && request.period().empty()) return thread;
  ASSIGN_OR_RETURN(const plan::Plan* plan, ActivePlan(state));
  if (!request.form().empty()) {
    ASSIGN_OR_RETURN(const int form, FindForm(*plan, request.form()));
    thread.form = plan->forms[static_cast<size_t>(form)].number;
  }
  if (!request.period().empty()) {
    ASSIGN_OR_RETURN(const int period, FindPeriod(*plan, request.period()));
    thread.period = plan->periods[static_cast<size_t>(period)].number;
  }
  return thread;
}

// Of one unit, or of all; what went to all units once.
absl::StatusOr<std::vector<Written>> WrittenTo(const State& state,
                                               const v1::ListUnitMessagesRequest& request) {
  ASSIGN_OR_RETURN(const Thread thread, ThreadOf(state, request));
  const UnitState* only = nullptr;
  if (!request.unit().empty()) {
    ASSIGN_OR_RETURN(only, FindUnit(state, request.unit()));
  }
  std::vector<Written> all;
  for (const MessageRef& m : state.messages_to_all) {
    if (thread.Takes(m)) all.push_back({m, {}});
  }
  for (uint32_t unit = 0; unit < state.units.size(); ++unit) {
    if (only != nullptr && state.units[unit].get() != only) continue;
    for (const MessageRef& m : OwnMessagesOf(state, unit)) {
      if (thread.Takes(m)) all.push_back({m, state.units[unit]->row.code()});
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Written& a, const Written& b) { return a.message.index < b.message.index; });
  return all;
}

std::string FormCode(const State& state, uint32_t number) {
  if (number == 0) return {};
  const int form = state.plan == nullptr ? -1 : state.plan->FormIndex(number);
  return form < 0 ? absl::StrCat("#", number) : state.plan->forms[static_cast<size_t>(form)].code;
}
std::string PeriodCode(const State& state, uint32_t number) {
  if (number == 0) return {};
  const int period = state.plan == nullptr ? -1 : state.plan->PeriodIndex(number);
  return period < 0 ? absl::StrCat("#", number)
                    : state.plan->periods[static_cast<size_t>(period)].code;
}

void SetSaid(const log::Record& record, const v1::Event& event, v1::UnitMessageView* view) {
  if (event.has_message_sent()) {
    v1::EventText words;
    if (!words.ParseFromString(record.text)) return;
    view->set_author(words.operator_());
    view->set_text(words.reason());
  } else if (auto words = sync::DecodeText(record.text); words.ok()) {
    view->set_author(words->author);
    view->set_text(words->note);
  }
}

v1::UnitMessageView ViewOf(const State& state, const Written& written, RecordCache& records) {
  const MessageRef& message = written.message;
  v1::UnitMessageView view;
  view.set_index(message.index);
  view.set_unit(written.unit);
  view.set_form(FormCode(state, message.form));
  view.set_period(PeriodCode(state, message.period));
  view.set_from_office(message.from_office);
  view.set_about(message.about);
  const log::Record* record = records.Find(message.index);
  v1::Event event;
  if (record == nullptr || !event.ParseFromString(record->main)) return view;
  view.set_at(event.at());
  if (event.has_received()) {
    const Stream& stream = state.StreamOf(event.received().stream());
    view.set_id(absl::StrCat(log::Hex(stream.id).substr(0, kStreamCharacters), "/",
                             event.received().index()));
  }
  view.set_erased(record->text.empty());
  SetSaid(*record, event, &view);
  return view;
}

}  // namespace

absl::StatusOr<v1::ListUnitMessagesResponse> ReadMessages(
    Hub& hub, const v1::ListUnitMessagesRequest& request) {
  const size_t limit =
      request.limit() == 0 ? kDefaultMessages : std::min(request.limit(), kMostMessages);
  return ReadWithTexts(hub,
                       [&](const State& state,
                           RecordCache& records) -> absl::StatusOr<v1::ListUnitMessagesResponse> {
                         ASSIGN_OR_RETURN(std::vector<Written> all, WrittenTo(state, request));
                         if (all.size() > limit)
                           all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(limit));
                         v1::ListUnitMessagesResponse response;
                         for (const Written& written : all)
                           *response.add_messages() = ViewOf(state, written, records);
                         return response;
                       });
}

absl::StatusOr<v1::SendUnitMessageResponse> SendMessage(Hub& hub,
                                                        const v1::SendUnitMessageRequest& request) {
  MessageCommand command;
  command.unit = request.unit();
  command.about = request.about();
  command.form = request.form();
  command.period = request.period();
  command.text = request.text();
  command.operator_name = request.operator_();
  v1::SendUnitMessageResponse response;
  ASSIGN_OR_RETURN(const uint64_t index, hub.writer().ActAndWait<uint64_t>([&](View& view) {
    return DecideSendMessage(view, command);
  }));
  response.set_index(index);
  return response;
}

}  // namespace gom::hub
