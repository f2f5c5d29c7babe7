#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/plan/check_place.h"
#include "common/plan/load.h"
#include "common/plan/words.h"

namespace gom::plan {
namespace {

// A compiled plan no longer knows its lines: these mistakes are about the file as a whole.
constexpr Place kWholeFile{};

bool Share(const Period& a, const Period& b) { return a.start <= b.end && b.start <= a.end; }

// Calls both(a, b) for the elements of two lists that have the same number.
template <typename List, typename Both>
void ForSameNumber(const List& active, const List& next, Both both) {
  for (const auto& b : next) {
    for (const auto& a : active) {
      if (a.number == b.number) both(a, b);
    }
  }
}

class SuccessorCheck {
 public:
  SuccessorCheck(const Plan& active, const Plan& next) : active_(active), next_(next) {}

  std::vector<Mistake> Run() && {
    CheckHead();
    CheckPeriods();
    ForSameNumber(active_.forms, next_.forms, [this](const Form& a, const Form& b) {
      if (!SameCode("forms", a, b)) return;
      if (a.carried != b.carried) mistakes_.Add(kWholeFile, kNumberRetyped, b.code, b.number);
      CheckFields(b.code, a.fields, b.fields);
    });
    ForSameNumber(active_.rules, next_.rules,
                  [this](const Rule& a, const Rule& b) { SameCode("rules", a, b); });
    ForSameNumber(active_.indicators, next_.indicators,
                  [this](const Indicator& a, const Indicator& b) {
                    if (SameCode("indicators", a, b)) CheckParts(a, b);
                  });
    return std::move(mistakes_).Sorted();
  }

 private:
  template <typename T>
  bool SameCode(const std::string& list, const T& a, const T& b) {
    if (a.code == b.code) return true;
    mistakes_.Add(kWholeFile, kNumberReused, b.number, list, a.code, b.code);
    return false;
  }

  void CheckHead() {
    if (next_.proto.code() != active_.proto.code()) {
      mistakes_.Add(kWholeFile, kSuccessorCode, next_.proto.code(), active_.proto.code());
    }
    if (next_.version() <= active_.version()) {
      mistakes_.Add(kWholeFile, kSuccessorVersion, next_.version(), active_.version());
    }
    if (next_.proto.year() < active_.proto.year()) {
      mistakes_.Add(kWholeFile, kSuccessorYear, next_.proto.year(), active_.proto.year());
    }
  }

  void CheckPeriods() {
    for (const Period& b : next_.periods) {
      for (const Period& a : active_.periods) {
        if (a.number == b.number) {
          if (SameCode("periods", a, b) && !Share(a, b)) {
            mistakes_.Add(kWholeFile, kPeriodMoved, b.code, b.number);
          }
        } else if (Share(a, b)) {
          // A boundary may move between two periods that both keep their numbers.
          const bool both_kept =
              next_.PeriodIndex(a.number) >= 0 && active_.PeriodIndex(b.number) >= 0;
          if (!both_kept) {
            mistakes_.Add(kWholeFile, kPeriodRenumbered, b.code, b.number, a.code, a.number);
          }
        }
      }
    }
  }

  void CheckFields(const std::string& owner, const std::vector<Field>& active,
                   const std::vector<Field>& next) {
    ForSameNumber(active, next, [&](const Field& a, const Field& b) {
      if (!SameCode(absl::StrCat(owner, ".fields"), a, b)) return;
      const std::string name = absl::StrCat(owner, ".", b.code);
      if (a.type != b.type) {
        mistakes_.Add(kWholeFile, kNumberRetyped, name, b.number);
        return;
      }
      // What was to be confirmed stays so, and what was entered until now is of the former meaning.
      if (b.redefined_in != a.redefined_in && b.redefined_in <= active_.version()) {
        mistakes_.Add(kWholeFile, kRedefinedMoved, name, b.redefined_in, a.redefined_in,
                      active_.version());
      }
      CheckFields(name, a.item_fields, b.item_fields);
      CheckOptions(name, a, b);
    });
  }

  void CheckOptions(const std::string& field, const Field& a, const Field& b) {
    if (a.type != FieldType::kChoice) return;
    for (const v1::Option& option : b.source->choice().options()) {
      const v1::Option* before = a.FindOption(option.number());
      if (before == nullptr || before->code() == option.code()) continue;
      mistakes_.Add(kWholeFile, kNumberReused, option.number(), absl::StrCat(field, ".options"),
                    before->code(), option.code());
    }
  }

  // A part without a code stands alone and may be given one later.
  void CheckParts(const Indicator& a, const Indicator& b) {
    for (const v1::Part& next : b.source->parts()) {
      for (const v1::Part& active : a.source->parts()) {
        if (active.number() != next.number() || active.code().empty() || next.code().empty() ||
            active.code() == next.code()) {
          continue;
        }
        mistakes_.Add(kWholeFile, kNumberReused, next.number(), absl::StrCat(b.code, ".parts"),
                      active.code(), next.code());
      }
    }
  }

  const Plan& active_;
  const Plan& next_;
  Mistakes mistakes_;
};

}  // namespace

std::vector<Mistake> CheckSuccessor(const Plan& active, const Plan& next) {
  return SuccessorCheck(active, next).Run();
}

}  // namespace gom::plan
