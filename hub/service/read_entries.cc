#include "hub/service/read_entries.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/service/convert_entry.h"
#include "hub/service/lookup.h"
#include "hub/service/page_token.h"
#include "hub/service/read_progress.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

using UnitByCode = std::pair<std::string, const UnitState*>;  // lower-case code

// The first `count` by code of those that `wanted` takes. A whole roster is looked through, but
// only a page is sorted.
template <typename Wanted>
std::vector<UnitByCode> FirstUnits(const State& state, size_t count, Wanted wanted) {
  std::vector<UnitByCode> units;
  for (const auto& unit : state.units) {
    std::string code = LowerCode(unit->row.code());
    if (wanted(code, *unit)) units.emplace_back(std::move(code), unit.get());
  }
  const size_t sorted = std::min(count, units.size());
  std::partial_sort(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(sorted),
                    units.end());
  units.resize(sorted);
  return units;
}

// Which entries are asked for, by number; 0: all.
struct Filter {
  const UnitState* unit = nullptr;
  uint32_t form = 0;
  uint32_t period = 0;
  Reading reading = Reading::kReported;

  bool Takes(const std::pair<uint32_t, uint32_t>& key) const {
    return (form == 0 || key.first == form) && (period == 0 || key.second == period);
  }
  // Without unpacking it: every unit's entries are asked for the first page.
  bool Counts(const State& state, const EntryKey& key) const {
    return reading == Reading::kReported || state.entries.CountingOf(key).accepted != nullptr;
  }
};

absl::StatusOr<Filter> ReadFilter(const State& state, const v1::ListEntriesRequest& request) {
  ASSIGN_OR_RETURN(const plan::Plan* plan, ActivePlan(state));
  Filter filter;
  if (!request.unit().empty()) {
    ASSIGN_OR_RETURN(filter.unit, FindUnit(state, request.unit()));
  }
  if (!request.form().empty()) {
    ASSIGN_OR_RETURN(const int form, FindForm(*plan, request.form()));
    filter.form = plan->forms[static_cast<size_t>(form)].number;
  }
  if (!request.period().empty()) {
    ASSIGN_OR_RETURN(const int period, FindPeriod(*plan, request.period()));
    filter.period = plan->periods[static_cast<size_t>(period)].number;
  }
  filter.reading = ReadingOf(request.reading());
  return filter;
}

// Where a page begins: after this entry.
struct After {
  std::string unit;
  std::pair<uint32_t, uint32_t> entry{0, 0};
};

std::string ToToken(const After& after, const std::string& question) {
  return MakePageToken(absl::StrCat(after.unit, "/", after.entry.first, "/", after.entry.second),
                       question);
}

absl::StatusOr<After> FromToken(const std::string& token, const std::string& question) {
  ASSIGN_OR_RETURN(const std::string key, ReadPageToken(token, question));
  After after;
  if (key.empty()) return after;
  const std::vector<std::string> parts = absl::StrSplit(key, '/');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &after.entry.first) ||
      !absl::SimpleAtoi(parts[2], &after.entry.second)) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, words::kPageTokenWrong);
  }
  after.unit = parts[0];
  return after;
}

std::string QuestionOf(const v1::ListEntriesRequest& request) {
  return absl::StrCat("entries/", request.unit(), "/", request.form(), "/", request.period(), "/",
                      static_cast<int>(ReadingOf(request.reading())));
}

// The unit's entries that are asked for and stand after `after`, in order.
std::vector<EntryKey> EntriesOf(const State& state, const UnitByCode& unit, const Filter& filter,
                                const After& after) {
  std::vector<EntryKey> out;
  const bool begun = unit.first == after.unit;
  auto it = begun ? unit.second->entries.upper_bound(after.entry) : unit.second->entries.begin();
  for (; it != unit.second->entries.end(); ++it) {
    if (!filter.Takes(*it)) continue;
    const EntryKey key{unit.second->index, it->first, it->second};
    if (filter.Counts(state, key)) out.push_back(key);
  }
  return out;
}

}  // namespace

absl::StatusOr<v1::ListUnitsResponse> ReadUnits(const State& state,
                                                const v1::ListUnitsRequest& request) {
  constexpr std::string_view kQuestion = "units";
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ReadPageToken(request.page_token(), kQuestion));
  const size_t count = static_cast<size_t>(size);
  const std::vector<UnitByCode> units = FirstUnits(
      state, count + 1, [&](const std::string& code, const UnitState&) { return code > after; });
  v1::ListUnitsResponse out;
  for (size_t i = 0; i < std::min(count, units.size()); ++i)
    *out.add_units() = units[i].second->row;
  if (units.size() > count)
    out.set_next_page_token(MakePageToken(units[count - 1].first, kQuestion));
  return out;
}

absl::StatusOr<v1::ListEntriesResponse> ReadEntries(const State& state,
                                                    const v1::ListEntriesRequest& request,
                                                    int utc_offset_seconds, RecordCache& records) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const Filter filter, ReadFilter(state, request));
  const std::string question = QuestionOf(request);
  ASSIGN_OR_RETURN(const After after, FromToken(request.page_token(), question));
  // Every unit taken here has at least one entry to show, so a page needs no more units than rows.
  const std::vector<UnitByCode> units = FirstUnits(
      state, static_cast<size_t>(size) + 1, [&](const std::string& code, const UnitState& unit) {
        if (filter.unit != nullptr && filter.unit != &unit) return false;
        if (code < after.unit) return false;
        return !EntriesOf(state, {code, &unit}, filter, after).empty();
      });
  v1::ListEntriesResponse out;
  After last;
  for (const UnitByCode& unit : units) {
    for (const EntryKey& key : EntriesOf(state, unit, filter, after)) {
      if (out.entries_size() == size) {
        out.set_next_page_token(ToToken(last, question));
        return out;
      }
      const std::shared_ptr<const Entry> entry = state.FindEntry(key);
      *out.add_entries() = ToEntryView(state, *entry, filter.reading, utc_offset_seconds, records);
      last = {unit.first, {key.form, key.period}};
    }
  }
  return out;
}

absl::StatusOr<v1::GetHistoryResponse> ReadHistory(const State& state,
                                                   const v1::GetHistoryRequest& request,
                                                   RecordCache& records) {
  ASSIGN_OR_RETURN(const plan::Plan* plan, ActivePlan(state));
  ASSIGN_OR_RETURN(const UnitState* unit, FindUnit(state, request.unit()));
  ASSIGN_OR_RETURN(const int form, FindForm(*plan, request.form()));
  ASSIGN_OR_RETURN(const int period, FindPeriod(*plan, request.period()));
  const auto entry = state.FindEntry({unit->index, plan->forms[static_cast<size_t>(form)].number,
                                      plan->periods[static_cast<size_t>(period)].number});
  if (entry == nullptr) {
    return text::Refuse(absl::StatusCode::kNotFound, words::kEntryUnknown, unit->row.code(),
                        request.form(), request.period());
  }
  v1::GetHistoryResponse out;
  for (const Revision& revision : entry->revisions) {
    *out.add_revisions() = ToRevisionView(state, *entry, revision, records);
  }
  return out;
}

}  // namespace gom::hub
