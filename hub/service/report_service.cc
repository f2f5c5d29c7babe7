#include "hub/service/report_service.h"

#include "common/platform/zone.h"
#include "common/text/status_macros.h"
#include "hub/service/handler.h"
#include "hub/service/lookup.h"
#include "hub/service/read_entries.h"
#include "hub/service/read_progress.h"
#include "hub/service/with_texts.h"
#include "hub/service/words.h"
#include "hub/snapshot/words.h"

namespace gom::hub {
namespace {

absl::StatusOr<v1::GetPlanResponse> ReadPlan(const State& state) {
  ASSIGN_OR_RETURN(const plan::Plan* plan, ActivePlan(state));
  v1::GetPlanResponse out;
  *out.mutable_plan() = plan->proto;
  out.set_sha256(plan->sha256);
  for (const plan::Period& period : plan->periods) {
    if (state.IsLocked(period.number)) out.add_locked_periods(period.code);
  }
  return out;
}

// As it is, or as it was known then.
absl::StatusOr<v1::GetProgressResponse> ReadProgressOf(Hub& hub,
                                                       const v1::GetProgressRequest& request) {
  if (request.known_at() == 0 && request.known_at_ms() == 0)
    return hub.ReadState([&](const State& s) { return ReadProgress(s, request); });
  if (request.known_at() != 0 && request.known_at_ms() != 0)
    return text::Refuse(absl::StatusCode::kInvalidArgument, words::kKnownAtTwice);
  ASSIGN_OR_RETURN(const std::shared_ptr<const State> then,
                   request.known_at() != 0 ? hub.past().AtPosition(request.known_at())
                                           : hub.past().AtTime(request.known_at_ms()));
  if (then->plan == nullptr)
    return text::Refuse(absl::StatusCode::kOutOfRange, words::kNothingKnown);
  return ReadProgress(*then, request);
}

}  // namespace

grpc::ServerUnaryReactor* ReportServiceImpl::GetPlan(grpc::CallbackServerContext* context,
                                                     const v1::GetPlanRequest* request,
                                                     v1::GetPlanResponse* response) {
  return Handle(
      hub_, "/gom.v1.ReportService/GetPlan", context, request, response,
      [this](const Caller&, const v1::GetPlanRequest&) { return hub_.ReadState(ReadPlan); });
}

grpc::ServerUnaryReactor* ReportServiceImpl::ListUnits(grpc::CallbackServerContext* context,
                                                       const v1::ListUnitsRequest* request,
                                                       v1::ListUnitsResponse* response) {
  return Handle(hub_, "/gom.v1.ReportService/ListUnits", context, request, response,
                [this](const Caller&, const v1::ListUnitsRequest& asked) {
                  return hub_.ReadState([&](const State& s) { return ReadUnits(s, asked); });
                });
}

grpc::ServerUnaryReactor* ReportServiceImpl::GetProgress(grpc::CallbackServerContext* context,
                                                         const v1::GetProgressRequest* request,
                                                         v1::GetProgressResponse* response) {
  return Handle(hub_, "/gom.v1.ReportService/GetProgress", context, request, response,
                [this](const Caller&, const v1::GetProgressRequest& asked) {
                  return ReadProgressOf(hub_, asked);
                });
}

grpc::ServerUnaryReactor* ReportServiceImpl::ListClosers(grpc::CallbackServerContext* context,
                                                         const v1::ListClosersRequest* request,
                                                         v1::ListClosersResponse* response) {
  return Handle(hub_, "/gom.v1.ReportService/ListClosers", context, request, response,
                [this](const Caller&, const v1::ListClosersRequest& asked) {
                  return hub_.ReadState([&](const State& s) { return ReadClosers(s, asked); });
                });
}

grpc::ServerUnaryReactor* ReportServiceImpl::ListEntries(grpc::CallbackServerContext* context,
                                                         const v1::ListEntriesRequest* request,
                                                         v1::ListEntriesResponse* response) {
  return Handle(hub_, "/gom.v1.ReportService/ListEntries", context, request, response,
                [this](const Caller&, const v1::ListEntriesRequest& asked) {
                  const int offset = platform::LocalOffsetSeconds(hub_.clock().NowMs());
                  return ReadWithTexts(hub_, [&](const State& s, RecordCache& records) {
                    return ReadEntries(s, asked, offset, records);
                  });
                });
}

grpc::ServerUnaryReactor* ReportServiceImpl::GetHistory(grpc::CallbackServerContext* context,
                                                        const v1::GetHistoryRequest* request,
                                                        v1::GetHistoryResponse* response) {
  return Handle(hub_, "/gom.v1.ReportService/GetHistory", context, request, response,
                [this](const Caller&, const v1::GetHistoryRequest& asked) {
                  return ReadWithTexts(hub_, [&](const State& s, RecordCache& records) {
                    return ReadHistory(s, asked, records);
                  });
                });
}

}  // namespace gom::hub
