// A real hub in a folder of its own: real store, real TLS on a free port, and devices that enroll
// and exchange.
#ifndef GOM_TESTS_HUB_SERVICE_HUB_FIXTURE_H_
#define GOM_TESTS_HUB_SERVICE_HUB_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/log/chain.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/rpc/certificates.h"
#include "common/rpc/credentials.h"
#include "common/rpc/limits.h"
#include "common/rpc/slip_code.h"
#include "common/rpc/status.h"
#include "common/sync/revision.h"
#include "common/sync/sealing.h"
#include "common/text/message.h"
#include "gom/v1/admin.grpc.pb.h"
#include "gom/v1/report.grpc.pb.h"
#include "gom/v1/sync.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "hub/service/hub.h"
#include "hub/service/server.h"
#include "tests/hub/service/test_plan.h"

namespace gom::hub {

// 2026-07-01 00:00 UTC.
inline constexpr int64_t kNowMs = 1782864000000;

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> CallHub(Stub& stub,
                                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                              Response*),
                                 const Request& request, const std::string& key = {}) {
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  if (!key.empty()) {
    EXPECT_TRUE(rpc::AddMetadata(context, "authorization", "Bearer " + key));
  }
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}

inline std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

// One revision of form "f": numbers by field, a text, names of ideas.
struct Typed {
  uint32_t period = 1;
  int64_t total = 0;
  int64_t met = 0;
  std::string words{};
  std::string author{};
  std::vector<std::string> ideas{};
  uint64_t parent = 0;                  // index in the same stream; 0: none
  std::vector<std::string> evidence{};  // SHA-256
};

inline v1::Sealed SealTyped(const Typed& typed) {
  plan::Values values;
  sync::Wording wording;
  values.Set(1, plan::FieldValue::Number(typed.total));
  values.Set(2, plan::FieldValue::Number(typed.met));
  if (!typed.words.empty()) wording.texts[{3, 0, 0}] = typed.words;
  wording.author = typed.author;
  uint32_t id = 0;
  for (const std::string& name : typed.ideas) {
    plan::Item item;
    item.list_field = 4;
    item.id = ++id;
    wording.texts[{4, item.id, 1}] = name;
    values.mutable_items().push_back(item);
  }
  v1::Change change;
  change.set_at(kNowMs / 1000);
  change.set_plan_version(1);
  v1::Revision* revision = change.mutable_revision();
  revision->set_form(1);
  revision->set_period(typed.period);
  if (typed.parent != 0) revision->add_parents()->set_index(typed.parent);
  for (const std::string& sha256 : typed.evidence) revision->add_evidence(sha256);
  sync::EncodeValues(values, revision);
  return sync::Seal(change, wording, std::string(16, 's'));
}

// A school's computer as the hub sees it: a key, a certificate, one stream.
class TestDevice {
 public:
  std::string key_pem, certificate_pem, unit;
  std::string seal_secret = std::string(sync::kKeyBytes, '\x31');
  uint32_t number = 0;
  std::string stream;
  log::Position end;
  v1::Position read;
  std::unique_ptr<v1::SyncService::Stub> stub;

  // The next request, with these revisions behind what was sent before.
  v1::ExchangeRequest Next(const std::vector<Typed>& typed) {
    v1::ExchangeRequest request;
    request.set_stream(stream);
    *request.mutable_after() = log::ToProto(end);
    for (const Typed& t : typed) {
      *request.add_changes() = SealTyped(t);
      end.digest = log::Next(end.digest, request.changes().rbegin()->main());
      ++end.index;
    }
    *request.mutable_my_last() = log::ToProto(end);
    *request.mutable_read() = read;
    request.set_device_clock_ms(kNowMs + 60'000);
    return request;
  }
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request) {
    return CallHub(*stub, &v1::SyncService::Stub::Exchange, request);
  }
  absl::StatusOr<v1::ExchangeResponse> Send(const std::vector<Typed>& typed) {
    absl::StatusOr<v1::ExchangeResponse> response = Exchange(Next(typed));
    if (response.ok()) read = response->new_position();
    return response;
  }
};

class HubFixture : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "hubXXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
    folder_ = pattern + "/data";
    InitOptions init;
    init.folder = folder_;
    init.name = "Xã Thử";
    init.listen = "127.0.0.1:0";
    init.operator_name = "op";
    init.clock = &clock_;
    absl::StatusOr<std::string> key = InitHub(init);
    ASSERT_TRUE(key.ok()) << key.status();
    key_ = *key;
    Start();
  }

  void Start() {
    HubOptions options;
    options.folder = folder_;
    options.clock = &clock_;
    options.unit_evidence_bytes = unit_evidence_bytes_;
    options.on_warning = [this](std::string_view event, platform::Journal::Fields) {
      platform::MutexLock lock(&warnings_mutex_);
      warnings_.emplace_back(event);
    };
    absl::StatusOr<std::unique_ptr<Hub>> hub = Hub::Open(options);
    ASSERT_TRUE(hub.ok()) << hub.status();
    hub_ = *std::move(hub);
    absl::StatusOr<std::unique_ptr<Server>> server =
        Server::Start(*hub_, {.listen = hub_->default_listen(), .socket = true});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    admin_ = v1::AdminService::NewStub(server_->InProcessChannel());
    local_report_ = v1::ReportService::NewStub(server_->InProcessChannel());
    report_ = v1::ReportService::NewStub(Channel("", ""));
  }

  // What the hub would have written to its journal since the last time this was asked.
  std::vector<std::string> TakeWarnings() {
    platform::MutexLock lock(&warnings_mutex_);
    return std::exchange(warnings_, {});
  }

  void Stop() {
    admin_.reset();
    local_report_.reset();
    report_.reset();
    server_.reset();
    hub_.reset();
  }

  void TearDown() override {
    Stop();
    std::filesystem::remove_all(top_);
  }

  std::shared_ptr<grpc::Channel> Channel(const std::string& key_pem, const std::string& cert_pem) {
    return grpc::CreateCustomChannel(
        server_->address(),
        rpc::DeviceTls(hub_->authority().ca_pem(), hub_->authority().hub_id(), key_pem, cert_pem),
        rpc::ClientArguments());
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Admin(grpc::Status (v1::AdminService::Stub::*method)(
                                     grpc::ClientContext*, const Request&, Response*),
                                 const Request& request) {
    return CallHub(*admin_, method, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Report(grpc::Status (v1::ReportService::Stub::*method)(
                                      grpc::ClientContext*, const Request&, Response*),
                                  const Request& request) {
    return CallHub(*report_, method, request, key_);
  }

  void ApplyPlanAndUnits(int schools = 2) {
    v1::ApplyPlanRequest plan;
    plan.set_textproto(TestPlan());
    auto applied = Admin(&v1::AdminService::Stub::ApplyPlan, plan);
    ASSERT_TRUE(applied.ok()) << text::Sentence(text::Language::kEnglish, applied.status());
    v1::ImportUnitsRequest units;
    for (int i = 1; i <= schools; ++i) {
      v1::Unit* unit = units.add_units();
      unit->set_code("S" + std::to_string(i));
      unit->set_name("Trường " + std::to_string(i));
      unit->add_kinds("primary");
      unit->set_ownership(v1::OWNERSHIP_PUBLIC);
      unit->set_manager(v1::MANAGER_COMMUNE);
    }
    v1::Unit* office = units.add_units();
    *office = units.units(0);
    office->set_code("VP");
    office->set_name("Văn phòng");
    office->set_kinds(0, "office");
    auto imported = Admin(&v1::AdminService::Stub::ImportUnits, units);
    ASSERT_TRUE(imported.ok()) << text::Sentence(text::Language::kEnglish, imported.status());
    ASSERT_EQ(imported->added(), static_cast<uint32_t>(schools) + 1);
  }

  absl::StatusOr<v1::EnrollRequest> NewEnrollment(const std::string& unit, TestDevice* device) {
    v1::IssueSlipRequest slip;
    slip.set_unit(unit);
    auto issued = Admin(&v1::AdminService::Stub::IssueSlip, slip);
    if (!issued.ok()) return issued.status();
    auto code = rpc::ParseSlipCode(issued->code());
    if (!code.ok()) return code.status();
    device->key_pem = rpc::GenerateKey().value();
    v1::EnrollRequest request;
    request.set_secret(code->secret);
    request.set_signing_request_der(rpc::MakeSigningRequest(device->key_pem).value());
    request.set_label("Máy thử");
    request.set_sealing_key(sync::SealKeyOf(device->seal_secret));
    return request;
  }

  // Over the network, without a certificate.
  absl::StatusOr<v1::EnrollResponse> Enroll(const v1::EnrollRequest& request) {
    auto stub = v1::SyncService::NewStub(Channel("", ""));
    return CallHub(*stub, &v1::SyncService::Stub::Enroll, request);
  }

  std::unique_ptr<TestDevice> EnrollDevice(const std::string& unit) {
    auto device = std::make_unique<TestDevice>();
    auto request = NewEnrollment(unit, device.get());
    EXPECT_TRUE(request.ok()) << request.status();
    auto response = Enroll(*request);
    EXPECT_TRUE(response.ok()) << response.status();
    if (!response.ok()) return device;
    device->certificate_pem = response->certificate_pem();
    device->unit = response->unit();
    device->number = response->device();
    device->stream = "stream-of-" + std::string(1, static_cast<char>('a' + devices_++)) + "-----";
    device->stub = v1::SyncService::NewStub(Channel(device->key_pem, device->certificate_pem));
    return device;
  }

  absl::StatusOr<v1::ReviewResponse> Review(const std::vector<v1::ReviewAct>& acts) {
    v1::ReviewRequest request;
    request.set_operator_("op");
    for (const v1::ReviewAct& act : acts) *request.add_acts() = act;
    return Admin(&v1::AdminService::Stub::Review, request);
  }

  static v1::ReviewAct Act(v1::ReviewAct::Kind kind, const std::string& unit = {},
                           const std::string& form = {}, const std::string& period = {},
                           const std::string& reason = {}) {
    v1::ReviewAct act;
    act.set_kind(kind);
    act.set_unit(unit);
    act.set_form(form);
    act.set_period(period);
    act.set_reason(reason);
    return act;
  }

  absl::StatusOr<v1::GetHistoryResponse> History(const std::string& unit,
                                                 const std::string& period = "2026-Q1") {
    v1::GetHistoryRequest request;
    request.set_unit(unit);
    request.set_form("f");
    request.set_period(period);
    return Report(&v1::ReportService::Stub::GetHistory, request);
  }

  absl::StatusOr<v1::GetProgressResponse> Progress(bool accepted = false) {
    v1::GetProgressRequest request;
    request.set_as_of("2026-Q1");
    request.set_reading(accepted ? v1::READING_ACCEPTED : v1::READING_REPORTED);
    return Report(&v1::ReportService::Stub::GetProgress, request);
  }

  platform::ManualWallClock clock_{kNowMs};
  std::string top_;
  std::string folder_;
  std::string key_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
  std::unique_ptr<v1::ReportService::Stub> local_report_;
  std::unique_ptr<v1::ReportService::Stub> report_;
  int devices_ = 0;
  uint64_t unit_evidence_bytes_ = kUnitEvidenceBytes;
  platform::Mutex warnings_mutex_;
  std::vector<std::string> warnings_ ABSL_GUARDED_BY(warnings_mutex_);
};

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_SERVICE_HUB_FIXTURE_H_
