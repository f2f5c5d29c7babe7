#include "agent/state/merges.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "agent/state/desk_work.h"
#include "common/sync/merge.h"

namespace gom::agent {
namespace {

// Whether all that this device has said of the Entry has come to the hub and back.
bool IsQuiet(const Entry& entry) {
  return std::none_of(entry.revisions.begin(), entry.revisions.end(),
                      [](const auto& r) { return r.second.hub_index == 0; });
}

// What was erased cannot be compared: a person chooses.
bool LacksWords(const Entry& entry) {
  return std::any_of(entry.revisions.begin(), entry.revisions.end(),
                     [](const auto& r) { return r.second.erased_at != 0; });
}

bool IsOver(const sync::Members& said, const sync::Member& m, sync::MemberId id) {
  return said.IsAncestor(id, m.id) ||
         std::any_of(m.parents.begin(), m.parents.end(), [&](sync::MemberId parent) {
           return said.Canonical(parent) == said.Canonical(id);
         });
}

// Whatever became of it: the hub may have found it the same as one that is held, and that stands
// over the two under other names.
bool WasJoined(const sync::Members& said, sync::MemberId a, sync::MemberId b) {
  return std::any_of(said.all.begin(), said.all.end(), [&](const sync::Member& m) {
    return IsOver(said, m, a) && IsOver(said, m, b);
  });
}

bool MayBeJoined(const Revision& r) {
  return r.name.whole() && !(r.verdict.has_value() && !r.verdict->accepted);
}

// Rules of severity warning for which no reason is given; nothing where there is an error.
std::optional<std::set<std::string>> Unreasoned(const SchoolState& state, const Entry& entry,
                                                const plan::Values& values,
                                                const sync::Wording& wording) {
  std::set<std::string> rules;
  for (const v1::Finding& f :
       Findings(state, state.plan->FormIndex(entry.form), state.plan->PeriodIndex(entry.period),
                values, wording, {})) {
    if (f.severity() != v1::SEVERITY_WARNING) return std::nullopt;
    if (f.reason().empty()) rules.insert(f.rule());
  }
  return rules;
}

bool NoRuleMinds(const SchoolState& state, const Entry& entry, const Revision& a, const Revision& b,
                 const sync::Content& joined) {
  const auto now = Unreasoned(state, entry, joined.values, joined.wording);
  if (!now.has_value()) return false;
  std::set<std::string> before;
  for (const Revision* side : {&a, &b}) {
    if (const auto rules = Unreasoned(state, entry, side->values, side->wording); rules.has_value())
      before.insert(rules->begin(), rules->end());
  }
  return std::includes(before.begin(), before.end(), now->begin(), now->end());
}

std::optional<NewRevision> Join(const SchoolState& state, const Entry& entry, const Revision& head,
                                const Revision& contender, int64_t at) {
  if (!MayBeJoined(head) || !MayBeJoined(contender)) return std::nullopt;
  if (WasJoined(entry.said, head.id, contender.id)) return std::nullopt;
  sync::Merged merged =
      sync::Merge(entry.said, head.id, contender.id, [&](sync::MemberId id) -> sync::ContentView {
        const auto r = entry.revisions.find(id);
        if (r == entry.revisions.end()) return {};
        return {&r->second.values, &r->second.wording};
      });
  if (!merged.content.has_value() || !NoRuleMinds(state, entry, head, contender, *merged.content))
    return std::nullopt;
  const auto [first, second] = std::minmax(head.id, contender.id);
  NewRevision r;
  r.form = entry.form;
  r.period = entry.period;
  // Nobody has looked at it: what was to be confirmed is still to be.
  r.plan_version = std::min(head.plan_version, contender.plan_version);
  r.at = at;
  r.parents = {entry.revisions.at(first).name, entry.revisions.at(second).name};
  r.values = std::move(merged.content->values);
  r.wording = std::move(merged.content->wording);
  return r;
}

}  // namespace

std::vector<NewRevision> DueMerges(const SchoolState& state, int64_t at) {
  std::vector<NewRevision> due;
  if (!state.ready()) return due;
  for (const auto& [key, entry] : state.entries) {
    const auto head = entry.revisions.find(entry.said.head);
    if (!entry.said.in_conflict() || head == entry.revisions.end() || !IsQuiet(entry) ||
        LacksWords(entry) || state.locked.contains(entry.period) ||
        state.plan->FormIndex(entry.form) < 0 || state.plan->PeriodIndex(entry.period) < 0) {
      continue;
    }
    for (const sync::Member& m : entry.said.all) {
      if (m.standing != v1::OUTCOME_CONTENDER) continue;
      const Revision& contender = entry.revisions.at(m.id);
      if (contender.own_log == 0) continue;
      std::optional<NewRevision> joined = Join(state, entry, head->second, contender, at);
      if (!joined.has_value()) continue;
      due.push_back(*std::move(joined));
      break;  // the next one is joined with what comes of it
    }
  }
  return due;
}

}  // namespace gom::agent
