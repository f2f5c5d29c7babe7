// How fast the hub takes what schools send: TLS, durable, validated, aggregated, eight clients on
// the same cores, against what bare SQLite appends of the same stored bytes in the same run.
//
// Usage: bench_ingest [units [changes-per-unit]]      (10000 64)
//
// Devices are connected before the clock runs, a group at a time: a handshake is paid once a day,
// not once a batch.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/rpc/credentials.h"
#include "common/rpc/limits.h"
#include "gom/v1/sync.grpc.pb.h"
#include "tests/bench/fixture.h"
#include "tests/bench/floor.h"
#include "tests/bench/process.h"
#include "tests/bench/revisions.h"

namespace gom::bench {
namespace {

constexpr int kClients = 8;
constexpr int kGroup = 500;  // devices that are connected at a time

using Clock = std::chrono::steady_clock;
double Since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Line {
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::SyncService::Stub> stub;
  v1::ExchangeRequest request;
};

// Runs `work(line)` for every line, on eight threads.
template <typename Work>
void OnEight(std::vector<Line>& lines, Work work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kClients; ++t) {
    threads.emplace_back([&, t] {
      for (size_t i = static_cast<size_t>(t); i < lines.size(); i += kClients) work(lines[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

v1::ExchangeResponse Exchange(Line& line, const v1::ExchangeRequest& request) {
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::ExchangeResponse response;
  const grpc::Status status = line.stub->Exchange(&context, request, &response);
  if (!status.ok()) {
    fprintf(stderr, "not taken: %s\n", status.error_message().c_str());
    exit(1);
  }
  return response;
}

// Shakes hands and reads the plan and the roster row, as every device has before it sends.
void Connect(Line& line) {
  if (!line.channel->WaitForConnected(std::chrono::system_clock::now() +
                                      std::chrono::seconds(60))) {
    fprintf(stderr, "a device cannot connect\n");
    exit(1);
  }
  v1::ExchangeRequest reading = line.request;
  reading.clear_changes();
  *reading.mutable_my_last() = reading.after();
  v1::ExchangeResponse response;
  do {
    response = Exchange(line, reading);
    *reading.mutable_read() = response.new_position();
  } while (response.more());
  *line.request.mutable_read() = response.new_position();
}

void Send(Line& line) {
  const v1::ExchangeResponse response = Exchange(line, line.request);
  if (response.position().index() == line.request.my_last().index()) return;
  fprintf(stderr, "not taken whole\n");
  exit(1);
}

struct Tally {
  double seconds = 0, cpu = 0, wire = 0, handshake_cpu = 0;
  int64_t entries = 0, values = 0;
};

std::vector<Line> Lines(const Fixture& fixture, size_t first, const std::string& address,
                        int changes, Tally* tally) {
  const plan::Unit unit = CompileSchool(*fixture.plan);
  Writer writer(*fixture.plan, unit, first + 1);
  std::vector<Line> lines;
  for (size_t i = first; i < std::min(fixture.devices.size(), first + kGroup); ++i) {
    const Device& device = fixture.devices[i];
    Line line;
    line.channel = grpc::CreateCustomChannel(
        address,
        rpc::DeviceTls(fixture.ca_pem, fixture.hub_id, device.key_pem, device.certificate_pem),
        rpc::ClientArguments());
    line.stub = v1::SyncService::NewStub(line.channel);
    line.request = writer.Batch(changes);
    tally->entries += changes;
    lines.push_back(std::move(line));
  }
  tally->values += writer.values();
  return lines;
}

void Ingest(const Fixture& fixture, const Process& hub, const std::string& address, int changes,
            Tally* tally) {
  for (size_t first = 0; first < fixture.devices.size(); first += kGroup) {
    std::vector<Line> lines = Lines(fixture, first, address, changes, tally);
    const double cpu_idle = hub.CpuSeconds();
    OnEight(lines, Connect);
    const double cpu = hub.CpuSeconds(), wire = LoopbackBytes();
    const auto start = Clock::now();
    OnEight(lines, Send);
    tally->seconds += Since(start);
    tally->cpu += hub.CpuSeconds() - cpu;
    tally->wire += LoopbackBytes() - wire;
    tally->handshake_cpu += cpu - cpu_idle;
  }
}

// What the ingest wrote, read back.
std::vector<log::Record> StoredRows(const std::string& folder, int64_t entries) {
  const std::unique_ptr<hub::HubStore> store = Must(hub::OpenSqliteHubStore(folder));
  const log::Position tail = Must(store->Tail());
  std::vector<log::Record> rows;
  Must(store->Read(tail.index - static_cast<uint64_t>(entries) + 1, [&](const log::Record& record) {
    rows.push_back(record);
    return true;
  }));
  return rows;
}

double DiskBytes(const std::string& folder) {
  return static_cast<double>(std::filesystem::file_size(folder + "/hub.db"));
}

void Run(int units, int changes) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  const TemporaryFolder temporary;
  const std::string folder = temporary.path() + "/hub", port_file = temporary.path() + "/port";
  const Fixture fixture = MakeFixture(folder, units, true);
  const double disk_before = DiskBytes(folder);
  Tally tally;
  {
    Process hub({absl::StrCat(GOM_BINARY_DIR, "/bin/gom-hub"), "--data", folder, "serve",
                 "--listen", "127.0.0.1:0", "--port-file", port_file});
    const std::string address =
        absl::StrCat("127.0.0.1:", atoi(WaitForFile(port_file, hub).c_str()));
    Ingest(fixture, hub, address, changes, &tally);
    hub.Stop();
  }
  const std::vector<log::Record> rows = StoredRows(folder, tally.entries);
  double floors[3];
  for (double& f : floors) f = FloorRowsPerSecond(temporary.path(), rows);
  std::sort(std::begin(floors), std::end(floors));

  const auto entries = static_cast<double>(tally.entries);
  Report("entries", entries);
  Report("entries_per_s", entries / tally.seconds);
  Report("floor_entries_per_s", floors[1]);
  Report("ratio_to_floor", entries / tally.seconds / floors[1]);
  Report("cpu_us_per_entry", tally.cpu / entries * 1e6);
  Report("wire_bytes_per_value", tally.wire / static_cast<double>(tally.values));
  Report("wire_bytes_per_entry", tally.wire / entries);
  Report("values_per_entry", static_cast<double>(tally.values) / entries);
  Report("disk_bytes_per_entry", (DiskBytes(folder) - disk_before) / entries);
  Report("handshake_cpu_us", tally.handshake_cpu / static_cast<double>(units) * 1e6);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  gom::bench::Run(argc > 1 ? atoi(argv[1]) : 10'000, argc > 2 ? atoi(argv[2]) : 64);
}
