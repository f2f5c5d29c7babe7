#include "common/sync/unit_digest.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

namespace gom::sync {
namespace {

struct World {
  uint32_t plan = 3;
  uint32_t locked = 2;
  uint32_t recognised = 7;
  uint32_t not_applicable = 5;
  Members members;
  MemberId accepted = 10;
  log::Digest numbers = log::Sha256("numbers");
};

World SomeWorld() {
  World w;
  w.members.all = {
      {.id = 10, .standing = v1::OUTCOME_SETTLED},
      {.id = 12, .standing = v1::OUTCOME_HEAD},
      {.id = 300, .standing = v1::OUTCOME_HELD, .held_reason = v1::HELD_REASON_PERIOD_LOCKED}};
  w.members.head = 12;
  return w;
}

std::string DigestOf(const World& w) {
  UnitDigest digest;
  digest.Plan(w.plan);
  digest.Locked(w.locked);
  digest.Recognised(1, 2, w.recognised);
  digest.NotApplicable(w.not_applicable);
  digest.Entry({.form = 4,
                .period = 1,
                .said = &w.members,
                .accepted = w.accepted,
                .head_numbers = w.numbers});
  return digest.Finish();
}

TEST(UnitDigestTest, SameState_SameEightBytes) {
  EXPECT_EQ(DigestOf(SomeWorld()).size(), 8u);
  EXPECT_EQ(DigestOf(SomeWorld()), DigestOf(SomeWorld()));
}

TEST(UnitDigestTest, AnyDifference_AnotherDigest) {
  const std::function<void(World&)> changes[] = {
      [](World& w) { w.plan = 4; },
      [](World& w) { w.locked = 3; },
      [](World& w) { w.recognised = 8; },
      [](World& w) { w.not_applicable = 6; },
      [](World& w) { w.accepted = 0; },
      [](World& w) { w.numbers = log::Sha256("other"); },
      [](World& w) { w.members.all.pop_back(); },
      [](World& w) { w.members.all[0].standing = v1::OUTCOME_CONTENDER; },
      [](World& w) { w.members.all[2].held_reason = v1::HELD_REASON_ERROR_WITHIN; },
      [](World& w) { w.members.all[2].id = 301; },
  };
  std::set<std::string> seen = {DigestOf(SomeWorld())};
  for (const auto& change : changes) {
    World w = SomeWorld();
    change(w);
    EXPECT_TRUE(seen.insert(DigestOf(w)).second);
  }
}

// Texts may be erased on one side and not yet on the other: what a member's content is does not
// matter.
TEST(UnitDigestTest, ErasedText_ChangesNothing) {
  World w = SomeWorld();
  w.members.all[1].content = log::Sha256("with text");
  EXPECT_EQ(DigestOf(w), DigestOf(SomeWorld()));
}

}  // namespace
}  // namespace gom::sync
