// What was said last about a Revision, words and all: what the next word on it is compared with.
// Pure.
#ifndef GOM_HUB_STATE_LAST_VERDICT_H_
#define GOM_HUB_STATE_LAST_VERDICT_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "hub/state/view.h"

namespace gom::hub {

struct LastVerdict {
  v1::VerdictWord word = v1::VERDICT_WORD_UNSPECIFIED;
  // Who said it and why; empty where the text was erased.
  v1::EventText words;
  int64_t at = 0;  // milliseconds
};

// Of what is published or stands in this batch's records; UNSPECIFIED: nobody has judged it.
LastVerdict LastVerdictOn(const View& view, const Revision& revision);

// Whether `words` give a reason, of the whole or of a field, that was not given then.
bool SaysMore(const LastVerdict& last, const v1::EventText& words);

// FAILED_PRECONDITION judged_meanwhile: who else has judged `name` and when.
absl::Status JudgedMeanwhile(const LastVerdict& last, std::string_view name);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_LAST_VERDICT_H_
