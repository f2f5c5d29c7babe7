#include "hub/service/log_line.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/log/chain.h"
#include "common/text/enum_words.h"
#include "hub/service/log_words.h"

namespace gom::hub {
namespace {

using text::Language;
using text::Message;

// Fills a LogLine with one sentence whose arguments are the same in both languages.
template <typename... Args>
void Tell(v1::LogLine* line, const Message& message, const Args&... args) {
  line->set_kind(std::string(message.code));
  line->set_summary_vi(text::Say(Language::kVietnamese, message, args...));
  line->set_summary_en(text::Say(Language::kEnglish, message, args...));
}

// The same where the last argument is a reason, worded in each language.
void TellHeld(v1::LogLine* line, const Message& message, const std::string& what,
              v1::HeldReason reason) {
  line->set_kind(std::string(message.code));
  line->set_summary_vi(
      text::Say(Language::kVietnamese, message, what, text::Say(Language::kVietnamese, reason)));
  line->set_summary_en(
      text::Say(Language::kEnglish, message, what, text::Say(Language::kEnglish, reason)));
}

std::string PeriodName(const LogNames& names, uint32_t number) {
  const int i = names.plan == nullptr ? -1 : names.plan->PeriodIndex(number);
  return i < 0 ? absl::StrCat("#", number) : names.plan->periods[static_cast<size_t>(i)].code;
}

std::string IndicatorName(const LogNames& names, uint32_t number) {
  const int i = names.plan == nullptr ? -1 : names.plan->IndicatorIndexByNumber(number);
  return i < 0 ? absl::StrCat("#", number) : names.plan->indicators[static_cast<size_t>(i)].code;
}

std::string FormName(const LogNames& names, uint32_t number) {
  const int i = names.plan == nullptr ? -1 : names.plan->FormIndex(number);
  return i < 0 ? absl::StrCat("#", number) : names.plan->forms[static_cast<size_t>(i)].code;
}

std::string ListName(const LogNames& names, uint32_t form, uint32_t field) {
  const int i = names.plan == nullptr ? -1 : names.plan->FormIndex(form);
  const plan::Field* f =
      i < 0 ? nullptr : names.plan->forms[static_cast<size_t>(i)].FindField(field);
  return absl::StrCat(FormName(names, form), ".",
                      f == nullptr ? absl::StrCat("#", field) : f->code);
}

std::string EntryAt(const LogNames& names, uint64_t received) {
  std::string entry = names.entry_at ? names.entry_at(received) : std::string();
  return entry.empty() ? absl::StrCat("#", received) : entry;
}

// "TH-01 ho_so 2026-Q2 (a1/17)".
std::string ReceivedName(const LogNames& names, const v1::Received& received) {
  std::string unit = received.unit();
  if (unit.empty() && names.unit_of_stream) unit = names.unit_of_stream(received.stream());
  std::string what = absl::StrCat(unit, " ", received.stream(), "/", received.index());
  v1::Change change;
  if (!change.ParseFromString(received.change()) || !change.has_revision()) return what;
  what = absl::StrCat(unit, " ", FormName(names, change.revision().form()), " ",
                      PeriodName(names, change.revision().period()), " (", received.stream(), "/",
                      received.index(), ")");
  // By their codes in `gom-hub evidence list`.
  for (const std::string& sha256 : change.revision().evidence())
    absl::StrAppend(&what, " +", log::Hex(sha256).substr(0, 12));
  return what;
}

void TellReceived(const LogNames& names, const v1::Received& received, v1::LogLine* line) {
  const std::string what = ReceivedName(names, received);
  switch (received.outcome()) {
    case v1::OUTCOME_HEAD:
      return Tell(line, words::kLogReceivedHead, what);
    case v1::OUTCOME_CONTENDER:
      return Tell(line, words::kLogReceivedContender, what);
    case v1::OUTCOME_HELD:
      return TellHeld(line, words::kLogReceivedHeld, what, received.held_reason());
    case v1::OUTCOME_SETTLED:
      return Tell(line, words::kLogReceivedSettled, what);
    case v1::OUTCOME_SAME:
      return Tell(line, words::kLogReceivedSame, what, received.same_as());
    default:
      return Tell(line, words::kLogReceivedNoted, what);
  }
}

void TellReleased(const v1::Released& released, v1::LogLine* line) {
  switch (released.outcome()) {
    case v1::OUTCOME_HEAD:
      return Tell(line, words::kLogReleasedHead, released.received());
    case v1::OUTCOME_CONTENDER:
      return Tell(line, words::kLogReleasedContender, released.received());
    case v1::OUTCOME_HELD:
      return TellHeld(line, words::kLogReleasedHeld, absl::StrCat(released.received()),
                      released.held_reason());
    default:
      return Tell(line, words::kLogReleasedOther, released.received());
  }
}

void TellRecognition(const LogNames& names, const v1::RecognitionGiven& given, v1::LogLine* line) {
  if (given.has_item()) {
    const std::string item =
        absl::StrCat(ListName(names, given.item().form(), given.item().field()), " ",
                     absl::Hex(given.item().item(), absl::kZeroPad8));
    Tell(line, given.granted() ? words::kLogItemRecognised : words::kLogItemWithdrawn, given.unit(),
         item);
  } else {
    Tell(line, given.granted() ? words::kLogNotApplicable : words::kLogApplicableAgain,
         IndicatorName(names, given.not_applicable_indicator()), given.unit());
  }
}

void TellUnits(const v1::UnitsChanged& changed, v1::LogLine* line) {
  constexpr int kShown = 6;
  std::vector<std::string> codes;
  for (int i = 0; i < changed.units_size() && i < kShown; ++i) {
    codes.push_back(changed.units(i).code());
  }
  if (changed.units_size() > kShown) codes.push_back("…");
  Tell(line, words::kLogUnitsChanged, changed.units_size(), absl::StrJoin(codes, ", "));
}

void TellStream(const v1::StreamOpened& opened, v1::LogLine* line) {
  const std::string name =
      absl::StrCat(opened.number(), " (", log::Hex(opened.stream()).substr(0, 8), ")");
  if (opened.device() == 0) {
    Tell(line, words::kLogOfficeStream, name);
  } else {
    Tell(line, words::kLogStreamOpened, opened.device(), opened.unit(), name);
  }
}

void TellVerdict(const LogNames& names, const v1::VerdictGiven& given, const v1::EventText& words,
                 v1::LogLine* line) {
  const std::string what = EntryAt(names, given.received());
  if (given.word() == v1::VERDICT_WORD_ACCEPTED) {
    Tell(line, words::kLogAccepted, what);
  } else {
    Tell(line, words::kLogReturned, what, words.reason());
  }
}

void TellTerm(const v1::TermBegun& begun, v1::LogLine* line) {
  switch (begun.why()) {
    case v1::TermBegun::WHY_RESTORED:
      return Tell(line, words::kLogTermRestored, begun.term());
    case v1::TermBegun::WHY_OVERTAKEN:
      return Tell(line, words::kLogTermOvertaken, begun.term());
    default:
      return Tell(line, words::kLogTermBegun, begun.term());
  }
}

// "a1b2c3d4/17" of a revision that another log had.
std::string NameOf(const v1::RevisionName& revision) {
  return absl::StrCat(log::Hex(revision.stream()).substr(0, 8), "/", revision.index());
}

void TellOrphan(const v1::OrphanReported& reported, const v1::EventText& words,
                const LogNames& names, v1::LogLine* line) {
  const v1::LogLine word =
      ToOrphanLine(reported.event(), words.SerializeAsString(), NameOf(reported.revision()), names);
  line->set_kind(std::string(words::kLogOrphanReported.code));
  line->set_summary_vi(text::Say(Language::kVietnamese, words::kLogOrphanReported,
                                 reported.device(), reported.unit(), word.summary_vi()));
  line->set_summary_en(text::Say(Language::kEnglish, words::kLogOrphanReported, reported.device(),
                                 reported.unit(), word.summary_en()));
}

void TellRedacted(const v1::Redacted& redacted, const v1::EventText& words, v1::LogLine* line) {
  const int texts = redacted.texts_size(), files = redacted.evidence_size();
  if (words.reason().empty()) {
    Tell(line, words::kLogRedactedAgain, texts, files, redacted.unit());
  } else {
    Tell(line, words::kLogRedacted, texts, files, redacted.unit(), words.reason());
  }
}

// Who did it, where that was said.
std::string By(const v1::EventText& words) {
  return words.operator_().empty() ? std::string() : absl::StrCat(" (", words.operator_(), ")");
}

void TellEvent(const v1::Event& event, const v1::EventText& words, const LogNames& names,
               v1::LogLine* line) {
  switch (event.body_case()) {
    case v1::Event::kHubCreated:
      return Tell(line, words::kLogHubCreated, event.hub_created().name());
    case v1::Event::kTermBegun:
      return TellTerm(event.term_begun(), line);
    case v1::Event::kPlanApplied:
      return Tell(line, words::kLogPlanApplied, event.plan_applied().version());
    case v1::Event::kUnitsChanged:
      return TellUnits(event.units_changed(), line);
    case v1::Event::kSlipIssued:
      return Tell(line, words::kLogSlipIssued, event.slip_issued().slip(),
                  event.slip_issued().unit());
    case v1::Event::kDeviceEnrolled:
      return Tell(line, words::kLogDeviceEnrolled, event.device_enrolled().device(),
                  event.device_enrolled().label(), event.device_enrolled().unit());
    case v1::Event::kDeviceRevoked:
      return Tell(line, words::kLogDeviceRevoked, event.device_revoked().device());
    case v1::Event::kStreamOpened:
      return TellStream(event.stream_opened(), line);
    case v1::Event::kReceived:
      return TellReceived(names, event.received(), line);
    case v1::Event::kReleased:
      return TellReleased(event.released(), line);
    case v1::Event::kVerdictGiven:
      return TellVerdict(names, event.verdict_given(), words, line);
    case v1::Event::kRecognitionGiven:
      return TellRecognition(names, event.recognition_given(), line);
    case v1::Event::kPeriodLocked:
      return Tell(
          line,
          event.period_locked().locked() ? words::kLogPeriodLocked : words::kLogPeriodReopened,
          PeriodName(names, event.period_locked().period()));
    case v1::Event::kApiKeyIssued:
      return Tell(line, words::kLogApiKeyIssued, event.api_key_issued().name(),
                  event.api_key_issued().prefix());
    case v1::Event::kEnrollmentFailed:
      return Tell(line, words::kLogEnrollmentFailed, event.enrollment_failed().slip());
    case v1::Event::kDeviceReturned:
      return Tell(line,
                  event.device_returned().certificate_sha256().empty() ? words::kLogDeviceSpokenFor
                                                                       : words::kLogDeviceReturned,
                  event.device_returned().device(), event.device_returned().unit());
    case v1::Event::kDeviceReadmitted:
      return Tell(line, words::kLogDeviceReadmitted, event.device_readmitted().device());
    case v1::Event::kOrphanReported:
      return TellOrphan(event.orphan_reported(), words, names, line);
    case v1::Event::kOrphanSettled:
      return Tell(line,
                  event.orphan_settled().confirmed() ? words::kLogOrphanConfirmed
                                                     : words::kLogOrphanDropped,
                  event.orphan_settled().reported());
    case v1::Event::kDeviceCertified:
      return Tell(line, words::kLogDeviceCertified, event.device_certified().device());
    case v1::Event::kDeviceWorkTaken:
      return Tell(line, words::kLogDeviceWorkTaken, event.device_work_taken().device());
    case v1::Event::kAuthorityBegun:
      return Tell(line, words::kLogAuthorityBegun);
    case v1::Event::kRedacted:
      return TellRedacted(event.redacted(), words, line);
    case v1::Event::kApiKeyRevoked:
      return Tell(line, words::kLogApiKeyRevoked, event.api_key_revoked().prefix(), By(words));
    case v1::Event::kMessageSent:
      return event.message_sent().unit().empty()
                 ? Tell(line, words::kLogMessageToAll)
                 : Tell(line, words::kLogMessageSent, event.message_sent().unit());
    case v1::Event::kWaitingTaken:
      return Tell(line, words::kLogWaitingTaken, event.waiting_taken().received_size(),
                  EntryAt(names, event.waiting_taken().received().empty()
                                     ? 0
                                     : event.waiting_taken().received(0)));
    case v1::Event::BODY_NOT_SET:
      break;
  }
  Tell(line, words::kLogUnknown);
}

}  // namespace

v1::LogLine ToOrphanLine(const std::string& event, const std::string& text,
                         const std::string& entry, const LogNames& names) {
  LogNames there = names;
  there.entry_at = [&entry](uint64_t) { return entry; };
  return ToLogLine({.main = event, .text = text}, there);
}

v1::LogLine ToLogLine(const log::Record& record, const LogNames& names) {
  v1::LogLine line;
  line.set_index(record.index);
  line.set_digest(log::ToBytes(record.digest));
  v1::Event event;
  v1::EventText words;
  if (!event.ParseFromString(record.main)) {
    Tell(&line, words::kLogUnknown);
    return line;
  }
  // The second part of `received` is the Change's own and is not shown here.
  if (!event.has_received() && !words.ParseFromString(record.text)) words.Clear();
  line.set_at(event.at());
  TellEvent(event, words, names, &line);
  return line;
}

}  // namespace gom::hub
