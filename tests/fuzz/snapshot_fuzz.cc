// Any bytes as a snapshot: it fits its digests to the last bit, or it is none.
#include <filesystem>
#include <fstream>

#include "hub/snapshot/snapshot_file.h"
#include "hub/state/apply.h"
#include "tests/common/log/temp_folder.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {

void TryInput(std::string_view input) {
  static const TempFolder folder;
  const std::string path = folder / "7.snapshot";
  std::ofstream(path, std::ios::binary) << input;
  const absl::StatusOr<hub::SnapshotStamp> stamp = hub::ReadStamp(path);
  hub::State state;
  const absl::Status read = hub::ReadSnapshot(path, &state);
  std::filesystem::remove(path);
  if (!read.ok()) ExpectRefusal(read);
  if (!stamp.ok()) {
    ExpectRefusal(stamp.status());
    EXPECT_FALSE(read.ok());
  } else if (read.ok()) {
    EXPECT_EQ(stamp->bytes, input.size());
    EXPECT_TRUE(stamp->position == state.position);
    hub::StateDigest(state);
  }
}

}  // namespace gom::fuzz
