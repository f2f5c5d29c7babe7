// message send, message list: what school and office write to each other.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/message_words.h"
#include "agent/cli/pages.h"
#include "common/cli/print.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;
using text::Say;

constexpr std::pair<std::string_view, v1::Message::About> kAbout[] = {
    {"question", v1::Message::ABOUT_QUESTION},
    {"difficulty", v1::Message::ABOUT_DIFFICULTY},
    {"proposal", v1::Message::ABOUT_PROPOSAL},
};

std::string AboutWord(text::Language l, v1::Message::About about) {
  switch (about) {
    case v1::Message::ABOUT_QUESTION:
      return Say(l, kAboutQuestion);
    case v1::Message::ABOUT_DIFFICULTY:
      return Say(l, kAboutDifficulty);
    case v1::Message::ABOUT_PROPOSAL:
      return Say(l, kAboutProposal);
    default:
      return {};
  }
}

}  // namespace

std::string MessagesPage(text::Language l, const v1::ListMessagesResponse& messages,
                         const text::View& view) {
  text::Table page({});
  for (const v1::MessageView& m : messages.messages()) {
    std::vector<std::string> head = {text::FormatTime(m.at(), view.utc_offset_seconds),
                                     m.from_office() ? Say(l, kFromOffice) : Say(l, kFromSchool)};
    if (!m.author().empty()) head.push_back(m.author());
    if (!m.form().empty()) head.push_back(absl::StrCat(m.form(), " ", m.period()));
    if (std::string about = AboutWord(l, m.about()); !about.empty()) head.push_back(about);
    if (!m.from_office()) head.emplace_back(text::Say(l, m.word()));
    if (m.unseen()) head.push_back(Say(l, kUnseen));
    page.Note(absl::StrJoin(head, " · "), m.unseen() ? text::Style::kBold : text::Style::kDim);
    for (const absl::string_view line : absl::StrSplit(m.text(), '\n'))
      page.Note(std::string(line.data(), line.size()), text::Style::kPlain, 2);
  }
  return page.empty() ? Say(l, kNoMessages) + "\n" : page.Render(view);
}

absl::Status RunMessageList(const Console& console, const MessageArguments& arguments) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::ListMessagesRequest request;
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_every_thread(arguments.form.empty());
  ASSIGN_OR_RETURN(const v1::ListMessagesResponse messages,
                   client->Call(&Stub::ListMessages, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, messages);
    return absl::OkStatus();
  }
  console.out << MessagesPage(console.language(), messages, console.View()) << std::flush;
  // Of one thread alone the others would count as looked at, too.
  if (!request.every_thread()) return absl::OkStatus();
  v1::MarkMessagesSeenRequest seen;
  for (const v1::MessageView& m : messages.messages()) {
    if (m.from_office()) seen.set_until(std::max(seen.until(), m.at()));
  }
  return client->Call(&Stub::MarkMessagesSeen, seen).status();
}

absl::Status RunMessageSend(const Console& console, const MessageArguments& arguments) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::SendMessageRequest request;
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_text(arguments.text);
  request.set_author(arguments.author);
  for (const auto& [name, about] : kAbout) {
    if (name == arguments.about) request.set_about(about);
  }
  ASSIGN_OR_RETURN(const v1::SendMessageResponse sent, client->Call(&Stub::SendMessage, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, sent);
  } else {
    console.Say(Say(console.language(), kMessageSaved));
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
