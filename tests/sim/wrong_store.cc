#include "tests/sim/wrong_store.h"

#include <string>
#include <vector>

#include "common/text/status_macros.h"

namespace gom::sim {
namespace {

class EagerStore final : public hub::HubStore {
 public:
  explicit EagerStore(hub::HubStore& inner) : inner_(inner) {}

  absl::StatusOr<log::Position> Tail() override {
    if (!waiting_.empty()) return log::Position{waiting_.back().index, waiting_.back().digest};
    return inner_.Tail();
  }
  absl::StatusOr<log::Position> Append(const log::Position& after,
                                       absl::Span<const log::NewRecord> records,
                                       absl::Span<const hub::Secret> secrets,
                                       std::vector<log::Digest>* digests) override {
    RETURN_IF_ERROR(Write());
    after_ = after;
    secrets_.assign(secrets.begin(), secrets.end());
    log::Position end = after;
    for (const log::NewRecord& r : records) {
      end = {end.index + 1, log::Next(end.digest, r.main)};
      waiting_.push_back({end.index, end.digest, r.main, r.text});
      if (digests != nullptr) digests->push_back(end.digest);
    }
    return end;
  }
  absl::Status Read(uint64_t from, absl::FunctionRef<bool(const log::Record&)> each) override {
    bool more = true;
    RETURN_IF_ERROR(inner_.Read(from, [&](const log::Record& r) { return more = each(r); }));
    for (const log::Record& r : waiting_) {
      if (more && r.index >= from) more = each(r);
    }
    return absl::OkStatus();
  }
  absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                        absl::FunctionRef<bool(const log::Record&)> each) override {
    bool more = true;
    RETURN_IF_ERROR(inner_.ReadSome(indexes, [&](const log::Record& r) { return more = each(r); }));
    for (const log::Record& r : waiting_) {
      const bool asked = std::find(indexes.begin(), indexes.end(), r.index) != indexes.end();
      if (more && asked) more = each(r);
    }
    return absl::OkStatus();
  }
  absl::Status Erase(absl::Span<const uint64_t> indexes) override { return inner_.Erase(indexes); }
  int64_t Bytes() override { return inner_.Bytes(); }
  std::optional<std::string> FindSecret(std::string_view kind, std::string_view name) override {
    return inner_.FindSecret(kind, name);
  }

 private:
  absl::Status Write() {
    std::vector<log::NewRecord> records;
    for (const log::Record& r : waiting_) records.push_back({r.main, r.text});
    waiting_.clear();
    if (records.empty()) return absl::OkStatus();
    return inner_.Append(after_, records, secrets_, nullptr).status();
  }

  hub::HubStore& inner_;
  log::Position after_;
  std::vector<log::Record> waiting_;
  std::vector<hub::Secret> secrets_;
};

}  // namespace

std::unique_ptr<hub::HubStore> AnswersBeforeItWrites(hub::HubStore& inner) {
  return std::make_unique<EagerStore>(inner);
}

}  // namespace gom::sim
