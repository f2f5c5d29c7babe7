#include "agent/store/agent_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "agent/store/sidecar.h"
#include "agent/store/words.h"
#include "common/log/sqlite_log.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "gom/v1/school.pb.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {
namespace {

constexpr size_t kMaxNotices = 10;
constexpr uint64_t kSidecarLimit = 64 * 1024;

}  // namespace

v1::Words WordsFor(const text::Message& m, const std::string& argument) {
  v1::Words words;
  words.set_vi(text::Say(text::Language::kVietnamese, m, argument));
  words.set_en(text::Say(text::Language::kEnglish, m, argument));
  return words;
}

v1::Words WordsOf(const absl::Status& status) {
  const v1::Error error = text::ErrorOf(status);
  v1::Words words;
  words.set_vi(error.vi());
  words.set_en(error.en());
  return words;
}

AgentStore::AgentStore(std::string folder, AgentStoreOptions options,
                       std::unique_ptr<log::Database> db)
    : folder_(std::move(folder)), options_(std::move(options)), db_(std::move(db)) {}

absl::StatusOr<std::unique_ptr<AgentStore>> AgentStore::Open(const std::string& folder,
                                                             AgentStoreOptions options) {
  RETURN_IF_ERROR(platform::CreatePrivateFolder(folder));
  log::DatabaseOptions database;
  database.application_id = kApplicationId;
  database.migrations = {absl::StrCat(log::kRecordTableSql, ";", kAgentTablesSql), kHealingSql};
  database.vfs = options.vfs;
  if (!options.check_folder) {
    database.folder_probe = [](const std::string&) -> absl::StatusOr<platform::FolderFacts> {
      return platform::FolderFacts{};
    };
  }
  ASSIGN_OR_RETURN(std::unique_ptr<log::Database> db,
                   log::Database::Open(folder + "/agent.db", database));
  std::unique_ptr<AgentStore> store(new AgentStore(folder, std::move(options), std::move(db)));
  RETURN_IF_ERROR(store->Refresh());
  RETURN_IF_ERROR(store->LeaveDamageBehind(0));
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
  if (stale_) Refresh().IgnoreError();  // what was read last is still the best there is
  if (state_version_ != version_) {
    state_ = Fold(holdings_, plans_);
    state_version_ = version_;
  }
  return state_;
}

absl::Status AgentStore::Change(absl::FunctionRef<absl::Status()> work) {
  if (stale_) {
    // Whoever asks has decided by what is not on disk any more: they have to look again.
    RETURN_IF_ERROR(Refresh());
    return text::Refuse(absl::StatusCode::kAborted, kReadAgain);
  }
  const absl::Status done = [&]() -> absl::Status {
    log::Transaction transaction(*db_);
    RETURN_IF_ERROR(transaction.status());
    RETURN_IF_ERROR(work());
    return transaction.Commit();
  }();
  // Whatever came of it, what is on disk is what counts.
  const absl::Status read = Refresh();
  if (!done.ok() || read.ok()) return done;
  return text::Refuse(absl::StatusCode::kUnknown, kSavedUnread, read.message());
}

absl::Status AgentStore::Enroll(const Enrollment& enrollment, const DeviceKeys& keys) {
  if (enrolled()) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kAlreadyEnrolled,
                        enrollment_.unit_name, enrollment_.hub_name);
  }
  RETURN_IF_ERROR(platform::WritePrivateFile(folder_ + "/agent.key", keys.key_pem));
  RETURN_IF_ERROR(platform::WritePrivateFile(folder_ + "/agent.crt", keys.certificate_pem));
  RETURN_IF_ERROR(platform::WritePrivateFile(folder_ + "/ca.crt", keys.ca_pem));
  v1::EnrollResponse row;
  row.set_hub(enrollment.hub);
  row.set_hub_name(enrollment.hub_name);
  row.set_device(enrollment.device);
  row.set_unit(enrollment.unit);
  row.set_unit_name(enrollment.unit_name);
  return Keeping(Change([&]() -> absl::Status {
    RETURN_IF_ERROR(SetMeta(kMetaEnrollment, row.SerializeAsString()));
    RETURN_IF_ERROR(SetMeta(kMetaAddress, enrollment.address));
    return InsertStream(kFirstStream, options_.random(16));
  }));
}

absl::StatusOr<DeviceKeys> AgentStore::ReadKeys() const {
  if (!enrolled()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  DeviceKeys keys;
  ASSIGN_OR_RETURN(keys.key_pem, platform::ReadFile(folder_ + "/agent.key"));
  ASSIGN_OR_RETURN(keys.certificate_pem, platform::ReadFile(folder_ + "/agent.crt"));
  ASSIGN_OR_RETURN(keys.ca_pem, platform::ReadFile(folder_ + "/ca.crt"));
  return keys;
}

absl::Status AgentStore::SetAddress(const std::string& address) {
  return Change([&] { return SetMeta(kMetaAddress, address); });
}

absl::Status AgentStore::SaveDraft(const Draft& draft) {
  v1::Change change;
  change.mutable_revision()->set_form(draft.form);
  change.mutable_revision()->set_period(draft.period);
  sync::EncodeValues(draft.values, change.mutable_revision());
  const v1::Sealed sealed = sync::Seal(std::move(change), draft.wording, options_.random(16));
  v1::SaveDraftRequest unread;
  for (const auto& [field, typed] : draft.unread) {
    v1::TypedField* t = unread.add_typed();
    t->set_field(field);
    t->set_text(typed);
  }
  if (sealed.main().size() + sealed.text().size() + unread.ByteSizeLong() > sync::kMaxChangeBytes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kDraftTooLarge,
                        sync::kMaxChangeBytes / 1024);
  }
  const std::string unread_bytes = unread.SerializeAsString();
  const Name base = draft.base.value_or(Name{});
  return Change([&]() -> absl::Status {
    return db_->Run([&] {
      SQLite::Statement put(db_->connection(),
                            "INSERT OR REPLACE INTO draft (form, period, main, text, unread, "
                            "base_stream, base_index, "
                            "base_digest, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
      put.bind(1, static_cast<int64_t>(draft.form));
      put.bind(2, static_cast<int64_t>(draft.period));
      BindBlob(put, 3, sealed.main());
      BindBlob(put, 4, sealed.text());
      BindBlob(put, 5, unread_bytes);
      BindBlob(put, 6, base.stream);
      BindUnsigned(put, 7, base.index);
      BindUnsigned(put, 8, base.digest);
      put.bind(9, draft.updated_at);
      put.exec();
    });
  });
}

absl::Status AgentStore::DeleteDraft(uint32_t form, uint32_t period) {
  return db_->Run([&] {
    SQLite::Statement drop(db_->connection(), "DELETE FROM draft WHERE form = ? AND period = ?");
    drop.bind(1, static_cast<int64_t>(form));
    drop.bind(2, static_cast<int64_t>(period));
    drop.exec();
  });
}

absl::Status AgentStore::DropDraft(uint32_t form, uint32_t period) {
  return Change([&] { return DeleteDraft(form, period); });
}

absl::StatusOr<std::vector<Name>> AgentStore::Submit(absl::Span<const NewRevision> revisions,
                                                     Drafts drafts) {
  const OwnStream* stream = current();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  Composer composer(*stream, options_.random);
  for (const NewRevision& r : revisions) RETURN_IF_ERROR(composer.Add(r));
  const uint64_t first = stream->last() + 1;
  const std::string id = stream->id;
  std::vector<log::Digest> digests;
  const absl::Status appended = Change([&]() -> absl::Status {
    std::unique_ptr<log::LogStore> log = log::OpenSqliteLog(*db_, stream->number);
    ASSIGN_OR_RETURN(const log::Position tail, log->Tail());
    RETURN_IF_ERROR(log->Append(tail, composer.records(), &digests).status());
    for (const NewRevision& r : revisions) {
      if (drafts == Drafts::kForget) RETURN_IF_ERROR(DeleteDraft(r.form, r.period));
    }
    return absl::OkStatus();
  });
  RETURN_IF_ERROR(Keeping(appended));
  std::vector<Name> names;
  for (size_t offset : composer.revision_offsets()) {
    names.push_back({id, first + offset, log::Short(digests[offset])});
  }
  return names;
}

absl::Status AgentStore::MoveUnsent(uint64_t agreed, int64_t now_ms) {
  const OwnStream* old = current();
  if (old == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  OwnStream fresh;
  fresh.number = holdings_.streams.back().number + 1;
  fresh.id = options_.random(16);
  fresh.current = true;
  return Keeping(Change([&]() -> absl::Status {
    RETURN_IF_ERROR(CloseStream(old->number, agreed));
    RETURN_IF_ERROR(InsertStream(fresh.number, fresh.id));
    return MoveOnto(*old, agreed, fresh, now_ms);
  }));
}

absl::Status AgentStore::Settle(uint64_t agreed, int64_t now_ms) {
  const OwnStream* old = asking();
  if (old == nullptr || old->current)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  return Keeping(Change([&]() -> absl::Status {
    RETURN_IF_ERROR(CloseStream(old->number, agreed));
    if (agreed >= old->last()) return absl::OkStatus();
    return MoveOnto(*old, agreed, *current(), now_ms);
  }));
}

absl::Status AgentStore::CloseStream(uint32_t number, uint64_t agreed) {
  return db_->Run([&] {
    SQLite::Statement close(db_->connection(),
                            "UPDATE stream SET current = 0, settled = 1, agreed = ?1, "
                            "acknowledged = ?1 WHERE number = ?2");
    BindUnsigned(close, 1, agreed);
    close.bind(2, static_cast<int64_t>(number));
    close.exec();
  });
}

// What lies behind `agreed` goes on in `onto`.
absl::Status AgentStore::MoveOnto(const OwnStream& old, uint64_t agreed, const OwnStream& onto,
                                  int64_t now_ms) {
  const Move move = ComposeMove(old, agreed, onto, now_ms / 1000);
  std::unique_ptr<log::LogStore> log = log::OpenSqliteLog(*db_, onto.number);
  ASSIGN_OR_RETURN(const log::Position tail, log->Tail());
  std::vector<log::Digest> digests;
  RETURN_IF_ERROR(log->Append(tail, move.records, &digests).status());
  std::vector<std::pair<uint64_t, Name>> moved;
  for (const auto& [from, to] : move.moved) {
    const log::Digest& digest = digests[static_cast<size_t>(to - tail.index - 1)];
    moved.emplace_back(from, Name{onto.id, to, log::Short(digest)});
  }
  RETURN_IF_ERROR(RebaseDrafts(old.id, onto.id, moved));
  return PutNotice(WordsFor(kRestoredHere, absl::StrCat(move.moved.size())));
}

// Behind what is on disk, the sidecar says less than is true, and that does no harm: it is no error
// where it cannot be written.
absl::Status AgentStore::Keeping(absl::Status changed) {
  if (!changed.ok() || !keeps_sidecar() || current() == nullptr) return changed;
  platform::WritePrivateFile(SidecarPath(), ToText(SidecarOf(*current()))).IgnoreError();
  return changed;
}

absl::Status AgentStore::CheckSidecar() {
  // A record that cannot be read was told of already, and is not one that is not there.
  if (!keeps_sidecar() || current() == nullptr || !damaged_.empty()) return absl::OkStatus();
  const absl::StatusOr<std::string> text = platform::ReadFile(SidecarPath(), kSidecarLimit);
  const std::optional<Sidecar> sidecar = text.ok() ? FromText(*text) : std::nullopt;
  if (sidecar.has_value() && *sidecar == SidecarOf(*current())) return absl::OkStatus();
  std::set<uint32_t> periods;
  if (!sidecar.has_value() || !IsBehind(holdings_.streams, *sidecar, &periods))
    return Keeping(absl::OkStatus());
  std::vector<std::string> codes;
  if (const plan::Plan* plan = state().plan.get(); plan != nullptr) {
    for (const uint32_t number : periods) {
      const int index = plan->PeriodIndex(number);
      if (index >= 0) codes.push_back(plan->periods[static_cast<size_t>(index)].code);
    }
  }
  const v1::Words notice = codes.empty()
                               ? WordsFor(kFallenBehind)
                               : WordsFor(kFallenBehindPeriods, absl::StrJoin(codes, ", "));
  // New work goes to a new stream; how far the old one is the hub's, the hub says.
  return Keeping(Change([&]() -> absl::Status {
    const uint32_t number = holdings_.streams.back().number + 1;
    RETURN_IF_ERROR(db_->Run(
        [&] { db_->connection().exec("UPDATE stream SET settled = 0 WHERE current = 1"); }));
    RETURN_IF_ERROR(db_->Run([&] { db_->connection().exec("UPDATE stream SET current = 0"); }));
    RETURN_IF_ERROR(InsertStream(number, options_.random(16)));
    return PutNotice(notice);
  }));
}

absl::Status AgentStore::RebaseDrafts(const std::string& old_stream, const std::string& new_stream,
                                      const std::vector<std::pair<uint64_t, Name>>& moved) {
  return db_->Run([&] {
    for (const auto& [from, to] : moved) {
      SQLite::Statement rebase(
          db_->connection(),
          "UPDATE draft SET base_stream = ?1, base_index = ?2, base_digest = ?3 "
          "WHERE base_stream = ?4 AND base_index = ?5");
      BindBlob(rebase, 1, new_stream);
      BindUnsigned(rebase, 2, to.index);
      BindUnsigned(rebase, 3, to.digest);
      BindBlob(rebase, 4, old_stream);
      BindUnsigned(rebase, 5, from);
      rebase.exec();
    }
  });
}

absl::Status AgentStore::NoteFailure(const v1::Words& problem, int64_t now_ms,
                                     uint64_t left_up_to) {
  return Change([&]() -> absl::Status {
    if (const OwnStream* s = asking(); s != nullptr && left_up_to > s->sent) {
      RETURN_IF_ERROR(db_->Run([&] {
        SQLite::Statement mark(db_->connection(), "UPDATE stream SET sent = ? WHERE number = ?");
        BindUnsigned(mark, 1, left_up_to);
        mark.bind(2, static_cast<int64_t>(s->number));
        mark.exec();
      }));
    }
    RETURN_IF_ERROR(SetMeta(kMetaLastTry, absl::StrCat(now_ms)));
    RETURN_IF_ERROR(SetMeta(kMetaTries, absl::StrCat(marks_.tries + 1)));
    return SetMeta(kMetaProblem, problem.SerializeAsString());
  });
}

absl::Status AgentStore::AddNotice(const v1::Words& notice) {
  return Change([&] { return PutNotice(notice); });
}

absl::Status AgentStore::PutNotice(const v1::Words& notice) {
  // From the disk: what this transaction has put there counts already, and goes if it is dropped.
  v1::AgentStatus before;
  RETURN_IF_ERROR(db_->Run([&] {
    SQLite::Statement query(db_->connection(), "SELECT value FROM meta WHERE name = ?");
    query.bind(1, kMetaNotices);
    if (query.executeStep() && !before.ParseFromString(BlobOf(query.getColumn(0)))) before.Clear();
  }));
  v1::AgentStatus kept;
  *kept.add_notices() = notice;
  for (const v1::Words& n : before.notices()) {
    if (n.vi() != notice.vi() && static_cast<size_t>(kept.notices_size()) < kMaxNotices)
      *kept.add_notices() = n;
  }
  return SetMeta(kMetaNotices, kept.SerializeAsString());
}

absl::Status AgentStore::SetMeta(const std::string& name, const std::string& value) {
  return db_->Run([&] {
    SQLite::Statement put(db_->connection(),
                          "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    put.bind(1, name);
    BindBlob(put, 2, value);
    put.exec();
  });
}

absl::Status AgentStore::InsertStream(uint32_t number, const std::string& id) {
  return db_->Run([&] {
    SQLite::Statement put(db_->connection(),
                          "INSERT INTO stream (number, id, current, agreed, acknowledged, sent) "
                          "VALUES (?, ?, 1, 0, 0, 0)");
    put.bind(1, static_cast<int64_t>(number));
    BindBlob(put, 2, id);
    put.exec();
  });
}

absl::Status AgentStore::LeaveDamageBehind(int64_t now_ms) {
  const auto damaged = damaged_;
  for (const auto& [number, index] : damaged) {
    const OwnStream* s = current();
    const uint64_t acknowledged = s == nullptr ? 0 : s->acknowledged;
    const bool unsent = s != nullptr && s->number == number && index > acknowledged;
    RETURN_IF_ERROR(
        AddNotice(WordsFor(unsent ? kRecordLostUnsent : kRecordLostKnown, absl::StrCat(index))));
    if (unsent) RETURN_IF_ERROR(MoveUnsent(acknowledged, now_ms));
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
