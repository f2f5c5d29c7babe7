#include "hub/cli/known_at.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "common/text/dates.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

constexpr int64_t kMinuteMs = 60'000;
constexpr int64_t kDayMs = 24 * 60 * kMinuteMs;

bool AllDigits(const std::string& s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// Minutes of "14:05"; -1: not a time of day.
int MinutesOf(const std::string& time) {
  const size_t colon = time.find(':');
  if (colon == std::string::npos) return -1;
  const std::string hour = time.substr(0, colon), minute = time.substr(colon + 1);
  int h = 0, m = 0;
  if (!AllDigits(hour) || !AllDigits(minute) || minute.size() != 2) return -1;
  if (!absl::SimpleAtoi(hour, &h) || !absl::SimpleAtoi(minute, &m)) return -1;
  return h < 24 && m < 60 ? h * 60 + m : -1;
}

}  // namespace

absl::Status SetKnownAt(const std::string& typed, int utc_offset_seconds,
                        v1::GetProgressRequest* request) {
  std::string day(absl::StripAsciiWhitespace(typed));
  const auto unreadable = [&] {
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kKnownAtUnreadable, typed);
  };
  if (AllDigits(day)) {
    uint64_t position = 0;
    if (!absl::SimpleAtoi(day, &position) || position == 0) return unreadable();
    request->set_known_at(position);
    return absl::OkStatus();
  }
  int64_t end = kDayMs;
  if (const size_t space = day.rfind(' '); space != std::string::npos && day.find(':') > space) {
    const int minutes = MinutesOf(day.substr(space + 1));
    if (minutes >= 0) {
      end = (minutes + 1) * kMinuteMs;
      day.resize(space);
    } else if (day.find(':') != std::string::npos) {
      return unreadable();
    }
  }
  ASSIGN_OR_RETURN(const absl::CivilDay date, text::ParseDate(day));
  request->set_known_at_ms(text::ToDays(date) * kDayMs + end - 1 -
                           int64_t{utc_offset_seconds} * 1000);
  return absl::OkStatus();
}

}  // namespace gom::hub
