// The judge of the fold: decoded records in tables, and plain SQL that asks what stands. It shares
// no code with apply.
//
//   NaiveFold judge;
//   judge.Take(index, event);  …
//   ASSIGN_OR_RETURN(Standings standings, judge.Finish());
#ifndef GOM_HUB_WRITER_NAIVE_FOLD_H_
#define GOM_HUB_WRITER_NAIVE_FOLD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "absl/status/statusor.h"
#include "gom/v1/record.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

using EntryName = std::tuple<std::string, uint32_t, uint32_t>;  // unit in lower case, form, period
struct Standing {
  uint64_t head = 0, accepted = 0;
  std::string contenders, held;  // indexes, ascending, with commas
};
using Standings = std::map<EntryName, Standing>;

// What State says, of all units or of one (its place in State::units).
Standings StandingsOf(const State& state);
Standings StandingsOf(const State& state, uint32_t unit);

class NaiveFold {
 public:
  NaiveFold();
  ~NaiveFold();
  void Take(uint64_t index, const v1::Event& event);
  absl::StatusOr<Standings> Finish();

 private:
  class Tables;
  std::unique_ptr<Tables> tables_;
  absl::Status failure_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_NAIVE_FOLD_H_
