// Photos and scans at a real hub: what a report names is taken, piece by piece, from devices of its
// unit, and asked for again where it is lost.
#include <filesystem>

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
    v1::ExchangeRequest request = device.Next({});
    v1::Sealed sealed = SealTyped({.total = 10, .met = 9});
    v1::Change change;
    EXPECT_TRUE(change.ParseFromString(sealed.main()));
    for (const std::string& file : files) change.mutable_revision()->add_evidence(file);
    sealed.set_main(change.SerializeAsString());
    device.end = {device.end.index + 1, log::Next(device.end.digest, sealed.main())};
    *request.mutable_my_last() = log::ToProto(device.end);
    *request.add_changes() = std::move(sealed);
    auto response = device.Exchange(request);
    if (response.ok()) device.read = response->new_position();
    return response;
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

TEST_F(EvidenceServiceTest, I13_UnitHasWhatItMay_IsToldThatThereIsNoRoom) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(Report(*device, {name_, std::string(32, 'x')}).ok());
  // A file of the unit that takes up all of it, without taking up the disk.
  std::filesystem::create_directory(folder_ + "/evidence");
  const std::string large = folder_ + "/evidence/" + log::Hex(std::string(32, 'x'));
  std::ofstream(large).put('x');
  std::filesystem::resize_file(large, kUnitEvidenceBytes);
  EXPECT_EQ(CodeOf(Put(*device, name_, 0, photo_).status()), "hub_full");
  std::filesystem::remove(large);
  EXPECT_TRUE(Put(*device, name_, 0, photo_)->complete());
}

}  // namespace
}  // namespace gom::hub
