// A line that carries little and loses much of it (C10): what people typed is there in seconds, and
// photos have the rest.
#include <chrono>

#include "tests/common/evidence/photos.h"
#include "tests/e2e/network_fixture.h"

namespace gom::agent {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// 20 kbit/s, a satellite's delay, and three packets of ten are lost.
constexpr int64_t kBytesPerSecond = 2500;
constexpr milliseconds kDelay(150);
constexpr unsigned kLostOf100 = 30;
// What a person still calls soon; the line is busy for most of it with shaking hands.
constexpr auto kSoon = std::chrono::seconds(15);

class SlowNetworkTest : public NetworkFixture {
 protected:
  void SetUp() override {
    NetworkFixture::SetUp();
    patience_ = absl::Seconds(30);
    way_->Heal();
    way_->Slow(kBytesPerSecond, kDelay, kLostOf100);
  }
  void AddPhoto() {
    v1::AddEvidenceRequest photo;
    photo.set_form("f");
    photo.set_period("2026-Q1");
    photo.set_name("IMG_0001.jpg");
    photo.set_data(evidence::JpegOf(evidence::Scene(400, 300, 255)));
    Ask(*agent_, &v1::SchoolService::Stub::AddEvidence, photo);
  }
};

TEST_F(SlowNetworkTest, C10_TwentyKilobitsAndLoss_NumbersArriveInAFewSeconds) {
  for (int i = 1; i <= 10; ++i) Report(100 + i);
  const auto begun = Clock::now();
  const absl::Status synced = Sync();
  const auto took = Clock::now() - begun;
  EXPECT_TRUE(synced.ok()) << synced;
  EXPECT_GT(took, std::chrono::seconds(2)) << "it was not slow";
  EXPECT_LT(took, kSoon);
  EXPECT_LT(way_->carried(Way::kUp), 8 << 10);
  EXPECT_LT(way_->carried(Way::kDown), 12 << 10);
  ExpectArrived(10);
}

// What is entered before a photo, and what is entered while it goes.
TEST_F(SlowNetworkTest, C10_PhotoBehind_HoldsNoNumberUpAndGoesOnWhereItWas) {
  AddPhoto();
  Report(101);
  int exchanges = 0, pieces = 0;
  Clock::time_point entered, received;
  const auto begun = Clock::now();
  moments_.answered = [&] {
    if (++exchanges == 1) EXPECT_EQ(pieces, 0);
    if (AtTheHub() == 2 && received == Clock::time_point()) received = Clock::now();
  };
  moments_.piece = [&] {
    if (++pieces == 1) {
      EXPECT_EQ(Word(), v1::WORD_RECEIVED) << "the number does not wait for the photo";
      EXPECT_LT(Clock::now() - begun, kSoon);
      EXPECT_GT(Status().evidence_bytes(), 32u << 10);
    }
    if (pieces == 2) {  // the first one asks what the hub has; now the line is full
      Report(102);
      entered = Clock::now();
    }
    if (pieces > 2) {
      EXPECT_EQ(AtTheHub(), 2) << "no further piece goes before the number";
      way_->Slow(0, milliseconds(0));  // the rest of it is a matter of patience
    }
  };
  const absl::Status synced = Sync();
  EXPECT_TRUE(synced.ok()) << synced;
  EXPECT_LT(received - entered, kSoon);
  EXPECT_GT(pieces, 3);
  EXPECT_EQ(Status().evidence_waiting(), 0u);
  ExpectThere(2);
}

}  // namespace
}  // namespace gom::agent
