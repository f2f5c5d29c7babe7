#include "common/rpc/slip_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/platform/random.h"
#include "common/text/message.h"

namespace gom::rpc {
namespace {

TEST(SlipCodeTest, PrintedCode_IsSixGroupsOfFourAndOneOfTwo) {
  const SlipCode code = MakeSlipCode(std::string(8, '\0'), std::string(32, '\xff'));
  EXPECT_EQ(PrintSlipCode(code), "0000-0000-00ZZ-ZZZZ-ZZZZ-ZZZZ-ZZ");
  EXPECT_EQ(code.slip(), "0000");
}

TEST(SlipCodeTest, AnyCode_ReadsBackAsItWasPrinted) {
  platform::SeededRandom random(1);
  for (int i = 0; i < 500; ++i) {
    const SlipCode code = MakeSlipCode(random.Bytes(8), random.Bytes(32));
    const absl::StatusOr<SlipCode> read = ParseSlipCode(PrintSlipCode(code));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->secret, code.secret);
    EXPECT_EQ(read->fingerprint, code.fingerprint);
    EXPECT_EQ(read->fingerprint.size(), 10u);
  }
}

TEST(SlipCodeTest, TypedCarelessly_IsUnderstood) {
  const SlipCode plain = *ParseSlipCode("0101AB2301ABCDEFGH0123456Z");
  const SlipCode typed = *ParseSlipCode(" o1ol ab23-0iAB\tcdef ghO1-2345 6z\n");
  EXPECT_EQ(typed.secret, plain.secret);
  EXPECT_EQ(typed.fingerprint, plain.fingerprint);
  EXPECT_EQ(*ParseSecret("o1ol-AB23-0i"), "0101AB2301");
}

TEST(SlipCodeTest, WrongLengthOrLetters_SaysHowManyThereAre) {
  for (const char* bad : {"", "ABCD", "0101AB2301ABCDEFGH0123456U", "0101AB2301ABCDEFGH0123456ZZ",
                          "0101AB2301ABCDEFGH012345é"}) {
    const absl::Status refusal = ParseSlipCode(bad).status();
    EXPECT_EQ(text::ErrorOf(refusal).code(), "code_malformed") << bad;
  }
  EXPECT_THAT(text::ErrorOf(ParseSlipCode("ABCD").status()).vi(), testing::HasSubstr("26 ký tự"));
  EXPECT_THAT(text::ErrorOf(ParseSlipCode("ABCD").status()).en(),
              testing::HasSubstr("typed has 4"));
}

}  // namespace
}  // namespace gom::rpc
