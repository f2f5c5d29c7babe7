// A hub put back to an older log, over real TLS: who may come back, what they may do until the
// operator has looked, and what the operator sees.
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

class HealingServiceTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    old_ = EnrollDevice("S1");
    Stop();
    std::filesystem::copy(folder_, top_ + "/copy", std::filesystem::copy_options::recursive);
    Start();
    Reconnect(*old_);
    young_ = EnrollDevice("S1");
  }

  // The hub is at another port after each start.
  void Reconnect(TestDevice& device) {
    device.stub = v1::SyncService::NewStub(Channel(device.key_pem, device.certificate_pem));
  }

  // The folder's copy of before young_ was enrolled; keys are the same ones.
  void PutBack() {
    Stop();
    std::filesystem::remove_all(folder_);
    std::filesystem::copy(top_ + "/copy", folder_, std::filesystem::copy_options::recursive);
    Start();
    Reconnect(*old_);
    Reconnect(*young_);
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
  absl::StatusOr<v1::ReadmitDeviceResponse> Readmit(uint32_t number) {
    v1::ReadmitDeviceRequest request;
    request.set_device(number);
    return Admin(&v1::AdminService::Stub::ReadmitDevice, request);
  }

  std::unique_ptr<TestDevice> old_, young_;
};

TEST_F(HealingServiceTest, D5_DeviceOfAfterTheBackup_DeliversReadsNothingAndWaitsForOneClick) {
  ASSERT_TRUE(young_->Send({{.total = 10, .met = 9}}).ok());
  PutBack();
  v1::ExchangeRequest again = young_->Next({});
  again.mutable_after()->Clear();
  *again.add_changes() = SealTyped({.total = 10, .met = 9});
  auto response = young_->Exchange(again);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->position().index(), 1u);
  EXPECT_EQ(response->events_size(), 0);
  EXPECT_FALSE(response->more());
  EXPECT_TRUE(response->state_digest().empty());
  EXPECT_EQ(response->from().SerializeAsString(), young_->read.SerializeAsString());
  EXPECT_EQ(response->new_position().SerializeAsString(), young_->read.SerializeAsString());

  EXPECT_EQ(Status().returned_devices(), 1u);
  EXPECT_EQ(Status().held(), 1u);
  EXPECT_TRUE(View(young_->number).returned());
  EXPECT_EQ(View(young_->number).unit(), "S1");
  EXPECT_FALSE(View(old_->number).returned());
  EXPECT_EQ(Progress()->units_reported(), 0u);

  auto readmitted = Readmit(young_->number);
  ASSERT_TRUE(readmitted.ok()) << readmitted.status();
  EXPECT_EQ(readmitted->released(), 1u);
  EXPECT_EQ(Progress()->units_reported(), 1u);
  EXPECT_EQ(Status().returned_devices(), 0u);
  auto reading = young_->Exchange(young_->Next({}));
  ASSERT_TRUE(reading.ok()) << reading.status();
  EXPECT_EQ(reading->from().index(), 0u);  // what it had read is not in this log
  EXPECT_GT(reading->events_size(), 0);
  auto verified = Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest());
  ASSERT_TRUE(verified.ok());
  EXPECT_EQ(verified->problems_en_size(), 0);
}

TEST_F(HealingServiceTest, D5_DeviceThatWaitsForReadmission_IsNotToldOfTheCommune) {
  PutBack();
  ASSERT_TRUE(young_->Exchange(young_->Next({})).ok());
  const auto ask = [&] {
    return CallHub(*young_->stub, &v1::SyncService::Stub::GetCommuneProgress,
                   v1::GetCommuneProgressRequest());
  };
  EXPECT_EQ(CodeOf(ask().status()), "commune_waits");
  ASSERT_TRUE(Readmit(young_->number).ok());
  EXPECT_TRUE(ask().ok());
}

TEST_F(HealingServiceTest, E10_CertificateOfNoHubOfOurs_IsRefusedAndLeavesNoTrace) {
  PutBack();
  const uint64_t before = Status().position().index();
  const rpc::Ca forged = *rpc::MakeCa(hub_->authority().hub_id(), "giả", kNowMs);
  const std::string key = rpc::GenerateKey().value();
  auto device = EnrollDevice("S2");
  device->key_pem = key;
  device->certificate_pem = *rpc::SignDevice(forged, *rpc::MakeSigningRequest(key),
                                             hub_->authority().hub_id(), 77, "S1", kNowMs);
  Reconnect(*device);
  auto response = device->Send({{.total = 10, .met = 9}});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(response.status()), "device_unknown");
  EXPECT_EQ(Status().returned_devices(), 0u);
  EXPECT_GE(Status().position().index(), before);
  EXPECT_EQ(CodeOf(History("S1").status()), "entry_unknown");
}

TEST_F(HealingServiceTest, D5_VerdictHandedBack_IsListedInWordsAndConfirmed) {
  ASSERT_TRUE(old_->Send({{.total = 10, .met = 9}}).ok());
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_RETURN, "S1", "f", "2026-Q1", "thiếu lớp 5")}).ok());
  auto read = old_->Send({});
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->events_size(), 1);
  v1::OrphanWord word;
  word.set_index(read->events(0).index());
  *word.mutable_event() = read->events(0).event();
  word.mutable_revision()->set_stream(old_->stream);
  word.mutable_revision()->set_index(1);
  word.mutable_revision()->set_digest(log::Short(old_->end.digest));
  PutBack();
  v1::ExchangeRequest request = old_->Next({});
  *request.add_orphan_words() = word;
  auto taken = old_->Exchange(request);
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->orphan_words_taken(), 1u);
  EXPECT_EQ(Status().orphans(), 1u);
  auto list = Admin(&v1::AdminService::Stub::ListOrphans, v1::ListOrphansRequest());
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->orphans_size(), 1);
  EXPECT_EQ(list->orphans(0).unit(), "S1");
  EXPECT_EQ(list->orphans(0).at(), kNowMs);
  EXPECT_TRUE(list->orphans(0).not_known_here());
  EXPECT_THAT(list->orphans(0).summary_vi(), HasSubstr("thiếu lớp 5"));
  EXPECT_EQ(list->orphans(0).device(), old_->number);
  // The ratchet was put back with the log, so the hub knows of no loss.
  EXPECT_THAT(list->orphans(0).summary_en(), HasSubstr("This log has lost nothing there"));
  // The revision comes by the ordinary way, then the word can be given again.
  v1::ExchangeRequest resent = old_->Next({});
  resent.mutable_after()->Clear();
  *resent.add_changes() = SealTyped({.total = 10, .met = 9});
  ASSERT_TRUE(old_->Exchange(resent).ok());
  list = Admin(&v1::AdminService::Stub::ListOrphans, v1::ListOrphansRequest());
  EXPECT_FALSE(list->orphans(0).not_known_here());
  EXPECT_THAT(list->orphans(0).summary_en(), HasSubstr("S1 f 2026-Q1"));
  v1::SettleOrphansRequest settle;
  settle.add_indexes(list->orphans(0).index());
  auto settled = Admin(&v1::AdminService::Stub::SettleOrphans, settle);
  ASSERT_TRUE(settled.ok()) << settled.status();
  EXPECT_EQ(settled->confirmed(), 1u);
  EXPECT_EQ(Status().orphans(), 0u);
  v1::ReadLogRequest newest;
  newest.set_limit(2);
  auto log = Admin(&v1::AdminService::Stub::ReadLog, newest);
  ASSERT_EQ(log->lines_size(), 2);
  EXPECT_EQ(log->lines(0).kind(), "verdict_given");
  EXPECT_EQ(log->lines(1).kind(), "orphan_settled");
}

TEST_F(HealingServiceTest, D5_AcceptanceOfWhatIsHeldNow_IsListedAsNotYetWithTheReason) {
  ASSERT_TRUE(old_->Send({{.total = 10, .met = 9}}).ok());
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1")}).ok());
  const auto read = old_->Send({});
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->events_size(), 1);
  PutBack();
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_LOCK, "", "", "2026-Q1")}).ok());
  v1::ExchangeRequest resent = old_->Next({});
  resent.mutable_after()->Clear();
  *resent.add_changes() = SealTyped({.total = 10, .met = 9});
  v1::OrphanWord* word = resent.add_orphan_words();
  word->set_index(read->events(0).index());
  *word->mutable_event() = read->events(0).event();
  word->mutable_revision()->set_stream(old_->stream);
  word->mutable_revision()->set_index(1);
  word->mutable_revision()->set_digest(log::Short(old_->end.digest));
  ASSERT_TRUE(old_->Exchange(resent).ok());
  const auto list = [this] {
    return Admin(&v1::AdminService::Stub::ListOrphans, v1::ListOrphansRequest())->orphans(0);
  };
  v1::SettleOrphansRequest settle;
  settle.add_indexes(list().index());
  EXPECT_TRUE(list().not_known_here());
  EXPECT_THAT(list().summary_en(), HasSubstr("is held and does not count"));
  EXPECT_EQ(Admin(&v1::AdminService::Stub::SettleOrphans, settle)->left(), 1u);
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_REOPEN, "", "", "2026-Q1")}).ok());
  EXPECT_FALSE(list().not_known_here());
  EXPECT_THAT(list().summary_en(), testing::Not(HasSubstr("is held")));
  EXPECT_EQ(Admin(&v1::AdminService::Stub::SettleOrphans, settle)->confirmed(), 1u);
}

TEST_F(HealingServiceTest, D5_SentAgainAfterARestore_IsNotCalledLate) {
  Stop();
  std::filesystem::copy(folder_ + "/hub.db", top_ + "/hub.db");
  Start();
  Reconnect(*old_);
  ASSERT_TRUE(old_->Send({{.total = 10, .met = 9}}).ok());
  const auto late = [this] {
    auto page = Report(&v1::ReportService::Stub::ListEntries, v1::ListEntriesRequest());
    return page.ok() && page->entries_size() == 1 && page->entries(0).late();
  };
  EXPECT_TRUE(late());  // of the first quarter, which is over
  clock_.Set(kNowMs + 60'000);
  Stop();
  std::filesystem::copy(top_ + "/hub.db", folder_ + "/hub.db",
                        std::filesystem::copy_options::overwrite_existing);
  Start();
  Reconnect(*old_);
  ASSERT_EQ(Status().term(), 2u);
  v1::ExchangeRequest resent = old_->Next({});
  resent.mutable_after()->Clear();
  *resent.add_changes() = SealTyped({.total = 10, .met = 9});
  ASSERT_TRUE(old_->Exchange(resent).ok());
  EXPECT_EQ(Progress()->units_reported(), 1u);
  EXPECT_FALSE(late());
}

TEST_F(HealingServiceTest, D7_DeviceHasSeenAHigherTerm_StatusSaysSoAndOneActGoesAboveIt) {
  v1::ExchangeRequest request = old_->Next({});
  request.set_highest_term(1);
  ASSERT_TRUE(old_->Exchange(request).ok());
  EXPECT_EQ(Status().higher_term_seen(), 0u);
  auto nothing = Admin(&v1::AdminService::Stub::BeginTerm, v1::BeginTermRequest());
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(nothing->term(), 1u);
  request.set_highest_term(7);
  *request.add_changes() = SealTyped({.total = 10, .met = 9});
  request.mutable_read()->Clear();
  const auto overtaken = old_->Exchange(request);
  ASSERT_TRUE(overtaken.ok()) << overtaken.status();
  EXPECT_EQ(overtaken->term(), 1u);
  EXPECT_EQ(overtaken->position().index(), 0u);
  EXPECT_EQ(overtaken->events_size(), 0);
  EXPECT_TRUE(overtaken->state_digest().empty());
  EXPECT_EQ(Progress()->units_reported(), 0u);
  request.clear_changes();
  for (const uint64_t nonsense : {uint64_t{1002}, uint64_t{1'000'000}, ~uint64_t{0}}) {
    request.set_highest_term(nonsense);  // must not use the terms up
    ASSERT_TRUE(old_->Exchange(request).ok());
  }
  EXPECT_EQ(Status().higher_term_seen(), 7u);
  v1::BeginTermRequest begin;
  begin.set_operator_("chị Lan");
  auto begun = Admin(&v1::AdminService::Stub::BeginTerm, begin);
  ASSERT_TRUE(begun.ok()) << begun.status();
  EXPECT_EQ(begun->term(), 8u);
  v1::EventText words;
  const auto read_words = [&](const log::Record& record) {
    return words.ParseFromString(record.text);
  };
  const uint64_t newest[] = {Status().position().index()};
  ASSERT_TRUE(hub_->store().ReadSome(newest, read_words).ok());
  EXPECT_EQ(words.operator_(), "chị Lan");
  EXPECT_EQ(Status().term(), 8u);
  EXPECT_EQ(Status().higher_term_seen(), 0u);
  // However high this hub has come, one above it is noted.
  request.set_highest_term(1001);
  ASSERT_TRUE(old_->Exchange(request).ok());
  ASSERT_EQ(Admin(&v1::AdminService::Stub::BeginTerm, v1::BeginTermRequest())->term(), 1002u);
  request.set_highest_term(1003);
  ASSERT_TRUE(old_->Exchange(request).ok());
  EXPECT_EQ(Status().higher_term_seen(), 1003u);
}

}  // namespace
}  // namespace gom::hub
