// Photos and scans at a real hub: what a report names is taken, piece by piece, from devices of its
// unit, and asked for again where it is lost.
#include <filesystem>
#include <fstream>
#include <thread>

#include "common/evidence/reduce.h"
#include "tests/common/evidence/photos.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class EvidenceServiceTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    const auto reduced = evidence::Reduce(evidence::JpegOf(evidence::Scene(300, 200, 100)));
    ASSERT_TRUE(reduced.ok()) << reduced.status();
    photo_ = reduced->bytes;
    name_ = log::ToBytes(log::Sha256(photo_));
  }

  // A report that names files.
  absl::StatusOr<v1::ExchangeResponse> Report(TestDevice& device,
                                              const std::vector<std::string>& files) {
    return device.Send({{.total = 10, .met = 9, .evidence = files}});
  }
  absl::StatusOr<v1::PutEvidenceResponse> Put(TestDevice& device, const std::string& name,
                                              uint64_t offset, const std::string& piece) {
    v1::PutEvidenceRequest request;
    request.set_sha256(name);
    request.set_size(photo_.size());
    request.set_offset(offset);
    request.set_piece(piece);
    return CallHub(*device.stub, &v1::SyncService::Stub::PutEvidence, request);
  }
  // A hub at which a unit may have so many bytes.
  void RestartWith(uint64_t unit_bytes) {
    Stop();
    unit_evidence_bytes_ = unit_bytes;
    Start();
  }
  v1::HubStatus Status() {
    auto status = Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
    EXPECT_TRUE(status.ok()) << status.status();
    return status.ok() ? *status : v1::HubStatus();
  }

  std::string photo_, name_;
};

TEST_F(EvidenceServiceTest, FileThatAReportNames_IsTakenAndAskedForUntilItIsWhole) {
  auto device = EnrollDevice("S1");
  auto response = Report(*device, {name_});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_THAT(response->evidence_wanted(), ElementsAre(name_));
  // A school pays for its bytes: the same list is not told again at once.
  EXPECT_THAT(device->Send({})->evidence_wanted(), IsEmpty());
  EXPECT_EQ(Status().evidence_missing(), 1u);

  EXPECT_EQ(Put(*device, name_, 0, "")->have(), 0u);
  EXPECT_EQ(Put(*device, name_, 0, photo_.substr(0, 1000))->have(), 1000u);
  const auto whole = Put(*device, name_, 1000, photo_.substr(1000));
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_TRUE(whole->complete());
  EXPECT_THAT(device->Send({})->evidence_wanted(), IsEmpty());
  EXPECT_EQ(Status().evidence_files(), 1u);
  EXPECT_EQ(Status().evidence_bytes(), photo_.size());
}

TEST_F(EvidenceServiceTest, D13_FileThatIsLost_IsAskedForAndTheFigureStays) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(Report(*device, {name_}).ok());
  ASSERT_TRUE(Put(*device, name_, 0, photo_)->complete());
  std::filesystem::remove_all(folder_ + "/evidence");
  EXPECT_THAT(device->Send({})->evidence_wanted(), ElementsAre(name_));
  EXPECT_EQ(Progress()->units_reported(), 1u);
  EXPECT_TRUE(Put(*device, name_, 0, photo_)->complete());
}

TEST_F(EvidenceServiceTest, G9_FileOfAnotherUnitOrOfNoReport_IsNotTaken) {
  auto one = EnrollDevice("S1");
  auto other = EnrollDevice("S2");
  ASSERT_TRUE(Report(*one, {name_}).ok());
  EXPECT_EQ(CodeOf(Put(*other, name_, 0, photo_).status()), "evidence_not_named");
  EXPECT_EQ(CodeOf(Put(*one, std::string(32, 'x'), 0, photo_).status()), "evidence_not_named");
  EXPECT_EQ(CodeOf(Put(*one, "../../hub.db", 0, photo_).status()), "evidence_refused");
  EXPECT_EQ(CodeOf(Put(*one, name_, 0, std::string(70'000, 'x')).status()), "evidence_refused");
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/evidence"));
}

TEST_F(EvidenceServiceTest, D13_ManyAreLost_ThoseBehindTheFirstAreAskedForToo) {
  auto device = EnrollDevice("S1");
  std::vector<std::string> all;
  for (char c = 'a'; c < 'a' + 20; ++c) all.push_back(std::string(32, c));
  auto response = Report(*device, {all.begin(), all.begin() + 10});
  ASSERT_TRUE(response.ok()) << response.status();
  std::vector<std::string> asked{response->evidence_wanted().begin(),
                                 response->evidence_wanted().end()};
  EXPECT_EQ(asked.size(), 10u);
  response = Report(*device, {all.begin() + 10, all.end()});
  ASSERT_TRUE(response.ok()) << response.status();
  asked.insert(asked.end(), response->evidence_wanted().begin(), response->evidence_wanted().end());
  EXPECT_EQ(asked, all);
  EXPECT_THAT(device->Send({})->evidence_wanted(), IsEmpty()) << "it was told of all of them";
}

TEST(EvidenceDeskTest, D13_ManyAreLost_AreToldInTurnAndAgainOnceOneWasSentOrAnHourLater) {
  EvidenceDesk desk("/nowhere", kUnitEvidenceBytes);
  std::vector<std::string> missing;
  for (char c = 'A'; c < 'A' + 40; ++c) missing.push_back(std::string(32, c));
  const auto told = [&](absl::Duration now) { return desk.ToTell(7, missing, now).size(); };
  const absl::Duration start = absl::Hours(5);
  EXPECT_EQ(desk.ToTell(7, missing, start).front(), missing.front());
  EXPECT_EQ(desk.ToTell(7, missing, start).front(), missing[kMaxWanted]);
  // What it has sent meanwhile does not begin again before the last were told.
  desk.NoteSent(7);
  missing.erase(missing.begin() + 20);
  EXPECT_EQ(desk.ToTell(7, missing, start).back(), missing.back());
  EXPECT_EQ(desk.ToTell(7, missing, start).front(), missing.front()) << "it has some of them";
  EXPECT_EQ(told(start), kMaxWanted);
  EXPECT_EQ(told(start), missing.size() - 2 * kMaxWanted);
  EXPECT_EQ(told(start + absl::Minutes(59)), 0u);
  EXPECT_EQ(told(start + absl::Minutes(60)), kMaxWanted);
  EXPECT_EQ(desk.ToTell(8, missing, start).front(), missing.front()) << "another device";
}

TEST_F(EvidenceServiceTest, D5_DeviceThatMayNotRead_IsToldOfNoFileAndSendsNone) {
  Stop();
  std::filesystem::copy(folder_, top_ + "/copy", std::filesystem::copy_options::recursive);
  Start();
  auto device = EnrollDevice("S1");
  Stop();
  std::filesystem::remove_all(folder_);
  std::filesystem::copy(top_ + "/copy", folder_, std::filesystem::copy_options::recursive);
  Start();
  device->stub = v1::SyncService::NewStub(Channel(device->key_pem, device->certificate_pem));
  const auto response = Report(*device, {name_});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_THAT(response->evidence_wanted(), IsEmpty());
  EXPECT_EQ(CodeOf(Put(*device, name_, 0, photo_).status()), "evidence_waits");
  v1::ReadmitDeviceRequest readmit;
  readmit.set_device(device->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::ReadmitDevice, readmit).ok());
  EXPECT_THAT(device->Send({})->evidence_wanted(), ElementsAre(name_));
  EXPECT_TRUE(Put(*device, name_, 0, photo_)->complete());
}

TEST_F(EvidenceServiceTest, D7_HubThatIsOvertaken_AsksForNoFile) {
  auto device = EnrollDevice("S1");
  auto response = Report(*device, {name_});
  EXPECT_THAT(response->evidence_wanted(), ElementsAre(name_));
  // Nobody would hear of it otherwise before an hour is over.
  hub_->evidence().NoteSent(device->number);
  v1::ExchangeRequest request = device->Next({});
  request.set_highest_term(3);
  EXPECT_THAT(device->Exchange(request)->evidence_wanted(), IsEmpty());
  request.set_highest_term(0);
  EXPECT_THAT(device->Exchange(request)->evidence_wanted(), ElementsAre(name_));
}

TEST_F(EvidenceServiceTest, I13_ManyFilesBegun_NoMoreComesToLieHereThanTheUnitMayHave) {
  RestartWith(2 * photo_.size());
  auto device = EnrollDevice("S1");
  std::vector<std::string> names;
  for (char c = 'a'; c < 'a' + 5; ++c) names.push_back(std::string(32, c));
  ASSERT_TRUE(Report(*device, names).ok());
  for (const std::string& name : names)
    EXPECT_TRUE(Put(*device, name, 0, photo_.substr(0, 1)).ok());
  // All but the last byte, which would show that they are not what they are called.
  const std::string rest = photo_.substr(1, photo_.size() - 2);
  int refused = 0;
  for (const std::string& name : names)
    refused += CodeOf(Put(*device, name, 1, rest).status()) == "evidence_quota" ? 1 : 0;
  EXPECT_EQ(refused, 4);
  EXPECT_LE(Status().evidence_bytes(), 2 * photo_.size());
}

TEST_F(EvidenceServiceTest, A24_HubCannotWriteThere_TheDeviceIsNotToldWhere) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(Report(*device, {name_}).ok());
  std::ofstream(folder_ + "/evidence") << "a file where the folder should be";
  TakeWarnings();
  const absl::Status refused = Put(*device, name_, 0, photo_).status();
  EXPECT_EQ(CodeOf(refused), "evidence_not_stored");
  EXPECT_EQ(refused.ToString().find(top_), std::string::npos) << refused;
  EXPECT_THAT(TakeWarnings(), testing::Contains("evidence_not_stored"));
  std::filesystem::remove(folder_ + "/evidence");
  EXPECT_TRUE(Put(*device, name_, 0, photo_)->complete());
}

TEST_F(EvidenceServiceTest, C10_PhotosWaitForTheDisk_NumbersDoNot) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(Report(*device, {name_}).ok());
  platform::Notification begun, go_on;
  ASSERT_TRUE(hub_->evidence_pool().Submit([&] {
    begun.Notify();
    go_on.WaitForNotification();
  }));
  begun.WaitForNotification();
  std::vector<std::thread> photos;
  for (int i = 0; i < 8; ++i)
    photos.emplace_back([&] { EXPECT_TRUE(Put(*device, name_, 0, "").ok()); });
  EXPECT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  go_on.Notify();
  for (std::thread& photo : photos) photo.join();
}

TEST_F(EvidenceServiceTest, I13_UnitHasWhatItMay_IsToldThatThereIsNoRoom) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(Report(*device, {name_, std::string(32, 'x')}).ok());
  // A file of the unit that takes up all of it, without taking up the disk.
  std::filesystem::create_directory(folder_ + "/evidence");
  const std::string large = folder_ + "/evidence/" + log::Hex(std::string(32, 'x'));
  std::ofstream(large).put('x');
  std::filesystem::resize_file(large, kUnitEvidenceBytes);
  EXPECT_EQ(CodeOf(Put(*device, name_, 0, photo_).status()), "evidence_quota");
  std::filesystem::remove(large);
  EXPECT_TRUE(Put(*device, name_, 0, photo_)->complete());
}

}  // namespace
}  // namespace gom::hub
