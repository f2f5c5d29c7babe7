#include "hub/state/last_verdict.h"

#include <algorithm>
#include <string>

#include "common/text/dates.h"
#include "common/text/message.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

bool SameReasons(const v1::EventText& a, const v1::EventText& b) {
  return std::equal(a.field_reasons().begin(), a.field_reasons().end(), b.field_reasons().begin(),
                    b.field_reasons().end(), [](const auto& one, const auto& other) {
                      return one.field() == other.field() && one.text() == other.text();
                    });
}

}  // namespace

LastVerdict LastVerdictOn(const View& view, const Revision& revision) {
  LastVerdict last;
  if (revision.verdict_index == 0) return last;
  last.word = revision.verdict;
  last.at = revision.verdict_at;
  if (!last.words.ParseFromString(view.ReadText(revision.verdict_index))) last.words.Clear();
  return last;
}

bool SaysMore(const LastVerdict& last, const v1::EventText& words) {
  if (words.reason().empty() && words.field_reasons().empty()) return false;
  return words.reason() != last.words.reason() || !SameReasons(words, last.words);
}

absl::Status JudgedMeanwhile(const LastVerdict& last, std::string_view name) {
  const std::string who = last.words.operator_().empty() ? "?" : last.words.operator_();
  const std::string when = text::FormatTime(last.at, kZoneSeconds);
  const bool accepted = last.word == v1::VERDICT_WORD_ACCEPTED;
  return text::Refuse(absl::StatusCode::kFailedPrecondition,
                      accepted ? kAcceptedMeanwhile : kReturnedMeanwhile, name, who, when);
}

}  // namespace gom::hub
