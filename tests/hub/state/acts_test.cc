// What the operator does: plan, roster, slips, verdicts, recognitions, locks, the office's own
// entries.
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

// --- Plan, roster, hub

TEST(PlanActTest, SameBytesAgain_DoNothing_WrongOnesAreRefused) {
  HubWorld hub;
  const uint64_t end = hub.state.position.index;
  ASSERT_TRUE(hub.ApplyPlan(SmallPlan()).ok());
  EXPECT_EQ(hub.state.position.index, end);
  const auto broken = hub.ApplyPlan("code: \"x\" nonsense");
  EXPECT_EQ(broken.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Code(broken.status()), "plan_invalid");
  EXPECT_GE(text::ErrorOf(broken.status()).places_size(), 1);
  const auto older = hub.ApplyPlan(SmallPlan(1));
  EXPECT_EQ(older.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(hub.state.plan->version(), 2u);
  v1::ApplyPlanRequest dry;
  dry.set_textproto(SmallPlan(3));
  dry.set_dry_run(true);
  ASSERT_TRUE(hub.Act([&](View& v) { return DecidePlan(v, dry); }).ok());
  EXPECT_EQ(hub.state.position.index, end);
}

TEST(PlanActTest, NumberRetiredTwoVersionsAgo_IsNotUsedForSomethingElse) {
  HubWorld hub;
  const auto with = [](int version, const std::string& field) {
    return absl::StrReplaceAll(
        SmallPlan(version),
        {{"  fields { number: 1 code: \"met\"", field + "\n  fields { number: 1 code: \"met\""}});
  };
  const std::string count =
      "  fields { number: 9 code: \"visits\" label { vi: \"Lượt\" en: \"Visits\" } whole { } }";
  const std::string text =
      "  fields { number: 9 code: \"remarks\" label { vi: \"Ý kiến\" en: \"Remarks\" } text { } }";
  ASSERT_TRUE(hub.ApplyPlan(with(3, count)).ok());
  ASSERT_TRUE(hub.ApplyPlan(with(4, "")).ok());
  const auto reused = hub.ApplyPlan(with(5, text));
  EXPECT_EQ(reused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(hub.state.plan->version(), 4u);
  EXPECT_TRUE(hub.ApplyPlan(with(5, count)).ok());
}

TEST(PlanActTest, NewPlan_ProgressEqualsFromNothing) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("profile", "Q1", {{1, 50}});
  d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  ASSERT_TRUE(hub.ApplyPlan(SmallPlan(3)).ok());
  EXPECT_EQ(hub.Trained(Reading::kReported).num, 40);
  hub.CheckInvariants();
}

TEST(PlanActTest, F4_DenominatorRedefined_OldValueIsKeptAndNotCountedUntilConfirmed) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t old = d.Enter("profile", "Q1", {{1, 50}});
  d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  ASSERT_EQ(hub.Trained(Reading::kReported), (plan::Fraction{40, 50}));
  const auto totals = [&] { return hub.state.progress.TotalsOf(0, 0, Reading::kReported); };
  const int unknown = totals().unknown_size;
  ASSERT_TRUE(
      hub.ApplyPlan(absl::StrReplaceAll(SmallPlan(3),
                                        {{"code: \"staff\"", "redefined_in: 3 code: \"staff\""}}))
          .ok());
  EXPECT_EQ(hub.Counted("TH01", "profile", "Q1"), 50);
  EXPECT_EQ(hub.Trained(Reading::kReported), (plan::Fraction{0, 0}));
  EXPECT_EQ(totals().unknown_size, unknown + 1);
  hub.CheckInvariants();
  // The same number again, under the plan that asks otherwise: now it is an answer to that.
  d.plan_version = 3;
  d.Enter("profile", "Q1", {{1, 50}}, {{&d, old}});
  hub.Sync(d);
  EXPECT_EQ(hub.Trained(Reading::kReported), (plan::Fraction{40, 50}));
  EXPECT_EQ(totals().unknown_size, unknown);
  EXPECT_EQ(hub.Trained(Reading::kAccepted), (plan::Fraction{0, 0}));
  hub.CheckInvariants();
}

TEST(RosterTest, RowsWrong_AllAreNamedAndNoneIsImported) {
  HubWorld hub;
  v1::Unit no_name = HubWorld::Row("A1"), bad_code = HubWorld::Row("Á 2"),
           bad_kind = HubWorld::Row("A3", "zoo");
  no_name.clear_name();
  v1::Unit turned = HubWorld::Row("A4");
  turned.set_valid_from("2026-05-01");
  turned.set_valid_to("2026-04-01");
  turned.set_successor("NOBODY");
  v1::Unit escape = HubWorld::Row("A5");
  escape.set_name("Trường \x1b]0;x\x07");  // H10
  const auto answer = hub.AddUnits(
      {HubWorld::Row("OK1"), no_name, bad_code, bad_kind, turned, HubWorld::Row("ok1"), escape});
  EXPECT_EQ(Code(answer.status()), "roster_invalid");
  std::vector<uint32_t> lines;
  const v1::Error error = text::ErrorOf(answer.status());
  for (const auto& place : error.places()) lines.push_back(place.line());
  EXPECT_EQ(lines, (std::vector<uint32_t>{2, 3, 4, 5, 5, 6, 7}));
  EXPECT_EQ(hub.state.FindUnit("OK1"), nullptr);
}

TEST(RosterTest, CodeInOtherCase_IsTheSameUnit) {
  HubWorld hub;
  v1::Unit row = HubWorld::Row("th01");
  row.set_name("Tên mới");
  const auto answer = hub.AddUnits({row, HubWorld::Row("TH02"), HubWorld::Row("TH03")});
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->changed(), 1u);
  EXPECT_EQ(answer->same(), 1u);
  EXPECT_EQ(answer->added(), 1u);
  EXPECT_EQ(hub.state.FindUnit("TH01")->row.name(), "Tên mới");
  EXPECT_EQ(hub.state.FindUnit("TH01")->row.code(), "TH01");
  hub.CheckInvariants();
}

TEST(HubActTest, SecondBeginning_AndLowerTerm_AreRefused) {
  HubWorld hub;
  EXPECT_EQ(Code(hub.Act([](View& v) { return DecideCreateHub(v, "x", "y"); })), "hub_exists");
  v1::TermBegun begun;
  begun.set_term(1);
  EXPECT_EQ(Code(hub.Act([&](View& v) { return DecideBeginTerm(v, begun); })), "term_too_low");
  begun.set_term(4);
  hub.ActStatus([&](View& v) { return DecideBeginTerm(v, begun); });
  EXPECT_EQ(hub.state.term, 4u);
}

// --- Slips and devices

EnrollCommand With(const std::string& slip, uint32_t device, const std::string& key) {
  EnrollCommand c;
  c.slip = slip;
  c.device = device;
  c.public_key_sha256 = key;
  c.certificate_sha256 = absl::StrCat("cert of ", key);
  c.certificate_der = absl::StrCat("der of ", key);
  return c;
}

class SlipTest : public ::testing::Test {
 protected:
  SlipTest() {
    hub_.ActStatus([&](View& v) {
      return DecideSlip(
          v, {.unit = "TH01", .slip = "ABCD", .secret_hash = "h", .expires_at = hub_.now_ms + 100});
    });
  }
  absl::StatusOr<EnrollAnswer> Enroll(const EnrollCommand& command) {
    return hub_.Act([&](View& v) { return DecideEnroll(v, command); });
  }
  HubWorld hub_;
};

TEST_F(SlipTest, E9_ReplyLost_SameKeyGetsTheSameCertificate) {
  ASSERT_TRUE(Enroll(With("ABCD", 7, "k")).ok());
  const auto again = Enroll(With("ABCD", 8, "k"));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->device, 7u);
  EXPECT_EQ(again->certificate_der, "der of k");
  EXPECT_TRUE(again->again);
  EXPECT_EQ(hub_.state.devices.size(), 1u);
  EXPECT_EQ(hub_.state.FindDeviceByCertificate("cert of k")->unit,
            hub_.state.FindUnit("TH01")->index);
}

TEST_F(SlipTest, E7_UsedGuessedOrExpired_GetTheSameAnswer) {
  ASSERT_TRUE(Enroll(With("ABCD", 7, "k")).ok());
  const absl::Status used = Enroll(With("ABCD", 8, "other")).status();
  const absl::Status guessed = Enroll(With("ZZZZ", 8, "other")).status();
  EXPECT_EQ(Code(used), "code_refused");
  EXPECT_EQ(used, guessed);
}

TEST_F(SlipTest, E7_FiveWrongTries_LockTheSlip) {
  const auto fail = [&] {
    hub_.ActStatus([](View& v) {
      DecideEnrollmentFailed(v, "ABCD");
      return absl::OkStatus();
    });
  };
  for (int i = 0; i < 5; ++i) fail();
  EXPECT_EQ(Code(Enroll(With("ABCD", 7, "k")).status()), "code_refused");
  const uint64_t end = hub_.state.position.index;
  fail();
  EXPECT_EQ(hub_.state.position.index, end);
}

TEST_F(SlipTest, Expired_IsRefused) {
  hub_.now_ms += 100;
  EXPECT_EQ(Code(Enroll(With("ABCD", 7, "k")).status()), "code_refused");
}

TEST_F(SlipTest, SlipTwice_OrForNobody_IsRefused) {
  const auto slip = [&](const std::string& unit, const std::string& name) {
    return Code(hub_.Act(
        [&](View& v) { return DecideSlip(v, {.unit = unit, .slip = name, .secret_hash = "h"}); }));
  };
  EXPECT_EQ(slip("TH01", "ABCD"), "slip_exists");
  EXPECT_EQ(slip("TH09", "EFGH"), "unit_unknown");
}

TEST(ApiKeyTest, IssuedOnce_WithItsHashBesideTheLog) {
  HubWorld hub;
  View view = hub.MakeView();
  const ApiKeyCommand command{"Sở GD&ĐT", "gom_ab", {"report.read"}, "hash", "cán bộ"};
  ASSERT_TRUE(DecideApiKey(view, command).ok());
  ASSERT_EQ(view.secrets().size(), 1u);
  EXPECT_EQ(view.secrets()[0].hash, "hash");
  for (const log::NewRecord& r : view.records()) EXPECT_EQ(r.main.find("hash"), std::string::npos);
  hub.Commit(view);
  EXPECT_EQ(hub.state.api_keys.at("gom_ab").scopes[0], "report.read");
  EXPECT_EQ(Code(hub.Act([&](View& v) { return DecideApiKey(v, command); })), "key_exists");
}

}  // namespace
}  // namespace gom::hub
