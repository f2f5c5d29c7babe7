#include "hub/state/packing.h"

#include <utility>
#include <vector>

namespace gom::hub {
namespace {

using Fields = std::vector<std::pair<uint32_t, plan::FieldValue>>;

// The distance to the field before, doubled, plus one for "not applicable"; then the number.
void PackFields(const Fields& fields, Packer& out) {
  out.N(fields.size());
  uint32_t before = 0;
  for (const auto& [field, value] : fields) {
    out.N(uint64_t{field - before} << 1 | (value.is_number() ? 0 : 1));
    if (value.is_number()) out.Z(value.number);
    before = field;
  }
}

// Calls `take` for each of `count`. They were ascending, so nothing has to be searched.
template <typename Take>
void UnpackFields(Unpacker& in, size_t count, Take take) {
  uint32_t field = 0;
  for (size_t i = 0; i < count && in.ok(); ++i) {
    const uint64_t head = in.Number();
    field += static_cast<uint32_t>(head >> 1);
    take(field,
         (head & 1) != 0 ? plan::FieldValue::NotApplicable() : plan::FieldValue::Number(in.Z()));
  }
}

}  // namespace

void PackValues(const plan::Values& values, Packer& out) {
  PackFields(values.fields(), out);
  out.N(values.items().size());
  for (const plan::Item& item : values.items()) {
    out.N(item.list_field, item.id);
    PackFields(item.fields, out);
  }
}

std::shared_ptr<const plan::Values> UnpackValues(Unpacker& in) {
  auto values = std::make_shared<plan::Values>();
  const size_t fields = in.Count();
  values->Reserve(static_cast<int>(fields));
  UnpackFields(in, fields,
               [&](uint32_t field, plan::FieldValue value) { values->Set(field, value); });
  const size_t items = in.Count();
  for (size_t i = 0; i < items && in.ok(); ++i) {
    plan::Item& item = values->mutable_items().emplace_back();
    in.N(&item.list_field, &item.id);
    UnpackFields(in, in.Count(), [&](uint32_t field, plan::FieldValue value) {
      item.fields.emplace_back(field, value);
    });
  }
  return values;
}

}  // namespace gom::hub
