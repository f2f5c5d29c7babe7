#include "common/platform/aside.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/platform/file_system.h"

namespace gom::platform {
namespace {

bool IsTaken(const std::string& name) {
  for (const char* ending : {"", "-wal"}) {
    if (Exists(name + ending)) return true;
  }
  return false;
}

}  // namespace

std::string Stamp(int64_t now_ms) {
  return absl::FormatTime("%Y%m%d-%H%M%S", absl::FromUnixMillis(now_ms), absl::UTCTimeZone());
}

std::string AsideName(const std::string& path, std::string_view why, int64_t now_ms) {
  const std::string first = absl::StrCat(path, ".", std::string(why), "-", Stamp(now_ms));
  std::string name = first;
  for (int n = 2; IsTaken(name); ++n) name = absl::StrCat(first, "-", n);
  return name;
}

absl::Status MoveAside(const std::string& path, const std::string& name) {
  return Exists(path) ? RenameNew(path, name) : absl::OkStatus();
}

}  // namespace gom::platform
