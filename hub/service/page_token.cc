#include "hub/service/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/text/message.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

constexpr size_t kCheckBytes = 6;

// The question's length stands before it, so that no two pairs give the same bytes.
std::string Check(std::string_view after, std::string_view question) {
  const std::string bytes =
      absl::StrCat("page/1/", question.size(), "/", std::string(question), std::string(after));
  return log::ToBytes(log::Sha256(bytes)).substr(0, kCheckBytes);
}

}  // namespace

std::string MakePageToken(std::string_view after, std::string_view question) {
  return absl::WebSafeBase64Escape(Check(after, question).append(after));
}

absl::StatusOr<std::string> ReadPageToken(std::string_view token, std::string_view question) {
  if (token.empty()) return std::string();
  std::string bytes;
  if (absl::WebSafeBase64Unescape(std::string(token), &bytes) && bytes.size() >= kCheckBytes) {
    std::string after = bytes.substr(kCheckBytes);
    if (bytes.substr(0, kCheckBytes) == Check(after, question)) return after;
  }
  return text::Refuse(absl::StatusCode::kInvalidArgument, words::kPageTokenWrong);
}

absl::StatusOr<int> PageSize(int32_t asked) {
  if (asked < 0)
    return text::Refuse(absl::StatusCode::kInvalidArgument, words::kPageSizeNegative, asked);
  if (asked == 0) return kDefaultPageSize;
  return std::min(asked, kMaxPageSize);
}

}  // namespace gom::hub
