// What it costs to ask where the commune stands, and to do what moves every unit (a lock, another
// plan, a row of each of many units), and how long somebody who asks meanwhile has to wait: 14,
// 1,000 and 54,000 units in one run, every form of every unit reported in each asked period. Asking
// should be flat.
//
// Usage: bench_progress [most-units]      (54000)
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "hub/service/read_progress.h"
#include "hub/state/decide.h"
#include "hub/writer/writer.h"
#include "tests/bench/fixture.h"
#include "tests/bench/memory_store.h"
#include "tests/bench/revisions.h"

namespace gom::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRosterRows = 10'000;

void Enroll(hub::Writer& writer, int i, const std::string& unit) {
  const std::string name = absl::StrCat("P", i);
  Must(writer.ActAndWait([&](hub::View& view) {
    return hub::DecideSlip(view, {.unit = unit,
                                  .slip = name,
                                  .secret_hash = "",
                                  .expires_at = int64_t{1} << 60,
                                  .operator_name = ""});
  }));
  Must(writer.ActAndWait<hub::EnrollAnswer>([&](hub::View& view) {
    return hub::DecideEnroll(view, {.slip = name,
                                    .device = static_cast<uint32_t>(i + 1),
                                    .certificate_sha256 = name,
                                    .public_key_sha256 = name,
                                    .certificate_der = "",
                                    .label = ""});
  }));
}

void Fill(hub::Writer& writer, int units) {
  Must(writer.ActAndWait(
      [&](hub::View& view) { return hub::DecideCreateHub(view, std::string(16, 'h'), "bench"); }));
  v1::ApplyPlanRequest plan;
  plan.set_textproto(PlanText());
  Must(writer.ActAndWait<v1::ApplyPlanResponse>(
      [&](hub::View& view) { return hub::DecidePlan(view, plan); }));
  v1::ImportUnitsRequest roster;
  for (int i = 0; i < units; ++i) *roster.add_units() = UnitRow(i);
  Must(writer.ActAndWait<v1::ImportUnitsResponse>(
      [&](hub::View& view) { return hub::DecideUnits(view, roster); }));

  std::shared_ptr<const plan::Plan> compiled;
  writer.ReadState([&](const hub::State& state) { compiled = state.plan; });
  const plan::Unit unit = CompileSchool(*compiled);
  Writer revisions(*compiled, unit, 1);
  const int forms = revisions.entries();
  for (int i = 0; i < units; ++i) {
    Enroll(writer, i, UnitRow(i).code());
    platform::Notification done;
    writer.Exchange(static_cast<uint32_t>(i + 1),
                    std::make_shared<const v1::ExchangeRequest>(revisions.Batch(forms)),
                    [&](absl::StatusOr<hub::ExchangeAnswer> answer) {
                      Must(answer.status());
                      done.Notify();
                    });
    done.WaitForNotification();
  }
}

double MedianMicroseconds(const hub::Writer& writer) {
  v1::GetProgressRequest request;
  request.set_as_of("2026-Q3");
  std::vector<double> times;
  for (int i = 0; i < 201; ++i) {
    const auto start = Clock::now();
    writer.ReadState(
        [&](const hub::State& state) { Must(hub::ReadProgress(state, request).status()); });
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  std::nth_element(times.begin(), times.begin() + 100, times.end());
  return times[100];
}

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Asks without a pause as long as it lives.
class Reader {
 public:
  explicit Reader(const hub::Writer& writer) : thread_([this, &writer] { Run(writer); }) {}
  // Ends it. The longest that it had to wait for State.
  double LongestWait() {
    stop_ = true;
    thread_.join();
    return longest_ms_;
  }

 private:
  void Run(const hub::Writer& writer) {
    while (!stop_) {
      const auto start = Clock::now();
      writer.ReadState([&](const hub::State&) {
        longest_ms_ = std::max(longest_ms_, MillisecondsSince(start));
      });
    }
  }
  double longest_ms_ = 0;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

// Reports how long who does it waits for the answer, and who asks meanwhile for State.
template <typename Answer>
void Measure(hub::Writer& writer, const std::string& name, int units,
             const std::function<absl::StatusOr<Answer>(hub::View&)>& decide) {
  Reader reader(writer);
  const auto start = Clock::now();
  Must(writer.ActAndWait<Answer>(decide));
  const double ms = MillisecondsSince(start);
  Report(absl::StrCat(name, "_ms_", units).c_str(), ms);
  Report(absl::StrCat(name, "_reader_wait_ms_", units).c_str(), reader.LongestWait());
}

void MeasureLock(hub::Writer& writer, const std::string& name, int units,
                 const std::string& period) {
  v1::ReviewRequest request;
  v1::ReviewAct* act = request.add_acts();
  act->set_kind(v1::ReviewAct::KIND_LOCK);
  act->set_period(period);
  Measure<v1::ReviewResponse>(writer, name, units,
                              [&](hub::View& view) { return hub::DecideReview(view, request); });
}

void MeasurePlan(hub::Writer& writer, int units) {
  uint64_t version = 0;
  writer.ReadState([&](const hub::State& state) { version = state.plan->version(); });
  v1::ApplyPlanRequest request;
  request.set_textproto(absl::StrReplaceAll(
      PlanText(),
      {{absl::StrCat("\nversion: ", version), absl::StrCat("\nversion: ", version + 1)}}));
  Measure<v1::ApplyPlanResponse>(writer, "plan", units,
                                 [&](hub::View& view) { return hub::DecidePlan(view, request); });
}

// A new row of each of ten thousand units, or of all.
void MeasureRoster(hub::Writer& writer, int units) {
  v1::ImportUnitsRequest request;
  for (int i = 0; i < std::min(units, kRosterRows); ++i) {
    *request.add_units() = UnitRow(i);
    request.mutable_units(i)->set_valid_to("2026-11-30");
  }
  Measure<v1::ImportUnitsResponse>(
      writer, "roster", units, [&](hub::View& view) { return hub::DecideUnits(view, request); });
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  using namespace gom;
  const int most = argc > 1 ? atoi(argv[1]) : 54'000;
  double smallest = 0, largest = 0;
  for (const int units : {14, 1'000, most}) {
    bench::MemoryStore store;
    const platform::SystemWallClock clock;
    platform::SystemRandom random;
    const auto writer = bench::Must(hub::Writer::Start(store, clock, random));
    const auto start = bench::Clock::now();
    bench::Fill(*writer, units);
    const double fill_s = std::chrono::duration<double>(bench::Clock::now() - start).count();
    const double us = bench::MedianMicroseconds(*writer);
    if (units == 14) smallest = us;
    largest = us;
    bench::Report(absl::StrCat("fill_s_", units).c_str(), fill_s);
    bench::Report(absl::StrCat("get_progress_us_", units).c_str(), us);
    bench::MeasureLock(*writer, "lock_first", units, "2026-Q1");
    bench::MeasureLock(*writer, "lock_second", units, "2026-Q2");
    bench::MeasurePlan(*writer, units);
    bench::MeasureRoster(*writer, units);
  }
  bench::Report("ratio_of_most_to_14", largest / smallest);
}
