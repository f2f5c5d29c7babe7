#include "tests/sim/sim_agent.h"

#include <algorithm>
#include <utility>

#include "agent/store/words.h"
#include "common/sync/bundle.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"
#include "tests/sim/spoil.h"

namespace gom::sim {
namespace {

// Whether a Revision of this stream descends from another one of it.
bool HasOwnParents(const agent::OwnStream& stream) {
  v1::Change change;
  return std::any_of(stream.records.begin(), stream.records.end(), [&](const auto& record) {
    const bool parsed = change.ParseFromString(record.main);
    const auto& parents = change.revision().parents();
    return parsed && std::any_of(parents.begin(), parents.end(),
                                 [](const v1::Parent& p) { return p.stream() == 0; });
  });
}

// Every seed has the same few plans.
std::shared_ptr<agent::PlanBook> Plans() {
  static const auto* const plans =
      new std::shared_ptr<agent::PlanBook>(std::make_shared<agent::PlanBook>());
  return *plans;
}

}  // namespace

SimAgent::SimAgent(std::string name, agent::Enrollment who, std::unique_ptr<Machine> machine,
                   Bug bug)
    : name_(std::move(name)), who_(std::move(who)), machine_(std::move(machine)), bug_(bug) {}

SimAgent::~SimAgent() { Kill(); }

absl::Status SimAgent::Boot() {
  Kill();
  machine_->Start();
  const absl::Status opened = Open();
  if (!opened.ok()) Kill();
  return opened;
}

absl::Status SimAgent::Open() {
  agent::AgentStoreOptions options;
  options.random = [this](size_t n) { return machine_->dice().Bytes(n); };
  options.vfs = machine_->vfs();
  options.check_folder = false;
  options.plans = Plans();
  options.write_sidecar = [this](const std::string& path, std::string_view bytes) {
    return bug_ == Bug::kNoSidecar ? absl::OkStatus() : machine_->WriteFile(path, bytes);
  };
  ASSIGN_OR_RETURN(std::unique_ptr<agent::AgentStore> opened,
                   agent::AgentStore::Open(machine_->folder(), std::move(options)));
  desk_ = std::make_unique<agent::Desk>(std::move(opened), machine_->wall,
                                        machine_->dice().source(), "sim");
  if (store().enrolled()) return absl::OkStatus();
  return store().Enroll(who_, {"key", "certificate", "ca"});
}

void SimAgent::Kill() {
  session_.reset();
  desk_.reset();
  call = 0;
}

void SimAgent::Vanish() {
  Kill();
  gone_ = true;
  saved.clear();
}

void SimAgent::Restore(const AgentImage& image, bool with_files) {
  Kill();
  machine_->Restore(image.folder, with_files);
  saved = image.saved;
  kept_for_others = image.kept_for_others;
  was_behind = image.was_behind || !with_files;
  told_received.clear();
}

void SimAgent::LoseWal() {
  machine_->disk().StopNow(Stop::kKill);  // or it would be copied into the database at the end
  Kill();
  machine_->Lose("agent.db-wal");
  was_behind = true;
  told_received.clear();
}

bool SimAgent::TellsOfLoss() const {
  const std::string whole = text::WordsOf(agent::kFallenBehind).en();
  const std::string with_periods = text::WordsOf(agent::kFallenBehindPeriods, "").en();
  const std::string_view beginning(with_periods.data(), with_periods.find(':'));
  const std::vector<agent::Notice>& notices = desk_->store().notices();
  return std::any_of(notices.begin(), notices.end(), [&](const agent::Notice& n) {
    return n.words.en() == whole || n.words.en().starts_with(beginning);
  });
}

const v1::ExchangeRequest* SimAgent::Ask() {
  if (session_ == nullptr) {
    session_ = std::make_unique<agent::SyncSession>(store(), limits_, machine_->wall,
                                                    machine_->monotonic, options_);
  }
  const v1::ExchangeRequest* request = session_->Next();
  if (request == nullptr) {
    last_sync_ = session_->outcome();
    session_.reset();
  }
  const bool spoils = request != nullptr && bug_ == Bug::kAgentAsksOnce;
  return spoils ? WithoutWhatWasRefused(*request) : request;
}

// What has no name is refused.
const v1::ExchangeRequest* SimAgent::WithoutWhatWasRefused(const v1::ExchangeRequest& request) {
  spoilt_ = request;
  for (const agent::OrphanStream& s : store().holdings().orphans.streams) {
    for (v1::OrphanStream& orphan : *spoilt_.mutable_orphan_streams()) {
      if (s.refused_in == store().marks().highest_term && s.id == orphan.stream())
        orphan.clear_stream();
    }
  }
  return &spoilt_;
}

void SimAgent::Take(const absl::StatusOr<v1::ExchangeResponse>& reply, bool left) {
  const size_t streams = store().holdings().streams.size();
  session_->Take(reply, left);
  const bool moved = !dead() && store().holdings().streams.size() > streams;
  if (!moved) return;
  ++moves;
  if (HasOwnParents(store().holdings().streams.back())) ++moves_of_parents;
  if (bug_ == Bug::kMoveKeepsParents) SpoilMove();
}

agent::PendingCalls SimAgent::Export() {
  agent::PendingCalls calls =
      agent::CallsFor(store(), sync::kMaxCallsBytes, machine_->wall.NowMs(), options_.build);
  store().NoteExported(calls.ends).IgnoreError();
  return calls;
}

void SimAgent::Import(const agent::PendingCalls& calls,
                      const std::vector<v1::ExchangeResponse>& responses) {
  session_.reset();
  call = 0;
  agent::BatchLimits limits;
  agent::SyncSession session(store(), limits, machine_->wall, machine_->monotonic, options_);
  for (size_t n = 0; n < responses.size(); ++n) {
    if (session.Replay(calls.requests[n], responses[n]) && !session.outcome().ok()) return;
  }
}

void SimAgent::SpoilMove() {
  const std::vector<agent::OwnStream> streams = store().holdings().streams;
  Kill();
  KeepOldParents(machine_->folder(), machine_->vfs(), streams[streams.size() - 2], streams.back())
      .IgnoreError();
  Boot().IgnoreError();
}

std::set<Mark> SimAgent::OwnMarks() {
  std::set<Mark> marks;
  for (const agent::OwnStream& stream : store().holdings().streams) {
    for (const agent::OwnRecord& record : stream.records) {
      if (record.index > stream.last()) break;
      if (const auto read = ReadBytes(record.main); read.has_value()) marks.insert(read->mark);
    }
  }
  return marks;
}

std::set<Mark> SimAgent::HeldMarks() {
  std::set<Mark> marks = OwnMarks();
  for (const agent::HubEvent& event : store().holdings().events) {
    v1::Event parsed;
    if (event.own_log != 0 || !parsed.ParseFromString(event.main) || !parsed.has_received())
      continue;
    if (const auto read = ReadBytes(parsed.received().change()); read.has_value())
      marks.insert(read->mark);
  }
  return marks;
}

}  // namespace gom::sim
