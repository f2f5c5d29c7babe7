#include <chrono>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "common/plan/plan.h"

namespace gom::plan {
namespace {

// 0001-01-01 and 9999-12-31: what YYYY-MM-DD can say.
constexpr Day kFirstWritable = -719162;
constexpr Day kLastWritable = 2932896;

// -1 for anything but digits.
int Digits(std::string_view s) {
  int n = 0;
  for (const char c : s) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return -1;
    n = n * 10 + (c - '0');
  }
  return n;
}

}  // namespace

std::optional<Day> ParseDay(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const int y = Digits(iso.substr(0, 4)), m = Digits(iso.substr(5, 2)),
            d = Digits(iso.substr(8, 2));
  if (y < 1 || m < 1 || d < 1) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year{y},
                                        std::chrono::month{static_cast<unsigned>(m)},
                                        std::chrono::day{static_cast<unsigned>(d)}};
  if (!day.ok()) return std::nullopt;
  return static_cast<Day>(std::chrono::sys_days{day}.time_since_epoch().count());
}

std::string FormatDay(Day day) {
  if (day < kFirstWritable || day > kLastWritable) return "";
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day}}};
  return absl::StrFormat("%04d-%02u-%02u", static_cast<int>(ymd.year()),
                         static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

}  // namespace gom::plan
