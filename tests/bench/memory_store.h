// A HubStore that keeps its log in memory: for measurements in which the disk has no part.
#ifndef GOM_TESTS_BENCH_MEMORY_STORE_H_
#define GOM_TESTS_BENCH_MEMORY_STORE_H_

#include <map>
#include <string>
#include <vector>

#include "hub/store/hub_store.h"

namespace gom::bench {

class MemoryStore final : public hub::HubStore {
 public:
  absl::StatusOr<log::Position> Tail() override { return end_; }
  absl::StatusOr<log::Position> Append(const log::Position& after,
                                       absl::Span<const log::NewRecord> records,
                                       absl::Span<const hub::Secret> secrets,
                                       std::vector<log::Digest>* digests) override {
    if (!(after == end_)) return absl::AbortedError("not the end");
    for (const log::NewRecord& r : records) {
      end_ = {end_.index + 1, log::Next(end_.digest, r.main)};
      if (digests != nullptr) digests->push_back(end_.digest);
    }
    return end_;
  }
  absl::Status Read(uint64_t, absl::FunctionRef<bool(const log::Record&)>) override {
    return absl::OkStatus();
  }
  absl::Status ReadSome(absl::Span<const uint64_t>,
                        absl::FunctionRef<bool(const log::Record&)>) override {
    return absl::OkStatus();
  }
  absl::Status Erase(absl::Span<const uint64_t>) override { return absl::OkStatus(); }
  int64_t Bytes() override { return 0; }
  std::optional<std::string> FindSecret(std::string_view, std::string_view) override {
    return std::nullopt;
  }

 private:
  log::Position end_;
};

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_MEMORY_STORE_H_
