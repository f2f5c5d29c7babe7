#include "agent/sync/evidence_session.h"

#include <filesystem>
#include <map>

#include "agent/service/evidence.h"
#include "agent/store/words.h"
#include "agent/sync/words.h"
#include "common/evidence/reduce.h"
#include "gmock/gmock.h"
#include "tests/agent/school.h"
#include "tests/common/evidence/photos.h"

namespace gom::agent {
namespace {

// A hub that keeps what it is sent, and a line that is cut.
class EvidenceSessionTest : public ::testing::Test {
 protected:
  std::string AddAndSubmit(unsigned noise, bool acknowledged = true) {
    v1::AddEvidenceRequest request;
    request.set_form("profile");
    request.set_period("Q1");
    request.set_data(evidence::JpegOf(evidence::Scene(500, 400, noise)));
    const auto reduced = evidence::Reduce(request.data());
    EXPECT_TRUE(reduced.ok()) << reduced.status();
    const auto added = AddEvidence(school_.desk(), request, *reduced);
    EXPECT_TRUE(added.ok()) << added.status();
    school_.Report("profile", "Q1", {{"staff", std::to_string(20 + noise)}});
    if (acknowledged) Acknowledge();
    return added->evidence().sha256();
  }
  void Acknowledge() {
    school_.acknowledged = school_.store().current()->last();
    school_.Store({});
  }

  v1::PutEvidenceResponse Take(const v1::PutEvidenceRequest& request) {
    std::string& file = hub_[request.sha256()];
    if (request.offset() == file.size()) file += request.piece();
    v1::PutEvidenceResponse response;
    response.set_have(file.size());
    response.set_complete(file.size() == request.size());
    return response;
  }
  // Until it is over, or after so many pieces with something in them the line is gone.
  EvidenceOutcome Run(int pieces = 1000, bool reply_lost = false) {
    EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                            monotonic_.Now() + absl::Minutes(15));
    while (const v1::PutEvidenceRequest* request = session.Next()) {
      if (!request->piece().empty()) {
        if (pieces-- == 0) {
          if (reply_lost) Take(*request);
          session.Take(absl::UnavailableError("cut"));
          continue;
        }
        sent_ += request->piece().size();
        largest_ = std::max(largest_, request->piece().size());
      }
      session.Take(Take(*request));
      between_();
    }
    return session.outcome();
  }

  School school_;
  platform::ManualMonotonicClock monotonic_;
  PieceLimit limit_;
  RefusedFiles refused_;
  std::map<std::string, std::string> hub_;
  uint64_t sent_ = 0;
  size_t largest_ = 0;
  std::function<void()> between_ = [] {};
};

TEST_F(EvidenceSessionTest, C11_CutAt99Percent_GoesOnAtTheLastPieceThatTheHubHas) {
  const std::string sha256 = AddAndSubmit(200);
  const uint64_t size = *school_.store().evidence().SizeOf(sha256);
  const int pieces = static_cast<int>((size + PieceLimit::kMost - 1) / PieceLimit::kMost);
  ASSERT_GT(pieces, 3);
  const EvidenceOutcome cut = Run(pieces - 1);
  EXPECT_EQ(cut.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(cut.files, 0u);
  EXPECT_EQ(limit_.bytes, PieceLimit::kMost) << "pieces of this size get through";

  const EvidenceOutcome rest = Run();
  EXPECT_TRUE(rest.status.ok()) << rest.status;
  EXPECT_EQ(rest.files, 1u);
  EXPECT_EQ(sent_, size) << "what the hub had confirmed was sent again";
  EXPECT_EQ(cut.bytes + rest.bytes, size);
  EXPECT_EQ(log::ToBytes(log::Sha256(hub_[sha256])), sha256);
  EXPECT_EQ(limit_.bytes, PieceLimit::kMost) << "whole again after a success";
  EXPECT_EQ(WaitingEvidence(school_.store()).files, 0u);
}

TEST_F(EvidenceSessionTest, C11_NoPieceGetsThrough_TheNextSyncSendsSmallerOnes) {
  AddAndSubmit(200);
  for (size_t bytes = PieceLimit::kMost; bytes > PieceLimit::kLeast; bytes /= 2) {
    EXPECT_EQ(limit_.bytes, bytes);
    EXPECT_EQ(Run(0).bytes, 0u);
  }
  EXPECT_EQ(limit_.bytes, PieceLimit::kLeast);
  EXPECT_EQ(Run().files, 1u);
  EXPECT_EQ(largest_, PieceLimit::kLeast);
}

TEST_F(EvidenceSessionTest, C11_ReplyLost_WhatArrivedIsNotSentAgain) {
  const std::string sha256 = AddAndSubmit(200);
  Run(2, true);
  EXPECT_EQ(hub_[sha256].size(), 3 * PieceLimit::kMost);
  Run();
  EXPECT_EQ(sent_, *school_.store().evidence().SizeOf(sha256) - PieceLimit::kMost);
  EXPECT_EQ(log::ToBytes(log::Sha256(hub_[sha256])), sha256);
}

TEST_F(EvidenceSessionTest, C10_NumberSubmittedMeanwhile_GoesBeforeTheNextPiece) {
  AddAndSubmit(200);
  int pieces = 0;
  between_ = [&] {
    if (++pieces == 2) school_.Report("profile", "Q1", {{"staff", "33"}});
  };
  const EvidenceOutcome outcome = Run();
  EXPECT_TRUE(outcome.new_work);
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_EQ(pieces, 2);
}

TEST_F(EvidenceSessionTest, C10_ReportNotYetAtTheHub_NoPieceGoes) {
  AddAndSubmit(50, false);
  EXPECT_TRUE(Run().status.ok());
  EXPECT_TRUE(hub_.empty());
  EXPECT_EQ(WaitingEvidence(school_.store()).files, 1u);
  Acknowledge();
  EXPECT_EQ(Run().files, 1u);
}

TEST_F(EvidenceSessionTest, D13_HubHasLostOne_ItGoesAgainAndTheOthersDoNot) {
  const std::string lost = AddAndSubmit(100);
  const std::string kept = AddAndSubmit(120);
  EXPECT_EQ(Run().files, 2u);
  hub_.clear();
  ASSERT_TRUE(school_.store().NoteEvidenceWanted({lost, std::string(32, 'x')}).ok());
  school_.Reopen();
  EXPECT_EQ(Run().files, 1u);
  EXPECT_TRUE(hub_.contains(lost));
  EXPECT_FALSE(hub_.contains(kept));
}

TEST_F(EvidenceSessionTest, OneFileRefused_ThePersonIsToldAndTheOthersGo) {
  const std::string first = AddAndSubmit(100), second = AddAndSubmit(120);
  EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                          absl::Minutes(15));
  const std::string refused = session.Next()->sha256();
  session.Take(text::Refuse(absl::StatusCode::kInvalidArgument, kReplyWrong));
  while (const v1::PutEvidenceRequest* request = session.Next()) session.Take(Take(*request));
  EXPECT_EQ(session.outcome().files, 1u);
  EXPECT_TRUE(hub_.contains(refused == first ? second : first));
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("makes no sense"));
  EXPECT_THAT(school_.Told(),
              ::testing::HasSubstr(log::Hex(refused).substr(0, kShownDigits) + " (profile · Q1)"))
      << "which one";
}

// What the hub finds wrong with all of it would be sent whole with every sync.
TEST_F(EvidenceSessionTest, FileRefused_IsLeftAloneForADay) {
  const std::string sha256 = AddAndSubmit(100);
  const auto asked_for = [&] {
    EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                            monotonic_.Now() + absl::Minutes(15));
    if (session.Next() == nullptr) return false;
    session.Take(text::Refuse(absl::StatusCode::kInvalidArgument, kReplyWrong));
    return true;
  };
  EXPECT_TRUE(asked_for());
  EXPECT_FALSE(asked_for());
  monotonic_.Advance(absl::Hours(23));
  EXPECT_FALSE(asked_for());
  monotonic_.Advance(absl::Hours(1));
  EXPECT_TRUE(asked_for());
  EXPECT_EQ(WaitingEvidence(school_.store()).files, 1u) << "it is not given up";
}

TEST_F(EvidenceSessionTest, LineCut_WhyIsSaidUntilTheyHaveGone) {
  AddAndSubmit(200);
  EXPECT_EQ(school_.Told(), "");
  EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                          absl::Minutes(15));
  ASSERT_NE(session.Next(), nullptr);
  session.Take(text::Refuse(absl::StatusCode::kResourceExhausted, kSyncTooLong));
  school_.Reopen();
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("Not all evidence has been sent"));
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("took too long"));
  Acknowledge();
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("took too long")) << "the numbers went well";
  EXPECT_TRUE(Run().status.ok());
  EXPECT_EQ(school_.Told(), "");
}

TEST_F(EvidenceSessionTest, FileGoneOrDamaged_IsNotCalledWaitingAndSaidUntilItIsAddedAgain) {
  const std::string damaged = AddAndSubmit(100), gone = AddAndSubmit(120);
  const auto path = [&](const std::string& sha256) {
    return school_.folder() + "/evidence/" + log::Hex(sha256);
  };
  const std::string bytes = *school_.store().evidence().Read(gone);
  std::ofstream(path(damaged), std::ios::binary | std::ios::app) << "x";
  std::filesystem::remove(path(gone));
  const EvidenceWaiting waiting = WaitingEvidence(school_.store());
  EXPECT_EQ(waiting.files, 0u);
  EXPECT_EQ(waiting.bytes, 0u);
  EXPECT_EQ(waiting.missing, 2u);
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("2 files are missing or damaged"));
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("(profile · Q1)"));
  EXPECT_TRUE(Run().status.ok());
  ASSERT_TRUE(school_.store().evidence().Put(bytes).ok());
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("1 files are missing or damaged"));
}

TEST_F(EvidenceSessionTest, I13_HubHasNoRoomForOneFile_ThoseBehindItGoAllTheSame) {
  const std::string first = AddAndSubmit(100), second = AddAndSubmit(120);
  EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                          absl::Minutes(15));
  const std::string refused = session.Next()->sha256();
  session.Take(text::Refuse(absl::StatusCode::kFailedPrecondition, kReplyWrong));
  while (const v1::PutEvidenceRequest* request = session.Next()) session.Take(Take(*request));
  EXPECT_TRUE(session.outcome().status.ok()) << session.outcome().status;
  EXPECT_TRUE(hub_.contains(refused == first ? second : first));
  EXPECT_EQ(WaitingEvidence(school_.store()).files, 1u) << "it is tried again later";
}

TEST_F(EvidenceSessionTest, HubThatMakesNoHeadway_EndsTheSession) {
  AddAndSubmit(100);
  EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                          absl::Minutes(15));
  int asked = 0;
  while (session.Next() != nullptr && ++asked < 10) session.Take(v1::PutEvidenceResponse());
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(session.outcome().status.code(), absl::StatusCode::kInternal);
}

TEST_F(EvidenceSessionTest, OldHubThatKnowsNoEvidence_IsNoFailure) {
  AddAndSubmit(100);
  EvidenceSession session(school_.store(), limit_, refused_, school_.wall(), monotonic_,
                          absl::Minutes(15));
  ASSERT_NE(session.Next(), nullptr);
  session.Take(absl::UnimplementedError("?"));
  EXPECT_EQ(session.Next(), nullptr);
  EXPECT_TRUE(session.outcome().status.ok());
}

TEST(PieceLimitTest, Failures_HalveItDownToTheLeast) {
  PieceLimit limit;
  for (int i = 0; i < 20; ++i) limit.Halve();
  EXPECT_EQ(limit.bytes, PieceLimit::kLeast);
  limit.Reset();
  EXPECT_EQ(limit.bytes, PieceLimit::kMost);
}

}  // namespace
}  // namespace gom::agent
