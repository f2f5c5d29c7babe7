#include "common/rpc/door/sessions.h"

#include <gtest/gtest.h>

#include <vector>

namespace gom::door {
namespace {

class SessionTableTest : public testing::Test {
 protected:
  platform::ManualMonotonicClock clock_;
  platform::SeededRandom random_{1};
  SessionTable table_{clock_, random_, {.idle = absl::Hours(12), .most = 3}};
};

TEST_F(SessionTableTest, BothHalves_AreNeeded) {
  const Credentials one = table_.Begin();
  const Credentials other = table_.Begin();
  EXPECT_TRUE(table_.Use(one));
  EXPECT_FALSE(table_.Use({one.cookie, other.token})) << "halves of two sessions";
  EXPECT_FALSE(table_.Use({one.cookie, ""}));
  EXPECT_FALSE(table_.Use({"", one.token}));
  EXPECT_FALSE(table_.Use({}));
  EXPECT_TRUE(table_.Knows(one.cookie));
  EXPECT_FALSE(table_.Knows(one.token));
  EXPECT_EQ(one.cookie.size(), 32u);
  EXPECT_NE(one.cookie, one.token);
}

TEST_F(SessionTableTest, SessionThatIsUsed_Lasts) {
  const Credentials one = table_.Begin();
  for (int i = 0; i < 5; ++i) {
    clock_.Advance(absl::Hours(12));
    ASSERT_TRUE(table_.Use(one));
  }
  clock_.Advance(absl::Hours(12) + absl::Seconds(1));
  EXPECT_FALSE(table_.Use(one));
  EXPECT_FALSE(table_.Knows(one.cookie));
}

TEST_F(SessionTableTest, OneTooMany_EndsTheOneNotUsedForLongest) {
  std::vector<Credentials> three;
  for (int i = 0; i < 3; ++i) {
    three.push_back(table_.Begin());
    clock_.Advance(absl::Minutes(1));
  }
  EXPECT_TRUE(table_.Use(three[0]));
  const Credentials fourth = table_.Begin();
  EXPECT_TRUE(table_.Use(three[0]));
  EXPECT_FALSE(table_.Use(three[1]));
  EXPECT_TRUE(table_.Use(three[2]));
  EXPECT_TRUE(table_.Use(fourth));
}

TEST_F(SessionTableTest, SessionThatWasEnded_IsOver) {
  const Credentials one = table_.Begin();
  const Credentials other = table_.Begin();
  table_.End({one.cookie, "not its token"});
  EXPECT_TRUE(table_.Use(one)) << "nobody else ends it";
  table_.End(one);
  EXPECT_FALSE(table_.Use(one));
  EXPECT_TRUE(table_.Use(other));
  table_.EndAll();
  EXPECT_FALSE(table_.Use(other));
}

}  // namespace
}  // namespace gom::door
