// Where the hub's log lives: hub.db in the data folder, with the log (number 1) and beside it,
// outside the chain, `secrets` (hashes of codes and keys; their acts are records, their content is
// not).
//
// Threads: Append is called by one thread, the writer; Erase may be by another. Reads go over a
// connection of their own, one at a time, and may be called from any thread but block on the disk.
// Secrets are kept in memory too and never block for long.
#ifndef GOM_HUB_STORE_HUB_STORE_H_
#define GOM_HUB_STORE_HUB_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/log/log_store.h"

namespace gom::hub {

struct Secret {
  std::string kind;  // "slip", "api_key"
  std::string name;
  std::string hash;
};

class HubStore {
 public:
  virtual ~HubStore() = default;

  // As log::LogStore. Records and secrets in one transaction, durable when it returns OK; kUnknown:
  // read the tail again.
  virtual absl::StatusOr<log::Position> Tail() = 0;
  [[nodiscard]] virtual absl::StatusOr<log::Position> Append(
      const log::Position& after, absl::Span<const log::NewRecord> records,
      absl::Span<const Secret> secrets, std::vector<log::Digest>* digests) = 0;
  virtual absl::Status Read(uint64_t from, absl::FunctionRef<bool(const log::Record&)> each) = 0;
  virtual absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                                absl::FunctionRef<bool(const log::Record&)> each) = 0;
  // Empties the second parts of these records (ascending), and overwrites where they stood: when it
  // returns OK nothing of them is in hub.db, its free pages, or the WAL. Done again it does no
  // harm. Not while a backup is being copied: kUnavailable database_busy.
  [[nodiscard]] virtual absl::Status Erase(absl::Span<const uint64_t> indexes) = 0;
  // Bytes on disk, for status; 0 where it is not known.
  virtual int64_t Bytes() = 0;
  // Of these, what has not been copied from the write-ahead log yet; it grows while something holds
  // an old reading of the database.
  virtual int64_t WalBytes() { return 0; }

  // The hash kept under a name. Does not block on the disk.
  virtual std::optional<std::string> FindSecret(std::string_view kind, std::string_view name) = 0;
};

struct HubStoreOptions {
  std::string vfs{};  // a SQLite VFS by name, for tests
  std::string file = "hub.db";
};

// Opens or makes `folder`/hub.db. Fails as log::Database::Open: data_folder_in_use, file_newer,
// folder_on_network, …
absl::StatusOr<std::unique_ptr<HubStore>> OpenSqliteHubStore(const std::string& folder,
                                                             const HubStoreOptions& options = {});

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_HUB_STORE_H_
