// The contract of LogStore, for every engine.
#include "common/log/log_store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>

#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "tests/common/log/temp_folder.h"

namespace gom::log {
namespace {

// One engine under test: opens its log again and again, and can spoil what is stored.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual LogStore& log() = 0;
  virtual LogStore& other_log() = 0;  // another log of the same store
  virtual void Reopen() = 0;
  virtual void Spoil(uint64_t index, const std::string& column) = 0;
  virtual void Lose(uint64_t index) = 0;
};

class SqliteEngine : public Engine {
 public:
  SqliteEngine() { Reopen(); }
  LogStore& log() override { return *log_; }
  LogStore& other_log() override { return *other_; }
  void Reopen() override {
    log_.reset();
    other_.reset();
    db_.reset();
    DatabaseOptions options;
    options.application_id = 1;
    options.migrations = {kRecordTableSql};
    auto db = Database::Open(folder_ / "log.db", options);
    ASSERT_TRUE(db.ok()) << db.status();
    db_ = *std::move(db);
    log_ = OpenSqliteLog(*db_, 1);
    other_ = OpenSqliteLog(*db_, 2);
  }
  void Spoil(uint64_t index, const std::string& column) override {
    SQLite::Statement s(db_->connection(),
                        "UPDATE record SET " + column + " = x'6261' WHERE key = ?");
    s.bind(1, (int64_t{1} << 40) + static_cast<int64_t>(index));
    ASSERT_EQ(s.exec(), 1);
  }
  void Lose(uint64_t index) override {
    SQLite::Statement s(db_->connection(), "DELETE FROM record WHERE key = ?");
    s.bind(1, (int64_t{1} << 40) + static_cast<int64_t>(index));
    ASSERT_EQ(s.exec(), 1);
  }
  Database& db() { return *db_; }

 private:
  TempFolder folder_;
  std::unique_ptr<Database> db_;
  std::unique_ptr<LogStore> log_, other_;
};

using MakeEngine = std::function<std::unique_ptr<Engine>()>;

class LogStoreTest : public ::testing::TestWithParam<MakeEngine> {
 protected:
  LogStoreTest() : engine_(GetParam()()) {}
  LogStore& log() { return engine_->log(); }
  Position Tail() {
    const auto tail = log().Tail();
    EXPECT_TRUE(tail.ok()) << tail.status();
    return tail.ok() ? *tail : Position();
  }
  Position Add(const std::vector<NewRecord>& records) {
    const auto end = log().Append(Tail(), records);
    EXPECT_TRUE(end.ok()) << end.status();
    return end.ok() ? *end : Position();
  }
  std::vector<Record> ReadFrom(uint64_t from) {
    std::vector<Record> records;
    EXPECT_TRUE(log()
                    .Read(from,
                          [&](const Record& r) {
                            records.push_back(r);
                            return true;
                          })
                    .ok());
    return records;
  }
  std::unique_ptr<Engine> engine_;
};

TEST_P(LogStoreTest, Empty_EndsAtZero) {
  EXPECT_EQ(Tail(), Position());
  EXPECT_TRUE(ReadFrom(1).empty());
  EXPECT_TRUE(ReadFrom(0).empty());
}

TEST_P(LogStoreTest, Appended_IsThereAfterReopenWithItsChain) {
  const Position end =
      Add({{"one", "words"}, {"two", ""}, {std::string("\0x", 2), std::string(5000, 'q')}});
  engine_->Reopen();
  EXPECT_EQ(Tail(), end);
  const std::vector<Record> records = ReadFrom(1);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].text, "words");
  EXPECT_EQ(records[2].main, std::string("\0x", 2));
  EXPECT_EQ(records[0].digest, Next(Digest{}, "one"));
  EXPECT_EQ(records[1].digest, Next(records[0].digest, "two"));
  EXPECT_EQ(records[2].digest, end.digest);
  EXPECT_EQ(ReadFrom(3).size(), 1u);
  EXPECT_TRUE(ReadFrom(4).empty());
  EXPECT_TRUE(ReadFrom(9).empty());
}

TEST_P(LogStoreTest, Append_AnswersTheDigestOfEachRecord) {
  std::vector<Digest> digests;
  const std::vector<NewRecord> records = {{"one", ""}, {"two", ""}};
  ASSERT_TRUE(log().Append({}, records, &digests).ok());
  ASSERT_EQ(digests.size(), 2u);
  EXPECT_EQ(digests[0], ReadFrom(1)[0].digest);
  EXPECT_EQ(digests[1], Tail().digest);
}

TEST_P(LogStoreTest, WrongAfter_IsAbortedAndNothingIsWritten) {
  const Position end = Add({{"one", ""}});
  const std::vector<NewRecord> more = {{"two", ""}};
  Position other_digest = end;
  other_digest.digest[0] ^= 1;
  for (const Position& after : {Position(), Position{2, end.digest}, other_digest}) {
    EXPECT_EQ(log().Append(after, more).status().code(), absl::StatusCode::kAborted);
  }
  EXPECT_EQ(Tail(), end);
}

TEST_P(LogStoreTest, OtherLog_IsNotTouched) {
  Add({{"one", ""}});
  EXPECT_EQ(*engine_->other_log().Tail(), Position());
  const std::vector<NewRecord> records = {{"its own", ""}};
  ASSERT_TRUE(engine_->other_log().Append({}, records).ok());
  EXPECT_EQ(ReadFrom(1).size(), 1u);
}

TEST_P(LogStoreTest, Read_StopsWhenToldAndMayUseTheLogMeanwhile) {
  Add({{"one", ""}, {"two", ""}, {"three", ""}});
  int seen = 0;
  ASSERT_TRUE(log()
                  .Read(1,
                        [&](const Record& r) {
                          EXPECT_EQ(Tail().index, 3u);
                          const std::vector<uint64_t> one = {r.index};
                          EXPECT_TRUE(log()
                                          .ReadSome(one,
                                                    [&](const Record& same) {
                                                      EXPECT_EQ(same.main, r.main);
                                                      return true;
                                                    })
                                          .ok());
                          return ++seen < 2;
                        })
                  .ok());
  EXPECT_EQ(seen, 2);
}

TEST_P(LogStoreTest, ReadSome_LeavesOutWhatIsNotThere) {
  Add({{"one", ""}, {"two", ""}, {"three", ""}, {"four", ""}});
  std::vector<uint64_t> seen;
  const std::vector<uint64_t> wanted = {0, 1, 3, 4, 7};
  ASSERT_TRUE(log()
                  .ReadSome(wanted,
                            [&](const Record& r) {
                              seen.push_back(r.index);
                              return true;
                            })
                  .ok());
  EXPECT_EQ(seen, (std::vector<uint64_t>{1, 3, 4}));
}

TEST_P(LogStoreTest, A9_TamperedRecord_IsDataLossThereAndOthersAreReadable) {
  Add({{"one", ""}, {"two", ""}, {"three", ""}});
  engine_->Spoil(2, "main");
  std::vector<uint64_t> seen;
  EXPECT_EQ(log()
                .Read(1,
                      [&](const Record& r) {
                        seen.push_back(r.index);
                        return true;
                      })
                .code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(seen, std::vector<uint64_t>{1});
  const std::vector<uint64_t> two = {2}, three = {3};
  EXPECT_EQ(log().ReadSome(two, [](const Record&) { return true; }).code(),
            absl::StatusCode::kDataLoss);
  EXPECT_TRUE(log().ReadSome(three, [](const Record&) { return true; }).ok());
}

TEST_P(LogStoreTest, D14_TamperedDigest_BreaksTheChain) {
  Add({{"one", ""}, {"two", ""}});
  engine_->Spoil(1, "digest");
  EXPECT_EQ(log().Read(1, [](const Record&) { return true; }).code(), absl::StatusCode::kDataLoss);
}

TEST_P(LogStoreTest, MissingRecord_IsDataLoss) {
  Add({{"one", ""}, {"two", ""}, {"three", ""}});
  engine_->Lose(2);
  EXPECT_EQ(log().Read(1, [](const Record&) { return true; }).code(), absl::StatusCode::kDataLoss);
}

TEST_P(LogStoreTest, Redacted_LosesTheTextAndKeepsTheChain) {
  const Position end = Add({{"one", "a name"}, {"two", "another"}});
  ASSERT_TRUE(log().Redact(1).ok());
  const std::vector<Record> records = ReadFrom(1);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].text, "");
  EXPECT_EQ(records[0].main, "one");
  EXPECT_EQ(records[1].text, "another");
  EXPECT_EQ(Tail(), end);
  EXPECT_EQ(log().Redact(3).code(), absl::StatusCode::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, LogStoreTest, ::testing::Values(MakeEngine([] {
                           return std::make_unique<SqliteEngine>();
                         })));

TEST(SqliteLogTest, OuterTransactionDropped_AppendIsGone) {
  SqliteEngine engine;
  const std::vector<NewRecord> records = {{"one", ""}};
  {
    Transaction transaction(engine.db());
    ASSERT_TRUE(engine.log().Append({}, records).ok());
  }
  EXPECT_EQ(*engine.log().Tail(), Position());
  EXPECT_TRUE(engine.log().Append({}, records).ok());
}

TEST(SqliteLogTest, D2_DiskFull_NothingIsWrittenAndTheLogGoesOn) {
  SqliteEngine engine;
  const std::vector<NewRecord> small = {{"one", ""}};
  const auto end = engine.log().Append({}, small);
  ASSERT_TRUE(end.ok());
  ASSERT_TRUE(
      engine.db().Run([&] { engine.db().connection().exec("PRAGMA max_page_count = 5"); }).ok());
  const std::vector<NewRecord> large = {{"two", ""}, {std::string(100'000, 'x'), ""}};
  EXPECT_EQ(engine.log().Append(*end, large).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(*engine.log().Tail(), *end);
  ASSERT_TRUE(
      engine.db().Run([&] { engine.db().connection().exec("PRAGMA max_page_count = 1000"); }).ok());
  EXPECT_TRUE(engine.log().Append(*end, large).ok());
}

TEST(ChainTest, KnownDigests) {
  EXPECT_EQ(Hex(ToBytes(Sha256("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Short(Sha256("abc")), 0xba7816bf8f01cfeaULL);
  EXPECT_EQ(Next(Digest{}, "abc"), Sha256(std::string(32, '\0') + ToBytes(Sha256("abc"))));
  EXPECT_EQ(FromBytes("short"), Digest{});
  EXPECT_EQ(FromProto(ToProto({7, Sha256("x")}, 3)), (Position{7, Sha256("x")}));
}

}  // namespace
}  // namespace gom::log
