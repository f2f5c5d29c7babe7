// What the commands print, made from the API's messages. Pure.
#ifndef GOM_AGENT_CLI_PAGES_H_
#define GOM_AGENT_CLI_PAGES_H_

#include <map>
#include <string>
#include <string_view>

#include "common/text/message.h"
#include "common/text/table.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// The form's fields as a plan has them, for what wants labels.
v1::Form LabelsOf(const v1::FormView& form);
// `today`, as "2026-07-01", tells what is overdue: due before, to be entered, and still here.
std::string FormsPage(text::Language l, const v1::ListFormsResponse& forms, std::string_view today,
                      const text::View& view);
// The school's own value, with what it is of: "94,8 % (37/39)".
std::string ValueOf(text::Language l, const v1::Contribution& contribution);
std::string MessagesPage(text::Language l, const v1::ListMessagesResponse& messages,
                         const text::View& view);
// What a form's figures come to, a line for each number of the plan that is known; else empty.
std::string ContributionsPage(text::Language l, const v1::FormView& form, const text::View& view);
std::string OurSchoolPage(text::Language l, const v1::GetOurSchoolResponse& ours,
                          const text::View& view);
std::string FormPage(text::Language l, const v1::FormView& form, const text::View& view);
std::string StatusPage(text::Language l, const v1::AgentStatus& status, const text::View& view);
std::string ReceiptsPage(text::Language l, const v1::ListReceiptsResponse& receipts,
                         const text::View& view);
// What a sync did, what it found out (a restored hub, say), and what waits for a person.
std::string SyncPage(text::Language l, const v1::AgentStatus& before,
                     const v1::SyncNowResponse& synced);
// By code: what says which of the rows' fields is a date.
using FormsByCode = std::map<std::string, v1::Form>;
// Each row as it was understood, a date with its month's name, or what is wrong with it (of fifty
// at most); `wrong_only`: the latter alone. Then what the rules say, and how many rows are fine.
std::string PreviewPage(text::Language l, const v1::ImportRowsResponse& preview,
                        const FormsByCode& forms, bool wrong_only, const text::View& view);
// What was understood of the large numbers and the dates among `typed`, in lists too, in words.
std::string EchoInWords(text::Language l, const v1::FormView& form,
                        const google::protobuf::RepeatedPtrField<v1::TypedField>& typed);

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_PAGES_H_
