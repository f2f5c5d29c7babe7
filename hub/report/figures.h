// How the figures of Progress are written: values, targets, ranges, coverage, gaps. "—" where there
// is nothing to say.
#ifndef GOM_HUB_REPORT_FIGURES_H_
#define GOM_HUB_REPORT_FIGURES_H_

#include <string>

#include "common/text/message.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

// "94,9 %" for rates (truncated), "12" for counts; "—" before it was asked and where there is
// nothing to divide by.
std::string ValueText(const v1::PartProgress& part, text::Language l);
// "> 95 %", "≥ 75 %", "100 %", "≥ 1"; "" without a target.
std::string TargetText(v1::PartProgress::Kind kind, const v1::Target& target, text::Language l);
std::string TargetText(const v1::PartProgress& part, text::Language l);
// "81,2–97,0", "12–…" for a count without an upper end; one figure where both ends show the same.
std::string RangeText(const v1::PartProgress& part, text::Language l);
// "12/14": units that reported for the period, of those expected.
std::string CoverageText(const v1::PartProgress& part);
// "23 người", "2 đơn vị"; "—" where the target is met, "" without a target.
std::string GapText(const v1::PartProgress& part, text::Language l);

}  // namespace gom::hub

#endif  // GOM_HUB_REPORT_FIGURES_H_
