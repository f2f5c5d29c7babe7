#include <cstdlib>
#include <ctime>
#include <set>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ReportServiceTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (!HasFatalFailure()) ApplyPlanAndUnits(5);
  }
};

TEST_F(ReportServiceTest, NoKeyWrongKeyNotAKey_AreRefusedAlike) {
  for (const std::string& key :
       {std::string(), std::string("gom_") + std::string(32, '0'), std::string("x"), key_ + "0"}) {
    auto response = CallHub(*report_, &v1::ReportService::Stub::GetPlan, v1::GetPlanRequest(), key);
    EXPECT_EQ(response.status().code(), absl::StatusCode::kUnauthenticated) << key;
    EXPECT_EQ(CodeOf(response.status()), "key_refused") << key;
  }
}

TEST_F(ReportServiceTest, DeviceCertificateIsNoKey_IsRefused) {
  auto device = EnrollDevice("S1");
  auto stub = v1::ReportService::NewStub(Channel(device->key_pem, device->certificate_pem));
  auto response = CallHub(*stub, &v1::ReportService::Stub::ListUnits, v1::ListUnitsRequest());
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(ReportServiceTest, InProcess_NeedsNoKey) {
  EXPECT_TRUE(
      CallHub(*local_report_, &v1::ReportService::Stub::GetPlan, v1::GetPlanRequest()).ok());
}

TEST_F(ReportServiceTest, KeyIssuedLater_Reads) {
  v1::IssueApiKeyRequest request;
  request.set_name("Sở GDĐT");
  auto issued = Admin(&v1::AdminService::Stub::IssueApiKey, request);
  ASSERT_TRUE(issued.ok()) << issued.status();
  auto plan =
      CallHub(*report_, &v1::ReportService::Stub::GetPlan, v1::GetPlanRequest(), issued->key());
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->plan().code(), "test");
  EXPECT_EQ(plan->sha256().size(), 32u);
}

constexpr size_t kPrefix = 10;  // what is shown of a key

// Over a connection that is open: each call is judged anew.
TEST_F(ReportServiceTest, E17_KeyRevoked_NextCallIsRefusedAndTheOthersGoOn) {
  v1::IssueApiKeyRequest issue;
  issue.set_name("Sở GDĐT");
  const std::string key = Admin(&v1::AdminService::Stub::IssueApiKey, issue)->key();
  const auto ask = [&](const std::string& with) {
    const absl::Status asked =
        CallHub(*report_, &v1::ReportService::Stub::GetPlan, v1::GetPlanRequest(), with).status();
    return asked.ok() ? "read" : CodeOf(asked);
  };
  EXPECT_EQ(ask(key), "read");
  v1::RevokeApiKeyRequest revoke;
  revoke.set_key("Sở GDĐT");
  revoke.set_operator_("Trần Văn B");
  const auto revoked = Admin(&v1::AdminService::Stub::RevokeApiKey, revoke);
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(revoked->key().prefix(), key.substr(0, kPrefix));
  EXPECT_EQ(ask(key), "key_refused");
  EXPECT_EQ(ask(key_), "read") << "the first key of the hub";

  const auto keys = Admin(&v1::AdminService::Stub::ListApiKeys, v1::ListApiKeysRequest());
  ASSERT_EQ(keys->keys_size(), 2);
  for (const v1::ApiKeyView& k : keys->keys()) {
    EXPECT_EQ(k.revoked_at(), k.name() == "Sở GDĐT" ? kNowMs : 0) << k.name();
    EXPECT_THAT(k.scopes(), ElementsAre("report.read")) << k.name();
  }
  EXPECT_EQ(keys->ShortDebugString().find(key), std::string::npos);
  const auto log = Admin(&v1::AdminService::Stub::ReadLog, v1::ReadLogRequest());
  EXPECT_THAT(log->lines().rbegin()->summary_vi(), HasSubstr("… (Trần Văn B)"));
}

TEST_F(ReportServiceTest, E17_KeyRevoked_StaysSoAfterARestart) {
  v1::RevokeApiKeyRequest revoke;
  revoke.set_key(key_.substr(0, kPrefix));
  for (int twice = 0; twice < 2; ++twice)
    ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeApiKey, revoke).ok());
  Stop();
  Start();
  EXPECT_EQ(CodeOf(Report(&v1::ReportService::Stub::GetPlan, v1::GetPlanRequest()).status()),
            "key_refused");
  revoke.set_key("chưa ai có");
  EXPECT_EQ(CodeOf(Admin(&v1::AdminService::Stub::RevokeApiKey, revoke).status()), "key_unknown");
}

TEST_F(ReportServiceTest, UnitsPaged_EachOnceInOrder) {
  v1::ListUnitsRequest request;
  request.set_page_size(2);
  std::vector<std::string> codes;
  int pages = 0;
  do {
    auto page = Report(&v1::ReportService::Stub::ListUnits, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const v1::Unit& unit : page->units()) codes.push_back(unit.code());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_THAT(codes, ElementsAre("S1", "S2", "S3", "S4", "S5", "VP"));
  EXPECT_EQ(pages, 3);
}

TEST_F(ReportServiceTest, PageTokenThatIsNone_IsRefusedInBothLanguages) {
  v1::ListUnitsRequest units;
  units.set_page_size(1);
  const std::string of_units =
      Report(&v1::ReportService::Stub::ListUnits, units)->next_page_token();
  for (const std::string& token :
       {std::string("rubbish!"), std::string("AAAA"), of_units, std::string(3000, 'A')}) {
    v1::ListEntriesRequest request;
    request.set_page_token(token);
    auto response = Report(&v1::ReportService::Stub::ListEntries, request);
    EXPECT_EQ(response.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(CodeOf(response.status()), "page_token_wrong");
    EXPECT_THAT(text::Sentence(text::Language::kVietnamese, response.status()),
                HasSubstr("trang đầu"));
  }
}

TEST_F(ReportServiceTest, PageSizeNegative_IsRefused) {
  v1::ListUnitsRequest request;
  request.set_page_size(-1);
  EXPECT_EQ(CodeOf(Report(&v1::ReportService::Stub::ListUnits, request).status()),
            "page_size_negative");
}

TEST_F(ReportServiceTest, EntriesPaged_EachOnceWithTexts) {
  for (const char* unit : {"S3", "S1", "S2"}) {
    auto device = EnrollDevice(unit);
    auto sent = device->Send({{.total = 10, .met = 9, .words = "thiếu máy", .author = "Cô Hoa"},
                              {.period = 2, .total = 20, .met = 19, .ideas = {"Đọc sách"}}});
    ASSERT_TRUE(sent.ok()) << sent.status();
  }
  v1::ListEntriesRequest request;
  request.set_page_size(1);
  std::vector<std::string> keys;
  std::vector<v1::EntryView> entries;
  do {
    auto page = Report(&v1::ReportService::Stub::ListEntries, request);
    ASSERT_TRUE(page.ok()) << page.status();
    ASSERT_LE(page->entries_size(), 1);
    for (const v1::EntryView& e : page->entries()) {
      keys.push_back(e.unit() + " " + e.period());
      entries.push_back(e);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(keys, ElementsAre("S1 2026-Q1", "S1 2026-Q2", "S2 2026-Q1", "S2 2026-Q2",
                                "S3 2026-Q1", "S3 2026-Q2"));
  const v1::RevisionView& first = entries[0].counted();
  EXPECT_EQ(first.author(), "Cô Hoa");
  ASSERT_EQ(first.values_size(), 3);
  EXPECT_EQ(first.values(0).field(), "total");
  EXPECT_EQ(first.values(0).value().number(), 10);
  EXPECT_EQ(first.values(2).value().text(), "thiếu máy");
  EXPECT_EQ(first.standing(), "head");
  EXPECT_EQ(first.received_at(), kNowMs);
  EXPECT_TRUE(entries[0].late());
  EXPECT_FALSE(entries[1].late());
  const v1::ItemList& ideas = entries[1].counted().values(2).value().items();
  EXPECT_EQ(ideas.items(0).fields(0).value().text(), "Đọc sách");
}

// The hub's own day, whatever the school's clock says; the entry's own time stands beside it.
TEST_F(ReportServiceTest, B6_AroundMidnightOfTheLastDay_TheHubsClockDecides) {
  // A computer in Vietnam, whose midnight is not that of the clock that records are stamped by.
  Stop();
  setenv("TZ", "Asia/Ho_Chi_Minh", 1);
  tzset();
  Start();
  const absl::Cleanup home = [this] {
    Stop();
    unsetenv("TZ");
    tzset();
  };
  // Of the second quarter: due on 10 July, five days of grace.
  const absl::Time midnight =
      absl::FromCivil(absl::CivilSecond(2026, 7, 16), absl::FixedTimeZone(7 * 3600));
  struct Case {
    absl::Duration from_midnight;
    bool late;
  };
  int school = 0;
  for (const Case& each : {Case{-absl::Milliseconds(1), false}, Case{absl::ZeroDuration(), true}}) {
    const std::string unit = absl::StrCat("S", ++school);
    const auto device = EnrollDevice(unit);
    clock_.Set(absl::ToUnixMillis(midnight + each.from_midnight));
    ASSERT_TRUE(device->Send({{.period = 2, .total = 20, .met = 19}}).ok());
    v1::ListEntriesRequest request;
    request.set_unit(unit);
    const auto page = Report(&v1::ReportService::Stub::ListEntries, request);
    ASSERT_TRUE(page.ok()) << page.status();
    ASSERT_EQ(page->entries_size(), 1);
    EXPECT_EQ(page->entries(0).late(), each.late) << each.from_midnight;
    EXPECT_EQ(page->entries(0).counted().entered_at(), kNowMs / 1000);
    EXPECT_EQ(page->entries(0).counted().received_at(), clock_.NowMs());
  }
}

TEST_F(ReportServiceTest, EntriesFiltered_OnlyThose) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}, {.period = 2, .total = 20, .met = 19}}).ok());
  v1::ListEntriesRequest request;
  request.set_unit("s1");
  request.set_period("2026-Q2");
  auto page = Report(&v1::ReportService::Stub::ListEntries, request);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->entries_size(), 1);
  EXPECT_EQ(page->entries(0).period(), "2026-Q2");
  request.set_reading(v1::READING_ACCEPTED);
  EXPECT_EQ(Report(&v1::ReportService::Stub::ListEntries, request)->entries_size(), 0);
}

TEST_F(ReportServiceTest, UnknownCodes_AreNamedWithThoseThatThereAre) {
  v1::ListEntriesRequest entries;
  entries.set_unit("nobody");
  EXPECT_EQ(CodeOf(Report(&v1::ReportService::Stub::ListEntries, entries).status()),
            "unit_unknown");
  v1::GetProgressRequest progress;
  progress.set_as_of("2026-Q9");
  const absl::Status status = Report(&v1::ReportService::Stub::GetProgress, progress).status();
  EXPECT_EQ(CodeOf(status), "period_unknown");
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, status), HasSubstr("2026-Q1, 2026-Q2"));
  EXPECT_THAT(text::Sentence(text::Language::kEnglish, status), HasSubstr("2026-Q1, 2026-Q2"));
}

TEST_F(ReportServiceTest, History_OldestFirstWithParents) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 8}, {.total = 10, .met = 9, .parent = 1}}).ok());
  auto history = History("S1");
  ASSERT_TRUE(history.ok());
  ASSERT_EQ(history->revisions_size(), 2);
  EXPECT_EQ(history->revisions(0).standing(), "settled");
  EXPECT_EQ(history->revisions(1).standing(), "head");
  EXPECT_THAT(history->revisions(1).parents(), ElementsAre(history->revisions(0).id()));
}

TEST_F(ReportServiceTest, F3_ComparatorChanged_IsJudgedAnewAndWhatWasSaidBeforeStays) {
  for (const char* school : {"S1", "S2", "S3", "S4", "S5"})
    ASSERT_TRUE(EnrollDevice(school)->Send({{.period = 2, .total = 20, .met = 19}}).ok());
  v1::GetProgressRequest request;
  request.set_as_of("2026-Q2");
  const v1::GetProgressResponse before = *Report(&v1::ReportService::Stub::GetProgress, request);
  EXPECT_EQ(before.plan_version(), 1u);
  EXPECT_EQ(before.indicators(0).headline().standing(), v1::STANDING_ACHIEVED) << "95 % of 95 %";
  v1::ApplyPlanRequest plan;
  plan.set_textproto(absl::StrReplaceAll(
      TestPlan(),
      {{"version: 1", "version: 2"}, {"OPERATOR_AT_LEAST value: 95", "OPERATOR_MORE value: 95"}}));
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::ApplyPlan, plan).ok());
  const v1::GetProgressResponse after = *Report(&v1::ReportService::Stub::GetProgress, request);
  EXPECT_EQ(after.plan_version(), 2u);
  EXPECT_EQ(after.indicators(0).headline().target().op(), v1::OPERATOR_MORE);
  EXPECT_EQ(after.indicators(0).headline().value().numerator(), 95);
  EXPECT_NE(after.indicators(0).headline().standing(), v1::STANDING_ACHIEVED);
  request.set_known_at(before.position());
  EXPECT_EQ(Report(&v1::ReportService::Stub::GetProgress, request)->SerializeAsString(),
            before.SerializeAsString());
}

TEST_F(ReportServiceTest, F4_FieldThatIsCountedOtherwiseNow_IsToBeConfirmedInHistory) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 20, .met = 19}}).ok());
  ASSERT_EQ(History("S1")->revisions(0).findings_size(), 0);
  v1::ApplyPlanRequest plan;
  plan.set_textproto(absl::StrReplaceAll(
      TestPlan(),
      {{"version: 1", "version: 2"}, {"code: \"met\"", "redefined_in: 2 code: \"met\""}}));
  const auto applied = Admin(&v1::AdminService::Stub::ApplyPlan, plan);
  ASSERT_TRUE(applied.ok()) << text::Sentence(text::Language::kEnglish, applied.status());
  const v1::RevisionView sent = History("S1")->revisions(0);
  EXPECT_EQ(sent.plan_version(), 1u);
  ASSERT_EQ(sent.findings_size(), 1);
  EXPECT_EQ(sent.findings(0).rule(), "to_confirm");
  EXPECT_THAT(sent.findings(0).fields(), ElementsAre("met"));
  EXPECT_EQ(sent.values(1).value().number(), 19) << "the old value stays";
}

TEST_F(ReportServiceTest, AsItWasKnownThen_IsWhatProgressWasThen) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 60}}).ok());
  const v1::GetProgressResponse before = *Progress(false);
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90, .parent = 1}}).ok());
  v1::GetProgressRequest request;
  request.set_as_of(before.as_of());
  request.set_known_at(before.position());
  auto then = Report(&v1::ReportService::Stub::GetProgress, request);
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_EQ(then->SerializeAsString(), before.SerializeAsString());
  EXPECT_NE(Progress(false)->indicators(0).SerializeAsString(),
            before.indicators(0).SerializeAsString());

  request.set_known_at_ms(1);
  EXPECT_EQ(CodeOf(Report(&v1::ReportService::Stub::GetProgress, request).status()),
            "known_at_twice");
  request.set_known_at(1);  // the hub is made, and has no plan yet
  request.clear_known_at_ms();
  EXPECT_EQ(CodeOf(Report(&v1::ReportService::Stub::GetProgress, request).status()),
            "nothing_known");
  request.set_known_at(1'000'000);
  auto ahead = Report(&v1::ReportService::Stub::GetProgress, request);
  EXPECT_EQ(ahead.status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(CodeOf(ahead.status()), "position_ahead");
}

TEST_F(ReportServiceTest, Closers_LargestFirstAndFewestThatSuffice) {
  auto one = EnrollDevice("S1");
  auto two = EnrollDevice("S2");
  ASSERT_TRUE(one->Send({{.total = 100, .met = 60}}).ok());
  ASSERT_TRUE(two->Send({{.total = 100, .met = 90}}).ok());
  v1::ListClosersRequest request;
  request.set_indicator("I1");
  request.set_as_of("2026-Q1");
  auto closers = Report(&v1::ReportService::Stub::ListClosers, request);
  ASSERT_TRUE(closers.ok()) << closers.status();
  ASSERT_GE(closers->closers_size(), 2);
  EXPECT_EQ(closers->closers(0).unit().code(), "S1");
  EXPECT_EQ(closers->closers(0).could_add(), 40);
  EXPECT_GT(closers->gap(), 0);
  EXPECT_EQ(closers->unknown_size_size(), 3);
}

TEST_F(ReportServiceTest, E11_WordsOfTheOfficeComeFromTheHubOnly) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  EXPECT_EQ(History("S1")->revisions(0).word(), v1::WORD_RECEIVED);
  EXPECT_EQ(Progress(true)->indicators(0).headline().fresh(), 0u);
}

}  // namespace
}  // namespace gom::hub
