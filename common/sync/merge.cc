#include "common/sync/merge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace gom::sync {
namespace {

using ItemKey = std::pair<uint32_t, uint32_t>;  // list, id

// The rule for anything that can be compared: what one side changed stands, what both changed must
// be the same.
template <typename T>
bool Join(const T& base, const T& a, const T& b, T* joined) {
  if (a != b && a != base && b != base) return false;
  *joined = a == base ? b : a;
  return true;
}

// Over maps: what is missing is empty.
template <typename Map>
bool JoinMaps(const Map& base, const Map& a, const Map& b, Map* joined) {
  using T = typename Map::mapped_type;
  const auto in = [](const Map& map, const typename Map::key_type& key) {
    const auto at = map.find(key);
    return at == map.end() ? T{} : at->second;
  };
  std::set<typename Map::key_type> keys;
  for (const Map* map : {&base, &a, &b}) {
    for (const auto& [key, value] : *map) keys.insert(key);
  }
  for (const auto& key : keys) {
    T value{};
    if (!Join(in(base, key), in(a, key), in(b, key), &value)) return false;
    if (value != T{}) joined->emplace(key, std::move(value));
  }
  return true;
}

using Fields = std::map<uint32_t, plan::FieldValue>;

Fields FieldsOf(const std::vector<std::pair<uint32_t, plan::FieldValue>>& fields) {
  return {fields.begin(), fields.end()};
}

std::vector<ItemKey> OrderOf(const plan::Values& values) {
  std::vector<ItemKey> order;
  for (const plan::Item& item : values.items()) order.emplace_back(item.list_field, item.id);
  return order;
}

// An item as one side has it, with what is written in it.
struct Whole {
  const plan::Item* item = nullptr;  // null: not there
  plan::Texts texts{};
  bool SameAs(const Whole& other) const {
    if (item == nullptr || other.item == nullptr) return item == other.item;
    return item->fields == other.item->fields && texts == other.texts;
  }
};

Whole Find(const ContentView& content, const ItemKey& key) {
  Whole whole{content.values->FindItem(key.first, key.second)};
  const plan::Texts& texts = content.wording->texts;
  for (auto at = texts.lower_bound({key.first, key.second, 0});
       at != texts.end() && at->first.field == key.first && at->first.item == key.second; ++at) {
    whole.texts.insert(*at);
  }
  return whole;
}

// Whether the item is there in the end; nothing where one side removed what the other changed.
std::optional<bool> Stays(const Whole& base, const Whole& a, const Whole& b) {
  if (a.item != nullptr && b.item != nullptr) return true;
  if (base.item == nullptr) return a.item != nullptr || b.item != nullptr;
  const Whole& other = a.item == nullptr ? b : a;
  if (other.item != nullptr && !other.SameAs(base)) return std::nullopt;
  return false;
}

std::vector<ItemKey> JoinOrders(const std::vector<ItemKey>& base, const std::vector<ItemKey>& a,
                                const std::vector<ItemKey>& b) {
  if (b == base) return a;
  if (a == base || a == b) return b;
  std::vector<ItemKey> order = base;
  std::set<ItemKey> added(a.begin(), a.end());
  added.insert(b.begin(), b.end());
  for (const ItemKey& key : base) added.erase(key);
  order.insert(order.end(), added.begin(), added.end());
  return order;
}

bool JoinItems(const ContentView& base, const ContentView& a, const ContentView& b,
               plan::Values* joined) {
  const std::vector<ItemKey> before = OrderOf(*base.values);
  std::vector<ItemKey> order = JoinOrders(before, OrderOf(*a.values), OrderOf(*b.values));
  std::set<ItemKey> placed(order.begin(), order.end());
  for (const ItemKey& key : before) {  // removed on one side: nothing of it may have changed
    if (placed.insert(key).second) order.push_back(key);
  }
  for (const ItemKey& key : order) {
    const Whole was = Find(base, key), left = Find(a, key), right = Find(b, key);
    const std::optional<bool> stays = Stays(was, left, right);
    if (!stays.has_value()) return false;
    if (!*stays) continue;
    const auto fields = [](const Whole& w) {
      return w.item == nullptr ? Fields() : FieldsOf(w.item->fields);
    };
    // Where it is on one side only it is new there, and its fields with it.
    Fields merged;
    if (!JoinMaps(fields(was), fields(left), fields(right), &merged)) return false;
    plan::Item& item = joined->mutable_items().emplace_back();
    item.list_field = key.first;
    item.id = key.second;
    item.fields.assign(merged.begin(), merged.end());
  }
  return true;
}

bool JoinWording(const Wording& base, const Wording& a, const Wording& b, Wording* joined) {
  using Reasons = std::map<uint32_t, std::string>;
  const auto reasons_of = [](const Wording& w) {
    return Reasons(w.reasons.begin(), w.reasons.end());
  };
  Reasons reasons;
  std::optional<std::vector<Evidence>> files = JoinEvidence(base.evidence, a.evidence, b.evidence);
  if (!Join(base.note, a.note, b.note, &joined->note) ||
      !JoinMaps(base.texts, a.texts, b.texts, &joined->texts) ||
      !JoinMaps(reasons_of(base), reasons_of(a), reasons_of(b), &reasons) || !files.has_value()) {
    return false;
  }
  joined->evidence = *std::move(files);
  joined->reasons.assign(reasons.begin(), reasons.end());
  return true;
}

bool SaysTheSame(const Content& content, const ContentView& other) {
  Wording wording = content.wording;
  wording.author = other.wording->author;
  return content.values == *other.values && wording == *other.wording;
}

// One question about one Entry; remembers which merges were a machine's.
class Merger {
 public:
  Merger(const Members& entry, const ContentLookup& content_of)
      : entry_(entry), content_of_(content_of) {}

  Merged Run(MemberId a, MemberId b) {
    const std::vector<MemberId> nearest = NearestCommonAncestors(entry_, a, b);
    if (nearest.size() != 1) return {std::nullopt, WhyNoMerge::kNoSingleAncestor};
    const ContentView base = content_of_(nearest[0]);
    const ContentView left = content_of_(entry_.Canonical(a));
    const ContentView right = content_of_(entry_.Canonical(b));
    if (!base.known() || !left.known() || !right.known())
      return {std::nullopt, WhyNoMerge::kContentUnknown};
    if (HasChoice(nearest[0], a) || HasChoice(nearest[0], b))
      return {std::nullopt, WhyNoMerge::kPersonsChoice};
    std::optional<Content> content = MergeContent(base, left, right);
    if (!content.has_value()) return {std::nullopt, WhyNoMerge::kBothChanged};
    return {std::move(content), WhyNoMerge::kNone};
  }

 private:
  bool HasChoice(MemberId base, MemberId side) {
    const std::vector<MemberId> old = entry_.Lineage(base);
    for (const MemberId id : entry_.Lineage(side)) {
      if (!std::binary_search(old.begin(), old.end(), id) && IsChoice(id)) return true;
    }
    return false;
  }

  bool IsChoice(MemberId id) {
    const Member* m = entry_.Find(id);
    if (m == nullptr) return true;
    std::set<MemberId> parents;
    for (const MemberId parent : m->parents) parents.insert(entry_.Canonical(parent));
    if (parents.size() < 2) return false;
    // Until it is shown to be a machine's merge, it is a choice: nothing runs in a circle.
    const auto [known, added] = choices_.emplace(id, true);
    if (!added || parents.size() > 2) return known->second;
    const Merged again = Run(*parents.begin(), *parents.rbegin());
    const ContentView said = content_of_(id);
    const bool machine =
        again.content.has_value() && said.known() && SaysTheSame(*again.content, said);
    return choices_[id] = !machine;
  }

  const Members& entry_;
  const ContentLookup& content_of_;
  std::map<MemberId, bool> choices_;
};

}  // namespace

std::vector<MemberId> NearestCommonAncestors(const Members& entry, MemberId a, MemberId b) {
  const std::vector<MemberId> left = entry.Lineage(a);
  const std::vector<MemberId> right = entry.Lineage(b);
  std::vector<MemberId> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(common));
  std::set<MemberId> nearest(common.begin(), common.end());
  for (const MemberId id : common) {
    if (!nearest.contains(id)) continue;  // what is above it is above another one too
    for (const MemberId above : entry.Lineage(id)) {
      if (above != id) nearest.erase(above);
    }
  }
  return {nearest.begin(), nearest.end()};
}

std::optional<std::vector<Evidence>> JoinEvidence(const std::vector<Evidence>& base,
                                                  const std::vector<Evidence>& a,
                                                  const std::vector<Evidence>& b) {
  if (a == b || b == base) return a;
  if (a == base) return b;
  const auto has = [](const std::vector<Evidence>& files, const std::string& sha256) {
    return std::any_of(files.begin(), files.end(),
                       [&](const Evidence& e) { return e.sha256 == sha256; });
  };
  std::map<std::string, std::string> names;
  for (const auto* side : {&a, &b}) {
    const auto& other = side == &a ? b : a;
    for (const Evidence& e : *side) {
      if (has(base, e.sha256) && !has(other, e.sha256)) continue;
      const auto [at, added] = names.emplace(e.sha256, e.name);
      if (!added) at->second = std::min(at->second, e.name);
    }
  }
  if (names.size() > kMaxEvidence) return std::nullopt;
  std::vector<Evidence> joined;
  joined.reserve(names.size());
  for (auto& [sha256, name] : names) joined.push_back({sha256, std::move(name)});
  return joined;
}

std::optional<Content> MergeContent(const ContentView& base, const ContentView& a,
                                    const ContentView& b) {
  Content joined;
  Fields fields;
  if (!JoinMaps(FieldsOf(base.values->fields()), FieldsOf(a.values->fields()),
                FieldsOf(b.values->fields()), &fields) ||
      !JoinItems(base, a, b, &joined.values) ||
      !JoinWording(*base.wording, *a.wording, *b.wording, &joined.wording)) {
    return std::nullopt;
  }
  for (const auto& [field, value] : fields) joined.values.Set(field, value);
  return joined;
}

Merged Merge(const Members& entry, MemberId a, MemberId b, const ContentLookup& content_of) {
  return Merger(entry, content_of).Run(a, b);
}

}  // namespace gom::sync
