// What a template says of itself in its first cell: whose it is, of which form and period, and by
// which version of the plan it was made. A checksum shows where somebody has typed over it.
#ifndef GOM_AGENT_SERVICE_TEMPLATE_MARK_H_
#define GOM_AGENT_SERVICE_TEMPLATE_MARK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gom::agent {

// Columns of a template's sheet: the codes (hidden), and what is typed.
inline constexpr size_t kTemplateCodes = 0, kTemplateValues = 3;

struct TemplateMark {
  std::string unit, form, period;  // codes
  uint32_t plan_version = 0;
};
// "gom-template-1 TH-01 work Q2 3 a1b2c3d4".
std::string ToCell(const TemplateMark& mark);
bool IsTemplateMark(std::string_view cell);
// kInvalidArgument template_changed.
absl::StatusOr<TemplateMark> MarkIn(std::string_view cell);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_TEMPLATE_MARK_H_
