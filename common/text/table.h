// A table in a terminal whose columns are true with Vietnamese letters.
//
//   Table t({{.title = "Mã"}, {.title = "Tên", .flexible = true}, {.title = "Số"}});
//   t.Row({{"TH-01"}, {"Trường Tiểu học Tân Kỳ"}, {"412", Style::kGood}});
//   out << t.Render({.width = 100, .colour = false});
//
// No line is wider than the width asked for as long as the columns that may shrink can make room.
#ifndef GOM_COMMON_TEXT_TABLE_H_
#define GOM_COMMON_TEXT_TABLE_H_

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gom::text {

// What a piece of text is, not which colour it has.
enum class Style { kPlain, kBold, kDim, kGood, kFair, kWarning, kBad, kUnsure };

// The text in its style; unchanged without colour.
std::string Paint(std::string_view text, Style style, bool colour);

// How everything for people is laid out.
struct View {
  // Columns.
  int width = 100;
  bool colour = false;
  // Seconds east of UTC in which times are shown.
  int utc_offset_seconds = 0;
};

enum class Align { kLeft, kRight };
enum class Overflow { kTruncate, kWrap };

struct Column {
  std::string title = {};
  Align align = Align::kLeft;
  // Whether it gives way when the table is too wide, down to min_width; then cells are truncated or
  // wrapped.
  bool flexible = false;
  int min_width = 8;
  Overflow overflow = Overflow::kTruncate;
};

struct Cell {
  std::string text = {};
  Style style = Style::kPlain;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns);

  // Missing cells are empty. Control characters become blanks.
  void Row(std::vector<Cell> cells);
  // A line of its own across all columns, wrapped, indented by `indent` columns.
  void Note(const std::string& text, Style style, int indent = 0);

  bool empty() const { return lines_.empty(); }
  // Header, then rows and notes in order, each line ending in \n, without blanks at line ends.
  std::string Render(const View& view) const;

 private:
  struct NoteLine {
    std::string text;
    Style style = Style::kPlain;
    int indent = 0;
  };
  using Line = std::variant<std::vector<Cell>, NoteLine>;

  std::vector<int> Widths(int width) const;
  void RenderRow(const std::vector<Cell>& cells, const std::vector<int>& widths, bool colour,
                 std::string* out) const;

  std::vector<Column> columns_;
  std::vector<Line> lines_;
};

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_TABLE_H_
