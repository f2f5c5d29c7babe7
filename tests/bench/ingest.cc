// How fast the hub takes what schools send: TLS, durable, validated, aggregated, eight clients on
// the same cores, against what bare SQLite appends of the same stored bytes in the same run.
//
// Usage: bench_ingest [units [changes-per-unit [gom-hub]]]      (10000 64, this build's)
//
// Devices are connected before the clock runs, a group at a time: a handshake is paid once a day,
// not once a batch. Requests are made, chained and serialised before it runs, too, and answers are
// read after it has stopped: the clients stand for ten thousand other computers, so they should
// take as little of these two cores as they can. What the hub spends is counted of its process
// alone; `cores_busy` says how much of the two cores both took together.
#include <sys/resource.h>
#include <time.h>

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
#include "grpcpp/generic/generic_stub.h"
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
  // For what is measured: the request's bytes, and those that came back.
  std::unique_ptr<grpc::GenericStub> bare;
  grpc::ByteBuffer bytes, answer;
  double answered_after = 0;  // seconds
};

[[noreturn]] void Fail(const std::string& why) {
  fprintf(stderr, "%s\n", why.c_str());
  exit(1);
}

// Runs `work(line, queue)` for every line, on eight threads, each with a queue of its own.
template <typename Work>
void OnEight(std::vector<Line>& lines, Work work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kClients; ++t) {
    threads.emplace_back([&, t] {
      grpc::CompletionQueue queue;
      for (size_t i = static_cast<size_t>(t); i < lines.size(); i += kClients)
        work(lines[i], queue);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

v1::ExchangeResponse Exchange(Line& line, const v1::ExchangeRequest& request) {
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::ExchangeResponse response;
  const grpc::Status status = line.stub->Exchange(&context, request, &response);
  if (!status.ok()) Fail("not taken: " + status.error_message());
  return response;
}

// Shakes hands and reads the plan and the roster row, as every device has before it sends; then
// what it will send is ready.
void Connect(Line& line, grpc::CompletionQueue&) {
  if (!line.channel->WaitForConnected(std::chrono::system_clock::now() +
                                      std::chrono::seconds(60))) {
    Fail("a device cannot connect");
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
  const grpc::Slice slice(line.request.SerializeAsString());
  line.bytes = grpc::ByteBuffer(&slice, 1);
}

void Send(Line& line, grpc::CompletionQueue& queue) {
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  const auto start = Clock::now();
  const auto call =
      line.bare->PrepareUnaryCall(&context, "/gom.v1.SyncService/Exchange", line.bytes, &queue);
  call->StartCall();
  grpc::Status status;
  call->Finish(&line.answer, &status, &line);
  void* tag = nullptr;
  bool ok = false;
  if (!queue.Next(&tag, &ok) || !ok || !status.ok()) Fail("not taken: " + status.error_message());
  line.answered_after = Since(start);
}

void Check(const Line& line) {
  grpc::Slice bytes;
  v1::ExchangeResponse response;
  const bool read = line.answer.DumpToSingleSlice(&bytes).ok() &&
                    response.ParseFromArray(bytes.begin(), static_cast<int>(bytes.size()));
  if (!read || response.position().index() != line.request.my_last().index())
    Fail("not taken whole");
}

double OwnCpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Tally {
  double seconds = 0, cpu = 0, client_cpu = 0, wire = 0, handshake_cpu = 0;
  int64_t entries = 0, values = 0;
  std::vector<double> answers;  // seconds from request to answer

  // Milliseconds that so many of a hundred calls took at most.
  double AnswerMs(size_t percent) {
    const auto at = answers.begin() + static_cast<long>((answers.size() - 1) * percent / 100);
    std::nth_element(answers.begin(), at, answers.end());
    return *at * 1e3;
  }
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
    line.bare = std::make_unique<grpc::GenericStub>(line.channel);
    line.request = writer.Batch(changes);
    line.request.set_want_receipt(true);
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
    const double cpu = hub.CpuSeconds(), own = OwnCpuSeconds(), wire = Loopback().bytes;
    const auto start = Clock::now();
    OnEight(lines, Send);
    tally->seconds += Since(start);
    tally->cpu += hub.CpuSeconds() - cpu;
    tally->client_cpu += OwnCpuSeconds() - own;
    tally->wire += Loopback().bytes - wire;
    tally->handshake_cpu += cpu - cpu_idle;
    for (const Line& line : lines) {
      Check(line);
      tally->answers.push_back(line.answered_after);
    }
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

void Run(int units, int changes, const std::string& program) {
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
    Process hub({program, "--data", folder, "serve", "--listen", "127.0.0.1:0", "--port-file",
                 port_file, "--connections-per-address", absl::StrCat(2 * kGroup)});
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
  Report("client_cpu_us_per_entry", tally.client_cpu / entries * 1e6);
  Report("cores_busy", (tally.cpu + tally.client_cpu) / tally.seconds);
  Report("answer_ms_p50", tally.AnswerMs(50));
  Report("answer_ms_p99", tally.AnswerMs(99));
  Report("wire_bytes_per_value", tally.wire / static_cast<double>(tally.values));
  Report("wire_bytes_per_entry", tally.wire / entries);
  Report("values_per_entry", static_cast<double>(tally.values) / entries);
  Report("disk_bytes_per_entry", (DiskBytes(folder) - disk_before) / entries);
  Report("handshake_cpu_us", tally.handshake_cpu / static_cast<double>(units) * 1e6);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  gom::bench::Run(argc > 1 ? atoi(argv[1]) : 10'000, argc > 2 ? atoi(argv[2]) : 64,
                  argc > 3 ? argv[3] : GOM_BINARY_DIR "/bin/gom-hub");
}
