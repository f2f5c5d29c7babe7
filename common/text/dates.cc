#include "common/text/dates.h"

#include <optional>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/text/unicode.h"
#include "common/text/words.h"

namespace gom::text {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

// Numbers of up to eight digits; nullopt for anything else.
std::optional<int> Number(std::string_view s) {
  if (s.empty() || s.size() > 8 || s.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  int n = 0;
  for (const char c : s) n = n * 10 + (c - '0');
  return n;
}

// "ngay 5 thang 4 nam 2026" and "5/4/2026" alike, without their words: {"5", "4", "2026"}. Empty
// where the words do not fit.
std::vector<std::string> Tokens(std::string_view typed) {
  const std::string key = FoldKey(ToHalfWidth(typed));
  std::vector<std::string> tokens = {""};
  for (const char c : key) {
    if (c == ' ' || c == '/') {
      if (!tokens.back().empty()) tokens.emplace_back();
    } else {
      tokens.back() += c;
    }
  }
  if (tokens.back().empty()) tokens.pop_back();
  if (!tokens.empty() && tokens[0] == "ngay") tokens.erase(tokens.begin());
  if (tokens.size() == 5 && tokens[1] == "thang" && tokens[3] == "nam")
    return {tokens[0], tokens[2], tokens[4]};
  return tokens;
}

struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
};

int DaysInMonth(int year, int month) {
  return static_cast<int>(absl::CivilDay(absl::CivilMonth(year, month) + 1) -
                          absl::CivilDay(absl::CivilMonth(year, month)));
}

bool Exists(const Parts& p) {
  return p.month >= 1 && p.month <= 12 && p.day >= 1 && p.day <= DaysInMonth(p.year, p.month);
}

std::string Shown(std::string_view typed) { return Truncate(OneLine(TrimBlanks(typed)), 40); }

// A refusal that names a day which may have been meant, in words and as it should be written.
absl::Status RefuseNaming(const Message& m, std::vector<std::string> args, absl::CivilDay day) {
  std::vector<std::string> vi = args;
  std::vector<std::string> en = std::move(args);
  vi.push_back(FormatLong(Language::kVietnamese, day));
  en.push_back(FormatLong(Language::kEnglish, day));
  vi.push_back(FormatDate(day));
  en.push_back(FormatDate(day));
  return WithError(absl::StatusCode::kInvalidArgument, MakeError(m, vi, en));
}

absl::Status RefuseParts(std::string_view typed, const Parts& p) {
  if (p.month >= 1 && p.month <= 12) {
    return Refuse(absl::StatusCode::kInvalidArgument, kDateNoSuchDay, Shown(typed), p.month, p.year,
                  DaysInMonth(p.year, p.month));
  }
  const Parts swapped{.year = p.year, .month = p.day, .day = p.month};
  if (Exists(swapped)) {
    return RefuseNaming(kDateMonthFirst, {Shown(typed), std::to_string(p.month)},
                        absl::CivilDay(swapped.year, swapped.month, swapped.day));
  }
  return Refuse(absl::StatusCode::kInvalidArgument, kDateNoMonth, Shown(typed), p.month);
}

// The number of a day in a spreadsheet counts from 30 December 1899. Five digits are the years 1927
// to 2173.
absl::StatusOr<absl::CivilDay> RefuseOneNumber(std::string_view typed, const std::string& token) {
  const std::optional<int> n = Number(token);
  if (!n.has_value() || token.size() != 5) {
    return Refuse(absl::StatusCode::kInvalidArgument, kDateUnreadable, Shown(typed));
  }
  return RefuseNaming(kDateSerial, {Shown(typed)}, absl::CivilDay(1899, 12, 30) + *n);
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDate(std::string_view typed) {
  const std::vector<std::string> tokens = Tokens(typed);
  if (tokens.empty() && TrimBlanks(typed).empty())
    return Refuse(absl::StatusCode::kInvalidArgument, kDateEmpty);
  if (tokens.size() == 1) return RefuseOneNumber(typed, tokens[0]);
  if (tokens.size() != 3)
    return Refuse(absl::StatusCode::kInvalidArgument, kDateUnreadable, Shown(typed));
  const bool year_first = tokens[0].size() == 4;
  const std::string& year_token = tokens[year_first ? 0 : 2];
  const std::optional<int> year = Number(year_token);
  const std::optional<int> month = Number(tokens[1]);
  const std::optional<int> day = Number(tokens[year_first ? 2 : 0]);
  const bool readable = year && month && day && (year_token.size() == 4 || year_token.size() == 2);
  if (!readable) return Refuse(absl::StatusCode::kInvalidArgument, kDateUnreadable, Shown(typed));
  const Parts parts{
      .year = year_token.size() == 2 ? 2000 + *year : *year, .month = *month, .day = *day};
  if (parts.year < kFirstYear || parts.year > kLastYear) {
    return Refuse(absl::StatusCode::kInvalidArgument, kDateYear, Shown(typed));
  }
  if (!Exists(parts)) return RefuseParts(typed, parts);
  return absl::CivilDay(parts.year, parts.month, parts.day);
}

std::string FormatDate(absl::CivilDay day) {
  return absl::StrFormat("%02d/%02d/%04d", day.day(), day.month(), day.year());
}

std::string FormatIso(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::string FormatLong(Language l, absl::CivilDay day) {
  static constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
  if (l == Language::kEnglish)
    return absl::StrFormat("%d %s %d", day.day(), kMonths[day.month() - 1], day.year());
  return absl::StrFormat("ngày %d tháng %d năm %d", day.day(), day.month(), day.year());
}

std::string ShowIso(std::string_view iso) {
  const bool shaped = iso.size() == 10 && iso[4] == '-' && iso[7] == '-';
  if (!shaped) return std::string(iso);
  const absl::StatusOr<absl::CivilDay> day = ParseDate(iso);
  return day.ok() ? FormatDate(*day) : std::string(iso);
}

int64_t ToDays(absl::CivilDay day) { return day - absl::CivilDay(1970, 1, 1); }

absl::CivilDay FromDays(int64_t days) { return absl::CivilDay(1970, 1, 1) + days; }

absl::CivilDay DayOf(int64_t utc_ms, int utc_offset_seconds) {
  return absl::ToCivilDay(absl::FromUnixMillis(utc_ms), absl::FixedTimeZone(utc_offset_seconds));
}

std::string FormatTime(int64_t utc_ms, int utc_offset_seconds) {
  const absl::CivilSecond t =
      absl::ToCivilSecond(absl::FromUnixMillis(utc_ms), absl::FixedTimeZone(utc_offset_seconds));
  return absl::StrFormat("%02d:%02d %02d/%02d/%04d", t.hour(), t.minute(), t.day(), t.month(),
                         t.year());
}

}  // namespace gom::text
