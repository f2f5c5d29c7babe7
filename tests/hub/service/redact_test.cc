// Erasure on a real hub: no file that it keeps holds the words any more, not the next backup, not
// after an older one was restored, and not after it was cut off in between.
#include "hub/service/redact.h"

#include <fstream>

#include "hub/service/backup.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

namespace fs = std::filesystem;

const std::string kAuthor = "Nguyễn Thị Lan";
// Longer than a page, so that it lies in several; no longer than a text may be.
std::string ManyWords() {
  std::string words = "0912345678 ";
  for (int i = 0; i < 1900; ++i) words += "ế";
  return words;
}

class RedactServiceTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    device_ = EnrollDevice("S1");
    ASSERT_TRUE(device_
                    ->Send({{.total = 10, .met = 9, .words = ManyWords(), .author = kAuthor},
                            {.period = 2, .total = 8, .met = 7, .author = "Thầy Nam"}})
                    .ok());
    ASSERT_TRUE(FolderHolds(kAuthor));
  }

  // Files under `folder` that hold these bytes.
  static std::vector<std::string> Holding(const std::string& folder, const std::string& bytes) {
    std::vector<std::string> found;
    for (const auto& file : fs::recursive_directory_iterator(folder)) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      if (all.find(bytes) != std::string::npos) found.push_back(file.path().filename());
    }
    return found;
  }
  bool FolderHolds(const std::string& bytes) { return !Holding(folder_, bytes).empty(); }
  void ExpectNothingLeft() {
    for (const std::string& bytes :
         {kAuthor, ManyWords().substr(0, 10), ManyWords().substr(11, 60)})
      EXPECT_THAT(Holding(folder_, bytes), testing::IsEmpty());
    EXPECT_TRUE(FolderHolds("Thầy Nam"));
  }

  v1::RedactRequest ByAuthor() {
    v1::RedactRequest request;
    request.set_unit("S1");
    request.set_author(kAuthor);
    request.set_reason("Theo đơn");
    request.set_operator_("op");
    return request;
  }
  v1::RedactRequest OfFile(const std::string& sha256) {
    v1::RedactRequest request = ByAuthor();
    request.clear_author();
    request.add_evidence(sha256);
    return request;
  }
  absl::StatusOr<v1::ExchangeResponse> ReportThatNames(const std::string& sha256) {
    v1::Change change;
    change.set_at(kNowMs / 1000);
    change.set_plan_version(1);
    change.mutable_revision()->set_form(1);
    change.mutable_revision()->set_period(2);
    change.mutable_revision()->add_parents()->set_index(2);
    change.mutable_revision()->add_evidence(sha256);
    v1::ExchangeRequest request = device_->Next({});
    *request.add_changes() = sync::Seal(change, {}, std::string(16, 's'));
    device_->end = {device_->end.index + 1,
                    log::Next(device_->end.digest, request.changes(0).main())};
    *request.mutable_my_last() = log::ToProto(device_->end);
    return device_->Exchange(request);
  }
  absl::StatusOr<v1::RedactResponse> Redact(const v1::RedactRequest& request) {
    return Admin(&v1::AdminService::Stub::Redact, request);
  }
  void BackUpTo(const std::string& path) {
    v1::BackupRequest request;
    request.set_path(path);
    const auto made = Admin(&v1::AdminService::Stub::Backup, request);
    ASSERT_TRUE(made.ok()) << made.status();
  }
  void RestoreFrom(const std::string& path) {
    Stop();
    RestoreOptions options;
    options.folder = folder_;
    options.file = path;
    options.clock = &clock_;
    const auto restored = RestoreHub(options);
    ASSERT_TRUE(restored.ok()) << restored.status();
    // The log that was replaced is kept beside; what it holds is not the question here.
    for (const auto& file : fs::directory_iterator(folder_)) {
      if (file.path().string().find("before-restore") != std::string::npos) fs::remove(file);
    }
  }
  void ExpectSound() {
    const auto verified = Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest());
    ASSERT_TRUE(verified.ok()) << verified.status();
    EXPECT_EQ(verified->problems_en_size(), 0) << verified->ShortDebugString();
    EXPECT_EQ(Progress()->indicators(0).headline().value().numerator(), 9);
  }
  std::string NoteShown() { return History("S1")->revisions(0).note(); }

  std::unique_ptr<TestDevice> device_;
};

TEST_F(RedactServiceTest, Words_AreInNoFileOfTheHubNorInALaterBackup) {
  v1::RedactRequest request = ByAuthor();
  request.set_preview(true);
  EXPECT_EQ(Redact(request)->texts(), 1u);
  EXPECT_TRUE(FolderHolds(kAuthor));
  const auto erased = Redact(ByAuthor());
  ASSERT_TRUE(erased.ok()) << erased.status();
  EXPECT_EQ(erased->texts(), 1u);
  ExpectNothingLeft();
  ExpectSound();
  EXPECT_EQ(NoteShown(), "đã xóa theo yêu cầu ngày 01/07/2026 · erased on request on 01/07/2026");
  const std::string backups = top_ + "/backups";
  fs::create_directory(backups);
  BackUpTo(backups + "/later");
  EXPECT_THAT(Holding(backups, kAuthor), testing::IsEmpty());
  EXPECT_THAT(Holding(backups, "0912345678"), testing::IsEmpty());
  EXPECT_EQ(CodeOf(Redact(ByAuthor()).status()), "nothing_to_redact");
}

TEST_F(RedactServiceTest, OlderBackupRestored_IsErasedAgainBeforeAnybodyIsServed) {
  const std::string older = top_ + "/older";
  BackUpTo(older);
  ASSERT_TRUE(Redact(ByAuthor()).ok());
  RestoreFrom(older);
  ASSERT_TRUE(FolderHolds(kAuthor));
  Start();
  ExpectNothingLeft();
  ExpectSound();
  EXPECT_THAT(NoteShown(), testing::HasSubstr("erased on request"));
  v1::ReadLogRequest log;
  log.set_limit(1);
  EXPECT_EQ(Admin(&v1::AdminService::Stub::ReadLog, log)->lines(0).kind(), "redacted");
  // The next start has nothing to do: it writes no record.
  const uint64_t end = hub_->ReadState([](const State& s) { return s.position.index; });
  Stop();
  Start();
  EXPECT_EQ(hub_->ReadState([](const State& s) { return s.position.index; }), end);
}

TEST_F(RedactServiceTest, BackupOfBeforeTheWords_ADeviceBringsThemAndTheyAreNotTaken) {
  const std::string older = top_ + "/older";
  auto late = EnrollDevice("S1");
  BackUpTo(older);
  const v1::ExchangeRequest request =
      late->Next({{.total = 10, .met = 9, .words = "0987654321", .author = "Trần Văn Bình"}});
  ASSERT_TRUE(late->Exchange(request).ok());
  v1::RedactRequest redact = ByAuthor();
  redact.set_author("Trần Văn Bình");
  ASSERT_EQ(Redact(redact)->texts(), 1u);
  RestoreFrom(older);
  Start();
  late->stub = v1::SyncService::NewStub(Channel(late->key_pem, late->certificate_pem));
  const auto sent = late->Exchange(request);
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(sent->position().index(), 1u);
  EXPECT_FALSE(FolderHolds("0987654321"));
  EXPECT_FALSE(FolderHolds("Trần Văn Bình"));
}

TEST_F(RedactServiceTest, CutOffBehindTheRecord_TheNextStartDoesTheRest) {
  ASSERT_TRUE(hub_->writer()
                  .ActAndWait<v1::RedactResponse>(
                      [&](View& view) { return DecideRedact(view, ByAuthor()); })
                  .ok());
  ASSERT_TRUE(FolderHolds(kAuthor));
  Stop();
  Start();
  ExpectNothingLeft();
  ExpectSound();
}

TEST_F(RedactServiceTest, WhileABackupIsMade_ItIsToldToWaitAndNothingIsDone) {
  hub_->backing_up() = true;
  EXPECT_EQ(CodeOf(Redact(ByAuthor()).status()), "backup_busy");
  hub_->backing_up() = false;
  EXPECT_TRUE(FolderHolds(kAuthor));
  EXPECT_TRUE(Redact(ByAuthor()).ok());
}

TEST_F(RedactServiceTest, FileThatCannotBeRemoved_IsNotCalledErasedUntilItIs) {
  const std::string sha256 = log::ToBytes(log::Sha256("photo"));
  ASSERT_TRUE(ReportThatNames(sha256).ok());
  // Neither a file nor empty, so that removing it fails.
  const std::string path = folder_ + "/evidence/" + log::Hex(sha256);
  fs::create_directories(path + "/in the way");
  EXPECT_FALSE(Redact(OfFile(sha256)).ok());
  EXPECT_TRUE(hub_->erasing());
  EXPECT_FALSE(Redact(OfFile(sha256)).ok()) << "asked again, and still there";
  // The same behind a call of somebody else, which is not hindered.
  EXPECT_TRUE(device_->Send({{.total = 1, .met = 1}}).ok());
  TakeWarnings();
  ResumeErasing(*hub_);
  EXPECT_THAT(TakeWarnings(), testing::Contains("not_erased_yet"));
  fs::remove_all(path);
  std::ofstream(path) << "photo";
  ResumeErasing(*hub_);
  EXPECT_FALSE(hub_->erasing());
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(Redact(ByAuthor()).ok());
  ExpectNothingLeft();
}

TEST_F(RedactServiceTest, TextsWhoseEndFailed_AreErasedBeforeAskingAgainSaysThatNothingIsLeft) {
  // The record is there, and the file's old pages are: as where the log was being read.
  ASSERT_TRUE(hub_->writer()
                  .ActAndWait<v1::RedactResponse>(
                      [&](View& view) { return DecideRedact(view, ByAuthor()); })
                  .ok());
  hub_->erasing() = true;
  v1::RedactRequest preview = ByAuthor();
  preview.set_preview(true);
  EXPECT_EQ(CodeOf(Redact(preview).status()), "nothing_to_redact");
  ExpectNothingLeft();
  EXPECT_FALSE(hub_->erasing());
}

TEST_F(RedactServiceTest, EvidenceFile_IsRemovedAndNeitherAskedForNorTakenAgain) {
  const std::string sha256 = log::ToBytes(log::Sha256("photo"));
  const auto told = ReportThatNames(sha256);
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_EQ(told->evidence_wanted_size(), 1);
  v1::PutEvidenceRequest part;
  part.set_sha256(sha256);
  part.set_size(5);
  part.set_piece("pho");
  const auto put = [&] {
    return CallHub(*device_->stub, &v1::SyncService::Stub::PutEvidence, part);
  };
  ASSERT_EQ(put()->have(), 3u);
  const std::string path = folder_ + "/evidence/" + log::Hex(sha256);
  ASSERT_TRUE(fs::exists(path + ".part"));
  for (const char* ending : {"", ".damaged"}) std::ofstream(path + ending) << "photo";
  EXPECT_EQ(Redact(OfFile(sha256))->files(), 1u);
  EXPECT_TRUE(fs::is_empty(folder_ + "/evidence"));
  EXPECT_EQ(Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest())->evidence_missing(),
            0u);
  EXPECT_EQ(CodeOf(put().status()), "evidence_not_named");
  EXPECT_EQ(device_->Send({{.total = 1, .met = 1}})->evidence_wanted_size(), 0);
}

}  // namespace
}  // namespace gom::hub
