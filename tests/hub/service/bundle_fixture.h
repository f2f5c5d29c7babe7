// A hub, a school's computer, and what the two put on sticks for each other.
#ifndef GOM_TESTS_HUB_SERVICE_BUNDLE_FIXTURE_H_
#define GOM_TESTS_HUB_SERVICE_BUNDLE_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/document_signature.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/signing.h"
#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {

class BundleFixture : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (HasFatalFailure()) return;
    ApplyPlanAndUnits();
    school_ = EnrollDevice("S1");
  }

  v1::BundleHeader Header(const TestDevice& device) {
    v1::BundleHeader header;
    header.set_kind(v1::BundleHeader::KIND_REQUEST);
    header.set_hub(hub_->authority().hub_id());
    header.set_hub_name("Xã Thử");
    header.set_device(device.number);
    header.set_unit(device.unit);
    header.set_id(std::string(sync::kBundleIdBytes, 'i'));
    header.set_certificate_der(*rpc::ToDer(device.certificate_pem));
    return header;
  }
  std::string Pack(const v1::BundleHeader& header, const TestDevice& signer,
                   const std::vector<v1::ExchangeRequest>& requests,
                   const std::vector<std::string>& photos = {}) {
    v1::BundlePayload payload;
    for (const v1::ExchangeRequest& request : requests) *payload.add_requests() = request;
    for (const std::string& photo : photos) {
      payload.add_evidence()->set_sha256(log::ToBytes(log::Sha256(photo)));
      payload.mutable_evidence()->rbegin()->set_data(photo);
    }
    auto packed = sync::PackBundle(
        header, payload, sync::SealKeyOfSigner(hub_->sign_key().public_key()),
        [&](std::string_view bytes) { return rpc::SignDocument(signer.key_pem, bytes); });
    EXPECT_TRUE(packed.ok()) << packed.status();
    return packed.value_or("");
  }
  absl::StatusOr<v1::ImportBundleResponse> Import(const std::string& bundle) {
    v1::ImportBundleRequest request;
    request.set_bundle(bundle);
    return Admin(&v1::AdminService::Stub::ImportBundle, request);
  }
  uint64_t Records() {
    return hub_->ReadState([](const State& s) { return s.position.index; });
  }
  // What the device makes of the reply.
  v1::BundlePayload Open(const TestDevice& device, const std::string& reply) {
    const auto bundle = sync::ReadBundle(reply);
    EXPECT_TRUE(bundle.ok()) << bundle.status();
    if (!bundle.ok()) return {};
    EXPECT_TRUE(sync::IsSigned(sync::SignedBytes(bundle->header_bytes), bundle->signature,
                               hub_->sign_key().public_key()));
    EXPECT_EQ(bundle->header.device(), device.number);
    auto payload = sync::OpenBundle(*bundle, device.seal_secret);
    EXPECT_TRUE(payload.ok()) << payload.status();
    return payload.value_or(v1::BundlePayload());
  }

  std::unique_ptr<TestDevice> school_;
};

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_SERVICE_BUNDLE_FIXTURE_H_
