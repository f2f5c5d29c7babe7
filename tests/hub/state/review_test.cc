// What the office says of reports and enters for units: verdicts, recognitions, locks, corrections.
#include <gtest/gtest.h>

#include "common/text/message.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

using Act = v1::ReviewAct;

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }
std::string Name(const FakeDevice& d, uint64_t index) {
  return absl::StrCat(log::Hex(d.stream).substr(0, 8), "/", index);
}

class ReviewTest : public ::testing::Test {
 protected:
  ReviewTest() : device_(hub_.Enroll("TH01")) {
    profile_ = device_.Enter("profile", "Q1", {{1, 50}});
    work_ = device_.Enter("work", "Q1", {{1, 40}});
    hub_.Sync(device_);
  }
  Act Accept(const std::string& form = "work", const std::string& revision = "") {
    return HubWorld::On(Act::KIND_ACCEPT, "TH01", form, "Q1", revision);
  }
  HubWorld hub_;
  FakeDevice& device_;
  uint64_t profile_ = 0, work_ = 0;
};

TEST_F(ReviewTest, Accepted_CountsInTheAcceptedReadingOnly) {
  EXPECT_EQ(hub_.Trained(Reading::kReported).num, 40);
  EXPECT_EQ(hub_.Trained(Reading::kAccepted).num, 0);
  ASSERT_TRUE(hub_.Review({Accept(), Accept("profile")}).ok());
  EXPECT_EQ(hub_.Trained(Reading::kAccepted), (plan::Fraction{40, 50}));
  EXPECT_EQ(hub_.state.waiting_for_verdict, 0u);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, F7_EditAfterAcceptance_AcceptedNumberStaysUntilItIsAccepted) {
  ASSERT_TRUE(hub_.Review({Accept(), Accept("profile")}).ok());
  device_.Enter("work", "Q1", {{1, 45}}, {{&device_, work_}});
  hub_.Sync(device_);
  EXPECT_EQ(hub_.Trained(Reading::kReported).num, 45);
  EXPECT_EQ(hub_.Trained(Reading::kAccepted).num, 40);
  EXPECT_EQ(hub_.state.waiting_for_verdict, 1u);
  ASSERT_TRUE(hub_.Review({Accept()}).ok());
  EXPECT_EQ(hub_.Trained(Reading::kAccepted).num, 45);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, F8_SameVerdictTwice_IsSaidToBeSoAndNotWrittenAgain) {
  const auto first = hub_.Review({Accept(), Accept()});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->done(), 1u);
  EXPECT_EQ(first->same(), 1u);
  const uint64_t end = hub_.state.position.index;
  const auto second = hub_.Review({Accept()});
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->done(), 0u);
  EXPECT_EQ(second->same(), 1u);
  EXPECT_EQ(hub_.state.position.index, end);
}

TEST_F(ReviewTest, F8_AnotherOperatorJudgedWhatWasOnTheScreen_SecondIsToldByWhomAndWhen) {
  const std::string seen = Name(device_, work_);
  ASSERT_TRUE(hub_.Review({Accept("work", seen)}, "chị Lan").ok());
  const uint64_t end = hub_.state.position.index;
  const Act back = HubWorld::On(Act::KIND_RETURN, "TH01", "work", "Q1", seen);
  const auto refused = hub_.Review({back}, "anh Minh");
  EXPECT_EQ(Code(refused.status()), "judged_meanwhile");
  const v1::Error error = text::ErrorOf(refused.status());
  EXPECT_NE(error.vi().find("đã được chị Lan duyệt lúc 21:13 21/09/2026"), std::string::npos)
      << error.vi();
  EXPECT_NE(error.en().find("was accepted by chị Lan at 21:13 21/09/2026"), std::string::npos)
      << error.en();
  EXPECT_EQ(hub_.state.position.index, end);
  // The same word again is no quarrel; nor is one's own second thought, or one that names none.
  EXPECT_EQ(hub_.Review({Accept("work", seen)}, "anh Minh")->same(), 1u);
  EXPECT_EQ(hub_.Review({back}, "chị Lan")->done(), 1u);
  EXPECT_EQ(hub_.Review({Accept()}, "anh Minh")->done(), 1u);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, ReturnedAgainForAnotherReason_TheNewReasonIsWrittenDown) {
  Act back = HubWorld::On(Act::KIND_RETURN, "TH01", "work", "Q1");
  v1::FieldNote* note = back.add_fields();
  note->set_field("trained");
  note->set_reason("quá cao");
  ASSERT_EQ(hub_.Review({back, back})->same(), 1u);
  ASSERT_EQ(hub_.Review({back})->same(), 1u);
  back.set_reason("thiếu danh sách");
  ASSERT_EQ(hub_.Review({back})->done(), 1u);
  back.mutable_fields(0)->set_reason("vẫn quá cao");
  ASSERT_EQ(hub_.Review({back, back})->done(), 1u);
  v1::EventText words;
  ASSERT_TRUE(words.ParseFromString(hub_.log().back().text));
  EXPECT_EQ(words.reason(), "thiếu danh sách");
  EXPECT_EQ(words.field_reasons(0).text(), "vẫn quá cao");
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, EarlierRevisionAcceptedAgain_CountsAgain) {
  ASSERT_TRUE(hub_.Review({Accept(), Accept("profile")}).ok());
  device_.Enter("work", "Q1", {{1, 45}}, {{&device_, work_}});
  hub_.Sync(device_);
  ASSERT_TRUE(hub_.Review({Accept()}).ok());
  ASSERT_EQ(hub_.Trained(Reading::kAccepted).num, 45);
  EXPECT_EQ(hub_.Review({Accept("work", Name(device_, work_))})->done(), 1u);
  EXPECT_EQ(hub_.Trained(Reading::kAccepted).num, 40);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, F9_NewerRevisionArrives_VerdictIsOnTheOneThatWasOnTheScreen) {
  const uint64_t newer = device_.Enter("work", "Q1", {{1, 45}}, {{&device_, work_}});
  hub_.Sync(device_);
  ASSERT_TRUE(hub_.Review({Accept("work", Name(device_, work_)), Accept("profile")}).ok());
  const auto entry = hub_.Find("TH01", "work", "Q1");
  EXPECT_EQ(entry->accepted, hub_.HubIndex(device_, work_));
  EXPECT_EQ(entry->members.head, hub_.HubIndex(device_, newer));
  EXPECT_EQ(hub_.Trained(Reading::kAccepted).num, 40);
  EXPECT_EQ(hub_.Trained(Reading::kReported).num, 45);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, AcceptedOneIsReturned_TheOneAcceptedBeforeCounts) {
  ASSERT_TRUE(hub_.Review({Accept(), Accept("profile")}).ok());
  device_.Enter("work", "Q1", {{1, 45}}, {{&device_, work_}});
  hub_.Sync(device_);
  ASSERT_TRUE(hub_.Review({Accept()}).ok());
  ASSERT_TRUE(hub_.Review({HubWorld::On(Act::KIND_RETURN, "TH01", "work", "Q1")}).ok());
  EXPECT_EQ(hub_.Trained(Reading::kAccepted).num, 40);
  EXPECT_EQ(hub_.Trained(Reading::kReported).num, 45);
  EXPECT_EQ(hub_.state.progress.TotalsOf(0, 0, Reading::kReported).returned, 1);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, OneRowWrong_NothingIsDoneAndTheRowIsNamed) {
  const uint64_t end = hub_.state.position.index;
  const auto answer = hub_.Review({Accept(), HubWorld::On(Act::KIND_ACCEPT, "TH09", "work", "Q1")});
  EXPECT_EQ(Code(answer.status()), "unit_unknown");
  ASSERT_EQ(text::ErrorOf(answer.status()).places_size(), 1);
  EXPECT_EQ(text::ErrorOf(answer.status()).places(0).line(), 2u);
  EXPECT_EQ(hub_.state.position.index, end);
}

TEST_F(ReviewTest, WhatDoesNotFit_IsRefusedByItsOwnCode) {
  const auto code = [&](const Act& act) { return Code(hub_.Review({act}).status()); };
  EXPECT_EQ(code(Accept("nothing")), "form_unknown");
  EXPECT_EQ(code(HubWorld::On(Act::KIND_ACCEPT, "TH01", "work", "Q9")), "period_unknown");
  EXPECT_EQ(code(HubWorld::On(Act::KIND_ACCEPT, "TH02", "work", "Q1")), "nothing_to_judge");
  EXPECT_EQ(code(Accept("work", "00000000/1")), "revision_unknown");
  EXPECT_EQ(code(Accept("work", "x")), "revision_unknown");
  Act silent = HubWorld::On(Act::KIND_RETURN, "TH01", "work", "Q1");
  silent.clear_reason();
  EXPECT_EQ(code(silent), "reason_missing");
  EXPECT_EQ(code(Act()), "act_unknown");
  const uint64_t held = device_.Enter("work", "Q1", {{1, 999}});
  hub_.Sync(device_);
  EXPECT_EQ(code(Accept("work", Name(device_, held))), "revision_held");
}

TEST_F(ReviewTest, ItemRecognised_CountsUntilItIsWithdrawn) {
  device_.Enter("work", "Q1", {{1, 40}}, {{&device_, work_}}, {}, 777);
  hub_.Sync(device_);
  const auto indicator_c = hub_.state.plan->indicators[2].parts[0];
  EXPECT_EQ(hub_.state.progress.TotalsOf(indicator_c, 0, Reading::kReported).value.num, 0);
  Act act = HubWorld::On(Act::KIND_RECOGNIZE, "TH01", "work", "Q1");
  act.set_field("ideas");
  act.set_item_place(1);
  ASSERT_TRUE(hub_.Review({act}).ok());
  EXPECT_EQ(hub_.state.progress.TotalsOf(indicator_c, 0, Reading::kReported).value.num, 1);
  EXPECT_EQ(hub_.Review({act})->same(), 1u);
  hub_.CheckInvariants();
  act.set_withdraw(true);
  ASSERT_TRUE(hub_.Review({act}).ok());
  EXPECT_EQ(hub_.state.progress.TotalsOf(indicator_c, 0, Reading::kReported).value.num, 0);
  act.set_item_place(2);
  EXPECT_EQ(Code(hub_.Review({act}).status()), "item_unknown");
  act.set_field("trained");
  EXPECT_EQ(Code(hub_.Review({act}).status()), "field_not_a_list");
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, NotApplicable_TakesTheUnitOutUntilItIsWithdrawn) {
  Act act = HubWorld::On(Act::KIND_NOT_APPLICABLE, "TH01", "", "");
  act.set_indicator("A");
  act.set_reason("trường mới thành lập");
  ASSERT_TRUE(hub_.Review({act}).ok());
  EXPECT_EQ(hub_.Trained(Reading::kReported).num, 0);
  EXPECT_EQ(hub_.state.progress.TotalsOf(0, 0, Reading::kReported).not_applicable, 1);
  hub_.CheckInvariants();
  act.set_withdraw(true);
  ASSERT_TRUE(hub_.Review({act}).ok());
  EXPECT_EQ(hub_.Trained(Reading::kReported).num, 40);
}

TEST_F(ReviewTest, F12_SilentUnits_AreCountedAndNamed) {
  const PeriodBook& q1 = hub_.state.progress.Period(0);
  EXPECT_EQ(q1.expected, 3);
  EXPECT_EQ(q1.reported, 1);
  EXPECT_EQ(q1.silent.size(), 2u);
  EXPECT_FALSE(q1.silent.contains(0));
}

// --- The office enters

absl::Status SetTrained(const plan::Form& form, plan::Values* values, sync::Wording* wording) {
  values->Set(1, plan::FieldValue::Number(48));
  wording->note = "theo biên bản";
  return absl::OkStatus();
}

TEST_F(ReviewTest, OfficeEntersUnderALock_CountsAndResolvesTheConflict) {
  FakeDevice& other = hub_.Enroll("TH01");
  other.Enter("work", "Q1", {{1, 30}});
  hub_.Sync(other);
  ASSERT_EQ(hub_.state.in_conflict, 1u);
  ASSERT_TRUE(hub_.Lock("Q1").ok());
  const EnterCommand command{"TH01", "work", "Q1", SetTrained};
  const auto entered = hub_.Act([&](View& v) { return DecideEnter(v, command); });
  ASSERT_TRUE(entered.ok()) << entered.status();
  EXPECT_EQ(hub_.Counted("TH01", "work", "Q1"), 48);
  EXPECT_EQ(hub_.Find("TH01", "work", "Q1")->members.head, entered->hub_index);
  EXPECT_EQ(hub_.state.in_conflict, 0u);
  hub_.CheckInvariants();
  // The same stream again, and nothing where nothing differs.
  const auto again = hub_.Act([&](View& v) {
    return DecideEnter(
        v, {"TH01", "work", "Q1",
            [](const plan::Form&, plan::Values*, sync::Wording*) { return absl::OkStatus(); }});
  });
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->same);
  ASSERT_TRUE(hub_.Act([&](View& v) {
                    return DecideEnter(v, {"TH01", "work", "Q2", SetTrained});
                  })
                  .ok());
  int own_streams = 0;
  for (const auto& stream : hub_.state.streams) own_streams += stream->device == 0;
  EXPECT_EQ(own_streams, 1);
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, OfficeEntersWhatDoesNotFit_IsRefusedWithPlaces) {
  const auto refused = hub_.Act([&](View& v) {
    return DecideEnter(
        v, {"TH01", "work", "Q1", [](const plan::Form&, plan::Values* values, sync::Wording*) {
              values->Set(1, plan::FieldValue::Number(900));
              return absl::OkStatus();
            }});
  });
  EXPECT_EQ(Code(refused.status()), "entry_refused");
  EXPECT_GE(text::ErrorOf(refused.status()).places_size(), 1);
  EXPECT_EQ(text::ErrorOf(refused.status()).places(0).field(), "trained");
  EXPECT_EQ(Code(hub_.Act([&](View& v) {
                       return DecideEnter(v, {"TH01", "office_only", "Q1", SetTrained});
                     })
                     .status()),
            "form_not_asked");
  EXPECT_EQ(Code(hub_.Act([&](View& v) {
                       return DecideEnter(v, {"TH07", "work", "Q1", SetTrained});
                     })
                     .status()),
            "unit_unknown");
}

TEST_F(ReviewTest, H10_OfficeEntersMoreThanADeviceCanBeTold_IsRefused) {
  const uint64_t end = hub_.state.position.index;
  const auto refused = hub_.Act([&](View& v) {
    return DecideEnter(
        v, {"TH01", "work", "Q1", [](const plan::Form&, plan::Values*, sync::Wording* wording) {
              wording->note.assign(70'000, 'x');
              return absl::OkStatus();
            }});
  });
  EXPECT_EQ(Code(refused.status()), "entry_too_large");
  EXPECT_EQ(hub_.state.position.index, end);
}

TEST_F(ReviewTest, F6_OfficeEntersOverAFieldThatNoLongerApplies_IsLeftOut) {
  FakeDevice& other = hub_.Enroll("TH02");
  other.Enter("profile", "Q1", {{1, 20}, {2, 300}});  // households: asked of primary schools only
  hub_.Sync(other);
  ASSERT_TRUE(hub_.AddUnits({HubWorld::Row("TH02", "office")}).ok());
  const auto entered = hub_.Act([&](View& v) {
    return DecideEnter(v, {"TH02", "profile", "Q1", SetTrained});  // its field 1 is the staff
  });
  ASSERT_TRUE(entered.ok()) << text::Sentence(text::Language::kEnglish, entered.status());
  const plan::Values values = *ValuesOf(*hub_.Find("TH02", "profile", "Q1")->head());
  EXPECT_EQ(values.Get(1), plan::FieldValue::Number(48));
  EXPECT_TRUE(values.Get(2).empty());
  hub_.CheckInvariants();
}

TEST_F(ReviewTest, OfficeEntersWhatNeedsAReason_IsToldWhichRule) {
  const auto enter = [&](const std::string& reason) {
    return hub_.Act([&](View& v) {
      return DecideEnter(v, {"TH01", "work", "Q2",
                             [&](const plan::Form&, plan::Values* values, sync::Wording* wording) {
                               values->Set(1, plan::FieldValue::Number(35));  // 40 before
                               if (!reason.empty()) wording->reasons = {{5, reason}};
                               return absl::OkStatus();
                             }});
    });
  };
  const v1::Error error = text::ErrorOf(enter("").status());
  ASSERT_EQ(error.places_size(), 1);
  EXPECT_NE(error.places(0).vi().find("--reason no_fall="), std::string::npos);
  EXPECT_NE(error.places(0).en().find("--reason no_fall="), std::string::npos);
  EXPECT_TRUE(enter("giảm biên chế").ok());
}

}  // namespace
}  // namespace gom::hub
