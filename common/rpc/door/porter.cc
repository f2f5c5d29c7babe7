#include "common/rpc/door/porter.h"

#include <utility>

#include "common/rpc/door/framing.h"
#include "common/rpc/door/words.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::door {
namespace {

using Protocol = Wire::Protocol;

Answer Json(int status, std::string body) {
  Answer answer{.status = status, .content_type = "application/json"};
  answer.headers = {{"cache-control", "no-store"}};
  answer.SetBody(std::move(body));
  return answer;
}

// As a Connect unary call that failed, so that a page has one way to read a refusal.
Answer JsonRefusal(const Ending& ending) {
  return Json(HttpStatusOf(ending.code), ConnectError(ending));
}

template <typename Message>
Answer JsonOf(const Message& message) {
  absl::StatusOr<std::string> json = ToJson(*Message::descriptor(), message.SerializeAsString());
  return json.ok() ? Json(200, *std::move(json)) : JsonRefusal(EndingOf(json.status()));
}

Answer OfCall(const Wire& wire) {
  Answer answer{.content_type = std::string(wire.content_type())};
  answer.headers = {{"cache-control", "no-store"}};
  return answer;
}

void Add(Headers& headers, Headers more) {
  for (auto& one : more) headers.push_back(std::move(one));
}

// A call that ended before it began.
Answer Failed(const Wire& wire, const absl::Status& status) {
  if (wire.protocol == Protocol::kConnectUnary) return JsonRefusal(EndingOf(status));
  Answer answer = OfCall(wire);
  answer.SetBody(EndFrame(wire, EndingOf(status)));
  return answer;
}

// The method is described, and a caller's way of framing fits to it.
bool Fits(const Wire& wire, const google::protobuf::MethodDescriptor& method) {
  return wire.protocol == Protocol::kGrpcWeb ||
         method.server_streaming() == (wire.protocol == Protocol::kConnectStream);
}

// A message as the caller wants it, or why it cannot be.
absl::StatusOr<std::string> Written(const Wire& wire, const google::protobuf::Descriptor* type,
                                    std::string message) {
  if (!wire.json) return message;
  return ToJson(*type, message);
}

Answer Unary(const Wire& wire, Call& call, const google::protobuf::Descriptor* type,
             const Gone& gone) {
  std::optional<std::string> message = call.Next(gone);
  if (message.has_value() && call.Next(gone).has_value())
    return Failed(wire, absl::InternalError("a unary call with two answers"));
  const Ending& ending = call.ending();
  if (ending.code == absl::StatusCode::kOk && !message.has_value())
    return Failed(wire, absl::InternalError("a unary call without an answer"));

  Answer answer = OfCall(wire);
  Add(answer.headers, HeadersOf(call.initial_metadata()));
  if (wire.protocol == Protocol::kGrpcWeb) {
    std::string body = message.has_value() ? Frame(kMessage, *message) : std::string();
    answer.SetBody(body.append(EndFrame(wire, ending)));
    return answer;
  }
  Add(answer.headers, HeadersOf(ending.trailers, "trailer-"));
  if (ending.code != absl::StatusCode::kOk) {
    Answer refusal = JsonRefusal(ending);
    refusal.headers = std::move(answer.headers);
    return refusal;
  }
  absl::StatusOr<std::string> written = Written(wire, type, *std::move(message));
  if (!written.ok()) return Failed(wire, written.status());
  answer.SetBody(*std::move(written));
  return answer;
}

}  // namespace

Answer Porter::Handle(const Verdict& verdict, const Asked& asked, const std::string& body,
                      const Gone& gone) {
  switch (verdict.kind) {
    case Verdict::Kind::kFile:
      return options_.files.Get(asked.path, asked.headers);
    case Verdict::Kind::kSessionState:
      return State(asked.headers);
    case Verdict::Kind::kOpenSession:
      return OpenSession(body);
    case Verdict::Kind::kEndSession:
      return EndSession(asked.headers);
    case Verdict::Kind::kCall:
      return MakeCall(asked, body, gone);
    case Verdict::Kind::kRefuse:
      break;
  }
  return Refusal(verdict.status, *verdict.why);
}

Answer Porter::State(const Headers& headers) {
  return JsonOf(options_.sessions->State(CredentialsOf(options_.policy, headers)));
}

Answer Porter::OpenSession(const std::string& body) {
  const absl::StatusOr<std::string> bytes = FromJson(*v1::OpenSessionRequest::descriptor(), body);
  if (!bytes.ok()) return JsonRefusal(EndingOf(bytes.status()));
  v1::OpenSessionRequest request;
  request.ParseFromString(*bytes);
  const absl::StatusOr<Credentials> opened = options_.sessions->Open(request);
  if (!opened.ok()) return JsonRefusal(EndingOf(opened.status()));
  v1::OpenSessionResponse response;
  response.set_token(opened->token);
  Answer answer = JsonOf(response);
  answer.headers.emplace_back("set-cookie",
                              absl::StrCat(options_.policy.cookie, "=", opened->cookie,
                                           "; Path=/; HttpOnly; SameSite=Strict",
                                           options_.policy.scheme == "https" ? "; Secure" : ""));
  return answer;
}

Answer Porter::EndSession(const Headers& headers) {
  options_.sessions->End(CredentialsOf(options_.policy, headers));
  Answer answer = Json(200, "{}");
  answer.headers.emplace_back(
      "set-cookie",
      absl::StrCat(options_.policy.cookie, "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"));
  return answer;
}

absl::StatusOr<CallOptions> Porter::Read(const Wire& wire, const Asked& asked,
                                         const std::string& body,
                                         const google::protobuf::MethodDescriptor* method) const {
  const std::string path(asked.path);
  if (method != nullptr && method->client_streaming())
    return text::Refuse(absl::StatusCode::kUnimplemented, kClientStreams, path);
  if (method == nullptr && wire.json)
    return text::Refuse(absl::StatusCode::kUnimplemented, kMethodUnknown, path);
  CallOptions call{.method = path};
  ASSIGN_OR_RETURN(call.message, MessageIn(wire, body));
  if (wire.json) {
    ASSIGN_OR_RETURN(call.message, FromJson(*method->input_type(), call.message));
  }
  ASSIGN_OR_RETURN(const std::optional<absl::Duration> timeout, TimeoutOf(wire, asked.headers));
  const bool streams = method != nullptr && method->server_streaming();
  const absl::Duration longest = streams ? absl::InfiniteDuration() : options_.longest_call;
  call.timeout = std::min(timeout.value_or(longest), longest);
  call.metadata = MetadataOf(options_.policy, asked.headers);
  call.credentials = CredentialsOf(options_.policy, asked.headers);
  return call;
}

Answer Porter::MakeCall(const Asked& asked, const std::string& body, const Gone& gone) {
  const Wire wire = *WireOf(*Find(asked.headers, "content-type"));
  const google::protobuf::MethodDescriptor* const method = MethodOf(std::string(asked.path));
  if (method != nullptr && !method->client_streaming() && !Fits(wire, *method))
    return Refusal(415, kTypeRefused);
  const absl::StatusOr<CallOptions> options = Read(wire, asked, body, method);
  if (!options.ok()) return Failed(wire, options.status());

  const google::protobuf::Descriptor* const type =
      method == nullptr ? nullptr : method->output_type();
  // What nobody here has a description of may go on for as long as it likes.
  const bool streams =
      wire.protocol == Protocol::kConnectStream ||
      (wire.protocol == Protocol::kGrpcWeb && (method == nullptr || method->server_streaming()));
  if (!streams) {
    Call call(options_.channel, *options);
    return Unary(wire, call, type, gone);
  }
  if (streams_.fetch_add(1) >= options_.most_streams) {
    streams_.fetch_sub(1);
    return Failed(wire, text::Refuse(absl::StatusCode::kResourceExhausted, kTooManyStreams));
  }
  const std::shared_ptr<Call> call(new Call(options_.channel, *options), [this](Call* ended) {
    delete ended;
    streams_.fetch_sub(1);
  });
  return Stream(wire, call, type, gone);
}

Answer Porter::Stream(const Wire& wire, std::shared_ptr<Call> call,
                      const google::protobuf::Descriptor* type, const Gone& gone) {
  call->Begin(gone);
  Answer answer = OfCall(wire);
  Add(answer.headers, HeadersOf(call->initial_metadata()));
  answer.next = [wire, call = std::move(call), type, gone,
                 ended = false]() mutable -> std::optional<std::string> {
    if (ended) return std::nullopt;
    std::optional<std::string> message = call->Next(gone);
    ended = !message.has_value();
    if (ended) return EndFrame(wire, call->ending());
    const absl::StatusOr<std::string> written = Written(wire, type, *std::move(message));
    if (written.ok()) return Frame(kMessage, *written);
    ended = true;
    return EndFrame(wire, EndingOf(written.status()));
  };
  return answer;
}

}  // namespace gom::door
