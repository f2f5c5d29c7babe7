#include "agent/service/page.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/service/page_words.h"
#include "agent/service/words.h"
#include "common/evidence/limits.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/rpc/limits.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

constexpr int kLastPossiblePort = 65535;
constexpr size_t kMostLaunches = 16;

std::string PortFile(const std::string& folder) { return absl::StrCat(folder, "/page.port"); }

}  // namespace

Page::Page(std::string folder, const platform::MonotonicClock& clock,
           platform::RandomSource& random)
    : folder_(std::move(folder)), clock_(clock), random_(random), sessions_(clock, random) {}

absl::Status Page::Serve(const PageOptions& options, std::shared_ptr<grpc::Channel> channel) {
  door::PorterOptions porter;
  if (options.files.empty()) {
    porter.files = door::Files::BuiltIn();
  } else {
    ASSIGN_OR_RETURN(porter.files, door::Files::Load(options.files));
  }
  const bool any = options.port == 0;
  ASSIGN_OR_RETURN(std::unique_ptr<door::LoopbackListener> listener,
                   door::LoopbackListener::Bind(options.port.value_or(LastPort()), kMorePorts));
  if (!any) KeepPort(listener->port());
  porter.policy = door::LoopbackPolicy(listener->port());
  // A photo as it was taken is the largest that anybody sends.
  porter.policy.message_bytes = evidence::kMaxInputBytes + rpc::kMessageBytes;
  porter.channel = std::move(channel);
  porter.sessions = this;
  door_ = std::make_unique<door::Door>(std::move(listener), std::move(porter));
  return absl::OkStatus();
}

std::string Page::address() const {
  return door_ == nullptr ? "" : absl::StrCat("http://127.0.0.1:", door_->port(), "/");
}

int Page::LastPort() const {
  int port = 0;
  const absl::StatusOr<std::string> kept = platform::ReadFile(PortFile(folder_));
  return kept.ok() && absl::SimpleAtoi(*kept, &port) && port > 0 && port <= kLastPossiblePort
             ? port
             : kPagePort;
}

void Page::KeepPort(int port) const {
  if (LastPort() == port && platform::Exists(PortFile(folder_))) return;
  GOM_STEPS_OF("agent.page_port");
  // A page whose address could not be kept is served all the same; the next start looks again.
  platform::WritePrivateFile(PortFile(folder_), absl::StrCat(port)).IgnoreError();
}

absl::StatusOr<v1::OpenPageResponse> Page::Launch() {
  if (door_ == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kPageNotServed);
  ASSIGN_OR_RETURN(const std::string hash, ReadPinHash(folder_));
  const std::string token = door::RandomSecret(random_);
  platform::MutexLock lock(&mutex_);
  const absl::Duration now = clock_.Now();
  absl::erase_if(launches_, [&](const auto& launch) { return launch.second < now; });
  if (launches_.size() >= kMostLaunches)
    return text::Refuse(absl::StatusCode::kResourceExhausted, kTooManyLaunches);
  launches_[door::HashOfSecret(token)] = now + kLaunchLife;
  v1::OpenPageResponse response;
  response.set_address(absl::StrCat(address(), "#t=", token));
  response.set_pin_needed(!hash.empty());
  return response;
}

absl::Status Page::SetPin(const std::string& pin) {
  std::string hash;
  if (!pin.empty()) {
    ASSIGN_OR_RETURN(hash, HashPin(pin));
  }
  platform::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(WritePinHash(folder_, hash));
  with_token_.Succeeded();
  without_token_.Succeeded();
  sessions_.EndAll();
  return absl::OkStatus();
}

bool Page::KnowsLaunch(const std::string& token) {
  const auto found = launches_.find(door::HashOfSecret(token));
  return !token.empty() && found != launches_.end() && found->second >= clock_.Now();
}

absl::Status Page::TryPin(const std::string& hash, const std::string& pin, WrongTries& tries) {
  if (pin.empty()) return text::Refuse(absl::StatusCode::kUnauthenticated, kPinNeeded);
  const absl::Duration wait = tries.WaitAt(clock_.Now());
  if (wait > absl::ZeroDuration()) {
    return text::Refuse(absl::StatusCode::kResourceExhausted, kPinWait,
                        absl::ToInt64Seconds(wait) + 1);
  }
  if (!PinFits(hash, pin)) {
    tries.Failed(clock_.Now());
    return text::Refuse(absl::StatusCode::kUnauthenticated, kPinWrong);
  }
  tries.Succeeded();
  return absl::OkStatus();
}

absl::StatusOr<door::Credentials> Page::Open(const v1::OpenSessionRequest& request) {
  absl::StatusOr<door::Credentials> opened = TryToOpen(request);
  return opened.ok() ? std::move(opened) : ForPage(opened.status());
}

absl::StatusOr<door::Credentials> Page::TryToOpen(const v1::OpenSessionRequest& request) {
  // One at a time, also where a hash takes its time: that is what a guess shall take.
  platform::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(const std::string hash, ReadPinHash(folder_));
  const bool launched = KnowsLaunch(request.token());
  if (!hash.empty()) {
    RETURN_IF_ERROR(TryPin(hash, request.pin(), launched ? with_token_ : without_token_));
  } else if (!launched) {
    return text::Refuse(absl::StatusCode::kUnauthenticated, kLaunchRefused);
  }
  launches_.erase(door::HashOfSecret(request.token()));
  return sessions_.Begin();
}

v1::SessionState Page::State(const door::Credentials& credentials) {
  v1::SessionState state;
  state.set_open(sessions_.Knows(credentials.cookie));
  const absl::StatusOr<std::string> hash = ReadPinHash(folder_);
  state.set_pin_needed(!hash.ok() || !hash->empty());
  return state;
}

}  // namespace gom::agent
