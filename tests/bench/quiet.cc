// What a sync costs that has nothing to say, on a connection that is open: calls, bytes and packets
// of both directions, TCP/IP headers and all, and the hub's time. And what it costs to ask where
// the commune stands, which some syncs of a day do: where nothing is new, and where all of it is.
//
// Usage: bench_quiet [syncs]      (301)
//
// The figures are medians: other programs may use the loopback device meanwhile.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/credentials.h"
#include "common/rpc/limits.h"
#include "gom/v1/sync.grpc.pb.h"
#include "tests/bench/fixture.h"
#include "tests/bench/process.h"
#include "tests/bench/revisions.h"

namespace gom::bench {
namespace {

v1::ExchangeResponse Exchange(v1::SyncService::Stub& stub, const v1::ExchangeRequest& request) {
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::ExchangeResponse response;
  const grpc::Status status = stub.Exchange(&context, request, &response);
  if (!status.ok()) {
    fprintf(stderr, "%s\n", status.error_message().c_str());
    exit(1);
  }
  return response;
}

// Sends what the device has and reads all that there is; then a request that says nothing new, as
// the agent's session fills it.
v1::ExchangeRequest Settle(v1::SyncService::Stub& stub, v1::ExchangeRequest request) {
  while (true) {
    const v1::ExchangeResponse response = Exchange(stub, request);
    *request.mutable_read() = response.new_position();
    request.clear_after();
    request.clear_changes();
    request.set_waiting(0);
    if (!response.more() && response.events_size() == 0) return request;
  }
}

v1::GetCommuneProgressResponse AskCommune(v1::SyncService::Stub& stub, const std::string& have) {
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::GetCommuneProgressRequest request;
  request.set_have(have);
  v1::GetCommuneProgressResponse response;
  const grpc::Status status = stub.GetCommuneProgress(&context, request, &response);
  if (!status.ok()) {
    fprintf(stderr, "%s\n", status.error_message().c_str());
    exit(1);
  }
  return response;
}

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

void Run(int calls) {
  const TemporaryFolder temporary;
  const std::string folder = temporary.path() + "/hub", port_file = temporary.path() + "/port";
  const Fixture fixture = MakeFixture(folder, 1, true);
  Process hub({absl::StrCat(GOM_BINARY_DIR, "/bin/gom-hub"), "--data", folder, "serve", "--listen",
               "127.0.0.1:0", "--port-file", port_file});
  const Device& device = fixture.devices.front();
  const auto channel = grpc::CreateCustomChannel(
      absl::StrCat("127.0.0.1:", atoi(WaitForFile(port_file, hub).c_str())),
      rpc::DeviceTls(fixture.ca_pem, fixture.hub_id, device.key_pem, device.certificate_pem),
      rpc::ClientArguments());
  const auto stub = v1::SyncService::NewStub(channel);
  const plan::Unit unit = CompileSchool(*fixture.plan);
  Writer writer(*fixture.plan, unit, 1);
  v1::ExchangeRequest request = Settle(*stub, writer.Batch(writer.entries()));
  request.set_highest_term(1);

  std::vector<double> round_trips, bytes, packets;
  const double cpu = hub.CpuSeconds();
  for (int i = 0; i < calls; ++i) {
    const Traffic before = Loopback();
    request.set_device_clock_ms(1'790'000'000'000 + i * 100'000);
    double trips = 1;
    while (Exchange(*stub, request).more()) ++trips;
    const Traffic after = Loopback();
    round_trips.push_back(trips);
    bytes.push_back(after.bytes - before.bytes);
    packets.push_back(after.packets - before.packets);
  }
  Report("quiet_round_trips", Median(round_trips));
  Report("quiet_bytes", Median(bytes));
  Report("quiet_packets", Median(packets));
  Report("quiet_hub_cpu_us", (hub.CpuSeconds() - cpu) / calls * 1e6);

  const std::string tag = AskCommune(*stub, "").tag();
  std::vector<double> same, whole;
  const double before = hub.CpuSeconds();
  for (int i = 0; i < calls; ++i) {
    const Traffic start = Loopback();
    AskCommune(*stub, tag);
    const Traffic middle = Loopback();
    AskCommune(*stub, "");
    same.push_back(middle.bytes - start.bytes);
    whole.push_back(Loopback().bytes - middle.bytes);
  }
  Report("commune_same_bytes", Median(same));
  Report("commune_bytes", Median(whole));
  Report("commune_hub_cpu_us", (hub.CpuSeconds() - before) / calls / 2 * 1e6);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) { gom::bench::Run(argc > 1 ? atoi(argv[1]) : 301); }
