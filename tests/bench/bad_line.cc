// A school's whole year over a bad line: every form of every quarter, typed with no network, and
// then a line of 64 kbit/s, half a second there and back, cut every 15 seconds; behind it one photo
// of 50 kB. Then the same at 8 kbit/s.
//
// Usage: bench_bad_line [first-cut-seconds…]      (2 5 8 11 14)
//
// For each first cut a school of its own comes, with the plan read and its year unsent; the figures
// are the worst of them. The photo's seconds and bytes are those of all that was sent for it: the
// version that names it, its pieces, handshakes, and what was lost with a connection. The agent's
// own code sends (its store, its session, gRPC over TLS) to a hub of its own process. Bytes are
// counted on the line, both ways, without the TLS handshakes, whose size is measured on the same
// line beforehand.
#include <poll.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "agent/service/desk.h"
#include "agent/service/evidence.h"
#include "agent/service/grpc_link.h"
#include "agent/service/import.h"
#include "agent/service/submit.h"
#include "agent/sync/daemon_loop.h"
#include "agent/sync/evidence_session.h"
#include "agent/sync/exchange_loop.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/text/csv.h"
#include "tests/bench/fixture.h"
#include "tests/bench/line.h"
#include "tests/bench/photo.h"
#include "tests/bench/process.h"

namespace gom::bench {
namespace {

// A quarter's report of a form as a school of the demonstration made it: of the model school
// (primary and lower secondary, as the schools of a measurement are) for the like quarter, else for
// the other one, else of a school that has told more.
constexpr char kModel[] = "31TK13", kTalker[] = "31TK10";
const std::map<std::string, std::string> kQuarters = {
    {"2026-Q1", "2026-Q2"}, {"2026-Q2", "2026-Q2"}, {"2026-Q3", "2026-Q3"}, {"2026-Q4", "2026-Q3"}};

// What the photo is of.
constexpr char kPhotoForm[] = "mo_hinh", kPhotoPeriod[] = "2026-Q3";
constexpr size_t kPhotoBytes = 50'000;

using Rows = std::vector<std::pair<std::string, std::string>>;  // field, value
using Reports = std::map<std::array<std::string, 3>, Rows>;     // by unit, period, form

Reports ReadDemo() {
  std::ifstream file(absl::StrCat(GOM_SOURCE_DIR, "/hub/plans/demo/entries.csv"));
  Reports reports;
  for (const text::CsvRow& row :
       Must(text::ReadCsv(std::string(std::istreambuf_iterator<char>(file), {}))).rows) {
    reports[{row.cells[0], row.cells[1], row.cells[2]}].emplace_back(row.cells[3], row.cells[4]);
  }
  // The demonstration ends before its day.
  reports[{kTalker, "2026-Q3", "ngay_hoi"}] = {
      {"pl13_co", "1"}, {"pl13_ngay", "2026-10-10"}, {"pl13_nguoi", "320"}};
  return reports;
}

const Rows* Find(const Reports& reports, const std::string& as, const std::string& form) {
  const std::string other = as == "2026-Q2" ? "2026-Q3" : "2026-Q2";
  for (const char* unit : {kModel, kTalker}) {
    for (const std::string& period : {as, other}) {
      const auto found = reports.find({unit, period, form});
      if (found != reports.end()) return &found->second;
    }
  }
  return nullptr;
}

// Every form of every quarter.
std::string YearOf(const plan::Plan& plan, const plan::Unit& unit) {
  const Reports reports = ReadDemo();
  std::string csv = "period,form,field,value\n";
  for (const auto& [period, as] : kQuarters) {
    for (const plan::Form& form : plan.forms) {
      if (!plan.Asked(form, plan.PeriodIndex(period), unit)) continue;
      const Rows* rows = Find(reports, as, form.code);
      if (rows == nullptr) Must(absl::InternalError(absl::StrCat("nobody has told ", form.code)));
      for (const auto& [field, value] : *rows) {
        absl::StrAppend(&csv, period, ",", form.code, ",", field, ",\"", value, "\"\n");
      }
    }
  }
  return csv;
}

// Counts what a person on a slow line pays for.
class Watched final : public agent::HubLink {
 public:
  Watched(std::unique_ptr<agent::HubLink> link, int* exchanges, uint64_t* acknowledged,
          uint64_t* pieces, int64_t* twice)
      : link_(std::move(link)),
        exchanges_(*exchanges),
        acknowledged_(*acknowledged),
        pieces_(*pieces),
        twice_(*twice) {}

  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                absl::Duration timeout, bool* left) override {
    ++exchanges_;
    uint64_t index = request.after().index();
    for (const v1::Sealed& change : request.changes()) {
      if (++index <= acknowledged_) {
        twice_ += static_cast<int64_t>(change.main().size() + change.text().size());
      }
    }
    auto reply = link_->Exchange(request, timeout, left);
    if (reply.ok()) acknowledged_ = std::max(acknowledged_, reply->position().index());
    return reply;
  }
  absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(const v1::PutEvidenceRequest& request,
                                                      absl::Duration timeout) override {
    if (!request.piece().empty() && request.offset() < pieces_)
      twice_ += static_cast<int64_t>(pieces_ - request.offset());
    auto reply = link_->PutEvidence(request, timeout);
    if (reply.ok()) pieces_ = std::max(pieces_, reply->have());
    return reply;
  }
  void Cancel() override { link_->Cancel(); }

 private:
  const std::unique_ptr<agent::HubLink> link_;
  int& exchanges_;
  uint64_t& acknowledged_;
  uint64_t& pieces_;  // bytes of the one photo, confirmed
  int64_t& twice_;
};

// The line's own time passes meanwhile; nothing is waited for that could be asked.
void Pause(absl::Duration time) {
  poll(nullptr, 0, static_cast<int>(absl::ToInt64Milliseconds(time)));
}

class School {
 public:
  School(const Fixture& fixture, const Device& device, uint32_t number, const std::string& folder,
         int hub_port)
      : keys_{device.key_pem, device.certificate_pem, fixture.ca_pem},
        enrollment_{.unit = device.unit,
                    .unit_name = device.unit,
                    .hub = fixture.hub_id,
                    .hub_name = "bench",
                    .device = number},
        desk_(Must(agent::AgentStore::Open(
                  folder, {.random = [this](size_t n) { return random_.Bytes(n); }})),
              wall_, random_, "bench") {
    enrollment_.address = absl::StrCat("127.0.0.1:", hub_port);
    Must(desk_.store().Enroll(enrollment_, keys_));
    Must(Sync(hub_port).status());
    exchanges_ = 0;
  }

  absl::StatusOr<agent::SyncOutcome> Sync(int port) {
    const std::string address = absl::StrCat("127.0.0.1:", port);
    auto channel = agent::HubChannel(address, enrollment_.hub, keys_);
    if (!channel.ok()) return channel.status();
    Watched link(std::make_unique<agent::GrpcLink>(*std::move(channel), enrollment_, keys_.ca_pem),
                 &exchanges_, &acknowledged_, &pieces_, &twice_);
    return loop_.Run(link);
  }

  // As the daemon does: again after a wait, until the hub has everything.
  void SyncUntilDone(int port) {
    agent::Pace pace(random_);
    while (true) {
      const absl::StatusOr<agent::SyncOutcome> sync = Sync(port);
      if (sync.ok() && agent::WaitingEvidence(desk_.store()).files == 0) return;
      Pause(pace.After(sync));
    }
  }

  // Puts it behind a report that the hub has.
  void AddPhoto(const evidence::Reduced& photo) {
    v1::AddEvidenceRequest request;
    request.set_form(kPhotoForm);
    request.set_period(kPhotoPeriod);
    request.set_name("lop-hoc.jpg");
    Must(agent::AddEvidence(desk_, request, photo));
    v1::SubmitRequest submit;
    submit.set_form(kPhotoForm);
    submit.set_period(kPhotoPeriod);
    Must(agent::Submit(desk_, submit));
  }

  // Types the year; whatever the rules ask about gets a reason.
  int TypeYear(const std::string& csv) {
    v1::ImportRowsRequest request;
    request.set_csv(csv);
    request.set_file_name("year.csv");
    request.set_author("Nguyễn Thị Hoa");
    request.set_preview(true);
    std::set<std::string> asked;
    const v1::ImportRowsResponse preview = Must(agent::ImportRows(desk_, request));
    for (const v1::Finding& f : preview.findings()) {
      if (!asked.insert(f.rule()).second) continue;
      v1::RuleReason* reason = request.add_reasons();
      reason->set_rule(f.rule());
      reason->set_text("Đã kiểm tra, số liệu đúng.");
    }
    request.set_preview(false);
    return Must(agent::ImportRows(desk_, request)).entries_size();
  }

  const plan::Unit& unit() { return desk_.state().unit; }
  const agent::DeviceKeys& keys() const { return keys_; }
  const agent::Enrollment& enrollment() const { return enrollment_; }
  int exchanges() const { return exchanges_; }
  int64_t twice() const { return twice_; }

 private:
  platform::SystemRandom random_;
  platform::SystemWallClock wall_;
  platform::SystemMonotonicClock monotonic_;
  platform::Mutex mutex_;
  agent::DeviceKeys keys_;
  agent::Enrollment enrollment_;
  agent::Desk desk_;
  agent::ExchangeLoop loop_{desk_.store(), mutex_, wall_, monotonic_, {.build = "bench"}};
  int exchanges_ = 0;
  uint64_t acknowledged_ = 0, pieces_ = 0;
  int64_t twice_ = 0;
};

// What one connection costs before anything is said.
int64_t HandshakeBytes(const School& school, Line& line) {
  const int64_t before = line.bytes();
  const std::string address = absl::StrCat("127.0.0.1:", line.port());
  {
    auto channel = Must(agent::HubChannel(address, school.enrollment().hub, school.keys()));
    Must(agent::Connect(*channel, address, school.enrollment().hub, school.keys().ca_pem,
                        agent::kConnectDeadline));
    Pause(absl::Seconds(2));  // the last of it is still on its way
  }
  return line.bytes() - before;
}

struct Year {
  double photo_seconds = 0, photo_bytes = 0;
  double seconds = 0, round_trips = 0, bytes = 0, twice = 0, handshake = 0, entries = 0, cuts = 0;
};

Year OneYear(School& school, int hub_port, const LineTerms& terms, double first_cut,
             const plan::Plan& plan, const evidence::Reduced& photo) {
  Line line(hub_port, terms);
  Year year{.handshake = static_cast<double>(HandshakeBytes(school, line))};
  year.entries = school.TypeYear(YearOf(plan, school.unit()));
  const int64_t bytes = line.bytes();
  const int connections = line.connections();
  line.Begin(absl::Seconds(first_cut));
  const absl::Time start = absl::Now();
  school.SyncUntilDone(line.port());
  year.seconds = absl::ToDoubleSeconds(absl::Now() - start);
  year.round_trips = school.exchanges();
  year.bytes = static_cast<double>(line.bytes() - bytes) -
               (line.connections() - connections) * year.handshake;
  school.AddPhoto(photo);
  const int64_t photo_bytes = line.bytes();
  const absl::Time photo_start = absl::Now();
  school.SyncUntilDone(line.port());
  year.photo_seconds = absl::ToDoubleSeconds(absl::Now() - photo_start);
  year.photo_bytes = static_cast<double>(line.bytes() - photo_bytes);
  year.twice = static_cast<double>(school.twice());
  year.cuts = line.cuts();
  return year;
}

void Run(const char* prefix, const LineTerms& terms, const std::vector<double>& first_cuts) {
  const TemporaryFolder temporary;
  const std::string folder = temporary.path() + "/hub", port_file = temporary.path() + "/port";
  const Fixture fixture = MakeFixture(folder, static_cast<int>(first_cuts.size()), true);
  Process hub({absl::StrCat(GOM_BINARY_DIR, "/bin/gom-hub"), "--data", folder, "serve", "--listen",
               "127.0.0.1:0", "--port-file", port_file});
  const int hub_port = atoi(WaitForFile(port_file, hub).c_str());
  const evidence::Reduced photo = PhotoOf(kPhotoBytes);
  Year worst;
  for (size_t i = 0; i < first_cuts.size(); ++i) {
    School school(fixture, fixture.devices[i], static_cast<uint32_t>(i + 1),
                  absl::StrCat(temporary.path(), "/agent", i), hub_port);
    const Year year = OneYear(school, hub_port, terms, first_cuts[i], *fixture.plan, photo);
    worst.seconds = std::max(worst.seconds, year.seconds);
    worst.round_trips = std::max(worst.round_trips, year.round_trips);
    worst.bytes = std::max(worst.bytes, year.bytes);
    worst.twice = std::max(worst.twice, year.twice);
    worst.photo_seconds = std::max(worst.photo_seconds, year.photo_seconds);
    worst.photo_bytes = std::max(worst.photo_bytes, year.photo_bytes);
    worst.handshake = std::max(worst.handshake, year.handshake);
    worst.entries = std::max(worst.entries, year.entries);
    worst.cuts += year.cuts;
  }
  const auto report = [&](const char* name, double value) {
    Report(absl::StrCat(prefix, name).c_str(), value);
  };
  report("year_seconds", worst.seconds);
  report("year_round_trips", worst.round_trips);
  report("year_bytes", worst.bytes);
  report("bytes_sent_twice_after_ack", worst.twice);
  report("photo_kept_bytes", static_cast<double>(photo.bytes.size()));
  report("photo_seconds", worst.photo_seconds);
  report("photo_bytes", worst.photo_bytes);
  report("year_entries", worst.entries);
  report("handshake_bytes", worst.handshake);
  report("cuts", worst.cuts);
}

}  // namespace
}  // namespace gom::bench

int main(int argc, char** argv) {
  gom::rpc::QuietGrpc();
  std::vector<double> first_cuts;
  for (int i = 1; i < argc; ++i) first_cuts.push_back(atof(argv[i]));
  if (first_cuts.empty()) first_cuts = {2, 5, 8, 11, 14};
  gom::bench::LineTerms terms{.cut_every = absl::Seconds(15)};
  gom::bench::Run("", terms, first_cuts);
  terms.bits_per_second = 8'000;
  gom::bench::Run("slower_", terms, first_cuts);
}
