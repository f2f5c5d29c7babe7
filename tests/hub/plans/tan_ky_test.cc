// What the Tân Kỳ plan must be, written down a second time by hand from the printed plan and its
// reading, so that a slip in hub/plans/tan-ky-2026.textproto shows. Nothing here is taken from that
// file.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/plan/plan.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hub/plans/demo.h"
#include "tests/hub/plans/tan_ky_table.h"

namespace gom::hub {
namespace {

using ::testing::IsEmpty;

const plan::Plan& TanKy() {
  static const std::shared_ptr<const plan::Plan> plan = LoadTanKy();
  return *plan;
}

// One unit of every sort that a commune may have. "*" is private; upper secondary and continuing
// answer to the city.
struct Sort {
  std::string name;
  plan::Unit unit;
};
std::vector<Sort> Sorts() {
  const auto make = [](const char* name, std::vector<std::string> kinds, bool is_public,
                       bool commune) {
    return Sort{name, TanKy().CompileUnit("X", name, kinds,
                                          is_public ? v1::OWNERSHIP_PUBLIC : v1::OWNERSHIP_PRIVATE,
                                          commune ? v1::MANAGER_COMMUNE : v1::MANAGER_CITY,
                                          plan::kNoFirstDay, plan::kNoLastDay, "")};
  };
  return {make("mn", {"kindergarten"}, true, true),
          make("mn*", {"kindergarten"}, false, true),
          make("th", {"primary"}, true, true),
          make("th*", {"primary"}, false, true),
          make("thcs", {"lower_secondary"}, true, true),
          make("lien", {"primary", "lower_secondary"}, true, true),
          make("thpt", {"upper_secondary"}, true, false),
          make("gdtx", {"continuing"}, true, false),
          make("xa", {"office"}, true, true)};
}
// ---------------------------------------------------------------------------------------------------------------
// The loaded plan in the words of the table.

std::string NameOf(const plan::FieldRef& field) {
  return absl::StrCat(TanKy().forms[static_cast<size_t>(field.form)].code, ".",
                      field.definition->code);
}

std::string Show(const plan::Sum& sum) {
  std::string out;
  for (const plan::Term& term : sum.terms) {
    if (!out.empty()) absl::StrAppend(&out, term.coefficient < 0 ? " - " : " + ");
    if (std::abs(term.coefficient) != 1) absl::StrAppend(&out, std::abs(term.coefficient), "*");
    absl::StrAppend(&out, NameOf(term.field));
  }
  if (sum.constant != 0 || sum.terms.empty()) {
    absl::StrAppend(&out, out.empty() ? "" : " + ", sum.constant);
  }
  return out;
}

const char* Show(v1::Operator op) {
  switch (op) {
    case v1::OPERATOR_MORE:
      return ">";
    case v1::OPERATOR_AT_LEAST:
      return ">=";
    case v1::OPERATOR_EQUAL:
      return "=";
    default:
      return "?";
  }
}

std::string ShowKind(const plan::Part& part) {
  switch (part.kind) {
    case plan::MeasureKind::kRatio:
      return "ratio";
    case plan::MeasureKind::kShare:
      return "share";
    case plan::MeasureKind::kCountItems:
      return "items";
    case plan::MeasureKind::kInfoSum:
      return "sum";
    default:
      return "?";
  }
}

std::string ShowOf(const plan::Part& part) {
  switch (part.kind) {
    case plan::MeasureKind::kRatio: {
      const std::string population =
          part.population.empty() ? "" : absl::StrCat(" [", Show(part.population), "]");
      return absl::StrCat(Show(part.numerator), " / ", Show(part.denominator), population);
    }
    case plan::MeasureKind::kShare:
      return absl::StrCat(Show(part.condition.left), " ", Show(part.condition.op), " ",
                          Show(part.condition.right));
    case plan::MeasureKind::kCountItems: {
      const plan::Field* choice = part.list.definition->FindItemField(part.choice_field);
      return absl::StrCat(NameOf(part.list), " ", choice->code, "=",
                          choice->FindOption(part.option)->code());
    }
    default:
      return Show(part.numerator);
  }
}

std::string ShowTime(const plan::Part& part) {
  const char* time = part.over_time == v1::OVER_TIME_LATEST  ? "latest"
                     : part.over_time == v1::OVER_TIME_SUM   ? "sum"
                     : part.over_time == v1::OVER_TIME_ANY   ? "any"
                     : part.over_time == v1::OVER_TIME_EVERY ? "every"
                                                             : "?";
  return absl::StrCat(time, part.school_year_window ? " in school year" : "");
}

std::string ShowApplies(const plan::Applies& applies) {
  std::vector<std::string> names;
  for (const Sort& sort : Sorts()) {
    if (plan::Plan::Matches(applies, sort.unit)) names.push_back(sort.name);
  }
  return absl::StrJoin(names, " ");
}

std::string ShowAsked(const plan::Part& part) {
  std::vector<std::string> quarters;
  for (size_t i = 0; i < part.asked_in.size(); ++i) {
    if (part.asked_in[i]) quarters.push_back(absl::StrCat(i + 1));
  }
  return absl::StrJoin(quarters, " ");
}

std::vector<const plan::Part*> ReadingsOf(const plan::Part& part) {
  std::vector<const plan::Part*> readings;
  for (const plan::Part& p : TanKy().parts) {
    if (p.reading_of == part.index) readings.push_back(&p);
  }
  return readings;
}

std::string ShowReadings(const plan::Part& part) {
  return absl::StrJoin(ReadingsOf(part), "; ", [](std::string* out, const plan::Part* p) {
    absl::StrAppend(out, p->reading_source->label().vi());
  });
}

std::set<std::string> Counted(const plan::Part& part) {
  std::set<std::string> fields;
  for (const plan::Sum* sum : {&part.numerator, &part.condition.left, &part.condition.right}) {
    for (const plan::Term& term : sum->terms) fields.insert(NameOf(term.field));
  }
  // Who was asked is counted too; the profile is everyone's.
  for (const plan::Term& term : part.denominator.terms) {
    if (!absl::StartsWith(NameOf(term.field), "ho_so.")) fields.insert(NameOf(term.field));
  }
  if (part.list.definition != nullptr) fields.insert(NameOf(part.list));
  return fields;
}

std::set<std::string> Split(const char* words) {
  return absl::StrSplit(words, ' ', absl::SkipEmpty());
}

const plan::Indicator& IndicatorOf(const char* code) {
  const int index = TanKy().IndicatorIndex(code);
  EXPECT_GE(index, 0) << code;
  return TanKy().indicators[static_cast<size_t>(std::max(index, 0))];
}

const plan::Part& PartOf(const plan::Indicator& indicator, size_t i) {
  return TanKy().parts[static_cast<size_t>(indicator.parts[i])];
}

// ---------------------------------------------------------------------------------------------------------------

TEST(TanKy, Plan_HasItsIdentityAndPeriods) {
  const v1::Plan& p = TanKy().proto;
  EXPECT_EQ(p.code(), "tan-ky");
  EXPECT_EQ(p.version(), 1u);
  EXPECT_EQ(p.year(), 2026u);
  EXPECT_EQ(p.issuer().vi(), "Ủy ban nhân dân xã Tân Kỳ");
  std::vector<std::string> shown;
  for (const v1::Period& q : p.periods()) {
    shown.push_back(absl::StrCat(q.code(), " ", q.start(), "..", q.end(), " ", q.due(), "+",
                                 q.grace_days(), " ", q.school_year(),
                                 q.in_session() ? " in session" : " holiday",
                                 q.optional() ? " optional" : ""));
  }
  EXPECT_THAT(shown,
              ::testing::ElementsAre(
                  "2026-Q1 2026-01-01..2026-03-31 2026-04-10+5 2025-2026 in session optional",
                  "2026-Q2 2026-04-01..2026-06-30 2026-07-10+5 2025-2026 in session",
                  "2026-Q3 2026-07-01..2026-09-30 2026-10-10+5 2026-2027 holiday",
                  "2026-Q4 2026-10-01..2026-12-31 2027-01-10+5 2026-2027 in session"));
}

TEST(TanKy, Indicators_AreThoseOfTheTableAndNoOthers) {
  std::vector<std::string> expected, loaded;
  for (const Expected& e : Table()) expected.emplace_back(e.code);
  for (const plan::Indicator& i : TanKy().indicators) loaded.push_back(i.code);
  EXPECT_EQ(loaded, expected);
  EXPECT_EQ(loaded.size(),
            19u);  // six goals' lines, of which MT2 has two numbers, and thirteen tasks
}

TEST(TanKy, EachIndicator_IsAsTheTableSays) {
  for (const Expected& e : Table()) {
    SCOPED_TRACE(e.code);
    const plan::Indicator& indicator = IndicatorOf(e.code);
    const v1::Indicator& source = *indicator.source;
    EXPECT_EQ(source.source().place(), e.place);
    EXPECT_EQ(source.printed_time().vi(), e.time);
    EXPECT_EQ(source.due(), "2026-12-31");
    EXPECT_EQ(source.group(), absl::StartsWith(e.code, "MT") ? v1::Indicator::GROUP_GOAL
                                                             : v1::Indicator::GROUP_TASK);
    const std::string headline = indicator.headline == v1::HEADLINE_SMALLEST ? "smallest"
                                 : indicator.headline == v1::HEADLINE_FIRST  ? "first"
                                                                             : "";
    EXPECT_EQ(headline, e.headline);
    ASSERT_EQ(indicator.parts.size(), e.parts.size());
    for (size_t i = 0; i < e.parts.size(); ++i) {
      const plan::Part& part = PartOf(indicator, i);
      const ExpectedPart& x = e.parts[i];
      SCOPED_TRACE(x.code);
      EXPECT_EQ(part.source->code(), x.code);
      EXPECT_EQ(ShowKind(part), x.kind);
      EXPECT_EQ(part.has_target() ? absl::StrCat(Show(*part.target_op), " ", part.target) : "",
                x.target);
      EXPECT_EQ(ShowApplies(part.applies), x.applies);
      EXPECT_EQ(ShowTime(part), x.time);
      EXPECT_EQ(ShowAsked(part), x.asked);
      EXPECT_EQ(ShowOf(part), x.of);
      EXPECT_EQ(ShowReadings(part), x.readings);
    }
  }
}

TEST(TanKy, EachIndicator_NamesWhoIsResponsibleAndWhatIsToComeOfIt) {
  const std::vector<Responsible> table = ResponsibleTable();
  EXPECT_EQ(table.size(), TanKy().indicators.size());
  for (const Responsible& e : table) {
    SCOPED_TRACE(e.code);
    const v1::Indicator& source = *IndicatorOf(e.code).source;
    EXPECT_EQ(source.lead().vi(), e.lead);
    EXPECT_EQ(source.partners().vi(), e.partners);
    EXPECT_THAT(source.expected_result().vi(), ::testing::HasSubstr(e.result));
    EXPECT_FALSE(source.source().quote().empty());
    EXPECT_FALSE(source.source().reading().vi().empty());
  }
}

TEST(TanKy, EachIndicator_IsGuardedByTheRulesOfTheTable) {
  for (const Expected& e : Table()) {
    SCOPED_TRACE(e.code);
    std::set<std::string> fields, rules;
    for (int i : IndicatorOf(e.code).parts)
      fields.merge(Counted(TanKy().parts[static_cast<size_t>(i)]));
    for (const plan::Rule& rule : TanKy().rules) {
      for (const plan::FieldRef& field : rule.reads) {
        // That the conditions of others look at a field does not guard it.
        if (fields.contains(NameOf(field))) rules.insert(rule.code);
      }
    }
    EXPECT_EQ(rules, Split(e.rules));
  }
}

TEST(TanKy, OtherReadings_ApplyToWhomTheirLabelSays) {
  std::map<std::string, std::string> applies;
  for (const char* code : {"MT4", "MT5", "PL1.1", "PL1.2", "MT1a", "MT1b"}) {
    for (const plan::Part* p : ReadingsOf(PartOf(IndicatorOf(code), 0))) {
      applies[absl::StrCat(code, " ", p->reading_source->label().vi())] =
          absl::StrCat(ShowApplies(p->applies), ", ", ShowTime(*p));
    }
  }
  EXPECT_THAT(
      applies,
      ::testing::UnorderedElementsAre(
          ::testing::Pair("MT1a chỉ trường do xã quản lý", "mn mn* th th* thcs lien xa, latest"),
          ::testing::Pair("MT1b chỉ trường do xã quản lý", "mn th thcs lien, latest"),
          ::testing::Pair("MT4 không tính trường mầm non", "th th* thcs lien thpt gdtx, latest"),
          ::testing::Pair("MT4 chỉ trường do xã quản lý", "mn mn* th th* thcs lien, latest"),
          ::testing::Pair("MT5 tính cả trường mầm non", "mn mn* th th* thcs lien thpt gdtx, every"),
          ::testing::Pair("MT5 chỉ hỏi kỳ gần nhất", "th th* thcs lien thpt gdtx, latest"),
          ::testing::Pair("MT5 chỉ trường do xã quản lý", "th th* thcs lien, every"),
          ::testing::Pair("PL1.1 có hoạt động trong mọi kỳ học",
                          "mn mn* th th* thcs lien thpt gdtx, every"),
          ::testing::Pair("PL1.1 chỉ trường do xã quản lý", "mn mn* th th* thcs lien, sum"),
          ::testing::Pair("PL1.2 chỉ Phòng Văn hóa - Xã hội", "xa, sum")));
}

TEST(TanKy, ParentsSurvey_IsProvisionalWhenEstimatedOrTooSmall) {
  const plan::Part& part = PartOf(IndicatorOf("MT4"), 0);
  ASSERT_EQ(part.provisional.size(), 2u);
  EXPECT_EQ(Show(part.provisional[0].unit.left), "muc_tieu.mt4_cachlam");
  const v1::Option* estimate =
      part.provisional[0].unit.left.terms[0].field.definition->FindOption("uoc_tinh");
  ASSERT_NE(estimate, nullptr);
  EXPECT_EQ(part.provisional[0].unit.right.constant, estimate->number());
  EXPECT_EQ(Show(part.provisional[1].numerator), "muc_tieu.mt4_khaosat");
  EXPECT_EQ(Show(part.provisional[1].denominator), "ho_so.ho_ph");
  EXPECT_EQ(part.provisional[1].below_percent, 80u);
}

// Which rules forbid and which only ask: a rule not named here is a warning.
TEST(TanKy, Severity_ErrorsAreTheImpossibleAndWarningsTheUnlikely) {
  std::set<std::string> impossible = Split(
      "tong_nguoi_khop tong_hs_khop ho_ph_vua_phai nghi_ql_vua_phai nghi_gv_vua_phai "
      "mt1a_cbql_vua_phai mt1a_gv_vua_phai mt1a_nv_vua_phai mt1a_cong_chuc_vua_phai "
      "mt1a_tuyen_truyen_vua_phai mt1a_boi_duong_vua_phai mt1a_tu_hoc_vua_phai mt1a_vneid_vua_phai "
      "pl31_cbql_vua_phai pl31_gv_vua_phai pl31_nv_vua_phai pl31_cong_chuc_vua_phai "
      "pl31_cbql_trong_mt1a pl31_gv_trong_mt1a pl31_nv_trong_mt1a pl31_cong_chuc_trong_mt1a "
      "mt1b_cbql_vua_phai mt1b_gv_vua_phai "
      "mt2_th_kynang_vua_phai mt2_thcs_kynang_vua_phai mt2_thpt_kynang_vua_phai "
      "mt2_gdtx_kynang_vua_phai "
      "mt2_th_antoan_vua_phai mt2_thcs_antoan_vua_phai mt2_thpt_antoan_vua_phai "
      "mt2_gdtx_antoan_vua_phai "
      "mt4_dat_vua_phai mt4_khaosat_vua_phai mt4_chua_khao_sat mt5_co_lop mt5_lop_vua_phai "
      "mt5_hs_vua_phai "
      "pl34_hs_vua_phai pl32_ht_nguoi_vua_phai pl32_dk_nguoi_vua_phai pl32_ht_hs_vua_phai "
      "pl32_dk_hs_vua_phai "
      "pl35_doi_vua_phai pl36_can_tnv pl36_tnv_vua_phai pl42_ho_dat_vua_phai pl13_trong_quy_iv "
      "pl43_can_buoi");
  std::set<std::string> errors;
  for (const plan::Rule& rule : TanKy().rules) {
    if (rule.severity == v1::SEVERITY_ERROR) errors.insert(rule.code);
  }
  EXPECT_EQ(errors, impossible);
}

TEST(TanKy, Limits_AreThoseOfThePlan) {
  const auto field = [](const char* form, const char* code) {
    return TanKy().forms[static_cast<size_t>(TanKy().FormIndex(form))].FindField(code);
  };
  EXPECT_EQ(field("muc_tieu", "mt3_so_hd")->max, 200);
  EXPECT_EQ(field("nhiem_vu", "pl11_so_hd")->max, 500);
  EXPECT_EQ(field("nhiem_vu", "pl12_cong")->max, 1000);
  EXPECT_EQ(field("nhiem_vu", "pl12_mxh")->max, 1000);
  EXPECT_EQ(field("ho_so", "cbql")->min, 1);
  for (const plan::Form& form : TanKy().forms) {
    for (const plan::Field& f : form.fields) {
      if (f.type == plan::FieldType::kWhole) {
        EXPECT_GE(f.min, 0) << form.code << "." << f.code;
      }
    }
  }
}

// Required fields in the busiest period, per sort of unit: ten to fifteen minutes of a clerk's
// time.
TEST(TanKy, RequiredFields_AreFew) {
  for (const Sort& sort : Sorts()) {
    if (sort.name == "lien") continue;  // its two numbers for a second level come on top
    int most = 0;
    for (int period = 0; period < 4; ++period) {
      int required = 0;
      for (const plan::Form& form : TanKy().forms) {
        if (!TanKy().Asked(form, period, sort.unit)) continue;
        for (const plan::Field& f : form.fields) {
          required += f.required && plan::Plan::Matches(f.applies, sort.unit);
        }
      }
      most = std::max(most, required);
    }
    EXPECT_LE(most, 35) << sort.name;
    EXPECT_GE(most, sort.name == "xa" ? 4 : 20) << sort.name;
  }
}

// Collected for the printed report or for the office's own eyes; no indicator and no rule reads
// them.
TEST(TanKy, EveryField_IsUsedOrMeantForInformation) {
  std::set<std::string> used = Split(
      "ho_so.nguon "
      "muc_tieu.mt4_cachlam "
      "giang_day.mt5_tiet giang_day.mt5_mien_1 giang_day.mt5_mien_2 giang_day.mt5_mien_3 "
      "giang_day.mt5_mien_4 "
      "giang_day.mt5_mien_5 giang_day.mt5_mien_6 giang_day.pl34_doi_tac giang_day.pl33_mo_ta "
      "giang_day.pl34_mo_ta van_phong.gan_ket "
      "nhiem_vu.pl12_lien_ket nhiem_vu.pl36_nguoi "
      "mo_hinh.pl42_3_buoi mo_hinh.pl42_4_lop mo_hinh.pl42_4_nguoi "
      "ngay_hoi.pl13_nguoi "
      "van_phong.cs_ra_soat van_phong.cs_de_xuat van_phong.kt_truong van_phong.kt_ket_qua");
  const auto use = [&](const plan::Sum& sum) {
    for (const plan::Term& term : sum.terms) used.insert(NameOf(term.field));
  };
  for (const plan::Part& part : TanKy().parts) {
    for (const plan::Sum* sum :
         {&part.numerator, &part.denominator, &part.population, &part.condition.left})
      use(*sum);
    if (part.list.definition != nullptr) used.insert(NameOf(part.list));
  }
  for (const plan::Rule& rule : TanKy().rules) {
    for (const plan::FieldRef& field : rule.reads) used.insert(NameOf(field));
  }
  std::vector<std::string> idle;
  for (const plan::Form& form : TanKy().forms) {
    for (const plan::Field& f : form.fields) {
      if (!used.contains(absl::StrCat(form.code, ".", f.code)))
        idle.push_back(absl::StrCat(form.code, ".", f.code));
    }
  }
  EXPECT_THAT(idle, IsEmpty());
}

}  // namespace
}  // namespace gom::hub
