#include "hub/snapshot/snapshot_file.h"

#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/types/span.h"
#include "common/platform/big_file.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/snapshot/words.h"
#include "hub/state/apply.h"
#include "hub/state/snapshot.h"

namespace gom::hub {
namespace {

// The last bytes of the file: where the table begins and its SHA-256, 8 and 32 bytes.
constexpr size_t kEndBytes = 40;

struct ChunkPlace {
  ChunkKind kind = ChunkKind::kOther;
  uint64_t offset = 0;
  uint64_t size = 0;
  log::Digest digest{};
};

struct Table {
  SnapshotStamp stamp;
  std::vector<ChunkPlace> chunks;
};

absl::Status Unfit(const std::string& path) {
  return text::Refuse(absl::StatusCode::kDataLoss, words::kSnapshotUnfit, path);
}

std::string PackTable(const State& state, const std::vector<ChunkPlace>& chunks) {
  std::string bytes;
  Packer out(&bytes);
  out.N(kFoldVersion, kSnapshotVersion, state.position.index);
  out.D(state.position.digest);
  out.Z(state.newest_at);
  std::vector<uint32_t> locked(state.locked_periods.begin(), state.locked_periods.end());
  std::sort(locked.begin(), locked.end());
  out.N(locked.size());
  for (const uint32_t period : locked) out.N(period);
  out.N(chunks.size());
  for (const ChunkPlace& chunk : chunks) {
    out.N(chunk.kind, chunk.size);
    out.D(chunk.digest);
  }
  return bytes;
}

// false: not a table, or one of another version.
bool UnpackTable(std::string_view bytes, Table* table) {
  Unpacker in(bytes);
  if (in.Number() != kFoldVersion || in.Number() != kSnapshotVersion) return false;
  SnapshotStamp& stamp = table->stamp;
  in.N(&stamp.position.index);
  stamp.position.digest = in.D();
  stamp.newest_at = in.Z();
  stamp.locked.resize(in.Count());
  for (uint32_t& period : stamp.locked) in.N(&period);
  table->chunks.resize(in.Count());
  uint64_t offset = 0;
  for (ChunkPlace& chunk : table->chunks) {
    chunk.kind = static_cast<ChunkKind>(in.Number());
    chunk.offset = offset;
    in.N(&chunk.size);
    chunk.digest = in.D();
    offset += chunk.size;
  }
  return in.whole();
}

absl::StatusOr<Table> ReadTable(const platform::ReadableFile& file, const std::string& path) {
  if (file.size() < kEndBytes) return Unfit(path);
  std::string bytes;
  RETURN_IF_ERROR(file.ReadAt(file.size() - kEndBytes, kEndBytes, &bytes));
  Unpacker end(bytes);
  const uint64_t offset = end.Fixed();
  const log::Digest digest = end.D();
  if (offset > file.size() - kEndBytes) return Unfit(path);
  RETURN_IF_ERROR(file.ReadAt(offset, file.size() - kEndBytes - offset, &bytes));
  Table table;
  if (log::Sha256(bytes) != digest || !UnpackTable(bytes, &table)) return Unfit(path);
  table.stamp.bytes = file.size();
  return table;
}

// Those of entries, or all others.
absl::Status TakeChunks(const platform::ReadableFile& file, const std::string& path,
                        absl::Span<const ChunkPlace> chunks, bool entries, SnapshotReader* reader) {
  std::string bytes;
  for (const ChunkPlace& chunk : chunks) {
    if ((chunk.kind == ChunkKind::kEntries) != entries) continue;
    RETURN_IF_ERROR(file.ReadAt(chunk.offset, chunk.size, &bytes));
    if (log::Sha256(bytes) != chunk.digest || !reader->Take({chunk.kind, bytes}))
      return Unfit(path);
  }
  return absl::OkStatus();
}

// Of less than this a commune's hub is done before a thread has begun.
constexpr uint64_t kWorthAThreadBytes = 1 << 20;

// Runs both, one of them on a thread of its own where it is worth that.
template <typename One, typename Other>
void Beside(bool worth_a_thread, One one, Other other) {
  if (!worth_a_thread) {
    one();
    other();
    return;
  }
  std::thread thread(one);
  other();
  thread.join();
}

}  // namespace

absl::Status WriteSnapshot(const std::string& path, const State& state) {
  ASSIGN_OR_RETURN(platform::NewFile file, platform::NewFile::Create(path));
  std::vector<ChunkPlace> chunks;
  uint64_t offset = 0;
  RETURN_IF_ERROR(WriteChunks(state, [&](const Chunk& chunk) {
    chunks.push_back({chunk.kind, offset, chunk.bytes.size(), log::Sha256(chunk.bytes)});
    offset += chunk.bytes.size();
    return file.Append(chunk.bytes);
  }));
  std::string end = PackTable(state, chunks);
  const log::Digest digest = log::Sha256(end);
  Packer out(&end);
  out.Fixed(offset);
  out.D(digest);
  RETURN_IF_ERROR(file.Append(end));
  return file.Commit();
}

absl::StatusOr<SnapshotStamp> ReadStamp(const std::string& path) {
  ASSIGN_OR_RETURN(const platform::ReadableFile file, platform::ReadableFile::Open(path));
  ASSIGN_OR_RETURN(Table table, ReadTable(file, path));
  return std::move(table.stamp);
}

absl::Status ReadSnapshot(const std::string& path, State* state) {
  ASSIGN_OR_RETURN(const platform::ReadableFile file, platform::ReadableFile::Open(path));
  ASSIGN_OR_RETURN(const Table table, ReadTable(file, path));
  SnapshotReader reader(state, file.size());
  const absl::Span<const ChunkPlace> chunks(table.chunks);
  // The first says how much there is of everything.
  const size_t first = std::min<size_t>(chunks.size(), 1);
  RETURN_IF_ERROR(TakeChunks(file, path, chunks.first(first), false, &reader));
  const bool large = file.size() >= kWorthAThreadBytes;
  absl::Status entries, rest;
  Beside(
      large, [&] { entries = TakeChunks(file, path, chunks.subspan(first), true, &reader); },
      [&] { rest = TakeChunks(file, path, chunks.subspan(first), false, &reader); });
  RETURN_IF_ERROR(rest);
  RETURN_IF_ERROR(entries);
  if (!reader.FinishCommon() || state->position != table.stamp.position) return Unfit(path);
  Beside(
      large, [&] { reader.FinishUnits(0, 2); }, [&] { reader.FinishUnits(1, 2); });
  return absl::OkStatus();
}

}  // namespace gom::hub
