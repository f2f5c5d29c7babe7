#include "hub/store/ratchet.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/log/chain.h"
#include "common/platform/aside.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

constexpr char kFirstLine[] = "gom-ratchet 1";

// Nothing where they are not that many bytes in hex.
std::string BytesOf(const std::string& hex, size_t size) {
  std::string bytes = absl::HexStringToBytes(hex);
  return bytes.size() == size && log::Hex(bytes) == hex ? bytes : std::string();
}

bool TakeErased(const std::vector<std::string>& words, Ratchet* ratchet) {
  if (words.size() != 4) return false;
  const std::string stream = BytesOf(words[2], 16);
  uint64_t index = 0;
  if (words[1].empty() || stream.empty() || !absl::SimpleAtoi(words[3], &index)) return false;
  ratchet->erased[{stream, index}] = words[1];
  return true;
}

bool TakeErasedFile(const std::vector<std::string>& words, Ratchet* ratchet) {
  if (words.size() != 3) return false;
  const std::string sha256 = BytesOf(words[2], 32);
  if (words[1].empty() || sha256.empty()) return false;
  ratchet->erased_files[sha256] = words[1];
  return true;
}

// One line: a word and what it says. False where it cannot be read.
bool TakeLine(const std::vector<std::string>& words, Ratchet* ratchet) {
  if (words[0] == "hub" && words.size() == 2) {
    ratchet->hub = absl::HexStringToBytes(words[1]);
    return words[1].size() == 32 && log::Hex(ratchet->hub) == words[1];
  }
  if (words[0] == "revoked") {
    for (size_t i = 1; i < words.size(); ++i) {
      uint32_t device = 0;
      if (!absl::SimpleAtoi(words[i], &device)) return false;
      ratchet->revoked.insert(device);
    }
    return true;
  }
  if (words[0] == "erased") return TakeErased(words, ratchet);
  if (words[0] == "erased-file") return TakeErasedFile(words, ratchet);
  if (words.size() != 2) return false;
  if (words[0] == "term") return absl::SimpleAtoi(words[1], &ratchet->term);
  if (words[0] == "highest-index") return absl::SimpleAtoi(words[1], &ratchet->highest_index);
  if (words[0] == "restored-from") return absl::SimpleAtoi(words[1], &ratchet->restored_from);
  return false;
}

std::string PathOf(const std::string& folder) { return absl::StrCat(folder, "/", kRatchetFile); }

}  // namespace

Ratchet Merge(const Ratchet& a, const Ratchet& b) {
  Ratchet both = a;
  if (both.hub.empty()) both.hub = b.hub;
  // A new term may begin on a shorter log: an index says something within its term alone.
  const auto at = std::max(std::pair(a.term, a.highest_index), std::pair(b.term, b.highest_index));
  both.term = at.first;
  both.highest_index = at.second;
  both.revoked.insert(b.revoked.begin(), b.revoked.end());
  both.erased.insert(b.erased.begin(), b.erased.end());
  both.erased_files.insert(b.erased_files.begin(), b.erased_files.end());
  if (both.restored_from == 0) both.restored_from = b.restored_from;
  return both;
}

std::optional<v1::TermBegun> TermToBegin(const Ratchet& ratchet, uint64_t term, uint64_t end,
                                         bool whole) {
  const bool newest = std::pair(term, end) >= std::pair(ratchet.term, ratchet.highest_index);
  if (whole && newest && ratchet.restored_from == 0) return std::nullopt;
  v1::TermBegun begun;
  begun.set_term(std::max(term, ratchet.term) + 1);
  begun.set_why(v1::TermBegun::WHY_RESTORED);
  begun.set_backup_at(ratchet.restored_from);
  begun.set_highest_index(ratchet.highest_index);
  return begun;
}

std::string RatchetText(const Ratchet& ratchet) {
  std::string text = absl::StrCat(kFirstLine, "\n");
  if (!ratchet.hub.empty()) absl::StrAppend(&text, "hub ", log::Hex(ratchet.hub), "\n");
  absl::StrAppend(&text, "term ", ratchet.term, "\nhighest-index ", ratchet.highest_index, "\n");
  if (!ratchet.revoked.empty())
    absl::StrAppend(&text, "revoked ", absl::StrJoin(ratchet.revoked, " "), "\n");
  for (const auto& [name, unit] : ratchet.erased)
    absl::StrAppend(&text, "erased ", unit, " ", log::Hex(name.first), " ", name.second, "\n");
  for (const auto& [sha256, unit] : ratchet.erased_files)
    absl::StrAppend(&text, "erased-file ", unit, " ", log::Hex(sha256), "\n");
  if (ratchet.restored_from != 0)
    absl::StrAppend(&text, "restored-from ", ratchet.restored_from, "\n");
  return text;
}

absl::StatusOr<Ratchet> ParseRatchet(std::string_view text) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '\n', absl::SkipEmpty());
  Ratchet ratchet;
  bool good = !lines.empty() && lines[0] == kFirstLine;
  for (size_t i = 1; i < lines.size() && good; ++i)
    good = TakeLine(absl::StrSplit(lines[i], ' '), &ratchet);
  if (!good) return text::Refuse(absl::StatusCode::kDataLoss, kRatchetDamaged, kRatchetFile);
  return ratchet;
}

Ratchet SalvageRatchet(std::string_view text) {
  Ratchet ratchet;
  // Without its end a line may name another device.
  const size_t whole = text.rfind('\n');
  if (whole == std::string_view::npos) return ratchet;
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), whole), '\n', absl::SkipEmpty());
  for (const std::string& line : lines) {
    Ratchet taken = ratchet;
    if (TakeLine(absl::StrSplit(line, ' '), &taken)) ratchet = std::move(taken);
  }
  return ratchet;
}

absl::StatusOr<Ratchet> ReadRatchet(const std::string& folder) {
  if (!platform::Exists(PathOf(folder))) return Ratchet();
  ASSIGN_OR_RETURN(const std::string text, platform::ReadFile(PathOf(folder)));
  return ParseRatchet(text);
}

absl::StatusOr<RescuedRatchet> RescueRatchet(const std::string& folder, int64_t now_ms) {
  absl::StatusOr<Ratchet> sound = ReadRatchet(folder);
  if (sound.ok()) return RescuedRatchet{*std::move(sound), ""};
  if (!absl::IsDataLoss(sound.status())) return sound.status();
  ASSIGN_OR_RETURN(const std::string text, platform::ReadFile(PathOf(folder)));
  RescuedRatchet rescued;
  rescued.ratchet = SalvageRatchet(text);
  rescued.kept_as = absl::StrCat(PathOf(folder), ".damaged-", platform::Stamp(now_ms));
  GOM_STEPS_OF("hub.ratchet_damaged");
  RETURN_IF_ERROR(platform::WritePrivateFile(rescued.kept_as, text));
  return rescued;
}

absl::Status WriteRatchet(const std::string& folder, const Ratchet& ratchet) {
  GOM_STEPS_OF("hub.ratchet");
  return platform::WritePrivateFile(PathOf(folder), RatchetText(ratchet));
}

}  // namespace gom::hub
