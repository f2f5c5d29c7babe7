// Keeping what a clerk types.
#ifndef GOM_AGENT_SERVICE_DRAFTS_H_
#define GOM_AGENT_SERVICE_DRAFTS_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// How long what people write may be, in characters.
inline constexpr size_t kMaxAuthor = 100;
inline constexpr size_t kMaxNote = 2000;
inline constexpr size_t kMaxReason = 500;
inline constexpr size_t kMaxTextCharacters = 10'000;

// What is typed and cannot be read is kept beside the draft and found fault with; a field that the
// form or the unit does not have is found fault with and not kept. INVALID_ARGUMENT for a text of
// more than kMaxTextCharacters, and for `values`, reasons, note or author that cannot be kept; the
// draft is as before then. One that a newer version has overtaken takes that over first
// (overtaken.h), and the answer says what. Where the draft is forgotten, its photos go with it
// unless something else names them.
absl::StatusOr<v1::SaveDraftResponse> SaveDraft(Desk& desk, const v1::SaveDraftRequest& request);

// The draft as it is kept, or the one that would be begun now.
Draft DraftOf(const SchoolState& state, const Place& place);

// Sets note, author and reasons that a request names; used by SaveDraft and by imports.
absl::Status SetWording(const plan::Plan& plan, const v1::SaveDraftRequest& request,
                        sync::Wording* wording);

// Sets what was typed. What cannot be read goes to draft->unread; answers what was not kept at all.
std::vector<v1::Finding> SetTyped(Desk& desk, const Place& place,
                                  const google::protobuf::RepeatedPtrField<v1::TypedField>& typed,
                                  Draft* draft);

// The reasons that the sheet's own rules do not know are refused: rule_unknown.
absl::Status SetReason(const plan::Plan& plan, const std::string& rule, const std::string& reason,
                       sync::Wording* wording);

// What a new Revision made from this sheet descends from: what the person saw, if it can be named.
std::optional<Name> BaseOf(const Sheet& sheet);
std::vector<Name> ParentsOf(const std::optional<Name>& base);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_DRAFTS_H_
