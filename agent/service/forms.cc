#include "agent/service/forms.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/service/clock_fault.h"
#include "agent/service/evidence.h"
#include "agent/service/messages.h"
#include "agent/service/overtaken.h"
#include "agent/service/receipts.h"
#include "agent/service/status_words.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "agent/sync/evidence_session.h"
#include "common/platform/disk_room.h"
#include "common/platform/file_system.h"
#include "common/platform/zone.h"
#include "common/rpc/certificates.h"
#include "common/rpc/words.h"
#include "common/text/dates.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

// As the hub says it (sync.proto).
constexpr char kDeviceRevoked[] = "device_revoked";

// The earlier period whose report of a carried form still stands in this one; empty where there is
// none.
std::string CarriedFrom(const SchoolState& state, const plan::Form& form, size_t period) {
  if (!form.carried) return {};
  for (size_t p = period; p-- > 0;) {
    const plan::Period& earlier = state.plan->periods[p];
    const Entry* entry = state.FindEntry(form.number, earlier.number);
    if (entry != nullptr && entry->Shown() != nullptr) return earlier.code;
  }
  return {};
}

bool MayBeEmpty(const SchoolState& state, const plan::Form& form) {
  return std::none_of(form.fields.begin(), form.fields.end(), [&](const plan::Field& field) {
    return field.required && plan::Plan::Matches(field.applies, state.unit);
  });
}

std::vector<Place> OvertakenDrafts(const SchoolState& state) {
  std::vector<Place> overtaken;
  for (const Draft& d : state.drafts) {
    const int form = state.plan->FormIndex(d.form);
    const int period = state.plan->PeriodIndex(d.period);
    if (form < 0 || period < 0) continue;
    const Place place{form, period, &state.plan->forms[static_cast<size_t>(form)],
                      &state.plan->periods[static_cast<size_t>(period)]};
    if (OvertakenBy(state, place) != nullptr) overtaken.push_back(place);
  }
  return overtaken;
}

// Said as long as it is so.
void AddWhatHoldsOfEvidence(Desk& desk, v1::AgentStatus* status) {
  const EvidenceWaiting waiting = WaitingEvidence(desk.store());
  status->set_evidence_waiting(waiting.files);
  status->set_evidence_bytes(waiting.bytes);
  const std::optional<v1::Words>& problem = desk.store().marks().evidence_problem;
  if (problem.has_value() && waiting.files > 0) {
    v1::Words* words = status->add_notices();
    words->set_vi(text::Say(text::Language::kVietnamese, kEvidenceNotSent, problem->vi()));
    words->set_en(text::Say(text::Language::kEnglish, kEvidenceNotSent, problem->en()));
  }
  if (waiting.missing == 0) return;
  std::vector<std::string> places;
  for (const auto& [period, form] : waiting.missing_of)
    places.push_back(ShowPlace(desk.state(), form, period));
  *status->add_notices() =
      text::WordsOf(kEvidenceLost, waiting.missing, absl::StrJoin(places, ", "));
}

// The same of the work.
void AddWhatHolds(Desk& desk, v1::AgentStatus* status) {
  const SchoolState& state = desk.state();
  const SyncMarks& marks = desk.store().marks();
  if (!desk.store().unwritable().ok())
    *status->add_notices() = text::WordsOf(desk.store().unwritable());
  if (desk.store().IsShortOfRoom()) {
    *status->add_notices() = text::WordsOf(kDiskShortOfRoom);
  } else if (const auto disk = platform::RoomOfDisk(desk.store().folder());
             disk.has_value() && platform::FillsUp(*disk)) {
    constexpr uint64_t kMegabyte = 1'000'000;
    *status->add_notices() = text::WordsOf(kDiskFillsUp, desk.store().folder(),
                                           platform::PercentUsed(*disk), disk->free / kMegabyte);
  }
  if (marks.tries >= kTriesBeforeStick && state.waiting > 0) {
    if (marks.problem_code == rpc::kTooSlow.code)
      *status->add_notices() = text::WordsOf(kNoAnswerComes);
    *status->add_notices() = text::WordsOf(kTakeAStick, marks.tries);
  }
  if (marks.waits_for_readmission && marks.problem_code != kDeviceRevoked)
    *status->add_notices() = text::WordsOf(kWaitsForReadmission);
  if (desk.store().holdings().orphans.Refused(marks.highest_term))
    *status->add_notices() = text::WordsOf(kOrphansRefused);
  if (const auto lost = desk.store().DamagedButKnown(); !lost.empty())
    *status->add_notices() = text::WordsOf(kRecordLostKnown, absl::StrJoin(lost, ", "));
  for (const auto& [form, period] : desk.store().damaged_drafts())
    *status->add_notices() = text::WordsOf(kDraftDamaged, ShowPlace(state, form, period));
  if (marks.differed_again) *status->add_notices() = text::WordsOf(kStateStillDiffers);
  if (state.ready()) {
    for (const auto& [form, period] : ToConfirm(state)) {
      *status->add_notices() =
          text::WordsOf(kSubmitAgain, state.plan->forms[static_cast<size_t>(form)].code,
                        state.plan->periods[static_cast<size_t>(period)].code);
    }
    for (const Place& place : OvertakenDrafts(state)) {
      *status->add_notices() = text::WordsOf(kDraftOvertaken, place.form->code, place.period->code,
                                             place.form->code, place.period->code);
    }
  }
  for (const v1::Words& w : state.problems) *status->add_notices() = w;
}

// With the time, so that a person knows whether they have read it, and that it happened again.
v1::Words Dated(const Notice& notice) {
  const std::string when =
      text::FormatTime(notice.told_at, platform::LocalOffsetSeconds(notice.told_at));
  v1::Words words;
  words.set_vi(absl::StrCat(when, ": ", notice.words.vi()));
  words.set_en(absl::StrCat(when, ": ", notice.words.en()));
  return words;
}

// Who this computer is, and for whom.
void AddIdentity(Desk& desk, v1::AgentStatus* status) {
  const AgentStore& store = desk.store();
  const SchoolState& state = desk.state();
  const Enrollment& who = store.enrollment();
  status->set_unit(who.unit);
  status->set_unit_name(state.unit_row.has_value() ? state.unit_row->name() : who.unit_name);
  status->set_hub_name(who.hub_name);
  status->set_hub_address(who.address);
  status->set_device(who.device);
  if (const auto keys = store.ReadKeys(); keys.ok()) {
    if (const auto until = rpc::NotAfter(keys->certificate_pem); until.ok())
      status->set_certificate_not_after(*until);
  }
  status->set_data_folder(store.folder());
  status->set_build(desk.build());
}

void AddDisk(AgentStore& store, v1::AgentStatus* status) {
  if (const auto room = platform::RoomOfDisk(store.folder()); room.has_value()) {
    status->set_disk_free(room->free);
    status->set_disk_total(room->total);
  }
  status->set_disk_low(store.IsShortOfRoom());
}

// What there is to do and what became of it.
void AddWork(const SchoolState& state, v1::AgentStatus* status) {
  if (state.plan != nullptr) {
    status->set_plan_version(state.plan->version());
    *status->mutable_plan_title() = state.plan->proto.title();
  }
  status->set_drafts(static_cast<uint32_t>(state.drafts.size()));
  status->set_waiting(state.waiting);
  status->set_held(state.held);
  status->set_in_conflict(state.in_conflict);
  status->set_returned(state.returned);
}

// How the talk with the hub goes.
void AddSync(Desk& desk, v1::AgentStatus* status) {
  const SyncMarks& marks = desk.store().marks();
  status->set_last_sync(marks.last_sync);
  status->set_last_try(marks.last_try);
  if (marks.problem.has_value()) *status->mutable_last_problem() = *marks.problem;
  status->set_tries(marks.tries);
  status->set_failing_since(marks.failing_since);
  status->set_problem_code(marks.problem_code);
  status->set_clock_skew_ms(marks.clock_skew_ms);
  SetClock(desk, /*moved=*/0, status);
  status->set_handing_back(
      static_cast<uint32_t>(desk.store().holdings().orphans.Waiting(marks.highest_term)));
  if (const absl::StatusOr<v1::ListReceiptsResponse> signed_for = ListReceipts(desk);
      signed_for.ok() && signed_for->receipts_size() > 0)
    *status->mutable_receipt() = signed_for->receipts(0);
}

}  // namespace

void SetClock(Desk& desk, int64_t moved, v1::AgentStatus* status) {
  const SyncMarks& marks = desk.store().marks();
  const ClockFacts facts{.now = desk.now_ms(),
                         .last_sync = marks.last_sync,
                         .skew = marks.clock_skew_ms,
                         .moved = moved};
  status->set_clock(ClockFaultOf(facts));
  status->set_hub_now(HubNow(facts));
}

absl::StatusOr<v1::ListFormsResponse> ListForms(Desk& desk, const v1::ListFormsRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  const SchoolState& state = desk.state();
  const plan::Plan& plan = *state.plan;
  if (!request.period().empty() && plan.PeriodIndex(request.period()) < 0) {
    // Says which periods there are.
    return FindPlace(state, plan.forms.front().code, request.period()).status();
  }
  v1::ListFormsResponse response;
  for (size_t p = 0; p < plan.periods.size(); ++p) {
    const plan::Period& period = plan.periods[p];
    if (!request.period().empty() && period.code != request.period()) continue;
    for (const plan::Form& form : plan.forms) {
      if (!plan.Asked(form, static_cast<int>(p), state.unit)) continue;
      const Place place{form.index, static_cast<int>(p), &form, &period};
      v1::FormLine* line = response.add_forms();
      line->set_period(period.code);
      *line->mutable_period_name() = period.name;
      line->set_form(form.code);
      *line->mutable_title() = form.source->title();
      line->set_word(WordOf(state, place));
      line->set_due(plan::FormatDay(period.due));
      line->set_optional(period.optional);
      line->set_locked(state.locked.contains(period.number));
      line->set_has_draft(state.FindDraft(form.number, period.number) != nullptr);
      if (line->word() == v1::WORD_NOT_BEGUN) line->set_carried_from(CarriedFrom(state, form, p));
      line->set_start(plan::FormatDay(period.start));
      line->set_end(plan::FormatDay(period.end));
      line->set_may_be_empty(MayBeEmpty(state, form));
      line->set_messages_unseen(UnseenMessages(desk, form.number, period.number));
      const Entry* entry = state.FindEntry(form.number, period.number);
      const Revision* shown = entry == nullptr ? nullptr : entry->Shown();
      if (shown != nullptr && shown->verdict.has_value())
        *line->mutable_verdict() = ViewOf(&form, *shown->verdict);
    }
  }
  return response;
}

absl::StatusOr<v1::FormView> GetForm(Desk& desk, const v1::GetFormRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  ASSIGN_OR_RETURN(const Place place, FindPlace(desk.state(), request.form(), request.period()));
  const Sheet sheet = SheetOf(desk.state(), place);
  v1::FormView view = ViewOf(desk.state(), place, sheet);
  ShowEvidence(desk, sheet.wording.evidence, view.mutable_evidence());
  desk.seen_views().Note(&view);
  return view;
}

absl::StatusOr<v1::GetEntryHistoryResponse> GetEntryHistory(
    Desk& desk, const v1::GetEntryHistoryRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  const SchoolState& state = desk.state();
  ASSIGN_OR_RETURN(const Place place, FindPlace(state, request.form(), request.period()));
  const Entry* entry = state.FindEntry(place.form->number, place.period->number);
  if (entry == nullptr) {
    return text::Refuse(absl::StatusCode::kNotFound, kEntryUnknown, request.form(),
                        request.period());
  }
  v1::GetEntryHistoryResponse response;
  for (const auto& [id, revision] : entry->revisions) {
    v1::RevisionView* view = response.add_revisions();
    *view = ViewOf(state, *entry, revision);
    ShowEvidence(desk, revision.wording.evidence, view->mutable_evidence());
  }
  return response;
}

absl::StatusOr<v1::AgentStatus> GetAgentStatus(Desk& desk) {
  AgentStore& store = desk.store();
  if (!store.enrolled()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  v1::AgentStatus status;
  AddIdentity(desk, &status);
  AddWork(desk.state(), &status);
  AddSync(desk, &status);
  AddDisk(store, &status);
  status.set_messages_unseen(UnseenMessages(desk));
  AddWhatHolds(desk, &status);
  AddWhatHoldsOfEvidence(desk, &status);
  for (const Notice& n : store.notices()) *status.add_notices() = Dated(n);
  return status;
}

}  // namespace gom::agent
