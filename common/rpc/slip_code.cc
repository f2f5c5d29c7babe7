#include "common/rpc/slip_code.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "common/rpc/words.h"
#include "common/text/status_macros.h"

namespace gom::rpc {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kGroup = 4;

// What one typed character stands for; 0 where it stands for nothing.
char Canonical(char typed) {
  const char upper = absl::ascii_toupper(static_cast<unsigned char>(typed));
  if (upper == 'O') return '0';
  if (upper == 'I' || upper == 'L') return '1';
  return kAlphabet.find(upper) == std::string_view::npos ? '\0' : upper;
}

absl::StatusOr<std::string> Clean(std::string_view typed, int characters) {
  std::string clean;
  bool strange = false;
  for (char c : typed) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c)) || c == '-') continue;
    const char canonical = Canonical(c);
    strange |= canonical == '\0';
    clean += canonical;
  }
  if (strange || clean.size() != static_cast<size_t>(characters)) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kCodeMalformed, characters,
                        clean.size());
  }
  return clean;
}

std::string FromBase32(std::string_view characters) {
  std::string bytes;
  uint32_t bits = 0;
  int held = 0;
  for (char c : characters) {
    bits = bits << 5 | static_cast<uint32_t>(kAlphabet.find(c));
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>(bits >> held & 0xff);
    }
  }
  return bytes;
}

}  // namespace

std::string ToBase32(std::string_view bytes, int characters) {
  std::string out;
  uint32_t bits = 0;
  int held = 0;
  size_t next = 0;
  while (static_cast<int>(out.size()) < characters) {
    if (held < 5) {
      bits = bits << 8 | (next < bytes.size() ? static_cast<uint8_t>(bytes[next]) : 0u);
      ++next;
      held += 8;
    }
    held -= 5;
    out += kAlphabet[bits >> held & 31];
  }
  return out;
}

SlipCode MakeSlipCode(std::string_view random, std::string_view ca_public_key_sha256) {
  return {ToBase32(random, kSecretCharacters),
          std::string(ca_public_key_sha256.substr(0, kFingerprintBytes))};
}

std::string PrintSlipCode(const SlipCode& code) {
  const std::string characters = code.secret + ToBase32(code.fingerprint, kFingerprintCharacters);
  std::string out;
  for (size_t i = 0; i < characters.size(); ++i) {
    if (i > 0 && i % kGroup == 0) out += '-';
    out += characters[i];
  }
  return out;
}

absl::StatusOr<SlipCode> ParseSlipCode(std::string_view typed) {
  ASSIGN_OR_RETURN(const std::string clean,
                   Clean(typed, kSecretCharacters + kFingerprintCharacters));
  return SlipCode{clean.substr(0, kSecretCharacters), FromBase32(clean.substr(kSecretCharacters))};
}

absl::StatusOr<std::string> ParseSecret(std::string_view typed) {
  return Clean(typed, kSecretCharacters);
}

}  // namespace gom::rpc
