#include "common/sync/unit_digest.h"

#include "agent/state/school_state.h"

namespace gom::agent {
namespace {

// The Revision accepted last whose last Verdict says so.
sync::MemberId AcceptedOf(const Entry& entry) {
  sync::MemberId accepted = 0;
  uint64_t newest = 0;
  for (const auto& [id, r] : entry.revisions) {
    if (!r.verdict.has_value() || !r.verdict->accepted || r.verdict->hub_index < newest) continue;
    newest = r.verdict->hub_index;
    accepted = id;
  }
  return accepted;
}

}  // namespace

std::string DigestOf(const SchoolState& state) {
  sync::UnitDigest digest;
  digest.Plan(state.said_plan);
  for (const uint32_t period : state.locked) digest.Locked(period);
  for (const auto& [form, field, item] : state.said_recognised)
    digest.Recognised(form, field, item);
  for (const uint32_t indicator : state.said_not_applicable) digest.NotApplicable(indicator);
  for (const auto& [key, entry] : state.entries) {
    if (entry.said.all.empty()) continue;  // ours alone: the hub has not spoken
    sync::EntryDigest of{.form = entry.form,
                         .period = entry.period,
                         .said = &entry.said,
                         .accepted = AcceptedOf(entry),
                         .head_numbers = {}};
    const auto head = entry.revisions.find(entry.said.head);
    if (head != entry.revisions.end()) of.head_numbers = head->second.numbers;
    digest.Entry(of);
  }
  return digest.Finish();
}

}  // namespace gom::agent
