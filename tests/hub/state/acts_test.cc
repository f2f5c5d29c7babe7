// What the operator does for the hub: plan, roster, terms, slips, keys.
#include <gtest/gtest.h>

#include "common/text/message.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

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

TEST(PlanActTest, F4_OfficeEntersAnotherField_ConfirmsNothing) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  d.Enter("profile", "Q1", {{1, 50}});
  d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  ASSERT_TRUE(
      hub.ApplyPlan(absl::StrReplaceAll(SmallPlan(3),
                                        {{"code: \"staff\"", "redefined_in: 3 code: \"staff\""}}))
          .ok());
  const auto enter = [&](std::vector<std::pair<uint32_t, int64_t>> numbers) {
    return hub.Act([&](View& v) {
      return DecideEnter(v, {"TH01", "profile", "Q1",
                             [&](const plan::Form&, plan::Values* values, sync::Wording*) {
                               for (const auto& [field, number] : numbers)
                                 values->Set(field, plan::FieldValue::Number(number));
                               return absl::OkStatus();
                             }});
    });
  };
  const v1::Error other = text::ErrorOf(enter({{2, 300}}).status());
  EXPECT_EQ(other.code(), "entry_refused");
  ASSERT_EQ(other.places_size(), 1);
  EXPECT_EQ(other.places(0).field(), "staff");
  EXPECT_EQ(hub.Trained(Reading::kReported), (plan::Fraction{0, 0}));
  const auto same = enter({{1, 50}});
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_FALSE(same->same) << "the same number, and an answer to another question";
  EXPECT_EQ(hub.Trained(Reading::kReported), (plan::Fraction{40, 50}));
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

TEST(ApiKeyTest, Revoked_ByPrefixOrByNameAndOnce) {
  HubWorld hub;
  const auto issue = [&](const std::string& name, const std::string& prefix) {
    hub.ActStatus([&](View& v) {
      return DecideApiKey(v, {.name = name, .prefix = prefix, .scopes = {"report.read"}});
    });
  };
  const auto revoke = [&](const std::string& key) {
    return hub.Act([&](View& v) { return DecideRevokeApiKey(v, key, "cán bộ"); });
  };
  issue("Sở", "gom_ab");
  issue("Sở", "gom_cd");
  issue("Bộ", "gom_ef");
  EXPECT_EQ(Code(revoke("Sở").status()), "key_ambiguous");
  EXPECT_EQ(Code(revoke("gom_xx").status()), "key_unknown");
  EXPECT_EQ(*revoke("Bộ"), "gom_ef");
  EXPECT_EQ(*revoke("gom_ab"), "gom_ab");
  EXPECT_EQ(*revoke("Sở"), "gom_cd") << "the only one of the name that still holds";
  EXPECT_NE(hub.state.api_keys.at("gom_ab").revoked_at, 0);
  const uint64_t end = hub.state.position.index;
  EXPECT_EQ(*revoke("gom_ab"), "gom_ab");
  EXPECT_EQ(hub.state.position.index, end) << "twice is once";
  hub.CheckInvariants();
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
