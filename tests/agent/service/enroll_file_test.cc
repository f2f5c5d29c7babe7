// Enrollment in files, both sides of it: a real hub in a folder of its own, a real computer, and
// nothing between them but bytes.
#include "agent/service/enroll_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "agent/service/bundle.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/rpc/slip_code.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/slip_file.h"
#include "hub/service/hub.h"
#include "hub/service/import_bundle.h"
#include "hub/service/issue.h"
#include "hub/service/revoke_device.h"
#include "hub/state/decide.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

// An office: what it does with files, and what its log has of it.
class Office {
 public:
  explicit Office(const std::string& name) {
    const std::string folder = folder_ / "hub";
    const hub::InitOptions init{.folder = folder,
                                .name = name,
                                .listen = "127.0.0.1:0",
                                .operator_name = "cán bộ",
                                .clock = &clock_,
                                .random = nullptr};
    EXPECT_TRUE(hub::InitHub(init).ok());
    hub::HubOptions options;
    options.folder = folder;
    options.clock = &clock_;
    auto opened = hub::Hub::Open(options);
    EXPECT_TRUE(opened.ok()) << opened.status();
    hub_ = *std::move(opened);
    const auto plan = [](hub::View& v) {
      v1::ApplyPlanRequest request;
      request.set_textproto(SmallPlan());
      return hub::DecidePlan(v, request).status();
    };
    const auto units = [](hub::View& v) {
      v1::ImportUnitsRequest roster;
      v1::Unit* row = roster.add_units();
      row->set_code("TH-01");
      row->set_name("Trường Tiểu học số 1");
      row->add_kinds("primary");
      row->set_ownership(v1::OWNERSHIP_PUBLIC);
      row->set_manager(v1::MANAGER_COMMUNE);
      return hub::DecideUnits(v, roster).status();
    };
    EXPECT_TRUE(hub_->writer().ActAndWait(plan).ok());
    EXPECT_TRUE(hub_->writer().ActAndWait(units).ok());
  }

  v1::EnrollmentSlip Issue() {
    v1::IssueSlipRequest request;
    request.set_unit("TH-01");
    const auto issued = hub::IssueSlip(*hub_, request);
    EXPECT_TRUE(issued.ok()) << issued.status();
    v1::EnrollmentSlip slip;
    slip.set_code(issued->code());
    slip.set_ca_pem(hub_->authority().ca_pem());
    slip.set_hub_key(hub_->sign_key().public_key());
    slip.set_hub(hub_->authority().hub_id());
    slip.set_hub_name("Xã");
    return slip;
  }
  absl::StatusOr<v1::ImportBundleResponse> Import(const std::string& bundle) {
    v1::ImportBundleRequest request;
    request.set_bundle(bundle);
    return hub::ImportBundle(*hub_, request);
  }
  uint64_t Records() {
    return hub_->ReadState([](const hub::State& s) { return s.position.index; });
  }
  hub::Hub& hub() { return *hub_; }
  platform::ManualWallClock& clock() { return clock_; }

 private:
  TempFolder folder_;
  platform::ManualWallClock clock_{Computer::kNow};
  std::unique_ptr<hub::Hub> hub_;
};

class EnrollFileTest : public ::testing::Test {
 protected:
  static absl::StatusOr<std::string> Ask(Computer& computer, const v1::EnrollmentSlip& slip) {
    return AskByFile(computer.desk(), sync::PackSlip(slip), "Máy văn thư");
  }
  absl::Status Welcome(Computer& computer, const std::string& reply) {
    return WelcomeByFile(computer.desk(), monotonic_, reply);
  }
  // From slip to answer.
  std::string Round(Computer& computer, const v1::EnrollmentSlip& slip) {
    const auto asked = Ask(computer, slip);
    EXPECT_TRUE(asked.ok()) << asked.status();
    const auto answered = office_.Import(*asked);
    EXPECT_TRUE(answered.ok()) << answered.status();
    return answered.ok() ? answered->reply() : "";
  }
  // Numbers up, and the answer back.
  v1::ImportReplyResponse Carry(Computer& computer) {
    const auto made = ExportBundle(computer.desk());
    EXPECT_TRUE(made.ok()) << text::Sentence(text::Language::kEnglish, made.status());
    v1::ImportReplyRequest written;
    *written.mutable_bundle() = made->bundle();
    EXPECT_TRUE(ImportReply(computer.desk(), monotonic_, written).ok());
    const auto taken = office_.Import(made->bundle());
    EXPECT_TRUE(taken.ok()) << text::Sentence(text::Language::kEnglish, taken.status());
    v1::ImportReplyRequest reply;
    *reply.mutable_bundle() = taken->reply();
    const auto in = ImportReply(computer.desk(), monotonic_, reply);
    EXPECT_TRUE(in.ok()) << text::Sentence(text::Language::kEnglish, in.status());
    return in.ok() ? *in : v1::ImportReplyResponse();
  }
  // A request as anybody with the slip could forge it.
  std::string Forge(const v1::EnrollmentSlip& slip, const std::string& secret,
                    const std::string& key_pem, const std::string& signing_key_pem) {
    v1::BundlePayload payload;
    payload.mutable_enroll()->set_secret(secret);
    payload.mutable_enroll()->set_signing_request_der(*rpc::MakeSigningRequest(key_pem));
    payload.mutable_enroll()->set_sealing_key(sync::SealKeyOf(std::string(32, 's')));
    v1::BundleHeader header;
    header.set_kind(v1::BundleHeader::KIND_ENROLL);
    header.set_hub(slip.hub());
    header.set_id(std::string(sync::kBundleIdBytes, 'i'));
    return *sync::PackBundle(
        header, payload, sync::SealKeyOfSigner(slip.hub_key()),
        [&](std::string_view b) { return rpc::SignDocument(signing_key_pem, b); });
  }
  static std::string SecretOf(const v1::EnrollmentSlip& slip) {
    return rpc::ParseSlipCode(slip.code())->secret;
  }
  static bool HoldsSlip(Computer& computer) {
    return std::filesystem::exists(computer.folder() + "/agent.slip");
  }

  platform::ManualMonotonicClock monotonic_;
  Office office_{"Xã"};
  Computer school_;
};

TEST_F(EnrollFileTest, SlipRequestReply_TheSchoolHasThePlanAndReports) {
  const std::string reply = Round(school_, office_.Issue());
  EXPECT_FALSE(school_.store().enrolled()) << "nothing is believed before the answer";
  ASSERT_TRUE(Welcome(school_, reply).ok());
  school_.Reopen();
  EXPECT_TRUE(school_.store().enrolled());
  EXPECT_TRUE(school_.state().ready());
  EXPECT_FALSE(HoldsSlip(school_));
  EXPECT_FALSE(std::filesystem::exists(school_.folder() + "/agent.key"));
  school_.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(Carry(school_).confirmed(), 1u);
  EXPECT_EQ(school_.Form("profile", "Q1").word(), v1::WORD_RECEIVED);
  EXPECT_EQ(Carry(school_).waiting(), 0u);
}

TEST_F(EnrollFileTest, G1_E9_RequestTwice_IsAnsweredAgainAndTheReplyTwiceChangesNothing) {
  const v1::EnrollmentSlip slip = office_.Issue();
  const std::string request = Ask(school_, slip).value();
  const auto first = office_.Import(request);
  ASSERT_TRUE(first.ok()) << first.status();
  const uint64_t records = office_.Records();
  const auto again = office_.Import(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->device(), first->device());
  // The stick was lost: another one, by the same key.
  const std::string other_request = Ask(school_, slip).value();
  EXPECT_NE(other_request, request);
  EXPECT_EQ(office_.Import(other_request)->device(), first->device());
  EXPECT_EQ(office_.Records(), records);
  ASSERT_TRUE(Welcome(school_, again->reply()).ok());
  const v1::Position read = school_.store().marks().read;
  for (const std::string& reply : {again->reply(), first->reply()})
    EXPECT_TRUE(Welcome(school_, reply).ok());
  EXPECT_EQ(school_.store().marks().read.index(), read.index());
  EXPECT_EQ(school_.store().enrollment().device, first->device());
  EXPECT_EQ(CodeOf(Ask(school_, slip).status()), "already_enrolled");
}

// Cut off between being enrolled and having stored what was to be read.
TEST_F(EnrollFileTest, A6_CutOffBeforeThePlan_TheSameReplyBringsIt) {
  const v1::EnrollmentSlip slip = office_.Issue();
  const std::string reply = Round(school_, slip);
  const auto payload = sync::OpenBundle(*sync::ReadBundle(reply), *SealSecret(school_.folder()));
  ASSERT_TRUE(payload.ok()) << payload.status();
  const v1::EnrollResponse& answer = payload->enrolled();
  Enrollment who;
  who.unit = answer.unit();
  who.hub = answer.hub();
  who.device = answer.device();
  who.hub_key = answer.hub_key();
  ASSERT_TRUE(
      school_.store().Enroll(who, {"the key", answer.certificate_pem(), answer.ca_pem()}).ok());
  school_.Reopen();
  EXPECT_FALSE(school_.state().ready());
  ASSERT_TRUE(Welcome(school_, reply).ok());
  EXPECT_TRUE(school_.state().ready());
  EXPECT_FALSE(HoldsSlip(school_));
}

TEST_F(EnrollFileTest, E7_EveryCodeThatDoesNotFit_GetsTheSameRefusal) {
  const std::string key = *rpc::GenerateKey();
  std::vector<absl::Status> refusals;
  // A wrong one; and when it was wrong too often, the right one.
  const v1::EnrollmentSlip guessed = office_.Issue();
  const std::string right = SecretOf(guessed);
  std::string wrong = right;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (int i = 0; i < 5; ++i)
    refusals.push_back(office_.Import(Forge(guessed, wrong, key, key)).status());
  refusals.push_back(office_.Import(Forge(guessed, right, key, key)).status());
  // One that nobody issued, one that another computer used, one that has ended.
  refusals.push_back(office_.Import(Forge(guessed, "0000000000", key, key)).status());
  const v1::EnrollmentSlip used = office_.Issue();
  Round(school_, used);
  Computer thief(43);
  refusals.push_back(office_.Import(Ask(thief, used).value()).status());
  const v1::EnrollmentSlip old = office_.Issue();
  const std::string late = Ask(thief, old).value();
  office_.clock().Advance(absl::Hours(73));
  refusals.push_back(office_.Import(late).status());
  for (const absl::Status& refusal : refusals) {
    EXPECT_EQ(CodeOf(refusal), "code_refused");
    EXPECT_EQ(refusal.code(), refusals[0].code());
    EXPECT_EQ(refusal.message(), refusals[0].message());
  }
}

TEST_F(EnrollFileTest, G3_G7_RequestAlteredOrCutOff_NothingIsTakenAndTheCodeIsGood) {
  const std::string request = Ask(school_, office_.Issue()).value();
  const uint64_t records = office_.Records();
  for (size_t at = 0; at < request.size(); at += 37) {
    std::string changed = request;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(office_.Import(changed).ok()) << at;
    EXPECT_FALSE(office_.Import(request.substr(0, at)).ok()) << at;
  }
  EXPECT_EQ(office_.Records(), records) << "no try was counted either";
  EXPECT_TRUE(office_.Import(request).ok());
}

TEST_F(EnrollFileTest, G3_RequestSignedByAnotherKey_IsRefusedAndTheCodeIsGood) {
  const v1::EnrollmentSlip slip = office_.Issue();
  const uint64_t records = office_.Records();
  const std::string forged = Forge(slip, SecretOf(slip), *rpc::GenerateKey(), *rpc::GenerateKey());
  EXPECT_EQ(CodeOf(office_.Import(forged).status()), "bundle_not_signed");
  EXPECT_EQ(office_.Records(), records);
  EXPECT_TRUE(office_.Import(Ask(school_, slip).value()).ok());
}

TEST_F(EnrollFileTest, G3_G7_ReplyAlteredOrCutOff_NothingIsKept) {
  const std::string reply = Round(school_, office_.Issue());
  for (size_t at = 0; at < reply.size(); at += 53) {
    std::string changed = reply;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(Welcome(school_, changed).ok()) << at;
    EXPECT_FALSE(Welcome(school_, reply.substr(0, at)).ok()) << at;
  }
  EXPECT_FALSE(school_.store().enrolled());
  EXPECT_TRUE(Welcome(school_, reply).ok());
}

TEST_F(EnrollFileTest, G5_C19_FilesOfAnotherHub_AreRefusedAndNamed) {
  Office other("Xã Khác");
  v1::EnrollmentSlip theirs = other.Issue();
  theirs.set_hub_name("Xã Khác");
  Computer neighbour(43);
  const std::string request = Ask(neighbour, theirs).value();
  const absl::Status refused = office_.Import(request).status();
  EXPECT_EQ(CodeOf(refused), "bundle_of_another_hub");
  EXPECT_NE(text::Sentence(text::Language::kVietnamese, refused).find("Xã Khác"),
            std::string::npos);
  const std::string reply = other.Import(request)->reply();
  ASSERT_TRUE(Ask(school_, office_.Issue()).ok());
  EXPECT_EQ(CodeOf(Welcome(school_, reply)), "reply_of_another_hub");
  // A slip whose parts are of two hubs.
  v1::EnrollmentSlip mixed = office_.Issue();
  mixed.set_ca_pem(theirs.ca_pem());
  EXPECT_EQ(CodeOf(Ask(school_, mixed).status()), "slip_wrong");
  mixed = office_.Issue();
  mixed.set_hub(theirs.hub());
  EXPECT_EQ(CodeOf(Ask(school_, mixed).status()), "slip_wrong");
}

// Somebody on the way put their own hub's signing key on the slip: the office cannot open what is
// sealed to it, and what they answer is not by an authority that the code names.
TEST_F(EnrollFileTest, E8_SlipWithAnotherSigningKey_LeadsNowhere) {
  Office thief("Xã");
  v1::EnrollmentSlip slip = office_.Issue();
  slip.set_hub_key(thief.hub().sign_key().public_key());
  const std::string request = Ask(school_, slip).value();
  EXPECT_EQ(CodeOf(office_.Import(request).status()), "bundle_not_opened");
  // Answered by them in the name of the office.
  Computer theirs(43);
  const std::string reply = [&] {
    const auto asked = Ask(theirs, thief.Issue());
    return thief.Import(*asked)->reply();
  }();
  auto payload = sync::OpenBundle(*sync::ReadBundle(reply), *SealSecret(theirs.folder()));
  ASSERT_TRUE(payload.ok());
  payload->mutable_enrolled()->set_hub(slip.hub());
  v1::BundleHeader header;
  header.set_kind(v1::BundleHeader::KIND_ENROLLED);
  header.set_hub(slip.hub());
  header.set_id(std::string(sync::kBundleIdBytes, 'i'));
  const auto forged = sync::PackBundle(
      header, *payload, sync::SealKeyOf(*SealSecret(school_.folder())), [&](std::string_view b) {
        return absl::StatusOr<std::string>(thief.hub().sign_key().Sign(b));
      });
  EXPECT_EQ(CodeOf(Welcome(school_, *forged)), "enroll_answer_wrong");
  EXPECT_FALSE(school_.store().enrolled());
}

TEST_F(EnrollFileTest, ReplyForAnotherComputerOrToNobody_IsRefused) {
  Computer other(43);
  const std::string reply = Round(other, office_.Issue());
  EXPECT_EQ(CodeOf(Welcome(school_, reply)), "enrollment_not_asked");
  ASSERT_TRUE(Ask(school_, office_.Issue()).ok());
  EXPECT_EQ(CodeOf(Welcome(school_, reply)), "bundle_not_opened");
  // What went up is no answer; an answer is nothing that goes up, and no reply to numbers.
  EXPECT_EQ(CodeOf(Welcome(school_, Ask(school_, office_.Issue()).value())),
            "not_an_enrollment_reply");
  EXPECT_EQ(CodeOf(office_.Import(reply).status()), "not_a_request");
  ASSERT_TRUE(Welcome(other, reply).ok());
  v1::ImportReplyRequest as_numbers;
  as_numbers.set_bundle(reply);
  EXPECT_EQ(CodeOf(ImportReply(other.desk(), monotonic_, as_numbers).status()), "not_a_reply");
}

TEST_F(EnrollFileTest, E6_AuthorityBegunMeanwhile_TheOlderSlipStillLeadsThere) {
  const std::string request = Ask(school_, office_.Issue()).value();
  ASSERT_TRUE(office_.hub().BeginAuthority("cán bộ").ok());
  const auto answered = office_.Import(request);
  ASSERT_TRUE(answered.ok()) << answered.status();
  ASSERT_TRUE(Welcome(school_, answered->reply()).ok());
  EXPECT_EQ(rpc::CertificatesIn(school_.store().ReadKeys()->ca_pem).size(), 2u);
}

TEST_F(EnrollFileTest, E3_RevokedBeforeTheReplyIsTakenIn_WhatItBringsIsHeld) {
  const std::string reply = Round(school_, office_.Issue());
  ASSERT_TRUE(Welcome(school_, reply).ok());
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(school_.store().enrollment().device);
  ASSERT_TRUE(hub::RevokeDevice(office_.hub(), revoke).ok());
  school_.Report("profile", "Q1", {{"staff", "20"}});
  const auto made = ExportBundle(school_.desk());
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(office_.Import(made->bundle())->held(), 1u);
}

// "Sent" is said once the stick was read back, and of what is on it alone.
TEST_F(EnrollFileTest, G6_BundleMade_CountsAsSentOnceItIsOnTheStick) {
  ASSERT_TRUE(Welcome(school_, Round(school_, office_.Issue())).ok());
  school_.Report("profile", "Q1", {{"staff", "20"}});
  const auto lost = ExportBundle(school_.desk());
  const auto made = ExportBundle(school_.desk());
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(school_.Form("profile", "Q1").word(), v1::WORD_SAVED);
  v1::ImportReplyRequest written;
  *written.mutable_bundle() = lost->bundle();
  EXPECT_EQ(CodeOf(ImportReply(school_.desk(), monotonic_, written).status()), "not_a_reply");
  EXPECT_EQ(school_.Form("profile", "Q1").word(), v1::WORD_SAVED);
  *written.mutable_bundle() = made->bundle();
  ASSERT_TRUE(ImportReply(school_.desk(), monotonic_, written).ok());
  EXPECT_EQ(school_.Form("profile", "Q1").word(), v1::WORD_SENT);
  // Taken in by mistake afterwards it is no reply.
  EXPECT_EQ(CodeOf(ImportReply(school_.desk(), monotonic_, written).status()), "not_a_reply");
}

}  // namespace
}  // namespace gom::agent
