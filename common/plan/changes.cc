#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/plan/change_words.h"
#include "common/plan/load.h"
#include "common/text/numbers.h"
#include "google/protobuf/util/message_differencer.h"

namespace gom::plan {
namespace {

using google::protobuf::util::MessageDifferencer;
using text::Language;

// An argument that may differ between the languages.
struct Arg {
  Arg(const std::string& both) : vi(both), en(both) {}  // NOLINT(google-explicit-constructor)
  Arg(const v1::Words& words) : vi(words.vi()), en(words.en()) {}  // NOLINT
  Arg(std::string v, std::string e) : vi(std::move(v)), en(std::move(e)) {}
  std::string vi, en;
};

bool Same(const google::protobuf::Message& a, const google::protobuf::Message& b) {
  return MessageDifferencer::Equals(a, b);
}

template <typename List>
const typename List::value_type* FindNumber(const List& list, uint32_t number) {
  for (const auto& each : list) {
    if (each.number() == number) return &each;
  }
  return nullptr;
}

// A copy without the fields named, to ask whether anything else differs.
template <typename M>
M Without(M message, std::initializer_list<int> field_numbers) {
  for (const int n : field_numbers) {
    message.GetReflection()->ClearField(&message, M::descriptor()->FindFieldByNumber(n));
  }
  return message;
}

Arg TargetWords(const v1::Part& part) {
  const bool rate = part.has_ratio() || part.has_share();
  const char* op = part.target().op() == v1::OPERATOR_MORE ? "> " : "≥ ";
  const auto in = [&](Language l, const char* percent) {
    return absl::StrCat(op, text::FormatWhole(l, part.target().value()), rate ? percent : "");
  };
  return {in(Language::kVietnamese, " %"), in(Language::kEnglish, "%")};
}

class Changes {
 public:
  Changes(const v1::Plan& active, const v1::Plan& next) : active_(active), next_(next) {}

  std::vector<v1::Words> Run() && {
    Head();
    Indicators();
    Forms();
    Periods();
    Rules();
    return std::move(list_);
  }

 private:
  void Add(const Message& message, const std::vector<Arg>& args) {
    std::vector<std::string> vi, en;
    for (const Arg& arg : args) {
      vi.push_back(arg.vi);
      en.push_back(arg.en);
    }
    v1::Words words;
    words.set_vi(text::Fill(message.vi, vi));
    words.set_en(text::Fill(message.en, en));
    list_.push_back(std::move(words));
  }

  void Head() {
    if (active_.year() != next_.year()) {
      Add(kYearChanged, {absl::StrCat(active_.year()), absl::StrCat(next_.year())});
    }
    if (!Same(active_.title(), next_.title())) Add(kTitleChanged, {next_.title()});
    const auto threshold = [](const v1::Plan& plan) {
      const uint32_t percent = plan.coverage_threshold_percent();
      return absl::StrCat(percent == 0 ? 50 : percent);
    };
    if (threshold(active_) != threshold(next_)) {
      Add(kThresholdChanged, {threshold(active_), threshold(next_)});
    }
  }

  void Indicators() {
    const auto only_in = [](const v1::Plan& one, const v1::Plan& other) {
      std::vector<std::string> codes;
      for (const v1::Indicator& each : one.indicators()) {
        if (FindNumber(other.indicators(), each.number()) == nullptr) codes.push_back(each.code());
      }
      return codes;
    };
    const auto summary = [this](const Message& message, const std::vector<std::string>& codes) {
      if (!codes.empty()) Add(message, {absl::StrCat(codes.size()), absl::StrJoin(codes, ", ")});
    };
    summary(kIndicatorsRemoved, only_in(active_, next_));
    summary(kIndicatorsAdded, only_in(next_, active_));
    for (const v1::Indicator& next : next_.indicators()) {
      const v1::Indicator* active = FindNumber(active_.indicators(), next.number());
      if (active != nullptr) Indicator(*active, next);
    }
  }

  void Indicator(const v1::Indicator& a, const v1::Indicator& b) {
    using I = v1::Indicator;
    if (a.due() != b.due()) Add(kIndicatorDue, {b.code(), a.due(), b.due()});
    if (a.headline() != b.headline()) Add(kHeadlineChanged, {b.code()});
    const std::initializer_list<int> known = {I::kDueFieldNumber, I::kHeadlineFieldNumber,
                                              I::kPartsFieldNumber};
    if (!Same(Without(a, known), Without(b, known))) Add(kIndicatorWords, {b.code()});
    const auto name = [&](const v1::Part& part) {
      return part.code().empty() ? b.code() : absl::StrCat(b.code(), ".", part.code());
    };
    for (const v1::Part& part : a.parts()) {
      if (FindNumber(b.parts(), part.number()) == nullptr) Add(kPartRemoved, {name(part)});
    }
    for (const v1::Part& part : b.parts()) {
      const v1::Part* active = FindNumber(a.parts(), part.number());
      if (active == nullptr) {
        Add(kPartAdded, {name(part)});
      } else {
        Part(name(part), *active, part);
      }
    }
  }

  void Part(const std::string& name, const v1::Part& a, const v1::Part& b) {
    Target(name, a, b);
    Measure(name, a, b);
    if (!Same(a.applies(), b.applies())) Add(kAppliesChanged, {name});
    if (a.over_time() != b.over_time() || !Same(a.window(), b.window())) Add(kTimeChanged, {name});
    // Lists of messages are compared through parts that hold nothing else.
    v1::Part left, right;
    *left.mutable_provisional() = a.provisional();
    *right.mutable_provisional() = b.provisional();
    if (!Same(left, right)) Add(kProvisionalChanged, {name});
    left.clear_provisional();
    right.clear_provisional();
    *left.mutable_other_readings() = a.other_readings();
    *right.mutable_other_readings() = b.other_readings();
    if (!Same(left, right)) Add(kReadingsChanged, {name});
    if (!Same(a.title(), b.title())) Add(kIndicatorWords, {name});
  }

  void Target(const std::string& name, const v1::Part& a, const v1::Part& b) {
    if (a.has_target() && !b.has_target()) return Add(kTargetRemoved, {name, TargetWords(a)});
    if (!a.has_target() && b.has_target()) return Add(kTargetAdded, {name, TargetWords(b)});
    if (a.target().op() != b.target().op() || a.target().value() != b.target().value()) {
      Add(kTargetChanged, {name, TargetWords(a), TargetWords(b)});
    }
    const std::initializer_list<int> known = {v1::Target::kOpFieldNumber,
                                              v1::Target::kValueFieldNumber};
    if (!Same(Without(a.target(), known), Without(b.target(), known))) {
      Add(kMilestonesChanged, {name});
    }
  }

  void Measure(const std::string& name, const v1::Part& a, const v1::Part& b) {
    if (a.has_ratio() && b.has_ratio()) {
      if (!Same(a.ratio().numerator(), b.ratio().numerator())) Add(kNumeratorChanged, {name});
      if (!Same(a.ratio().denominator(), b.ratio().denominator()) ||
          !Same(a.ratio().population(), b.ratio().population())) {
        Add(kDenominatorChanged, {name});
      }
      return;
    }
    const bool same = a.measure_case() == b.measure_case() && Same(a.share(), b.share()) &&
                      Same(a.count(), b.count()) && Same(a.information(), b.information());
    if (!same) Add(kMeasureChanged, {name});
  }

  void Forms() {
    using F = v1::Form;
    for (const F& form : active_.forms()) {
      if (FindNumber(next_.forms(), form.number()) == nullptr) Add(kFormRemoved, {form.title()});
    }
    for (const F& form : next_.forms()) {
      const F* active = FindNumber(active_.forms(), form.number());
      if (active == nullptr) {
        Add(kFormAdded, {form.title()});
        continue;
      }
      F left, right;
      *left.mutable_periods() = active->periods();
      *right.mutable_periods() = form.periods();
      if (!Same(left, right)) Add(kFormPeriods, {form.title()});
      if (!Same(active->applies(), form.applies())) Add(kFormApplies, {form.title()});
      const std::initializer_list<int> known = {F::kPeriodsFieldNumber, F::kAppliesFieldNumber,
                                                F::kFieldsFieldNumber};
      if (!Same(Without(*active, known), Without(form, known))) Add(kFormWords, {form.title()});
      Fields(form.title(), *active, form);
    }
  }

  void Fields(const Arg& title, const v1::Form& a, const v1::Form& b) {
    for (const v1::Field& field : a.fields()) {
      if (FindNumber(b.fields(), field.number()) == nullptr) {
        Add(kFieldRemoved, {title, field.label()});
      }
    }
    for (const v1::Field& field : b.fields()) {
      const v1::Field* active = FindNumber(a.fields(), field.number());
      if (active == nullptr) {
        Add(kFieldAdded, {title, field.label()});
      } else {
        Field(title, *active, field);
      }
    }
  }

  void Field(const Arg& title, const v1::Field& a, const v1::Field& b) {
    using F = v1::Field;
    if (a.required() != b.required()) {
      Add(b.required() ? kFieldRequired : kFieldOptional, {title, b.label()});
    }
    if (!Same(a.applies(), b.applies())) Add(kFieldApplies, {title, b.label()});
    const bool limits = Same(a.whole(), b.whole()) && Same(a.choice(), b.choice()) &&
                        Same(a.text(), b.text()) && Same(a.items(), b.items());
    if (!limits) Add(kFieldLimits, {title, b.label()});
    const bool redefined = a.redefined_in() != b.redefined_in();
    if (redefined) Add(kFieldRedefined, {title, b.label()});
    const std::initializer_list<int> known = {F::kRequiredFieldNumber,   F::kAppliesFieldNumber,
                                              F::kWholeFieldNumber,      F::kChoiceFieldNumber,
                                              F::kTextFieldNumber,       F::kItemsFieldNumber,
                                              F::kRedefinedInFieldNumber};
    if (!Same(Without(a, known), Without(b, known))) Add(kFieldWords, {title, b.label()});
  }

  void Periods() {
    for (const v1::Period& period : active_.periods()) {
      if (FindNumber(next_.periods(), period.number()) == nullptr) {
        Add(kPeriodRemoved, {period.code()});
      }
    }
    for (const v1::Period& period : next_.periods()) {
      const v1::Period* active = FindNumber(active_.periods(), period.number());
      if (active == nullptr) {
        Add(kPeriodAdded, {period.code(), period.start(), period.end()});
      } else {
        Period(*active, period);
      }
    }
  }

  void Period(const v1::Period& a, const v1::Period& b) {
    if (a.start() != b.start() || a.end() != b.end()) {
      Add(kPeriodDays, {b.code(), b.start(), b.end()});
    }
    if (a.due() != b.due() || a.grace_days() != b.grace_days()) {
      Add(kPeriodDue, {b.code(), b.due(), absl::StrCat(b.grace_days())});
    }
    if (a.school_year() != b.school_year() || a.in_session() != b.in_session() ||
        a.optional() != b.optional()) {
      Add(kPeriodNature, {b.code()});
    }
    if (!Same(a.name(), b.name())) Add(kPeriodWords, {b.code()});
  }

  void Rules() {
    for (const v1::Rule& rule : active_.rules()) {
      if (FindNumber(next_.rules(), rule.number()) == nullptr) Add(kRuleRemoved, {rule.code()});
    }
    for (const v1::Rule& rule : next_.rules()) {
      const v1::Rule* active = FindNumber(active_.rules(), rule.number());
      if (active == nullptr) {
        Add(kRuleAdded, {rule.code()});
      } else if (!Same(*active, rule)) {
        Add(kRuleChanged, {rule.code()});
      }
    }
  }

  const v1::Plan& active_;
  const v1::Plan& next_;
  std::vector<v1::Words> list_;
};

// What a plan asks of the unit.
v1::Plan AskedOf(const v1::Unit& row, const Plan& plan) {
  const Unit unit = CompileUnit(plan, row);
  v1::Plan asked;
  *asked.mutable_periods() = plan.proto.periods();
  for (const Form& form : plan.forms) {
    if (!Plan::Matches(form.applies, unit)) continue;
    v1::Form& form_asked = *asked.add_forms();
    form_asked = Without(*form.source, {v1::Form::kFieldsFieldNumber});
    for (const Field& field : form.fields) {
      if (Plan::Matches(field.applies, unit)) *form_asked.add_fields() = *field.source;
    }
  }
  return asked;
}

}  // namespace

std::vector<v1::Words> DescribeChangesFor(const v1::Unit& unit, const Plan& active,
                                          const Plan& next) {
  const v1::Plan before = AskedOf(unit, active), now = AskedOf(unit, next);
  return Changes(before, now).Run();
}

std::vector<v1::Words> DescribeChanges(const Plan& active, const Plan& next) {
  return Changes(active.proto, next.proto).Run();
}

}  // namespace gom::plan
