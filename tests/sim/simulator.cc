// The simulator as a program: runs seeds, and replays one.
//
//   simulator --seed 7 -v                 one seed, with its story
//   simulator --from 1 --seeds 500        many; ends with `seeds: 500, failed: 0`
//   simulator --bug NAME --seeds 50       with a planted bug, which must be found: bug.h
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/sim/simulation.h"

namespace gom::sim {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  uint64_t from = 1;
  uint64_t seeds = 1;
  bool verbose = false;
  bool one = false;
  Bug bug = Bug::kNone;
};

bool Parse(int argc, char** argv, Arguments* a) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "-v") {
      a->verbose = true;
      continue;
    }
    ++i;
    if (name == "--seed" && absl::SimpleAtoi(value, &a->from)) {
      a->one = true;
    } else if (name == "--from" && absl::SimpleAtoi(value, &a->from)) {
    } else if (name == "--seeds" && absl::SimpleAtoi(value, &a->seeds)) {
    } else if (name == "--bug" && BugNamed(value).has_value()) {
      a->bug = *BugNamed(value);
    } else {
      return false;
    }
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

std::string LineOf(const Counts& counts) {
  std::string line;
  for (const auto& [name, count] : counts) {
    absl::StrAppend(&line, line.empty() ? "" : ", ", name, " ", count);
  }
  return line;
}

bool RunSeed(uint64_t seed, const Arguments& arguments, const char* program, Counts* totals) {
  const Folder folder;
  WorldOptions options;
  options.seed = seed;
  options.bug = arguments.bug;
  options.folder = folder.path();
  options.echo = arguments.one && arguments.verbose ? &std::cout : nullptr;
  const Outcome outcome = Simulate(options);
  for (const auto& [name, count] : outcome.counts) (*totals)[name] += count;
  if (arguments.verbose) std::cout << "seed " << seed << ": " << LineOf(outcome.counts) << "\n";
  for (const std::string& violation : outcome.violations) {
    std::cout << "seed " << seed << ": " << violation << std::endl;
  }
  std::cout.flush();
  if (outcome.violations.empty()) return true;
  std::cout << "replay: " << program << " --seed " << seed;
  for (const NamedBug& b : kBugs) {
    if (b.bug == arguments.bug && b.bug != Bug::kNone) std::cout << " --bug " << b.name;
  }
  std::cout << " -v" << std::endl;
  return false;
}

int Main(int argc, char** argv) {
  Arguments arguments;
  if (!Parse(argc, argv, &arguments)) {
    std::cerr << "usage: simulator [--seed S | --from S --seeds N] [--bug NAME] [-v]\n";
    return 2;
  }
  Counts totals;
  uint64_t failed = 0;
  const auto began = std::chrono::steady_clock::now();
  for (uint64_t n = 0; n < arguments.seeds; ++n) {
    if (!RunSeed(arguments.from + n, arguments, argv[0], &totals)) ++failed;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::cout << "totals: " << LineOf(totals) << "\n"
            << "seeds per second: " << static_cast<double>(arguments.seeds) / took.count() << "\n"
            << "seeds: " << arguments.seeds << ", failed: " << failed << std::endl;
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace gom::sim

int main(int argc, char** argv) { return gom::sim::Main(argc, argv); }
