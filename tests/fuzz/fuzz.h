// What a fuzz target is: a function of one input. What it expects it says with EXPECT_…: a failure
// ends the program like a crash, and libFuzzer keeps the input.
//
//   void TryInput(std::string_view input) {
//     const auto table = text::ReadCsv(input);
//     if (!table.ok()) ExpectRefusal(table.status());
//   }
//
// No exception may escape, and the same input does the same every time: what one leaves behind is
// gone before the next.
#ifndef GOM_TESTS_FUZZ_FUZZ_H_
#define GOM_TESTS_FUZZ_FUZZ_H_

#include <string_view>

#include "absl/status/status.h"
#include "common/text/message.h"
#include "google/protobuf/message_lite.h"
#include "gtest/gtest.h"

namespace gom::fuzz {

// Each target defines it.
void TryInput(std::string_view input);

// A refusal that somebody can act on: a code, both languages, and not a failure of ours, whatever
// the caller sent.
inline void ExpectRefusal(const absl::Status& status) {
  ASSERT_FALSE(status.ok());
  EXPECT_NE(status.code(), absl::StatusCode::kInternal) << status;
  EXPECT_NE(status.code(), absl::StatusCode::kUnknown) << status;
  const v1::Error error = text::ErrorOf(status);
  EXPECT_NE(error.code(), "internal") << status;
  EXPECT_NE(text::Sentence(text::Language::kVietnamese, error), "");
  EXPECT_NE(text::Sentence(text::Language::kEnglish, error), "");
}

// An input of several calls: its first byte chooses one, the others are the request, as on the
// wire.
struct Call {
  explicit Call(std::string_view input)
      : method(input.empty() ? 0 : static_cast<unsigned char>(input[0])),
        request(input.empty() ? input : input.substr(1)) {}
  unsigned method;
  std::string_view request;
};
inline bool Parse(std::string_view bytes, google::protobuf::MessageLite* message) {
  return message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_FUZZ_H_
