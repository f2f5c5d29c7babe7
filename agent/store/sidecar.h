// A small file beside agent.db, outside the database: how far the current stream had come, and what
// its newest Changes were about. A database that is behind it has lost what was said to be saved (a
// WAL that somebody deleted, a file copied back). One that is ahead of it has not: the file is
// written after the commit that it speaks of.
//
// Pure, but for the file itself, which is agent_store's.
#ifndef GOM_AGENT_STORE_SIDECAR_H_
#define GOM_AGENT_STORE_SIDECAR_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/state/holdings.h"

namespace gom::agent {

inline constexpr char kSidecarFile[] = "agent.seq";
// So many Changes are remembered with their form and period.
inline constexpr size_t kSidecarChanges = 64;

struct Sidecar {
  struct Change {
    uint64_t index = 0;
    uint32_t form = 0, period = 0;  // numbers
    friend bool operator==(const Change&, const Change&) = default;
  };
  std::string stream;           // 16 bytes
  uint64_t last = 0;            // its end
  std::vector<Change> changes;  // ascending; Revisions alone
  friend bool operator==(const Sidecar&, const Sidecar&) = default;
};

Sidecar SidecarOf(const OwnStream& current);

// As text, so that a person can read it. Nothing where it cannot be read: that is no error.
std::string ToText(const Sidecar& sidecar);
std::optional<Sidecar> FromText(std::string_view text);

// Whether the database with these streams has lost Changes that the file knows of: its stream is
// not there, or is the current one and shorter. `*periods`: what the lost ones were about, as far
// as it is known.
bool IsBehind(const std::vector<OwnStream>& streams, const Sidecar& sidecar,
              std::set<uint32_t>* periods);

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_SIDECAR_H_
