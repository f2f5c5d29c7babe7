// A hub as it runs, with a school that has reported and a slip for another computer: a folder, its
// log, the network and the socket of its own.
#ifndef GOM_TESTS_FUZZ_WHOLE_HUB_H_
#define GOM_TESTS_FUZZ_WHOLE_HUB_H_

#include <filesystem>
#include <memory>
#include <string>

#include "hub/service/read_admin.h"
#include "tests/hub/service/bundle_fixture.h"

namespace gom::fuzz {

// The one that all inputs meet; put back to how it began after each that may have changed it.
class WholeHub final : public hub::BundleFixture {
 public:
  WholeHub() {
    SetUp();
    EXPECT_TRUE(school_->Send({{.total = 20, .met = 19, .words = "chưa có gì"}}).ok());
    EXPECT_TRUE(Review({Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1")}).ok());
    EXPECT_TRUE(school_->Send({{.total = 21, .met = 19, .parent = 1}}).ok());
    v1::IssueSlipRequest slip;
    slip.set_unit("S2");
    code_ = rpc::ParseSlipCode(Admin(&v1::AdminService::Stub::IssueSlip, slip)->code())->secret;
    Stop();
    std::filesystem::copy(folder_, top_ + "/begin", std::filesystem::copy_options::recursive);
    Begin();
  }
  ~WholeHub() override { TearDown(); }
  WholeHub(const WholeHub&) = delete;
  WholeHub& operator=(const WholeHub&) = delete;
  void TestBody() override {}

  // Where people at the hub call, and where the school's computer does.
  const std::shared_ptr<grpc::Channel>& here() const { return here_; }
  const std::shared_ptr<grpc::Channel>& far() const { return far_; }
  hub::Hub& hub() { return *hub_; }
  hub::TestDevice& school() { return *school_; }
  // Of the slip that nobody has used.
  const std::string& code() const { return code_; }
  std::string top() const { return top_; }
  uint64_t records() { return Records(); }
  v1::BundleHeader header() { return Header(*school_); }

  // What it shows is what its log says; then everything is as it was.
  void PutBack() {
    const auto report = hub::VerifyLog(*hub_);
    EXPECT_TRUE(report.ok()) << report.status();
    for (const std::string& problem : report->problems_en()) ADD_FAILURE() << problem;
    here_.reset();
    far_.reset();
    Stop();
    std::filesystem::remove_all(folder_);
    std::filesystem::copy(top_ + "/begin", folder_, std::filesystem::copy_options::recursive);
    Begin();
  }

 private:
  void Begin() {
    Start();
    TakeWarnings();
    here_ = server_->InProcessChannel();
    far_ = Channel(school_->key_pem, school_->certificate_pem);
  }

  std::shared_ptr<grpc::Channel> here_, far_;
  std::string code_;
};

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_WHOLE_HUB_H_
