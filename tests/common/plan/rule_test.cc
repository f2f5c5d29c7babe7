#include "common/plan/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/common/plan/measure_world.h"

namespace gom::plan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class RuleTest : public ::testing::Test {
 protected:
  std::vector<Finding> Find(School& s, std::string_view form, std::string_view period,
                            const Texts& texts = {}) {
    const int f = w_.plan().FormIndex(form);
    const int p = w_.Period(period);
    const UnitFacts facts = s.Facts();
    const Values& values = *facts.Entry(w_.plan(), f, p).values;
    return Check(w_.plan(), facts, f, p, values, texts);
  }
  static std::vector<std::string> Codes(const std::vector<Finding>& findings) {
    std::vector<std::string> codes;
    for (const Finding& f : findings) codes.push_back(f.code);
    return codes;
  }
  std::vector<std::string> CodesOf(School& s, std::string_view form, std::string_view period,
                                   const Texts& texts = {}) {
    return Codes(Find(s, form, period, texts));
  }
  bool Held(School& s, std::string_view form, std::string_view period, const Texts& texts = {}) {
    const int f = w_.plan().FormIndex(form);
    const int p = w_.Period(period);
    const UnitFacts facts = s.Facts();
    return HasErrorWithin(w_.plan(), facts, f, p, *facts.Entry(w_.plan(), f, p).values, texts);
  }
  // A month without a finding.
  School& Month(School& s, const char* period, School::Answers more = {}) {
    s.Set("hoat_dong", period,
          {{"tap_huan_ql", 1}, {"tap_huan_nv", 5}, {"buoi", 3}, {"co_mang", 1}});
    Values values = *s.At(1, w_.Period(period));
    for (const auto& [code, number] : more) {
      values.Set(w_.plan().forms[1].FindField(code)->number,
                 number == kNa ? FieldValue::NotApplicable() : FieldValue::Number(number));
    }
    return s.Put(1, w_.Period(period), values);
  }
  void Profile(School& s, const char* period,
               School::Answers answers = {{"quan_ly", 2}, {"nhan_vien", 10}}) {
    s.Set("co_so", period, answers);
  }

  World w_{LoadTestPlan("every-kind.textproto")};
  School& a_ = w_.Add("TV01", {"library"});
};

// ----- what comes with a field

TEST_F(RuleTest, GoodEntry_HasNoFinding) {
  Profile(a_, "2026-02");
  Month(a_, "2026-02");
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
  EXPECT_FALSE(Held(a_, "hoat_dong", "2026-02"));
}

TEST_F(RuleTest, H8_RequiredFieldEmpty_IsAnErrorAndZeroIsNot) {
  a_.Set("hoat_dong", "2026-02", {{"tap_huan_ql", 0}, {"tap_huan_nv", 0}, {"co_mang", 0}});
  const auto findings = Find(a_, "hoat_dong", "2026-02");
  EXPECT_THAT(Codes(findings), ElementsAre("required"));
  EXPECT_EQ(findings[0].message.vi(),
            "“Số buổi trong tháng” chưa được trả lời: hãy nhập, kể cả khi bằng 0, hoặc chọn “Không "
            "áp dụng”.");
  EXPECT_TRUE(Held(a_, "hoat_dong", "2026-02"));
}

TEST_F(RuleTest, H8_RequiredYesNoEmpty_IsNotAskedForAZero) {
  a_.Set("hoat_dong", "2026-02", {{"tap_huan_ql", 0}, {"tap_huan_nv", 0}, {"buoi", 0}});
  const auto findings = Find(a_, "hoat_dong", "2026-02");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message.en(),
            "“Working internet” is not answered: fill it in, or choose “Not applicable”.");
}

TEST_F(RuleTest, RequiredFieldNotApplicable_IsAnswered) {
  Month(a_, "2026-02", {{"buoi", kNa}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
}

TEST_F(RuleTest, RequiredFieldThatDoesNotApply_IsNotAsked) {
  School& office = w_.Add("UB01", {"office"});
  office.Set("hoat_dong", "2026-02", {{"tap_huan_ql", 0}, {"buoi", 0}, {"co_mang", 1}});
  EXPECT_THAT(CodesOf(office, "hoat_dong", "2026-02"), IsEmpty());
}

TEST_F(RuleTest, H14_FieldThatDoesNotApply_IsRefused) {
  School& post = w_.Add("YT01", {"health_post"});
  Month(post, "2026-02", {{"doc_gio", 1}});
  EXPECT_THAT(CodesOf(post, "hoat_dong", "2026-02"), ElementsAre("does_not_apply"));
  EXPECT_TRUE(Held(post, "hoat_dong", "2026-02"));
}

TEST_F(RuleTest, H14_FormThatDoesNotApply_EveryAnswerIsRefused) {
  School& office = w_.Add("UB01", {"office"});
  office.Set("khao_sat", "2026-03", {{"hoi", 5}, {"dat", 5}});
  EXPECT_THAT(CodesOf(office, "khao_sat", "2026-03"),
              ElementsAre("does_not_apply", "does_not_apply"));
}

TEST_F(RuleTest, H3_NumberOutOfRange_SaysTheLimitsInEachLanguagesWay) {
  Month(a_, "2026-02", {{"buoi", 1001}, {"luot", -1}, {"co_mang", 2}});
  const auto findings = Find(a_, "hoat_dong", "2026-02");
  EXPECT_THAT(Codes(findings), ElementsAre("range", "range", "range"));
  EXPECT_THAT(findings[0].message.vi(), ::testing::HasSubstr("là 1.001, phải từ 0 đến 1.000"));
  EXPECT_THAT(findings[0].message.en(),
              ::testing::HasSubstr("is 1,001 and has to be from 0 to 1,000"));
}

TEST_F(RuleTest, NegativeWhereThePlanAllowsIt_IsFine) {
  Month(a_, "2026-02", {{"chenh_lech", -1000}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
  Month(a_, "2026-02", {{"chenh_lech", -1001}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), ElementsAre("range"));
}

TEST_F(RuleTest, UnknownField_IsRefused) {
  Month(a_, "2026-02");
  Values values = *a_.At(1, w_.Period("2026-02"));
  values.Set(99, FieldValue::Number(1));
  a_.Put(1, w_.Period("2026-02"), values);
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), ElementsAre("unknown_field"));
  EXPECT_TRUE(Held(a_, "hoat_dong", "2026-02"));
}

TEST_F(RuleTest, OptionThatDoesNotExist_IsRefused) {
  Month(a_, "2026-02", {{"mo_hinh", 3}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), ElementsAre("bad_option"));
  Month(a_, "2026-02", {{"mo_hinh", 5}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
}

TEST_F(RuleTest, H13_DayBeyondTheCalendar_IsRefused) {
  Profile(a_, "2026-02",
          {{"quan_ly", 2}, {"nhan_vien", 10}, {"thanh_lap", *ParseDay("1900-01-01")}});
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02"), IsEmpty());
  Profile(a_, "2026-02",
          {{"quan_ly", 2}, {"nhan_vien", 10}, {"thanh_lap", *ParseDay("2199-12-31")}});
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02"), IsEmpty());
  Profile(a_, "2026-02", {{"quan_ly", 2}, {"nhan_vien", 10}, {"thanh_lap", 84006}});
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02"), ElementsAre("bad_date"));
}

TEST_F(RuleTest, H10_TextWithControlOrDirectionCharacters_IsRefused) {
  Month(a_, "2026-02");
  const std::string bad[] = {
      std::string("a\0b", 3), "a\x1b[31m", "a\u202Eb", "a\u0085b", "a\u2066b", "\xFF", "a\x7f"};
  for (const std::string& s : bad) {
    EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02", {{{9, 0, 0}, s}}),
                ElementsAre("text_characters"));
    EXPECT_TRUE(Held(a_, "hoat_dong", "2026-02", {{{9, 0, 0}, s}}));
  }
  EXPECT_THAT(
      CodesOf(a_, "hoat_dong", "2026-02", {{{9, 0, 0}, "Thiếu máy tính…\n\t- cần thêm “3” máy 😀"}}),
      IsEmpty());
}

TEST_F(RuleTest, H10_TextLongerThanItsLimit_IsCountedInCharacters) {
  Month(a_, "2026-02");
  std::string s;
  for (int i = 0; i < 500; ++i) s += "ế";
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02", {{{9, 0, 0}, s}}), IsEmpty());
  const auto findings = Find(a_, "hoat_dong", "2026-02", {{{9, 0, 0}, s + "m"}});
  EXPECT_THAT(Codes(findings), ElementsAre("too_long"));
  EXPECT_THAT(findings[0].message.vi(), ::testing::HasSubstr("dài 501 ký tự, tối đa 500"));
}

TEST_F(RuleTest, TextUnderAFieldThatIsNoText_IsRefused) {
  Month(a_, "2026-02");
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02", {{{3, 0, 0}, "ba"}}),
              ElementsAre("unknown_field"));
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02", {{{77, 0, 0}, "ba"}}),
              ElementsAre("unknown_field"));
}

class ItemRuleTest : public RuleTest {
 protected:
  // Items with the given ids; each has a name unless its text is erased.
  std::vector<std::string> WithItems(std::vector<Item> items, bool named = true) {
    Values values;
    Texts texts;
    for (const Item& item : items) {
      if (named) texts[{1, item.id, 1}] = "Tủ sách lưu động";
    }
    values.mutable_items() = std::move(items);
    const int form = w_.plan().FormIndex(std::string_view("sang_kien"));
    a_.Put(form, 1, values);
    const UnitFacts facts = a_.Facts();
    EXPECT_EQ(
        HasErrorWithin(w_.plan(), facts, form, 1, *facts.Entry(w_.plan(), form, 1).values, texts),
        !Check(w_.plan(), facts, form, 1, values, texts).empty());
    return Codes(Check(w_.plan(), facts, form, 1, values, texts));
  }
  static Item Of(uint32_t id, std::vector<std::pair<uint32_t, int64_t>> fields = {}) {
    Item item{1, id, {}};
    for (const auto& [field, number] : fields) item.Set(field, FieldValue::Number(number));
    return item;
  }
};

TEST_F(ItemRuleTest, GoodItems_HaveNoFinding) {
  EXPECT_THAT(WithItems({Of(1, {{2, 1}, {3, 20}}), Of(2)}), IsEmpty());
}
TEST_F(ItemRuleTest, RequiredTextMissing_IsAnError) {
  EXPECT_THAT(WithItems({Of(1)}, false), ElementsAre("required"));
}
TEST_F(ItemRuleTest, RequiredTextMissing_SaysInWhichItem) {
  const int form = w_.plan().FormIndex(std::string_view("sang_kien"));
  Values values;
  values.mutable_items() = {Of(7, {{1, 1}}), Of(4)};
  a_.Put(form, 1, values);
  const auto findings = Check(w_.plan(), a_.Facts(), form, 1, values, {});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message.en(),
            "“Name” of item 2 in the list is not answered: fill it in, or drop the item.");
}
TEST_F(ItemRuleTest, RequiredTextErasedButMarked_IsNoError) {
  EXPECT_THAT(WithItems({Of(1, {{1, 1}})}, false), IsEmpty());
}
TEST_F(ItemRuleTest, WrongAnswersInAnItem_AreFoundEach) {
  EXPECT_THAT(WithItems({Of(1, {{2, 9}, {3, 1001}, {5, 7}, {9, 1}})}),
              ElementsAre("bad_option", "range", "range", "unknown_field"));
}
TEST_F(ItemRuleTest, SameIdTwice_IsAnError) {
  EXPECT_THAT(WithItems({Of(1), Of(1)}), ElementsAre("item_twice"));
}
TEST_F(ItemRuleTest, TooMany_IsOneError) {
  std::vector<Item> items;
  for (uint32_t i = 1; i <= 21; ++i) items.push_back(Of(i));
  EXPECT_THAT(WithItems(items), ElementsAre("too_many_items"));
}
TEST_F(ItemRuleTest, ItemsOfAListThatDoesNotExist_AreRefused) {
  Item stray{7, 1, {}};
  EXPECT_THAT(WithItems({stray}, false), ElementsAre("unknown_field"));
}

// ----- compare

TEST_F(RuleTest, H1_NumeratorAboveDenominator_IsBlocked) {
  a_.Set("khao_sat", "2026-03", {{"hoi", 50}, {"dat", 52}});
  const auto findings = Find(a_, "khao_sat", "2026-03");
  ASSERT_THAT(Codes(findings), ElementsAre("dat_khong_qua_hoi"));
  EXPECT_EQ(findings[0].message.vi(),
            "Số hộ đạt (52) lớn hơn số hộ được hỏi (50); hãy kiểm tra lại.");
  EXPECT_TRUE(findings[0].within_entry);
  EXPECT_TRUE(Held(a_, "khao_sat", "2026-03"));
}

TEST_F(RuleTest, H2_SumOfPartsDiffers_IsBlockedWithTheNumbers) {
  Profile(a_, "2026-02", {{"quan_ly", 1}, {"nhan_vien", 2}, {"nghi_dai_han", 4}});
  const auto findings = Find(a_, "co_so", "2026-02");
  ASSERT_THAT(Codes(findings), ElementsAre("nghi_khong_qua_nhan_vien"));
  EXPECT_THAT(findings[0].message.vi(), ::testing::HasSubstr("(4) lớn hơn tổng số người (3)"));
  EXPECT_TRUE(Held(a_, "co_so", "2026-02"));
}

TEST_F(RuleTest, AcrossForms_BothEntriesAreFlaggedAndNeitherIsHeld) {
  Profile(a_, "2026-02");
  Month(a_, "2026-02", {{"tap_huan_ql", 3}});
  const auto month = Find(a_, "hoat_dong", "2026-02");
  ASSERT_THAT(Codes(month), ElementsAre("tap_huan_ql_khong_qua"));
  EXPECT_FALSE(month[0].within_entry);
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02"), ElementsAre("tap_huan_ql_khong_qua"));
  EXPECT_FALSE(Held(a_, "hoat_dong", "2026-02"));
  EXPECT_FALSE(Held(a_, "co_so", "2026-02"));
}

TEST_F(RuleTest, AcrossForms_ProfileThatStillStandsInALaterMonth_IsFlaggedToo) {
  Profile(a_, "2026-02");
  Month(a_, "2026-04", {{"tap_huan_ql", 3}});
  const auto findings = Find(a_, "co_so", "2026-02");
  ASSERT_THAT(Codes(findings), ElementsAre("tap_huan_ql_khong_qua"));
  EXPECT_EQ(findings[0].period, w_.Period("2026-04"));
  Profile(a_, "2026-03", {{"quan_ly", 3}, {"nhan_vien", 10}});
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02"), IsEmpty());
}

TEST_F(RuleTest, OperandMissing_MeansNoFinding) {
  Month(a_, "2026-02", {{"tap_huan_ql", 300}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty()) << "no profile yet";
  a_.Set("khao_sat", "2026-03", {{"dat", 52}});
  EXPECT_THAT(CodesOf(a_, "khao_sat", "2026-03"), ElementsAre("required"));
}

TEST_F(RuleTest, SumNotApplicable_MeansNoFindingAndOneFieldOfTwoAddsNothing) {
  a_.Set("khao_sat", "2026-03", {{"hoi", kNa}, {"dat", 52}});
  EXPECT_THAT(CodesOf(a_, "khao_sat", "2026-03"), IsEmpty());
  Profile(a_, "2026-02", {{"quan_ly", 1}, {"nhan_vien", kNa}, {"nghi_dai_han", 2}});
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02"), ElementsAre("nghi_khong_qua_nhan_vien"));
}

TEST_F(RuleTest, When_DecidesWhetherTheRuleIsAsked) {
  Month(a_, "2026-02", {{"buoi", 0}, {"luot", 0}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
  Month(a_, "2026-02", {{"buoi", 0}, {"luot", 12}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), ElementsAre("co_luot_phai_co_buoi"));
  Month(a_, "2026-02", {{"buoi", 1}, {"mo_hinh", 1}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), ElementsAre("luu_dong_it_nhat_hai_buoi"));
  Month(a_, "2026-02", {{"buoi", 1}, {"mo_hinh", 2}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
  EXPECT_FALSE(Held(a_, "hoat_dong", "2026-02")) << "a warning holds nothing";
}

TEST_F(RuleTest, PreviousPeriod_IsTheNewestReportedOne) {
  Month(a_, "2026-02", {{"luot", 10}});
  Month(a_, "2026-05", {{"luot", 131}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-05"), Contains("luot_khong_qua_truoc"));
  Month(a_, "2026-04", {{"luot", 11}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-05"), Not(Contains("luot_khong_qua_truoc")));
}

TEST_F(RuleTest, WholeYear_AddsUpUntilThisPeriodAndIsFlaggedWhicheverCameFirst) {
  for (const char* p : {"2026-02", "2026-03", "2026-04"}) Month(a_, p, {{"buoi", 1000}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-04"), IsEmpty());
  Month(a_, "2026-05", {{"buoi", 1}});
  const auto findings = Find(a_, "hoat_dong", "2026-05");
  ASSERT_THAT(Codes(findings), ElementsAre("buoi_ca_nam"));
  EXPECT_THAT(findings[0].message.vi(), ::testing::HasSubstr("3.001 buổi, nhiều hơn 3.000"));
  EXPECT_THAT(findings[0].message.en(), ::testing::HasSubstr("3,001"));
  const auto earlier = Find(a_, "hoat_dong", "2026-02");
  ASSERT_THAT(Codes(earlier), ElementsAre("buoi_ca_nam"));
  EXPECT_EQ(earlier[0].period, w_.Period("2026-05"));
  EXPECT_FALSE(Held(a_, "hoat_dong", "2026-05")) << "it reads other entries";
}

// ----- against earlier periods

TEST_F(RuleTest, H5_CumulativeFigureFalls_WarnsAtBothEntries) {
  Month(a_, "2026-02", {{"tap_huan_nv", 9}});
  Month(a_, "2026-03", {{"tap_huan_nv", 7}});
  const auto findings = Find(a_, "hoat_dong", "2026-03");
  ASSERT_THAT(Codes(findings), ElementsAre("tap_huan_khong_giam"));
  EXPECT_THAT(findings[0].message.vi(), ::testing::HasSubstr("giảm từ 10 còn 8"));
  EXPECT_EQ(findings[0].severity, v1::SEVERITY_WARNING);
  const auto earlier = Find(a_, "hoat_dong", "2026-02");
  ASSERT_THAT(Codes(earlier), ElementsAre("tap_huan_khong_giam"));
  EXPECT_EQ(earlier[0].period, w_.Period("2026-03"));
}

TEST_F(RuleTest, H5_FallAcrossTheSchoolYear_IsFine) {
  Month(a_, "2026-06", {{"tap_huan_nv", 9}});
  Month(a_, "2026-09", {{"tap_huan_nv", 1}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-09"), IsEmpty());
}

TEST_F(RuleTest, H6_JumpByPercentOrFactor_Warns) {
  Month(a_, "2026-02", {{"luot", 10}});
  Month(a_, "2026-03", {{"luot", 30}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-03"), IsEmpty()) << "200 % more is not above 200 %";
  Month(a_, "2026-03", {{"luot", 31}});
  const auto findings = Find(a_, "hoat_dong", "2026-03");
  ASSERT_THAT(Codes(findings), ElementsAre("luot_tang_dot_bien"));
  EXPECT_EQ(findings[0].message.vi(), "Lượt người đổi từ 10 thành 31; hãy kiểm tra lại.");
  Month(a_, "2026-03", {{"luot", 1}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-03"), ElementsAre("luot_tang_dot_bien"))
      << "a tenth of what it was";
  Month(a_, "2026-03", {{"luot", 2}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-03"), IsEmpty());
}

TEST_F(RuleTest, H6_JumpFromZeroOrAcrossTheSchoolYear_IsFine) {
  Month(a_, "2026-02", {{"luot", 0}});
  Month(a_, "2026-03", {{"luot", 90}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-03"), IsEmpty());
  Month(a_, "2026-06", {{"luot", 50}});
  Month(a_, "2026-09", {{"luot", 200}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-09"), IsEmpty());
}

TEST_F(RuleTest, H6_RateRisesByMoreThanThePoints_Warns) {
  a_.Set("khao_sat", "2026-03", {{"hoi", 100}, {"dat", 40}});
  a_.Set("khao_sat", "2026-06", {{"hoi", 200}, {"dat", 140}});
  EXPECT_THAT(CodesOf(a_, "khao_sat", "2026-06"), IsEmpty()) << "30 points exactly";
  a_.Set("khao_sat", "2026-06", {{"hoi", 200}, {"dat", 141}});
  EXPECT_THAT(CodesOf(a_, "khao_sat", "2026-06"), ElementsAre("ty_le_tang_nhanh"));
  a_.Set("khao_sat", "2026-06", {{"hoi", 200}, {"dat", 0}});
  EXPECT_THAT(CodesOf(a_, "khao_sat", "2026-06"), IsEmpty()) << "a fall is not a rise";
}

TEST_F(RuleTest, SameNumberThreeTimes_WarnsAndZeroDoesNotCount) {
  for (const char* p : {"2026-02", "2026-03"}) Month(a_, p, {{"luot", 25}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-03"), IsEmpty());
  Month(a_, "2026-05", {{"luot", 25}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-05"), ElementsAre("ba_thang_giong_nhau"));
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), ElementsAre("ba_thang_giong_nhau"));
  for (const char* p : {"2026-02", "2026-03", "2026-05"}) Month(a_, p, {{"luot", 0}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-05"), IsEmpty());
}

// ----- dates and texts

TEST_F(RuleTest, DateOutsideItsWindow_IsAnErrorWithinTheEntry) {
  Month(a_, "2026-02", {{"ngay_kiem_tra", *ParseDay("2026-12-31")}});
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty());
  Month(a_, "2026-02", {{"ngay_kiem_tra", *ParseDay("2027-01-01")}});
  const auto findings = Find(a_, "hoat_dong", "2026-02");
  ASSERT_THAT(Codes(findings), ElementsAre("ngay_kiem_tra_trong_nam"));
  EXPECT_EQ(findings[0].message.vi(), "Ngày kiểm tra phải nằm trong năm 2026.");
  EXPECT_TRUE(Held(a_, "hoat_dong", "2026-02"));
}

TEST_F(RuleTest, PatternThatMustNotMatch_Warns) {
  Month(a_, "2026-02");
  const Texts id = {{{9, 0, 0}, "Anh Nam 031234567890"}};
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02", id), ElementsAre("khong_ghi_so_cccd"));
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02", {{{9, 0, 0}, "Thiếu 12 máy"}}), IsEmpty());
  EXPECT_THAT(CodesOf(a_, "hoat_dong", "2026-02"), IsEmpty()) << "no text, no finding";
}

TEST_F(RuleTest, PatternThatMustMatch_Warns) {
  Profile(a_, "2026-02");
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02", {{{9, 0, 0}, "Nam"}}), ElementsAre("ten_phu_trach"));
  EXPECT_THAT(CodesOf(a_, "co_so", "2026-02", {{{9, 0, 0}, "Nguyễn Nam"}}), IsEmpty());
}

TEST_F(RuleTest, SeveralFindings_ComeByFieldThenByRule) {
  a_.Set("khao_sat", "2026-03", {{"hoi", -5}, {"dat", 52}, {"cach", 7}});
  EXPECT_THAT(CodesOf(a_, "khao_sat", "2026-03"),
              ElementsAre("range", "bad_option", "dat_khong_qua_hoi"));
}

}  // namespace
}  // namespace gom::plan
