#include "common/evidence/name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/evidence/limits.h"
#include "common/text/unicode.h"

namespace gom::evidence {
namespace {

// What Windows takes for a device, whatever ending it has.
bool IsDevice(std::string_view name) {
  std::string stem(text::TrimBlanks(name.substr(0, name.find('.'))));
  absl::AsciiStrToUpper(&stem);
  if (stem == "CON" || stem == "PRN" || stem == "AUX" || stem == "NUL") return true;
  return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) &&
         absl::ascii_isdigit(static_cast<unsigned char>(stem[3]));
}

}  // namespace

std::string DisplayName(std::string_view name) {
  std::string shown = text::OneLine(text::Nfc(name));
  if (const size_t slash = shown.find_last_of("/\\"); slash != shown.npos)
    shown.erase(0, slash + 1);
  std::replace_if(
      shown.begin(), shown.end(),
      [](char c) { return std::string_view("<>:\"|?*").find(c) != std::string_view::npos; }, '_');
  shown = std::string(text::TrimBlanks(shown));
  while (!shown.empty() && (shown.back() == '.' || shown.back() == ' ')) shown.pop_back();
  if (IsDevice(shown)) shown = absl::StrCat("_", shown);
  return text::Truncate(shown, kMaxName);
}

}  // namespace gom::evidence
