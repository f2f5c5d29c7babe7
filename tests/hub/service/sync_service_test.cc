#include "common/sync/unit_digest.h"
#include "hub/service/notices.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

class SyncServiceTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (!HasFatalFailure()) ApplyPlanAndUnits();
  }

  // What `status` tells, in Vietnamese; of each there is an English sentence too. Not what it says
  // of the disk that this runs on.
  std::vector<std::string> Notices() {
    std::vector<std::string> told;
    const auto status = Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
    EXPECT_TRUE(status.ok()) << status.status();
    for (const v1::Words& words : status->notices()) {
      EXPECT_FALSE(words.en().empty());
      if (words.vi().rfind("Ổ đĩa", 0) != 0) told.push_back(words.vi());
    }
    return told;
  }
};

TEST_F(SyncServiceTest, DeviceSaysThatItHasMore_TheDigestOfTheHubsEndIsAnswered) {
  auto device = EnrollDevice("S1");
  v1::ExchangeRequest request = device->Next({{.total = 200, .met = 191}});
  *request.mutable_my_last() = log::ToProto({2, log::Sha256("not sent yet")});
  auto response = device->Exchange(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->position().index(), 1u);
  EXPECT_EQ(response->position().digest(), log::ToBytes(device->end.digest));
}

TEST_F(SyncServiceTest, SchoolReports_NumbersAreInProgressWithPositionAndCoverage) {
  auto device = EnrollDevice("S1");
  auto response = device->Send({{.total = 200, .met = 191}});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->position().index(), 1u);
  EXPECT_EQ(response->position().digest(), "") << "it is the digest that was sent";
  EXPECT_EQ(response->agreed(), 1u);
  EXPECT_EQ(response->first_difference(), 0u);
  EXPECT_EQ(response->term(), 1u);
  EXPECT_EQ(response->hub_clock_ms(), kNowMs);
  auto progress = Progress();
  ASSERT_TRUE(progress.ok()) << progress.status();
  const v1::PartProgress& part = progress->indicators(0).headline();
  EXPECT_EQ(part.value().numerator(), 191);
  EXPECT_EQ(part.value().denominator(), 200);
  EXPECT_EQ(part.fresh(), 1u);
  EXPECT_EQ(part.missing(), 1u);
  EXPECT_EQ(progress->units_reported(), 1u);
  ASSERT_EQ(progress->silent_size(), 2);
  EXPECT_EQ(progress->silent(0).code(), "S2");
  EXPECT_EQ(progress->silent(1).code(), "VP");
  EXPECT_GT(progress->position(), 0u);
}

TEST_F(SyncServiceTest, EverythingSent_NothingIsSaidToWait) {
  auto device = EnrollDevice("S1");
  const auto waiting = [&] {
    return Admin(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest())
        ->devices(0)
        .waiting();
  };
  // A device counts what it is just sending among what waits.
  v1::ExchangeRequest request = device->Next({{.total = 10, .met = 9}, {.period = 2, .total = 10}});
  request.set_waiting(2);
  v1::ExchangeRequest half = request;
  half.mutable_changes()->RemoveLast();
  ASSERT_TRUE(device->Exchange(half).ok());
  EXPECT_EQ(waiting(), 1u);
  ASSERT_TRUE(device->Exchange(request).ok());
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(SyncServiceTest, FirstExchange_BringsPlanOwnRowAndOutcomeOfOwnChange) {
  auto device = EnrollDevice("S1");
  auto response = device->Send({{.total = 10, .met = 9}});
  ASSERT_TRUE(response.ok()) << response.status();
  bool plan = false, units = false, own = false;
  for (const v1::Delivery& d : response->events()) {
    if (d.has_own()) {
      own = d.own().stream_index() == 1 && d.own().outcome() == v1::OUTCOME_HEAD;
      continue;
    }
    v1::Event event;
    ASSERT_TRUE(event.ParseFromString(d.event().main()));
    plan |= event.has_plan_applied();
    units |= event.has_units_changed();
  }
  EXPECT_TRUE(plan);
  EXPECT_TRUE(units);
  EXPECT_TRUE(own);
  EXPECT_FALSE(response->more());
  auto nothing = device->Send({});
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(nothing->events_size(), 0);
}

TEST_F(SyncServiceTest, NothingMoreToRead_AnswerCarriesTheDigestOfTheUnit) {
  auto one = EnrollDevice("S1");
  auto two = EnrollDevice("S1");
  auto other = EnrollDevice("S2");
  auto first = one->Send({{.total = 10, .met = 9}});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->state_digest().size(), 8u);
  EXPECT_EQ(first->fold_version(), sync::kUnitDigestVersion);
  EXPECT_EQ(two->Send({})->state_digest(), first->state_digest());
  EXPECT_NE(other->Send({})->state_digest(), first->state_digest());
  EXPECT_NE(one->Send({{.total = 11, .met = 9, .parent = 1}})->state_digest(),
            first->state_digest());
}

TEST_F(SyncServiceTest, FullBatch_DigestWaitsForTheLastCall) {
  auto device = EnrollDevice("S1");
  std::vector<Typed> full;
  for (int i = 0; i < 64; ++i) full.push_back({.total = 100, .met = i});
  auto response = device->Send(full);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->state_digest().empty());
  EXPECT_FALSE(device->Send({})->state_digest().empty());
}

TEST_F(SyncServiceTest, DeviceFoundADifference_StatusCountsItsUnitOnce) {
  auto device = EnrollDevice("S1");
  EXPECT_EQ(Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest())->state_differed(),
            0u);
  v1::ExchangeRequest request = device->Next({});
  request.set_state_differed_at(7);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(device->Exchange(request).ok());
  EXPECT_EQ(Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest())->state_differed(),
            1u);
}

TEST_F(SyncServiceTest, C3_SameRequestTwice_OneEntry) {
  auto device = EnrollDevice("S1");
  const v1::ExchangeRequest request = device->Next({{.total = 10, .met = 9}});
  ASSERT_TRUE(device->Exchange(request).ok());
  auto again = device->Exchange(request);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->position().index(), 1u);
  EXPECT_EQ(History("S1")->revisions_size(), 1);
}

TEST_F(SyncServiceTest, HubStartedAgain_WhatWasAcknowledgedIsThere) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  Stop();
  Start();
  auto progress = Progress();
  ASSERT_TRUE(progress.ok()) << progress.status();
  EXPECT_EQ(progress->indicators(0).headline().value().numerator(), 9);
}

TEST_F(SyncServiceTest, NoCertificate_ExchangeIsUnauthenticated) {
  auto device = EnrollDevice("S1");
  device->stub = v1::SyncService::NewStub(Channel("", ""));
  auto response = device->Send({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(response.status()), "certificate_missing");
}

TEST_F(SyncServiceTest, E4_RevokedWhileConnected_NextCallSaysDeviceRevoked) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({}).ok());
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(device->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  auto response = device->Send({});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(response.status()), "device_revoked");
}

TEST_F(SyncServiceTest, E10_CertificateOfOneSchoolStreamOfAnother_IsDenied) {
  auto one = EnrollDevice("S1");
  auto two = EnrollDevice("S2");
  ASSERT_TRUE(one->Send({{.total = 10, .met = 9}}).ok());
  two->stream = one->stream;
  auto response = two->Send({{.total = 99, .met = 99}});
  EXPECT_EQ(response.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(History("S1")->revisions_size(), 1);
  EXPECT_EQ(CodeOf(History("S2").status()), "entry_unknown");
}

TEST_F(SyncServiceTest, E10_DeviceThatAsksForAnothersStream_IsToldToWhoeverRunsTheHub) {
  auto one = EnrollDevice("S1"), two = EnrollDevice("S2");
  ASSERT_TRUE(one->Send({{.total = 10, .met = 9}}).ok());
  EXPECT_THAT(Notices(), testing::IsEmpty());
  const std::string own = std::exchange(two->stream, one->stream);
  TakeWarnings();
  for (int tries = 0; tries < 3; ++tries) {
    two->end = {};
    EXPECT_EQ(CodeOf(two->Send({{.total = 99, .met = 99}}).status()), "stream_of_another_device");
  }
  EXPECT_THAT(TakeWarnings(), testing::ElementsAre("stream_of_another")) << "once";
  const std::string device = std::to_string(two->number);
  EXPECT_THAT(
      Notices(),
      testing::ElementsAre(HasSubstr("Máy " + device + " (S2) đã đòi dữ liệu của máy khác 3 lần")));
  two->stream = own;
  two->end = {};
  EXPECT_TRUE(two->Send({{.total = 20, .met = 9}}).ok()) << "its own it may send";
}

TEST_F(SyncServiceTest, E1_E14_OneCertificateOnTwoComputers_IsToldToWhoeverRunsTheHub) {
  auto first = EnrollDevice("S1");
  TestDevice second;
  second.stream = "stream-of-aclone";
  second.stub = v1::SyncService::NewStub(Channel(first->key_pem, first->certificate_pem));
  ASSERT_TRUE(first->Send({{.total = 10, .met = 9}}).ok());
  ASSERT_TRUE(second.Send({{.period = 2, .total = 10, .met = 9}}).ok());
  EXPECT_THAT(Notices(), testing::IsEmpty()) << "it may have opened another stream";
  ASSERT_TRUE(first->Send({{.total = 11, .met = 9, .parent = 1}}).ok());
  EXPECT_THAT(Notices(), testing::ElementsAre(
                             HasSubstr(std::to_string(first->number) + " (S1) trùng danh tính")));
}

TEST_F(SyncServiceTest, E7_ManyWrongCodes_AreToldForADay) {
  TestDevice device;
  auto request = NewEnrollment("S1", &device);
  ASSERT_TRUE(request.ok());
  v1::EnrollRequest guess = *request;
  TakeWarnings();
  for (size_t tries = 1; tries <= kManyWrongCodes; ++tries) {
    EXPECT_THAT(Notices(), testing::IsEmpty()) << tries;
    guess.set_secret(request->secret().substr(0, 4) + "00000" + std::to_string(tries));
    EXPECT_EQ(CodeOf(Enroll(guess).status()), "code_refused");
  }
  EXPECT_THAT(Notices(), testing::ElementsAre(HasSubstr("5 lần nhập sai mã đăng ký")));
  EXPECT_THAT(TakeWarnings(), testing::ElementsAre("wrong_codes"));
  size_t recorded = 0;
  const auto log = Admin(&v1::AdminService::Stub::ReadLog, v1::ReadLogRequest());
  for (const v1::LogLine& line : log->lines()) recorded += line.kind() == "enrollment_failed";
  EXPECT_EQ(recorded, kManyWrongCodes) << "each stands in the log";
  clock_.Set(kNowMs + kWrongCodesMs + 1);
  EXPECT_THAT(Notices(), testing::IsEmpty());
}

TEST_F(SyncServiceTest, E9_SameCodeAndSameKeyAgain_SameCertificate) {
  TestDevice device;
  auto request = NewEnrollment("S1", &device);
  ASSERT_TRUE(request.ok());
  auto first = Enroll(*request);
  auto second = Enroll(*request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(first->device(), second->device());
  EXPECT_EQ(first->certificate_pem(), second->certificate_pem());
  EXPECT_EQ(first->unit_name(), "Trường 1");
  EXPECT_EQ(first->hub_name(), "Xã Thử");
}

TEST_F(SyncServiceTest, E7_UsedOrWrongCode_IsTheSameRefusalInBothLanguages) {
  TestDevice device, thief;
  auto request = NewEnrollment("S1", &device);
  ASSERT_TRUE(request.ok());
  ASSERT_TRUE(Enroll(*request).ok());
  v1::EnrollRequest used = *request;
  used.set_signing_request_der(rpc::MakeSigningRequest(rpc::GenerateKey().value()).value());
  v1::EnrollRequest wrong = used;
  wrong.set_secret("0000000000");
  const absl::Status used_status = Enroll(used).status();
  const absl::Status wrong_status = Enroll(wrong).status();
  EXPECT_EQ(used_status.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(used_status), "code_refused");
  EXPECT_EQ(text::ErrorOf(used_status).SerializeAsString(),
            text::ErrorOf(wrong_status).SerializeAsString());
  EXPECT_FALSE(text::ErrorOf(used_status).vi().empty());
  EXPECT_FALSE(text::ErrorOf(used_status).en().empty());
}

TEST_F(SyncServiceTest, DeviceSeen_ListSaysWhenAndHowItsClockStands) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  auto list = Admin(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest());
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list->devices_size(), 1);
  EXPECT_EQ(list->devices(0).unit(), "S1");
  EXPECT_EQ(list->devices(0).last_contact(), kNowMs);
  EXPECT_EQ(list->devices(0).clock_skew_ms(), 60'000);
  EXPECT_EQ(list->devices(0).received(), 1u);
  EXPECT_EQ(list->devices(0).label(), "Máy thử");
}

TEST_F(SyncServiceTest, H1_NumeratorAboveDenominator_IsHeldAndSaysWhy) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 50, .met = 52}}).ok());
  auto history = History("S1");
  ASSERT_TRUE(history.ok());
  const v1::RevisionView& revision = history->revisions(0);
  EXPECT_EQ(revision.standing(), "held");
  EXPECT_EQ(revision.word(), v1::WORD_HELD);
  EXPECT_FALSE(revision.held_reason().vi().empty());
  ASSERT_GE(revision.findings_size(), 1);
  EXPECT_EQ(revision.findings(0).rule(), "met_total");
  EXPECT_THAT(revision.findings(0).message().vi(), HasSubstr("52"));
}

}  // namespace
}  // namespace gom::hub
