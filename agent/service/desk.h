// One school's desk: its store, and what the fold makes of it. The calls of SchoolService are
// functions over a Desk, in files of their own, free of gRPC.
#ifndef GOM_AGENT_SERVICE_DESK_H_
#define GOM_AGENT_SERVICE_DESK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/service/seen_views.h"
#include "agent/state/desk_work.h"
#include "agent/state/school_state.h"
#include "agent/store/agent_store.h"
#include "common/platform/clock.h"
#include "common/platform/random.h"

namespace gom::agent {

// A bundle that was made and is not known to be on a stick yet.
struct MadeBundle {
  std::string id;
  std::vector<std::pair<uint32_t, uint64_t>> ends;  // by number of the stream: it goes up to here
};

// One thread at a time; clock and random source must outlive it.
class Desk {
 public:
  Desk(std::unique_ptr<AgentStore> store, const platform::WallClock& wall,
       platform::RandomSource& random, std::string build)
      : store_(std::move(store)), wall_(wall), random_(random), build_(std::move(build)) {}

  AgentStore& store() { return *store_; }
  // What the school sees now. Good until the store changes.
  const SchoolState& state() { return store_->state(); }
  int64_t now_ms() const { return wall_.NowMs(); }
  const std::string& build() const { return build_; }
  const platform::WallClock& wall() const { return wall_; }
  std::string RandomBytes(size_t count) { return random_.Bytes(count); }
  // The last one that this program made.
  std::optional<MadeBundle>& made_bundle() { return made_bundle_; }
  SeenViews& seen_views() { return seen_views_; }
  // For a new item of a list; never 0.
  uint32_t NewItemId();

 private:
  const std::unique_ptr<AgentStore> store_;
  const platform::WallClock& wall_;
  platform::RandomSource& random_;
  const std::string build_;
  std::optional<MadeBundle> made_bundle_;
  SeenViews seen_views_;
};

// A form and a period that the unit is asked.
struct Place {
  int form_index = 0;
  int period_index = 0;
  const plan::Form* form = nullptr;
  const plan::Period* period = nullptr;
};

// Enrolled, with a plan and a row in the roster: kFailedPrecondition not_enrolled, no_plan_yet.
absl::Status Ready(Desk& desk);
// By codes, whether or not the unit is asked. NOT_FOUND form_unknown, period_unknown.
absl::StatusOr<Place> FindNamed(const SchoolState& state, const std::string& form,
                                const std::string& period);
// And the unit is asked: else FAILED_PRECONDITION form_not_applicable, form_not_asked.
absl::StatusOr<Place> FindPlace(const SchoolState& state, const std::string& form,
                                const std::string& period);

// What a form shows before anybody types: the draft, else what counts, else what the last period
// carries on. What another plan, or another row of the roster, left in them that the form cannot
// take is left out, so that whoever edits it can mend all that is wrong with it.
struct Sheet {
  plan::Values values;
  sync::Wording wording;
  std::vector<std::pair<std::string, std::string>> unread;
  bool is_draft = false;
  bool prefilled = false;
  const Revision* shown = nullptr;
  // What was entered under an earlier plan than one that redefined its field is to be confirmed,
  // but for the `confirmed`.
  uint32_t plan_version = plan::kEnteredNow;
  std::set<std::string> confirmed;
};
Sheet SheetOf(const SchoolState& state, const Place& place);

// The drafts that lie beside (form, period), as the rules should see them.
Overrides DraftsBeside(const SchoolState& state);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_DESK_H_
