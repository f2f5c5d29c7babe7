// What the one writer does with commands, without its thread and its queue: decides each over the
// published State and what this batch has decided already, appends everything in one transaction,
// publishes, answers.
//
//   ASSIGN_OR_RETURN(auto core, WriterCore::Open(store, clock, random, {}));
//   std::deque<Command> batch;
//   batch.push_back(ExchangeCommand(device, request, [](absl::StatusOr<ExchangeAnswer> a) { … }));
//   core->Run(batch);
#ifndef GOM_HUB_WRITER_CORE_H_
#define GOM_HUB_WRITER_CORE_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>

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
#include "hub/writer/room.h"

namespace gom::hub {

struct Command {
  bool shared = false;  // a device brings it, and it may share a batch with others of its kind
  size_t rows = 1;      // about as many records as it will make
  std::function<absl::Status(View&)> decide;
  // Called once, with the refusal, or with what came of the commit.
  std::function<void(const absl::Status&)> done;
};

// Many share a commit. The request must stay as it is until it is answered. `proofs`: ProofsOf it.
Command ExchangeCommand(uint32_t device, std::shared_ptr<const v1::ExchangeRequest> request,
                        std::function<void(absl::StatusOr<ExchangeAnswer>)> done,
                        std::vector<Proof> proofs = {});
inline Command ExchangeCommand(uint32_t device, v1::ExchangeRequest request,
                               std::function<void(absl::StatusOr<ExchangeAnswer>)> done,
                               std::vector<Proof> proofs = {}) {
  return ExchangeCommand(device, std::make_shared<const v1::ExchangeRequest>(std::move(request)),
                         std::move(done), std::move(proofs));
}

// Any other decision; it has a batch of its own, so a refusal drops nothing but itself.
template <typename Answer>
Command ActCommand(std::function<absl::StatusOr<Answer>(View&)> decide,
                   std::function<void(absl::StatusOr<Answer>)> done) {
  auto answer =
      std::make_shared<absl::StatusOr<Answer>>(absl::UnknownError(""));  // decided now, told later
  return Command{.shared = false,
                 .decide =
                     [decide = std::move(decide), answer](View& view) {
                       *answer = decide(view);
                       return answer->status();
                     },
                 .done =
                     [done = std::move(done), answer](const absl::Status& status) {
                       if (!status.ok()) *answer = status;
                       done(std::move(*answer));
                     }};
}

// Makes the State of the whole log, of which it may know a part already.
using StateLoader = std::function<absl::StatusOr<std::unique_ptr<State>>()>;

// Run is for one thread; ReadState and commits for any.
class WriterCore {
 public:
  // Folds the whole log, or has `load` make its State (empty: fold). Blocks. Fails with what the
  // store says, kDataLoss among it, and kFailedPrecondition other_hub where `expected_hub` (16
  // bytes; empty: any) is another, file_newer where a record asks for a newer reader. Store, clock,
  // random and `room` (null: none is kept) must outlive the core.
  static absl::StatusOr<std::unique_ptr<WriterCore>> Open(
      HubStore& store, const platform::WallClock& clock, platform::RandomSource& random,
      const std::string& expected_hub, StateLoader load = nullptr, Room* room = nullptr);

  // One batch: commands that share a commit, or a single one that does not. Blocks on the disk.
  // Their records are durable and published before `done` is called, outside all locks; where the
  // append failed each gets that Status, and nothing of the batch happened, or nobody knows
  // (kUnknown), and the log is folded again before anything else is decided. Where a text of the
  // log that a decision asks for cannot be read, the batch fails in the same way. Where the disk is
  // full the room that is kept is given up for the office, and devices are refused with
  // kResourceExhausted hub_full until it can be kept again.
  void Run(std::deque<Command>& commands) ABSL_LOCKS_EXCLUDED(state_mutex_);

  // The published State, under a reader lock. What it runs must be short and must not touch the
  // disk.
  void ReadState(absl::FunctionRef<void(const State&)> read) const
      ABSL_LOCKS_EXCLUDED(state_mutex_);

  HubStore& store() const { return store_; }
  // Commits made so far that had records in them.
  uint64_t commits() const ABSL_LOCKS_EXCLUDED(state_mutex_);

 private:
  WriterCore(HubStore& store, const platform::WallClock& clock, platform::RandomSource& random,
             StateLoader load, Room* room);
  absl::Status CommitFor(bool devices, View& view) ABSL_LOCKS_EXCLUDED(state_mutex_);
  absl::Status Commit(View& view) ABSL_LOCKS_EXCLUDED(state_mutex_);
  absl::StatusOr<std::unique_ptr<State>> FoldAll();
  absl::Status FoldAgain() ABSL_LOCKS_EXCLUDED(state_mutex_);
  std::string ReadText(uint64_t hub_index);

  HubStore& store_;
  const platform::WallClock& clock_;
  platform::RandomSource& random_;
  const StateLoader load_;
  Room* const room_;

  // Only the thread that calls Run changes it, so that thread may read it without the lock while it
  // decides.
  mutable platform::Mutex state_mutex_;
  std::unique_ptr<State> state_;
  uint64_t commits_ ABSL_GUARDED_BY(state_mutex_) = 0;
  // A commit whose outcome is unknown left State behind; it is folded again before anything else is
  // decided.
  bool fold_again_ = false;
  absl::Status text_unread_;  // why a text that this batch asked for could not be read
};

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_CORE_H_
