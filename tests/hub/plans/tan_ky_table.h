// What each indicator of the Tân Kỳ plan must be, written down by hand from the printed plan and
// its reading: nothing here is taken from hub/plans/tan-ky-2026.textproto.
#ifndef GOM_TESTS_HUB_PLANS_TAN_KY_TABLE_H_
#define GOM_TESTS_HUB_PLANS_TAN_KY_TABLE_H_

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace gom::hub {

// Who is asked, by the sorts of units of tan_ky_test.cc: "mn" kindergarten, "th" primary, "thcs"
// lower secondary, "lien" primary and lower secondary in one, "thpt" upper secondary, "gdtx"
// continuing, "xa" the office; "*" is private.
inline constexpr char kAll[] = "mn mn* th th* thcs lien thpt gdtx xa";
inline constexpr char kSchools[] = "mn mn* th th* thcs lien thpt gdtx";
inline constexpr char kPublic[] = "mn th thcs lien thpt gdtx";
inline constexpr char kPupils[] = "th th* thcs lien thpt gdtx";
inline constexpr char kOffice[] = "xa";

struct ExpectedPart {
  const char* code;
  const char* kind;     // ratio, share, items, sum
  const char* target;   // "> 95", ">= 100", "" for none
  const char* applies;  // names of sorts
  const char* time;
  const char* asked;  // periods of 2026 in which it is asked
  const char* of;     // "numerator / denominator [population]", "condition", "list option", "sum"
  const char* readings;  // labels of the other readings, joined by "; "
};
struct Expected {
  const char* code;
  const char* place;
  const char* time;  // as printed
  const char* headline;
  std::vector<ExpectedPart> parts;
  const char* rules;  // codes of all rules that read what it counts, in any order
};

inline constexpr char kCommune[] = "chỉ trường do xã quản lý";
inline constexpr char kStaff[] = "ho_so.cbql + ho_so.gv + ho_so.nv + ho_so.cong_chuc";
inline const std::string& Text(std::string s) {
  static std::set<std::string> kept;
  return *kept.insert(std::move(s)).first;
}
inline const char* Over(const char* num, const char* den) {
  return Text(absl::StrCat(num, " / ", den)).c_str();
}

inline std::vector<Expected> Table() {
  const char* year = "1 2 3 4";
  const char* pupils_by_level = "ho_so.hs_th + ho_so.hs_thcs + ho_so.hs_thpt + ho_so.hs_gdtx";
  return {
      {"MT1a",
       "Mục II.1",
       "Năm 2026",
       "",
       {{"", "ratio", "> 95", kAll, "latest", year,
         Over("muc_tieu.mt1a_cbql + muc_tieu.mt1a_gv + muc_tieu.mt1a_nv + muc_tieu.mt1a_cong_chuc",
              kStaff),
         kCommune}},
       "mt1a_cbql_vua_phai mt1a_gv_vua_phai mt1a_nv_vua_phai mt1a_cong_chuc_vua_phai "
       "pl31_cbql_trong_mt1a pl31_gv_trong_mt1a pl31_nv_trong_mt1a pl31_cong_chuc_trong_mt1a "
       "mt1a_khong_giam mt1a_tang_nhanh mt1a_ba_ky"},
      {"MT1b",
       "Mục II.1",
       "Năm 2026",
       "",
       {{"", "ratio", ">= 100", kPublic, "latest", year,
         Over("muc_tieu.mt1b_cbql + muc_tieu.mt1b_gv",
              "ho_so.cbql + ho_so.gv - ho_so.nghi_dai_han_ql - ho_so.nghi_dai_han_gv"),
         kCommune}},
       "mt1b_cbql_vua_phai mt1b_gv_vua_phai"},
      {"MT2",
       "Mục II.2",
       "Năm 2026",
       "smallest",
       {{"a", "ratio", ">= 100", kPupils, "latest", year,
         Over("muc_tieu.mt2_th_kynang + muc_tieu.mt2_thcs_kynang + muc_tieu.mt2_thpt_kynang + "
              "muc_tieu.mt2_gdtx_kynang",
              pupils_by_level),
         kCommune},
        {"b", "ratio", ">= 100", kPupils, "latest", year,
         Over("muc_tieu.mt2_th_antoan + muc_tieu.mt2_thcs_antoan + muc_tieu.mt2_thpt_antoan + "
              "muc_tieu.mt2_gdtx_antoan",
              pupils_by_level),
         kCommune}},
       "mt2_th_kynang_vua_phai mt2_thcs_kynang_vua_phai mt2_thpt_kynang_vua_phai "
       "mt2_gdtx_kynang_vua_phai mt2_th_antoan_vua_phai mt2_thcs_antoan_vua_phai "
       "mt2_thpt_antoan_vua_phai mt2_gdtx_antoan_vua_phai mt2_th_antoan_kynang "
       "mt2_thcs_antoan_kynang mt2_thpt_antoan_kynang mt2_gdtx_antoan_kynang mt2_kynang_khong_giam "
       "mt2_antoan_khong_giam mt2_kynang_tang_nhanh mt2_antoan_tang_nhanh mt2_ba_ky"},
      {"MT3",
       "Mục II.3",
       "Năm 2026",
       "",
       {{"", "share", ">= 75", kSchools, "sum", year, "muc_tieu.mt3_so_hd >= 1", kCommune}},
       "mt3_nhieu mt3_tang_nhanh pl42_can_mt3"},
      {"MT4",
       "Mục II.4",
       "Năm 2026",
       "",
       {{"", "ratio", ">= 79", kSchools, "latest", year,
         "muc_tieu.mt4_dat / muc_tieu.mt4_khaosat [ho_so.ho_ph]",
         "không tính trường mầm non; chỉ trường do xã quản lý"}},
       "mt4_dat_vua_phai mt4_khaosat_vua_phai mt4_chua_khao_sat mt4_tang_nhanh mt4_ba_ky"},
      {"MT5",
       "Mục II.5",
       "Năm 2026",
       "",
       {{"", "share", ">= 85", kPupils, "every", "2 4", "giang_day.mt5_co = 1",
         "tính cả trường mầm non; chỉ hỏi kỳ gần nhất; chỉ trường do xã quản lý"}},
       "mt5_co_lop mt5_can_pl33"},
      {"PL1.1",
       "Phụ lục 1.1",
       "Thường xuyên",
       "",
       {{"", "share", ">= 100", kSchools, "sum", year, "nhiem_vu.pl11_so_hd >= 1",
         "có hoạt động trong mọi kỳ học; chỉ trường do xã quản lý"}},
       "pl11_tang_nhanh"},
      {"PL1.2",
       "Phụ lục 1.2",
       "Thường xuyên",
       "first",
       {{"a", "sum", "", kAll, "sum", year, "nhiem_vu.pl12_cong", "chỉ Phòng Văn hóa - Xã hội"},
        {"b", "sum", "", kAll, "sum", year, "nhiem_vu.pl12_mxh", "chỉ Phòng Văn hóa - Xã hội"}},
       ""},
      {"PL1.3",
       "Phụ lục 1.3",
       "Quý IV/2026",
       "",
       {{"", "share", ">= 100", kSchools, "any", "4", "ngay_hoi.pl13_co = 1", kCommune}},
       ""},
      {"PL2.1",
       "Phụ lục 2.1",
       "Thường xuyên",
       "",
       {{"", "items", ">= 1", kSchools, "sum", year, "sang_kien.sang_kien trang_thai=ap_dung", ""}},
       ""},
      {"PL3.1",
       "Phụ lục 3.1",
       "Thường xuyên",
       "",
       {{"", "ratio", ">= 100", kAll, "latest", year,
         Over("nhiem_vu.pl31_cbql + nhiem_vu.pl31_gv + nhiem_vu.pl31_nv + nhiem_vu.pl31_cong_chuc",
              kStaff),
         kCommune}},
       "pl31_cbql_vua_phai pl31_gv_vua_phai pl31_nv_vua_phai pl31_cong_chuc_vua_phai "
       "pl31_cbql_trong_mt1a pl31_gv_trong_mt1a pl31_nv_trong_mt1a pl31_cong_chuc_trong_mt1a "
       "pl31_khong_giam pl31_tang_nhanh"},
      {"PL3.2",
       "Phụ lục 3.2",
       "",
       "",
       {{"", "share", ">= 100", kSchools, "any", year, "nhiem_vu.pl32_co = 1", kCommune}},
       ""},
      {"PL3.3",
       "Phụ lục 3.3",
       "Thường xuyên",
       "first",
       {{"a", "share", "", kPupils, "latest in school year", "1 2 4", "giang_day.pl33_co = 1", ""},
        {"b", "share", "", kPupils, "latest in school year", "1 2 4", "giang_day.pl33_ai = 1", ""},
        {"c", "sum", "", kPupils, "latest in school year", "1 2 4", "giang_day.pl33_mon", ""}},
       "mt5_can_pl33"},
      {"PL3.4",
       "Phụ lục 3.4",
       "Thường xuyên",
       "first",
       {{"a", "sum", "", kPupils, "latest", "1 2 4", "giang_day.pl34_clb", ""},
        {"b", "sum", "", kPupils, "sum", "1 2 4", "giang_day.pl34_su_kien", ""},
        {"c", "sum", "", kPupils, "latest", "1 2 4", "giang_day.pl34_hs", ""}},
       "pl34_hs_vua_phai"},
      {"PL3.5",
       "Phụ lục 3.5",
       "Thường xuyên",
       "first",
       {{"a", "sum", "", kPupils, "sum", year, "nhiem_vu.pl35_doi", ""},
        {"b", "sum", "", kPupils, "sum", year, "nhiem_vu.pl35_hs", ""},
        {"c", "sum", "", kPupils, "sum", year,
         "nhiem_vu.pl35_giai_truong + nhiem_vu.pl35_giai_xa + nhiem_vu.pl35_giai_tp + "
         "nhiem_vu.pl35_giai_qg",
         ""}},
       "pl35_doi_vua_phai pl35_giai_vua_phai"},
      {"PL3.6",
       "Phụ lục 3.6",
       "Thường xuyên",
       "",
       {{"", "share", ">= 100", kSchools, "any", year, "nhiem_vu.pl36_co = 1", kCommune}},
       "pl36_can_tnv"},
      {"PL4.1",
       "Phụ lục 4.1",
       "Thường xuyên",
       "first",
       {{"a", "items", ">= 1", kSchools, "latest", year, "sang_kien.dien_hinh loai=truong", ""},
        {"b", "items", "", kSchools, "latest", year, "sang_kien.dien_hinh loai=lop", ""},
        {"c", "items", "", kSchools, "latest", year, "sang_kien.dien_hinh loai=giao_vien", ""}},
       ""},
      {"PL4.2",
       "Phụ lục 4.2",
       "Thường xuyên",
       "first",
       {{"a", "share", ">= 100", kSchools, "any", year,
         "mo_hinh.pl42_1 + mo_hinh.pl42_2 + mo_hinh.pl42_3 + mo_hinh.pl42_4 >= 1", kCommune},
        {"b", "sum", "", kSchools, "latest", year, "mo_hinh.pl42_1", ""},
        {"c", "sum", "", kSchools, "latest", year, "mo_hinh.pl42_2", ""},
        {"d", "sum", "", kSchools, "latest", year, "mo_hinh.pl42_3", ""},
        {"e", "sum", "", kSchools, "latest", year, "mo_hinh.pl42_4", ""}},
       "pl42_can_mt3 pl42_tnv_pl36"},
      {"PL4.3",
       "Phụ lục 4.3",
       "Thường xuyên",
       "first",
       {{"a", "share", ">= 100", kOffice, "every", "2 4", "van_phong.pl43_co = 1", ""},
        {"b", "sum", "", kOffice, "sum", year, "van_phong.pl43_buoi", ""},
        {"c", "sum", "", kOffice, "sum", year, "van_phong.pl43_nguoi", ""}},
       "pl43_can_buoi"},
  };
}

// Who leads and who takes part, and what is to come of it, as printed. Goals name nobody: section
// V.1 is read for them.
struct Responsible {
  const char* code;
  const char* lead;
  const char* partners;
  const char* result;  // words of the expected result
};

inline std::vector<Responsible> ResponsibleTable() {
  const char* office = "Phòng Văn hóa - Xã hội";
  const char* city = "Sở Giáo dục và Đào tạo";
  const char* schools = "Các nhà trường";
  const char* both = "UBND xã, các nhà trường";
  return {
      {"MT1a", office, schools, "Trên 95 %"},
      {"MT1b", office, schools, "100 %"},
      {"MT2", office, schools, "100 %"},
      {"MT3", office, schools, "75 %"},
      {"MT4", office, schools, "79 %"},
      {"MT5", office, schools, "85 %"},
      {"PL1.1", schools, "UBND xã", "100 % cơ sở giáo dục có hoạt động lồng ghép"},
      {"PL1.2", office, schools, "cổng thông tin điện tử, trang mạng xã hội"},
      {"PL1.3", city, both, "100 % cơ sở giáo dục có hoạt động phù hợp"},
      {"PL2.1", city, both, "01 sáng kiến, giải pháp được áp dụng đạt hiệu quả cao"},
      {"PL3.1", city, both, "100 % cán bộ, công chức, viên chức, người lao động"},
      {"PL3.2", city, both, "100 % cơ sở giáo dục"},
      {"PL3.3", city, both, "tích hợp giáo dục kỹ năng số cho học sinh"},
      {"PL3.4", city, both, "STEAM/STEM"},
      {"PL3.5", city, both, "Đội thi"},
      {"PL3.6", city, "UBND xã", "100 % đơn vị huy động đoàn viên, thanh niên"},
      {"PL4.1", city, both, "Tối thiểu 01 mô hình trường học số tiêu biểu"},
      {"PL4.2", schools, "UBND xã", "tối thiểu 01 mô hình"},
      {"PL4.3", "Phòng Văn hóa - Xã hội xã", schools, "hoạt động thường xuyên"},
  };
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_PLANS_TAN_KY_TABLE_H_
