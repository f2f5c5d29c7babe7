#include "hub/writer/writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>

#include "common/log/reader.h"
#include "common/log/words.h"
#include "common/text/message.h"
#include "hub/state/apply.h"
#include "hub/writer/answer.h"
#include "hub/writer/verify.h"
#include "tests/common/log/temp_folder.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

// A store that can be told to fail, to lie about its outcome, and to wait.
class TrickyStore : public HubStore {
 public:
  explicit TrickyStore(HubStore& inner) : inner_(inner) {}
  absl::StatusOr<log::Position> Tail() override { return inner_.Tail(); }
  absl::StatusOr<log::Position> Append(const log::Position& after,
                                       absl::Span<const log::NewRecord> records,
                                       absl::Span<const Secret> secrets,
                                       std::vector<log::Digest>* digests) override {
    if (gate != nullptr) {
      entered.Notify();
      gate->WaitForNotification();
      gate = nullptr;
    }
    if (!fail.ok()) return std::exchange(fail, absl::OkStatus());
    auto end = inner_.Append(after, records, secrets, digests);
    if (!unknown.ok() && end.ok()) return std::exchange(unknown, absl::OkStatus());
    return end;
  }
  absl::Status Read(uint64_t from, absl::FunctionRef<bool(const log::Record&)> each) override {
    if (on_read) on_read();
    return inner_.Read(from, each);
  }
  absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                        absl::FunctionRef<bool(const log::Record&)> each) override {
    if (!unread.ok()) return std::exchange(unread, absl::OkStatus());
    return inner_.ReadSome(indexes, each);
  }
  absl::Status Erase(absl::Span<const uint64_t> indexes) override { return inner_.Erase(indexes); }
  int64_t Bytes() override { return inner_.Bytes(); }
  std::optional<std::string> FindSecret(std::string_view kind, std::string_view name) override {
    return inner_.FindSecret(kind, name);
  }

  absl::Status fail;     // the next Append fails with this and writes nothing
  absl::Status unknown;  // the next Append writes and answers this
  absl::Status unread;   // the next ReadSome fails with this
  platform::Notification* gate = nullptr;
  platform::Notification entered;
  std::function<void()> on_read;  // before each Read

 private:
  HubStore& inner_;
};

class WriterTest : public ::testing::Test {
 protected:
  WriterTest() {
    auto store = OpenSqliteHubStore(folder_.path());
    EXPECT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    tricky_ = std::make_unique<TrickyStore>(*store_);
    Begin();
    Do([](View& v) { return DecideCreateHub(v, std::string(16, 'H'), "Xã Tân Kỳ"); });
    v1::ApplyPlanRequest plan;
    plan.set_textproto(SmallPlan());
    EXPECT_TRUE(
        writer_->ActAndWait<v1::ApplyPlanResponse>([&](View& v) { return DecidePlan(v, plan); })
            .ok());
    v1::ImportUnitsRequest roster;
    *roster.add_units() = HubWorld::Row("TH01");
    EXPECT_TRUE(
        writer_
            ->ActAndWait<v1::ImportUnitsResponse>([&](View& v) { return DecideUnits(v, roster); })
            .ok());
    writer_->ReadState([&](const State& s) { plan_ = s.plan; });
  }
  ~WriterTest() override { writer_.reset(); }

  void Begin(const WriterOptions& options = {}) {
    writer_.reset();
    auto writer = Writer::Start(*tricky_, clock_, random_, options);
    ASSERT_TRUE(writer.ok()) << writer.status();
    writer_ = *std::move(writer);
  }
  // What opening the log says, after a record that asks for this reader.
  absl::Status StartAfterRecordFor(uint32_t reader) {
    writer_.reset();
    v1::Event event;
    event.set_least_reader(reader);
    const log::NewRecord record{.main = event.SerializeAsString(), .text = ""};
    EXPECT_TRUE(store_->Append(*store_->Tail(), {&record, 1}, {}, nullptr).ok());
    return Writer::Start(*tricky_, clock_, random_, {}).status();
  }
  void Do(const std::function<absl::Status(View&)>& decide) {
    const absl::Status status = writer_->ActAndWait(decide);
    EXPECT_TRUE(status.ok()) << status;
  }
  std::unique_ptr<FakeDevice> Enroll(uint32_t number) {
    const std::string slip = absl::StrCat("S", number);
    Do([&](View& v) {
      return DecideSlip(
          v, {.unit = "TH01", .slip = slip, .secret_hash = "hash", .expires_at = v.now_ms() + 10});
    });
    EnrollCommand command;
    command.slip = slip;
    command.device = number;
    command.certificate_sha256 = command.public_key_sha256 = absl::StrCat("key ", number);
    EXPECT_TRUE(
        writer_->ActAndWait<EnrollAnswer>([&](View& v) { return DecideEnroll(v, command); }).ok());
    auto device = std::make_unique<FakeDevice>();
    device->number = number;
    device->stream = log::ToBytes(log::Sha256(slip)).substr(0, 16);
    device->plan = plan_.get();
    return device;
  }
  std::future<absl::StatusOr<ExchangeAnswer>> Send(const FakeDevice& device,
                                                   const v1::ExchangeRequest& request) {
    auto promise = std::make_shared<std::promise<absl::StatusOr<ExchangeAnswer>>>();
    writer_->Exchange(device.number, std::make_shared<const v1::ExchangeRequest>(request),
                      [promise](absl::StatusOr<ExchangeAnswer> answer) {
                        promise->set_value(std::move(answer));
                      });
    return promise->get_future();
  }
  log::Digest Digest() {
    log::Digest digest;
    writer_->ReadState([&](const State& s) { digest = StateDigest(s); });
    return digest;
  }
  uint64_t Received() {
    uint64_t received = 0;
    writer_->ReadState([&](const State& s) { received = s.counters.received; });
    return received;
  }
  std::vector<std::string> Problems() {
    const auto report = Verify(writer_->core());
    EXPECT_TRUE(report.ok()) << report.status();
    std::vector<std::string> problems;
    for (const v1::Error& e : report->problems)
      problems.push_back(absl::StrCat(e.code(), ": ", e.en()));
    return problems;
  }

  TempFolder folder_;
  platform::ManualWallClock clock_{1'790'000'000'000};
  platform::SeededRandom random_{7};
  std::unique_ptr<HubStore> store_;
  std::unique_ptr<TrickyStore> tricky_;
  std::unique_ptr<Writer> writer_;
  std::shared_ptr<const plan::Plan> plan_;
};

TEST_F(WriterTest, RecordForNewerReadersAlone_LogIsNotOpened) {
  EXPECT_TRUE(StartAfterRecordFor(log::kReader).ok());
  const absl::Status refused = StartAfterRecordFor(log::kReader + 1);
  EXPECT_TRUE(absl::IsFailedPrecondition(refused));
  EXPECT_EQ(text::ErrorOf(refused).code(), "file_newer");
}

TEST_F(WriterTest, Answered_IsDurableAndFoldsToTheSameStateAfterRestart) {
  auto d = Enroll(11);
  d->Enter("profile", "Q1", {{1, 50}});
  d->Enter("work", "Q1", {{1, 40}});
  const auto answer = Send(*d, d->Request(0)).get();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->position, d->End());
  const log::Digest before = Digest();
  Begin();
  EXPECT_EQ(Digest(), before);
  EXPECT_EQ(store_->FindSecret("slip", "S11"), "hash");
  EXPECT_TRUE(Problems().empty());
}

TEST_F(WriterTest, ManyWaiting_ShareOneCommit) {
  auto a = Enroll(11), b = Enroll(12), c = Enroll(13);
  for (FakeDevice* d : {a.get(), b.get(), c.get()})
    d->Enter("work", "Q1", {{1, 40 + static_cast<int64_t>(d->number)}});
  platform::Notification gate;
  tricky_->gate = &gate;
  auto first = Send(*a, a->Request(0));
  tricky_->entered.WaitForNotification();
  const uint64_t commits = writer_->commits();
  auto second = Send(*b, b->Request(0));
  auto third = Send(*c, c->Request(0));
  auto repeat = Send(*b, b->Request(0));
  gate.Notify();
  EXPECT_EQ(first.get()->taken, 1u);
  EXPECT_EQ(second.get()->taken, 1u);
  EXPECT_EQ(third.get()->taken, 1u);
  EXPECT_EQ(repeat.get()->taken, 0u);
  EXPECT_EQ(writer_->commits(), commits + 2);
  writer_->ReadState([](const State& s) {
    EXPECT_EQ(s.in_conflict, 1u);
    EXPECT_EQ(s.FindEntry(s.entries.Keys().front())->members.contenders(), 2);
  });
  EXPECT_TRUE(Problems().empty());
}

TEST_F(WriterTest, E1_CloneSendsMoreBeforeTheAnswer_PositionIsOfTheSameInstantAsTheEvents) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  const v1::ExchangeRequest request = d->Request(0);
  const auto taken = Send(*d, request).get();
  ASSERT_TRUE(taken.ok()) << taken.status();
  FakeDevice clone = *d;
  clone.Enter("work", "Q2", {{1, 41}});
  ASSERT_TRUE(Send(clone, clone.Request(1)).get().ok());
  v1::ExchangeResponse response;
  ASSERT_TRUE(AnswerExchange(writer_->core(), 11, request, *taken, clock_.NowMs(), &response).ok());
  ASSERT_GT(response.events_size(), 0);
  EXPECT_EQ(response.events(response.events_size() - 1).own_run().count(), 2u);
  EXPECT_EQ(log::FromProto(response.position()), clone.End());
  EXPECT_EQ(response.agreed(), 1u);
}

TEST_F(WriterTest, WhatIsHandedBackAfterARestore_CountsTowardsTheBatchToo) {
  v1::ExchangeRequest request;
  request.add_changes();
  request.add_orphan_words();
  for (int i = 0; i < 2; ++i) {
    v1::OrphanStream* orphan = request.add_orphan_streams();
    orphan->add_changes();
    orphan->add_changes();
  }
  EXPECT_EQ(ExchangeCommand(101, request, [](const absl::StatusOr<ExchangeAnswer>&) {}).rows, 6u);
}

TEST_F(WriterTest, D1_D2_AppendFails_EachOfTheBatchHearsItAndNothingHappened) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  const log::Digest before = Digest();
  tricky_->fail = absl::ResourceExhaustedError("full");
  EXPECT_EQ(Send(*d, d->Request(0)).get().status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Digest(), before);
  EXPECT_EQ(Send(*d, d->Request(0)).get()->taken, 1u);
  EXPECT_EQ(Received(), 1u);
}

TEST_F(WriterTest, D2_DiskFull_TheOfficeGoesOnInTheRoomThatWasKeptAndDevicesWait) {
  const std::string kept = folder_ / "kept";
  std::filesystem::create_directory(kept);
  Room room(kept, 1 << 20);
  ASSERT_TRUE(room.Keep());
  Begin({.room = &room});
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  const absl::Status full = text::Refuse(absl::StatusCode::kResourceExhausted, log::kDiskFull);
  const auto refused = [&] { return text::ErrorOf(Send(*d, d->Request(0)).get().status()).code(); };
  tricky_->fail = full;
  EXPECT_EQ(refused(), "hub_full");
  EXPECT_TRUE(std::filesystem::exists(kept + "/reserve")) << "it is not for devices";

  tricky_->fail = full;
  Enroll(12);
  EXPECT_FALSE(std::filesystem::exists(kept + "/reserve"));
  std::filesystem::remove(kept);  // as where the disk has no room for it
  const log::Digest before = Digest();
  EXPECT_EQ(refused(), "hub_full");
  EXPECT_EQ(Digest(), before);
  v1::ExchangeRequest only_asks = d->Request(0);
  only_asks.clear_changes();
  EXPECT_TRUE(Send(*d, only_asks).get().ok()) << "who brings nothing needs no room";
  Enroll(13);

  std::filesystem::create_directory(kept);
  EXPECT_EQ(Send(*d, d->Request(0)).get()->taken, 1u);
  EXPECT_TRUE(std::filesystem::exists(kept + "/reserve"));
  writer_.reset();
}

TEST_F(WriterTest, OutcomeOfTheCommitUnknown_IsFoundOutFromTheLog) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  tricky_->unknown = absl::UnknownError("power");
  EXPECT_EQ(Send(*d, d->Request(0)).get().status().code(), absl::StatusCode::kUnknown);
  const auto again = Send(*d, d->Request(0)).get();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->taken, 0u);
  EXPECT_EQ(again->position, d->End());
  EXPECT_EQ(Received(), 1u);
  EXPECT_TRUE(Problems().empty());
}

TEST_F(WriterTest, WordsThatTheDiskDoesNotGive_AreNotTakenForNone) {
  auto a = Enroll(11), b = Enroll(12);
  a->Enter("work", "Q1", {{1, 40}}, {}, {.note = "như tháng trước"});
  b->Enter("work", "Q1", {{1, 40}}, {}, {.note = "như tháng trước"});
  ASSERT_TRUE(Send(*a, a->Request(0)).get().ok());
  tricky_->unread = absl::UnavailableError("disk");
  EXPECT_EQ(Send(*b, b->Request(0)).get().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Received(), 1u);
  // Once it can be read, they are seen to say the same.
  ASSERT_TRUE(Send(*b, b->Request(0)).get().ok());
  writer_->ReadState([](const State& s) { EXPECT_EQ(s.in_conflict, 0u); });
}

TEST_F(WriterTest, SomebodyElseWrote_TheLogIsReadAgain) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  v1::Event event;
  event.mutable_term_begun()->set_term(5);
  const std::vector<log::NewRecord> records = {{event.SerializeAsString(), ""}};
  std::vector<log::Digest> digests;
  ASSERT_TRUE(store_->Append(*store_->Tail(), records, {}, &digests).ok());
  EXPECT_EQ(Send(*d, d->Request(0)).get().status().code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(Send(*d, d->Request(0)).get().ok());
  writer_->ReadState([](const State& s) { EXPECT_EQ(s.term, 5u); });
}

TEST_F(WriterTest, RefusedAct_LeavesNothing) {
  const log::Digest before = Digest();
  const absl::Status refused = writer_->ActAndWait([](View& v) {
    v1::Event event;
    event.mutable_term_begun()->set_term(9);
    v.Add(std::move(event));
    return absl::FailedPreconditionError("no");
  });
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Digest(), before);
}

TEST_F(WriterTest, C12_TooManyWaiting_AreToldAtOnceThatItIsBusy) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  Begin({.max_waiting = 1});
  platform::Notification gate;
  tricky_->gate = &gate;
  auto first = Send(*d, d->Request(0));
  tricky_->entered.WaitForNotification();
  auto second = Send(*d, d->Request(0));
  auto third = Send(*d, d->Request(0));
  EXPECT_EQ(text::ErrorOf(third.get().status()).code(), "hub_busy");
  gate.Notify();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(second.get().ok());
}

TEST_F(WriterTest, LogOfAnotherHub_IsRefused) {
  writer_.reset();
  const auto writer =
      Writer::Start(*tricky_, clock_, random_, {.expected_hub = std::string(16, 'x')});
  EXPECT_EQ(text::ErrorOf(writer.status()).code(), "other_hub");
}

// --- verify

TEST_F(WriterTest, D14_TamperedRecord_VerifyNamesIt) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}}, {}, {.note = "x"});
  ASSERT_TRUE(Send(*d, d->Request(0)).get().ok());
  EXPECT_TRUE(Problems().empty());
  uint64_t last = 0;
  writer_->ReadState([&](const State& s) { last = s.position.index; });
  SQLite::Database other(folder_ / "hub.db", SQLite::OPEN_READWRITE, 5000);
  other.exec(
      "UPDATE record SET text = x'00' WHERE length(text) > 0 AND key = (SELECT max(key) FROM "
      "record)");
  ASSERT_EQ(Problems().size(), 1u);
  EXPECT_THAT(Problems()[0], testing::HasSubstr(absl::StrCat("text_changed: Record ", last, ":")));
  other.exec("UPDATE record SET main = x'00' WHERE key = (SELECT min(key) + 2 FROM record)");
  ASSERT_EQ(Problems().size(), 1u);
  EXPECT_THAT(Problems()[0], testing::StartsWith("chain_broken: "));
  EXPECT_THAT(Problems()[0], testing::HasSubstr("Record 3 does not fit its digest"));
  other.exec("DELETE FROM record WHERE key = (SELECT min(key) + 1 FROM record)");
  ASSERT_EQ(Problems().size(), 1u);
  EXPECT_THAT(Problems()[0], testing::StartsWith("chain_broken: "));
  EXPECT_THAT(Problems()[0], testing::HasSubstr("Record 2 is missing from the log"));
}

TEST_F(WriterTest, D12_SqlJudge_AgreesOnConflictsHeldAndAccepted) {
  auto a = Enroll(11), b = Enroll(12);
  a->Enter("work", "Q1", {{1, 40}});
  const uint64_t parent = a->Enter("work", "Q2", {{1, 41}});
  b->Enter("work", "Q1", {{1, 50}});
  b->Enter("work", "Q2", {{1, 51}}, {{a.get(), parent}});
  b->Enter("work", "Q1", {{1, 501}});
  ASSERT_TRUE(Send(*b, b->Request(0)).get().ok());
  ASSERT_TRUE(Send(*a, a->Request(0)).get().ok());
  v1::ReviewRequest review;
  *review.add_acts() = HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1");
  *review.add_acts() = HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q2");
  *review.add_acts() = HubWorld::On(v1::ReviewAct::KIND_RETURN, "TH01", "work", "Q2");
  ASSERT_TRUE(
      writer_->ActAndWait<v1::ReviewResponse>([&](View& v) { return DecideReview(v, review); })
          .ok());
  writer_->ReadState([](const State& s) {
    EXPECT_EQ(s.in_conflict, 1u);
    EXPECT_EQ(s.held.size(), 1u);
    EXPECT_EQ(s.counters.released, 1u);
  });
  EXPECT_EQ(Problems(), std::vector<std::string>());
}

TEST_F(WriterTest, OthersWriteWhileVerifyLooks_NobodyWaitsAndWhatTheyWroteIsVerifiedToo) {
  auto d = Enroll(11);
  d->Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(Send(*d, d->Request(0)).get().ok());
  int written = 0;
  tricky_->on_read = [&] {
    if (written == 3) return;
    ++written;
    d->Enter("work", "Q1", {{1, 40 + written}}, {{d.get(), d->changes.size()}});
    ASSERT_TRUE(Send(*d, d->Request(d->changes.size() - 1)).get().ok());
  };
  const auto report = Verify(writer_->core());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(written, 3);
  EXPECT_TRUE(report->problems.empty());
  EXPECT_EQ(report->position, *store_->Tail());
}

TEST_F(WriterTest, D12_MemoryIsOtherThanTheLog_VerifyNamesTheEntryAndTheTotals) {
  auto d = Enroll(11);
  d->Enter("profile", "Q1", {{1, 50}});
  d->Enter("work", "Q1", {{1, 40}});
  ASSERT_TRUE(Send(*d, d->Request(0)).get().ok());
  writer_->ReadState([](const State& s) {
    auto& broken = const_cast<State&>(s);
    const Entry& entry = *s.FindEntry(s.entries.Keys().back());
    const_cast<Entry&>(entry).accepted = 1;
    broken.progress.Touch(broken, 0);
    static const plan::Values other;
    broken.units[0]->facts[0][0].values = &other;
    broken.progress.Affect(broken, 0, -1, -1);
    broken.progress.Settle(broken);
  });
  const std::vector<std::string> problems = Problems();
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_NE(problems[0].find("state_differs"), std::string::npos);
  EXPECT_NE(problems[1].find("accepted revision: 1 in the state and none in the log"),
            std::string::npos)
      << problems[1];
  EXPECT_NE(problems[2].find("totals_differ"), std::string::npos);
}

}  // namespace
}  // namespace gom::hub
