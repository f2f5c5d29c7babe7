// Photos and scans that a bundle carries: taken behind its calls, each by itself.
#include <fstream>

#include "common/evidence/reduce.h"
#include "tests/common/evidence/photos.h"
#include "tests/hub/service/bundle_fixture.h"

namespace gom::hub {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Photo(unsigned seed) {
  const auto reduced = evidence::Reduce(evidence::JpegOf(evidence::Scene(300, 200, seed)));
  EXPECT_TRUE(reduced.ok()) << reduced.status();
  return reduced.ok() ? reduced->bytes : "";
}
std::string NameOf(const std::string& photo) { return log::ToBytes(log::Sha256(photo)); }

class BundleEvidenceTest : public BundleFixture {
 protected:
  // What the school sends with the report, and what it is told to be at the hub.
  std::vector<std::string> Carry(const std::vector<std::string>& named,
                                 const std::vector<std::string>& carried) {
    std::vector<std::string> names;
    for (const std::string& photo : named) names.push_back(NameOf(photo));
    const auto taken =
        Import(Pack(Header(*school_), *school_,
                    {school_->Next({{.total = 10, .met = 9, .evidence = names}})}, carried));
    EXPECT_TRUE(taken.ok()) << taken.status();
    if (!taken.ok()) return {};
    EXPECT_EQ(taken->taken(), 1u);
    const v1::BundlePayload reply = Open(*school_, taken->reply());
    wanted_.assign(reply.responses().rbegin()->evidence_wanted().begin(),
                   reply.responses().rbegin()->evidence_wanted().end());
    std::vector<std::string> told;
    for (const v1::EvidenceFile& file : reply.evidence()) {
      EXPECT_EQ(file.data(), "") << "the school has it";
      told.push_back(file.sha256());
    }
    EXPECT_EQ(taken->evidence_files(), told.size());
    return told;
  }
  std::string AtHub(const std::string& photo) {
    return hub_->evidence().files().Read(NameOf(photo)).value_or("");
  }

  const std::string one_ = Photo(100), two_ = Photo(200);
  std::vector<std::string> wanted_;
};

TEST_F(BundleEvidenceTest, PhotoOfAReportInIt_IsAtTheHubAndToldSo) {
  EXPECT_THAT(Carry({one_}, {one_}), ElementsAre(NameOf(one_)));
  EXPECT_EQ(AtHub(one_), one_);
  EXPECT_THAT(wanted_, IsEmpty());
}

TEST_F(BundleEvidenceTest, SamePhotoAgain_IsToldToBeThere) {
  Carry({one_}, {one_});
  EXPECT_THAT(Carry({}, {one_}), ElementsAre(NameOf(one_)));
}

TEST_F(BundleEvidenceTest, PhotoThatDidNotComeAlong_IsWanted) {
  EXPECT_THAT(Carry({one_, two_}, {two_}), ElementsAre(NameOf(two_)));
  EXPECT_THAT(wanted_, ElementsAre(NameOf(one_)));
}

TEST_F(BundleEvidenceTest, PhotoBegunOverTheNetwork_GoesOn) {
  ASSERT_TRUE(school_->Send({{.total = 10, .met = 9, .evidence = {NameOf(one_)}}}).ok());
  v1::PutEvidenceRequest piece;
  piece.set_sha256(NameOf(one_));
  piece.set_size(one_.size());
  piece.set_piece(one_.substr(0, 1000));
  ASSERT_TRUE(CallHub(*school_->stub, &v1::SyncService::Stub::PutEvidence, piece).ok());
  EXPECT_THAT(Carry({}, {one_}), ElementsAre(NameOf(one_)));
  EXPECT_EQ(AtHub(one_), one_);
}

TEST_F(BundleEvidenceTest, OneThatNobodyNamesAndOneThatIsNoPhoto_HoldUpNeitherNumbersNorOthers) {
  const std::string junk(1000, 'x');
  TakeWarnings();
  EXPECT_THAT(Carry({two_, junk}, {one_, junk, two_}), ElementsAre(NameOf(two_)));
  EXPECT_THAT(TakeWarnings(), Contains("bundle_evidence_left").Times(2));
  EXPECT_EQ(AtHub(one_), "");
  EXPECT_EQ(AtHub(junk), "");
  EXPECT_EQ(Progress()->units_reported(), 1u);
}

TEST_F(BundleEvidenceTest, WhereTheHubCannotKeepPhotos_NumbersAreTakenAndPhotosAreWanted) {
  std::ofstream(folder_ + "/evidence") << "none of a folder";
  EXPECT_THAT(Carry({one_}, {one_}), IsEmpty());
  EXPECT_THAT(wanted_, ElementsAre(NameOf(one_)));
  EXPECT_EQ(Progress()->units_reported(), 1u);
}

TEST_F(BundleEvidenceTest, G4_RevokedDevice_NoPhotoIsTaken) {
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(school_->number);
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  EXPECT_THAT(Carry({one_}, {one_}), IsEmpty());
  EXPECT_EQ(AtHub(one_), "");
}

TEST_F(BundleEvidenceTest, ErasedOnRequest_DoesNotComeBackByAStick) {
  Carry({one_}, {one_});
  v1::RedactRequest redact;
  redact.set_unit("S1");
  redact.set_reason("Theo đơn");
  redact.add_evidence(NameOf(one_));
  ASSERT_TRUE(Admin(&v1::AdminService::Stub::Redact, redact).ok());
  EXPECT_THAT(Carry({}, {one_}), IsEmpty());
  EXPECT_EQ(AtHub(one_), "");
}

}  // namespace
}  // namespace gom::hub
