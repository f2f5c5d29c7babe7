// The power comes back, and every school of a city at once: each device opens a connection of its
// own, with a TLS handshake, and sends a quarter. Where it is turned away it waits and tries again
// as an agent does.
//
// Usage: bench_storm [agents…]      (1608 10000)
//
// storm_seconds is when the last one was done, so the worst wait. Everybody starts in the same
// instant, which is worse than life: a real agent starts with its computer. The clients share the
// machine's cores with the hub, and their half of the handshakes is as dear as the hub's.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/platform/random.h"
#include "common/rpc/backoff.h"
#include "common/rpc/credentials.h"
#include "common/rpc/limits.h"
#include "gom/v1/sync.grpc.pb.h"
#include "tests/bench/fixture.h"
#include "tests/bench/process.h"
#include "tests/bench/revisions.h"

namespace gom::bench {
namespace {

using Clock = std::chrono::steady_clock;

// What is to be done, and when; taken by one thread.
class Agenda {
 public:
  void At(Clock::time_point when, std::function<void()> what) {
    const std::lock_guard lock(mutex_);
    waiting_.push({when, next_++, std::move(what)});
    changed_.notify_one();
  }
  void Now(std::function<void()> what) { At(Clock::now(), std::move(what)); }

  // Until `done` says so; it is asked after each piece of work.
  void Run(const std::function<bool()>& done) {
    while (!done()) Next()();
  }

 private:
  struct Item {
    Clock::time_point when;
    uint64_t order;
    std::function<void()> what;
    bool operator<(const Item& other) const {
      return std::tie(other.when, other.order) < std::tie(when, order);
    }
  };

  std::function<void()> Next() {
    std::unique_lock lock(mutex_);
    while (true) {
      if (waiting_.empty()) {
        changed_.wait(lock);
      } else if (waiting_.top().when > Clock::now()) {
        changed_.wait_until(lock, waiting_.top().when);
      } else {
        std::function<void()> what = waiting_.top().what;
        waiting_.pop();
        return what;
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::priority_queue<Item> waiting_;
  uint64_t next_ = 0;
};

struct Storm {
  Agenda agenda;
  platform::SystemRandom random;
  std::string target, ca_pem, hub_id;
  Clock::time_point start;
  bool over = false;
  int settled = 0;
  int64_t turned_away = 0;
  std::vector<double> seconds;  // from the start until each was settled

  void Settled() {
    ++settled;
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  }
};

// One school's computer. A call begins on the thread of its connection's last answer; what counts,
// waits or closes is the agenda's.
class School {
 public:
  School(Storm& storm, const Device& device, v1::ExchangeRequest request)
      : storm_(storm), device_(device), request_(std::move(request)), backoff_(storm.random) {}

  void Begin() {
    grpc::ChannelArguments arguments = rpc::ClientArguments();
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    channel_ = grpc::CreateCustomChannel(
        storm_.target,
        rpc::DeviceTls(storm_.ca_pem, storm_.hub_id, device_.key_pem, device_.certificate_pem),
        arguments);
    stub_ = v1::SyncService::NewStub(channel_);
    Call();
  }

 private:
  void Call() {
    context_ = std::make_unique<grpc::ClientContext>();
    rpc::SetDeadline(*context_);
    response_.Clear();
    stub_->async()->Exchange(context_.get(), &request_, &response_,
                             [this](const grpc::Status& status) { OnDone(status); });
  }

  void OnDone(const grpc::Status& status) {
    if (!status.ok()) {
      return storm_.agenda.Now([this] {
        ++storm_.turned_away;
        Close();
        storm_.agenda.At(Clock::now() + absl::ToChronoNanoseconds(backoff_.Next()),
                         [this] { Begin(); });
      });
    }
    backoff_.Reset();
    *request_.mutable_read() = response_.new_position();
    const bool taken = response_.position().index() == request_.my_last().index();
    if (taken) {
      request_.clear_changes();
      request_.clear_after();
      request_.set_waiting(0);
    }
    if (!taken || response_.more()) return Call();
    storm_.agenda.Now([this] {
      storm_.Settled();
      Close();
    });
  }

  // As an agent that has nothing more to say.
  void Close() {
    stub_.reset();
    channel_.reset();
  }

  Storm& storm_;
  const Device& device_;
  v1::ExchangeRequest request_;
  v1::ExchangeResponse response_;
  rpc::Backoff backoff_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::SyncService::Stub> stub_;
  std::unique_ptr<grpc::ClientContext> context_;
};

// Where a device that has the plan has read to; asked by one call of its own.
v1::Position ReadTo(const Storm& storm, const Device& device) {
  const auto channel = grpc::CreateCustomChannel(
      storm.target,
      rpc::DeviceTls(storm.ca_pem, storm.hub_id, device.key_pem, device.certificate_pem),
      rpc::ClientArguments());
  const auto stub = v1::SyncService::NewStub(channel);
  v1::ExchangeRequest request;
  request.set_stream(std::string(16, 's'));
  v1::ExchangeResponse response;
  do {
    grpc::ClientContext context;
    rpc::SetDeadline(context);
    *request.mutable_read() = response.new_position();
    response.Clear();
    const grpc::Status status = stub->Exchange(&context, request, &response);
    if (!status.ok()) Must(absl::UnavailableError(status.error_message()));
  } while (response.more());
  return response.new_position();
}

void Run(int agents) {
  constexpr int kFormsInAQuarter = 6;
  const TemporaryFolder temporary;
  const std::string folder = temporary.path() + "/hub", port_file = temporary.path() + "/port";
  // One more, to look around before the others come.
  const Fixture fixture = MakeFixture(folder, agents + 1, true);
  Process hub({absl::StrCat(GOM_BINARY_DIR, "/bin/gom-hub"), "--data", folder, "serve", "--listen",
               "127.0.0.1:0", "--port-file", port_file, "--connections-per-address", "100000"});
  Storm storm;
  storm.target = absl::StrCat("127.0.0.1:", atoi(WaitForFile(port_file, hub).c_str()));
  storm.ca_pem = fixture.ca_pem;
  storm.hub_id = fixture.hub_id;
  const v1::Position read = ReadTo(storm, fixture.devices.back());

  const plan::Unit unit = CompileSchool(*fixture.plan);
  Writer writer(*fixture.plan, unit, 1);
  std::deque<School> schools;
  for (int i = 0; i < agents; ++i) {
    v1::ExchangeRequest request = writer.Batch(kFormsInAQuarter);
    *request.mutable_read() = read;
    request.set_highest_term(1);
    schools.emplace_back(storm, fixture.devices[static_cast<size_t>(i)], std::move(request));
  }
  storm.start = Clock::now();
  std::thread crowd([&schools] {
    for (School& school : schools) school.Begin();
  });
  // Longer than a sync may take: whoever is not done by then has failed.
  storm.agenda.At(storm.start + absl::ToChronoNanoseconds(rpc::kSyncDeadline),
                  [&storm] { storm.over = true; });
  storm.agenda.Run([&] { return storm.over || storm.settled == agents; });
  crowd.join();

  std::sort(storm.seconds.begin(), storm.seconds.end());
  Report("storm_agents", agents);
  Report("storm_seconds", storm.seconds.empty() ? 0 : storm.seconds.back());
  Report("storm_median_wait_s",
         storm.seconds.empty() ? 0 : storm.seconds[storm.seconds.size() / 2]);
  Report("storm_turned_away_per_agent", static_cast<double>(storm.turned_away) / agents);
  Report("storm_failed", agents - storm.settled);
  Report("storm_hub_peak_mib", hub.PeakBytes() / (1 << 20));
  Report("storm_hub_cpu_ms_per_agent", hub.CpuSeconds() / agents * 1e3);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  gom::rpc::QuietGrpc();
  std::vector<int> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(atoi(argv[i]));
  if (sizes.empty()) sizes = {1608, 10000};
  for (const int agents : sizes) gom::bench::Run(agents);
}
