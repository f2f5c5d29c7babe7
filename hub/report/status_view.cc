#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

std::string DateOf(int64_t ms, const text::View& view) {
  return text::FormatDate(text::DayOf(ms, view.utc_offset_seconds));
}

}  // namespace

std::string StatusView(const v1::HubStatus& status, text::Language l, const text::View& view) {
  using namespace report_words;  // NOLINT(google-build-using-namespace)
  using text::Say;
  using text::Style;
  const auto number = [l](uint64_t n) { return text::FormatWhole(l, static_cast<int64_t>(n)); };
  text::Table table({{}, {.flexible = true, .overflow = text::Overflow::kWrap}});
  const auto row = [&](const text::Message& name, std::string value, Style style = Style::kPlain) {
    table.Row({{Say(l, name) + "  ", Style::kDim}, {std::move(value), style}});
  };
  table.Note(status.name(), Style::kBold);
  const bool plan = status.plan_version() > 0;
  row(kStatusPlan,
      plan ? Say(l, kStatusPlanLine, status.plan_title_vi(), status.plan_version())
           : Say(l, kStatusNoPlan),
      plan ? Style::kPlain : Style::kWarning);
  row(kStatusAddress, status.address().empty() ? Say(l, kStatusNotListening) : status.address());
  row(kStatusUnits, number(status.units()));
  row(kStatusDevices, number(status.devices()));
  row(kStatusEntries,
      Say(l, kStatusEntriesLine, number(status.entries()), number(status.revisions())));
  row(kStatusWaiting, number(status.waiting_for_verdict()));
  bool quiet = true;
  const auto warn = [&](bool when, std::string sentence) {
    if (!when) return;
    if (quiet) {
      row(kStatusTrouble, std::move(sentence), Style::kWarning);
    } else {
      table.Row({{}, {std::move(sentence), Style::kWarning}});
    }
    quiet = false;
  };
  warn(status.held() > 0 || status.in_conflict() > 0,
       Say(l, kStatusTroubleLine, number(status.held()), number(status.in_conflict())));
  warn(status.higher_term_seen() > 0,
       Say(l, kStatusOvertaken, status.higher_term_seen(), status.term()));
  warn(status.returned_devices() > 0, Say(l, kStatusReturned, number(status.returned_devices())));
  warn(status.revoked_work() > 0, Say(l, kStatusRevokedWork, number(status.revoked_work())));
  warn(status.devices_to_renew() > 0, Say(l, kStatusToRenew, number(status.devices_to_renew())));
  warn(status.units_to_answer() > 0, Say(l, kStatusToAnswer, number(status.units_to_answer())));
  warn(status.orphans() > 0, Say(l, kStatusOrphans, number(status.orphans())));
  warn(status.state_differed() > 0, Say(l, kStatusDiffered, number(status.state_differed())));
  warn(status.evidence_missing() > 0,
       Say(l, kStatusEvidenceMissing, number(status.evidence_missing())));
  for (const v1::Words& notice : status.notices())
    warn(true, l == text::Language::kVietnamese ? notice.vi() : notice.en());
  if (quiet) row(kStatusTrouble, Say(l, kStatusNoTrouble));
  if (status.checked_at() != 0)
    row(kStatusChecked, text::FormatTime(status.checked_at(), view.utc_offset_seconds));
  if (status.evidence_files() > 0) {
    row(kStatusEvidence, Say(l, kStatusEvidenceLine, number(status.evidence_files()),
                             number(status.evidence_bytes() / 1024)));
  }
  // Every term after the first began with a log that was put back or overtaken.
  if (status.term() > 1) table.Row({{}, {Say(l, kStatusPutBack, status.term())}});
  row(kStatusLog, Say(l, kStatusLogLine, number(status.position().index()),
                      number(static_cast<uint64_t>(status.log_bytes()) / 1024), status.term()));
  if (status.authority_not_after() != 0) {
    row(kStatusCertificates,
        Say(l, kStatusCertificatesLine, DateOf(status.authority_not_after(), view),
            DateOf(status.server_not_after(), view)));
  }
  row(kStatusFolder, status.data_folder());
  row(kStatusBuild, status.build());
  return table.Render(view);
}

std::string AuthorityNote(const v1::HubStatus& status, text::Language l, const text::View& view,
                          int64_t soon_ms) {
  if (status.authority_not_after() == 0 || status.authority_not_after() >= soon_ms) return {};
  text::Table table({{.flexible = true, .overflow = text::Overflow::kWrap}});
  table.Row(
      {{text::Say(l, report_words::kAuthorityEnds, DateOf(status.authority_not_after(), view)),
        text::Style::kWarning}});
  return table.Render(view);
}

}  // namespace gom::hub
