#include "hub/cli/assignments.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "common/text/message.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

class AssignmentsTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(
        google::protobuf::TextFormat::ParseFromString(R"pb(
                                                        code: "f"
                                                        fields {
                                                          number: 1
                                                          code: "so"
                                                          whole {}
                                                        }
                                                        fields {
                                                          number: 2
                                                          code: "am"
                                                          whole { min: -5 }
                                                        }
                                                        fields {
                                                          number: 3
                                                          code: "co_khong"
                                                          yes_no {}
                                                        }
                                                        fields {
                                                          number: 4
                                                          code: "loai"
                                                          choice { options { number: 1 code: "a" } }
                                                        }
                                                        fields {
                                                          number: 5
                                                          code: "ngay"
                                                          date {}
                                                        }
                                                        fields {
                                                          number: 6
                                                          code: "chu"
                                                          text {}
                                                        }
                                                        fields {
                                                          number: 7
                                                          code: "ds"
                                                          items {
                                                            fields {
                                                              number: 1
                                                              code: "ten"
                                                              text {}
                                                            }
                                                            fields {
                                                              number: 2
                                                              code: "so"
                                                              whole {}
                                                            }
                                                          }
                                                        })pb",
                                                      &form_));
  }

  absl::StatusOr<std::vector<v1::FieldValue>> Read(const std::vector<std::string>& typed) {
    return ReadAssignments(form_, typed, current_);
  }
  v1::Value One(const std::string& typed) {
    auto values = Read({typed});
    EXPECT_TRUE(values.ok()) << typed << ": "
                             << text::Sentence(text::Language::kEnglish, values.status());
    return values.ok() ? (*values)[0].value() : v1::Value();
  }

  v1::Form form_;
  google::protobuf::RepeatedPtrField<v1::FieldValue> current_;
};

TEST_F(AssignmentsTest, EachType_IsReadAsClerksWriteIt) {
  EXPECT_EQ(One("so=1.234").number(), 1234);
  EXPECT_EQ(One("am=-3").number(), -3);
  EXPECT_TRUE(One("co_khong=có").yes_no());
  EXPECT_FALSE(One("co_khong=Không").yes_no());
  EXPECT_TRUE(One("co_khong=Không").has_yes_no());
  EXPECT_EQ(One("loai=a").choice(), "a");
  EXPECT_EQ(One("ngay=30/6/2026").date(), "2026-06-30");
  EXPECT_EQ(One("chu=a = b").text(), "a = b");
}

TEST_F(AssignmentsTest, H8_ZeroEmptyAndNotApplicable_AreThreeThings) {
  EXPECT_TRUE(One("so=0").has_number());
  EXPECT_EQ(One("so=").kind_case(), v1::Value::KIND_NOT_SET);
  EXPECT_TRUE(One("so=na").not_applicable());
}

TEST_F(AssignmentsTest, H3_WhatIsNoNumber_IsRefusedWithItsPlaceInBothLanguages) {
  auto values =
      Read({"so=12a", "am=1.23", "nobody=1", "plain", "ngay=31/02/2026", "co_khong=maybe"});
  ASSERT_FALSE(values.ok());
  const v1::Error error = text::ErrorOf(values.status());
  ASSERT_EQ(error.places_size(), 6);
  EXPECT_EQ(error.places(0).field(), "so");
  EXPECT_THAT(error.places(2).vi(), HasSubstr("co_khong"));
  for (const v1::ErrorPlace& p : error.places()) EXPECT_NE(p.vi(), p.en());
}

TEST_F(AssignmentsTest, ListItemChanged_OthersAreSentAlong) {
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(R"pb(
                                                              field: "ds"
                                                              value {
                                                                items {
                                                                  items {
                                                                    id: 7
                                                                    fields {
                                                                      field: "ten"
                                                                      value { text: "một" }
                                                                    }
                                                                  }
                                                                  items {
                                                                    id: 8
                                                                    fields {
                                                                      field: "ten"
                                                                      value { text: "hai" }
                                                                    }
                                                                  }
                                                                }
                                                              })pb",
                                                            current_.Add()));
  auto values = Read({"ds.2.ten=HAI", "ds.3.ten=ba", "ds.3.so=4"});
  ASSERT_TRUE(values.ok()) << text::Sentence(text::Language::kEnglish, values.status());
  const v1::ItemList& items = (*values)[0].value().items();
  ASSERT_EQ(items.items_size(), 3);
  EXPECT_EQ(items.items(0).id(), 7u);
  EXPECT_EQ(items.items(0).fields(0).value().text(), "một");
  EXPECT_EQ(items.items(1).fields(0).value().text(), "HAI");
  EXPECT_EQ(items.items(2).id(), 0u);
  EXPECT_EQ(items.items(2).fields(1).value().number(), 4);
}

TEST_F(AssignmentsTest, ListWrittenWrongly_SaysHow) {
  EXPECT_THAT(text::ErrorOf(Read({"ds=1"}).status()).places(0).vi(), HasSubstr("ds.1."));
  EXPECT_THAT(text::ErrorOf(Read({"ds.2.ten=x"}).status()).places(0).en(), HasSubstr("in order"));
  EXPECT_FALSE(Read({"ds.0.ten=x"}).ok());
  EXPECT_FALSE(Read({"so.1.ten=x"}).ok());
}

TEST_F(AssignmentsTest, Pair_NeedsBothSides) {
  EXPECT_EQ(ReadPair("few=Trường nhỏ", "RULE=TEXT")->second, "Trường nhỏ");
  EXPECT_FALSE(ReadPair("few=", "RULE=TEXT").ok());
  EXPECT_FALSE(ReadPair("=x", "RULE=TEXT").ok());
}

}  // namespace
}  // namespace gom::hub
