#include "common/text/table.h"

#include <algorithm>
#include <utility>

#include "common/text/unicode.h"

namespace gom::text {
namespace {

constexpr int kGap = 1;

std::string_view Code(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kGood:
      return "\x1b[1;32m";
    case Style::kFair:
      return "\x1b[32m";
    case Style::kWarning:
      return "\x1b[1;33m";
    case Style::kBad:
      return "\x1b[1;31m";
    case Style::kUnsure:
      return "\x1b[35m";
  }
  return "";
}

// A line of a row before it is written: pieces with their styles, blanks between.
class LineBuilder {
 public:
  explicit LineBuilder(bool colour) : colour_(colour) {}

  void Add(std::string_view text, Style style, int width, Align align, bool first) {
    if (!first) blanks_ += kGap;
    const int room = std::max(0, width - ColumnWidth(text));
    if (align == Align::kRight) blanks_ += room;
    if (!text.empty()) {
      line_.append(static_cast<size_t>(blanks_), ' ');
      blanks_ = 0;
      line_ += Paint(text, style, colour_);
    }
    if (align == Align::kLeft) blanks_ += room;
    // An empty cell on the right leaves its whole width blank.
  }

  // Blanks at the end are never written.
  std::string Take() && { return std::move(line_) + "\n"; }

 private:
  bool colour_;
  int blanks_ = 0;
  std::string line_;
};

}  // namespace

std::string Paint(std::string_view text, Style style, bool colour) {
  const std::string_view code = Code(style);
  if (!colour || code.empty() || text.empty()) return std::string(text);
  return std::string(code) + std::string(text) + "\x1b[0m";
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::Row(std::vector<Cell> cells) {
  for (Cell& cell : cells) cell.text = OneLine(cell.text);
  cells.resize(columns_.size());
  lines_.emplace_back(std::move(cells));
}

void Table::Note(const std::string& text, Style style, int indent) {
  lines_.emplace_back(NoteLine{.text = OneLine(text), .style = style, .indent = indent});
}

// Natural widths, then the widest flexible column gives way, one by one, until the table fits.
std::vector<int> Table::Widths(int width) const {
  std::vector<int> widths;
  for (const Column& column : columns_) widths.push_back(ColumnWidth(column.title));
  for (const Line& line : lines_) {
    const auto* cells = std::get_if<std::vector<Cell>>(&line);
    for (size_t i = 0; cells != nullptr && i < cells->size(); ++i) {
      widths[i] = std::max(widths[i], ColumnWidth((*cells)[i].text));
    }
  }
  int total = kGap * (static_cast<int>(widths.size()) - 1);
  for (const int w : widths) total += w;
  while (total > width) {
    size_t widest = columns_.size();
    for (size_t i = 0; i < columns_.size(); ++i) {
      const bool can = columns_[i].flexible && widths[i] > columns_[i].min_width;
      if (can && (widest == columns_.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == columns_.size()) break;
    --widths[widest];
    --total;
  }
  return widths;
}

void Table::RenderRow(const std::vector<Cell>& cells, const std::vector<int>& widths, bool colour,
                      std::string* out) const {
  std::vector<std::vector<std::string>> pieces;
  size_t height = 1;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (columns_[i].overflow == Overflow::kWrap && columns_[i].flexible) {
      pieces.push_back(Wrap(cells[i].text, widths[i]));
    } else {
      pieces.push_back({columns_[i].flexible ? Truncate(cells[i].text, widths[i]) : cells[i].text});
    }
    height = std::max(height, pieces.back().size());
  }
  for (size_t k = 0; k < height; ++k) {
    LineBuilder line(colour);
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string_view text =
          k < pieces[i].size() ? std::string_view(pieces[i][k]) : std::string_view();
      line.Add(text, cells[i].style, widths[i], columns_[i].align, i == 0);
    }
    *out += std::move(line).Take();
  }
}

std::string Table::Render(const View& view) const {
  const std::vector<int> widths = Widths(view.width);
  std::string out;
  std::vector<Cell> titles;
  for (const Column& column : columns_) titles.push_back({column.title, Style::kDim});
  const bool titled =
      std::any_of(titles.begin(), titles.end(), [](const Cell& c) { return !c.text.empty(); });
  if (titled) RenderRow(titles, widths, view.colour, &out);
  for (const Line& line : lines_) {
    if (const auto* cells = std::get_if<std::vector<Cell>>(&line)) {
      RenderRow(*cells, widths, view.colour, &out);
      continue;
    }
    const NoteLine& note = std::get<NoteLine>(line);
    for (const std::string& piece : Wrap(note.text, view.width - note.indent)) {
      if (!piece.empty()) out += std::string(static_cast<size_t>(note.indent), ' ');
      out += Paint(piece, note.style, view.colour) + "\n";
    }
  }
  return out;
}

}  // namespace gom::text
