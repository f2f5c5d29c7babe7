// A hub: one data folder, opened. Everything that a handler may touch hangs here.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Hub> hub, Hub::Open({.folder = folder}));
//   ASSIGN_OR_RETURN(std::unique_ptr<Server> server,
//                    Server::Start(*hub, {.listen = "0.0.0.0:7400", .socket = true}));
//
// May be shared by threads. The lock on the folder is held for as long as the object lives.
#ifndef GOM_HUB_SERVICE_HUB_H_
#define GOM_HUB_SERVICE_HUB_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/platform/clock.h"
#include "common/platform/file_system.h"
#include "common/platform/journal.h"
#include "common/platform/random.h"
#include "common/rpc/unary.h"
#include "hub/auth/access.h"
#include "hub/auth/authority.h"
#include "hub/auth/sign_key.h"
#include "hub/service/evidence.h"
#include "hub/service/seen.h"
#include "hub/service/self_check.h"
#include "hub/snapshot/keeper.h"
#include "hub/snapshot/past.h"
#include "hub/store/hub_store.h"
#include "hub/store/ratchet.h"
#include "hub/writer/writer.h"

namespace gom::hub {

// What this program calls itself to its peers.
inline constexpr char kBuild[] = "gom-hub 0.1.0";
inline constexpr char kDefaultListen[] = "0.0.0.0:7400";

struct HubOptions {
  std::string folder{};
  // Kept for the office on the day when the disk is full (hub/writer/room.h).
  uint64_t reserve_bytes = uint64_t{16} << 20;
  // Null: the system's. Must outlive the hub; `random` is used by several threads.
  const platform::WallClock* clock = nullptr;
  platform::RandomSource* random = nullptr;
  // Told of calls that failed for a reason of ours; any thread. The caller learns no details.
  std::function<void(const std::string& request_type, const absl::Status&)> on_failure = nullptr;
  // Told of what whoever runs the hub should know, for the journal; any thread.
  std::function<void(std::string_view event, platform::Journal::Fields)> on_warning = nullptr;
  // What one unit's evidence files may take here.
  uint64_t unit_evidence_bytes = kUnitEvidenceBytes;
  // Told while Open reads a long log, on the caller's thread; not any more once it has returned.
  FoldProgress on_fold = nullptr;
};

struct InitOptions {
  std::string folder;
  // What people call the hub; at most 100 bytes.
  std::string name;
  // What `serve` listens on unless it is told otherwise; empty: kDefaultListen.
  std::string listen;
  std::string operator_name;
  const platform::WallClock* clock = nullptr;
  platform::RandomSource* random = nullptr;
  // What is asked about the disk under the folder.
  platform::FolderProbe probe = platform::ProbeFolder;
};
// Makes the folder (0700), the authority, the signing key, the log's first records and the first
// API key, which is answered and kept nowhere. Durable when it returns; one that was cut off may be
// repeated. FAILED_PRECONDITION hub_exists; INVALID_ARGUMENT name_missing, listen_wrong,
// data_folder_too_long; what RefuseUnsafeFolder says of the folder.
absl::StatusOr<std::string> InitHub(const InitOptions& options);

class Hub {
 public:
  // Takes the folder's lock and folds the log. Where the ratchet says that an older log was put
  // back, a new term begins before anybody is served. NOT_FOUND not_a_hub; FAILED_PRECONDITION
  // data_folder_in_use, file_newer. A damaged ratchet is kept aside, and a term begins. Of a
  // damaged log (D4) what stands before the damage is shown, and nothing is taken: damage().
  // DATA_LOSS nothing_to_rescue: there is nothing to show.
  static absl::StatusOr<std::unique_ptr<Hub>> Open(const HubOptions& options);
  ~Hub();

  // What is to be done about a log that is damaged; OK: it is sound. Until then whoever calls to
  // change something is refused with it, devices with UNAVAILABLE hub_under_repair.
  const absl::Status& damage() const { return damage_; }
  // The term that opening had to begin, if it did.
  const std::optional<v1::TermBegun>& put_back() const { return put_back_; }
  // Where opening kept a ratchet that was damaged; empty: it was sound.
  const std::string& damaged_ratchet() const { return damaged_ratchet_; }
  // Whether opening had to make the signing key: it was lost, or the hub is one of before receipts.
  bool made_sign_key() const { return made_sign_key_; }
  // What no restore takes back, as far as it is durable.
  Ratchet ratchet() const ABSL_LOCKS_EXCLUDED(ratchet_mutex_);
  // Makes the ratchet as high as what was published. Durable when it returns; writes nothing where
  // nothing rose. Blocks on the disk.
  absl::Status KeepRatchet() ABSL_LOCKS_EXCLUDED(ratchet_mutex_);
  // The same behind an act that is done: a failure is noted, and the next Upkeep tries again.
  void KeepRatchetOrWarn() ABSL_LOCKS_EXCLUDED(ratchet_mutex_);
  // What is done now and then while somebody calls: the same, at most once a minute, and once a day
  // the server's certificate is signed again if it is about to end; and an erasure that could not
  // be ended is. A failure is only noted. Blocks on the disk.
  void Upkeep() ABSL_LOCKS_EXCLUDED(ratchet_mutex_, authority_mutex_);

  Writer& writer() { return *writer_; }
  const Writer& writer() const { return *writer_; }
  HubStore& store() { return *store_; }
  SnapshotKeeper& snapshots() { return *keeper_; }
  // State as it was.
  PastStates& past() { return *past_; }
  // The one that signs now. One that was before stays as long as the hub, so nobody has to hold it.
  const Authority& authority() const { return *authority_.load(); }
  // Begins a new authority, or goes on with one whose beginning was cut off. Durable when it
  // returns; the server's certificate is the new one's then. Blocks on the disk.
  absl::Status BeginAuthority(const std::string& operator_name)
      ABSL_LOCKS_EXCLUDED(authority_mutex_);
  // What receipts and reply bundles are signed with.
  const sync::SigningKey& sign_key() const { return *sign_key_; }
  rpc::UnaryCalls& calls() { return calls_; }
  // One thread: a photo is written when its turn comes, and no number waits for it.
  rpc::WorkerPool& evidence_pool() { return evidence_pool_; }
  // Whether a backup is being made.
  std::atomic<bool>& backing_up() { return backing_up_; }
  // Whether something that a record says to be erased may still be in the folder; see redact.h.
  std::atomic<bool>& erasing() { return erasing_; }
  EvidenceDesk& evidence() { return evidence_; }
  Room& room() { return room_; }
  const platform::MonotonicClock& monotonic() const { return monotonic_; }
  SeenDevices& seen() { return seen_; }
  const SeenDevices& seen() const { return seen_; }
  const platform::WallClock& clock() const { return clock_; }
  platform::RandomSource& random() { return random_; }
  const std::string& folder() const { return folder_; }
  // What `init` was told to listen on.
  const std::string& default_listen() const { return default_listen_; }

  void Warn(std::string_view event, platform::Journal::Fields fields) const {
    if (on_warning_) on_warning_(event, fields);
  }

  // Looks through its own log now and then from here on, for as long as it serves (D12). Once,
  // before anybody asks.
  void CheckItself(const SelfCheckPolicy& policy);
  // Somebody had it looked through, and so much was wrong.
  void NoteVerified(size_t problems);
  // Null where it does not.
  const SelfCheck* self_check() const { return self_check_.get(); }

  // Where the network finds it; empty until a server is bound.
  std::string address() const ABSL_LOCKS_EXCLUDED(mutex_);
  void set_address(std::string address) ABSL_LOCKS_EXCLUDED(mutex_);

  // The published State; `read` answers the value.
  template <typename Read>
  auto ReadState(Read read) {
    std::optional<decltype(read(std::declval<const State&>()))> result;
    writer_->ReadState([&](const State& state) { result.emplace(read(state)); });
    return *std::move(result);
  }

  // Whose certificate that is (PEM or DER), if it is one of ours: in the table, or of a device that
  // a restored log does not know, which is taken back. Not for gRPC's threads.
  std::optional<DeviceFacts> DeviceOf(const std::string& certificate);

  // Who calls `method`, if that is allowed; see access.h. Takes State's reader lock, and writes a
  // record where a device comes back that a restored log does not know: not for gRPC's threads.
  absl::StatusOr<Caller> Authorise(std::string_view method, const grpc::ServerContextBase& context);

 private:
  Hub(const HubOptions& options, const platform::WallClock& clock, platform::RandomSource& random);
  absl::Status OpenLog(const HubOptions& options);
  absl::Status OpenRest(const HubOptions& options);
  absl::Status StartWriter(const HubOptions& options) ABSL_LOCKS_EXCLUDED(authority_mutex_);
  absl::Status MeetRatchet();
  // Uses what the folder holds, the server's certificate made anew where it is due.
  absl::Status OpenAuthority() ABSL_EXCLUSIVE_LOCKS_REQUIRED(authority_mutex_);
  // Tells the log of authorities that it does not know.
  absl::Status RecordAuthorities(const std::string& operator_name);
  std::optional<DeviceFacts> FindDevice(std::string_view certificate_sha256);
  std::optional<DeviceFacts> TakeBack(const std::string& certificate);
  std::optional<KeyFacts> FindKey(std::string_view bearer, std::string_view key_sha256);

  const std::string folder_;
  const platform::WallClock& clock_;
  platform::RandomSource& random_;
  const std::function<void(std::string_view, platform::Journal::Fields)> on_warning_;
  std::string default_listen_;
  platform::Mutex authority_mutex_;
  std::vector<std::unique_ptr<const Authority>> authorities_ ABSL_GUARDED_BY(authority_mutex_);
  std::atomic<const Authority*> authority_ = nullptr;
  std::optional<sync::SigningKey> sign_key_;
  bool made_sign_key_ = false;
  std::optional<platform::LockFile> lock_;  // of a damaged log; else the store has it
  absl::Status damage_;
  std::unique_ptr<HubStore> store_;
  Room room_;
  std::optional<Snapshots> snapshots_;
  FoldProgress on_fold_;  // while Open is at work
  std::unique_ptr<Writer> writer_;
  platform::SystemMonotonicClock monotonic_;
  std::optional<PastStates> past_;
  std::optional<SnapshotKeeper> keeper_;
  SeenDevices seen_;
  EvidenceDesk evidence_;
  std::optional<v1::TermBegun> put_back_;
  bool put_back_known_ = false;  // the ratchet was met: what State says may turn it on
  std::string damaged_ratchet_;
  std::atomic<bool> backing_up_ = false;
  std::atomic<bool> erasing_ = false;
  mutable platform::Mutex ratchet_mutex_;
  Ratchet ratchet_ ABSL_GUARDED_BY(ratchet_mutex_);
  absl::Duration ratchet_due_ ABSL_GUARDED_BY(ratchet_mutex_) = absl::ZeroDuration();
  absl::Duration erasing_due_ ABSL_GUARDED_BY(ratchet_mutex_) = absl::ZeroDuration();
  int64_t certificate_day_ ABSL_GUARDED_BY(ratchet_mutex_) = 0;  // on which it was looked at
  std::atomic<bool> wal_said_ = false;
  std::atomic<bool> room_said_ = false;
  // Last: its workers use all of the above until they are joined.
  rpc::UnaryCalls calls_;
  rpc::WorkerPool evidence_pool_;

  mutable platform::Mutex mutex_;
  std::string address_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<SelfCheck> self_check_;  // its thread uses the rest
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_HUB_H_
