#include "common/sync/value_view.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "common/plan/load.h"
#include "common/text/message.h"

namespace gom::sync {
namespace {

constexpr char kPlan[] = R"pb(
  code: "view"
  version: 1
  year: 2026
  title { vi: "Kế hoạch" en: "Plan" }
  issuer { vi: "Xã" en: "Commune" }
  kinds {
    code: "primary"
    name { vi: "Tiểu học" en: "Primary" }
  }
  periods {
    number: 1
    code: "2026-Q1"
    name { vi: "Quý I" en: "Q1" }
    start: "2026-01-01"
    end: "2026-03-31"
    due: "2026-04-10"
    school_year: "2025-2026"
    in_session: true
  }
  forms {
    number: 1
    code: "f"
    title { vi: "Biểu" en: "Form" }
    fields {
      number: 1
      code: "count"
      label { vi: "Số" en: "Count" }
      whole {}
    }
    fields {
      number: 2
      code: "done"
      label { vi: "Đã làm" en: "Done" }
      yes_no {}
    }
    fields {
      number: 3
      code: "kind"
      label { vi: "Loại" en: "Kind" }
      choice {
        options {
          number: 1
          code: "a"
          label { vi: "A" en: "A" }
        }
        options {
          number: 2
          code: "b"
          label { vi: "B" en: "B" }
        }
      }
    }
    fields {
      number: 4
      code: "day"
      label { vi: "Ngày" en: "Day" }
      date {}
    }
    fields {
      number: 5
      code: "words"
      label { vi: "Chữ" en: "Words" }
      text {}
    }
    fields {
      number: 6
      code: "list"
      label { vi: "Danh sách" en: "List" }
      items {
        fields {
          number: 1
          code: "name"
          label { vi: "Tên" en: "Name" }
          text {}
        }
        fields {
          number: 2
          code: "size"
          label { vi: "Cỡ" en: "Size" }
          whole {}
        }
      }
    }
  }
  indicators {
    number: 1
    code: "I1"
    title { vi: "Chỉ tiêu" en: "Indicator" }
    short_title { vi: "Chỉ tiêu" en: "Indicator" }
    group: GROUP_TASK
    lead { vi: "Phòng" en: "Office" }
    due: "2026-12-31"
    parts {
      number: 1
      title { vi: "Phần" en: "Part" }
      information { sum { fields: "f.count" } }
      over_time: OVER_TIME_LATEST
    }
  }
)pb";

class ValueViewTest : public testing::Test {
 protected:
  void SetUp() override {
    plan::LoadResult loaded = plan::Load(kPlan);
    ASSERT_NE(loaded.plan, nullptr) << (loaded.mistakes.empty() ? "" : loaded.mistakes[0].en);
    plan_ = loaded.plan;
  }

  const plan::Form& form() const { return plan_->forms[0]; }

  absl::Status Set(std::string_view text) {
    v1::ItemValue holder;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(text), &holder));
    return FromFieldValues(
        form(), holder.fields(), [this] { return next_id_++; }, &values_, &texts_);
  }

  std::vector<std::string> PlacesOf(const absl::Status& status) {
    std::vector<std::string> out;
    const v1::Error error = text::ErrorOf(status);
    for (const v1::ErrorPlace& p : error.places()) out.push_back(p.field());
    return out;
  }

  std::shared_ptr<const plan::Plan> plan_;
  plan::Values values_;
  plan::Texts texts_;
  uint32_t next_id_ = 0;  // starts with 0, which is no id
};

constexpr char kEverything[] = R"pb(
  fields {
    field: "count"
    value { number: 0 }
  }
  fields {
    field: "done"
    value { yes_no: true }
  }
  fields {
    field: "kind"
    value { choice: "b" }
  }
  fields {
    field: "day"
    value { date: "2026-02-28" }
  }
  fields {
    field: "words"
    value { text: "một hai" }
  }
  fields {
    field: "list"
    value {
      items {
        items {
          id: 9
          fields {
            field: "name"
            value { text: "Sáng kiến" }
          }
        }
        items {
          fields {
            field: "size"
            value { number: 3 }
          }
        }
      }
    }
  })pb";

TEST_F(ValueViewTest, EveryType_ComesBackAsItWasGiven) {
  ASSERT_TRUE(Set(kEverything).ok());
  EXPECT_EQ(values_.Get(2).number, 1);
  EXPECT_EQ(values_.Get(3).number, 2);
  v1::ItemValue again;
  for (v1::FieldValue& f : ToFieldValues(form(), values_, texts_)) *again.add_fields() = f;
  v1::ItemValue expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kEverything, &expected));
  expected.mutable_fields(5)->mutable_value()->mutable_items()->mutable_items(1)->set_id(1);
  EXPECT_EQ(again.DebugString(), expected.DebugString());
}

TEST_F(ValueViewTest, H8_EmptyZeroAndNotApplicable_StayThreeThings) {
  ASSERT_TRUE(Set(R"pb(fields {
                         field: "count"
                         value { number: 0 }
                       })pb")
                  .ok());
  EXPECT_EQ(ToFieldValues(form(), values_, texts_)[0].value().kind_case(), v1::Value::kNumber);
  ASSERT_TRUE(Set(R"pb(fields {
                         field: "count"
                         value { not_applicable: true }
                       })pb")
                  .ok());
  EXPECT_TRUE(ToFieldValues(form(), values_, texts_)[0].value().not_applicable());
  ASSERT_TRUE(Set(R"pb(fields { field: "count" })pb").ok());
  EXPECT_TRUE(ToFieldValues(form(), values_, texts_).empty());
}

TEST_F(ValueViewTest, FieldNotNamed_KeepsWhatItHeld) {
  ASSERT_TRUE(Set(kEverything).ok());
  ASSERT_TRUE(Set(R"pb(fields {
                         field: "words"
                         value { text: "" }
                       })pb")
                  .ok());
  EXPECT_EQ(values_.Get(1), plan::FieldValue::Number(0));
  EXPECT_EQ(texts_.count({5, 0, 0}), 0u);
  EXPECT_EQ(texts_.count({6, 9, 1}), 1u);
}

TEST_F(ValueViewTest, ListReplaced_TextsOfItsFormerItemsGo) {
  ASSERT_TRUE(Set(kEverything).ok());
  ASSERT_TRUE(Set(R"pb(fields { field: "list" })pb").ok());
  EXPECT_TRUE(values_.items().empty());
  EXPECT_EQ(texts_.size(), 1u);
}

TEST_F(ValueViewTest, SeveralMistakes_AllAreNamedAndNothingChanges) {
  ASSERT_TRUE(Set(kEverything).ok());
  const plan::Values before = values_;
  absl::Status status = Set(R"pb(
    fields {
      field: "count"
      value { text: "12a" }
    }
    fields {
      field: "nobody"
      value { number: 1 }
    }
    fields {
      field: "kind"
      value { choice: "z" }
    }
    fields {
      field: "day"
      value { date: "2026-02-31" }
    }
    fields {
      field: "words"
      value { text: "x" }
    }
    fields {
      field: "words"
      value { text: "y" }
    }
    fields {
      field: "list"
      value {
        items {
          items {
            fields {
              field: "size"
              value { yes_no: true }
            }
          }
        }
      }
    })pb");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(text::ErrorOf(status).code(), "values_wrong");
  EXPECT_THAT(PlacesOf(status),
              testing::ElementsAre("count", "nobody", "kind", "day", "words", "list.1.size"));
  EXPECT_THAT(text::ErrorOf(status).places(2).vi(), testing::HasSubstr("a, b"));
  EXPECT_EQ(values_, before);
}

TEST_F(ValueViewTest, ItemIdTwice_IsRefused) {
  absl::Status status = Set(R"pb(
    fields {
      field: "list"
      value {
        items {
          items { id: 4 }
          items { id: 4 }
        }
      }
    })pb");
  EXPECT_THAT(PlacesOf(status), testing::ElementsAre("list"));
}

TEST_F(ValueViewTest, F2_FieldOfAnOlderPlan_IsShownByItsNumber) {
  values_.Set(77, plan::FieldValue::Number(5));
  texts_[{78, 0, 0}] = "cũ";
  std::vector<v1::FieldValue> shown = ToFieldValues(form(), values_, texts_);
  ASSERT_EQ(shown.size(), 2u);
  EXPECT_EQ(shown[0].field(), "#77");
  EXPECT_EQ(shown[0].value().number(), 5);
  EXPECT_EQ(shown[1].value().text(), "cũ");
}

TEST_F(ValueViewTest, F2_FieldOfAnOlderPlanThatIsKnown_IsShownByItsCodeAndInItsType) {
  plan::Form then = form();
  plan::Field& size = *std::find_if(then.fields.begin(), then.fields.end(),
                                    [](const plan::Field& f) { return f.code == "kind"; });
  plan::Field gone = size;
  gone.number = 77;
  gone.code = "old_kind";
  then.fields.push_back(gone);
  gone.number = 79;
  gone.code = "count";  // that means something else now
  then.fields.push_back(gone);
  for (const uint32_t field : {77u, 78u, 79u}) values_.Set(field, plan::FieldValue::Number(1));
  const std::vector<v1::FieldValue> shown = ToFieldValues(form(), values_, texts_, &then);
  ASSERT_EQ(shown.size(), 3u);
  EXPECT_EQ(shown[0].field(), "old_kind");
  EXPECT_EQ(shown[0].value().choice(), "a");
  EXPECT_EQ(shown[1].field(), "#78") << "nobody knows that one";
  EXPECT_EQ(shown[2].field(), "#79");
}

TEST_F(ValueViewTest, F2_OptionThatIsGone_IsShownByTheCodeThatItHad) {
  plan::Form now = form();
  v1::Field without;
  for (plan::Field& field : now.fields) {
    if (field.code != "kind") continue;
    without = *field.source;
    without.mutable_choice()->mutable_options()->DeleteSubrange(0, 1);
    field.source = &without;
  }
  values_.Set(3, plan::FieldValue::Number(1));
  EXPECT_EQ(ToFieldValues(now, values_, texts_)[0].value().number(), 1);
  EXPECT_EQ(ToFieldValues(now, values_, texts_, &form())[0].value().choice(), "a");
}

TEST_F(ValueViewTest, F2_TextOfAnOlderPlan_IsShownOnceThoughItHasAMark) {
  values_.Set(78, plan::FieldValue::Number(1));
  texts_[{78, 0, 0}] = "cũ";
  std::vector<v1::FieldValue> shown = ToFieldValues(form(), values_, texts_);
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].value().text(), "cũ");
}

constexpr char kOldItemsShown[] = R"pb(
  fields {
    field: "list"
    value {
      items {
        items {
          id: 9
          fields {
            field: "size"
            value { number: 3 }
          }
          fields {
            field: "#44"
            value { number: 8 }
          }
          fields {
            field: "#45"
            value { text: "cũ" }
          }
        }
      }
    }
  }
  fields {
    field: "#79"
    value {
      items {
        items {
          id: 1
          fields {
            field: "#1"
            value { number: 5 }
          }
        }
      }
    }
  })pb";

TEST_F(ValueViewTest, F2_ItemsOfAnOlderPlan_AreShownByTheirNumbers) {
  values_.mutable_items().push_back(plan::Item{6, 9, {{2, plan::FieldValue::Number(3)}}});
  values_.mutable_items()[0].Set(44, plan::FieldValue::Number(8));
  texts_[{6, 9, 45}] = "cũ";
  values_.mutable_items().push_back(plan::Item{79, 1, {{1, plan::FieldValue::Number(5)}}});
  v1::ItemValue shown;
  for (v1::FieldValue& f : ToFieldValues(form(), values_, texts_)) *shown.add_fields() = f;
  v1::ItemValue expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kOldItemsShown, &expected));
  EXPECT_EQ(shown.DebugString(), expected.DebugString());
}

TEST_F(ValueViewTest, H8_NotApplicableInAnItem_IsRefusedAndNotDropped) {
  absl::Status status = Set(R"pb(
    fields {
      field: "list"
      value {
        items {
          items {
            id: 4
            fields {
              field: "size"
              value { not_applicable: true }
            }
          }
        }
      }
    })pb");
  EXPECT_THAT(PlacesOf(status), testing::ElementsAre("list.1.size"));
  EXPECT_TRUE(values_.items().empty());
}

TEST_F(ValueViewTest, NumberThatItsTypeCannotSay_IsShownAsNumber) {
  constexpr int64_t kYearZero = -719528;
  EXPECT_EQ(ToValue(form().fields[3], plan::FieldValue::Number(kYearZero), "").number(), kYearZero);
  EXPECT_EQ(ToValue(form().fields[2], plan::FieldValue::Number(55), "").number(), 55);
  EXPECT_EQ(ToValue(form().fields[3], plan::FieldValue::Number(int64_t{1} << 40), "").number(),
            int64_t{1} << 40);
}

}  // namespace
}  // namespace gom::sync
