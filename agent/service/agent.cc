#include "agent/service/agent.h"

#include <chrono>
#include <utility>

#include "agent/service/bundle.h"
#include "agent/service/drafts.h"
#include "agent/service/evidence.h"
#include "agent/service/forms.h"
#include "agent/service/grpc_link.h"
#include "agent/service/import.h"
#include "agent/service/receipts.h"
#include "agent/service/renew.h"
#include "agent/service/resolve.h"
#include "agent/service/submit.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/evidence/limits.h"
#include "common/platform/local_channel.h"
#include "common/rpc/limits.h"
#include "common/text/status_macros.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace gom::agent {
namespace {

template <typename T>
absl::Status Into(T* response, absl::StatusOr<T> answer) {
  if (!answer.ok()) return answer.status();
  *response = *std::move(answer);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<HubLink>> OverGrpc(const Enrollment& enrollment,
                                                  const DeviceKeys& keys) {
  ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel,
                   HubChannel(enrollment.address, enrollment.hub, keys));
  return std::make_unique<GrpcLink>(std::move(channel), enrollment, keys.ca_pem);
}

}  // namespace

// Thin: each call takes its turn at the desk.
class Agent::Service final : public v1::SchoolService::CallbackService {
 public:
  explicit Service(Agent& agent) : agent_(agent) {}

  grpc::ServerUnaryReactor* GetAgentStatus(grpc::CallbackServerContext* context,
                                           const v1::GetAgentStatusRequest* request,
                                           v1::AgentStatus* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::GetAgentStatus(desk)); });
  }
  grpc::ServerUnaryReactor* ListForms(grpc::CallbackServerContext* context,
                                      const v1::ListFormsRequest* request,
                                      v1::ListFormsResponse* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::ListForms(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetForm(grpc::CallbackServerContext* context,
                                    const v1::GetFormRequest* request,
                                    v1::FormView* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::GetForm(desk, *request)); });
  }
  grpc::ServerUnaryReactor* SaveDraft(grpc::CallbackServerContext* context,
                                      const v1::SaveDraftRequest* request,
                                      v1::SaveDraftResponse* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::SaveDraft(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetEntryHistory(grpc::CallbackServerContext* context,
                                            const v1::GetEntryHistoryRequest* request,
                                            v1::GetEntryHistoryResponse* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::GetEntryHistory(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ListReceipts(grpc::CallbackServerContext* context,
                                         const v1::ListReceiptsRequest* request,
                                         v1::ListReceiptsResponse* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::ListReceipts(desk)); });
  }
  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                   const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override {
    return Working(context, request,
                   [=](Desk& desk) { return Into(response, agent::Submit(desk, *request)); });
  }
  grpc::ServerUnaryReactor* Resolve(grpc::CallbackServerContext* context,
                                    const v1::ResolveRequest* request,
                                    v1::ResolveResponse* response) override {
    return Working(context, request,
                   [=](Desk& desk) { return Into(response, agent::Resolve(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ImportRows(grpc::CallbackServerContext* context,
                                       const v1::ImportRowsRequest* request,
                                       v1::ImportRowsResponse* response) override {
    return Working(context, request,
                   [=](Desk& desk) { return Into(response, agent::ImportRows(desk, *request)); });
  }
  grpc::ServerUnaryReactor* ExportBundle(grpc::CallbackServerContext* context,
                                         const v1::ExportBundleRequest* request,
                                         v1::ExportBundleResponse* response) override {
    return Alone(context, request,
                 [=](Desk& desk) { return Into(response, agent::ExportBundle(desk)); });
  }
  grpc::ServerUnaryReactor* ImportBundle(grpc::CallbackServerContext* context,
                                         const v1::ImportReplyRequest* request,
                                         v1::ImportReplyResponse* response) override {
    return Alone(context, request, [=, this](Desk& desk) {
      return Into(response, agent::ImportReply(desk, *agent_.options_.monotonic, *request));
    });
  }
  grpc::ServerUnaryReactor* AddEvidence(grpc::CallbackServerContext* context,
                                        const v1::AddEvidenceRequest* request,
                                        v1::AddEvidenceResponse* response) override {
    return agent_.calls_.Run(context, *request, [=, this]() -> absl::Status {
      // A picture takes its time, and a sync need not wait for it.
      ASSIGN_OR_RETURN(const evidence::Reduced reduced, evidence::Reduce(request->data()));
      return agent_.AtDesk(
          [&](Desk& desk) { return Into(response, agent::AddEvidence(desk, *request, reduced)); });
    });
  }
  grpc::ServerUnaryReactor* RemoveEvidence(grpc::CallbackServerContext* context,
                                           const v1::RemoveEvidenceRequest* request,
                                           v1::RemoveEvidenceResponse* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::RemoveEvidence(desk, *request)); });
  }
  grpc::ServerUnaryReactor* GetEvidence(grpc::CallbackServerContext* context,
                                        const v1::GetEvidenceRequest* request,
                                        v1::GetEvidenceResponse* response) override {
    return At(context, request,
              [=](Desk& desk) { return Into(response, agent::GetEvidence(desk, *request)); });
  }
  grpc::ServerUnaryReactor* SyncNow(grpc::CallbackServerContext* context,
                                    const v1::SyncNowRequest* request,
                                    v1::SyncNowResponse* response) override {
    return agent_.calls_.Start(context, *request, [=, this](const rpc::UnaryCalls::Finish& finish) {
      const bool taken = agent_.sync_pool_.Submit([=, this] { finish(SyncInto(response)); });
      if (!taken) finish(text::Refuse(absl::StatusCode::kResourceExhausted, kSyncBusy));
    });
  }

 private:
  using Work = std::function<absl::Status(Desk&)>;

  grpc::ServerUnaryReactor* At(grpc::CallbackServerContext* context,
                               const google::protobuf::Message* request, Work work) {
    return agent_.calls_.Run(context, *request,
                             [this, work = std::move(work)] { return agent_.AtDesk(work); });
  }
  // The same for what may leave something to send.
  grpc::ServerUnaryReactor* Working(grpc::CallbackServerContext* context,
                                    const google::protobuf::Message* request, Work work) {
    return agent_.calls_.Run(context, *request, [this, work = std::move(work)] {
      RETURN_IF_ERROR(agent_.AtDesk(work));
      agent_.NewWork();
      return absl::OkStatus();
    });
  }

  // The same where no sync may be under way meanwhile; waits for one.
  grpc::ServerUnaryReactor* Alone(grpc::CallbackServerContext* context,
                                  const google::protobuf::Message* request, Work work) {
    return agent_.calls_.Start(
        context, *request, [this, work = std::move(work)](const rpc::UnaryCalls::Finish& finish) {
          const bool taken =
              agent_.sync_pool_.Submit([this, work, finish] { finish(agent_.BetweenSyncs(work)); });
          if (!taken) finish(text::Refuse(absl::StatusCode::kResourceExhausted, kSyncBusy));
        });
  }

  absl::Status SyncInto(v1::SyncNowResponse* response) {
    ASSIGN_OR_RETURN(const SyncOutcome outcome, agent_.Sync());
    response->set_sent(outcome.sent);
    response->set_received_events(outcome.events);
    response->set_exchanges(outcome.exchanges);
    return agent_.AtDesk([&](Desk& desk) {
      RETURN_IF_ERROR(Into(response->mutable_status(), agent::GetAgentStatus(desk)));
      response->set_waiting(response->status().waiting());
      return absl::OkStatus();
    });
  }

  Agent& agent_;
};

absl::StatusOr<std::unique_ptr<Agent>> Agent::Open(const std::string& folder,
                                                   AgentOptions options) {
  AgentStoreOptions store_options;
  store_options.random = [random = options.random](size_t n) { return random->Bytes(n); };
  store_options.check_folder = options.check_folder;
  store_options.now_ms = options.wall->NowMs();
  ASSIGN_OR_RETURN(std::unique_ptr<AgentStore> store,
                   AgentStore::Open(folder, std::move(store_options)));
  return std::unique_ptr<Agent>(new Agent(std::move(store), std::move(options)));
}

Agent::Agent(std::unique_ptr<AgentStore> store, AgentOptions options)
    : options_(std::move(options)),
      desk_(std::move(store), *options_.wall, *options_.random, options_.build),
      exchange_(desk_.store(), mutex_, *options_.wall, *options_.monotonic,
                {.call_timeout = rpc::kUnaryDeadline,
                 .sync_timeout = rpc::kSyncDeadline,
                 .build = options_.build}),
      service_(std::make_unique<Service>(*this)),
      calls_({.threads = 1}),
      sync_pool_(1, 16) {}

Agent::~Agent() {
  {
    platform::MutexLock lock(&link_mutex_);
    stopping_ = true;
    if (link_ != nullptr) link_->Cancel();
  }
  // First nobody can call any more, then the loop ends.
  if (server_ != nullptr) {
    server_->Shutdown(std::chrono::system_clock::now() +
                      absl::ToChronoMilliseconds(rpc::kShutdownDeadline));
    server_->Wait();
  }
  loop_.reset();
  if (!socket_path_.empty()) platform::RemoveLocalSocket(socket_path_);
}

absl::Status Agent::AtDesk(absl::FunctionRef<absl::Status(Desk&)> work) {
  platform::MutexLock lock(&mutex_);
  return work(desk_);
}

absl::Status Agent::BetweenSyncs(absl::FunctionRef<absl::Status(Desk&)> work) {
  platform::MutexLock sync_lock(&sync_mutex_);
  return AtDesk(work);
}

void Agent::NewWork() {
  if (loop_ != nullptr) loop_->Wake();
}

std::optional<v1::Words> Agent::rescued() {
  platform::MutexLock lock(&mutex_);
  return desk_.store().rescued();
}

absl::Status Agent::EnrollWith(const EnrollOptions& options) {
  platform::MutexLock lock(&mutex_);
  return Enroll(desk_.store(), options);
}

absl::Status Agent::FollowHubTo(const std::string& address) {
  platform::MutexLock lock(&mutex_);
  return FollowHub(desk_.store(), address);
}

absl::StatusOr<SyncOutcome> Agent::Sync() {
  absl::StatusOr<SyncOutcome> outcome = SyncOnce();
  if (!outcome.ok() && options_.on_failed_sync) options_.on_failed_sync(outcome.status());
  return outcome;
}

absl::StatusOr<SyncOutcome> Agent::SyncOnce() {
  platform::MutexLock sync_lock(&sync_mutex_);
  Enrollment enrollment;
  DeviceKeys keys;
  {
    platform::MutexLock lock(&mutex_);
    ASSIGN_OR_RETURN(keys, desk_.store().ReadKeys());
    enrollment = desk_.store().enrollment();
  }
  const LinkFactory& make = options_.link ? options_.link : OverGrpc;
  ASSIGN_OR_RETURN(const std::unique_ptr<HubLink> link, make(enrollment, keys));
  if (!Hold(link.get())) return text::Refuse(absl::StatusCode::kCancelled, kSyncStopped);
  absl::StatusOr<SyncOutcome> outcome = exchange_.Run(*link);
  if (outcome.ok()) {
    const absl::Status& evidence = outcome->evidence.status;
    if (!evidence.ok() && options_.on_failed_evidence) options_.on_failed_evidence(evidence);
    const absl::Status renewed = RenewIfDue(*link, outcome->renew);
    if (!renewed.ok() && options_.on_failed_renewal) options_.on_failed_renewal(renewed);
  }
  Hold(nullptr);
  return outcome;
}

absl::Status Agent::RenewIfDue(HubLink& link, bool asked_by_hub) {
  RenewalAsked asked;
  {
    platform::MutexLock lock(&mutex_);
    const AgentStore& store = desk_.store();
    ASSIGN_OR_RETURN(const DeviceKeys keys, store.ReadKeys());
    if (!asked_by_hub && !IsRenewalDue(keys, store.marks(), options_.wall->NowMs()))
      return absl::OkStatus();
    ASSIGN_OR_RETURN(asked, AskRenewal(store, options_.build));
  }
  ASSIGN_OR_RETURN(const v1::RenewResponse answer, link.Renew(asked.request, rpc::kUnaryDeadline));
  platform::MutexLock lock(&mutex_);
  return TakeRenewal(desk_.store(), asked, answer);
}

bool Agent::Hold(HubLink* link) {
  platform::MutexLock lock(&link_mutex_);
  if (stopping_ && link != nullptr) return false;
  link_ = link;
  return true;
}

absl::Status Agent::StartServer(const std::string& listen_on) {
  grpc::ServerBuilder builder;
  if (!listen_on.empty()) builder.AddListeningPort(listen_on, grpc::InsecureServerCredentials());
  // A photo as it was taken is the largest that anybody sends.
  builder.SetMaxReceiveMessageSize(evidence::kMaxInputBytes + rpc::kMessageBytes);
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  if (server_ == nullptr)
    return text::Refuse(absl::StatusCode::kUnavailable, kSocketRefused, socket_path_);
  return absl::OkStatus();
}

absl::Status Agent::Serve() {
  // There is nothing to sync, and whoever comes to enroll would find the folder in use.
  RETURN_IF_ERROR(AtDesk([](Desk& desk) {
    return desk.store().enrolled()
               ? absl::OkStatus()
               : text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  }));
  ASSIGN_OR_RETURN(std::string path, SocketPath());
  // Whoever holds the database's lock may take the place of a daemon that was killed.
  platform::RemoveLocalSocket(path);
  socket_path_ = std::move(path);
  // The loop is there before anybody can call.
  loop_ = std::make_unique<DaemonLoop>([this] { return Sync(); }, *options_.random);
  RETURN_IF_ERROR(StartServer(platform::LocalTarget(socket_path_)));
  return platform::ProtectLocalSocket(socket_path_);
}

absl::StatusOr<std::string> Agent::SocketPath() {
  platform::MutexLock lock(&mutex_);
  return platform::LocalSocketPath(desk_.store().folder());
}

std::shared_ptr<grpc::Channel> Agent::InProcessChannel() {
  if (server_ == nullptr && !StartServer("").ok()) return nullptr;
  return server_->InProcessChannel(rpc::ClientArguments());
}

}  // namespace gom::agent
