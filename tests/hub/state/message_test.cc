// What school and office write to each other, as it stands in the log.
#include "hub/state/message.h"

#include <gtest/gtest.h>

#include "hub/state/events.h"
#include "hub/state/snapshot.h"
#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

constexpr uint32_t kSchool = 0, kOtherSchool = 1;

uint64_t Write(FakeDevice& device, const std::string& text, uint32_t form = 0,
               uint32_t period = 0) {
  v1::Change change;
  change.set_at(device.clock_s);
  change.mutable_message()->set_about(v1::Message::ABOUT_DIFFICULTY);
  change.mutable_message()->set_form(form);
  change.mutable_message()->set_period(period);
  return device.Append(std::move(change), {.author = "Cô Lan", .note = text});
}

class MessageTest : public HealingTest {
 protected:
  absl::StatusOr<uint64_t> Say(const MessageCommand& command) {
    return hub.Act([&](View& v) { return DecideSendMessage(v, command); });
  }
  std::vector<uint64_t> Indexes(uint32_t unit) {
    std::vector<uint64_t> indexes;
    for (const MessageRef& m : MessagesOf(hub.state, unit)) indexes.push_back(m.index);
    return indexes;
  }
};

TEST_F(MessageTest, SchoolWritesAndOfficeAnswers_BothStandInTheirOrder) {
  Write(one, "Máy tính hỏng", 2, 1);
  hub.Sync(one);
  EXPECT_TRUE(WaitsForAnswer(hub.state, kSchool));
  const uint64_t asked = hub.HubIndex(one, 1);
  const auto answer = Say({.unit = "th01",
                           .about = v1::Message::ABOUT_QUESTION,
                           .form = "work",
                           .period = "Q1",
                           .text = "Mượn của xã",
                           .operator_name = "chị Lan"});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(WaitsForAnswer(hub.state, kSchool));
  EXPECT_EQ(Indexes(kSchool), (std::vector<uint64_t>{asked, *answer}));
  EXPECT_TRUE(Indexes(kOtherSchool).empty());
  const MessageRef first = MessagesOf(hub.state, kSchool)[0];
  EXPECT_FALSE(first.from_office);
  EXPECT_EQ(first.about, v1::Message::ABOUT_DIFFICULTY);
  EXPECT_EQ(first.form, 2u);
  EXPECT_EQ(first.period, 1u);
  hub.CheckInvariants();
}

TEST_F(MessageTest, AnotherThreadWasAnswered_ThisOneStillWaits) {
  Write(one, "Hỏi chung");
  Write(one, "Hỏi về báo cáo", 2, 1);
  hub.Sync(one);
  ASSERT_TRUE(Say({.unit = "TH01", .text = "Trả lời chung"}).ok());
  EXPECT_TRUE(WaitsForAnswer(hub.state, kSchool));
}

TEST_F(MessageTest, ToAll_EachSchoolReadsIt) {
  const auto sent = Say({.text = "Hạn nộp là thứ sáu"});
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(Indexes(kSchool), std::vector<uint64_t>{*sent});
  EXPECT_EQ(Indexes(kOtherSchool), std::vector<uint64_t>{*sent});
  for (const uint32_t unit : {kSchool, kOtherSchool}) {
    const Events events = CollectEvents(hub.state, unit, {}, 0, 1000);
    EXPECT_TRUE(std::any_of(events.deliveries.begin(), events.deliveries.end(),
                            [&](const v1::Delivery& d) { return d.index() == *sent; }));
  }
  hub.CheckInvariants();
}

TEST_F(MessageTest, E10_OfOneSchool_IsToldToNoOther) {
  const auto sent = Say({.unit = "TH01", .text = "Chỉ trường này"});
  ASSERT_TRUE(sent.ok());
  Write(one, "Riêng");
  hub.Sync(one);
  const Events events = CollectEvents(hub.state, kOtherSchool, {}, 0, 1000);
  for (const v1::Delivery& d : events.deliveries) {
    EXPECT_NE(d.index(), *sent);
    EXPECT_NE(d.index(), hub.HubIndex(one, 1));
  }
}

TEST_F(MessageTest, SameWordsUnderAnotherName_AreThereOnce) {
  Write(one, "Máy tính hỏng");
  hub.Sync(one);
  FakeDevice& again = hub.AddDevice(one.number);
  again.Append(one.changes[0]);
  hub.Sync(again);
  EXPECT_EQ(Indexes(kSchool), std::vector<uint64_t>{hub.HubIndex(one, 1)});
  EXPECT_TRUE(WaitsForAnswer(hub.state, kSchool));
  hub.CheckInvariants();
}

TEST_F(MessageTest, WhatCannotBeSent_SaysWhyAndAddsNothing) {
  const uint64_t end = hub.state.position.index;
  EXPECT_EQ(Code(Say({.unit = "TH01"}).status()), "message_empty");
  EXPECT_EQ(Code(Say({.unit = "TH77", .text = "x"}).status()), "unit_unknown");
  EXPECT_EQ(Code(Say({.unit = "TH01", .form = "work", .text = "x"}).status()), "message_thread");
  EXPECT_EQ(Code(Say({.form = "work", .period = "Q1", .text = "x"}).status()), "message_thread");
  EXPECT_EQ(Code(Say({.unit = "TH01", .form = "wrk", .period = "Q1", .text = "x"}).status()),
            "form_unknown");
  EXPECT_EQ(Code(Say({.unit = "TH01", .form = "work", .period = "Q9", .text = "x"}).status()),
            "period_unknown");
  EXPECT_EQ(hub.state.position.index, end);
}

TEST_F(MessageTest, D5_MessageThatARestoredHubHasLost_IsHandedBackAndGivenAgain) {
  const auto sent = Say({.unit = "TH01", .text = "Nhắc nộp", .operator_name = "chị Lan"});
  ASSERT_TRUE(sent.ok());
  const v1::OrphanWord word = WordAt(hub, *sent);
  hub.RestoreTo(backup);
  EXPECT_TRUE(Indexes(kSchool).empty());
  v1::ExchangeRequest request = one.Request(0);
  *request.add_orphan_words() = word;
  ASSERT_EQ(hub.Send(one, request)->orphan_words_taken, 1u);
  EXPECT_TRUE(Indexes(kSchool).empty()) << "not before the operator confirms it";
  EXPECT_EQ(hub.SettleOrphans()->confirmed(), 1u);
  ASSERT_EQ(Indexes(kSchool).size(), 1u);
  v1::EventText words;
  ASSERT_TRUE(words.ParseFromString(hub.log()[Indexes(kSchool)[0] - 1].text));
  EXPECT_EQ(words.reason(), "Nhắc nộp");
  hub.CheckInvariants();
}

TEST_F(MessageTest, E10_OfAnotherUnit_IsNotTakenBack) {
  const auto sent = Say({.unit = "TH01", .text = "Nhắc nộp"});
  v1::ExchangeRequest request = stranger.Request(0);
  *request.add_orphan_words() = WordAt(hub, *sent);
  ASSERT_TRUE(hub.Send(stranger, request).ok());
  EXPECT_TRUE(hub.state.orphans.empty());
}

TEST_F(MessageTest, ErasedByItsAuthor_UnderEveryNameAndForGood) {
  Write(one, "Số điện thoại 0912345678");
  hub.Sync(one);
  v1::RedactRequest request;
  request.set_unit("TH01");
  request.set_author("Cô Lan");
  request.set_reason("Theo đơn");
  const auto erased = hub.Act([&](View& v) { return DecideRedact(v, request); });
  ASSERT_TRUE(erased.ok()) << erased.status();
  EXPECT_EQ(erased->texts(), 1u);
  hub.EraseTexts();
  // A computer that was put back brings the same bytes under another name.
  FakeDevice& again = hub.AddDevice(one.number);
  again.Append(one.changes[0]);
  hub.Sync(again);
  EXPECT_EQ(hub.log()[hub.HubIndex(again, 1) - 1].text, "");
  EXPECT_EQ(Indexes(kSchool).size(), 1u);
  hub.CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
