// What can be asked of a fold that is made: of an Entry, and of all of them.
#include <algorithm>

#include "agent/state/school_state.h"
#include "agent/state/words.h"
#include "common/text/words_of.h"

namespace gom::agent {
const Revision* Entry::Shown() const {
  for (auto it = revisions.rbegin(); it != revisions.rend(); ++it) {
    if (it->second.own_log == 0) continue;
    const sync::Member* m = members.Find(it->first);
    if (m == nullptr || m->standing != v1::OUTCOME_HELD) continue;
    // Where the hub misses a parent nobody can say what it descends from; it is what was typed
    // last.
    if (m->held_reason == v1::HELD_REASON_PARENT_UNKNOWN || members.head == 0 ||
        members.IsAncestor(members.head, it->first)) {
      return &it->second;
    }
  }
  auto head = revisions.find(members.head);
  if (head != revisions.end()) return &head->second;
  return revisions.empty() ? nullptr : &revisions.rbegin()->second;
}

v1::Word Entry::WordOf(const Revision& r) const {
  if (r.hub_index == 0) {
    if (r.acknowledged) return v1::WORD_RECEIVED;
    return r.sent ? v1::WORD_SENT : v1::WORD_SAVED;
  }
  const sync::Member* m = said.Find(r.id);
  if (m != nullptr && m->standing == v1::OUTCOME_HELD) return v1::WORD_HELD;
  if (m != nullptr && m->standing == v1::OUTCOME_CONTENDER) return v1::WORD_CONFLICT;
  if (r.verdict.has_value()) return r.verdict->accepted ? v1::WORD_ACCEPTED : v1::WORD_RETURNED;
  return v1::WORD_RECEIVED;
}

v1::Word Entry::Word() const {
  if (revisions.empty()) return v1::WORD_NOT_BEGUN;
  const Revision& newest = revisions.rbegin()->second;
  if (newest.hub_index == 0) return WordOf(newest);  // ids of these stand above all others
  if (said.in_conflict()) return v1::WORD_CONFLICT;
  return WordOf(*Shown());
}

std::string Entry::StandingOf(const Revision& r) const {
  if (r.hub_index == 0) return "waiting";
  const sync::Member* m = said.Find(r.id);
  if (m == nullptr) return "waiting";
  switch (m->standing) {
    case v1::OUTCOME_HEAD:
      return "head";
    case v1::OUTCOME_CONTENDER:
      return "contender";
    case v1::OUTCOME_HELD:
      return "held";
    case v1::OUTCOME_SAME:
      return "same";
    default:
      return "settled";
  }
}

v1::HeldReason Entry::HeldReasonOf(const Revision& r) const {
  const sync::Member* m = members.Find(r.id);
  return m == nullptr || m->standing != v1::OUTCOME_HELD ? v1::HELD_REASON_UNSPECIFIED
                                                         : m->held_reason;
}

std::vector<Name> Entry::ParentsOf(const Revision& r) const {
  const sync::Member* m = members.Find(r.id);
  if (m == nullptr || m->parents.size() < r.parents.size()) return r.parents;
  std::vector<Name> names;
  for (const sync::MemberId id : m->parents) {
    // The hub may have called it the same as one that was never told of.
    const auto first = revisions.find(members.Canonical(id));
    if (first == revisions.end()) return r.parents;
    const Name& name = first->second.name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

const Entry* SchoolState::FindEntry(uint32_t form, uint32_t period) const {
  auto it = entries.find({form, period});
  return it == entries.end() ? nullptr : &it->second;
}

const Draft* SchoolState::FindDraft(uint32_t form, uint32_t period) const {
  for (const Draft& d : drafts) {
    if (d.form == form && d.period == period) return &d;
  }
  return nullptr;
}

const plan::Form* SchoolState::FormThen(uint32_t plan_version, uint32_t form) const {
  const auto then = earlier_plans.find(plan_version);
  if (then == earlier_plans.end()) return nullptr;
  const int index = then->second->FormIndex(form);
  return index < 0 ? nullptr : &then->second->forms[static_cast<size_t>(index)];
}

plan::Locks SchoolState::LocksOfPlan() const {
  plan::Locks locks;
  for (uint32_t number : locked) {
    const int index = plan == nullptr ? -1 : plan->PeriodIndex(number);
    if (index >= 0) locks.bits |= uint64_t{1} << index;
  }
  return locks;
}

v1::Words HeldWords(v1::HeldReason reason) {
  switch (reason) {
    case v1::HELD_REASON_PARENT_UNKNOWN:
      return text::WordsOf(kHeldParentUnknown);
    case v1::HELD_REASON_PERIOD_LOCKED:
      return text::WordsOf(kHeldPeriodLocked);
    case v1::HELD_REASON_NOT_OF_PLAN:
      return text::WordsOf(kHeldNotOfPlan);
    case v1::HELD_REASON_ERROR_WITHIN:
      return text::WordsOf(kHeldErrorWithin);
    case v1::HELD_REASON_UNREADABLE:
      return text::WordsOf(kHeldUnreadable);
    case v1::HELD_REASON_DEVICE_UNKNOWN:
      return text::WordsOf(kHeldDeviceUnknown);
    case v1::HELD_REASON_DEVICE_REVOKED:
      return text::WordsOf(kHeldDeviceRevoked);
    default:
      return {};
  }
}

}  // namespace gom::agent
