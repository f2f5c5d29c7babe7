// A backup and a hub out of it; what is refused; and a restore that is cut off anywhere.
#include "hub/service/backup.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

namespace fs = std::filesystem;

class BackupTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    device_ = EnrollDevice("S1");
    ASSERT_TRUE(device_->Send({{.total = 10, .met = 9}}).ok());
    file_ = top_ + "/gom.backup";
  }

  absl::StatusOr<v1::BackupResponse> BackUpTo(const std::string& path) {
    v1::BackupRequest request;
    request.set_path(path);
    return Admin(&v1::AdminService::Stub::Backup, request);
  }
  RestoreOptions Into(const std::string& folder) {
    RestoreOptions options;
    options.folder = folder;
    options.file = file_;
    options.clock = &clock_;
    return options;
  }
  v1::HubStatus Status() {
    return *Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
  }
  void Reconnect() {
    device_->stub = v1::SyncService::NewStub(Channel(device_->key_pem, device_->certificate_pem));
  }
  std::vector<std::string> Beside(const std::string& part) {
    std::vector<std::string> found;
    for (const auto& file : fs::directory_iterator(folder_)) {
      const std::string name = file.path().filename();
      if (name.find(part) != std::string::npos) found.push_back(name);
    }
    return found;
  }
  void Revoke(uint32_t number) {
    v1::RevokeDeviceRequest revoke;
    revoke.set_device(number);
    ASSERT_TRUE(Admin(&v1::AdminService::Stub::RevokeDevice, revoke).ok());
  }

  std::unique_ptr<TestDevice> device_;
  std::string file_;
};

TEST_F(BackupTest, IntoAnEmptyFolder_TheHubIsWholeAgainWithItsKeys) {
  const auto made = BackUpTo(file_);
  ASSERT_TRUE(made.ok()) << text::Sentence(text::Language::kEnglish, made.status());
  EXPECT_EQ(made->position().index(), Status().position().index());
  EXPECT_EQ(made->at(), kNowMs);
  EXPECT_EQ(made->bytes(), static_cast<int64_t>(fs::file_size(file_)));
  struct stat facts {};
  ASSERT_EQ(stat(file_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  Stop();
  fs::rename(folder_, top_ + "/lost");
  const auto restored = RestoreHub(Into(folder_));
  ASSERT_TRUE(restored.ok()) << text::Sentence(text::Language::kEnglish, restored.status());
  EXPECT_EQ(restored->facts.position.index, made->position().index());
  EXPECT_EQ(restored->facts.made_at, kNowMs);
  Start();
  Reconnect();
  EXPECT_EQ(Status().term(), 2u);
  EXPECT_EQ(hub_->put_back()->why(), v1::TermBegun::WHY_RESTORED);
  EXPECT_EQ(hub_->put_back()->backup_at(), kNowMs);
  // The same CA: the device needs nothing new, and its next number arrives.
  auto sent = device_->Send({{.total = 10, .met = 10, .parent = 1}});
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(Progress()->indicators(0).headline().value().numerator(), 10);
  EXPECT_EQ(Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest())->problems_en_size(), 0);
}

TEST_F(BackupTest, D3_OlderBackupIsNeverTouchedAndAFailedOneLeavesNothing) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  const std::string older = *platform::ReadFile(file_);
  ASSERT_TRUE(device_->Send({{.total = 10, .met = 8, .parent = 1}}).ok());
  EXPECT_EQ(CodeOf(BackUpTo(file_).status()), "backup_exists");
  EXPECT_EQ(CodeOf(BackUpTo("relative.backup").status()), "path_not_absolute");
  EXPECT_FALSE(BackUpTo(top_ + "/no/such/folder/x.backup").ok());
  const auto before = std::distance(fs::directory_iterator(top_), fs::directory_iterator());
  fs::create_directory(top_ + "/taken.backup.making");
  std::ofstream(top_ + "/taken.backup.making/x") << "in the way";
  EXPECT_FALSE(BackUpTo(top_ + "/taken.backup").ok());
  fs::remove_all(top_ + "/taken.backup.making");
  EXPECT_EQ(std::distance(fs::directory_iterator(top_), fs::directory_iterator()), before);
  EXPECT_TRUE(*platform::ReadFile(file_) == older);
}

TEST_F(BackupTest, D3_HubWithoutItsKeys_GivesNoBackupAndSaysWhichFileIsMissing) {
  for (const char* name : {"ca.key", "ca.pem"}) {
    SCOPED_TRACE(name);
    fs::rename(folder_ + "/" + name, top_ + "/kept");
    const auto made = BackUpTo(file_);
    EXPECT_EQ(CodeOf(made.status()), "backup_lacks_key");
    EXPECT_THAT(text::Sentence(text::Language::kVietnamese, made.status()),
                testing::HasSubstr(folder_ + "/" + name));
    EXPECT_FALSE(fs::exists(file_));
    EXPECT_FALSE(fs::exists(file_ + ".making"));
    fs::rename(top_ + "/kept", folder_ + "/" + name);
  }
  EXPECT_TRUE(BackUpTo(file_).ok());
}

TEST_F(BackupTest, D3_TwoBackupsAtOnceToOneName_OneIsMadeWhole) {
  std::vector<absl::Status> said(8);
  std::vector<std::thread> threads;
  for (absl::Status& each : said) {
    threads.emplace_back([&each, this] {
      v1::BackupRequest request;
      request.set_path(file_);
      each = BackUp(*hub_, request).status();
    });
  }
  for (std::thread& thread : threads) thread.join();
  int made = 0;
  for (const absl::Status& each : said) {
    made += each.ok() ? 1 : 0;
    if (!each.ok()) {
      EXPECT_THAT(CodeOf(each), testing::AnyOf("backup_busy", "backup_exists"));
    }
  }
  EXPECT_EQ(made, 1);
  EXPECT_FALSE(fs::exists(file_ + ".making"));
  Stop();
  fs::rename(folder_, top_ + "/lost");
  EXPECT_TRUE(RestoreHub(Into(folder_)).ok());
}

TEST_F(BackupTest, BackupIsBeingMade_AnotherIsToldToWait) {
  hub_->backing_up() = true;
  EXPECT_EQ(CodeOf(BackUpTo(file_).status()), "backup_busy");
  hub_->backing_up() = false;
  EXPECT_TRUE(BackUpTo(file_).ok());
  EXPECT_TRUE(BackUpTo(top_ + "/second.backup").ok());
}

TEST_F(BackupTest, D5_RatchetIsDamaged_RestoreTakesTheBackupsCopyAndSaysSo) {
  Revoke(device_->number);
  ASSERT_TRUE(BackUpTo(file_).ok());
  auto lost = EnrollDevice("S2");
  ASSERT_TRUE(lost->Send({{.total = 5, .met = 5}}).ok());
  Revoke(lost->number);
  Stop();
  std::ofstream(folder_ + "/ratchet") << "gom-ratchet 1\nterm 1\nrev\xff\xfe";
  const auto restored = RestoreHub(Into(folder_));
  ASSERT_TRUE(restored.ok()) << restored.status();
  ASSERT_EQ(Beside("ratchet.damaged-").size(), 1u);
  EXPECT_EQ(restored->damaged_ratchet, folder_ + "/" + Beside("ratchet.damaged-")[0]);
  Start();
  EXPECT_EQ(Status().term(), 2u);
  EXPECT_EQ(hub_->damaged_ratchet(), "") << "said once, by the restore";
  Reconnect();
  EXPECT_EQ(CodeOf(device_->Send({}).status()), "device_revoked");
}

TEST_F(BackupTest, D5_RatchetIsDamaged_HubStartsInANewTermAndSaysSo) {
  Revoke(device_->number);
  Stop();
  std::ofstream(folder_ + "/ratchet") << "\xff\xfe";
  Start();
  ASSERT_EQ(Beside("ratchet.damaged-").size(), 1u);
  EXPECT_EQ(hub_->damaged_ratchet(), folder_ + "/" + Beside("ratchet.damaged-")[0]);
  EXPECT_EQ(Status().term(), 2u);
  EXPECT_TRUE(hub_->ratchet().revoked.contains(device_->number)) << "the log knows it";
  Stop();
  Start();
  EXPECT_EQ(Status().term(), 2u);
  EXPECT_EQ(hub_->damaged_ratchet(), "");
}

TEST_F(BackupTest, D5_RatchetCannotBeWritten_RevocationIsNotedAndKeptByTheNextCall) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  auto lost = EnrollDevice("S2");
  ASSERT_TRUE(hub_->KeepRatchet().ok());
  TakeWarnings();
  fs::create_directory(folder_ + "/ratchet.new");
  std::ofstream(folder_ + "/ratchet.new/x") << "in the way";
  Revoke(lost->number);
  EXPECT_THAT(TakeWarnings(), testing::Contains("ratchet_not_kept"));
  EXPECT_FALSE(hub_->ratchet().revoked.contains(lost->number)) << "not before it is durable";
  EXPECT_FALSE(ReadRatchet(folder_)->revoked.contains(lost->number));
  fs::remove_all(folder_ + "/ratchet.new");
  Status();
  EXPECT_TRUE(ReadRatchet(folder_)->revoked.contains(lost->number));
}

TEST_F(BackupTest, D5_OlderBackupPutBack_TermRisesRevocationsHoldAndTheOldLogIsKept) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  auto lost = EnrollDevice("S2");
  ASSERT_TRUE(lost->Send({{.total = 5, .met = 5}}).ok());
  Revoke(lost->number);
  Revoke(device_->number);
  const uint64_t highest = Status().position().index();
  Stop();
  clock_.Advance(absl::Hours(24));
  ASSERT_TRUE(RestoreHub(Into(folder_)).ok());
  EXPECT_EQ(Beside("before-restore").size(), 1u);
  EXPECT_TRUE(Beside("restoring").empty());
  Start();
  Reconnect();
  EXPECT_EQ(Status().term(), 2u);
  EXPECT_GE(hub_->put_back()->highest_index(), highest);
  // Known to this log, and not: both stay revoked.
  lost->stub = v1::SyncService::NewStub(Channel(lost->key_pem, lost->certificate_pem));
  EXPECT_EQ(CodeOf(device_->Send({}).status()), "device_revoked");
  EXPECT_EQ(CodeOf(lost->Send({}).status()), "device_revoked");
  // Only once: the next start is an ordinary one.
  Stop();
  Start();
  EXPECT_EQ(Status().term(), 2u);
  EXPECT_FALSE(hub_->put_back().has_value());
}

TEST_F(BackupTest, D5_LogPutBackByHand_HubBeginsANewTermByItself) {
  Stop();
  fs::copy(folder_ + "/hub.db", top_ + "/hub.db");
  Start();
  Reconnect();
  ASSERT_TRUE(device_->Send({{.total = 10, .met = 8, .parent = 1}}).ok());
  Stop();
  fs::copy(top_ + "/hub.db", folder_ + "/hub.db", fs::copy_options::overwrite_existing);
  Start();
  EXPECT_EQ(Status().term(), 2u);
  ASSERT_TRUE(hub_->put_back().has_value());
  EXPECT_EQ(hub_->put_back()->backup_at(), 0);
}

TEST_F(BackupTest, D6_TruncatedAlteredOrForeignFile_IsRefusedAndTheHubIsAsItWas) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  Stop();
  const std::string whole = [&] {
    std::ifstream in(file_, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  const auto refused = [&](const std::string& bytes) {
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
    const auto restored = RestoreHub(Into(folder_));
    return restored.ok() ? std::string() : CodeOf(restored.status());
  };
  EXPECT_EQ(refused(whole.substr(0, whole.size() - 4096)), "backup_damaged");
  EXPECT_EQ(refused(whole.substr(0, whole.size() / 2)), "backup_damaged");
  EXPECT_EQ(refused(whole.substr(0, 100)), "backup_damaged");
  std::string altered = whole;
  const size_t name = altered.find("Xã Thử");
  ASSERT_NE(name, std::string::npos);
  altered[name] = 'Y';
  EXPECT_EQ(refused(altered), "backup_damaged");
  EXPECT_EQ(refused(""), "not_a_backup");
  EXPECT_NE(refused("no database at all, just some words"), "");
  // A plain hub.db is no backup: it has no keys with it.
  std::ifstream log(folder_ + "/hub.db", std::ios::binary);
  EXPECT_EQ(refused(std::string(std::istreambuf_iterator<char>(log), {})), "not_a_backup");
  EXPECT_EQ(refused(whole), "");
}

TEST_F(BackupTest, D6_BackupOfAnotherHub_IsRefused) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  Stop();
  const std::string other = top_ + "/other";
  InitOptions init;
  init.folder = other;
  init.name = "Xã Khác";
  init.clock = &clock_;
  ASSERT_TRUE(InitHub(init).ok());
  EXPECT_EQ(CodeOf(RestoreHub(Into(other)).status()), "other_hub");
  ASSERT_TRUE(Hub::Open({.folder = other, .clock = &clock_}).ok());
}

TEST_F(BackupTest, D6_BackupWithoutKeysIntoAFolderThatHasNone_IsRefused) {
  BackupFacts facts;
  facts.hub = hub_->authority().hub_id();
  facts.term = 1;
  ASSERT_TRUE(CopyLog(folder_, file_).ok());
  ASSERT_TRUE(SealBackup(file_, facts, {}).ok());
  Stop();
  EXPECT_EQ(CodeOf(RestoreHub(Into(top_ + "/new")).status()), "backup_without_keys");
  EXPECT_FALSE(fs::exists(top_ + "/new/hub.db"));
  EXPECT_TRUE(RestoreHub(Into(folder_)).ok()) << "its own are there";
}

TEST_F(BackupTest, D6_BackupOfANewerProgram_IsRefusedInOneSentence) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  Stop();
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  EXPECT_EQ(CodeOf(RestoreHub(Into(folder_)).status()), "backup_newer");
}

TEST_F(BackupTest, HubIsRunning_RestoreIsRefused) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  EXPECT_EQ(CodeOf(RestoreHub(Into(folder_)).status()), "data_folder_in_use");
}

TEST_F(BackupTest, CutOffBeforeAnyStep_TheFolderHoldsTheOldHubOrTheBackupsAndASecondTryWorks) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  const uint64_t backup = Status().position().index();
  ASSERT_TRUE(device_->Send({{.total = 10, .met = 8, .parent = 1}}).ok());
  uint64_t old = Status().position().index();
  Stop();
  for (const char* cut : {"check", "keys", "ratchet", "fold", "keep", "switch"}) {
    SCOPED_TRACE(cut);
    RestoreOptions options = Into(folder_);
    options.before = [&](std::string_view step) {
      return step == cut ? absl::AbortedError("power cut") : absl::OkStatus();
    };
    EXPECT_TRUE(absl::IsAborted(RestoreHub(options).status()));
    auto hub = Hub::Open({.folder = folder_, .clock = &clock_});
    ASSERT_TRUE(hub.ok()) << hub.status();
    const uint64_t now = (*hub)->ReadState([](const State& s) { return s.position.index; });
    EXPECT_GE(now, old) << "the old log, with a record for each term begun";
    old = now;
  }
  ASSERT_TRUE(RestoreHub(Into(folder_)).ok());
  auto hub = Hub::Open({.folder = folder_, .clock = &clock_});
  ASSERT_TRUE(hub.ok()) << hub.status();
  EXPECT_EQ((*hub)->ReadState([](const State& s) { return s.position.index; }), backup + 1);
}

TEST_F(BackupTest, CutOffWhileMakingAHubInAnEmptyFolder_ASecondTryMakesIt) {
  ASSERT_TRUE(BackUpTo(file_).ok());
  Stop();
  fs::rename(folder_, top_ + "/lost");
  for (const char* cut : {"copy", "check", "keys", "ratchet", "fold", "keep", "switch"}) {
    SCOPED_TRACE(cut);
    RestoreOptions options = Into(folder_);
    options.before = [&](std::string_view step) {
      return step == cut ? absl::AbortedError("power cut") : absl::OkStatus();
    };
    EXPECT_TRUE(absl::IsAborted(RestoreHub(options).status()));
    EXPECT_EQ(CodeOf(Hub::Open({.folder = folder_, .clock = &clock_}).status()), "not_a_hub");
  }
  ASSERT_TRUE(RestoreHub(Into(folder_)).ok());
  EXPECT_TRUE(Hub::Open({.folder = folder_, .clock = &clock_}).ok());
}

}  // namespace
}  // namespace gom::hub
