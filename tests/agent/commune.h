// A real hub, without gRPC and threads, and computers of schools that talk to it: both programs'
// cores, their disks on temporary folders, the wire left out.
//
//   Commune commune;
//   Computer& one = commune.Enroll("TH-01");
//   one.Report("profile", "Q1", {{"staff", "20"}});
//   commune.Sync(one);
#ifndef GOM_TESTS_AGENT_COMMUNE_H_
#define GOM_TESTS_AGENT_COMMUNE_H_

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/sync/sync_session.h"
#include "hub/store/hub_store.h"
#include "hub/writer/answer.h"
#include "hub/writer/core.h"
#include "tests/agent/school.h"

namespace gom::agent {

class Commune {
 public:
  Commune() : hub_(std::string(16, 'H')) {
    Open();
    EXPECT_TRUE(Try([&](hub::View& v) { return hub::DecideCreateHub(v, hub_, "Xã"); }).ok());
    EXPECT_TRUE(ApplyPlan(SmallPlan()).ok());
    v1::ImportUnitsRequest roster;
    for (const char* code : {"TH-01", "TH-02"}) {
      v1::Unit* row = roster.add_units();
      row->set_code(code);
      row->set_name(absl::StrCat("Trường ", code));
      row->add_kinds("primary");
      row->set_ownership(v1::OWNERSHIP_PUBLIC);
      row->set_manager(v1::MANAGER_COMMUNE);
    }
    EXPECT_TRUE(Act<v1::ImportUnitsResponse>([&](hub::View& v) {
                  return hub::DecideUnits(v, roster);
                }).ok());
  }

  // A new computer of the unit, synced once.
  Computer& Enroll(const std::string& unit) {
    const auto number = static_cast<uint32_t>(computers_.size()) + 101;
    const std::string slip = absl::StrCat("S", number);
    EXPECT_TRUE(Try([&](hub::View& v) {
                  return hub::DecideSlip(v, {.unit = unit,
                                             .slip = slip,
                                             .secret_hash = "h",
                                             .expires_at = Computer::kNow + 1000});
                }).ok());
    hub::EnrollCommand command;
    command.slip = slip;
    command.device = number;
    command.certificate_sha256 = absl::StrCat("cert ", number);
    command.public_key_sha256 = absl::StrCat("key ", number);
    EXPECT_TRUE(
        Act<hub::EnrollAnswer>([&](hub::View& v) { return hub::DecideEnroll(v, command); }).ok());
    computers_.push_back(std::make_unique<Computer>(number));
    Computer& computer = *computers_.back();
    computer.Enroll(unit, number, hub_, sign_key_.public_key());
    Sync(computer);
    return computer;
  }

  absl::StatusOr<SyncOutcome> TrySync(Computer& computer) {
    SyncSession session(computer.store(), limits_, wall_, monotonic_, options_);
    while (const v1::ExchangeRequest* request = session.Next()) {
      requests.push_back(*request);
      if (answers_left_-- == 0) {
        session.Take(absl::UnavailableError("the network is gone"), false);
        continue;
      }
      v1::ExchangeRequest comes = *request;
      on_the_way_there(&comes);
      session.Take(Exchange(computer.store().enrollment().device, comes), true);
      if (requests.size() > 1000) {
        ADD_FAILURE() << "the sync does not end";
        break;
      }
    }
    return session.outcome();
  }
  SyncOutcome Sync(Computer& computer) {
    const absl::StatusOr<SyncOutcome> outcome = TrySync(computer);
    EXPECT_TRUE(outcome.ok()) << text::Sentence(text::Language::kEnglish, outcome.status());
    return outcome.ok() ? *outcome : SyncOutcome();
  }

  absl::Status Review(const v1::ReviewAct& act) {
    v1::ReviewRequest request;
    request.set_operator_("cán bộ");
    *request.add_acts() = act;
    const auto decide = [&](hub::View& v) { return hub::DecideReview(v, request); };
    return Act<v1::ReviewResponse>(decide).status();
  }
  absl::Status Review(v1::ReviewAct::Kind kind, const std::string& unit, const std::string& form,
                      const std::string& period) {
    v1::ReviewAct act;
    act.set_kind(kind);
    act.set_unit(unit);
    act.set_form(form);
    act.set_period(period);
    if (kind == v1::ReviewAct::KIND_RETURN) act.set_reason("hãy xem lại");
    return Review(act);
  }

  // One call, as the hub answers it.
  absl::StatusOr<v1::ExchangeResponse> Exchange(uint32_t device,
                                                const v1::ExchangeRequest& request) {
    absl::StatusOr<hub::ExchangeAnswer> taken = absl::UnknownError("not decided");
    Run(hub::ExchangeCommand(
        device, request, [&](absl::StatusOr<hub::ExchangeAnswer> a) { taken = std::move(a); },
        hub::ProofsOf(request, hub_, sign_key_.public_key())));
    if (!taken.ok()) return taken.status();
    v1::ExchangeResponse response;
    const absl::Status answered =
        hub::AnswerExchange(*core_, device, request, *taken, wall_.NowMs(), &response);
    if (!answered.ok()) return answered;
    hub::AddReceipt(*core_, sign_key_, device, request, *taken, wall_.NowMs(), &response);
    on_the_way(&response);
    return response;
  }

  // The same, of a device that may not call any more: its request came in a file.
  absl::StatusOr<v1::ExchangeResponse> Carry(uint32_t device, const v1::ExchangeRequest& request) {
    const auto taken = Act<hub::ExchangeAnswer>([&](hub::View& v) {
      return hub::DecideExchange(v, device, request, {}, hub::Way::kBundle,
                                 hub::ProofsOf(request, hub_, sign_key_.public_key()));
    });
    if (!taken.ok()) return taken.status();
    v1::ExchangeResponse response;
    const absl::Status answered =
        hub::AnswerExchange(*core_, device, request, *taken, wall_.NowMs(), &response);
    if (!answered.ok()) return answered;
    hub::AddReceipt(*core_, sign_key_, device, request, *taken, wall_.NowMs(), &response);
    return response;
  }
  void Revoke(uint32_t device) {
    v1::RevokeDeviceRequest request;
    request.set_device(device);
    EXPECT_TRUE(Act<v1::RevokeDeviceResponse>([&](hub::View& v) {
                  return hub::DecideRevoke(v, request);
                }).ok());
  }
  void TakeWork(uint32_t device) {
    v1::TakeDeviceWorkRequest request;
    request.set_device(device);
    EXPECT_TRUE(Act<v1::TakeDeviceWorkResponse>([&](hub::View& v) {
                  return hub::DecideTakeWork(v, request);
                }).ok());
  }

  // What the edge does where the log does not know a device that comes with a good certificate.
  void Return(Computer& computer) {
    hub::ReturnCommand command;
    command.device = computer.store().enrollment().device;
    command.unit = computer.store().enrollment().unit;
    command.certificate_sha256 = absl::StrCat("cert ", command.device);
    command.public_key_sha256 = absl::StrCat("key ", command.device);
    EXPECT_TRUE(Try([&](hub::View& v) { return hub::DecideReturn(v, command); }).ok());
  }
  void Readmit(uint32_t device) {
    v1::ReadmitDeviceRequest request;
    request.set_device(device);
    EXPECT_TRUE(Act<v1::ReadmitDeviceResponse>([&](hub::View& v) {
                  return hub::DecideReadmit(v, request);
                }).ok());
  }

  // What the office writes to a unit; empty: to all.
  absl::Status Write(const std::string& unit, const std::string& text) {
    const hub::MessageCommand command{.unit = unit, .text = text, .operator_name = "chị Lan"};
    return Act<uint64_t>([&](hub::View& v) { return DecideSendMessage(v, command); }).status();
  }

  // What the office erases on request: the record, and then the bytes.
  void Redact(const v1::RedactRequest& request) {
    const auto decide = [&](hub::View& v) { return hub::DecideRedact(v, request); };
    const auto erased = Act<v1::RedactResponse>(decide);
    EXPECT_TRUE(erased.ok()) << erased.status();
    core_->ReadState([&](const hub::State& s) { erased_ = s.erased; });
    EraseBytes();
  }
  // What the ratchet has it do after a restore.
  void EraseAgain() {
    EXPECT_TRUE(Try([&](hub::View& v) {
                  hub::DecideErasedBefore(v, erased_);
                  return absl::OkStatus();
                }).ok());
    EraseBytes();
  }

  absl::Status ApplyPlan(const std::string& textproto) {
    v1::ApplyPlanRequest plan;
    plan.set_textproto(textproto);
    return Act<v1::ApplyPlanResponse>([&](hub::View& v) { return hub::DecidePlan(v, plan); })
        .status();
  }

  // The network goes after that many more answers; the next sync finds it again.
  void StopAfter(int answers) { answers_left_ = answers; }

  // The Entry as the hub has it, read under its lock.
  template <typename Read>
  void ReadEntry(const std::string& unit, uint32_t form, uint32_t period, Read read) {
    core_->ReadState([&](const hub::State& s) {
      const auto entry = s.FindEntry({s.FindUnit(unit)->index, form, period});
      ASSERT_NE(entry, nullptr);
      read(*entry);
    });
  }
  int64_t Counted(const std::string& unit, uint32_t form, uint32_t period, uint32_t field) {
    int64_t number = -1;
    ReadEntry(unit, form, period, [&](const hub::Entry& e) {
      if (e.head() != nullptr) number = e.head()->values->Get(field).number;
    });
    return number;
  }
  int Contenders(const std::string& unit, uint32_t form, uint32_t period) {
    int n = -1;
    ReadEntry(unit, form, period, [&](const hub::Entry& e) { n = e.members.contenders(); });
    return n;
  }
  template <typename Read>
  void ReadState(Read read) {
    core_->ReadState(read);
  }

  // A copy of the hub's folder, the `nth`, and the hub put back to it: one term on.
  void BackUp(int nth = 0) {
    Close();
    const std::string backup = backups_[nth].path();
    std::filesystem::remove_all(backup);
    std::filesystem::copy(folder_.path(), backup, std::filesystem::copy_options::recursive);
    Open();
  }
  void Restore(int nth = 0) {
    uint64_t term = 0;
    core_->ReadState([&](const hub::State& s) { term = s.term; });
    Close();
    std::filesystem::remove_all(folder_.path());
    std::filesystem::copy(backups_[nth].path(), folder_.path(),
                          std::filesystem::copy_options::recursive);
    Open();
    v1::TermBegun begun;
    begun.set_term(term + 1);
    begun.set_why(v1::TermBegun::WHY_RESTORED);
    EXPECT_TRUE(Try([&](hub::View& v) { return hub::DecideBeginTerm(v, begun); }).ok());
  }

  const sync::SigningKey& sign_key() const { return sign_key_; }
  // The hub's, and that of the syncs.
  platform::ManualWallClock& clock() { return wall_; }

  std::vector<v1::ExchangeRequest> requests;  // all that were ever made
  // Looks at, and may change, every answer before the computer gets it.
  std::function<void(v1::ExchangeResponse*)> on_the_way = [](v1::ExchangeResponse*) {};
  // What the hub gets of a sync's request.
  std::function<void(v1::ExchangeRequest*)> on_the_way_there = [](v1::ExchangeRequest*) {};

 private:
  void Open() {
    auto store = hub::OpenSqliteHubStore(folder_.path());
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    auto core = hub::WriterCore::Open(*store_, wall_, random_, "");
    ASSERT_TRUE(core.ok()) << core.status();
    core_ = *std::move(core);
  }
  void Close() {
    core_.reset();
    store_.reset();
  }

  void EraseBytes() {
    std::set<uint64_t> indexes;
    core_->ReadState([&](const hub::State& s) {
      for (const auto& [name, erased] : s.erased.changes) {
        const hub::Stream* stream = s.FindStream(name.first);
        if (stream != nullptr && name.second <= stream->last_index())
          indexes.insert(stream->records[name.second - 1].hub_index);
      }
    });
    EXPECT_TRUE(store_->Erase(std::vector<uint64_t>(indexes.begin(), indexes.end())).ok());
  }

  void Run(hub::Command command) {
    std::deque<hub::Command> batch;
    batch.push_back(std::move(command));
    core_->Run(batch);
  }
  template <typename Answer>
  absl::StatusOr<Answer> Act(std::function<absl::StatusOr<Answer>(hub::View&)> decide) {
    absl::StatusOr<Answer> answer = absl::UnknownError("not decided");
    Run(hub::ActCommand<Answer>(std::move(decide),
                                [&](absl::StatusOr<Answer> a) { answer = std::move(a); }));
    return answer;
  }
  absl::Status Try(std::function<absl::Status(hub::View&)> decide) {
    return Act<bool>([&](hub::View& v) -> absl::StatusOr<bool> {
             const absl::Status status = decide(v);
             if (!status.ok()) return status;
             return true;
           })
        .status();
  }

  const std::string hub_;
  const sync::SigningKey sign_key_ = *sync::SigningKey::FromSeed(std::string(32, 'k'));
  TempFolder folder_;
  std::map<int, TempFolder> backups_;
  platform::ManualWallClock wall_{Computer::kNow};
  platform::ManualMonotonicClock monotonic_;
  platform::SeededRandom random_{7};
  std::unique_ptr<hub::HubStore> store_;
  std::unique_ptr<hub::WriterCore> core_;
  hub::Erased erased_;
  BatchLimits limits_;
  SyncOptions options_;
  int answers_left_ = -1;
  std::vector<std::unique_ptr<Computer>> computers_;
};

}  // namespace gom::agent

#endif  // GOM_TESTS_AGENT_COMMUNE_H_
