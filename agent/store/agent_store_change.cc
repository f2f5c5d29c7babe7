// How anything is changed: in one transaction, with the room that is kept for a full disk, and what
// is on the disk read again.
#include <algorithm>

#include "agent/store/agent_store.h"
#include "agent/store/words.h"
#include "common/log/words.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

// Of the disk, and not of what was asked.
bool IsOfTheDisk(const absl::Status& status) {
  const std::string code = text::ErrorOf(status).code();
  return code == log::kDiskFailed.code || code == log::kFolderNotWritable.code ||
         code == log::kCommitUnknown.code;
}

}  // namespace

bool AgentStore::IsFull(const absl::Status& status) {
  return text::ErrorOf(status).code() == log::kDiskFull.code;
}

absl::Status AgentStore::InTransaction(absl::FunctionRef<absl::Status()> work) {
  log::Transaction transaction(*db_);
  RETURN_IF_ERROR(transaction.status());
  RETURN_IF_ERROR(work());
  return transaction.Commit();
}

// What has to be written on a full disk too is what room was kept for.
absl::Status AgentStore::MakingRoom(absl::FunctionRef<absl::Status()> write) {
  const absl::Status written = write();
  return IsFull(written) && reserve_.Release() ? write() : written;
}

absl::Status AgentStore::NoRoom(const platform::Reserve& reserve) {
  constexpr uint64_t kMegabyte = 1'000'000;  // as disks are sold, and as people see them counted
  const uint64_t missing = std::max<uint64_t>(1, (reserve.Lacks() + kMegabyte - 1) / kMegabyte);
  return text::Refuse(absl::StatusCode::kResourceExhausted, kDiskFullBy, missing);
}

bool AgentStore::IsShortOfRoom() {
  reserve_.Keep();
  return reserve_.is_missing();
}

void AgentStore::OnlyShow(const std::string& folder) {
  only_shown_ = true;
  unwritable_ = text::Refuse(absl::StatusCode::kUnavailable, kDiskOnlyShows, folder);
}

absl::Status AgentStore::Change(absl::FunctionRef<absl::Status()> work) {
  if (only_shown_) return unwritable_;
  if (unread_ != 0) {
    // Whoever asks has decided by what is not on disk any more: they have to look again.
    RETURN_IF_ERROR(Refresh());
    return text::Refuse(absl::StatusCode::kAborted, kReadAgain);
  }
  absl::Status done = MakingRoom([&] { return InTransaction(work); });
  if (done.ok()) unwritable_ = absl::OkStatus();
  if (IsFull(done)) done = NoRoom(reserve_);
  if (IsOfTheDisk(done))
    unwritable_ = text::Refuse(absl::StatusCode::kUnavailable, kDiskOnlyShows, folder_);
  // Whatever came of it, what is on disk is what counts.
  const absl::Status read = Refresh();
  if (!done.ok() || read.ok()) return done;
  return text::Refuse(absl::StatusCode::kUnknown, kSavedUnread, read.message());
}

}  // namespace gom::agent
