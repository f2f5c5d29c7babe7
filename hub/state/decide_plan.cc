#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/plan/load.h"
#include "common/plan/packed.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/state/decide.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

v1::ErrorPlace PlaceOf(const plan::Mistake& mistake) {
  v1::ErrorPlace place;
  place.set_line(static_cast<uint32_t>(mistake.line));
  place.set_column(static_cast<uint32_t>(mistake.column));
  place.set_vi(mistake.vi);
  place.set_en(mistake.en);
  return place;
}

absl::Status WithMistakes(absl::StatusCode code, v1::Error error,
                          const std::vector<plan::Mistake>& mistakes) {
  for (const plan::Mistake& mistake : mistakes) *error.add_places() = PlaceOf(mistake);
  return text::WithError(code, std::move(error));
}

// ----------------------------------------------------------------------------------------------
// roster

constexpr size_t kMaxUnitName = 200;  // characters

// All mistakes of a roster at once, each at its row.
class RosterCheck {
 public:
  RosterCheck(const State& state, const v1::ImportUnitsRequest& request) : state_(state) {
    for (int i = 0; i < request.units_size(); ++i) {
      const std::string code = LowerCode(request.units(i).code());
      if (!rows_.emplace(code, i).second) Add(i, kUnitTwice, request.units(i).code());
    }
    for (int i = 0; i < request.units_size(); ++i) CheckRow(i, request.units(i));
  }
  absl::Status status() && {
    if (places_.empty()) return absl::OkStatus();
    std::stable_sort(
        places_.begin(), places_.end(),
        [](const v1::ErrorPlace& a, const v1::ErrorPlace& b) { return a.line() < b.line(); });
    v1::Error error = text::MakeError(kRosterInvalid, {absl::StrCat(places_.size())});
    for (const v1::ErrorPlace& place : places_) *error.add_places() = place;
    return text::WithError(absl::StatusCode::kInvalidArgument, std::move(error));
  }

 private:
  void Add(int row, const Message& message, std::string_view argument,
           std::string_view field = "code") {
    Add(row, text::MakeError(message, {std::string(argument)}), field);
  }
  void Add(int row, const v1::Error& error, std::string_view field) {
    v1::ErrorPlace place;
    place.set_line(static_cast<uint32_t>(row) + 1);
    place.set_field(std::string(field));
    place.set_vi(error.vi());
    place.set_en(error.en());
    places_.push_back(std::move(place));
  }

  void CheckRow(int i, const v1::Unit& row) {
    if (!IsCode(row.code())) Add(i, kBadUnitCode, row.code());
    CheckName(i, row);
    if (row.kinds().empty()) Add(i, kUnitKindMissing, row.code(), "kinds");
    for (const std::string& kind : row.kinds()) {
      if (!KnowsKind(kind)) Add(i, kUnitKindUnknown, kind, "kinds");
    }
    if (row.ownership() == v1::OWNERSHIP_UNSPECIFIED)
      Add(i, kUnitOwnershipMissing, row.code(), "ownership");
    if (row.manager() == v1::MANAGER_UNSPECIFIED)
      Add(i, kUnitManagerMissing, row.code(), "manager");
    CheckDays(i, row);
    const std::string successor = LowerCode(row.successor());
    if (!successor.empty() &&
        (successor == LowerCode(row.code()) ||
         (state_.FindUnit(successor) == nullptr && !rows_.contains(successor)))) {
      Add(i, kSuccessorUnknown, row.successor(), "successor");
    }
  }

  void CheckName(int i, const v1::Unit& row) {
    const absl::StatusOr<std::string> name = text::CleanText(row.name(), kMaxUnitName);
    if (!name.ok()) {
      Add(i, text::ErrorOf(name.status()), "name");
    } else if (name->empty()) {
      Add(i, kUnitNameMissing, row.code(), "name");
    }
  }

  void CheckDays(int i, const v1::Unit& row) {
    const auto from = plan::ParseDay(row.valid_from());
    const auto to = plan::ParseDay(row.valid_to());
    if (!row.valid_from().empty() && !from.has_value())
      Add(i, kUnitDateBad, row.valid_from(), "valid_from");
    if (!row.valid_to().empty() && !to.has_value())
      Add(i, kUnitDateBad, row.valid_to(), "valid_to");
    if (from.has_value() && to.has_value() && *to < *from)
      Add(i, kUnitDatesTurned, row.code(), "valid_to");
  }

  static bool IsCode(std::string_view code) {
    return !code.empty() && code.size() <= 32 && std::all_of(code.begin(), code.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '.' || c == '_' || c == '-';
    });
  }

  // Before there is a plan nobody can say which kinds there are.
  bool KnowsKind(const std::string& kind) const {
    if (state_.plan == nullptr) return !kind.empty();
    const auto& kinds = state_.plan->proto.kinds();
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const v1::UnitKind& k) { return k.code() == kind; });
  }

  const State& state_;
  std::map<std::string, int> rows_;
  std::vector<v1::ErrorPlace> places_;
};

}  // namespace

absl::Status DecideCreateHub(View& view, const std::string& hub, const std::string& name) {
  if (view.state().position.index > 0)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kHubExists);
  v1::Event created;
  created.mutable_hub_created()->set_hub(hub);
  created.mutable_hub_created()->set_name(name);
  view.Add(std::move(created));
  v1::Event begun;
  begun.mutable_term_begun()->set_term(1);
  begun.mutable_term_begun()->set_why(v1::TermBegun::WHY_CREATED);
  view.Add(std::move(begun));
  return absl::OkStatus();
}

absl::Status DecideBeginTerm(View& view, const v1::TermBegun& begun, v1::EventText words) {
  if (begun.term() <= view.state().term) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kTermTooLow, view.state().term);
  }
  v1::Event event;
  *event.mutable_term_begun() = begun;
  view.Add(std::move(event), std::move(words));
  return absl::OkStatus();
}

namespace {

// The active plan has the first word; after it every earlier one, newest first.
std::vector<plan::Mistake> CheckAgainstAll(
    const plan::Plan& active, const std::vector<std::shared_ptr<const plan::Plan>>& past,
    const plan::Plan& next) {
  std::vector<plan::Mistake> mistakes = plan::CheckSuccessor(active, next);
  for (auto earlier = past.rbegin(); earlier != past.rend() && mistakes.empty(); ++earlier) {
    mistakes = plan::CheckSuccessor(**earlier, next);
  }
  return mistakes;
}

}  // namespace

absl::StatusOr<v1::ApplyPlanResponse> DecidePlan(View& view, const v1::ApplyPlanRequest& request) {
  plan::LoadResult loaded = plan::Load(request.textproto());
  if (loaded.plan == nullptr) {
    return WithMistakes(absl::StatusCode::kInvalidArgument,
                        text::MakeError(kPlanInvalid, {absl::StrCat(loaded.mistakes.size())}),
                        loaded.mistakes);
  }
  const std::shared_ptr<const plan::Plan> active = view.plan();
  v1::ApplyPlanResponse response;
  response.set_version(loaded.plan->version());
  response.set_sha256(loaded.plan->sha256);
  if (active != nullptr && active->sha256 == loaded.plan->sha256) return response;
  if (active != nullptr) {
    const std::vector<plan::Mistake> mistakes =
        CheckAgainstAll(*active, view.state().past_plans, *loaded.plan);
    if (!mistakes.empty()) {
      v1::Error error;
      error.set_code(mistakes[0].code);
      error.set_vi(mistakes[0].vi);
      error.set_en(mistakes[0].en);
      return WithMistakes(absl::StatusCode::kFailedPrecondition, std::move(error), mistakes);
    }
    for (const v1::Words& change : plan::DescribeChanges(*active, *loaded.plan)) {
      response.add_changes_vi(change.vi());
      response.add_changes_en(change.en());
    }
  }
  if (request.dry_run()) return response;
  v1::Event event;
  event.mutable_plan_applied()->set_version(loaded.plan->version());
  event.mutable_plan_applied()->set_sha256(loaded.plan->sha256);
  event.mutable_plan_applied()->set_zstd_textproto(plan::Pack(request.textproto()));
  v1::EventText words;
  words.set_operator_(request.operator_());
  view.Add(std::move(event), std::move(words));
  view.SetPlan(std::move(loaded.plan));
  ReleaseHeld(view);
  return response;
}

absl::StatusOr<v1::ImportUnitsResponse> DecideUnits(View& view,
                                                    const v1::ImportUnitsRequest& request) {
  const State& state = view.state();
  RETURN_IF_ERROR(RosterCheck(state, request).status());
  v1::ImportUnitsResponse response;
  for (const v1::Unit& given : request.units()) {
    v1::Unit row = given;
    ASSIGN_OR_RETURN(*row.mutable_name(), text::CleanText(given.name(), kMaxUnitName));
    const UnitState* known = state.FindUnit(given.code());
    if (known != nullptr) {
      row.set_code(known->row.code());  // the first spelling stays
      if (row.SerializeAsString() == known->row.SerializeAsString()) {
        response.set_same(response.same() + 1);
        continue;
      }
      view.SetUnit(known->index, row);
      response.set_changed(response.changed() + 1);
    } else {
      view.AddUnit(row);
      response.set_added(response.added() + 1);
    }
    // One record a row, so that a school reads its own row and not everybody's.
    v1::Event event;
    *event.mutable_units_changed()->add_units() = std::move(row);
    v1::EventText words;
    words.set_operator_(request.operator_());
    view.Add(std::move(event), std::move(words));
  }
  if (response.changed() > 0) ReleaseHeld(view);
  return response;
}

}  // namespace gom::hub
