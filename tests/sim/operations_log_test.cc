// The log itself: an append whose commit is followed by a checkpoint, an erasure; what a failed
// sync may not do; and canaries: programs that are wrong, to see that the trial says so.
#include <SQLiteCpp/SQLiteCpp.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "common/text/status_macros.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

constexpr char kFile[] = "log.db";
constexpr uint32_t kLog = 1;
constexpr uint64_t kRecords = 12;  // that are there when an operation begins
// Longer than a page, so that it lies in several.
const std::string kSecret = absl::StrCat("Nguyễn Thị Lan", std::string(6000, 's'));

std::vector<log::NewRecord> Records(uint64_t from, uint64_t count) {
  std::vector<log::NewRecord> records;
  for (uint64_t i = from; i < from + count; ++i) {
    records.push_back({absl::StrCat("record ", i, std::string(700, 'm')),
                       i == 3 ? kSecret : absl::StrCat("text ", i)});
  }
  return records;
}

class LogProgram : public Program {
 public:
  using ActOnLog = std::function<absl::Status(log::Database&, log::LogStore&)>;

  // A checkpoint follows a commit when the WAL has that many pages.
  static absl::StatusOr<std::unique_ptr<Program>> Start(CrashDisk& disk, ActOnLog act,
                                                        int checkpoint_pages) {
    std::unique_ptr<LogProgram> program(new LogProgram(disk, std::move(act)));
    log::DatabaseOptions options;
    options.application_id = 7;
    options.migrations = {log::kRecordTableSql};
    options.vfs = disk.name();
    options.wal_autocheckpoint_pages = checkpoint_pages;
    ASSIGN_OR_RETURN(program->db_, log::Database::Open(kFile, options));
    program->log_ = log::OpenSqliteLog(*program->db_, kLog);
    ASSIGN_OR_RETURN(const log::Position tail, program->log_->Tail());
    if (tail.index < kRecords) {
      const auto rest = Records(tail.index + 1, kRecords - tail.index);
      RETURN_IF_ERROR(program->log_->Append(tail, rest).status());
    }
    RETURN_IF_ERROR(program->ReadPicture());
    return std::unique_ptr<Program>(std::move(program));
  }

  absl::Status Act() override { return act_(*db_, *log_); }
  std::string Picture() override {
    ReadPicture().IgnoreError();  // a disk that cannot be read tells nothing new
    return picture_;
  }
  std::vector<std::string> Problems() override {
    // Read checks digests and gaps.
    const absl::Status read = log_->Read(1, [](const log::Record&) { return true; });
    if (!read.ok()) return {read.ToString()};
    if (Picture().find(kSecret) == std::string::npos && disk_.Holds(kSecret.substr(0, 14))) {
      return {"what was erased is still in a file"};
    }
    return {};
  }

 private:
  LogProgram(CrashDisk& disk, ActOnLog act) : disk_(disk), act_(std::move(act)) {}
  absl::Status ReadPicture() {
    std::string all;
    RETURN_IF_ERROR(log_->Read(1, [&](const log::Record& r) {
      absl::StrAppend(&all, r.index, " ", absl::BytesToHexString(log::ToBytes(r.digest)), " ",
                      r.text, "\n");
      return true;
    }));
    picture_ = std::move(all);
    return absl::OkStatus();
  }

  CrashDisk& disk_;
  const ActOnLog act_;
  std::unique_ptr<log::Database> db_;
  std::unique_ptr<log::LogStore> log_;
  std::string picture_;
};

Operation LogOperation(const LogProgram::ActOnLog& act, int checkpoint_pages = 4) {
  CrashDisk disk(1);
  {
    auto begun = LogProgram::Start(disk, act, checkpoint_pages);
    EXPECT_TRUE(begun.ok()) << begun.status();
    disk.StopNow(Stop::kKill);
  }
  return {.file = kFile, .before = disk.image(), .start = [act, checkpoint_pages](CrashDisk& d) {
            return LogProgram::Start(d, act, checkpoint_pages);
          }};
}

absl::Status AppendThree(log::Database&, log::LogStore& log) {
  ASSIGN_OR_RETURN(const log::Position tail, log.Tail());
  return log.Append(tail, Records(tail.index + 1, 3)).status();
}

Operation AppendAndCheckpoint() { return LogOperation(AppendThree); }

Operation Redact() {
  Operation redact = LogOperation([](log::Database&, log::LogStore& log) { return log.Redact(3); });
  // The text is gone from the log before it is gone from every file.
  redact.refused_may_be_done = true;
  return redact;
}

INSTANTIATE_TEST_SUITE_P(Log, Operations,
                         ::testing::Values(Named{"AppendAndCheckpoint", AppendAndCheckpoint},
                                           Named{"Redact", Redact}),
                         NameOf);

// --- a sync that failed

// Linux forgets what it could not sync. If the program then dies, what it wrote can still be read,
// and a power cut takes it away, or a part of it.
TEST(FailedSync, A17_ThenKilledAndStartedAgain_WhatIsSeenThenSurvivesAPowerCut) {
  const Operation append = LogOperation(AppendThree, /*checkpoint_pages=*/1000);
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    CrashDisk disk(seed, append.before);
    auto program = append.start(disk);
    ASSERT_TRUE(program.ok()) << program.status();
    ASSERT_TRUE((*program)->Act().ok());
    disk.Fail({.calls = {Call::kSync}, .at = 1});
    ASSERT_TRUE(absl::IsUnknown((*program)->Act()));
    disk.StopNow(Stop::kKill);
    program->reset();
    disk.Restart();

    program = append.start(disk);
    ASSERT_TRUE(program.ok()) << program.status();
    const absl::Status told = seed % 2 == 0 ? (*program)->Act() : absl::OkStatus();
    ASSERT_TRUE(told.ok()) << told;
    const std::string seen = (*program)->Picture();
    disk.StopNow(Stop::kPowerCut);
    program->reset();
    disk.PowerUp();

    program = append.start(disk);
    ASSERT_TRUE(program.ok()) << program.status();
    // What nobody knew of may come back whole.
    EXPECT_TRUE(absl::StartsWith((*program)->Picture(), seen));
    EXPECT_THAT((*program)->Problems(), ::testing::IsEmpty());
  }
}

TEST(FailedSync, A17_NothingIsWrittenUntilTheWalCanBeEmptied) {
  const Operation append = AppendAndCheckpoint();
  CrashDisk disk(1, append.before);
  auto program = append.start(disk);
  ASSERT_TRUE(program.ok()) << program.status();
  disk.Fail({.calls = {Call::kSync, Call::kTruncate}, .at = 1, .for_ever = true});
  EXPECT_TRUE(absl::IsUnknown((*program)->Act()));
  disk.ForgetCalls();
  EXPECT_TRUE(absl::IsUnavailable((*program)->Act()));
  EXPECT_EQ(disk.calls(Call::kWrite), 0);
  disk.Repair();
  EXPECT_TRUE((*program)->Act().ok());
}

// --- canaries

TEST(Canary, SynchronousNormal_IsFoundOut) {
  const Operation careless = LogOperation([](log::Database& db, log::LogStore& log) {
    RETURN_IF_ERROR(db.Run([&] {
      db.connection().exec("PRAGMA synchronous = NORMAL");
      db.connection().exec("PRAGMA wal_autocheckpoint = 1000");
    }));
    return AppendThree(db, log);
  });
  EXPECT_FALSE(TryPowerCuts(careless).wrong.empty());
}

TEST(Canary, TwoTransactions_AreFoundOut) {
  const Operation halves = LogOperation([](log::Database& db, log::LogStore& log) {
    RETURN_IF_ERROR(AppendThree(db, log));
    return AppendThree(db, log);
  });
  EXPECT_FALSE(TryPowerCuts(halves).wrong.empty());
  EXPECT_FALSE(TryErrorOnce(halves).wrong.empty());
}

TEST(Canary, RefusalThatIsNotTold_IsFoundOut) {
  const Operation liar = LogOperation([](log::Database& db, log::LogStore& log) {
    AppendThree(db, log).IgnoreError();
    return absl::OkStatus();
  });
  EXPECT_FALSE(TryErrorOnce(liar).wrong.empty());
  EXPECT_FALSE(TryQuota(liar).wrong.empty());
}

}  // namespace
}  // namespace gom::sim
