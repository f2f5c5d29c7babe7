// The tables of agent.db beside the logs.
#ifndef GOM_AGENT_STORE_SCHEMA_H_
#define GOM_AGENT_STORE_SCHEMA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/log/sqlite_log.h"

namespace gom::agent {

// "GomA".
inline constexpr uint32_t kApplicationId = 0x476f6d41;

// Own streams take the log numbers from 2 on; log 1 is never used here.
inline constexpr uint32_t kFirstStream = 2;

// event.fold: what is believed, and a reading of the hub's log that is not complete yet.
inline constexpr int kFoldCurrent = 0;
inline constexpr int kFoldAside = 1;

inline constexpr char kAgentTablesSql[] = R"sql(
CREATE TABLE stream (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  current INTEGER NOT NULL,
  agreed INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  sent INTEGER NOT NULL
);
CREATE TABLE event (
  fold INTEGER NOT NULL,
  hub_index INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  own_log INTEGER NOT NULL,
  main BLOB NOT NULL,
  text BLOB NOT NULL,
  stream BLOB NOT NULL,
  change_digest INTEGER NOT NULL,
  PRIMARY KEY (fold, hub_index)
) WITHOUT ROWID;
CREATE TABLE draft (
  form INTEGER NOT NULL,
  period INTEGER NOT NULL,
  main BLOB NOT NULL,
  text BLOB NOT NULL,
  unread BLOB NOT NULL,
  base_stream BLOB NOT NULL,
  base_index INTEGER NOT NULL,
  base_digest INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (form, period)
) WITHOUT ROWID;
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;
)sql";

// What is to be handed back to a restored hub, and streams that are closed here and not yet settled
// with the hub.
inline constexpr char kHealingSql[] = R"sql(
ALTER TABLE stream ADD COLUMN settled INTEGER NOT NULL DEFAULT 1;
CREATE TABLE orphan_stream (
  stream BLOB PRIMARY KEY,
  device INTEGER NOT NULL,
  after_index INTEGER NOT NULL,
  after_digest BLOB NOT NULL,
  refused_in INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE orphan_change (
  stream BLOB NOT NULL,
  stream_index INTEGER NOT NULL,
  main BLOB NOT NULL,
  text BLOB NOT NULL,
  PRIMARY KEY (stream, stream_index)
) WITHOUT ROWID;
CREATE TABLE orphan_word (
  place INTEGER PRIMARY KEY,
  hub_index INTEGER NOT NULL,
  main BLOB NOT NULL,
  text BLOB NOT NULL,
  stream BLOB NOT NULL,
  stream_index INTEGER NOT NULL,
  digest INTEGER NOT NULL
);
)sql";

// What happened and a person should read; a later one has the greater place. What an older program
// kept in a row of meta had no time, and is not taken over: what is still so is said again.
inline constexpr char kNoticesSql[] = R"sql(
CREATE TABLE notice (
  place INTEGER PRIMARY KEY,
  told_at INTEGER NOT NULL,  -- milliseconds, by this computer's clock
  until INTEGER NOT NULL,    -- by the hub's; 0: no hub has been heard since
  vi TEXT NOT NULL,
  en TEXT NOT NULL
);
DELETE FROM meta WHERE name = 'notices';
)sql";

// What the hub has signed for.
inline constexpr char kReceiptSql[] = R"sql(
CREATE TABLE receipt (
  stream BLOB NOT NULL,
  stream_index INTEGER NOT NULL,
  term INTEGER NOT NULL,
  at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (stream, stream_index, term)
) WITHOUT ROWID;
)sql";

// Files of evidence that the hub holds whole.
inline constexpr char kEvidenceSql[] = R"sql(
CREATE TABLE evidence_at_hub (
  sha256 BLOB PRIMARY KEY
) WITHOUT ROWID;
)sql";

// What a row says, digested when it is written (common/log/row_digest.h): whoever reads it sees
// whether it still says that. Records have their chain.
inline constexpr char kEventDigest[] =
    "row_digest(hub_index, digest, own_log, main, text, stream, change_digest)";
inline constexpr char kDraftDigest[] =
    "row_digest(form, period, main, text, unread, base_stream, base_index, base_digest, "
    "updated_at)";
// Of rows that an older program has written nobody knows better.
inline std::string DigestOldRowsSql() {
  return absl::StrCat("UPDATE event SET row_digest = ", kEventDigest, " WHERE row_digest = x'';",
                      "UPDATE draft SET row_digest = ", kDraftDigest, " WHERE row_digest = x'';");
}
inline std::string RowDigestsSql() {
  return absl::StrCat("ALTER TABLE event ADD COLUMN row_digest BLOB NOT NULL DEFAULT x'';",
                      "ALTER TABLE draft ADD COLUMN row_digest BLOB NOT NULL DEFAULT x'';",
                      DigestOldRowsSql());
}

// How far the hub has taken a stream that is handed back.
inline constexpr char kOrphanTakenSql[] =
    "ALTER TABLE orphan_stream ADD COLUMN taken_to INTEGER NOT NULL DEFAULT 0";

// One step a version of agent.db, in order.
inline std::vector<std::string> Migrations() {
  return {std::string(log::kRecordTableSql) + ";" + kAgentTablesSql,
          kHealingSql,
          kNoticesSql,
          kReceiptSql,
          kEvidenceSql,
          RowDigestsSql(),
          kOrphanTakenSql};
}

// Rows of meta.
inline constexpr char kMetaEnrollment[] =
    "enrollment";  // v1::EnrollResponse, certificates left out
inline constexpr char kMetaAddress[] = "address";
inline constexpr char kMetaRead[] = "read";    // v1::Position
inline constexpr char kMetaAside[] = "aside";  // v1::Position; empty: no reading aside
// "1" where the reading aside began because the hub did not know the read position.
inline constexpr char kMetaAsideLost[] = "aside_lost";
// Where the digest of the unit's state differed; empty: it agreed last. And "1" where it still did
// after the hub's log was read anew.
inline constexpr char kMetaDifferedAt[] = "differed_at";
inline constexpr char kMetaDifferedAgain[] = "differed_again";
// "1" while the hub does not know this computer.
inline constexpr char kMetaWaitsForReadmission[] = "waits_for_readmission";
// "1" where something was erased: its words may still stand in pages that are free, its photos may
// still be here.
inline constexpr char kMetaUnswept[] = "unswept";
inline constexpr char kMetaHighestTerm[] = "highest_term";
inline constexpr char kMetaLastSync[] = "last_sync";
inline constexpr char kMetaLastTry[] = "last_try";
inline constexpr char kMetaTries[] = "tries";
inline constexpr char kMetaFailingSince[] = "failing_since";
inline constexpr char kMetaProblemCode[] = "problem_code";
inline constexpr char kMetaProblem[] = "problem";                   // v1::Words; empty: none
inline constexpr char kMetaEvidenceProblem[] = "evidence_problem";  // the same of photos
inline constexpr char kMetaMessagesSeen[] = "messages_seen_until";
// v1::KeptCommune: where the commune stood, as the hub said last.
inline constexpr char kMetaCommune[] = "commune";
inline constexpr char kMetaSkew[] = "clock_skew_ms";
inline constexpr char kMetaOrphansRefusedAt[] = "orphans_refused_at";

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_SCHEMA_H_
