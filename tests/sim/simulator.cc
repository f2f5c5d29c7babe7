// The simulator as a program: runs seeds, and replays one.
//
//   simulator --seed 7 -v                 one seed, with its story
//   simulator --from 1 --seeds 500 --jobs 2   many, in two processes; ends with `seeds: 500,
//   failed: 0` simulator --bug NAME --seeds 50       with a planted bug, which must be found: bug.h
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/synchronization/mutex.h"
#include "tests/sim/seed_runner.h"

namespace gom::sim {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  SeedRange range;
  bool verbose = false;
  bool one = false;
  Bug bug = Bug::kNone;
};

bool ReadNumber(const std::string& name, const std::string& value, Arguments* a) {
  if (name == "--seed" || name == "--from") return absl::SimpleAtoi(value, &a->range.from);
  if (name == "--seeds") return absl::SimpleAtoi(value, &a->range.seeds);
  return name == "--jobs" && absl::SimpleAtoi(value, &a->range.jobs) && a->range.jobs > 0;
}

bool Parse(int argc, char** argv, Arguments* a) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "-v") {
      a->verbose = true;
      continue;
    }
    ++i;
    if (name == "--bug" && BugNamed(value).has_value()) {
      a->bug = *BugNamed(value);
    } else if (!ReadNumber(name, value, a)) {
      return false;
    }
    a->one = a->one || name == "--seed";
  }
  return true;
}

// What is not SQLite's goes to memory where there is such a place: nothing of it needs to last.
class Folder {
 public:
  Folder() {
    const bool memory = fs::is_directory("/dev/shm");
    std::string name =
        (memory ? "/dev/shm" : fs::temp_directory_path().string()) + "/gom-sim-XXXXXX";
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Outcome Run(uint64_t seed, Bug bug, std::ostream* echo) {
  const Folder folder;
  WorldOptions options;
  options.seed = seed;
  options.bug = bug;
  options.folder = folder.path();
  options.echo = echo;
  return Simulate(options);
}

int Main(int argc, char** argv) {
  Arguments arguments;
  if (!Parse(argc, argv, &arguments)) {
    std::cerr << "usage: simulator [--seed S [-v] | --from S --seeds N --jobs J] [--bug NAME]\n";
    return 2;
  }
  // One thread needs no locks. Nobody asks SQLite how much memory it has, and it counts under one.
  sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (arguments.one) {
    const Outcome outcome =
        Run(arguments.range.from, arguments.bug, arguments.verbose ? &std::cout : nullptr);
    for (const std::string& violation : outcome.violations) std::cout << violation << "\n";
    std::cout << LineOf(outcome.counts) << absl::StrFormat("\ndigest: %016x", outcome.digest)
              << std::endl;
    return outcome.violations.empty() ? 0 : 1;
  }
  std::string replay = argv[0];
  for (const NamedBug& b : kBugs) {
    if (b.bug == arguments.bug && b.bug != Bug::kNone) replay.append(" --bug ").append(b.name);
  }
  const auto run = [&](uint64_t seed) { return Run(seed, arguments.bug, nullptr); };
  return RunSeeds(arguments.range, run, replay) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace gom::sim

int main(int argc, char** argv) { return gom::sim::Main(argc, argv); }
