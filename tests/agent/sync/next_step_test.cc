// The agent's decision table, line by line and pair by pair.
#include "agent/sync/next_step.h"

#include "gtest/gtest.h"

namespace gom::agent {
namespace {

using Kind = Step::Kind;

log::Digest DigestOf(char c) { return log::Sha256(std::string(1, c)); }

struct Case {
  Asked asked;
  v1::ExchangeResponse reply;
  Case(uint64_t my_last, uint64_t hub, uint64_t agreed) {
    asked.my_last = my_last;
    asked.highest_term = 3;
    reply.set_term(3);
    reply.mutable_position()->set_index(hub);
    reply.mutable_position()->set_digest(log::ToBytes(DigestOf('h')));
    reply.set_agreed(agreed);
    if (hub > 0 && hub <= my_last) asked.at_hub_position = DigestOf('h');
  }
  Step Next() const { return NextStep(asked, reply); }
};

TEST(NextStep, HubBehindAndChainsAgree_GoesOnFromThere) {
  EXPECT_EQ(Case(9, 4, 4).Next(), (Step{Kind::kGoOn, 4}));
}

TEST(NextStep, D5_HubWasRestored_GetsWhatItLostFromItsOwnEnd) {
  Case c(9, 4, 0);  // it compared nothing, but shows the digest that mine has there
  c.asked.after = 9;
  EXPECT_EQ(c.Next(), (Step{Kind::kGoOn, 4}));
}

TEST(NextStep, HubHasAll_IsDone) { EXPECT_EQ(Case(9, 9, 9).Next(), (Step{Kind::kDone, 9})); }

TEST(NextStep, HubLeavesOutTheDigest_WhatItAgreedToIsTheSame) {
  Case done(9, 9, 9);
  done.reply.mutable_position()->clear_digest();
  EXPECT_EQ(done.Next(), (Step{Kind::kDone, 9}));
  Case not_compared(9, 9, 5);
  not_compared.reply.mutable_position()->clear_digest();
  EXPECT_EQ(not_compared.Next(), (Step{Kind::kNextBatch, 5}));
}

TEST(NextStep, HubHasAllAndMoreEvents_ReadsOn) {
  Case c(9, 9, 9);
  c.reply.set_more(true);
  EXPECT_EQ(c.Next(), (Step{Kind::kReadOn, 9}));
}

TEST(NextStep, AgreedLessThanBothEndsAndNoDifference_SendsTheNextBatch) {
  Case ahead(9, 12, 5);
  EXPECT_EQ(ahead.Next(), (Step{Kind::kNextBatch, 5}));
  Case behind(9, 7, 5);
  behind.asked.at_hub_position =
      DigestOf('x');  // another digest there: it differs somewhere between
  EXPECT_EQ(behind.Next(), (Step{Kind::kNextBatch, 5}));
  Case unreadable(9, 7, 5);
  unreadable.asked.at_hub_position.reset();
  EXPECT_EQ(unreadable.Next(), (Step{Kind::kNextBatch, 5}));
}

TEST(NextStep, A12_HubAheadAndAgreedUpToMyLast_OpensANewStream) {
  EXPECT_EQ(Case(9, 12, 9).Next(), (Step{Kind::kOpenNewStream, 9}));
  EXPECT_EQ(Case(0, 12, 0).Next(), (Step{Kind::kOpenNewStream, 0}));
}

TEST(NextStep, E2_FirstDifference_MovesWhatLiesFromThere) {
  Case ahead(9, 12, 5);
  ahead.reply.set_first_difference(6);
  EXPECT_EQ(ahead.Next(), (Step{Kind::kMoveUnsent, 5}));
  Case behind(9, 7, 5);
  behind.reply.set_first_difference(6);
  EXPECT_EQ(behind.Next(), (Step{Kind::kMoveUnsent, 5}));
  Case whole(9, 9, 0);
  whole.reply.set_first_difference(1);
  EXPECT_EQ(whole.Next(), (Step{Kind::kMoveUnsent, 0}));
}

TEST(NextStep, FirstDifferenceBehindMyEnd_NothingOfMineIsUnsent) {
  Case c(9, 12, 9);
  c.reply.set_first_difference(10);
  EXPECT_EQ(c.Next(), (Step{Kind::kOpenNewStream, 9}));
}

TEST(NextStep, ComparedUpToTheHubsEndAndYetAnotherDigest_MovesTheLastOne) {
  Case c(9, 7, 7);
  c.asked.at_hub_position = DigestOf('x');
  EXPECT_EQ(c.Next(), (Step{Kind::kMoveUnsent, 6}));
}

TEST(NextStep, HubDoesNotKnowMyStart_SendsFromTheBeginning) {
  Case c(9, 0, 0);
  c.asked.after = 5;
  EXPECT_EQ(c.Next(), (Step{Kind::kSendFromBeginning, 0}));
}

TEST(NextStep, FirstContact_GoesOnFromNothing) {
  EXPECT_EQ(Case(9, 0, 0).Next(), (Step{Kind::kGoOn, 0}));
}

TEST(NextStep, NothingOfMine_IsDone) { EXPECT_EQ(Case(0, 0, 0).Next(), (Step{Kind::kDone, 0})); }

TEST(NextStep, D7_LowerTerm_RefusesWhateverElseIsSaid) {
  for (uint64_t hub : {0, 4, 9, 12}) {
    for (uint64_t difference : {0, 5}) {
      Case c(9, hub, 4);
      c.reply.set_term(2);
      c.reply.set_first_difference(difference);
      EXPECT_EQ(c.Next().kind, Kind::kRefuseOldTerm) << hub << " " << difference;
    }
  }
}

TEST(NextStep, HigherTerm_IsNoReasonToStop) {
  Case c(9, 4, 4);
  c.reply.set_term(8);
  EXPECT_EQ(c.Next().kind, Kind::kGoOn);
}

TEST(NextStep, DifferenceAndBeyondMyEnd_DifferenceIsAskedFirst) {
  Case c(9, 12, 9);
  c.reply.set_first_difference(4);
  EXPECT_EQ(c.Next(), (Step{Kind::kMoveUnsent, 3}));
}

TEST(NextStep, HubClaimsMoreThanItCanHaveCompared_IsNotBelieved) {
  EXPECT_EQ(Case(9, 4, 9).Next(), (Step{Kind::kGoOn, 4}));
  EXPECT_EQ(Case(9, 12, 99).Next(), (Step{Kind::kOpenNewStream, 9}));
}

TEST(NextStep, StreamGoesOn_EventsAreKept_OtherwiseDropped) {
  for (Kind k : {Kind::kSendFromBeginning, Kind::kGoOn, Kind::kReadOn, Kind::kDone}) {
    EXPECT_TRUE((Step{k, 0}).keeps_events());
  }
  for (Kind k : {Kind::kRefuseOldTerm, Kind::kNextBatch, Kind::kMoveUnsent, Kind::kOpenNewStream}) {
    EXPECT_FALSE((Step{k, 0}).keeps_events());
  }
}

}  // namespace
}  // namespace gom::agent
