#include "hub/service/server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "absl/time/clock.h"
#include "common/platform/mutex.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using ServerTest = HubFixture;

std::string Bytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string out;
  if (!buffer.Dump(&slices).ok()) return out;
  for (const grpc::Slice& s : slices)
    out.append(reinterpret_cast<const char*>(s.begin()), s.size());
  return out;
}

grpc::ByteBuffer Buffer(const std::string& bytes) {
  grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

// grpc.health.v1: the request holds a service's name in field 1, the answer a status in field 1 (1:
// serving).
std::pair<grpc::Status, std::string> Health(const std::shared_ptr<grpc::Channel>& channel,
                                            const std::string& service) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  std::string request;
  if (!service.empty())
    request = "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
  const grpc::ByteBuffer in = Buffer(request);
  grpc::ByteBuffer out;
  grpc::Status status;
  platform::Notification done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &in, &out, [&](grpc::Status s) {
    status = std::move(s);
    done.Notify();
  });
  done.WaitForNotification();
  return {status, Bytes(out)};
}

// The certificate that the hub shows on a new connection.
std::string ShownCertificate(const std::shared_ptr<grpc::Channel>& channel) {
  v1::ReportService::Stub stub(channel);
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::GetProgressResponse response;
  (void)stub.GetProgress(&context, {}, &response);  // refused: there is no key
  const auto shown = context.auth_context()->FindPropertyValues("x509_pem_cert");
  return shown.empty() ? std::string() : std::string(shown[0].data(), shown[0].size());
}

TEST_F(ServerTest, CertificateAboutToEndWhileServing_IsMadeAnewAndShownToNewConnections) {
  const auto server =
      Server::Start(*hub_, {.listen = "127.0.0.1:0", .certificate_look_seconds = 1});
  ASSERT_TRUE(server.ok()) << server.status();
  const auto shown_now = [&] {
    return ShownCertificate(grpc::CreateCustomChannel(
        (*server)->address(),
        rpc::DeviceTls(hub_->authority().ca_pem(), hub_->authority().hub_id(), "", ""),
        rpc::ClientArguments()));
  };
  const std::string first = shown_now();
  ASSERT_FALSE(first.empty());
  constexpr int64_t kDayMs = 86'400'000;
  clock_.Set(kNowMs + 380 * kDayMs);
  hub_->Upkeep();
  const absl::Time until = absl::Now() + absl::Seconds(30);
  std::string shown = first;
  while (shown == first && absl::Now() < until) shown = shown_now();
  ASSERT_NE(shown, first);
  EXPECT_GT(*rpc::NotAfter(shown), kNowMs + 700 * kDayMs);
}

// Something reads hub.db and does not end, so nothing is copied from the log of what was written.
TEST_F(ServerTest, D11_WalGrowsBeyondMeasure_WhoRunsTheHubIsToldOnce) {
  constexpr int64_t kDayMs = 86'400'000, kMebibyte = 1 << 20;
  const std::string wal = folder_ + "/hub.db-wal";
  const auto told = [&] {
    hub_->Upkeep();
    platform::MutexLock lock(&warnings_mutex_);
    return std::count(warnings_.begin(), warnings_.end(), "wal_large");
  };
  clock_.Set(kNowMs + kDayMs);
  EXPECT_EQ(told(), 0);
  ASSERT_EQ(truncate(wal.c_str(), 255 * kMebibyte), 0);
  clock_.Set(kNowMs + 2 * kDayMs);
  EXPECT_EQ(told(), 0) << "within measure";
  const auto status_says = [&](const char* words) {
    const auto status = Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
    return status->ShortDebugString().find(words) != std::string::npos;
  };
  EXPECT_FALSE(status_says("another program keeps hub.db open"));
  ASSERT_EQ(truncate(wal.c_str(), 257 * kMebibyte), 0);
  clock_.Set(kNowMs + 3 * kDayMs);
  EXPECT_EQ(told(), 1);
  EXPECT_TRUE(status_says("hub.db-wal has grown to 269 MB: another program keeps hub.db open"));
  clock_.Set(kNowMs + 4 * kDayMs);
  EXPECT_EQ(told(), 1);
  ApplyPlanAndUnits();
  EXPECT_TRUE(EnrollDevice("S1")->Send({{.total = 10, .met = 9}}).ok()) << "the hub goes on";
}

TEST_F(ServerTest, Health_AnswersForAllAndForEachServiceByName) {
  for (const char* service :
       {"", "gom.v1.SyncService", "gom.v1.ReportService", "gom.v1.AdminService"}) {
    const auto [status, answer] = Health(Channel("", ""), service);
    EXPECT_TRUE(status.ok()) << service << ": " << status.error_message();
    EXPECT_EQ(answer, "\x08\x01") << service;
  }
  EXPECT_EQ(Health(Channel("", ""), "no.such.Service").first.error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServerTest, Reflection_ListsTheServices) {
  grpc::GenericStub stub(Channel("", ""));
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  grpc::CompletionQueue queue;
  auto call = stub.PrepareCall(
      &context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(this);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  // list_services = 7, any text.
  call->Write(Buffer(std::string("\x3a\x01*", 3)), this);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer answer;
  call->Read(&answer, this);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  for (const char* service :
       {"gom.v1.SyncService", "gom.v1.ReportService", "gom.v1.AdminService"}) {
    EXPECT_THAT(Bytes(answer), testing::HasSubstr(service));
  }
  context.TryCancel();
  grpc::Status status;
  call->Finish(&status, this);
  queue.Next(&tag, &ok);
}

TEST_F(ServerTest, PortInUse_IsRefusedInBothLanguages) {
  auto second = Server::Start(*hub_, {.listen = server_->address(), .socket = false});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(CodeOf(second.status()), "port_in_use");
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, second.status()),
              testing::HasSubstr(server_->address()));
  EXPECT_THAT(text::Sentence(text::Language::kEnglish, second.status()),
              testing::HasSubstr("--listen"));
}

TEST_F(ServerTest, ListenThatIsNoAddress_IsRefused) {
  for (const char* bad : {"nonsense:port", "a:b:c", "7400", ":7400", ""}) {
    EXPECT_EQ(CodeOf(ParseListen(bad).status()), "listen_wrong") << bad;
  }
  EXPECT_EQ(ParseListen("127.0.0.1:0")->port, 0);
  EXPECT_EQ(ParseListen("0.0.0.0:7400")->port, 7400);
}

TEST_F(ServerTest, Socket_IsForItsOwnerAloneAndGoesWithTheServer) {
  const std::string path = folder_ + "/gom.sock";
  struct stat facts;
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  Stop();
  EXPECT_NE(stat(path.c_str(), &facts), 0);
}

TEST_F(ServerTest, A21_SecondHubOnTheFolder_IsRefusedInBothLanguages) {
  auto second = Hub::Open({.folder = folder_});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(CodeOf(second.status()), "data_folder_in_use");
  EXPECT_FALSE(text::ErrorOf(second.status()).vi().empty());
}

TEST_F(ServerTest, FolderWithoutAHub_SaysHowToMakeOne) {
  auto none = Hub::Open({.folder = folder_ + "-none"});
  EXPECT_EQ(CodeOf(none.status()), "not_a_hub");
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, none.status()),
              testing::HasSubstr("gom-hub init"));
}

TEST_F(ServerTest, InitTwice_IsRefusedAndTheHubStays) {
  Stop();
  InitOptions init;
  init.folder = folder_;
  init.name = "Xã Khác";
  EXPECT_EQ(CodeOf(InitHub(init).status()), "hub_exists");
  Start();
  EXPECT_EQ(Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest())->name(), "Xã Thử");
}

TEST_F(ServerTest, InitWithWhatServeWouldRefuse_IsRefusedAndNothingIsMade) {
  InitOptions init;
  init.folder = folder_ + "-new";
  init.name = "Xã Mới";
  init.listen = "a:b:c";
  EXPECT_EQ(CodeOf(InitHub(init).status()), "listen_wrong");
  EXPECT_FALSE(platform::Exists(init.folder));
  init.listen = "";
  init.folder += std::string(120, 'x');
  EXPECT_EQ(CodeOf(InitHub(init).status()), "data_folder_too_long");
  EXPECT_FALSE(platform::Exists(init.folder));
}

TEST_F(ServerTest, A19_FolderOnANetworkDrive_InitIsRefusedAndNothingIsMade) {
  constexpr uint64_t kNfs = 0x6969;
  InitOptions init;
  init.folder = folder_ + "-network";
  init.name = "Xã Mạng";
  init.probe = [](const std::string&) { return platform::FolderFacts{.file_system = kNfs}; };
  const absl::Status status = InitHub(init).status();
  EXPECT_EQ(CodeOf(status), "folder_on_network");
  const std::string vi = text::Sentence(text::Language::kVietnamese, status);
  const std::string en = text::Sentence(text::Language::kEnglish, status);
  EXPECT_THAT(vi, testing::HasSubstr(init.folder));
  EXPECT_THAT(en, testing::HasSubstr(init.folder));
  EXPECT_NE(vi, en);
  EXPECT_FALSE(platform::Exists(init.folder));
}

TEST_F(ServerTest, C13_MessageAboveTheLimit_IsRefusedAndTheServerLives) {
  auto stub = v1::SyncService::NewStub(Channel("", ""));
  v1::EnrollRequest request;
  request.set_label(std::string(rpc::kMessageBytes + 1, 'x'));
  EXPECT_EQ(CallHub(*stub, &v1::SyncService::Stub::Enroll, request).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(Health(Channel("", ""), "").first.ok());
}

}  // namespace
}  // namespace gom::hub
