#include "common/sync/revision.h"

#include <gtest/gtest.h>

namespace gom::sync {
namespace {

v1::Revision Shape() {
  v1::Revision r;
  r.set_form(2);
  r.set_period(3);
  return r;
}

TEST(RevisionTest, H8_EmptyZeroAndNotApplicable_ComeBackAsTheyWere) {
  plan::Values values;
  values.Set(1, plan::FieldValue::Number(0));
  values.Set(2, plan::FieldValue::Number(-7));
  values.Set(3, plan::FieldValue::NotApplicable());
  plan::Item item{9, 77, {}};
  item.Set(1, plan::FieldValue::Number(5));
  values.mutable_items().push_back(item);
  v1::Revision r = Shape();
  EncodeValues(values, &r);
  const auto back = DecodeValues(r);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, values);
  // Empty, zero and not applicable are three different things.
  EXPECT_TRUE(back->Get(4).empty());
  EXPECT_TRUE(back->Get(1).is_number());
  EXPECT_FALSE(back->Get(3).is_number());
}

TEST(RevisionTest, WhatNoHonestDeviceWrites_IsRefused) {
  std::vector<v1::Revision> bad(9, Shape());
  bad[0].add_fields(1);  // no value
  bad[1].add_fields(2), bad[1].add_fields(1), bad[1].add_values(1), bad[1].add_values(1);
  bad[2].add_fields(2), bad[2].add_fields(2), bad[2].add_values(1), bad[2].add_values(1);
  bad[3].add_fields(2), bad[3].add_values(1), bad[3].add_not_applicable(2);
  bad[4].add_items()->set_field(1);  // id 0
  for (int i = 0; i < 2; ++i) {
    v1::Item* item = bad[5].add_items();
    item->set_field(1);
    item->set_id(4);
  }
  bad[6].add_fields(0), bad[6].add_values(1);
  bad[7].add_fields(20000), bad[7].add_values(1);
  bad[8].set_form(0);
  for (const v1::Revision& r : bad) EXPECT_FALSE(DecodeValues(r).ok()) << r.DebugString();
}

TEST(RevisionTest, TextIsSealedBesideTheNumbers) {
  Wording wording;
  wording.author = "Nguyễn Thị Hoa";
  wording.note = "đã đối chiếu sổ";
  wording.texts[{5, 0, 0}] = "ghi chú";
  wording.reasons = {{2, "hai giáo viên chuyển trường"}};
  v1::Change change;
  *change.mutable_revision() = Shape();
  const v1::Sealed sealed = Seal(change, wording, std::string(16, 's'));
  v1::Change back;
  ASSERT_TRUE(back.ParseFromString(sealed.main()));
  EXPECT_EQ(back.text_digest(), log::ToBytes(log::Sha256(sealed.text())));
  EXPECT_EQ(sealed.main().find("Hoa"), std::string::npos);
  const auto text = DecodeText(sealed.text());
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text, wording);
  EXPECT_TRUE(Seal(change, {}, std::string(16, 's')).text().empty());
  EXPECT_FALSE(DecodeText("\xff\xff").ok());
}

TEST(RevisionTest, Evidence_DigestsStandInTheMainPartAndNamesInTheOther) {
  Wording wording;
  wording.evidence = {{std::string(32, 'a'), "Ảnh lớp.jpg"}, {std::string(32, 'b')}};
  v1::Change change;
  *change.mutable_revision() = Shape();
  const v1::Sealed sealed = Seal(change, wording, std::string(16, 's'));
  v1::Change back;
  ASSERT_TRUE(back.ParseFromString(sealed.main()));
  ASSERT_EQ(back.revision().evidence_size(), 2);
  EXPECT_EQ(sealed.main().find("jpg"), std::string::npos);
  EXPECT_EQ(*DecodeWording(back.revision(), sealed.text()), wording);
  // Erased names leave the files.
  wording.evidence[0].name.clear();
  EXPECT_EQ(*DecodeWording(back.revision(), ""), wording);
  EXPECT_TRUE(DecodeText(sealed.text())->evidence.empty());
  // Another file is another content; another name is not.
  v1::Revision other = back.revision();
  other.set_evidence(0, std::string(32, 'c'));
  EXPECT_NE(ContentDigest(other, {}), ContentDigest(back.revision(), {}));
}

TEST(RevisionTest, ContentDigest_TellsValuesAndWordsApartButNotAuthors) {
  plan::Values one, two;
  one.Set(1, plan::FieldValue::Number(1));
  two.Set(1, plan::FieldValue::NotApplicable());
  v1::Revision a = Shape(), b = Shape();
  EncodeValues(one, &a);
  EncodeValues(two, &b);
  Wording mine, theirs;
  mine.author = "A";
  theirs.author = "B";
  EXPECT_NE(ContentDigest(a, {}), ContentDigest(b, {}));
  EXPECT_EQ(ContentDigest(a, mine), ContentDigest(a, theirs));
  theirs.note = "khác";
  EXPECT_NE(ContentDigest(a, mine), ContentDigest(a, theirs));
  a.add_parents()->set_index(1);
  EXPECT_EQ(ContentDigest(a, {}), ContentDigest(a, mine));
}

TEST(RevisionTest, TwentyFiveNumbersBelow128_TakeUnderTwoPointNineBytesEach) {
  plan::Values values;
  for (uint32_t i = 1; i <= 25; ++i) values.Set(i, plan::FieldValue::Number(5 * i));
  v1::Change change;
  change.set_at(1'780'000'000);
  change.set_plan_version(1);
  v1::Revision* r = change.mutable_revision();
  r->set_form(4);
  r->set_period(2);
  r->add_parents()->set_index(17);
  EncodeValues(values, r);
  EXPECT_LT(static_cast<double>(Seal(change, {}, "").main().size()) / 25, 2.9);
}

}  // namespace
}  // namespace gom::sync
