#include "agent/state/plan_book.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include "absl/strings/str_replace.h"
#include "common/log/chain.h"
#include "common/plan/load.h"
#include "tests/common/plan/test_plans.h"

namespace gom::agent {
namespace {

v1::PlanApplied Applied(const std::string& text) {
  std::string frame(ZSTD_compressBound(text.size()), '\0');
  frame.resize(ZSTD_compress(frame.data(), frame.size(), text.data(), text.size(), 1));
  v1::PlanApplied applied;
  applied.set_version(2);
  applied.set_sha256(log::ToBytes(log::Sha256(text)));
  applied.set_zstd_textproto(frame);
  return applied;
}

// The hub that applied it had an earlier Load; whether it may be a plan is not the agent's to ask.
TEST(PlanBookTest, PlanThatLoadRefusesNow_IsStillThePlan) {
  const std::string text =
      absl::StrReplaceAll(plan::ReadTestPlan("small.textproto"), {{"note_clean", "bad_text"}});
  ASSERT_EQ(plan::Load(text).plan, nullptr);
  PlanBook book;
  const auto plan = book.Get(Applied(text));
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ((*plan)->version(), 2u);
}

TEST(PlanBookTest, PlanOfANewerProgram_IsRefused) {
  PlanBook book;
  const auto plan =
      book.Get(Applied(plan::ReadTestPlan("small.textproto") + "of_a_newer_program: 1\n"));
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace gom::agent
