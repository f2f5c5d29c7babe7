#include "hub/state/outcome.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/sync/revision.h"
#include "common/sync/twins.h"

namespace gom::hub {
namespace {

// What a text says, whoever typed it. Nothing: the bytes are no text, or none where there was one.
std::optional<sync::Wording> Said(const std::string& text) {
  auto decoded = sync::DecodeText(text);
  if (text.empty() || !decoded.ok()) return std::nullopt;
  decoded->author.clear();
  return *std::move(decoded);
}

using Alike = std::vector<const Revision*>;
// Each of them is a read of the disk; nobody types the same numbers so often.
constexpr size_t kMostAlike = 64;

// Gives those that say the same the content of the first.
void Unite(View& view, const Alike& alike, sync::Members* members) {
  struct Known {
    bool erased = false;
    std::optional<sync::Wording> said;
    log::Digest content;
  };
  std::vector<Known> known;
  for (const Revision* revision : alike) {
    const auto member = std::find_if(members->all.begin(), members->all.end(),
                                     [&](const sync::Member& m) { return m.id == revision->id; });
    const std::string text = view.ReadText(revision->id);
    Known now{text.empty(), Said(text), member->content};
    const auto same = std::find_if(known.begin(), known.end(), [&](const Known& k) {
      return now.erased ? k.erased : now.said.has_value() && now.said == k.said;
    });
    if (same != known.end()) {
      member->content = same->content;
    } else {
      known.push_back(std::move(now));
    }
  }
}

// The members while one of them waits for the operator; nothing where they are fit to be compared
// as they are.
std::optional<sync::Members> United(View& view, const Entry& entry) {
  const std::vector<sync::Member>& all = entry.members.all;
  if (std::none_of(all.begin(), all.end(), sync::WaitsForTheOperator)) return std::nullopt;
  std::map<log::Digest, Alike> by_numbers;
  for (const Revision& r : entry.revisions) {
    if (r.has_text) by_numbers[r.numbers].push_back(&r);
  }
  sync::Members united = entry.members;
  for (const auto& [numbers, alike] : by_numbers) {
    if (alike.size() > 1 && alike.size() <= kMostAlike) Unite(view, alike, &united);
  }
  return united;
}

// The content by which the Revision is compared with `members`.
log::Digest ContentOf(View& view, const Entry& entry, const sync::Members& members,
                      const Revision& revision, uint64_t self, sync::Candidate candidate,
                      LazyWording& wording) {
  const log::Digest own = candidate.content;
  if (!revision.has_text) return own;
  for (const Revision& known : entry.revisions) {
    if (!known.has_text || known.numbers != revision.numbers || known.id == self) continue;
    const sync::Member* member = members.Find(known.id);
    candidate.content = member->content;
    if (sync::Place(members, candidate, self).outcome != v1::OUTCOME_SAME) continue;
    if (member->content == own || !wording.Get().has_value()) return own;
    const std::string text = view.ReadText(known.id);
    if (text.empty() && wording.erased()) return member->content;
    auto theirs = Said(text);
    if (!theirs.has_value() || wording.erased()) continue;
    theirs->author = wording.Get()->author;  // who typed it is not what it says
    if (*theirs == *wording.Get()) return member->content;
  }
  return own;
}

}  // namespace

sync::Placement PlaceAmong(View& view, const Entry& entry, const Revision& revision, uint64_t self,
                           sync::Candidate candidate, LazyWording& wording) {
  // Whoever waits for the operator waits whatever it says.
  if (candidate.obstacle == v1::HELD_REASON_DEVICE_UNKNOWN ||
      candidate.obstacle == v1::HELD_REASON_DEVICE_REVOKED)
    return sync::Place(entry.members, candidate, self);
  const std::optional<sync::Members> united = United(view, entry);
  const sync::Members& members = united.has_value() ? *united : entry.members;
  candidate.content = ContentOf(view, entry, members, revision, self, candidate, wording);
  return sync::Place(members, candidate, self);
}

void NoteHeld(View& view, const EntryKey& key, uint64_t id, const sync::Placement& placement) {
  for (const uint64_t settled : placement.settles) view.SetHeld(settled, key, false);
  view.SetHeld(id, key, placement.outcome == v1::OUTCOME_HELD);
}

}  // namespace gom::hub
