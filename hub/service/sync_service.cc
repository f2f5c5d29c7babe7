#include "hub/service/sync_service.h"

#include <functional>
#include <utility>

#include "common/rpc/words.h"
#include "common/text/message.h"
#include "hub/service/enroll_device.h"
#include "hub/service/evidence.h"
#include "hub/service/exchange.h"
#include "hub/service/handler.h"
#include "hub/service/read_commune.h"
#include "hub/service/renew_device.h"

namespace gom::hub {
namespace {

using Finish = rpc::UnaryCalls::Finish;

// Work for a worker; where too much waits the call is answered at once instead.
void OnPool(rpc::WorkerPool& pool, const Finish& finish, std::function<void()> work) {
  if (!pool.Submit(std::move(work)))
    finish(text::Refuse(absl::StatusCode::kResourceExhausted, rpc::kBusy));
}
void OnWorker(Hub& hub, const Finish& finish, std::function<void()> work) {
  OnPool(hub.calls().pool(), finish, std::move(work));
}

// On a worker: who is it, then to the writer; its callback comes on the writer's thread and hands
// the rest back to a worker.
void BeginExchange(Hub& hub, const grpc::ServerContextBase& context,
                   const v1::ExchangeRequest* request, v1::ExchangeResponse* response,
                   const Finish& finish) {
  absl::StatusOr<Caller> caller = hub.Authorise("/gom.v1.SyncService/Exchange", context);
  if (!caller.ok()) return finish(caller.status());
  const DeviceFacts device = *caller->device;
  NoteSeen(hub, device, *request);
  const bool renew = !hub.authority().IsOfNewest(rpc::PeerCertificate(context));
  // gRPC keeps the request until the call is finished.
  const std::shared_ptr<const v1::ExchangeRequest> kept(std::shared_ptr<void>(), request);
  const auto when_taken = [=, &hub](absl::StatusOr<ExchangeAnswer> taken) {
    if (!taken.ok()) {
      NoteRefused(hub, device, taken.status());
      return finish(taken.status());
    }
    NoteTaken(hub, device, *request, *taken);
    OnWorker(hub, finish, [=, &hub, answer = *std::move(taken)] {
      const absl::Status answered = Answer(hub, device, *request, answer, response);
      if (renew) response->set_renew(true);
      if (answered.ok()) AddWanted(hub, device, *request, response);
      finish(answered);
      hub.Upkeep();
    });
  };
  hub.writer().Exchange(device.device, kept, when_taken, ProofsIn(hub, *request));
}

}  // namespace

grpc::ServerUnaryReactor* SyncServiceImpl::Enroll(grpc::CallbackServerContext* context,
                                                  const v1::EnrollRequest* request,
                                                  v1::EnrollResponse* response) {
  return Handle(
      hub_, "/gom.v1.SyncService/Enroll", context, request, response,
      [this](const Caller&, const v1::EnrollRequest& asked) { return EnrollDevice(hub_, asked); });
}

grpc::ServerUnaryReactor* SyncServiceImpl::Renew(grpc::CallbackServerContext* context,
                                                 const v1::RenewRequest* request,
                                                 v1::RenewResponse* response) {
  return Handle(hub_, "/gom.v1.SyncService/Renew", context, request, response,
                [this](const Caller& caller, const v1::RenewRequest& asked) {
                  return RenewDevice(hub_, caller.device->device, asked);
                });
}

grpc::ServerUnaryReactor* SyncServiceImpl::Exchange(grpc::CallbackServerContext* context,
                                                    const v1::ExchangeRequest* request,
                                                    v1::ExchangeResponse* response) {
  return hub_.calls().Start(context, *request, [=, this](const Finish& finish) {
    OnWorker(hub_, finish, [=, this] { BeginExchange(hub_, *context, request, response, finish); });
  });
}

grpc::ServerUnaryReactor* SyncServiceImpl::PutEvidence(grpc::CallbackServerContext* context,
                                                       const v1::PutEvidenceRequest* request,
                                                       v1::PutEvidenceResponse* response) {
  return hub_.calls().Start(context, *request, [=, this](const Finish& finish) {
    OnPool(hub_.evidence_pool(), finish, [=, this] {
      // It may have waited for many others.
      if (context->IsCancelled())
        return finish(text::Refuse(absl::StatusCode::kCancelled, rpc::kCancelled));
      finish(Answered(hub_, "/gom.v1.SyncService/PutEvidence", context, request, response,
                      [this](const Caller& caller, const v1::PutEvidenceRequest& asked) {
                        return hub::PutEvidence(hub_, *caller.device, asked);
                      }));
    });
  });
}

grpc::ServerUnaryReactor* SyncServiceImpl::GetCommuneProgress(
    grpc::CallbackServerContext* context, const v1::GetCommuneProgressRequest* request,
    v1::GetCommuneProgressResponse* response) {
  return Handle(
      hub_, "/gom.v1.SyncService/GetCommuneProgress", context, request, response,
      [this](const Caller& caller, const v1::GetCommuneProgressRequest& asked) {
        const int64_t now = hub_.clock().NowMs();
        const uint32_t device = caller.device->device;
        return hub_.ReadState([&](const State& s) { return ReadCommune(s, device, asked, now); });
      });
}

}  // namespace gom::hub
