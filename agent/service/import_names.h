// What people write for a period, a form or a field: its code, or the plan's own label. Pure.
#ifndef GOM_AGENT_SERVICE_IMPORT_NAMES_H_
#define GOM_AGENT_SERVICE_IMPORT_NAMES_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "agent/state/school_state.h"

namespace gom::agent {

// Each answers the code; what names nothing is answered as it stands, for whoever looks it up to
// say so. Labels are those of either language, spelled with or without marks and capitals.
// kInvalidArgument import_ambiguous.
absl::StatusOr<std::string> PeriodCode(const plan::Plan& plan, const std::string& written);
absl::StatusOr<std::string> FormCode(const SchoolState& state, const std::string& written);
// Of the fields that the school is asked. "list.1.item_field" is taken by codes.
absl::StatusOr<std::string> FieldCode(const SchoolState& state, const plan::Form& form,
                                      const std::string& written);

// Which column of a file this is.
enum class Column { kOther, kPeriod, kForm, kField, kValue, kUnit, kReason };
Column ColumnNamed(std::string_view header);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_IMPORT_NAMES_H_
