// What the programs weigh: start to ready, and resident memory when idle.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <regex>

#include "absl/strings/str_cat.h"
#include "tests/bench/fixture.h"
#include "tests/bench/process.h"

namespace gom::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Milliseconds from start until the file that says "ready" is there.
struct Weight {
  double start_ms = 0, resident_mib = 0;
};

Weight Weigh(const std::vector<std::string>& argv, const std::string& ready_file) {
  std::filesystem::remove(ready_file);
  const auto start = Clock::now();
  const Process process(argv);
  while (!std::filesystem::exists(ready_file)) {
    if (!process.Running()) exit(1);
  }
  Weight weight;
  weight.start_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  weight.resident_mib = process.ResidentBytes() / (1 << 20);
  return weight;
}

// What a command prints; ends the program where it fails.
std::string Output(const std::string& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  std::string output;
  char buffer[512];
  while (const size_t count = fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, count);
  if (pclose(pipe) != 0) exit(1);
  return output;
}

// A school's computer, as the operator and the clerk set it up.
void Enroll(const std::string& bin, const std::string& hub_folder,
            const std::string& agent_folder) {
  const std::string port_file = hub_folder + "/port";
  Process hub({bin + "gom-hub", "--data", hub_folder, "serve", "--listen", "127.0.0.1:0",
               "--port-file", port_file});
  const int port = atoi(WaitForFile(port_file, hub).c_str());
  const std::string slip = Output(
      absl::StrCat(bin, "gom-hub --data ", hub_folder, " --json enroll ", UnitRow(0).code()));
  std::smatch code;
  if (!std::regex_search(slip, code, std::regex("\"code\": *\"([^\"]+)\""))) exit(1);
  Output(absl::StrCat(bin, "gom-agent --data ", agent_folder, " enroll 127.0.0.1:", port, " ",
                      code[1].str()));
}

void Run() {
  const TemporaryFolder temporary;
  const std::string bin = absl::StrCat(GOM_BINARY_DIR, "/bin/");
  const std::string hub_folder = temporary.path() + "/hub",
                    agent_folder = temporary.path() + "/agent";
  MakeFixture(hub_folder, 14, false);
  const std::string port_file = temporary.path() + "/port";
  const Weight hub = Weigh({bin + "gom-hub", "--data", hub_folder, "serve", "--listen",
                            "127.0.0.1:0", "--port-file", port_file},
                           port_file);
  Enroll(bin, hub_folder, agent_folder);
  const Weight agent =
      Weigh({bin + "gom-agent", "--data", agent_folder, "serve"}, agent_folder + "/gom.sock");
  Report("hub_start_ms", hub.start_ms);
  Report("hub_idle_mib", hub.resident_mib);
  Report("agent_start_ms", agent.start_ms);
  Report("agent_idle_mib", agent.resident_mib);
}

}  // namespace
}  // namespace gom::bench

int main() { gom::bench::Run(); }
