#include <utility>

#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/words.h"

namespace gom::hub {

absl::StatusOr<uint64_t> DecideSendMessage(View& view, const MessageCommand& command) {
  if (command.text.empty()) return text::Refuse(absl::StatusCode::kInvalidArgument, kMessageEmpty);
  v1::Event event;
  v1::MessageSent* sent = event.mutable_message_sent();
  if (!command.unit.empty()) {
    const UnitState* unit = view.state().FindUnit(command.unit);
    if (unit == nullptr)
      return text::Refuse(absl::StatusCode::kNotFound, kUnitUnknown, command.unit);
    sent->set_unit(unit->row.code());
  }
  v1::Message* message = sent->mutable_message();
  message->set_about(command.about);
  if (command.form.empty() != command.period.empty() ||
      (command.unit.empty() && !command.form.empty()))
    return text::Refuse(absl::StatusCode::kInvalidArgument, kMessageThread);
  if (!command.form.empty()) {
    if (view.plan() == nullptr) return text::Refuse(absl::StatusCode::kNotFound, kNoPlan);
    const int form = view.plan()->FormIndex(command.form);
    if (form < 0) return text::Refuse(absl::StatusCode::kNotFound, kFormUnknown, command.form);
    const int period = view.plan()->PeriodIndex(command.period);
    if (period < 0)
      return text::Refuse(absl::StatusCode::kNotFound, kPeriodUnknown, command.period);
    message->set_form(view.plan()->forms[static_cast<size_t>(form)].number);
    message->set_period(view.plan()->periods[static_cast<size_t>(period)].number);
  }
  v1::EventText words;
  words.set_operator_(command.operator_name);
  words.set_reason(command.text);
  const uint64_t index = view.next_index();
  view.Add(std::move(event), std::move(words));
  return index;
}

}  // namespace gom::hub
