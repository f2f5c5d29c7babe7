#include "agent/sync/deliveries.h"

#include "common/text/message.h"
#include "gom/v1/record.pb.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

const std::string kHub(16, 'H');

v1::Delivery* Add(v1::ExchangeResponse* reply, uint64_t index) {
  v1::Delivery* d = reply->add_events();
  d->set_index(index);
  return d;
}

void AddRun(v1::ExchangeResponse* reply, uint64_t index, uint64_t stream_index, uint32_t count) {
  v1::OwnRun* run = Add(reply, index)->mutable_own_run();
  run->set_stream_index(stream_index);
  run->set_count(count);
  run->set_outcome(v1::OUTCOME_HELD);
  run->set_held_reason(v1::HELD_REASON_PERIOD_LOCKED);
  run->set_at(1234);
}

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

TEST(EventsOf, RunOfOutcomes_IsWhatSeparateOnesWouldBe) {
  v1::ExchangeResponse run, separate;
  run.mutable_new_position()->set_index(20);
  separate.mutable_new_position()->set_index(20);
  AddRun(&run, 11, 5, 3);
  for (uint64_t i = 0; i < 3; ++i) {
    v1::OwnOutcome* own = Add(&separate, 11 + i)->mutable_own();
    own->set_stream_index(5 + i);
    own->set_outcome(v1::OUTCOME_HELD);
    own->set_held_reason(v1::HELD_REASON_PERIOD_LOCKED);
    own->set_at(1234);
  }
  const auto a = EventsOf(run, 10, 2, kHub);
  const auto b = EventsOf(separate, 10, 2, kHub);
  ASSERT_TRUE(a.ok() && b.ok());
  ASSERT_EQ(a->size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*a)[i].index, (*b)[i].index);
    EXPECT_EQ((*a)[i].own_log, 2u);
    EXPECT_EQ((*a)[i].main, (*b)[i].main);
  }
}

TEST(EventsOf, EventInsideARun_IsRefused) {
  v1::ExchangeResponse reply;
  reply.mutable_new_position()->set_index(20);
  AddRun(&reply, 11, 5, 3);
  Add(&reply, 13);
  EXPECT_EQ(Code(EventsOf(reply, 10, 2, kHub).status()), "reply_wrong");
}

TEST(EventsOf, C13_RunBeyondTheReplysEndOrBeyondSense_IsRefused) {
  for (const auto& [index, count, end] : {std::tuple<uint64_t, uint32_t, uint64_t>{11, 10, 19},
                                          {11, 0, 20},
                                          {11, ~uint32_t{0}, ~uint64_t{0}},
                                          {~uint64_t{0}, 2, ~uint64_t{0}}}) {
    v1::ExchangeResponse reply;
    reply.mutable_new_position()->set_index(end);
    AddRun(&reply, index, 5, count);
    EXPECT_EQ(Code(EventsOf(reply, 10, 2, kHub).status()), "reply_wrong") << index << " " << count;
  }
}

TEST(EventsOf, EventsBehindOrBeforeWhatWasAsked_AreRefused) {
  for (const uint64_t index : {10, 21}) {
    v1::ExchangeResponse reply;
    reply.mutable_new_position()->set_index(20);
    Add(&reply, index);
    EXPECT_EQ(Code(EventsOf(reply, 10, 2, kHub).status()), "reply_wrong") << index;
  }
  v1::ExchangeResponse back;
  back.mutable_new_position()->set_index(9);
  EXPECT_EQ(Code(EventsOf(back, 10, 2, kHub).status()), "reply_wrong");
}

TEST(EventsOf, C19_EventsOfAnotherHub_AreRefused) {
  v1::Event created;
  created.mutable_hub_created()->set_hub(std::string(16, 'X'));
  v1::ExchangeResponse reply;
  reply.mutable_new_position()->set_index(20);
  Add(&reply, 11)->mutable_event()->set_main(created.SerializeAsString());
  EXPECT_EQ(Code(EventsOf(reply, 10, 2, kHub).status()), "other_hub");
}

}  // namespace
}  // namespace gom::agent
