// Dates as Vietnamese offices write them: day first. There is no clock in here; times are given.
//
//   ParseDate("5/4/26")                       // 5 April 2026
//   FormatDate(day)                           // "05/04/2026"
//   FormatTime(utc_ms, 7 * 3600)              // "14:05 03/07/2026"
#ifndef GOM_COMMON_TEXT_DATES_H_
#define GOM_COMMON_TEXT_DATES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/text/message.h"

namespace gom::text {

// dd/mm/yyyy, d/m/yy (also with - or .), "ngày 5 tháng 4 năm 2026", yyyy-mm-dd. Years 1900 … 2100;
// two digits are 20yy. Refuses with kInvalidArgument: date_empty, date_unreadable, date_no_such_day
// ("31/02/2026"), date_month_first
// ("04/15/2026"), date_serial ("46117", says which day that would be), date_year.
absl::StatusOr<absl::CivilDay> ParseDate(std::string_view typed);

// "05/04/2026".
std::string FormatDate(absl::CivilDay day);
// "2026-04-05": how dates stand in plans, rosters and messages.
std::string FormatIso(absl::CivilDay day);
// "ngày 5 tháng 4 năm 2026", "5 April 2026": to echo what was understood.
std::string FormatLong(Language l, absl::CivilDay day);
// An ISO date as "05/04/2026"; anything else as it stands.
std::string ShowIso(std::string_view iso);

// Days since 1970-01-01, as a date field is stored.
int64_t ToDays(absl::CivilDay day);
absl::CivilDay FromDays(int64_t days);

// The day of a time in milliseconds since 1970 UTC, at an offset in seconds east of UTC.
absl::CivilDay DayOf(int64_t utc_ms, int utc_offset_seconds);
// "14:05 03/07/2026" of a time in milliseconds since 1970 UTC, seen at an offset in seconds east of
// UTC.
std::string FormatTime(int64_t utc_ms, int utc_offset_seconds);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_DATES_H_
