#include "common/plan/measure.h"

namespace gom::plan {
namespace {

// Its value and both its ends come from one report, the newest: locks decide no more than whether
// anything can still follow it.
bool ReadsNewestReport(const Part& part) {
  switch (part.kind) {
    case MeasureKind::kRatio:
    case MeasureKind::kInfoChoice:
    case MeasureKind::kInfoText:
      return true;
    case MeasureKind::kShare:
      return part.over_time == v1::OVER_TIME_LATEST;
    default:
      return false;
  }
}

uint64_t Until(int period) { return ~uint64_t{0} >> (63 - period); }

}  // namespace

uint64_t MovedByLocks(const Plan& plan, const Part& part, Locks before, Locks after) {
  uint64_t asked = 0, read = 0;
  for (int p = 0; p < static_cast<int>(plan.periods.size()); ++p) {
    if (part.asked_in[static_cast<size_t>(p)]) asked |= uint64_t{1} << p;
    if (part.AskedAt(p) >= 0) read |= uint64_t{1} << p;
  }
  const uint64_t changed = (before.bits ^ after.bits) & asked;
  if (changed == 0) return 0;
  if (!ReadsNewestReport(part)) return read;
  // While the period that is read is open, something can still follow, whatever else is locked. The
  // part is read as of the period and, for the final ends, at its last one.
  const auto moves = [&](int at) {
    return (before.Locked(at) || after.Locked(at)) && (changed & Until(at)) != 0;
  };
  if (moves(part.last_asked)) return read;
  uint64_t moved = 0;
  for (int p = 0; p < static_cast<int>(plan.periods.size()); ++p) {
    const int at = part.AskedAt(p);
    if (at >= 0 && moves(at)) moved |= uint64_t{1} << p;
  }
  return moved;
}

}  // namespace gom::plan
