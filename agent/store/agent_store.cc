#include "agent/store/agent_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "agent/store/words.h"
#include "common/log/reader.h"
#include "common/log/rescue.h"
#include "common/log/sqlite_log.h"
#include "common/log/words.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

absl::Status MakeFolder(const std::string& folder) {
  GOM_STEPS_OF("agent.folder");
  return platform::CreatePrivateFolder(folder);
}

// Beside the database, on the same disk.
WriteFile SidecarWriter(const AgentStoreOptions& options) {
  if (options.write_sidecar || !options.vfs.empty()) return options.write_sidecar;
  return platform::WritePrivateFile;
}

absl::StatusOr<std::string> FinishRescueOf(const std::string& path) {
  GOM_STEPS_OF("agent.rescue_switch");
  return log::FinishRescue(path);
}

// Whether a newer program has stored nothing that this one must not read.
bool MayReadAll(const std::vector<HubEvent>& events) {
  v1::Event event;
  return std::all_of(events.begin(), events.end(), [&](const HubEvent& e) {
    return e.own_log != 0 || !event.ParseFromString(e.main) || log::MayRead(event);
  });
}

}  // namespace

AgentStore::AgentStore(std::string folder, AgentStoreOptions options,
                       std::unique_ptr<log::Database> db)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      db_(std::move(db)),
      evidence_(folder_ + "/evidence", options_.write_evidence),
      write_sidecar_(SidecarWriter(options_)),
      reserve_(folder_ + platform::kReserveFile, options_.reserve_bytes) {
  plans_ = options_.plans != nullptr ? options_.plans : std::make_shared<PlanBook>();
}

absl::StatusOr<std::unique_ptr<AgentStore>> AgentStore::Open(const std::string& folder,
                                                             const AgentStoreOptions& options) {
  const log::DatabaseOptions database = DatabaseOf(options);
  // A VFS of a test has neither folders nor locks, and nobody may rename its files.
  const bool on_disk = options.vfs.empty();
  // Asked before anything is made: what is refused leaves nothing behind.
  if (on_disk) RETURN_IF_ERROR(platform::RefuseUnsafeFolder(folder, database.folder_probe));
  RETURN_IF_ERROR(MakeFolder(folder));
  if (!on_disk) return OpenSound(folder, options, database);
  ASSIGN_OR_RETURN(platform::LockFile lock, platform::LockFile::Take(folder + "/agent.db.lock"));
  const std::string path = folder + "/agent.db";
  std::string kept_as;
  const auto open = [&]() -> absl::StatusOr<std::unique_ptr<AgentStore>> {
    ASSIGN_OR_RETURN(kept_as, FinishRescueOf(path));
    absl::StatusOr<std::unique_ptr<AgentStore>> sound = OpenSound(folder, options, database);
    // A page that the disk refuses just now may look the same: only what is damaged twice is
    // damaged.
    if (absl::IsDataLoss(sound.status())) sound = OpenSound(folder, options, database);
    if (!absl::IsDataLoss(sound.status())) return sound;
    RETURN_IF_ERROR(Rescue(folder, options));
    ASSIGN_OR_RETURN(kept_as, FinishRescueOf(path));
    return OpenSound(folder, options, database);
  };
  absl::StatusOr<std::unique_ptr<AgentStore>> store = open();
  // SQLite needs some room even to read.
  if (IsFull(store.status())) {
    platform::Reserve reserve(folder + platform::kReserveFile, options.reserve_bytes);
    reserve.Keep();  // what an earlier start has kept
    if (reserve.Release()) store = open();
    if (IsFull(store.status())) return NoRoom(reserve);
  }
  if (!store.ok()) return store;
  (*store)->lock_.emplace(std::move(lock));
  (*store)->reserve_.Keep();
  const std::string name = kept_as.substr(kept_as.rfind('/') + 1);
  for (const Notice& n : (*store)->notices_) {
    if (!name.empty() && absl::StrContains(n.words.vi(), name)) (*store)->rescued_ = n.words;
  }
  return store;
}

log::DatabaseOptions AgentStore::DatabaseOf(const AgentStoreOptions& options) {
  log::DatabaseOptions database;
  database.application_id = kApplicationId;
  database.migrations = Migrations();
  database.vfs = options.vfs;
  database.lock_held = true;
  if (!options.check_folder) {
    database.folder_probe = [](const std::string&) -> absl::StatusOr<platform::FolderFacts> {
      return platform::FolderFacts{};
    };
  }
  return database;
}

absl::StatusOr<std::unique_ptr<AgentStore>> AgentStore::OpenSound(
    const std::string& folder, const AgentStoreOptions& options,
    const log::DatabaseOptions& database) {
  const auto open = [&] {
    GOM_STEPS_OF("agent.open");
    return log::Database::Open(folder + "/agent.db", database);
  };
  ASSIGN_OR_RETURN(std::unique_ptr<log::Database> db, open());
  if (options.vfs.empty()) RETURN_IF_ERROR(db->LookThroughQuickly());
  std::unique_ptr<AgentStore> store(new AgentStore(folder, options, std::move(db)));
  RETURN_IF_ERROR(store->Refresh());
  RETURN_IF_ERROR(store->CheckEnrolled());
  if (!MayReadAll(store->holdings_.events))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, log::kFileNewer,
                        folder + "/agent.db");
  store->Sweep().IgnoreError();
  RETURN_IF_ERROR(store->LeaveDamageBehind(store->options_.now_ms));
  RETURN_IF_ERROR(store->AskForDamaged(store->options_.now_ms));
  RETURN_IF_ERROR(store->CheckSidecar());
  return store;
}

const OwnStream* AgentStore::current() const {
  for (const OwnStream& s : holdings_.streams) {
    if (s.current) return &s;
  }
  return nullptr;
}

const OwnStream* AgentStore::asking() const {
  for (const OwnStream& s : holdings_.streams) {
    if (!s.settled) return &s;
  }
  return current();
}

const SchoolState& AgentStore::state() {
  if (unread_ != 0) Refresh().IgnoreError();  // what was read last is still the best there is
  if (!folded_) state_ = Fold(holdings_, *plans_);
  folded_ = true;
  return state_;
}

absl::Status AgentStore::Enroll(const Enrollment& enrollment, const DeviceKeys& keys) {
  if (enrolled()) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kAlreadyEnrolled,
                        enrollment_.unit_name, enrollment_.hub_name);
  }
  RETURN_IF_ERROR(WriteDeviceKeys(folder_, keys));
  GOM_STEPS_OF("agent.enroll");
  const absl::Status enrolled = Change([&]() -> absl::Status {
    RETURN_IF_ERROR(PutEnrollment(enrollment));
    return InsertStream(kFirstStream, options_.random(16));
  });
  return Keeping(KeepingEnrolled(enrolled));
}

absl::Status AgentStore::PutEnrollment(const Enrollment& enrollment) {
  RETURN_IF_ERROR(SetMeta(kMetaEnrollment, ToRow(enrollment)));
  return SetMeta(kMetaAddress, enrollment.address);
}

absl::StatusOr<DeviceKeys> AgentStore::ReadKeys() const {
  if (!enrolled()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  return ReadDeviceKeys(folder_);
}

absl::Status AgentStore::ReplaceKeys(const DeviceKeys& keys) {
  if (!enrolled()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  return MakingRoom([&] { return WriteDeviceKeys(folder_, keys); });
}

absl::Status AgentStore::SetAddress(const std::string& address) {
  GOM_STEPS_OF("agent.address");
  return KeepingEnrolled(Change([&] { return SetMeta(kMetaAddress, address); }));
}

absl::Status AgentStore::SetHubKey(const std::string& hub_key) {
  Enrollment now = enrollment_;
  now.hub_key = hub_key;
  GOM_STEPS_OF("agent.hub_key");
  return KeepingEnrolled(Change([&] { return SetMeta(kMetaEnrollment, ToRow(now)); }));
}

absl::StatusOr<std::vector<Name>> AgentStore::Submit(absl::Span<const NewRevision> revisions,
                                                     Drafts drafts) {
  const OwnStream* stream = current();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  Composer composer(*stream, options_.random);
  for (const NewRevision& r : revisions) RETURN_IF_ERROR(composer.Add(r));
  GOM_STEPS_OF("agent.submit");
  return AppendTo(*stream, composer, [&]() -> absl::Status {
    GOM_STEP("drafts");
    for (const NewRevision& r : revisions) {
      if (drafts == Drafts::kForget) RETURN_IF_ERROR(DeleteDraft(r.form, r.period));
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<Name> AgentStore::Send(const NewMessage& message) {
  const OwnStream* stream = current();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  Composer composer(*stream, options_.random);
  RETURN_IF_ERROR(composer.Add(message));
  GOM_STEPS_OF("agent.message");
  ASSIGN_OR_RETURN(const std::vector<Name> names,
                   AppendTo(*stream, composer, [] { return absl::OkStatus(); }));
  return names.front();
}

absl::Status AgentStore::NoteMessagesSeen(int64_t until_ms) {
  if (until_ms <= marks_.messages_seen_until) return absl::OkStatus();
  GOM_STEPS_OF("agent.messages_seen");
  return Change([&] { return SetMeta(kMetaMessagesSeen, absl::StrCat(until_ms)); });
}

absl::Status AgentStore::KeepCommune(const v1::KeptCommune& commune) {
  GOM_STEPS_OF("agent.commune");
  return Change([&] { return SetMeta(kMetaCommune, commune.SerializeAsString()); });
}

absl::StatusOr<std::vector<Name>> AgentStore::AppendTo(const OwnStream& current,
                                                       const Composer& composer,
                                                       absl::FunctionRef<absl::Status()> then) {
  const uint64_t first = current.last() + 1;
  const std::string id = current.id;
  std::vector<log::Digest> digests;
  const absl::Status appended = Change([&, number = current.number]() -> absl::Status {
    Touch(kStreams);
    std::unique_ptr<log::LogStore> log = log::OpenSqliteLog(*db_, number);
    ASSIGN_OR_RETURN(const log::Position tail, log->Tail());
    RETURN_IF_ERROR(log->Append(tail, composer.records(), &digests).status());
    return then();
  });
  RETURN_IF_ERROR(Keeping(appended));
  std::vector<Name> names;
  for (size_t offset : composer.offsets())
    names.push_back({id, first + offset, log::Short(digests[offset])});
  return names;
}

absl::StatusOr<std::string> AgentStore::CopyOfDatabase() { return db_->CopyInMemory(); }

absl::Status AgentStore::NoteFailure(const absl::Status& how, int64_t now_ms, uint64_t left_up_to) {
  GOM_STEPS_OF("agent.failure");
  return Change([&]() -> absl::Status {
    if (const OwnStream* s = asking(); s != nullptr && left_up_to > 0)
      RETURN_IF_ERROR(NoteSent(s->number, left_up_to));
    RETURN_IF_ERROR(SetMeta(kMetaLastTry, absl::StrCat(now_ms)));
    if (marks_.failing_since == 0)
      RETURN_IF_ERROR(SetMeta(kMetaFailingSince, absl::StrCat(now_ms)));
    RETURN_IF_ERROR(SetMeta(kMetaTries, absl::StrCat(marks_.tries + 1)));
    RETURN_IF_ERROR(SetMeta(kMetaProblemCode, text::ErrorOf(how).code()));
    return SetMeta(kMetaProblem, text::WordsOf(how).SerializeAsString());
  });
}

absl::Status AgentStore::NoteExported(absl::Span<const std::pair<uint32_t, uint64_t>> ends) {
  GOM_STEPS_OF("agent.exported");
  return Change([&]() -> absl::Status {
    for (const auto& [number, up_to] : ends) RETURN_IF_ERROR(NoteSent(number, up_to));
    return absl::OkStatus();
  });
}

absl::Status AgentStore::NoteSent(uint32_t number, uint64_t up_to) {
  Touch(kStreams);
  return db_->Run([&] {
    log::Query mark(*db_, "UPDATE stream SET sent = max(sent, ?1) WHERE number = ?2");
    BindUnsigned(*mark, 1, up_to);
    mark->bind(2, static_cast<int64_t>(number));
    mark->exec();
  });
}

absl::Status AgentStore::SetMeta(const std::string& name, const std::string& value) {
  Touch(kMeta);
  return db_->Run([&] {
    log::Query put(*db_, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    put->bind(1, name);
    BindBlob(*put, 2, value);
    put->exec();
  });
}

absl::Status AgentStore::InsertStream(uint32_t number, const std::string& id) {
  Touch(kStreams);
  return db_->Run([&] {
    log::Query put(*db_,
                   "INSERT INTO stream (number, id, current, agreed, acknowledged, sent) "
                   "VALUES (?, ?, 1, 0, 0, 0)");
    put->bind(1, static_cast<int64_t>(number));
    BindBlob(*put, 2, id);
    put->exec();
  });
}

}  // namespace gom::agent
