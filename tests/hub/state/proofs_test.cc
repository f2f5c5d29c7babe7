#include "hub/state/proofs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/sync/receipt.h"
#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

using testing::ElementsAre;

// A school that sent three reports before the log was put back.
class ProofsTest : public HealingTest {
 protected:
  ProofsTest() {
    for (int i = 0; i < 3; ++i) one.Enter("work", "Q1", {{1, 40 + i}});
    hub.Sync(one);
  }

  v1::Receipt Receipt(uint64_t index, int64_t at, const sync::SigningKey& key) {
    v1::ReceiptBody body;
    body.set_hub(hub.state.hub);
    body.set_term(1);
    body.set_device(one.number);
    body.set_stream(one.stream);
    body.set_index(index);
    body.set_digest(log::ToBytes(one.digests[index - 1]));
    body.set_at(at);
    return sync::SignReceipt(key, body);
  }
  const Revision& First() { return hub.Find("TH01", "work", "Q1")->revisions.front(); }
  ExchangeAnswer SendAgain(const std::vector<Proof>& proofs) {
    auto answer = hub.Act([&](View& v) {
      return DecideExchange(v, one.number, one.Request(0), {}, Way::kCall, proofs);
    });
    EXPECT_TRUE(answer.ok()) << answer.status();
    return *answer;
  }
  Proof At(uint64_t index, int64_t at) { return {one.stream, one.At(index), at}; }

  const sync::SigningKey key_ = *sync::SigningKey::FromSeed(std::string(32, 'k'));
};

TEST_F(ProofsTest, ReceiptsOfThisHub_AreProofsAndOthersAreNot) {
  const sync::SigningKey other = *sync::SigningKey::FromSeed(std::string(32, 'o'));
  v1::ExchangeRequest request = one.Request(0);
  *request.add_receipts() = Receipt(1, 100, key_);
  *request.add_receipts() = Receipt(2, 200, other);
  *request.add_receipts() = Receipt(3, 300, key_);
  request.mutable_receipts(2)->mutable_body()->back() ^= 1;
  request.add_receipts();
  const std::vector<Proof> proofs = ProofsOf(request, hub.state.hub, key_.public_key());
  ASSERT_EQ(proofs.size(), 1u);
  EXPECT_EQ(proofs[0].stream, one.stream);
  EXPECT_EQ(proofs[0].place, one.At(1));
  EXPECT_EQ(proofs[0].at, 100);
  EXPECT_TRUE(ProofsOf(request, std::string(16, 'x'), key_.public_key()).empty());
}

TEST_F(ProofsTest, ReceiptForAPlace_CoversAllBeforeItAndNothingBehind) {
  const v1::ExchangeRequest request = one.Request(0);
  const auto first = [&](const std::vector<Proof>& proofs) {
    return FirstReceived({}, one.stream, request.changes(), proofs);
  };
  EXPECT_THAT(first({}), ElementsAre(0, 0, 0));
  EXPECT_THAT(first({At(2, 200)}), ElementsAre(200, 200, 0));
  EXPECT_THAT(first({At(3, 300), At(1, 100)}), ElementsAre(100, 300, 300));
  EXPECT_THAT(first({At(1, 900), At(3, 300)}), ElementsAre(300, 300, 300));
  EXPECT_THAT(first({At(2, 250), At(2, 200)}), ElementsAre(200, 200, 0));
}

TEST_F(ProofsTest, ReceiptOfAnotherChainOrStream_CoversNothing) {
  const v1::ExchangeRequest request = one.Request(0);
  Proof other_chain = At(2, 200);
  other_chain.place.digest[0] ^= 1;
  Proof other_stream = At(2, 200);
  other_stream.stream = std::string(16, 'x');
  EXPECT_THAT(FirstReceived({}, one.stream, request.changes(), {{other_chain, other_stream}}),
              ElementsAre(0, 0, 0));
}

TEST_F(ProofsTest, SentAgainAfterARestoreWithItsReceipt_TheFirstTimeCounts) {
  const int64_t before = First().received_at;
  hub.RestoreTo(backup);
  SendAgain({At(3, before)});
  EXPECT_EQ(First().received_at, before);
  EXPECT_FALSE(First().again);
  hub.CheckInvariants();  // the fold of the bytes says so too
}

TEST_F(ProofsTest, SentAgainWithoutAReceipt_WhenItFirstCameIsNotKnown) {
  one.Enter("work", "Q2", {{1, 1}});
  hub.RestoreTo(backup);
  SendAgain({});
  EXPECT_TRUE(First().again);
}

TEST_F(ProofsTest, ReceiptOfAClockThatWasAhead_IsNoLaterThanNow) {
  hub.RestoreTo(backup);
  SendAgain({At(3, int64_t{1} << 50)});
  EXPECT_LT(First().received_at, int64_t{1} << 50);
}

TEST_F(ProofsTest, AnothersChangesHandedBackWithReceipts_TheFirstTimeCountsToo) {
  const int64_t before = First().received_at;
  hub.RestoreTo(backup);
  ASSERT_TRUE(hub.Return(*two, "TH01").ok());
  ASSERT_TRUE(hub.Readmit(two->number).ok());
  v1::ExchangeRequest request = two->Request(0);
  *request.add_orphan_streams() = Orphaned(one);
  const std::vector<Proof> proofs = {At(3, before)};
  ASSERT_TRUE(hub.Act([&](View& v) {
                   return DecideExchange(v, two->number, request, {}, Way::kCall, proofs);
                 })
                  .ok());
  EXPECT_EQ(First().received_at, before);
  hub.CheckInvariants();
}

TEST_F(ProofsTest, MoreReceiptsThanARequestMayCarry_AreRefused) {
  v1::ExchangeRequest request = one.Request(0);
  for (int i = 0; i <= sync::kMaxReceipts; ++i) *request.add_receipts() = Receipt(1, 100, key_);
  EXPECT_TRUE(ProofsOf(request, hub.state.hub, key_.public_key()).empty());
  EXPECT_EQ(Code(hub.Send(one, request).status()), "request_unfit");
}

}  // namespace
}  // namespace gom::hub
