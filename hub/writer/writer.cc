#include "hub/writer/writer.h"

#include "common/text/status_macros.h"
#include "hub/writer/words.h"

namespace gom::hub {

absl::StatusOr<std::unique_ptr<Writer>> Writer::Start(HubStore& store,
                                                      const platform::WallClock& clock,
                                                      platform::RandomSource& random,
                                                      const WriterOptions& options) {
  ASSIGN_OR_RETURN(
      std::unique_ptr<WriterCore> core,
      WriterCore::Open(store, clock, random, options.expected_hub, options.load, options.room));
  std::unique_ptr<Writer> writer(new Writer(std::move(core), options));
  writer->thread_ = std::thread([w = writer.get()] { w->Run(); });
  return writer;
}

Writer::Writer(std::unique_ptr<WriterCore> core, const WriterOptions& options)
    : core_(std::move(core)), options_(options) {}

Writer::~Writer() {
  {
    platform::MutexLock lock(&queue_mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void Writer::Exchange(uint32_t device, std::shared_ptr<const v1::ExchangeRequest> request,
                      std::function<void(absl::StatusOr<ExchangeAnswer>)> done,
                      std::vector<Proof> proofs) {
  Submit(ExchangeCommand(device, std::move(request), std::move(done), std::move(proofs)));
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
std::deque<Command> Writer::TakeWaiting() {
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
    core_->Run(commands);
  }
  std::deque<Command> left;
  {
    platform::MutexLock lock(&queue_mutex_);
    left.swap(waiting_);
  }
  for (const Command& command : left)
    command.done(text::Refuse(absl::StatusCode::kUnavailable, kHubStopping));
}

}  // namespace gom::hub
