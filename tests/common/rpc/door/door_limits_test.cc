// What the slow, the many and the large come up against.
#include "tests/common/rpc/door/probe.h"

namespace gom::door {
namespace {

using testing::HasSubstr;

constexpr char kProto[] = "application/proto";

DoorLimits Short() {
  DoorLimits limits;
  limits.connections = 4;
  limits.head_time = absl::Milliseconds(150);
  limits.body_time = absl::Milliseconds(150);
  limits.idle_time = absl::Seconds(60);
  limits.body_bytes = 100'000;
  return limits;
}

class DoorLimitsTest : public DoorFixture {
 protected:
  DoorLimitsTest() : DoorFixture(Short(), /*message_bytes=*/60'000) {}

  bool StillAnswers() const { return Ask(Request("Echo", kProto, Bytes("a"))).status == 200; }
};

TEST_F(DoorLimitsTest, HalfAHead_IsHungUpOn) {
  Raw raw(door_->port());
  raw.Send("POST /gom.probe.Probe/Echo HTTP/1.1\r\nHost: 127");
  EXPECT_TRUE(raw.Ended());
  EXPECT_TRUE(StillAnswers());
}

TEST_F(DoorLimitsTest, OneByteAtATime_IsHungUpOn) {
  Raw raw(door_->port());
  // Each byte alone comes in time; all of them do not.
  int sent = 0;
  while (sent < 1000 && raw.Send("x") && !raw.EndsWithin(absl::Milliseconds(10))) ++sent;
  EXPECT_LT(sent, 1000);
  EXPECT_TRUE(StillAnswers());
}

TEST_F(DoorLimitsTest, BodyThatDoesNotCome_Is408) {
  std::string request = Request("Echo", kProto, Bytes("hello"));
  request.pop_back();
  const HttpAnswer answer = Ask(request);
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.Header("connection"), "close");
  EXPECT_EQ(service_.calls, 0);
  EXPECT_TRUE(StillAnswers());
}

TEST_F(DoorLimitsTest, HeadWithoutEnd_IsBounded) {
  for (const char* endless :
       {"GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    Raw raw(door_->port());
    raw.Send(endless);
    for (int i = 0; i < 64 && raw.Send(std::string(1024, 'a')); ++i) {
    }
    EXPECT_TRUE(raw.Ended());
  }
  std::string many = absl::StrCat("GET / HTTP/1.1\r\nHost: ", host_, "\r\n");
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, "X-", i, ": v\r\n");
  EXPECT_EQ(Ask(many + "\r\n").status, 400);
  EXPECT_TRUE(StillAnswers());
}

TEST_F(DoorLimitsTest, MessageOverTheLimit_IsRefusedByItsLength) {
  EXPECT_EQ(Ask(Request("Echo", kProto, Bytes(std::string(59'000, 'x')))).status, 200);
  const HttpAnswer answer = Ask(Request("Echo", kProto, Bytes(std::string(61'000, 'x'))));
  EXPECT_EQ(answer.status, 413);
  EXPECT_THAT(answer.body, HasSubstr("too large"));
  EXPECT_EQ(service_.calls, 1);
}

TEST_F(DoorLimitsTest, BodyInPieces_IsRefusedUnread) {
  std::string request = Request("Echo", kProto, "");
  const std::string length = "Content-Length: 0";
  request.replace(request.find(length), length.size(), "Transfer-Encoding: chunked");
  Raw raw(door_->port());
  raw.Send(request + "5\r\nhello\r\n");
  EXPECT_EQ(raw.Answer().status, 411);
  EXPECT_TRUE(raw.Ended()) << "what follows is no request";
}

TEST_F(DoorLimitsTest, BodyBehindARefusal_IsNotTakenForARequest) {
  Raw raw(door_->port());
  const std::string hidden = GetRequest("/");
  std::string request = Request("Echo", "text/plain", hidden);
  raw.Send(request);
  EXPECT_EQ(raw.Answer().status, 415);
  EXPECT_EQ(raw.Until("\r\n\r\n"), "");
}

TEST_F(DoorLimitsTest, BodiesTogetherOverTheLimit_AreToldToComeBack) {
  const std::string large = Request("Echo", kProto, Bytes("slow" + std::string(55'000, 'x')));
  Raw first(door_->port());
  first.Send(large);
  service_.AwaitWaiting(1);
  EXPECT_EQ(Ask(large).status, 503);
  EXPECT_TRUE(StillAnswers()) << "there is room for a small one";
  first.Close();
  service_.AwaitCancelled(1);
}

TEST_F(DoorLimitsTest, OneConnectionTooMany_TakesThePlaceOfAnIdleOne) {
  std::vector<std::unique_ptr<Raw>> idle;
  for (int i = 0; i < 4; ++i) {
    idle.push_back(std::make_unique<Raw>(door_->port()));
    idle.back()->Send(GetRequest("/"));
    ASSERT_EQ(idle.back()->Answer().status, 200);
  }
  // Those that have just been answered become idle at once.
  HttpAnswer answer;
  do answer = Ask(GetRequest("/"));
  while (answer.status == 503);
  EXPECT_EQ(answer.status, 200);
}

TEST_F(DoorLimitsTest, NobodyIdle_IsToldThatItIsBusy) {
  std::vector<std::unique_ptr<Raw>> busy;
  for (int i = 0; i < 4; ++i) {
    busy.push_back(std::make_unique<Raw>(door_->port()));
    busy.back()->Send(Request("Echo", kProto, Bytes("slow")));
  }
  service_.AwaitWaiting(4);
  EXPECT_EQ(Ask(GetRequest("/")).status, 503);
  busy.clear();
  service_.AwaitCancelled(4);
}

TEST_F(DoorLimitsTest, DoorThatCloses_EndsCallsAndConnections) {
  Raw stream(door_->port()), unary(door_->port()), idle(door_->port());
  stream.Send(Request("Count", "application/connect+proto", Framed("watch", 1)));
  unary.Send(Request("Echo", kProto, Bytes("slow")));
  ASSERT_EQ(stream.Head().status, 200);
  service_.AwaitWaiting(2);
  door_.reset();
  service_.AwaitCancelled(2);
  EXPECT_TRUE(stream.Ended());
  EXPECT_TRUE(unary.Ended());
  EXPECT_TRUE(idle.Ended());
}

}  // namespace
}  // namespace gom::door
