// A CSV file: each row that is read comes back from what CsvWriter makes of it.
#include <algorithm>

#include "common/text/csv.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Rows without any content are no rows when they are read again.
Rows ContentOf(const text::CsvTable& table) {
  Rows rows;
  for (const text::CsvRow& row : table.rows) {
    const auto full = [](const std::string& cell) { return !cell.empty(); };
    if (std::any_of(row.cells.begin(), row.cells.end(), full)) rows.push_back(row.cells);
  }
  return rows;
}

std::string Written(size_t columns, const Rows& rows) {
  text::CsvWriter writer;
  for (size_t i = 0; i < columns; ++i) writer.Text("column " + std::to_string(i));
  writer.EndRow();
  for (const std::vector<std::string>& row : rows) {
    for (const std::string& cell : row) writer.Text(cell);
    writer.EndRow();
  }
  return std::move(writer).Take();
}

}  // namespace

void TryInput(std::string_view input) {
  const absl::StatusOr<text::CsvTable> table = text::ReadCsv(input);
  if (!table.ok()) return ExpectRefusal(table.status());
  for (const text::CsvRow& row : table->rows) ASSERT_EQ(row.cells.size(), table->header.size());
  const Rows rows = ContentOf(*table);
  const absl::StatusOr<text::CsvTable> again = text::ReadCsv(Written(table->header.size(), rows));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ContentOf(*again), rows);
  EXPECT_TRUE(again->mistakes.empty());
}

}  // namespace gom::fuzz
