#include "hub/writer/core.h"

#include <vector>

#include "common/log/reader.h"
#include "common/log/words.h"
#include "common/text/status_macros.h"
#include "hub/state/adopt.h"
#include "hub/state/apply.h"
#include "hub/state/progress_ahead.h"
#include "hub/writer/words.h"

namespace gom::hub {
namespace {

// One for each Change and each word; what a Change lets go comes on top and is seldom much.
size_t RowsOf(const v1::ExchangeRequest& request) {
  auto rows = static_cast<size_t>(request.changes_size());
  rows += static_cast<size_t>(request.orphan_words_size());
  for (const v1::OrphanStream& orphan : request.orphan_streams())
    rows += static_cast<size_t>(orphan.changes_size());
  return rows;
}

}  // namespace

Command ExchangeCommand(uint32_t device, std::shared_ptr<const v1::ExchangeRequest> request,
                        std::function<void(absl::StatusOr<ExchangeAnswer>)> done,
                        std::vector<Proof> proofs) {
  auto answer = std::make_shared<absl::StatusOr<ExchangeAnswer>>(ExchangeAnswer());
  const size_t rows = RowsOf(*request);
  // By the thread that brings it: the writer is one, and has enough to do.
  auto decoded = std::make_shared<const DecodedBatch>(request->changes());
  return Command{.shared = true,
                 .rows = rows,
                 .decide =
                     [device, request = std::move(request), decoded = std::move(decoded),
                      proofs = std::move(proofs), answer](View& view) {
                       *answer = DecideExchange(view, device, *request, decoded->changes(),
                                                Way::kCall, proofs);
                       return answer->status();
                     },
                 .done =
                     [done = std::move(done), answer](const absl::Status& status) {
                       if (!status.ok()) *answer = status;
                       done(std::move(*answer));
                     }};
}

absl::StatusOr<std::unique_ptr<WriterCore>> WriterCore::Open(HubStore& store,
                                                             const platform::WallClock& clock,
                                                             platform::RandomSource& random,
                                                             const std::string& expected_hub,
                                                             StateLoader load, Room* room) {
  std::unique_ptr<WriterCore> core(new WriterCore(store, clock, random, std::move(load), room));
  RETURN_IF_ERROR(core->FoldAgain());
  const std::string& hub = core->state_->hub;
  if (!expected_hub.empty() && !hub.empty() && hub != expected_hub) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kOtherHub);
  }
  return core;
}

WriterCore::WriterCore(HubStore& store, const platform::WallClock& clock,
                       platform::RandomSource& random, StateLoader load, Room* room)
    : store_(store),
      clock_(clock),
      random_(random),
      load_(std::move(load)),
      room_(room),
      state_(std::make_unique<State>()) {}

absl::StatusOr<std::unique_ptr<State>> WriterCore::FoldAll() {
  auto state = std::make_unique<State>();
  RETURN_IF_ERROR(store_.Read(1, [&](const log::Record& record) {
    Fold(*state, record.index, record.digest, record.main);
    return true;
  }));
  Settle(*state);
  return state;
}

void WriterCore::ReadState(absl::FunctionRef<void(const State&)> read) const {
  platform::ReaderMutexLock lock(&state_mutex_);
  read(*state_);
}

uint64_t WriterCore::commits() const {
  platform::ReaderMutexLock lock(&state_mutex_);
  return commits_;
}

void WriterCore::Run(std::deque<Command>& commands) {
  std::vector<absl::Status> answers(commands.size());
  absl::Status committed = fold_again_ ? FoldAgain() : absl::OkStatus();
  if (committed.ok()) {
    Moment moment;
    moment.now_ms = clock_.NowMs();
    moment.seed = random_.Bytes(32);
    View view(*state_, std::move(moment), [this](uint64_t index) { return ReadText(index); });
    text_unread_ = absl::OkStatus();
    for (size_t i = 0; i < commands.size(); ++i) answers[i] = commands[i].decide(view);
    if (!text_unread_.ok()) answers.assign(commands.size(), text_unread_);
    // A refused act had the batch to itself; what it added before it was refused goes with it.
    const bool dropped = !text_unread_.ok() || (!commands[0].shared && !answers[0].ok());
    if (!dropped && !view.records().empty()) committed = CommitFor(commands[0].shared, view);
    // Readers should not wait for the next command to see what the log really holds; if the disk
    // still fails, the next batch tries again.
    if (fold_again_) FoldAgain().IgnoreError();
  }
  for (size_t i = 0; i < commands.size(); ++i)
    commands[i].done(answers[i].ok() ? committed : answers[i]);
}

// Devices keep what they bring until it is taken; what room is left is for the office.
absl::Status WriterCore::CommitFor(bool devices, View& view) {
  const auto out_of_room = [] {
    return text::Refuse(absl::StatusCode::kResourceExhausted, kHubOutOfRoom);
  };
  if (devices && room_ != nullptr && !room_->Keep()) return out_of_room();
  absl::Status committed = Commit(view);
  if (committed.ok() || text::ErrorOf(committed).code() != log::kDiskFull.code) return committed;
  if (devices) return out_of_room();
  return room_ != nullptr && room_->GiveUp() ? Commit(view) : committed;
}

absl::Status WriterCore::Commit(View& view) {
  std::vector<Secret> secrets;
  for (const SecretWrite& s : view.secrets()) secrets.push_back({s.kind, s.name, s.hash});
  std::vector<log::Digest> digests;
  const absl::StatusOr<log::Position> end =
      store_.Append(state_->position, view.records(), secrets, &digests);
  if (!end.ok()) {
    // Somebody else may have written (kAborted), or we may have (kUnknown): the log is read again
    // before anything else is decided. In every other case nothing was written and State is as it
    // was.
    fold_again_ = absl::IsUnknown(end.status()) || absl::IsAborted(end.status());
    return end.status();
  }
  // Made before anybody has to wait, and what it replaces goes when nobody does any more.
  const std::unique_ptr<ProgressAhead> ahead = LookAhead(*state_, view);
  {
    platform::MutexLock lock(&state_mutex_);
    state_->progress.Expect(ahead.get());
    Adopt(*state_, view, digests);
    Settle(*state_);
    ++commits_;
  }
  return absl::OkStatus();
}

absl::Status WriterCore::FoldAgain() {
  ASSIGN_OR_RETURN(std::unique_ptr<State> state, load_ == nullptr ? FoldAll() : load_());
  if (state->least_reader > log::kReader)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, log::kFileNewer, "hub.db");
  fold_again_ = false;
  platform::MutexLock lock(&state_mutex_);
  state_ = std::move(state);
  return absl::OkStatus();
}

std::string WriterCore::ReadText(uint64_t hub_index) {
  std::string found;
  const uint64_t indexes[] = {hub_index};
  const absl::Status read = store_.ReadSome(indexes, [&](const log::Record& record) {
    found = record.text;
    return false;
  });
  // Words that were erased are empty, and so are those of a damaged record, which must not hold up
  // whoever comes after it. Words that the disk does not give now are not known, and nothing may be
  // decided as if they were empty.
  if (!read.ok() && !absl::IsDataLoss(read)) text_unread_ = read;
  return found;
}

}  // namespace gom::hub
