#include "agent/service/template.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/service/template_book.h"
#include "agent/service/template_mark.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "common/log/chain.h"
#include "common/sync/value_view.h"
#include "common/text/csv.h"
#include "common/text/dates.h"
#include "common/text/entry_view.h"
#include "common/text/enum_words.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/view_words.h"

namespace gom::agent {
namespace {

using text::Language;
using text::Say;

const v1::Value* ValueOf(const google::protobuf::RepeatedPtrField<v1::FieldValue>& values,
                         const std::string& code) {
  for (const v1::FieldValue& v : values) {
    if (v.field() == code) return &v.value();
  }
  return nullptr;
}

// As ParseTyped reads it again.
void SetValue(Language l, const plan::Field& field, const v1::Value* value, TemplateRow* row) {
  if (value == nullptr || value->kind_case() == v1::Value::KIND_NOT_SET) return;
  if (value->kind_case() == v1::Value::kNumber) {
    row->number = value->number();
  } else if (value->kind_case() == v1::Value::kText) {
    row->text = value->text();
  } else if (value->kind_case() == v1::Value::kNotApplicable) {
    row->text = "na";
  } else {
    row->text = text::ShowValue(l, *value, field.source);
  }
}

std::string HowToWrite(Language l, const plan::Field& field, TemplateRow* row) {
  switch (field.type) {
    case plan::FieldType::kWhole:
      row->whole = true;
      return Say(l, kTemplateWhole);
    case plan::FieldType::kYesNo:
      row->choices = {Say(l, text::kValueYes), Say(l, text::kValueNo)};
      return Say(l, kTemplateYesNo);
    case plan::FieldType::kDate:
      return Say(l, kTemplateDate);
    case plan::FieldType::kChoice:
      for (const v1::Option& option : field.source->choice().options())
        row->choices.push_back(text::In(l, option.label()));
      return Say(l, kTemplateChoice, absl::StrJoin(row->choices, ", "));
    case plan::FieldType::kText:
    case plan::FieldType::kItems:
      break;
  }
  return Say(l, kTemplateText);
}

TemplateRow RowOf(Language l, const plan::Field& field, std::string code, const v1::Value* value) {
  TemplateRow row;
  row.code = std::move(code);
  row.label = text::In(l, field.source->label());
  if (field.source->has_unit()) row.unit = text::In(l, field.source->unit());
  row.how = HowToWrite(l, field, &row);
  SetValue(l, field, value, &row);
  return row;
}

// A list has as many places as it may have items, up to what fits on a sheet that people scroll.
constexpr int kMostPlacesOfAList = 20;

void AddList(Language l, const plan::Field& list, const v1::Value* value,
             std::vector<TemplateRow>* rows) {
  const int there = value == nullptr ? 0 : value->items().items_size();
  const int places =
      std::max(there, std::min(static_cast<int>(list.max_items), kMostPlacesOfAList));
  for (int place = 0; place < places; ++place) {
    for (const plan::Field& field : list.item_fields) {
      const v1::Value* item =
          place < there ? ValueOf(value->items().items(place).fields(), field.code) : nullptr;
      TemplateRow row =
          RowOf(l, field, absl::StrCat(list.code, ".", place + 1, ".", field.code), item);
      row.label = absl::StrCat(text::In(l, list.source->label()), " ", place + 1, ": ", row.label);
      rows->push_back(std::move(row));
    }
  }
}

std::vector<TemplateRow> RowsOf(const SchoolState& state, const Place& place, Language l,
                                bool empty) {
  google::protobuf::RepeatedPtrField<v1::FieldValue> values;
  if (!empty) {
    const Sheet sheet = SheetOf(state, place);
    for (v1::FieldValue& v : sync::ToFieldValues(*place.form, sheet.values, sheet.wording.texts))
      *values.Add() = std::move(v);
  }
  std::vector<TemplateRow> rows;
  for (const plan::Field& field : place.form->fields) {
    if (!plan::Plan::Matches(field.applies, state.unit)) continue;
    const v1::Value* value = ValueOf(values, field.code);
    if (field.type == plan::FieldType::kItems) {
      AddList(l, field, value, &rows);
    } else {
      rows.push_back(RowOf(l, field, field.code, value));
    }
  }
  return rows;
}

std::string ToCsv(const Place& place, const std::vector<TemplateRow>& rows) {
  text::CsvWriter csv;
  csv.Text("period").Text("form").Text("field").Text("label").Text("value").EndRow();
  for (const TemplateRow& row : rows) {
    // What is not there says nothing of it: an empty value would empty the field.
    if (!row.number.has_value() && row.text.empty()) continue;
    csv.Text(place.period->code).Text(place.form->code).Text(row.code).Text(row.label);
    row.number.has_value() ? csv.Number(*row.number) : csv.Text(row.text);
    csv.EndRow();
  }
  return std::move(csv).Take();
}

TemplateBook BookOf(const SchoolState& state, const Place& place, Language l) {
  TemplateBook book;
  book.mark = ToCell({.unit = state.unit_code,
                      .form = place.form->code,
                      .period = place.period->code,
                      .plan_version = state.plan->version()});
  book.title =
      Say(l, kTemplateHead, text::In(l, place.form->source->title()),
          text::In(l, place.period->name), text::ShowIso(plan::FormatDay(place.period->due)));
  book.unit = absl::StrCat(state.unit_row->name(), " (", state.unit_code, ")");
  book.how = Say(l, kTemplateHow, Say(l, kTemplateValue));
  book.heads = {Say(l, kTemplateWhat), Say(l, kTemplateUnit), Say(l, kTemplateValue),
                Say(l, kTemplateWrite)};
  return book;
}

}  // namespace

absl::StatusOr<v1::GetTemplateResponse> GetTemplate(Desk& desk,
                                                    const v1::GetTemplateRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  const SchoolState& state = desk.state();
  ASSIGN_OR_RETURN(const Place place, FindPlace(state, request.form(), request.period()));
  const Language l = request.language() == "en" ? Language::kEnglish : Language::kVietnamese;
  std::vector<TemplateRow> rows = RowsOf(state, place, l, request.empty());
  const bool csv = request.format() == v1::GetTemplateRequest::FORMAT_CSV;
  v1::GetTemplateResponse response;
  response.set_file_name(absl::StrCat("gom-", state.unit_code, "-", place.form->code, "-",
                                      place.period->code, csv ? ".csv" : ".xlsx"));
  if (csv) {
    response.set_type("text/csv");
    response.set_data(ToCsv(place, rows));
    return response;
  }
  response.set_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  TemplateBook book = BookOf(state, place, l);
  book.rows = std::move(rows);
  // Not in the data folder: its disk may refuse to be written.
  const std::string path = absl::StrCat(std::filesystem::temp_directory_path().string(), "/gom-",
                                        log::Hex(desk.RandomBytes(8)), ".xlsx");
  ASSIGN_OR_RETURN(*response.mutable_data(), WriteBook(book, path));
  return response;
}

}  // namespace gom::agent
