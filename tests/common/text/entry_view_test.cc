#include "common/text/entry_view.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

namespace gom::text {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename T>
T FromText(const std::string& textproto) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(textproto, &message));
  return message;
}

constexpr View kView{.width = 140, .colour = false, .utc_offset_seconds = 7 * 3600};

v1::Form Form() {
  return FromText<v1::Form>(R"pb(
    code: "mt"
    title { vi: "Biểu mục tiêu" en: "Goals" }
    fields {
      code: "gv"
      label { vi: "Giáo viên đã tập huấn" en: "Teachers trained" }
      whole {}
    }
    fields {
      code: "kieu"
      label { vi: "Kiểu" en: "Kind" }
      choice {
        options {
          number: 1
          code: "a"
          label { vi: "Trường học số" en: "Digital school" }
        }
      }
    }
    fields {
      code: "sk"
      label { vi: "Sáng kiến" en: "Initiatives" }
      items {
        fields {
          code: "ten"
          label { vi: "Tên sáng kiến" en: "Its name" }
          text {}
        }
      }
    }
  )pb");
}

v1::RevisionView Revision() {
  return FromText<v1::RevisionView>(R"pb(
    id: "a1b2c3d4/17"
    standing: "contender"
    word: WORD_CONFLICT
    entered_at: 1783062300
    received_at: 1783062360000
    device: 12
    author: "Nguyễn Thị A"
    note: "Số của hai điểm trường"
    hub_index: 88
    values {
      field: "gv"
      value { number: 1234 }
    }
    values {
      field: "kieu"
      value { choice: "a" }
    }
    values {
      field: "sk"
      value {
        items {
          items {
            id: 7
            fields {
              field: "ten"
              value { text: "Sổ tay số" }
            }
          }
        }
      }
    }
    values {
      field: "x"
      value { not_applicable: true }
    }
    findings {
      rule: "mt1a_jump"
      severity: SEVERITY_WARNING
      message { vi: "Tăng bất thường." en: "An unusual rise." }
      reason: "thêm giáo viên mới"
    }
    findings {
      rule: "required"
      severity: SEVERITY_ERROR
      message { vi: "Thiếu số." en: "A number is missing." }
    }
    held_reason { vi: "kỳ đã khóa" en: "the period is locked" }
    verdict {
      accepted: false
      at: 1783062400000
      operator: "Lan"
      reason: "số lệch"
      fields { field: "gv" reason: "lớn hơn tổng" }
    }
  )pb");
}

TEST(ShowValueTest, H8_EmptyZeroAndNotApplicable_AreThreeWords) {
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("")), "chưa nhập");
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("number: 0")), "0");
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("not_applicable: true")),
            "không áp dụng");
}

TEST(ShowValueTest, EveryKind_IsShownAsPeopleWriteIt) {
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("number: 1234")), "1.234");
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("yes_no: true")), "có");
  EXPECT_EQ(ShowValue(Language::kEnglish, FromText<v1::Value>("yes_no: false")), "no");
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("date: '2026-10-10'")),
            "10/10/2026");
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("text: 'a\\nb'")), "a b");
  const v1::Form form = Form();
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("choice: 'a'"), &form.fields(1)),
            "Trường học số");
  EXPECT_EQ(ShowValue(Language::kVietnamese, FromText<v1::Value>("choice: 'z'"), &form.fields(1)),
            "z");
}

TEST(ShowRevisionTest, EverythingOfIt_IsThere) {
  const v1::Form form = Form();
  const std::string shown = ShowRevision(Language::kVietnamese, Revision(), &form, kView);
  EXPECT_THAT(shown, HasSubstr("a1b2c3d4/17  hai bản khác nhau · chờ chọn giữa hai bản\n"));
  EXPECT_THAT(shown, HasSubstr("nhập lúc 14:05 03/07/2026"));
  EXPECT_THAT(shown, HasSubstr("hub nhận lúc 14:06 03/07/2026"));
  EXPECT_THAT(shown, HasSubstr("Nguyễn Thị A · máy 12 · bản ghi 88 của hub"));
  EXPECT_THAT(shown, HasSubstr("Đang giữ vì: kỳ đã khóa."));
  EXPECT_THAT(shown, HasSubstr("Trả lại (Lan, 14:06 03/07/2026): số lệch"));
  EXPECT_THAT(shown, HasSubstr("gv: lớn hơn tổng"));
  EXPECT_THAT(shown, HasSubstr("Giáo viên đã tập huấn"));
  EXPECT_THAT(shown, HasSubstr("Trường học số"));
  EXPECT_THAT(shown, HasSubstr("Sổ tay số"));
  EXPECT_THAT(shown, HasSubstr("[mt1a_jump]: Tăng bất thường. Lý do: thêm giáo viên mới"));
  EXPECT_THAT(shown, HasSubstr("Ghi chú: Số của hai điểm trường"));
  EXPECT_LT(shown.find("✖ Lỗi: Thiếu số."), shown.find("▲ Cảnh báo"));
}

// Codes are what a person types to mend it: they are said, and never cut short.
TEST(ShowFindingsTest, FieldsOfAnErrorAndTheRuleOfAWarning_AreSaid) {
  google::protobuf::RepeatedPtrField<v1::Finding> findings;
  *findings.Add() = FromText<v1::Finding>(R"pb(
    rule: "required"
    severity: SEVERITY_ERROR
    fields: "hs_th"
    message { vi: "Thiếu số." })pb");
  *findings.Add() = FromText<v1::Finding>(R"pb(
    rule: "jump"
    severity: SEVERITY_WARNING
    fields: "a"
    fields: "b"
    fields: "c"
    fields: "d"
    message { vi: "Tăng bất thường." })pb");
  EXPECT_EQ(ShowFindings(Language::kVietnamese, findings, {.width = 80}),
            "  ✖ Lỗi hs_th: Thiếu số.\n  ▲ Cảnh báo a, b, c, … [jump]: Tăng bất thường.\n");
}

TEST(ShowRevisionTest, NarrowWindow_CutsNoCodeShort) {
  v1::RevisionView revision;
  revision.set_id("a/1");
  v1::FieldValue* v = revision.add_values();
  v->set_field("mt2_th_kynang_rat_dai");
  v->mutable_value()->set_number(262);
  EXPECT_THAT(ShowRevision(Language::kVietnamese, revision, nullptr, {.width = 40}),
              HasSubstr("mt2_th_kynang_rat_dai 262"));
}

TEST(ShowRevisionTest, HeldReasonIsAWholeSentence_HasOneFullStop) {
  v1::RevisionView held;
  held.mutable_held_reason()->set_vi("Kỳ đã khóa: chờ cán bộ xã mở kỳ.");
  EXPECT_THAT(ShowRevision(Language::kVietnamese, held, nullptr, kView),
              HasSubstr("Đang giữ vì: Kỳ đã khóa: chờ cán bộ xã mở kỳ.\n"));
}

TEST(ShowRevisionTest, WithoutAForm_CodesStandAlone) {
  const std::string shown = ShowRevision(Language::kEnglish, Revision(), nullptr, kView);
  EXPECT_THAT(shown, HasSubstr("1,234"));
  EXPECT_THAT(shown, Not(HasSubstr("Teachers trained")));
}

TEST(ShowHistoryTest, NoRevisions_IsASentence) {
  EXPECT_EQ(ShowHistory(Language::kVietnamese, {}, nullptr, kView),
            "Chưa có báo cáo nào cho biểu và kỳ này.\n");
}

TEST(ShowHistoryTest, Several_StandInTheOrderGiven) {
  google::protobuf::RepeatedPtrField<v1::RevisionView> revisions;
  for (const char* id : {"a/1", "b/2"}) revisions.Add()->set_id(id);
  const std::string shown = ShowHistory(Language::kEnglish, revisions, nullptr, kView);
  EXPECT_LT(shown.find("a/1"), shown.find("b/2"));
}

TEST(MillisecondsTest, SecondsAndMilliseconds_AreToldApart) {
  EXPECT_EQ(Milliseconds(1783062300), 1783062300000);
  EXPECT_EQ(Milliseconds(1783062300000), 1783062300000);
}

}  // namespace
}  // namespace gom::text
