#include "common/rpc/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "common/text/message.h"
#include "tests/common/rpc/test_hub.h"

namespace gom::rpc {
namespace {

constexpr int64_t kDayMs = 86'400'000;

class CredentialsTest : public testing::Test {
 protected:
  CredentialsTest() {
    std::string pattern = testing::TempDir() + "gom-tls-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~CredentialsTest() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<TestHub> Serve(const TestIdentity& identity) {
    return std::make_unique<TestHub>(
        identity.server_key, identity.server_chain,
        [this](const Peer& peer, const std::string& bearer) {
          peer_ = peer;
          bearer_ = bearer;
          ++served_;
          return absl::OkStatus();
        },
        UnaryCallsOptions{.threads = 1}, folder_ + "/gom.sock");
  }

  std::string folder_;
  Peer peer_;
  std::string bearer_;
  int served_ = 0;
};

TEST_F(CredentialsTest, DeviceWithCertificate_IsSeenByItsFingerprint) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const grpc::Status status = CallPlan(hub->address(), identity.DeviceCredentials());
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(peer_.kind, Peer::Kind::kNetwork);
  EXPECT_EQ(peer_.certificate_sha256, *Sha256Fingerprint(identity.device));
  EXPECT_THAT(peer_.address, testing::StartsWith("ipv4:127.0.0.1:"));
}

TEST_F(CredentialsTest, ClientWithoutCertificate_MayCallAndIsNobody) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const grpc::Status status =
      CallPlan(hub->address(), DeviceTls(identity.ca.certificate_pem, identity.hub_id, "", ""));
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(peer_.kind, Peer::Kind::kNetwork);
  EXPECT_FALSE(peer_.certificate_sha256.has_value());
}

TEST_F(CredentialsTest, CertificateOfAnotherCa_IsPassedOnForTheTableToJudge) {
  const TestIdentity identity, stranger(std::string(16, '\x33'));
  const auto hub = Serve(identity);
  const grpc::Status status =
      CallPlan(hub->address(), DeviceTls(identity.ca.certificate_pem, identity.hub_id,
                                         stranger.device_key, stranger.device));
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(peer_.certificate_sha256, *Sha256Fingerprint(stranger.device));
}

TEST_F(CredentialsTest, E14_CertificateWithoutItsKey_DoesNotGetThrough) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const grpc::Status status = CallPlan(
      hub->address(),
      DeviceTls(identity.ca.certificate_pem, identity.hub_id, *GenerateKey(), identity.device));
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(served_, 0);
}

TEST_F(CredentialsTest, C8_HubOfAnotherCa_IsRefusedByTheDevice) {
  const TestIdentity ours, theirs;  // the same hub id and the same names, other keys
  const auto hub = Serve(theirs);
  const grpc::Status status = CallPlan(hub->address(), ours.DeviceCredentials());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
  EXPECT_EQ(served_, 0) << "nothing may be sent";
}

TEST_F(CredentialsTest, C19_AnotherHubIdUnderTheSameCa_IsRefusedByTheDevice) {
  TestIdentity identity;
  const std::string other =
      *SignServer(identity.ca, identity.server_key, std::string(16, '\x44'), identity.now_ms);
  identity.server_chain = other;
  const auto hub = Serve(identity);
  EXPECT_EQ(CallPlan(hub->address(), identity.DeviceCredentials()).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(served_, 0);
}

TEST_F(CredentialsTest, DevicePlayingTheHub_IsRefusedByTheDevice) {
  TestIdentity identity;
  identity.server_key = identity.device_key;
  identity.server_chain = identity.device + identity.ca.certificate_pem;
  const auto hub = Serve(identity);
  EXPECT_EQ(CallPlan(hub->address(), identity.DeviceCredentials()).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(served_, 0);
}

TEST_F(CredentialsTest, B7_CertificateNotYetValid_IsAcceptedByTheDevice) {
  const TestIdentity today;
  for (int64_t off_ms : {3650 * kDayMs, -3650 * kDayMs}) {
    const TestIdentity identity(std::string(16, '\x55'), today.now_ms + off_ms);
    const auto hub = Serve(identity);
    const grpc::Status status = CallPlan(hub->address(), identity.DeviceCredentials());
    EXPECT_TRUE(status.ok()) << status.error_message() << ", certificates made " << off_ms / kDayMs
                             << " days off";
    EXPECT_EQ(peer_.certificate_sha256, *Sha256Fingerprint(identity.device));
  }
}

TEST_F(CredentialsTest, E5_ExpiredDeviceCertificate_ReachesTheServiceLayer) {
  TestIdentity identity;
  identity.device = *SignDevice(identity.ca, *MakeSigningRequest(identity.device_key),
                                identity.hub_id, 7, "TH-01", identity.now_ms - 1000 * kDayMs);
  const auto hub = Serve(identity);
  const grpc::Status status = CallPlan(hub->address(), identity.DeviceCredentials());
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(peer_.certificate_sha256, *Sha256Fingerprint(identity.device));
}

TEST_F(CredentialsTest, E6_DeviceThatPinsAnyAuthority_TalksToTheHubOfTheNewest) {
  const ThreeAuthorities hub_keys{TestIdentity()};
  const TestIdentity& identity = hub_keys.identity;
  const auto hub = Serve(identity);
  for (const Ca& ca : hub_keys.cas) {
    const grpc::Status status = CallPlan(
        hub->address(),
        DeviceTls(ca.certificate_pem, identity.hub_id, identity.device_key, identity.device));
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
}

TEST_F(CredentialsTest, UnixSocket_IsALocalPeer) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  ASSERT_TRUE(CallPlan("unix:" + folder_ + "/gom.sock", grpc::InsecureChannelCredentials()).ok());
  EXPECT_EQ(peer_.kind, Peer::Kind::kLocalSocket);
  EXPECT_FALSE(peer_.certificate_sha256.has_value());
}

TEST_F(CredentialsTest, InProcessChannel_IsInProcessPeer) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  ASSERT_TRUE(CallPlan(hub->server().InProcessChannel(ClientArguments())).ok());
  EXPECT_EQ(peer_.kind, Peer::Kind::kInProcess) << peer_.address;
}

TEST_F(CredentialsTest, Plaintext_DoesNotGetThrough) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  EXPECT_FALSE(CallPlan(hub->address(), grpc::InsecureChannelCredentials()).ok());
  EXPECT_EQ(served_, 0);
}

TEST_F(CredentialsTest, SecondServerOnThePort_IsRefused) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const auto starts = [&](const std::string& address) {
    v1::ReportService::CallbackService service;
    grpc::ServerBuilder builder;
    ApplyServerLimits(builder);
    builder.RegisterService(&service);
    builder.AddListeningPort(address, ServerTls(identity.server_key, identity.server_chain));
    return builder.BuildAndStart() != nullptr;
  };
  EXPECT_TRUE(starts("127.0.0.1:0"));
  EXPECT_FALSE(starts(hub->address()));
}

TEST_F(CredentialsTest, BearerKey_IsWhatFollowsTheScheme) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const auto credentials = DeviceTls(identity.ca.certificate_pem, identity.hub_id, "", "");
  const auto bearer = [&](const std::string& value) {
    const grpc::Status status =
        CallPlan(hub->address(), credentials, [&](grpc::ClientContext& context) {
          EXPECT_TRUE(AddMetadata(context, "authorization", value));
        });
    EXPECT_TRUE(status.ok()) << status.error_message();
    return bearer_;
  };
  EXPECT_EQ(bearer("Bearer gom_ABC"), "gom_ABC");
  EXPECT_EQ(bearer("bearer  gom_ABC "), "gom_ABC");
  EXPECT_EQ(bearer("Basic Z29t"), "");
  EXPECT_EQ(bearer("gom_ABC"), "");
}

TEST_F(CredentialsTest, HostileMetadata_IsRefusedInsteadOfEndingTheProgram) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const grpc::Status status =
      CallPlan(hub->address(), identity.DeviceCredentials(), [](grpc::ClientContext& context) {
        for (const char* key :
             {"", "a b", "a(b)", "Großes", "UPPER", ":path", "grpc-timeout", "x\n"}) {
          EXPECT_FALSE(AddMetadata(context, key, "v")) << key;
        }
        for (const std::string& value : {std::string("Kỳ"), std::string("a\nb"),
                                         std::string("a\0b", 3), std::string("\x7f")}) {
          EXPECT_FALSE(AddMetadata(context, "note", value)) << value;
        }
        EXPECT_TRUE(AddMetadata(context, "note", "plain text ~"));
        EXPECT_TRUE(AddMetadata(context, "note-bin", std::string("K\xe1\0", 3)));
      });
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(CredentialsTest, C17_MetadataFlood_IsRefusedAndOthersGoOn) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const grpc::Status flood =
      CallPlan(hub->address(), identity.DeviceCredentials(), [](grpc::ClientContext& context) {
        for (int i = 0; i < 32; ++i)
          AddMetadata(context, absl::StrCat("k", i), std::string(1000, 'x'));
      });
  EXPECT_FALSE(flood.ok());
  EXPECT_EQ(served_, 0);
  EXPECT_TRUE(CallPlan(hub->address(), identity.DeviceCredentials()).ok());
}

TEST_F(CredentialsTest, C16_CompressedMessage_IsRefused) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const auto channel =
      grpc::CreateCustomChannel(hub->address(), identity.DeviceCredentials(), ClientArguments());
  grpc::ClientContext context;
  SetDeadline(context, absl::Seconds(10));
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  v1::ListUnitsRequest bomb;
  bomb.set_page_token(std::string(8 << 20, 'x'));
  v1::ListUnitsResponse response;
  const grpc::Status status =
      v1::ReportService::NewStub(channel)->ListUnits(&context, bomb, &response);
  // Not UNIMPLEMENTED for want of a method: the message must not have been read at all.
  EXPECT_THAT(status.error_message(), testing::HasSubstr("gzip")) << status.error_code();
}

TEST_F(CredentialsTest, C13_MessageOverTheLimit_IsRefused) {
  const TestIdentity identity;
  const auto hub = Serve(identity);
  const auto channel =
      grpc::CreateCustomChannel(hub->address(), identity.DeviceCredentials(), ClientArguments());
  grpc::ClientContext context;
  SetDeadline(context, absl::Seconds(10));
  v1::ListUnitsRequest large;
  large.set_page_token(std::string(5 << 20, 'x'));
  v1::ListUnitsResponse response;
  const grpc::Status status =
      v1::ReportService::NewStub(channel)->ListUnits(&context, large, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(text::ErrorOf(FromGrpc(status)).code(), "too_large");
}

}  // namespace
}  // namespace gom::rpc
