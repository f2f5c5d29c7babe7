#include "common/rpc/door/framing.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/rpc/door/words.h"
#include "common/text/message.h"
#include "common/text/unicode.h"
#include "gom/v1/error.pb.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace gom::door {
namespace {

using google::protobuf::Struct;

constexpr size_t kFrameHead = 5;
constexpr int kLastCode = 16;

struct Code {
  std::string_view connect;
  int http;
};
// By gRPC's number.
constexpr std::array<Code, kLastCode + 1> kCodes = {{{"ok", 200},
                                                     {"canceled", 499},
                                                     {"unknown", 500},
                                                     {"invalid_argument", 400},
                                                     {"deadline_exceeded", 504},
                                                     {"not_found", 404},
                                                     {"already_exists", 409},
                                                     {"permission_denied", 403},
                                                     {"resource_exhausted", 429},
                                                     {"failed_precondition", 400},
                                                     {"aborted", 409},
                                                     {"out_of_range", 400},
                                                     {"unimplemented", 501},
                                                     {"internal", 500},
                                                     {"unavailable", 503},
                                                     {"data_loss", 500},
                                                     {"unauthenticated", 401}}};

absl::StatusCode Clamp(int code) {
  return code < 0 || code > kLastCode ? absl::StatusCode::kUnknown
                                      : static_cast<absl::StatusCode>(code);
}

const Code& Of(absl::StatusCode code) {
  return kCodes[static_cast<size_t>(Clamp(static_cast<int>(code)))];
}

// As gRPC writes a status message.
std::string PercentEncoded(std::string_view text) {
  std::string out;
  for (const unsigned char c : text) {
    if (c >= 0x20 && c <= 0x7e && c != '%') {
      out += static_cast<char>(c);
    } else {
      absl::StrAppend(&out, "%", absl::Hex(c, absl::kZeroPad2));
    }
  }
  return out;
}

std::string WithoutPadding(const std::string& base64) {
  return std::string(base64.data(), base64.find_last_not_of('=') + 1);
}

std::string Json(const Struct& object) {
  std::string out;
  return google::protobuf::util::MessageToJsonString(object, &out).ok() ? out : "{}";
}

// For who reads JSON and knows no bytes: curl, and a page that has no session yet.
Struct Words(const v1::Error& refusal) {
  Struct words;
  auto& fields = *words.mutable_fields();
  fields["code"].set_string_value(refusal.code());
  fields["vi"].set_string_value(refusal.vi());
  fields["en"].set_string_value(refusal.en());
  return words;
}

Struct ErrorObject(const Ending& ending) {
  Struct error;
  auto& fields = *error.mutable_fields();
  fields["code"].set_string_value(std::string(Of(ending.code).connect));
  if (!ending.message.empty()) fields["message"].set_string_value(ending.message);
  v1::ErrorStatus status;
  if (ending.details.empty() || !status.ParseFromString(ending.details)) return error;
  for (const google::protobuf::Any& detail : status.details()) {
    auto& one = *fields["details"].mutable_list_value()->add_values()->mutable_struct_value();
    const std::string& url = detail.type_url();
    (*one.mutable_fields())["type"].set_string_value(url.substr(url.rfind('/') + 1));
    (*one.mutable_fields())["value"].set_string_value(
        WithoutPadding(absl::Base64Escape(detail.value())));
    v1::Error refusal;
    if (detail.UnpackTo(&refusal))
      *(*one.mutable_fields())["debug"].mutable_struct_value() = Words(refusal);
  }
  return error;
}

std::string ConnectEndOf(const Ending& ending) {
  Struct end;
  auto& fields = *end.mutable_fields();
  if (ending.code != absl::StatusCode::kOk)
    *fields["error"].mutable_struct_value() = ErrorObject(ending);
  for (const auto& [name, value] : HeadersOf(ending.trailers)) {
    auto& metadata = *fields["metadata"].mutable_struct_value()->mutable_fields();
    metadata[name].mutable_list_value()->add_values()->set_string_value(value);
  }
  return Json(end);
}

std::string WebTrailersOf(const Ending& ending) {
  std::string out = absl::StrCat("grpc-status: ", static_cast<int>(ending.code), "\r\n");
  if (!ending.message.empty())
    absl::StrAppend(&out, "grpc-message: ", PercentEncoded(ending.message), "\r\n");
  if (!ending.details.empty())
    absl::StrAppend(&out, "grpc-status-details-bin: ", absl::Base64Escape(ending.details), "\r\n");
  for (const auto& [name, value] : HeadersOf(ending.trailers))
    absl::StrAppend(&out, name, ": ", value, "\r\n");
  return out;
}

absl::Status Malformed() {
  return text::Refuse(absl::StatusCode::kInvalidArgument, kFrameMalformed);
}

// Digits only, at most `most`.
std::optional<int64_t> Digits(absl::string_view text, size_t most) {
  int64_t value = 0;
  if (text.empty() || text.size() > most) return std::nullopt;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
  }
  return absl::SimpleAtoi(text, &value) ? std::optional(value) : std::nullopt;
}

std::optional<absl::Duration> UnitOf(char unit) {
  switch (unit) {
    case 'H':
      return absl::Hours(1);
    case 'M':
      return absl::Minutes(1);
    case 'S':
      return absl::Seconds(1);
    case 'm':
      return absl::Milliseconds(1);
    case 'u':
      return absl::Microseconds(1);
    case 'n':
      return absl::Nanoseconds(1);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string_view Wire::content_type() const {
  switch (protocol) {
    case Protocol::kGrpcWeb:
      return "application/grpc-web+proto";
    case Protocol::kConnectUnary:
      return json ? "application/json" : "application/proto";
    case Protocol::kConnectStream:
      return json ? "application/connect+json" : "application/connect+proto";
  }
  return {};
}

std::optional<Wire> WireOf(std::string_view content_type) {
  absl::string_view type(content_type.data(), content_type.size());
  type = absl::StripAsciiWhitespace(type.substr(0, type.find(';')));
  if (type == "application/grpc-web" || type == "application/grpc-web+proto")
    return Wire{Wire::Protocol::kGrpcWeb, false};
  if (type == "application/proto") return Wire{Wire::Protocol::kConnectUnary, false};
  if (type == "application/json") return Wire{Wire::Protocol::kConnectUnary, true};
  if (type == "application/connect+proto") return Wire{Wire::Protocol::kConnectStream, false};
  if (type == "application/connect+json") return Wire{Wire::Protocol::kConnectStream, true};
  return std::nullopt;
}

absl::StatusOr<std::string> MessageIn(const Wire& wire, std::string_view body) {
  if (wire.protocol == Wire::Protocol::kConnectUnary) return std::string(body);
  if (body.size() < kFrameHead || body[0] != kMessage) return Malformed();
  uint32_t length = 0;
  for (size_t i = 1; i < kFrameHead; ++i) length = length << 8 | static_cast<uint8_t>(body[i]);
  if (body.size() - kFrameHead != length) return Malformed();
  return std::string(body.substr(kFrameHead));
}

std::string Frame(uint8_t flags, std::string_view content) {
  std::string out(kFrameHead, '\0');
  out[0] = static_cast<char>(flags);
  for (size_t i = 1; i < kFrameHead; ++i)
    out[i] = static_cast<char>(content.size() >> (8 * (kFrameHead - 1 - i)) & 0xff);
  return out.append(content);
}

absl::StatusOr<std::optional<absl::Duration>> TimeoutOf(const Wire& wire, const Headers& headers) {
  constexpr size_t kGrpcDigits = 8, kConnectDigits = 10;
  const bool web = wire.protocol == Wire::Protocol::kGrpcWeb;
  const std::string* const said = Find(headers, web ? "grpc-timeout" : "connect-timeout-ms");
  if (said == nullptr) return std::optional<absl::Duration>();
  const absl::string_view text = *said;
  const std::optional<absl::Duration> unit = !web           ? std::optional(absl::Milliseconds(1))
                                             : text.empty() ? std::nullopt
                                                            : UnitOf(text.back());
  const std::optional<int64_t> count = web && !text.empty()
                                           ? Digits(text.substr(0, text.size() - 1), kGrpcDigits)
                                           : Digits(text, kConnectDigits);
  if (!unit.has_value() || !count.has_value())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kTimeoutMalformed);
  return std::optional<absl::Duration>(*unit * *count);
}

Ending MakeEnding(int code, std::string_view message, std::string_view details, Headers trailers) {
  Ending ending{
      .code = Clamp(code), .message = std::string(message), .trailers = std::move(trailers)};
  if (!text::IsUtf8(ending.message)) {
    for (char& c : ending.message) {
      if ((static_cast<unsigned char>(c) & 0x80) != 0) c = '?';
    }
  }
  v1::ErrorStatus status;
  if (ending.code == absl::StatusCode::kOk || details.empty() ||
      !status.ParseFromArray(details.data(), static_cast<int>(details.size()))) {
    return ending;
  }
  status.set_code(static_cast<int>(ending.code));
  status.set_message(ending.message);
  ending.details = status.SerializeAsString();
  return ending;
}

std::string EndFrame(const Wire& wire, const Ending& ending) {
  return wire.protocol == Wire::Protocol::kGrpcWeb ? Frame(kWebTrailers, WebTrailersOf(ending))
                                                   : Frame(kConnectEnd, ConnectEndOf(ending));
}

std::string ConnectError(const Ending& ending) { return Json(ErrorObject(ending)); }

int HttpStatusOf(absl::StatusCode code) { return Of(code).http; }

}  // namespace gom::door
