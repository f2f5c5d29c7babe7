#include "hub/service/read_progress.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/plan/progress.h"
#include "common/plan/to_proto.h"
#include "common/text/status_macros.h"
#include "hub/service/convert_progress.h"
#include "hub/service/lookup.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

const plan::Part& PartAt(const plan::Plan& plan, int part) {
  return plan.parts[static_cast<size_t>(part)];
}

plan::PartProgress AssessPart(const State& state, const plan::Plan& plan, int index, int as_of,
                              Reading reading) {
  const plan::Part& part = PartAt(plan, index);
  const int before = plan::AskedBefore(part, as_of);
  return plan::Assess(plan, part, state.progress.TotalsOf(index, as_of, reading),
                      before < 0 ? nullptr : &state.progress.TotalsOf(index, before, reading),
                      as_of, state.locks);
}

plan::IndicatorProgress AssessIndicator(const State& state, const plan::Plan& plan,
                                        const plan::Indicator& indicator, int as_of,
                                        Reading reading) {
  plan::PartsProgress parts;
  plan::PartsProgress others;
  for (int part : indicator.parts) {
    parts.push_back(AssessPart(state, plan, part, as_of, reading));
  }
  for (const plan::Part& part : plan.parts) {
    if (part.indicator == indicator.index && part.reading_of >= 0) {
      others.push_back(AssessPart(state, plan, part.index, as_of, reading));
    }
  }
  return plan::Headline(plan, indicator, std::move(parts), std::move(others));
}

// A period by its code; empty: the newest in which anything was reported, or the plan's first.
absl::StatusOr<int> AsOf(const State& state, const plan::Plan& plan, const std::string& code) {
  if (code.empty()) return std::max(0, state.NewestReportedPeriod());
  return FindPeriod(plan, code);
}

v1::UnitName NameOf(const UnitState& unit) {
  v1::UnitName name;
  name.set_code(unit.row.code());
  name.set_name(unit.row.name());
  return name;
}

void SetUnits(const State& state, int as_of, v1::GetProgressResponse* out) {
  const PeriodBook& book = state.progress.Period(as_of);
  out->set_units_expected(static_cast<uint32_t>(book.expected));
  out->set_units_reported(static_cast<uint32_t>(book.reported));
  out->set_silent_total(static_cast<uint32_t>(book.silent.size()));
  out->set_reported_all_at_once(book.AllAtOnce());
  for (uint32_t unit : book.silent) {
    if (out->silent_size() == kSilentNamed) break;
    *out->add_silent() = NameOf(*state.units[unit]);
  }
}

// Of every period up to the one asked for: an earlier entry may stand behind today's figure.
void SetTallies(const State& state, const plan::Plan& plan, int as_of,
                v1::GetProgressResponse* out) {
  Tally sum;
  for (int p = 0; p <= as_of; ++p) {
    auto it = state.tallies.find(plan.periods[static_cast<size_t>(p)].number);
    if (it != state.tallies.end()) sum.Move(it->second, 1);
  }
  out->set_entries_in_conflict(static_cast<uint32_t>(sum.in_conflict));
  out->set_entries_held(static_cast<uint32_t>(sum.held));
  out->set_entries_returned(static_cast<uint32_t>(sum.returned));
}

const char* CoverageWord(plan::Coverage coverage) {
  switch (coverage) {
    case plan::Coverage::kFresh:
      return "fresh";
    case plan::Coverage::kCarried:
      return "carried";
    default:
      return "missing";
  }
}

// The part that a question about an indicator means: the one named, else the one the headline was
// taken from.
absl::StatusOr<int> AskedPart(const State& state, const plan::Plan& plan,
                              const v1::ListClosersRequest& request, int as_of, Reading reading) {
  ASSIGN_OR_RETURN(const int indicator, FindIndicator(plan, request.indicator()));
  if (!request.part().empty()) return FindPart(plan, indicator, request.part());
  const plan::Indicator& asked = plan.indicators[static_cast<size_t>(indicator)];
  const int headline = AssessIndicator(state, plan, asked, as_of, reading).headline_part;
  return asked.parts[static_cast<size_t>(headline)];
}

}  // namespace

Reading ReadingOf(v1::Reading reading) {
  return reading == v1::READING_ACCEPTED ? Reading::kAccepted : Reading::kReported;
}

absl::StatusOr<v1::GetProgressResponse> ReadProgress(const State& state,
                                                     const v1::GetProgressRequest& request) {
  ASSIGN_OR_RETURN(const plan::Plan* plan, ActivePlan(state));
  ASSIGN_OR_RETURN(const int as_of, AsOf(state, *plan, request.as_of()));
  const plan::Period& period = plan->periods[static_cast<size_t>(as_of)];
  const Reading reading = ReadingOf(request.reading());
  v1::GetProgressResponse out;
  out.set_as_of(period.code);
  *out.mutable_as_of_name() = period.name;
  out.set_reading(reading == Reading::kAccepted ? v1::READING_ACCEPTED : v1::READING_REPORTED);
  out.set_plan_version(plan->version());
  for (const plan::Indicator& indicator : plan->indicators) {
    ToProto(*plan, AssessIndicator(state, *plan, indicator, as_of, reading), out.add_indicators());
  }
  out.set_position(state.position.index);
  out.set_newest_at(state.newest_at);
  out.set_term(state.term);
  SetUnits(state, as_of, &out);
  SetTallies(state, *plan, as_of, &out);
  out.set_as_of_locked(state.locks.Locked(as_of));
  return out;
}

absl::StatusOr<v1::ListClosersResponse> ReadClosers(const State& state,
                                                    const v1::ListClosersRequest& request) {
  ASSIGN_OR_RETURN(const plan::Plan* plan, ActivePlan(state));
  ASSIGN_OR_RETURN(const int as_of, AsOf(state, *plan, request.as_of()));
  const Reading reading = ReadingOf(request.reading());
  ASSIGN_OR_RETURN(const int index, AskedPart(state, *plan, request, as_of, reading));
  const plan::Part& part = PartAt(*plan, index);
  if (!part.has_target()) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kNoTarget,
                        request.indicator());
  }
  v1::ListClosersResponse out;
  std::vector<plan::UnitShare> shares;
  for (const auto& unit : state.units) {
    plan::Contribution c =
        plan::Contribute(*plan, part, state.FactsOf(*unit, reading), state.locks, as_of);
    if (c.unknown_size) *out.add_unknown_size() = NameOf(*unit);
    const int64_t could_add = plan::CouldAdd(part, c);
    if (could_add > 0) shares.push_back({static_cast<int>(unit->index), std::move(c), could_add});
  }
  out.set_gap(AssessPart(state, *plan, index, as_of, reading).gap);
  int suffice = 0;
  for (const plan::UnitShare& share : plan::OrderClosers(std::move(shares), out.gap(), &suffice)) {
    v1::Closer* closer = out.add_closers();
    *closer->mutable_unit() = NameOf(*state.units[static_cast<size_t>(share.unit)]);
    closer->set_could_add(share.could_add);
    *closer->mutable_value() = plan::ToProto(share.contribution.value);
    closer->set_coverage(CoverageWord(share.contribution.coverage));
  }
  out.set_suffice(static_cast<uint32_t>(suffice));
  out.set_as_of(plan->periods[static_cast<size_t>(as_of)].code);
  const v1::Indicator& indicator = *plan->indicators[static_cast<size_t>(part.indicator)].source;
  *out.mutable_title() = part.source->has_title() ? part.source->title() : indicator.title();
  return out;
}

}  // namespace gom::hub
