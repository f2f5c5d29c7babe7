#include "tests/bench/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>

namespace gom::bench {

Process::Process(const std::vector<std::string>& argv) {
  pid_ = fork();
  if (pid_ == 0) {
    std::vector<char*> pointers;
    for (const std::string& a : argv) pointers.push_back(const_cast<char*>(a.c_str()));
    pointers.push_back(nullptr);
    const int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; ++fd) dup2(null, fd);
    execv(pointers[0], pointers.data());
    _exit(127);
  }
}

Process::~Process() { Stop(); }

void Process::Stop() {
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool Process::Running() const { return pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == 0; }

double Process::CpuSeconds() const {
  clockid_t clock;
  timespec time{};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double Process::ResidentBytes() const {
  std::ifstream statm("/proc/" + std::to_string(pid_) + "/statm");
  double size = 0, resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double Process::PeakBytes() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  std::string name;
  double kilobytes = 0;
  while (status >> name) {
    if (name == "VmHWM:" && status >> kilobytes) break;
  }
  return kilobytes * 1024;
}

std::string WaitForFile(const std::string& path, const Process& process) {
  while (true) {
    std::ifstream file(path);
    std::stringstream content;
    if (file.good()) content << file.rdbuf();
    if (!content.str().empty()) return content.str();
    if (!process.Running()) {
      fprintf(stderr, "the program ended before it was ready\n");
      exit(1);
    }
    poll(nullptr, 0, 1);
  }
}

Traffic Loopback() {
  std::ifstream bytes("/sys/class/net/lo/statistics/tx_bytes");
  std::ifstream packets("/sys/class/net/lo/statistics/tx_packets");
  Traffic traffic;
  bytes >> traffic.bytes;
  packets >> traffic.packets;
  return traffic;
}

}  // namespace gom::bench
