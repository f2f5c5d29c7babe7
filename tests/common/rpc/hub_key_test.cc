#include "common/rpc/hub_key.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "common/rpc/slip_code.h"
#include "common/text/message.h"
#include "tests/common/rpc/test_hub.h"

namespace gom::rpc {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(10);

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

// The hub itself, which counts the calls that get through to it.
class HubKeyTest : public testing::Test {
 protected:
  std::unique_ptr<TestHub> Serve(const TestIdentity& identity) {
    return std::make_unique<TestHub>(identity.server_key, identity.server_chain,
                                     [this](const Peer&, const std::string&) {
                                       ++served_;
                                       return absl::OkStatus();
                                     });
  }
  static std::string SlipFingerprint(const TestIdentity& identity) {
    return PublicKeyFingerprint(identity.ca.certificate_pem)->substr(0, kFingerprintBytes);
  }
  int served_ = 0;
};

// A TCP port on which `answer` deals with one connection.
class RawPort {
 public:
  explicit RawPort(std::function<void(int)> answer) : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    listen(listener_, 1);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(answer)] {
      const int connection = accept(listener_, nullptr, nullptr);
      answer(connection);
      close(connection);
    });
  }
  ~RawPort() {
    thread_.join();
    close(listener_);
  }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

 private:
  int listener_;
  int port_ = 0;
  std::thread thread_;
};

TEST_F(HubKeyTest, HubOfTheSlip_ShowsItsCaAndId) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  for (const std::string& host : {std::string("127.0.0.1"), std::string("localhost")}) {
    const auto found =
        FetchHubCa(absl::StrCat(host, ":", hub->port()), SlipFingerprint(identity), kPatience);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->hub_id, identity.hub_id);
    EXPECT_EQ(found->ca_pem, identity.ca.certificate_pem);
  }
  EXPECT_TRUE(
      ProbeHub(hub->address(), identity.ca.certificate_pem, identity.hub_id, kPatience).ok());
}

TEST_F(HubKeyTest, E6_SlipOfAnyAuthority_FindsItBehindTheHub) {
  const ThreeAuthorities hub_keys{TestIdentity()};
  const auto hub = Serve(hub_keys.identity);
  for (const Ca& ca : hub_keys.cas) {
    const std::string slip = PublicKeyFingerprint(ca.certificate_pem)->substr(0, kFingerprintBytes);
    const auto found = FetchHubCa(hub->address(), slip, kPatience);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->ca_pem, ca.certificate_pem);
    EXPECT_TRUE(
        ProbeHub(hub->address(), ca.certificate_pem, hub_keys.identity.hub_id, kPatience).ok());
  }
}

TEST_F(HubKeyTest, E8_AnotherHubAnswers_IsNotTheHubOnTheSlip) {
  const TestIdentity ours, other;
  const auto hub = Serve(other);
  const absl::Status refusal =
      FetchHubCa(hub->address(), SlipFingerprint(ours), kPatience).status();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(CodeOf(refusal), "not_the_hub_on_the_slip");
  EXPECT_THAT(text::ErrorOf(refusal).vi(), testing::HasSubstr("không phải là hub ghi trên phiếu"));
  EXPECT_EQ(served_, 0);
}

TEST_F(HubKeyTest, E8_RealCaShownBehindAForgedLeaf_IsNotTheHubOnTheSlip) {
  const TestIdentity ours;
  TestIdentity forger;
  const std::string forged = *SignServer(forger.ca, forger.server_key, ours.hub_id, forger.now_ms);
  forger.server_chain =
      forged.substr(0, forged.find("-----END CERTIFICATE-----") + 26) + ours.ca.certificate_pem;
  const auto hub = Serve(forger);
  EXPECT_EQ(CodeOf(FetchHubCa(hub->address(), SlipFingerprint(ours), kPatience).status()),
            "not_the_hub_on_the_slip");
}

TEST_F(HubKeyTest, E8_EnrolledDeviceInPlaceOfTheHub_IsNotTheHubOnTheSlip) {
  const TestIdentity ours;
  TestIdentity school = ours;
  school.server_key = ours.device_key;
  school.server_chain = ours.device + ours.ca.certificate_pem;
  const auto hub = Serve(school);
  EXPECT_EQ(CodeOf(FetchHubCa(hub->address(), SlipFingerprint(ours), kPatience).status()),
            "not_the_hub_on_the_slip");
}

TEST_F(HubKeyTest, C19_ProbeOfAnotherHub_SaysSo) {
  const TestIdentity ours, other(std::string(16, '\x66'));
  const auto hub = Serve(other);
  EXPECT_EQ(CodeOf(ProbeHub(hub->address(), ours.ca.certificate_pem, ours.hub_id, kPatience)),
            "another_hub");
  EXPECT_EQ(CodeOf(ProbeHub(hub->address(), other.ca.certificate_pem, ours.hub_id, kPatience)),
            "another_hub");
}

TEST_F(HubKeyTest, C8_CaptivePortal_IsSaidToBlockSecureConnections) {
  const RawPort portal([](int connection) {
    char hello[4096];
    [[maybe_unused]] const ssize_t got = read(connection, hello, sizeof(hello));
    constexpr std::string_view kPage = "HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n";
    [[maybe_unused]] const ssize_t sent = write(connection, kPage.data(), kPage.size());
  });
  const absl::Status refusal =
      FetchHubCa(portal.address(), std::string(10, 'x'), kPatience).status();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(CodeOf(refusal), "not_tls");
  EXPECT_THAT(text::ErrorOf(refusal).vi(), testing::HasSubstr("chặn kết nối an toàn"));
}

TEST_F(HubKeyTest, C8_InterceptingProxy_IsNotTheHub) {
  // A proxy that makes certificates of its own for every name.
  const TestIdentity ours, proxy(ours.hub_id);
  const auto hub = Serve(proxy);
  EXPECT_EQ(CodeOf(ProbeHub(hub->address(), ours.ca.certificate_pem, ours.hub_id, kPatience)),
            "another_hub");
}

TEST_F(HubKeyTest, NobodyListens_IsUnreachable) {
  std::string address;
  {
    const TestIdentity identity;
    address = Serve(identity)->address();
  }
  const absl::Status refusal = FetchHubCa(address, std::string(10, 'x'), kPatience).status();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(CodeOf(refusal), "hub_unreachable");
}

TEST_F(HubKeyTest, SilentPort_IsUnreachableWhenTimeIsUp) {
  const RawPort silent([](int connection) {
    // Until the other side gives up.
    char hello[4096];
    while (read(connection, hello, sizeof(hello)) > 0) {
    }
  });
  EXPECT_EQ(
      CodeOf(FetchHubCa(silent.address(), std::string(10, 'x'), absl::Milliseconds(50)).status()),
      "hub_unreachable");
}

TEST(HostPortTest, Addresses_AreTakenApart) {
  const auto parse = [](const char* address) {
    const auto parsed = ParseHostPort(address);
    return parsed.ok() ? ToTarget(*parsed) : CodeOf(parsed.status());
  };
  EXPECT_EQ(parse("hub.xa.vn:1234"), "hub.xa.vn:1234");
  EXPECT_EQ(parse("hub.xa.vn"), "hub.xa.vn:7400");
  EXPECT_EQ(parse("192.0.2.1:1"), "192.0.2.1:1");
  EXPECT_EQ(parse("127.0.0.1:0"), "127.0.0.1:0");
  EXPECT_EQ(parse("[2001:db8::1]:99"), "[2001:db8::1]:99");
  EXPECT_EQ(parse("[2001:db8::1]"), "[2001:db8::1]:7400");
  EXPECT_EQ(parse("2001:db8::1"), "[2001:db8::1]:7400");
  for (const char* bad :
       {"", ":", "hub:", ":80", "hub:65536", "hub:-1", "hub:x", "https://hub", "a b", "[::1",
        "[::1]x", "[::1]:", "u@hub", "a:b:c", "1:2:3", "7400", "7400:7400", "[hub]:1:2"}) {
    EXPECT_EQ(parse(bad), "address_refused") << bad;
  }
}

}  // namespace
}  // namespace gom::rpc
