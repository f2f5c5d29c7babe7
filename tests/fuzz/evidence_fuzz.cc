// A file that a clerk picks, or that a device sends as evidence.
#include "common/evidence/check.h"
#include "common/evidence/name.h"
#include "common/evidence/reduce.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  const absl::StatusOr<evidence::Kind> kept = evidence::CheckKept(input);
  if (!kept.ok()) ExpectRefusal(kept.status());
  const std::string name = evidence::DisplayName(input);
  EXPECT_EQ(evidence::DisplayName(name), name);
  const absl::StatusOr<evidence::Reduced> reduced = evidence::Reduce(input);
  if (!reduced.ok()) return ExpectRefusal(reduced.status());
  EXPECT_TRUE(evidence::CheckKept(reduced->bytes).ok());
}

}  // namespace gom::fuzz
