#include "common/text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "absl/strings/str_format.h"
#include "common/text/words.h"

namespace gom::text {
namespace {

constexpr int32_t kReplacement = 0xFFFD;

const utf8proc_uint8_t* Bytes(std::string_view s) {
  return reinterpret_cast<const utf8proc_uint8_t*>(s.data());
}

// The code point at s[*at], moving *at past it. A byte that begins none is kReplacement.
int32_t NextPoint(std::string_view s, size_t* at) {
  utf8proc_int32_t point = -1;
  const auto rest = static_cast<utf8proc_ssize_t>(s.size() - *at);
  const utf8proc_ssize_t n = utf8proc_iterate(Bytes(s) + *at, rest, &point);
  if (n <= 0 || point < 0) {
    ++*at;
    return kReplacement;
  }
  *at += static_cast<size_t>(n);
  return point;
}

void AppendPoint(int32_t point, std::string* out) {
  utf8proc_uint8_t buffer[4];
  const utf8proc_ssize_t n = utf8proc_encode_char(point, buffer);
  out->append(reinterpret_cast<const char*>(buffer),
              static_cast<size_t>(std::max<utf8proc_ssize_t>(n, 0)));
}

std::string Mend(std::string_view s) {
  if (IsUtf8(s)) return std::string(s);
  std::string out;
  for (size_t at = 0; at < s.size();) AppendPoint(NextPoint(s, &at), &out);
  return out;
}

std::string Map(std::string_view s, int options) {
  std::string good = Mend(s);
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t n = utf8proc_map(Bytes(good), static_cast<utf8proc_ssize_t>(good.size()),
                                          &mapped, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  // Only running out of memory is left as a cause; the text as it stands is better than none.
  if (n < 0) return good;
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<size_t>(n));
}

bool IsControl(int32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

bool TurnsDirection(int32_t point) {
  return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool IsBlank(int32_t point) {
  if (point == ' ' || (point >= '\t' && point <= '\r')) return true;
  return point >= 0x80 && (utf8proc_category(point) == UTF8PROC_CATEGORY_ZS || point == 0xFEFF);
}

// What a person counts as one character, and how wide it is.
struct Cluster {
  size_t begin = 0;
  size_t end = 0;
  int columns = 0;
};

int PointColumns(int32_t point) { return IsControl(point) ? 0 : utf8proc_charwidth(point); }

// Calls `visit` with each cluster in turn.
template <typename Visit>
void ForEachCluster(std::string_view s, Visit visit) {
  Cluster cluster;
  utf8proc_int32_t state = 0;
  int32_t previous = -1;
  for (size_t at = 0; at < s.size();) {
    const size_t begin = at;
    const int32_t point = NextPoint(s, &at);
    if (previous >= 0 && utf8proc_grapheme_break_stateful(previous, point, &state)) {
      visit(cluster);
      cluster = {.begin = begin};
    }
    cluster.end = at;
    cluster.columns = std::max(cluster.columns, PointColumns(point));
    previous = point;
  }
  if (previous >= 0) visit(cluster);
}

}  // namespace

bool IsUtf8(std::string_view s) {
  for (size_t at = 0; at < s.size();) {
    utf8proc_int32_t point = -1;
    const auto n =
        utf8proc_iterate(Bytes(s) + at, static_cast<utf8proc_ssize_t>(s.size() - at), &point);
    if (n <= 0) return false;
    at += static_cast<size_t>(n);
  }
  return true;
}

std::string Nfc(std::string_view s) {
  if (std::all_of(s.begin(), s.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return std::string(s);
  }
  return Map(s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string ToHalfWidth(std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size();) {
    const int32_t point = NextPoint(s, &at);
    if (point >= 0xFF01 && point <= 0xFF5E) {
      out += static_cast<char>(point - 0xFF01 + '!');
    } else if (point == 0x3000) {
      out += ' ';
    } else {
      AppendPoint(point, &out);
    }
  }
  return out;
}

std::string_view TrimBlanks(std::string_view s) {
  size_t begin = s.size();
  size_t end = 0;
  for (size_t at = 0; at < s.size();) {
    const size_t here = at;
    if (IsBlank(NextPoint(s, &at))) continue;
    begin = std::min(begin, here);
    end = at;
  }
  return end == 0 ? std::string_view() : s.substr(begin, end - begin);
}

int ColumnWidth(std::string_view s) {
  int columns = 0;
  ForEachCluster(s, [&](const Cluster& c) { columns += c.columns; });
  return columns;
}

size_t CountCharacters(std::string_view s) {
  size_t n = 0;
  ForEachCluster(s, [&](const Cluster&) { ++n; });
  return n;
}

std::string Truncate(std::string_view s, int columns) {
  if (columns <= 0) return "";
  if (ColumnWidth(s) <= columns) return std::string(s);
  size_t end = 0;
  int used = 0;
  bool full = false;
  ForEachCluster(s, [&](const Cluster& c) {
    full = full || used + c.columns > columns - 1;
    if (full) return;
    used += c.columns;
    end = c.end;
  });
  return std::string(s.substr(0, end)) + "…";
}

namespace {

// Cuts what is wider than a line into pieces that are not.
void AddLongWord(std::string_view word, int columns, std::vector<std::string>* lines,
                 std::string* line) {
  int used = ColumnWidth(*line);
  ForEachCluster(word, [&](const Cluster& c) {
    if (used > 0 && used + c.columns > columns) {
      lines->push_back(std::move(*line));
      line->clear();
      used = 0;
    }
    line->append(word.substr(c.begin, c.end - c.begin));
    used += c.columns;
  });
}

void WrapParagraph(std::string_view s, int columns, std::vector<std::string>* lines) {
  std::string line;
  for (size_t at = 0; at < s.size();) {
    while (at < s.size() && s[at] == ' ') ++at;
    size_t end = s.find(' ', at);
    if (end == std::string_view::npos) end = s.size();
    const std::string_view word = s.substr(at, end - at);
    at = end;
    if (word.empty()) continue;
    const int room = columns - ColumnWidth(line) - (line.empty() ? 0 : 1);
    if (!line.empty() && ColumnWidth(word) > room) {
      lines->push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    if (ColumnWidth(word) > columns) {
      AddLongWord(word, columns, lines, &line);
    } else {
      line += word;
    }
  }
  lines->push_back(std::move(line));
}

}  // namespace

std::vector<std::string> Wrap(std::string_view s, int columns) {
  std::vector<std::string> lines;
  columns = std::max(columns, 1);
  for (;;) {
    const size_t end = s.find('\n');
    WrapParagraph(s.substr(0, end), columns, &lines);
    if (end == std::string_view::npos) return lines;
    s.remove_prefix(end + 1);
  }
}

std::string PadRight(std::string_view s, int columns) {
  std::string out(s);
  out.append(static_cast<size_t>(std::max(0, columns - ColumnWidth(s))), ' ');
  return out;
}

std::string PadLeft(std::string_view s, int columns) {
  std::string out(static_cast<size_t>(std::max(0, columns - ColumnWidth(s))), ' ');
  out.append(s);
  return out;
}

std::string OneLine(std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size();) {
    const int32_t point = NextPoint(s, &at);
    if (TurnsDirection(point)) continue;
    AppendPoint(IsControl(point) ? ' ' : point, &out);
  }
  return out;
}

namespace {

std::string PointName(int32_t point) { return absl::StrFormat("U+%04X", point); }

std::string UnixLineEnds(std::string_view s) {
  std::string out;
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '\r') {
      out += s[i];
    } else if (i + 1 == s.size() || s[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

}  // namespace

absl::StatusOr<std::string> CleanText(std::string_view typed, size_t max_characters) {
  if (!IsUtf8(typed)) return Refuse(absl::StatusCode::kInvalidArgument, kTextNotUtf8);
  std::string text = UnixLineEnds(typed);
  size_t place = 0;
  for (size_t at = 0; at < text.size();) {
    const int32_t point = NextPoint(text, &at);
    ++place;
    if (IsControl(point) && point != '\n' && point != '\t') {
      return Refuse(absl::StatusCode::kInvalidArgument, kTextControlCharacter, PointName(point),
                    place);
    }
    if (TurnsDirection(point)) {
      return Refuse(absl::StatusCode::kInvalidArgument, kTextDirection, PointName(point), place);
    }
  }
  text = Nfc(TrimBlanks(text));
  if (const size_t n = CountCharacters(text); n > max_characters) {
    return Refuse(absl::StatusCode::kInvalidArgument, kTextTooLong, n, max_characters,
                  n - max_characters);
  }
  return text;
}

std::string FoldKey(std::string_view s) {
  const std::string bare = Map(s, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  std::string out;
  bool gap = false;
  for (size_t at = 0; at < bare.size();) {
    const int32_t point = NextPoint(bare, &at);
    const bool separates = IsBlank(point) || IsControl(point) || point == '.' || point == '-' ||
                           (point < 0x110000 && utf8proc_category(point) == UTF8PROC_CATEGORY_PD);
    if (separates) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    AppendPoint(point == 0x111 ? 'd' : point, &out);
  }
  return out;
}

}  // namespace gom::text
