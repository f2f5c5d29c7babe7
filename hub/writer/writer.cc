#include "hub/writer/writer.h"

#include <algorithm>

#include "common/text/status_macros.h"
#include "hub/state/apply.h"
#include "hub/writer/words.h"

namespace gom::hub {

absl::StatusOr<std::unique_ptr<Writer>> Writer::Start(HubStore& store,
                                                      const platform::WallClock& clock,
                                                      platform::RandomSource& random,
                                                      WriterOptions options) {
  std::unique_ptr<Writer> writer(new Writer(store, clock, random, std::move(options)));
  {
    platform::MutexLock lock(&writer->state_mutex_);
    RETURN_IF_ERROR(writer->FoldAll(writer->state_.get()));
    const std::string& expected = writer->options_.expected_hub;
    if (!expected.empty() && !writer->state_->hub.empty() && writer->state_->hub != expected) {
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kOtherHub);
    }
  }
  writer->thread_ = std::thread([w = writer.get()] { w->Run(); });
  return writer;
}

Writer::Writer(HubStore& store, const platform::WallClock& clock, platform::RandomSource& random,
               WriterOptions options)
    : store_(store),
      clock_(clock),
      random_(random),
      options_(std::move(options)),
      state_(std::make_unique<State>()) {}

Writer::~Writer() {
  {
    platform::MutexLock lock(&queue_mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

absl::Status Writer::FoldAll(State* state) {
  RETURN_IF_ERROR(store_.Read(1, [&](const log::Record& record) {
    Fold(*state, record.index, record.digest, record.main);
    return true;
  }));
  Settle(*state);
  return absl::OkStatus();
}

void Writer::Exchange(uint32_t device, v1::ExchangeRequest request,
                      std::function<void(absl::StatusOr<ExchangeAnswer>)> done) {
  auto answer = std::make_shared<absl::StatusOr<ExchangeAnswer>>(ExchangeAnswer());
  const auto rows = static_cast<size_t>(request.changes_size());
  Submit(Command{
      .shared = true,
      .rows = rows,
      .decide =
          [device, request = std::make_shared<const v1::ExchangeRequest>(std::move(request)),
           answer](View& view) {
            *answer = DecideExchange(view, device, *request);
            return answer->status();
          },
      .done =
          [done = std::move(done), answer](const absl::Status& status) {
            if (!status.ok()) *answer = status;
            done(std::move(*answer));
          }});
}

absl::Status Writer::ActAndWait(std::function<absl::Status(View&)> decide) {
  platform::Notification ready;
  absl::Status result;
  ActStatus(std::move(decide), [&](absl::Status status) {
    result = std::move(status);
    ready.Notify();
  });
  ready.WaitForNotification();
  return result;
}

void Writer::ReadState(absl::FunctionRef<void(const State&)> read) const {
  platform::ReaderMutexLock lock(&state_mutex_);
  read(*state_);
}

uint64_t Writer::commits() const {
  platform::MutexLock lock(&queue_mutex_);
  return commits_;
}

void Writer::Submit(Command command) {
  absl::Status refused;
  {
    platform::MutexLock lock(&queue_mutex_);
    if (stop_) {
      refused = text::Refuse(absl::StatusCode::kUnavailable, kHubStopping);
    } else if (waiting_.size() >= options_.max_waiting) {
      refused = text::Refuse(absl::StatusCode::kResourceExhausted, kHubBusy);
    } else {
      waiting_.push_back(std::move(command));
      return;
    }
  }
  command.done(refused);
}

// What one commit takes: commands that may share it, up to the limit of rows, or one that may not.
std::deque<Writer::Command> Writer::TakeWaiting() {
  std::deque<Command> taken;
  platform::MutexLock lock(&queue_mutex_);
  const auto something = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(queue_mutex_) {
    return stop_ || !waiting_.empty();
  };
  queue_mutex_.Await(absl::Condition(&something));
  if (stop_) return taken;
  size_t rows = 0;
  do {
    rows += waiting_.front().rows;
    taken.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  } while (taken.back().shared && !waiting_.empty() && waiting_.front().shared &&
           rows + waiting_.front().rows <= options_.max_records);
  return taken;
}

void Writer::Run() {
  while (true) {
    std::deque<Command> commands = TakeWaiting();
    if (commands.empty()) break;
    RunBatch(commands);
  }
  std::deque<Command> left;
  {
    platform::MutexLock lock(&queue_mutex_);
    left.swap(waiting_);
  }
  for (const Command& command : left)
    command.done(text::Refuse(absl::StatusCode::kUnavailable, kHubStopping));
}

void Writer::RunBatch(std::deque<Command>& commands) {
  std::vector<absl::Status> answers(commands.size());
  absl::Status committed = fold_again_ ? FoldAgain() : absl::OkStatus();
  if (committed.ok()) {
    Moment moment;
    moment.now_ms = clock_.NowMs();
    moment.seed = random_.Bytes(32);
    View view(*state_, std::move(moment), [this](uint64_t index) { return ReadText(index); });
    for (size_t i = 0; i < commands.size(); ++i) answers[i] = commands[i].decide(view);
    // A refused act had the batch to itself; what it added before it was refused goes with it.
    const bool dropped = !commands[0].shared && !answers[0].ok();
    if (!dropped && !view.records().empty()) committed = Commit(view);
    // Readers should not wait for the next command to see what the log really holds; if the disk
    // still fails, the next batch tries again.
    if (fold_again_) FoldAgain().IgnoreError();
  }
  for (size_t i = 0; i < commands.size(); ++i)
    commands[i].done(answers[i].ok() ? committed : answers[i]);
}

absl::Status Writer::Commit(View& view) {
  std::vector<Secret> secrets;
  for (const SecretWrite& s : view.secrets()) secrets.push_back({s.kind, s.name, s.hash});
  const std::vector<log::NewRecord> records = view.TakeRecords();
  std::vector<log::Digest> digests;
  const absl::StatusOr<log::Position> end =
      store_.Append(state_->position, records, secrets, &digests);
  if (!end.ok()) {
    // Somebody else may have written (kAborted), or we may have (kUnknown): the log is read again
    // before anything else is decided. In every other case nothing was written and State is as it
    // was.
    fold_again_ = absl::IsUnknown(end.status()) || absl::IsAborted(end.status());
    return end.status();
  }
  {
    platform::MutexLock lock(&state_mutex_);
    for (size_t i = 0; i < records.size(); ++i) {
      Fold(*state_, state_->position.index + 1, digests[i], records[i].main);
    }
    Settle(*state_);
  }
  platform::MutexLock lock(&queue_mutex_);
  ++commits_;
  return absl::OkStatus();
}

absl::Status Writer::FoldAgain() {
  auto state = std::make_unique<State>();
  RETURN_IF_ERROR(FoldAll(state.get()));
  fold_again_ = false;
  platform::MutexLock lock(&state_mutex_);
  state_ = std::move(state);
  return absl::OkStatus();
}

std::string Writer::ReadText(uint64_t hub_index) {
  std::string found;
  const uint64_t indexes[] = {hub_index};
  // A text that cannot be read is as one that was erased: nothing is decided by it.
  store_
      .ReadSome(indexes,
                [&](const log::Record& record) {
                  found = record.text;
                  return false;
                })
      .IgnoreError();
  return found;
}

}  // namespace gom::hub
