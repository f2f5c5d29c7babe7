#include "hub/report/comparison_table.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "hub/report/figures.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Language;
using text::Say;
using text::Style;
using text::Table;

constexpr char kNothing[] = "—";

// One row's figures, then and now; null: not there.
struct Pair {
  std::string code, title;
  const v1::PartProgress* then = nullptr;
  const v1::PartProgress* now = nullptr;
  bool is_part = false;
};

template <typename Items>
auto Find(const Items& items, const std::string& code) -> const std::decay_t<decltype(items[0])>* {
  const auto at =
      std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.code() == code; });
  return at == items.end() ? nullptr : &*at;
}

std::string Title(const v1::IndicatorProgress& i, Language l) {
  return text::In(l, i.has_short_title() ? i.short_title() : i.title());
}

void AddPairs(const v1::IndicatorProgress* then, const v1::IndicatorProgress* now, Language l,
              std::vector<Pair>* pairs) {
  const v1::IndicatorProgress& any = now != nullptr ? *now : *then;
  pairs->push_back({any.code(), Title(any, l), then == nullptr ? nullptr : &then->headline(),
                    now == nullptr ? nullptr : &now->headline(), false});
  if (any.parts_size() < 2) return;
  for (const v1::PartProgress& part : any.parts()) {
    pairs->push_back({part.code(), text::In(l, part.title()),
                      then == nullptr ? nullptr : Find(then->parts(), part.code()),
                      now == nullptr ? nullptr : Find(now->parts(), part.code()), true});
  }
}

std::vector<Pair> PairsOf(const v1::GetProgressResponse& then, const v1::GetProgressResponse& now,
                          Language l) {
  std::vector<Pair> pairs;
  for (const v1::IndicatorProgress& i : now.indicators())
    AddPairs(Find(then.indicators(), i.code()), &i, l, &pairs);
  for (const v1::IndicatorProgress& i : then.indicators()) {
    if (Find(now.indicators(), i.code()) == nullptr) AddPairs(&i, nullptr, l, &pairs);
  }
  return pairs;
}

bool SameTarget(const v1::PartProgress& a, const v1::PartProgress& b) {
  return a.has_target() == b.has_target() && a.target().op() == b.target().op() &&
         a.target().value() == b.target().value();
}

// What a reader would call a change: the figure, its range, who has reported, the target, the
// conclusion.
bool Differs(const Pair& pair, Language l) {
  if (pair.then == nullptr || pair.now == nullptr) return true;
  const v1::PartProgress &a = *pair.then, &b = *pair.now;
  const auto same = [](const v1::Fraction& x, const v1::Fraction& y) {
    return x.numerator() == y.numerator() && x.denominator() == y.denominator();
  };
  return a.standing() != b.standing() || !same(a.value(), b.value()) || !SameTarget(a, b) ||
         RangeText(a, l) != RangeText(b, l) || CoverageText(a) != CoverageText(b);
}

// "85,7 %"; with the numbers behind it where two rates would look the same.
std::string Figure(const v1::PartProgress* part, const v1::PartProgress* other, Language l) {
  if (part == nullptr) return kNothing;
  std::string shown = ValueText(*part, l);
  const bool rate =
      part->kind() == v1::PartProgress::KIND_RATIO || part->kind() == v1::PartProgress::KIND_SHARE;
  const bool hides = rate && other != nullptr && shown == ValueText(*other, l) &&
                     (part->value().numerator() != other->value().numerator() ||
                      part->value().denominator() != other->value().denominator());
  if (!hides) return shown;
  return absl::StrCat(text::FormatWhole(l, part->value().numerator()), "/",
                      text::FormatWhole(l, part->value().denominator()));
}

std::string StandingText(const v1::PartProgress* part, Language l) {
  if (part == nullptr) return kNothing;
  return absl::StrCat(std::string(text::Mark(part->standing())), " ",
                      std::string(Say(l, part->standing())));
}

std::string Coverage(const v1::PartProgress* part) {
  return part == nullptr ? kNothing : CoverageText(*part);
}

std::string Target(const v1::PartProgress& part, Language l) {
  return part.has_target() ? TargetText(part, l) : kNothing;
}

// Stands below the row, which has no room for it.
void AddTargets(const Pair& pair, Language l, Table* table) {
  if (pair.then == nullptr || pair.now == nullptr || SameTarget(*pair.then, *pair.now)) return;
  table->Note(Say(l, kTargetThenNow, Target(*pair.then, l), Target(*pair.now, l)), Style::kDim, 8);
}

void AddRow(const Pair& pair, Language l, Table* table) {
  const Style figures = pair.is_part ? Style::kDim : Style::kPlain;
  const std::string indent = pair.is_part ? "  " : "";
  const bool stands =
      pair.then != nullptr && pair.now != nullptr && pair.then->standing() == pair.now->standing();
  table->Row({{indent + pair.code, figures},
              {indent + pair.title, figures},
              {Figure(pair.then, pair.now, l), figures},
              {Figure(pair.now, pair.then, l), pair.is_part ? Style::kDim : Style::kBold},
              {Coverage(pair.then), figures},
              {Coverage(pair.now), figures},
              {StandingText(pair.then, l), Style::kDim},
              {stands ? Say(l, kSameStanding) : StandingText(pair.now, l),
               stands || pair.now == nullptr ? Style::kDim : text::StyleOf(pair.now->standing())}});
  AddTargets(pair, l, table);
}

std::string Line(const std::string& s, Style style, const text::View& view) {
  Table table({});
  table.Note(s, style);
  return table.Render(view);
}

// Both plan versions are named: a target that was changed makes the same figure another standing.
std::string Head(const v1::GetProgressResponse& then, const v1::GetProgressResponse& now,
                 Language l, const text::View& view) {
  const uint64_t since = now.position() - std::min(now.position(), then.position());
  return Line(Say(l, kComparisonTitle, text::In(l, now.as_of_name()), now.as_of(),
                  Say(l, now.reading())),
              Style::kBold, view) +
         Line(Say(l, kComparisonThen, text::FormatTime(then.newest_at(), view.utc_offset_seconds),
                  text::FormatWhole(l, static_cast<int64_t>(then.position())),
                  then.units_reported(), then.units_expected(), then.plan_version()),
              Style::kPlain, view) +
         Line(Say(l, kComparisonNow, text::FormatTime(now.newest_at(), view.utc_offset_seconds),
                  text::FormatWhole(l, static_cast<int64_t>(now.position())),
                  text::FormatWhole(l, static_cast<int64_t>(since)), now.units_reported(),
                  now.units_expected(), now.plan_version()),
              Style::kPlain, view);
}

}  // namespace

std::string ComparisonTable(const v1::GetProgressResponse& then, const v1::GetProgressResponse& now,
                            Language l, const text::View& view) {
  Table table({{.title = Say(l, kColumnCode)},
               {.title = Say(l, kColumnTitle), .flexible = true, .min_width = 10},
               {.title = Say(l, kColumnThen), .align = text::Align::kRight},
               {.title = Say(l, kColumnNow), .align = text::Align::kRight},
               {.title = Say(l, kColumnCoverage), .align = text::Align::kRight},
               {.title = Say(l, kColumnCoverageNow), .align = text::Align::kRight},
               {.title = Say(l, kColumnStandingThen)},
               {.title = Say(l, kColumnStanding)}});
  const std::vector<Pair> pairs = PairsOf(then, now, l);
  int same = 0;
  bool any = false;
  for (auto first = pairs.begin(); first != pairs.end();) {
    const auto end = std::find_if(first + 1, pairs.end(), [](const Pair& p) { return !p.is_part; });
    if (std::none_of(first, end, [&](const Pair& p) { return Differs(p, l); })) {
      ++same;
    } else {
      // A part stands under its indicator, whether or not that changed.
      AddRow(*first, l, &table);
      std::for_each(first + 1, end, [&](const Pair& p) {
        if (Differs(p, l)) AddRow(p, l, &table);
      });
      any = true;
    }
    first = end;
  }
  std::string out = Head(then, now, l, view) + "\n";
  if (!any) return out + Line(Say(l, kNothingChanged), Style::kPlain, view);
  out += table.Render(view);
  if (same > 0) out += "\n" + Line(Say(l, kOthersSame, same), Style::kDim, view);
  return out;
}

}  // namespace gom::hub
