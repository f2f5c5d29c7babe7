#include "common/rpc/door/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/door/words.h"

namespace gom::door {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using Kind = Verdict::Kind;

constexpr char kMethod[] = "/gom.v1.SchoolService/GetForm";

class RulesTest : public testing::Test {
 protected:
  RulesTest() {
    policy_.hosts = {"127.0.0.1:7401", "localhost:7401", "[::1]:7401"};
    policy_.message_bytes = 1000;
  }

  // A page's own call, as a browser of today sends it.
  static Headers Call() {
    return {{"host", "127.0.0.1:7401"},
            {"origin", "http://127.0.0.1:7401"},
            {"sec-fetch-site", "same-origin"},
            {"x-agent-token", "t"},
            {"content-type", "application/proto"},
            {"content-length", "10"}};
  }
  static Headers With(Headers headers, const std::string& name, const std::string& value) {
    for (auto& [key, was] : headers) {
      if (key != name) continue;
      was = value;
      return headers;
    }
    headers.emplace_back(name, value);
    return headers;
  }
  static Headers Without(Headers headers, const std::string& name) {
    std::erase_if(headers, [&](const auto& header) { return header.first == name; });
    return headers;
  }

  Verdict Ask(std::string_view method, std::string_view path, const Headers& headers) const {
    return Judge(policy_, {method, path, headers});
  }
  // 200, or the status of the refusal.
  int Post(const Headers& headers, std::string_view path = kMethod) const {
    const Verdict verdict = Ask("POST", path, headers);
    EXPECT_EQ(verdict.why != nullptr, verdict.kind == Kind::kRefuse);
    return verdict.status;
  }
  int Get(const Headers& headers, std::string_view path = "/") const {
    return Ask("GET", path, headers).status;
  }

  Policy policy_;
  const Headers host_{{"host", "127.0.0.1:7401"}};
};

TEST_F(RulesTest, APagesOwnRequests_AreWhatTheyAre) {
  EXPECT_EQ(Ask("GET", "/", host_).kind, Kind::kFile);
  EXPECT_EQ(Ask("HEAD", "/assets/x.js", host_).kind, Kind::kFile);
  EXPECT_EQ(Ask("GET", "/session", host_).kind, Kind::kSessionState);
  const Verdict call = Ask("POST", kMethod, Call());
  EXPECT_EQ(call.kind, Kind::kCall);
  EXPECT_EQ(call.body_bytes, 10u);
  const Headers json = With(Call(), "content-type", "application/json; charset=utf-8");
  EXPECT_EQ(Ask("POST", "/session", json).kind, Kind::kOpenSession);
  EXPECT_EQ(Ask("POST", "/session/end", json).kind, Kind::kEndSession);
}

TEST_F(RulesTest, I1_AnyHostButOurs_Is421WhateverElseItSays) {
  for (const char* host : {"evil.example", "evil.example:7401", "127.0.0.1", "127.0.0.1:7402",
                           "127.0.0.1:7401.evil.example", "LOCALHOST:7401", "localhost:7401 ",
                           "[::1]", "0.0.0.0:7401", "127.0.0.2:7401", ""}) {
    const Headers as = With(With(Call(), "host", host), "origin", std::string("http://") + host);
    EXPECT_EQ(Post(as), 421) << host;
    EXPECT_EQ(Get(With(host_, "host", host)), 421) << host;
  }
  EXPECT_EQ(Get({}), 421) << "none at all";
  EXPECT_EQ(Get({{"host", "127.0.0.1:7401"}, {"host", "evil.example"}}), 421) << "two";
  for (const std::string& ours : policy_.hosts)
    EXPECT_EQ(Post(With(With(Call(), "host", ours), "origin", "http://" + ours)), 200) << ours;
}

TEST_F(RulesTest, I2_AFormOfAnotherSite_Is403) {
  // What a form can do: no header of its own, three types, its own origin.
  for (const char* type :
       {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"}) {
    const Headers form{{"host", "127.0.0.1:7401"},
                       {"origin", "http://evil.example"},
                       {"sec-fetch-site", "cross-site"},
                       {"content-type", type},
                       {"content-length", "10"}};
    EXPECT_EQ(Post(form), 403) << type;
    EXPECT_EQ(Post(form, "/session"), 403) << type;
    EXPECT_EQ(Post(Without(form, "sec-fetch-site")), 403) << type;
    EXPECT_EQ(Post(Without(Without(form, "sec-fetch-site"), "origin")), 403) << type;
    // And if it came from us: the header that a form cannot send, then the type.
    const Headers ours =
        With(With(form, "sec-fetch-site", "same-origin"), "origin", "http://127.0.0.1:7401");
    EXPECT_EQ(Post(ours), 403) << type;
    EXPECT_EQ(Post(With(ours, "x-agent-token", "t")), 415) << type;
  }
}

TEST_F(RulesTest, I2_EveryOneOfTheThreeSigns_IsEnoughToRefuse) {
  EXPECT_EQ(Post(Call()), 200);
  EXPECT_EQ(Post(Without(Call(), "x-agent-token")), 403);
  for (const char* site : {"cross-site", "same-site", "none", "", "Same-Origin"})
    EXPECT_EQ(Post(With(Call(), "sec-fetch-site", site)), 403) << site;
  for (const char* origin : {"http://evil.example", "null", "https://127.0.0.1:7401", "",
                             "http://127.0.0.1:7402", "http://localhost:7401"})
    EXPECT_EQ(Post(With(Call(), "origin", origin)), 403) << origin;
}

TEST_F(RulesTest, I2_APreflight_IsNeverGranted) {
  const Headers preflight{{"host", "127.0.0.1:7401"},
                          {"origin", "http://evil.example"},
                          {"access-control-request-method", "POST"},
                          {"access-control-request-headers", "x-agent-token"}};
  EXPECT_EQ(Ask("OPTIONS", kMethod, preflight).status, 405);
  for (const char* method : {"PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PRI", "get"})
    EXPECT_EQ(Ask(method, kMethod, Call()).status, 405) << method;
}

TEST_F(RulesTest, I5_BrowserWithoutFetchMetadata_IsJudgedByOrigin) {
  const Headers old = Without(Call(), "sec-fetch-site");
  EXPECT_EQ(Post(old), 200);
  EXPECT_EQ(Post(With(old, "origin", "http://evil.example")), 403);
  EXPECT_EQ(Post(Without(old, "origin")), 403) << "nothing says that it is our page";
  EXPECT_EQ(Post(Without(Call(), "origin")), 200) << "the metadata do";
}

TEST_F(RulesTest, GetOfAnotherSite_IsALinkThatIsFollowedOrNothing) {
  const Headers link =
      With(With(With(host_, "sec-fetch-site", "cross-site"), "sec-fetch-mode", "navigate"),
           "sec-fetch-dest", "document");
  EXPECT_EQ(Get(link), 200);
  EXPECT_EQ(Get(With(link, "sec-fetch-dest", "iframe")), 403);
  EXPECT_EQ(Get(With(With(link, "sec-fetch-mode", "no-cors"), "sec-fetch-dest", "script")), 403);
  EXPECT_EQ(Get(link, "/session"), 403) << "whether a session is open is nobody else's business";
  EXPECT_EQ(Get(With(host_, "sec-fetch-site", "none"), "/session"), 200);
}

TEST_F(RulesTest, GetOfAMethod_IsAFileThatIsNotThere) {
  EXPECT_EQ(Ask("GET", kMethod, Without(Call(), "content-length")).kind, Kind::kFile)
      << "and never a call";
  EXPECT_EQ(Get(With(host_, "content-length", "5")), 400) << "a body that nobody would read";
  EXPECT_EQ(Get(With(host_, "transfer-encoding", "chunked")), 400);
}

TEST_F(RulesTest, BodyWithoutOneLength_IsRefused) {
  EXPECT_EQ(Post(Without(Call(), "content-length")), 411);
  EXPECT_EQ(Post(With(Call(), "transfer-encoding", "chunked")), 411);
  for (const char* length : {"", "-1", "+5", "0x10", "1e3", " 10", "10, 10"})
    EXPECT_EQ(Post(With(Call(), "content-length", length)), 400) << length;
  EXPECT_EQ(Post(With(Call(), "content-length", "1000")), 200);
  EXPECT_EQ(Post(With(Call(), "content-length", "1001")), 413);
  EXPECT_EQ(Post(With(Call(), "content-length", "99999999999999999999999")), 413);
  Headers twice = Call();
  twice.emplace_back("content-length", "11");
  EXPECT_EQ(Post(twice), 400);
  const Headers session = With(Call(), "content-type", "application/json");
  EXPECT_EQ(Post(With(session, "content-length", "4097"), "/session"), 413);
  EXPECT_EQ(Post(With(Call(), "content-encoding", "gzip")), 415) << "nothing is unpacked here";
  EXPECT_EQ(Post(With(Call(), "content-encoding", "identity")), 200);
}

TEST_F(RulesTest, PathThatIsNoMethod_Is404) {
  for (const char* path : {"/", "/x", "/a/b/c", "//GetForm", "/gom.v1.SchoolService/", "/a b/c",
                           "/gom.v1.SchoolService/GetForm?x", "/session/", "/../etc", "/a/b\n"})
    EXPECT_EQ(Post(Call(), path), 404) << path;
}

TEST_F(RulesTest, OddHeads_AreRefused) {
  EXPECT_EQ(Post(With(Call(), "a b", "c")), 400);
  EXPECT_EQ(Post(With(Call(), "a(b)", "c")), 400);
  EXPECT_EQ(Post(With(Call(), "", "c")), 400);
  Headers many = Call();
  for (int i = 0; i < 64; ++i) many.emplace_back("x-" + std::to_string(i), "v");
  EXPECT_EQ(Post(many), 400);
  EXPECT_EQ(Get(host_, std::string(2000, 'a')), 400);
}

TEST_F(RulesTest, Credentials_AreTheCookieOfThisPortAndTheHeader) {
  policy_.cookie = "gom-session-7401";
  const auto said = [&](const std::string& cookies) {
    return CredentialsOf(policy_, {{"cookie", cookies}, {"x-agent-token", "T"}});
  };
  EXPECT_EQ(said("a=1; gom-session-7401=abc; b=2").cookie, "abc");
  EXPECT_EQ(said("gom-session-7401=abc").token, "T");
  EXPECT_EQ(said("gom-session-7402=abc; xgom-session-7401=d").cookie, "");
  EXPECT_EQ(CredentialsOf(policy_, {}).token, "");
}

// Each of these ended the process where it was handed on to gRPC as it is.
TEST_F(RulesTest, Trap1_HeadersThatGrpcAbortsOn_AreLeftOut) {
  const Headers odd{{"x-name", "Kỳ"},
                    {"x-bell", "a\ab"},
                    {"x name", "v"},
                    {"x(y)", "v"},
                    {"X-Upper", "v"},
                    {"", "v"},
                    {"x-nul", std::string("a\0b", 3)},
                    {"x-raw-bin", "!!!"},
                    {"x-del", "\x7f"}};
  EXPECT_THAT(MetadataOf(policy_, odd), IsEmpty());
}

TEST_F(RulesTest, Metadata_IsWhatTheCallerAddedAndNothingElse) {
  const Headers all{{"authorization", "Bearer x"},
                    {"x-unit", "31TK01"},
                    {"x-raw-bin", "AQI"},
                    {"host", "h"},
                    {"cookie", "c"},
                    {"origin", "o"},
                    {"grpc-timeout", "1S"},
                    {"connect-timeout-ms", "1"},
                    {"gom-door", "1"},
                    {"gom-door-cookie", "x"},
                    {"x-agent-token", "t"},
                    {"sec-fetch-site", "same-origin"},
                    {"remote_addr", "::1"},
                    {"te", "trailers"},
                    {"user-agent", "u"}};
  EXPECT_THAT(MetadataOf(policy_, all),
              ElementsAre(Pair("authorization", "Bearer x"), Pair("x-unit", "31TK01"),
                          Pair("x-raw-bin", "\x01\x02")));
}

TEST_F(RulesTest, WhatAServiceAdds_GivesABrowserNoOrders) {
  const Headers metadata{{"x-served-by", "1"},  {"x-raw-bin", "\x01\x02"},
                         {"set-cookie", "a=b"}, {"access-control-allow-origin", "*"},
                         {"content-type", "x"}, {"location", "http://evil.example"},
                         {"x-line", "a\r\nb"}};
  EXPECT_THAT(HeadersOf(metadata, "trailer-"),
              ElementsAre(Pair("trailer-x-served-by", "1"), Pair("trailer-x-raw-bin", "AQI=")));
}

}  // namespace
}  // namespace gom::door
