#include "agent/state/evidence.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"

namespace gom::agent {
namespace {

// Behind every Revision.
constexpr sync::MemberId kDrafts = std::numeric_limits<sync::MemberId>::max();

class Namer {
 public:
  void Note(const sync::Wording& wording, sync::MemberId id, const NamedFile& as) {
    for (const sync::Evidence& e : wording.evidence) {
      const auto [at, added] = named_.emplace(e.sha256, as);
      const NamedBy by = std::max(at->second.by, as.by);
      if (const auto [first, unseen] = first_.emplace(e.sha256, id);
          !unseen && id < first->second) {
        first->second = id;
        at->second = as;
      }
      at->second.by = by;
    }
  }
  NamedFiles Take() { return std::move(named_); }

 private:
  NamedFiles named_;
  std::map<std::string, sync::MemberId> first_;
};

}  // namespace

NamedFiles NamedEvidence(const SchoolState& state) {
  Namer namer;
  for (const Draft& draft : state.drafts)
    namer.Note(draft.wording, kDrafts, {NamedBy::kDraft, draft.form, draft.period});
  for (const auto& [place, entry] : state.entries) {
    for (const auto& [id, revision] : entry.revisions) {
      const bool at_hub = revision.acknowledged || revision.hub_index != 0;
      namer.Note(revision.wording, id,
                 {at_hub ? NamedBy::kHub : NamedBy::kOnItsWay, entry.form, entry.period,
                  revision.own_log == 0});
    }
  }
  NamedFiles named = namer.Take();
  for (const auto& [sha256, at] : state.erased_files) named.erase(sha256);
  return named;
}

std::string ShowPlace(const SchoolState& state, uint32_t form, uint32_t period) {
  const plan::Plan* plan = state.plan.get();
  const int f = plan == nullptr ? -1 : plan->FormIndex(form);
  const int p = plan == nullptr ? -1 : plan->PeriodIndex(period);
  return absl::StrCat(
      f < 0 ? absl::StrCat("#", form) : plan->forms[static_cast<size_t>(f)].code, " · ",
      p < 0 ? absl::StrCat("#", period) : plan->periods[static_cast<size_t>(p)].code);
}

}  // namespace gom::agent
