// What the hub says was erased on request: the words of Changes, wherever this computer holds them,
// and photos and scans.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

struct Redacted {
  std::set<std::pair<std::string, uint64_t>> names;  // of Changes: stream and index
  std::set<std::string> files;                       // SHA-256
};

Redacted RedactedIn(const std::vector<HubEvent>& events) {
  Redacted redacted;
  v1::Event event;
  for (const HubEvent& e : events) {
    if (e.own_log != 0 || !event.ParseFromString(e.main)) continue;
    for (const v1::RedactedText& text : event.redacted().texts())
      redacted.names.emplace(text.stream(), text.stream_index());
    redacted.files.insert(event.redacted().evidence().begin(), event.redacted().evidence().end());
  }
  return redacted;
}

void AddText(const std::string& text, std::set<std::string>* texts) {
  if (!text.empty()) texts->insert(text);
}

// The bytes that are to go. Each has a salt of its own: where they stand elsewhere it is the same
// text, which was moved to another stream or handed back.
std::set<std::string> TextsOf(const decltype(Redacted::names)& names, const Holdings& holdings,
                              const std::vector<HubEvent>& events) {
  std::set<std::string> texts;
  for (const OwnStream& s : holdings.streams) {
    for (const OwnRecord& r : s.records) {
      if (r.index <= s.last() && names.contains({s.id, r.index})) AddText(r.text, &texts);
    }
  }
  for (const OrphanStream& s : holdings.orphans.streams) {
    for (const OwnRecord& r : s.changes) {
      if (names.contains({s.id, r.index})) AddText(r.text, &texts);
    }
  }
  v1::Event event;
  for (const HubEvent& e : events) {
    if (e.own_log != 0 || e.text.empty() || !event.ParseFromString(e.main)) continue;
    if (event.has_received() && names.contains({e.stream, event.received().index()}))
      AddText(e.text, &texts);
  }
  return texts;
}

}  // namespace

absl::Status AgentStore::EraseRedacted(const std::vector<HubEvent>& events) {
  const Redacted redacted = RedactedIn(events);
  if (redacted.names.empty() && redacted.files.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<HubEvent> held, ReadEvents(kFoldCurrent));
  ASSIGN_OR_RETURN(const std::vector<HubEvent> aside, ReadEvents(kFoldAside));
  held.insert(held.end(), aside.begin(), aside.end());
  // Of a reading that has just ended what the hub has lost was set aside to be handed back.
  held.insert(held.end(), holdings_.events.begin(), holdings_.events.end());
  const std::set<std::string> texts = TextsOf(redacted.names, holdings_, held);
  Touch(kStreams | kEvents | kOrphans);
  RETURN_IF_ERROR(db_->Run([&] {
    GOM_STEP("erase");
    // An event that is damaged must not look sound for it.
    const std::string sound_event = absl::StrCat(
        "UPDATE event SET text = x'', row_digest = row_digest(hub_index, digest, own_log, main, "
        "x'', stream, change_digest) WHERE text = ? AND row_digest = ",
        kEventDigest);
    for (const std::string& sql :
         {std::string("UPDATE record SET text = x'' WHERE text = ?"), sound_event,
          std::string("UPDATE event SET text = x'' WHERE text = ?"),
          std::string("UPDATE orphan_change SET text = x'' WHERE text = ?")}) {
      log::Query erase(*db_, sql);
      for (const std::string& text : texts) {
        BindBlob(*erase, 1, text);
        erase->exec();
        erase->reset();
      }
    }
  }));
  // Also where nobody could read it any more: rows that are gone may have left it behind.
  return SetMeta(kMetaUnswept, "1");
}

// All that were ever named: the folder may have been put back apart from the database.
absl::Status AgentStore::EraseFiles() {
  ASSIGN_OR_RETURN(std::vector<HubEvent> events, ReadEvents(kFoldCurrent));
  ASSIGN_OR_RETURN(const std::vector<HubEvent> aside, ReadEvents(kFoldAside));
  events.insert(events.end(), aside.begin(), aside.end());
  for (const std::string& sha256 : RedactedIn(events).files)
    RETURN_IF_ERROR(evidence_.Remove(sha256));
  return absl::OkStatus();
}

absl::Status AgentStore::Sweep() {
  if (!marks_.unswept) return absl::OkStatus();
  RETURN_IF_ERROR(EraseFiles());
  GOM_STEPS_OF("agent.sweep");
  // Rows that were deleted or moved long ago have left their bytes in pages that nobody reads: the
  // file is written anew. The copy that SQLite makes for it stays in memory.
  RETURN_IF_ERROR(db_->Run([&] {
    GOM_STEP("vacuum");
    db_->connection().exec("PRAGMA temp_store = MEMORY");
    db_->connection().exec("VACUUM");
  }));
  RETURN_IF_ERROR(db_->EmptyWal());
  return Change([&] { return SetMeta(kMetaUnswept, ""); });
}

}  // namespace gom::agent
