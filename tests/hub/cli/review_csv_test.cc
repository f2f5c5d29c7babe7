#include "hub/cli/review_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text/message.h"

namespace gom::hub {
namespace {

constexpr char kHeader[] = "act,unit,form,period,field,item,indicator,reason\n";

TEST(ReviewCsvTest, EveryAct_IsRead) {
  auto rows = ReadReviews("v.csv", std::string(kHeader) +
                                       "accept,A1,f,2026-Q2,,,,\n"
                                       "return,A1,f,2026-Q2,met,,,Xem lại\n"
                                       "recognize,A1,f,2026-Q2,ideas,2,,Cấp xã\n"
                                       "recognize,A1,f,2026-Q2,ideas,0a1b2c3d,,\n"
                                       "not-applicable,A1,,,,,MT5,Mầm non\n"
                                       "withdraw_not_applicable,A1,,,,,MT5,Nhầm\n"
                                       "lock,,,2026-Q1,,,,\n"
                                       "reopen,,,2026-Q1,,,,\n"
                                       "take,A1,f,2026-Q2,,,,\n");
  ASSERT_TRUE(rows.ok()) << text::Sentence(text::Language::kEnglish, rows.status());
  ASSERT_EQ(rows->size(), 9u);
  EXPECT_EQ((*rows)[0].act.kind(), v1::ReviewAct::KIND_ACCEPT);
  EXPECT_EQ((*rows)[1].act.fields(0).field(), "met");
  EXPECT_EQ((*rows)[1].act.fields(0).reason(), "Xem lại");
  EXPECT_EQ((*rows)[2].act.item_place(), 2u);
  EXPECT_EQ((*rows)[3].act.item(), 0x0a1b2c3du);
  EXPECT_EQ((*rows)[4].act.indicator(), "MT5");
  EXPECT_TRUE((*rows)[5].act.withdraw());
  EXPECT_EQ((*rows)[6].act.kind(), v1::ReviewAct::KIND_LOCK);
  EXPECT_EQ((*rows)[7].line, 9u);
  EXPECT_EQ((*rows)[8].act.kind(), v1::ReviewAct::KIND_TAKE);
}

TEST(ReviewCsvTest, F9_RevisionThatWasSeen_TravelsWithItsVerdict) {
  auto rows = ReadReviews("v.csv",
                          "act,unit,form,period,reason,revision\n"
                          "accept,A1,f,2026-Q2,,a1b2c3d4/17\n"
                          "return,A1,f,2026-Q2,Xem lại,a1b2c3d4/18\n"
                          "accept,A1,f,2026-Q1,,\n");
  ASSERT_TRUE(rows.ok()) << text::Sentence(text::Language::kEnglish, rows.status());
  EXPECT_EQ((*rows)[0].act.revision(), "a1b2c3d4/17");
  EXPECT_EQ((*rows)[1].act.revision(), "a1b2c3d4/18");
  EXPECT_EQ((*rows)[2].act.revision(), "");
}

TEST(ReviewCsvTest, WrongRows_AllAreNamed) {
  auto rows = ReadReviews("v.csv", std::string(kHeader) +
                                       "approve,A1,f,2026-Q2,,,,\n"
                                       "return,A1,f,2026-Q2,,,,\n"
                                       "recognize,A1,f,2026-Q2,ideas,third,,\n"
                                       "withdraw_lock,,,2026-Q1,,,,\n");
  const v1::Error error = text::ErrorOf(rows.status());
  EXPECT_EQ(error.code(), "review_file_wrong");
  std::vector<std::pair<uint32_t, std::string>> places;
  for (const v1::ErrorPlace& p : error.places()) places.emplace_back(p.line(), p.field());
  const std::vector<std::pair<uint32_t, std::string>> expected = {
      {2, "act"}, {3, "reason"}, {4, "item"}, {5, "act"}};
  EXPECT_EQ(places, expected);
}

}  // namespace
}  // namespace gom::hub
