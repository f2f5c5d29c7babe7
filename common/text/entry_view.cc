#include "common/text/entry_view.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "common/text/unicode.h"
#include "common/text/view_words.h"

namespace gom::text {
namespace {

using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

const v1::Field* Find(const Fields* fields, const std::string& code) {
  if (fields == nullptr) return nullptr;
  for (const v1::Field& field : *fields) {
    if (field.code() == code) return &field;
  }
  return nullptr;
}

std::string OptionLabel(Language l, const std::string& code, const v1::Field* field) {
  if (field == nullptr) return code;
  for (const v1::Option& option : field->choice().options()) {
    if (option.code() == code) return In(l, option.label());
  }
  return code;
}

Style ValueStyle(const v1::Value& value) {
  const bool quiet = value.kind_case() == v1::Value::KIND_NOT_SET || value.not_applicable();
  return quiet ? Style::kDim : Style::kPlain;
}

// Rows of fields; those of items follow the row of their list, indented.
void AddValues(Language l, const google::protobuf::RepeatedPtrField<v1::FieldValue>& values,
               const Fields* fields, const std::string& indent, Table* table) {
  for (const v1::FieldValue& v : values) {
    const v1::Field* field = Find(fields, v.field());
    const std::string label = field == nullptr ? "" : In(l, field->label());
    table->Row({{indent + v.field(), Style::kDim},
                {ShowValue(l, v.value(), field), ValueStyle(v.value())},
                {label, Style::kDim}});
    int place = 0;
    for (const v1::ItemValue& item : v.value().items().items()) {
      table->Row({{absl::StrCat(indent, "  ", ++place, "."), Style::kDim}});
      AddValues(l, item.fields(), field == nullptr ? nullptr : &field->items().fields(),
                indent + "    ", table);
    }
  }
}

const Message& StandingWord(std::string_view standing) {
  if (standing == "head") return kStandingHead;
  if (standing == "contender") return kStandingContender;
  if (standing == "held") return kStandingHeld;
  if (standing == "settled") return kStandingSettled;
  if (standing == "same") return kStandingSame;
  return kStandingWaiting;
}

// "14:05 03/07/2026 · Nguyễn Thị A · máy 12 · bản ghi 88 của hub"
std::string Origin(Language l, const v1::RevisionView& r, const View& view) {
  std::vector<std::string> parts;
  if (r.entered_at() != 0) {
    parts.push_back(
        Say(l, kEnteredAt, FormatTime(Milliseconds(r.entered_at()), view.utc_offset_seconds)));
  }
  if (r.received_at() != 0) {
    parts.push_back(
        Say(l, kReceivedAt, FormatTime(Milliseconds(r.received_at()), view.utc_offset_seconds)));
  }
  if (!r.author().empty()) parts.push_back(Say(l, kByAuthor, OneLine(r.author())));
  if (r.device() != 0) parts.push_back(Say(l, kOnDevice, r.device()));
  if (r.hub_index() != 0)
    parts.push_back(Say(l, kHubRecord, FormatWhole(l, static_cast<int64_t>(r.hub_index()))));
  return absl::StrJoin(parts, " · ");
}

std::string Indented(std::string_view text, Style style, const View& view, int indent = 2) {
  Table table({});
  table.Note(std::string(text), style, indent);
  return table.Render(view);
}

// A whole sentence within another one loses its full stop.
std::string Reason(const std::string& sentence) {
  return std::string(absl::StripSuffix(sentence, "."));
}

// What a person types to mend it: the fields of an error; and the rule of a warning, which takes a
// reason.
std::string WhatIsTyped(const v1::Finding& finding) {
  constexpr int kMaxFields = 3;
  std::vector<std::string> codes(finding.fields().begin(), finding.fields().end());
  if (codes.size() > kMaxFields) {
    codes.resize(kMaxFields);
    codes.push_back("…");
  }
  std::string typed = codes.empty() ? "" : absl::StrCat(" ", absl::StrJoin(codes, ", "));
  if (finding.severity() == v1::SEVERITY_WARNING)
    absl::StrAppend(&typed, " [", finding.rule(), "]");
  return typed;
}

std::string ShowVerdict(Language l, const v1::VerdictView& verdict, const View& view) {
  const std::string when =
      verdict.at() == 0 ? "" : FormatTime(Milliseconds(verdict.at()), view.utc_offset_seconds);
  const std::string reason = verdict.reason().empty() ? "" : ": " + verdict.reason();
  const Message& m = verdict.accepted() ? kVerdictAccepted : kVerdictReturned;
  const std::string who = OneLine(verdict.operator_());
  std::string out =
      Indented(Say(l, m, who.empty() || when.empty() ? who + when : who + ", " + when) + reason,
               verdict.accepted() ? Style::kGood : Style::kWarning, view);
  for (const v1::FieldNote& field : verdict.fields()) {
    out += Indented(absl::StrCat(field.field(), ": ", field.reason()), Style::kWarning, view, 4);
  }
  return out;
}

}  // namespace

int64_t Milliseconds(int64_t t) {
  constexpr int64_t kFarFutureSeconds = 100'000'000'000;
  return t < kFarFutureSeconds ? t * 1000 : t;
}

std::string ErasedNote(int64_t erased_at_ms) {
  constexpr int kVietnam = 7 * 3600;  // a day ends there by that zone
  const std::string day = FormatDate(DayOf(erased_at_ms, kVietnam));
  return absl::StrCat(Say(Language::kVietnamese, kErasedNote, day), " · ",
                      Say(Language::kEnglish, kErasedNote, day));
}

std::string ShowValue(Language l, const v1::Value& value, const v1::Field* field) {
  switch (value.kind_case()) {
    case v1::Value::KIND_NOT_SET:
      return Say(l, kValueEmpty);
    case v1::Value::kNumber:
      return FormatWhole(l, value.number());
    case v1::Value::kYesNo:
      return Say(l, value.yes_no() ? kValueYes : kValueNo);
    case v1::Value::kChoice:
      return OptionLabel(l, value.choice(), field);
    case v1::Value::kDate:
      return ShowIso(value.date());
    case v1::Value::kText:
      return OneLine(value.text());
    case v1::Value::kNotApplicable:
      return Say(l, kValueNotApplicable);
    case v1::Value::kItems:
      return Say(l, kValueItems, value.items().items_size());
  }
  return "";
}

std::string ShowValues(Language l, const google::protobuf::RepeatedPtrField<v1::FieldValue>& values,
                       const v1::Form* form, const View& view) {
  Table table(
      // Codes are typed, so they stand there whole.
      {{.title = Say(l, kColumnField)},
       {.title = Say(l, kColumnValue),
        .flexible = true,
        .min_width = 12,
        .overflow = Overflow::kWrap},
       {.title = form == nullptr ? "" : Say(l, kColumnLabel), .flexible = true, .min_width = 16}});
  AddValues(l, values, form == nullptr ? nullptr : &form->fields(), "", &table);
  return table.empty() ? "" : table.Render(view);
}

std::string ShowFindings(Language l,
                         const google::protobuf::RepeatedPtrField<v1::Finding>& findings,
                         const View& view) {
  std::string out;
  for (const bool errors : {true, false}) {
    for (const v1::Finding& finding : findings) {
      if ((finding.severity() == v1::SEVERITY_ERROR) != errors) continue;
      const std::string reason =
          finding.reason().empty() ? "" : " " + Say(l, kReasonGiven, OneLine(finding.reason()));
      out += Indented(absl::StrCat(errors ? "✖ " : "▲ ", std::string(Say(l, finding.severity())),
                                   WhatIsTyped(finding), ": ", In(l, finding.message()), reason),
                      errors ? Style::kBad : Style::kWarning, view);
    }
  }
  return out;
}

std::string ShowRevision(Language l, const v1::RevisionView& r, const v1::Form* form,
                         const View& view) {
  std::string out =
      absl::StrCat(Paint(r.id(), Style::kBold, view.colour), "  ",
                   Paint(std::string(Say(l, r.word())), StyleOf(r.word()), view.colour), " · ",
                   Say(l, StandingWord(r.standing())), "\n");
  const std::string origin = Origin(l, r, view);
  if (!origin.empty()) out += Indented(origin, Style::kDim, view);
  if (r.has_held_reason())
    out += Indented(Say(l, kHeldBecause, Reason(In(l, r.held_reason()))), Style::kBad, view);
  if (r.has_verdict()) out += ShowVerdict(l, r.verdict(), view);
  View inner = view;
  inner.width -= 2;
  const std::string values = ShowValues(l, r.values(), form, inner);
  for (size_t at = 0; at < values.size();) {
    const size_t end = values.find('\n', at);
    out += absl::StrCat("  ", values.substr(at, end - at), "\n");
    at = end + 1;
  }
  out += ShowFindings(l, r.findings(), view);
  if (!r.note().empty())
    out += Indented(Say(l, kNoteGiven, OneLine(r.note())), Style::kPlain, view);
  return out;
}

std::string ShowHistory(Language l,
                        const google::protobuf::RepeatedPtrField<v1::RevisionView>& revisions,
                        const v1::Form* form, const View& view) {
  if (revisions.empty()) return Say(l, kNoRevisions) + "\n";
  std::string out;
  for (const v1::RevisionView& revision : revisions) {
    if (!out.empty()) out += "\n";
    out += ShowRevision(l, revision, form, view);
  }
  return out;
}

}  // namespace gom::text
