// Random communes over the plan every-kind.textproto, as lists of edits that RapidCheck can shrink.
#ifndef GOM_TESTS_COMMON_PLAN_PROPERTY_WORLD_H_
#define GOM_TESTS_COMMON_PLAN_PROPERTY_WORLD_H_

#include <rapidcheck.h>

#include <algorithm>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "tests/common/plan/measure_world.h"

namespace gom::plan {

// One edit of a commune. The numbers are taken modulo what there is.
struct Edit {
  enum Kind {
    kReport,
    kReportAll,
    kClear,
    kLock,
    kRecognise,
    kNotApplicable,
    kFlag,
    kRoster
  } kind = kReport;
  uint32_t unit = 0, form = 0, period = 0, seed = 0;
};

inline std::ostream& operator<<(std::ostream& out, const Edit& e) {
  static const char* const kNames[] = {"report",    "report all",     "clear", "lock",
                                       "recognise", "not applicable", "flag",  "roster"};
  return out << kNames[e.kind] << "(unit " << e.unit << ", form " << e.form << ", period "
             << e.period << ", seed " << e.seed << ")";
}

inline rc::Gen<std::vector<Edit>> Edits(std::vector<Edit::Kind> kinds) {
  const auto edit =
      rc::gen::build<Edit>(rc::gen::set(&Edit::kind, rc::gen::elementOf(std::move(kinds))),
                           rc::gen::set(&Edit::unit, rc::gen::inRange<uint32_t>(0, 64)),
                           rc::gen::set(&Edit::form, rc::gen::inRange<uint32_t>(0, 64)),
                           rc::gen::set(&Edit::period, rc::gen::inRange<uint32_t>(0, 64)),
                           rc::gen::set(&Edit::seed, rc::gen::arbitrary<uint32_t>()));
  return rc::gen::scale(1.5, rc::gen::container<std::vector<Edit>>(edit));
}

inline std::vector<Edit::Kind> AllKinds() {
  return {Edit::kReport,        Edit::kReport, Edit::kReport, Edit::kReport,
          Edit::kReportAll,     Edit::kClear,  Edit::kLock,   Edit::kRecognise,
          Edit::kNotApplicable, Edit::kFlag,   Edit::kRoster};
}

using Random = std::mt19937;

// How a random entry is filled in.
enum class Filling { kLoose, kComplete, kWild };

inline int64_t RandomNumber(Random& random, const Field& field) {
  switch (field.type) {
    case FieldType::kWhole:
      // Small numbers, so that sums reach and miss their conditions.
      return std::clamp<int64_t>(static_cast<int64_t>(random() % 24) + (field.min < 0 ? -12 : 0),
                                 field.min, field.max);
    case FieldType::kYesNo:
      return random() % 4 != 0 ? 1 : 0;
    case FieldType::kChoice: {
      const auto& options = field.source->choice().options();
      return options[static_cast<int>(random() % static_cast<unsigned>(options.size()))].number();
    }
    case FieldType::kDate:
      return 20'454 + static_cast<int64_t>(random() % 365);
    default:
      return 1;
  }
}

// Numbers that no honest device would send.
inline int64_t WildNumber(Random& random, const Field& field) {
  switch (random() % 8) {
    case 0:
      return std::numeric_limits<int64_t>::max();
    case 1:
      return std::numeric_limits<int64_t>::min();
    case 2:
      return -1;
    case 3:
      return static_cast<int64_t>(random());
    default:
      return RandomNumber(random, field);
  }
}

inline FieldValue RandomValue(Random& random, const Field& field, Filling filling) {
  if (filling != Filling::kComplete) {
    const unsigned dice = random() % 12;
    if (dice == 0) return {};
    if (dice == 1) return FieldValue::NotApplicable();
  }
  const int64_t number =
      filling == Filling::kWild ? WildNumber(random, field) : RandomNumber(random, field);
  return FieldValue::Number(number);
}

inline void AddItems(Random& random, const Field& list, Filling filling, Values* values) {
  for (uint32_t id = 1; id <= 4; ++id) {
    if (random() % 2 == 0) continue;
    Item item{list.number, id, {}};
    for (const Field& field : list.item_fields)
      item.Set(field.number, RandomValue(random, field, filling));
    values->mutable_items().push_back(item);
  }
}

inline Values RandomValues(Random& random, const Plan& plan, const Form& form, const Unit& unit,
                           Filling filling) {
  Values values;
  for (const Field& field : form.fields) {
    const bool applies = Plan::Matches(form.applies, unit) && Plan::Matches(field.applies, unit);
    if (!applies && filling != Filling::kWild) continue;
    if (field.type == FieldType::kItems) {
      AddItems(random, field, filling, &values);
    } else {
      values.Set(field.number, RandomValue(random, field, filling));
    }
  }
  if (filling == Filling::kWild && random() % 8 == 0)
    values.Set(1 + static_cast<uint32_t>(random() % 40), FieldValue::Number(1));
  return values;
}

// A commune of the test roster, some of whose units close, open and merge in the year.
class RandomCommune {
 public:
  RandomCommune() : world_(EveryKindPlan()) {
    for (Unit& unit : EveryKindRoster(world_.plan())) world_.Add(std::move(unit));
  }

  World& world() { return world_; }
  const Plan& plan() const { return world_.plan(); }
  School& UnitOf(const Edit& e) { return world_.schools()[e.unit % world_.schools().size()]; }

  static std::shared_ptr<const Plan> EveryKindPlan() {
    static const std::shared_ptr<const Plan> plan = LoadTestPlan("every-kind.textproto");
    return plan;
  }

  void Apply(const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) Apply(edit);
  }
  void Apply(const Edit& e) {
    School& school = UnitOf(e);
    const int form = static_cast<int>(e.form % plan().forms.size());
    const int period = static_cast<int>(e.period % plan().periods.size());
    Random random(e.seed);
    switch (e.kind) {
      case Edit::kReport:
        Report(school, form, period, random, Filling::kLoose);
        return;
      case Edit::kReportAll:
        for (size_t f = 0; f < plan().forms.size(); ++f) {
          Report(school, static_cast<int>(f), period, random, Filling::kComplete);
        }
        return;
      case Edit::kClear:
        school.Put(form, period, std::nullopt);
        return;
      case Edit::kLock:
        world_.locks().bits ^= uint64_t{1} << period;
        return;
      case Edit::kRecognise:
        Toggle(school.recognised,
               RecognisedItem{plan().FormIndex(std::string_view("sang_kien")), 1, 1 + e.seed % 4});
        return;
      case Edit::kNotApplicable:
        Toggle(school.not_applicable, static_cast<int>(e.seed % plan().indicators.size()));
        return;
      case Edit::kFlag:
        school.Entry(form, period).returned = e.seed % 2 == 0;
        school.Entry(form, period).in_conflict = e.seed % 3 == 0;
        return;
      case Edit::kRoster:
        school.unit().valid_from =
            e.seed % 3 == 0 ? plan().periods[e.period % 12].start : kNoFirstDay;
        school.unit().valid_to = e.seed % 3 == 1 ? plan().periods[e.period % 12].end : kNoLastDay;
        return;
    }
  }

  // Only what the unit is asked is reported.
  void Report(School& school, int form, int period, Random& random, Filling filling) {
    const Form& f = plan().forms[static_cast<size_t>(form)];
    if (!plan().Asked(f, period, school.unit())) return;
    school.Put(form, period, RandomValues(random, plan(), f, school.unit(), filling));
  }

  // Fills in what is not reported and not locked until `last`, completely; forms that are carried
  // stay as they are.
  void Complete(School& school, int last, Random& random) {
    for (const Form& form : plan().forms) {
      for (int q = 0; q <= last && !form.carried; ++q) {
        if (world_.locks().Locked(q) || school.At(form.index, q).has_value()) continue;
        Report(school, form.index, q, random, Filling::kComplete);
      }
    }
  }
  void ForgetAfter(School& school, int period) {
    for (const Form& form : plan().forms) {
      for (size_t q = static_cast<size_t>(period) + 1; q < plan().periods.size(); ++q) {
        school.Put(form.index, static_cast<int>(q), std::nullopt);
      }
    }
  }

 private:
  template <typename T>
  static void Toggle(std::vector<T>& sorted, const T& value) {
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
    if (at != sorted.end() && *at == value) {
      sorted.erase(at);
    } else {
      sorted.insert(at, value);
    }
  }

  World world_;
};

}  // namespace gom::plan

#endif  // GOM_TESTS_COMMON_PLAN_PROPERTY_WORLD_H_
