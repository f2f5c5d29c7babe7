// An agent.db that is damaged: what can be read of it is taken over into a sound one, and the hub
// fills in the rest.
#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "agent/store/sidecar.h"
#include "agent/store/words.h"
#include "common/log/rescue.h"
#include "common/log/salvage.h"
#include "common/log/words.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

constexpr uint64_t kEnrolledLimit = 64 * 1024;

std::optional<Enrollment> ReadEnrolled(const std::string& folder) {
  const absl::StatusOr<std::string> file =
      platform::ReadFile(absl::StrCat(folder, "/", kEnrolledFile), kEnrolledLimit);
  return file.ok() ? EnrollmentIn(*file) : std::nullopt;
}

}  // namespace

absl::Status AgentStore::Rescue(const std::string& folder, const AgentStoreOptions& options) {
  const std::string kept_as = log::DamagedName(folder + "/agent.db", options.now_ms);
  RETURN_IF_ERROR(MakeSound(folder, options, kept_as));
  GOM_STEPS_OF("agent.rescue_count");
  return log::CountSalvaged(folder + "/agent.db", kept_as);
}

absl::Status AgentStore::MakeSound(const std::string& folder, const AgentStoreOptions& options,
                                   const std::string& kept_as) {
  GOM_STEPS_OF("agent.rescue_salvage");
  const std::string aside = log::SalvagingFile(folder + "/agent.db");
  log::RemoveDatabase(aside);
  log::DatabaseOptions database = DatabaseOf(options);
  database.lock = false;
  ASSIGN_OR_RETURN(std::unique_ptr<log::Database> db, log::Database::Open(aside, database));
  RETURN_IF_ERROR(log::Salvage(folder + "/agent.db", *db).status());
  RETURN_IF_ERROR(db->Run([&] { db->connection().exec(DigestOldRowsSql()); }));
  AgentStore store(folder, options, std::move(db));
  RETURN_IF_ERROR(store.Refresh());
  RETURN_IF_ERROR(store.StartOver(ReadEnrolled(folder), store.ReadSidecar(), kept_as));
  return store.db_->LeaveOneFile();
}

absl::Status AgentStore::StartOver(const std::optional<Enrollment>& enrollment,
                                   const std::optional<Sidecar>& sidecar,
                                   const std::string& kept_as) {
  const std::string lost = sidecar.has_value() ? LostUnsent(*sidecar) : std::string();
  const std::string name = kept_as.substr(kept_as.rfind('/') + 1);
  const v1::Words notice =
      lost.empty() ? text::WordsOf(kRescued, name) : text::WordsOf(kRescuedButFor, name, lost);
  return Change([&]() -> absl::Status {
    if (!enrolled() && enrollment.has_value()) RETURN_IF_ERROR(PutEnrollment(*enrollment));
    RETURN_IF_ERROR(PutNotice(notice, options_.now_ms));
    if (!enrolled() && !enrollment.has_value()) return absl::OkStatus();
    Touch(kStreams);
    // How far each is the hub's, the hub says; until then nothing is called unsent that may be
    // there.
    RETURN_IF_ERROR(db_->Run([&] {
      db_->connection().exec("UPDATE stream SET settled = 0, current = 0 WHERE current = 1");
    }));
    if (sidecar.has_value()) RETURN_IF_ERROR(PutLostStream(*sidecar));
    uint32_t number = kFirstStream;
    RETURN_IF_ERROR(db_->Run([&] {
      log::Query highest(*db_,
                         "SELECT max(number) FROM (SELECT number FROM stream UNION ALL "
                         "SELECT key >> 40 FROM record)");
      if (highest->executeStep() && !highest->getColumn(0).isNull())
        number = highest->getColumn(0).getUInt() + 1;
    }));
    RETURN_IF_ERROR(InsertStream(number, options_.random(16)));
    return ReadAnew();
  });
}

// The row that named the newest stream is gone: the sidecar knows its name, and its records are
// those of the highest number that nothing names.
absl::Status AgentStore::PutLostStream(const Sidecar& sidecar) {
  for (const OwnStream& s : holdings_.streams) {
    if (s.id == sidecar.stream) return absl::OkStatus();
  }
  return db_->Run([&] {
    log::Query put(*db_,
                   "INSERT INTO stream (number, id, current, agreed, acknowledged, sent, settled) "
                   "SELECT coalesce((SELECT max(key >> 40) FROM record WHERE key >> 40 NOT IN "
                   "(SELECT number FROM stream)), (SELECT max(number) + 1 FROM stream), ?1), "
                   "?2, 0, 0, 0, 0, 0");
    put->bind(1, static_cast<int64_t>(kFirstStream));
    BindBlob(*put, 2, sidecar.stream);
    put->exec();
  });
}

// "ho_so 2026-Q2, …": what the sidecar says was submitted, the hub had not, and cannot be read.
std::string AgentStore::LostUnsent(const Sidecar& sidecar) {
  const auto stream = std::find_if(holdings_.streams.begin(), holdings_.streams.end(),
                                   [&](const OwnStream& s) { return s.id == sidecar.stream; });
  std::set<uint64_t> there;
  uint64_t acknowledged = 0;
  if (stream != holdings_.streams.end()) {
    acknowledged = stream->acknowledged;
    for (const OwnRecord& r : stream->records) there.insert(r.index);
  }
  std::set<std::string> lost;
  const plan::Plan* plan = state().plan.get();
  for (const Sidecar::Change& c : sidecar.changes) {
    if (c.index <= acknowledged || there.contains(c.index)) continue;
    const plan::Form* form = nullptr;
    const plan::Period* period = nullptr;
    if (plan != nullptr) {
      const int f = plan->FormIndex(c.form), p = plan->PeriodIndex(c.period);
      if (f >= 0) form = &plan->forms[static_cast<size_t>(f)];
      if (p >= 0) period = &plan->periods[static_cast<size_t>(p)];
    }
    // Without the plan a person still knows the numbers that stand on the form.
    lost.insert(absl::StrCat(form != nullptr ? form->code : absl::StrCat("#", c.form), " ",
                             period != nullptr ? period->code : absl::StrCat("#", c.period)));
  }
  return absl::StrJoin(lost, ", ");
}

absl::Status AgentStore::CheckEnrolled() {
  if (!options_.vfs.empty()) return absl::OkStatus();
  const std::optional<Enrollment> file = ReadEnrolled(folder_);
  if (!enrolled() && file.has_value())
    return text::Refuse(absl::StatusCode::kDataLoss, log::kDatabaseDamaged, "empty");
  return file == enrollment_ ? absl::OkStatus() : KeepingEnrolled(absl::OkStatus());
}

// As with the sidecar: without it nothing is wrong now, and the next start writes it.
absl::Status AgentStore::KeepingEnrolled(absl::Status changed) {
  if (!changed.ok() || !options_.vfs.empty() || !enrolled()) return changed;
  GOM_STEPS_OF("agent.enrolled");
  platform::WritePrivateFile(absl::StrCat(folder_, "/", kEnrolledFile), ToFile(enrollment_))
      .IgnoreError();
  return changed;
}

}  // namespace gom::agent
