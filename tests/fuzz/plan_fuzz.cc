// A plan file: a plan or its mistakes, never both or neither; and one that was applied is read
// again by whoever folds the log.
#include "common/plan/load.h"
#include "common/plan/packed.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  const plan::LoadResult loaded = plan::Load(input);
  EXPECT_EQ(loaded.plan == nullptr, !loaded.mistakes.empty());
  for (const plan::Mistake& mistake : loaded.mistakes) {
    EXPECT_NE(mistake.code, "");
    EXPECT_NE(mistake.vi, "");
    EXPECT_NE(mistake.en, "");
  }
  EXPECT_EQ(plan::Unpack(plan::Pack(input)), input);
  plan::Unpack(input);
  const std::shared_ptr<const plan::Plan> compiled = plan::Compile(input);
  if (loaded.plan == nullptr) return;
  ASSERT_NE(compiled, nullptr);
  EXPECT_EQ(compiled->sha256, loaded.plan->sha256);
  EXPECT_FALSE(plan::CheckSuccessor(*loaded.plan, *compiled).empty());  // its own version
  EXPECT_TRUE(plan::DescribeChanges(*loaded.plan, *compiled).empty());
}

}  // namespace gom::fuzz
