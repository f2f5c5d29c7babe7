#include "tests/sim/seed_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace gom::sim {
namespace {

// Where nobody watches a terminal, a line is a minute's worth.
constexpr int kShownEveryMs = 500, kToldEveryMs = 60'000;

// A process tells of each seed: a line `! VIOLATION` each, a line `+ COUNT NAME` each, `= DIGEST`,
// `end`.
void Tell(int to, const std::string& line) {
  const std::string whole = line + "\n";
  for (size_t written = 0; written < whole.size();) {
    const ssize_t n = write(to, whole.data() + written, whole.size() - written);
    if (n <= 0) _exit(1);  // nobody listens
    written += static_cast<size_t>(n);
  }
}

void Work(const SeedRange& range, uint64_t first, const std::function<Outcome(uint64_t)>& run,
          int to) {
  for (uint64_t n = first; n < range.seeds; n += range.jobs) {
    const Outcome outcome = run(range.from + n);
    for (const std::string& violation : outcome.violations) Tell(to, "! " + violation);
    for (const auto& [name, count] : outcome.counts) Tell(to, absl::StrCat("+ ", count, " ", name));
    Tell(to, absl::StrCat("= ", outcome.digest));
    Tell(to, "end");
  }
}

struct Worker {
  pid_t pid = 0;
  int from = -1;
  uint64_t next = 0;  // the place in the range of the seed that it runs, or runs next
  std::string unread;
  bool failed = false;  // the seed that it runs
};

class Runner {
 public:
  Runner(const SeedRange& range, const std::function<Outcome(uint64_t)>& run, std::string replay)
      : range_(range),
        run_(run),
        replay_(std::move(replay)),
        watched_(isatty(STDERR_FILENO) == 1) {}

  uint64_t Run() {
    std::vector<Worker> workers(std::min(range_.jobs, range_.seeds));
    for (size_t job = 0; job < workers.size(); ++job) {
      workers[job].next = job;
      Begin(&workers[job]);
    }
    while (Listen(&workers)) Show();
    if (watched_) std::cerr << "\r\033[K";
    std::cout << "totals: " << LineOf(totals_) << "\n"
              << absl::StrFormat("digest: %016x\n", digest_)
              << absl::StrFormat("seeds per second: %.2f\n", PerSecond())
              << "seeds: " << range_.seeds << ", failed: " << failed_ << std::endl;
    return failed_;
  }

 private:
  void Begin(Worker* w) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    w->pid = fork();
    if (w->pid == 0) {
      close(ends[0]);
      Work(range_, w->next, run_, ends[1]);
      _exit(0);
    }
    close(ends[1]);
    w->from = ends[0];
  }

  // Takes what there is to hear; false: everybody has ended.
  bool Listen(std::vector<Worker>* workers) {
    std::vector<pollfd> polled;
    for (const Worker& w : *workers) polled.push_back({w.from, POLLIN, 0});
    if (poll(polled.data(), polled.size(), watched_ ? kShownEveryMs : kToldEveryMs) < 0)
      return errno == EINTR;
    bool any = false;
    for (size_t i = 0; i < workers->size(); ++i) {
      Worker& w = (*workers)[i];
      if (polled[i].revents != 0) Hear(&w);
      any = any || w.from >= 0;
    }
    return any;
  }

  void Hear(Worker* w) {
    char bytes[65536];
    const ssize_t n = read(w->from, bytes, sizeof(bytes));
    if (n <= 0) return End(w);
    w->unread.append(bytes, static_cast<size_t>(n));
    size_t begin = 0;
    for (size_t end; (end = w->unread.find('\n', begin)) != std::string::npos; begin = end + 1)
      Take(w, w->unread.substr(begin, end - begin));
    w->unread.erase(0, begin);
  }

  void Take(Worker* w, const std::string& line) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(line, absl::MaxSplits(' ', 1));
    if (parts.first == "!") {
      Fail(w, parts.second);
    } else if (parts.first == "+") {
      const std::pair<std::string, std::string> count =
          absl::StrSplit(parts.second, absl::MaxSplits(' ', 1));
      uint64_t number = 0;
      if (absl::SimpleAtoi(count.first, &number)) totals_[count.second] += number;
    } else if (parts.first == "=") {
      uint64_t digest = 0;
      if (absl::SimpleAtoi(parts.second, &digest)) digest_ += digest;
    } else {
      Done(w);
    }
  }

  void Fail(Worker* w, const std::string& why) {
    w->failed = true;
    if (watched_) std::cerr << "\r\033[K";
    std::cout << "seed " << range_.from + w->next << ": " << why << std::endl;
  }

  void Done(Worker* w) {
    ++done_;
    if (w->failed) {
      ++failed_;
      std::cout << "replay: " << replay_ << " --seed " << range_.from + w->next << " -v"
                << std::endl;
    }
    w->next += range_.jobs;
    w->failed = false;
  }

  // The process is gone: after its last seed, or by one, and then another goes on behind that.
  void End(Worker* w) {
    close(std::exchange(w->from, -1));
    int status = 0;
    waitpid(w->pid, &status, 0);
    if (status == 0) return;
    Fail(w, absl::StrCat("the process died: ",
                         WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "see above"));
    Done(w);
    w->unread.clear();
    if (w->next < range_.seeds) Begin(w);
  }

  double PerSecond() const {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    return static_cast<double>(done_) / took.count();
  }

  void Show() {
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_ < std::chrono::milliseconds(watched_ ? kShownEveryMs : kToldEveryMs)) return;
    shown_ = now;
    const double rate = PerSecond();
    const auto left =
        static_cast<int64_t>(static_cast<double>(range_.seeds - done_) / std::max(rate, 0.001));
    const std::string line =
        absl::StrFormat("seeds: %d of %d, failed: %d, %.2f per second, %d:%02d:%02d left", done_,
                        range_.seeds, failed_, rate, left / 3600, left / 60 % 60, left % 60);
    std::cerr << (watched_ ? "\r\033[K" : "") << line << (watched_ ? "" : "\n") << std::flush;
  }

  const SeedRange range_;
  const std::function<Outcome(uint64_t)>& run_;
  const std::string replay_;
  const bool watched_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ = began_;
  Counts totals_;
  uint64_t done_ = 0, failed_ = 0;
  uint64_t digest_ = 0;  // the sum of theirs, whichever comes first
};

}  // namespace

std::string LineOf(const Counts& counts) {
  std::string line;
  for (const auto& [name, count] : counts) {
    absl::StrAppend(&line, line.empty() ? "" : ", ", name, " ", count);
  }
  return line;
}

uint64_t RunSeeds(const SeedRange& range, const std::function<Outcome(uint64_t seed)>& run,
                  const std::string& replay) {
  return Runner(range, run, replay).Run();
}

}  // namespace gom::sim
