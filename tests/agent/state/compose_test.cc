#include "agent/state/compose.h"

#include "gom/v1/record.pb.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

void Append(OwnStream* stream, const std::vector<log::NewRecord>& records) {
  for (const log::NewRecord& r : records) {
    OwnRecord& own = stream->records.emplace_back();
    own.index = stream->records.size();
    own.digest =
        log::Next(own.index == 1 ? log::Digest{} : stream->records[own.index - 2].digest, r.main);
    own.main = r.main;
    own.text = r.text;
  }
}

OwnStream Empty(char id) {
  OwnStream s;
  s.id = std::string(16, id);
  s.current = true;
  return s;
}

NewRevision RevisionOf(int64_t value, std::optional<Name> parent = std::nullopt) {
  NewRevision r;
  r.form = r.period = 1;
  r.plan_version = 1;
  if (parent.has_value()) r.parents = {*std::move(parent)};
  r.values.Set(1, plan::FieldValue::Number(value));
  r.wording.author = "Lan";
  return r;
}

v1::Change Parsed(const std::string& main) {
  v1::Change change;
  EXPECT_TRUE(change.ParseFromString(main));
  return change;
}

RandomBytes Random() {
  return [](size_t n) { return std::string(n, 'r'); };
}

TEST(Composer, ParentInTheSameStream_IsNamedByItsIndexAlone) {
  OwnStream s = Empty('a');
  Composer first(s, Random());
  ASSERT_TRUE(first.Add(RevisionOf(1)).ok());
  Append(&s, first.records());
  Composer second(s, Random());
  const Name one{s.id, 1, log::Short(s.records[0].digest)};
  ASSERT_TRUE(second.Add(RevisionOf(2, one)).ok());
  ASSERT_EQ(second.records().size(), 1u);
  const v1::Change change = Parsed(second.records()[0].main);
  const v1::Parent& p = change.revision().parents(0);
  EXPECT_EQ(p.stream(), 0u);
  EXPECT_EQ(p.index(), 1u);
}

TEST(Composer, ParentInAnotherStream_NameIsDeclaredOnceAndUsedAgain) {
  OwnStream s = Empty('a');
  const std::string other(16, 'o');
  Composer first(s, Random());
  ASSERT_TRUE(first.Add(RevisionOf(2, Name{other, 4, 77})).ok());
  ASSERT_EQ(first.records().size(), 2u);
  EXPECT_EQ(Parsed(first.records()[0].main).stream_name().stream(), other);
  const v1::Parent p = Parsed(first.records()[1].main).revision().parents(0);
  EXPECT_EQ(p.stream(), Parsed(first.records()[0].main).stream_name().number());
  EXPECT_EQ(p.digest(), 77u);
  EXPECT_EQ(first.offsets(), std::vector<size_t>{1});
  Append(&s, first.records());
  Composer second(s, Random());
  ASSERT_TRUE(second.Add(RevisionOf(3, Name{other, 5, 78})).ok());
  ASSERT_EQ(second.records().size(), 1u);
  EXPECT_EQ(Parsed(second.records()[0].main).revision().parents(0).stream(), p.stream());
}

TEST(ComposeMove, UnsentMessage_MovesAsItIs) {
  OwnStream old = Empty('a');
  Composer composer(old, Random());
  NewMessage message;
  message.author = "Lan";
  message.text = "Máy tính hỏng";
  ASSERT_TRUE(composer.Add(RevisionOf(1)).ok());
  ASSERT_TRUE(composer.Add(message).ok());
  EXPECT_EQ(composer.offsets(), (std::vector<size_t>{0, 1}));
  Append(&old, composer.records());
  const Move move = ComposeMove(old, 1, Empty('n'), 10);
  ASSERT_EQ(move.records.size(), 2u);
  EXPECT_EQ(move.records[1].main, old.records[1].main);
  EXPECT_EQ(move.records[1].text, old.records[1].text);
  EXPECT_EQ(Parsed(move.records[0].main).continuation().moved_to(0), 2u);
}

TEST(ComposeMove, UnsentChain_KeepsParentsAndNamesWhatStaysBehind) {
  OwnStream old = Empty('a');
  const std::string office(16, 'o');
  Composer composer(old, Random());
  ASSERT_TRUE(composer.Add(RevisionOf(1)).ok());                        // 1, agreed
  ASSERT_TRUE(composer.Add(RevisionOf(2, Name{old.id, 1, 0})).ok());    // 2
  ASSERT_TRUE(composer.Add(RevisionOf(3, Name{old.id, 2, 0})).ok());    // 3
  ASSERT_TRUE(composer.Add(RevisionOf(4, Name{office, 9, 123})).ok());  // 4 names, 5
  Append(&old, composer.records());
  ASSERT_EQ(old.last(), 5u);

  const Move move = ComposeMove(old, 1, Empty('n'), 10);
  OwnStream fresh = Empty('n');
  Append(&fresh, move.records);
  const v1::Continuation first = Parsed(fresh.records[0].main).continuation();
  EXPECT_EQ(first.stream(), old.id);
  EXPECT_EQ(first.agreed_index(), 1u);
  ASSERT_EQ(first.moved_to_size(), 3);
  EXPECT_EQ(first.moved_digests(0), log::Short(old.records[1].digest));

  std::map<uint32_t, std::string> names;
  for (const OwnRecord& r : fresh.records) {
    const v1::Change c = Parsed(r.main);
    if (c.has_stream_name()) names[c.stream_name().number()] = c.stream_name().stream();
  }
  const v1::Parent two = Parsed(fresh.records[move.moved.at(2) - 1].main).revision().parents(0);
  EXPECT_EQ(names[two.stream()], old.id);
  EXPECT_EQ(two.index(), 1u);
  EXPECT_EQ(two.digest(), log::Short(old.records[0].digest));
  const v1::Parent three = Parsed(fresh.records[move.moved.at(3) - 1].main).revision().parents(0);
  EXPECT_EQ(three.stream(), 0u);
  EXPECT_EQ(three.index(), move.moved.at(2));
  const v1::Parent five = Parsed(fresh.records[move.moved.at(5) - 1].main).revision().parents(0);
  EXPECT_EQ(names[five.stream()], office);
  EXPECT_EQ(five.digest(), 123u);
  EXPECT_EQ(fresh.records[move.moved.at(3) - 1].text, old.records[2].text);
}

TEST(ComposeMove, MovedForTheSecondTime_FirstNameLeadsToTheLastPlace) {
  OwnStream first = Empty('a');
  Composer composer(first, Random());
  ASSERT_TRUE(composer.Add(RevisionOf(1)).ok());
  ASSERT_TRUE(composer.Add(RevisionOf(2)).ok());
  Append(&first, composer.records());
  OwnStream second = Empty('b');
  const Move once = ComposeMove(first, 0, second, 10);
  Append(&second, once.records);
  // The hub has the first of the two in its second place; the other one moves once more.
  const Move twice = ComposeMove(second, once.moved.at(1), Empty('c'), 10);
  OwnStream third = Empty('c');
  Append(&third, twice.records);

  std::map<std::pair<std::string, uint64_t>, uint64_t> places;
  for (const OwnRecord& r : third.records) {
    const v1::Continuation c = Parsed(r.main).continuation();
    for (int i = 0; i < c.moved_to_size(); ++i)
      places[{c.stream(), c.moved_digests(i)}] = c.moved_to(i);
  }
  const uint64_t last = twice.moved.at(once.moved.at(2));
  EXPECT_TRUE(Parsed(third.records[last - 1].main).has_revision());
  EXPECT_EQ(places.size(), 2u);
  EXPECT_EQ((places[{second.id, log::Short(second.records[once.moved.at(2) - 1].digest)}]), last);
  EXPECT_EQ((places[{first.id, log::Short(first.records[1].digest)}]), last);
}

TEST(ComposeMove, ParentInTheStreamThatItMovesTo_IsNamedByItsIndexThere_WhatPartedByItsDigest) {
  OwnStream onto = Empty('n');
  Composer here(onto, Random());
  ASSERT_TRUE(here.Add(RevisionOf(1)).ok());
  ASSERT_TRUE(here.Add(RevisionOf(2)).ok());
  Append(&onto, here.records());
  OwnStream old = Empty('a');
  Composer composer(old, Random());
  const uint64_t second = log::Short(onto.records[1].digest);
  ASSERT_TRUE(composer.Add(RevisionOf(3, Name{onto.id, 2, second})).ok());  // 1 names, 2
  ASSERT_TRUE(composer.Add(RevisionOf(4, Name{onto.id, 1, 77})).ok());      // 3
  ASSERT_TRUE(composer.Add(RevisionOf(5, Name{onto.id, 9, 79})).ok());      // 4
  Append(&old, composer.records());

  const Move move = ComposeMove(old, 0, onto, 10);
  Append(&onto, move.records);
  const v1::Parent two = Parsed(onto.records[move.moved.at(2) - 1].main).revision().parents(0);
  EXPECT_EQ(two.stream(), 0u);
  EXPECT_EQ(two.index(), 2u);
  // What another life of this device had written there only its digest tells.
  const v1::Parent three = Parsed(onto.records[move.moved.at(3) - 1].main).revision().parents(0);
  EXPECT_NE(three.stream(), 0u);
  EXPECT_EQ(three.index(), 1u);
  EXPECT_EQ(three.digest(), 77u);
  const v1::Parent four = Parsed(onto.records[move.moved.at(4) - 1].main).revision().parents(0);
  EXPECT_EQ(four.stream(), three.stream());
  EXPECT_EQ(four.index(), 9u);
}

TEST(ComposeMove, NothingUnsent_IsAContinuationAlone) {
  OwnStream old = Empty('a');
  Composer composer(old, Random());
  ASSERT_TRUE(composer.Add(RevisionOf(1)).ok());
  Append(&old, composer.records());
  const Move move = ComposeMove(old, 1, Empty('n'), 10);
  EXPECT_EQ(move.records.size(), 1u);
  EXPECT_TRUE(move.moved.empty());
}

}  // namespace
}  // namespace gom::agent
