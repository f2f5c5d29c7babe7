// Pages put together: a command shows the whole list.
#ifndef GOM_HUB_CLI_PAGES_H_
#define GOM_HUB_CLI_PAGES_H_

#include "absl/status/statusor.h"
#include "common/text/status_macros.h"
#include "gom/v1/report.pb.h"
#include "hub/cli/client.h"

namespace gom::hub {

inline constexpr int kPage = 1000;

inline absl::StatusOr<v1::ListUnitsResponse> ListAllUnits(HubClient& hub) {
  v1::ListUnitsResponse all;
  v1::ListUnitsRequest request;
  request.set_page_size(kPage);
  do {
    ASSIGN_OR_RETURN(v1::ListUnitsResponse page,
                     hub.Call(&v1::ReportService::Stub::ListUnits, request));
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  return all;
}

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_PAGES_H_
