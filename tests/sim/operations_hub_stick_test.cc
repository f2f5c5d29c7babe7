// What the office does with what comes on a stick: it enrolls a computer, it takes a bundle in; and
// it erases what somebody asks it to.
#include <sodium.h>

#include <filesystem>
#include <fstream>

#include "common/platform/file_system.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/sync/bundle.h"
#include "common/sync/revision.h"
#include "common/sync/sealing.h"
#include "hub/service/import_bundle.h"
#include "hub/service/redact.h"
#include "tests/common/log/temp_folder.h"
#include "tests/sim/hub_folder.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using hub::Hub;

constexpr char kSecret[] = "ABCD123456", kAuthor[] = "Nguyễn Thị Lan", kPhoto[] = "of a face";

// As cheap as it may be, since it is tried some hundred times.
std::string CheapHash() {
  char hash[crypto_pwhash_STRBYTES] = {};
  EXPECT_GE(sodium_init(), 0);
  EXPECT_EQ(crypto_pwhash_str_alg(hash, kSecret, sizeof(kSecret) - 1, crypto_pwhash_OPSLIMIT_MIN,
                                  crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_ALG_ARGON2ID13),
            0);
  return hash;
}

// A school's computer that has never seen a network, and a hub that waits for it.
class Stick {
 public:
  Stick() {
    EXPECT_TRUE(Init(folder_.path()).ok());
    const auto open = Start();
    Hub& hub = *open->hub;
    const auto slip = [](hub::View& v) {
      return hub::DecideSlip(v, {.unit = "TH01",
                                 .slip = "ABCD",
                                 .secret_hash = CheapHash(),
                                 .expires_at = v.now_ms() + 10});
    };
    using Act = std::function<absl::Status(hub::View&)>;
    for (const Act& act : std::vector<Act>{SetPlan, SetUnits, slip})
      EXPECT_EQ(hub.writer().ActAndWait(act), absl::OkStatus());
    hub_id_ = hub.authority().hub_id();
    hub_key_ = hub.sign_key().public_key();
  }

  std::string AskToEnroll() {
    v1::BundlePayload payload;
    payload.mutable_enroll()->set_secret(kSecret);
    payload.mutable_enroll()->set_signing_request_der(*rpc::MakeSigningRequest(key_));
    payload.mutable_enroll()->set_sealing_key(sync::SealKeyOf(seal_));
    return Pack(v1::BundleHeader::KIND_ENROLL, payload);
  }
  // Enrolls, and packs what it then sends: two calls, words and a photo's name in the second.
  std::string EnrollAndReport() {
    const auto answered = ImportHere(AskToEnroll());
    const auto welcome = sync::OpenBundle(*sync::ReadBundle(answered.reply()), seal_);
    EXPECT_TRUE(welcome.ok()) << welcome.status();
    certificate_ = *rpc::ToDer(welcome->enrolled().certificate_pem());
    device_ = welcome->enrolled().device();
    v1::BundlePayload payload;
    log::Position end;
    for (const uint32_t period : {1u, 2u}) {
      v1::ExchangeRequest* request = payload.add_requests();
      request->set_stream(std::string(16, 's'));
      *request->mutable_after() = log::ToProto(end);
      *request->add_changes() = Report(period);
      end = {end.index + 1, log::Next(end.digest, request->changes(0).main())};
      *request->mutable_my_last() = log::ToProto(end);
    }
    return Pack(v1::BundleHeader::KIND_REQUEST, payload);
  }
  v1::ImportBundleResponse ImportHere(const std::string& bundle) {
    const auto open = Start();
    v1::ImportBundleRequest request;
    request.set_bundle(bundle);
    const auto taken = hub::ImportBundle(*open->hub, request);
    EXPECT_TRUE(taken.ok()) << taken.status();
    return taken.value_or(v1::ImportBundleResponse());
  }
  void PutPhoto() {
    const std::string folder = folder_.path() + kData + "/evidence";
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/" + log::Hex(PhotoName())) << kPhoto;
  }
  static std::string PhotoName() { return log::ToBytes(log::Sha256(kPhoto)); }
  DiskImage image() const { return ImageOf(folder_.path()); }

 private:
  std::unique_ptr<OpenHub> Start() {
    auto open = Open(folder_.path());
    EXPECT_TRUE(open.ok()) << open.status();
    return *std::move(open);
  }
  static v1::Sealed Report(uint32_t period) {
    v1::Change change;
    change.set_at(Clock().NowMs() / 1000);
    change.set_plan_version(2);
    change.mutable_revision()->set_form(1);
    change.mutable_revision()->set_period(period);
    sync::Wording wording;
    wording.author = kAuthor;
    if (period == 2) change.mutable_revision()->add_evidence(PhotoName());
    return sync::Seal(change, wording, std::string(16, 'z'));
  }
  std::string Pack(v1::BundleHeader::Kind kind, const v1::BundlePayload& payload) {
    v1::BundleHeader header;
    header.set_kind(kind);
    header.set_hub(hub_id_);
    header.set_device(device_);
    header.set_certificate_der(certificate_);
    header.set_id(std::string(sync::kBundleIdBytes, 'i'));
    return *sync::PackBundle(header, payload, sync::SealKeyOfSigner(hub_key_),
                             [&](std::string_view b) { return rpc::SignDocument(key_, b); });
  }

  TempFolder folder_;
  const std::string key_ = *rpc::GenerateKey(), seal_ = std::string(32, 's');
  std::string hub_id_, hub_key_, certificate_;
  uint32_t device_ = 0;
};

// The records that a hub has, by their number: certificates and seals are drawn anew each time.
absl::StatusOr<std::string> Count(const std::string& folder, std::vector<std::string>* problems) {
  ASSIGN_OR_RETURN(const std::string shown, LookAtHub(folder, problems));
  return shown.substr(0, shown.find(','));
}

std::function<absl::Status(const std::string&, const FolderOperation::Said&)> Import(
    const std::string& bundle) {
  return [bundle](const std::string& folder, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    v1::ImportBundleRequest request;
    request.set_bundle(bundle);
    ASSIGN_OR_RETURN(const v1::ImportBundleResponse taken, hub::ImportBundle(*open->hub, request));
    said();
    return taken.reply().empty() ? absl::InternalError("no reply") : absl::OkStatus();
  };
}

// Enrolled or not; and the same request again is answered.
FolderOperation EnrollByFile() {
  Stick stick;
  return {.before = stick.image(), .act = Import(stick.AskToEnroll()), .look = Count};
}

// All its calls, or none.
FolderOperation TakeBundle() {
  Stick stick;
  const std::string bundle = stick.EnrollAndReport();
  return {.before = stick.image(), .act = Import(bundle), .look = Count};
}

// Whether a file of the hub holds these bytes; the disk may not let itself be read.
absl::StatusOr<bool> Holds(const std::string& folder, const std::string& bytes) {
  std::error_code failed;
  std::filesystem::recursive_directory_iterator files(folder + kData, failed);
  for (; !failed && files != std::filesystem::end(files); files.increment(failed)) {
    if (!files->is_regular_file(failed)) continue;
    ASSIGN_OR_RETURN(const std::string all, platform::ReadFile(files->path()));
    if (all.find(bytes) != std::string::npos) return true;
  }
  RETURN_IF_ERROR(platform::WriteStatus(failed, folder));
  return false;
}

// Not asked for, or erased to the last byte by the next start at the latest.
FolderOperation Erase(const v1::RedactRequest& request, const std::string& bytes) {
  Stick stick;
  stick.ImportHere(stick.EnrollAndReport());
  stick.PutPhoto();
  const auto act = [request](const std::string& folder, const auto& said) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    RETURN_IF_ERROR(hub::Redact(*open->hub, request).status());
    said();
    return absl::OkStatus();
  };
  const auto look = [bytes](const std::string& folder,
                            std::vector<std::string>* problems) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::unique_ptr<OpenHub> open, Open(folder));
    RETURN_IF_ERROR(Show(*open->hub, problems).status());
    const bool erased = open->hub->ReadState(
        [](const hub::State& s) { return !s.erased.changes.empty() || !s.erased.files.empty(); });
    ASSIGN_OR_RETURN(const bool there, Holds(folder, bytes));
    if (there == erased)
      problems->push_back(erased ? "erased, and still there" : "gone, and nobody said so");
    return erased ? "erased" : "there";
  };
  return {.before = stick.image(),
          .act = act,
          .look = look,
          .refused_may_be_done = true,  // the record is there, and the next start does the rest
          .done_code = "nothing_to_redact"};
}

v1::RedactRequest RedactRequest() {
  v1::RedactRequest request;
  request.set_unit("TH01");
  request.set_reason("Theo đơn");
  request.set_operator_("cán bộ");
  return request;
}
FolderOperation EraseWords() {
  v1::RedactRequest request = RedactRequest();
  request.set_author(kAuthor);
  return Erase(request, kAuthor);
}
FolderOperation ErasePhoto() {
  v1::RedactRequest request = RedactRequest();
  request.add_evidence(Stick::PhotoName());
  return Erase(request, kPhoto);
}

INSTANTIATE_TEST_SUITE_P(HubStick, Operations,
                         ::testing::Values(Named{"EnrollByFile", EnrollByFile},
                                           Named{"TakeBundle", TakeBundle},
                                           Named{"EraseWords", EraseWords},
                                           Named{"ErasePhoto", ErasePhoto}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
