// Whatever happens: the State moved step by step equals the one folded from the log, and totals
// equal those from nothing.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

using Act = v1::ReviewAct;

const char* Form(int n) { return n % 3 == 0 ? "profile" : "work"; }
const char* Period(int n) { return n % 2 == 0 ? "Q1" : "Q2"; }
const char* School(int n) { return n % 2 == 0 ? "TH01" : "TH02"; }

// Enters something on one of the devices, over what its entry has or beside it, and sends it now or
// later.
void EnterSomething(HubWorld& hub, std::vector<FakeDevice*>& devices, int a, int b, int c) {
  FakeDevice& d = *devices[static_cast<size_t>(a) % devices.size()];
  std::vector<FakeDevice::Place> parents;
  const Entry* entry = hub.Find(hub.state.units[hub.state.FindDevice(d.number)->unit]->row.code(),
                                Form(b), Period(c));
  if (entry != nullptr && entry->head() != nullptr && c % 3 != 0) {
    for (FakeDevice* other : devices) {
      if (other->stream == hub.state.StreamOf(entry->head()->stream).id) {
        parents.push_back({other, entry->head()->stream_index});
      }
    }
  }
  d.Enter(Form(b), Period(c), {{1, b * 7 % 520}}, parents,
          b % 4 == 0 ? sync::Wording{.note = "x"} : sync::Wording(),
          b % 5 == 0 && b % 3 != 0 ? static_cast<uint32_t>(b) : 0);
  if (a % 3 != 0) hub.Sync(d);
}

void DoSomething(HubWorld& hub, std::vector<FakeDevice*>& devices, int kind, int a, int b, int c) {
  switch (kind) {
    case 0: {
      Act act = HubWorld::On(a % 3 == 0 ? Act::KIND_RETURN : Act::KIND_ACCEPT, School(b), Form(c),
                             Period(a));
      hub.Review({act}).status().IgnoreError();
      return;
    }
    case 1:
      hub.Lock(Period(a), b % 2 == 0).status().IgnoreError();
      return;
    case 2: {
      v1::Unit row = HubWorld::Row(School(a));
      if (b % 2 == 0) row.set_valid_to("2026-04-30");
      hub.AddUnits({row}).status().IgnoreError();
      return;
    }
    case 3:
      hub.ApplyPlan(absl::StrReplaceAll(SmallPlan(static_cast<int>(hub.state.plan->version()) + 1),
                                        {{"max: 500", b % 2 == 0 ? "max: 500" : "max: 600"}}))
          .status()
          .IgnoreError();
      return;
    case 4: {
      Act act = HubWorld::On(Act::KIND_RECOGNIZE, School(a), "work", Period(b));
      act.set_field("ideas");
      act.set_item_place(1);
      act.set_withdraw(c % 2 == 0);
      hub.Review({act}).status().IgnoreError();
      return;
    }
    case 5:
      hub.Act([&](View& v) {
           return DecideEnter(
               v, {School(a), "work", Period(b),
                   [&](const plan::Form&, plan::Values* values, sync::Wording* wording) {
                     values->Set(1, plan::FieldValue::Number(c));
                     wording->note = "xã nhập";
                     return absl::OkStatus();
                   }});
         })
          .status()
          .IgnoreError();
      return;
    default:
      EnterSomething(hub, devices, a, b, c);
  }
}

RC_GTEST_PROP(FoldProperty, AnyCommands_FoldedFromTheLogIsTheSameState, ()) {
  HubWorld hub;
  std::vector<FakeDevice*> devices = {&hub.Enroll("TH01"), &hub.Enroll("TH01"),
                                      &hub.Enroll("TH02")};
  const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, int, int>>>(
      rc::gen::tuple(rc::gen::inRange(0, 14), rc::gen::inRange(0, 100), rc::gen::inRange(0, 100),
                     rc::gen::inRange(0, 100)));
  for (const auto& [kind, a, b, c] : steps) {
    DoSomething(hub, devices, kind, a, b, c);
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
