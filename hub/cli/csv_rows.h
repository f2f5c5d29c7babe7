// What the readers of CSV files share: cells by column name, and mistakes collected by line.
#ifndef GOM_HUB_CLI_CSV_ROWS_H_
#define GOM_HUB_CLI_CSV_ROWS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/text/csv.h"
#include "common/text/message.h"

namespace gom::hub {

// Mistakes of one file. Not synchronised.
class Mistakes {
 public:
  // The lines that the CSV reader itself could not read.
  explicit Mistakes(const text::CsvTable& table) : places_(table.mistakes) {}

  template <typename... Args>
  void Add(uint32_t line, std::string_view column, const text::Message& message,
           const Args&... args) {
    v1::ErrorPlace place;
    place.set_line(line);
    place.set_field(std::string(column));
    place.set_vi(text::Say(text::Language::kVietnamese, message, args...));
    place.set_en(text::Say(text::Language::kEnglish, message, args...));
    places_.push_back(std::move(place));
  }
  // The sentence of a refusal by somebody else.
  void Add(uint32_t line, std::string_view column, const absl::Status& refusal) {
    const v1::Error error = text::ErrorOf(refusal);
    v1::ErrorPlace place;
    place.set_line(line);
    place.set_field(std::string(column));
    place.set_vi(error.vi());
    place.set_en(error.en());
    places_.push_back(std::move(place));
  }

  bool empty() const { return places_.empty(); }

  // INVALID_ARGUMENT with all of them by line; OK where there are none.
  absl::Status Refusal(const text::Message& message, std::string_view file) {
    if (places_.empty()) return absl::OkStatus();
    std::stable_sort(places_.begin(), places_.end(),
                     [](const auto& a, const auto& b) { return a.line() < b.line(); });
    v1::Error error = text::MakeError(message, {std::string(file)});
    for (v1::ErrorPlace& place : places_) *error.add_places() = std::move(place);
    return text::WithError(absl::StatusCode::kInvalidArgument, std::move(error));
  }

 private:
  std::vector<v1::ErrorPlace> places_;
};

// The cell of a row under a column's name; empty where the file has no such column.
inline std::string_view Cell(const text::CsvTable& table, const text::CsvRow& row,
                             std::string_view column) {
  const int i = table.Column(column);
  return i < 0 ? std::string_view() : std::string_view(row.cells[static_cast<size_t>(i)]);
}

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_CSV_ROWS_H_
