// Opaque page tokens: where the last page ended, and which question it belonged to.
//
//   ASSIGN_OR_RETURN(std::string after, ReadPageToken(request.page_token(), question));
//   …list entries whose key is greater than `after`…
//   response->set_next_page_token(MakePageToken(last_key, question));
//
// A token names the last key that was shown, not a number of rows, so rows that come or go between
// two calls are neither shown twice nor jumped over. It carries no secret and grants nothing: it is
// checked against the question only so that a mixed-up token is refused instead of answered with a
// strange page.
#ifndef GOM_HUB_SERVICE_PAGE_TOKEN_H_
#define GOM_HUB_SERVICE_PAGE_TOKEN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gom::hub {

inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1000;

// What a page token may carry: `after` is the last key shown, empty at the start.
std::string MakePageToken(std::string_view after, std::string_view question);
// INVALID_ARGUMENT page_token_wrong for anything MakePageToken did not make for this question.
absl::StatusOr<std::string> ReadPageToken(std::string_view token, std::string_view question);

// 0 is the default, more than the most is the most. INVALID_ARGUMENT page_size_negative.
absl::StatusOr<int> PageSize(int32_t asked);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_PAGE_TOKEN_H_
