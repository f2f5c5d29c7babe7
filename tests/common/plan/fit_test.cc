// Values from before a plan or a roster changed, against a form as it is now; what is left must be
// something that a person can mend.
#include "common/plan/fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/common/plan/test_plans.h"

namespace gom::plan {
namespace {

constexpr uint32_t kTrained = 1, kModel = 3, kNote = 5, kIdeas = 6;
constexpr uint32_t kStaff = 1, kHouseholds = 2;

class KeepWhatFitsTest : public testing::Test {
 protected:
  void SetUp() override {
    plan_ = LoadTestPlan("small.textproto");
    unit_ = UnitOf("primary");
  }

  Unit UnitOf(const std::string& kind) const {
    return plan_->CompileUnit("X", "X", {kind}, v1::OWNERSHIP_PUBLIC, v1::MANAGER_COMMUNE,
                              kNoFirstDay, kNoLastDay, "");
  }

  const Form& profile() const { return plan_->forms[0]; }
  const Form& work() const { return plan_->forms[1]; }

  std::shared_ptr<const Plan> plan_;
  Unit unit_;
  Values values_;
  Texts texts_;
};

TEST_F(KeepWhatFitsTest, EverythingFits_NothingIsTouched) {
  values_.Set(kTrained, FieldValue::Number(100'000));  // out of its range: for a person to mend
  values_.Set(kModel, FieldValue::Number(9));          // an option that is gone: likewise
  values_.Set(kNote, FieldValue::Number(1));
  texts_[{kNote, 0, 0}] = "ghi chú";
  values_.mutable_items().push_back(Item{kIdeas, 7, {{1, FieldValue::Number(1)}}});
  texts_[{kIdeas, 7, 1}] = "sáng kiến";
  const Values values_before = values_;
  const Texts texts_before = texts_;
  EXPECT_FALSE(KeepWhatFits(work(), unit_, &values_, &texts_));
  EXPECT_EQ(values_, values_before);
  EXPECT_EQ(texts_, texts_before);
}

TEST_F(KeepWhatFitsTest, F2_FieldsThatTheFormLost_GoWithTheirTexts) {
  values_.Set(kTrained, FieldValue::Number(3));
  values_.Set(77, FieldValue::Number(1));
  texts_[{77, 0, 0}] = "của kế hoạch cũ";
  values_.mutable_items().push_back(Item{78, 7, {{1, FieldValue::Number(1)}}});
  texts_[{78, 7, 1}] = "dòng của kế hoạch cũ";
  values_.mutable_items().push_back(
      Item{kIdeas, 8, {{1, FieldValue::Number(1)}, {9, FieldValue::Number(4)}}});
  texts_[{kIdeas, 8, 1}] = "còn";
  texts_[{kIdeas, 8, 9}] = "không còn";
  EXPECT_TRUE(KeepWhatFits(work(), unit_, &values_, &texts_));
  EXPECT_THAT(values_.fields(), testing::ElementsAre(std::pair(kTrained, FieldValue::Number(3))));
  ASSERT_EQ(values_.items().size(), 1u);
  EXPECT_EQ(values_.items()[0], (Item{kIdeas, 8, {{1, FieldValue::Number(1)}}}));
  EXPECT_THAT(texts_, testing::ElementsAre(std::pair(TextKey{kIdeas, 8, 1}, std::string("còn"))));
}

TEST_F(KeepWhatFitsTest, F6_FieldThatNoLongerAppliesToTheUnit_Goes) {
  values_.Set(kStaff, FieldValue::Number(20));
  values_.Set(kHouseholds, FieldValue::NotApplicable());
  EXPECT_FALSE(KeepWhatFits(profile(), unit_, &values_, &texts_));
  EXPECT_TRUE(KeepWhatFits(profile(), UnitOf("office"), &values_, &texts_));
  EXPECT_EQ(values_.Get(kStaff), FieldValue::Number(20));
  EXPECT_TRUE(values_.Get(kHouseholds).empty());
}

TEST_F(KeepWhatFitsTest, TextsOfNoTextField_Go) {
  texts_[{kTrained, 0, 0}] = "một số không có chữ";
  texts_[{kNote, 3, 1}] = "ô chữ không có dòng";
  texts_[{kIdeas, 4, 1}] = "dòng không có thật";
  EXPECT_TRUE(KeepWhatFits(work(), unit_, &values_, &texts_));
  EXPECT_TRUE(texts_.empty());
}

}  // namespace
}  // namespace gom::plan
