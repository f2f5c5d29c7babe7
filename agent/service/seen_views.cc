#include "agent/service/seen_views.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace gom::agent {
namespace {

// Of what may change from key to key.
uint64_t HashOfValue(const v1::FieldView& field) {
  return absl::HashOf(field.value().SerializeAsString(), field.has_value(),
                      field.previous().SerializeAsString(), field.has_previous(),
                      field.previous_period());
}

// A rule says one thing of the same fields.
std::string AboutOf(const v1::Finding& finding) {
  return absl::StrCat(finding.rule(), "\n", absl::StrJoin(finding.fields(), "\n"));
}

// What is not as it was goes together at the front, in order.
template <typename T>
void KeepChanged(const std::vector<uint64_t>& before, const std::vector<uint64_t>& now,
                 google::protobuf::RepeatedPtrField<T>* all) {
  int kept = 0;
  for (int i = 0; i < all->size(); ++i) {
    const auto at = static_cast<size_t>(i);
    if (before[at] != now[at]) all->SwapElements(kept++, i);
  }
  all->DeleteSubrange(kept, all->size() - kept);
}

}  // namespace

SeenViews::Seen SeenViews::DigestOf(const v1::FormView& view) {
  Seen seen;
  seen.frame =
      absl::HashOf(view.form(), view.period(), view.title().SerializeAsString(),
                   view.help().SerializeAsString(), view.period_name().SerializeAsString());
  for (const v1::FieldView& field : view.fields()) {
    seen.frame = absl::HashOf(seen.frame, field.field().SerializeAsString());
    seen.values.push_back(HashOfValue(field));
  }
  for (const v1::Contribution& c : view.contributions()) {
    seen.frame = absl::HashOf(seen.frame, c.indicator(), c.part());
    seen.contributions.push_back(absl::HashOf(c.SerializeAsString()));
  }
  for (const v1::Finding& finding : view.findings()) {
    const auto [at, first] = seen.findings.emplace(
        AboutOf(finding), absl::HashOf(finding.message().SerializeAsString()));
    if (!first) at->second = 0;
  }
  seen.mark = absl::HashOf(seen.frame, seen.values, seen.contributions, seen.findings);
  if (seen.mark == 0) seen.mark = 1;  // 0 is no mark
  return seen;
}

const SeenViews::Seen* SeenViews::Find(uint64_t mark) const {
  const auto at =
      std::find_if(seen_.begin(), seen_.end(), [&](const Seen& s) { return s.mark == mark; });
  return at == seen_.end() ? nullptr : &*at;
}

void SeenViews::Note(v1::FormView* view) {
  Seen seen = DigestOf(*view);
  view->set_mark(seen.mark);
  std::erase_if(seen_, [&](const Seen& s) { return s.mark == seen.mark; });
  seen_.push_back(std::move(seen));
  if (seen_.size() > kMost) seen_.pop_front();
}

bool SeenViews::LeaveChanges(uint64_t seen, v1::FormView* view) const {
  const Seen* before = Find(seen);
  const Seen* now = Find(view->mark());
  if (before == nullptr || now == nullptr || before->frame != now->frame) return false;
  KeepChanged(before->values, now->values, view->mutable_fields());
  KeepChanged(before->contributions, now->contributions, view->mutable_contributions());
  for (v1::FieldView& field : *view->mutable_fields()) {
    v1::Field named;
    named.set_code(field.field().code());
    field.mutable_field()->Swap(&named);
  }
  for (v1::Finding& finding : *view->mutable_findings()) {
    const std::string about = AboutOf(finding);
    const auto was = before->findings.find(about);
    if (was != before->findings.end() && was->second != 0 && was->second == now->findings.at(about))
      finding.clear_message();
  }
  view->clear_title();
  view->clear_help();
  view->clear_period_name();
  return true;
}

}  // namespace gom::agent
