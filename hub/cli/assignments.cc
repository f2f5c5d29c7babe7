#include "hub/cli/assignments.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/text/answers.h"
#include "common/text/dates.h"
#include "common/text/message.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

constexpr size_t kMaxText = 10'000;
constexpr int kMaxPlace = 1000;

template <typename Fields>
const v1::Field* Find(const Fields& fields, std::string_view code) {
  for (const v1::Field& field : fields) {
    if (field.code() == code) return &field;
  }
  return nullptr;
}

template <typename Fields>
std::string Codes(const Fields& fields) {
  std::vector<std::string> codes;
  for (const v1::Field& field : fields) codes.push_back(field.code());
  return absl::StrJoin(codes, ", ");
}

absl::StatusOr<v1::Value> ReadYesNo(std::string_view typed) {
  const std::optional<bool> answer = text::ReadYesNo(typed);
  if (!answer.has_value()) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kYesNoWrong, typed);
  }
  v1::Value value;
  value.set_yes_no(*answer);
  return value;
}

// Values by field code, and lists by field code as items in their places.
class Assignments {
 public:
  Assignments(const v1::Form& form,
              const google::protobuf::RepeatedPtrField<v1::FieldValue>& current)
      : form_(form), current_(current) {}

  void Read(std::string_view typed) {
    const size_t equals = typed.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      Wrong(std::string(typed),
            text::Refuse(absl::StatusCode::kInvalidArgument, say::kNotAnAssignment, typed));
      return;
    }
    const std::string path(text::TrimBlanks(typed.substr(0, equals)));
    if (absl::Status status = Set(path, typed.substr(equals + 1)); !status.ok()) {
      Wrong(path, status);
    }
  }

  absl::StatusOr<std::vector<v1::FieldValue>> Finish() && {
    if (!places_.empty()) {
      v1::Error error = text::MakeError(say::kFieldsWrong, {});
      for (v1::ErrorPlace& place : places_) *error.add_places() = std::move(place);
      return text::WithError(absl::StatusCode::kInvalidArgument, std::move(error));
    }
    std::vector<v1::FieldValue> out;
    for (auto& [code, value] : values_) {
      v1::FieldValue& f = out.emplace_back();
      f.set_field(code);
      *f.mutable_value() = std::move(value);
    }
    return out;
  }

 private:
  absl::Status Unknown(std::string_view code, const std::string& codes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kFieldOfFormUnknown, form_.code(),
                        code, codes);
  }

  void Wrong(const std::string& path, const absl::Status& refusal) {
    const v1::Error error = text::ErrorOf(refusal);
    v1::ErrorPlace place;
    place.set_field(path);
    place.set_vi(error.vi());
    place.set_en(error.en());
    places_.push_back(std::move(place));
  }

  absl::Status Set(const std::string& path, std::string_view typed) {
    const std::vector<std::string> parts = absl::StrSplit(path, '.');
    const v1::Field* field = Find(form_.fields(), parts[0]);
    if (field == nullptr) return Unknown(path, Codes(form_.fields()));
    if (field->has_items()) return SetItemField(*field, parts, typed);
    if (parts.size() != 1) return Unknown(path, Codes(form_.fields()));
    ASSIGN_OR_RETURN(values_[parts[0]], ReadValue(*field, typed));
    return absl::OkStatus();
  }

  absl::Status SetItemField(const v1::Field& list, const std::vector<std::string>& parts,
                            std::string_view typed) {
    if (parts.size() == 1 && typed.empty()) {
      values_[list.code()].Clear();
      return absl::OkStatus();
    }
    int place = 0;
    if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &place) || place < 1 ||
        place > kMaxPlace) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, say::kListPathWrong, list.code(),
                          list.code());
    }
    const v1::Field* field = Find(list.items().fields(), parts[2]);
    if (field == nullptr) return Unknown(absl::StrJoin(parts, "."), Codes(list.items().fields()));
    v1::ItemList& items = ItemsOf(list.code());
    if (place > items.items_size() + 1) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, say::kItemPlaceGap, list.code(),
                          items.items_size(), place);
    }
    ASSIGN_OR_RETURN(v1::Value value, ReadValue(*field, typed));
    if (place > items.items_size()) items.add_items();
    Put(items.mutable_items(place - 1), parts[2], std::move(value));
    return absl::OkStatus();
  }

  // What the list holds now, on first touch.
  v1::ItemList& ItemsOf(const std::string& list) {
    auto [it, fresh] = values_.try_emplace(list);
    if (fresh) {
      for (const v1::FieldValue& f : current_) {
        if (f.field() == list) it->second = f.value();
      }
    }
    return *it->second.mutable_items();
  }

  static void Put(v1::ItemValue* item, const std::string& code, v1::Value value) {
    for (v1::FieldValue& f : *item->mutable_fields()) {
      if (f.field() == code) {
        *f.mutable_value() = std::move(value);
        return;
      }
    }
    v1::FieldValue* f = item->add_fields();
    f->set_field(code);
    *f->mutable_value() = std::move(value);
  }

  const v1::Form& form_;
  const google::protobuf::RepeatedPtrField<v1::FieldValue>& current_;
  std::map<std::string, v1::Value> values_;
  std::vector<v1::ErrorPlace> places_;
};

}  // namespace

absl::StatusOr<v1::Value> ReadValue(const v1::Field& field, std::string_view typed) {
  typed = text::TrimBlanks(typed);
  v1::Value value;
  if (typed.empty()) return value;
  if (text::SaysNotApplicable(typed)) {
    value.set_not_applicable(true);
    return value;
  }
  switch (field.type_case()) {
    case v1::Field::kYesNo:
      return ReadYesNo(typed);
    case v1::Field::kChoice:
      value.set_choice(std::string(typed));
      return value;
    case v1::Field::kDate: {
      ASSIGN_OR_RETURN(absl::CivilDay day, text::ParseDate(typed));
      value.set_date(text::FormatIso(day));
      return value;
    }
    case v1::Field::kText: {
      ASSIGN_OR_RETURN(std::string words, text::CleanText(typed, kMaxText));
      value.set_text(std::move(words));
      return value;
    }
    default: {
      ASSIGN_OR_RETURN(int64_t number, text::ParseWhole(typed, field.whole().min() < 0));
      value.set_number(number);
      return value;
    }
  }
}

absl::StatusOr<std::vector<v1::FieldValue>> ReadAssignments(
    const v1::Form& form, const std::vector<std::string>& typed,
    const google::protobuf::RepeatedPtrField<v1::FieldValue>& current) {
  Assignments assignments(form, current);
  for (const std::string& one : typed) assignments.Read(one);
  return std::move(assignments).Finish();
}

absl::StatusOr<std::pair<std::string, std::string>> ReadPair(std::string_view typed,
                                                             std::string_view shape) {
  const size_t equals = typed.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == typed.size()) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kPairWrong, typed, shape);
  }
  return std::pair(std::string(typed.substr(0, equals)), std::string(typed.substr(equals + 1)));
}

}  // namespace gom::hub
