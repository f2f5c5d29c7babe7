#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/last_verdict.h"
#include "hub/state/release.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

// The acts of one call, decided one after the other; each sees what those before it did.
class Review {
 public:
  Review(View& view, const std::string& operator_name) : view_(view), operator_(operator_name) {}

  absl::Status Do(const v1::ReviewAct& act) {
    switch (act.kind()) {
      case v1::ReviewAct::KIND_ACCEPT:
      case v1::ReviewAct::KIND_RETURN:
        return Judge(act);
      case v1::ReviewAct::KIND_RECOGNIZE:
        return Recognise(act);
      case v1::ReviewAct::KIND_NOT_APPLICABLE:
        return NotApplicable(act);
      case v1::ReviewAct::KIND_LOCK:
      case v1::ReviewAct::KIND_REOPEN:
        return Lock(act);
      case v1::ReviewAct::KIND_TAKE:
        return Take(act);
      default:
        return text::Refuse(absl::StatusCode::kInvalidArgument, kActUnknown);
    }
  }

  v1::ReviewResponse Finish() {
    if (lock_changed_) response_.set_released(response_.released() + ReleaseHeld(view_));
    return response_;
  }

 private:
  struct Place {
    const UnitState* unit = nullptr;
    const plan::Form* form = nullptr;
    const plan::Period* period = nullptr;
    const Entry* entry = nullptr;
  };

  absl::StatusOr<const plan::Period*> FindPeriod(const std::string& code) const {
    const int index = view_.plan()->PeriodIndex(code);
    if (index < 0) return text::Refuse(absl::StatusCode::kNotFound, kPeriodUnknown, code);
    return &view_.plan()->periods[static_cast<size_t>(index)];
  }

  absl::StatusOr<const UnitState*> FindUnit(const std::string& code) const {
    const UnitState* unit = view_.state().FindUnit(code);
    if (unit == nullptr) return text::Refuse(absl::StatusCode::kNotFound, kUnitUnknown, code);
    return unit;
  }

  absl::StatusOr<Place> FindEntry(const v1::ReviewAct& act) const {
    Place place;
    ASSIGN_OR_RETURN(place.unit, FindUnit(act.unit()));
    const int form = view_.plan()->FormIndex(act.form());
    if (form < 0) return text::Refuse(absl::StatusCode::kNotFound, kFormUnknown, act.form());
    place.form = &view_.plan()->forms[static_cast<size_t>(form)];
    ASSIGN_OR_RETURN(place.period, FindPeriod(act.period()));
    place.entry = view_.FindEntry({place.unit->index, place.form->number, place.period->number});
    if (place.entry == nullptr) {
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kNothingToJudge, act.unit(),
                          act.form(), act.period());
    }
    return place;
  }

  // "a1b2c3d4/17": the first characters of the stream's name in hex, and the index there. Empty:
  // the head.
  absl::StatusOr<const Revision*> FindRevision(const Place& place, const v1::ReviewAct& act) const {
    if (act.revision().empty()) {
      if (const Revision* head = place.entry->head(); head != nullptr) return head;
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kNothingToJudge, act.unit(),
                          act.form(), act.period());
    }
    const std::vector<std::string> parts = absl::StrSplit(act.revision(), '/');
    uint64_t index = 0;
    if (parts.size() == 2 && parts[0].size() >= 8 && absl::SimpleAtoi(parts[1], &index)) {
      for (const Revision& r : place.entry->revisions) {
        const std::string name = log::Hex(view_.state().StreamOf(r.stream).id);
        if (r.stream_index != index || !absl::StartsWith(name, absl::AsciiStrToLower(parts[0])))
          continue;
        return place.entry->Find(place.entry->members.Canonical(r.id));
      }
    }
    return text::Refuse(absl::StatusCode::kNotFound, kRevisionUnknown, act.revision());
  }

  absl::Status Judge(const v1::ReviewAct& act) {
    ASSIGN_OR_RETURN(const Place place, FindEntry(act));
    ASSIGN_OR_RETURN(const Revision* revision, FindRevision(place, act));
    const bool accept = act.kind() == v1::ReviewAct::KIND_ACCEPT;
    if (accept && place.entry->members.Find(revision->id)->standing == v1::OUTCOME_HELD) {
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kRevisionHeld);
    }
    if (!accept && act.reason().empty() && act.fields().empty()) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kReasonMissing);
    }
    const v1::VerdictWord word = accept ? v1::VERDICT_WORD_ACCEPTED : v1::VERDICT_WORD_RETURNED;
    v1::Event event;
    v1::VerdictGiven* verdict = event.mutable_verdict_given();
    v1::EventText words = Words(act);
    for (const v1::FieldNote& note : act.fields()) {
      const plan::Field* field = place.form->FindField(note.field());
      if (field == nullptr)
        return text::Refuse(absl::StatusCode::kNotFound, kFieldUnknown, note.field());
      verdict->add_fields(field->number);
      v1::FieldReason* reason = words.add_field_reasons();
      reason->set_field(field->number);
      reason->set_text(note.reason());
    }
    const LastVerdict last = LastSaid(*revision);
    if (last.word == word && !SaysMore(last, words) &&
        (!accept || CountsAsAccepted(place, *revision)))
      return Same();
    // Whoever names a revision says what was on the screen; a word that another operator has given
    // it since was not.
    if (!act.revision().empty() && last.word != v1::VERDICT_WORD_UNSPECIFIED &&
        last.words.operator_() != operator_) {
      return JudgedMeanwhile(last, act.revision());
    }
    verdict->set_received(revision->id);
    verdict->set_digest(view_.state().DigestAt(revision->id));
    verdict->set_word(word);
    said_[revision->id] = {word, words, view_.now_ms()};
    accepted_[place.entry->key] = accept ? revision->id : 0;
    return Done(std::move(event), std::move(words));
  }

  absl::Status Recognise(const v1::ReviewAct& act) {
    ASSIGN_OR_RETURN(const Place place, FindEntry(act));
    const plan::Field* field = place.form->FindField(act.field());
    if (field == nullptr)
      return text::Refuse(absl::StatusCode::kNotFound, kFieldUnknown, act.field());
    if (field->type != plan::FieldType::kItems) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kFieldNotAList, act.field());
    }
    const Revision* head = place.entry->head();
    const uint32_t id = head == nullptr ? 0 : FindItem(*ValuesOf(*head), field->number, act);
    if (id == 0) return text::Refuse(absl::StatusCode::kNotFound, kItemUnknown, act.field());
    const plan::RecognisedItem item{static_cast<int>(place.form->number), field->number, id};
    const auto key = std::make_pair(place.unit->index, item);
    const auto decided = items_.find(key);
    const bool now =
        decided != items_.end() ? decided->second : place.unit->recognised_numbers.contains(item);
    if (now != act.withdraw()) return Same();
    items_[key] = !act.withdraw();
    v1::Event event;
    v1::RecognitionGiven* given = event.mutable_recognition_given();
    given->set_unit(place.unit->row.code());
    given->set_granted(!act.withdraw());
    given->mutable_item()->set_form(place.form->number);
    given->mutable_item()->set_field(field->number);
    given->mutable_item()->set_item(id);
    return Done(std::move(event), Words(act));
  }

  // By id, or by its place (1 …) among the items of that list. 0: not there.
  static uint32_t FindItem(const plan::Values& values, uint32_t list, const v1::ReviewAct& act) {
    uint32_t place = 0;
    for (const plan::Item& item : values.items()) {
      if (item.list_field != list) continue;
      ++place;
      if (act.item() != 0 ? item.id == act.item() : place == act.item_place()) return item.id;
    }
    return 0;
  }

  absl::Status NotApplicable(const v1::ReviewAct& act) {
    ASSIGN_OR_RETURN(const UnitState* unit, FindUnit(act.unit()));
    const int index = view_.plan()->IndicatorIndex(act.indicator());
    if (index < 0)
      return text::Refuse(absl::StatusCode::kNotFound, kIndicatorUnknown, act.indicator());
    const uint32_t number = view_.plan()->indicators[static_cast<size_t>(index)].number;
    const auto key = std::make_pair(unit->index, number);
    const auto decided = not_applicable_.find(key);
    const bool now = decided != not_applicable_.end()
                         ? decided->second
                         : unit->not_applicable_numbers.contains(number);
    if (now != act.withdraw()) return Same();
    not_applicable_[key] = !act.withdraw();
    v1::Event event;
    event.mutable_recognition_given()->set_unit(unit->row.code());
    event.mutable_recognition_given()->set_granted(!act.withdraw());
    event.mutable_recognition_given()->set_not_applicable_indicator(number);
    return Done(std::move(event), Words(act));
  }

  absl::Status Lock(const v1::ReviewAct& act) {
    ASSIGN_OR_RETURN(const plan::Period* period, FindPeriod(act.period()));
    const bool lock = act.kind() == v1::ReviewAct::KIND_LOCK;
    if (view_.IsLocked(period->number) == lock) return Same();
    view_.SetLocked(period->number, lock);
    lock_changed_ = true;
    v1::Event event;
    event.mutable_period_locked()->set_period(period->number);
    event.mutable_period_locked()->set_locked(lock);
    return Done(std::move(event), Words(act));
  }

  // What waits for a lost parent is decided without it.
  absl::Status Take(const v1::ReviewAct& act) {
    ASSIGN_OR_RETURN(const Place place, FindEntry(act));
    const uint32_t released = TakeWaiting(view_, place.entry->key, Words(act));
    if (released == 0) return Same();
    response_.set_done(response_.done() + 1);
    response_.set_released(response_.released() + released);
    return absl::OkStatus();
  }

  LastVerdict LastSaid(const Revision& revision) const {
    const auto decided = said_.find(revision.id);
    return decided != said_.end() ? decided->second : LastVerdictOn(view_, revision);
  }

  // Of two that were accepted the later one counts; accepting the earlier again makes it count.
  bool CountsAsAccepted(const Place& place, const Revision& revision) const {
    const auto decided = accepted_.find(place.entry->key);
    return (decided != accepted_.end() ? decided->second : place.entry->accepted) == revision.id;
  }

  v1::EventText Words(const v1::ReviewAct& act) const {
    v1::EventText words;
    words.set_operator_(operator_);
    words.set_reason(act.reason());
    return words;
  }

  absl::Status Done(v1::Event event, v1::EventText words) {
    view_.Add(std::move(event), std::move(words));
    response_.set_done(response_.done() + 1);
    return absl::OkStatus();
  }

  absl::Status Same() {
    response_.set_same(response_.same() + 1);
    return absl::OkStatus();
  }

  View& view_;
  const std::string operator_;
  v1::ReviewResponse response_;
  std::map<uint64_t, LastVerdict> said_;
  std::map<EntryKey, uint64_t> accepted_;  // 0: to be seen
  std::map<std::pair<uint32_t, plan::RecognisedItem>, bool> items_;
  std::map<std::pair<uint32_t, uint32_t>, bool> not_applicable_;
  bool lock_changed_ = false;
};

// The refusal of one row as the refusal of the call: the row's own sentence, and where it stands.
absl::Status AtRow(const absl::Status& status, int row) {
  v1::Error error = text::ErrorOf(status);
  v1::ErrorPlace* place = error.add_places();
  place->set_line(static_cast<uint32_t>(row) + 1);
  place->set_vi(error.vi());
  place->set_en(error.en());
  return text::WithError(status.code(), std::move(error));
}

}  // namespace

absl::StatusOr<v1::ReviewResponse> DecideReview(View& view, const v1::ReviewRequest& request) {
  if (view.plan() == nullptr) return text::Refuse(absl::StatusCode::kNotFound, kNoPlan);
  Review review(view, request.operator_());
  for (int i = 0; i < request.acts_size(); ++i) {
    if (const absl::Status status = review.Do(request.acts(i)); !status.ok())
      return AtRow(status, i);
  }
  return review.Finish();
}

}  // namespace gom::hub
