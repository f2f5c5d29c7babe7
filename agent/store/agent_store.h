// The agent's disk: one SQLite file, agent.db, in the data folder, with its streams, the events it
// has read, drafts, and who it is; and beside it the private file of its key and certificates.
//
//   ASSIGN_OR_RETURN(auto store, AgentStore::Open(folder, {.random = random}));
//   ASSIGN_OR_RETURN(auto names, store->Submit(revisions));   // durable: it may be called saved
//
// Every method that changes something is one transaction, durable when it returns OK, without
// effect otherwise. Methods block on the disk. Codes: those of common/log/log_store.h
// (kResourceExhausted: the disk is full, nothing was written; kUnknown: whether it was written is
// not known, holdings() says it once the disk can be read; kAborted: it was just read again, after
// that, look first). Not synchronised: one thread at a time.
#ifndef GOM_AGENT_STORE_AGENT_STORE_H_
#define GOM_AGENT_STORE_AGENT_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "agent/state/compose.h"
#include "agent/state/holdings.h"
#include "agent/state/orphans.h"
#include "agent/state/school_state.h"
#include "agent/store/device_keys.h"
#include "agent/store/enrollment.h"
#include "agent/store/evidence_folder.h"
#include "agent/store/sidecar.h"
#include "common/log/database.h"
#include "common/platform/file_system.h"
#include "common/platform/reserve.h"
#include "common/text/message.h"
#include "gom/v1/commune.pb.h"
#include "gom/v1/plan.pb.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

// How far the talk with the hub has come.
struct SyncMarks {
  v1::Position read;  // in the hub's log; index 0: nothing yet
  std::optional<v1::Position>
      aside;  // while the hub's log is being read anew: how far that has come
  bool aside_lost =
      false;  // … because the hub did not know `read`; otherwise because of differed_at
  uint64_t differed_at = 0;  // the unit's state differed from the hub's here, and not agreed since
  bool differed_again = false;  // … and reading the hub's log anew did not help
  // Something was erased on request: the file was not yet written anew without its words, or its
  // photos may still be here.
  bool unswept = false;
  uint64_t highest_term = 0;
  // The hub was restored, does not know this device, and holds what it sends until the operator
  // readmits it: its last answer was of a later term than what was read, and showed nothing.
  bool waits_for_readmission = false;
  int64_t last_sync = 0;  // milliseconds; 0: never
  int64_t last_try = 0;
  uint32_t tries = 0;  // failed ones since the last that succeeded
  // First of them, milliseconds by this computer's clock; 0: none.
  int64_t failing_since = 0;
  std::optional<v1::Words> problem;
  // Of the refusal that the last one ended with (error.proto); empty where none did.
  std::string problem_code;
  // Why the last sync that went well left photos behind; nothing where none had to stay.
  std::optional<v1::Words> evidence_problem;
  int64_t clock_skew_ms = 0;
  // When the hub last refused some of what is handed back; milliseconds, 0: never.
  int64_t orphans_refused_at = 0;
  // Messages of the office up to here were looked at on this computer; milliseconds, by its clock.
  int64_t messages_seen_until = 0;
  // Where the commune stood, as the hub said last; for people alone.
  std::optional<v1::KeptCommune> commune;
};

// Something that happened and that a person should read. What holds is not among them: it is said
// as long as it holds.
struct Notice {
  int64_t told_at = 0;  // milliseconds, by this computer's clock
  v1::Words words;
};

// What a reply of the hub brings, to be stored in one transaction.
struct Reply {
  uint32_t stream = 0;        // number of the own stream that was asked with
  uint64_t acknowledged = 0;  // the hub holds it up to here
  std::vector<HubEvent> events;
  v1::Position read;          // the new read position, with the hub's term
  bool from_nothing = false;  // the hub did not know the old one: what follows is a new reading,
                              // put aside until complete
  bool more = false;
  bool waits_for_readmission = false;
  OrphanAnswers orphans;               // what became of what was handed back
  std::optional<HeldReceipt> receipt;  // one that was checked
  uint64_t term = 0;
  int64_t now_ms = 0;
  int64_t hub_clock_ms = 0;  // 0: it came in a file, who knows when
};

struct AgentStoreOptions {
  RandomBytes random;
  std::string vfs;           // a SQLite VFS by name, for tests
  bool check_folder = true;  // refuse network drives and the like
  int64_t now_ms = 0;        // when it is opened: the date of what it writes where it finds damage
  uint64_t reserve_bytes = 0;  // kept in the folder for the day when its disk is full; 0: none
  // Of all stores of one thread, so that each need not compile the same plans; null: its own.
  std::shared_ptr<PlanBook> plans{};
  WriteFile write_evidence{};  // for tests; empty: the disk
  // For tests. Empty: the disk; but where another VFS has the database there is no sidecar then.
  WriteFile write_sidecar{};
};

class AgentStore {
 public:
  // Makes the folder (0700) and the file where there are none. One that is damaged is set aside as
  // agent.db.damaged-DATE, and what can be read of it taken over (common/log/rescue.h): rescued().
  // kFailedPrecondition data_folder_in_use: another process has it; folder_* : not a place for a
  // database; file_newer.
  static absl::StatusOr<std::unique_ptr<AgentStore>> Open(const std::string& folder,
                                                          const AgentStoreOptions& options);

  // What a person should know of the damage that opening has met; it is among the notices too.
  // Nothing where the file was sound.
  const std::optional<v1::Words>& rescued() const { return rescued_; }

  // The disk is full, or nearly so: the room that was kept for that day is given up, and there is
  // not enough to keep it again yet. What is left is for what people type and what the hub answers.
  bool IsShortOfRoom();

  // Why nothing can be changed, for a person: the disk refused it the last time. What is here can
  // still be looked at, and be carried away.
  const absl::Status& unwritable() const { return unwritable_; }
  // This is a copy of what lies in `folder`, whose disk refuses to be written: from now on nothing
  // is changed.
  void OnlyShow(const std::string& folder);

  bool enrolled() const { return !enrollment_.hub.empty(); }
  const Enrollment& enrollment() const { return enrollment_; }
  const SyncMarks& marks() const { return marks_; }
  const std::string& folder() const { return folder_; }
  // As it is on disk now; where the disk could not be read after a change, as it was before.
  const Holdings& holdings() const { return holdings_; }
  // What the school sees now: the fold of the holdings, read again first where they could not be
  // read after a change; until that works nothing more is changed. Good until the store changes.
  const SchoolState& state();
  // Newest first; at most ten are kept, each for two weeks of the hub's clock after the first sync
  // behind it. One that is told again is there once, as new.
  const std::vector<Notice>& notices() const { return notices_; }
  // Own records that cannot be read and that the hub holds: their indexes, each in its stream.
  std::vector<uint64_t> DamagedButKnown() const;
  // Drafts that the disk has altered, and that nobody can open: until they are typed again or
  // discarded.
  struct DraftPlace {
    uint32_t form = 0;    // number
    uint32_t period = 0;  // number
  };
  const std::vector<DraftPlace>& damaged_drafts() const { return damaged_drafts_; }
  // The stream that new Changes go to; nullptr before enrollment.
  const OwnStream* current() const;
  // The stream to ask the hub about first: a closed one that is not settled (each is asked about
  // again when the hub begins a new term), else the current one.
  const OwnStream* asking() const;

  // Keys first, then the row that makes them count: a crash between leaves a folder that can enroll
  // again. kFailedPrecondition already_enrolled.
  [[nodiscard]] absl::Status Enroll(const Enrollment& enrollment, const DeviceKeys& keys);
  absl::StatusOr<DeviceKeys> ReadKeys() const;
  // A new certificate and its key, in one rename.
  [[nodiscard]] absl::Status ReplaceKeys(const DeviceKeys& keys);
  [[nodiscard]] absl::Status SetAddress(const std::string& address);
  // What the hub signs with from now on, 32 bytes.
  [[nodiscard]] absl::Status SetHubKey(const std::string& hub_key);

  // Keeps a draft, replacing the one of the same form and period.
  [[nodiscard]] absl::Status SaveDraft(const Draft& draft);
  [[nodiscard]] absl::Status DropDraft(uint32_t form, uint32_t period);

  // Appends one Revision each and, if told, forgets the drafts of the same forms and periods.
  // Answers their names, in order.
  enum class Drafts { kForget, kKeep };
  [[nodiscard]] absl::StatusOr<std::vector<Name>> Submit(absl::Span<const NewRevision> revisions,
                                                         Drafts drafts = Drafts::kForget);

  // Appends what is written to the office; answers its name.
  [[nodiscard]] absl::StatusOr<Name> Send(const NewMessage& message);
  // Messages of the office up to here (milliseconds, by its clock) have been looked at.
  [[nodiscard]] absl::Status NoteMessagesSeen(int64_t until_ms);

  // What the hub said last of the commune; nothing else rests on it.
  [[nodiscard]] absl::Status KeepCommune(const v1::KeptCommune& commune);

  // Stores events, read position, acknowledgement, receipt, term and skew together; where a reading
  // aside is complete it takes the place of the old one, and what a hub has lost of that is kept to
  // be handed back. What the events say was erased on request is erased here too, in the same
  // transaction; then its photos are removed and the file is written anew, so that nothing of it is
  // left in free pages or in the WAL. Where that fails (no room), the next reply or start does it.
  [[nodiscard]] absl::Status TakeReply(const Reply& reply);

  // The unit's state, folded up to the read position, is not what the hub says. The first time its
  // log is read anew, aside; where that did not help, a person is told and work goes on: true if it
  // is being read anew. NoteAgreed ends it.
  [[nodiscard]] absl::StatusOr<bool> NoteDifferent(int64_t now_ms);
  [[nodiscard]] absl::Status NoteAgreed();

  // Freezes the current stream at `agreed` and goes on in a new one, to which every Change behind
  // `agreed` moves; drafts that rest on a moved Revision follow it.
  [[nodiscard]] absl::Status MoveUnsent(uint64_t agreed, int64_t now_ms);

  // The stream asking() is the hub's up to `agreed`, and closed; what lies behind goes on in the
  // current one.
  [[nodiscard]] absl::Status Settle(uint64_t agreed, int64_t now_ms);

  // The bytes of a database file that holds what this one does now, for a copy elsewhere: made in
  // memory, so also where this disk is full.
  absl::StatusOr<std::string> CopyOfDatabase();

  // Photos and scans; where a file lies says nothing about whether anything names it.
  const EvidenceFolder& evidence() const { return evidence_; }
  // SHA-256 of those that the hub holds whole.
  const std::set<std::string>& evidence_at_hub() const { return evidence_at_hub_; }
  [[nodiscard]] absl::Status NoteEvidenceAtHub(const std::string& sha256);
  // The hub does not have these: those that it had go once more.
  [[nodiscard]] absl::Status NoteEvidenceWanted(const std::vector<std::string>& wanted);
  // How a try to send photos ended: SyncMarks::evidence_problem.
  [[nodiscard]] absl::Status NoteEvidenceTried(const absl::Status& how);

  // A try that failed, and how; `left_up_to`: Changes up to here may have left the computer (0:
  // none have).
  [[nodiscard]] absl::Status NoteFailure(const absl::Status& how, int64_t now_ms,
                                         uint64_t left_up_to);
  // Changes up to there have left in a file: by number of the stream, and the last of it.
  [[nodiscard]] absl::Status NoteExported(absl::Span<const std::pair<uint32_t, uint64_t>> ends);
  [[nodiscard]] absl::Status AddNotice(const v1::Words& notice, int64_t now_ms);

 private:
  AgentStore(std::string folder, AgentStoreOptions options, std::unique_ptr<log::Database> db);

  static log::DatabaseOptions DatabaseOf(const AgentStoreOptions& options);
  static absl::StatusOr<std::unique_ptr<AgentStore>> OpenSound(
      const std::string& folder, const AgentStoreOptions& options,
      const log::DatabaseOptions& database);
  // Builds a sound file of the damaged one, and puts it in its place.
  static absl::Status Rescue(const std::string& folder, const AgentStoreOptions& options);
  static absl::Status MakeSound(const std::string& folder, const AgentStoreOptions& options,
                                const std::string& kept_as);
  // In a file that was made of a damaged one: every stream is left behind, to be asked about, and
  // the hub's log is read anew.
  absl::Status StartOver(const std::optional<Enrollment>& enrollment,
                         const std::optional<Sidecar>& sidecar, const std::string& kept_as);
  absl::Status PutLostStream(const Sidecar& sidecar);
  std::string LostUnsent(const Sidecar& sidecar);
  // What is read from disk, each part from tables of its own.
  enum Part : uint32_t {
    kMeta = 1,
    kStreams = 2,  // and their records
    kEvents = 4,
    kDrafts = 8,
    kNotices = 16,
    kOrphans = 32,
    kReceipts = 64,
    kEvidence = 128,
    kEverything = 255,
  };
  struct Contents;
  // Whoever writes to a table says so first, so that it is read again, whatever comes of it.
  void Touch(uint32_t parts) { unread_ |= parts; }
  // Reads the parts that were touched, or leaves all as it was read before.
  absl::Status Refresh();
  void SwapUnread(Contents* with);
  absl::Status Load();
  absl::Status LoadMeta();
  absl::Status LoadStreams();
  absl::Status LoadRecords(OwnStream* stream);
  absl::Status LoadEvents();
  absl::Status LoadDrafts();
  absl::Status LoadNotices();
  absl::Status LoadOrphans();
  absl::Status LoadReceipts();
  absl::Status LoadEvidence();
  // Those that are as they were written; counts the others.
  absl::StatusOr<std::vector<HubEvent>> ReadEvents(int fold, uint64_t* damaged = nullptr);
  // What cannot be read of our own goes no further: the rest moves to a new stream.
  absl::Status LeaveDamageBehind(int64_t now_ms);
  // What the disk has altered and the hub holds, told or taken, the hub tells again.
  absl::Status AskForDamaged(int64_t now_ms);
  absl::Status ReadAnew();
  absl::Status CloseStream(uint32_t number, uint64_t agreed);
  // As MoveUnsent, and `then`, told how many Changes moved, in the same transaction.
  absl::Status MoveUnsentAnd(uint64_t agreed, int64_t now_ms,
                             absl::FunctionRef<absl::Status(size_t)> then);
  absl::StatusOr<size_t> MoveOnto(const OwnStream& old, uint64_t agreed, const OwnStream& onto,
                                  int64_t now_ms);
  bool keeps_sidecar() const { return write_sidecar_ != nullptr; }
  std::string SidecarPath() const { return folder_ + "/" + kSidecarFile; }
  absl::Status CheckSidecar();
  std::optional<Sidecar> ReadSidecar() const;
  absl::Status CheckEnrolled();
  absl::Status KeepingEnrolled(absl::Status changed);
  absl::Status PutEnrollment(const Enrollment& enrollment);
  absl::Status Keeping(absl::Status changed);
  // Appends what was composed for the current stream, runs `then` in the same transaction, and
  // answers the names of what was added.
  absl::StatusOr<std::vector<Name>> AppendTo(const OwnStream& current, const Composer& composer,
                                             absl::FunctionRef<absl::Status()> then);
  absl::Status NoteSent(uint32_t number, uint64_t up_to);
  absl::Status SetMeta(const std::string& name, const std::string& value);
  absl::Status PutNotice(const v1::Words& notice, int64_t now_ms);
  absl::Status DropOldNotices(int64_t hub_clock_ms);
  absl::Status InsertStream(uint32_t number, const std::string& id);
  absl::Status AskAgain();
  std::optional<v1::Words> NewsOfPlan(const Reply& reply);
  absl::Status ClearAside();
  absl::Status Swap();
  absl::Status HandOver(const Reply& reply, bool aside, bool hub_lost);
  absl::Status PutOrphans(const Orphans& orphans);
  absl::Status PutReceipt(const HeldReceipt& receipt);
  absl::Status EraseRedacted(const std::vector<HubEvent>& events);
  absl::Status EraseFiles();
  absl::Status Sweep();
  absl::Status NoteSuccess(const Reply& reply);
  absl::Status PutEvent(int fold, const HubEvent& event);
  absl::Status DeleteDraft(uint32_t form, uint32_t period);
  absl::Status RebaseDrafts(const std::vector<std::pair<Name, Name>>& moved);
  // Runs `work` in a transaction and reads anew what it has touched, whatever came of it.
  absl::Status Change(absl::FunctionRef<absl::Status()> work);
  absl::Status InTransaction(absl::FunctionRef<absl::Status()> work);
  absl::Status MakingRoom(absl::FunctionRef<absl::Status()> write);
  static bool IsFull(const absl::Status& status);
  // The refusal on a full disk, with how much is missing.
  static absl::Status NoRoom(const platform::Reserve& reserve);

  const std::string folder_;
  const AgentStoreOptions options_;
  std::optional<platform::LockFile> lock_;  // goes after the database
  const std::unique_ptr<log::Database> db_;
  const EvidenceFolder evidence_;
  const WriteFile write_sidecar_;
  std::set<std::string> evidence_at_hub_;
  Enrollment enrollment_;
  SyncMarks marks_;
  Holdings holdings_;
  std::vector<Notice> notices_;
  std::vector<std::pair<uint32_t, uint64_t>> damaged_;  // own stream number and index
  uint64_t damaged_events_ = 0;
  std::vector<DraftPlace> damaged_drafts_;
  std::optional<v1::Words> rescued_;
  platform::Reserve reserve_;
  absl::Status unwritable_;
  bool only_shown_ = false;
  // Parts that were touched and not read since: none, but where the disk could not be read after
  // the last change.
  uint32_t unread_ = kEverything;
  std::shared_ptr<PlanBook> plans_;
  SchoolState state_;
  bool folded_ = false;  // state_ is of these holdings
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_AGENT_STORE_H_
