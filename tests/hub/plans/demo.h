// The Tân Kỳ plan and its synthetic demonstration commune (hub/plans/demo), read for tests.
//
//   Demo demo = LoadDemo();
//   Grid reported(demo, /*accepted_only=*/false);
//   Contribution c = plan::Contribute(*demo.plan, part, reported.Facts(u), demo.locks, as_of);
//
// Files that cannot be read end the test with the file's name and line.
#ifndef GOM_TESTS_HUB_PLANS_DEMO_H_
#define GOM_TESTS_HUB_PLANS_DEMO_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "common/plan/facts.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"
#include "common/text/csv.h"

namespace gom::hub {

// A file below hub/plans, e.g. "demo/roster.csv".
std::string ReadPlanFile(const std::string& name);
text::CsvTable ReadDemoCsv(const std::string& name);

std::shared_ptr<const plan::Plan> LoadTanKy();

// Indexes into Demo::units, Plan::forms, Plan::periods.
struct EntryKey {
  int unit = 0, form = 0, period = 0;
  friend auto operator<=>(const EntryKey&, const EntryKey&) = default;
};
struct DemoEntry {
  plan::Values values;
  plan::Texts texts;
};

struct Demo {
  std::shared_ptr<const plan::Plan> plan;
  std::vector<plan::Unit> units;
  std::map<EntryKey, DemoEntry> entries;
  std::set<EntryKey> accepted;
  std::set<EntryKey> returned;
  std::vector<std::vector<plan::RecognisedItem>> recognised;  // by unit, ascending
  std::vector<std::vector<int>> not_applicable;  // by unit: indicator indexes, ascending
  plan::Locks locks;
  std::map<std::pair<EntryKey, std::string>, std::string> reasons;  // (entry, code of the rule)

  int UnitIndex(const std::string& code) const;  // -1: none
  std::string Name(const EntryKey& key) const;   // "31TK01 muc_tieu 2026-Q2"
};
Demo LoadDemo();

// The entries of one reading, laid out as the arithmetic wants them. Borrows the demo.
class Grid {
 public:
  Grid(const Demo& demo, bool accepted_only);
  // Only the entries that `counts` says yes to.
  Grid(const Demo& demo, const std::function<bool(const EntryKey&)>& counts);
  plan::UnitFacts Facts(int unit) const;

 private:
  const Demo& demo_;
  std::vector<std::vector<plan::EntryFacts>> entries_;  // by unit
};

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_PLANS_DEMO_H_
