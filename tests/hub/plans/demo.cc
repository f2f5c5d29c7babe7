#include "tests/hub/plans/demo.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/plan/load.h"
#include "common/text/dates.h"
#include "common/text/numbers.h"

namespace gom::hub {
namespace {

[[noreturn]] void Stop(const std::string& file, uint32_t line, const std::string& what) {
  std::cerr << file << ":" << line << ": " << what << std::endl;
  std::abort();
}

// A row by the names of its columns.
class Row {
 public:
  Row(const std::string& file, const text::CsvTable& table, const text::CsvRow& row)
      : file_(file), table_(table), row_(row) {}
  const std::string& operator[](const std::string& column) const {
    const int i = table_.Column(column);
    if (i < 0) Fail(absl::StrCat("no column ", column));
    return row_.cells[static_cast<size_t>(i)];
  }
  [[noreturn]] void Fail(const std::string& what) const { Stop(file_, row_.line, what); }

 private:
  std::string file_;
  const text::CsvTable& table_;
  const text::CsvRow& row_;
};

template <typename Do>
void ForEachRow(const std::string& file, Do use) {
  const text::CsvTable table = ReadDemoCsv(file);
  for (const text::CsvRow& row : table.rows) use(Row(file, table, row));
}

plan::FieldValue ParseValue(const plan::Field& field, const std::string& typed, const Row& row) {
  if (typed == "na") return plan::FieldValue::NotApplicable();
  switch (field.type) {
    case plan::FieldType::kWhole: {
      const auto number = text::ParseWhole(typed, field.min < 0);
      if (!number.ok()) row.Fail(typed);
      return plan::FieldValue::Number(*number);
    }
    case plan::FieldType::kYesNo:
      if (typed == "co" || typed == "1") return plan::FieldValue::Number(1);
      if (typed == "khong" || typed == "0") return plan::FieldValue::Number(0);
      row.Fail(typed);
    case plan::FieldType::kChoice: {
      const v1::Option* option = field.FindOption(typed);
      if (option == nullptr) row.Fail(absl::StrCat("no option ", typed));
      return plan::FieldValue::Number(option->number());
    }
    case plan::FieldType::kDate: {
      const auto day = text::ParseDate(typed);
      if (!day.ok()) row.Fail(typed);
      return plan::FieldValue::Number(text::ToDays(*day));
    }
    default:
      row.Fail("a value where there can be none");
  }
}

// "sang_kien.1.ten": the place stands in for the item's id.
void PutItem(const plan::Field& list, uint32_t place, const plan::Field& field, const Row& row,
             DemoEntry* entry) {
  auto& items = entry->values.mutable_items();
  auto it = std::find_if(items.begin(), items.end(), [&](const plan::Item& i) {
    return i.list_field == list.number && i.id == place;
  });
  if (it == items.end()) it = items.insert(items.end(), plan::Item{list.number, place, {}});
  if (field.type == plan::FieldType::kText) {
    entry->texts[{list.number, place, field.number}] = row["value"];
  } else {
    it->Set(field.number, ParseValue(field, row["value"], row));
  }
}

void PutField(const plan::Form& form, const Row& row, DemoEntry* entry) {
  const std::vector<std::string> name = absl::StrSplit(row["field"], '.');
  const plan::Field* field = form.FindField(name[0]);
  if (field == nullptr) row.Fail(absl::StrCat("no field ", name[0]));
  if (name.size() == 3) {
    const plan::Field* inner = field->FindItemField(name[2]);
    if (inner == nullptr) row.Fail(absl::StrCat("no field ", name[2]));
    PutItem(*field, static_cast<uint32_t>(std::stoul(name[1])), *inner, row, entry);
  } else if (field->type == plan::FieldType::kText) {
    entry->texts[{field->number, 0, 0}] = row["value"];
  } else {
    entry->values.Set(field->number, ParseValue(*field, row["value"], row));
  }
}

EntryKey KeyOf(const Demo& demo, const Row& row) {
  const EntryKey key{demo.UnitIndex(row["unit"]), demo.plan->FormIndex(row["form"]),
                     demo.plan->PeriodIndex(row["period"])};
  if (key.unit < 0 || key.form < 0 || key.period < 0) row.Fail("no such unit, form or period");
  return key;
}

void ReadRosterFile(Demo* demo) {
  ForEachRow("demo/roster.csv", [&](const Row& row) {
    const auto day = [&](const std::string& column, plan::Day open) {
      return row[column].empty() ? open : plan::ParseDay(row[column]).value();
    };
    demo->units.push_back(demo->plan->CompileUnit(
        row["code"], row["name"], absl::StrSplit(row["kinds"], '+'),
        row["ownership"] == "private" ? v1::OWNERSHIP_PRIVATE : v1::OWNERSHIP_PUBLIC,
        row["manager"] == "city" ? v1::MANAGER_CITY : v1::MANAGER_COMMUNE,
        day("valid_from", plan::kNoFirstDay), day("valid_to", plan::kNoLastDay), row["successor"]));
  });
}

void ReadReviewsFile(Demo* demo) {
  demo->recognised.resize(demo->units.size());
  demo->not_applicable.resize(demo->units.size());
  ForEachRow("demo/reviews.csv", [&](const Row& row) {
    const std::string& act = row["act"];
    if (act == "lock") {
      demo->locks.bits |= uint64_t{1} << demo->plan->PeriodIndex(row["period"]);
    } else if (act == "not_applicable") {
      demo->not_applicable[static_cast<size_t>(demo->UnitIndex(row["unit"]))].push_back(
          demo->plan->IndicatorIndex(row["indicator"]));
    } else if (act == "recognize") {
      const EntryKey key = KeyOf(*demo, row);
      const plan::Form& form = demo->plan->forms[static_cast<size_t>(key.form)];
      demo->recognised[static_cast<size_t>(key.unit)].push_back(
          {key.form, form.FindField(row["field"])->number,
           static_cast<uint32_t>(std::stoul(row["item"]))});
    } else if (act == "accept" || act == "return") {
      const EntryKey key = KeyOf(*demo, row);
      if (!demo->entries.contains(key)) row.Fail("nobody reported that");
      (act == "accept" ? demo->accepted : demo->returned).insert(key);
    } else {
      row.Fail(absl::StrCat("no act ", act));
    }
  });
  for (auto& items : demo->recognised) std::sort(items.begin(), items.end());
  for (auto& indicators : demo->not_applicable) std::sort(indicators.begin(), indicators.end());
}

}  // namespace

std::string ReadPlanFile(const std::string& name) {
  std::ifstream in(absl::StrCat(GOM_SOURCE_DIR, "/hub/plans/", name), std::ios::binary);
  if (!in) Stop(name, 0, "cannot be opened");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

text::CsvTable ReadDemoCsv(const std::string& name) {
  auto table = text::ReadCsv(ReadPlanFile(name));
  if (!table.ok()) Stop(name, 0, std::string(table.status().message()));
  if (!table->mistakes.empty()) Stop(name, 0, table->mistakes[0].DebugString());
  return *std::move(table);
}

std::shared_ptr<const plan::Plan> LoadTanKy() {
  plan::LoadResult result = plan::Load(ReadPlanFile("tan-ky-2026.textproto"));
  for (const plan::Mistake& m : result.mistakes) {
    std::cerr << m.line << ":" << m.column << " " << m.code << ": " << m.en << std::endl;
  }
  if (result.plan == nullptr) Stop("tan-ky-2026.textproto", 0, "is not a plan");
  return result.plan;
}

int Demo::UnitIndex(const std::string& code) const {
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].code == code) return static_cast<int>(i);
  }
  return -1;
}

std::string Demo::Name(const EntryKey& key) const {
  return absl::StrCat(units[static_cast<size_t>(key.unit)].code, " ",
                      plan->forms[static_cast<size_t>(key.form)].code, " ",
                      plan->periods[static_cast<size_t>(key.period)].code);
}

Demo LoadDemo() {
  Demo demo;
  demo.plan = LoadTanKy();
  ReadRosterFile(&demo);
  ForEachRow("demo/entries.csv", [&](const Row& row) {
    const EntryKey key = KeyOf(demo, row);
    PutField(demo.plan->forms[static_cast<size_t>(key.form)], row, &demo.entries[key]);
  });
  ReadReviewsFile(&demo);
  ForEachRow("demo/reasons.csv", [&](const Row& row) {
    demo.reasons[{KeyOf(demo, row), row["rule"]}] = row["text"];
  });
  return demo;
}

Grid::Grid(const Demo& demo, bool accepted_only)
    : Grid(demo,
           [&](const EntryKey& key) { return !accepted_only || demo.accepted.contains(key); }) {}

Grid::Grid(const Demo& demo, const std::function<bool(const EntryKey&)>& counts) : demo_(demo) {
  const size_t size = demo.plan->forms.size() * demo.plan->periods.size();
  entries_.assign(demo.units.size(), std::vector<plan::EntryFacts>(size));
  for (const auto& [key, entry] : demo.entries) {
    if (!counts(key)) continue;
    plan::EntryFacts& facts = entries_[static_cast<size_t>(key.unit)]
                                      [static_cast<size_t>(key.form) * demo.plan->periods.size() +
                                       static_cast<size_t>(key.period)];
    facts.values = &entry.values;
    facts.returned = demo.returned.contains(key);
  }
}

plan::UnitFacts Grid::Facts(int unit) const {
  const auto u = static_cast<size_t>(unit);
  return {&demo_.units[u], entries_[u], demo_.recognised[u], demo_.not_applicable[u]};
}

}  // namespace gom::hub
