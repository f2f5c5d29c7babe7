// The demonstration commune is believable and valid under the plan's own rules, and shows what it
// was made to show.
#include "tests/hub/plans/demo.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/plan/measure.h"
#include "common/plan/progress.h"
#include "common/plan/rule.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::hub {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

const Demo& TheDemo() {
  static const Demo demo = LoadDemo();
  return demo;
}

std::vector<plan::Finding> FindingsOn(const EntryKey& key) {
  const Demo& demo = TheDemo();
  const Grid grid(demo, false);
  const DemoEntry& entry = demo.entries.at(key);
  return plan::Check(*demo.plan, grid.Facts(key.unit), key.form, key.period, entry.values,
                     entry.texts);
}

std::string Describe(const EntryKey& key, const plan::Finding& f) {
  return absl::StrCat(TheDemo().Name(key), " ", f.code, ": ", f.message.vi());
}

TEST(Demo, Roster_IsTheMixOfACommune) {
  std::map<std::string, int> mix;
  for (const text::CsvRow& row : ReadDemoCsv("demo/roster.csv").rows) {
    ++mix[absl::StrCat(row.cells[2], " ", row.cells[3], " ", row.cells[4])];
  }
  EXPECT_THAT(mix,
              UnorderedElementsAre(
                  Pair("kindergarten public commune", 4), Pair("kindergarten private commune", 1),
                  Pair("primary public commune", 4), Pair("lower_secondary public commune", 3),
                  Pair("primary+lower_secondary public commune", 1),
                  Pair("upper_secondary public city", 1), Pair("office public commune", 1)));
}

TEST(Demo, Entries_HaveNoErrors) {
  std::vector<std::string> errors;
  for (const auto& [key, entry] : TheDemo().entries) {
    for (const plan::Finding& f : FindingsOn(key)) {
      if (f.severity == v1::SEVERITY_ERROR) errors.push_back(Describe(key, f));
    }
  }
  EXPECT_THAT(errors, IsEmpty());
}

TEST(Demo, Entries_AreAskedOfTheirUnits) {
  const Demo& demo = TheDemo();
  for (const auto& [key, entry] : demo.entries) {
    EXPECT_TRUE(demo.plan->Asked(demo.plan->forms[static_cast<size_t>(key.form)], key.period,
                                 demo.units[static_cast<size_t>(key.unit)]))
        << demo.Name(key);
  }
}

TEST(Demo, Warnings_HaveTheirReasonsAndNoReasonIsIdle) {
  const Demo& demo = TheDemo();
  std::vector<std::string> silent;
  std::set<std::pair<EntryKey, std::string>> idle;
  for (const auto& [place, text] : demo.reasons) {
    EXPECT_FALSE(text.empty()) << demo.Name(place.first);
    idle.insert(place);
  }
  int warnings = 0;
  for (const auto& [key, entry] : demo.entries) {
    for (const plan::Finding& f : FindingsOn(key)) {
      if (f.severity != v1::SEVERITY_WARNING) continue;
      ++warnings;
      idle.erase({key, f.code});
      if (!demo.reasons.contains({key, f.code})) silent.push_back(Describe(key, f));
    }
  }
  EXPECT_THAT(silent, IsEmpty());
  std::vector<std::string> not_needed;
  for (const auto& [key, rule] : idle)
    not_needed.push_back(absl::StrCat(demo.Name(key), " ", rule));
  EXPECT_THAT(not_needed, IsEmpty());
  EXPECT_GE(warnings, 5);
}

// As a clerk sends them: quarter by quarter, form by form, each judged with what was sent before
// it.
TEST(Demo, EntriesSubmittedOneByOne_AreStoppedNowhere) {
  const Demo& demo = TheDemo();
  const auto order = [](const EntryKey& k) { return std::tuple(k.unit, k.period, k.form); };
  std::vector<std::string> stopped;
  for (const auto& sent : demo.entries) {
    const EntryKey now = sent.first;
    const DemoEntry& entry = sent.second;
    const Grid grid(demo, [&](const EntryKey& key) { return order(key) <= order(now); });
    for (const plan::Finding& f : plan::Check(*demo.plan, grid.Facts(now.unit), now.form,
                                              now.period, entry.values, entry.texts)) {
      if (f.severity == v1::SEVERITY_ERROR || !demo.reasons.contains({now, f.code})) {
        stopped.push_back(Describe(now, f));
      }
    }
  }
  EXPECT_THAT(stopped, IsEmpty());
}

TEST(Demo, Messages_AreFilledIn) {
  for (const auto& [key, entry] : TheDemo().entries) {
    for (const plan::Finding& f : FindingsOn(key)) {
      EXPECT_THAT(f.message.vi(), ::testing::Not(::testing::HasSubstr("{")));
      EXPECT_THAT(f.message.en(), ::testing::Not(::testing::HasSubstr("{")));
    }
  }
}

TEST(Demo, Schools_OneIsSilentAndThreeTypeBothQuarters) {
  const Demo& demo = TheDemo();
  std::map<std::string, std::set<int>> periods;
  for (const auto& [key, entry] : demo.entries) {
    periods[demo.units[static_cast<size_t>(key.unit)].code].insert(key.period);
  }
  EXPECT_EQ(periods.size(), 14u);  // thirteen schools and the office
  EXPECT_FALSE(periods.contains("31TK09"));
  for (const auto& [unit, reported] : periods) {
    EXPECT_EQ(reported, (std::set<int>{1, 2})) << unit;
  }
}

TEST(Demo, Reviews_HaveOneOfEachKind) {
  const Demo& demo = TheDemo();
  EXPECT_EQ(demo.returned.size(), 1u);
  EXPECT_GE(demo.accepted.size() * 10, demo.entries.size() * 9);
  EXPECT_LT(demo.accepted.size() + demo.returned.size(), demo.entries.size());  // some still wait
  EXPECT_EQ(demo.locks.bits, 1u);
  int recognised = 0, not_applicable = 0;
  for (const auto& items : demo.recognised) recognised += static_cast<int>(items.size());
  for (const auto& indicators : demo.not_applicable)
    not_applicable += static_cast<int>(indicators.size());
  EXPECT_EQ(recognised, 2);
  EXPECT_EQ(not_applicable, 1);
}

plan::Totals TotalsOf(const plan::Part& part, int as_of) {
  const Demo& demo = TheDemo();
  const Grid grid(demo, false);
  plan::Totals totals;
  for (size_t u = 0; u < demo.units.size(); ++u) {
    totals.Add(part, plan::Contribute(*demo.plan, part, grid.Facts(static_cast<int>(u)), demo.locks,
                                      as_of));
  }
  return totals;
}

std::map<std::string, plan::Standing> StandingsAsOf(const std::string& period) {
  const Demo& demo = TheDemo();
  const int as_of = demo.plan->PeriodIndex(period);
  std::map<std::string, plan::Standing> standings;
  for (const plan::Indicator& indicator : demo.plan->indicators) {
    plan::PartsProgress parts;
    for (int i : indicator.parts) {
      const plan::Part& part = demo.plan->parts[static_cast<size_t>(i)];
      parts.push_back(
          plan::Assess(*demo.plan, part, TotalsOf(part, as_of), nullptr, as_of, demo.locks));
    }
    const plan::Standing standing =
        plan::Headline(*demo.plan, indicator, std::move(parts), {}).headline.standing;
    if (standing != plan::Standing::kNone) standings[indicator.code] = standing;
  }
  return standings;
}

TEST(Demo, ThirdQuarter_ShowsEveryStandingThatMatters) {
  using S = plan::Standing;
  EXPECT_THAT(
      StandingsAsOf("2026-Q3"),
      UnorderedElementsAre(
          Pair("MT1a", S::kOnTrack), Pair("MT1b", S::kOnTrack), Pair("MT2", S::kAtRisk),
          Pair("MT3", S::kAchieved), Pair("MT4", S::kOnTrack), Pair("MT5", S::kOutOfReach),
          Pair("PL1.1", S::kOnTrack), Pair("PL1.3", S::kNotYetDue), Pair("PL2.1", S::kAchieved),
          Pair("PL3.1", S::kAtRisk), Pair("PL3.2", S::kAtRisk), Pair("PL3.6", S::kOnTrack),
          Pair("PL4.1", S::kOnTrack), Pair("PL4.2", S::kOnTrack), Pair("PL4.3", S::kOnTrack)));
}

}  // namespace
}  // namespace gom::hub
