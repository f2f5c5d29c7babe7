#include "common/sync/unit_digest.h"

#include <algorithm>
#include <string>
#include <vector>

#include "hub/state/events.h"

namespace gom::hub {

std::string DigestOfUnit(const State& state, uint32_t unit) {
  sync::UnitDigest digest;
  digest.Plan(state.plan == nullptr ? 0 : state.plan->version());
  std::vector<uint32_t> locked(state.locked_periods.begin(), state.locked_periods.end());
  std::sort(locked.begin(), locked.end());
  for (const uint32_t period : locked) digest.Locked(period);
  const UnitState& own = *state.units[unit];
  for (const plan::RecognisedItem& item : own.recognised_numbers) {
    digest.Recognised(static_cast<uint32_t>(item.form), item.field, item.item);
  }
  for (const uint32_t indicator : own.not_applicable_numbers) digest.NotApplicable(indicator);
  for (const auto& [form, period] : own.entries) {
    const std::shared_ptr<const Entry> found = state.FindEntry({unit, form, period});
    const Entry& entry = *found;
    sync::EntryDigest of{.form = form,
                         .period = period,
                         .said = &entry.members,
                         .accepted = entry.accepted,
                         .head_numbers = {}};
    if (const Revision* head = entry.head(); head != nullptr) of.head_numbers = head->numbers;
    digest.Entry(of);
  }
  return digest.Finish();
}

}  // namespace gom::hub
