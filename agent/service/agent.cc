#include "agent/service/agent.h"

#include <chrono>
#include <utility>

#include "agent/service/enroll_file.h"
#include "agent/service/enrolling.h"
#include "agent/service/forms.h"
#include "agent/service/grpc_link.h"
#include "agent/service/page_service.h"
#include "agent/service/renew.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/evidence/limits.h"
#include "common/platform/local_channel.h"
#include "common/rpc/limits.h"
#include "common/rpc/slip_code.h"
#include "common/text/status_macros.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace gom::agent {
namespace {

absl::StatusOr<std::unique_ptr<HubLink>> OverGrpc(const Enrollment& enrollment,
                                                  const DeviceKeys& keys) {
  ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel,
                   HubChannel(enrollment.address, enrollment.hub, keys));
  return std::make_unique<GrpcLink>(std::move(channel), enrollment, keys.ca_pem);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Agent>> Agent::Open(const std::string& folder,
                                                   AgentOptions options) {
  AgentStoreOptions store_options;
  store_options.random = [random = options.random](size_t n) { return random->Bytes(n); };
  store_options.check_folder = options.check_folder;
  store_options.reserve_bytes = options.reserve_bytes;
  store_options.now_ms = options.wall->NowMs();
  std::unique_ptr<FolderCopy> copy;
  absl::StatusOr<std::unique_ptr<AgentStore>> store = AgentStore::Open(folder, store_options);
  if (!store.ok() && DiskRefusesWriting(folder, store.status())) {
    ASSIGN_OR_RETURN(copy, FolderCopy::Make(folder));
    store_options.check_folder = false;
    store_options.reserve_bytes = 0;
    store = AgentStore::Open(copy->path(), store_options);
    if (store.ok()) (*store)->OnlyShow(folder);
  }
  RETURN_IF_ERROR(store.status());
  return std::unique_ptr<Agent>(new Agent(std::move(copy), *std::move(store), std::move(options)));
}

Agent::Agent(std::unique_ptr<FolderCopy> copy, std::unique_ptr<AgentStore> store,
             AgentOptions options)
    : copy_(std::move(copy)),
      options_(std::move(options)),
      clock_watch_(options_.wall->NowMs(), options_.monotonic->Now()),
      desk_(std::move(store), *options_.wall, *options_.random, options_.build),
      exchange_(desk_.store(), mutex_, *options_.wall, *options_.monotonic,
                {.call_timeout = rpc::kUnaryDeadline,
                 .sync_timeout = rpc::kSyncDeadline,
                 .build = options_.build},
                [this] { Look(); }),
      page_(desk_.store().folder(), *options_.monotonic, *options_.random),
      uploads_(*options_.monotonic),
      service_(MakeService()),
      calls_({.threads = 1}),
      sync_pool_(1, 16),
      page_service_(std::make_unique<PageService>(calls_, page_)) {}

Agent::~Agent() {
  {
    platform::MutexLock lock(&link_mutex_);
    stopping_ = true;
    if (link_ != nullptr) link_->Cancel();
  }
  watchers_.Close();
  page_.Close();
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
  v1::SchoolNews news;
  absl::Status done;
  {
    platform::MutexLock lock(&mutex_);
    LookBefore();
    done = work(desk_);
    news = LookAfter();
  }
  watchers_.Tell(news);
  return done;
}

void Agent::LookBefore() {
  if (!watchers_.any()) {
    told_.reset();
  } else if (!told_.has_value()) {
    told_ = GlanceAt(desk_);
  }
}

v1::SchoolNews Agent::LookAfter() {
  if (!told_.has_value()) return {};
  Glance now = GlanceAt(desk_);
  const v1::SchoolNews news = Difference(*told_, now, desk_.state());
  told_ = std::move(now);
  return news;
}

void Agent::AddWhatRuns(Desk& desk, v1::AgentStatus* status) {
  const int64_t now = options_.wall->NowMs();
  SetClock(desk, clock_watch_.Moved(now, options_.monotonic->Now()), status);
  if (loop_ != nullptr) status->set_next_try(now + absl::ToInt64Milliseconds(loop_->UntilNext()));
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
  // Nobody at the desk waits for the network.
  platform::MutexLock sync_lock(&sync_mutex_);
  RETURN_IF_ERROR(AtDesk([](Desk& desk) { return NotYetEnrolled(desk.store()); }));
  ASSIGN_OR_RETURN(const rpc::SlipCode code, rpc::ParseSlipCode(options.code));
  ASSIGN_OR_RETURN(const rpc::HubIdentity hub, FindHub(options));
  EnrollAsked asked;
  RETURN_IF_ERROR(AtDesk([&](Desk& desk) -> absl::Status {
    ASSIGN_OR_RETURN(asked, AskEnrollment(desk.store(), code.secret, options.label, options.build));
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(const v1::EnrollResponse answer, AskHub(hub, options.address, asked.request));
  return AtDesk([&](Desk& desk) {
    return TakeEnrollment(desk.store(), asked.key_pem, hub, answer, options.address);
  });
}

absl::StatusOr<std::string> Agent::AskByFile(std::string_view slip_file, const std::string& label) {
  platform::MutexLock lock(&mutex_);
  return agent::AskByFile(desk_, slip_file, label);
}

absl::Status Agent::WelcomeByFile(std::string_view reply_file) {
  return BetweenSyncs(
      [&](Desk& desk) { return agent::WelcomeByFile(desk, *options_.monotonic, reply_file); });
}

absl::Status Agent::FollowHubTo(const std::string& address) {
  platform::MutexLock lock(&mutex_);
  return FollowHub(desk_.store(), address);
}

void Agent::Look() {
  AtDesk([](Desk&) { return absl::OkStatus(); }).IgnoreError();
}

absl::StatusOr<SyncOutcome> Agent::Sync() {
  // Who watches is told what the sync has changed, and meanwhile how far it has come.
  Look();
  absl::StatusOr<SyncOutcome> outcome = SyncOnce();
  if (outcome.ok()) clock_watch_.StartAt(options_.wall->NowMs(), options_.monotonic->Now());
  Look();
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
    AskCommuneIfDue(*link, *outcome);
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

void Agent::AskCommuneIfDue(HubLink& link, const SyncOutcome& outcome) {
  const absl::Duration now = options_.monotonic->Now();
  v1::GetCommuneProgressRequest request;
  {
    platform::MutexLock lock(&mutex_);
    const v1::KeptCommune* const kept = CommuneNow(desk_);
    std::optional<absl::Duration> age;
    if (kept != nullptr) age = absl::Milliseconds(options_.wall->NowMs() - kept->received());
    const bool due = commune_timer_.IsDue(outcome.sent > 0, outcome.events > 0, now, age);
    // A hub that has too much to do, and a disk that is nearly full, are not asked for more.
    if (!due || outcome.come_back_ms > 0 || desk_.store().IsShortOfRoom()) return;
    if (kept != nullptr) request.set_have(kept->answer().tag());
  }
  commune_timer_.Ask(now);
  const absl::StatusOr<v1::GetCommuneProgressResponse> answer =
      link.GetCommuneProgress(request, kCommuneDeadline);
  if (!answer.ok()) return;
  platform::MutexLock lock(&mutex_);
  TakeCommune(desk_, *answer).IgnoreError();
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
  builder.RegisterService(page_service_.get());
  server_ = builder.BuildAndStart();
  if (server_ == nullptr)
    return text::Refuse(absl::StatusCode::kUnavailable, kSocketRefused, socket_path_);
  return absl::OkStatus();
}

bool Agent::enrolled() {
  platform::MutexLock lock(&mutex_);
  return desk_.store().enrolled();
}

absl::Status Agent::Serve(BeforeEnrollment before) {
  RETURN_IF_ERROR(AtDesk([](Desk& desk) { return desk.store().unwritable(); }));
  if (before == BeforeEnrollment::kRefuse && !enrolled())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  ASSIGN_OR_RETURN(std::string path, SocketPath());
  // Whoever holds the database's lock may take the place of a daemon that was killed.
  platform::RemoveLocalSocket(path);
  socket_path_ = std::move(path);
  // The loop is there before anybody can call.
  loop_ = std::make_unique<DaemonLoop>(
      [this]() -> absl::StatusOr<SyncOutcome> {
        if (!enrolled()) return SyncOutcome();
        return Sync();
      },
      *options_.monotonic, *options_.random);
  RETURN_IF_ERROR(StartServer(platform::LocalTarget(socket_path_)));
  return platform::ProtectLocalSocket(socket_path_);
}

absl::Status Agent::ServePage(const PageOptions& options) {
  return page_.Serve(options, InProcessChannel());
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
