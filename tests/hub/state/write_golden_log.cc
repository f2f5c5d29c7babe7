// Writes a golden log of the story as it is told now: write_golden_log tests/golden/2027-03.log
// One that is there is never written over.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/hub/state/story.h"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc != 2 || std::filesystem::exists(argv[1])) {
    fprintf(stderr, "write_golden_log NEW_FILE\n");
    return 2;
  }
  gom::hub::Story story;
  std::ofstream file(argv[1]);
  gom::hub::WriteGoldenLog(gom::hub::GoldenOf(story.Tell()), file);
  return file.flush() ? 0 : 1;
}
