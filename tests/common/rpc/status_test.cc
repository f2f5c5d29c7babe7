#include "common/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/text/message.h"
#include "common/text/unicode.h"

namespace gom::rpc {
namespace {

constexpr text::Message kLocked{"period_locked", "Kỳ {} đã khóa.",
                                "Period {} (Đông Kỳ “x” – 学…) is locked."};

TEST(StatusTest, EveryCode_ComesBackWithBothSentencesAndPlaces) {
  for (int number = 1; number <= 16; ++number) {
    v1::Error error = text::MakeError(kLocked, {"2026-Q2"});
    v1::ErrorPlace& place = *error.add_places();
    place.set_line(12);
    place.set_field("staff");
    place.set_vi("chỗ này");
    place.set_en("here");
    const auto code = static_cast<absl::StatusCode>(number);
    const absl::Status back = FromGrpc(ToGrpc(text::WithError(code, error)));
    EXPECT_EQ(back.code(), code);
    EXPECT_EQ(text::ErrorOf(back).SerializeAsString(), error.SerializeAsString());
  }
  EXPECT_TRUE(FromGrpc(ToGrpc(absl::OkStatus())).ok());
}

TEST(StatusTest, Message_IsPrintableAsciiAndTheSameInTheDetails) {
  const grpc::Status sent = ToGrpc(text::Refuse(absl::StatusCode::kNotFound, kLocked, "Kỳ\n2"));
  EXPECT_EQ(sent.error_message(), "Period Ky 2 (Dong Ky \"x\" - ?...) is locked.");
  v1::ErrorStatus details;
  ASSERT_TRUE(details.ParseFromString(sent.error_details()));
  EXPECT_EQ(details.message(), sent.error_message());
  EXPECT_EQ(details.code(), 5);
}

absl::Status ManyMistakes(int count) {
  v1::Error error = text::MakeError(kLocked, {std::string(5000, 'x')});
  for (int i = 1; i <= count; ++i) {
    v1::ErrorPlace& place = *error.add_places();
    place.set_line(i);
    place.set_vi("Ở đây có điều gì đó chưa đúng, xin sửa lại.");
    place.set_en("Something is not right here, please mend it.");
  }
  return text::WithError(absl::StatusCode::kInvalidArgument, error);
}

TEST(StatusTest, C17_TooManyPlaces_AreCutAndCounted) {
  for (Audience audience : {Audience::kNetwork, Audience::kLocal}) {
    const size_t limit = audience == Audience::kNetwork ? kDetailsBytes : kLocalDetailsBytes;
    const grpc::Status sent = ToGrpc(ManyMistakes(1000), audience);
    // Room for the ErrorStatus around the Error, which holds the message once more.
    EXPECT_LE(sent.error_details().size(), limit + kStatusMessageBytes + 100);
    EXPECT_GT(sent.error_details().size(), limit / 2);
    EXPECT_LE(sent.error_message().size(), kStatusMessageBytes);
    const v1::Error back = text::ErrorOf(FromGrpc(sent));
    const int kept = back.places_size() - 1;
    EXPECT_EQ(back.places(kept - 1).line(), static_cast<uint32_t>(kept));
    EXPECT_THAT(back.places(kept).vi(), testing::HasSubstr(std::to_string(1000 - kept)));
    EXPECT_THAT(back.places(kept).en(), testing::HasSubstr(std::to_string(1000 - kept)));
    EXPECT_TRUE(text::IsUtf8(back.vi())) << "cut inside a character";
  }
  EXPECT_EQ(text::ErrorOf(FromGrpc(ToGrpc(ManyMistakes(5)))).places_size(), 5);
}

TEST(StatusTest, FailureOfOurOwn_TellsTheNetworkNothing) {
  const absl::Status failure = absl::InternalError("/var/lib/gom/hub.db: table seen");
  const v1::Error network = text::ErrorOf(FromGrpc(ToGrpc(failure)));
  EXPECT_EQ(network.code(), "internal");
  EXPECT_THAT(network.en(), testing::Not(testing::HasSubstr("hub.db")));
  EXPECT_THAT(network.vi(), testing::HasSubstr("nhật ký"));
  EXPECT_THAT(ToGrpc(failure).error_message(), testing::Not(testing::HasSubstr("hub.db")));
  EXPECT_THAT(text::ErrorOf(FromGrpc(ToGrpc(failure, Audience::kLocal))).en(),
              testing::HasSubstr("hub.db"));
}

TEST(StatusTest, TransportFailures_GetSentencesOfOurs) {
  const auto code = [](grpc::StatusCode c) {
    return text::ErrorOf(FromGrpc(grpc::Status(c, "x"))).code();
  };
  EXPECT_EQ(code(grpc::StatusCode::UNAVAILABLE), "unreachable");
  EXPECT_EQ(code(grpc::StatusCode::DEADLINE_EXCEEDED), "deadline");
  EXPECT_EQ(code(grpc::StatusCode::CANCELLED), "cancelled");
  EXPECT_EQ(code(grpc::StatusCode::RESOURCE_EXHAUSTED), "too_large");
  EXPECT_EQ(code(grpc::StatusCode::UNIMPLEMENTED), "not_offered");
  EXPECT_EQ(code(grpc::StatusCode::DATA_LOSS), "other_failure");
}

TEST(StatusTest, C14_HostileDetailsAndCodes_DoNoHarm) {
  const absl::Status garbage =
      FromGrpc(grpc::Status(grpc::StatusCode::ABORTED, "x", std::string(100, '\xff')));
  EXPECT_EQ(garbage.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(text::ErrorOf(garbage).code(), "other_failure");
  EXPECT_EQ(FromGrpc(grpc::Status(grpc::StatusCode::DO_NOT_USE, "x")).code(),
            absl::StatusCode::kUnknown);
}

}  // namespace
}  // namespace gom::rpc
