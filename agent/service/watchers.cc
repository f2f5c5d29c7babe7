#include "agent/service/watchers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "agent/service/news.h"
#include "agent/service/words.h"
#include "common/rpc/status.h"
#include "common/text/message.h"

namespace gom::agent {

// Lives until gRPC is done with it.
class Watchers::Watch final : public grpc::ServerWriteReactor<v1::SchoolNews>,
                              public std::enable_shared_from_this<Watch> {
 public:
  Watch(Watchers& all, Welcome welcome) : all_(all), welcome_(std::move(welcome)) {}

  void HoldUntilDone() { self_ = shared_from_this(); }
  absl::Status Welcome() const { return welcome_(); }

  // An empty one is sent too.
  void Send(const v1::SchoolNews& news) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      platform::MutexLock lock(&mutex_);
      if (end_.has_value()) return;
      if (!waiting_.has_value()) waiting_.emplace();
      Merge(news, &*waiting_);
    }
    GoOn();
  }
  void End(absl::Status why) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      platform::MutexLock lock(&mutex_);
      if (end_.has_value()) return;
      end_ = std::move(why);
    }
    GoOn();
  }

  void OnWriteDone(bool ok) override {
    {
      platform::MutexLock lock(&mutex_);
      writing_ = false;
      if (!ok && !end_.has_value()) end_ = absl::CancelledError("the reader is gone");
    }
    GoOn();
  }
  void OnCancel() override { End(absl::CancelledError("the reader is gone")); }
  void OnDone() override {
    all_.Forget(this);
    const std::shared_ptr<Watch> last = std::exchange(self_, nullptr);
  }

 private:
  // The next step of the stream, if one is due and none is under way: whoever takes it here is the
  // only one.
  void GoOn() ABSL_LOCKS_EXCLUDED(mutex_) {
    std::optional<absl::Status> end;
    {
      platform::MutexLock lock(&mutex_);
      if (writing_ || finished_) return;
      if (end_.has_value()) {
        finished_ = true;
        end = end_;
      } else if (waiting_.has_value()) {
        writing_ = true;
        current_ = *std::exchange(waiting_, std::nullopt);
      } else {
        return;
      }
    }
    if (end.has_value()) return Finish(rpc::ToGrpc(*end));
    StartWrite(&current_);
  }

  Watchers& all_;
  const Watchers::Welcome welcome_;
  std::shared_ptr<Watch> self_;
  v1::SchoolNews current_;  // of the write that is under way
  platform::Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<v1::SchoolNews> waiting_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
};

Watchers::~Watchers() {
  Close();
  if (beating_.joinable()) beating_.join();
}

grpc::ServerWriteReactor<v1::SchoolNews>* Watchers::Begin(Welcome welcome) {
  const auto watch = std::make_shared<Watch>(*this, std::move(welcome));
  watch->HoldUntilDone();
  Watch* const reactor = watch.get();
  if (absl::Status admitted = Admit(watch); admitted.ok()) {
    watch->Send(EverythingIsNews());
  } else {
    watch->End(std::move(admitted));
  }
  return reactor;
}

absl::Status Watchers::Admit(const std::shared_ptr<Watch>& watch) {
  if (absl::Status may = watch->Welcome(); !may.ok()) return may;
  platform::MutexLock lock(&mutex_);
  if (closed_) return absl::CancelledError("the program ends");
  if (watches_.size() >= options_.most) {
    return text::Refuse(absl::StatusCode::kResourceExhausted, kTooManyWatchers, options_.most);
  }
  watches_.push_back(watch);
  if (!beating_.joinable()) beating_ = std::thread([this] { Beat(); });
  return absl::OkStatus();
}

void Watchers::Forget(const Watch* watch) {
  platform::MutexLock lock(&mutex_);
  std::erase_if(watches_, [&](const std::shared_ptr<Watch>& w) { return w.get() == watch; });
}

Watchers::All Watchers::Present() const {
  platform::MutexLock lock(&mutex_);
  return watches_;
}

bool Watchers::any() const {
  platform::MutexLock lock(&mutex_);
  return !watches_.empty();
}

void Watchers::Tell(const v1::SchoolNews& news) {
  if (!IsNews(news)) return;
  for (const std::shared_ptr<Watch>& watch : Present()) watch->Send(news);
}

void Watchers::Close() {
  {
    platform::MutexLock lock(&mutex_);
    closed_ = true;
  }
  for (const std::shared_ptr<Watch>& watch : Present()) watch->End(absl::OkStatus());
}

void Watchers::Beat() {
  while (true) {
    {
      platform::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(&closed_), options_.beat);
      if (closed_) return;
    }
    for (const std::shared_ptr<Watch>& watch : Present()) {
      absl::Status may = watch->Welcome();
      may.ok() ? watch->Send({}) : watch->End(std::move(may));
    }
  }
}

}  // namespace gom::agent
