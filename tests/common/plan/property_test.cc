// What must hold of the arithmetic and the rules whatever a commune does. RapidCheck prints the
// seed and the shrunk edits of a failure.
#include <gtest/gtest.h>

#include <functional>

#include "common/plan/progress.h"
#include "common/plan/rule.h"
#include "tests/common/plan/property_world.h"

namespace gom::plan {
namespace {

using Wide = __int128;

bool Property(const char* name, const std::function<void()>& body) { return rc::check(name, body); }

std::string Where(const Part& part, int as_of) {
  return "part " + std::to_string(part.index) + " as of " + std::to_string(as_of);
}

int RandomPeriod() { return *rc::gen::inRange(0, 12); }

// ----- totals

// Totals of every part and period, moved by the difference that each edit makes.
class MovedTotals {
 public:
  MovedTotals(RandomCommune& commune, std::vector<int> periods)
      : commune_(commune), periods_(std::move(periods)) {
    for (School& s : commune.world().schools()) Move(s, &Totals::Add);
  }
  void Apply(const Edit& edit) {
    if (edit.kind == Edit::kLock) {
      // A lock concerns every unit.
      for (School& s : commune_.world().schools()) Move(s, &Totals::Subtract);
      commune_.Apply(edit);
      for (School& s : commune_.world().schools()) Move(s, &Totals::Add);
      return;
    }
    School& school = commune_.UnitOf(edit);
    Move(school, &Totals::Subtract);
    commune_.Apply(edit);
    Move(school, &Totals::Add);
  }
  const Totals& At(const Part& part, int as_of) const { return totals_[Index(part, as_of)]; }

 private:
  size_t Index(const Part& part, int as_of) const {
    return static_cast<size_t>(part.index) * commune_.plan().periods.size() +
           static_cast<size_t>(as_of);
  }
  void Move(School& school, void (Totals::*move)(const Part&, const Contribution&)) {
    for (const Part& part : commune_.plan().parts) {
      for (const int p : periods_) {
        (totals_[Index(part, p)].*move)(part, commune_.world().Of(school, part, p));
      }
    }
  }

  RandomCommune& commune_;
  std::vector<int> periods_;
  std::vector<Totals> totals_ =
      std::vector<Totals>(commune_.plan().parts.size() * commune_.plan().periods.size());
};

TEST(PlanPropertyTest, TotalsMovedByDifferences_EqualTotalsFromNothing) {
  EXPECT_TRUE(Property("moved == from nothing", [] {
    RandomCommune commune;
    const std::vector<int> periods = {*rc::gen::inRange(0, 11), 11};
    MovedTotals moved(commune, periods);
    for (const Edit& edit : *Edits(AllKinds())) moved.Apply(edit);
    for (const Part& part : commune.plan().parts) {
      for (const int p : periods) {
        if (!(moved.At(part, p) == commune.world().Total(part, p))) RC_FAIL(Where(part, p));
      }
    }
  }));
}

// ----- locks

TEST(PlanPropertyTest, OtherLocks_MoveNothingBeyondWhatTheyAreSaidToMove) {
  EXPECT_TRUE(Property("not said to move == the same contribution", [] {
    RandomCommune commune;
    commune.Apply(*Edits(AllKinds()));
    const Plan& plan = commune.plan();
    const Locks before = commune.world().locks();
    const Locks after{before.bits ^ (uint64_t{1} << RandomPeriod()) ^
                      (*rc::gen::inRange(0, 3) == 0 ? uint64_t{1} << RandomPeriod() : 0)};
    for (const Part& part : plan.parts) {
      const uint64_t moved = MovedByLocks(plan, part, before, after);
      for (int p = 0; p < static_cast<int>(plan.periods.size()); ++p) {
        if (((moved >> p) & 1) != 0) continue;
        for (School& school : commune.world().schools()) {
          const UnitFacts facts = school.Facts();
          if (!(Contribute(plan, part, facts, before, p) ==
                Contribute(plan, part, facts, after, p)))
            RC_FAIL(school.unit().code + " " + Where(part, p));
        }
      }
    }
  }));
}

TEST(PlanPropertyTest, FirstPeriodLocked_MovesANewestReportAsOfThatPeriodAlone) {
  RandomCommune commune;
  const Plan& plan = commune.plan();
  int seen = 0;
  for (const Part& part : plan.parts) {
    if (part.kind != MeasureKind::kRatio || part.first_asked < 0) continue;
    const int first = part.first_asked;
    if (part.last_asked == first) continue;
    uint64_t expected = 0;
    for (int p = 0; p < static_cast<int>(plan.periods.size()); ++p) {
      if (part.AskedAt(p) == first) expected |= uint64_t{1} << p;
    }
    EXPECT_EQ(MovedByLocks(plan, part, {}, {uint64_t{1} << first}), expected);
    ++seen;
  }
  EXPECT_GT(seen, 0);
}

// ----- the range

bool AtMost(Fraction a, Fraction b) { return Wide{a.num} * b.den <= Wide{b.num} * a.den; }

TEST(PlanPropertyTest, RangeOfTheCommune_ContainsTheValue) {
  EXPECT_TRUE(Property("low <= value <= high", [] {
    RandomCommune commune;
    commune.Apply(*Edits(AllKinds()));
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      const Totals t = commune.world().Total(part, as_of);
      const PartProgress p = commune.world().Progress(part, as_of);
      RC_ASSERT(t.fresh + t.carried + t.missing == t.expected);
      if (p.value.den == 0) continue;
      RC_ASSERT(AtMost(p.low, p.value));
      RC_ASSERT(AtMost(p.value, p.high));
      // The totals are right by themselves; nothing had to be widened. (A count's high end is its
      // value.)
      if (!IsCount(part.kind)) RC_ASSERT(p.low == t.low && p.high == t.high);
    }
  }));
}

TEST(PlanPropertyTest, WhateverIsStillReported_StaysInsideTheRangeOfTheUnit) {
  EXPECT_TRUE(Property("completed value inside the range", [] {
    RandomCommune commune;
    commune.Apply(*Edits(AllKinds()));
    const int as_of = RandomPeriod();
    Random random(*rc::gen::arbitrary<uint32_t>());
    for (School& school : commune.world().schools()) {
      std::vector<Contribution> before;
      for (const Part& part : commune.plan().parts)
        before.push_back(commune.world().Of(school, part, as_of));
      commune.Complete(school, as_of, random);
      for (const Part& part : commune.plan().parts) {
        if (part.kind == MeasureKind::kInfoChoice || part.kind == MeasureKind::kInfoText) continue;
        const Contribution& b = before[static_cast<size_t>(part.index)];
        const Contribution after = commune.world().Of(school, part, as_of);
        if (after.value.den != b.low.den) continue;  // a survey: the size itself became known
        if (after.value.num < b.low.num)
          RC_FAIL("below: " + school.unit().code + " " + Where(part, as_of));
        if (after.value.num > b.high.num && !b.open_end) {
          RC_FAIL("above: " + school.unit().code + " " + Where(part, as_of));
        }
      }
    }
  }));
}

TEST(PlanPropertyTest, WhateverIsReportedUntilTheEnd_StaysInsideTheFinalRangeOfTheUnit) {
  EXPECT_TRUE(Property("final value inside the final range", [] {
    RandomCommune commune;
    commune.Apply(*Edits(AllKinds()));
    const int as_of = RandomPeriod();
    Random random(*rc::gen::arbitrary<uint32_t>());
    for (School& school : commune.world().schools()) {
      commune.ForgetAfter(school, as_of);
      std::vector<Contribution> before;
      for (const Part& part : commune.plan().parts)
        before.push_back(commune.world().Of(school, part, as_of));
      commune.Complete(school, 11, random);
      for (const Part& part : commune.plan().parts) {
        if (part.kind == MeasureKind::kInfoChoice || part.kind == MeasureKind::kInfoText) continue;
        const Contribution& b = before[static_cast<size_t>(part.index)];
        const Contribution end = commune.world().Of(school, part, 11);
        if (part.AskedAt(as_of) < 0 || end.value.den != b.worst_final.den) continue;
        if (end.value.num < b.worst_final.num)
          RC_FAIL("below: " + school.unit().code + " " + Where(part, as_of));
        if (end.value.num > b.best_final.num && !b.open_end) {
          RC_FAIL("above: " + school.unit().code + " " + Where(part, as_of));
        }
      }
    }
  }));
}

TEST(PlanPropertyTest, EverythingReported_RangeCollapsesToTheValue) {
  EXPECT_TRUE(Property("no range without a hole", [] {
    RandomCommune commune;
    Random random(*rc::gen::arbitrary<uint32_t>());
    for (School& school : commune.world().schools()) {
      for (int p = 0; p < 12; ++p) {
        for (const Form& form : commune.plan().forms) {
          commune.Report(school, form.index, p, random, Filling::kComplete);
        }
      }
    }
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      const PartProgress p = commune.world().Progress(part, as_of);
      // A survey of nobody, or more on leave than there are people: reported, and still not known.
      if (part.kind == MeasureKind::kRatio && p.totals.fresh < p.totals.expected) continue;
      if (!(p.low == p.value && p.high == p.value)) RC_FAIL("range: " + Where(part, as_of));
      if (p.read_at != part.last_asked) continue;
      const bool settled =
          p.worst_final == p.value && (p.best_final_unbounded || p.best_final == p.value);
      if (!settled) RC_FAIL("final range: " + Where(part, as_of));
    }
  }));
}

TEST(PlanPropertyTest, OneUnitMissing_TheLowEndCountsIt) {
  EXPECT_TRUE(Property("missing is never dropped", [] {
    RandomCommune commune;
    commune.Apply(*Edits({Edit::kReport, Edit::kReportAll}));
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      const PartProgress p = commune.world().Progress(part, as_of);
      if (part.kind == MeasureKind::kShare) {
        RC_ASSERT(p.low.den == p.totals.expected);
        RC_ASSERT(p.low.num <= p.totals.expected - p.totals.missing);
      }
      if (part.kind == MeasureKind::kRatio && p.totals.missing > p.totals.unknown_size) {
        RC_ASSERT(p.low.den > p.totals.value.den);
      }
    }
  }));
}

// ----- what is decided

TEST(PlanPropertyTest, ShownRate_IsNeverRoundedUp) {
  EXPECT_TRUE(Property("truncated", [] {
    const auto den = *rc::gen::inRange<int64_t>(1, int64_t{1} << 53);
    const auto num = *rc::gen::inRange<int64_t>(0, den + 1);
    const Wide permille = *TruncatedPermille({num, den});
    RC_ASSERT(permille * den <= Wide{num} * 1000);
    RC_ASSERT((permille + 1) * den > Wide{num} * 1000);
    RC_ASSERT((permille == 1000) == (num == den));
  }));
}

TEST(PlanPropertyTest, Gap_IsTheSmallestNumberThatMeetsTheTarget) {
  EXPECT_TRUE(Property("gap", [] {
    RandomCommune commune;
    commune.Apply(*Edits({Edit::kReport, Edit::kReportAll, Edit::kLock}));
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      const PartProgress p = commune.world().Progress(part, as_of);
      if (!part.has_target() || p.read_at < 0) continue;
      const auto meets = [&](int64_t g) {
        return IsCount(part.kind)
                   ? CountMeets(p.value.num + g, *part.target_op, part.target)
                   : Meets({p.value.num + g, p.high.den}, *part.target_op, part.target);
      };
      if (!IsCount(part.kind) && p.high.den == 0) continue;
      RC_ASSERT(meets(p.gap));
      RC_ASSERT(p.gap == 0 || !meets(p.gap - 1));
    }
  }));
}

TEST(PlanPropertyTest, Achieved_NeverWithAnUnknownAMissedLowEndOrAProvisional) {
  EXPECT_TRUE(Property("achieved", [] {
    RandomCommune commune;
    commune.Apply(*Edits(AllKinds()));
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      const PartProgress p = commune.world().Progress(part, as_of);
      if (p.standing != Standing::kAchieved) continue;
      RC_ASSERT(p.provisional.empty());
      RC_ASSERT(p.totals.unknown_size == 0);
      const bool low_meets = IsCount(part.kind)
                                 ? CountMeets(p.low.num, *part.target_op, part.target)
                                 : Meets(p.low, *part.target_op, part.target);
      RC_ASSERT(low_meets);
    }
  }));
}

// Reports of half of the units that are good enough to settle something, as of a period; then
// everything that is open.
void ReportSome(RandomCommune& commune, int as_of, Random& random) {
  for (School& school : commune.world().schools()) {
    for (int p = 0; p <= as_of; ++p) {
      for (const Form& form : commune.plan().forms) {
        if (random() % 4 != 0) commune.Report(school, form.index, p, random, Filling::kComplete);
      }
    }
  }
}

TEST(PlanPropertyTest, SettledStanding_IsNotUndoneByAnyFurtherReport) {
  int achieved = 0, lost = 0;
  EXPECT_TRUE(Property("settled stays settled", [&] {
    RandomCommune commune;
    const int as_of = RandomPeriod();
    const int later = *rc::gen::inRange(as_of, 12);
    Random random(*rc::gen::arbitrary<uint32_t>());
    ReportSome(commune, as_of, random);
    std::vector<Standing> before;
    for (const Part& part : commune.plan().parts)
      before.push_back(commune.world().Progress(part, as_of).standing);
    for (School& school : commune.world().schools()) commune.Complete(school, later, random);
    for (const Part& part : commune.plan().parts) {
      if (part.kind != MeasureKind::kShare && part.kind != MeasureKind::kCountSum) continue;
      const Standing then = before[static_cast<size_t>(part.index)];
      const Standing end = commune.world().Progress(part, 11).standing;
      if (then == Standing::kAchieved) {
        ++achieved;
        if (end != Standing::kAchieved) RC_FAIL("undone: " + Where(part, as_of));
      }
      if (then == Standing::kOutOfReach) {
        ++lost;
        if (end != Standing::kOutOfReach) RC_FAIL("recovered: " + Where(part, as_of));
      }
    }
  }));
  // The property was asked where it matters.
  EXPECT_GT(achieved, 50);
  EXPECT_GT(lost, 20);
}

TEST(PlanPropertyTest, Trend_StaysInsideTheFinalRange) {
  EXPECT_TRUE(Property("trend", [] {
    RandomCommune commune;
    commune.Apply(*Edits(AllKinds()));
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      const PartProgress p = commune.world().Progress(part, as_of);
      if (!p.trend) continue;
      RC_ASSERT(p.trend->num >= 0);
      if (!IsCount(part.kind)) RC_ASSERT(p.trend->num <= p.trend->den);
    }
  }));
}

TEST(PlanPropertyTest, WildNumbers_NeverLeaveTheirBounds) {
  EXPECT_TRUE(Property("wild", [] {
    RandomCommune commune;
    Random random(*rc::gen::arbitrary<uint32_t>());
    for (School& school : commune.world().schools()) {
      for (int p = 0; p < 12; ++p) {
        for (const Form& form : commune.plan().forms) {
          commune.Report(school, form.index, p, random, Filling::kWild);
        }
      }
    }
    const int as_of = RandomPeriod();
    for (const Part& part : commune.plan().parts) {
      for (School& school : commune.world().schools()) {
        const Contribution c = commune.world().Of(school, part, as_of);
        for (const Fraction& f : {c.value, c.low, c.high, c.worst_final, c.best_final}) {
          RC_ASSERT(f.num <= kLargestContribution && f.num >= -kLargestContribution);
          RC_ASSERT(f.den >= 0 && f.den <= kLargestContribution);
          if (!IsCount(part.kind)) RC_ASSERT(f.num >= 0 && f.num <= f.den);
        }
      }
      commune.world().Progress(part, as_of);
    }
  }));
}

// ----- rules

TEST(PlanPropertyTest, QuickQuestion_AgreesWithTheFindings) {
  int held = 0, good = 0;
  EXPECT_TRUE(Property("HasErrorWithin == an error within in Check", [&] {
    RandomCommune commune;
    commune.Apply(*Edits({Edit::kReport, Edit::kReportAll}));
    School& school = commune.world().schools()[*rc::gen::inRange<size_t>(0, 11)];
    const int form = *rc::gen::inRange(0, 6);
    const int period = RandomPeriod();
    Random random(*rc::gen::arbitrary<uint32_t>());
    const auto filling = *rc::gen::elementOf(
        std::vector<Filling>{Filling::kLoose, Filling::kComplete, Filling::kWild});
    const Plan& plan = commune.plan();
    school.Put(
        form, period,
        RandomValues(random, plan, plan.forms[static_cast<size_t>(form)], school.unit(), filling));
    Texts texts;
    const auto dice = [&](uint32_t sides) { return static_cast<uint32_t>(random() % sides); };
    if (dice(4) == 0) texts[{1 + dice(10), dice(2), dice(3)}] = dice(2) == 0 ? "Thiếu" : "\x1b";
    const UnitFacts facts = school.Facts();
    const Values& values = *facts.Entry(plan, form, period).values;
    bool error = false;
    for (const Finding& f : Check(plan, facts, form, period, values, texts)) {
      RC_ASSERT(!f.message.vi().empty() && !f.message.en().empty());
      RC_ASSERT(f.message.vi().find('{') == std::string::npos);
      error = error || (f.within_entry && f.severity == v1::SEVERITY_ERROR);
    }
    RC_ASSERT(HasErrorWithin(plan, facts, form, period, values, texts) == error);
    ++(error ? held : good);
  }));
  EXPECT_GT(held, 10);
  EXPECT_GT(good, 10);
}

}  // namespace
}  // namespace gom::plan
