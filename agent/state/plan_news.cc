#include "agent/state/plan_news.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/state/words.h"
#include "common/plan/load.h"
#include "common/text/message.h"

namespace gom::agent {
namespace {

using text::Language;

constexpr size_t kToldInFull = 6;

std::string Changes(Language language, const std::vector<v1::Words>& changes) {
  if (changes.empty()) return std::string(text::Say(language, kPlanAsksTheSame));
  const size_t told = std::min(changes.size(), kToldInFull);
  std::string all;
  for (size_t i = 0; i < told; ++i) {
    absl::StrAppend(&all, i == 0 ? "" : " ",
                    language == Language::kVietnamese ? changes[i].vi() : changes[i].en());
  }
  if (changes.size() > told)
    absl::StrAppend(&all, " ", text::Say(language, kPlanMoreChanges, changes.size() - told));
  return all;
}

}  // namespace

v1::Words PlanNews(const v1::Unit& unit, const plan::Plan& before, const plan::Plan& now) {
  const std::vector<v1::Words> changes = plan::DescribeChangesFor(unit, before, now);
  const auto say = [&](Language language) {
    return text::Say(language, kPlanIsNew, now.version(), Changes(language, changes));
  };
  v1::Words news;
  news.set_vi(say(Language::kVietnamese));
  news.set_en(say(Language::kEnglish));
  return news;
}

}  // namespace gom::agent
