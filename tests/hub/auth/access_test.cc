#include "hub/auth/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "common/platform/random.h"
#include "common/text/message.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/report.pb.h"
#include "gom/v1/sync.pb.h"
#include "hub/auth/api_keys.h"

namespace gom::hub {
namespace {

constexpr char kExchange[] = "/gom.v1.SyncService/Exchange";
constexpr char kProgress[] = "/gom.v1.ReportService/GetProgress";
constexpr char kCommune[] = "/gom.v1.SyncService/GetCommuneProgress";
constexpr char kRevoke[] = "/gom.v1.AdminService/RevokeDevice";

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class AccessTest : public testing::Test {
 protected:
  AccessTest() {
    platform::SeededRandom random(1);
    reader_ = MakeApiKey(random);
    narrow_ = MakeApiKey(random);
    unknown_ = MakeApiKey(random);
  }

  absl::StatusOr<Caller> Ask(const std::string& method, const rpc::Peer& peer,
                             const std::string& key = {}) const {
    const DeviceLookup devices = [](std::string_view sha256) -> std::optional<DeviceFacts> {
      if (sha256 == "school A") return DeviceFacts{1, "TH-01", false};
      if (sha256 == "revoked") return DeviceFacts{2, "TH-02", true};
      return std::nullopt;
    };
    const KeyLookup keys = [this](std::string_view sha256) -> std::optional<KeyFacts> {
      if (sha256 == reader_.sha256) return KeyFacts{"city", {std::string(kReportScope)}};
      if (sha256 == narrow_.sha256) return KeyFacts{"narrow", {"metrics.read"}};
      return std::nullopt;
    };
    return Authorise(method, peer, key, devices, keys);
  }
  std::string Refusal(const std::string& method, const rpc::Peer& peer,
                      const std::string& key = {}) const {
    return CodeOf(Ask(method, peer, key).status());
  }

  const rpc::Peer nobody_{rpc::Peer::Kind::kNetwork, std::nullopt, "ipv4:192.0.2.1:5"};
  const rpc::Peer school_{rpc::Peer::Kind::kNetwork, "school A", "ipv4:192.0.2.1:5"};
  const rpc::Peer revoked_{rpc::Peer::Kind::kNetwork, "revoked", "ipv4:192.0.2.1:5"};
  const rpc::Peer stranger_{rpc::Peer::Kind::kNetwork, "stranger", "ipv4:192.0.2.1:5"};
  const rpc::Peer socket_{rpc::Peer::Kind::kLocalSocket, std::nullopt, "unix:"};
  const rpc::Peer inside_{rpc::Peer::Kind::kInProcess, std::nullopt, "unknown"};
  NewApiKey reader_, narrow_, unknown_;
};

// The services that the hub offers to anybody; the agent's SchoolService is not among them.
TEST_F(AccessTest, EveryMethodOfTheHub_HasExactlyOneRow) {
  std::multiset<std::string> rows;
  for (const AccessRow& row : AccessTable()) rows.emplace(row.method);
  std::set<std::string> methods;
  for (const google::protobuf::FileDescriptor* file :
       {v1::ExchangeRequest::descriptor()->file(), v1::GetPlanRequest::descriptor()->file(),
        v1::ReviewRequest::descriptor()->file()}) {
    ASSERT_GT(file->service_count(), 0);
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const std::string name = absl::StrCat("/", file->service(s)->full_name(), "/",
                                              file->service(s)->method(m)->name());
        EXPECT_EQ(rows.count(name), 1u) << name;
        methods.insert(name);
      }
    }
  }
  for (const std::string& row : rows) {
    if (row.substr(0, 5) != "/gom.") continue;
    EXPECT_TRUE(methods.count(row)) << row << " is no method any more";
  }
}

TEST_F(AccessTest, UnknownMethod_IsRefusedEvenLocally) {
  for (const rpc::Peer& peer : {nobody_, school_, socket_, inside_}) {
    const absl::Status refusal = Ask("/gom.v1.AdminService/Nothing", peer, reader_.key).status();
    EXPECT_EQ(refusal.code(), absl::StatusCode::kPermissionDenied);
    EXPECT_EQ(CodeOf(refusal), "method_unknown");
  }
}

TEST_F(AccessTest, Enroll_IsOpenToAnyone) {
  EXPECT_TRUE(Ask("/gom.v1.SyncService/Enroll", nobody_).ok());
}

TEST_F(AccessTest, DeviceInTheTable_MayExchangeAsItself) {
  const absl::StatusOr<Caller> caller = Ask(kExchange, school_);
  ASSERT_TRUE(caller.ok());
  EXPECT_EQ(caller->device->device, 1u);
  EXPECT_EQ(caller->device->unit, "TH-01");
}

TEST_F(AccessTest, E3_RevokedDevice_IsToldSo) {
  const absl::Status refusal = Ask(kExchange, revoked_).status();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(refusal), "device_revoked");
  EXPECT_THAT(text::ErrorOf(refusal).vi(), testing::HasSubstr("thu hồi"));
}

TEST_F(AccessTest, ExchangeWithoutAKnownCertificate_IsRefused) {
  EXPECT_EQ(Refusal(kExchange, nobody_), "certificate_missing");
  EXPECT_EQ(Refusal(kExchange, stranger_), "device_unknown");
  EXPECT_EQ(Refusal(kExchange, nobody_, reader_.key), "certificate_missing")
      << "an API key is no device";
  EXPECT_EQ(Refusal(kExchange, socket_), "certificate_missing") << "the operator is no device";
}

TEST_F(AccessTest, Commune_IsToldToDevicesInTheTableAlone) {
  EXPECT_TRUE(Ask(kCommune, school_).ok());
  EXPECT_EQ(Refusal(kCommune, revoked_), "device_revoked");
  EXPECT_EQ(Refusal(kCommune, stranger_), "device_unknown");
  EXPECT_EQ(Refusal(kCommune, nobody_, reader_.key), "certificate_missing")
      << "upstream systems have GetProgress";
  EXPECT_FALSE(ChangesSomething(kCommune)) << "also while the log waits for repair";
}

TEST_F(AccessTest, E17_ReportsOverTheNetwork_NeedAKeyWithTheScope) {
  EXPECT_EQ(Refusal(kProgress, nobody_), "key_refused");
  EXPECT_EQ(Refusal(kProgress, nobody_, "gom_short"), "key_refused");
  EXPECT_EQ(Refusal(kProgress, nobody_, unknown_.key), "key_refused");
  EXPECT_EQ(Refusal(kProgress, nobody_, narrow_.key), "scope_missing");
  EXPECT_EQ(Refusal(kProgress, school_), "key_refused") << "a device's certificate is no API key";
  const absl::StatusOr<Caller> city = Ask(kProgress, nobody_, reader_.key);
  ASSERT_TRUE(city.ok());
  EXPECT_EQ(city->key_name, "city");
  EXPECT_TRUE(Ask(kProgress, socket_).ok());
}

TEST_F(AccessTest, E17_EveryReportOverTheNetwork_NeedsThatScope) {
  int reports = 0;
  for (const AccessRow& row : AccessTable()) {
    const std::string method(row.method);
    if (method.rfind("/gom.v1.ReportService/", 0) != 0) continue;
    ++reports;
    EXPECT_EQ(Refusal(method, nobody_), "key_refused") << method;
    EXPECT_EQ(Refusal(method, nobody_, narrow_.key), "scope_missing") << method;
    EXPECT_TRUE(Ask(method, nobody_, reader_.key).ok()) << method;
  }
  EXPECT_EQ(reports, v1::GetPlanRequest::descriptor()->file()->service(0)->method_count());
}

TEST_F(AccessTest, E11_AdministrationOverTheNetwork_IsRefusedToAll) {
  for (const rpc::Peer& peer : {nobody_, school_, revoked_, stranger_}) {
    EXPECT_EQ(Refusal(kRevoke, peer, reader_.key), "local_only");
  }
  EXPECT_TRUE(Ask(kRevoke, socket_).ok());
  EXPECT_TRUE(Ask(kRevoke, inside_).ok());
}

TEST_F(AccessTest, ApiKey_ShowsItsPrefixAndKeepsItsHashOnly) {
  EXPECT_EQ(reader_.key.size(), 36u);
  EXPECT_EQ(reader_.prefix, reader_.key.substr(0, 10));
  EXPECT_EQ(reader_.sha256, HashApiKey(reader_.key));
  EXPECT_EQ(reader_.sha256.size(), 32u);
  EXPECT_NE(reader_.key, narrow_.key);
  EXPECT_TRUE(LooksLikeApiKey(reader_.key));
  EXPECT_FALSE(LooksLikeApiKey(reader_.key + "0"));
  EXPECT_FALSE(LooksLikeApiKey(""));
}

}  // namespace
}  // namespace gom::hub
