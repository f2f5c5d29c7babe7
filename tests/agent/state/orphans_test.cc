#include "agent/state/orphans.h"

#include "gom/v1/record.pb.h"
#include "gom/v1/sync.pb.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

const std::string kOther(16, 'o'), kOffice(16, 'f'), kClosed(16, 'c'), kCurrent(16, 'n');
constexpr uint32_t kOwnDevice = 7, kOtherDevice = 9;

std::string MainOf(uint64_t index) {
  v1::Change change;
  change.set_at(static_cast<int64_t>(index));
  return change.SerializeAsString();
}

// In another life of a stream other Changes stand in it from some place on.
std::string OtherMainOf(uint64_t index) { return MainOf(1000 + index); }
log::Digest DigestAt(uint64_t index, uint64_t other_from = ~0ull) {
  log::Digest digest{};
  for (uint64_t i = 1; i <= index; ++i)
    digest = log::Next(digest, i < other_from ? MainOf(i) : OtherMainOf(i));
  return digest;
}

// What a device reads of the hub's log, record by record.
class Log {
 public:
  void Opened(const std::string& stream, uint32_t number, uint32_t device) {
    v1::Event e;
    e.mutable_stream_opened()->set_stream(stream);
    e.mutable_stream_opened()->set_number(number);
    e.mutable_stream_opened()->set_device(device);
    Add(e);
  }
  uint64_t Received(const std::string& stream, uint64_t index, uint64_t other_from = ~0ull) {
    v1::Event e;
    e.mutable_received()->set_index(index);
    e.mutable_received()->set_change(index < other_from ? MainOf(index) : OtherMainOf(index));
    HubEvent& h = Add(e);
    h.stream = stream;
    h.change_digest = log::Short(DigestAt(index, other_from));
    h.text = "text";
    return h.index;
  }
  uint64_t Own(uint32_t own_log, uint64_t index) {
    v1::OwnOutcome outcome;
    outcome.set_stream_index(index);
    HubEvent& h = Add({});
    h.own_log = own_log;
    h.main = outcome.SerializeAsString();
    return h.index;
  }
  void Verdict(uint64_t received) {
    v1::Event e;
    e.mutable_verdict_given()->set_received(received);
    e.mutable_verdict_given()->set_word(v1::VERDICT_WORD_ACCEPTED);
    Add(e);
  }
  void Recognition(const std::string& unit) {
    v1::Event e;
    e.mutable_recognition_given()->set_unit(unit);
    e.mutable_recognition_given()->set_granted(true);
    Add(e);
  }
  HubEvent& Add(const v1::Event& e) {
    HubEvent& h = events.emplace_back();
    h.index = static_cast<uint64_t>(events.size());
    h.main = e.SerializeAsString();
    return h;
  }
  std::vector<HubEvent> Until(uint64_t index) const {
    return {events.begin(), events.begin() + static_cast<std::ptrdiff_t>(index)};
  }
  std::vector<HubEvent> events;
};

OwnStream StreamOf(const std::string& id, uint32_t number, int count, bool current) {
  OwnStream s;
  s.id = id;
  s.number = number;
  s.current = current;
  s.agreed = static_cast<uint64_t>(count);
  log::Digest digest{};
  for (uint64_t i = 1; i <= static_cast<uint64_t>(count); ++i) {
    digest = log::Next(digest, MainOf(i));
    s.records.push_back({i, digest, MainOf(i), ""});
  }
  return s;
}

class OrphansTest : public ::testing::Test {
 protected:
  OrphansTest() {
    before_.unit = "TH-01";
    before_.streams = {StreamOf(kClosed, 2, 3, false), StreamOf(kCurrent, 3, 2, true)};
    log_.Opened(kClosed, 1, kOwnDevice);
    for (uint64_t i = 1; i <= 3; ++i) log_.Received(kClosed, i);
    log_.Opened(kOther, 2, kOtherDevice);
    log_.Opened(kOffice, 3, 0);
    first_of_other_ = log_.Received(kOther, 1);
  }
  Orphans Lost(uint64_t backup) {
    before_.events = log_.events;
    return FindOrphans(before_, log_.Until(backup));
  }
  static const OrphanStream* Find(const Orphans& orphans, const std::string& id) {
    for (const OrphanStream& s : orphans.streams) {
      if (s.id == id) return &s;
    }
    return nullptr;
  }

  Holdings before_;
  Log log_;
  uint64_t first_of_other_ = 0;
};

TEST_F(OrphansTest, NothingLost_NothingToHandBack) {
  const Orphans lost = Lost(log_.events.size());
  EXPECT_TRUE(lost.streams.empty());
  EXPECT_TRUE(lost.words.empty());
}

TEST_F(OrphansTest, D5_AnothersChanges_FromTheFirstLostOn_WithTheirChain) {
  const size_t backup = log_.events.size();
  log_.Received(kOther, 2);
  log_.Received(kOther, 3);
  const Orphans lost = Lost(backup);
  ASSERT_EQ(lost.streams.size(), 1u);
  const OrphanStream& s = lost.streams[0];
  EXPECT_EQ(s.id, kOther);
  EXPECT_EQ(s.device, kOtherDevice);
  EXPECT_EQ(s.after, (log::Position{1, log::Next({}, MainOf(1))}));
  ASSERT_EQ(s.changes.size(), 2u);
  EXPECT_EQ(s.changes[0].index, 2u);
  EXPECT_EQ(s.changes[1].main, MainOf(3));
  EXPECT_EQ(s.changes[1].text, "text");
  EXPECT_EQ(lost.Waiting(2), 2u);
}

TEST_F(OrphansTest, OwnStreams_ClosedOrCurrent_AreNoOrphans) {
  log_.Own(3, 1);
  log_.Received(kCurrent, 2);
  const Orphans lost = Lost(2);
  EXPECT_EQ(Find(lost, kClosed), nullptr);
  EXPECT_EQ(Find(lost, kCurrent), nullptr);
  EXPECT_NE(Find(lost, kOther), nullptr);
}

TEST_F(OrphansTest, D5_OwnClosedStreamInWhichAnotherLifeWentOn_IsHandedBackWithItsChain) {
  log_.Received(kClosed, 4);
  const Orphans lost = Lost(2);
  const OrphanStream* closed = Find(lost, kClosed);
  ASSERT_NE(closed, nullptr);
  EXPECT_EQ(closed->device, kOwnDevice);
  EXPECT_EQ(closed->after.index, 1u);
  ASSERT_EQ(closed->changes.size(), 3u);
  EXPECT_EQ(closed->changes[1].digest, before_.streams[0].records[2].digest);
  EXPECT_EQ(closed->changes[2].main, MainOf(4));
}

TEST_F(OrphansTest, E1_OwnClosedStreamWhosePlaceIsTaken_WhatAnotherLifeWroteBehindItIsKept) {
  for (const uint64_t i : {4, 5}) log_.Received(kClosed, i);
  log_.Received(kClosed, 6, 3);  // along another chain
  before_.events = log_.events;
  Log now;
  now.Opened(kClosed, 1, kOwnDevice);
  for (uint64_t i = 1; i <= 5; ++i) now.Received(kClosed, i);
  EXPECT_EQ(Find(FindOrphans(before_, now.events), kClosed), nullptr);
  now.events.resize(3);
  for (const uint64_t i : {3, 4, 5}) now.Received(kClosed, i, 3);

  before_.orphans = FindOrphans(before_, now.events);
  const OrphanStream* closed = Find(before_.orphans, kClosed);
  ASSERT_NE(closed, nullptr);
  EXPECT_EQ(closed->device, kOwnDevice);
  EXPECT_EQ(closed->after, (log::Position{3, before_.streams[0].records.back().digest}));
  ASSERT_EQ(closed->changes.size(), 2u);
  EXPECT_EQ(closed->changes[1].main, MainOf(5));
  EXPECT_EQ(closed->changes[1].text, "text");
  EXPECT_EQ(closed->changes[1].digest, DigestAt(5));
  before_.events = now.events;  // what is believed from now on
  EXPECT_EQ(WholeOf(before_, before_.streams[0]).records.size(), 5u);
  OrphanStream& whole = before_.orphans.streams[0];  // as where the place was still free
  whole.changes.insert(whole.changes.begin(), before_.streams[0].records.back());
  whole.after = {2, before_.streams[0].records[1].digest};
  EXPECT_EQ(WholeOf(before_, before_.streams[0]).last(), 5u);
  before_.orphans.streams.clear();
  EXPECT_EQ(WholeOf(before_, before_.streams[0]).last(), 3u);
}

TEST_F(OrphansTest, E1_PlaceTakenBehindTheEndOfAnOwnClosedStream_IsKeptUntilItHasMoved) {
  OwnStream& own = before_.streams[0];
  for (const uint64_t i : {4, 5, 6}) log_.Received(kClosed, i);
  before_.events = log_.events;
  Log now;
  now.Opened(kClosed, 1, kOwnDevice);
  for (uint64_t i = 1; i <= 4; ++i) now.Received(kClosed, i);
  now.Received(kClosed, 5, 5);

  before_.orphans = FindOrphans(before_, now.events);
  const OrphanStream* closed = Find(before_.orphans, kClosed);
  ASSERT_NE(closed, nullptr);
  EXPECT_EQ(closed->after, (log::Position{3, own.records.back().digest}));
  EXPECT_EQ(closed->changes.size(), 3u);
  const std::vector<HubEvent> read = before_.events;
  before_.events = now.events;
  const OwnStream whole = WholeOf(before_, own);
  EXPECT_EQ(whole.last(), 6u);
  EXPECT_EQ(StaysUpTo(before_, whole), 4u);

  v1::Change moved;
  moved.mutable_continuation()->set_stream(kClosed);
  for (const uint64_t i : {5, 6}) {
    moved.mutable_continuation()->add_moved_digests(log::Short(whole.records[i - 1].digest));
    moved.mutable_continuation()->add_moved_to(i);
  }
  before_.streams[1].records.push_back({3, {}, moved.SerializeAsString(), ""});
  EXPECT_EQ(StaysUpTo(before_, whole), 6u);
  before_.orphans = {};
  before_.events = read;
  EXPECT_EQ(Find(FindOrphans(before_, now.events), kClosed), nullptr);
}

TEST_F(OrphansTest, OfficesStream_IsLeftOut) {
  const size_t backup = log_.events.size();
  log_.Received(kOffice, 4);
  EXPECT_TRUE(Lost(backup).streams.empty());
}

TEST_F(OrphansTest, ChangeMissingInBetween_WhatFollowsIsNotHandedBack) {
  const size_t backup = log_.events.size();
  log_.Received(kOther, 2);
  log_.Received(kOther, 4);
  const Orphans lost = Lost(backup);
  ASSERT_EQ(lost.streams.size(), 1u);
  EXPECT_EQ(lost.streams[0].changes.size(), 1u);
}

TEST_F(OrphansTest, StreamThatIsAnotherAtTheHubNow_IsNotHandedBack) {
  log_.Received(kOther, 2);
  before_.events = log_.events;
  Log now = log_;
  now.events = log_.Until(first_of_other_ - 1);
  now.Received(kOther, 1, 1);
  EXPECT_EQ(Find(FindOrphans(before_, now.events), kOther), nullptr);
}

// What was set aside of a stream's first life stays so while the hub knows the second; what is lost
// of the second is handed back; and neither is ever put behind the other.
class TwoLivesTest : public OrphansTest {
 protected:
  // Set aside: 3 and 4 of the first life. Read: 2 and 3 of the second.
  TwoLivesTest() {
    for (const uint64_t i : {2, 3, 4}) log_.Received(kOther, i);
    const size_t second = static_cast<size_t>(first_of_other_) + 1;
    before_.orphans = Lost(second);
    before_.events = log_.Until(first_of_other_);
    Log next;
    next.events = before_.events;
    for (const uint64_t i : {2, 3}) next.Received(kOther, i, 2);
    before_.events = next.events;
  }
  Orphans LostAgain(uint64_t there, uint64_t other_from) {
    Log now;
    now.events = log_.Until(first_of_other_ - 1);
    for (uint64_t i = 1; i <= there; ++i) now.Received(kOther, i, other_from);
    return FindOrphans(before_, now.events);
  }
};

TEST_F(TwoLivesTest, E1_BeforeTheyParted_WhatIsWholeIsHandedBack) {
  const Orphans lost = LostAgain(1, 2);
  const OrphanStream* other = Find(lost, kOther);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->after, (log::Position{1, DigestAt(1)}));
  ASSERT_EQ(other->changes.size(), 2u);
  EXPECT_EQ(other->changes[1].digest, DigestAt(3, 2));
}

TEST_F(TwoLivesTest, E1_WithinTheSecond_TheFirstIsNotPutBehindIt) {
  const Orphans lost = LostAgain(2, 2);
  const OrphanStream* other = Find(lost, kOther);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->after, (log::Position{2, DigestAt(2, 2)}));
  ASSERT_EQ(other->changes.size(), 1u);
  EXPECT_EQ(other->changes[0].digest, DigestAt(3, 2));
}

TEST_F(TwoLivesTest, E1_TheHubHasTheFirstAgain_WhatWasSetAsideFollows) {
  const Orphans lost = LostAgain(3, 5);
  const OrphanStream* other = Find(lost, kOther);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->after, (log::Position{3, DigestAt(3)}));
  ASSERT_EQ(other->changes.size(), 1u);
  EXPECT_EQ(other->changes[0].digest, DigestAt(4));
}

TEST_F(TwoLivesTest, E1_NothingFits_WhatWasSetAsideIsKept) {
  const Orphans lost = LostAgain(3, 2);
  const OrphanStream* other = Find(lost, kOther);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->after, (log::Position{2, DigestAt(2)}));
  EXPECT_EQ(other->changes.size(), 2u);
}

TEST_F(OrphansTest, D5_VerdictsAndRecognitions_WithTheNameOfWhatWasJudged) {
  const uint64_t own = log_.Own(3, 2);
  const size_t backup = log_.events.size();
  log_.Verdict(first_of_other_);
  log_.Verdict(own);
  log_.Recognition("TH-01");
  log_.Recognition("TH-02");
  log_.Verdict(4711);  // of something that was never read
  const Orphans lost = Lost(backup);
  ASSERT_EQ(lost.words.size(), 3u);
  EXPECT_EQ(lost.words[0].revision, (Name{kOther, 1, log::Short(DigestAt(1))}));
  EXPECT_EQ(lost.words[0].index, backup + 1);
  EXPECT_EQ(lost.words[1].revision,
            (Name{kCurrent, 2, log::Short(before_.streams[1].records[1].digest)}));
  EXPECT_TRUE(lost.words[2].revision.empty());
}

TEST_F(OrphansTest, RestoredTwice_WhatIsStillToBeHandedBackJoinsWhatIsLostNow) {
  log_.Received(kOther, 2);
  log_.Verdict(first_of_other_);
  const size_t second = log_.events.size();
  log_.Received(kOther, 3);
  log_.Recognition("TH-01");
  before_.orphans = Lost(second);
  ASSERT_EQ(before_.orphans.Waiting(2), 2u);
  before_.events = log_.Until(second);
  const Orphans lost = FindOrphans(before_, log_.Until(first_of_other_));
  ASSERT_EQ(lost.streams.size(), 1u);
  EXPECT_EQ(lost.streams[0].after.index, 1u);
  EXPECT_EQ(lost.streams[0].changes.size(), 2u);
  EXPECT_EQ(lost.words.size(), 2u);
  // Somebody else has brought all of it.
  const Orphans none = FindOrphans(before_, log_.events);
  EXPECT_EQ(none.Waiting(2), 0u);
}

// --- What the hub answers.

class AnswersTest : public OrphansTest {
 protected:
  AnswersTest() {
    const size_t backup = log_.events.size();
    for (uint64_t i = 2; i <= 4; ++i) log_.Received(kOther, i);
    log_.Verdict(first_of_other_);
    log_.Recognition("TH-01");
    orphans_ = Lost(backup);
  }
  // Whether the hub refused some of it.
  bool Answer(uint64_t end, size_t words = 0) {
    log::Digest digest{};
    for (uint64_t i = 1; i <= end; ++i) digest = log::Next(digest, MainOf(i));
    const bool refused = TakeAnswers({{{kOther, {end, digest}}}, words, 2}, &orphans_);
    EXPECT_EQ(refused, orphans_.Refused(2));
    return refused;
  }
  Orphans orphans_;
};

TEST_F(AnswersTest, PartTaken_TheRestFollows) {
  EXPECT_FALSE(Answer(3));
  ASSERT_EQ(orphans_.streams.size(), 1u);
  EXPECT_EQ(orphans_.streams[0].taken(), 2u);
  EXPECT_EQ(orphans_.Waiting(2), 3u) << "a Change and two words";
}

TEST_F(AnswersTest, AllTaken_OrMoreKnownThere_NothingWaits) {
  for (const uint64_t end : {4, 9}) {
    Orphans copy = orphans_;
    EXPECT_FALSE(Answer(end, 2));
    EXPECT_EQ(orphans_.Waiting(2), 0u);
    EXPECT_FALSE(Answer(end)) << "again";
    orphans_ = copy;
  }
}

TEST_F(AnswersTest, D5_Taken_IsKeptUntilItWasReadBack) {
  EXPECT_FALSE(Answer(4, 2));
  Log now;
  now.Opened(kOther, 1, kOtherDevice);
  for (uint64_t i = 1; i <= 3; ++i) now.Received(kOther, i);
  ReadBack(now.events, 2, &orphans_);
  ASSERT_EQ(orphans_.streams.size(), 1u);
  EXPECT_EQ(orphans_.streams[0].after, (log::Position{3, DigestAt(3)}));
  ASSERT_EQ(orphans_.streams[0].changes.size(), 1u);
  EXPECT_EQ(orphans_.Waiting(2), 0u);
  Orphans lost_again = orphans_;
  ForgetTaken(&lost_again);
  EXPECT_EQ(lost_again.Waiting(3), 1u);
  now.Received(kOther, 4);
  ReadBack(now.events, 2, &orphans_);
  EXPECT_TRUE(orphans_.streams.empty());
}

TEST_F(AnswersTest, E1_AnotherLifeStandsInItsPlace_ReadingItTakesNothingOff) {
  Log now;
  now.Opened(kOther, 1, kOtherDevice);
  for (uint64_t i = 1; i <= 4; ++i) now.Received(kOther, i, 2);
  const Orphans before = orphans_;
  ReadBack(now.events, 2, &orphans_);
  EXPECT_EQ(orphans_, before);
  // It was said to have more than this: not this, though.
  EXPECT_FALSE(Answer(9));
  EXPECT_EQ(orphans_.streams[0].taken(), 3u);
  ReadBack(now.events, 2, &orphans_);
  EXPECT_EQ(orphans_.streams[0].taken(), 0u);
  EXPECT_TRUE(orphans_.Refused(2));
}

// The hub takes one, dies, and is put back to where it did not have the stream at all.
TEST_F(AnswersTest, D5_TakenByAHubThatIsLostBeforeAnybodyReadIt_IsHandedBackWhole) {
  EXPECT_FALSE(Answer(2));
  before_.orphans = orphans_;
  before_.events = log_.Until(first_of_other_);
  const Orphans lost = FindOrphans(before_, log_.Until(4));
  const OrphanStream* other = Find(lost, kOther);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->after.index, 0u);
  EXPECT_EQ(other->changes.size(), 4u);
  EXPECT_EQ(other->taken(), 0u);
}

TEST_F(AnswersTest, Refused_IsKeptAndNotSentAgainInThatTerm) {
  EXPECT_TRUE(Answer(0));
  EXPECT_FALSE(orphans_.Refused(3));
  ASSERT_EQ(orphans_.streams.size(), 1u);
  EXPECT_EQ(orphans_.streams[0].changes.size(), 3u);
  EXPECT_EQ(orphans_.Waiting(2), 2u);
  EXPECT_EQ(orphans_.Waiting(3), 5u);
}

TEST_F(AnswersTest, D5_RefusedAndTakenLater_TheRestFollows) {
  EXPECT_TRUE(Answer(0));
  EXPECT_FALSE(Answer(2));
  ASSERT_EQ(orphans_.streams.size(), 1u);
  EXPECT_EQ(orphans_.streams[0].refused_in, 0u);
  EXPECT_EQ(orphans_.streams[0].taken(), 1u);
}

TEST(TimeToAskAgain, D5_ADayAfterTheRefusal_OrWhereTheClockWasSetBack) {
  EXPECT_FALSE(IsTimeToAskAgain(1'000, 1'000));
  EXPECT_FALSE(IsTimeToAskAgain(1'000, 1'000 + kAskAgainMs - 1));
  EXPECT_TRUE(IsTimeToAskAgain(1'000, 1'000 + kAskAgainMs));
  EXPECT_TRUE(IsTimeToAskAgain(1'000, 999));
}

TEST_F(AnswersTest, NoStepTakenOrAnotherChain_IsARefusal) {
  EXPECT_TRUE(Answer(1));
  orphans_.streams[0].refused_in = 0;
  TakeAnswers({{{kOther, {3, log::Sha256("else")}}}, 0, 2}, &orphans_);
  EXPECT_TRUE(orphans_.Refused(2));
  EXPECT_EQ(orphans_.streams[0].changes.size(), 3u);
}

TEST_F(AnswersTest, WordsTaken_FromTheFirstOn) {
  EXPECT_FALSE(Answer(2, 1));
  ASSERT_EQ(orphans_.words.size(), 1u);
  EXPECT_TRUE(orphans_.words[0].revision.empty());
  EXPECT_FALSE(Answer(3, 5));
  EXPECT_TRUE(orphans_.words.empty());
}

}  // namespace
}  // namespace gom::agent
