#include "agent/service/evidence.h"

#include <filesystem>

#include "agent/sync/evidence_session.h"
#include "common/evidence/reduce.h"
#include "gmock/gmock.h"
#include "tests/agent/school.h"
#include "tests/common/evidence/photos.h"

namespace gom::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class EvidenceTest : public ::testing::Test {
 protected:
  static std::string Photo(unsigned noise = 20) {
    return evidence::WithExif(evidence::JpegOf(evidence::Scene(200, 150, noise)), 6);
  }

  absl::StatusOr<v1::AddEvidenceResponse> Add(const std::string& name, const std::string& bytes) {
    v1::AddEvidenceRequest request;
    request.set_form("profile");
    request.set_period("Q1");
    request.set_name(name);
    request.set_data(bytes);
    const auto reduced = evidence::Reduce(bytes);
    if (!reduced.ok()) return reduced.status();
    return AddEvidence(school_.desk(), request, *reduced);
  }
  absl::Status Remove(const std::string& sha256) {
    v1::RemoveEvidenceRequest request;
    request.set_form("profile");
    request.set_period("Q1");
    request.set_sha256(sha256);
    return RemoveEvidence(school_.desk(), request).status();
  }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    const std::filesystem::path folder = school_.store().folder() + "/evidence";
    if (!std::filesystem::exists(folder)) return names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      names.push_back(entry.path().filename());
    return names;
  }

  School school_;
};

TEST_F(EvidenceTest, Added_StaysWithTheDraftAndIsNamedByTheReport) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  const auto added = Add("Ảnh lớp 1A.jpg", Photo());
  ASSERT_TRUE(added.ok()) << added.status();
  EXPECT_EQ(added->original_size(), Photo().size());
  EXPECT_TRUE(added->place_removed());
  EXPECT_EQ(added->evidence().type(), "image/jpeg");

  school_.Reopen();
  v1::FormView form = school_.Form("profile", "Q1");
  ASSERT_THAT(form.evidence(), SizeIs(1));
  EXPECT_EQ(form.evidence(0).name(), "Ảnh lớp 1A.jpg");
  EXPECT_EQ(form.evidence(0).where(), v1::EvidenceView::WHERE_HERE);
  EXPECT_EQ(WaitingEvidence(school_.store()).files, 0u) << "it is not submitted yet";

  ASSERT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
  form = school_.Form("profile", "Q1");
  ASSERT_THAT(form.evidence(), SizeIs(1));
  EXPECT_FALSE(form.is_draft());
  EXPECT_EQ(form.evidence(0).sha256(), added->evidence().sha256());
  EXPECT_EQ(WaitingEvidence(school_.store()).files, 1u);
  EXPECT_EQ(WaitingEvidence(school_.store()).bytes, added->evidence().size());
  // A correction keeps it.
  school_.Report("profile", "Q1", {{"staff", "21"}});
  EXPECT_THAT(school_.Form("profile", "Q1").evidence(), SizeIs(1));
}

TEST_F(EvidenceTest, A14_DiskFullWhileAddingAPhoto_DraftIsAsItWasAndGoesWithoutIt) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  school_.evidence_disk_full = true;
  const absl::Status refused = Add("a.jpg", Photo()).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(text::ErrorOf(refused).code(), "disk_full");
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_THAT(school_.Form("profile", "Q1").evidence(), IsEmpty());
  ASSERT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
  EXPECT_EQ(School::ValueOf(school_.Form("profile", "Q1"), "staff").number(), 20);

  school_.evidence_disk_full = false;
  EXPECT_TRUE(Add("a.jpg", Photo()).ok());
}

TEST_F(EvidenceTest, G9_NameThatIsAPath_FileIsStoredUnderItsDigestAlone) {
  const auto added = Add("..\\..\\windows\\CON.jpg", Photo());
  ASSERT_TRUE(added.ok()) << added.status();
  EXPECT_EQ(added->evidence().name(), "_CON.jpg");
  EXPECT_THAT(Names(), ::testing::ElementsAre(log::Hex(added->evidence().sha256())));
}

TEST_F(EvidenceTest, G13_WhatIsKeptOnTheDisk_DoesNotSayWhereItWasTaken) {
  const auto added = Add("a.jpg", Photo());
  ASSERT_TRUE(added.ok()) << added.status();
  const auto kept = school_.store().evidence().Read(added->evidence().sha256());
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_THAT(Photo(), HasSubstr("GPS"));
  EXPECT_THAT(*kept, Not(HasSubstr("GPS")));
  EXPECT_THAT(*kept, Not(HasSubstr("Exif")));
}

TEST_F(EvidenceTest, SameFileTwice_IsThereOnce) {
  ASSERT_TRUE(Add("a.jpg", Photo()).ok());
  const auto again = Add("b.jpg", Photo());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->evidence().name(), "a.jpg");
  EXPECT_THAT(school_.Form("profile", "Q1").evidence(), SizeIs(1));
  EXPECT_THAT(Names(), SizeIs(1));
}

TEST_F(EvidenceTest, Removed_FileGoesUnlessAReportNamesIt) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  const std::string sent = Add("a.jpg", Photo())->evidence().sha256();
  ASSERT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
  const std::string draft = Add("b.jpg", Photo(60))->evidence().sha256();
  EXPECT_THAT(Names(), SizeIs(2));
  ASSERT_TRUE(Remove(draft).ok());
  ASSERT_TRUE(Remove(sent).ok());
  EXPECT_THAT(school_.Form("profile", "Q1").evidence(), IsEmpty());
  EXPECT_THAT(Names(), ::testing::ElementsAre(log::Hex(sent)));
  EXPECT_EQ(text::ErrorOf(Remove(sent)).code(), "evidence_missing");
}

TEST_F(EvidenceTest, D13_FileAlteredOnTheSchoolsDisk_IsSaidAndTheNumberStays) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  const std::string sha256 = Add("a.jpg", Photo())->evidence().sha256();
  ASSERT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
  const std::string path = school_.store().folder() + "/evidence/" + log::Hex(sha256);
  std::ofstream(path, std::ios::binary | std::ios::app) << "x";
  const v1::FormView form = school_.Form("profile", "Q1");
  ASSERT_THAT(form.evidence(), SizeIs(1));
  EXPECT_EQ(form.evidence(0).where(), v1::EvidenceView::WHERE_MISSING);
  EXPECT_EQ(School::ValueOf(form, "staff").number(), 20);
  // The original mends it.
  ASSERT_TRUE(Add("a.jpg", Photo()).ok());
  EXPECT_EQ(school_.Form("profile", "Q1").evidence(0).where(), v1::EvidenceView::WHERE_HERE);
}

}  // namespace
}  // namespace gom::agent
