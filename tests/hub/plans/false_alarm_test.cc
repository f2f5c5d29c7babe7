// What validation asks about believable reports, and what it catches of typical slips. Both stand
// in docs/guarantees.md, and this test fails where they no longer stand there.
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/plan/rule.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hub/plans/demo.h"
#include "tests/hub/plans/typing_slips.h"

namespace gom::hub {
namespace {

using ::testing::HasSubstr;

// Rule, item, fields: findings that are the same question.
using Question = std::tuple<std::string, uint32_t, std::vector<uint32_t>>;
using Questions = std::map<Question, v1::Severity>;

// A commune whose clerks submit quarter by quarter, form by form; each report is judged with what
// was submitted before it, as on the school's own computer.
class Clerks {
 public:
  Clerks() : demo_(LoadDemo()) {}

  const Demo& demo() const { return demo_; }

  Questions Asked(const EntryKey& key, const plan::Values& values) const {
    const Grid grid(demo_, [&](const EntryKey& k) { return Order(k) <= Order(key); });
    plan::UnitFacts facts = grid.Facts(key.unit);
    std::vector<plan::EntryFacts> entries(facts.entries.begin(), facts.entries.end());
    entries[static_cast<size_t>(key.form) * demo_.plan->periods.size() +
            static_cast<size_t>(key.period)]
        .values = &values;
    facts.entries = entries;
    Questions asked;
    for (const plan::Finding& f : plan::Check(*demo_.plan, facts, key.form, key.period, values,
                                              demo_.entries.at(key).texts)) {
      std::vector<uint32_t> fields;
      for (const plan::FieldRef& ref : f.fields) fields.push_back(ref.field);
      asked[{f.code, f.item, fields}] = f.severity;
    }
    return asked;
  }

  Typed TypedAt(const EntryKey& key) const {
    Typed typed{&demo_.plan->forms[static_cast<size_t>(key.form)], demo_.entries.at(key).values,
                nullptr};
    for (int period = key.period - 1; period >= 0 && typed.previous == nullptr; --period) {
      const auto before = demo_.entries.find({key.unit, key.form, period});
      if (before != demo_.entries.end()) typed.previous = &before->second.values;
    }
    return typed;
  }

 private:
  static std::tuple<int, int, int> Order(const EntryKey& k) { return {k.unit, k.period, k.form}; }

  const Demo demo_;
};

std::string Guarantees() {
  std::ifstream in(absl::StrCat(GOM_SOURCE_DIR, "/docs/guarantees.md"));
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Percent(int part, int whole) { return absl::StrCat(part * 100 / whole, " %"); }

TEST(FalseAlarms, BelievableReports_AreAskedAboutAsOftenAsTheGuaranteesSay) {
  const Clerks clerks;
  int asked_about = 0, questions = 0;
  for (const auto& [key, entry] : clerks.demo().entries) {
    const Questions asked = clerks.Asked(key, entry.values);
    for (const auto& [question, severity] : asked) EXPECT_EQ(severity, v1::SEVERITY_WARNING);
    asked_about += asked.empty() ? 0 : 1;
    questions += static_cast<int>(asked.size());
  }
  const int reports = static_cast<int>(clerks.demo().entries.size());
  EXPECT_THAT(Guarantees(),
              HasSubstr(absl::StrCat("| believable reports | ", reports, " | ", asked_about, " (",
                                     Percent(asked_about, reports), ") are asked ", questions,
                                     " questions; none is stopped |")));
}

struct Caught {
  int tried = 0, stopped = 0, asked = 0;
};

// A slip is caught if it brings a question that the right report did not.
void Try(const Clerks& clerks, const Slip& slip, const EntryKey& key, const Questions& before,
         Caught* caught) {
  const Typed typed = clerks.TypedAt(key);
  for (const plan::Field& field : typed.form->fields) {
    const std::optional<plan::Values> changed = slip.at(typed, field);
    if (!changed.has_value()) continue;
    ++caught->tried;
    bool stopped = false, asked = false;
    for (const auto& [question, severity] : clerks.Asked(key, *changed)) {
      if (before.contains(question)) continue;
      (severity == v1::SEVERITY_ERROR ? stopped : asked) = true;
    }
    if (stopped) {
      ++caught->stopped;
    } else if (asked) {
      ++caught->asked;
    }
  }
}

TEST(FalseAlarms, TypicalSlips_AreCaughtAsOftenAsTheGuaranteesSay) {
  const Clerks clerks;
  std::map<std::string, Caught> caught;
  for (const auto& [key, entry] : clerks.demo().entries) {
    const Questions before = clerks.Asked(key, entry.values);
    for (const Slip& slip : TypingSlips()) Try(clerks, slip, key, before, &caught[slip.name]);
  }
  const std::string guarantees = Guarantees();
  for (const Slip& slip : TypingSlips()) {
    const Caught& c = caught[slip.name];
    ASSERT_GT(c.tried, 0) << slip.name;
    EXPECT_THAT(guarantees,
                HasSubstr(absl::StrCat("| ", slip.name, " | ", c.tried, " | ",
                                       Percent(c.stopped + c.asked, c.tried), " (", c.stopped,
                                       " stopped, ", c.asked, " asked about) |")));
  }
}

}  // namespace
}  // namespace gom::hub
