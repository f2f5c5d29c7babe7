// Where the commune stands, as its schools are told.
#include "hub/service/read_commune.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

class CommuneTest : public HubFixture {
 protected:
  // Schools that have reported the first quarter: 100 people each, of whom 90, 91, 92 …
  void Report(int schools) {
    for (int i = 1; i <= schools; ++i) {
      devices_of_.push_back(EnrollDevice("S" + std::to_string(i)));
      ASSERT_TRUE(devices_of_.back()->Send({{.total = 100, .met = 89 + i}}).ok());
    }
  }
  absl::StatusOr<v1::GetCommuneProgressResponse> Ask(TestDevice& device,
                                                     const std::string& have = {}) {
    v1::GetCommuneProgressRequest request;
    request.set_have(have);
    return CallHub(*device.stub, &v1::SyncService::Stub::GetCommuneProgress, request);
  }
  v1::GetCommuneProgressResponse Told(const std::string& have = {}) {
    auto told = Ask(*devices_of_.front(), have);
    EXPECT_TRUE(told.ok()) << told.status();
    return told.ok() ? *told : v1::GetCommuneProgressResponse();
  }
  // In words, so that one look says what differs.
  static std::string Figures(const v1::CommunePart& part) {
    return absl::StrCat(part.indicator(), " ", part.value().numerator(), "/",
                        part.value().denominator(), " of ", part.expected(), " fresh ",
                        part.fresh(), part.withheld() ? " withheld" : "");
  }

  std::vector<std::unique_ptr<TestDevice>> devices_of_;
};

TEST_F(CommuneTest, ThreeHaveReported_TotalsAreThoseOfProgress) {
  ApplyPlanAndUnits(4);
  Report(3);
  const v1::GetCommuneProgressResponse told = Told();
  const v1::GetProgressResponse progress = *Progress();
  const v1::PartProgress& part = progress.indicators(0).parts(0);
  ASSERT_EQ(told.progress().parts_size(), 2);
  const v1::CommunePart& met = told.progress().parts(0);
  EXPECT_EQ(Figures(met), "I1 273/300 of 4 fresh 3");
  EXPECT_EQ(met.value().SerializeAsString(), part.value().SerializeAsString());
  EXPECT_FALSE(met.has_low()) << "it is as value";
  EXPECT_TRUE(told.progress().parts(1).no_upper_end());
  EXPECT_EQ(met.standing(), part.standing());
  EXPECT_EQ(met.gap(), part.gap());
  EXPECT_EQ(told.progress().as_of(), "2026-Q1");
  EXPECT_EQ(told.progress().plan_version(), 1u);
  EXPECT_EQ(told.progress().units_reported(), 3u);
  EXPECT_EQ(told.progress().units_expected(), 5u);
  EXPECT_EQ(told.at(), kNowMs);
  EXPECT_EQ(told.newest_at(), progress.newest_at());
  EXPECT_EQ(told.position(), progress.position());
}

TEST_F(CommuneTest, FewerThanThreeHaveReported_FiguresAreWithheldAndCoverageIsSaid) {
  ApplyPlanAndUnits(4);
  Report(2);
  const v1::GetCommuneProgressResponse told = Told();
  for (const v1::CommunePart& part : told.progress().parts()) {
    EXPECT_TRUE(part.withheld());
    EXPECT_EQ(part.fresh(), 2u);
    EXPECT_EQ(part.expected(), 4u);
    EXPECT_FALSE(part.has_value() || part.has_low() || part.has_high() || part.no_upper_end());
    EXPECT_EQ(part.gap(), 0) << "which would say the total";
  }
}

TEST_F(CommuneTest, Answer_NamesNoSchool) {
  ApplyPlanAndUnits(4);
  Report(3);
  const std::string bytes = Told().SerializeAsString();
  for (const char* named : {"S1", "S2", "S4", "Trường", "VP"})
    EXPECT_EQ(bytes.find(named), std::string::npos) << named;
}

TEST_F(CommuneTest, NothingNew_IsSomeBytes) {
  ApplyPlanAndUnits(4);
  Report(3);
  const v1::GetCommuneProgressResponse first = Told();
  clock_.Advance(absl::Hours(1));
  const v1::GetCommuneProgressResponse again = Told(first.tag());
  EXPECT_FALSE(again.has_progress());
  EXPECT_TRUE(again.tag().empty());
  EXPECT_EQ(again.at(), kNowMs + 3'600'000) << "the figures hold until now";
  EXPECT_LT(again.ByteSizeLong(), 30u);
  EXPECT_TRUE(Told("of another hub").has_progress());
}

TEST_F(CommuneTest, ASchoolReportsMore_FiguresAndTagAreNew) {
  ApplyPlanAndUnits(4);
  Report(3);
  const v1::GetCommuneProgressResponse before = Told();
  ASSERT_TRUE(devices_of_[1]->Send({{.total = 100, .met = 99, .parent = 1}}).ok());
  const v1::GetCommuneProgressResponse after = Told(before.tag());
  EXPECT_EQ(Figures(after.progress().parts(0)), "I1 281/300 of 4 fresh 3");
  EXPECT_NE(after.tag(), before.tag());
}

TEST_F(CommuneTest, RevokedDeviceAndStranger_AreRefused) {
  ApplyPlanAndUnits(4);
  Report(3);
  TestDevice stranger;
  stranger.stub = v1::SyncService::NewStub(Channel("", ""));
  EXPECT_EQ(CodeOf(Ask(stranger).status()), "certificate_missing");
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(devices_of_[0]->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  EXPECT_EQ(CodeOf(Ask(*devices_of_[0]).status()), "device_revoked");
}

}  // namespace
}  // namespace gom::hub
