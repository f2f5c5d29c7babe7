// A program of ours as a child process, and what it costs.
#ifndef GOM_TESTS_BENCH_PROCESS_H_
#define GOM_TESTS_BENCH_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace gom::bench {

class Process {
 public:
  // argv[0] is the path of the program; its output goes to /dev/null. Ends with SIGTERM and is
  // waited for.
  explicit Process(const std::vector<std::string>& argv);
  ~Process();
  Process(const Process&) = delete;

  // User and system time of all its threads so far, in seconds.
  double CpuSeconds() const;
  // Resident memory now, in bytes.
  double ResidentBytes() const;
  // The most that was resident at any time, in bytes.
  double PeakBytes() const;
  bool Running() const;
  void Stop();

 private:
  pid_t pid_ = -1;
};

// Waits until the file is there and not empty; its content. Ends the program where the process dies
// first.
std::string WaitForFile(const std::string& path, const Process& process);

// What the loopback device has sent: both directions of all local traffic, headers included.
struct Traffic {
  double bytes = 0, packets = 0;
};
Traffic Loopback();

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_PROCESS_H_
