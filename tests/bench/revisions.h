// Revisions as a school would write them: every number of a form filled, no rule of the plan
// broken, each different from the one before.
#ifndef GOM_TESTS_BENCH_REVISIONS_H_
#define GOM_TESTS_BENCH_REVISIONS_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "common/plan/plan.h"
#include "common/plan/values.h"
#include "gom/v1/sync.pb.h"

namespace gom::bench {

class Writer {
 public:
  Writer(const plan::Plan& plan, const plan::Unit& unit, uint64_t seed);

  // The whole request of one device: a new stream of `changes` Revisions over all forms and periods
  // that have numbers.
  v1::ExchangeRequest Batch(int changes);

  // Entries that a school has in a year, by form and period.
  int entries() const { return static_cast<int>(entries_.size()); }

  // Numbers entered so far.
  int64_t values() const { return values_; }

 private:
  struct Template {
    int form = 0;
    std::vector<plan::Values> variants;
  };
  plan::Values Vary(const plan::Form& form, int period);
  void Mend(const plan::Form& form, int period, plan::Values* values);
  size_t ErrorsIn(int form, int period, const plan::Values& values);

  const plan::Plan& plan_;
  const plan::Unit& unit_;
  std::mt19937_64 random_;
  std::vector<std::pair<int, int>> entries_;  // form and period indexes
  std::vector<Template> templates_;           // by form index
  int64_t values_ = 0;
};

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_REVISIONS_H_
