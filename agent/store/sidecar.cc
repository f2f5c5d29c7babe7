#include "agent/store/sidecar.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {
namespace {

constexpr char kFirstLine[] = "gom-agent 1";

using Words = std::vector<std::string>;

Words Split(const std::string& line) { return absl::StrSplit(line, ' '); }

}  // namespace

Sidecar SidecarOf(const OwnStream& current) {
  Sidecar sidecar{.stream = current.id, .last = current.last(), .changes = {}};
  const size_t count = std::min(current.records.size(), kSidecarChanges);
  for (auto r = current.records.end() - static_cast<std::ptrdiff_t>(count);
       r != current.records.end(); ++r) {
    v1::Change change;
    if (!change.ParseFromString(r->main) || !change.has_revision()) continue;
    sidecar.changes.push_back({r->index, change.revision().form(), change.revision().period()});
  }
  return sidecar;
}

std::string ToText(const Sidecar& sidecar) {
  std::string text =
      absl::StrCat(kFirstLine, "\n", log::Hex(sidecar.stream), " ", sidecar.last, "\n");
  for (const Sidecar::Change& c : sidecar.changes)
    absl::StrAppend(&text, c.index, " ", c.form, " ", c.period, "\n");
  return text;
}

std::optional<Sidecar> FromText(std::string_view text) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '\n');
  // Each line ends with its mark: one that was cut off is none of ours.
  if (lines.size() < 3 || lines.front() != kFirstLine || !lines.back().empty()) return std::nullopt;
  Sidecar sidecar;
  const Words head = Split(lines[1]);
  if (head.size() != 2 || head[0].size() != 2 * sync::kStreamIdBytes) return std::nullopt;
  sidecar.stream = absl::HexStringToBytes(head[0]);
  if (log::Hex(sidecar.stream) != head[0] || !absl::SimpleAtoi(head[1], &sidecar.last))
    return std::nullopt;
  for (size_t i = 2; i + 1 < lines.size(); ++i) {
    const Words words = Split(lines[i]);
    Sidecar::Change c;
    if (words.size() != 3 || !absl::SimpleAtoi(words[0], &c.index) ||
        !absl::SimpleAtoi(words[1], &c.form) || !absl::SimpleAtoi(words[2], &c.period)) {
      return std::nullopt;
    }
    sidecar.changes.push_back(c);
  }
  return sidecar;
}

bool IsBehind(const std::vector<OwnStream>& streams, const Sidecar& sidecar,
              std::set<uint32_t>* periods) {
  const auto known = std::find_if(streams.begin(), streams.end(),
                                  [&](const OwnStream& s) { return s.id == sidecar.stream; });
  // A stream that was closed since is behind the database, not before it.
  if (known != streams.end() && (!known->current || known->last() >= sidecar.last)) return false;
  const uint64_t last = known == streams.end() ? 0 : known->last();
  for (const Sidecar::Change& c : sidecar.changes) {
    if (c.index > last) periods->insert(c.period);
  }
  return true;
}

}  // namespace gom::agent
