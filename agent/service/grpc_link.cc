#include "agent/service/grpc_link.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "agent/service/words.h"
#include "common/rpc/credentials.h"
#include "common/rpc/hub_key.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "common/text/status_macros.h"
#include "grpcpp/create_channel.h"

namespace gom::agent {
namespace {

// How soon waiting for a connection sees that it was cancelled.
constexpr absl::Duration kLook = absl::Milliseconds(200);

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> HubChannel(const std::string& address,
                                                          const std::string& hub,
                                                          const DeviceKeys& keys) {
  if (address.empty()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kAddressWanted);
  ASSIGN_OR_RETURN(const rpc::HostPort place, rpc::ParseHostPort(address));
  return grpc::CreateCustomChannel(
      rpc::ToTarget(place), rpc::DeviceTls(keys.ca_pem, hub, keys.key_pem, keys.certificate_pem),
      rpc::ClientArguments());
}

absl::Status Connect(grpc::Channel& channel, const std::string& address, const std::string& hub,
                     const std::string& ca_pem, absl::Duration timeout,
                     absl::FunctionRef<bool()> cancelled) {
  const auto end = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(timeout);
  grpc_connectivity_state state = channel.GetState(true);
  while (state != GRPC_CHANNEL_READY && state != GRPC_CHANNEL_TRANSIENT_FAILURE &&
         state != GRPC_CHANNEL_SHUTDOWN && std::chrono::steady_clock::now() < end) {
    if (cancelled()) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
    channel.WaitForStateChange(
        state, std::chrono::system_clock::now() + absl::ToChronoMilliseconds(kLook));
    state = channel.GetState(true);
  }
  if (state == GRPC_CHANNEL_READY) return absl::OkStatus();
  RETURN_IF_ERROR(rpc::ProbeHub(address, ca_pem, hub, timeout));
  return text::Refuse(absl::StatusCode::kUnavailable, kHubUnsteady, address);
}

GrpcLink::GrpcLink(std::shared_ptr<grpc::Channel> channel, Enrollment enrollment,
                   std::string ca_pem)
    : channel_(std::move(channel)),
      stub_(v1::SyncService::NewStub(channel_)),
      enrollment_(std::move(enrollment)),
      ca_pem_(std::move(ca_pem)) {}

absl::StatusOr<v1::ExchangeResponse> GrpcLink::Exchange(const v1::ExchangeRequest& request,
                                                        absl::Duration timeout, bool* left) {
  *left = false;
  RETURN_IF_ERROR(Connect(*channel_, enrollment_.address, enrollment_.hub, ca_pem_,
                          std::min(kConnectDeadline, timeout), [this] { return cancelled(); }));
  grpc::ClientContext context;
  rpc::SetDeadline(context, timeout);
  if (!Begin(&context)) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  v1::ExchangeResponse response;
  const grpc::Status status = stub_->Exchange(&context, request, &response);
  End();
  if (status.ok()) return response;
  // The connection stood; only a refusal of the hub says that nothing of it was kept.
  *left = status.error_code() == grpc::StatusCode::UNAVAILABLE ||
          status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED ||
          status.error_code() == grpc::StatusCode::CANCELLED ||
          status.error_code() == grpc::StatusCode::UNKNOWN;
  if (cancelled()) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  return rpc::FromGrpc(status);
}

absl::StatusOr<v1::RenewResponse> GrpcLink::Renew(const v1::RenewRequest& request,
                                                  absl::Duration timeout) {
  grpc::ClientContext context;
  rpc::SetDeadline(context, timeout);
  if (!Begin(&context)) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  v1::RenewResponse response;
  const grpc::Status status = stub_->Renew(&context, request, &response);
  End();
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}

absl::StatusOr<v1::PutEvidenceResponse> GrpcLink::PutEvidence(const v1::PutEvidenceRequest& request,
                                                              absl::Duration timeout) {
  grpc::ClientContext context;
  rpc::SetDeadline(context, timeout);
  if (!Begin(&context)) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  v1::PutEvidenceResponse response;
  const grpc::Status status = stub_->PutEvidence(&context, request, &response);
  End();
  if (status.ok()) return response;
  if (cancelled()) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  return rpc::FromGrpc(status);
}

absl::StatusOr<v1::GetCommuneProgressResponse> GrpcLink::GetCommuneProgress(
    const v1::GetCommuneProgressRequest& request, absl::Duration timeout) {
  grpc::ClientContext context;
  rpc::SetDeadline(context, timeout);
  if (!Begin(&context)) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  v1::GetCommuneProgressResponse response;
  const grpc::Status status = stub_->GetCommuneProgress(&context, request, &response);
  End();
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}

bool GrpcLink::cancelled() const {
  platform::MutexLock lock(&mutex_);
  return cancelled_;
}

bool GrpcLink::Begin(grpc::ClientContext* context) {
  platform::MutexLock lock(&mutex_);
  if (!cancelled_) at_hand_ = context;
  return !cancelled_;
}

void GrpcLink::End() {
  platform::MutexLock lock(&mutex_);
  at_hand_ = nullptr;
}

void GrpcLink::Cancel() {
  platform::MutexLock lock(&mutex_);
  cancelled_ = true;
  if (at_hand_ != nullptr) at_hand_->TryCancel();
}

}  // namespace gom::agent
