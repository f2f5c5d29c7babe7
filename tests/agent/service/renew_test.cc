// A new certificate for this computer: when it is asked for, what of an answer is taken, and what
// is left where the power goes in between.
#include "agent/service/renew.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/rpc/certificates.h"
#include "common/text/message.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

constexpr int64_t kDayMs = 86'400'000;
constexpr int64_t kNow = School::kNow;
const std::string kHub(16, 'H');

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class RenewalTest : public testing::Test {
 protected:
  RenewalTest() : ca_(*rpc::MakeCa(kHub, "Xã", kNow)) {
    const std::string key = *rpc::GenerateKey();
    before_ = {key, Certificate(ca_, key), ca_.certificate_pem};
    EXPECT_TRUE(school_.store().ReplaceKeys(before_).ok());
  }

  std::string Certificate(const rpc::Ca& ca, const std::string& key, uint32_t device = 0) {
    if (device == 0) device = school_.store().enrollment().device;
    return *rpc::SignDevice(ca, *rpc::MakeSigningRequest(key), school_.store().enrollment().hub,
                            device, "TH-01", kNow);
  }
  v1::RenewResponse Answer(const rpc::Ca& ca, const RenewalAsked& asked, const std::string& pins,
                           uint32_t device = 0) {
    v1::RenewResponse answer;
    answer.set_certificate_pem(Certificate(ca, asked.key_pem, device));
    answer.set_ca_pem(pins);
    return answer;
  }
  void ExpectUntouched() {
    const auto keys = school_.store().ReadKeys();
    ASSERT_TRUE(keys.ok()) << keys.status();
    EXPECT_EQ(keys->key_pem, before_.key_pem);
    EXPECT_EQ(keys->certificate_pem, before_.certificate_pem);
    EXPECT_EQ(keys->ca_pem, before_.ca_pem);
  }

  School school_;
  const rpc::Ca ca_;
  DeviceKeys before_;
};

TEST_F(RenewalTest, E5_Due_FromDayOneHundredAndTwentyByTheHubsClock) {
  SyncMarks marks;
  EXPECT_FALSE(IsRenewalDue(before_, marks, kNow + 119 * kDayMs));
  EXPECT_TRUE(IsRenewalDue(before_, marks, kNow + 121 * kDayMs));
  EXPECT_TRUE(IsRenewalDue(before_, marks, kNow + 900 * kDayMs)) << "long expired";
  // A computer whose clock is years ahead does not ask each time.
  marks.clock_skew_ms = 4000 * kDayMs;
  EXPECT_FALSE(IsRenewalDue(before_, marks, kNow + 4000 * kDayMs));
  marks.clock_skew_ms = -4000 * kDayMs;
  EXPECT_TRUE(IsRenewalDue(before_, marks, kNow - 3800 * kDayMs));
}

TEST_F(RenewalTest, E5_RightAnswer_PairIsSwappedAndSurvives) {
  const auto asked = AskRenewal(school_.store(), "test");
  ASSERT_TRUE(asked.ok()) << asked.status();
  const v1::RenewResponse answer = Answer(ca_, *asked, ca_.certificate_pem);
  ASSERT_TRUE(TakeRenewal(school_.store(), *asked, answer).ok());
  school_.Reopen();
  const auto keys = school_.store().ReadKeys();
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->key_pem, asked->key_pem);
  EXPECT_EQ(keys->certificate_pem, answer.certificate_pem());
  EXPECT_TRUE(rpc::KeyFits(keys->key_pem, keys->certificate_pem));
  EXPECT_NE(AskRenewal(school_.store(), "test")->key_pem, asked->key_pem)
      << "another key each time";
}

TEST_F(RenewalTest, E9_PowerCutOrReplyLost_AsksWithTheSameKeyAndTheOldPairIsWhole) {
  const auto asked = AskRenewal(school_.store(), "test");
  ASSERT_TRUE(asked.ok());
  school_.Reopen();
  ExpectUntouched();
  const auto again = AskRenewal(school_.store(), "test");
  EXPECT_EQ(again->key_pem, asked->key_pem);
  EXPECT_EQ(again->request.signing_request_der().empty(), false);
}

TEST_F(RenewalTest, E6_AnswerOfANewAuthorityBesideOurs_BothArePinned) {
  const rpc::NextCa next = *rpc::MakeNextCa(ca_, kHub, kNow);
  const auto asked = AskRenewal(school_.store(), "test");
  const std::string pins = next.ca.certificate_pem + ca_.certificate_pem;
  ASSERT_TRUE(TakeRenewal(school_.store(), *asked, Answer(next.ca, *asked, pins)).ok());
  EXPECT_EQ(school_.store().ReadKeys()->ca_pem, pins);
}

// Until the certificate is there the next sync asks again; once it is, for four months nobody does.
TEST_F(RenewalTest, CutOffBeforeTheCertificateIsKept_TheHubsKeyIsThereAndItIsAskedForAgain) {
  const std::string hub_key(32, 'K');
  const auto asked = AskRenewal(school_.store(), "test");
  v1::RenewResponse answer = Answer(ca_, *asked, ca_.certificate_pem);
  answer.set_hub_key(hub_key);
  const std::string in_the_way = school_.folder() + "/agent.pem.new";
  std::filesystem::create_directory(in_the_way);
  EXPECT_FALSE(TakeRenewal(school_.store(), *asked, answer).ok());
  school_.Reopen();
  ExpectUntouched();
  EXPECT_EQ(school_.store().enrollment().hub_key, hub_key);
  std::filesystem::remove(in_the_way);
  EXPECT_EQ(AskRenewal(school_.store(), "test")->key_pem, asked->key_pem);
  EXPECT_TRUE(TakeRenewal(school_.store(), *asked, answer).ok());
}

TEST_F(RenewalTest, KeptKeyIsDamaged_AsksWithANewOne) {
  const std::string path = school_.folder() + "/agent.key";
  const std::string first = AskRenewal(school_.store(), "test")->key_pem;
  for (const std::string& damaged : {first.substr(0, first.size() / 2), std::string()}) {
    std::ofstream(path, std::ios::trunc) << damaged;
    const auto asked = AskRenewal(school_.store(), "test");
    ASSERT_TRUE(asked.ok()) << asked.status();
    EXPECT_NE(asked->key_pem, first);
    EXPECT_EQ(AskRenewal(school_.store(), "test")->key_pem, asked->key_pem) << "it is kept";
    EXPECT_TRUE(
        TakeRenewal(school_.store(), *asked, Answer(ca_, *asked, ca_.certificate_pem)).ok());
  }
}

TEST_F(RenewalTest, WrongAnswers_ChangeNothing) {
  const rpc::Ca stranger = *rpc::MakeCa(kHub, "Xã", kNow);
  const auto asked = AskRenewal(school_.store(), "test");
  // Another authority alone; ours named, but signed by nobody that is named; another device;
  // another key; nothing at all.
  v1::RenewResponse other_key = Answer(ca_, *asked, ca_.certificate_pem);
  other_key.set_certificate_pem(Certificate(ca_, *rpc::GenerateKey()));
  const v1::RenewResponse wrong[] = {
      Answer(stranger, *asked, stranger.certificate_pem),
      Answer(stranger, *asked, ca_.certificate_pem),
      Answer(ca_, *asked, ca_.certificate_pem, 4711),
      other_key,
      v1::RenewResponse(),
  };
  for (const v1::RenewResponse& answer : wrong) {
    EXPECT_FALSE(TakeRenewal(school_.store(), *asked, answer).ok());
    ExpectUntouched();
  }
}

TEST_F(RenewalTest, KeyFileDamaged_IsSaidAndNothingElseIsLost) {
  std::filesystem::resize_file(school_.folder() + "/agent.pem", 40);
  EXPECT_EQ(CodeOf(school_.store().ReadKeys().status()), "keys_damaged");
  school_.Reopen();
  EXPECT_TRUE(school_.store().enrolled());
}

}  // namespace
}  // namespace gom::agent
