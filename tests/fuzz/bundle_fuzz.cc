// Files that are carried: to the hub (a request, or the wish to enroll) and to a school's computer
// (a reply, or a welcome); broken ones, and ones that somebody with all the keys has forged.
#include "common/rpc/document_signature.h"
#include "hub/service/import_bundle.h"
#include "tests/fuzz/bundle_desks.h"
#include "tests/fuzz/forged_bundle.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/whole_hub.h"

namespace gom::fuzz {
namespace {

// What an answer says that makes no sense is the hub's failure, and has a sentence of its own.
void ExpectTold(const absl::Status& status) {
  EXPECT_NE(text::ErrorOf(status).code(), "internal") << status;
  EXPECT_NE(text::Sentence(text::Language::kVietnamese, status), "");
}

class Everybody {
 public:
  void TakeFile(const std::string& file) {
    const absl::StatusOr<sync::Bundle> bundle = sync::ReadBundle(file);
    if (!bundle.ok()) ExpectRefusal(bundle.status());
    AtHub(file);
    AtSchool(file);
    AtNewcomer(file);
  }
  void Request(const Parts& parts, const std::string& compressed, size_t size) {
    v1::BundleHeader header = hub_.header();
    header.set_size(size);
    AtHub(Forge(header, parts.header, compressed, HubSealKey(), [this](std::string_view bytes) {
      return rpc::SignDocument(hub_.school().key_pem, bytes);
    }));
  }
  void Enroll(const Parts& parts) {
    v1::BundlePayload payload;
    if (!payload.ParseFromString(parts.payload)) return;
    v1::EnrollRequest* asked = payload.mutable_enroll();
    if (asked->secret().empty()) asked->set_secret(hub_.code());
    if (asked->signing_request_der().empty())
      asked->set_signing_request_der(rpc::MakeSigningRequest(key_).value());
    if (asked->sealing_key().empty()) asked->set_sealing_key(KeyOfHub().public_key());
    const std::string plain = payload.SerializeAsString();
    v1::BundleHeader header = hub_.header();
    header.set_kind(v1::BundleHeader::KIND_ENROLL);
    header.set_size(plain.size());
    AtHub(Forge(header, parts.header, Zstd(plain), HubSealKey(),
                [this](std::string_view bytes) { return rpc::SignDocument(key_, bytes); }));
  }
  void Reply(const Parts& parts, const std::string& compressed, size_t size) {
    v1::BundleHeader header = school_.Header();
    header.set_size(size);
    AtSchool(Forge(header, parts.header, compressed, school_.SealKey(), SignAsHub));
  }
  void Welcome(const Parts& parts) {
    v1::BundlePayload payload;
    if (!payload.ParseFromString(parts.payload)) return;
    newcomer_.Fill(payload.mutable_enrolled());
    const std::string plain = payload.SerializeAsString();
    v1::BundleHeader header = newcomer_.Header();
    header.set_size(plain.size());
    AtNewcomer(Forge(header, parts.header, Zstd(plain), newcomer_.SealKey(), SignAsHub));
  }

 private:
  static absl::StatusOr<std::string> SignAsHub(std::string_view bytes) {
    return KeyOfHub().Sign(bytes);
  }
  std::string HubSealKey() { return sync::SealKeyOfSigner(hub_.hub().sign_key().public_key()); }

  // All or nothing.
  void AtHub(const std::string& file) {
    const uint64_t before = hub_.records();
    v1::ImportBundleRequest request;
    request.set_bundle(file);
    const auto taken = hub::ImportBundle(hub_.hub(), request);
    if (!taken.ok()) {
      ExpectTold(taken.status());
      const std::string why = text::ErrorOf(taken.status()).code();
      EXPECT_TRUE(hub_.records() == before || why == "code_refused" || why == "bundle_unanswered")
          << taken.status();
    }
    if (hub_.records() != before || taken.ok()) hub_.PutBack();
  }
  void AtSchool(const std::string& file) {
    const std::string before = school_.Seen();
    const absl::Status taken = school_.Take(file);
    const std::string after = school_.Seen();  // whatever was taken can be shown
    if (!taken.ok()) ExpectTold(taken);
    if (after != before) school_.PutBack();
  }
  void AtNewcomer(const std::string& file) {
    const absl::Status taken = newcomer_.Take(file);
    if (!taken.ok()) ExpectTold(taken);
    if (newcomer_.enrolled()) newcomer_.PutBack();
  }

  const std::string key_ = rpc::GenerateKey().value();
  WholeHub hub_;
  WaitingDesk school_;
  AskingDesk newcomer_;
};

}  // namespace

void TryInput(std::string_view input) {
  static Everybody everybody;
  const Call call(input);
  const auto what = static_cast<Forgery>(call.method % static_cast<unsigned>(Forgery::kOther));
  if (what == Forgery::kFile) return everybody.TakeFile(std::string(call.request));
  const Parts parts(call.request);
  switch (what) {
    case Forgery::kRequest:
      return everybody.Request(parts, Zstd(parts.payload), parts.payload.size());
    case Forgery::kEnroll:
      return everybody.Enroll(parts);
    case Forgery::kReply:
      return everybody.Reply(parts, Zstd(parts.payload), parts.payload.size());
    case Forgery::kWelcome:
      return everybody.Welcome(parts);
    default:
      everybody.Request(parts, parts.payload, 0);
      return everybody.Reply(parts, parts.payload, 0);
  }
}

}  // namespace gom::fuzz
