#include "tests/bench/fixture.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/plan/load.h"
#include "common/rpc/certificates.h"
#include "hub/state/decide.h"

namespace gom::bench {
namespace {

constexpr int kUnitsPerImport = 500;

void ImportUnits(hub::Hub& hub, int units) {
  for (int first = 0; first < units; first += kUnitsPerImport) {
    v1::ImportUnitsRequest request;
    for (int i = first; i < std::min(units, first + kUnitsPerImport); ++i) {
      *request.add_units() = UnitRow(i);
    }
    Must(hub.writer().ActAndWait<v1::ImportUnitsResponse>(
        [&](hub::View& view) { return hub::DecideUnits(view, request); }));
  }
}

Device Enroll(hub::Hub& hub, int i) {
  Device device{.unit = UnitRow(i).code(), .key_pem = Must(rpc::GenerateKey())};
  const std::string request = Must(rpc::MakeSigningRequest(device.key_pem));
  const auto number = static_cast<uint32_t>(i + 1);
  device.certificate_pem =
      Must(hub.authority().SignDevice(request, number, device.unit, hub.clock().NowMs()));
  const std::string slip = absl::StrFormat("S%05d", i);
  hub::EnrollCommand command{
      .slip = slip,
      .device = number,
      .certificate_sha256 = Must(rpc::Sha256Fingerprint(device.certificate_pem)),
      .public_key_sha256 = Must(rpc::PublicKeyFingerprint(device.certificate_pem)),
      .certificate_der = Must(rpc::ToDer(device.certificate_pem)),
      .label = "bench"};
  Must(hub.writer().ActAndWait([&](hub::View& view) {
    return hub::DecideSlip(view, {.unit = device.unit,
                                  .slip = slip,
                                  .secret_hash = "",
                                  .expires_at = hub.clock().NowMs() + 3'600'000,
                                  .operator_name = "bench"});
  }));
  Must(hub.writer().ActAndWait<hub::EnrollAnswer>(
      [&](hub::View& view) { return hub::DecideEnroll(view, command); }));
  return device;
}

}  // namespace

std::string PlanText() {
  std::ifstream file(std::string(GOM_SOURCE_DIR) + "/hub/plans/tan-ky-2026.textproto",
                     std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

v1::Unit UnitRow(int i) {
  v1::Unit unit;
  unit.set_code(absl::StrFormat("B%05d", i));
  unit.set_name(absl::StrCat("Trường số ", i));
  unit.add_kinds("primary");
  unit.add_kinds("lower_secondary");
  unit.set_ownership(v1::OWNERSHIP_PUBLIC);
  unit.set_manager(v1::MANAGER_COMMUNE);
  return unit;
}

plan::Unit CompileSchool(const plan::Plan& plan) { return plan::CompileUnit(plan, UnitRow(0)); }

void Must(const absl::Status& status) {
  if (status.ok()) return;
  fprintf(stderr, "%s\n", status.ToString().c_str());
  exit(1);
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = std::filesystem::temp_directory_path() / "gom-bench-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) exit(1);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Fixture MakeFixture(const std::string& folder, int units, bool with_devices) {
  const std::string textproto = PlanText();
  Fixture fixture{.folder = folder, .plan = plan::Load(textproto).plan};
  if (fixture.plan == nullptr) Must(absl::InternalError("the plan of Tân Kỳ does not load"));
  Must(hub::InitHub({.folder = folder, .name = "bench", .listen = "127.0.0.1:0"}));
  const std::unique_ptr<hub::Hub> hub = Must(hub::Hub::Open({.folder = folder}));
  fixture.hub_id = hub->authority().hub_id();
  fixture.ca_pem = hub->authority().ca_pem();
  v1::ApplyPlanRequest plan;
  plan.set_textproto(textproto);
  Must(hub->writer().ActAndWait<v1::ApplyPlanResponse>(
      [&](hub::View& view) { return hub::DecidePlan(view, plan); }));
  ImportUnits(*hub, units);
  if (with_devices) {
    for (int i = 0; i < units; ++i) fixture.devices.push_back(Enroll(*hub, i));
  }
  return fixture;
}

void Report(const char* name, double value) {
  printf(value >= 1000 ? "%s: %.0f\n" : "%s: %.3f\n", name, value);
  fflush(stdout);
}

}  // namespace gom::bench
