#include "hub/report/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/hub/report/golden.h"

namespace gom::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;
using text::View;

constexpr View kView{.width = 100, .colour = false, .utc_offset_seconds = 7 * 3600};
constexpr Language kVi = Language::kVietnamese;
constexpr Language kEn = Language::kEnglish;

v1::GetPlanResponse Plan() { return FromGolden<v1::GetPlanResponse>("plan.textproto"); }

v1::ListClosersResponse Closers() {
  return FromText<v1::ListClosersResponse>(R"pb(
    gap: 28
    suffice: 2
    as_of: "2026-Q3"
    title { vi: "Dùng nền tảng số" en: "Use of platforms" }
    closers {
      unit { code: "THCS-02" name: "Trường Trung học cơ sở Tân Kỳ II" }
      could_add: 21
      value { numerator: 0 denominator: 21 }
      coverage: "missing"
    }
    closers {
      unit { code: "TH-01" name: "Trường Tiểu học Tân Kỳ" }
      could_add: 9
      value { numerator: 1203 denominator: 1212 }
      coverage: "fresh"
    }
    closers {
      unit { code: "TH-03" name: "Trường Tiểu học Kỳ Sơn" }
      could_add: 1
      value { numerator: 30 denominator: 31 }
      coverage: "carried"
    }
    unknown_size { code: "MN-05" name: "Nhóm trẻ Hoa Sen" }
  )pb");
}

TEST(ClosersTableTest, UnitsThatSuffice_AreMarked) {
  ExpectGolden("closers_vi.txt", ClosersTable(Closers(), kVi, kView));
  ExpectFits(ClosersTable(Closers(), kVi, kView), 100);
  ExpectFits(ClosersTable(Closers(), kEn, kView), 100);
}

TEST(ClosersTableTest, AllTogetherNotEnough_IsSaidAndNobodyIsMarked) {
  v1::ListClosersResponse closers = Closers();
  closers.set_suffice(0);
  const std::string shown = ClosersTable(closers, kVi, kView);
  EXPECT_THAT(shown, HasSubstr("tất cả các đơn vị cộng lại vẫn chưa đủ"));
  EXPECT_THAT(shown, Not(HasSubstr("●")));
}

TEST(ClosersTableTest, NoGap_IsSaid) {
  EXPECT_THAT(ClosersTable(FromText<v1::ListClosersResponse>("gap: 0"), kEn, kView),
              HasSubstr("There is no gap"));
}

TEST(UnitsTableTest, Roster_IsShownWithNamesOfKinds) {
  const v1::GetPlanResponse plan = Plan();
  const auto response = FromText<v1::ListUnitsResponse>(R"pb(
    units {
      code: "TH-01"
      name: "Trường Tiểu học Tân Kỳ"
      kinds: "primary"
      ownership: OWNERSHIP_PUBLIC
      manager: MANAGER_COMMUNE
    }
    units {
      code: "LC-01"
      name: "Trường Tiểu học và Trung học cơ sở Kỳ Sơn"
      kinds: "primary"
      kinds: "lower"
      ownership: OWNERSHIP_PUBLIC
      manager: MANAGER_COMMUNE
      valid_from: "2025-07-01"
      valid_to: "2026-08-31"
      successor: "TH-01"
    }
    units {
      code: "MN-05"
      name: "Nhóm trẻ Hoa Sen"
      kinds: "kinder"
      ownership: OWNERSHIP_PRIVATE
      manager: MANAGER_CITY
    }
  )pb");
  ExpectGolden("units_vi.txt", UnitsTable(response.units(), &plan.plan(), kVi, kView));
  for (const Language l : {kVi, kEn})
    ExpectFits(UnitsTable(response.units(), nullptr, l, kView), 100);
  EXPECT_THAT(UnitsTable(response.units(), nullptr, kEn, kView), HasSubstr("kinder"));
}

TEST(UnitsTableTest, NoUnits_SaysHowToImportThem) {
  EXPECT_THAT(UnitsTable({}, nullptr, kVi, kView), HasSubstr("gom-hub unit import"));
}

TEST(DevicesTableTest, Devices_AreShownWithWhatIsWrong) {
  const auto devices = FromText<v1::ListDevicesResponse>(R"pb(
    devices {
      device: 120934
      unit: "TH-01"
      label: "Máy văn phòng"
      enrolled_at: 1783062300000
      last_contact: 1790935500000
      received: 1204
      streams: 1
    }
    devices {
      device: 7
      unit: "MN-05"
      label: "Máy tính xách tay của cô hiệu trưởng"
      enrolled_at: 1783062300000
      revoked: true
    }
    devices {
      device: 8
      unit: "TH-03"
      label: "PC"
      enrolled_at: 1783062300000
      last_contact: 1790935500000
      clock_skew_ms: -7200000
      waiting: 3
    }
  )pb");
  ExpectGolden("devices_vi.txt", DevicesTable(devices, kVi, kView));
  ExpectFits(DevicesTable(devices, kVi, kView), 100);
  ExpectFits(DevicesTable(devices, kEn, kView), 100);
  EXPECT_THAT(DevicesTable(devices, kEn, kView), HasSubstr("120934"));  // as it is typed back
  EXPECT_THAT(DevicesTable({}, kVi, kView), HasSubstr("gom-hub enroll"));
}

TEST(EntriesTableTest, Entries_AreShownWithRemarks) {
  const auto response = FromText<v1::ListEntriesResponse>(R"pb(
    entries {
      unit: "TH-01"
      form: "mt"
      period: "2026-Q3"
      counted { id: "a1b2c3d4/17" word: WORD_ACCEPTED received_at: 1790935500000 }
    }
    entries {
      unit: "TH-03"
      form: "profile"
      period: "2026-Q3"
      contenders: 1
      held: 2
      late: true
      counted {
        id: "0a0b0c0d/3"
        word: WORD_CONFLICT
        received_at: 1790935500000
        findings { severity: SEVERITY_WARNING }
        findings { severity: SEVERITY_ERROR }
      }
    }
    entries { unit: "TH-04" form: "mt" period: "2026-Q3" held: 1 }
  )pb");
  ExpectGolden("entries_vi.txt", EntriesTable(response.entries(), kVi, kView));
  ExpectFits(EntriesTable(response.entries(), kVi, kView), 100);
  ExpectFits(EntriesTable(response.entries(), kEn, kView), 100);
  EXPECT_THAT(EntriesTable({}, kEn, kView), HasSubstr("no such reports"));
}

TEST(DevicesTableTest, HubStartedAnew_OneThatWasHeardBeforeIsNotCalledNeverHeard) {
  const auto shown = [](const char* device) {
    return DevicesTable(FromText<v1::ListDevicesResponse>(device), kEn, kView);
  };
  EXPECT_THAT(shown("devices { device: 7 received: 3 }"), HasSubstr("not since the start"));
  EXPECT_THAT(shown("devices { device: 7 }"), HasSubstr("not yet"));
  EXPECT_THAT(shown("devices { device: 7 }"), testing::Not(HasSubstr("not since the start")));
}

TEST(HubClockTest, B4_MostDevicesDisagreeWithTheHub_OperatorIsTold) {
  constexpr int64_t kHour = 3'600'000;
  const auto said = [](const std::vector<int64_t>& skews, text::Language l) {
    v1::ListDevicesResponse devices;
    for (const int64_t skew : skews) {
      v1::DeviceView* device = devices.add_devices();
      device->set_last_contact(1);
      device->set_clock_skew_ms(skew);
    }
    v1::DeviceView* never_heard = devices.add_devices();
    never_heard->set_device(9);
    v1::DeviceView* revoked = devices.add_devices();
    revoked->set_last_contact(1);
    revoked->set_clock_skew_ms(2 * kHour);
    revoked->set_revoked(true);
    return HubClockNote(devices, l, kView);
  };
  EXPECT_THAT(said({2 * kHour, 2 * kHour + 50, 1}, kVi), HasSubstr("120 phút"));
  EXPECT_THAT(said({-kHour, -kHour, -kHour, 1, 1}, kEn), HasSubstr("-60 minutes"));
  EXPECT_EQ(said({16 * 365 * 24 * kHour, 1, 1}, kVi), "") << "one wrong clock is that school's";
  EXPECT_EQ(said({2 * kHour, 2 * kHour}, kVi), "") << "two may both be wrong";
  EXPECT_EQ(said({60'000, 60'000, 60'000}, kVi), "");
}

TEST(HubClockTest, B4_DevicesHeardInFilesAlone_AreNoWitnesses) {
  constexpr int64_t kHour = 3'600'000;
  v1::ListDevicesResponse devices;
  for (const int64_t skew : {kHour, kHour, kHour, int64_t{0}, int64_t{0}, int64_t{0}, int64_t{0}}) {
    v1::DeviceView* device = devices.add_devices();
    device->set_last_contact(1);
    device->set_clock_skew_ms(skew);
  }
  EXPECT_THAT(HubClockNote(devices, kEn, kView), HasSubstr("60 minutes"));
}

TEST(DevicesTableTest, NarrowTerminal_CommandsStayInOnePiece) {
  const auto devices = FromText<v1::ListDevicesResponse>(R"pb(
    devices { device: 1234567890 unit: "TH-01" label: "Máy văn thư" returned: true }
    devices { device: 2034567890 unit: "TH-02" doubled: true }
    devices { device: 3 unit: "TH-03" doubled: true revoked: true }
  )pb");
  constexpr View kNarrow{.width = 40};
  for (const auto language : {kVi, kEn}) {
    const std::string table = DevicesTable(devices, language, kNarrow);
    EXPECT_THAT(table, HasSubstr("\n  gom-hub device readmit 1234567890\n"));
    EXPECT_THAT(table, HasSubstr("\n  gom-hub device revoke 2034567890\n  gom-hub enroll TH-02\n"));
    EXPECT_THAT(table, testing::Not(HasSubstr("gom-hub device revoke 3")));
  }
}

TEST(DevicesTableTest, E3_RevokedDevices_SayWhatTheUnitUsesAndWhatWaits) {
  const auto devices = FromText<v1::ListDevicesResponse>(R"pb(
    devices { device: 1 unit: "TH-01" revoked: true work_waiting: 2 }
    devices { device: 2 unit: "TH-01" enrolled_at: 5 certificate_not_after: 1790935500000 }
    devices { device: 3 unit: "TH-02" revoked: true }
    devices { device: 4 unit: "TH-03" certificate_not_after: 1790935500000 to_renew: true }
  )pb");
  constexpr View kWide{.width = 300};
  const std::string vi = DevicesTable(devices, kVi, kWide);
  EXPECT_THAT(vi, HasSubstr("đơn vị dùng máy 2; 2 bản máy để lại đang chờ"));
  EXPECT_THAT(vi, HasSubstr("đơn vị không còn máy nào"));
  EXPECT_THAT(vi, HasSubstr("02/10/2026 đang dùng\n"));
  EXPECT_THAT(vi, HasSubstr("\n  gom-hub device take 1\n"));
  const std::string en = DevicesTable(devices, kEn, kWide);
  EXPECT_THAT(en, HasSubstr("the unit uses 2; revisions that it left behind wait: 2"));
  EXPECT_THAT(en,
              HasSubstr("02/10/2026  in use, renews its certificate (of an earlier authority)"));
  EXPECT_THAT(en, testing::Not(HasSubstr("gom-hub device take 3")));
  ExpectFits(DevicesTable(devices, kVi, kView), 100);
  ExpectFits(DevicesTable(devices, kEn, kView), 100);
}

TEST(StatusViewTest, E6_AuthorityEndsSoon_IsSaid) {
  constexpr int64_t kEnds = 1'790'935'500'000;
  v1::HubStatus status;
  EXPECT_EQ(AuthorityNote(status, kVi, kView, kEnds + 1), "") << "an older hub does not say";
  status.set_authority_not_after(kEnds);
  EXPECT_EQ(AuthorityNote(status, kVi, kView, kEnds), "");
  for (const auto language : {kVi, kEn}) {
    const std::string note = AuthorityNote(status, language, kView, kEnds + 1);
    EXPECT_THAT(note, HasSubstr("02/10/2026"));
    EXPECT_THAT(note, HasSubstr("gom-hub authority begin"));
  }
  status.set_server_not_after(kEnds);
  status.set_devices_to_renew(3);
  status.set_revoked_work(4);
  constexpr View kWide{.width = 400};
  EXPECT_THAT(StatusView(status, kVi, kWide),
              HasSubstr("3 máy còn dùng chứng thư của khóa gốc cũ"));
  EXPECT_THAT(StatusView(status, kEn, kWide), HasSubstr("gom-hub device take"));
  EXPECT_THAT(StatusView(status, kEn, kWide), HasSubstr("authority until 02/10/2026"));
}

TEST(StatusViewTest, Hub_IsShownOnOneScreen) {
  const auto status = FromText<v1::HubStatus>(R"pb(
    name: "Phòng Văn hóa – Xã hội xã Tân Kỳ"
    term: 1
    position { index: 1312 }
    plan_version: 1
    plan_title_vi: "Kế hoạch Bình dân học vụ số năm 2026"
    units: 15
    devices: 13
    entries: 84
    revisions: 97
    held: 2
    in_conflict: 1
    address: "0.0.0.0:7443"
    data_folder: "/var/lib/gom-hub"
    build: "0.1.0"
    log_bytes: 212992
    waiting_for_verdict: 11
  )pb");
  ExpectGolden("status_vi.txt", StatusView(status, kVi, kView));
  ExpectFits(StatusView(status, kEn, kView), 100);
  EXPECT_THAT(StatusView({}, kVi, kView), HasSubstr("gom-hub plan apply"));
}

TEST(StatusViewTest, NothingToLookAt_IsSaidOnlyWhereItIsSo) {
  EXPECT_THAT(StatusView({}, kVi, kView), HasSubstr("không có gì"));
  const auto returned = FromText<v1::HubStatus>("returned_devices: 1");
  EXPECT_THAT(StatusView(returned, kVi, kView), testing::Not(HasSubstr("không có gì")));
  const auto both = FromText<v1::HubStatus>("returned_devices: 1 held: 2");
  const std::string vi = StatusView(both, kVi, kView);
  EXPECT_EQ(vi.find("Cần xem"), vi.rfind("Cần xem")) << vi;
}

TEST(StatusViewTest, D5_WhatARestoredHubHasToTell_IsASentenceEachWithItsCommand) {
  const auto status = FromText<v1::HubStatus>(
      R"pb(
        term: 2 higher_term_seen: 5 returned_devices: 3 orphans: 4 state_differed: 1
      )pb");
  constexpr View kWide{.width = 400};
  const std::string vi = StatusView(status, kVi, kWide);
  const std::string en = StatusView(status, kEn, kWide);
  for (const char* command : {"gom-hub term begin", "gom-hub device readmit --all",
                              "gom-hub orphans confirm --all", "gom-hub verify"}) {
    EXPECT_THAT(vi, HasSubstr(command));
    EXPECT_THAT(en, HasSubstr(command));
  }
  EXPECT_THAT(StatusView({}, kEn, kView), testing::Not(HasSubstr("gom-hub verify")));
  EXPECT_THAT(en,
              HasSubstr("The log was put back from a backup, or given a new term (now term 2)"));
  v1::HubStatus first;
  first.set_term(1);
  EXPECT_THAT(StatusView(first, kEn, kWide), testing::Not(HasSubstr("put back")));
}

TEST(OrphansTableTest, D5_Words_SayWhichDeviceHandedThemBackAndHowManyMoreWait) {
  const auto orphans = FromText<v1::ListOrphansResponse>(R"pb(
    orphans {
      index: 1312
      unit: "TH-01"
      device: 4711
      at: 1790935500000
      summary_vi: "Đã duyệt"
      summary_en: "Accepted"
    }
  )pb");
  EXPECT_THAT(OrphansTable(orphans, 1, kEn, kView), HasSubstr("4711"));
  EXPECT_THAT(OrphansTable(orphans, 1, kEn, kView), testing::Not(HasSubstr("more wait")));
  EXPECT_THAT(OrphansTable(orphans, 8, kEn, kView), HasSubstr("7 more wait"));
  EXPECT_THAT(OrphansTable(orphans, 8, kVi, kView), HasSubstr("Còn 7 quyết định"));
}

TEST(LogTableTest, Lines_AreShownInTheLanguage) {
  const auto log = FromText<v1::ReadLogResponse>(R"pb(
    lines {
      index: 1312
      at: 1790935500000
      kind: "received"
      summary_vi: "TH-01 gửi biểu mt kỳ 2026-Q3"
      summary_en: "TH-01 sent form mt of 2026-Q3"
    }
  )pb");
  EXPECT_THAT(LogTable(log, kVi, kView),
              HasSubstr("1312 17:05 02/10/2026 received TH-01 gửi biểu mt kỳ 2026-Q3\n"));
  EXPECT_THAT(LogTable(log, kEn, kView), HasSubstr("TH-01 sent form mt"));
  EXPECT_THAT(LogTable({}, kVi, kView), HasSubstr("Không có bản ghi nào"));
}

TEST(PlanSummaryTest, Plan_IsShownOnOneScreen) {
  ExpectGolden("plan_vi.txt", PlanSummary(Plan(), kVi, kView));
  ExpectGolden("plan_en.txt", PlanSummary(Plan(), kEn, kView));
  ExpectFits(PlanSummary(Plan(), kVi, kView), 100);
  ExpectFits(PlanSummary(Plan(), kEn, kView), 100);
}

TEST(PlanSourcesTest, Readings_StandBesideThePrintedWords) {
  const auto plan = FromText<v1::Plan>(R"pb(
    indicators {
      code: "A"
      title { vi: "Người tập huấn" en: "People trained" }
      lead { vi: "Sở" en: "City" }
      partners { vi: "Các trường" en: "Schools" }
      source {
        place: "Mục II.1"
        quote: "Phần đầu trên 95% cán bộ, công chức, viên chức, người lao động trong ngành được tuyên truyền"
        reading {
          vi: "“Phần đầu” hiểu là “Phấn đấu”."
          en: "“Phần đầu” is “Phấn đấu”, to strive for."
        }
      }
      parts { other_readings { label { vi: "chỉ trường của xã" en: "the commune's only" } } }
      parts { other_readings { label { vi: "chỉ trường của xã" en: "the commune's only" } } }
    }
  )pb");
  const std::string vi = PlanSources(plan, kVi, kView), en = PlanSources(plan, kEn, kView);
  EXPECT_THAT(vi, HasSubstr("Được hiểu là (cần xã xác nhận): “Phần đầu” hiểu là “Phấn đấu”."));
  EXPECT_THAT(vi, HasSubstr("Thời gian: kế hoạch để trống"));
  EXPECT_THAT(en, HasSubstr("Lead: City; with: Schools"));
  EXPECT_THAT(en, HasSubstr("worked out beside it: the commune's only\n"));
  ExpectFits(vi, 100);
  ExpectFits(en, 100);
}

TEST(HistoryViewTest, Versions_HaveTheLabelsOfTheForm) {
  const v1::GetPlanResponse plan = Plan();
  const auto history = FromText<v1::GetHistoryResponse>(R"pb(
    revisions {
      id: "a1b2c3d4/1"
      standing: "settled"
      word: WORD_RECEIVED
      values {
        field: "gv"
        value { number: 40 }
      }
    }
    revisions {
      id: "a1b2c3d4/2"
      standing: "head"
      word: WORD_ACCEPTED
      values {
        field: "gv"
        value { number: 41 }
      }
    }
  )pb");
  const std::string shown = HistoryView(history, "mt", &plan.plan(), kVi, kView);
  EXPECT_THAT(shown, HasSubstr("Mục tiêu · 2 bản, cũ trước mới sau"));
  EXPECT_THAT(shown, HasSubstr("Giáo viên đã tập huấn"));
  EXPECT_LT(shown.find("a1b2c3d4/1"), shown.find("a1b2c3d4/2"));
  EXPECT_THAT(HistoryView({}, "mt", nullptr, kVi, kView), HasSubstr("Chưa có báo cáo nào"));
}

}  // namespace
}  // namespace gom::hub
