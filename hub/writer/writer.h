// The one writer: takes what waits, decides each command over the published State and what this
// batch has decided already, appends everything in one transaction, publishes, answers.
//
//   ASSIGN_OR_RETURN(auto writer, Writer::Start(store, clock, random, {.expected_hub = hub}));
//   writer->Exchange(device, request, [](absl::StatusOr<ExchangeAnswer> answer) { … });          //
//   many share a commit writer->Act<v1::ReviewResponse>([r](View& v) { return DecideReview(v, r);
//   }, done);          // a commit of its own writer->ReadState([&](const State& state) { … });
//
// A callback runs on the writer's thread after the records it answers for are durable and
// published, outside all locks; it must not block (hand longer work on) and must not call Stop.
// Where the append failed it gets that Status, and nothing of the batch happened. ReadState may be
// called from any thread; what it runs must be short and must not touch the disk.
#ifndef GOM_HUB_WRITER_WRITER_H_
#define GOM_HUB_WRITER_WRITER_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "hub/state/decide.h"
#include "hub/state/state.h"
#include "hub/state/view.h"
#include "hub/store/hub_store.h"

namespace gom::hub {

struct WriterOptions {
  // 16 bytes; a log of another hub is refused with kFailedPrecondition other_hub. Empty: whatever
  // is there.
  std::string expected_hub{};
  // A commit takes about this many records at most.
  size_t max_records = 512;
  // Commands that may wait; more are answered kResourceExhausted hub_busy at once.
  size_t max_waiting = 10'000;
};

class Writer {
 public:
  // Folds the whole log, then starts the thread. Blocks. Fails with what the store says, kDataLoss
  // among it. Store, clock and random must outlive the Writer.
  static absl::StatusOr<std::unique_ptr<Writer>> Start(HubStore& store,
                                                       const platform::WallClock& clock,
                                                       platform::RandomSource& random,
                                                       WriterOptions options = {});
  // Finishes the batch at hand, answers what still waits with kUnavailable hub_stopping, and joins
  // the thread.
  ~Writer();

  // The request is kept until it is answered.
  void Exchange(uint32_t device, v1::ExchangeRequest request,
                std::function<void(absl::StatusOr<ExchangeAnswer>)> done);

  // Any other decision; it has a batch of its own, so a refusal drops nothing but itself.
  template <typename Answer>
  void Act(std::function<absl::StatusOr<Answer>(View&)> decide,
           std::function<void(absl::StatusOr<Answer>)> done) {
    auto answer = std::make_shared<absl::StatusOr<Answer>>(
        absl::UnknownError(""));  // decided now, told later
    Submit(Command{.shared = false,
                   .decide =
                       [decide = std::move(decide), answer](View& view) {
                         *answer = decide(view);
                         return answer->status();
                       },
                   .done =
                       [done = std::move(done), answer](const absl::Status& status) {
                         if (!status.ok()) *answer = status;
                         done(std::move(*answer));
                       }});
  }
  // The same, for decisions that answer a Status alone.
  void ActStatus(std::function<absl::Status(View&)> decide,
                 std::function<void(absl::Status)> done) {
    Submit(Command{.shared = false, .decide = std::move(decide), .done = std::move(done)});
  }
  // The same, waiting for the answer. Not from the writer's own thread, nor from a gRPC handler.
  template <typename Answer>
  absl::StatusOr<Answer> ActAndWait(std::function<absl::StatusOr<Answer>(View&)> decide) {
    platform::Notification ready;
    absl::StatusOr<Answer> result = absl::UnknownError("");
    Act<Answer>(std::move(decide), [&](absl::StatusOr<Answer> answer) {
      result = std::move(answer);
      ready.Notify();
    });
    ready.WaitForNotification();
    return result;
  }
  absl::Status ActAndWait(std::function<absl::Status(View&)> decide);

  // The published State, under a reader lock.
  void ReadState(absl::FunctionRef<void(const State&)> read) const
      ABSL_LOCKS_EXCLUDED(state_mutex_);

  HubStore& store() { return store_; }
  // Commits made so far that had records in them.
  uint64_t commits() const ABSL_LOCKS_EXCLUDED(queue_mutex_);

 private:
  struct Command {
    bool shared = false;  // may share a batch with others of its kind
    size_t rows = 1;      // about as many records as it will make
    std::function<absl::Status(View&)> decide;
    std::function<void(const absl::Status&)> done;
  };

  Writer(HubStore& store, const platform::WallClock& clock, platform::RandomSource& random,
         WriterOptions options);
  void Submit(Command command) ABSL_LOCKS_EXCLUDED(queue_mutex_);
  void Run();
  std::deque<Command> TakeWaiting() ABSL_LOCKS_EXCLUDED(queue_mutex_);
  void RunBatch(std::deque<Command>& commands);
  absl::Status Commit(View& view) ABSL_LOCKS_EXCLUDED(state_mutex_);
  absl::Status FoldAll(State* state);
  absl::Status FoldAgain() ABSL_LOCKS_EXCLUDED(state_mutex_);
  std::string ReadText(uint64_t hub_index);

  HubStore& store_;
  const platform::WallClock& clock_;
  platform::RandomSource& random_;
  const WriterOptions options_;

  // Only the writer's thread changes it, so that thread may read it without the lock while it
  // decides.
  mutable platform::Mutex state_mutex_;
  std::unique_ptr<State> state_;
  // A commit whose outcome is unknown left State behind; it is folded again before anything else is
  // decided.
  bool fold_again_ = false;

  mutable platform::Mutex queue_mutex_;
  std::deque<Command> waiting_ ABSL_GUARDED_BY(queue_mutex_);
  bool stop_ ABSL_GUARDED_BY(queue_mutex_) = false;
  uint64_t commits_ ABSL_GUARDED_BY(queue_mutex_) = 0;

  std::thread thread_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_WRITER_H_
