// What the hub does: it takes an Exchange, a verdict, a lock, a plan; it makes a slip and enters.
#include "tests/sim/hub_program.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using hub::HubWorld;

// Two devices of one school; the first has reported, and what it reported has a text.
void TwoDevices(DiskHub& hub) {
  auto first = hub.Enroll(11);
  first->Enter("profile", "Q1", {{1, 50}});
  first->Enter("work", "Q1", {{1, 40}}, {}, {.note = "Đã kiểm tra"});
  EXPECT_TRUE(hub.Exchange(*first, 0).ok());
  hub.Enroll(12);
}

// The second device's Changes make a head and a contender.
Operation Exchange() {
  return HubOperation(TwoDevices, [](DiskHub& hub) {
    auto second = hub.Device(12);
    second->Enter("work", "Q1", {{1, 45}}, {}, {.note = "Máy thứ hai"});
    second->Enter("work", "Q2", {{1, 46}});
    return hub.Exchange(*second, 0);
  });
}

absl::Status Review(DiskHub& hub, const std::vector<v1::ReviewAct>& acts) {
  v1::ReviewRequest request;
  request.set_operator_("cán bộ");
  for (const v1::ReviewAct& act : acts) *request.add_acts() = act;
  return hub.Do([&](hub::View& v) { return hub::DecideReview(v, request).status(); });
}

Operation Verdict() {
  return HubOperation(TwoDevices, [](DiskHub& hub) {
    return Review(hub, {HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "profile", "Q1"),
                        HubWorld::On(v1::ReviewAct::KIND_RETURN, "TH01", "work", "Q1")});
  });
}

Operation Lock() {
  return HubOperation(TwoDevices, [](DiskHub& hub) {
    return Review(hub, {HubWorld::On(v1::ReviewAct::KIND_LOCK, "", "", "Q1")});
  });
}

Operation ApplyPlan() {
  return HubOperation(TwoDevices, [](DiskHub& hub) {
    v1::ApplyPlanRequest plan;
    plan.set_textproto(hub::SmallPlan(3));
    return hub.Do([&](hub::View& v) { return hub::DecidePlan(v, plan).status(); });
  });
}

// A record, and a secret beside the log, together.
Operation MakeSlip() {
  return HubOperation(
      [](DiskHub& hub) { hub.Enroll(11); },
      [](DiskHub& hub) {
        return hub.Do([](hub::View& v) {
          return hub::DecideSlip(
              v,
              {.unit = "TH02", .slip = "S12", .secret_hash = "băm", .expires_at = v.now_ms() + 10});
        });
      });
}

// The office enters a Revision of its own, over what the school reported.
Operation OfficeEnters() {
  return HubOperation(TwoDevices, [](DiskHub& hub) {
    return hub.Do([](hub::View& v) {
      const auto edit = [](const plan::Form&, plan::Values* values, sync::Wording* wording) {
        values->Set(1, plan::FieldValue::Number(48));
        wording->note = "Đã gọi điện";
        return absl::OkStatus();
      };
      return hub::DecideEnter(v, {"TH01", "work", "Q1", edit}).status();
    });
  });
}

INSTANTIATE_TEST_SUITE_P(Hub, Operations,
                         ::testing::Values(Named{"Exchange", Exchange}, Named{"Verdict", Verdict},
                                           Named{"Lock", Lock}, Named{"ApplyPlan", ApplyPlan},
                                           Named{"MakeSlip", MakeSlip},
                                           Named{"OfficeEnters", OfficeEnters}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
