// The words of every value that people are shown, in both languages.
//
//   Say(lang, v1::STANDING_AT_RISK)      // "Có nguy cơ", "At risk"
//
// A value that this program does not know (a newer one's) gets the word for "unknown", never
// nothing.
#ifndef GOM_COMMON_TEXT_ENUM_WORDS_H_
#define GOM_COMMON_TEXT_ENUM_WORDS_H_

#include <string_view>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/entry.pb.h"
#include "gom/v1/plan.pb.h"
#include "gom/v1/record.pb.h"
#include "gom/v1/report.pb.h"

namespace gom::text {

std::string_view Say(Language l, v1::Standing standing);
std::string_view Say(Language l, v1::Word word);
std::string_view Say(Language l, v1::Outcome outcome);
// Why it is held, as a sentence without its full stop.
std::string_view Say(Language l, v1::HeldReason reason);
std::string_view Say(Language l, v1::Ownership ownership);
std::string_view Say(Language l, v1::Manager manager);
std::string_view Say(Language l, v1::Severity severity);
std::string_view Say(Language l, v1::Reading reading);

// A shape and a style for each, so that it reads without colour too.
std::string_view Mark(v1::Standing standing);
Style StyleOf(v1::Standing standing);
Style StyleOf(v1::Word word);

// The words in one language; the other's where one is empty.
const std::string& In(Language l, const v1::Words& words);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_ENUM_WORDS_H_
