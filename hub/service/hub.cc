#include "hub/service/hub.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/log/rescue.h"
#include "common/log/words.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/local_channel.h"
#include "common/rpc/certificates.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/auth/api_keys.h"
#include "hub/auth/returned.h"
#include "hub/service/backup.h"
#include "hub/service/clean_words.h"
#include "hub/service/issue.h"
#include "hub/service/notices.h"
#include "hub/service/read_admin.h"
#include "hub/service/redact.h"
#include "hub/service/rescue.h"
#include "hub/service/server.h"
#include "hub/service/words.h"
#include "hub/state/decide.h"
#include "hub/writer/words.h"

namespace gom::hub {
namespace {

constexpr size_t kHubIdBytes = 16;
constexpr absl::Duration kRatchetEvery = absl::Minutes(1);
// Where somebody reads the log, the writer waits for seconds each time.
constexpr absl::Duration kEraseEvery = absl::Minutes(15);
// Pieces of photos that wait for the disk; whoever comes then tries again later.
constexpr size_t kEvidenceQueue = 256;

const platform::WallClock& ClockOr(const platform::WallClock* clock) {
  static const platform::SystemWallClock system;
  return clock == nullptr ? system : *clock;
}

platform::RandomSource& RandomOr(platform::RandomSource* random) {
  static platform::SystemRandom system;
  return random == nullptr ? system : *random;
}

std::string LogFile(const std::string& folder) { return absl::StrCat(folder, "/hub.db"); }
std::string CaFile(const std::string& folder) { return absl::StrCat(folder, "/ca.pem"); }
std::string ListenFile(const std::string& folder) { return absl::StrCat(folder, "/listen"); }

// The folder's authority, made if there is none: an init that was cut off goes on with the one it
// made.
absl::StatusOr<Authority> AuthorityFor(const InitOptions& options, const std::string& name,
                                       int64_t now_ms, platform::RandomSource& random) {
  if (platform::Exists(CaFile(options.folder))) return Authority::Open(options.folder, now_ms);
  return Authority::Create(options.folder, random.Bytes(kHubIdBytes), name, now_ms);
}

Erased ErasedIn(const Ratchet& ratchet) {
  Erased erased;
  for (const auto& [name, unit] : ratchet.erased) erased.changes[name].unit = unit;
  for (const auto& [sha256, unit] : ratchet.erased_files) erased.files[sha256].unit = unit;
  return erased;
}

// A rescue that was cut off behind the point from which it counts.
absl::Status FinishRescueIn(const std::string& folder) {
  if (!platform::Exists(CaFile(folder))) return absl::OkStatus();
  ASSIGN_OR_RETURN(const platform::LockFile lock,
                   platform::LockFile::Take(LogFile(folder) + ".lock"));
  return FinishRescueOf(folder).status();
}

absl::Status AlreadyThere(const std::string& folder) {
  return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kHubExists, folder);
}

}  // namespace

absl::StatusOr<std::string> InitHub(const InitOptions& options) {
  const platform::WallClock& clock = ClockOr(options.clock);
  platform::RandomSource& random = RandomOr(options.random);
  ASSIGN_OR_RETURN(const std::string name, text::CleanText(options.name, kMaxName));
  if (name.empty()) return text::Refuse(absl::StatusCode::kInvalidArgument, words::kNameMissing);
  ASSIGN_OR_RETURN(const std::string who, text::CleanText(options.operator_name, kMaxName));
  // What `serve` would refuse is refused before anything is made.
  const std::string listen = options.listen.empty() ? kDefaultListen : options.listen;
  RETURN_IF_ERROR(ParseListen(listen).status());
  RETURN_IF_ERROR(platform::LocalSocketPath(options.folder).status());
  RETURN_IF_ERROR(platform::RefuseUnsafeFolder(options.folder, options.probe));
  {
    GOM_STEPS_OF("hub.folder");
    RETURN_IF_ERROR(platform::CreatePrivateFolder(options.folder));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<HubStore> store, OpenSqliteHubStore(options.folder));
  ASSIGN_OR_RETURN(const log::Position tail, store->Tail());
  if (tail.index != 0) return AlreadyThere(options.folder);
  ASSIGN_OR_RETURN(const Authority authority, AuthorityFor(options, name, clock.NowMs(), random));
  RETURN_IF_ERROR(OpenSignKey(options.folder, random).status());
  {
    GOM_STEPS_OF("hub.listen");
    RETURN_IF_ERROR(platform::WritePrivateFile(ListenFile(options.folder), listen));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<Writer> writer, Writer::Start(*store, clock, random));
  // The key and the hub in one transaction: a folder that holds a hub holds its first key.
  return writer->ActAndWait<std::string>([&](View& view) -> absl::StatusOr<std::string> {
    RETURN_IF_ERROR(DecideCreateHub(view, authority.hub_id(), name));
    return DecideNewApiKey(view, random, name, who);
  });
}

Hub::Hub(const HubOptions& options, const platform::WallClock& clock,
         platform::RandomSource& random)
    : folder_(options.folder),
      clock_(clock),
      random_(random),
      on_warning_(options.on_warning),
      room_(options.folder, options.reserve_bytes),
      evidence_(options.folder, options.unit_evidence_bytes),
      calls_({.on_failure = options.on_failure}),
      evidence_pool_(1, kEvidenceQueue) {}

absl::StatusOr<std::unique_ptr<Hub>> Hub::Open(const HubOptions& options) {
  RETURN_IF_ERROR(FinishRescueIn(options.folder));
  if (!platform::Exists(CaFile(options.folder)) || !platform::Exists(LogFile(options.folder))) {
    // Somebody else's hub is no reason to make one.
    const absl::Status looked = platform::ReadFile(CaFile(options.folder)).status();
    if (absl::IsPermissionDenied(looked)) return looked;
    return text::Refuse(absl::StatusCode::kNotFound, words::kNotAHub, options.folder,
                        options.folder);
  }
  std::unique_ptr<Hub> hub(new Hub(options, ClockOr(options.clock), RandomOr(options.random)));
  hub->room_.Keep();
  absl::Status opened = hub->OpenLog(options);
  // SQLite needs some room even to read.
  if (text::ErrorOf(opened).code() == log::kDiskFull.code && hub->room_.GiveUp())
    opened = hub->OpenLog(options);
  // A page that the disk refuses just now may look the same: only what is damaged twice is damaged.
  if (absl::IsDataLoss(opened)) opened = hub->OpenLog(options);
  if (absl::IsDataLoss(opened)) opened = hub->OpenRest(options);
  RETURN_IF_ERROR(opened);
  hub->past_.emplace(*hub->store_, *hub->snapshots_, hub->monotonic_);
  hub->keeper_.emplace(
      *hub->store_, *hub->snapshots_,
      [h = hub.get()](absl::FunctionRef<void(const State&)> read) { h->writer_->ReadState(read); },
      [h = hub.get()](const absl::Status& failure) {
        h->Warn("snapshot_failed", {{"status", failure.ToString()}});
      });
  if (hub->damage_.ok()) {
    RETURN_IF_ERROR(hub->MeetRatchet());
    RETURN_IF_ERROR(hub->RecordAuthorities(""));
    // A restore may have brought it back, or an erasure was cut off.
    RETURN_IF_ERROR(FinishErasing(*hub));
  }
  absl::StatusOr<std::string> listen = platform::ReadFile(ListenFile(options.folder));
  hub->default_listen_ =
      listen.ok() ? std::string(absl::StripAsciiWhitespace(*listen)) : kDefaultListen;
  return hub;
}

absl::Status Hub::OpenLog(const HubOptions& options) {
  writer_.reset();
  store_.reset();
  ASSIGN_OR_RETURN(store_, OpenSqliteHubStore(options.folder));
  Tidy(options.folder);
  ASSIGN_OR_RETURN(const log::Position tail, store_->Tail());
  if (tail.index == 0) {
    return text::Refuse(absl::StatusCode::kNotFound, words::kNotAHub, options.folder,
                        options.folder);
  }
  return StartWriter(options);
}

// What can be read of the damaged log, as a file of its own beside it, which no start believes.
absl::Status Hub::OpenRest(const HubOptions& options) {
  writer_.reset();
  store_.reset();
  ASSIGN_OR_RETURN(platform::LockFile lock,
                   platform::LockFile::Take(LogFile(options.folder) + ".lock"));
  lock_.emplace(std::move(lock));
  ASSIGN_OR_RETURN(const LogRest rest, MakeRest(options.folder));
  damage_ = text::Refuse(absl::StatusCode::kUnavailable, words::kHubDamaged, rest.position.index);
  const std::string file = log::SalvagingFile(LogFile(options.folder));
  ASSIGN_OR_RETURN(store_,
                   OpenSqliteHubStore(options.folder,
                                      {.vfs = {}, .file = file.substr(options.folder.size() + 1)}));
  return StartWriter(options);
}

absl::Status Hub::StartWriter(const HubOptions& options) {
  {
    platform::MutexLock lock(&authority_mutex_);
    if (authority_.load() == nullptr) RETURN_IF_ERROR(OpenAuthority());
  }
  // One of before receipts gets its key here.
  ASSIGN_OR_RETURN(OpenedSignKey signing, OpenSignKey(options.folder, random_));
  sign_key_ = std::move(signing.key);
  made_sign_key_ = made_sign_key_ || signing.made;  // also where the log was opened twice
  WriterOptions writer;
  writer.expected_hub = authority().hub_id();
  snapshots_.emplace(absl::StrCat(options.folder, "/snapshots"));
  on_fold_ = options.on_fold;
  writer.room = &room_;
  writer.load = [this] { return LoadState(*store_, *snapshots_, on_fold_); };
  ASSIGN_OR_RETURN(writer_, Writer::Start(*store_, clock_, random_, writer));
  on_fold_ = nullptr;
  return absl::OkStatus();
}

Hub::~Hub() {
  if (writer_ != nullptr && put_back_known_) KeepRatchetOrWarn();
}

// Whether this is the newest log that the folder had; if not, the hub goes on above everything that
// the lost part may have promised, and whom it had revoked stays revoked.
absl::Status Hub::MeetRatchet() {
  ASSIGN_OR_RETURN(RescuedRatchet kept, RescueRatchet(folder_, clock_.NowMs()));
  damaged_ratchet_ = kept.kept_as;
  Ratchet ratchet = std::move(kept.ratchet);
  if (!ratchet.hub.empty() && ratchet.hub != authority().hub_id())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kOtherHub);
  RETURN_IF_ERROR(writer_->ActAndWait([&](View& view) -> absl::Status {
    put_back_ = TermToBegin(ratchet, view.state().term, view.state().position.index,
                            damaged_ratchet_.empty());
    if (put_back_.has_value()) RETURN_IF_ERROR(DecideBeginTerm(view, *put_back_));
    for (const uint32_t device : ratchet.revoked) {
      v1::RevokeDeviceRequest again;
      again.set_device(device);
      if (view.state().FindDevice(device) != nullptr)
        RETURN_IF_ERROR(DecideRevoke(view, again).status());
    }
    DecideErasedBefore(view, ErasedIn(ratchet));
    return absl::OkStatus();
  }));
  {
    platform::MutexLock lock(&ratchet_mutex_);
    ratchet_ = std::move(ratchet);
  }
  put_back_known_ = true;
  return KeepRatchet();
}

absl::Status Hub::KeepRatchet() {
  Ratchet now = ReadState([](const State& state) {
    Ratchet r;
    r.hub = state.hub;
    r.term = state.term;
    r.highest_index = state.position.index;
    for (const auto& [number, device] : state.devices) {
      if (device.revoked) r.revoked.insert(number);
    }
    for (const auto& [name, erased] : state.erased.changes) r.erased[name] = erased.unit;
    for (const auto& [sha256, erased] : state.erased.files) r.erased_files[sha256] = erased.unit;
    return r;
  });
  platform::MutexLock lock(&ratchet_mutex_);
  now = Merge(ratchet_, now);
  now.restored_from = 0;  // its term has begun
  if (now != ratchet_) {
    ratchet_due_ = absl::ZeroDuration();  // until it is written, whoever may tries again
    RETURN_IF_ERROR(WriteRatchet(folder_, now));
    ratchet_ = std::move(now);
  }
  ratchet_due_ = monotonic_.Now() + kRatchetEvery;
  return absl::OkStatus();
}

void Hub::KeepRatchetOrWarn() {
  if (const absl::Status kept = KeepRatchet(); !kept.ok())
    Warn("ratchet_not_kept", {{"status", kept.ToString()}});
}

Ratchet Hub::ratchet() const {
  platform::MutexLock lock(&ratchet_mutex_);
  return ratchet_;
}

void Hub::Upkeep() {
  if (!damage_.ok()) return;
  constexpr int64_t kDayMs = 86'400'000;
  const int64_t today = clock_.NowMs() / kDayMs;
  bool new_day = false, erase = false;
  {
    platform::MutexLock lock(&ratchet_mutex_);
    new_day = std::exchange(certificate_day_, today) != today;
    if (!new_day && monotonic_.Now() < ratchet_due_) return;
    ratchet_due_ = monotonic_.Now() + kRatchetEvery;  // for one caller, not for all at once
    erase = erasing() && monotonic_.Now() >= erasing_due_;
    if (erase) erasing_due_ = monotonic_.Now() + kEraseEvery;
  }
  if (new_day) {
    // A server that is running looks at the files by itself.
    platform::MutexLock lock(&authority_mutex_);
    if (const absl::Status opened = OpenAuthority(); !opened.ok())
      Warn("certificate_not_renewed", {{"status", opened.ToString()}});
    if (authority().not_after() - clock_.NowMs() < kAuthorityWarnMs)
      Warn("authority_ends", {{"at", absl::StrCat(authority().not_after())}});
  }
  const int64_t wal_bytes = store_->WalBytes();
  if (const bool large = wal_bytes > kWalWorthSaying; wal_said_.exchange(large) != large && large)
    Warn("wal_large", {{"bytes", absl::StrCat(wal_bytes)}});
  if (const bool lacks = !room_.Keep(); room_said_.exchange(lacks) != lacks)
    Warn(lacks ? "disk_full" : "disk_has_room", {{"folder", folder_}});
  KeepRatchetOrWarn();
  if (erase) ResumeErasing(*this);
}

void Hub::CheckItself(const SelfCheckPolicy& policy) {
  self_check_ = std::make_unique<SelfCheck>(
      [this, most = policy.most_bytes]() -> absl::StatusOr<SelfCheckResult> {
        if (store_->Bytes() > most) return SelfCheckResult{.at = clock_.NowMs(), .too_large = true};
        ASSIGN_OR_RETURN(const v1::VerifyResponse report, VerifyLog(*this));
        return SelfCheckResult{clock_.NowMs(), static_cast<size_t>(report.problems_vi_size())};
      },
      [this](const absl::StatusOr<SelfCheckResult>& result) {
        if (!result.ok())
          return Warn("self_check_failed", {{"status", result.status().ToString()}});
        if (result->problems > 0)
          Warn("self_check_found", {{"problems", absl::StrCat(result->problems)}});
        if (result->too_large)
          Warn("self_check_left_out", {{"log_bytes", absl::StrCat(store_->Bytes())}});
      },
      policy);
}

void Hub::NoteVerified(size_t problems) {
  if (self_check_ != nullptr) self_check_->Note({.at = clock_.NowMs(), .problems = problems});
}

std::string Hub::address() const {
  platform::MutexLock lock(&mutex_);
  return address_;
}

void Hub::set_address(std::string address) {
  platform::MutexLock lock(&mutex_);
  address_ = std::move(address);
}

std::optional<DeviceFacts> Hub::FindDevice(std::string_view certificate_sha256) {
  return ReadState([&](const State& state) -> std::optional<DeviceFacts> {
    const Device* device = state.FindDeviceByCertificate(certificate_sha256);
    if (device == nullptr) return std::nullopt;
    return DeviceFacts{device->number, state.units[device->unit]->row.code(), device->revoked};
  });
}

// The device's first word to a hub that was restored is a record; every later call finds it in the
// table.
std::optional<DeviceFacts> Hub::TakeBack(const std::string& certificate) {
  absl::StatusOr<ReturnedDevice> back = JudgeReturned(certificate, authority());
  if (!back.ok()) return std::nullopt;
  {
    // Revoked in a part of the log that is lost.
    platform::MutexLock lock(&ratchet_mutex_);
    if (ratchet_.revoked.contains(back->device)) return DeviceFacts{back->device, back->unit, true};
  }
  const ReturnCommand command{back->device, back->unit, back->certificate_sha256,
                              back->public_key_sha256, back->certificate_der};
  const absl::Status taken =
      writer_->ActAndWait([&](View& view) { return DecideReturn(view, command); });
  // One that renewed in a part of the log that is lost, and was revoked since.
  if (!taken.ok()) {
    const bool revoked = ReadState([&](const State& state) {
      const Device* known = state.FindDevice(back->device);
      return known != nullptr && known->revoked;
    });
    if (!revoked) return std::nullopt;
    return DeviceFacts{back->device, back->unit, true};
  }
  Warn("device_returned", {{"device", absl::StrCat(back->device)}, {"unit", back->unit}});
  return FindDevice(back->certificate_sha256);
}

std::optional<DeviceFacts> Hub::DeviceOf(const std::string& certificate) {
  const absl::StatusOr<std::string> sha256 = rpc::Sha256Fingerprint(certificate);
  if (!sha256.ok()) return std::nullopt;
  std::optional<DeviceFacts> known = FindDevice(*sha256);
  return known.has_value() ? known : TakeBack(certificate);
}

std::optional<KeyFacts> Hub::FindKey(std::string_view bearer, std::string_view key_sha256) {
  const std::string prefix(bearer.substr(0, kApiKeyPrefixBytes));
  const std::optional<std::string> kept = store_->FindSecret(kApiKeySecret, prefix);
  if (!kept.has_value() || *kept != log::Hex(key_sha256)) return std::nullopt;
  return ReadState([&](const State& state) -> std::optional<KeyFacts> {
    auto it = state.api_keys.find(prefix);
    if (it == state.api_keys.end() || it->second.revoked_at != 0) return std::nullopt;
    return KeyFacts{it->second.name, it->second.scopes};
  });
}

absl::StatusOr<Caller> Hub::Authorise(std::string_view method,
                                      const grpc::ServerContextBase& context) {
  if (!damage_.ok() && ChangesSomething(method)) {
    if (!IsForDevices(method)) return damage_;
    return text::Refuse(absl::StatusCode::kUnavailable, words::kHubUnderRepair);
  }
  const std::string bearer = rpc::BearerKey(context);
  return hub::Authorise(
      method, rpc::PeerOf(context), bearer,
      [this](std::string_view certificate) { return FindDevice(certificate); },
      [&](std::string_view key_sha256) { return FindKey(bearer, key_sha256); },
      [&](std::string_view) { return TakeBack(rpc::PeerCertificate(context)); });
}

}  // namespace gom::hub
