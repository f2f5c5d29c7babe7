#include "agent/service/import.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/service/drafts.h"
#include "agent/service/import_items.h"
#include "agent/service/import_table.h"
#include "agent/service/submit.h"
#include "agent/service/typed.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "common/sync/value_view.h"
#include "common/text/entry_view.h"
#include "common/text/message.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

// As a finding names it.
constexpr std::string_view kRequiredRule = "required";

// One Entry of the file.
struct Group {
  Submission submission;
  std::unique_ptr<TypedSetter> setter;
  std::map<std::string, uint32_t> lines;       // field path -> line that gave it
  std::set<std::string> unread;                // fields whose row was not understood
  std::map<std::string, std::string> reasons;  // field -> reason in its row
};

class Importer {
 public:
  Importer(Desk& desk, const v1::ImportRowsRequest& request)
      : desk_(desk),
        state_(desk.state()),
        request_(request),
        skipped_(request.skip_lines().begin(), request.skip_lines().end()) {}

  absl::StatusOr<v1::ImportRowsResponse> Run() {
    const std::string& own = desk_.store().enrollment().unit;
    if (!request_.unit().empty() && !absl::EqualsIgnoreCase(request_.unit(), own)) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kImportUnit, own, request_.unit());
    }
    ASSIGN_OR_RETURN(const ImportTable table, ReadImport(state_, request_));
    response_.set_encoding(table.encoding);
    response_.set_encoding_guessed(table.guessed);
    response_.set_of_template(table.of_template);
    for (const std::string& line : table.sample) response_.add_sample(line);
    for (const v1::ErrorPlace& m : table.mistakes) TakeMistake(m);
    for (const ImportCell& cell : table.cells) TakeCell(cell);
    KeepItems();
    RETURN_IF_ERROR(GiveReasons());
    Judge();
    std::stable_sort(
        response_.mutable_rows()->begin(), response_.mutable_rows()->end(),
        [](const v1::ImportedRow& a, const v1::ImportedRow& b) { return a.line() < b.line(); });
    if (request_.preview()) return response_;
    return Finish();
  }

 private:
  using Key = std::pair<int, int>;  // period and form index: the order in which they are submitted

  void TakeMistake(const v1::ErrorPlace& m) {
    v1::ImportedRow* row = response_.add_rows();
    row->set_line(m.line());
    if (Skips(row)) return;
    row->mutable_problem()->set_vi(m.vi());
    row->mutable_problem()->set_en(m.en());
  }

  static void Fail(v1::ImportedRow* row, const absl::Status& status) {
    row->set_ok(false);
    *row->mutable_problem() = text::WordsOf(status);
  }

  // What the person leaves out is shown, and nothing else.
  bool Skips(v1::ImportedRow* row) const {
    row->set_skipped(skipped_.contains(row->line()));
    row->set_ok(row->skipped());
    return row->skipped();
  }

  void TakeCell(const ImportCell& cell) {
    v1::ImportedRow* row = response_.add_rows();
    row->set_line(cell.line);
    row->set_period(cell.period);
    row->set_form(cell.form);
    row->set_field(cell.field);
    row->set_value(cell.value);
    const absl::StatusOr<Place> place = FindPlace(state_, row->form(), row->period());
    if (place.ok()) Label(*place->form, row);
    if (Skips(row)) return;
    if (!cell.problem.ok()) return Fail(row, cell.problem);
    row->set_ok(true);
    if (!place.ok()) return Fail(row, place.status());
    Group& group = GroupAt(*place);
    std::string path = row->field();
    const auto [at, first] = group.lines.emplace(path, cell.line);
    if (!first) {
      return Fail(row, text::Refuse(absl::StatusCode::kInvalidArgument, kImportTwice, at->second));
    }
    const absl::Status set = group.setter->Set(&path, row->value());
    std::erase_if(group.submission.sheet.unread, [&](const auto& u) { return u.first == path; });
    if (!set.ok()) {
      group.unread.insert(FieldOf(path));
      return Fail(row, set);
    }
    group.submission.sheet.confirmed.insert(FieldOf(path));
    if (!cell.reason.empty()) group.reasons[FieldOf(path)] = cell.reason;
    row->set_value(Echo(*place->form, path, row->value()));
  }

  // So that a person knows which one is meant, whatever is wrong with the row.
  static void Label(const plan::Form& form, v1::ImportedRow* row) {
    if (const plan::Field* field = form.FindField(FieldOf(row->field())); field != nullptr)
      *row->mutable_label() = field->source->label();
  }

  // "sang_kien.1.ten" -> "sang_kien"
  static std::string FieldOf(const std::string& path) {
    return path.substr(0, path.find_first_of(".+"));
  }

  // What was understood, the same in each language: digits, and the day before the month.
  static std::string Echo(const plan::Form& form, const std::string& path,
                          const std::string& typed) {
    const plan::Field* field = form.FindField(path);
    if (field == nullptr) return typed;
    const absl::StatusOr<TypedValue> value = ParseTyped(*field, typed);
    if (!value.ok() || !value->value.is_number()) return typed;
    if (field->type == plan::FieldType::kWhole) return absl::StrCat(value->value.number);
    if (field->type != plan::FieldType::kDate) return typed;
    return text::ShowValue(text::Language::kVietnamese,
                           sync::ToValue(*field, value->value, value->text), field->source);
  }

  Group& GroupAt(const Place& place) {
    Group& group = groups_[{place.period_index, place.form_index}];
    if (group.setter != nullptr) return group;
    Sheet sheet = SheetOf(state_, place);
    if (sheet.prefilled) {
      sheet.values = {};
      sheet.wording = {};
    }
    const Draft* draft = state_.FindDraft(place.form->number, place.period->number);
    group.submission.parents = ParentsOf(draft != nullptr ? draft->base : BaseOf(sheet));
    if (!sheet.is_draft) sheet.wording.note.clear();
    group.submission.place = place;
    group.submission.sheet = std::move(sheet);
    group.setter = std::make_unique<TypedSetter>(
        *place.form, state_.unit, [this] { return desk_.NewItemId(); },
        &group.submission.sheet.values, &group.submission.sheet.wording.texts);
    return group;
  }

  // Gives new items the ids of the same things in an earlier period: of the file itself, or on this
  // device.
  void KeepItems() {
    for (auto& [key, group] : groups_) {
      const Place& place = group.submission.place;
      const plan::Values* before = nullptr;
      const plan::Texts* texts = nullptr;
      for (const auto& [other, earlier] : groups_) {
        if (other.second != key.second || other.first >= key.first) continue;
        before = &earlier.submission.sheet.values;
        texts = &earlier.submission.sheet.wording.texts;
      }
      const Earlier earlier = NewestEarlier(state_, place.form_index, place.period_index);
      if (before == nullptr && earlier.revision != nullptr) {
        before = &earlier.revision->values;
        texts = &earlier.revision->wording.texts;
      }
      if (before == nullptr) continue;
      for (const plan::Field& list : place.form->fields) {
        if (list.type == plan::FieldType::kItems)
          KeepItemIds(list, *before, *texts, &group.submission.sheet);
      }
    }
  }

  absl::Status GiveReasons() {
    for (auto& [key, group] : groups_) {
      const Place& place = group.submission.place;
      sync::Wording& wording = group.submission.sheet.wording;
      if (!request_.author().empty()) {
        ASSIGN_OR_RETURN(wording.author, text::CleanText(request_.author(), kMaxAuthor));
      }
      for (const v1::RuleReason& r : request_.reasons()) {
        const bool meant = (r.form().empty() || r.form() == place.form->code) &&
                           (r.period().empty() || r.period() == place.period->code);
        if (meant) RETURN_IF_ERROR(SetReason(*state_.plan, r.rule(), r.text(), &wording));
      }
      for (const v1::Finding& f :
           FindingsOf(state_, place, group.submission.sheet, Together(), Ask::kAtHome)) {
        if (f.severity() != v1::SEVERITY_WARNING || !f.reason().empty()) continue;
        for (const std::string& field : f.fields()) {
          const auto given = group.reasons.find(field);
          if (given == group.reasons.end()) continue;
          RETURN_IF_ERROR(SetReason(*state_.plan, f.rule(), given->second, &wording));
          break;
        }
      }
    }
    return absl::OkStatus();
  }

  Overrides Together() const {
    Overrides together;
    for (const auto& [key, group] : groups_) {
      const Sheet& sheet = group.submission.sheet;
      together[{key.second, key.first}] = {&sheet.values, &sheet.wording};
    }
    return together;
  }

  // That a field is empty says nothing new where its row is said to be wrong.
  static bool SaidOfItsRow(const Group& group, const v1::Finding& f) {
    return f.rule() == kRequiredRule && f.fields_size() == 1 &&
           group.unread.contains(FieldOf(f.fields(0)));
  }

  // What the rules say, and which rows it is about.
  void Judge() {
    for (const auto& [key, group] : groups_) {
      for (v1::Finding& f : FindingsOf(state_, group.submission.place, group.submission.sheet,
                                       Together(), Ask::kAtHome)) {
        if (SaidOfItsRow(group, f)) continue;
        const bool stops = f.severity() != v1::SEVERITY_WARNING || f.reason().empty();
        v1::ErrorPlace place = PlaceOf(*group.submission.place.form, f);
        const auto line = group.lines.find(place.field());
        if (line != group.lines.end()) place.set_line(line->second);
        const std::string where = absl::StrCat(group.submission.place.form->code, " ",
                                               group.submission.place.period->code, ": ");
        place.set_vi(absl::StrCat(where, place.vi()));
        place.set_en(absl::StrCat(where, place.en()));
        if (stops) obstacles_.push_back(std::move(place));
        if (groups_.size() > 1) {
          f.mutable_message()->set_vi(absl::StrCat(where, f.message().vi()));
          f.mutable_message()->set_en(absl::StrCat(where, f.message().en()));
        }
        *response_.add_findings() = std::move(f);
      }
    }
  }

  absl::StatusOr<v1::ImportRowsResponse> Finish() {
    v1::Error error;
    for (const v1::ImportedRow& row : response_.rows()) {
      if (row.ok()) continue;
      v1::ErrorPlace* place = error.add_places();
      place->set_line(row.line());
      place->set_field(row.field());
      place->set_form(row.form());
      place->set_period(row.period());
      place->set_vi(row.problem().vi());
      place->set_en(row.problem().en());
    }
    for (const v1::ErrorPlace& p : obstacles_) *error.add_places() = p;
    if (error.places_size() > 0) {
      v1::Error whole = text::MakeError(kImportRefused, {absl::StrCat(error.places_size())});
      whole.mutable_places()->Swap(error.mutable_places());
      return text::WithError(absl::StatusCode::kFailedPrecondition, std::move(whole));
    }
    std::vector<Submission> changed;
    for (const auto& [key, group] : groups_) {
      if (IsNew(group.submission)) changed.push_back(group.submission);
    }
    if (!changed.empty()) {
      ASSIGN_OR_RETURN(const std::vector<v1::SubmittedEntry> entries, Append(desk_, changed));
      for (const v1::SubmittedEntry& e : entries) *response_.add_entries() = e;
    }
    response_.set_applied(true);
    return response_;
  }

  static bool IsNew(const Submission& s) {
    const Revision* shown = s.sheet.shown;
    return shown == nullptr || s.sheet.is_draft || shown->values != s.sheet.values ||
           shown->wording.texts != s.sheet.wording.texts ||
           shown->wording.reasons != s.sheet.wording.reasons ||
           SaysWhatIsRedefined(*s.place.form, *shown);
  }

  Desk& desk_;
  const SchoolState& state_;
  const v1::ImportRowsRequest& request_;
  const std::set<uint32_t> skipped_;  // lines
  std::map<Key, Group> groups_;
  std::vector<v1::ErrorPlace> obstacles_;
  v1::ImportRowsResponse response_;
};

}  // namespace

absl::StatusOr<v1::ImportRowsResponse> ImportRows(Desk& desk,
                                                  const v1::ImportRowsRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  return Importer(desk, request).Run();
}

}  // namespace gom::agent
