// What has changed in Progress since an earlier moment: the indicators that read otherwise now,
// then and now beside each other, under which version of the plan, and with both targets where they
// differ; how many others stayed as they were. Fits 100 columns.
#ifndef GOM_HUB_REPORT_COMPARISON_TABLE_H_
#define GOM_HUB_REPORT_COMPARISON_TABLE_H_

#include <string>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

// Two answers about the same period in the same reading. An indicator or part that only one of them
// has (the plan changed) stands with a dash.
std::string ComparisonTable(const v1::GetProgressResponse& then, const v1::GetProgressResponse& now,
                            text::Language l, const text::View& view);

}  // namespace gom::hub

#endif  // GOM_HUB_REPORT_COMPARISON_TABLE_H_
