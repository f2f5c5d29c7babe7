#include "agent/cli/pages.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/evidence_words.h"
#include "agent/cli/words.h"
#include "common/text/dates.h"
#include "common/text/entry_view.h"
#include "common/text/enum_words.h"

namespace gom::agent {
namespace {

using text::Say;

bool IsOverdue(const v1::FormLine& f, std::string_view today) {
  const bool here = f.word() == v1::WORD_NOT_BEGUN || f.word() == v1::WORD_DRAFT ||
                    f.word() == v1::WORD_SAVED || f.word() == v1::WORD_SENT;
  return here && std::string_view(f.due()) < today && !f.optional() && !f.locked() &&
         f.carried_from().empty();
}

std::string Marks(text::Language l, const v1::FormLine& f, bool overdue) {
  std::vector<std::string> marks;
  marks.push_back(text::ShowIso(f.due()));
  if (overdue) marks.push_back(Say(l, kOverdueMark));
  if (!f.carried_from().empty()) marks.push_back(Say(l, kCarriedMark, f.carried_from()));
  if (f.optional()) marks.push_back(Say(l, kOptionalMark));
  if (f.locked()) marks.push_back(Say(l, kLockedMark));
  if (f.word() == v1::WORD_CONFLICT) marks.push_back(Say(l, kConflictMark, f.form(), f.period()));
  return absl::StrJoin(marks, ", ");
}

void AddItems(text::Language l, const v1::FieldView& f, text::Table* table) {
  int place = 0;
  for (const v1::ItemValue& item : f.value().items().items()) {
    ++place;
    for (const v1::FieldValue& v : item.fields()) {
      const v1::Field* definition = nullptr;
      for (const v1::Field& d : f.field().items().fields()) {
        if (d.code() == v.field()) definition = &d;
      }
      table->Row(
          {{absl::StrCat(f.field().code(), ".", place, ".", v.field()), text::Style::kDim},
           {text::ShowValue(l, v.value(), definition)},
           {""},
           {definition == nullptr ? "" : text::In(l, definition->label()), text::Style::kDim}});
    }
  }
}

std::string EvidenceLine(text::Language l, const v1::AgentStatus& s) {
  return Say(l, kStatusEvidence, s.evidence_waiting(), (s.evidence_bytes() + 1023) / 1024);
}

// As a person would say it: rounded down to the largest unit there are two of.
std::string SpanOf(int64_t ms, text::Language l) {
  const int64_t minutes = ms / 60000, hours = minutes / 60, days = hours / 24, years = days / 365;
  if (years >= 2) return Say(l, kYears, years);
  if (days >= 2) return Say(l, kDays, days);
  return hours >= 2 ? Say(l, kHours, hours) : Say(l, kMinutes, minutes);
}

// Title, where the form stands, and what is to be known before its figures.
std::string FormHead(text::Language l, const v1::FormView& form, const text::View& view) {
  text::Table head({});
  const auto say = [&](const std::string& sentence, int indent = 0) {
    head.Note(sentence, text::Style::kPlain, indent);
  };
  head.Note(absl::StrCat(form.form(), " · ", form.period(), " · ", text::In(l, form.title())),
            text::Style::kBold);
  head.Note(std::string(text::Say(l, form.word())), text::StyleOf(form.word()));
  if (form.prefilled()) say(Say(l, kPrefilledNote, form.form(), form.period()));
  if (form.is_draft()) say(Say(l, kDraftNote, form.form(), form.period()));
  if (form.has_verdict() && !form.verdict().accepted()) {
    say(Say(l, kReturnedNote, form.verdict().reason()));
    for (const v1::FieldNote& n : form.verdict().fields())
      say(absl::StrCat(n.field(), ": ", n.reason()), 2);
  }
  if (!form.evidence().empty())
    say(Say(l, kEvidenceNote, form.evidence_size(), form.form(), form.period()));
  if (form.has_held_reason()) say(Say(l, kHeldNote, text::In(l, form.held_reason())));
  return head.Render(view);
}

std::string FieldsTable(text::Language l, const v1::FormView& form, const text::View& view) {
  text::Table table(
      {{.title = Say(l, kColumnField)},
       {.title = Say(l, kColumnValue),
        .align = text::Align::kRight,
        .flexible = true,
        .min_width = 12},
       {.title = Say(l, kColumnBefore), .align = text::Align::kRight, .flexible = true},
       {.title = Say(l, kColumnLabel),
        .flexible = true,
        .min_width = 20,
        .overflow = text::Overflow::kWrap}});
  for (const v1::FieldView& f : form.fields()) {
    table.Row(
        {{f.field().code()},
         {text::ShowValue(l, f.value(), &f.field())},
         {f.has_previous() ? text::ShowValue(l, f.previous(), &f.field()) : "", text::Style::kDim},
         {text::In(l, f.field().label()), text::Style::kDim}});
    AddItems(l, f, &table);
  }
  return table.Render(view);
}

std::string ClockLine(text::Language l, const v1::AgentStatus& s) {
  const auto off = [&](const text::Message& m) {
    return Say(l, m, SpanOf(std::llabs(s.clock_skew_ms()), l)) + "\n";
  };
  switch (s.clock()) {
    case v1::AgentStatus::CLOCK_AHEAD:
      return off(kClockAhead);
    case v1::AgentStatus::CLOCK_BEHIND:
      return off(kClockBehind);
    case v1::AgentStatus::CLOCK_SET_BACK:
      return Say(l, kClockSetBack) + "\n";
    case v1::AgentStatus::CLOCK_SET_RIGHT:
      return Say(l, kClockSetRight) + "\n";
    default:
      return {};
  }
}

}  // namespace

v1::Form LabelsOf(const v1::FormView& form) {
  v1::Form labels;
  for (const v1::FieldView& f : form.fields()) *labels.add_fields() = f.field();
  return labels;
}

std::string FormsPage(text::Language l, const v1::ListFormsResponse& forms, std::string_view today,
                      const text::View& view) {
  text::Table table({{.title = Say(l, kColumnPeriod)},
                     {.title = Say(l, kColumnForm)},
                     {.title = Say(l, kColumnTitle), .flexible = true},
                     {.title = Say(l, kColumnWord)},
                     {.title = Say(l, kColumnDue),
                      .flexible = true,
                      .min_width = 20,
                      .overflow = text::Overflow::kWrap}});
  for (const v1::FormLine& f : forms.forms()) {
    const bool overdue = IsOverdue(f, today);
    table.Row({{f.period()},
               {f.form()},
               {text::In(l, f.title())},
               {std::string(text::Say(l, f.word())), text::StyleOf(f.word())},
               {Marks(l, f, overdue), overdue ? text::Style::kWarning : text::Style::kDim}});
  }
  return table.Render(view);
}

std::string FormPage(text::Language l, const v1::FormView& form, const text::View& view) {
  std::string page =
      absl::StrCat(FormHead(l, form, view), FieldsTable(l, form, view),
                   ContributionsPage(l, form, view), text::ShowFindings(l, form.findings(), view));
  if (form.contenders_size() > 0) {
    const v1::Form labels = LabelsOf(form);
    text::Table note({});
    note.Note(Say(l, kConflictNote, form.form(), form.period(), form.form(), form.period()),
              text::Style::kPlain);
    absl::StrAppend(&page, note.Render(view),
                    text::ShowHistory(l, form.contenders(), &labels, view));
  }
  return page;
}

std::string StatusPage(text::Language l, const v1::AgentStatus& s, const text::View& view) {
  std::string page = absl::StrCat(
      Say(l, kStatusUnit, s.unit_name(), s.unit()), "\n",
      Say(l, kStatusHub, s.hub_name(), s.hub_address()), "\n",
      s.plan_version() == 0 ? Say(l, kStatusNoPlan)
                            : Say(l, kStatusPlan, text::In(l, s.plan_title()), s.plan_version()),
      "\n", Say(l, kStatusWork, s.drafts(), s.waiting()), "\n",
      Say(l, kStatusReview, s.returned(), s.held(), s.in_conflict()), "\n");
  if (s.in_conflict() > 0) absl::StrAppend(&page, Say(l, kStatusConflict, s.in_conflict()), "\n");
  if (s.handing_back() > 0)
    absl::StrAppend(&page, Say(l, kStatusHandingBack, s.handing_back()), "\n");
  if (s.evidence_waiting() > 0) absl::StrAppend(&page, EvidenceLine(l, s), "\n");
  const std::string last = s.last_sync() == 0
                               ? Say(l, kNever)
                               : text::FormatTime(s.last_sync(), view.utc_offset_seconds);
  absl::StrAppend(&page, Say(l, kStatusSync, last), "\n");
  if (s.certificate_not_after() > 0) {
    const std::string until = text::FormatTime(s.certificate_not_after(), view.utc_offset_seconds);
    absl::StrAppend(&page, Say(l, kStatusCertificate, until), "\n");
  }
  if (s.has_receipt()) {
    absl::StrAppend(
        &page,
        Say(l, kStatusReceipt, text::FormatTime(s.receipt().at(), view.utc_offset_seconds),
            s.receipt().index()),
        "\n");
  }
  if (s.has_last_problem()) {
    absl::StrAppend(&page, Say(l, kStatusProblem, s.tries(), text::In(l, s.last_problem())), "\n");
  }
  absl::StrAppend(&page, ClockLine(l, s));
  for (const v1::Words& n : s.notices()) absl::StrAppend(&page, "· ", text::In(l, n), "\n");
  return page;
}

std::string ReceiptsPage(text::Language l, const v1::ListReceiptsResponse& receipts,
                         const text::View& view) {
  if (receipts.receipts().empty()) return Say(l, kNoReceipts) + "\n";
  text::Table table({{.title = Say(l, kColumnNumber), .align = text::Align::kRight},
                     {.title = Say(l, kColumnSignedAt)},
                     {.title = Say(l, kColumnUpTo), .align = text::Align::kRight},
                     {.title = Say(l, kColumnFor),
                      .flexible = true,
                      .min_width = 20,
                      .overflow = text::Overflow::kWrap}});
  int number = 0;
  for (const v1::ReceiptView& r : receipts.receipts()) {
    std::vector<std::string> entries;
    for (const v1::SubmittedEntry& e : r.entries())
      entries.push_back(absl::StrCat(e.period(), " · ", e.form()));
    table.Row({{absl::StrCat(++number)},
               {text::FormatTime(r.at(), view.utc_offset_seconds)},
               {absl::StrCat(r.index())},
               {absl::StrJoin(entries, ", ")}});
  }
  return table.Render(view);
}

std::string SyncPage(text::Language l, const v1::AgentStatus& before,
                     const v1::SyncNowResponse& synced) {
  const v1::AgentStatus& after = synced.status();
  std::string page = absl::StrCat(
      Say(l, kSyncedLine, synced.sent(), synced.received_events(), synced.waiting()), "\n");
  if (after.evidence_waiting() > 0) absl::StrAppend(&page, EvidenceLine(l, after), "\n");
  for (const v1::Words& notice : after.notices()) {
    const bool known = std::any_of(before.notices().begin(), before.notices().end(),
                                   [&](const v1::Words& n) { return n.vi() == notice.vi(); });
    if (!known) absl::StrAppend(&page, "· ", text::In(l, notice), "\n");
  }
  if (after.returned() + after.held() + after.in_conflict() > 0) {
    absl::StrAppend(&page, Say(l, kSyncedLook, after.returned(), after.held(), after.in_conflict()),
                    "\n");
  }
  return page;
}

}  // namespace gom::agent
