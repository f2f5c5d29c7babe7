// The one writer: a queue of commands and the thread that takes what waits to the core
// (hub/writer/core.h), batch by batch.
//
//   ASSIGN_OR_RETURN(auto writer, Writer::Start(store, clock, random, {.expected_hub = hub}));
//   writer->Exchange(device, request, done);                      // many share a commit
//   writer->Act<v1::ReviewResponse>(decide, done);                // a commit of its own
//   writer->ReadState([&](const State& state) { … });
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
#include "hub/writer/core.h"

namespace gom::hub {

struct WriterOptions {
  // 16 bytes; a log of another hub is refused with kFailedPrecondition other_hub. Empty: whatever
  // is there.
  std::string expected_hub{};
  // What the State is made by; empty: the whole log is folded.
  StateLoader load{};
  // Outlives the Writer; null: none is kept.
  Room* room = nullptr;
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
                                                       const WriterOptions& options = {});
  // Finishes the batch at hand, answers what still waits with kUnavailable hub_stopping, and joins
  // the thread.
  ~Writer();

  // The request must stay as it is until it is answered. `proofs`: ProofsOf it.
  void Exchange(uint32_t device, std::shared_ptr<const v1::ExchangeRequest> request,
                std::function<void(absl::StatusOr<ExchangeAnswer>)> done,
                std::vector<Proof> proofs = {});

  // Any other decision; it has a batch of its own, so a refusal drops nothing but itself.
  template <typename Answer>
  void Act(std::function<absl::StatusOr<Answer>(View&)> decide,
           std::function<void(absl::StatusOr<Answer>)> done) {
    Submit(ActCommand<Answer>(std::move(decide), std::move(done)));
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
  void ReadState(absl::FunctionRef<void(const State&)> read) const { core_->ReadState(read); }

  const WriterCore& core() const { return *core_; }
  HubStore& store() { return core_->store(); }
  uint64_t commits() const { return core_->commits(); }

 private:
  Writer(std::unique_ptr<WriterCore> core, const WriterOptions& options);
  void Submit(Command command) ABSL_LOCKS_EXCLUDED(queue_mutex_);
  void Run();
  std::deque<Command> TakeWaiting() ABSL_LOCKS_EXCLUDED(queue_mutex_);

  const std::unique_ptr<WriterCore> core_;
  const WriterOptions options_;

  mutable platform::Mutex queue_mutex_;
  std::deque<Command> waiting_ ABSL_GUARDED_BY(queue_mutex_);
  bool stop_ ABSL_GUARDED_BY(queue_mutex_) = false;

  std::thread thread_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_WRITER_H_
