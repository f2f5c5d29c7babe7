// The agent as one object: its desk, SchoolService over it, the way to the hub, and the loop of
// `serve`.
//
//   ASSIGN_OR_RETURN(auto agent, Agent::Open(folder, options));
//   auto channel = agent->InProcessChannel();   // a command without a daemon
//   RETURN_IF_ERROR(agent->Serve());            // the daemon: Unix socket and loop
#ifndef GOM_AGENT_SERVICE_AGENT_H_
#define GOM_AGENT_SERVICE_AGENT_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/service/backup.h"
#include "agent/service/clock_fault.h"
#include "agent/service/commune.h"
#include "agent/service/desk.h"
#include "agent/service/enroll.h"
#include "agent/service/folder_copy.h"
#include "agent/service/news.h"
#include "agent/service/page.h"
#include "agent/service/uploads.h"
#include "agent/service/watchers.h"
#include "agent/sync/daemon_loop.h"
#include "agent/sync/exchange_loop.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/rpc/unary.h"
#include "gom/v1/school.grpc.pb.h"
#include "grpcpp/server.h"

namespace gom::agent {

class PageService;

// Makes the way to the hub for one sync.
using LinkFactory = std::function<absl::StatusOr<std::unique_ptr<HubLink>>(
    const Enrollment& enrollment, const DeviceKeys& keys)>;

struct AgentOptions {
  // All three must outlive the agent.
  const platform::WallClock* wall = nullptr;
  const platform::MonotonicClock* monotonic = nullptr;
  platform::RandomSource* random = nullptr;
  std::string build;
  LinkFactory link;  // empty: gRPC
  // Called from any thread for each sync that failed.
  std::function<void(const absl::Status&)> on_failed_sync;
  // The same where photos did not go; the figures did.
  std::function<void(const absl::Status&)> on_failed_evidence{};
  // The same for a certificate that was not renewed; the sync before it was not hindered.
  std::function<void(const absl::Status&)> on_failed_renewal{};
  bool check_folder = true;                    // refuse network drives and the like
  uint64_t reserve_bytes = uint64_t{8} << 20;  // AgentStoreOptions
};

// May be shared by threads.
class Agent {
 public:
  // Where the disk refuses to be written (A16) it opens a copy elsewhere, which only shows and
  // exports; its status says so.
  static absl::StatusOr<std::unique_ptr<Agent>> Open(const std::string& folder,
                                                     AgentOptions options);
  // Stops serving. A sync that is under way is cancelled, however the hub behaves.
  ~Agent();

  // What opening has met and a person should read at once (AgentStore::rescued).
  std::optional<v1::Words> rescued() ABSL_LOCKS_EXCLUDED(mutex_);

  // Makes the device's key once, so that a try whose reply was lost can be repeated; enrolled,
  // durable on return. FindHub and AskHub; kFailedPrecondition already_enrolled.
  absl::Status EnrollWith(const EnrollOptions& options) ABSL_LOCKS_EXCLUDED(mutex_, sync_mutex_);

  // enroll_file.h.
  absl::StatusOr<std::string> AskByFile(std::string_view slip_file, const std::string& label)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status WelcomeByFile(std::string_view reply_file) ABSL_LOCKS_EXCLUDED(mutex_, sync_mutex_);

  absl::Status FollowHubTo(const std::string& address) ABSL_LOCKS_EXCLUDED(mutex_);

  // One sync, on the caller's thread; a second one waits for the first.
  absl::StatusOr<SyncOutcome> Sync() ABSL_LOCKS_EXCLUDED(mutex_, sync_mutex_);

  // Listens on the folder's Unix socket and begins to sync by itself, or as soon as somebody has
  // enrolled the computer. kFailedPrecondition not_enrolled, where that is to be refused.
  enum class BeforeEnrollment { kRefuse, kWait };
  absl::Status Serve(BeforeEnrollment before = BeforeEnrollment::kRefuse);
  // Behind it: opens the page's door. Where it cannot be opened, what Serve does goes on.
  absl::Status ServePage(const PageOptions& options);
  // Empty where there is none.
  std::string page_address() const { return page_.address(); }
  std::string socket_path() const { return socket_path_; }
  bool enrolled() ABSL_LOCKS_EXCLUDED(mutex_);

  // Good as long as the agent.
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  class Service;

  Agent(std::unique_ptr<FolderCopy> copy, std::unique_ptr<AgentStore> store, AgentOptions options);
  // school_service.cc.
  std::unique_ptr<grpc::Service> MakeService();
  absl::StatusOr<SyncOutcome> SyncOnce() ABSL_LOCKS_EXCLUDED(mutex_, sync_mutex_);
  // Behind a sync that succeeded, over the same link, where it is due or the hub asked for it.
  absl::Status RenewIfDue(HubLink& link, bool asked_by_hub) ABSL_LOCKS_EXCLUDED(mutex_);
  // Behind that, where it is time: where the commune stands. Whether it came is nobody's concern.
  void AskCommuneIfDue(HubLink& link, const SyncOutcome& outcome)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(sync_mutex_) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status StartServer(const std::string& listen_on);
  // Keeps the link where it can be cancelled; false where that has happened already.
  bool Hold(HubLink* link) ABSL_LOCKS_EXCLUDED(link_mutex_);
  // Runs `work` at the desk, alone; who watches is told what has changed.
  absl::Status AtDesk(absl::FunctionRef<absl::Status(Desk&)> work) ABSL_LOCKS_EXCLUDED(mutex_);
  // Who watches is told what has changed by itself.
  void Look() ABSL_LOCKS_EXCLUDED(mutex_);
  // AtDesk, while no sync is under way.
  absl::Status BetweenSyncs(absl::FunctionRef<absl::Status(Desk&)> work)
      ABSL_LOCKS_EXCLUDED(mutex_, sync_mutex_);
  void NewWork();
  // What those who watch the desk compare with; nothing where nobody does.
  void LookBefore() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  v1::SchoolNews LookAfter() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // What the desk alone does not know of the agent.
  void AddWhatRuns(Desk& desk, v1::AgentStatus* status);
  absl::StatusOr<std::string> SocketPath() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::unique_ptr<FolderCopy> copy_;  // goes last
  const AgentOptions options_;
  ClockWatch clock_watch_;
  platform::Mutex mutex_;
  Desk desk_ ABSL_GUARDED_BY(mutex_);
  std::optional<Glance> told_ ABSL_GUARDED_BY(mutex_);
  platform::Mutex sync_mutex_ ABSL_ACQUIRED_BEFORE(mutex_);
  ExchangeLoop exchange_ ABSL_GUARDED_BY(sync_mutex_);
  CommuneTimer commune_timer_ ABSL_GUARDED_BY(sync_mutex_);
  platform::Mutex link_mutex_ ABSL_ACQUIRED_AFTER(sync_mutex_);
  HubLink* link_ ABSL_GUARDED_BY(link_mutex_) = nullptr;  // of the sync that is under way
  bool stopping_ ABSL_GUARDED_BY(link_mutex_) = false;
  Page page_;
  Uploads uploads_;
  BackupMeter backup_meter_;
  Watchers watchers_;
  std::unique_ptr<grpc::Service> service_;
  // Both go, and wait for what they are doing, before the service that does it.
  rpc::UnaryCalls calls_;
  rpc::WorkerPool sync_pool_;
  const std::unique_ptr<PageService> page_service_;
  std::string socket_path_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<DaemonLoop> loop_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_AGENT_H_
