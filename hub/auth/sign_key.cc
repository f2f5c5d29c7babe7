#include "hub/auth/sign_key.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/auth/words.h"

namespace gom::hub {

absl::StatusOr<OpenedSignKey> OpenSignKey(const std::string& folder,
                                          platform::RandomSource& random) {
  const std::string path = absl::StrCat(folder, "/", kSignKeyFile);
  if (platform::Exists(path)) {
    ASSIGN_OR_RETURN(const std::string pem, platform::ReadFile(path));
    absl::StatusOr<sync::SigningKey> key = sync::SigningKey::FromPem(pem);
    if (key.ok()) return OpenedSignKey{*std::move(key)};
    return text::Refuse(absl::StatusCode::kDataLoss, kSignKeyDamaged, path);
  }
  ASSIGN_OR_RETURN(sync::SigningKey key, sync::SigningKey::FromSeed(random.Bytes(sync::kKeyBytes)));
  ASSIGN_OR_RETURN(const std::string pem, key.ToPem());
  GOM_STEPS_OF("hub.sign_key");
  RETURN_IF_ERROR(platform::WritePrivateFile(path, pem));
  return OpenedSignKey{std::move(key), true};
}

}  // namespace gom::hub
