#include "hub/state/obstacle.h"

#include <memory>

#include "common/plan/rule.h"

namespace gom::hub {
namespace {

// What is wrong with a Revision under one plan.
v1::HeldReason MisfitUnder(View& view, const plan::Plan& plan, const plan::Unit& unit,
                           const Judged& judged, LazyWording& wording) {
  const int form = plan.FormIndex(judged.key.form);
  const int period = plan.PeriodIndex(judged.key.period);
  if (form < 0 || period < 0 || !plan.Asked(plan.forms[static_cast<size_t>(form)], period, unit)) {
    return v1::HELD_REASON_NOT_OF_PLAN;
  }
  static const plan::Texts* const kNoTexts = new plan::Texts();
  if (judged.has_text && !wording.Get().has_value()) return v1::HELD_REASON_UNREADABLE;
  const plan::Texts& texts = judged.has_text ? wording.Get()->texts : *kNoTexts;
  const plan::UnitFacts facts = view.LoneEntry(plan, unit, form, period, judged.values);
  return plan::HasErrorWithin(plan, facts, form, period, judged.values, texts)
             ? v1::HELD_REASON_ERROR_WITHIN
             : v1::HELD_REASON_UNSPECIFIED;
}

// Its number is the device's to say; one that this log does not know excuses nothing.
bool FitsItsOwnPlan(View& view, const Judged& judged, LazyWording& wording) {
  if (judged.plan_version == view.plan()->version()) return false;  // judged by it already
  const std::shared_ptr<const plan::Plan> own = view.PlanOf(judged.plan_version);
  if (own == nullptr) return false;
  return MisfitUnder(view, *own, view.CompileUnit(judged.key.unit, *own), judged, wording) ==
         v1::HELD_REASON_UNSPECIFIED;
}

}  // namespace

v1::HeldReason ObstacleTo(View& view, const Judged& judged, LazyWording& wording) {
  const plan::Unit* unit = view.CompiledUnit(judged.key.unit);
  if (unit == nullptr) return v1::HELD_REASON_NOT_OF_PLAN;
  v1::HeldReason misfit = MisfitUnder(view, *view.plan(), *unit, judged, wording);
  if ((misfit == v1::HELD_REASON_NOT_OF_PLAN || misfit == v1::HELD_REASON_ERROR_WITHIN) &&
      FitsItsOwnPlan(view, judged, wording)) {
    misfit = v1::HELD_REASON_UNSPECIFIED;
  }
  if (misfit == v1::HELD_REASON_NOT_OF_PLAN) return misfit;
  if (!judged.under_lock && view.IsLocked(judged.key.period)) return v1::HELD_REASON_PERIOD_LOCKED;
  return misfit;
}

v1::HeldReason WaitsForOperator(const View& view, uint32_t stream, uint32_t via, uint64_t id) {
  const uint32_t owner = view.DeviceOfStream(stream);
  if (view.WaitsForReadmission(owner) || view.WaitsForReadmission(via))
    return v1::HELD_REASON_DEVICE_UNKNOWN;
  return view.WaitsForTaking(via != 0 ? via : owner, id) ? v1::HELD_REASON_DEVICE_REVOKED
                                                         : v1::HELD_REASON_UNSPECIFIED;
}

}  // namespace gom::hub
