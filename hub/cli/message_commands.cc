#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string unit, form, period, text;
  uint64_t index = 0;
  uint32_t limit = 0;
};

absl::Status List(Session& session, const Arguments& arguments) {
  v1::ListUnitMessagesRequest request;
  request.set_unit(arguments.unit);
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_limit(arguments.limit);
  return session.Ask(&v1::AdminService::Stub::ListUnitMessages, request,
                     [&](const v1::ListUnitMessagesResponse& response) {
                       return MessagesTable(response, session.language(), session.View());
                     });
}

absl::Status Send(Session& session, v1::SendUnitMessageRequest request) {
  request.set_operator_(session.OperatorName());
  return session.Ask(&v1::AdminService::Stub::SendUnitMessage, request,
                     [&](const v1::SendUnitMessageResponse& response) {
                       return request.unit().empty()
                                  ? session.Line(say::kMessageSentToAll, response.index())
                                  : session.Line(say::kMessageSent, response.index(),
                                                 request.unit());
                     });
}

absl::Status SendNew(Session& session, const Arguments& arguments) {
  v1::SendUnitMessageRequest request;
  request.set_unit(arguments.unit);
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_text(arguments.text);
  return Send(session, std::move(request));
}

// A form or a period that a later plan has dropped is shown by its number.
bool IsDropped(const std::string& code) { return !code.empty() && code.front() == '#'; }

// In the thread of the message that is answered, and about the same; where its form or period is no
// longer in the plan, in the unit's general thread.
absl::Status Reply(Session& session, const Arguments& arguments) {
  constexpr uint32_t kAsFarBack = 1000;
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  v1::ListUnitMessagesRequest all;
  all.set_limit(kAsFarBack);
  ASSIGN_OR_RETURN(const v1::ListUnitMessagesResponse there,
                   hub->Call(&v1::AdminService::Stub::ListUnitMessages, all));
  const auto asked =
      std::find_if(there.messages().begin(), there.messages().end(),
                   [&](const v1::UnitMessageView& m) { return m.index() == arguments.index; });
  if (asked == there.messages().end())
    return text::Refuse(absl::StatusCode::kNotFound, say::kNoSuchMessage, arguments.index);
  if (asked->unit().empty())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, say::kMessageWasToAll,
                        arguments.index);
  v1::SendUnitMessageRequest request;
  request.set_unit(asked->unit());
  if (!IsDropped(asked->form()) && !IsDropped(asked->period())) {
    request.set_form(asked->form());
    request.set_period(asked->period());
  }
  request.set_about(asked->about());
  request.set_text(arguments.text);
  return Send(session, std::move(request));
}

}  // namespace

void AddMessageCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* message = app.Command(app.root(), "message", help::kMessages, "gom-hub message list");
  const auto thread = [&, arguments](CLI::App* command) {
    app.Option(command, "--form", arguments->form, help::kMessageForm);
    app.Option(command, "--period", arguments->period, help::kMessagePeriod);
  };

  CLI::App* list = app.Command(*message, "list", help::kMessageList,
                               "gom-hub message list\n"
                               "gom-hub message list 31TK01 --form ho_so --period 2026-Q2");
  app.Argument(list, "UNIT", arguments->unit, help::kMessageOfUnit);
  thread(list);
  app.Option(list, "--limit", arguments->limit, help::kMessageLimit);
  app.Action(list, [&session, arguments] { return List(session, *arguments); });

  CLI::App* send = app.Command(*message, "send", help::kMessageSend,
                               "gom-hub message send 31TK01 \"Xin xem lại số giáo viên.\" "
                               "--form ho_so --period 2026-Q2");
  app.Argument(send, "UNIT", arguments->unit, help::kMessageToUnit)->required();
  app.Argument(send, "TEXT", arguments->text, help::kMessageText)->required();
  thread(send);
  app.Action(send, [&session, arguments] { return SendNew(session, *arguments); });

  CLI::App* everyone =
      app.Command(*message, "send-all", help::kMessageSendAll,
                  "gom-hub message send-all \"Hạn báo cáo quý III là ngày 05/10.\"");
  app.Argument(everyone, "TEXT", arguments->text, help::kMessageText)->required();
  app.Action(everyone, [&session, arguments] { return SendNew(session, *arguments); });

  CLI::App* reply = app.Command(*message, "reply", help::kMessageReply,
                                "gom-hub message reply 142 \"Được, nhập 0 là đúng.\"");
  app.Argument(reply, "NUMBER", arguments->index, help::kMessageNumber)->required();
  app.Argument(reply, "TEXT", arguments->text, help::kMessageText)->required();
  app.Action(reply, [&session, arguments] { return Reply(session, *arguments); });
}

}  // namespace gom::hub
