// progress: where the school stands in each indicator, by its own reports, and where the commune
// does.
#include "absl/strings/str_cat.h"
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/form_words.h"
#include "agent/cli/pages.h"
#include "common/cli/print.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using text::Say;

// Of what stands below a row.
constexpr int kIndent = 6;

bool IsRate(const v1::Contribution& c) {
  return c.kind() == v1::PartProgress::KIND_RATIO || c.kind() == v1::PartProgress::KIND_SHARE;
}

std::string TargetOf(text::Language l, const v1::Contribution& c) {
  if (!c.has_target()) return "";
  const char* const percent = l == text::Language::kVietnamese ? " %" : "%";
  const std::string number =
      absl::StrCat(text::FormatWhole(l, c.target().value()), IsRate(c) ? percent : "");
  return (c.target().op() == v1::OPERATOR_MORE ? "> " : "≥ ") + number;
}

std::string GapOf(text::Language l, const v1::Contribution& c) {
  if (c.gap() == 0) return "";
  const std::string unit = text::In(l, c.unit());
  return absl::StrCat(text::FormatWhole(l, c.gap()), unit.empty() ? "" : " ", unit);
}

// Of a rate as it is shown: never rounded up.
std::string FigureOf(text::Language l, const v1::Contribution& c, const v1::Fraction& value) {
  if (!IsRate(c)) return text::FormatWhole(l, value.numerator());
  if (value.denominator() == 0) return "—";
  return text::FormatPercent(l, value.numerator(), value.denominator());
}

// Of a value and the ends of its range, where they differ.
std::string RangeOf(text::Language l, const v1::Contribution& c, const v1::CommunePart& part) {
  const std::string value = FigureOf(l, c, part.value());
  if (!part.has_low() && !part.has_high() && !part.no_upper_end()) return value;
  const v1::Fraction& low = part.has_low() ? part.low() : part.value();
  const v1::Fraction& high = part.has_high() ? part.high() : part.value();
  return absl::StrCat(value, " (", FigureOf(l, c, low), " – ",
                      part.no_upper_end() ? "…" : FigureOf(l, c, high), ")");
}

// What the whole commune has come to, and how many have reported.
std::string CommuneWords(text::Language l, const v1::OwnPart& own) {
  const v1::CommunePart& part = own.commune();
  const std::string figure = part.withheld()     ? Say(l, kCommuneWithheld)
                             : !part.has_value() ? Say(l, kOwnNotYetAsked)
                                                 : RangeOf(l, own.now(), part);
  const std::string standing =
      part.standing() == v1::STANDING_UNSPECIFIED
          ? std::string()
          : absl::StrCat(" · ", std::string(text::Say(l, part.standing())));
  return Say(l, kCommuneCounted, figure, standing, part.fresh() + part.carried(), part.expected());
}

std::string CommuneLine(text::Language l, const v1::GetOurSchoolResponse& ours,
                        const text::View& view) {
  if (!ours.has_commune())
    return Say(l, ours.commune_of_another_plan() ? kCommuneOfAnotherPlan : kCommuneNone);
  const v1::CommuneFacts& facts = ours.commune();
  return Say(l, kCommuneFacts, text::In(l, facts.as_of_name()), facts.units_reported(),
             facts.units_expected(), text::FormatTime(facts.at(), view.utc_offset_seconds),
             text::FormatTime(facts.received(), view.utc_offset_seconds));
}

}  // namespace

std::string ValueOf(text::Language l, const v1::Contribution& c) {
  switch (c.state()) {
    case v1::Contribution::STATE_NOT_YET_ASKED:
      return Say(l, kOwnNotYetAsked);
    case v1::Contribution::STATE_NOT_APPLICABLE:
      return Say(l, kOwnNotApplicable);
    case v1::Contribution::STATE_FRESH:
    case v1::Contribution::STATE_CARRIED:
      break;
    default:
      return Say(l, kOwnMissing);
  }
  if (!IsRate(c)) return text::FormatWhole(l, c.value().numerator());
  const std::string rate =
      absl::StrCat(text::FormatPercent(l, c.value().numerator(), c.value().denominator()), " (",
                   text::FormatWhole(l, c.value().numerator()), "/",
                   text::FormatWhole(l, c.value().denominator()), ")");
  return c.state() == v1::Contribution::STATE_CARRIED ? Say(l, kOwnCarried, rate) : rate;
}

std::string ContributionsPage(text::Language l, const v1::FormView& form, const text::View& view) {
  text::Table lines({});
  for (const v1::Contribution& c : form.contributions()) {
    if (!c.has_value()) continue;
    const std::string what =
        absl::StrCat(c.indicator(), c.part(), " ", text::In(l, c.short_title()));
    const bool judged = IsRate(c) && c.has_target();
    lines.Note(c.has_target() ? Say(l, kComesToAgainst, what, ValueOf(l, c), TargetOf(l, c))
                              : Say(l, kComesTo, what, ValueOf(l, c)),
               !judged     ? text::Style::kPlain
               : c.meets() ? text::Style::kGood
                           : text::Style::kWarning);
  }
  return lines.empty() ? std::string() : lines.Render(view);
}

std::string OurSchoolPage(text::Language l, const v1::GetOurSchoolResponse& ours,
                          const text::View& view) {
  text::Table table({{.title = Say(l, kColumnIndicator)},
                     {.title = Say(l, kColumnWhat),
                      .flexible = true,
                      .min_width = 20,
                      .overflow = text::Overflow::kWrap},
                     {.title = Say(l, kColumnOurs), .align = text::Align::kRight},
                     {.title = Say(l, kColumnTarget), .align = text::Align::kRight},
                     {.title = Say(l, kColumnMissing), .align = text::Align::kRight},
                     {.title = Say(l, kColumnStanding)}});
  for (const v1::OwnIndicator& indicator : ours.indicators()) {
    for (const v1::OwnPart& part : indicator.parts()) {
      const v1::Contribution& now = part.now();
      const v1::Standing standing = part.standing();
      table.Row({{absl::StrCat(indicator.code(), now.part())},
                 {text::In(l, indicator.parts_size() > 1 ? now.title() : indicator.short_title())},
                 {ValueOf(l, now)},
                 {TargetOf(l, now)},
                 {GapOf(l, now)},
                 {standing == v1::STANDING_UNSPECIFIED ? "" : std::string(text::Say(l, standing)),
                  text::StyleOf(standing)}});
      if (part.has_commune())
        table.Note(CommuneWords(l, part), text::StyleOf(part.commune().standing()), kIndent);
    }
  }
  if (table.empty()) return Say(l, kOwnNothing) + "\n";
  return absl::StrCat(Say(l, kOwnTitle, text::In(l, ours.as_of_name())), "\n", table.Render(view),
                      Say(l, kOwnAlone), "\n", CommuneLine(l, ours, view), "\n");
}

absl::Status RunProgress(const Console& console, const std::string& period) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  v1::GetOurSchoolRequest request;
  request.set_as_of(period);
  ASSIGN_OR_RETURN(const v1::GetOurSchoolResponse ours,
                   client->Call(&v1::SchoolService::Stub::GetOurSchool, request));
  if (console.globals.json) {
    cli::PrintJson(console.out, ours);
  } else {
    console.out << OurSchoolPage(console.language(), ours, console.View());
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
