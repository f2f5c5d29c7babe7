// A hub whose hub.db is damaged (D4): it shows what stands before the damage and takes nothing; a
// rescue makes a log of that, and the next term goes on from there.
#include "hub/service/rescue.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "common/log/rescue.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPage = 4096;

class RescueTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    device_ = EnrollDevice("S1");
    ASSERT_TRUE(device_->Send({{.total = 10, .met = 9}}).ok());
    last_ = Status()->position().index();
    ASSERT_TRUE(device_->Send({{.total = 10, .met = 10, .parent = 1}}).ok());
  }
  absl::StatusOr<v1::HubStatus> Status() {
    return Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
  }
  // The record behind `last_` is otherwise on the disk.
  void Damage() {
    SQLite::Database db(folder_ + "/hub.db", SQLite::OPEN_READWRITE);
    SQLite::Statement flip(db, "UPDATE record SET main = x'00ff' WHERE key = ?");
    flip.bind(1, (int64_t{1} << 40) + static_cast<int64_t>(last_) + 1);
    ASSERT_EQ(flip.exec(), 1);
  }
  std::string Bytes() {
    std::ifstream file(folder_ + "/hub.db", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void Write(const std::string& bytes) {
    std::ofstream(folder_ + "/hub.db", std::ios::binary | std::ios::trunc) << bytes;
  }
  void Reconnect() {
    device_->stub = v1::SyncService::NewStub(Channel(device_->key_pem, device_->certificate_pem));
  }
  absl::StatusOr<Rescued> Rescue() { return RescueHub({.folder = folder_, .clock = &clock_}); }
  int64_t Met() { return Progress()->indicators(0).headline().value().numerator(); }

  std::unique_ptr<TestDevice> device_;
  uint64_t last_ = 0;
};

TEST_F(RescueTest, D4_RecordIsDamaged_HubShowsWhatStandsBeforeAndTakesNothing) {
  Stop();
  Damage();
  const std::string damaged = Bytes();
  Start();
  ASSERT_FALSE(hub_->damage().ok());
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, hub_->damage()),
              testing::HasSubstr("gom-hub rescue"));
  EXPECT_THAT(text::Sentence(text::Language::kEnglish, hub_->damage()),
              testing::HasSubstr("gom-hub restore"));
  EXPECT_EQ(Status()->position().index(), last_);
  EXPECT_EQ(Met(), 9) << "the reports are shown, over an API key as well";
  Reconnect();
  EXPECT_EQ(CodeOf(device_->Send({{.total = 10, .met = 8, .parent = 2}}).status()),
            "hub_under_repair");
  EXPECT_EQ(CodeOf(Review({Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1")}).status()),
            "hub_damaged");
  v1::BackupRequest backup;
  backup.set_path(top_ + "/gom.backup");
  EXPECT_EQ(CodeOf(Admin(&v1::AdminService::Stub::Backup, backup).status()), "hub_damaged");
  const auto verified = Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest());
  ASSERT_TRUE(verified.ok()) << verified.status();
  ASSERT_EQ(verified->problems_en_size(), 1) << "what stands before it is sound, the log is not";
  EXPECT_THAT(verified->problems_en(0), testing::HasSubstr(absl::StrCat("record ", last_)));
  EXPECT_FALSE(fs::exists(top_ + "/gom.backup"));
  Stop();
  EXPECT_TRUE(Bytes() == damaged) << "nothing was written to it";
}

TEST_F(RescueTest, D4_Rescued_TheNextTermGoesOnFromTheLastSoundRecord) {
  Stop();
  Damage();
  const auto rescued = Rescue();
  ASSERT_TRUE(rescued.ok()) << text::Sentence(text::Language::kEnglish, rescued.status());
  EXPECT_EQ(rescued->rest.position.index, last_);
  EXPECT_TRUE(fs::exists(rescued->kept_as));
  EXPECT_THAT(rescued->kept_as, testing::HasSubstr("/hub.db.damaged-20260701-000000"));
  Start();
  EXPECT_TRUE(hub_->damage().ok());
  ASSERT_TRUE(hub_->put_back().has_value());
  EXPECT_EQ(Status()->term(), 2u);
  EXPECT_EQ(Met(), 9);
  EXPECT_EQ(Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest())->problems_en_size(), 0);
  // The device is told how far the hub has its stream, and sends the rest again.
  Reconnect();
  const auto asked = device_->Send({});
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_EQ(asked->position().index(), 1u);
  device_->end = log::FromProto(asked->position());
  device_->end.digest = log::Next({}, SealTyped({.total = 10, .met = 9}).main());
  const auto again = device_->Send({{.total = 10, .met = 10, .parent = 1}});
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(Met(), 10);
}

TEST_F(RescueTest, D4_LogIsWhole_NothingIsRescuedAndNoTermBegins) {
  Stop();
  EXPECT_EQ(CodeOf(Rescue().status()), "log_is_whole");
  Start();
  EXPECT_EQ(Status()->term(), 1u);
  EXPECT_FALSE(fs::exists(log::SalvagingFile(folder_ + "/hub.db")));
}

TEST_F(RescueTest, D4_AnyPageIsGarbage_HubStartsOrSaysThatOnlyABackupHelps) {
  Stop();
  const std::string sound = Bytes();
  const size_t pages = sound.size() / kPage;
  size_t shown = 0, rescued = 0;
  for (size_t page = 0; page < pages; ++page) {
    SCOPED_TRACE(page);
    std::string bytes = sound;
    bytes.replace(page * kPage, kPage, std::string(kPage, '\xa5'));
    Write(bytes);
    HubOptions options;
    options.folder = folder_;
    options.clock = &clock_;
    {
      const auto hub = Hub::Open(options);
      if (hub.ok()) {
        ++shown;
      } else {
        EXPECT_EQ(CodeOf(hub.status()), "nothing_to_rescue");
      }
    }
    const auto made = Rescue();
    if (made.ok()) {
      ++rescued;
      EXPECT_TRUE(fs::exists(made->kept_as));
      const auto hub = Hub::Open(options);
      ASSERT_TRUE(hub.ok()) << hub.status();
      EXPECT_TRUE((*hub)->damage().ok());
    } else {
      EXPECT_THAT(CodeOf(made.status()), testing::AnyOf("nothing_to_rescue", "log_is_whole"));
      EXPECT_TRUE(Bytes() == bytes);
    }
    fs::remove(folder_ + "/hub.db-wal");
  }
  EXPECT_GE(shown, pages - 3) << "of " << pages;
  EXPECT_GE(rescued, 1u);
}

TEST_F(RescueTest, D4_TablesAreNotThoseOfTheProgram_IsDamageAndNotAnInternalError) {
  Stop();
  { SQLite::Database(folder_ + "/hub.db", SQLite::OPEN_READWRITE).exec("DROP TABLE secrets"); }
  Start();
  EXPECT_EQ(CodeOf(hub_->damage()), "hub_damaged");
  Stop();
  ASSERT_TRUE(Rescue().ok());
  Start();
  EXPECT_EQ(Status()->term(), 2u);
}

}  // namespace
}  // namespace gom::hub
