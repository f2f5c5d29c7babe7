// A computer and a hub that have not heard of each other for long: for a year, or for versions.
#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "agent/store/schema.h"
#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "common/sync/revision.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kProfile = 1, kQ1 = 1, kQ2 = 2, kStaff = 1;
// No version that there ever was has this field.
constexpr int kFieldOfLater = 5000;

template <typename Message>
void AddFieldOfLater(Message* message) {
  message->GetReflection()->MutableUnknownFields(message)->AddLengthDelimited(kFieldOfLater,
                                                                              "of a later version");
}

// A Change as a later version writes it, in the computer's own stream.
std::string SubmitAsALaterVersion(Computer& computer, int64_t staff) {
  v1::Change change;
  change.set_plan_version(1);
  change.mutable_revision()->set_form(kProfile);
  change.mutable_revision()->set_period(kQ1);
  plan::Values values;
  values.Set(kStaff, plan::FieldValue::Number(staff));
  sync::EncodeValues(values, change.mutable_revision());
  AddFieldOfLater(&change);
  AddFieldOfLater(change.mutable_revision());
  const v1::Sealed sealed = sync::Seal(std::move(change), {}, std::string(16, 's'));
  computer.Close();
  {
    log::DatabaseOptions options;
    options.application_id = kApplicationId;
    options.migrations = Migrations();
    const auto db = log::Database::Open(computer.folder() + "/agent.db", options);
    EXPECT_TRUE(db.ok()) << db.status();
    const auto log = log::OpenSqliteLog(**db, kFirstStream);
    const log::NewRecord record{.main = sealed.main(), .text = sealed.text()};
    EXPECT_TRUE(log->Append(*log->Tail(), {&record, 1}, nullptr).ok());
  }
  computer.Open();
  return sealed.main();
}

TEST(Apart, A25_AYearWithoutASync_AllOfItArrivesInOrderAndOnce) {
  constexpr int kReports = 150;
  Commune commune;
  Computer& computer = commune.Enroll("TH-01");
  const size_t before = commune.requests.size();
  for (int i = 1; i <= kReports; ++i) {
    computer.Report("profile", i % 2 == 0 ? "Q2" : "Q1", {{"staff", std::to_string(i)}});
    computer.wall().Advance(absl::Hours(60));
    if (i % 25 == 0) computer.Reopen();
  }
  EXPECT_EQ(computer.state().waiting, static_cast<uint32_t>(kReports));
  // The network goes in the middle, and the program ends there.
  commune.StopAfter(1);
  EXPECT_FALSE(commune.TrySync(computer).ok());
  EXPECT_LT(computer.state().waiting, static_cast<uint32_t>(kReports));
  EXPECT_GT(computer.state().waiting, 0u);
  computer.Reopen();
  commune.Sync(computer);
  // A network that kept them gives each of them once more.
  const std::vector<v1::ExchangeRequest> late(
      commune.requests.begin() + static_cast<std::ptrdiff_t>(before), commune.requests.end());
  for (const v1::ExchangeRequest& request : late)
    EXPECT_TRUE(commune.Exchange(computer.store().enrollment().device, request).ok());
  EXPECT_EQ(computer.state().waiting, 0u);
  EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ1, kStaff), kReports - 1);
  EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ2, kStaff), kReports);
  size_t there = 0;
  for (const uint32_t period : {kQ1, kQ2}) {
    EXPECT_EQ(commune.Contenders("TH-01", kProfile, period), 0);
    commune.ReadEntry("TH-01", kProfile, period,
                      [&](const hub::Entry& e) { there += e.revisions.size(); });
  }
  EXPECT_EQ(there, size_t{kReports}) << "each of them, and none twice";
  for (size_t i = before; i < commune.requests.size(); ++i) {
    EXPECT_LE(commune.requests[i].changes_size(), 64);
    EXPECT_LE(commune.requests[i].ByteSizeLong(), size_t{17} * 1024) << "small and patient";
  }
}

TEST(Apart, F6_ThreePlansBehind_SentAsItWasEnteredAndTheNewestIsHereAfterOneSync) {
  Commune commune;
  Computer& computer = commune.Enroll("TH-01");
  for (const char* version : {"version: 2", "version: 3", "version: 4"})
    ASSERT_TRUE(
        commune.ApplyPlan(absl::StrReplaceAll(SmallPlan(), {{"version: 1", version}})).ok());
  computer.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(computer.state().plan->version(), 1u);
  commune.Sync(computer);
  EXPECT_EQ(computer.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  EXPECT_EQ(computer.state().plan->version(), 4u);
  computer.Report("profile", "Q2", {{"staff", "21"}});
  commune.Sync(computer);
  for (const auto& [period, version] : {std::pair{kQ1, 1u}, std::pair{kQ2, 4u}}) {
    commune.ReadEntry("TH-01", kProfile, period, [&, version = version](const hub::Entry& e) {
      ASSERT_NE(e.head(), nullptr);
      EXPECT_EQ(e.head()->plan_version, version) << "the one it was entered under";
    });
  }
  EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ1, kStaff), 20);
}

TEST(Apart, I6_ComputerNewerThanTheHub_WhatTheHubDoesNotKnowReachesTheOthersAsItIs) {
  Commune commune;
  Computer& newer = commune.Enroll("TH-01");
  Computer& other = commune.Enroll("TH-01");
  const std::string main = SubmitAsALaterVersion(newer, 20);
  commune.Sync(newer);
  EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ1, kStaff), 20) << "what it knows counts";
  EXPECT_EQ(newer.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  commune.Sync(other);
  EXPECT_EQ(Computer::ValueOf(other.Form("profile", "Q1"), "staff").number(), 20);
  const auto& events = other.store().holdings().events;
  EXPECT_TRUE(std::any_of(events.begin(), events.end(), [&](const HubEvent& e) {
    return absl::StrContains(e.main, main);
  })) << "byte for byte, or its digest would be another";
  // Whoever goes on from there names it by its digest.
  other.Report("profile", "Q1", {{"staff", "21"}});
  commune.Sync(other);
  commune.Sync(newer);
  EXPECT_EQ(commune.Counted("TH-01", kProfile, kQ1, kStaff), 21);
  EXPECT_EQ(commune.Contenders("TH-01", kProfile, kQ1), 0);
}

TEST(Apart, I6_ComputerNewerThanTheHub_WhatItAsksInNewWordsIsLeftAside) {
  Commune commune;
  Computer& newer = commune.Enroll("TH-01");
  newer.Report("profile", "Q1", {{"staff", "20"}});
  commune.Sync(newer);
  v1::ExchangeRequest request = commune.requests.back();
  AddFieldOfLater(&request);
  const auto answer = commune.Exchange(newer.store().enrollment().device, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->position().index(), 1u);
}

TEST(Apart, I6_HubNewerThanTheComputer_WhatTheComputerDoesNotKnowIsKeptAndTheRestGoesOn) {
  School school;
  v1::Event later;
  AddFieldOfLater(&later);
  school.Deliver(later, "words of it");
  v1::Event units;
  v1::Unit* row = units.mutable_units_changed()->add_units();
  row->set_code("TH-01");
  row->set_name("Tên mới");
  row->add_kinds("primary");
  AddFieldOfLater(row);
  school.Deliver(units);
  EXPECT_EQ(school.state().unit_row->name(), "Tên mới");
  school.Reopen();
  EXPECT_EQ(school.state().unit_row->name(), "Tên mới");
  const auto& events = school.store().holdings().events;
  ASSERT_GE(events.size(), 2u);
  const HubEvent& kept = events[events.size() - 2];
  EXPECT_EQ(kept.main, later.SerializeAsString());
  EXPECT_EQ(kept.text, "words of it");
  EXPECT_EQ(events.back().main, units.SerializeAsString());
  school.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(school.state().waiting, 1u);
}

}  // namespace
}  // namespace gom::agent
