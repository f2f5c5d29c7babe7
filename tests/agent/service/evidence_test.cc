#include "agent/service/evidence.h"

#include <filesystem>

#include "agent/sync/evidence_session.h"
#include "common/evidence/limits.h"
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
    const auto reduced = evidence::Reduce(bytes);
    if (!reduced.ok()) return reduced.status();
    return AddReduced(name, bytes, *reduced);
  }
  // A document, of which the bytes do not matter.
  absl::StatusOr<v1::AddEvidenceResponse> AddReduced(const std::string& name,
                                                     const std::string& bytes) {
    return AddReduced(name, bytes, {.bytes = bytes, .kind = evidence::Kind::kPdf});
  }
  absl::StatusOr<v1::AddEvidenceResponse> AddReduced(const std::string& name,
                                                     const std::string& bytes,
                                                     const evidence::Reduced& reduced) {
    v1::AddEvidenceRequest request;
    request.set_form("profile");
    request.set_period("Q1");
    request.set_name(name);
    request.set_data(bytes);
    return AddEvidence(school_.desk(), request, reduced);
  }
  void Discard() {
    v1::SaveDraftRequest request;
    request.set_form("profile");
    request.set_period("Q1");
    request.set_discard(true);
    const auto forgotten = SaveDraft(school_.desk(), request);
    EXPECT_TRUE(forgotten.ok()) << forgotten.status();
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
  v1::GetEntryHistoryRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  const auto history = GetEntryHistory(school_.desk(), request);
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_THAT(history->revisions(), SizeIs(1));
  ASSERT_THAT(history->revisions(0).evidence(), SizeIs(1));
  EXPECT_EQ(history->revisions(0).evidence(0).sha256(), added->evidence().sha256());
  EXPECT_EQ(history->revisions(0).evidence(0).where(), v1::EvidenceView::WHERE_HERE);
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

TEST_F(EvidenceTest, A13_I13_RoomThatWasKeptIsGone_PhotosWaitAndNumbersDoNot) {
  school_.reserve_bytes = uint64_t{1} << 60;  // no disk has that much to spare
  school_.Reopen();
  school_.Type("profile", "Q1", {{"staff", "20"}});
  const absl::Status refused = Add("a.jpg", Photo()).status();
  EXPECT_EQ(text::ErrorOf(refused).code(), "no_room_for_evidence");
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_THAT(school_.Told(), ::testing::HasSubstr("full or nearly so"));
  EXPECT_TRUE(school_.SubmitDraft("profile", "Q1").ok());

  school_.reserve_bytes = 1 << 20;
  school_.Reopen();
  EXPECT_TRUE(Add("a.jpg", Photo()).ok());
  EXPECT_THAT(school_.Told(), ::testing::Not(::testing::HasSubstr("full or nearly so")));
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
  EXPECT_EQ(text::ErrorOf(Remove("")).code(), "evidence_code_wrong");
  EXPECT_EQ(text::ErrorOf(GetEvidence(school_.desk(), v1::GetEvidenceRequest()).status()).code(),
            "evidence_code_wrong");
}

// A clerk who takes back a draft because of pupils' faces means the picture.
TEST_F(EvidenceTest, DraftForgotten_ItsFilesGoUnlessAReportNamesThem) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  const std::string sent = Add("a.jpg", Photo())->evidence().sha256();
  ASSERT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
  ASSERT_TRUE(Add("b.jpg", Photo(60)).ok());
  EXPECT_THAT(Names(), SizeIs(2));
  Discard();
  EXPECT_THAT(Names(), ::testing::ElementsAre(log::Hex(sent)));
}

// What it names nobody knows.
TEST_F(EvidenceTest, DraftForgottenWhereARecordCannotBeRead_ItsFilesStay) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  ASSERT_TRUE(Add("a.jpg", Photo()).ok());
  ASSERT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
  ASSERT_TRUE(Add("b.jpg", Photo(60)).ok());
  school_.acknowledged = 1;
  school_.Store({});
  school_.Close();
  school_.Damage(1);
  school_.Open();
  Discard();
  EXPECT_THAT(Names(), SizeIs(2));
}

TEST_F(EvidenceTest, OneMoreThanAReportMayHave_IsRefusedAndNotKept) {
  for (size_t i = 0; i < evidence::kMaxFiles; ++i)
    ASSERT_TRUE(AddReduced("a", "%PDF " + std::to_string(i)).ok());
  EXPECT_EQ(text::ErrorOf(AddReduced("a", "%PDF one more").status()).code(), "evidence_refused");
  EXPECT_THAT(Names(), SizeIs(evidence::kMaxFiles));
  EXPECT_TRUE(AddReduced("b", "%PDF 3").ok()) << "it is there already";
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

// A form of twenty photos is shown while nobody else can work.
TEST_F(EvidenceTest, FileThatTheHubHas_IsNotReadThrough) {
  school_.Type("profile", "Q1", {{"staff", "20"}});
  const std::string sha256 = Add("a.jpg", Photo())->evidence().sha256();
  ASSERT_TRUE(school_.store().NoteEvidenceAtHub(sha256).ok());
  // More than is ever read of one file.
  constexpr uint64_t kHuge = uint64_t{8} << 30;
  std::filesystem::resize_file(school_.folder() + "/evidence/" + log::Hex(sha256), kHuge);
  const v1::FormView form = school_.Form("profile", "Q1");
  ASSERT_THAT(form.evidence(), SizeIs(1));
  EXPECT_EQ(form.evidence(0).where(), v1::EvidenceView::WHERE_HUB);
  EXPECT_EQ(form.evidence(0).size(), kHuge);
  EXPECT_EQ(form.evidence(0).type(), "image/jpeg");
}

}  // namespace
}  // namespace gom::agent
