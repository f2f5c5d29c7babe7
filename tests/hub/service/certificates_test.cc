// Devices' certificates over real TLS: renewed, replaced, revoked, and under a new authority.
#include <algorithm>

#include "common/rpc/hub_key.h"
#include "hub/service/backup.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

constexpr int64_t kDayMs = 86'400'000;

class DeviceCertificatesTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (!HasFatalFailure()) ApplyPlanAndUnits();
  }

  void Reconnect(TestDevice& device) {
    device.stub = v1::SyncService::NewStub(Channel(device.key_pem, device.certificate_pem));
  }
  // The hub is at another port after each start.
  void Restart(TestDevice& device) {
    Stop();
    Start();
    Reconnect(device);
  }

  absl::StatusOr<v1::RenewResponse> Renew(TestDevice& device, const std::string& key_pem) {
    v1::RenewRequest request;
    request.set_signing_request_der(rpc::MakeSigningRequest(key_pem).value());
    return CallHub(*device.stub, &v1::SyncService::Stub::Renew, request);
  }
  // The same computer with a new pair.
  std::unique_ptr<TestDevice> Renewed(TestDevice& device) {
    auto after = std::make_unique<TestDevice>();
    after->key_pem = rpc::GenerateKey().value();
    auto renewed = Renew(device, after->key_pem);
    EXPECT_TRUE(renewed.ok()) << renewed.status();
    if (!renewed.ok()) return after;
    after->certificate_pem = renewed->certificate_pem();
    after->unit = device.unit;
    after->number = device.number;
    after->stream = device.stream;
    after->end = device.end;
    after->read = device.read;
    Reconnect(*after);
    return after;
  }

  v1::BeginAuthorityResponse BeginAuthority() {
    auto begun = Admin(&v1::AdminService::Stub::BeginAuthority, v1::BeginAuthorityRequest());
    EXPECT_TRUE(begun.ok()) << begun.status();
    return begun.value_or(v1::BeginAuthorityResponse());
  }
  v1::HubStatus Status() {
    return *Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
  }
  v1::DeviceView View(uint32_t number) {
    const auto devices = Admin(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest());
    for (const v1::DeviceView& device : devices->devices()) {
      if (device.device() == number) return device;
    }
    return v1::DeviceView();
  }
  void Revoke(uint32_t number) {
    v1::RevokeDeviceRequest revoke;
    revoke.set_device(number);
    ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  }
};

TEST_F(DeviceCertificatesTest, E5_ExpiredCertificate_SyncsAndRenews) {
  clock_.Set(kNowMs - 2000 * kDayMs);
  auto device = EnrollDevice("S1");
  clock_.Set(kNowMs);
  ASSERT_LT(*rpc::NotAfter(device->certificate_pem), kNowMs - 1500 * kDayMs);
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  auto after = Renewed(*device);
  EXPECT_EQ(*rpc::NotAfter(after->certificate_pem), kNowMs + 400 * kDayMs);
  EXPECT_EQ(View(device->number).certificate_not_after(), kNowMs + 400 * kDayMs);
  auto response = after->Send({{.total = 20, .met = 9, .parent = 1}});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->renew());
  EXPECT_EQ(History("S1")->revisions_size(), 2);
}

TEST_F(DeviceCertificatesTest, E5_HubsClockYearsOff_LocksNobodyOut) {
  auto device = EnrollDevice("S1");
  for (const int64_t days : {-4000, 4000}) {
    clock_.Set(kNowMs + days * kDayMs);
    ASSERT_TRUE(device->Send({}).ok()) << days;
    auto after = Renewed(*device);
    ASSERT_TRUE(after->Send({}).ok()) << days;
  }
}

TEST_F(DeviceCertificatesTest,
       E9_ReplyToARenewalLost_SameKeyGetsTheSameCertificateAndTheOldOneWorks) {
  auto device = EnrollDevice("S1");
  const std::string key = rpc::GenerateKey().value();
  const auto lost = Renew(*device, key);
  ASSERT_TRUE(lost.ok()) << lost.status();
  const uint64_t end = Status().position().index();
  ASSERT_TRUE(device->Send({}).ok()) << "the old one works";
  const auto again = Renew(*device, key);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->certificate_pem(), lost->certificate_pem());
  EXPECT_EQ(Status().position().index(), end);
}

// A disk that was put back to before the renewal, and the one that renewed: one device.
TEST_F(DeviceCertificatesTest, E2_CertificateOfBeforeTheRenewal_WorksUntilTheDeviceIsRevoked) {
  auto old_disk = EnrollDevice("S1");
  auto device = Renewed(*old_disk);
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  EXPECT_TRUE(old_disk->Send({}).ok());
  Revoke(device->number);
  EXPECT_EQ(CodeOf(old_disk->Send({}).status()), "device_revoked");
  EXPECT_EQ(CodeOf(device->Send({}).status()), "device_revoked");
}

TEST_F(DeviceCertificatesTest, E4_RevokedWhileConnected_EachNextCallIsRefused) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({}).ok());
  Revoke(device->number);
  EXPECT_EQ(CodeOf(device->Send({}).status()), "device_revoked");
  const auto renewed = Renew(*device, rpc::GenerateKey().value());
  EXPECT_EQ(renewed.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(renewed.status()), "device_revoked");
}

TEST_F(DeviceCertificatesTest, E10_RenewalWithoutACertificateOrOfAStranger_IsRefused) {
  TestDevice nobody;
  nobody.stub = v1::SyncService::NewStub(Channel("", ""));
  EXPECT_EQ(CodeOf(Renew(nobody, rpc::GenerateKey().value()).status()), "certificate_missing");
  nobody.key_pem = rpc::GenerateKey().value();
  const rpc::Ca forged = *rpc::MakeCa(hub_->authority().hub_id(), "giả", kNowMs);
  nobody.certificate_pem = *rpc::SignDevice(forged, *rpc::MakeSigningRequest(nobody.key_pem),
                                            hub_->authority().hub_id(), 77, "S1", kNowMs);
  Reconnect(nobody);
  EXPECT_EQ(CodeOf(Renew(nobody, rpc::GenerateKey().value()).status()), "device_unknown");
}

TEST_F(DeviceCertificatesTest, D5_RenewedAfterTheBackup_IsTheSameDeviceToTheRestoredHub) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  v1::BackupRequest backup;
  backup.set_path(top_ + "/gom.backup");
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::Backup, backup).ok());
  auto after = Renewed(*device);
  Stop();
  RestoreOptions restore;
  restore.folder = folder_;
  restore.file = backup.path();
  restore.clock = &clock_;
  ASSERT_TRUE(RestoreHub(restore).ok());
  Start();
  Reconnect(*after);
  const auto response = after->Send({});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->state_digest().empty()) << "it reads at once";
  EXPECT_EQ(Status().returned_devices(), 0u);
}

TEST_F(DeviceCertificatesTest, E1_Replace_RevokesAndMakesACodeInOneAct) {
  auto lost = EnrollDevice("S1");
  v1::ReplaceDeviceRequest replace;
  replace.set_device(lost->number);
  replace.set_reason("mất máy");
  const uint64_t end = Status().position().index();
  const auto replaced = Admin(&v1::AdminService::Stub::ReplaceDevice, replace);
  ASSERT_TRUE(replaced.ok()) << replaced.status();
  EXPECT_EQ(Status().position().index(), end + 2);
  EXPECT_EQ(replaced->slip().unit_name(), "Trường 1");
  EXPECT_TRUE(hub_->ratchet().revoked.contains(lost->number));
  EXPECT_EQ(CodeOf(lost->Send({}).status()), "device_revoked");
  v1::EnrollRequest request;
  request.set_secret(rpc::ParseSlipCode(replaced->slip().code())->secret);
  request.set_signing_request_der(rpc::MakeSigningRequest(rpc::GenerateKey().value()).value());
  const auto enrolled = Enroll(request);
  ASSERT_TRUE(enrolled.ok()) << enrolled.status();
  EXPECT_EQ(enrolled->unit(), "S1");
  EXPECT_NE(enrolled->device(), lost->number);
  EXPECT_TRUE(View(lost->number).revoked());
  replace.set_device(4711);
  EXPECT_EQ(CodeOf(Admin(&v1::AdminService::Stub::ReplaceDevice, replace).status()),
            "device_unknown");
}

TEST_F(DeviceCertificatesTest, G4_WorkOfARevokedDevice_IsCountedListedAndTaken) {
  auto lost = EnrollDevice("S1");
  Revoke(lost->number);
  const v1::ExchangeRequest carried = lost->Next({{.total = 10, .met = 9}});
  ASSERT_TRUE(hub_->writer()
                  .ActAndWait<ExchangeAnswer>([&](hub::View& view) {
                    return DecideExchange(view, lost->number, carried, {}, Way::kBundle);
                  })
                  .ok());
  EXPECT_EQ(Status().revoked_work(), 1u);
  EXPECT_EQ(View(lost->number).work_waiting(), 1u);
  EXPECT_EQ(Progress()->units_reported(), 0u);
  v1::TakeDeviceWorkRequest take;
  take.set_device(lost->number);
  const auto taken = Admin(&v1::AdminService::Stub::TakeDeviceWork, take);
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->released(), 1u);
  EXPECT_EQ(Status().revoked_work(), 0u);
  EXPECT_EQ(Progress()->units_reported(), 1u);
  EXPECT_EQ(CodeOf(Admin(&v1::AdminService::Stub::TakeDeviceWork, take).status()), "nothing_waits");
  const auto verified = Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest());
  ASSERT_TRUE(verified.ok());
  EXPECT_EQ(verified->problems_en_size(), 0);
}

TEST_F(DeviceCertificatesTest, E6_NewAuthority_DevicesGoOnAreToldToRenewAndPinBoth) {
  auto device = EnrollDevice("S1");
  const std::string first = hub_->authority().ca_pem();
  EXPECT_FALSE(device->Send({})->renew());
  clock_.Set(kNowMs + 10 * kDayMs);
  const v1::BeginAuthorityResponse begun = BeginAuthority();
  EXPECT_EQ(begun.devices_to_renew(), 1u);
  EXPECT_EQ(begun.not_after(), Status().authority_not_after());
  EXPECT_EQ(begun.fingerprint().size(), 2u * rpc::kFingerprintBytes);
  const auto told = device->Send({{.total = 10, .met = 9}});
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_TRUE(told->renew());
  EXPECT_TRUE(View(device->number).to_renew());
  const auto answer = Renew(*device, rpc::GenerateKey().value());
  ASSERT_TRUE(answer.ok()) << answer.status();
  const std::vector<std::string> pins = rpc::CertificatesIn(answer->ca_pem());
  ASSERT_EQ(pins.size(), 2u);
  EXPECT_EQ(pins[1], first);
  auto after = Renewed(*device);
  EXPECT_FALSE(after->Send({})->renew());
  EXPECT_EQ(Status().devices_to_renew(), 0u);
  EXPECT_FALSE(View(device->number).to_renew());
  EXPECT_TRUE(hub_->authority().IsOfNewest(after->certificate_pem));
  // The server shows the new chain from its next look on; to who knows only the first one too.
  Restart(*after);
  EXPECT_TRUE(
      rpc::ProbeHub(server_->address(), first, hub_->authority().hub_id(), absl::Seconds(10)).ok());
  EXPECT_TRUE(after->Send({}).ok());
}

TEST_F(DeviceCertificatesTest, E6_AuthorityComesToItsEnd_WhoRunsTheHubIsToldHalfAYearAhead) {
  const auto told = [this] {
    hub_->Upkeep();
    const std::vector<std::string> warnings = TakeWarnings();
    return std::count(warnings.begin(), warnings.end(), "authority_ends");
  };
  clock_.Set(hub_->authority().not_after() - 181 * kDayMs);
  EXPECT_EQ(told(), 0);
  clock_.Advance(absl::Hours(48));
  EXPECT_EQ(told(), 1);
  EXPECT_EQ(told(), 0) << "once a day";
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(told(), 1) << "until another one is begun";
  BeginAuthority();
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(told(), 0);
}

TEST_F(DeviceCertificatesTest, E6_SlipOfEitherAuthority_FindsTheHubAndEnrolls) {
  TestDevice early, late;
  const auto before = NewEnrollment("S1", &early);
  ASSERT_TRUE(before.ok());
  const std::string old_print = hub_->authority().ca_public_key_sha256();
  BeginAuthority();
  const auto after = NewEnrollment("S2", &late);
  ASSERT_TRUE(after.ok());
  const std::string new_print = hub_->authority().ca_public_key_sha256();
  ASSERT_NE(old_print, new_print);
  Stop();
  Start();
  for (const std::string& print : {old_print, new_print}) {
    const auto found = rpc::FetchHubCa(server_->address(), print.substr(0, rpc::kFingerprintBytes),
                                       absl::Seconds(10));
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->hub_id, hub_->authority().hub_id());
  }
  for (const auto* request : {&*before, &*after}) {
    const auto enrolled = Enroll(*request);
    ASSERT_TRUE(enrolled.ok()) << enrolled.status();
    EXPECT_EQ(enrolled->ca_pem(), hub_->authority().ca_pem());
    EXPECT_TRUE(hub_->authority().IsOfNewest(enrolled->certificate_pem()));
  }
}

TEST_F(DeviceCertificatesTest, E6_PowerCutBeforeTheRecord_TheNextStartWritesItOnce) {
  auto device = EnrollDevice("S1");
  Stop();
  ASSERT_TRUE(Authority::Begin(folder_, kNowMs).ok());
  Start();
  const auto authorities = [&] {
    return hub_->ReadState([](const State& state) { return state.authorities; });
  };
  ASSERT_EQ(authorities().size(), 1u);
  EXPECT_EQ(authorities(), hub_->authority().begun());
  const uint64_t end = Status().position().index();
  Restart(*device);
  EXPECT_EQ(Status().position().index(), end);
  EXPECT_TRUE(device->Send({})->renew());
}

TEST_F(DeviceCertificatesTest, E6_Backup_CarriesEveryAuthority) {
  auto device = EnrollDevice("S1");
  BeginAuthority();
  auto after = Renewed(*device);
  v1::BackupRequest backup;
  backup.set_path(top_ + "/gom.backup");
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::Backup, backup).ok());
  const std::string pins = hub_->authority().ca_pem();
  Stop();
  std::filesystem::remove_all(folder_);
  RestoreOptions restore;
  restore.folder = folder_;
  restore.file = backup.path();
  restore.clock = &clock_;
  const auto restored = RestoreHub(restore);
  ASSERT_TRUE(restored.ok()) << restored.status();
  Start();
  EXPECT_EQ(hub_->authority().ca_pem(), pins);
  Reconnect(*after);
  EXPECT_TRUE(after->Send({}).ok());
}

TEST_F(DeviceCertificatesTest, E6_OlderBackupPutBack_TheFoldersNewerAuthorityStays) {
  auto device = EnrollDevice("S1");
  v1::BackupRequest backup;
  backup.set_path(top_ + "/gom.backup");
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::Backup, backup).ok());
  BeginAuthority();
  auto after = Renewed(*device);
  Stop();
  RestoreOptions restore;
  restore.folder = folder_;
  restore.file = backup.path();
  restore.clock = &clock_;
  ASSERT_TRUE(RestoreHub(restore).ok());
  Start();
  EXPECT_EQ(hub_->authority().begun().size(), 1u);
  EXPECT_EQ(hub_->ReadState([](const State& state) { return state.authorities.size(); }), 1u);
  Reconnect(*after);
  EXPECT_TRUE(after->Send({}).ok());
}

}  // namespace
}  // namespace gom::hub
