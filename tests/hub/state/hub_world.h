// A hub in memory, without disk, thread or socket, and devices that talk to it.
//
//   HubWorld hub;                          // a plan, schools TH01 and TH02, an office
//   FakeDevice& phone = hub.Enroll("TH01");
//   uint64_t r = phone.Enter("work", "Q1", {{1, 40}});
//   hub.Sync(phone);
//   EXPECT_EQ(hub.Standing(phone, r), v1::OUTCOME_HEAD);
#ifndef GOM_TESTS_HUB_STATE_HUB_WORLD_H_
#define GOM_TESTS_HUB_STATE_HUB_WORLD_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/log/log_store.h"
#include "hub/state/adopt.h"
#include "hub/state/apply.h"
#include "hub/state/decide.h"
#include "hub/state/progress_ahead.h"

namespace gom::hub {

inline std::string SmallPlan(int version = 2) {
  std::ifstream file(std::string(GOM_SOURCE_DIR) + "/tests/common/plan/testdata/small.textproto",
                     std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return absl::StrReplaceAll(text, {{"version: 2", absl::StrCat("version: ", version)}});
}

// One device's log, and how it names others.
struct FakeDevice {
  uint32_t number = 0;
  std::string stream;
  std::vector<v1::Sealed> changes;
  std::vector<log::Digest> digests;  // [index - 1]
  std::map<std::string, uint32_t> names;
  const plan::Plan* plan = nullptr;
  uint32_t plan_version = 2;  // by which it says that it enters
  int64_t clock_s = 1'780'000'000;

  struct Place {
    const FakeDevice* device = nullptr;
    uint64_t index = 0;
  };
  using Numbers = std::vector<std::pair<uint32_t, int64_t>>;

  log::Position End() const { return At(changes.size()); }
  log::Position At(uint64_t index) const {
    return index == 0 ? log::Position() : log::Position{index, digests[index - 1]};
  }
  uint64_t Append(const v1::Sealed& sealed) {
    digests.push_back(log::Next(End().digest, sealed.main()));
    changes.push_back(sealed);
    return changes.size();
  }
  uint64_t Append(v1::Change change, const sync::Wording& wording = {}) {
    return Append(sync::Seal(std::move(change), wording,
                             std::string(16, static_cast<char>('a' + number % 20))));
  }

  uint64_t Enter(const std::string& form, const std::string& period, const Numbers& numbers,
                 const std::vector<Place>& parents = {}, const sync::Wording& wording = {},
                 uint32_t item = 0) {
    v1::Change change;
    change.set_at(clock_s);
    change.set_plan_version(plan_version);
    v1::Revision* r = change.mutable_revision();
    r->set_form(plan->forms[static_cast<size_t>(plan->FormIndex(form))].number);
    r->set_period(plan->periods[static_cast<size_t>(plan->PeriodIndex(period))].number);
    for (const Place& p : parents) {
      v1::Parent parent;
      parent.set_index(p.index);
      if (p.device != this) {
        parent.set_stream(NameOf(*p.device));
        parent.set_digest(log::Short(p.device->digests[p.index - 1]));
      }
      *r->add_parents() = parent;
    }
    for (const auto& [field, value] : numbers) {
      r->add_fields(field);
      r->add_values(value);
    }
    if (item != 0) {
      v1::Item* i = r->add_items();
      i->set_field(6);
      i->set_id(item);
      i->add_fields(2);
      i->add_values(1);
    }
    return Append(std::move(change), wording);
  }

  uint32_t NameOf(const FakeDevice& other) {
    const auto at = names.find(other.stream);
    if (at != names.end()) return at->second;
    const auto name = static_cast<uint32_t>(names.size()) + 1;
    v1::Change change;
    change.mutable_stream_name()->set_number(name);
    change.mutable_stream_name()->set_stream(other.stream);
    Append(std::move(change));
    return names[other.stream] = name;
  }

  v1::ExchangeRequest Request(uint64_t after, uint64_t count = 64) const {
    v1::ExchangeRequest request;
    request.set_stream(stream);
    *request.mutable_after() = log::ToProto(At(after));
    *request.mutable_my_last() = log::ToProto(End());
    for (uint64_t i = after; i < changes.size() && i < after + count; ++i)
      *request.add_changes() = changes[i];
    return request;
  }
};

class HubWorld {
 public:
  explicit HubWorld(bool with_plan = true) {
    ActStatus([](View& v) { return DecideCreateHub(v, std::string(16, 'H'), "Xã Tân Kỳ"); });
    if (!with_plan) return;
    EXPECT_TRUE(ApplyPlan(SmallPlan()).ok());
    EXPECT_TRUE(AddUnits({Row("TH01"), Row("TH02"), Row("UB", "office")}).ok());
  }

  static v1::Unit Row(const std::string& code, const std::string& kind = "primary") {
    v1::Unit row;
    row.set_code(code);
    row.set_name(absl::StrCat("Trường ", code));
    row.add_kinds(kind);
    row.set_ownership(v1::OWNERSHIP_PUBLIC);
    row.set_manager(v1::MANAGER_COMMUNE);
    return row;
  }

  View MakeView() const {
    Moment moment;
    moment.now_ms = now_ms;
    moment.seed = absl::StrCat("seed of the world, batch ", state.position.index);
    return View(state, std::move(moment), [this](uint64_t index) {
      ++texts_read;
      return log_[index - 1].text;
    });
  }

  // What the writer does, without a disk.
  void Commit(View& view) {
    const auto ahead = LookAhead(state, view, /*many_rows=*/1);
    Take(view, ahead.get());
    Settle(state);
  }
  // Up to where the totals are to be settled.
  void Take(View& view, ProgressAhead* ahead) {
    log::Position end = state.position;
    std::vector<log::Digest> digests;
    for (const log::NewRecord& r : view.records()) {
      end = {end.index + 1, log::Next(end.digest, r.main)};
      digests.push_back(end.digest);
      log_.push_back({end.index, end.digest, r.main, r.text});
    }
    state.progress.Expect(ahead);
    Adopt(state, view, digests);
  }

  template <typename Decide>
  auto Act(Decide decide) {
    View view = MakeView();
    auto answer = decide(view);
    if (answer.ok()) Commit(view);
    return answer;
  }
  template <typename Decide>
  void ActStatus(Decide decide) {
    const absl::Status status = Act(decide);
    EXPECT_TRUE(status.ok()) << status;
  }

  absl::StatusOr<v1::ApplyPlanResponse> ApplyPlan(const std::string& text) {
    v1::ApplyPlanRequest request;
    request.set_textproto(text);
    return Act([&](View& v) { return DecidePlan(v, request); });
  }
  absl::StatusOr<v1::ImportUnitsResponse> AddUnits(const std::vector<v1::Unit>& rows) {
    v1::ImportUnitsRequest request;
    for (const v1::Unit& row : rows) *request.add_units() = row;
    return Act([&](View& v) { return DecideUnits(v, request); });
  }
  absl::StatusOr<v1::ReviewResponse> Review(const std::vector<v1::ReviewAct>& acts,
                                            const std::string& by = "cán bộ") {
    v1::ReviewRequest request;
    request.set_operator_(by);
    for (const v1::ReviewAct& act : acts) *request.add_acts() = act;
    return Act([&](View& v) { return DecideReview(v, request); });
  }
  static v1::ReviewAct On(v1::ReviewAct::Kind kind, const std::string& unit,
                          const std::string& form, const std::string& period,
                          const std::string& revision = "") {
    v1::ReviewAct act;
    act.set_kind(kind);
    act.set_unit(unit);
    act.set_form(form);
    act.set_period(period);
    act.set_revision(revision);
    if (kind == v1::ReviewAct::KIND_RETURN) act.set_reason("hãy xem lại");
    return act;
  }
  absl::StatusOr<v1::ReviewResponse> Lock(const std::string& period, bool lock = true) {
    return Review(
        {On(lock ? v1::ReviewAct::KIND_LOCK : v1::ReviewAct::KIND_REOPEN, "", "", period)});
  }

  FakeDevice& Enroll(const std::string& unit) {
    const auto number = static_cast<uint32_t>(devices_.size()) + 101;
    const std::string slip = absl::StrCat("S", number);
    ActStatus([&](View& v) {
      return DecideSlip(
          v, {.unit = unit, .slip = slip, .secret_hash = "h", .expires_at = now_ms + 1000});
    });
    EnrollCommand command;
    command.slip = slip;
    command.device = number;
    command.certificate_sha256 = absl::StrCat("cert ", number);
    command.public_key_sha256 = absl::StrCat("key ", number);
    EXPECT_TRUE(Act([&](View& v) { return DecideEnroll(v, command); }).ok());
    return AddDevice(number);
  }
  // Another installation with the same certificate.
  FakeDevice& AddDevice(uint32_t number) {
    auto device = std::make_unique<FakeDevice>();
    device->number = number;
    device->stream =
        log::ToBytes(log::Sha256(absl::StrCat("stream ", devices_.size()))).substr(0, 16);
    device->plan = state.plan.get();
    plans_.push_back(state.plan);
    devices_.push_back(std::move(device));
    return *devices_.back();
  }

  // The log is put back to how it was when it ended at `index`, and a new term begins.
  void RestoreTo(uint64_t index) {
    log_.resize(index);
    state = Refold();
    v1::TermBegun begun;
    begun.set_term(state.term + 1);
    begun.set_why(v1::TermBegun::WHY_RESTORED);
    ActStatus([&](View& v) { return DecideBeginTerm(v, begun); });
  }
  // What the store does once the record is durable.
  void EraseTexts() {
    for (const auto& [name, erased] : state.erased.changes) {
      const Stream* stream = state.FindStream(name.first);
      if (stream != nullptr && name.second <= stream->last_index())
        log_[stream->records[name.second - 1].hub_index - 1].text.clear();
    }
  }
  // A device that this log does not know comes with a certificate of ours.
  absl::Status Return(const FakeDevice& device, const std::string& unit) {
    ReturnCommand command;
    command.device = device.number;
    command.unit = unit;
    command.certificate_sha256 = absl::StrCat("cert ", device.number);
    command.public_key_sha256 = absl::StrCat("key ", device.number);
    return Act([&](View& v) { return DecideReturn(v, command); });
  }
  absl::StatusOr<v1::ReadmitDeviceResponse> Readmit(uint32_t device) {
    v1::ReadmitDeviceRequest request;
    request.set_device(device);
    request.set_operator_("cán bộ");
    return Act([&](View& v) { return DecideReadmit(v, request); });
  }
  void Revoke(uint32_t device) {
    v1::RevokeDeviceRequest request;
    request.set_device(device);
    EXPECT_TRUE(Act([&](View& v) { return DecideRevoke(v, request); }).ok());
  }
  absl::StatusOr<v1::TakeDeviceWorkResponse> TakeWork(uint32_t device) {
    v1::TakeDeviceWorkRequest request;
    request.set_device(device);
    request.set_operator_("cán bộ");
    return Act([&](View& v) { return DecideTakeWork(v, request); });
  }
  // A new certificate, "cert N" for "key N", in place of its newest.
  absl::StatusOr<std::string> Certify(uint32_t device, const std::string& name) {
    CertifyCommand command;
    command.device = device;
    command.certificate_sha256 = absl::StrCat("cert ", name);
    command.public_key_sha256 = absl::StrCat("key ", name);
    command.certificate_der = absl::StrCat("der ", name);
    if (const Device* known = state.FindDevice(device); known != nullptr)
      command.in_place_of_sha256 = known->certificate_sha256;
    return Act([&](View& v) { return DecideCertify(v, command); });
  }
  absl::StatusOr<v1::SettleOrphansResponse> SettleOrphans(const std::vector<uint64_t>& indexes = {},
                                                          bool drop = false) {
    v1::SettleOrphansRequest request;
    for (const uint64_t index : indexes) request.add_indexes(index);
    request.set_drop(drop);
    request.set_operator_("cán bộ");
    return Act([&](View& v) { return DecideSettleOrphans(v, request); });
  }

  absl::StatusOr<ExchangeAnswer> Send(const FakeDevice& device,
                                      const v1::ExchangeRequest& request) {
    return Act([&](View& v) { return DecideExchange(v, device.number, request); });
  }
  // The same in a file that somebody carried here.
  absl::StatusOr<ExchangeAnswer> Carry(const FakeDevice& device,
                                       const v1::ExchangeRequest& request) {
    return Act(
        [&](View& v) { return DecideExchange(v, device.number, request, {}, Way::kBundle); });
  }
  bool IsRevoked(const FakeDevice& device) const {
    const Device* known = state.FindDevice(device.number);
    return known != nullptr && known->revoked;
  }
  // Everything that the hub has not yet; of a revoked one it is carried here.
  ExchangeAnswer Sync(const FakeDevice& device) {
    const Stream* known = state.FindStream(device.stream);
    const v1::ExchangeRequest request = device.Request(known == nullptr ? 0 : known->last_index());
    const auto answer = IsRevoked(device) ? Carry(device, request) : Send(device, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : ExchangeAnswer();
  }

  // The same of several devices, in one batch.
  void SyncTogether(const std::vector<FakeDevice*>& devices) {
    View view = MakeView();
    for (const FakeDevice* device : devices) {
      const Stream* known = state.FindStream(device->stream);
      const v1::ExchangeRequest request =
          device->Request(known == nullptr ? 0 : known->last_index());
      const Way way = IsRevoked(*device) ? Way::kBundle : Way::kCall;
      EXPECT_TRUE(DecideExchange(view, device->number, request, {}, way).ok());
    }
    Commit(view);
  }

  std::shared_ptr<const Entry> Find(const std::string& unit, const std::string& form,
                                    const std::string& period) const {
    return state.FindEntry(
        {state.FindUnit(unit)->index,
         state.plan->forms[static_cast<size_t>(state.plan->FormIndex(form))].number,
         state.plan->periods[static_cast<size_t>(state.plan->PeriodIndex(period))].number});
  }
  uint64_t HubIndex(const FakeDevice& device, uint64_t index) const {
    return state.FindStream(device.stream)->records[index - 1].hub_index;
  }
  sync::Member Member(const FakeDevice& device, uint64_t index) const {
    const uint64_t id = HubIndex(device, index);
    return *state.FindRevision(id).first->members.Find(id);
  }
  v1::Outcome Standing(const FakeDevice& device, uint64_t index) const {
    return Member(device, index).standing;
  }
  v1::HeldReason HeldReason(const FakeDevice& device, uint64_t index) const {
    return Member(device, index).held_reason;
  }
  // The value of field 1 of what counts.
  int64_t Counted(const std::string& unit, const std::string& form,
                  const std::string& period) const {
    return Find(unit, form, period)->head()->values->Get(1).number;
  }
  // Indicator A: trained of staff, as of Q1.
  plan::Fraction Trained(Reading reading, int as_of = 0) const {
    return state.progress.TotalsOf(0, as_of, reading).value;
  }

  // Everything again from the log.
  State Refold() const {
    State again;
    for (const log::Record& r : log_) Fold(again, r.index, r.digest, r.main);
    Settle(again);
    return again;
  }
  // The promises that hold after every step.
  void CheckInvariants() const {
    const State again = Refold();
    EXPECT_EQ(StateDigest(again), StateDigest(state));
    EXPECT_TRUE(state.progress == ProgressBook::FromNothing(state));
    EXPECT_TRUE(again.progress == state.progress);
    EXPECT_TRUE(SameValues(again, state));
  }
  // The digest of State speaks of values by their digests.
  static bool SameValues(const State& a, const State& b) {
    bool same = a.entries.size() == b.entries.size();
    a.entries.ForEach([&](const Entry& entry) {
      const auto other = b.FindEntry(entry.key);
      const size_t revisions = entry.revisions.size();
      same = same && other != nullptr && other->revisions.size() == revisions;
      for (size_t i = 0; same && i < revisions; ++i)
        same = *ValuesOf(entry.revisions[i]) == *ValuesOf(other->revisions[i]);
    });
    return same;
  }
  const std::vector<log::Record>& log() const { return log_; }

  State state;
  int64_t now_ms = 1'790'000'000'000;
  mutable int texts_read = 0;  // of the log, which is on a disk elsewhere

 private:
  std::vector<log::Record> log_;
  std::vector<std::unique_ptr<FakeDevice>> devices_;
  std::vector<std::shared_ptr<const plan::Plan>> plans_;
};

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_STATE_HUB_WORLD_H_
