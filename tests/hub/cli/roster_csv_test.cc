#include "hub/cli/roster_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text/message.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

constexpr char kHeader[] = "code,name,kinds,ownership,manager,valid_from,valid_to,successor\n";

TEST(RosterCsvTest, GoodRows_AreReadWithTheirLines) {
  auto rows = ReadRoster("r.csv", std::string(kHeader) +
                                      "31TK01,Trường Tiểu học,primary,public,commune,,,\n"
                                      "31TK02,Liên cấp,primary+lower_secondary,private,city,"
                                      "01/09/2025,2026-08-31,31TK01\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].line, 2u);
  EXPECT_EQ((*rows)[0].unit.name(), "Trường Tiểu học");
  const v1::Unit& second = (*rows)[1].unit;
  EXPECT_THAT(second.kinds(), testing::ElementsAre("primary", "lower_secondary"));
  EXPECT_EQ(second.ownership(), v1::OWNERSHIP_PRIVATE);
  EXPECT_EQ(second.manager(), v1::MANAGER_CITY);
  EXPECT_EQ(second.valid_from(), "2025-09-01");
  EXPECT_EQ(second.valid_to(), "2026-08-31");
  EXPECT_EQ(second.successor(), "31TK01");
}

TEST(RosterCsvTest, HalfTheRowsWrong_EveryMistakeByLineAndColumn) {
  auto rows =
      ReadRoster("r.csv", std::string(kHeader) +
                              "A1,Trường A,primary,public,commune,,,\n"
                              "B 2,Trường B,primary,public,commune,,,\n"
                              "C3,,primary,state,commune,,,\n"
                              "D4,Trường D,,public,province,31/02/2026,,\n"
                              "a1,Trường A lần nữa,primary,public,commune,,,\n"
                              "E5,Trường E,primary,public,commune,2026-06-30,2026-01-01,e5\n");
  ASSERT_FALSE(rows.ok());
  const v1::Error error = text::ErrorOf(rows.status());
  EXPECT_EQ(error.code(), "roster_wrong");
  EXPECT_THAT(error.vi(), HasSubstr("r.csv"));
  std::vector<std::pair<uint32_t, std::string>> places;
  for (const v1::ErrorPlace& p : error.places()) {
    places.emplace_back(p.line(), p.field());
    EXPECT_FALSE(p.vi().empty());
    EXPECT_FALSE(p.en().empty());
  }
  const std::vector<std::pair<uint32_t, std::string>> expected = {
      {3, "code"},       {4, "name"}, {4, "ownership"}, {5, "kinds"},    {5, "manager"},
      {5, "valid_from"}, {6, "code"}, {7, "valid_to"},  {7, "successor"}};
  EXPECT_EQ(places, expected);
}

TEST(RosterCsvTest, ColumnMissing_IsNamedOnceAndNotForEveryRow) {
  auto rows = ReadRoster("r.csv", "code,name\nA1,Trường A\nB2,Trường B\n");
  const v1::Error error = text::ErrorOf(rows.status());
  ASSERT_EQ(error.places_size(), 3);
  EXPECT_EQ(error.places(0).field(), "kinds");
}

TEST(RosterCsvTest, NoRows_IsRefused) {
  EXPECT_EQ(text::ErrorOf(ReadRoster("r.csv", kHeader).status()).places_size(), 1);
}

}  // namespace
}  // namespace gom::hub
