#include <algorithm>
#include <limits>
#include <utility>

#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/known_at.h"
#include "hub/cli/pages.h"
#include "hub/report/comparison_table.h"
#include "hub/report/progress_table.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string as_of, indicator, part, unit, form, period;
  std::string known_at, compare_to;
  bool accepted = false;
  bool all_readings = false;
  int limit = 0;
  v1::Reading reading() const { return accepted ? v1::READING_ACCEPTED : v1::READING_REPORTED; }
};

v1::GetProgressRequest ProgressRequest(const Arguments& arguments) {
  v1::GetProgressRequest request;
  request.set_as_of(arguments.as_of);
  request.set_reading(arguments.reading());
  return request;
}

// What stood at `compare_to`, and what is known at `known_at` or now.
absl::Status Compare(Session& session, const Arguments& arguments,
                     const v1::GetProgressRequest& later) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::GetProgressResponse now,
                   hub->Call(&v1::ReportService::Stub::GetProgress, later));
  v1::GetProgressRequest earlier = ProgressRequest(arguments);
  earlier.set_as_of(now.as_of());
  RETURN_IF_ERROR(SetKnownAt(arguments.compare_to, session.View().utc_offset_seconds, &earlier));
  ASSIGN_OR_RETURN(const v1::GetProgressResponse then,
                   hub->Call(&v1::ReportService::Stub::GetProgress, earlier));
  if (session.json()) {
    // One document: the API's two messages, by name.
    session.out() << "{\"then\": " << cli::ToJson(then) << ",\"now\": " << cli::ToJson(now)
                  << "}\n";
    return absl::OkStatus();
  }
  session.out() << ComparisonTable(then, now, session.language(), session.View());
  return absl::OkStatus();
}

absl::Status Progress(Session& session, const Arguments& arguments) {
  v1::GetProgressRequest request = ProgressRequest(arguments);
  if (!arguments.known_at.empty()) {
    RETURN_IF_ERROR(SetKnownAt(arguments.known_at, session.View().utc_offset_seconds, &request));
  }
  if (!arguments.compare_to.empty()) return Compare(session, arguments, request);
  return session.Ask(
      &v1::ReportService::Stub::GetProgress, request, [&](const v1::GetProgressResponse& response) {
        return ProgressTable(response, session.language(), session.View(), arguments.all_readings);
      });
}

absl::Status Closers(Session& session, const Arguments& arguments) {
  v1::ListClosersRequest request;
  request.set_indicator(arguments.indicator);
  request.set_part(arguments.part);
  request.set_as_of(arguments.as_of);
  request.set_reading(arguments.reading());
  return session.Ask(&v1::ReportService::Stub::ListClosers, request,
                     [&](const v1::ListClosersResponse& response) {
                       return ClosersTable(response, session.language(), session.View());
                     });
}

absl::Status Entries(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  v1::ListEntriesRequest request;
  request.set_unit(arguments.unit);
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  request.set_reading(arguments.reading());
  const int limit = arguments.limit > 0 ? arguments.limit : std::numeric_limits<int>::max();
  v1::ListEntriesResponse all;
  do {
    request.set_page_size(std::min(kPage, limit - all.entries_size()));
    ASSIGN_OR_RETURN(v1::ListEntriesResponse page,
                     hub->Call(&v1::ReportService::Stub::ListEntries, request));
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
  } while (!request.page_token().empty() && all.entries_size() < limit);
  return session.Show(all, [&](const v1::ListEntriesResponse& response) {
    return EntriesTable(response.entries(), session.language(), session.View());
  });
}

absl::Status History(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::GetPlanResponse plan,
                   hub->Call(&v1::ReportService::Stub::GetPlan, v1::GetPlanRequest()));
  v1::GetHistoryRequest request;
  request.set_unit(arguments.unit);
  request.set_form(arguments.form);
  request.set_period(arguments.period);
  return session.Ask(&v1::ReportService::Stub::GetHistory, request,
                     [&](const v1::GetHistoryResponse& response) {
                       return HistoryView(response, arguments.form, &plan.plan(),
                                          session.language(), session.View());
                     });
}

}  // namespace

void AddReportCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* progress = app.Command(app.root(), "progress", help::kProgress,
                                   "gom-hub progress --as-of 2026-Q3\n"
                                   "gom-hub progress --as-of 2026-Q3 --accepted --lang en\n"
                                   "gom-hub progress --as-of 2026-Q2 --known-at 30/06/2026\n"
                                   "gom-hub progress --as-of 2026-Q2 --compare-to 30/06/2026");
  app.Option(progress, "--as-of", arguments->as_of, help::kAsOf);
  app.Flag(progress, "--accepted", arguments->accepted, help::kAccepted);
  app.Flag(progress, "--all", arguments->all_readings, help::kAllReadings);
  app.Option(progress, "--known-at", arguments->known_at, help::kKnownAt);
  app.Option(progress, "--compare-to", arguments->compare_to, help::kCompareTo);
  app.Action(progress, [&session, arguments] { return Progress(session, *arguments); });

  CLI::App* closers =
      app.Command(app.root(), "closers", help::kClosers, "gom-hub closers MT1a --as-of 2026-Q3");
  app.Argument(closers, "INDICATOR", arguments->indicator, help::kIndicatorCode)->required();
  app.Option(closers, "--part", arguments->part, help::kPart);
  app.Option(closers, "--as-of", arguments->as_of, help::kAsOf);
  app.Flag(closers, "--accepted", arguments->accepted, help::kAccepted);
  app.Action(closers, [&session, arguments] { return Closers(session, *arguments); });

  CLI::App* entries = app.Command(app.root(), "entries", help::kEntries,
                                  "gom-hub entries --period 2026-Q3\n"
                                  "gom-hub entries --unit 31TK01 --accepted --json");
  app.Option(entries, "--unit", arguments->unit, help::kUnitCode);
  app.Option(entries, "--form", arguments->form, help::kFormCode);
  app.Option(entries, "--period", arguments->period, help::kPeriodCode);
  app.Option(entries, "--limit", arguments->limit, help::kLimit);
  app.Flag(entries, "--accepted", arguments->accepted, help::kAccepted);
  app.Action(entries, [&session, arguments] { return Entries(session, *arguments); });

  CLI::App* history =
      app.Command(app.root(), "history", help::kHistory, "gom-hub history 31TK01 muc_tieu 2026-Q3");
  app.Argument(history, "UNIT", arguments->unit, help::kUnitCode)->required();
  app.Argument(history, "FORM", arguments->form, help::kFormCode)->required();
  app.Argument(history, "PERIOD", arguments->period, help::kPeriodCode)->required();
  app.Action(history, [&session, arguments] { return History(session, *arguments); });
}

}  // namespace gom::hub
