#include "tests/sim/history.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/sync/revision.h"
#include "gom/v1/record.pb.h"
#include "tests/sim/sim_plan.h"

namespace gom::sim {

Mark MarkOf(const plan::Values& values) {
  Mark mark;
  for (uint32_t i = 0; i < kMarks; ++i) {
    absl::StrAppend(&mark, i == 0 ? "" : ".", values.Get(kFirstMark + i).number);
  }
  return mark;
}

std::optional<ReadChange> ReadBytes(std::string_view main) {
  v1::Change change;
  if (!change.ParseFromArray(main.data(), static_cast<int>(main.size()))) return std::nullopt;
  if (change.has_message()) {
    return ReadChange{
        0, 0, absl::StrCat("~", absl::BytesToHexString(change.text_digest().substr(0, 8))), 0};
  }
  if (!change.has_revision()) return std::nullopt;
  const absl::StatusOr<plan::Values> values = sync::DecodeValues(change.revision());
  if (!values.ok()) return std::nullopt;
  return ReadChange{change.revision().form(), change.revision().period(), MarkOf(*values),
                    change.revision().parents_size()};
}

bool History::IsOf(const Mark& mark, const std::string& unit) const {
  if (mark.starts_with('~')) {
    const auto told = told_.find(mark);
    // Whose it is is not known where its computer did not know whether it was saved.
    return told == told_.end() || told->second.unit.empty() || told->second.unit == unit;
  }
  for (const absl::string_view part : absl::StrSplit(mark, '.')) {
    int64_t edit = 0;
    if (!absl::SimpleAtoi(part, &edit)) return false;
    if (edit == 0) continue;
    const auto typed = unit_of_edit_.find(edit);
    if (typed == unit_of_edit_.end() || typed->second != unit) return false;
  }
  return true;
}

void History::Note(std::string_view who, std::string_view what) {
  if (echo_ == nullptr) return;
  const int64_t minutes = (time_.now_ms - VirtualTime().now_ms) / 60'000;
  *echo_ << absl::StrCat(minutes / 1440, "d", minutes % 1440 / 60, "h", minutes % 60, "m ") << who
         << ": " << what << "\n";
}

void History::Violation(std::string_view what) {
  violations_.emplace_back(what);
  Note("VIOLATION", what);
}

}  // namespace gom::sim
