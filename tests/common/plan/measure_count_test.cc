#include <gtest/gtest.h>

#include "common/plan/measure.h"
#include "tests/common/plan/measure_world.h"

namespace gom::plan {
namespace {

constexpr uint32_t kInitiative = 1, kModel = 2;

class CountTest : public ::testing::Test {
 protected:
  void List(const char* period, std::vector<std::pair<uint32_t, uint32_t>> items) {
    Values values;
    for (const auto& [id, kind] : items) {
      Item item{1, id, {}};
      item.Set(1, FieldValue::Number(kind));
      values.mutable_items().push_back(item);
    }
    a_.Put(form_, w_.Period(period), std::move(values));
  }
  void Recognise(std::vector<uint32_t> ids) {
    a_.recognised.clear();
    for (const uint32_t id : ids) a_.recognised.push_back({form_, 1, id});
  }

  World w_{QuarterPlan()};
  School& a_ = w_.Add("A", {"primary"});
  const int form_ = w_.plan().FormIndex(std::string_view("sang_kien"));
};

TEST_F(CountTest, Sum_HasAnOpenEndUntilTheLastPeriodIsLocked) {
  for (const char* p : {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"})
    a_.Set("ky", p, {{"hoat_dong", 2}});
  const Contribution open = w_.Of(a_, "DEM", "2026-Q4");
  EXPECT_EQ(open.value, (Fraction{8, 0}));
  EXPECT_EQ(open.low, open.value);
  EXPECT_TRUE(open.open_end);
  w_.Lock("2026-Q4");
  EXPECT_FALSE(w_.Of(a_, "DEM", "2026-Q4").open_end);
}

TEST_F(CountTest, Sum_LastPeriodLockedAndAnEarlierOneUnreported_IsStillOpen) {
  w_.Lock("2026-Q4");
  a_.Set("ky", "2026-Q2", {{"hoat_dong", 2}});
  EXPECT_TRUE(w_.Of(a_, "DEM", "2026-Q4").open_end);
  w_.Lock("2026-Q1");
  w_.Lock("2026-Q3");
  EXPECT_FALSE(w_.Of(a_, "DEM", "2026-Q4").open_end);
}

TEST_F(CountTest, Items_ReportedTwice_CountOnce) {
  List("2026-Q2", {{7, kInitiative}});
  List("2026-Q3", {{7, kInitiative}});
  Recognise({7});
  EXPECT_EQ(w_.Of(a_, "PL21", "2026-Q3").value.num, 1);
}

TEST_F(CountTest, Items_NotRecognised_CountNothing) {
  List("2026-Q2", {{7, kInitiative}});
  const Contribution c = w_.Of(a_, "PL21", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kFresh);
  EXPECT_EQ(c.value.num, 0);
}

TEST_F(CountTest, Items_OfAnotherOption_AreNotCounted) {
  List("2026-Q2", {{7, kInitiative}, {8, kModel}});
  Recognise({7, 8});
  EXPECT_EQ(w_.Of(a_, "PL21", "2026-Q2").value.num, 1);
  EXPECT_EQ(w_.Of(a_, "PL41", "2026-Q2").value.num, 1);
}

TEST_F(CountTest, Items_NoLongerListed_StayInTheYearAndLeaveThePresent) {
  List("2026-Q2", {{7, kInitiative}, {8, kModel}});
  List("2026-Q3", {});
  Recognise({7, 8});
  EXPECT_EQ(w_.Of(a_, "PL21", "2026-Q3").value.num, 1);
  EXPECT_EQ(w_.Of(a_, "PL41", "2026-Q3").value.num, 0);
}

TEST_F(CountTest, Items_KindChangedLater_StayInTheYearAsWhatTheyOnceWere) {
  List("2026-Q2", {{7, kInitiative}});
  List("2026-Q3", {{7, kModel}});
  Recognise({7});
  EXPECT_EQ(w_.Of(a_, "PL21", "2026-Q3").value.num, 1);
  EXPECT_EQ(w_.Of(a_, "PL41", "2026-Q2").value.num, 0);
  EXPECT_EQ(w_.Of(a_, "PL41", "2026-Q3").value.num, 1);
}

TEST_F(CountTest, Items_AtPresentAndNotReported_AreCarriedAndMayBeGone) {
  List("2026-Q2", {{8, kModel}});
  Recognise({8});
  const Contribution c = w_.Of(a_, "PL41", "2026-Q3");
  EXPECT_EQ(c.coverage, Coverage::kCarried);
  EXPECT_EQ(c.value.num, 1);
  EXPECT_EQ(c.low.num, 0);
}

TEST_F(CountTest, Choice_CountsTheOptionOfTheNewestReport) {
  a_.Set("ky", "2026-Q2", {{"cach", 1}});
  a_.Set("ky", "2026-Q3", {{"cach", 2}});
  EXPECT_EQ(w_.Of(a_, "CACH", "2026-Q2").option, 0);
  EXPECT_EQ(w_.Of(a_, "CACH", "2026-Q3").option, 1);
  const Totals t = w_.Total(w_.PartOf("CACH"), w_.Period("2026-Q3"));
  EXPECT_EQ(t.options, (std::vector<int32_t>{0, 1}));
}

TEST_F(CountTest, Text_CountsUnitsThatWroteSomething) {
  a_.Set("ky", "2026-Q2", {{"ghi_chu", 1}});
  a_.Set("ky", "2026-Q3", {{"hoat_dong", 1}});
  EXPECT_EQ(w_.Of(a_, "CHU", "2026-Q2").value.num, 1);
  EXPECT_EQ(w_.Of(a_, "CHU", "2026-Q3").value.num, 0);
}

TEST(CountEveryKindTest, NegativeFlows_LowerTheLowEndWhileAPeriodIsOpen) {
  // Twice the sessions less the change of stock, which is at most 1,000 a month.
  World w(LoadTestPlan("every-kind.textproto"));
  School& a = w.Add("A", {"library"});
  const Part& part = w.PartOf("C1", 1);
  a.Set("hoat_dong", "2026-02", {{"buoi", 4}, {"chenh_lech", 3}});
  const Contribution c = w.Of(a, part, w.Period("2026-02"));
  EXPECT_EQ(c.value.num, 2 * 4 - 3 + 1);
  EXPECT_EQ(c.low.num, c.value.num - 1000) << "January may still bring 1,000 less";
  EXPECT_EQ(c.worst_final.num, c.value.num - 11 * 1000);
}

TEST(CountEveryKindTest, CarriedForm_IsFreshOnlyWhereItWasConfirmed) {
  World w(LoadTestPlan("every-kind.textproto"));
  School& a = w.Add("A", {"library"});
  const Part& part = w.PartOf("C1", 2);
  a.Set("co_so", "2026-02", {{"ban_doc", 120}});
  EXPECT_EQ(w.Of(a, part, w.Period("2026-02")).coverage, Coverage::kFresh);
  const Contribution later = w.Of(a, part, w.Period("2026-04"));
  EXPECT_EQ(later.coverage, Coverage::kCarried);
  EXPECT_EQ(later.value.num, 120);
  EXPECT_EQ(later.low.num, 0);
}

TEST(TotalsTest, AddAndSubtract_ReturnToWhatWasBefore) {
  World w(QuarterPlan());
  const Part& part = w.PartOf("MT4");
  School& a = w.Add("A", {"primary"});
  School& b = w.Add("B", {"primary"});
  a.Set("ho_so", "2026-Q2", {{"ho", 50}}).Set("ky", "2026-Q2", {{"hoi", 40}, {"dat", 30}});
  b.Set("ho_so", "2026-Q2", {{"ho", 10}})
      .Set("ky", "2026-Q2", {{"hoi", 10}, {"dat", 20}, {"cach", 2}});
  Totals t;
  t.Add(part, w.Of(a, part, 1));
  const Totals only_a = t;
  t.Add(part, w.Of(b, part, 1));
  EXPECT_EQ(t.expected, 2);
  EXPECT_EQ(t.excess, 1);
  EXPECT_EQ(t.value, (Fraction{40, 50}));
  EXPECT_EQ(t.provisional_units, (std::vector<int32_t>{1, 0}));
  EXPECT_EQ(t.samples[1], (Fraction{50, 60}));
  t.Subtract(part, w.Of(b, part, 1));
  EXPECT_EQ(t, only_a);
}

}  // namespace
}  // namespace gom::plan
