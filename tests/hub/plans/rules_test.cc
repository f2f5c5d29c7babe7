// Each rule of the Tân Kỳ plan, broken once: a unit that reports nothing wrong, one change, and the
// one finding that must come of it.
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/plan/rule.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hub/plans/demo.h"

namespace gom::hub {
namespace {

const plan::Plan& TanKy() {
  static const std::shared_ptr<const plan::Plan> plan = LoadTanKy();
  return *plan;
}

struct Base {
  std::vector<std::string> kinds;
  v1::Manager manager = v1::MANAGER_COMMUNE;
  // Everything that it reports in a quarter, "form.field=value".
  std::string values;
};

constexpr char kStaffOfSchool[] =
    "ho_so.cbql=2 ho_so.gv=20 ho_so.nv=5 ho_so.nghi_dai_han_ql=0 ho_so.nghi_dai_han_gv=1 "
    "muc_tieu.mt1a_cbql=2 muc_tieu.mt1a_gv=15 muc_tieu.mt1a_nv=3 muc_tieu.mt1b_cbql=2 "
    "muc_tieu.mt1b_gv=18 "
    "nhiem_vu.pl31_cbql=1 nhiem_vu.pl31_gv=10 nhiem_vu.pl31_nv=2 ";
constexpr char kRestOfSchool[] =
    "ho_so.ho_ph=450 ho_so.so_lop=16 muc_tieu.mt3_so_hd=2 muc_tieu.mt3_nguoi=50 "
    "muc_tieu.mt4_cachlam=mau "
    "muc_tieu.mt4_khaosat=300 muc_tieu.mt4_dat=200 giang_day.mt5_co=1 giang_day.mt5_lop=10 "
    "giang_day.mt5_hs=300 "
    "giang_day.pl33_co=1 giang_day.pl34_hs=50 nhiem_vu.pl11_so_hd=3 nhiem_vu.pl11_nguoi=60 "
    "nhiem_vu.pl32_co=1 "
    "nhiem_vu.pl32_dk_nguoi=10 nhiem_vu.pl32_ht_nguoi=5 nhiem_vu.pl32_dk_hs=100 "
    "nhiem_vu.pl32_ht_hs=50 "
    "nhiem_vu.pl35_doi=2 nhiem_vu.pl35_hs=6 nhiem_vu.pl35_giai_truong=1 nhiem_vu.pl35_giai_xa=0 "
    "nhiem_vu.pl35_giai_tp=0 nhiem_vu.pl35_giai_qg=0 nhiem_vu.pl36_co=1 nhiem_vu.pl36_tnv=10 "
    "mo_hinh.pl42_1=1 mo_hinh.pl42_2=1 mo_hinh.pl42_3=0 mo_hinh.pl42_4=0 mo_hinh.pl42_1_ho=50 "
    "mo_hinh.pl42_1_ho_dat=30 mo_hinh.pl42_2_tnv=8";

const Base& BaseOf(const std::string& sort) {
  static const auto* bases = new std::map<std::string, Base>{
      {"lien",
       {{"primary", "lower_secondary"},
        v1::MANAGER_COMMUNE,
        absl::StrCat(kStaffOfSchool,
                     "ho_so.hs_th=300 ho_so.hs_thcs=200 muc_tieu.mt2_th_kynang=200 "
                     "muc_tieu.mt2_th_antoan=190 "
                     "muc_tieu.mt2_thcs_kynang=150 muc_tieu.mt2_thcs_antoan=140 ",
                     kRestOfSchool)}},
      {"thpt",
       {{"upper_secondary"},
        v1::MANAGER_CITY,
        absl::StrCat(kStaffOfSchool,
                     "ho_so.hs_thpt=500 muc_tieu.mt2_thpt_kynang=350 muc_tieu.mt2_thpt_antoan=330 ",
                     kRestOfSchool)}},
      {"gdtx",
       {{"continuing"},
        v1::MANAGER_CITY,
        absl::StrCat(kStaffOfSchool,
                     "ho_so.hs_gdtx=500 muc_tieu.mt2_gdtx_kynang=350 muc_tieu.mt2_gdtx_antoan=330 ",
                     kRestOfSchool)}},
      {"xa",
       {{"office"},
        v1::MANAGER_COMMUNE,
        "ho_so.cong_chuc=5 muc_tieu.mt1a_cong_chuc=4 nhiem_vu.pl12_cong=3 "
        "nhiem_vu.pl31_cong_chuc=3 "
        "van_phong.pl43_co=1 van_phong.pl43_buoi=8 van_phong.kp_tx_giao=100 van_phong.kp_tx_chi=50 "
        "van_phong.kp_dt_giao=100 van_phong.kp_dt_chi=50 van_phong.kp_hd_giao=100 "
        "van_phong.kp_hd_chi=50"}},
  };
  return bases->at(sort);
}

// A unit's year, as its values are set one by one.
class Year {
 public:
  explicit Year(const std::string& sort)
      : unit_(TanKy().CompileUnit("31XX01", sort, BaseOf(sort).kinds, v1::OWNERSHIP_PUBLIC,
                                  BaseOf(sort).manager, plan::kNoFirstDay, plan::kNoLastDay, "")),
        entries_(TanKy().forms.size() * TanKy().periods.size()) {}

  // "form.field=value form.field=value …"; a text writes its blanks as underscores.
  void Set(int period, const std::string& assignments) {
    for (absl::string_view one : absl::StrSplit(assignments, ' ', absl::SkipEmpty())) {
      const std::pair<std::string, std::string> halves =
          absl::StrSplit(one, absl::MaxSplits('=', 1));
      const std::pair<std::string, std::string> name = absl::StrSplit(halves.first, '.');
      const int form = TanKy().FormIndex(name.first);
      ASSERT_GE(form, 0) << one;
      const plan::Form& f = TanKy().forms[static_cast<size_t>(form)];
      if (!f.asked_in[static_cast<size_t>(period)]) continue;
      const plan::Field* field = f.FindField(name.second);
      ASSERT_NE(field, nullptr) << one;
      Put(form, period, *field, halves.second);
    }
  }

  std::vector<plan::Finding> Findings(const std::string& form, int period) {
    const int index = TanKy().FormIndex(form);
    const Slot& slot = At(index, period);
    std::vector<plan::EntryFacts> facts(entries_.size());
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].reported) facts[i].values = &entries_[i].values;
    }
    return plan::Check(TanKy(), {&unit_, facts, {}, {}}, index, period, slot.values, slot.texts);
  }

  std::set<std::string> Codes(const std::string& form, int period) {
    std::set<std::string> codes;
    for (const plan::Finding& f : Findings(form, period)) {
      codes.insert(f.code);
      EXPECT_THAT(f.message.vi(), ::testing::Not(::testing::ContainsRegex("[{}]"))) << f.code;
      EXPECT_THAT(f.message.en(), ::testing::Not(::testing::ContainsRegex("[{}]"))) << f.code;
    }
    return codes;
  }

 private:
  struct Slot {
    bool reported = false;
    plan::Values values;
    plan::Texts texts;
  };
  Slot& At(int form, int period) {
    return entries_[static_cast<size_t>(form) * TanKy().periods.size() +
                    static_cast<size_t>(period)];
  }
  void Put(int form, int period, const plan::Field& field, const std::string& value) {
    Slot& slot = At(form, period);
    slot.reported = true;
    int64_t number = 0;
    if (field.type == plan::FieldType::kText) {
      slot.texts[{field.number, 0, 0}] = absl::StrReplaceAll(value, {{"_", " "}});
      return;
    }
    if (field.type == plan::FieldType::kChoice) {
      number = field.FindOption(value)->number();
    } else if (field.type == plan::FieldType::kDate) {
      number = plan::ParseDay(value).value();
    } else {
      ASSERT_TRUE(absl::SimpleAtoi(value, &number)) << value;
    }
    slot.values.Set(field.number, plan::FieldValue::Number(number));
  }

  plan::Unit unit_;
  std::vector<Slot> entries_;
};

struct Case {
  std::string rules;  // the findings that must come, and no others
  std::string sort;
  int quarter;  // in which the change is made and looked at; reported are the second quarter up to
                // this one
  std::string change;  // the first field's form is the one that is looked at
  std::vector<std::pair<int, std::string>> before = {};  // changes of earlier quarters
};

std::vector<Case> Cases() {
  std::vector<Case> cases = {
      // The profile.
      {"tong_nguoi_khop", "lien", 2, "ho_so.tong_nguoi=28"},
      {"tong_hs_khop", "lien", 2, "ho_so.tong_hs=501"},
      {"ho_ph_vua_phai", "lien", 2, "ho_so.ho_ph=501"},
      {"nghi_ql_vua_phai mt1b_cbql_vua_phai", "lien", 2, "ho_so.nghi_dai_han_ql=3"},
      {"nghi_gv_vua_phai mt1b_gv_vua_phai", "lien", 2, "ho_so.nghi_dai_han_gv=21"},
      {"nhan_su_bien_dong", "lien", 4, "ho_so.gv=26"},
      {"hoc_sinh_bien_dong", "lien", 4, "ho_so.hs_th=401"},
      {"ty_le_hs_gv_thap", "lien", 2, "ho_so.gv=101"},
      {"ty_le_hs_gv_cao mt1a_gv_vua_phai mt1b_gv_vua_phai pl31_gv_vua_phai pl32_dk_nguoi_vua_phai",
       "lien", 2, "ho_so.gv=2"},
      // MT1, PL3.1.
      {"mt1a_cbql_vua_phai", "lien", 2, "muc_tieu.mt1a_cbql=3"},
      {"mt1a_gv_vua_phai", "lien", 2, "muc_tieu.mt1a_gv=21"},
      {"mt1a_nv_vua_phai", "lien", 2, "muc_tieu.mt1a_nv=6"},
      {"mt1a_cong_chuc_vua_phai", "xa", 2, "muc_tieu.mt1a_cong_chuc=6"},
      {"pl31_cbql_vua_phai pl31_cbql_trong_mt1a", "lien", 2, "nhiem_vu.pl31_cbql=3"},
      {"pl31_gv_vua_phai pl31_gv_trong_mt1a", "lien", 2, "nhiem_vu.pl31_gv=21"},
      {"pl31_nv_vua_phai pl31_nv_trong_mt1a", "lien", 2, "nhiem_vu.pl31_nv=6"},
      {"pl31_cong_chuc_vua_phai pl31_cong_chuc_trong_mt1a", "xa", 2, "nhiem_vu.pl31_cong_chuc=6"},
      {"pl31_gv_trong_mt1a", "lien", 2, "nhiem_vu.pl31_gv=16"},
      {"mt1a_tuyen_truyen_vua_phai", "lien", 2, "muc_tieu.mt1a_tuyen_truyen=28"},
      {"mt1a_boi_duong_vua_phai", "lien", 2, "muc_tieu.mt1a_boi_duong=28"},
      {"mt1a_tu_hoc_vua_phai", "lien", 2, "muc_tieu.mt1a_tu_hoc=28"},
      {"mt1a_vneid_vua_phai", "lien", 2, "muc_tieu.mt1a_vneid=28"},
      {"mt1a_khong_giam", "lien", 4, "muc_tieu.mt1a_gv=14"},
      {"mt1a_tang_nhanh", "xa", 4, "muc_tieu.mt1a_cong_chuc=5", {{3, "muc_tieu.mt1a_cong_chuc=3"}}},
      {"pl31_khong_giam", "lien", 4, "nhiem_vu.pl31_gv=9"},
      {"pl31_tang_nhanh pl31_cong_chuc_trong_mt1a", "xa", 4, "nhiem_vu.pl31_cong_chuc=5"},
      {"mt1b_cbql_vua_phai", "lien", 2, "muc_tieu.mt1b_cbql=3"},
      {"mt1b_gv_vua_phai", "lien", 2, "muc_tieu.mt1b_gv=20"},
      // MT2 as one.
      {"mt2_kynang_khong_giam", "lien", 4, "muc_tieu.mt2_th_kynang=199"},
      {"mt2_antoan_khong_giam", "lien", 4, "muc_tieu.mt2_th_antoan=189"},
      {"", "lien", 3, "muc_tieu.mt2_th_antoan=100"},  // a new school year begins
      {"mt2_kynang_tang_nhanh mt2_antoan_tang_nhanh",
       "lien",
       4,
       "muc_tieu.mt2_th_kynang=300 muc_tieu.mt2_thcs_kynang=200 muc_tieu.mt2_th_antoan=300 "
       "muc_tieu.mt2_thcs_antoan=200",
       {{3, "muc_tieu.mt2_th_kynang=199"}}},
      // MT3, MT4.
      {"mt3_nhieu", "lien", 2, "muc_tieu.mt3_so_hd=21"},
      {"", "lien", 4, "muc_tieu.mt3_so_hd=19"},
      {"mt3_tang_nhanh", "lien", 4, "muc_tieu.mt3_so_hd=20"},
      {"mt3_nhieu mt3_tang_nhanh", "lien", 4, "muc_tieu.mt3_so_hd=21"},
      {"pl42_can_mt3", "lien", 2, "muc_tieu.mt3_so_hd=0"},
      {"", "lien", 3, "muc_tieu.mt3_so_hd=0"},
      {"mt4_dat_vua_phai mt4_tang_nhanh", "lien", 4, "muc_tieu.mt4_dat=301"},
      {"mt4_dat_vua_phai", "lien", 2, "muc_tieu.mt4_khaosat=199"},
      {"mt4_tang_nhanh", "lien", 4, "muc_tieu.mt4_dat=300"},
      {"mt4_khaosat_vua_phai", "lien", 2, "muc_tieu.mt4_khaosat=451"},
      {"mt4_chua_khao_sat", "lien", 2, "muc_tieu.mt4_cachlam=chua"},
      // Teaching.
      {"mt5_co_lop", "lien", 2, "giang_day.mt5_lop=0"},
      {"mt5_lop_vua_phai", "lien", 2, "giang_day.mt5_lop=17"},
      {"mt5_hs_vua_phai", "lien", 2, "giang_day.mt5_hs=501"},
      {"mt5_can_pl33", "lien", 2, "giang_day.pl33_co=0"},
      {"pl34_hs_vua_phai", "lien", 2, "giang_day.pl34_hs=501"},
      // The other tasks.
      {"pl11_tang_nhanh", "lien", 4, "nhiem_vu.pl11_so_hd=30"},
      {"pl32_ht_nguoi_vua_phai", "lien", 2, "nhiem_vu.pl32_ht_nguoi=11"},
      {"pl32_dk_nguoi_vua_phai", "lien", 2, "nhiem_vu.pl32_dk_nguoi=28"},
      {"pl32_ht_hs_vua_phai", "lien", 2, "nhiem_vu.pl32_ht_hs=101"},
      {"pl32_dk_hs_vua_phai", "lien", 2, "nhiem_vu.pl32_dk_hs=501"},
      {"pl35_doi_vua_phai", "lien", 2, "nhiem_vu.pl35_doi=7"},
      {"pl35_giai_vua_phai", "lien", 2, "nhiem_vu.pl35_giai_tp=2"},
      {"pl36_can_tnv pl42_tnv_pl36", "lien", 2, "nhiem_vu.pl36_tnv=0"},
      {"pl36_tnv_vua_phai", "lien", 2, "nhiem_vu.pl36_tnv=528"},
      {"pl42_ho_dat_vua_phai", "lien", 2, "mo_hinh.pl42_1_ho_dat=51"},
      {"pl42_tnv_pl36", "lien", 2, "mo_hinh.pl42_2_tnv=11"},
      {"pl13_trong_quy_iv", "lien", 4, "ngay_hoi.pl13_co=1 ngay_hoi.pl13_ngay=2026-09-30"},
      {"pl13_quanh_10_10", "lien", 4, "ngay_hoi.pl13_co=1 ngay_hoi.pl13_ngay=2026-10-25"},
      {"", "lien", 4, "ngay_hoi.pl13_co=1 ngay_hoi.pl13_ngay=2026-10-10"},
      // Three times the same.
      {"mt1a_ba_ky", "lien", 4, "muc_tieu.mt1a_nv=3", {{2, "muc_tieu.mt1a_nv=3"}}},
      {"mt2_ba_ky", "lien", 4, "muc_tieu.mt2_th_kynang=200", {{2, "muc_tieu.mt2_th_kynang=200"}}},
      {"mt3_nguoi_ba_ky",
       "lien",
       4,
       "muc_tieu.mt3_nguoi=9",
       {{2, "muc_tieu.mt3_nguoi=9"}, {3, "muc_tieu.mt3_nguoi=9"}}},
      {"mt4_ba_ky",
       "lien",
       4,
       "muc_tieu.mt4_dat=200",
       {{2, "muc_tieu.mt4_dat=200"}, {3, "muc_tieu.mt4_dat=200"}}},
      {"pl11_nguoi_ba_ky",
       "lien",
       4,
       "nhiem_vu.pl11_nguoi=9",
       {{2, "nhiem_vu.pl11_nguoi=9"}, {3, "nhiem_vu.pl11_nguoi=9"}}},
      // The office.
      {"pl43_can_buoi", "xa", 2, "van_phong.pl43_buoi=0"},
      {"kp_tx_vua_phai", "xa", 2, "van_phong.kp_tx_chi=101"},
      {"kp_dt_vua_phai", "xa", 2, "van_phong.kp_dt_chi=101"},
      {"kp_hd_vua_phai", "xa", 2, "van_phong.kp_hd_chi=101"},
  };
  for (const char* model : {"1", "2", "3", "4"}) {
    const std::string rule = absl::StrCat("pl42_", model, "_ngay_hop_le");
    const std::string field = absl::StrCat("mo_hinh.pl42_", model, "_ngay=");
    cases.push_back({rule, "lien", 2, absl::StrCat(field, "2025-03-20")});
    cases.push_back({"", "lien", 2, absl::StrCat(field, "2025-03-21")});
  }
  for (const auto& [level, sort, all] :
       std::vector<std::tuple<const char*, const char*, int>>{{"th", "lien", 300},
                                                              {"thcs", "lien", 200},
                                                              {"thpt", "thpt", 500},
                                                              {"gdtx", "gdtx", 500}}) {
    const std::string field = absl::StrCat("muc_tieu.mt2_", level);
    cases.push_back({absl::StrCat("mt2_", level, "_kynang_vua_phai"), sort, 2,
                     absl::StrCat(field, "_kynang=", all + 1)});
    cases.push_back({absl::StrCat("mt2_", level, "_antoan_vua_phai mt2_", level, "_antoan_kynang"),
                     sort, 2, absl::StrCat(field, "_antoan=", all + 1)});
    cases.push_back({absl::StrCat("mt2_", level, "_antoan_kynang"), sort, 2,
                     absl::StrCat(field, "_kynang=", 130)});
  }
  for (const char* box :
       {"muc_tieu.mt3_mo_ta", "giang_day.pl33_mo_ta", "giang_day.pl34_mo_ta",
        "thuyet_minh.kho_khan", "thuyet_minh.kien_nghi", "thuyet_minh.mo_hinh_hay"}) {
    const std::string code = std::vector<std::string>(absl::StrSplit(box, '.'))[1];
    cases.push_back({absl::StrCat(code, "_so_dinh_danh"), "lien", 2,
                     absl::StrCat(box, "=Số_031099001234_của_một_em")});
    cases.push_back(
        {absl::StrCat(code, "_so_dien_thoai"), "lien", 2, absl::StrCat(box, "=gọi_0912.345.678")});
    cases.push_back({absl::StrCat(code, "_so_dien_thoai"), "lien", 2,
                     absl::StrCat(box, "=gọi_+84_912_345_678")});
    cases.push_back(
        {"", "lien", 2, absl::StrCat(box, "=Năm_2026_có_1.234_người,_10.000.000_đồng")});
  }
  return cases;
}

// What the quarters look like when nothing is changed: people rise a little, so that nothing looks
// copied.
std::string Later(int quarter) {
  if (quarter == 2) return "";
  const int n = quarter - 2;
  return absl::StrCat("muc_tieu.mt3_nguoi=", 50 + n, " muc_tieu.mt4_dat=", 200 + n,
                      " nhiem_vu.pl11_nguoi=", 60 + n);
}

Year Unbroken(const std::string& sort, int until) {
  static const auto* second = new std::map<std::string, std::string>{
      {"lien", "muc_tieu.mt1a_nv=2 muc_tieu.mt2_th_kynang=201"},
      {"thpt", "muc_tieu.mt1a_nv=2 muc_tieu.mt2_thpt_kynang=351"},
      {"gdtx", "muc_tieu.mt1a_nv=2 muc_tieu.mt2_gdtx_kynang=351"},
      {"xa", "muc_tieu.mt1a_cong_chuc=3"}};
  Year year(sort);
  for (int quarter = 2; quarter <= until; ++quarter) {
    year.Set(quarter - 1, BaseOf(sort).values);
    if (sort != "xa") year.Set(quarter - 1, Later(quarter));
  }
  // The second quarter differs from the third, so that the fourth is no third time the same.
  year.Set(1, second->at(sort));
  return year;
}

TEST(TanKyRules, UnbrokenYear_HasNoFindings) {
  for (const char* sort : {"lien", "thpt", "gdtx", "xa"}) {
    Year year = Unbroken(sort, 4);
    for (const plan::Form& form : TanKy().forms) {
      if (form.code == "ngay_hoi" || form.code == "thuyet_minh" || form.code == "sang_kien")
        continue;
      if (form.code == (std::string(sort) == "xa" ? "mo_hinh" : "van_phong")) continue;
      if (std::string(sort) == "xa" && form.code == "giang_day") continue;
      for (int period = 1; period < 4; ++period) {
        if (!form.asked_in[static_cast<size_t>(period)]) continue;
        EXPECT_THAT(year.Codes(form.code, period), ::testing::IsEmpty())
            << sort << " " << form.code << " " << period;
      }
    }
  }
}

TEST(TanKyRules, EachBreach_HasItsFindingAndNoOther) {
  for (const Case& c : Cases()) {
    SCOPED_TRACE(absl::StrCat(c.sort, " quarter ", c.quarter, ": ", c.change));
    Year year = Unbroken(c.sort, c.quarter);
    for (const auto& [quarter, change] : c.before) year.Set(quarter - 1, change);
    year.Set(c.quarter - 1, c.change);
    const std::string form = c.change.substr(0, c.change.find('.'));
    const std::set<std::string> expected = absl::StrSplit(c.rules, ' ', absl::SkipEmpty());
    EXPECT_EQ(year.Codes(form, c.quarter - 1), expected);
  }
}

TEST(TanKyRules, EveryRule_IsBrokenHereOnce) {
  std::set<std::string> broken, rules;
  for (const Case& c : Cases()) {
    broken.merge(std::set<std::string>(absl::StrSplit(c.rules, ' ', absl::SkipEmpty())));
  }
  for (const plan::Rule& rule : TanKy().rules) rules.insert(rule.code);
  EXPECT_EQ(broken, rules);
}

// What the clerk reads. The one finding that comes of a change.
plan::Finding After(const std::string& sort, int quarter, const std::string& change) {
  Year year = Unbroken(sort, quarter);
  year.Set(quarter - 1, change);
  const std::vector<plan::Finding> findings =
      year.Findings(change.substr(0, change.find('.')), quarter - 1);
  EXPECT_EQ(findings.size(), 1u) << change;
  return findings.empty() ? plan::Finding{} : findings[0];
}

TEST(TanKyRules, H1_NumeratorAboveDenominator_IsBlocked) {
  const plan::Finding f = After("lien", 2, "muc_tieu.mt4_dat=1300 muc_tieu.mt4_khaosat=450");
  EXPECT_EQ(f.severity, v1::SEVERITY_ERROR);
  EXPECT_TRUE(f.within_entry);
  EXPECT_EQ(f.message.vi(),
            "Số hộ đạt (1.300) lớn hơn số hộ đã khảo sát (450): xin sửa một trong hai số.");
  EXPECT_EQ(
      f.message.en(),
      "More households have the skills (1,300) than were asked (450): correct one of the two.");
}

TEST(TanKyRules, H1_NumeratorAboveTheProfile_IsAnErrorAcrossEntries) {
  const plan::Finding f = After("lien", 2, "muc_tieu.mt1b_gv=20");
  EXPECT_EQ(f.severity, v1::SEVERITY_ERROR);
  EXPECT_FALSE(f.within_entry);
}

TEST(TanKyRules, H2_PartsAndTotalDiffer_IsBlockedWithBothShown) {
  const plan::Finding f = After("lien", 2, "ho_so.tong_nguoi=28");
  EXPECT_EQ(f.severity, v1::SEVERITY_ERROR);
  EXPECT_TRUE(f.within_entry);
  EXPECT_EQ(f.message.vi(),
            "Tổng số người ghi là 28, nhưng cán bộ quản lý, giáo viên và nhân viên cộng lại là 27: "
            "xin sửa cho khớp "
            "hoặc để trống ô tổng.");
}

TEST(TanKyRules, H5_CumulativeFigureFalls_AsksForAReason) {
  const plan::Finding f = After("lien", 4, "muc_tieu.mt1a_gv=14");
  EXPECT_EQ(f.severity, v1::SEVERITY_WARNING);
  EXPECT_THAT(f.message.vi(), ::testing::HasSubstr("giảm từ 20 xuống 19 trong cùng năm học"));
}

TEST(TanKyRules, H6_TenTimesAsMany_AsksForAReason) {
  const plan::Finding f = After("lien", 4, "nhiem_vu.pl11_so_hd=30");
  EXPECT_EQ(f.severity, v1::SEVERITY_WARNING);
  EXPECT_THAT(f.message.vi(), ::testing::HasSubstr("tăng từ 3 lên 30, gấp 10 lần trở lên"));
}

TEST(TanKyRules, H14_FieldOfAnotherLevel_IsRefused) {
  const plan::Finding f = After("lien", 2, "muc_tieu.mt2_thpt_kynang=5");
  EXPECT_EQ(f.severity, v1::SEVERITY_ERROR);
  EXPECT_EQ(f.code, "does_not_apply");
}

}  // namespace
}  // namespace gom::hub
