#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/plan/check.h"

namespace gom::plan {
namespace {

using P = v1::Period;

// What was read of the period before, to hold the next one against.
struct Before {
  const Node<P>* node = nullptr;
  std::optional<Day> end;
};

void CheckDays(const Checking& c, const Node<P>& node, Before& before) {
  const auto start =
      CheckDay(c.mistakes, node, P::kStartFieldNumber, node->start(), /*required=*/true);
  const auto end = CheckDay(c.mistakes, node, P::kEndFieldNumber, node->end(), /*required=*/true);
  const auto due = CheckDay(c.mistakes, node, P::kDueFieldNumber, node->due(), /*required=*/true);
  if (start && end && *end < *start) {
    c.mistakes.Add(node.At(P::kEndFieldNumber), kPeriodBackwards, node->end(), node->start());
  }
  if (start && due && *due < *start) {
    c.mistakes.Add(node.At(P::kDueFieldNumber), kDueEarly, node->due(), node->start());
  }
  if (start && before.end) {
    const Place place = node.At(P::kStartFieldNumber);
    const std::string& earlier = (*before.node)->code();
    if (*start <= *before.end) c.mistakes.Add(place, kPeriodsOverlap, node->code(), earlier);
    if (*start > *before.end + 1) c.mistakes.Add(place, kPeriodsGap, earlier, node->code());
  }
  before = {&node, end};
}

// A file that was copied for the new year, with the year or the periods left as they were.
void CheckYear(const Checking& c, const Node<v1::Plan>& plan) {
  const std::string year = absl::StrCat(plan->year(), "-");
  bool any = plan->periods().empty() || year.size() != 5;  // said already
  for (const P& period : plan->periods()) {
    any = any || absl::StartsWith(period.start(), year) || absl::StartsWith(period.end(), year);
  }
  if (!any) c.mistakes.Add(plan.At(v1::Plan::kYearFieldNumber), kYearHasNoPeriod, plan->year());
}

}  // namespace

void CheckPeriods(const Checking& c, const Node<v1::Plan>& plan) {
  Identities identities(c.mistakes, kPeriodCode);
  absl::flat_hash_set<std::string> ended_years;
  Before before;
  const auto periods = plan.Children<P>(v1::Plan::kPeriodsFieldNumber);
  for (const Node<P>& node : periods) {
    identities.Number(node.At(P::kNumberFieldNumber), node->number());
    identities.Code(node.At(P::kCodeFieldNumber), node->code());
    RequireWords(c.mistakes, node, P::kNameFieldNumber);
    if (node->grace_days() > kMaxGraceDays) {
      c.mistakes.Add(node.At(P::kGraceDaysFieldNumber), kGraceTooLong, node->grace_days(),
                     kMaxGraceDays);
    }
    const std::string& year = node->school_year();
    if (before.node != nullptr && (*before.node)->school_year() != year) {
      ended_years.insert((*before.node)->school_year());
    }
    if (year.empty()) {
      c.mistakes.Add(node.here(), kSchoolYearMissing);
    } else if (ended_years.contains(year)) {
      c.mistakes.Add(node.At(P::kSchoolYearFieldNumber), kSchoolYearSplit, year);
    }
    CheckDays(c, node, before);
  }
  CheckYear(c, plan);
}

}  // namespace gom::plan
