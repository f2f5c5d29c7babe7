// Request bundles at a real hub: taken like any Exchange, once, whole or not at all, and answered.
#include "common/sync/receipt.h"
#include "hub/service/bundle_calls.h"
#include "tests/hub/service/bundle_fixture.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

class BundleServiceTest : public BundleFixture {};

TEST_F(BundleServiceTest, Taken_IsInTheLogAndAnsweredAsOverTheNetwork) {
  v1::ExchangeRequest first = school_->Next({{.total = 10, .met = 9}});
  v1::ExchangeRequest second = school_->Next({{.period = 2, .total = 20, .met = 18}});
  second.set_want_receipt(true);
  const auto taken = Import(Pack(Header(*school_), *school_, {first, second}));
  ASSERT_TRUE(taken.ok()) << text::Sentence(text::Language::kEnglish, taken.status());
  EXPECT_EQ(taken->taken(), 2u);
  EXPECT_EQ(taken->known(), 0u);
  EXPECT_EQ(taken->unit_name(), "Trường 1");
  EXPECT_EQ(Progress()->units_reported(), 1u);
  const v1::BundlePayload reply = Open(*school_, taken->reply());
  ASSERT_GE(reply.responses_size(), 2);
  ASSERT_EQ(reply.requests_size(), reply.responses_size());
  EXPECT_EQ(reply.responses(1).position().index(), 2u);
  EXPECT_TRUE(sync::IsSignedBy(reply.responses(1).receipt(), hub_->sign_key().public_key()));
  EXPECT_TRUE(reply.requests(0).changes().empty()) << "the device has them";
  // The answers read on from each other, to the end.
  EXPECT_EQ(reply.requests(1).read().index(), reply.responses(0).new_position().index());
  EXPECT_FALSE(reply.responses().rbegin()->more());
  EXPECT_EQ(reply.responses().rbegin()->new_position().index(), Records());
}

TEST_F(BundleServiceTest, G1_SameBundleTwice_TakesNothingAndAnswersAgain) {
  const std::string bundle =
      Pack(Header(*school_), *school_, {school_->Next({{.total = 10, .met = 9}})});
  ASSERT_TRUE(Import(bundle).ok());
  const uint64_t records = Records();
  const auto again = Import(bundle);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->taken(), 0u);
  EXPECT_EQ(again->known(), 1u);
  EXPECT_EQ(Records(), records);
  EXPECT_EQ(Open(*school_, again->reply()).responses(0).position().index(), 1u);
}

TEST_F(BundleServiceTest, G2_OldBundleAfterNewerWork_ChangesNothing) {
  const std::string old =
      Pack(Header(*school_), *school_, {school_->Next({{.total = 10, .met = 9}})});
  ASSERT_TRUE(Import(old).ok());
  ASSERT_TRUE(school_->Send({{.total = 10, .met = 5, .parent = 1}}).ok());
  const uint64_t records = Records();
  ASSERT_TRUE(Import(old).ok());
  EXPECT_EQ(Records(), records);
  EXPECT_EQ(History("S1")->revisions_size(), 2);
}

TEST_F(BundleServiceTest, G2_BundleThatDoesNotFollow_IsNeitherTakenNorCalledKnown) {
  school_->Next({{.total = 10, .met = 9}});  // carried by a stick that was lost
  const auto later =
      Import(Pack(Header(*school_), *school_, {school_->Next({{.period = 2, .total = 20}})}));
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_EQ(later->taken(), 0u);
  EXPECT_EQ(later->known(), 0u);
}

TEST_F(BundleServiceTest, CallsAboutAClosedStream_AreAnsweredWithoutEvents) {
  const v1::ExchangeRequest closed = school_->Next({{.total = 10, .met = 9}});
  school_->stream = "stream-of-z-----";
  school_->end = {};
  const v1::ExchangeRequest current = school_->Next({{.total = 11, .met = 9}});
  const auto taken = Import(Pack(Header(*school_), *school_, {closed, closed, current}));
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->taken(), 2u);
  EXPECT_EQ(taken->known(), 1u);
  const v1::BundlePayload reply = Open(*school_, taken->reply());
  ASSERT_GE(reply.responses_size(), 3);
  EXPECT_TRUE(reply.responses(0).events().empty());
  EXPECT_TRUE(reply.responses(1).events().empty());
  EXPECT_FALSE(reply.responses(2).events().empty());
}

TEST_F(BundleServiceTest, MoreCallsThanAnyAgentMakes_AreRefusedBeforeAnyIsTaken) {
  std::vector<v1::ExchangeRequest> many{school_->Next({{.total = 10, .met = 9}})};
  platform::SeededRandom random(7);  // what repeats itself is refused as too well compressed
  while (many.size() <= kMaxCallsOfBundle) many.emplace_back().set_stream(random.Bytes(16));
  const uint64_t records = Records();
  const std::string bundle = Pack(Header(*school_), *school_, many);
  EXPECT_EQ(CodeOf(Import(bundle).status()), "bundle_too_many_calls");
  EXPECT_EQ(Records(), records);
}

TEST_F(BundleServiceTest, Imported_TheJournalSaysByWhom) {
  const std::string bundle = Pack(Header(*school_), *school_, {school_->Next({{.total = 10}})});
  TakeWarnings();
  ASSERT_TRUE(Import(bundle).ok());
  EXPECT_THAT(TakeWarnings(), testing::Contains("bundle_imported"));
}

TEST_F(BundleServiceTest, D5_SealThatDoesNotOpen_BringsNoDeviceBack) {
  Stop();
  std::filesystem::copy(folder_, top_ + "/copy", std::filesystem::copy_options::recursive);
  Start();
  const auto young = EnrollDevice("S1");
  Stop();
  std::filesystem::remove_all(folder_);
  std::filesystem::copy(top_ + "/copy", folder_, std::filesystem::copy_options::recursive);
  Start();
  v1::BundlePayload payload;
  *payload.add_requests() = young->Next({{.total = 10, .met = 9}});
  const auto sealed_to_another = sync::PackBundle(
      Header(*young), payload, sync::SealKeyOf(std::string(sync::kKeyBytes, '7')),
      [&](std::string_view bytes) { return rpc::SignDocument(young->key_pem, bytes); });
  ASSERT_TRUE(sealed_to_another.ok()) << sealed_to_another.status();
  const uint64_t records = Records();
  EXPECT_FALSE(Import(*sealed_to_another).ok());
  EXPECT_EQ(Records(), records);
  const auto good = Import(Pack(Header(*young), *young, {payload.requests(0)}));
  ASSERT_TRUE(good.ok()) << good.status();
  EXPECT_EQ(good->held(), 1u);
}

TEST_F(BundleServiceTest, G4_RevokedDevice_OnlyWhatIsHeldIsCountedSo) {
  v1::ExchangeRequest request = school_->Next({{.total = 10, .met = 9}});
  v1::Change name;
  name.set_at(kNowMs / 1000);
  name.mutable_stream_name()->set_number(2);
  name.mutable_stream_name()->set_stream(std::string(16, 'n'));
  *request.add_changes() = sync::Seal(name, {}, std::string(16, 's'));
  request.clear_my_last();
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(school_->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  const auto taken = Import(Pack(Header(*school_), *school_, {request}));
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->taken(), 2u);
  EXPECT_EQ(taken->held(), 1u);
}

TEST_F(BundleServiceTest, B4_CarriedFile_SaysNothingOfAClockAndHidesNothing) {
  const auto skew = [&] {
    const auto list = Admin(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest());
    return list->devices(0).clock_skew_ms();
  };
  ASSERT_TRUE(Import(Pack(Header(*school_), *school_, {school_->Next({{.total = 10}})})).ok());
  EXPECT_EQ(skew(), 0) << "not known";
  ASSERT_TRUE(school_->Send({}).ok());
  EXPECT_EQ(skew(), 60'000);
  ASSERT_TRUE(Import(Pack(Header(*school_), *school_, {school_->Next({{.total = 11}})})).ok());
  EXPECT_EQ(skew(), 60'000);
}

TEST_F(BundleServiceTest, G3_TamperedOrSignedByAnother_NothingIsTaken) {
  const std::vector<v1::ExchangeRequest> requests = {school_->Next({{.total = 10, .met = 9}})};
  const uint64_t records = Records();
  std::string tampered = Pack(Header(*school_), *school_, requests);
  tampered.back() = static_cast<char>(tampered.back() ^ 1);
  EXPECT_EQ(CodeOf(Import(tampered).status()), "bundle_altered");
  // Another school's key under this one's name.
  const std::unique_ptr<TestDevice> other = EnrollDevice("S2");
  const uint64_t with_other = Records();
  const auto forged = Import(Pack(Header(*school_), *other, requests));
  EXPECT_EQ(CodeOf(forged.status()), "bundle_not_signed");
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, forged.status()),
              HasSubstr("Chữ ký không hợp lệ"));
  EXPECT_GT(with_other, records);
  EXPECT_EQ(Records(), with_other);
}

TEST_F(BundleServiceTest, E10_BundleOfOneSchoolStreamOfAnother_IsDenied) {
  const std::unique_ptr<TestDevice> other = EnrollDevice("S2");
  ASSERT_TRUE(other->Send({{.total = 10, .met = 9}}).ok());
  const uint64_t records = Records();
  EXPECT_EQ(
      CodeOf(Import(Pack(Header(*school_), *school_, {other->Next({{.total = 1}})})).status()),
      "stream_of_another_device");
  EXPECT_EQ(Records(), records);
}

TEST_F(BundleServiceTest, G3_LaterCallIsRefused_NothingOfTheBundleIsTaken) {
  const std::unique_ptr<TestDevice> other = EnrollDevice("S2");
  ASSERT_TRUE(other->Send({{.total = 10, .met = 9}}).ok());
  const v1::ExchangeRequest good = school_->Next({{.total = 10, .met = 9}});
  v1::ExchangeRequest too_large = school_->Next({});
  too_large.add_changes()->set_main(std::string(64 << 10, 'x'));
  const uint64_t records = Records();
  for (const v1::ExchangeRequest& bad : {other->Next({{.total = 1}}), too_large}) {
    EXPECT_FALSE(Import(Pack(Header(*school_), *school_, {good, bad})).ok());
    EXPECT_EQ(Records(), records);
  }
  EXPECT_EQ(Import(Pack(Header(*school_), *school_, {good}))->taken(), 1u);
}

TEST_F(BundleServiceTest, G4_RevokedDevice_IsTakenHeldAndReadsNothing) {
  const std::string bundle =
      Pack(Header(*school_), *school_, {school_->Next({{.total = 10, .met = 9}})});
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(school_->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  const auto taken = Import(bundle);
  ASSERT_TRUE(taken.ok()) << text::Sentence(text::Language::kEnglish, taken.status());
  EXPECT_EQ(taken->taken(), 1u);
  EXPECT_EQ(taken->held(), 1u);
  EXPECT_EQ(Progress()->units_reported(), 0u);
  const v1::BundlePayload reply = Open(*school_, taken->reply());
  ASSERT_EQ(reply.responses_size(), 1);
  EXPECT_TRUE(reply.responses(0).events().empty());
  EXPECT_EQ(reply.responses(0).position().index(), 1u);
}

// The log that is put back knows nothing of the device, the ratchet does.
TEST_F(BundleServiceTest, D5_E3_RevokedInALostPart_StaysSoThoughOthersBroughtItsWork) {
  Stop();
  std::filesystem::copy(folder_ + "/hub.db", top_ + "/hub.db");
  Start();
  const auto young = EnrollDevice("S1");
  const v1::ExchangeRequest sent = young->Next({{.total = 10, .met = 9}});
  ASSERT_TRUE(young->Exchange(sent).ok());
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(young->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  Stop();
  std::filesystem::copy(top_ + "/hub.db", folder_ + "/hub.db",
                        std::filesystem::copy_options::overwrite_existing);
  Start();
  school_->stub = v1::SyncService::NewStub(Channel(school_->key_pem, school_->certificate_pem));
  const std::string bundle = Pack(Header(*young), *young, {young->Next({{.total = 10, .met = 8}})});
  EXPECT_EQ(CodeOf(Import(bundle).status()), "bundle_device_revoked");

  v1::ExchangeRequest handed_back = school_->Next({});
  v1::OrphanStream* orphan = handed_back.add_orphan_streams();
  orphan->set_stream(sent.stream());
  orphan->set_device(young->number);
  orphan->mutable_after();
  *orphan->add_changes() = sent.changes(0);
  ASSERT_TRUE(school_->Exchange(handed_back).ok());
  v1::ReadmitDeviceRequest readmit;
  readmit.set_device(young->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::ReadmitDevice, readmit).ok());
  EXPECT_EQ(Progress()->units_reported(), 1u);
  const auto taken = Import(bundle);
  ASSERT_TRUE(taken.ok()) << text::Sentence(text::Language::kEnglish, taken.status());
  EXPECT_EQ(taken->held(), 1u);
  EXPECT_TRUE(taken->reply().empty()) << "to what key?";
  EXPECT_TRUE(hub_->ReadState(
      [&](const State& state) { return state.FindDevice(young->number)->revoked; }));
}

TEST_F(BundleServiceTest, G4_UnknownDevice_IsToldSoAndNothingIsTaken) {
  const uint64_t records = Records();
  // A certificate of a stranger's own making.
  TestDevice stranger;
  stranger.key_pem = *rpc::GenerateKey();
  stranger.number = 77;
  const auto ca = rpc::MakeCa(hub_->authority().hub_id(), "Xã Thử", kNowMs);
  stranger.certificate_pem = *rpc::SignDevice(*ca, *rpc::MakeSigningRequest(stranger.key_pem),
                                              hub_->authority().hub_id(), 77, "S1", kNowMs);
  stranger.stream = std::string(16, 'x');
  EXPECT_EQ(
      CodeOf(Import(Pack(Header(stranger), stranger, {stranger.Next({{.total = 1}})})).status()),
      "bundle_device_unknown");
  EXPECT_EQ(Records(), records);
}

TEST_F(BundleServiceTest, G5_BundleForAnotherHub_NamesThatHub) {
  v1::BundleHeader header = Header(*school_);
  header.set_hub(std::string(16, 'x'));
  header.set_hub_name("Xã Khác");
  const auto refused = Import(Pack(header, *school_, {school_->Next({{.total = 1}})}));
  EXPECT_EQ(CodeOf(refused.status()), "bundle_of_another_hub");
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, refused.status()), HasSubstr("Xã Khác"));
}

TEST_F(BundleServiceTest, ReplyGivenToTheHub_IsNoRequest) {
  const auto taken =
      Import(Pack(Header(*school_), *school_, {school_->Next({{.total = 10, .met = 9}})}));
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(CodeOf(Import(taken->reply()).status()), "not_a_request");
}

TEST_F(BundleServiceTest, D7_DeviceThatHasSeenAHigherTerm_NothingIsTakenByTheOldCopy) {
  v1::ExchangeRequest request = school_->Next({{.total = 10, .met = 9}});
  request.set_highest_term(9);
  const uint64_t records = Records();
  EXPECT_EQ(CodeOf(Import(Pack(Header(*school_), *school_, {request})).status()),
            "bundle_hub_overtaken");
  EXPECT_EQ(Records(), records);
}

TEST_F(BundleServiceTest, OverTheNetwork_IsRefusedToAll) {
  auto stub = v1::AdminService::NewStub(Channel(school_->key_pem, school_->certificate_pem));
  EXPECT_EQ(CodeOf(CallHub(*stub, &v1::AdminService::Stub::ImportBundle, v1::ImportBundleRequest())
                       .status()),
            "local_only");
}

}  // namespace
}  // namespace gom::hub
