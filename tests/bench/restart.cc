// How long the hub takes from start to ready over a long log: folded from nothing, and from the
// snapshot that it left when it was stopped.
//
// Usage: bench_restart [records [folder [gom-hub]]]      (1000000, a temporary one, this build's)
//
// A folder that is named is kept, and the log in it used again: two builds can start over the same.
//
// A school has some 180 records: every entry of its year, corrected until it has six versions. They
// arrive as they would, a round of all schools after the other.
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/log/chain.h"
#include "hub/store/hub_store.h"
#include "tests/bench/fixture.h"
#include "tests/bench/process.h"
#include "tests/bench/revisions.h"

namespace gom::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 6;
constexpr int kTemplates = 40;  // schools that differ
constexpr size_t kCommit = 20'000;
constexpr int64_t kStart = 1'780'000'000'000;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Appends records as the hub's own writer would have, without deciding anything.
class LogWriter {
 public:
  explicit LogWriter(const std::string& folder)
      : store_(Must(hub::OpenSqliteHubStore(folder))), end_(Must(store_->Tail())) {}
  ~LogWriter() { Flush(); }

  uint64_t next() const { return end_.index + waiting_.size() + 1; }
  void Add(v1::Event& event) {
    event.set_at(kStart + static_cast<int64_t>(next()) * 20);
    waiting_.push_back({event.SerializeAsString(), ""});
    if (waiting_.size() == kCommit) Flush();
  }

 private:
  void Flush() {
    end_ = Must(store_->Append(end_, waiting_, {}, nullptr));
    waiting_.clear();
  }
  std::unique_ptr<hub::HubStore> store_;
  log::Position end_;
  std::vector<log::NewRecord> waiting_;
};

std::string Bytes(size_t count, uint64_t seed) {
  std::string bytes;
  for (uint64_t i = 0; bytes.size() < count; ++i)
    bytes += log::ToBytes(log::Sha256(absl::StrCat(seed, "/", i)));
  bytes.resize(count);
  return bytes;
}

void AddDevice(int unit, LogWriter& log) {
  const std::string code = UnitRow(unit).code();
  const auto number = static_cast<uint32_t>(unit + 1);
  const uint64_t seed = static_cast<uint64_t>(unit) * 8;
  v1::Event slip, enrolled, opened;
  slip.mutable_slip_issued()->set_slip(absl::StrFormat("S%05d", unit));
  slip.mutable_slip_issued()->set_unit(code);
  log.Add(slip);
  v1::DeviceEnrolled& device = *enrolled.mutable_device_enrolled();
  device.set_device(number);
  device.set_unit(code);
  device.set_slip(slip.slip_issued().slip());
  device.set_certificate_sha256(Bytes(32, seed));
  device.set_public_key_sha256(Bytes(32, seed + 1));
  device.set_certificate_der(Bytes(560, seed + 2));
  log.Add(enrolled);
  v1::StreamOpened& stream = *opened.mutable_stream_opened();
  stream.set_stream(Bytes(16, seed + 3));
  stream.set_number(number);
  stream.set_device(number);
  stream.set_unit(code);
  log.Add(opened);
}

// The versions of one entry follow one another, so each is head and settles the one before.
void Fill(const std::string& folder, const Fixture& fixture, int units) {
  const plan::Unit school = CompileSchool(*fixture.plan);
  Writer revisions(*fixture.plan, school, 1);
  const int entries = revisions.entries();
  std::vector<v1::ExchangeRequest> templates;
  for (int i = 0; i < kTemplates; ++i) templates.push_back(revisions.Batch(entries * kRounds));
  LogWriter log(folder);
  for (int u = 0; u < units; ++u) AddDevice(u, log);
  std::vector<uint64_t> before(static_cast<size_t>(units));  // where its last round begins
  v1::Event event;
  for (int round = 0; round < kRounds; ++round) {
    for (int u = 0; u < units; ++u) {
      const v1::ExchangeRequest& changes = templates[static_cast<size_t>(u % kTemplates)];
      uint64_t& last = before[static_cast<size_t>(u)];
      const uint64_t begin = log.next();
      for (int e = 0; e < entries; ++e) {
        const int index = round * entries + e;
        v1::Received& received = *event.mutable_received();
        received.Clear();
        received.set_stream(static_cast<uint32_t>(u + 1));
        received.set_index(static_cast<uint64_t>(index) + 1);
        received.set_outcome(v1::OUTCOME_HEAD);
        received.set_change(changes.changes(index).main());
        if (round > 0) received.add_settles(last + static_cast<uint64_t>(e));
        log.Add(event);
      }
      last = begin;
    }
  }
}

struct Start {
  double seconds = 0, resident_mib = 0, stop_s = 0;
};
Start Serve(const std::string& program, const std::string& folder) {
  const std::string ready = folder + "/port";
  std::filesystem::remove(ready);
  const auto begun = Clock::now();
  Process hub(
      {program, "--data", folder, "serve", "--listen", "127.0.0.1:0", "--port-file", ready});
  WaitForFile(ready, hub);
  Start start;
  start.seconds = SecondsSince(begun);
  start.resident_mib = hub.ResidentBytes() / (1 << 20);
  const auto stopping = Clock::now();
  hub.Stop();
  start.stop_s = SecondsSince(stopping);
  return start;
}

double SnapshotBytes(const std::string& folder) {
  double bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder + "/snapshots"))
    bytes += static_cast<double>(file.file_size());
  return bytes;
}

void Run(int records, const std::string& folder, const std::string& program) {
  const auto plan = plan::Load(PlanText()).plan;
  const int each = Writer(*plan, CompileSchool(*plan), 1).entries() * kRounds + 3;
  const int units = std::max(1, records / each);
  if (!std::filesystem::exists(folder)) {
    const auto begun = Clock::now();
    Fill(folder, MakeFixture(folder, units, false), units);
    Report("build_s", SecondsSince(begun));
  }
  std::filesystem::remove_all(folder + "/snapshots");
  Report("records", static_cast<double>(units) * each);
  Report("units", units);
  const Start cold = Serve(program, folder);
  Report("cold_s", cold.seconds);
  Report("cold_resident_mib", cold.resident_mib);
  Report("stop_s", cold.stop_s);
  const Start warm = Serve(program, folder);
  Report("snapshot_s", warm.seconds);
  Report("snapshot_bytes", SnapshotBytes(folder));
  Report("resident_mib", warm.resident_mib);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  int records = 1'000'000;
  if (argc > 1 && !absl::SimpleAtoi(argv[1], &records)) return 2;
  const gom::bench::TemporaryFolder temporary;
  gom::bench::Run(records, argc > 2 ? argv[2] : temporary.path() + "/hub",
                  argc > 3 ? argv[3] : GOM_BINARY_DIR "/bin/gom-hub");
}
