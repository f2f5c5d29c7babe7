// What a request is answered, before it becomes bytes of HTTP.
#ifndef GOM_COMMON_RPC_DOOR_ANSWER_H_
#define GOM_COMMON_RPC_DOOR_ANSWER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/rpc/door/rules.h"
#include "common/text/message.h"

namespace gom::door {

struct Answer {
  int status = 200;
  std::string content_type{};
  Headers headers{};
  // Whole, or (where `next` is set) piece by piece: `next` blocks until there is one, and answers
  // nothing at the end.
  std::shared_ptr<const std::string> body{};
  std::function<std::optional<std::string>()> next{};

  void SetBody(std::string bytes) { body = std::make_shared<const std::string>(std::move(bytes)); }
};

// A refusal that a person may read, in both languages.
inline Answer Refusal(int status, const text::Message& why) {
  Answer answer{.status = status, .content_type = "text/plain; charset=utf-8"};
  answer.SetBody(absl::StrCat(absl::string_view(why.vi.data(), why.vi.size()), "\n",
                              absl::string_view(why.en.data(), why.en.size()), "\n"));
  return answer;
}

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_ANSWER_H_
