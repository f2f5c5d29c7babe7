// What sync does to a desk: a reply is taken, unsent work moves to a new stream, a try has failed.
#include "tests/sim/desk_program.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using agent::Desk;
using agent::HubEvent;
using agent::Reply;
using agent::School;

void ReportTwice(School& s) {
  s.Report("profile", "Q1", {{"staff", "50"}});
  s.Report("work", "Q1", {{"trained", "40"}});
  s.Type("work", "Q1", {{"trained", "41"}});
}

Reply ReplyTo(Desk& desk, uint64_t hub_index) {
  Reply reply;
  reply.stream = desk.store().current()->number;
  reply.acknowledged = 2;
  for (uint64_t i = 1; i <= 2; ++i) {
    v1::OwnOutcome outcome;
    outcome.set_stream_index(i);
    outcome.set_outcome(v1::OUTCOME_HEAD);
    outcome.set_at(School::kNow);
    HubEvent e;
    e.index = ++hub_index;
    e.own_log = reply.stream;
    e.main = outcome.SerializeAsString();
    reply.events.push_back(e);
  }
  reply.read.set_index(hub_index);
  reply.term = 1;
  reply.now_ms = reply.hub_clock_ms = School::kNow + 60'000;
  return reply;
}

Operation TakeReply() {
  return DeskOperation(ReportTwice,
                       [](Desk& desk) { return desk.store().TakeReply(ReplyTo(desk, 2)); });
}

// The hub has forgotten what was read: the last part of a new reading replaces the old one.
Operation TakeReplyThatEndsANewReading() {
  return DeskOperation(
      [](School& s) {
        ReportTwice(s);
        Reply first;
        first.stream = s.store().current()->number;
        first.from_nothing = first.more = true;
        v1::Event plan;
        *plan.mutable_plan_applied() = agent::Packed(agent::SmallPlan());
        HubEvent e;
        e.index = 1;
        e.main = plan.SerializeAsString();
        first.events = {e};
        first.read.set_index(1);
        first.term = 2;
        EXPECT_TRUE(s.store().TakeReply(first).ok());
      },
      [](Desk& desk) {
        Reply last = ReplyTo(desk, 1);
        last.term = 2;
        return desk.store().TakeReply(last);
      });
}

// One of two was agreed on; the other, and the draft that rests on it, go to a new stream.
Operation MoveUnsent() {
  return DeskOperation(ReportTwice,
                       [](Desk& desk) { return desk.store().MoveUnsent(1, School::kNow); });
}

Operation NoteFailure() {
  return DeskOperation(ReportTwice, [](Desk& desk) {
    return desk.store().NoteFailure(absl::UnavailableError("no network"), School::kNow + 1,
                                    /*left_up_to=*/2);
  });
}

INSTANTIATE_TEST_SUITE_P(
    Sync, Operations,
    ::testing::Values(Named{"TakeReply", TakeReply},
                      Named{"TakeReplyThatEndsANewReading", TakeReplyThatEndsANewReading},
                      Named{"MoveUnsent", MoveUnsent}, Named{"NoteFailure", NoteFailure}),
    NameOf);

}  // namespace
}  // namespace gom::sim
