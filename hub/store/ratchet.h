// What a hub never takes back, whatever log is put under it: its term, how far its log had come,
// whom it revoked, and what it erased. A small text file of its own in the data folder, which no
// restore replaces: it takes the higher of both.
//
//   ASSIGN_OR_RETURN(RescuedRatchet kept, RescueRatchet(folder, now_ms));
//   if (TermToBegin(kept.ratchet, term, end, kept.kept_as.empty())) …      // an older log is here
//   RETURN_IF_ERROR(WriteRatchet(folder, Merge(kept.ratchet, now)));
//
// Plain values; only Read, Write and Rescue touch the disk.
#ifndef GOM_HUB_STORE_RATCHET_H_
#define GOM_HUB_STORE_RATCHET_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gom/v1/record.pb.h"

namespace gom::hub {

// In the data folder, and in a backup.
inline constexpr char kRatchetFile[] = "ratchet";

struct Ratchet {
  std::string hub;             // 16 bytes; empty: nothing is known yet
  uint64_t term = 0;           // highest ever
  uint64_t highest_index = 0;  // of the log in that term, as far as was told
  std::set<uint32_t> revoked;  // devices
  // Second parts of Changes, by stream (16 bytes) and index, and files, by SHA-256; with the code
  // of the unit.
  std::map<std::pair<std::string, uint64_t>, std::string> erased;
  std::map<std::string, std::string> erased_files;
  // A backup was put in place and its term has not begun: when it was made, milliseconds; 0: no.
  int64_t restored_from = 0;
  friend bool operator==(const Ratchet&, const Ratchet&) = default;
};

// The higher of both; the hub and the restore of the first that has one.
Ratchet Merge(const Ratchet& a, const Ratchet& b);

// The term that must begin before a log with this term and end is served: it is an older one than
// the ratchet has seen, or was restored, or `whole` is false: the ratchet is only what could be
// made out of a damaged one. Nothing where the log is the hub's newest.
std::optional<v1::TermBegun> TermToBegin(const Ratchet& ratchet, uint64_t term, uint64_t end,
                                         bool whole = true);

// Lines of words and numbers. kDataLoss ratchet_damaged.
std::string RatchetText(const Ratchet& ratchet);
absl::StatusOr<Ratchet> ParseRatchet(std::string_view text);
// What can be made out of a text that is damaged: those of its lines that are whole.
Ratchet SalvageRatchet(std::string_view text);

// `folder`/ratchet. A folder without one has an empty ratchet. Writing is durable when it returns.
absl::StatusOr<Ratchet> ReadRatchet(const std::string& folder);
absl::Status WriteRatchet(const std::string& folder, const Ratchet& ratchet);

struct RescuedRatchet {
  Ratchet ratchet;
  // The file was damaged and is kept under this path; more may have stood in it. Empty: it is
  // sound.
  std::string kept_as;
};
// As ReadRatchet, but one that is damaged is kept beside it, as ratchet.damaged-DATE, and what can
// be made out of it is answered. Fails where the disk does.
absl::StatusOr<RescuedRatchet> RescueRatchet(const std::string& folder, int64_t now_ms);

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_RATCHET_H_
