// Who is let in to a page: launch tokens, the PIN, and how long each lasts.
#include "agent/service/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/text/message.h"
#include "gom/v1/page.grpc.pb.h"
#include "grpcpp/server_builder.h"

namespace gom::agent {
namespace {

constexpr char kPin[] = "2468ab";

class PageTest : public testing::Test {
 protected:
  PageTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gom-page-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    server_ = grpc::ServerBuilder().RegisterService(&nothing_).BuildAndStart();
    page_ = std::make_unique<Page>(folder_, clock_, random_);
  }
  ~PageTest() override {
    page_.reset();
    server_->Shutdown();
    std::filesystem::remove_all(folder_);
  }

  void Serve(PageOptions options = {.files = "", .port = 0}) {
    const absl::Status served = page_->Serve(options, server_->InProcessChannel({}));
    ASSERT_TRUE(served.ok()) << served;
  }
  std::string Launch() {
    const absl::StatusOr<v1::OpenPageResponse> launched = page_->Launch();
    EXPECT_TRUE(launched.ok()) << launched.status();
    const std::string begins = page_->address() + "#t=";
    EXPECT_EQ(launched->address().substr(0, begins.size()), begins);
    return launched->address().substr(begins.size());
  }
  absl::StatusOr<door::Credentials> Open(const std::string& token, const std::string& pin = "") {
    v1::OpenSessionRequest request;
    request.set_token(token);
    request.set_pin(pin);
    return page_->Open(request);
  }
  std::string Refusal(const std::string& token, const std::string& pin = "") {
    const absl::StatusOr<door::Credentials> opened = Open(token, pin);
    return opened.ok() ? "" : text::ErrorOf(opened.status()).code();
  }

  platform::ManualMonotonicClock clock_;
  platform::SeededRandom random_{7};
  std::string folder_;
  v1::PageService::CallbackService nothing_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Page> page_;
};

TEST_F(PageTest, LaunchToken_OpensOneSession) {
  Serve();
  const std::string token = Launch();
  EXPECT_EQ(token.size(), 32u);
  const absl::StatusOr<door::Credentials> opened = Open(token);
  ASSERT_TRUE(opened.ok());
  EXPECT_TRUE(page_->IsOpen(*opened));
  EXPECT_TRUE(page_->State(*opened).open());
  EXPECT_EQ(Refusal(token), "page_launch_refused") << "used";
  EXPECT_EQ(Refusal(""), "page_launch_refused");
  EXPECT_EQ(Refusal("x"), "page_launch_refused");
  page_->End(*opened);
  EXPECT_FALSE(page_->IsOpen(*opened));
}

TEST_F(PageTest, LaunchToken_LivesTwoMinutes) {
  Serve();
  const std::string used = Launch(), late = Launch();
  clock_.Advance(kLaunchLife);
  EXPECT_EQ(Refusal(used), "");
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_EQ(Refusal(late), "page_launch_refused");
}

TEST_F(PageTest, TooManyTokens_AreRefusedUntilSomeAreOld) {
  Serve();
  for (int i = 0; i < 16; ++i) Launch();
  EXPECT_EQ(text::ErrorOf(page_->Launch().status()).code(), "page_too_many_launches");
  clock_.Advance(kLaunchLife + absl::Seconds(1));
  EXPECT_EQ(Refusal(Launch()), "");
}

TEST_F(PageTest, PageThatIsNotServed_OpensNothing) {
  EXPECT_EQ(text::ErrorOf(page_->Launch().status()).code(), "page_not_served");
  EXPECT_EQ(page_->address(), "");
}

TEST_F(PageTest, I3_WithAPin_ATokenAloneOpensNothingAndThePinDoes) {
  Serve();
  ASSERT_TRUE(page_->SetPin(kPin).ok());
  EXPECT_TRUE(page_->Launch()->pin_needed());
  EXPECT_TRUE(page_->State({}).pin_needed());
  const std::string token = Launch();
  EXPECT_EQ(Refusal(token), "pin_needed");
  EXPECT_EQ(Refusal(token, "000000"), "pin_wrong");
  EXPECT_EQ(Refusal(token, kPin), "") << "a slip of the finger costs no token";
  EXPECT_EQ(Refusal("", kPin), "") << "a bookmark will do";
}

TEST_F(PageTest, I3_WrongPins_WaitLongerEachTime) {
  Serve();
  ASSERT_TRUE(page_->SetPin(kPin).ok());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Refusal("", "000000"), "pin_wrong") << i;
  for (const absl::Duration wait : {absl::Seconds(30), absl::Seconds(60), absl::Seconds(120),
                                    absl::Seconds(240), absl::Seconds(480), absl::Seconds(960),
                                    absl::Seconds(1920), absl::Hours(1), absl::Hours(1)}) {
    EXPECT_EQ(Refusal("", kPin), "pin_wait") << "the right one as well";
    clock_.Advance(wait - absl::Milliseconds(1));
    EXPECT_EQ(Refusal("", "000000"), "pin_wait") << wait;
    clock_.Advance(absl::Milliseconds(1));
    EXPECT_EQ(Refusal("", "000000"), "pin_wrong") << wait;
  }
  const std::string token = Launch();
  EXPECT_EQ(Refusal(token, kPin), "") << "who has a token is not kept waiting by who has none";
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Refusal("", kPin), "");
  EXPECT_EQ(Refusal("", "000000"), "pin_wrong") << "and all is forgotten";
}

TEST_F(PageTest, AnotherPin_EndsEverySession) {
  Serve();
  const absl::StatusOr<door::Credentials> opened = Open(Launch());
  ASSERT_TRUE(opened.ok());
  ASSERT_TRUE(page_->SetPin(kPin).ok());
  EXPECT_FALSE(page_->IsOpen(*opened));
  ASSERT_TRUE(page_->SetPin("").ok());
  EXPECT_EQ(Refusal(Launch()), "") << "none any more";
  EXPECT_FALSE(page_->State({}).pin_needed());
}

TEST_F(PageTest, PinOfTheWrongLength_ChangesNothing) {
  for (const std::string& odd : {std::string("12345"), std::string(65, '1')})
    EXPECT_EQ(text::ErrorOf(page_->SetPin(odd)).code(), "pin_length");
  EXPECT_FALSE(page_->State({}).pin_needed());
}

TEST_F(PageTest, Pin_IsKeptAsAHashForNobodyElse) {
  ASSERT_TRUE(page_->SetPin(kPin).ok());
  const std::string file = folder_ + "/page.pin";
  const absl::StatusOr<std::string> hash = ReadPinHash(folder_);
  ASSERT_TRUE(hash.ok());
  EXPECT_EQ(hash->substr(0, 10), "$argon2id$");
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
  EXPECT_TRUE(PinFits(*hash, kPin));
  EXPECT_FALSE(PinFits(*hash, "2468aB"));
  EXPECT_FALSE(PinFits("", ""));
  page_ = std::make_unique<Page>(folder_, clock_, random_);
  EXPECT_TRUE(page_->State({}).pin_needed()) << "after a start too";
}

// Without the hash nobody can say whether a PIN is right; letting everybody in would be worse.
TEST_F(PageTest, PinFileThatCannotBeRead_LetsNobodyIn) {
  Serve();
  const std::string token = Launch();
  std::filesystem::create_directory(folder_ + "/page.pin");
  EXPECT_FALSE(Open(token).ok());
  EXPECT_TRUE(page_->State({}).pin_needed());
}

TEST_F(PageTest, I4_Port_StaysTheOneThatWasFoundFree) {
  Serve();
  const std::string any = page_->address();
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/page.port")) << "any port is not kept";
  const int taken = atoi(any.substr(any.rfind(':') + 1).c_str());
  Page next(folder_, clock_, random_);
  ASSERT_TRUE(next.Serve({.files = "", .port = taken}, server_->InProcessChannel({})).ok());
  const std::string address = next.address();
  EXPECT_NE(address, any);
  next.Close();
  page_->Close();  // now the first is free again, and the page stays where it is
  Page again(folder_, clock_, random_);
  ASSERT_TRUE(again.Serve({}, server_->InProcessChannel({})).ok());
  EXPECT_EQ(again.address(), address);
}

}  // namespace
}  // namespace gom::agent
