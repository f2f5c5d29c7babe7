// Every indicator of the demonstration commune, computed twice: by common/plan, and by the plain
// SQL of oracle.sql over the raw rows of the CSV files. Both must give the same whole numbers,
// reported and accepted, as of each period.
#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/plan/measure.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hub/plans/demo.h"

namespace gom::hub {
namespace {

// What both sides say about one part.
struct Figures {
  int64_t num = 0, den = 0;
  int64_t expected = 0, fresh = 0, carried = 0, missing = 0;
  friend bool operator==(const Figures&, const Figures&) = default;
};
void PrintTo(const Figures& f, std::ostream* out) {
  *out << f.num << "/" << f.den << " of " << f.expected << ": " << f.fresh << " fresh, "
       << f.carried << " carried, " << f.missing << " missing";
}

// Sections of oracle.sql: "-- @NAME", then its statements.
std::map<std::string, std::string> ReadSections() {
  std::ifstream in(GOM_SOURCE_DIR "/tests/hub/plans/oracle.sql");
  std::map<std::string, std::string> sections;
  std::string name;
  for (std::string line; std::getline(in, line);) {
    absl::string_view rest = line;
    if (absl::ConsumePrefix(&rest, "-- @")) {
      name = std::string(rest);
    } else if (!name.empty()) {
      absl::StrAppend(&sections[name], line, "\n");
    }
  }
  return sections;
}

class Oracle {
 public:
  explicit Oracle(bool accepted)
      : db_(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE), sections_(ReadSections()) {
    Load("units", "demo/roster.csv");
    Load("entries", "demo/entries.csv");
    Load("reviews", "demo/reviews.csv");
    // Views and tables take no parameters.
    Run("reading", {{":accepted", accepted ? "1" : "0"}});
    Among("");
  }

  // Restricts the units from now on; `manager` empty: every unit.
  void Among(const std::string& manager) {
    for (const char* view : {"office", "pupil_school", "public_school", "school", "everyone"}) {
      db_.exec(absl::StrCat("DROP VIEW IF EXISTS ", view));
    }
    Run("units", {{":managers", absl::StrCat("'", manager, "'")}});
  }

  bool Has(const std::string& name) const { return sections_.contains(name); }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& [name, sql] : sections_) {
      if (name != "reading" && name != "units") names.push_back(name);
    }
    return names;
  }

  Figures Compute(const std::string& name, const std::string& as_of) {
    SQLite::Statement s(db_, sections_.at(name));
    s.bind(":as_of", as_of);
    EXPECT_TRUE(s.executeStep()) << name;
    return {s.getColumn(0).getInt64(), s.getColumn(1).getInt64(), s.getColumn(2).getInt64(),
            s.getColumn(3).getInt64(), s.getColumn(4).getInt64(), s.getColumn(5).getInt64()};
  }

 private:
  void Load(const std::string& table, const std::string& file) {
    const text::CsvTable csv = ReadDemoCsv(file);
    db_.exec(absl::StrCat("CREATE TABLE ", table, " (",
                          absl::StrJoin(csv.header, " TEXT NOT NULL, "), " TEXT NOT NULL)"));
    const std::vector<std::string> places(csv.header.size(), "?");
    SQLite::Statement insert(
        db_, absl::StrCat("INSERT INTO ", table, " VALUES (", absl::StrJoin(places, ", "), ")"));
    for (const text::CsvRow& row : csv.rows) {
      for (size_t i = 0; i < row.cells.size(); ++i)
        insert.bind(static_cast<int>(i) + 1, row.cells[i]);
      insert.exec();
      insert.reset();
    }
  }

  void Run(const std::string& section, const std::map<std::string, std::string>& literals) {
    std::string sql = sections_.at(section);
    for (const auto& [name, value] : literals) {
      for (size_t at = sql.find(name); at != std::string::npos; at = sql.find(name, at)) {
        sql.replace(at, name.size(), value);
      }
    }
    db_.exec(sql);
  }

  SQLite::Database db_;
  std::map<std::string, std::string> sections_;
};

Figures ByArithmetic(const Demo& demo, const Grid& grid, const plan::Part& part, int as_of) {
  plan::Totals totals;
  for (size_t u = 0; u < demo.units.size(); ++u) {
    totals.Add(part, plan::Contribute(*demo.plan, part, grid.Facts(static_cast<int>(u)), demo.locks,
                                      as_of));
  }
  return {totals.value.num, totals.value.den, totals.expected,
          totals.fresh,     totals.carried,   totals.missing};
}

constexpr char kCommuneOnly[] = "chỉ trường do xã quản lý";

struct Question {
  std::string query;    // its name in oracle.sql
  std::string manager;  // "commune" where only the commune's units count
};
Question QuestionOf(const Demo& demo, const plan::Part& part) {
  const bool reading = part.reading_of >= 0;
  const plan::Part& main = reading ? demo.plan->parts[static_cast<size_t>(part.reading_of)] : part;
  std::string name = demo.plan->indicators[static_cast<size_t>(part.indicator)].code;
  if (!main.source->code().empty()) absl::StrAppend(&name, " ", main.source->code());
  if (!reading) return {name, ""};
  const std::string& label = part.reading_source->label().vi();
  if (label == kCommuneOnly) return {name, "commune"};
  return {absl::StrCat(name, " ", label), ""};
}

class OracleTest : public ::testing::TestWithParam<std::tuple<const char*, bool>> {
 protected:
  static const Demo& TheDemo() {
    static const Demo demo = LoadDemo();
    return demo;
  }
};

TEST_P(OracleTest, EveryPart_IsWhatPlainSqlSays) {
  const auto& [as_of, accepted] = GetParam();
  const Demo& demo = TheDemo();
  Oracle oracle(accepted);
  const Grid grid(demo, accepted);
  for (const plan::Part& part : demo.plan->parts) {
    const Question question = QuestionOf(demo, part);
    SCOPED_TRACE(absl::StrCat(question.query, " ", question.manager));
    ASSERT_TRUE(oracle.Has(question.query));
    oracle.Among(question.manager);
    EXPECT_EQ(ByArithmetic(demo, grid, part, demo.plan->PeriodIndex(as_of)),
              oracle.Compute(question.query, as_of));
  }
}

INSTANTIATE_TEST_SUITE_P(Periods, OracleTest,
                         ::testing::Combine(::testing::Values("2026-Q1", "2026-Q2", "2026-Q3",
                                                              "2026-Q4"),
                                            ::testing::Bool()),
                         [](const auto& asked) {
                           std::string name =
                               absl::StrCat(std::get<0>(asked.param),
                                            std::get<1>(asked.param) ? "_Accepted" : "_Reported");
                           name.erase(4, 1);
                           return name;
                         });

// The oracle would be worth little if both sides said nothing.
TEST(OracleItself, AskedInTheThirdQuarter_HasFiguresAndDiffersBetweenReadings) {
  Oracle reported(false), accepted(true);
  int with_figures = 0, different = 0;
  for (const std::string& name : reported.Names()) {
    const Figures figures = reported.Compute(name, "2026-Q3");
    with_figures += figures.num > 0;
    different += !(figures == accepted.Compute(name, "2026-Q3"));
  }
  EXPECT_GE(with_figures, 30);
  EXPECT_GE(different, 15);
}

}  // namespace
}  // namespace gom::hub
