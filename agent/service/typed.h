// What a clerk types into a field, as a value: "1.234", "có", "05/04/2026", "na", "".
#ifndef GOM_AGENT_SERVICE_TYPED_H_
#define GOM_AGENT_SERVICE_TYPED_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"

namespace gom::agent {

struct TypedValue {
  plan::FieldValue value;  // of a text: the mark that there is one
  std::string text;        // of a text field
};

// Empty text is the empty value; "na", "n/a", "kxd", "không áp dụng" is not applicable.
// kInvalidArgument with the sentence that says what to type instead.
absl::StatusOr<TypedValue> ParseTyped(const plan::Field& field, std::string_view typed);

// Sets one field of a sheet by its path: "field", "field.2.item_field", "field.+.item_field" (a new
// item, the same one for one call), "field.2" with nothing typed (the item goes). Not synchronised;
// one for each call.
class TypedSetter {
 public:
  TypedSetter(const plan::Form& form, const plan::Unit& unit, std::function<uint32_t()> new_item_id,
              plan::Values* values, plan::Texts* texts)
      : form_(form),
        unit_(unit),
        new_item_id_(std::move(new_item_id)),
        values_(*values),
        texts_(*texts) {}

  // kNotFound unknown_field, kFailedPrecondition field_not_applicable: nothing was kept.
  // kInvalidArgument: the value cannot be read; the field is emptied, and what was typed should be
  // kept beside. `*path` becomes the field's own name:
  // "+" is replaced by the item's place.
  absl::Status Set(std::string* path, std::string_view typed);

 private:
  absl::Status SetField(const plan::Field& field, std::string_view typed);
  absl::Status SetItemField(const plan::Field& list, const std::string& place,
                            const std::string& item_field, std::string_view typed,
                            std::string* path);
  absl::Status DropItem(const plan::Field& list, const std::string& place, std::string_view typed);
  // The list's items, as places in values_.items().
  std::vector<size_t> ItemsOf(const plan::Field& list) const;
  void EraseItem(const plan::Field& list, size_t index);

  const plan::Form& form_;
  const plan::Unit& unit_;
  const std::function<uint32_t()> new_item_id_;
  plan::Values& values_;
  plan::Texts& texts_;
  std::vector<std::pair<uint32_t, size_t>>
      added_;  // list field, place (1 …) of the item that "+" made
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_TYPED_H_
