// School computers that get files from the hub: one that is enrolled and waits for a reply, one
// that has asked to be. Each is made anew after what it took; the hub's keys are held here.
#ifndef GOM_TESTS_FUZZ_BUNDLE_DESKS_H_
#define GOM_TESTS_FUZZ_BUNDLE_DESKS_H_

#include <memory>
#include <string>

#include "agent/service/bundle.h"
#include "agent/service/enroll_file.h"
#include "agent/service/enrolling.h"
#include "agent/store/device_keys.h"
#include "common/rpc/certificates.h"
#include "common/rpc/slip_code.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/signing.h"
#include "common/sync/slip_file.h"
#include "tests/agent/school.h"

namespace gom::fuzz {

inline const std::string& HubOfDesks() {
  static const std::string hub(16, 'H');
  return hub;
}
inline const sync::SigningKey& KeyOfHub() {
  static const sync::SigningKey key =
      *sync::SigningKey::FromSeed(std::string(sync::kKeyBytes, 'k'));
  return key;
}

// It has carried a report away and entered another one since.
class WaitingDesk {
 public:
  agent::School& school() {
    if (now_ != nullptr) return *now_;
    now_ = std::make_unique<agent::School>(true, "", "", KeyOfHub().public_key());
    now_->Report("profile", "Q1", {{"staff", "50"}});
    now_->Report("profile", "Q2", {{"staff", "51"}});
    return *now_;
  }
  v1::BundleHeader Header() {
    v1::BundleHeader header;
    header.set_kind(v1::BundleHeader::KIND_REPLY);
    header.set_hub(HubOfDesks());
    header.set_device(school().store().enrollment().device);
    header.set_id(std::string(sync::kBundleIdBytes, 'r'));
    return header;
  }
  std::string SealKey() { return sync::SealKeyOf(agent::SealSecret(school().folder()).value()); }
  absl::Status Take(const std::string& file) {
    v1::ImportReplyRequest request;
    request.set_bundle(file);
    return agent::ImportReply(school().desk(), monotonic_, request).status();
  }
  // Every form, as a person sees it, and how far each side has come.
  std::string Seen() {
    std::string seen = school().store().marks().read.SerializeAsString();
    for (const char* period : {"Q1", "Q2"})
      seen += school().Form("profile", period).SerializeAsString();
    return seen + std::to_string(school().state().waiting);
  }
  void PutBack() { now_.reset(); }

 private:
  platform::ManualMonotonicClock monotonic_;
  std::unique_ptr<agent::School> now_;
};

class AskingDesk {
 public:
  v1::BundleHeader Header() const {
    v1::BundleHeader header;
    header.set_kind(v1::BundleHeader::KIND_ENROLLED);
    header.set_hub(HubOfDesks());
    header.set_device(7);
    header.set_id(std::string(sync::kBundleIdBytes, 'w'));
    return header;
  }
  std::string SealKey() { return sync::SealKeyOf(agent::SealSecret(computer().folder()).value()); }
  // What an answer left out is as it should be.
  void Fill(v1::EnrollResponse* answer) {
    const auto asked = agent::AskEnrollment(computer().store(), "", "", "");
    if (answer->certificate_pem().empty()) {
      answer->set_certificate_pem(rpc::SignDevice(ca_, asked->request.signing_request_der(),
                                                  HubOfDesks(), 7, "TH-01", agent::Computer::kNow)
                                      .value());
    }
    if (answer->ca_pem().empty()) answer->set_ca_pem(ca_.certificate_pem);
    if (answer->hub().empty()) answer->set_hub(HubOfDesks());
    if (answer->hub_key().empty()) answer->set_hub_key(KeyOfHub().public_key());
  }
  absl::Status Take(const std::string& file) {
    return agent::WelcomeByFile(computer().desk(), monotonic_, file);
  }
  bool enrolled() { return computer().store().enrolled(); }
  void PutBack() { now_.reset(); }

 private:
  agent::Computer& computer() {
    if (now_ != nullptr) return *now_;
    now_ = std::make_unique<agent::Computer>();
    v1::EnrollmentSlip slip;
    slip.set_code(rpc::PrintSlipCode(
        rpc::MakeSlipCode("random!", rpc::PublicKeyFingerprint(ca_.certificate_pem).value())));
    slip.set_ca_pem(ca_.certificate_pem);
    slip.set_hub(HubOfDesks());
    slip.set_hub_key(KeyOfHub().public_key());
    EXPECT_TRUE(agent::AskByFile(now_->desk(), sync::PackSlip(slip), "máy thử").ok());
    return *now_;
  }

  const rpc::Ca ca_ = rpc::MakeCa(HubOfDesks(), "Xã", agent::Computer::kNow).value();
  platform::ManualMonotonicClock monotonic_;
  std::unique_ptr<agent::Computer> now_;
};

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_BUNDLE_DESKS_H_
