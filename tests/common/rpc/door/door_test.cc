#include "common/rpc/door/door.h"

#include <dirent.h>
#include <netinet/tcp.h>

#include "absl/strings/escaping.h"
#include "common/rpc/door/words.h"
#include "tests/common/rpc/door/probe.h"

namespace gom::door {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kProto[] = "application/proto";
constexpr char kJson[] = "application/json";
constexpr char kWeb[] = "application/grpc-web+proto";
constexpr char kConnect[] = "application/connect+proto";
constexpr char kConnectJson[] = "application/connect+json";

class DoorTest : public DoorFixture {};

probe::Heard Heard(const std::string& bytes) {
  probe::Heard heard;
  EXPECT_TRUE(heard.ParseFromString(bytes)) << bytes;
  return heard;
}

struct Framed {
  uint8_t flags;
  std::string content;
};
std::vector<Framed> Frames(std::string_view body) {
  std::vector<Framed> frames;
  while (body.size() >= 5) {
    uint32_t size = 0;
    for (int i = 1; i < 5; ++i) size = size << 8 | static_cast<uint8_t>(body[i]);
    frames.push_back({static_cast<uint8_t>(body[0]), std::string(body.substr(5, size))});
    body.remove_prefix(std::min<size_t>(body.size(), 5 + size));
  }
  EXPECT_EQ(body, "") << "half a frame";
  return frames;
}

v1::ErrorStatus DetailsIn(const std::string& trailers) {
  constexpr std::string_view kName = "grpc-status-details-bin: ";
  const size_t at = trailers.find(kName) + kName.size();
  std::string bytes;
  EXPECT_TRUE(absl::Base64Unescape(trailers.substr(at, trailers.find("\r\n", at) - at), &bytes));
  v1::ErrorStatus status;
  EXPECT_TRUE(status.ParseFromString(bytes));
  return status;
}

TEST_F(DoorTest, ConnectUnary_IsAnsweredInBytesAndInJson) {
  const HttpAnswer bytes = Ask(Request("Echo", kProto, Bytes("xin chào")));
  EXPECT_EQ(bytes.status, 200);
  EXPECT_EQ(bytes.Header("content-type"), kProto);
  EXPECT_EQ(Heard(bytes.body).text(), "xin chào");
  EXPECT_EQ(bytes.Header("x-first"), "1");
  EXPECT_EQ(bytes.Header("trailer-x-last"), "2");
  EXPECT_EQ(bytes.Header("trailer-x-raw-bin"), "AQI=");
  EXPECT_EQ(bytes.Header("cache-control"), "no-store");

  const HttpAnswer json = Ask(Request("Echo", kJson, R"({"text": "xin chào"})"));
  EXPECT_EQ(json.status, 200);
  EXPECT_EQ(json.Header("content-type"), kJson);
  EXPECT_THAT(json.body, HasSubstr(R"("text":"xin chào")"));
}

TEST_F(DoorTest, GrpcWeb_IsAnsweredWithAMessageAndTrailers) {
  const HttpAnswer answer = Ask(Request("Echo", kWeb, Framed("a")));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.Header("content-type"), kWeb);
  const std::vector<door::Framed> frames = Frames(answer.body);
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_EQ(Heard(frames[0].content).text(), "a");
  EXPECT_EQ(frames[1].flags, kWebTrailers);
  EXPECT_THAT(frames[1].content, HasSubstr("grpc-status: 0\r\n"));
  EXPECT_THAT(frames[1].content, HasSubstr("x-last: 2\r\n"));
}

TEST_F(DoorTest, Refusal_KeepsItsCodeItsMessageAndItsDetails) {
  const HttpAnswer unary = Ask(Request("Echo", kProto, Bytes("fail")));
  EXPECT_EQ(unary.status, 400);
  EXPECT_EQ(unary.Header("content-type"), kJson);
  EXPECT_THAT(unary.body, HasSubstr(R"("code":"failed_precondition")"));
  EXPECT_THAT(unary.body, HasSubstr("The period is locked."));
  EXPECT_THAT(unary.body, HasSubstr("gom.v1.Error"));
  EXPECT_EQ(unary.Header("trailer-x-last"), "2");

  const std::vector<door::Framed> web = Frames(Ask(Request("Echo", kWeb, Framed("fail"))).body);
  ASSERT_EQ(web.size(), 1u);
  EXPECT_THAT(web[0].content, HasSubstr("grpc-status: 9\r\n"));
  const v1::ErrorStatus status = DetailsIn(web[0].content);
  EXPECT_EQ(status.code(), 9);
  v1::Error error;
  ASSERT_TRUE(status.details_size() == 1 && status.details(0).UnpackTo(&error));
  EXPECT_EQ(error.vi(), "Kỳ đã khóa.");
}

// Some clients read the one and some the other.
TEST_F(DoorTest, Trap8_DetailsOfAnotherStatus_SayWhatTheStatusSays) {
  const std::vector<door::Framed> web = Frames(Ask(Request("Echo", kWeb, Framed("mixed"))).body);
  ASSERT_EQ(web.size(), 1u);
  EXPECT_THAT(web[0].content, HasSubstr("grpc-status: 5\r\n"));
  EXPECT_THAT(web[0].content, HasSubstr("grpc-message: mixed\r\n"));
  EXPECT_EQ(DetailsIn(web[0].content).code(), 5);
  EXPECT_EQ(DetailsIn(web[0].content).message(), "mixed");
  EXPECT_EQ(Ask(Request("Echo", kProto, Bytes("mixed"))).status, 404);
}

TEST_F(DoorTest, ServerStreaming_ComesMessageByMessage) {
  for (const char* type : {kConnect, kWeb}) {
    Raw raw(door_->port());
    raw.Send(Request("Count", type, Framed("watch", 2)));
    const HttpAnswer head = raw.Head();
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.Header("x-first"), "1");
    EXPECT_EQ(head.Header("content-type"), type);
    // The call goes on for ever; what it said is here all the same.
    EXPECT_EQ(Heard(Frames(raw.Piece())[0].content).number(), 1u) << type;
    EXPECT_EQ(Heard(Frames(raw.Piece())[0].content).number(), 2u) << type;
  }
  service_.AwaitCancelled(2);
}

TEST_F(DoorTest, ServerStreaming_EndsWithItsTrailers) {
  const std::vector<door::Framed> json =
      Frames(Ask(Request("Count", kConnectJson, Frame(kMessage, R"({"number": 2})"))).body);
  ASSERT_EQ(json.size(), 3u);
  EXPECT_THAT(json[1].content, HasSubstr(R"("number":2)"));
  EXPECT_EQ(json[2].flags, kConnectEnd);
  EXPECT_EQ(json[2].content, R"({"metadata":{"x-last":["2"]}})");

  const std::vector<door::Framed> failed =
      Frames(Ask(Request("Count", kConnect, Framed("fail", 1))).body);
  ASSERT_EQ(failed.size(), 2u);
  EXPECT_EQ(Heard(failed[0].content).number(), 1u) << "what came before the error";
  EXPECT_THAT(failed[1].content, HasSubstr(R"("code":"failed_precondition")"));
  EXPECT_THAT(failed[1].content, HasSubstr("gom.v1.Error"));

  const std::vector<door::Framed> web = Frames(Ask(Request("Count", kWeb, Framed("", 3))).body);
  ASSERT_EQ(web.size(), 4u);
  EXPECT_THAT(web[3].content, HasSubstr("grpc-status: 0\r\n"));
}

TEST_F(DoorTest, StreamsOfAClient_AreRefusedByName) {
  for (const char* method : {"Gather", "Chat"}) {
    const HttpAnswer connect = Ask(Request(method, kConnect, Framed("a")));
    EXPECT_EQ(connect.status, 200);
    EXPECT_THAT(connect.body, HasSubstr(R"("code":"unimplemented")"));
    EXPECT_THAT(connect.body, HasSubstr(method));
    EXPECT_THAT(Ask(Request(method, kWeb, Framed("a"))).body, HasSubstr("grpc-status: 12\r\n"));
  }
  EXPECT_EQ(Ask(Request("Gather", kProto, Bytes("a"))).status, 501);
}

TEST_F(DoorTest, FramingOfTheOtherKindOfCall_Is415) {
  EXPECT_EQ(Ask(Request("Count", kProto, Bytes("a"))).status, 415);
  EXPECT_EQ(Ask(Request("Echo", kConnect, Framed("a"))).status, 415);
  EXPECT_EQ(service_.calls, 0);
}

TEST_F(DoorTest, MethodThatNobodyHas_IsUnimplemented) {
  EXPECT_EQ(Ask(Request("Nothing", kProto, "")).status, 501);
  EXPECT_EQ(Ask(Request("Nothing", kJson, "{}")).status, 501);
  EXPECT_THAT(Ask(Request("Nothing", kWeb, Frame(kMessage, ""))).body,
              HasSubstr("grpc-status: 12\r\n"));
}

TEST_F(DoorTest, Deadline_EndsTheCall) {
  const HttpAnswer connect =
      Ask(Request("Echo", kProto, Bytes("slow"), "Connect-Timeout-Ms: 30\r\n"));
  EXPECT_EQ(connect.status, 504);
  EXPECT_THAT(connect.body, HasSubstr("deadline_exceeded"));
  EXPECT_THAT(Ask(Request("Echo", kWeb, Framed("slow"), "grpc-timeout: 30m\r\n")).body,
              HasSubstr("grpc-status: 4\r\n"));
  EXPECT_THAT(Ask(Request("Count", kConnect, Framed("watch"), "Connect-Timeout-Ms: 30\r\n")).body,
              HasSubstr("deadline_exceeded"));
  service_.AwaitCancelled(3);
  EXPECT_EQ(Ask(Request("Echo", kProto, Bytes("a"), "Connect-Timeout-Ms: soon\r\n")).status, 400);
}

TEST_F(DoorTest, ClientThatHangsUp_CancelsItsCall) {
  Raw unary(door_->port()), stream(door_->port());
  unary.Send(Request("Echo", kProto, Bytes("slow")));
  stream.Send(Request("Count", kConnect, Framed("watch", 1)));
  stream.Head();
  service_.AwaitWaiting(2);
  unary.Close();
  stream.Close();
  service_.AwaitCancelled(2);
}

TEST_F(DoorTest, Trap1_HeadersThatGrpcAbortsOn_EndNothing) {
  const HttpAnswer ascii = Ask(Request("Echo", kProto, Bytes("a"), "X-Name: Kỳ\r\nX-Ok: yes\r\n"));
  EXPECT_EQ(ascii.status, 200);
  EXPECT_EQ(Heard(ascii.body).metadata().count("x-name"), 0u);
  EXPECT_EQ(Heard(ascii.body).metadata().at("x-ok"), "yes");
  for (const char* odd : {"X Name: a\r\n", "X(a): b\r\n", "X-Nul\x01: b\r\n", "K\u1ef3: a\r\n"})
    EXPECT_EQ(Ask(Request("Echo", kProto, Bytes("a"), odd)).status, 400) << odd;
  EXPECT_EQ(Ask(Request("Echo", kProto, Bytes("a"), "X-Bin-Bin: %%%\r\n")).status, 200);
  EXPECT_EQ(Ask(Request("Echo", kProto, Bytes("a"), "X-Bell: \a\r\n")).status, 200);
}

TEST_F(DoorTest, Metadata_GoToTheServiceAndTheDoorsOwnCannotBeSaid) {
  const probe::Heard heard = Heard(
      Ask(Request("Echo", kProto, Bytes("a"),
                  "Authorization: Bearer x\r\nX-Raw-Bin: AQI\r\nCookie: gom-session-" +
                      std::to_string(door_->port()) +
                      "=c\r\ngom-door-cookie: forged\r\ngom-door: 0\r\ngrpc-internal-x: 1\r\n"))
          .body);
  EXPECT_EQ(heard.metadata().at("authorization"), "Bearer x");
  EXPECT_EQ(heard.metadata().at("x-raw-bin"), "\x01\x02");
  EXPECT_EQ(heard.metadata().at("gom-door"), "1");
  EXPECT_EQ(heard.metadata().at("gom-door-cookie"), "c");
  EXPECT_EQ(heard.metadata().at("gom-door-token"), "t");
  EXPECT_EQ(heard.metadata().count("cookie"), 0u);
  EXPECT_EQ(heard.metadata().count("x-agent-token"), 0u);
}

// What the library does by itself: it holds back the second piece of an answer until the first was
// acknowledged, 40 ms.
TEST_F(DoorTest, Trap2_ConnectionsThatAreTakenIn_HoldNothingBack) {
  Raw raw(door_->port());
  raw.Send(GetRequest("/"));
  ASSERT_EQ(raw.Answer().status, 200);
  int found = 0;
  DIR* const folder = opendir("/proc/self/fd");
  while (const dirent* const entry = readdir(folder)) {
    const int fd = atoi(entry->d_name);
    sockaddr_in here{}, there{};
    socklen_t size = sizeof here;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&here), &size) != 0) continue;
    size = sizeof there;
    if (here.sin_family != AF_INET || ntohs(here.sin_port) != door_->port() ||
        getpeername(fd, reinterpret_cast<sockaddr*>(&there), &size) != 0)
      continue;
    ++found;
    int on = 0;
    size = sizeof on;
    EXPECT_EQ(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, &size), 0);
    EXPECT_EQ(on, 1);
  }
  closedir(folder);
  EXPECT_EQ(found, 1);
}

TEST_F(DoorTest, Trap3_Trap6_EveryStreamTaken_LeavesRoomForCallsAndSaysSo) {
  std::vector<std::unique_ptr<Raw>> streams;
  for (int i = 0; i < 3; ++i) {
    streams.push_back(std::make_unique<Raw>(door_->port()));
    streams.back()->Send(Request("Count", kConnect, Framed("watch", 1)));
    ASSERT_EQ(streams.back()->Head().status, 200);
  }
  service_.AwaitWaiting(3);
  EXPECT_THAT(Ask(Request("Count", kConnect, Framed("watch"))).body,
              HasSubstr("resource_exhausted"));
  EXPECT_EQ(Ask(Request("Echo", kProto, Bytes("a"))).status, 200);
  streams.pop_back();
  service_.AwaitCancelled(1);
  // Its place is free once its thread has seen it out.
  std::string body;
  do body = Ask(Request("Count", kConnect, Framed("", 1))).body;
  while (absl::StrContains(body, "resource_exhausted"));
  EXPECT_EQ(Frames(body).size(), 2u);
}

TEST_F(DoorTest, Trap4_OneConnection_TakesAsManyRequestsAsThereAre) {
  Raw raw(door_->port());
  for (int i = 0; i < 50; ++i) {
    raw.Send(Request("Echo", kProto, Bytes(std::to_string(i))));
    const HttpAnswer answer = raw.Answer();
    ASSERT_EQ(answer.status, 200) << i;
    EXPECT_EQ(Heard(answer.body).text(), std::to_string(i));
  }
  // Two at once, one behind the other.
  raw.Send(Request("Echo", kProto, Bytes("a")) + GetRequest("/"));
  EXPECT_EQ(Heard(raw.Answer().body).text(), "a");
  EXPECT_EQ(raw.Answer().status, 200);
}

// A call inside the process has neither address nor certificate: without a mark it would have the
// rights of a command on this computer.
// The library tells browsers how many requests a connection takes, and means five.
TEST_F(DoorTest, Trap4_NoBrowserIsToldToComeAnewAfterFive) {
  EXPECT_THAT(Ask(GetRequest("/")).Header("keep-alive"), HasSubstr("max=1000000"));
}

TEST_F(DoorTest, Trap4_ManyWhoComeAtOnce_AreAllAnswered) {
  std::vector<std::unique_ptr<Raw>> all;
  for (int i = 0; i < 30; ++i) all.push_back(std::make_unique<Raw>(door_->port()));
  for (const auto& raw : all) raw->Send(Request("Echo", kProto, Bytes("a")));
  for (const auto& raw : all) EXPECT_EQ(raw->Answer().status, 200);
}

TEST_F(DoorTest, HeadOfAFile_IsItsHeadersAndNothingElse) {
  Raw raw(door_->port());
  raw.Send("HEAD" + GetRequest("/").substr(3) + GetRequest("/session"));
  const HttpAnswer head = raw.Head();
  EXPECT_EQ(head.status, 200);
  EXPECT_GT(atoi(head.Header("content-length").c_str()), 100);
  EXPECT_EQ(raw.Answer().body, "{}") << "the next answer follows at once";
}

TEST_F(DoorTest, Trap7_CallThroughTheDoor_HasNoLocalRights) {
  EXPECT_EQ(Heard(Ask(Request("Echo", kProto, Bytes("a"))).body).metadata().at("peer"),
            "a stranger through the door");
  const auto stub = probe::Probe::NewStub(server_->InProcessChannel({}));
  grpc::ClientContext context;
  probe::Heard heard;
  ASSERT_TRUE(stub->Echo(&context, {}, &heard).ok());
  EXPECT_EQ(heard.metadata().at("peer"), "local");
}

TEST_F(DoorTest, Trap9_FieldsOfANewerPage_ArePassedOver) {
  const HttpAnswer answer = Ask(Request("Echo", kJson, R"({"text": "a", "newer": [1, {}]})"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr(R"("text":"a")"));
  EXPECT_EQ(Ask(Request("Echo", kJson, R"({"text": )")).status, 400);
  EXPECT_THAT(Ask(Request("Echo", kJson, "[]")).body, HasSubstr("invalid_argument"));
}

TEST_F(DoorTest, Session_IsACookieThatNoScriptReadsAndATokenThatNoSiteIsSent) {
  const auto post = [&](const std::string& path, const std::string& body, const std::string& more) {
    std::string request = Request("Echo", kJson, body, more);
    return Ask(request.replace(0, request.find(" HTTP"), "POST " + path));
  };
  EXPECT_EQ(post("/session", R"({"token": "guess"})", "").status, 401);
  const HttpAnswer opened = post("/session", R"({"token": "open"})", "");
  ASSERT_EQ(opened.status, 200);
  const std::string cookie = opened.Header("set-cookie");
  EXPECT_THAT(cookie, HasSubstr("; Path=/; HttpOnly; SameSite=Strict"));
  const std::string pair = cookie.substr(0, cookie.find(';'));
  EXPECT_THAT(opened.body, Not(HasSubstr(pair.substr(pair.find('=') + 1))));
  EXPECT_EQ(Ask(GetRequest("/session", "Cookie: " + pair + "\r\n")).body, R"({"open":true})");
  EXPECT_EQ(Ask(GetRequest("/session")).body, "{}");
  post("/session/end", "{}", "Cookie: " + pair + "\r\n");
  EXPECT_EQ(Ask(GetRequest("/session", "Cookie: " + pair + "\r\n")).body, R"({"open":true})")
      << "without the token nobody ends it";
}

TEST_F(DoorTest, EveryAnswer_CarriesWhatABrowserMustKnow) {
  const std::string preflight = absl::StrCat(
      "OPTIONS /gom.probe.Probe/Echo HTTP/1.1\r\nHost: ", host_,
      "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
  for (const std::string& request :
       {GetRequest("/"), GetRequest("/x.js"), Request("Echo", kProto, Bytes("a")),
        Request("Count", kConnect, Framed("", 1)), Request("Echo", kProto, Bytes("fail")),
        preflight, std::string("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        std::string("nonsense\r\n\r\n")}) {
    const HttpAnswer answer = Ask(request);
    EXPECT_THAT(answer.Header("content-security-policy"), HasSubstr("default-src 'self'"))
        << request;
    EXPECT_THAT(answer.Header("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(answer.Header("content-security-policy"), Not(HasSubstr("unsafe-eval")));
    EXPECT_EQ(answer.Header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.Header("referrer-policy"), "no-referrer");
    for (const auto& [name, value] : answer.headers)
      EXPECT_THAT(name, Not(testing::StartsWith("access-control-"))) << value;
  }
  EXPECT_EQ(Ask(preflight).status, 405);
}

TEST_F(DoorTest, I1_I2_RequestOfAnotherSite_ReachesNoService) {
  const std::string ours = Request("Echo", kProto, Bytes("a"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string request = ours;
    const size_t at = request.find(from);
    return Ask(request.replace(at, from.size(), to)).status;
  };
  EXPECT_EQ(with("Host: " + host_, "Host: evil.example"), 421);
  EXPECT_EQ(with("Host: " + host_, "Host: evil.example:" + std::to_string(door_->port())), 421);
  EXPECT_EQ(with("Origin: http://" + host_, "Origin: http://evil.example"), 403);
  EXPECT_EQ(with("Origin: http://" + host_, "Origin: null"), 403);
  EXPECT_EQ(with("X-Agent-Token: t", "X-Other: t"), 403);
  EXPECT_EQ(with(kProto, "application/x-www-form-urlencoded"), 415);
  EXPECT_EQ(with("POST", "PUT"), 405);
  EXPECT_EQ(with("POST", "GET"), 400) << "with a body";
  EXPECT_EQ(Ask(GetRequest("/gom.probe.Probe/Echo?x=1")).status, 404);
  EXPECT_EQ(service_.calls, 0);
  EXPECT_EQ(with("POST", "POST"), 200);
}

TEST_F(DoorTest, BothOfThisComputersAddresses_AreAnswered) {
  Raw six(door_->port(), /*v6=*/true);
  if (!six.connected()) GTEST_SKIP() << "there is no IPv6 here";
  six.Send(absl::StrCat("GET / HTTP/1.1\r\nHost: [::1]:", door_->port(), "\r\n\r\n"));
  EXPECT_EQ(six.Answer().status, 200);
}

TEST_F(DoorTest, AnswerOfManyMegabytes_ComesWhole) {
  constexpr uint32_t kBytes = 12 << 20;
  const HttpAnswer answer = Ask(Request("Echo", kProto, Bytes("huge", kBytes)));
  EXPECT_EQ(Heard(answer.body).text().size(), kBytes);
  EXPECT_EQ(answer.Header("content-encoding"), "");
}

TEST_F(DoorTest, AnswersAreNotCompressedByTheWay) {
  const HttpAnswer answer =
      Ask(Request("Echo", kJson, R"({"text": "a"})", "Accept-Encoding: gzip, br\r\n"));
  EXPECT_EQ(answer.Header("content-encoding"), "");
  EXPECT_THAT(answer.body, HasSubstr(R"("text":"a")"));
}

TEST(LoopbackListenerTest, I4_TakenPort_MakesItTheNext) {
  const auto first = LoopbackListener::Bind(0, 0);
  ASSERT_TRUE(first.ok());
  const int port = (*first)->port();
  const auto second = LoopbackListener::Bind(port, 20);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_GT((*second)->port(), port) << "two of us on one port would take turns at answering";
  EXPECT_EQ(text::ErrorOf(LoopbackListener::Bind(port, 0).status()).code(), kPortTaken.code);
}

TEST(LoopbackListenerTest, I4_PortTakenOnOneAddressOnly_CountsAsTaken) {
  const int six = socket(AF_INET6, SOCK_STREAM, 0);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  socklen_t size = sizeof address;
  if (bind(six, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(six, 1) != 0)
    GTEST_SKIP() << "there is no IPv6 here";
  getsockname(six, reinterpret_cast<sockaddr*>(&address), &size);
  EXPECT_FALSE(LoopbackListener::Bind(ntohs(address.sin6_port), 0).ok());
  close(six);
}

}  // namespace
}  // namespace gom::door
