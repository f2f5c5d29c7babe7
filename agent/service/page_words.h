// A sentence names what whoever reads it has at hand: the command line's name a command, and what a
// page is told names what to press instead.
#ifndef GOM_AGENT_SERVICE_PAGE_WORDS_H_
#define GOM_AGENT_SERVICE_PAGE_WORDS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/text/message.h"
#include "google/protobuf/message.h"

namespace gom::agent {

// What is kept as a sentence too (a notice, why the last sync failed) was worded for the command
// line, so it is the finished sentence that is worded anew.
std::string ForPage(text::Language language, std::string sentence);
// Every sentence of an answer, wherever in it.
void ForPage(google::protobuf::Message* answer);
absl::Status ForPage(const absl::Status& refusal);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_PAGE_WORDS_H_
