#include "common/plan/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/strings/escaping.h"
#include "common/plan/measure.h"
#include "re2/re2.h"
#include "tests/common/plan/test_plans.h"

namespace gom::plan {
namespace {

using ::testing::ElementsAre;

// Indexes of the periods that a mask names.
std::vector<int> Asked(const std::vector<bool>& mask) {
  std::vector<int> periods;
  for (size_t p = 0; p < mask.size(); ++p) {
    if (mask[p]) periods.push_back(static_cast<int>(p));
  }
  return periods;
}

class EveryKindTest : public ::testing::Test {
 protected:
  const Part& PartOf(const char* indicator, size_t part = 0) const {
    const Indicator& found = plan_->indicators[plan_->IndicatorIndex(indicator)];
    return plan_->parts[found.parts[part]];
  }
  const Part& ReadingOf(const char* indicator, int nth) const {
    const Part& part = PartOf(indicator);
    const Part& reading = plan_->parts[part.index + 1 + nth];
    EXPECT_EQ(reading.reading_of, part.index);
    return reading;
  }
  int Form(const char* code) const { return plan_->FormIndex(std::string_view(code)); }

  const std::shared_ptr<const Plan> plan_ = LoadTestPlan("every-kind.textproto");
};

TEST_F(EveryKindTest, Loaded_HasIdentity) {
  EXPECT_EQ(plan_->version(), 3u);
  EXPECT_EQ(plan_->coverage_threshold_percent, 60);
  EXPECT_EQ(plan_->sha256.size(), 32u);
}

// What makes this plan a proof: whatever `plan check` lets a plan say of measure and time, and
// every kind of rule and of field, is in it.
TEST_F(EveryKindTest, MeasuresTimesRulesAndFields_AreAllThere) {
  std::set<std::string> said;
  const auto name = [](MeasureKind kind) {
    switch (kind) {
      case MeasureKind::kRatio:
        return "ratio ";
      case MeasureKind::kShare:
        return "share ";
      case MeasureKind::kCountSum:
        return "count ";
      case MeasureKind::kCountItems:
        return "items ";
      case MeasureKind::kInfoSum:
        return "information ";
      case MeasureKind::kInfoChoice:
        return "choice ";
      case MeasureKind::kInfoText:
        return "text ";
    }
    return "?";
  };
  for (const Part& part : plan_->parts) {
    if (part.reading_of < 0)
      said.insert(name(part.kind) + v1::OverTime_Name(part.over_time).substr(10));
  }
  EXPECT_THAT(
      said, ElementsAre("choice LATEST", "count LATEST", "count SUM", "information LATEST",
                        "information SUM", "items LATEST", "items SUM", "ratio LATEST", "share ANY",
                        "share EVERY", "share LATEST", "share SUM", "text LATEST"));
  std::set<int> rules, fields, moments;
  for (const v1::Rule& rule : plan_->proto.rules()) {
    rules.insert(rule.kind_case());
    moments.insert(rule.compare().left().of());
    moments.insert(rule.compare().right().of());
  }
  EXPECT_EQ(rules.size(),
            static_cast<size_t>(v1::Rule::descriptor()->FindOneofByName("kind")->field_count()));
  EXPECT_THAT(moments, ::testing::IsSupersetOf({v1::WHEN_PREVIOUS, v1::WHEN_YEAR}));
  for (const v1::Form& form : plan_->proto.forms()) {
    for (const v1::Field& field : form.fields()) fields.insert(field.type_case());
  }
  EXPECT_EQ(fields.size(),
            static_cast<size_t>(v1::Field::descriptor()->FindOneofByName("type")->field_count()));
}

TEST_F(EveryKindTest, LookUps_FindByNumberAndCode) {
  EXPECT_EQ(plan_->PeriodIndex(10u), 9);
  EXPECT_EQ(plan_->PeriodIndex(std::string_view("2026-10")), 9);
  EXPECT_EQ(plan_->PeriodIndex(13u), -1);
  EXPECT_EQ(plan_->PeriodIndex(std::string_view("2026-13")), -1);
  EXPECT_EQ(plan_->FormIndex(3u), Form("khao_sat"));
  EXPECT_EQ(plan_->FormIndex(99u), -1);
  EXPECT_EQ(plan_->IndicatorIndexByNumber(4), plan_->IndicatorIndex("S1"));
  EXPECT_EQ(plan_->IndicatorIndex("s1"), -1);
  EXPECT_EQ(plan_->FindRule(2u), plan_->FindRule(std::string_view("dat_khong_qua_hoi")));
  EXPECT_EQ(plan_->FindRule(999u), nullptr);
  const auto& form = plan_->forms[Form("hoat_dong")];
  EXPECT_EQ(form.FindField(7u), form.FindField(std::string_view("mo_hinh")));
  EXPECT_EQ(form.FindField(70u), nullptr);
  EXPECT_EQ(form.FindField(0u), nullptr);
  EXPECT_EQ(form.FindField(7u)->FindOption(5u)->code(), "khac");
  EXPECT_EQ(form.FindField(7u)->FindOption(std::string_view("tai_cho"))->number(), 2u);
  EXPECT_EQ(form.FindField(7u)->FindOption(3u), nullptr);
}

TEST_F(EveryKindTest, Fields_CarryTypeBoundsAndDefaults) {
  const auto& form = plan_->forms[Form("hoat_dong")];
  EXPECT_EQ(form.FindField(std::string_view("luot"))->max, 1'000'000'000);
  EXPECT_EQ(form.FindField(std::string_view("chenh_lech"))->min, -1000);
  EXPECT_EQ(form.FindField(std::string_view("ghi_chu"))->max_length, 500u);
  EXPECT_EQ(form.FindField(std::string_view("co_mang"))->type, FieldType::kYesNo);
  EXPECT_EQ(form.FindField(std::string_view("ngay_kiem_tra"))->type, FieldType::kDate);
  const Field& list = *plan_->forms[Form("sang_kien")].FindField(1u);
  EXPECT_EQ(list.type, FieldType::kItems);
  EXPECT_EQ(list.max_items, 20u);
  EXPECT_EQ(list.FindItemField(2u), list.FindItemField(std::string_view("loai")));
  EXPECT_EQ(list.FindItemField(9u), nullptr);
}

TEST_F(EveryKindTest, SchoolYears_RiseAlongThePlan) {
  std::vector<int> years;
  for (const Period& period : plan_->periods) years.push_back(period.school_year);
  EXPECT_THAT(years, ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1));
}

TEST_F(EveryKindTest, Cadence_FollowsTheFormThatIsAskedAnew) {
  EXPECT_THAT(Asked(PartOf("R1").asked_in), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
  EXPECT_THAT(Asked(PartOf("R2").asked_in), ElementsAre(2, 5, 8, 11));
  EXPECT_EQ(PartOf("R2").first_asked, 2);
  EXPECT_EQ(PartOf("R2").last_asked, 11);
}

TEST_F(EveryKindTest, Window_CutsTheCadence) {
  EXPECT_THAT(Asked(PartOf("S3").asked_in), ElementsAre(9));
  EXPECT_EQ(PartOf("S3").AskedAt(8), -1);
  EXPECT_EQ(PartOf("S3").AskedAt(9), 9);
  EXPECT_EQ(PartOf("S3").AskedAt(11), 9);
}

TEST_F(EveryKindTest, Every_LeavesOutOptionalAndOutOfSession) {
  EXPECT_THAT(Asked(PartOf("S4").asked_in), ElementsAre(1, 2, 3, 4, 5, 8, 9, 10, 11));
  EXPECT_EQ(PartOf("S4").AskedAt(7), 5);
  EXPECT_EQ(PartOf("S4").AskedAt(0), -1);
}

TEST_F(EveryKindTest, CarriedOnly_FollowsTheCarriedForm) {
  EXPECT_EQ(Asked(PartOf("C1", 2).asked_in).size(), 12u);
}

TEST_F(EveryKindTest, OtherReading_ChangesOnlyWhatItNames) {
  const Part& all = ReadingOf("S4", 0);
  EXPECT_EQ(all.over_time, v1::OVER_TIME_EVERY);
  EXPECT_NE(all.applies.none_of, 0u);
  EXPECT_EQ(all.asked_in, PartOf("S4").asked_in);
  const Part& latest = ReadingOf("S4", 1);
  EXPECT_EQ(latest.over_time, v1::OVER_TIME_LATEST);
  EXPECT_EQ(latest.applies.any_of, PartOf("S4").applies.any_of);
  EXPECT_EQ(Asked(latest.asked_in).size(), 12u);
  EXPECT_EQ(latest.target, 85);
  EXPECT_EQ(ReadingOf("S2", 0).over_time, v1::OVER_TIME_EVERY);
  EXPECT_THAT(plan_->indicators[plan_->IndicatorIndex("S4")].parts,
              ElementsAre(PartOf("S4").index));
}

TEST_F(EveryKindTest, AskedRequired_CountsNoOptionalPeriod) {
  const Part& part = PartOf("R1");
  EXPECT_EQ(part.asked_required_until(plan_->periods, 0), 0);
  EXPECT_EQ(part.asked_required_until(plan_->periods, 5), 5);
  EXPECT_EQ(part.asked_required_until(plan_->periods, 11), 11);
  EXPECT_EQ(PartOf("S3").asked_required_until(plan_->periods, 11), 1);
}

TEST_F(EveryKindTest, Measures_AreCompiled) {
  const Part& ratio = PartOf("R1");
  EXPECT_EQ(ratio.kind, MeasureKind::kRatio);
  ASSERT_EQ(ratio.denominator.terms.size(), 3u);
  EXPECT_EQ(ratio.denominator.terms[2].coefficient, -1);
  EXPECT_EQ(ratio.denominator.terms[2].field.definition->code, "nghi_dai_han");
  EXPECT_TRUE(ratio.population.empty());
  EXPECT_FALSE(PartOf("R2").population.empty());
  EXPECT_TRUE(PartOf("R2").school_year_window);
  EXPECT_EQ(PartOf("R1").target_op, v1::OPERATOR_MORE);

  const Part& chosen = PartOf("S6");
  EXPECT_EQ(chosen.condition.op, v1::OPERATOR_EQUAL);
  EXPECT_EQ(chosen.condition.right.constant, 1);
  EXPECT_EQ(chosen.condition.left.terms[0].field.definition->code, "mo_hinh");

  EXPECT_EQ(PartOf("C1").kind, MeasureKind::kCountSum);
  EXPECT_EQ(PartOf("C2", 0).kind, MeasureKind::kCountItems);
  EXPECT_EQ(PartOf("C2", 0).choice_field, 2u);
  EXPECT_EQ(PartOf("C2", 0).option, 1u);
  EXPECT_EQ(PartOf("C2", 1).option, 0u);
  EXPECT_EQ(PartOf("I1", 0).kind, MeasureKind::kInfoSum);
  EXPECT_EQ(PartOf("I1", 2).kind, MeasureKind::kInfoChoice);
  EXPECT_EQ(PartOf("I1", 3).kind, MeasureKind::kInfoText);
  EXPECT_EQ(PartOf("I1", 3).list.definition->code, "ghi_chu");
  EXPECT_FALSE(PartOf("I1", 0).has_target());
}

TEST_F(EveryKindTest, Provisional_OfBothKinds) {
  const Part& part = PartOf("R2");
  ASSERT_EQ(part.provisional.size(), 2u);
  EXPECT_TRUE(part.provisional[0].unit.present());
  EXPECT_EQ(part.provisional[0].below_percent, 0u);
  EXPECT_FALSE(part.provisional[1].unit.present());
  EXPECT_EQ(part.provisional[1].below_percent, 80u);
}

TEST_F(EveryKindTest, Rules_KnowWhetherTheyStayWithinAnEntry) {
  const auto within = [&](std::string_view code) { return plan_->FindRule(code)->within_entry; };
  EXPECT_TRUE(within("dat_khong_qua_hoi"));
  EXPECT_TRUE(within("luu_dong_it_nhat_hai_buoi"));
  EXPECT_TRUE(within("ngay_kiem_tra_trong_nam"));
  EXPECT_TRUE(within("khong_ghi_so_cccd"));
  EXPECT_FALSE(within("tap_huan_ql_khong_qua")) << "two forms";
  EXPECT_FALSE(within("luot_khong_qua_truoc")) << "the period before";
  EXPECT_FALSE(within("buoi_ca_nam")) << "the whole year";
  EXPECT_FALSE(within("tap_huan_khong_giam"));
  EXPECT_FALSE(within("luot_tang_dot_bien"));
  EXPECT_FALSE(within("ba_thang_giong_nhau"));
}

TEST_F(EveryKindTest, Rules_AreIndexedByEveryFormTheyRead) {
  const Rule& rule = *plan_->FindRule(1u);
  EXPECT_EQ(rule.home_form, Form("hoat_dong"));
  EXPECT_THAT(plan_->rules_of_form[Form("hoat_dong")], ::testing::Contains(rule.index));
  EXPECT_THAT(plan_->rules_of_form[Form("co_so")], ::testing::Contains(rule.index));
  EXPECT_THAT(plan_->rules_of_form[Form("khao_sat")],
              ElementsAre(plan_->FindRule(2u)->index, plan_->FindRule(9u)->index));
  EXPECT_THAT(plan_->rules_of_form[Form("sang_kien")], ::testing::IsEmpty());
}

TEST_F(EveryKindTest, Patterns_AreCompiledOnce) {
  const Rule& rule = *plan_->FindRule(std::string_view("khong_ghi_so_cccd"));
  EXPECT_EQ(rule.must_match, nullptr);
  ASSERT_NE(rule.must_not_match, nullptr);
  EXPECT_TRUE(re2::RE2::PartialMatch("CCCD 001234567890.", *rule.must_not_match));
}

TEST_F(EveryKindTest, Parts_AreIndexedByEveryFormTheyRead) {
  const int sample = PartOf("R2").index, reading = ReadingOf("R2", 0).index;
  EXPECT_THAT(plan_->parts_of_form[Form("khao_sat")], ElementsAre(sample, reading));
  EXPECT_THAT(plan_->parts_of_form[Form("co_so")], ::testing::Contains(sample));
  EXPECT_THAT(plan_->parts_of_form[Form("sang_kien")],
              ElementsAre(PartOf("C2", 0).index, PartOf("C2", 1).index));
}

TEST_F(EveryKindTest, Matches_AsksEachListThatIsNotEmpty) {
  const auto unit = [&](std::vector<std::string> kinds, v1::Ownership o, v1::Manager m) {
    return plan_->CompileUnit("X", "X", kinds, o, m, kNoFirstDay, kNoLastDay, "");
  };
  const auto open = v1::OWNERSHIP_PUBLIC;
  const auto own = v1::MANAGER_COMMUNE;
  const Applies& campaign = plan_->forms[Form("chien_dich")].applies;
  EXPECT_TRUE(Plan::Matches(campaign, unit({"library"}, open, own)));
  EXPECT_FALSE(Plan::Matches(campaign, unit({"library"}, v1::OWNERSHIP_PRIVATE, own)));
  EXPECT_FALSE(Plan::Matches(campaign, unit({"library"}, v1::OWNERSHIP_UNSPECIFIED, own)));
  EXPECT_FALSE(Plan::Matches(campaign, unit({"library", "office"}, open, own)));
  const Applies& office = plan_->forms[Form("van_phong")].applies;
  EXPECT_TRUE(Plan::Matches(office, unit({"office"}, open, own)));
  EXPECT_FALSE(Plan::Matches(office, unit({"office"}, open, v1::MANAGER_CITY)));
  EXPECT_FALSE(Plan::Matches(office, unit({"library"}, open, own)));
  const Applies& reading = PartOf("S4").applies;
  EXPECT_TRUE(Plan::Matches(reading, unit({"health_post", "club"}, open, own)));
  EXPECT_FALSE(Plan::Matches(reading, unit({"health_post"}, open, own)));
  EXPECT_FALSE(Plan::Matches(reading, unit({"unknown"}, open, own)));
  EXPECT_TRUE(
      Plan::Matches(Applies{}, unit({}, v1::OWNERSHIP_UNSPECIFIED, v1::MANAGER_UNSPECIFIED)));
}

TEST_F(EveryKindTest, Asked_NeedsFormPeriodAndAUnitThatIsValidOnTheLastDay) {
  const auto& monthly = plan_->forms[Form("hoat_dong")];
  const auto& survey = plan_->forms[Form("khao_sat")];
  const std::vector<Unit> units = EveryKindRoster(*plan_);
  const Unit &merged = units[1], &successor = units[3];
  EXPECT_TRUE(plan_->Asked(monthly, 5, merged));
  EXPECT_FALSE(plan_->Asked(monthly, 6, merged));
  EXPECT_FALSE(plan_->Asked(monthly, 5, successor));
  EXPECT_TRUE(plan_->Asked(monthly, 6, successor));
  EXPECT_TRUE(plan_->Asked(survey, 2, merged));
  EXPECT_FALSE(plan_->Asked(survey, 3, merged));
  EXPECT_FALSE(plan_->Asked(monthly, 99, merged));
}

TEST_F(EveryKindTest, CompileUnit_ReadsARosterRow) {
  v1::Unit row;
  row.set_code("A.1");
  row.set_name("Thư viện");
  row.add_kinds("club");
  row.add_kinds("no_such_kind");
  row.set_ownership(v1::OWNERSHIP_PRIVATE);
  row.set_manager(v1::MANAGER_CITY);
  row.set_valid_from("2026-02-01");
  row.set_valid_to("not a day");
  row.set_successor("A.2");
  const Unit unit = CompileUnit(*plan_, row);
  EXPECT_EQ(unit.kinds, KindSet{1} << 2);
  EXPECT_EQ(unit.valid_from, *ParseDay("2026-02-01"));
  EXPECT_EQ(unit.valid_to, kNoLastDay);
  EXPECT_EQ(unit.successor, "A.2");
  EXPECT_FALSE(unit.ValidOn(*ParseDay("2026-01-31")));
  EXPECT_TRUE(unit.ValidOn(*ParseDay("2026-02-01")));
}

TEST(LoadTest, SameBytes_SameDigest) {
  const std::string text = ReadTestPlan("every-kind.textproto");
  EXPECT_EQ(Load(text).plan->sha256, Load(text).plan->sha256);
  EXPECT_NE(Load(text).plan->sha256, Load(text + "\n").plan->sha256);
}

TEST(CompileTest, PlanThatLoadTakes_IsTheSamePlan) {
  const std::string text = ReadTestPlan("every-kind.textproto");
  const std::shared_ptr<const Plan> loaded = Load(text).plan, compiled = Compile(text);
  ASSERT_NE(compiled, nullptr);
  EXPECT_EQ(compiled->sha256, loaded->sha256);
  EXPECT_EQ(compiled->rules.size(), loaded->rules.size());
  EXPECT_EQ(compiled->parts.size(), loaded->parts.size());
}

TEST(CompileTest, MeaningIsNotAskedAgain_BytesAndBoundsAre) {
  std::string text = ReadTestPlan("small.textproto");
  const size_t at = text.find("note_clean");
  const std::string reserved = std::string(text).replace(at, 10, "bad_text");
  EXPECT_EQ(Load(reserved).plan, nullptr);
  EXPECT_NE(Compile(reserved), nullptr);
  EXPECT_EQ(Compile(""), nullptr);
  EXPECT_EQ(Compile(text + "of_a_newer_program: 1\n"), nullptr);
  for (int i = 0; i < 65; ++i) text += "periods { number: 1 }\n";
  EXPECT_EQ(Compile(text), nullptr);
}

}  // namespace
}  // namespace gom::plan
