#include "common/rpc/status.h"

#include <cstdlib>
#include <string>

#include "absl/strings/str_replace.h"
#include "common/rpc/words.h"
#include "common/text/message.h"
#include "gom/v1/error.pb.h"
#include "utf8proc.h"

namespace gom::rpc {
namespace {

constexpr char kErrorType[] = "type.googleapis.com/gom.v1.Error";
constexpr size_t kSentenceBytes = 1000;
constexpr size_t kPlaceBytes = 300;

// At most `limit` bytes, cut between characters.
std::string Clamp(const std::string& s, size_t limit) {
  if (s.size() <= limit) return s;
  size_t end = limit - 3;
  while (end > 0 && (s[end] & 0xc0) == 0x80) --end;
  return s.substr(0, end) + "…";
}

// Without its marks, with typewriter quotes, and with what is still not ASCII as a question mark:
// "Kỳ" becomes "Ky".
std::string Ascii(const std::string& s) {
  const std::string typed = absl::StrReplaceAll(s, {{"“", "\""},
                                                    {"”", "\""},
                                                    {"‘", "'"},
                                                    {"’", "'"},
                                                    {"…", "..."},
                                                    {"–", "-"},
                                                    {"—", "-"},
                                                    {"đ", "d"},
                                                    {"Đ", "D"}});
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(typed.data()),
                   static_cast<utf8proc_ssize_t>(typed.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK));
  const std::string plain =
      size < 0 ? typed : std::string(reinterpret_cast<char*>(mapped), static_cast<size_t>(size));
  std::free(mapped);
  std::string out;
  for (size_t i = 0; i < plain.size() && out.size() < kStatusMessageBytes; ++i) {
    const auto byte = static_cast<unsigned char>(plain[i]);
    if (byte < 0x80) {
      out += byte < 0x20 || byte == 0x7f ? ' ' : plain[i];
    } else if ((byte & 0xc0) != 0x80) {  // the first byte of a character stands for all of it
      out += '?';
    }
  }
  return out;
}

void Shorten(v1::Error& error, size_t limit) {
  error.set_vi(Clamp(error.vi(), kSentenceBytes));
  error.set_en(Clamp(error.en(), kSentenceBytes));
  for (v1::ErrorPlace& place : *error.mutable_places()) {
    place.set_vi(Clamp(place.vi(), kPlaceBytes));
    place.set_en(Clamp(place.en(), kPlaceBytes));
  }
  if (error.ByteSizeLong() <= limit) return;
  // Room for the place that says how many more.
  constexpr size_t kLastPlace = 100;
  v1::Error kept = error;
  kept.clear_places();
  size_t size = kept.ByteSizeLong() + kLastPlace;
  for (const v1::ErrorPlace& place : error.places()) {
    size += place.ByteSizeLong() + 3;
    if (size > limit) break;
    *kept.add_places() = place;
  }
  const int dropped = error.places_size() - kept.places_size();
  if (dropped > 0) {
    v1::ErrorPlace& last = *kept.add_places();
    last.set_vi(text::Say(text::Language::kVietnamese, kMorePlaces, dropped));
    last.set_en(text::Say(text::Language::kEnglish, kMorePlaces, dropped));
  }
  error = kept;
}

// What the transport says by itself, in our words.
absl::Status TransportFailure(absl::StatusCode code, const std::string& message) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return text::Refuse(code, kUnreachable, message);
    case absl::StatusCode::kDeadlineExceeded:
      return text::Refuse(code, kTooSlow);
    case absl::StatusCode::kCancelled:
      return text::Refuse(code, kCancelled);
    case absl::StatusCode::kResourceExhausted:
      return text::Refuse(code, kTooLarge, message);
    case absl::StatusCode::kUnimplemented:
      return text::Refuse(code, kNotOffered);
    default:
      return text::Refuse(code, kOtherFailure, message);
  }
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status, Audience audience) {
  if (status.ok()) return grpc::Status::OK;
  v1::Error error = text::ErrorOf(status);
  if (error.code() == kInternal.code && audience == Audience::kNetwork)
    error = text::MakeError(kInternal, {});
  Shorten(error, audience == Audience::kLocal ? kLocalDetailsBytes : kDetailsBytes);
  v1::ErrorStatus details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(Ascii(error.en()));
  google::protobuf::Any& any = *details.add_details();
  any.set_type_url(kErrorType);
  any.set_value(error.SerializeAsString());
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), details.message(),
                      details.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const int number = static_cast<int>(status.error_code());
  const auto code = number >= 1 && number <= 16 ? static_cast<absl::StatusCode>(number)
                                                : absl::StatusCode::kUnknown;
  v1::ErrorStatus details;
  if (!status.error_details().empty() && details.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& any : details.details()) {
      v1::Error error;
      if (any.type_url() == kErrorType && error.ParseFromString(any.value()) &&
          !error.code().empty()) {
        return text::WithError(code, error);
      }
    }
  }
  return TransportFailure(code, status.error_message());
}

}  // namespace gom::rpc
