// School and office write to each other, as the page and the command line see it.
#include "agent/service/messages.h"

#include <limits>

#include "agent/service/news.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class MessageServiceTest : public ::testing::Test {
 protected:
  static constexpr int64_t kAnswered = School::kNow + 1000;

  absl::StatusOr<v1::SendMessageResponse> Send(const std::string& text,
                                               const std::string& form = {},
                                               const std::string& period = {}) {
    v1::SendMessageRequest request;
    request.set_text(text);
    request.set_author("cô Lan");
    request.set_about(v1::Message::ABOUT_DIFFICULTY);
    request.set_form(form);
    request.set_period(period);
    return SendMessage(school_.desk(), request);
  }
  // The office writes, and the school reads it.
  void Answer(const std::string& text, int64_t at = kAnswered) {
    v1::EventText words;
    words.set_salt(std::string(16, 's'));
    words.set_operator_("chị Hoa");
    words.set_reason(text);
    v1::Event event;
    event.set_at(at);
    event.set_text_digest(log::ToBytes(log::Sha256(words.SerializeAsString())));
    event.mutable_message_sent()->set_unit("TH-01");
    event.mutable_message_sent()->mutable_message()->set_about(v1::Message::ABOUT_QUESTION);
    school_.Deliver(event, words.SerializeAsString());
  }
  v1::ListMessagesResponse All() {
    v1::ListMessagesRequest request;
    request.set_every_thread(true);
    return List(request);
  }
  v1::ListMessagesResponse List(const v1::ListMessagesRequest& request) {
    const auto messages = ListMessages(school_.desk(), request);
    EXPECT_TRUE(messages.ok()) << messages.status();
    return messages.ok() ? *messages : v1::ListMessagesResponse();
  }
  uint32_t See(int64_t until) {
    v1::MarkMessagesSeenRequest request;
    request.set_until(until);
    const auto seen = MarkMessagesSeen(school_.desk(), request);
    EXPECT_TRUE(seen.ok()) << seen.status();
    return seen.ok() ? seen->unseen() : 0;
  }
  uint32_t Unseen() { return GetAgentStatus(school_.desk())->messages_unseen(); }

  School school_;
};

TEST_F(MessageServiceTest, Sent_IsSavedAtOnceAndReceivedWhenTheHubHasIt) {
  const auto sent = Send("  Máy tính của trường hỏng ", "work", "Q1");
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(sent->message().word(), v1::WORD_SAVED);
  EXPECT_EQ(sent->message().text(), "Máy tính của trường hỏng");
  EXPECT_EQ(sent->message().form(), "work");
  EXPECT_EQ(sent->message().period(), "Q1");
  EXPECT_EQ(sent->message().author(), "cô Lan");
  EXPECT_TRUE(sent->message().made_here());
  EXPECT_EQ(GetAgentStatus(school_.desk())->waiting(), 1u);
  school_.Reopen();
  ASSERT_EQ(All().messages_size(), 1);
  school_.Store({school_.OutcomeOf(1, v1::OUTCOME_NOTED)});
  EXPECT_EQ(All().messages(0).word(), v1::WORD_RECEIVED);
  EXPECT_EQ(All().messages(0).id(), sent->message().id());
}

TEST_F(MessageServiceTest, PressedAgainBecauseNoAnswerCame_IsTheSameMessage) {
  const auto first = Send("hỏng máy");
  const auto again = Send("hỏng máy");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->message().id(), first->message().id());
  EXPECT_EQ(All().messages_size(), 1);
  // In another thread, or once the office has answered, it is said anew.
  ASSERT_TRUE(Send("hỏng máy", "work", "Q1").ok());
  EXPECT_EQ(All().messages_size(), 2);
  school_.Store({school_.OutcomeOf(1, v1::OUTCOME_NOTED), school_.OutcomeOf(2, v1::OUTCOME_NOTED)});
  Answer("Mượn của xã");
  ASSERT_TRUE(Send("hỏng máy").ok());
  EXPECT_EQ(All().messages_size(), 4);
}

TEST_F(MessageServiceTest, Thread_HasItsOwnMessagesAlone) {
  ASSERT_TRUE(Send("chung").ok());
  ASSERT_TRUE(Send("của biểu", "work", "Q1").ok());
  EXPECT_EQ(All().messages_size(), 2);
  ASSERT_EQ(List({}).messages_size(), 1);
  EXPECT_EQ(List({}).messages(0).text(), "chung");
  v1::ListMessagesRequest thread;
  thread.set_form("work");
  thread.set_period("Q1");
  ASSERT_EQ(List(thread).messages_size(), 1);
  EXPECT_EQ(List(thread).messages(0).text(), "của biểu");
  thread.set_form("none");
  EXPECT_EQ(CodeOf(ListMessages(school_.desk(), thread).status()), "form_unknown");
}

TEST_F(MessageServiceTest, OfficeAnswers_IsUnseenUntilSomebodyLooksAndIsNews) {
  const Glance before = GlanceAt(school_.desk());
  Answer("Mượn của xã");
  EXPECT_TRUE(Difference(before, GlanceAt(school_.desk()), school_.state()).messages());
  EXPECT_EQ(Unseen(), 1u);
  const v1::MessageView answer = All().messages(0);
  EXPECT_TRUE(answer.from_office());
  EXPECT_TRUE(answer.unseen());
  EXPECT_EQ(answer.text(), "Mượn của xã");
  EXPECT_EQ(answer.author(), "chị Hoa");
  EXPECT_EQ(answer.about(), v1::Message::ABOUT_QUESTION);
  EXPECT_EQ(answer.id().rfind("hub/", 0), 0u);
  EXPECT_EQ(See(answer.at() - 1), 1u) << "it was not shown yet";
  EXPECT_EQ(See(answer.at()), 0u);
  school_.Reopen();
  EXPECT_FALSE(All().messages(0).unseen());
  EXPECT_EQ(See(0), 0u) << "what was looked at stays so";
}

// A page whose clock is years ahead hides nothing that is still to come.
TEST_F(MessageServiceTest, SeenUntilTheEndOfTime_TheNextMessageIsUnseenAllTheSame) {
  Answer("một");
  EXPECT_EQ(See(std::numeric_limits<int64_t>::max()), 0u);
  Answer("hai", kAnswered + 1);
  EXPECT_EQ(Unseen(), 1u);
}

TEST_F(MessageServiceTest, NothingWrittenOrTooMuchOrControlCharacters_IsRefusedAndNothingIsSaved) {
  EXPECT_EQ(CodeOf(Send(" \n ").status()), "message_empty");
  EXPECT_EQ(CodeOf(Send(std::string(kMaxMessage + 1, 'x')).status()), "text_too_long");
  EXPECT_EQ(CodeOf(Send("a\x01z").status()), "text_control_character");
  EXPECT_EQ(CodeOf(Send("x", "work", "Q9").status()), "period_unknown");
  EXPECT_EQ(All().messages_size(), 0);
  EXPECT_TRUE(Send(std::string(kMaxMessage, 'x')).ok());
}

}  // namespace
}  // namespace gom::agent
