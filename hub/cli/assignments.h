// field=value as the operator types it, read by the plan's form.
//
//   gv=27                      a number
//   nguon=tu_nhap              an option
//   mt5_co=co                  yes
//   pl13_ngay=10/10/2026       a date
//   pl36_co=na                 not applicable
//   mt3_nguoi=                 empties the field
//   sang_kien.2.ten=Sổ số      the second item of a list; the next free place adds one
//
// Pure: knows the form and what stands in the entry now, and nothing else.
#ifndef GOM_HUB_CLI_ASSIGNMENTS_H_
#define GOM_HUB_CLI_ASSIGNMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gom/v1/entry.pb.h"
#include "gom/v1/plan.pb.h"

namespace gom::hub {

// One value of a field that is no list, as typed: numbers by Vietnamese grouping, có/không, yes/no,
// 1/0, an option's code, a date, "na" or "kad" for not applicable, nothing for empty.
// INVALID_ARGUMENT with a sentence of its own.
absl::StatusOr<v1::Value> ReadValue(const v1::Field& field, std::string_view typed);

// All assignments, or every mistake: INVALID_ARGUMENT fields_wrong with a place each. `current` is
// what the entry holds: a list is sent as a whole, so its other items are taken from there.
absl::StatusOr<std::vector<v1::FieldValue>> ReadAssignments(
    const v1::Form& form, const std::vector<std::string>& typed,
    const google::protobuf::RepeatedPtrField<v1::FieldValue>& current);

// "NAME=TEXT" in two; INVALID_ARGUMENT pair_wrong naming `shape` ("RULE=TEXT").
absl::StatusOr<std::pair<std::string, std::string>> ReadPair(std::string_view typed,
                                                             std::string_view shape);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_ASSIGNMENTS_H_
