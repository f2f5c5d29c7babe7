#include <algorithm>
#include <utility>

#include "common/plan/measure_sum.h"
#include "common/plan/progress.h"

namespace gom::plan {

int64_t CouldAdd(const Part& part, const Contribution& c) {
  if (part.kind == MeasureKind::kCountSum || part.kind == MeasureKind::kCountItems) {
    return c.open_end ? 1 : 0;
  }
  if (IsCount(part.kind) || c.unknown_size || c.unknown_size_final) return 0;
  return std::max<int64_t>(0, c.best_final.num - c.value.num);
}

std::vector<UnitShare> OrderClosers(std::vector<UnitShare> units, int64_t gap, int* suffice) {
  units.erase(std::remove_if(units.begin(), units.end(),
                             [](const UnitShare& u) { return u.could_add <= 0; }),
              units.end());
  std::sort(units.begin(), units.end(), [](const UnitShare& a, const UnitShare& b) {
    return a.could_add != b.could_add ? a.could_add > b.could_add : a.unit < b.unit;
  });
  *suffice = 0;
  Wide sum = 0;
  for (size_t i = 0; i < units.size() && gap > 0; ++i) {
    sum += units[i].could_add;
    if (sum >= gap) {
      *suffice = static_cast<int>(i) + 1;
      break;
    }
  }
  return units;
}

}  // namespace gom::plan
