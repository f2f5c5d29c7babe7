#include "common/rpc/door/rules.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/door/framing.h"
#include "common/rpc/door/words.h"

namespace gom::door {
namespace {

constexpr size_t kMostHeaders = 64;
constexpr size_t kMostPath = 1024;
// Ours, between door and service; nobody outside may say it.
constexpr absl::string_view kReserved = "gom-";

Verdict Refused(int status, const text::Message& why) {
  return {.kind = Verdict::Kind::kRefuse, .status = status, .why = &why};
}

Verdict Taken(Verdict::Kind kind, uint64_t body_bytes = 0) {
  return {.kind = kind, .status = 200, .body_bytes = body_bytes};
}

bool IsToken(std::string_view name) {
  constexpr std::string_view kAlso = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](unsigned char c) {
    return absl::ascii_isalnum(c) || kAlso.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

size_t Count(const Headers& headers, std::string_view name) {
  return static_cast<size_t>(std::count_if(
      headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; }));
}

bool WellFormed(const Asked& asked) {
  if (asked.headers.size() > kMostHeaders || asked.path.size() > kMostPath) return false;
  // What is said twice is read by one as the first and by another as the last.
  for (const char* once : {"host", "origin", "content-length", "content-type", "sec-fetch-site"}) {
    if (Count(asked.headers, once) > 1) return false;
  }
  return std::all_of(asked.headers.begin(), asked.headers.end(),
                     [](const auto& header) { return IsToken(header.first); });
}

bool HostIsOurs(const Policy& policy, const Headers& headers) {
  const std::string* const host = Find(headers, "host");
  return host != nullptr &&
         std::find(policy.hosts.begin(), policy.hosts.end(), *host) != policy.hosts.end();
}

// Nothing follows the head.
bool HasNoBody(const Headers& headers) {
  const std::string* const length = Find(headers, "content-length");
  return Count(headers, "transfer-encoding") == 0 && (length == nullptr || *length == "0");
}

// A person who follows a link comes from anywhere; a site that would embed our files, or look
// whether they are there, does not.
Verdict JudgeGet(const Asked& asked) {
  if (!HasNoBody(asked.headers)) return Refused(400, kMalformed);
  const std::string* const site = Find(asked.headers, "sec-fetch-site");
  const std::string* const mode = Find(asked.headers, "sec-fetch-mode");
  const std::string* const dest = Find(asked.headers, "sec-fetch-dest");
  const bool from_us = site == nullptr || *site == "same-origin" || *site == "none";
  const bool followed_a_link =
      mode != nullptr && *mode == "navigate" && dest != nullptr && *dest == "document";
  if (asked.path == "/session") {
    return from_us ? Taken(Verdict::Kind::kSessionState) : Refused(403, kNotThisPage);
  }
  if (!from_us && !followed_a_link) return Refused(403, kNotThisPage);
  return Taken(Verdict::Kind::kFile);
}

// By Sec-Fetch-Site, which no script can set, and by Origin, which older browsers send as well
// (I5). One of them must be there, and none may say otherwise.
bool FromOurPage(const Policy& policy, const Headers& headers) {
  const std::string* const site = Find(headers, "sec-fetch-site");
  const std::string* const origin = Find(headers, "origin");
  if (site != nullptr && *site != "same-origin") return false;
  if (origin != nullptr)
    return *origin == absl::StrCat(policy.scheme, "://", *Find(headers, "host"));
  return site != nullptr;
}

// "/gom.v1.SchoolService/GetForm".
bool IsMethodPath(absl::string_view path) {
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/');
  if (parts.size() != 3 || !parts[0].empty() || parts[1].empty() || parts[2].empty()) return false;
  const auto is_name = [](absl::string_view name) {
    return absl::ascii_isalpha(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) {
             return absl::ascii_isalnum(c) || c == '_' || c == '.';
           });
  };
  return is_name(parts[1]) && is_name(parts[2]);
}

absl::string_view MainType(absl::string_view type) {
  return absl::StripAsciiWhitespace(type.substr(0, type.find(';')));
}

Verdict JudgePost(const Policy& policy, const Asked& asked) {
  if (!FromOurPage(policy, asked.headers)) return Refused(403, kNotThisPage);
  if (Count(asked.headers, policy.token_header) != 1) return Refused(403, kNoTokenHeader);
  const std::string* const encoding = Find(asked.headers, "content-encoding");
  if (Count(asked.headers, "content-encoding") > 0 &&
      (encoding == nullptr || *encoding != "identity"))
    return Refused(415, kCompressed);
  const std::string* const length = Find(asked.headers, "content-length");
  uint64_t bytes = 0;
  if (length == nullptr || Count(asked.headers, "transfer-encoding") > 0)
    return Refused(411, kNoLength);
  if (length->empty() || !std::all_of(length->begin(), length->end(), absl::ascii_isdigit))
    return Refused(400, kMalformed);
  if (!absl::SimpleAtoi(*length, &bytes)) return Refused(413, kTooLong);

  const bool opens = asked.path == "/session";
  const std::string* const type = Find(asked.headers, "content-type");
  if (opens || asked.path == "/session/end") {
    if (bytes > policy.session_bytes) return Refused(413, kTooLong);
    if (type == nullptr || MainType(*type) != "application/json") return Refused(415, kTypeRefused);
    return Taken(opens ? Verdict::Kind::kOpenSession : Verdict::Kind::kEndSession, bytes);
  }
  if (!IsMethodPath(absl::string_view(asked.path.data(), asked.path.size())))
    return Refused(404, kNotFound);
  if (type == nullptr || !WireOf(*type).has_value()) return Refused(415, kTypeRefused);
  if (bytes > policy.message_bytes) return Refused(413, kTooLong);
  return Taken(Verdict::Kind::kCall, bytes);
}

// HTTP's own, a browser's, a proxy's, and what the protocols here say to the door itself.
bool IsOfTheWay(absl::string_view name) {
  static constexpr std::array kNames = {"accept",
                                        "connection",
                                        "cache-control",
                                        "cookie",
                                        "date",
                                        "dnt",
                                        "expect",
                                        "forwarded",
                                        "host",
                                        "keep-alive",
                                        "local_addr",
                                        "local_port",
                                        "origin",
                                        "pragma",
                                        "priority",
                                        "range",
                                        "referer",
                                        "remote_addr",
                                        "remote_port",
                                        "te",
                                        "trailer",
                                        "upgrade",
                                        "user-agent",
                                        "via",
                                        "x-grpc-web",
                                        "x-user-agent",
                                        "transfer-encoding",
                                        "upgrade-insecure-requests"};
  static constexpr std::array kBeginnings = {"accept-", "connect-", "content-", "grpc-",
                                             "if-",     "proxy-",   "sec-",     "x-forwarded-"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         absl::StartsWith(name, kReserved) ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](const char* beginning) { return absl::StartsWith(name, beginning); });
}

bool IsMetadataName(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_' || c == '.' || c == '-';
  });
}

bool IsPrintable(absl::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](unsigned char c) { return c >= 0x20 && c <= 0x7e; });
}

// What an answer's headers mean to a browser is the door's to say.
bool IsAnOrder(absl::string_view name) {
  static constexpr std::array kNames = {
      "connection", "date",    "keep-alive",        "link",    "location", "refresh", "server",
      "set-cookie", "trailer", "transfer-encoding", "upgrade", "vary"};
  static constexpr std::array kBeginnings = {"access-control-", "cache-",  "content-",
                                             "cross-origin-",   "grpc-",   "strict-",
                                             "x-content-",      "x-frame-"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](const char* beginning) { return absl::StartsWith(name, beginning); });
}

}  // namespace

const std::string* Find(const Headers& headers, std::string_view name) {
  const std::string* found = nullptr;
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    if (found != nullptr) return nullptr;
    found = &value;
  }
  return found;
}

Verdict Judge(const Policy& policy, const Asked& asked) {
  if (!HostIsOurs(policy, asked.headers)) return Refused(421, kNotThisHost);
  if (!WellFormed(asked)) return Refused(400, kMalformed);
  if (asked.method == "GET" || asked.method == "HEAD") return JudgeGet(asked);
  if (asked.method == "POST") return JudgePost(policy, asked);
  // OPTIONS too: a browser that asks for another site whether it may is not told that it may.
  return Refused(405, kOnlyGetAndPost);
}

Credentials CredentialsOf(const Policy& policy, const Headers& headers) {
  Credentials said;
  if (const std::string* const token = Find(headers, policy.token_header)) said.token = *token;
  const std::string* const cookies = Find(headers, "cookie");
  if (cookies == nullptr) return said;
  for (absl::string_view one : absl::StrSplit(*cookies, ';')) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(absl::StripAsciiWhitespace(one), absl::MaxSplits('=', 1));
    if (pair.first == policy.cookie) said.cookie = std::string(pair.second);
  }
  return said;
}

Headers MetadataOf(const Policy& policy, const Headers& headers) {
  Headers metadata;
  for (const auto& [name, value] : headers) {
    if (IsOfTheWay(name) || name == policy.token_header || !IsMetadataName(name)) continue;
    if (!absl::EndsWith(name, "-bin")) {
      if (IsPrintable(value)) metadata.emplace_back(name, value);
      continue;
    }
    std::string decoded;
    if (absl::Base64Unescape(value, &decoded)) metadata.emplace_back(name, decoded);
  }
  return metadata;
}

Headers HeadersOf(const Headers& metadata, std::string_view prefix) {
  Headers headers;
  for (const auto& [name, value] : metadata) {
    if (!IsMetadataName(name) || IsAnOrder(name)) continue;
    const bool binary = absl::EndsWith(name, "-bin");
    if (!binary && !IsPrintable(value)) continue;
    headers.emplace_back(std::string(prefix) + name, binary ? absl::Base64Escape(value) : value);
  }
  return headers;
}

}  // namespace gom::door
