#include "common/plan/values.h"

#include <gtest/gtest.h>

namespace gom::plan {
namespace {

TEST(ValuesTest, NeverSet_IsEmpty) {
  const Values values;
  EXPECT_TRUE(values.Get(1).empty());
  EXPECT_TRUE(values.empty());
}

TEST(ValuesTest, EmptyZeroAndNotApplicable_AreThreeValues) {
  Values values;
  values.Set(2, FieldValue::Number(0));
  values.Set(3, FieldValue::NotApplicable());
  EXPECT_TRUE(values.Get(1).empty());
  EXPECT_TRUE(values.Get(2).is_number());
  EXPECT_EQ(values.Get(2).number, 0);
  EXPECT_FALSE(values.Get(3).empty());
  EXPECT_FALSE(values.Get(3).is_number());
  EXPECT_NE(values.Get(1), values.Get(2));
  EXPECT_NE(values.Get(2), values.Get(3));
  EXPECT_NE(values.Get(1), values.Get(3));
}

TEST(ValuesTest, SetInAnyOrder_StaysAscending) {
  Values values;
  for (const uint32_t field : {5u, 1u, 9u, 3u, 1u}) values.Set(field, FieldValue::Number(field));
  std::vector<uint32_t> order;
  for (const auto& [field, value] : values.fields()) order.push_back(field);
  EXPECT_EQ(order, (std::vector<uint32_t>{1, 3, 5, 9}));
  Values other;
  for (const uint32_t field : {9u, 5u, 3u, 1u}) other.Set(field, FieldValue::Number(field));
  EXPECT_EQ(values, other);
}

TEST(ValuesTest, SetToEmpty_RemovesTheField) {
  Values values;
  values.Set(4, FieldValue::Number(7));
  values.Set(4, FieldValue{});
  values.Set(8, FieldValue{});
  EXPECT_TRUE(values.empty());
  EXPECT_EQ(values, Values{});
}

TEST(ValuesTest, SetTwice_KeepsTheLast) {
  Values values;
  values.Set(4, FieldValue::Number(7));
  values.Set(4, FieldValue::Number(-8));
  EXPECT_EQ(values.Get(4), FieldValue::Number(-8));
  EXPECT_EQ(values.fields().size(), 1u);
}

TEST(ValuesTest, Items_AreFoundByListAndId) {
  Values values;
  Item item{.list_field = 3, .id = 11, .fields = {}};
  item.Set(2, FieldValue::Number(5));
  item.Set(1, FieldValue::Number(1));
  values.mutable_items().push_back(item);
  EXPECT_FALSE(values.empty());
  ASSERT_NE(values.FindItem(3, 11), nullptr);
  EXPECT_EQ(values.FindItem(3, 11)->Get(2), FieldValue::Number(5));
  EXPECT_TRUE(values.FindItem(3, 11)->Get(9).empty());
  EXPECT_EQ(values.FindItem(3, 12), nullptr);
  EXPECT_EQ(values.FindItem(4, 11), nullptr);
  EXPECT_EQ(values.FindItem(3, 11)->fields.front().first, 1u);
}

}  // namespace
}  // namespace gom::plan
