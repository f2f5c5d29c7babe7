// A log on disk: records in one order, chained by digest, never changed but for the erasure of
// their second part.
//
// One log, one writer. Methods block on the disk; call them from a thread of your own, never from a
// gRPC handler. Codes:
//
//   kAborted             the log does not end where `after` says: somebody else appended, or it is
//                        not the log that was read
//   kResourceExhausted   the disk is full, nothing was written
//   kDataLoss            a record does not fit its digest
//   kUnavailable         the disk failed
//   kUnknown             from Append: whether it was written is not known, read the tail again
#ifndef GOM_COMMON_LOG_LOG_STORE_H_
#define GOM_COMMON_LOG_LOG_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/log/chain.h"

namespace gom::log {

struct NewRecord {
  std::string main;
  std::string text;  // empty: none
};

struct Record {
  uint64_t index = 0;
  Digest digest{};
  std::string main;
  std::string text;
};

class LogStore {
 public:
  virtual ~LogStore() = default;

  // The end of the log.
  virtual absl::StatusOr<Position> Tail() = 0;

  // Appends all records or none, right after `after`; durable (synced to disk) when it returns OK.
  // Answers the new end; where `digests` is given it takes the digest of each record, so that
  // nobody has to compute them again.
  [[nodiscard]] virtual absl::StatusOr<Position> Append(const Position& after,
                                                        absl::Span<const NewRecord> records,
                                                        std::vector<Digest>* digests = nullptr) = 0;

  // Calls `each` with records from index `from` on, in order, until it answers false or the log
  // ends. Checks each record's digest against its bytes and its predecessor's.
  virtual absl::Status Read(uint64_t from, absl::FunctionRef<bool(const Record&)> each) = 0;

  // The same for chosen indexes, ascending; an index that is not there is left out.
  virtual absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                                absl::FunctionRef<bool(const Record&)> each) = 0;

  // Empties the second part of one record, also in free pages. Chain and main part stay.
  [[nodiscard]] virtual absl::Status Redact(uint64_t index) = 0;
};

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_LOG_STORE_H_
