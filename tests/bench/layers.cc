// Where the time of an entry goes inside the hub, layer by layer, on one thread and without the
// network: microseconds of CPU per entry. What gRPC, TLS and the kernel's sockets add is the
// difference to what bench_ingest measures.
//
// Usage: bench_layers [units [changes-per-unit]]      (1000 64)
#include <time.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "hub/state/adopt.h"
#include "hub/state/apply.h"
#include "hub/state/decide.h"
#include "hub/state/events.h"
#include "hub/store/hub_store.h"
#include "tests/bench/fixture.h"
#include "tests/bench/revisions.h"

namespace gom::bench {
namespace {

constexpr int kRequestsPerCommit = 8;

double CpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Adds what `work` takes to *seconds.
template <typename Work>
void Timed(double* seconds, Work work) {
  const double start = CpuSeconds();
  work();
  *seconds += CpuSeconds() - start;
}

struct Layers {
  double parse = 0, decide = 0, append = 0, adopt = 0, settle = 0, collect = 0, serialise = 0;
};

// A hub without its threads: what WriterCore and AnswerExchange do, one step after the other.
class Bench {
 public:
  explicit Bench(const std::string& folder) : store_(Must(hub::OpenSqliteHubStore(folder))) {}

  // Takes what the fixture put there, and enrolls a device for each unit.
  void Open(int units) {
    Must(store_->Read(1, [&](const log::Record& r) {
      hub::Fold(state_, r.index, r.digest, r.main);
      return true;
    }));
    hub::Settle(state_);
    Commit(units, [](hub::View& view, int i) {
      return hub::DecideSlip(view, {.unit = UnitRow(i).code(),
                                    .slip = Name(i),
                                    .secret_hash = "",
                                    .expires_at = int64_t{1} << 60,
                                    .operator_name = ""});
    });
    Commit(units, [](hub::View& view, int i) {
      return hub::DecideEnroll(view, {.slip = Name(i),
                                      .device = static_cast<uint32_t>(i + 1),
                                      .certificate_sha256 = Name(i),
                                      .public_key_sha256 = Name(i),
                                      .certificate_der = "",
                                      .label = ""})
          .status();
    });
  }

  void Take(const std::vector<std::string>& requests, uint32_t first_device, Layers* layers) {
    std::vector<v1::ExchangeRequest> parsed(requests.size());
    Timed(&layers->parse, [&] {
      for (size_t i = 0; i < requests.size(); ++i) parsed[i].ParseFromString(requests[i]);
    });
    hub::View view(state_, {.now_ms = 1'790'000'000'000, .seed = "seed"}, nullptr);
    std::vector<hub::ExchangeAnswer> taken(requests.size());
    Timed(&layers->decide, [&] {
      for (size_t i = 0; i < requests.size(); ++i) {
        const uint32_t device = first_device + static_cast<uint32_t>(i);
        taken[i] = Must(hub::DecideExchange(view, device, parsed[i]));
      }
    });
    std::vector<log::Digest> digests;
    Timed(&layers->append,
          [&] { Must(store_->Append(state_.position, view.records(), {}, &digests).status()); });
    Timed(&layers->adopt, [&] { hub::Adopt(state_, view, digests); });
    Timed(&layers->settle, [&] { hub::Settle(state_); });
    for (size_t i = 0; i < requests.size(); ++i) Answer(parsed[i], taken[i], layers);
  }

 private:
  static std::string Name(int i) { return absl::StrCat("P", i); }

  // Decides the same for each unit, in one batch.
  template <typename Decide>
  void Commit(int units, Decide decide) {
    hub::View view(state_, {.now_ms = 1'790'000'000'000, .seed = "seed"}, nullptr);
    for (int i = 0; i < units; ++i) Must(decide(view, i));
    std::vector<log::Digest> digests;
    Must(store_->Append(state_.position, view.records(), {}, &digests).status());
    hub::Adopt(state_, view, digests);
    hub::Settle(state_);
  }

  void Answer(const v1::ExchangeRequest& request, const hub::ExchangeAnswer& taken,
              Layers* layers) {
    if (taken.taken != static_cast<uint64_t>(request.changes_size())) exit(1);
    hub::Events events;
    Timed(&layers->collect, [&] {
      const hub::Stream* stream = state_.FindStream(request.stream());
      events = hub::CollectEvents(state_, stream->unit, request.read(), stream->number);
    });
    Timed(&layers->serialise, [&] {
      v1::ExchangeResponse response;
      *response.mutable_position() = log::ToProto(taken.position);
      for (v1::Delivery& d : events.deliveries) *response.add_events() = std::move(d);
      *response.mutable_new_position() = std::move(events.new_position);
      if (response.SerializeAsString().empty()) exit(1);
    });
  }

  const std::unique_ptr<hub::HubStore> store_;
  hub::State state_;
};

void Run(int units, int changes) {
  const TemporaryFolder temporary;
  const std::string folder = temporary.path() + "/hub";
  const Fixture fixture = MakeFixture(folder, units, false);
  Bench bench(folder);
  bench.Open(units);
  const plan::Unit unit = CompileSchool(*fixture.plan);
  Writer writer(*fixture.plan, unit, 1);
  Layers layers;
  for (int first = 0; first < units; first += kRequestsPerCommit) {
    std::vector<std::string> requests;
    for (int i = first; i < std::min(units, first + kRequestsPerCommit); ++i)
      requests.push_back(writer.Batch(changes).SerializeAsString());
    bench.Take(requests, static_cast<uint32_t>(first) + 1, &layers);
  }
  const double per_entry = 1e6 / (static_cast<double>(units) * changes);
  Report("entries_of_a_school", writer.entries());
  Report("parse_us", layers.parse * per_entry);
  Report("decide_us", layers.decide * per_entry);
  Report("append_us", layers.append * per_entry);
  Report("adopt_us", layers.adopt * per_entry);
  Report("settle_us", layers.settle * per_entry);
  Report("collect_us", layers.collect * per_entry);
  Report("serialise_us", layers.serialise * per_entry);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  gom::bench::Run(argc > 1 ? atoi(argv[1]) : 1'000, argc > 2 ? atoi(argv[2]) : 64);
}
