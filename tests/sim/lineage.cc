#include "tests/sim/lineage.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"

namespace gom::sim {
namespace {

using Numbers = std::vector<std::string>;

// What is said over which others.
using Said = std::pair<Mark, std::set<size_t>>;

size_t Name(Lineage& lineage, Node& node, std::map<Said, size_t>& known) {
  if (node.which != 0) return node.which;
  std::set<size_t> over;
  for (const uint64_t parent : node.parents) {
    const auto at = lineage.find(parent);
    if (at != lineage.end()) over.insert(Name(lineage, at->second, known));
  }
  return node.which = known.emplace(Said{node.mark, over}, known.size() + 1).first->second;
}

void AddAbove(const Lineage& lineage, const Node& from, std::set<size_t>* above) {
  std::vector<uint64_t> waiting = from.parents;
  std::set<uint64_t> seen;
  while (!waiting.empty()) {
    const uint64_t id = waiting.back();
    waiting.pop_back();
    const auto at = lineage.find(id);
    if (at == lineage.end() || !seen.insert(id).second) continue;
    above->insert(at->second.which);
    waiting.insert(waiting.end(), at->second.parents.begin(), at->second.parents.end());
  }
}

}  // namespace

Lineage LineageOf(std::map<uint64_t, Node> nodes) {
  std::map<Said, size_t> known;
  for (auto& [id, node] : nodes) Name(nodes, node, known);
  return nodes;
}

bool IsMerge(const Lineage& lineage, const Node& node) {
  if (node.parents.size() < 2) return false;
  std::vector<Numbers> sides;
  for (const uint64_t parent : node.parents) {
    const auto at = lineage.find(parent);
    if (at != lineage.end()) sides.push_back(absl::StrSplit(at->second.mark, '.'));
  }
  const Numbers numbers = absl::StrSplit(node.mark, '.');
  for (size_t i = 0; i < numbers.size(); ++i) {
    const bool of_a_side = std::any_of(sides.begin(), sides.end(), [&](const Numbers& side) {
      return i < side.size() && side[i] == numbers[i];
    });
    if (!of_a_side) return false;
  }
  return true;
}

std::set<size_t> EndsOf(const Lineage& lineage) {
  std::set<size_t> ends, above;
  for (const auto& [id, node] : lineage) {
    if (node.held) continue;
    ends.insert(node.which);
    AddAbove(lineage, node, &above);
  }
  for (const size_t which : above) ends.erase(which);
  return ends;
}

}  // namespace gom::sim
