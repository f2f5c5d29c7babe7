// What operators write, made ready to be kept before anything is decided (H10): NFC, without
// control characters or characters that turn the direction of text, and no longer than a person
// reads. What does not fit is refused in CleanText's words, with its count.
#ifndef GOM_HUB_SERVICE_CLEAN_WORDS_H_
#define GOM_HUB_SERVICE_CLEAN_WORDS_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "gom/v1/admin.pb.h"

namespace gom::hub {

inline constexpr size_t kMaxWords = 10'000;  // a note, a text field
inline constexpr size_t kMaxReason = 2000;
inline constexpr size_t kMaxMessage = 4000;
inline constexpr size_t kMaxName = 100;  // of a person, of an upstream system

inline absl::Status CleanWords(std::string* words, size_t max_characters) {
  ASSIGN_OR_RETURN(*words, text::CleanText(*words, max_characters));
  return absl::OkStatus();
}

// Who does it and why: what nearly every act carries.
template <typename Act>
absl::Status CleanAct(Act* act) {
  if constexpr (requires { act->mutable_operator_(); }) {
    RETURN_IF_ERROR(CleanWords(act->mutable_operator_(), kMaxName));
  }
  if constexpr (requires { act->mutable_reason(); }) {
    RETURN_IF_ERROR(CleanWords(act->mutable_reason(), kMaxReason));
  }
  return absl::OkStatus();
}

inline absl::Status CleanRequest(v1::ReviewRequest* request) {
  RETURN_IF_ERROR(CleanAct(request));
  for (v1::ReviewAct& act : *request->mutable_acts()) {
    RETURN_IF_ERROR(CleanAct(&act));
    for (v1::FieldNote& note : *act.mutable_fields()) RETURN_IF_ERROR(CleanAct(&note));
  }
  return absl::OkStatus();
}
inline absl::Status CleanRequest(v1::IssueApiKeyRequest* request) {
  RETURN_IF_ERROR(CleanWords(request->mutable_name(), kMaxName));
  return CleanAct(request);
}
inline absl::Status CleanRequest(v1::SendUnitMessageRequest* request) {
  RETURN_IF_ERROR(CleanWords(request->mutable_text(), kMaxMessage));
  return CleanAct(request);
}
inline absl::Status CleanRequest(v1::RedactRequest* request) {
  RETURN_IF_ERROR(CleanWords(request->mutable_author(), kMaxName));
  return CleanAct(request);
}
template <typename Request>
absl::Status CleanRequest(Request* request) {
  return CleanAct(request);
}

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_CLEAN_WORDS_H_
