#include "common/platform/failpoint.h"

#if GOM_FAILPOINTS

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace gom::platform {
namespace {

thread_local const char* steps_of = "?";

// What the environment asks for.
class Failpoints {
 public:
  Failpoints() {
    if (const char* const passed = std::getenv("GOM_FAILPOINTS_PASSED"); passed != nullptr)
      passed_ = open(passed, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char* const text = std::getenv("GOM_FAILPOINTS");
    if (text == nullptr) return;
    const auto parsed = ParseFailpoints(text);
    if (!parsed.has_value()) {
      std::fprintf(stderr, "GOM_FAILPOINTS=%s: NAME=kill@N,… is wanted\n", text);
      std::abort();
    }
    for (const auto& [name, at] : *parsed) left_[name] = static_cast<int64_t>(at);
  }

  bool idle() const { return passed_ < 0 && left_.empty(); }

  void Pass(const std::string& point) {
    const std::string line = point + "\n";
    if (passed_ >= 0) std::ignore = write(passed_, line.data(), line.size());
    // Nobody adds to it any more: threads share it without a lock.
    if (const auto armed = left_.find(point); armed != left_.end() && --armed->second == 0)
      kill(getpid(), SIGKILL);  // does not return
  }

 private:
  int passed_ = -1;
  std::map<std::string, std::atomic<int64_t>> left_;
};

void Pass(const char* step, const char* side) {
  static auto* const failpoints = new Failpoints();
  if (!failpoints->idle()) failpoints->Pass(absl::StrCat(steps_of, ".", step, side));
}

}  // namespace

std::optional<std::map<std::string, uint64_t>> ParseFailpoints(std::string_view text) {
  constexpr char kKill[] = "kill";
  std::map<std::string, uint64_t> points;
  for (const absl::string_view order :
       absl::StrSplit(absl::string_view(text.data(), text.size()), ',')) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(order, absl::MaxSplits('=', 1));
    absl::string_view what = parts.second;
    uint64_t at = 1;
    if (parts.first.empty() || !absl::ConsumePrefix(&what, kKill)) return std::nullopt;
    if (absl::ConsumePrefix(&what, "@") ? !absl::SimpleAtoi(what, &at) || at == 0 : !what.empty())
      return std::nullopt;
    if (!points.emplace(parts.first, at).second) return std::nullopt;
  }
  return points;
}

StepsOf::StepsOf(const char* what) : outer_(steps_of) { steps_of = what; }
StepsOf::~StepsOf() { steps_of = outer_; }

Step::Step(const char* name) : name_(name) { Pass(name_, ".before"); }
Step::~Step() { Pass(name_, ".after"); }

}  // namespace gom::platform

#endif
