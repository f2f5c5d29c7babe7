// SQLite runs out of memory at any allocation of an operation.
#include "agent/service/drafts.h"
#include "agent/service/submit.h"
#include "common/text/message.h"
#include "tests/sim/desk_program.h"
#include "tests/sim/operation_suite.h"
#include "tests/sim/scarce_memory.h"

namespace gom::sim {
namespace {

using agent::Desk;
using agent::School;

Operation Submit() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
        s.Type("work", "Q1", {{"trained", "40"}});
      },
      [](Desk& desk) { return agent::Submit(desk, v1::SubmitRequest()).status(); });
}

Operation MoveUnsent() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
      },
      [](Desk& desk) { return desk.store().MoveUnsent(0, School::kNow); });
}

// What the operation makes of the picture before it.
std::pair<std::string, std::string> Pictures(const Operation& operation) {
  CrashDisk disk(1, operation.before);
  auto program = operation.start(disk);
  EXPECT_TRUE(program.ok()) << program.status();
  const std::string before = (*program)->Picture();
  EXPECT_TRUE((*program)->Act().ok());
  return {before, (*program)->Picture()};
}

// The n-th allocation fails; false: there are not that many.
bool TryAllocation(const Operation& operation, int64_t n, bool for_ever, const std::string& before,
                   const std::string& after) {
  SCOPED_TRACE(absl::StrCat("allocation ", n));
  CrashDisk disk(static_cast<uint64_t>(n), operation.before);
  {
    auto program = operation.start(disk);
    EXPECT_TRUE(program.ok()) << program.status();
    ScarceMemory::FailAt(n, for_ever);
    const absl::Status told = (*program)->Act();
    if (ScarceMemory::Enough() == 0) return false;

    // SQLite may do without what it asked for; else it is said, and nothing is half done.
    const std::string now = (*program)->Picture();
    EXPECT_TRUE(now == before || now == after) << now;
    if (told.ok()) {
      EXPECT_EQ(now, after);
    } else if (!absl::IsUnknown(told)) {
      EXPECT_EQ(text::ErrorOf(told).code(), "out_of_memory") << told;
      EXPECT_EQ(now, before);
    }
    const absl::Status again = now == before ? (*program)->Act() : absl::OkStatus();
    EXPECT_TRUE(again.ok()) << again;
    disk.StopNow(Stop::kPowerCut);
  }
  disk.PowerUp();
  auto program = operation.start(disk);
  EXPECT_TRUE(program.ok()) << program.status();
  EXPECT_EQ((*program)->Picture(), after);
  return true;
}

// Answers the last place there was. Where all that follow fail too, the later ones are further
// apart.
int64_t TryEachAllocation(const Operation& operation, bool for_ever) {
  const auto [before, after] = Pictures(operation);
  int64_t n = 1;
  while (TryAllocation(operation, n, for_ever, before, after) && !::testing::Test::HasFailure()) {
    n += for_ever ? 1 + n / 8 : 1;
  }
  return n - 1;
}

class OutOfMemory : public ::testing::TestWithParam<Named> {
 protected:
  static void SetUpTestSuite() { ScarceMemory::Install(); }
};

TEST_P(OutOfMemory, A18_OnceAtAnyAllocation_FailsCleanlyAndTheSecondTimeWorks) {
  EXPECT_GT(TryEachAllocation(std::get<Operation>(GetParam().make()), false), 10);
}
TEST_P(OutOfMemory, A18_FromAnyAllocationOn_FailsCleanlyAndWorksAgainLater) {
  EXPECT_GT(TryEachAllocation(std::get<Operation>(GetParam().make()), true), 10);
}

INSTANTIATE_TEST_SUITE_P(Agent, OutOfMemory,
                         ::testing::Values(Named{"Submit", Submit},
                                           Named{"MoveUnsent", MoveUnsent}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
