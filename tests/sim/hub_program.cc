#include "tests/sim/hub_program.h"

#include <deque>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/text/status_macros.h"
#include "hub/writer/verify.h"

namespace gom::sim {
namespace {

constexpr char kFolder[] = "hub";

class HubProgram : public Program {
 public:
  using ActOnHub = std::function<absl::Status(DiskHub&)>;

  static absl::StatusOr<std::unique_ptr<Program>> Start(CrashDisk& disk, ActOnHub act) {
    ASSIGN_OR_RETURN(std::unique_ptr<DiskHub> hub, DiskHub::Open(disk));
    return std::unique_ptr<Program>(new HubProgram(std::move(hub), std::move(act)));
  }

  absl::Status Act() override {
    hub_->SetSeed(7);
    return act_(*hub_);
  }
  // State's digest is of everything that the log makes; secrets lie beside it.
  std::string Picture() override {
    std::string all;
    hub_->core().ReadState([&](const hub::State& s) {
      absl::StrAppend(&all, s.position.index, " ",
                      absl::BytesToHexString(log::ToBytes(s.position.digest)), " ",
                      absl::BytesToHexString(log::ToBytes(hub::StateDigest(s))));
    });
    for (const char* slip : {"S11", "S12"}) {
      absl::StrAppend(&all, " ", hub_->store().FindSecret("slip", slip).value_or("none"));
    }
    return all;
  }
  std::vector<std::string> Problems() override {
    const absl::StatusOr<hub::VerifyReport> report = hub::Verify(hub_->core());
    if (!report.ok()) return {report.status().ToString()};
    std::vector<std::string> problems;
    for (const v1::Error& e : report->problems) problems.push_back(e.en());
    return problems;
  }

 private:
  HubProgram(std::unique_ptr<DiskHub> hub, ActOnHub act)
      : hub_(std::move(hub)), act_(std::move(act)) {}
  const std::unique_ptr<DiskHub> hub_;
  const ActOnHub act_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<DiskHub>> DiskHub::Open(CrashDisk& disk) {
  std::unique_ptr<DiskHub> hub(new DiskHub());
  ASSIGN_OR_RETURN(hub->store_, hub::OpenSqliteHubStore(kFolder, {.vfs = disk.name()}));
  ASSIGN_OR_RETURN(hub->core_, hub::WriterCore::Open(*hub->store_, hub->clock_, hub->random_, ""));
  return hub;
}

void DiskHub::Begin() {
  EXPECT_TRUE(Do([](hub::View& v) {
                return hub::DecideCreateHub(v, std::string(16, 'H'), "Xã Tân Kỳ");
              }).ok());
  EXPECT_TRUE(Do([](hub::View& v) {
                v1::ApplyPlanRequest plan;
                plan.set_textproto(hub::SmallPlan());
                return hub::DecidePlan(v, plan).status();
              }).ok());
  EXPECT_TRUE(Do([](hub::View& v) {
                v1::ImportUnitsRequest roster;
                *roster.add_units() = hub::HubWorld::Row("TH01");
                *roster.add_units() = hub::HubWorld::Row("TH02");
                *roster.add_units() = hub::HubWorld::Row("UB", "office");
                return hub::DecideUnits(v, roster).status();
              }).ok());
}

absl::Status DiskHub::Do(std::function<absl::Status(hub::View&)> decide) {
  absl::Status told = absl::InternalError("not answered");
  std::deque<hub::Command> batch;
  batch.push_back({.shared = false,
                   .decide = std::move(decide),
                   .done = [&](const absl::Status& status) { told = status; }});
  core_->Run(batch);
  return told;
}

absl::Status DiskHub::Exchange(const hub::FakeDevice& device, uint64_t after) {
  absl::Status told = absl::InternalError("not answered");
  std::deque<hub::Command> batch;
  batch.push_back(hub::ExchangeCommand(
      device.number, device.Request(after),
      [&](absl::StatusOr<hub::ExchangeAnswer> answer) { told = answer.status(); }));
  core_->Run(batch);
  return told;
}

std::unique_ptr<hub::FakeDevice> DiskHub::Enroll(uint32_t number) {
  const std::string slip = absl::StrCat("S", number);
  EXPECT_TRUE(
      Do([&](hub::View& v) {
        return hub::DecideSlip(
            v,
            {.unit = "TH01", .slip = slip, .secret_hash = "hash", .expires_at = v.now_ms() + 10});
      }).ok());
  hub::EnrollCommand command;
  command.slip = slip;
  command.device = number;
  command.certificate_sha256 = command.public_key_sha256 = absl::StrCat("key ", number);
  EXPECT_TRUE(Do([&](hub::View& v) { return hub::DecideEnroll(v, command).status(); }).ok());
  return Device(number);
}

std::unique_ptr<hub::FakeDevice> DiskHub::Device(uint32_t number) const {
  auto device = std::make_unique<hub::FakeDevice>();
  device->number = number;
  device->stream = log::ToBytes(log::Sha256(absl::StrCat("S", number))).substr(0, 16);
  core_->ReadState([&](const hub::State& s) { device->plan = s.plan.get(); });
  return device;
}

Operation HubOperation(const std::function<void(DiskHub&)>& prepare,
                       std::function<absl::Status(DiskHub&)> act) {
  CrashDisk disk(1);
  {
    absl::StatusOr<std::unique_ptr<DiskHub>> hub = DiskHub::Open(disk);
    EXPECT_TRUE(hub.ok()) << hub.status();
    (*hub)->Begin();
    prepare(**hub);
    // As a program leaves it that was never closed: its last work is in the WAL.
    disk.StopNow(Stop::kKill);
  }
  return {.file = absl::StrCat(kFolder, "/hub.db"),
          .before = disk.image(),
          .start = [act = std::move(act)](CrashDisk& d) { return HubProgram::Start(d, act); }};
}

}  // namespace gom::sim
