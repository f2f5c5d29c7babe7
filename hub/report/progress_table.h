// Where the commune stands, on one screen.
//
//   out << ProgressTable(response, Language::kVietnamese, {.width = 100, .colour = true});
//
// A person who has never seen it knows in ten seconds which targets are safe, at risk or lost, and
// whom to call: first the targets by Standing, worst first; then a row each, goals before tasks;
// then who has not reported. No percentage stands without its coverage, its range and its as-of. A
// Standing has a shape beside its colour. Fits 100 columns.
#ifndef GOM_HUB_REPORT_PROGRESS_TABLE_H_
#define GOM_HUB_REPORT_PROGRESS_TABLE_H_

#include <string>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

// Other readings of the plan stand beside their part where the plan wants them always shown or
// where they come to another Standing; all of them with `all_readings`.
std::string ProgressTable(const v1::GetProgressResponse& progress, text::Language l,
                          const text::View& view, bool all_readings = false);

}  // namespace gom::hub

#endif  // GOM_HUB_REPORT_PROGRESS_TABLE_H_
