// Between an Entry's numbers and what people see: codes, dates and words. Both programs show and
// take values through these two functions, so a value means the same on the agent's page and on the
// hub's.
//
//   for (const v1::FieldValue& f : ToFieldValues(form, values, texts)) …   // that hold something
//   RETURN_IF_ERROR(FromFieldValues(form, request.values(), new_id, &values, &texts));
//
// Pure; knows the types of fields and nothing of rules: whether a number is in its range is
// plan::Check's question.
#ifndef GOM_COMMON_SYNC_VALUE_VIEW_H_
#define GOM_COMMON_SYNC_VALUE_VIEW_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"
#include "gom/v1/entry.pb.h"
#include "google/protobuf/repeated_field.h"

namespace gom::sync {

// One value as people see it; kind not set where it is empty. `text` belongs to a text field and
// may be empty. A number that the field's type cannot say (an option that is gone, a day beyond the
// calendar) is shown as a number.
v1::Value ToValue(const plan::Field& field, const plan::FieldValue& value, std::string_view text);

// Every field that holds something, in the order of the form. What this form does not know (an
// older plan's fields, lists and fields in items) comes last where it stood: under the code that it
// had on `entered_by`, the form of the plan by which it was entered, where that is given and knows
// it; else under "#NUMBER". So do options that are gone.
std::vector<v1::FieldValue> ToFieldValues(const plan::Form& form, const plan::Values& values,
                                          const plan::Texts& texts,
                                          const plan::Form* entered_by = nullptr);

// Sets the fields that are named, in place; one without a value is emptied, one that is not named
// stays. A list is replaced as a whole; an item with id 0 gets one from `new_item_id` (called again
// while it answers 0 or an id that the list has). Texts are taken as they are.
//
// INVALID_ARGUMENT values_wrong with every mistake as a place: a code that the form does not have,
// named twice, a value of another type, a day or an option that there is not, an item id twice,
// "not applicable" inside an item.
// Values and texts are untouched then.
absl::Status FromFieldValues(const plan::Form& form,
                             const google::protobuf::RepeatedPtrField<v1::FieldValue>& fields,
                             absl::FunctionRef<uint32_t()> new_item_id, plan::Values* values,
                             plan::Texts* texts);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_VALUE_VIEW_H_
