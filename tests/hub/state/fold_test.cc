// Whatever happens: the State moved step by step equals the one folded from the log, and totals
// equal those from nothing.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/hub/state/any_commands.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

RC_GTEST_PROP(FoldProperty, AnyCommands_FoldedFromTheLogIsTheSameState, ()) {
  HubWorld hub;
  std::vector<FakeDevice*> devices = EnrollSome(hub);
  for (const Step& step : *AnySteps()) {
    DoSomething(hub, devices, step);
    RC_ASSERT(hub.state.progress == ProgressBook::FromNothing(hub.state));
  }
  for (const FakeDevice* d : devices) hub.Sync(*d);
  const State again = hub.Refold();
  RC_ASSERT(StateDigest(again) == StateDigest(hub.state));
  RC_ASSERT(again.progress == hub.state.progress);
}

TEST(FoldTest, UnknownKindOfRecord_IsCountedAndPassedOver) {
  State state;
  Fold(state, 1, log::Sha256("a"),
       std::string("\xfa\x07\x02hi", 5));  // field 127 of a later program
  Fold(state, 2, log::Sha256("b"), "\xff\xff\xff");
  EXPECT_EQ(state.counters.unknown, 2u);
  EXPECT_EQ(state.position.index, 2u);
}

TEST(FoldTest, RecordsThatNameNothing_DoNoHarm) {
  State state;
  uint64_t index = 0;
  const auto fold = [&](const v1::Event& event) {
    ++index;
    Fold(state, index, log::Sha256(std::to_string(index)), event.SerializeAsString());
  };
  v1::Event event;
  event.mutable_received()->set_stream(9);
  fold(event);
  event.mutable_released()->set_received(400);
  fold(event);
  event.mutable_verdict_given()->set_received(1);
  fold(event);
  event.mutable_recognition_given()->set_unit("NOBODY");
  fold(event);
  event.mutable_plan_applied()->set_zstd_textproto("not zstd");
  fold(event);
  event.mutable_device_revoked()->set_device(4);
  fold(event);
  Settle(state);
  EXPECT_EQ(state.counters.unknown, 5u);
}

}  // namespace
}  // namespace gom::hub
