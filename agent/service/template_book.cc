#include "agent/service/template_book.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "agent/service/words.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"

namespace gom::agent {
namespace {

enum : lxw_col_t { kCodes, kWhat, kUnit, kValues, kHow };
constexpr lxw_row_t kHeadRow = 4;
constexpr lxw_color_t kYellow = 0xFFF2CC;
// What a program takes as a list to choose from, commas included.
constexpr size_t kMostOfAList = 255;

// One sheet that is being written. Nothing here fails: what goes wrong shows when it is closed.
class Pen {
 public:
  Pen(lxw_workbook* book, lxw_worksheet* sheet) : sheet_(*sheet) {
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
    plain_ = workbook_add_format(book);
    format_set_text_wrap(plain_);
    format_set_align(plain_, LXW_ALIGN_VERTICAL_TOP);
    number_ = Typed(book, "0");
    text_ = Typed(book, "@");
  }

  void Lay(const TemplateBook& book) {
    lxw_row_col_options hidden{};
    hidden.hidden = LXW_TRUE;
    worksheet_set_column_opt(&sheet_, kCodes, kCodes, 12, nullptr, &hidden);
    worksheet_set_column(&sheet_, kWhat, kWhat, 60, nullptr);
    worksheet_set_column(&sheet_, kUnit, kUnit, 14, nullptr);
    worksheet_set_column(&sheet_, kValues, kValues, 24, nullptr);
    worksheet_set_column(&sheet_, kHow, kHow, 40, nullptr);
    Put(0, kCodes, book.mark, plain_);
    Put(0, kWhat, book.title, bold_);
    Put(1, kWhat, book.unit, nullptr);
    Put(2, kWhat, book.how, nullptr);
    for (lxw_col_t i = 0; i < book.heads.size(); ++i)
      Put(kHeadRow, static_cast<lxw_col_t>(kWhat + i), book.heads[i], bold_);
    lxw_row_t at = kHeadRow;
    for (const TemplateRow& row : book.rows) PutRow(++at, row);
    worksheet_freeze_panes(&sheet_, kHeadRow + 1, 0);
    worksheet_protect(&sheet_, nullptr, nullptr);
  }

 private:
  static lxw_format* Typed(lxw_workbook* book, const char* as) {
    lxw_format* const format = workbook_add_format(book);
    format_set_unlocked(format);
    format_set_bg_color(format, kYellow);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(format, as);
    return format;
  }

  // A cell of type text, whatever it begins with.
  void Put(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    worksheet_write_string(&sheet_, row, column, text.c_str(), format);
  }

  void PutRow(lxw_row_t at, const TemplateRow& row) {
    Put(at, kCodes, row.code, plain_);
    Put(at, kWhat, row.label, plain_);
    Put(at, kUnit, row.unit, plain_);
    Put(at, kHow, row.how, plain_);
    lxw_format* const format = row.whole ? number_ : text_;
    if (row.number.has_value()) {
      worksheet_write_number(&sheet_, at, kValues, static_cast<double>(*row.number), format);
    } else if (!row.text.empty()) {
      Put(at, kValues, row.text, format);
    } else {
      worksheet_write_blank(&sheet_, at, kValues, format);
    }
    OfferChoices(at, row.choices);
  }

  // Where they fit; without, they are read in the last column and typed.
  void OfferChoices(lxw_row_t at, const std::vector<std::string>& choices) {
    size_t length = choices.size();
    std::vector<std::string> owned = choices;
    std::vector<char*> list;
    for (std::string& choice : owned) {
      if (choice.find(',') != std::string::npos) return;
      length += text::CountCharacters(choice);
      list.push_back(choice.data());
    }
    if (choices.empty() || length > kMostOfAList) return;
    list.push_back(nullptr);
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = list.data();
    // "na" is an answer too, so what is not on the list is taken, and judged when it is read.
    rule.show_error = LXW_VALIDATION_OFF;
    worksheet_data_validation_cell(&sheet_, at, kValues, &rule);
  }

  lxw_worksheet& sheet_;
  lxw_format *bold_ = nullptr, *plain_ = nullptr, *number_ = nullptr, *text_ = nullptr;
};

}  // namespace

absl::StatusOr<std::string> WriteBook(const TemplateBook& book, const std::string& path) {
  GOM_STEPS_OF("agent.template");
  // Nobody else may read it while it is here.
  RETURN_IF_ERROR(platform::WritePrivateFile(path, ""));
  lxw_workbook* const file = workbook_new(path.c_str());
  lxw_worksheet* const sheet = file == nullptr ? nullptr : workbook_add_worksheet(file, nullptr);
  if (sheet != nullptr) Pen(file, sheet).Lay(book);
  const lxw_error closed = file == nullptr ? LXW_ERROR_MEMORY_MALLOC_FAILED : workbook_close(file);
  absl::StatusOr<std::string> bytes =
      closed == LXW_NO_ERROR && sheet != nullptr
          ? platform::ReadFile(path)
          : text::Refuse(absl::StatusCode::kUnavailable, kTemplateNotMade, lxw_strerror(closed));
  std::error_code gone;
  std::filesystem::remove(path, gone);
  return bytes;
}

}  // namespace gom::agent
