#include <vector>

#include "hub/state/progress_book.h"
#include "hub/state/state.h"

namespace gom::hub {
namespace {

using plan::Fraction;
using plan::Totals;

// Everything in Totals is a sum; this is the one list of them.
template <typename T, typename Number, typename Pair>
void Visit(T& t, Number number, Pair fraction) {
  for (auto* f : {&t.value, &t.low, &t.high, &t.worst_final, &t.best_final}) fraction(*f);
  for (auto* n : {&t.expected, &t.fresh, &t.carried, &t.missing, &t.not_applicable, &t.unknown_size,
                  &t.unknown_size_final, &t.in_conflict, &t.returned, &t.excess, &t.open_end}) {
    number(*n);
  }
}
// The sizes of the members that Visit names, so that a new one is not forgotten.
static_assert(sizeof(Totals) == 5 * sizeof(Fraction) + 11 * sizeof(int32_t) + sizeof(int32_t) +
                                    3 * sizeof(std::vector<int32_t>));

void PackFraction(const Fraction& f, Packer& out) {
  out.Z(f.num);
  out.Z(f.den);
}

Fraction UnpackFraction(Unpacker& in) {
  const int64_t num = in.Z();
  return {num, in.Z()};
}

void PackTotals(const Totals& t, Packer& out) {
  Visit(
      t, [&](int32_t n) { out.Z(n); }, [&](const Fraction& f) { PackFraction(f, out); });
  for (const auto* list : {&t.options, &t.provisional_units}) {
    out.N(list->size());
    for (const int32_t n : *list) out.Z(n);
  }
  out.N(t.samples.size());
  for (const Fraction& f : t.samples) PackFraction(f, out);
}

void UnpackTotals(Unpacker& in, Totals& t) {
  Visit(
      t, [&](int32_t& n) { n = static_cast<int32_t>(in.Z()); },
      [&](Fraction& f) { f = UnpackFraction(in); });
  for (auto* list : {&t.options, &t.provisional_units}) {
    list->resize(in.Count());
    for (int32_t& n : *list) n = static_cast<int32_t>(in.Z());
  }
  t.samples.resize(in.Count());
  for (Fraction& f : t.samples) f = UnpackFraction(in);
}

}  // namespace

void ProgressBook::Pack(Packer& out) const {
  if (!settled()) return out.N(true, 0, 0);  // it is made from nothing again
  out.N(stale_, period_count_, totals_.size());
  for (const Totals& totals : totals_) PackTotals(totals, out);
  for (const PeriodBook& book : periods_) {
    out.Z(book.expected);
    out.Z(book.reported);
    out.N(book.silent.size());
    uint32_t before = 0;
    for (const uint32_t unit : book.silent) {
      out.N(unit - before);
      before = unit;
    }
    out.N(book.arrivals.size());
    for (const auto& [hour, units] : book.arrivals) {
      out.Z(hour);
      out.Z(units);
    }
  }
}

bool ProgressBook::Unpack(Unpacker& in) {
  in.N(&stale_);
  const size_t periods = in.Count();
  period_count_ = static_cast<int>(periods);
  totals_.resize(in.Count());
  for (Totals& totals : totals_) UnpackTotals(in, totals);
  periods_.resize(periods);
  for (PeriodBook& book : periods_) {
    book.expected = static_cast<int32_t>(in.Z());
    book.reported = static_cast<int32_t>(in.Z());
    uint32_t unit = 0;
    for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
      unit += static_cast<uint32_t>(in.Number());
      book.silent.insert(book.silent.end(), unit);
    }
    for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
      const auto hour = static_cast<int32_t>(in.Z());
      book.arrivals[hour] = static_cast<int32_t>(in.Z());
    }
  }
  return in.ok();
}

bool ProgressBook::Fits(const State& state) const {
  if (state.plan == nullptr || stale_) return stale_;
  return periods_.size() == state.plan->periods.size() &&
         totals_.size() == state.plan->parts.size() * periods_.size() * 2;
}

}  // namespace gom::hub
