// What lies on the clerk's desk: the values that rules look at, what they say, and what a form
// starts with. Pure.
#ifndef GOM_AGENT_STATE_DESK_WORK_H_
#define GOM_AGENT_STATE_DESK_WORK_H_

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "agent/state/school_state.h"
#include "common/plan/facts.h"
#include "gom/v1/entry.pb.h"

namespace gom::agent {

// What stands in for what the fold shows, by (form index, period index): drafts that are being
// checked together.
struct Beside {
  const plan::Values* values = nullptr;
  const sync::Wording* wording = nullptr;
  uint32_t plan_version = plan::kEnteredNow;  // by which it was entered
};
using Overrides = std::map<std::pair<int, int>, Beside>;

// The shown versions with `beside` in their place, as the arithmetic reads them. Borrows both.
class OwnFacts {
 public:
  OwnFacts(const SchoolState& state, const Overrides& beside);
  OwnFacts(const OwnFacts&) = delete;
  OwnFacts& operator=(const OwnFacts&) = delete;
  const plan::UnitFacts& facts() const { return facts_; }

 private:
  std::vector<plan::EntryFacts> cells_;
  plan::UnitFacts facts_;
};

// Whether the part reads this field (a number) of the form (an index).
bool Reads(const plan::Part& part, int form, uint32_t field);

// A rule across Entries shows at each of them, and has its home at one: the form of its first
// field, in the period at which it was asked. A reason that was given there holds everywhere.
enum class Ask {
  kEverywhere,  // for a person who looks at one form
  kAtHome,      // for several that are judged together: once, at the home, where that is among them
};

// What the rules say about (form, period), both indexes, with these values and wording. `beside`
// are other entries that are looked at in this version; `plan_version` is that by which the values
// were entered.
std::vector<v1::Finding> Findings(const SchoolState& state, int form, int period,
                                  const plan::Values& values, const sync::Wording& wording,
                                  const Overrides& beside, Ask ask = Ask::kEverywhere,
                                  uint32_t plan_version = plan::kEnteredNow);

// Whether it says something that the plan has come to count in another way since.
bool SaysWhatIsRedefined(const plan::Form& form, const Revision& revision);

// Entries, as (form index, period index), that were sent before the plan gave one of their fields
// another meaning: they wait to be looked at and submitted again. Not under a lock; of a carried
// form the newest alone.
std::vector<std::pair<int, int>> ToConfirm(const SchoolState& state);

// The newest earlier period (index) for which the form was reported, and what it said; -1 and
// nullptr where there is none.
struct Earlier {
  int period = -1;
  const Revision* revision = nullptr;
};
Earlier NewestEarlier(const SchoolState& state, int form, int period);

// What a form starts with when nobody has touched it: states carry on (all of a carried form; a
// field that some indicator reads as its latest value; the items of a list, with their ids), what
// is counted anew each period (a field of sums, any, every, or of no indicator) starts empty. Only
// fields that apply to the unit.
struct Prefilled {
  int from_period = -1;  // -1: nothing earlier
  plan::Values values;
  plan::Texts texts;
};
Prefilled Prefill(const SchoolState& state, int form, int period);

// Whether the last value of this field stands until it changes.
bool CarriesOn(const plan::Plan& plan, const plan::Form& form, const plan::Field& field);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_DESK_WORK_H_
