#include "agent/store/device_keys.h"

#include <cstdint>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "agent/store/words.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/random.h"
#include "common/sync/signing.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

std::string FileIn(const std::string& folder) { return folder + "/agent.pem"; }
std::string AskingFileIn(const std::string& folder) { return folder + "/agent.key"; }

}  // namespace

absl::Status WriteDeviceKeys(const std::string& folder, const DeviceKeys& keys) {
  GOM_STEPS_OF("agent.keys");
  return platform::WritePrivateFile(
      FileIn(folder),
      absl::StrCat("gom device 1 ", keys.key_pem.size(), " ", keys.certificate_pem.size(), " ",
                   keys.ca_pem.size(), "\n", keys.key_pem, keys.certificate_pem, keys.ca_pem));
}

absl::StatusOr<DeviceKeys> ReadDeviceKeys(const std::string& folder) {
  ASSIGN_OR_RETURN(const std::string file, platform::ReadFile(FileIn(folder)));
  uint32_t key = 0, certificate = 0, ca = 0;
  const size_t line = file.find('\n') + 1;
  if (std::sscanf(file.c_str(), "gom device 1 %u %u %u\n", &key, &certificate, &ca) != 3 ||
      file.size() != line + size_t{key} + certificate + ca)
    return text::Refuse(absl::StatusCode::kDataLoss, kKeysDamaged, FileIn(folder));
  return DeviceKeys{file.substr(line, key), file.substr(line + key, certificate),
                    file.substr(line + key + certificate)};
}

absl::StatusOr<std::string> AskingKey(const std::string& folder,
                                      absl::StatusOr<std::string> (*make)(),
                                      bool (*is_key)(std::string_view)) {
  const std::string path = AskingFileIn(folder);
  if (platform::Exists(path)) {
    ASSIGN_OR_RETURN(std::string kept, platform::ReadFile(path));
    if (is_key(kept)) return kept;
  }
  ASSIGN_OR_RETURN(const std::string key, make());
  GOM_STEPS_OF("agent.asking_key");
  RETURN_IF_ERROR(platform::WritePrivateFile(path, key));
  return key;
}

absl::StatusOr<std::string> SealSecret(const std::string& folder) {
  const std::string path = folder + "/seal.key";
  if (platform::Exists(path)) {
    ASSIGN_OR_RETURN(std::string kept, platform::ReadFile(path));
    if (kept.size() == sync::kKeyBytes) return kept;
  }
  const std::string secret = platform::SystemRandom().Bytes(sync::kKeyBytes);
  GOM_STEPS_OF("agent.seal_key");
  RETURN_IF_ERROR(platform::WritePrivateFile(path, secret));
  return secret;
}

absl::Status ForgetAskingKey(const std::string& folder) {
  GOM_STEPS_OF("agent.asking_key_gone");
  GOM_STEP("remove");
  return platform::RemoveFile(AskingFileIn(folder));
}

}  // namespace gom::agent
