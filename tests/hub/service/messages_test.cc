// What school and office write to each other, through the real services.
#include "hub/service/messages.h"

#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using testing::ElementsAre;

class MessagesTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    device_ = EnrollDevice("S1");
  }

  // The school writes; form and period by number, 0: the general thread.
  absl::Status Write(const std::string& text, uint32_t form = 0, uint32_t period = 0) {
    v1::Change change;
    change.set_at(kNowMs / 1000);
    change.mutable_message()->set_about(v1::Message::ABOUT_QUESTION);
    change.mutable_message()->set_form(form);
    change.mutable_message()->set_period(period);
    sync::Wording wording;
    wording.author = "Nguyễn Thị Lan";
    wording.note = text;
    v1::ExchangeRequest request = device_->Next({});
    *request.add_changes() = sync::Seal(change, wording, std::string(15, 'm') + ++salt_);
    device_->end.digest = log::Next(device_->end.digest, request.changes(0).main());
    ++device_->end.index;
    *request.mutable_my_last() = log::ToProto(device_->end);
    return device_->Exchange(request).status();
  }
  absl::StatusOr<v1::SendUnitMessageResponse> Send(const std::string& unit, const std::string& text,
                                                   const std::string& form = {},
                                                   const std::string& period = {}) {
    v1::SendUnitMessageRequest request;
    request.set_unit(unit);
    request.set_text(text);
    request.set_form(form);
    request.set_period(period);
    request.set_operator_("Trần Văn B");
    return Admin(&v1::AdminService::Stub::SendUnitMessage, request);
  }
  v1::ListUnitMessagesResponse List(const std::string& unit = {}, const std::string& form = {},
                                    uint32_t limit = 0) {
    v1::ListUnitMessagesRequest request;
    request.set_unit(unit);
    request.set_form(form);
    request.set_limit(limit);
    const auto listed = Admin(&v1::AdminService::Stub::ListUnitMessages, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    return listed.value_or(v1::ListUnitMessagesResponse());
  }
  static std::vector<std::string> Texts(const v1::ListUnitMessagesResponse& list) {
    std::vector<std::string> texts;
    for (const v1::UnitMessageView& m : list.messages()) texts.push_back(m.text());
    return texts;
  }
  uint32_t UnitsToAnswer() {
    return Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest())->units_to_answer();
  }

  std::unique_ptr<TestDevice> device_;
  char salt_ = 'a';
};

TEST_F(MessagesTest, SchoolAsksOfficeAnswers_BothStandInTheThreadInOrderAsTyped) {
  ASSERT_TRUE(Write("Biểu này tính cả nhân viên hợp đồng?\n  Xin cảm ơn.", 1, 1).ok());
  EXPECT_EQ(UnitsToAnswer(), 1u);
  const auto sent = Send("S1", "Có, cả hợp đồng từ 12 tháng.", "f", "2026-Q1");
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(UnitsToAnswer(), 0u);
  const v1::ListUnitMessagesResponse list = List("S1", "f");
  ASSERT_EQ(list.messages_size(), 2);
  const v1::UnitMessageView &asked = list.messages(0), &answer = list.messages(1);
  EXPECT_EQ(asked.text(), "Biểu này tính cả nhân viên hợp đồng?\n  Xin cảm ơn.");
  EXPECT_EQ(asked.author(), "Nguyễn Thị Lan");
  EXPECT_EQ(asked.about(), v1::Message::ABOUT_QUESTION);
  EXPECT_EQ(asked.unit(), "S1");
  EXPECT_EQ(asked.form(), "f");
  EXPECT_EQ(asked.period(), "2026-Q1");
  EXPECT_EQ(asked.at(), kNowMs);
  EXPECT_FALSE(asked.from_office());
  EXPECT_FALSE(asked.id().empty());
  EXPECT_TRUE(answer.from_office());
  EXPECT_EQ(answer.author(), "Trần Văn B");
  EXPECT_EQ(answer.index(), sent->index());
  EXPECT_TRUE(answer.id().empty());
}

TEST_F(MessagesTest, Threads_AreApartAndWhatGoesToAllIsThereOnce) {
  ASSERT_TRUE(Write("chung").ok());
  ASSERT_TRUE(Write("về biểu", 1, 2).ok());
  ASSERT_TRUE(Send("", "cho mọi trường").ok());
  ASSERT_TRUE(Send("S2", "cho S2").ok());
  EXPECT_THAT(Texts(List()), ElementsAre("chung", "về biểu", "cho mọi trường", "cho S2"));
  EXPECT_THAT(Texts(List("S1")), ElementsAre("chung", "về biểu", "cho mọi trường"));
  EXPECT_THAT(Texts(List("S2")), ElementsAre("cho mọi trường", "cho S2"));
  EXPECT_THAT(Texts(List("", "f")), ElementsAre("về biểu"));
  EXPECT_THAT(Texts(List("", "", 2)), ElementsAre("cho mọi trường", "cho S2")) << "the newest";
}

TEST_F(MessagesTest, WhatTheOfficeWrites_ReachesTheComputersOfThatUnitAlone) {
  auto other = EnrollDevice("S2");
  ASSERT_TRUE(other->Send({}).ok());
  ASSERT_TRUE(device_->Send({}).ok());
  ASSERT_TRUE(Send("S1", "cho S1").ok());
  const auto told = [](TestDevice& device) {
    int messages = 0;
    const auto response = device.Send({});
    EXPECT_TRUE(response.ok()) << response.status();
    for (const v1::Delivery& delivery : response->events()) {
      v1::Event event;
      messages += event.ParseFromString(delivery.event().main()) && event.has_message_sent();
    }
    return messages;
  };
  EXPECT_EQ(told(*device_), 1);
  EXPECT_EQ(told(*other), 0);
}

TEST_F(MessagesTest, ErasedOnRequest_NothingOfItIsShownAndThatIsSaid) {
  ASSERT_TRUE(Write("Số của tôi là 0912345678").ok());
  v1::RedactRequest redact;
  redact.set_unit("S1");
  redact.add_revisions(List().messages(0).id());
  redact.set_reason("Theo đơn");
  const auto erased = Admin(&v1::AdminService::Stub::Redact, redact);
  ASSERT_TRUE(erased.ok()) << erased.status();
  const v1::UnitMessageView message = List().messages(0);
  EXPECT_TRUE(message.erased());
  EXPECT_EQ(message.text() + message.author(), "");
}

TEST_F(MessagesTest, H10_WhatNobodyCouldReadOrSend_IsRefusedAndNothingIsWritten) {
  EXPECT_EQ(CodeOf(Send("S1", "").status()), "message_empty");
  EXPECT_EQ(CodeOf(Send("S1", std::string(4001, 'x')).status()), "text_too_long");
  EXPECT_EQ(CodeOf(Send("S1", "a\x01z").status()), "text_control_character");
  EXPECT_EQ(CodeOf(Send("S9", "ai đó").status()), "unit_unknown");
  EXPECT_EQ(CodeOf(Send("S1", "nửa mạch", "f").status()), "message_thread");
  EXPECT_EQ(CodeOf(Send("", "cho mọi trường", "f", "2026-Q1").status()), "message_thread");
  EXPECT_EQ(List().messages_size(), 0);
}

}  // namespace
}  // namespace gom::hub
