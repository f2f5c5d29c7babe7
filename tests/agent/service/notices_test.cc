// What a person is told, and when it goes away.
#include <algorithm>

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

constexpr int64_t kDay = int64_t{24} * 60 * 60 * 1000;

v1::Words Words(const std::string& sentence) {
  v1::Words words;
  words.set_vi(sentence);
  words.set_en(sentence);
  return words;
}

class NoticesTest : public ::testing::Test {
 protected:
  void Tell(const std::string& sentence, int64_t now_ms = School::kNow) {
    ASSERT_TRUE(school_.store().AddNotice(Words(sentence), now_ms).ok());
  }
  // A sync that ends well.
  void HubSaysItIs(int64_t now_ms) {
    school_.hub_clock_ms = now_ms;
    school_.Store({});
  }

  School school_;
};

TEST_F(NoticesTest, HappensAgain_IsThereOnceWithItsNewTime) {
  Tell("restored");
  const std::string first = school_.Told();
  EXPECT_NE(first.find("2026: restored\n"), std::string::npos) << first;
  Tell("another");
  Tell("restored", School::kNow + kDay);
  const std::string second = school_.Told();
  EXPECT_EQ(std::count(second.begin(), second.end(), '\n'), 2) << second;
  EXPECT_EQ(second.find(first), std::string::npos) << second;
  EXPECT_LT(second.find("restored"), second.find("another")) << second;
}

TEST_F(NoticesTest, TwoWeeksBehindTheNextSync_IsGone) {
  Tell("restored");
  HubSaysItIs(School::kNow);
  HubSaysItIs(School::kNow + 13 * kDay);
  EXPECT_NE(school_.Told(), "");
  school_.Reopen();
  HubSaysItIs(School::kNow + 15 * kDay);
  EXPECT_EQ(school_.Told(), "");
}

// A battery that is empty puts it back to the beginning of the century.
TEST_F(NoticesTest, ComputersClockIsYearsOff_StaysAsLongAsAnyOther) {
  for (const int64_t told_at : {School::kNow - 9000 * kDay, School::kNow + 9000 * kDay}) {
    Tell("restored", told_at);
    HubSaysItIs(School::kNow);
    HubSaysItIs(School::kNow + 13 * kDay);
    EXPECT_NE(school_.Told(), "") << told_at;
    HubSaysItIs(School::kNow + 15 * kDay);
    EXPECT_EQ(school_.Told(), "") << told_at;
  }
}

// A reply on a stick says nothing of the time.
TEST_F(NoticesTest, ReplyCameInAFile_StaysTwoWeeksBehindTheNextSync) {
  Tell("restored");
  HubSaysItIs(0);
  EXPECT_NE(school_.Told(), "");
  HubSaysItIs(School::kNow);
  HubSaysItIs(0);
  HubSaysItIs(School::kNow + 13 * kDay);
  EXPECT_NE(school_.Told(), "");
  HubSaysItIs(0);
  HubSaysItIs(School::kNow + 15 * kDay);
  EXPECT_EQ(school_.Told(), "");
}

TEST_F(NoticesTest, NoSyncEver_Stays) {
  Tell("restored", School::kNow - 9000 * kDay);
  school_.Reopen();
  EXPECT_NE(school_.Told(), "");
}

TEST_F(NoticesTest, MoreThanTen_TheNewestAreKept) {
  for (int i = 10; i < 22; ++i) Tell(std::to_string(i));
  ASSERT_EQ(school_.store().notices().size(), 10u);
  EXPECT_EQ(school_.store().notices().front().words.vi(), "21");
  EXPECT_EQ(school_.store().notices().back().words.vi(), "12");
}

}  // namespace
}  // namespace gom::agent
