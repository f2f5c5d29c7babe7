#include "agent/service/import_items.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gom::agent {
namespace {

void Rename(const plan::Field& list, uint32_t from, uint32_t to, Sheet* sheet) {
  plan::Texts renamed;
  for (const auto& [key, words] : sheet->wording.texts) {
    plan::TextKey k = key;
    if (k.field == list.number && k.item == from) k.item = to;
    renamed.emplace(k, words);
  }
  sheet->wording.texts = std::move(renamed);
  for (plan::Item& item : sheet->values.mutable_items()) {
    if (item.list_field == list.number && item.id == from) item.id = to;
  }
}

}  // namespace

void KeepItemIds(const plan::Field& list, const plan::Values& before, const plan::Texts& texts,
                 Sheet* sheet) {
  const auto title =
      std::find_if(list.item_fields.begin(), list.item_fields.end(),
                   [](const plan::Field& f) { return f.type == plan::FieldType::kText; });
  if (title == list.item_fields.end()) return;
  auto title_of = [&](const plan::Texts& all, uint32_t item) -> std::string {
    const auto it = all.find({list.number, item, title->number});
    return it == all.end() ? std::string() : it->second;
  };
  for (plan::Item& item : sheet->values.mutable_items()) {
    const std::string name = title_of(sheet->wording.texts, item.id);
    if (item.list_field != list.number || name.empty()) continue;
    for (const plan::Item& old : before.items()) {
      if (old.list_field != list.number || title_of(texts, old.id) != name) continue;
      if (sheet->values.FindItem(list.number, old.id) == nullptr)
        Rename(list, item.id, old.id, sheet);
      break;
    }
  }
}

}  // namespace gom::agent
