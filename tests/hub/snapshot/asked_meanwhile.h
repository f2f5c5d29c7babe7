// A real store in which something happens just as the log is read next.
#ifndef GOM_TESTS_HUB_SNAPSHOT_ASKED_MEANWHILE_H_
#define GOM_TESTS_HUB_SNAPSHOT_ASKED_MEANWHILE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/store/hub_store.h"

namespace gom::hub {

class AskedMeanwhile : public HubStore {
 public:
  explicit AskedMeanwhile(HubStore& store) : store_(store) {}
  std::function<void()> on_read;

  absl::StatusOr<log::Position> Tail() override { return store_.Tail(); }
  absl::StatusOr<log::Position> Append(const log::Position& after,
                                       absl::Span<const log::NewRecord> records,
                                       absl::Span<const Secret> secrets,
                                       std::vector<log::Digest>* digests) override {
    return store_.Append(after, records, secrets, digests);
  }
  absl::Status Read(uint64_t from, absl::FunctionRef<bool(const log::Record&)> each) override {
    if (const auto once = std::exchange(on_read, nullptr)) once();
    return store_.Read(from, each);
  }
  absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                        absl::FunctionRef<bool(const log::Record&)> each) override {
    return store_.ReadSome(indexes, each);
  }
  absl::Status Erase(absl::Span<const uint64_t> indexes) override { return store_.Erase(indexes); }
  int64_t Bytes() override { return store_.Bytes(); }
  std::optional<std::string> FindSecret(std::string_view kind, std::string_view name) override {
    return store_.FindSecret(kind, name);
  }

 private:
  HubStore& store_;
};

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_SNAPSHOT_ASKED_MEANWHILE_H_
