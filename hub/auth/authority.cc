#include "hub/auth/authority.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/auth/words.h"

namespace gom::hub {
namespace {

constexpr char kServerKey[] = "/server.key";
constexpr char kServerChain[] = "/server.pem";
constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;

// "/ca" of the first authority, "/ca-2" of the second.
std::string Stem(int number) { return number == 1 ? "/ca" : absl::StrCat("/ca-", number); }
std::string KeyFile(const std::string& folder, int number) {
  return absl::StrCat(folder, Stem(number), ".key");
}
std::string CertificateFile(const std::string& folder, int number) {
  return absl::StrCat(folder, Stem(number), ".pem");
}

// Which authority's key or certificate a file is, by its name; 0: none's.
int NumberOf(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "ca") ||
      (!absl::ConsumeSuffix(&name, ".key") && !absl::ConsumeSuffix(&name, ".pem")))
    return 0;
  if (name.empty()) return 1;
  int number = 0;
  return absl::ConsumePrefix(&name, "-") && absl::SimpleAtoi(name, &number) && number > 1 ? number
                                                                                          : 0;
}

absl::Status Damaged(const std::string& folder) {
  return text::Refuse(absl::StatusCode::kDataLoss, kAuthorityDamaged, folder);
}

}  // namespace

absl::StatusOr<Authority> Authority::Create(const std::string& folder, std::string_view hub_id,
                                            std::string_view name, int64_t now_ms) {
  // A key alone is what was left where this was cut off: the certificate is written last.
  if (platform::Exists(CertificateFile(folder, 1)))
    return text::Refuse(absl::StatusCode::kAlreadyExists, kAuthorityExists, folder);
  ASSIGN_OR_RETURN(const rpc::Ca ca, rpc::MakeCa(hub_id, name, now_ms));
  {
    GOM_STEPS_OF("hub.ca_key");
    RETURN_IF_ERROR(platform::WritePrivateFile(KeyFile(folder, 1), ca.key_pem));
  }
  {
    GOM_STEPS_OF("hub.ca");
    RETURN_IF_ERROR(platform::WritePrivateFile(CertificateFile(folder, 1), ca.certificate_pem));
  }
  return Open(folder, now_ms);
}

absl::StatusOr<Authority> Authority::Open(const std::string& folder, int64_t now_ms) {
  if (!platform::Exists(KeyFile(folder, 1)) && !platform::Exists(CertificateFile(folder, 1))) {
    return text::Refuse(absl::StatusCode::kNotFound, kAuthorityMissing, folder);
  }
  Authority authority;
  int number = 1;
  do {
    RETURN_IF_ERROR(authority.Take(folder, number));
  } while (platform::Exists(CertificateFile(folder, ++number)));
  RETURN_IF_ERROR(authority.RenewServer(folder, now_ms));
  return authority;
}

// The next authority: it is the newest so far.
absl::Status Authority::Take(const std::string& folder, int number) {
  ASSIGN_OR_RETURN(ca_.key_pem, platform::ReadFile(KeyFile(folder, number)));
  ASSIGN_OR_RETURN(const std::string file, platform::ReadFile(CertificateFile(folder, number)));
  const std::vector<std::string> held = rpc::CertificatesIn(file);
  if (held.size() != (number == 1 ? 1 : 2)) return Damaged(folder);
  ca_.certificate_pem = held.front();
  absl::StatusOr<std::string> hub_id = rpc::HubIdOf(held.front());
  absl::StatusOr<std::string> key_sha256 = rpc::PublicKeyFingerprint(held.front());
  const absl::StatusOr<int64_t> not_after = rpc::NotAfter(held.front());
  const absl::StatusOr<std::string> der = rpc::ToDer(held.front());
  if (!rpc::KeyFits(ca_.key_pem, held.front()) || !rpc::KeyFits(ca_.key_pem, held.back()) ||
      !hub_id.ok() || !key_sha256.ok() || !not_after.ok() || !der.ok())
    return Damaged(folder);
  if (number > 1) {
    if (*hub_id != hub_id_) return Damaged(folder);
    begun_.push_back(*der);
  }
  // The crossed one comes first: who follows issuers by name and key meets it before the one that
  // leads nowhere else.
  behind_pem_ = absl::StrCat(number == 1 ? "" : held.back(), held.front(), behind_pem_);
  ca_pem_ = held.front() + ca_pem_;
  hub_id_ = *std::move(hub_id);
  ca_public_key_sha256_ = *std::move(key_sha256);
  not_after_ = *not_after;
  return absl::OkStatus();
}

absl::StatusOr<Authority> Authority::Begin(const std::string& folder, int64_t now_ms) {
  ASSIGN_OR_RETURN(const Authority before, Open(folder, now_ms));
  const int number = static_cast<int>(before.begun_.size()) + 2;
  ASSIGN_OR_RETURN(const rpc::NextCa next, rpc::MakeNextCa(before.ca_, before.hub_id_, now_ms));
  // The certificate makes it count; a key alone is what was left where this was cut off.
  {
    GOM_STEPS_OF("hub.next_ca_key");
    RETURN_IF_ERROR(platform::WritePrivateFile(KeyFile(folder, number), next.ca.key_pem));
  }
  {
    GOM_STEPS_OF("hub.next_ca");
    RETURN_IF_ERROR(platform::WritePrivateFile(CertificateFile(folder, number),
                                               next.ca.certificate_pem + next.crossed_pem));
  }
  return Open(folder, now_ms);
}

absl::StatusOr<std::string> Authority::ReadCaPem(const std::string& folder) {
  std::string pem;
  for (int number = 1; platform::Exists(CertificateFile(folder, number)); ++number) {
    ASSIGN_OR_RETURN(const std::string file, platform::ReadFile(CertificateFile(folder, number)));
    const std::vector<std::string> held = rpc::CertificatesIn(file);
    if (held.empty()) return Damaged(folder);
    pem.insert(0, held.front());
  }
  if (pem.empty()) return text::Refuse(absl::StatusCode::kNotFound, kAuthorityMissing, folder);
  return pem;
}

std::vector<std::string> Authority::FileNames(const std::vector<std::string>& in_folder) {
  std::vector<std::pair<int, std::string>> found;
  for (const std::string& name : in_folder) {
    if (const int number = NumberOf(name); number > 0) found.emplace_back(-number, name);
  }
  std::sort(found.begin(), found.end());  // ".key" before ".pem"
  std::vector<std::string> names;
  names.reserve(found.size());
  for (auto& [number, name] : found) names.push_back(std::move(name));
  return names;
}

std::string Authority::ServerKeyFile(const std::string& folder) { return folder + kServerKey; }
std::string Authority::ServerChainFile(const std::string& folder) { return folder + kServerChain; }

absl::Status Authority::RenewServer(const std::string& folder, int64_t now_ms) {
  const absl::StatusOr<std::string> key = platform::ReadFile(ServerKeyFile(folder));
  const absl::StatusOr<std::string> chain = platform::ReadFile(ServerChainFile(folder));
  const bool fits = key.ok() && chain.ok() && rpc::KeyFits(*key, *chain);
  // Whether what is there is of this authority and lives long enough.
  const auto is_good = [&] {
    if (!fits || !absl::EndsWith(*chain, behind_pem_)) return false;
    if (!rpc::VerifyChain(*chain, "", ca_.certificate_pem, rpc::Purpose::kServer, now_ms).ok())
      return false;
    const absl::StatusOr<int64_t> ends = rpc::NotAfter(*chain);
    const absl::StatusOr<std::string> hub = rpc::HubIdOf(*chain);
    return ends.ok() && *ends - now_ms >= kServerRenewDays * kDayMs && hub.ok() && *hub == hub_id_;
  };
  if (fits) {
    server_key_pem_ = *key;
  } else {
    ASSIGN_OR_RETURN(server_key_pem_, rpc::GenerateKey());
  }
  if (is_good()) {
    server_chain_pem_ = *chain;
  } else {
    ASSIGN_OR_RETURN(server_chain_pem_,
                     rpc::SignServer(ca_, server_key_pem_, hub_id_, now_ms, behind_pem_));
    // A crash between the two leaves a pair that does not fit, which the next start makes anew.
    if (!fits) {
      GOM_STEPS_OF("hub.server_key");
      RETURN_IF_ERROR(platform::WritePrivateFile(ServerKeyFile(folder), server_key_pem_));
    }
    GOM_STEPS_OF("hub.server");
    RETURN_IF_ERROR(platform::WritePrivateFile(ServerChainFile(folder), server_chain_pem_));
  }
  ASSIGN_OR_RETURN(server_not_after_, rpc::NotAfter(server_chain_pem_));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Authority::SignDevice(std::string_view request_der, uint32_t device,
                                                  std::string_view unit, int64_t now_ms) const {
  return rpc::SignDevice(ca_, request_der, hub_id_, device, unit, now_ms);
}

bool Authority::IsOfNewest(std::string_view certificate) const {
  return begun_.empty() || rpc::IsIssuedBy(certificate, ca_.certificate_pem);
}

}  // namespace gom::hub
