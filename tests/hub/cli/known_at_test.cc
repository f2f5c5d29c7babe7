#include "hub/cli/known_at.h"

#include <gtest/gtest.h>

#include "common/text/message.h"

namespace gom::hub {
namespace {

constexpr int kVietnam = 7 * 3600;

v1::GetProgressRequest Read(const std::string& typed) {
  v1::GetProgressRequest request;
  const absl::Status status = SetKnownAt(typed, kVietnam, &request);
  EXPECT_TRUE(status.ok()) << typed << ": " << status;
  return request;
}

std::string CodeOf(const std::string& typed) {
  v1::GetProgressRequest request;
  return text::ErrorOf(SetKnownAt(typed, kVietnam, &request)).code();
}

TEST(KnownAtTest, Digits_AreAPosition) {
  EXPECT_EQ(Read("41200").known_at(), 41'200u);
  EXPECT_EQ(Read("41200").known_at_ms(), 0);
  EXPECT_EQ(CodeOf("0"), "known_at_unreadable");
  EXPECT_EQ(CodeOf("99999999999999999999999"), "known_at_unreadable");
}

TEST(KnownAtTest, ADate_IsTheEndOfThatDayHere) {
  // 2026-06-30 23:59:59.999 +07:00
  EXPECT_EQ(Read("30/06/2026").known_at_ms(), 1'782'838'799'999);
  EXPECT_EQ(Read(" 2026-06-30 ").known_at_ms(), 1'782'838'799'999);
  EXPECT_EQ(Read("30/06/2026").known_at(), 0u);
}

TEST(KnownAtTest, ADateAndATime_IsTheEndOfThatMinute) {
  EXPECT_EQ(Read("30/06/2026 23:59").known_at_ms(), 1'782'838'799'999);
  EXPECT_EQ(Read("2026-06-30 0:00").known_at_ms(), 1'782'838'799'999 - 86'400'000 + 60'000);
}

TEST(KnownAtTest, AnythingElse_IsRefused) {
  EXPECT_EQ(CodeOf("30/06/2026 24:00"), "known_at_unreadable");
  EXPECT_EQ(CodeOf("30/06/2026 7:5"), "known_at_unreadable");
  EXPECT_EQ(CodeOf("31/02/2026"), "date_no_such_day");
  EXPECT_NE(CodeOf("hôm qua"), "");
  EXPECT_NE(CodeOf(""), "");
}

}  // namespace
}  // namespace gom::hub
