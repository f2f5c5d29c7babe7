// Random commands to a HubWorld, for properties that must hold whatever happens.
//
//   std::vector<FakeDevice*> devices = EnrollSome(hub);
//   for (const Step& step : *AnySteps()) DoSomething(hub, devices, step);
#ifndef GOM_TESTS_HUB_STATE_ANY_COMMANDS_H_
#define GOM_TESTS_HUB_STATE_ANY_COMMANDS_H_

#include <rapidcheck.h>

#include <tuple>
#include <vector>

#include "tests/hub/state/hub_world.h"

namespace gom::hub {

// What kind, and three numbers to choose by.
using Step = std::tuple<int, int, int, int>;

inline rc::Gen<std::vector<Step>> AnySteps() {
  return rc::gen::container<std::vector<Step>>(
      rc::gen::tuple(rc::gen::inRange(0, 16), rc::gen::inRange(0, 100), rc::gen::inRange(0, 100),
                     rc::gen::inRange(0, 100)));
}

inline std::vector<FakeDevice*> EnrollSome(HubWorld& hub) {
  return {&hub.Enroll("TH01"), &hub.Enroll("TH01"), &hub.Enroll("TH02")};
}

inline const char* Form(int n) { return n % 3 == 0 ? "profile" : "work"; }
inline const char* Period(int n) { return n % 2 == 0 ? "Q1" : "Q2"; }
inline const char* School(int n) { return n % 2 == 0 ? "TH01" : "TH02"; }

// Enters something on one of the devices, over what its entry has or beside it, and sends it now or
// later.
inline void EnterSomething(HubWorld& hub, std::vector<FakeDevice*>& devices, int a, int b, int c) {
  FakeDevice& d = *devices[static_cast<size_t>(a) % devices.size()];
  std::vector<FakeDevice::Place> parents;
  const auto entry = hub.Find(hub.state.units[hub.state.FindDevice(d.number)->unit]->row.code(),
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

inline void DoSomething(HubWorld& hub, std::vector<FakeDevice*>& devices, const Step& step) {
  const auto [kind, a, b, c] = step;
  switch (kind) {
    case 0: {
      v1::ReviewAct act =
          HubWorld::On(a % 3 == 0 ? v1::ReviewAct::KIND_RETURN : v1::ReviewAct::KIND_ACCEPT,
                       School(b), Form(c), Period(a));
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
      v1::ReviewAct act = HubWorld::On(v1::ReviewAct::KIND_RECOGNIZE, School(a), "work", Period(b));
      act.set_field("ideas");
      act.set_item_place(1);
      act.set_withdraw(c % 2 == 0);
      hub.Review({act}).status().IgnoreError();
      return;
    }
    case 5:
      hub.Act([&, a = a, b = b, c = c](View& v) {
           return DecideEnter(
               v, {School(a), "work", Period(b),
                   [c](const plan::Form&, plan::Values* values, sync::Wording* wording) {
                     values->Set(1, plan::FieldValue::Number(c));
                     wording->note = "xã nhập";
                     return absl::OkStatus();
                   }});
         })
          .status()
          .IgnoreError();
      return;
    case 14: {
      // The last one is lost; what it had not sent is carried here, and perhaps taken.
      FakeDevice& lost = *devices.back();
      hub.Revoke(lost.number);
      const Stream* known = hub.state.FindStream(lost.stream);
      EXPECT_TRUE(hub.Carry(lost, lost.Request(known == nullptr ? 0 : known->last_index())).ok());
      if (b % 2 == 0) hub.TakeWork(lost.number).status().IgnoreError();
      return;
    }
    case 15:
      hub.Certify(devices[static_cast<size_t>(a) % devices.size()]->number, absl::StrCat(b))
          .status()
          .IgnoreError();
      return;
    case 6:
      // What waits on all devices, in one batch.
      hub.SyncTogether(devices);
      return;
    default:
      EnterSomething(hub, devices, a, b, c);
  }
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_STATE_ANY_COMMANDS_H_
