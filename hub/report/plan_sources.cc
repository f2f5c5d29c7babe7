#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/enum_words.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Language;
using text::Say;
using text::Style;

bool HasWords(const v1::Words& words) { return !words.vi().empty() || !words.en().empty(); }

// Each once, however many parts have it.
std::vector<std::string> OtherReadings(const v1::Indicator& indicator, Language l) {
  std::vector<std::string> labels;
  for (const v1::Part& part : indicator.parts()) {
    for (const v1::OtherReading& reading : part.other_readings()) {
      const std::string& label = text::In(l, reading.label());
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
  }
  return labels;
}

void AddSource(const v1::Indicator& indicator, Language l, text::Table* page) {
  const v1::Source& source = indicator.source();
  page->Note(absl::StrCat(indicator.code(), " · ", text::In(l, indicator.title())), Style::kBold);
  if (!source.place().empty()) page->Note(source.place(), Style::kPlain, 2);
  if (!source.quote().empty()) page->Note(Say(l, kSourceQuote, source.quote()), Style::kPlain, 2);
  if (HasWords(indicator.expected_result()))
    page->Note(Say(l, kSourceResult, text::In(l, indicator.expected_result())), Style::kPlain, 2);
  page->Note(HasWords(indicator.printed_time())
                 ? Say(l, kSourceTime, text::In(l, indicator.printed_time()))
                 : Say(l, kSourceNoTime),
             Style::kPlain, 2);
  if (HasWords(indicator.lead())) {
    page->Note(Say(l, kSourceWho, text::In(l, indicator.lead()), text::In(l, indicator.partners())),
               Style::kPlain, 2);
  }
  if (HasWords(source.reading()))
    page->Note(Say(l, kSourceReading, text::In(l, source.reading())), Style::kWarning, 2);
  const std::vector<std::string> others = OtherReadings(indicator, l);
  if (!others.empty())
    page->Note(Say(l, kSourceOthers, absl::StrJoin(others, "; ")), Style::kPlain, 2);
}

}  // namespace

std::string PlanSources(const v1::Plan& plan, Language l, const text::View& view) {
  std::vector<std::string> pages;
  for (const v1::Indicator& indicator : plan.indicators()) {
    text::Table page({});
    AddSource(indicator, l, &page);
    pages.push_back(page.Render(view));
  }
  return absl::StrJoin(pages, "\n");
}

}  // namespace gom::hub
