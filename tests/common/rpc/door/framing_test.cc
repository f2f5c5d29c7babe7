#include "common/rpc/door/framing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "common/text/message.h"
#include "gom/v1/error.pb.h"

namespace gom::door {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Wire kWeb{Wire::Protocol::kGrpcWeb, false};
constexpr Wire kUnary{Wire::Protocol::kConnectUnary, false};
constexpr Wire kStream{Wire::Protocol::kConnectStream, true};

std::string Details(int code, const std::string& message) {
  v1::ErrorStatus status;
  status.set_code(code);
  status.set_message(message);
  v1::Error error;
  error.set_code("period_locked");
  error.set_vi("Kỳ đã khóa.");
  status.add_details()->PackFrom(error);
  return status.SerializeAsString();
}

v1::ErrorStatus Parsed(const Ending& ending) {
  v1::ErrorStatus status;
  EXPECT_TRUE(status.ParseFromString(ending.details));
  return status;
}

TEST(Wire, ContentTypes_NameTheProtocolAndTheCodec) {
  for (const char* type : {"application/grpc-web+proto", "application/proto", "application/json",
                           "application/connect+proto", "application/connect+json"}) {
    const std::optional<Wire> wire = WireOf(type);
    ASSERT_TRUE(wire.has_value()) << type;
    EXPECT_EQ(wire->content_type(), type);
  }
  EXPECT_TRUE(WireOf("application/grpc-web").has_value());
  EXPECT_TRUE(WireOf("application/json ; charset=utf-8").has_value());
  for (const char* type : {"", "text/plain", "application/grpc", "application/grpc-web-text",
                           "application/grpc-web+json", "application/x-www-form-urlencoded"})
    EXPECT_FALSE(WireOf(type).has_value()) << type;
}

TEST(MessageIn, OneWholeFrame_IsItsContent) {
  for (const std::string& content : {std::string(), std::string("x"), std::string(70000, 'y')}) {
    EXPECT_EQ(*MessageIn(kWeb, Frame(kMessage, content)), content);
    EXPECT_EQ(*MessageIn(kStream, Frame(kMessage, content)), content);
    EXPECT_EQ(*MessageIn(kUnary, content), content);
  }
}

TEST(MessageIn, AnythingElse_IsRefused) {
  const std::string frame = Frame(kMessage, "abc");
  for (const std::string& body :
       {std::string(), frame.substr(0, 4), frame.substr(0, 7), frame + "x", frame + frame,
        Frame(1, "abc"), Frame(kConnectEnd, "abc"), std::string("\0\xff\xff\xff\xff", 5)}) {
    EXPECT_EQ(text::ErrorOf(MessageIn(kWeb, body).status()).code(), "page_frame_malformed");
  }
}

TEST(TimeoutOf, EachUnit_IsRead) {
  const auto grpc = [](const char* value) { return TimeoutOf(kWeb, {{"grpc-timeout", value}}); };
  EXPECT_EQ(**grpc("2H"), absl::Hours(2));
  EXPECT_EQ(**grpc("3M"), absl::Minutes(3));
  EXPECT_EQ(**grpc("0S"), absl::ZeroDuration());
  EXPECT_EQ(**grpc("99999999m"), absl::Milliseconds(99999999));
  EXPECT_EQ(**grpc("5u"), absl::Microseconds(5));
  EXPECT_EQ(**grpc("5n"), absl::Nanoseconds(5));
  EXPECT_EQ(**TimeoutOf(kUnary, {{"connect-timeout-ms", "1500"}}), absl::Milliseconds(1500));
  EXPECT_FALSE(TimeoutOf(kUnary, {})->has_value());
  EXPECT_FALSE(TimeoutOf(kUnary, {{"grpc-timeout", "1S"}})->has_value()) << "the other protocol's";
  for (const char* odd : {"", "5", "S", "-1S", "999999999S", "1.5S", "1 S", "5x"})
    EXPECT_FALSE(grpc(odd).ok()) << odd;
  for (const char* odd : {"", "-1", "1e3", "12345678901", " 1"})
    EXPECT_FALSE(TimeoutOf(kUnary, {{"connect-timeout-ms", odd}}).ok()) << odd;
}

TEST(Ending, Trap8_DetailsSayWhatTheStatusSays) {
  const Ending ending = MakeEnding(9, "locked", Details(5, "something else"), {});
  EXPECT_EQ(Parsed(ending).code(), 9);
  EXPECT_EQ(Parsed(ending).message(), "locked");
  EXPECT_EQ(Parsed(ending).details_size(), 1) << "what it carries stays";
  EXPECT_EQ(MakeEnding(9, "locked", "not a status \xff", {}).details, "");
  EXPECT_EQ(MakeEnding(0, "", Details(5, "x"), {}).details, "") << "success has none";
}

TEST(Ending, Trap8_CodesThatAreNone_BecomeUnknown) {
  for (const int code : {17, 99, -1, 1 << 30}) {
    const Ending ending = MakeEnding(code, "m", "", {});
    EXPECT_EQ(ending.code, absl::StatusCode::kUnknown) << code;
    EXPECT_EQ(HttpStatusOf(ending.code), 500);
  }
  EXPECT_EQ(HttpStatusOf(static_cast<absl::StatusCode>(99)), 500);
}

TEST(Ending, MessageThatIsNoText_StaysReadable) {
  const Ending ending = MakeEnding(2, "K\xff", Details(2, "K"), {});
  EXPECT_EQ(ending.message, "K?");
  EXPECT_EQ(Parsed(ending).message(), "K?");
}

TEST(EndFrame, OfGrpcWeb_IsTrailersAndKeepsLinesApart) {
  const Ending ending =
      MakeEnding(9, "Kỳ\r\nx: y%", Details(9, "m"), {{"x-a", "1"}, {"x-raw-bin", "\x01"}});
  const std::string frame = EndFrame(kWeb, ending);
  EXPECT_EQ(static_cast<uint8_t>(frame[0]), kWebTrailers);
  const std::string trailers = frame.substr(5);
  EXPECT_THAT(trailers, HasSubstr("grpc-status: 9\r\n"));
  EXPECT_THAT(trailers, HasSubstr("grpc-message: K%e1%bb%b3%0d%0ax: y%25\r\n"));
  EXPECT_THAT(trailers, HasSubstr("x-a: 1\r\nx-raw-bin: AQ==\r\n"));
  EXPECT_THAT(trailers,
              HasSubstr("grpc-status-details-bin: " + absl::Base64Escape(ending.details)));
  EXPECT_EQ(EndFrame(kWeb, {}).substr(5), "grpc-status: 0\r\n");
}

TEST(EndFrame, OfConnect_IsJson) {
  EXPECT_EQ(EndFrame(kStream, {}), Frame(kConnectEnd, "{}"));
  const std::string failed =
      EndFrame(kStream, MakeEnding(5, "a \"b\"\n", "", {{"x-a", "1"}, {"x-a", "2"}}));
  EXPECT_EQ(static_cast<uint8_t>(failed[0]), kConnectEnd);
  EXPECT_THAT(failed, HasSubstr(R"("code":"not_found")"));
  EXPECT_THAT(failed, HasSubstr(R"("message":"a \"b\"\n")"));
  EXPECT_THAT(failed, HasSubstr(R"("x-a":["1","2"])"));
}

TEST(ConnectError, CarriesTypedDetails) {
  const std::string json = ConnectError(MakeEnding(9, "m", Details(9, "m"), {}));
  EXPECT_THAT(json, HasSubstr(R"("code":"failed_precondition")"));
  EXPECT_THAT(json, HasSubstr(R"("type":"gom.v1.Error")"));
  EXPECT_THAT(json, Not(HasSubstr("=")));
  EXPECT_THAT(json, HasSubstr(R"("debug":{)"));
  EXPECT_THAT(json, HasSubstr(R"("code":"period_locked")"));
  EXPECT_THAT(json, HasSubstr(R"("vi":"Kỳ đã khóa.")"));
  v1::Error error;
  error.set_code("period_locked");
  error.set_vi("Kỳ đã khóa.");
  std::string base64 = absl::Base64Escape(error.SerializeAsString());
  base64.erase(base64.find_last_not_of('=') + 1);
  EXPECT_THAT(json, HasSubstr(absl::StrCat(R"("value":")", base64)));
}

}  // namespace
}  // namespace gom::door
