#include "common/platform/other_disks.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace gom::platform {
namespace {

constexpr const char* kPlaces[] = {"/media/", "/run/media/", "/mnt/"};
constexpr size_t kOctalDigits = 3;

bool IsOctal(std::string_view digits) {
  return digits.size() == kOctalDigits &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '7'; });
}

// The kernel writes blanks and the like as "\040".
std::string Unescaped(std::string_view name) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    const std::string_view digits = name.substr(i + 1, kOctalDigits);
    if (name[i] == '\\' && IsOctal(digits)) {
      out += static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0'));
      i += kOctalDigits;
    } else {
      out += name[i];
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> DisksIn(std::string_view mounts) {
  std::vector<std::string> disks;
  for (const absl::string_view line :
       absl::StrSplit(absl::string_view(mounts.data(), mounts.size()), '\n')) {
    const std::vector<std::string> columns = absl::StrSplit(line, ' ');
    if (columns.size() < 2) continue;
    std::string folder = Unescaped(columns[1]);
    const bool of_a_person =
        std::any_of(std::begin(kPlaces), std::end(kPlaces),
                    [&](const char* place) { return absl::StartsWith(folder, place); });
    if (of_a_person) disks.push_back(std::move(folder));
  }
  std::sort(disks.begin(), disks.end());
  disks.erase(std::unique(disks.begin(), disks.end()), disks.end());
  return disks;
}

std::vector<std::string> OtherDisks(const std::string& folder) {
  std::ifstream file("/proc/self/mounts");
  std::vector<std::string> disks = DisksIn(std::string(std::istreambuf_iterator<char>(file), {}));
  struct stat own {};
  const bool known = stat(folder.c_str(), &own) == 0;
  std::erase_if(disks, [&](const std::string& disk) {
    struct stat facts {};
    return stat(disk.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode) ||
           (known && facts.st_dev == own.st_dev) || access(disk.c_str(), W_OK) != 0;
  });
  return disks;
}

}  // namespace gom::platform
