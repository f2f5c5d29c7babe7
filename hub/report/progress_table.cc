#include "hub/report/progress_table.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "common/text/unicode.h"
#include "hub/report/figures.h"
#include "hub/report/progress_footnotes.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Language;
using text::Say;
using text::Style;
using text::Table;
using text::View;

// What should worry the reader comes first.
constexpr v1::Standing kWorstFirst[] = {v1::STANDING_OUT_OF_REACH,  v1::STANDING_AT_RISK,
                                        v1::STANDING_NOT_YET_KNOWN, v1::STANDING_ON_TRACK,
                                        v1::STANDING_ACHIEVED,      v1::STANDING_NOT_YET_DUE,
                                        v1::STANDING_UNSPECIFIED};

std::string Line(std::string_view s, Style style, const View& view, int indent = 0) {
  Table table({});
  table.Note(std::string(s), style, indent);
  return table.Render(view);
}

std::string Head(const v1::GetProgressResponse& p, Language l, const View& view) {
  const std::string title =
      Say(l, kTitle, text::In(l, p.as_of_name()), p.as_of(), Say(l, p.reading()));
  std::vector<std::string> facts;
  facts.push_back(p.newest_at() == 0
                      ? Say(l, kNoData)
                      : Say(l, kAsOf, text::FormatTime(p.newest_at(), view.utc_offset_seconds),
                            text::FormatWhole(l, static_cast<int64_t>(p.position()))));
  facts.push_back(Say(l, kReported, p.units_reported(), p.units_expected()));
  facts.push_back(Say(l, kPlanVersion, p.plan_version()));
  if (p.as_of_locked()) facts.push_back(Say(l, kLocked));
  return Line(title, Style::kBold, view) + Line(absl::StrJoin(facts, " · "), Style::kPlain, view);
}

const std::string& Title(const v1::IndicatorProgress& i, Language l) {
  return text::In(l, i.has_short_title() ? i.short_title() : i.title());
}

// A line for each Standing that any target has: how many, and which.
std::string Overview(const v1::GetProgressResponse& p, Language l, const View& view) {
  Table table(
      {{}, {.align = text::Align::kRight}, {.flexible = true, .overflow = text::Overflow::kWrap}});
  for (const v1::Standing standing : kWorstFirst) {
    // What is lost or in danger is named, so that nobody has to look it up.
    const bool named = standing == v1::STANDING_OUT_OF_REACH || standing == v1::STANDING_AT_RISK;
    std::vector<std::string> codes;
    for (const v1::IndicatorProgress& i : p.indicators()) {
      if (i.headline().standing() != standing) continue;
      codes.push_back(named ? absl::StrCat(i.code(), " ", Title(i, l)) : i.code());
    }
    if (codes.empty()) continue;
    const Style style = text::StyleOf(standing);
    table.Row(
        {{absl::StrCat("  ", std::string(text::Mark(standing)), " ", std::string(Say(l, standing))),
          style},
         {std::to_string(codes.size()), style},
         {"  " + absl::StrJoin(codes, ", "), Style::kPlain}});
  }
  return table.Render(view);
}

// Below this many columns each target takes two lines instead of a row.
constexpr int kLeastForColumns = 96;

std::vector<text::Column> Columns(Language l, bool narrow) {
  if (narrow) return {};
  return {{.title = Say(l, kColumnCode)},
          {.title = Say(l, kColumnTitle), .flexible = true, .min_width = 10},
          {.title = Say(l, kColumnNow), .align = text::Align::kRight},
          {.title = Say(l, kColumnTarget), .align = text::Align::kRight},
          {.title = Say(l, kColumnRange), .align = text::Align::kRight},
          {.title = Say(l, kColumnCoverage), .align = text::Align::kRight},
          {.title = Say(l, kColumnGap), .align = text::Align::kRight},
          {.title = Say(l, kColumnStanding)}};
}

class Rows {
 public:
  Rows(const v1::GetProgressResponse& p, Language l, const View& view, bool all_readings)
      : progress_(p),
        l_(l),
        view_(view),
        all_readings_(all_readings),
        narrow_(view.width < kLeastForColumns),
        notes_(l, p.as_of()),
        table_(Columns(l, narrow_)) {}

  std::string Render() {
    AddGroup(v1::Indicator::GROUP_GOAL, Say(l_, kGoals));
    AddGroup(v1::Indicator::GROUP_TASK, Say(l_, kTasks));
    notes_.AddTo(&table_);
    return table_.Render(view_);
  }

 private:
  void AddGroup(v1::Indicator::Group group, const std::string& title) {
    bool titled = false;
    for (const v1::IndicatorProgress& i : progress_.indicators()) {
      // A group that this program does not know stands among the tasks.
      const bool goal = i.group() == v1::Indicator::GROUP_GOAL;
      if (goal != (group == v1::Indicator::GROUP_GOAL)) continue;
      if (!titled) table_.Note(title, Style::kBold);
      titled = true;
      AddIndicator(i);
    }
  }

  void AddIndicator(const v1::IndicatorProgress& i) {
    const bool parts = i.parts_size() > 1;
    // With parts the notes stand at the part they are about.
    AddRow(i.code(), Title(i, l_), i.headline(), false, parts ? "" : notes_.MarksFor(i.headline()));
    if (!parts) return AddBeside(i.headline());
    for (const v1::PartProgress& part : i.parts()) {
      AddRow(part.code(), text::In(l_, part.title()), part, true, notes_.MarksFor(part));
      AddBeside(part);
    }
  }

  void AddRow(const std::string& code, const std::string& title, const v1::PartProgress& part,
              bool is_part, const std::string& marks) {
    if (narrow_) return AddTwoLines(code, title, part, is_part, marks);
    const Style style = text::StyleOf(part.standing());
    const std::string mark(text::Mark(part.standing()));
    const Style figures = is_part ? Style::kDim : Style::kPlain;
    table_.Row({{absl::StrCat(is_part ? "  " : "", mark, " ", code), style},
                {(is_part ? "  " : "") + title, figures},
                {ValueText(part, l_), is_part ? Style::kDim : Style::kBold},
                {TargetText(part, l_), figures},
                {RangeText(part, l_), figures},
                {CoverageText(part), figures},
                {GapText(part, l_), figures},
                {std::string(Say(l_, part.standing())) + marks, style}});
  }

  void AddTwoLines(const std::string& code, const std::string& title, const v1::PartProgress& part,
                   bool is_part, const std::string& marks) {
    const int indent = is_part ? 2 : 0;
    table_.Note(absl::StrCat(std::string(text::Mark(part.standing())), " ", code, " ", title, " – ",
                             std::string(Say(l_, part.standing())), marks),
                text::StyleOf(part.standing()), indent);
    std::string figures = part.read_at().empty() ? Say(l_, kNarrowNotAsked)
                                                 : Say(l_, kNarrowFigures, ValueText(part, l_),
                                                       RangeText(part, l_), CoverageText(part));
    if (part.has_target()) figures += Say(l_, kNarrowTarget, TargetText(part, l_));
    const bool gap = part.has_target() && part.gap() > 0 && !part.read_at().empty();
    if (gap) figures += Say(l_, kNarrowGap, GapText(part, l_));
    table_.Note(figures, Style::kPlain, indent + 2);
  }

  // What is shown beside a part: how its choices fell, and what other readings of the plan would
  // give.
  void AddBeside(const v1::PartProgress& part) {
    std::vector<std::string> options;
    for (const v1::OptionCount& option : part.options()) {
      options.push_back(
          absl::StrCat(text::In(l_, option.label()), " ", text::FormatWhole(l_, option.units())));
    }
    if (!options.empty()) table_.Note(absl::StrJoin(options, " · "), Style::kDim, 8);
    for (const v1::OtherReadingProgress& other : part.other_readings()) {
      const v1::PartProgress& p = other.progress();
      const bool tells = other.always_shown() || p.standing() != part.standing();
      if (!tells && !all_readings_) continue;
      table_.Note(
          Say(l_, kOtherReading, text::In(l_, other.label()), ValueText(p, l_), RangeText(p, l_),
              CoverageText(p), text::Mark(p.standing()), Say(l_, p.standing())),
          Style::kDim, 8);
    }
  }

  const v1::GetProgressResponse& progress_;
  Language l_;
  View view_;
  bool all_readings_;
  bool narrow_;
  Footnotes notes_;
  Table table_;
};

std::string Silent(const v1::GetProgressResponse& p, Language l, const View& view) {
  const int listed = p.silent_size();
  const int total = std::max<int>(listed, static_cast<int>(p.silent_total()));
  if (total == 0) {
    std::string all = Line(Say(l, kNobodySilent), Style::kBold, view);
    if (!p.reported_all_at_once()) return all;
    return all + Line(Say(l, kAllAtOnce), Style::kDim, view, 2);
  }
  std::string out = Line(Say(l, kCallFirst, total), Style::kBold, view);
  Table table({{}, {.flexible = true}});
  for (const v1::UnitName& unit : p.silent()) {
    table.Row({{"  → " + unit.code(), Style::kWarning}, {" " + unit.name(), Style::kPlain}});
  }
  out += table.Render(view);
  if (total > listed) out += Line(Say(l, kMoreSilent, total - listed), Style::kPlain, view, 4);
  return out;
}

// The commands that name whom to call about what is at risk; where nothing is, about what is lost.
std::string WhoCloses(const v1::GetProgressResponse& p, Language l, const View& view) {
  constexpr int kMostShown = 3;
  for (const v1::Standing standing : {v1::STANDING_AT_RISK, v1::STANDING_OUT_OF_REACH}) {
    std::string out;
    int shown = 0;
    for (const v1::IndicatorProgress& i : p.indicators()) {
      if (i.headline().standing() != standing || ++shown > kMostShown) continue;
      out += Line(Say(l, kWhoCloses, i.code(), i.code(), p.as_of()), Style::kPlain, view, 2);
    }
    if (!out.empty()) return out;
  }
  return {};
}

// Entries that wait for somebody, and whom to call about the targets.
std::string Waiting(const v1::GetProgressResponse& p, Language l, const View& view) {
  std::vector<std::string> waits;
  if (p.entries_returned() > 0) waits.push_back(Say(l, kEntriesReturned, p.entries_returned()));
  if (p.entries_in_conflict() > 0)
    waits.push_back(Say(l, kEntriesConflict, p.entries_in_conflict()));
  if (p.entries_held() > 0) waits.push_back(Say(l, kEntriesHeld, p.entries_held()));
  std::string out;
  if (!waits.empty()) {
    out += Line(absl::StrCat(absl::StrJoin(waits, "; "), Say(l, kSeeEntries, p.as_of())),
                Style::kPlain, view, 2);
  }
  return out + WhoCloses(p, l, view);
}

}  // namespace

std::string ProgressTable(const v1::GetProgressResponse& p, Language l, const View& view,
                          bool all_readings) {
  if (p.indicators().empty()) return Head(p, l, view) + Say(l, kNoIndicators) + "\n";
  return absl::StrCat(Head(p, l, view), "\n", Overview(p, l, view), "\n",
                      Rows(p, l, view, all_readings).Render(), "\n", Silent(p, l, view),
                      Waiting(p, l, view), "\n", Line(Say(l, kLegend), Style::kDim, view));
}

}  // namespace gom::hub
