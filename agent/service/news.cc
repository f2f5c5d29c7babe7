#include "agent/service/news.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/hash/hash.h"
#include "agent/sync/evidence_session.h"

namespace gom::agent {
namespace {

template <typename... Parts>
uint64_t HashOf(const Parts&... parts) {
  return absl::HashOf(parts...);
}

uint64_t HashOfWords(const std::optional<v1::Words>& words) {
  return words.has_value() ? HashOf(words->vi()) : 0;
}

uint64_t HashOfFrame(const SchoolState& state) {
  uint64_t hash = HashOf(state.plan == nullptr ? std::string() : state.plan->sha256,
                         state.unit_row.has_value() ? state.unit_row->SerializeAsString() : "");
  for (const uint32_t period : state.locked) hash = HashOf(hash, period);
  for (const int indicator : state.not_applicable) hash = HashOf(hash, indicator);
  for (const plan::RecognisedItem& item : state.recognised)
    hash = HashOf(hash, item.form, item.field, item.item);
  return hash;
}

// By name: what the hub has not spoken about has a number of its own with every fold.
uint64_t HashOfName(const Revision* r) {
  return r == nullptr ? 0 : HashOf(r->name.stream, r->name.index);
}

uint64_t HashOfEntry(const Entry& entry) {
  uint64_t hash = HashOf(static_cast<int>(entry.Word()), HashOfName(entry.Shown()));
  for (const auto& [id, r] : entry.revisions) {
    hash =
        HashOf(hash, HashOfName(&r), r.hub_index, r.erased_at, entry.StandingOf(r),
               r.verdict.has_value() ? r.verdict->hub_index : 0, static_cast<int>(entry.WordOf(r)));
  }
  return hash;
}

uint64_t HashOfStatus(Desk& desk) {
  AgentStore& store = desk.store();
  const SyncMarks& m = store.marks();
  const SchoolState& state = desk.state();
  uint64_t hash =
      HashOf(m.last_sync, m.last_try, m.tries, HashOfWords(m.problem),
             HashOfWords(m.evidence_problem), m.highest_term, m.clock_skew_ms, m.differed_again,
             m.orphans_refused_at, state.waiting, state.held, state.in_conflict, state.returned,
             state.drafts.size(), store.evidence_at_hub().size(), store.IsShortOfRoom(),
             store.unwritable().ok(), store.damaged_drafts().size(), store.enrollment().address);
  for (const Notice& n : store.notices()) hash = HashOf(hash, n.told_at, n.words.vi());
  for (const v1::Words& w : state.problems) hash = HashOf(hash, w.vi());
  return HashOf(hash, store.holdings().receipts.size());
}

uint64_t HashOfMessages(Desk& desk) {
  uint64_t hash = HashOf(desk.store().marks().messages_seen_until);
  for (const Message& m : desk.state().messages)
    hash =
        HashOf(hash, m.name.stream, m.name.index, m.hub_index, m.acknowledged, m.sent, m.erased_at);
  return hash;
}

uint64_t HashOfCommune(Desk& desk) {
  const std::optional<v1::KeptCommune>& kept = desk.store().marks().commune;
  return kept.has_value() ? HashOf(kept->received(), kept->answer().tag()) : 0;
}

using Key = std::pair<uint32_t, uint32_t>;

// What is another, new or gone.
std::set<Key> Changed(const std::map<Key, uint64_t>& before, const std::map<Key, uint64_t>& after) {
  std::set<Key> changed;
  for (const auto& [key, hash] : after) {
    const auto was = before.find(key);
    if (was == before.end() || was->second != hash) changed.insert(key);
  }
  for (const auto& [key, hash] : before) {
    if (!after.contains(key)) changed.insert(key);
  }
  return changed;
}

}  // namespace

Glance GlanceAt(Desk& desk) {
  const SchoolState& state = desk.state();
  Glance glance;
  glance.frame = HashOfFrame(state);
  glance.status = HashOfStatus(desk);
  glance.messages = HashOfMessages(desk);
  glance.commune = HashOfCommune(desk);
  for (const auto& [key, entry] : state.entries) glance.entries[key] = HashOfEntry(entry);
  for (const Draft& draft : state.drafts) {
    uint64_t& hash = glance.drafts[{draft.form, draft.period}];
    hash = HashOf(hash, draft.updated_at, draft.wording.evidence.size(), draft.unread);
    for (const auto& [field, value] : draft.values.fields())
      hash = HashOf(hash, field, static_cast<int>(value.presence), value.number);
  }
  return glance;
}

v1::SchoolNews Difference(const Glance& before, const Glance& after, const SchoolState& state) {
  if (before.frame != after.frame || state.plan == nullptr)
    return before == after ? v1::SchoolNews() : EverythingIsNews();
  v1::SchoolNews news;
  news.set_messages(before.messages != after.messages);
  news.set_commune(before.commune != after.commune);
  news.set_status(before.status != after.status || news.messages());
  news.set_forms(news.messages());
  const auto tell = [&](const Key& key, bool draft_alone) {
    news.set_forms(true);
    const int form = state.plan->FormIndex(key.first);
    const int period = state.plan->PeriodIndex(key.second);
    if (form < 0 || period < 0) return;
    v1::EntryPlace* place = news.add_entries();
    place->set_form(state.plan->forms[static_cast<size_t>(form)].code);
    place->set_period(state.plan->periods[static_cast<size_t>(period)].code);
    place->set_draft_alone(draft_alone);
  };
  const std::set<Key> entries = Changed(before.entries, after.entries);
  for (const Key& key : entries) tell(key, false);
  for (const Key& key : Changed(before.drafts, after.drafts)) {
    if (!entries.contains(key)) tell(key, true);
  }
  return news.entries_size() > kMostPlaces ? EverythingIsNews() : news;
}

void Merge(const v1::SchoolNews& more, v1::SchoolNews* news) {
  if (news->everything()) return;
  news->set_status(news->status() || more.status());
  news->set_forms(news->forms() || more.forms());
  news->set_messages(news->messages() || more.messages());
  news->set_commune(news->commune() || more.commune());
  for (const v1::EntryPlace& place : more.entries()) {
    const auto told = std::find_if(
        news->mutable_entries()->begin(), news->mutable_entries()->end(),
        [&](const auto& p) { return p.form() == place.form() && p.period() == place.period(); });
    if (told == news->mutable_entries()->end()) {
      *news->add_entries() = place;
    } else {
      told->set_draft_alone(told->draft_alone() && place.draft_alone());
    }
  }
  if (more.everything() || news->entries_size() > kMostPlaces) *news = EverythingIsNews();
}

v1::SchoolNews EverythingIsNews() {
  v1::SchoolNews news;
  news.set_status(true);
  news.set_forms(true);
  news.set_messages(true);
  news.set_commune(true);
  news.set_everything(true);
  return news;
}

bool IsNews(const v1::SchoolNews& news) {
  return news.status() || news.forms() || news.commune() || news.everything() ||
         news.entries_size() > 0;
}

}  // namespace gom::agent
