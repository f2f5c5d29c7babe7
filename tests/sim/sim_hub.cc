#include "tests/sim/sim_hub.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/platform/big_file.h"
#include "common/text/status_macros.h"
#include "hub/writer/answer.h"
#include "tests/sim/wrong_store.h"

namespace gom::sim {

std::string CertificateOf(uint32_t device) { return absl::StrCat("certificate ", device); }
const sync::SigningKey& SignKey() {
  static const auto* const key =
      new sync::SigningKey(*sync::SigningKey::FromSeed(std::string(sync::kKeyBytes, 'k')));
  return *key;
}
std::string KeyOf(uint32_t device) { return absl::StrCat("key ", device); }

SimHub::SimHub(std::string name, std::unique_ptr<Machine> machine, Bug bug, History& history)
    : name_(std::move(name)),
      machine_(std::move(machine)),
      bug_(bug),
      history_(history),
      snapshots_(machine_->folder() + "/snapshots") {}

SimHub::~SimHub() { Kill(); }

void SimHub::Restore(const HubImage& image, const std::string& snapshots) {
  Kill();
  machine_->Restore(image.folder, true);
  if (std::filesystem::exists(snapshots)) std::filesystem::copy(snapshots, snapshots_.folder());
  learned_ = image.learned;
  marks_.clear();
  for (const auto& [index, mark] : learned_.marks) marks_.insert(mark);
}

absl::Status SimHub::Boot() {
  Kill();
  machine_->Start();
  const absl::Status opened = [&]() -> absl::Status {
    RETURN_IF_ERROR(snapshots_.Tidy());
    ASSIGN_OR_RETURN(store_, hub::OpenSqliteHubStore(machine_->folder(), {.vfs = machine_->vfs()}));
    if (bug_ == Bug::kAnswerBeforeCommit) wrong_store_ = AnswersBeforeItWrites(*store_);
    hub::HubStore& store = wrong_store_ == nullptr ? *store_ : *wrong_store_;
    ASSIGN_OR_RETURN(core_,
                     hub::WriterCore::Open(store, machine_->wall, machine_->dice().source(), "",
                                           [&] { return hub::LoadState(store, snapshots_); }));
    return absl::OkStatus();
  }();
  if (!opened.ok()) {
    Kill();
    return opened;
  }
  CheckDurable();
  Learn();
  core_->ReadState([&](const hub::State& s) {
    for (const auto& [number, device] : s.devices) {
      if (device.revoked) revoked_.insert(number);
    }
  });
  return absl::OkStatus();
}

void SimHub::Kill() {
  core_.reset();
  wrong_store_.reset();
  store_.reset();
}

void SimHub::CheckDurable() {
  core_->ReadState([&](const hub::State& s) {
    const bool there =
        s.position.index >= learned_.durable && s.DigestAt(learned_.durable) == learned_.digest;
    if (!there) {
      history_.Violation(absl::StrCat(name_, " had committed ", learned_.durable,
                                      " records and began with ", s.position.index));
    }
    // What it never said was durable may be gone.
    learned_.records = std::min(learned_.records, s.position.index);
    while (!learned_.marks.empty() && learned_.marks.rbegin()->first > learned_.records) {
      marks_.erase(learned_.marks.rbegin()->second);
      learned_.marks.erase(std::prev(learned_.marks.end()));
    }
  });
}

void SimHub::RunBatch(std::deque<hub::Command>& batch) {
  const uint64_t commits = core_->commits();
  core_->Run(batch);
  if (core_->commits() > commits) {
    core_->ReadState([&](const hub::State& s) {
      learned_.durable = s.position.index;
      learned_.digest = log::Short(s.position.digest);
    });
  }
  if (!dead()) Learn();
}

absl::Status SimHub::ActStatus(std::function<absl::Status(hub::View&)> decide) {
  absl::Status result;
  std::deque<hub::Command> batch;
  batch.push_back({.shared = false,
                   .decide = std::move(decide),
                   .done = [&](const absl::Status& status) { result = status; }});
  RunBatch(batch);
  return result;
}

absl::Status SimHub::WriteSnapshot() {
  absl::Status written;
  core_->ReadState([&](const hub::State& s) { written = snapshots_.Write(s).status(); });
  return written;
}

absl::Status SimHub::DieOnSnapshot() {
  RETURN_IF_ERROR(WriteSnapshot());
  machine_->disk().StopNow(Stop::kKill);
  const std::vector<std::string> names = platform::NamesIn(snapshots_.folder());
  const std::filesystem::path newest = snapshots_.folder() + "/" + names.back();
  const uint64_t size = std::filesystem::file_size(newest);
  std::filesystem::resize_file(newest, machine_->dice().Below(size));
  // Where the system had renamed it already it is there by its name, and still no snapshot.
  if (machine_->dice().Percent(70))
    std::filesystem::rename(newest, newest.string() + platform::kNewFileEnding);
  return absl::OkStatus();
}

absl::Status SimHub::Revoke(uint32_t device, const std::string& operator_name) {
  v1::RevokeDeviceRequest request;
  request.set_device(device);
  request.set_operator_(operator_name);
  const absl::Status done = Act<v1::RevokeDeviceResponse>([&](hub::View& v) {
                              return DecideRevoke(v, request);
                            }).status();
  if (done.ok()) revoked_.insert(device);
  return done;
}

bool SimHub::IsRevoked(uint32_t device) const {
  bool revoked = revoked_.contains(device);
  if (!up()) return revoked;
  core_->ReadState([&](const hub::State& s) {
    const hub::Device* known = s.FindDevice(device);
    revoked = revoked || (known != nullptr && known->revoked);
  });
  return revoked;
}

bool SimHub::ShutsOut(uint32_t device) const {
  bool known = false;
  core_->ReadState([&](const hub::State& s) { known = s.FindDevice(device) != nullptr; });
  return !known && revoked_.contains(device);
}

void SimHub::TakeRatchet(const SimHub& other) {
  revoked_.insert(other.revoked_.begin(), other.revoked_.end());
  for (const uint32_t device : revoked_) {
    bool known = false;
    core_->ReadState([&](const hub::State& s) { known = s.FindDevice(device) != nullptr; });
    if (known) Revoke(device, "").IgnoreError();
  }
}

void SimHub::TakeBack(const Asked& asked) {
  bool known = false;
  core_->ReadState([&](const hub::State& s) { known = s.FindDevice(asked.device) != nullptr; });
  if (known || IsRevoked(asked.device)) return;
  const hub::ReturnCommand command{asked.device, asked.unit, CertificateOf(asked.device),
                                   KeyOf(asked.device), ""};
  ActStatus([&](hub::View& v) { return DecideReturn(v, command); }).IgnoreError();
}

void SimHub::Exchange(std::vector<Asked> asked) {
  for (const Asked& a : asked) TakeBack(a);
  std::vector<absl::StatusOr<hub::ExchangeAnswer>> answers(asked.size(), absl::UnknownError(""));
  std::deque<hub::Command> batch;
  for (size_t i = 0; i < asked.size(); ++i) {
    batch.push_back(hub::ExchangeCommand(
        asked[i].device, AtTheDoor(asked[i].request),
        [&answers, i](absl::StatusOr<hub::ExchangeAnswer> a) { answers[i] = std::move(a); },
        hub::ProofsOf(asked[i].request, kHubId, SignKey().public_key())));
  }
  RunBatch(batch);
  for (size_t i = 0; i < asked.size() && !dead(); ++i) {
    absl::StatusOr<v1::ExchangeResponse> reply =
        answers[i].ok() ? Answer(asked[i], *answers[i])
                        : absl::StatusOr<v1::ExchangeResponse>(answers[i].status());
    if (!dead()) asked[i].done(std::move(reply));
  }
}

std::vector<v1::ExchangeResponse> SimHub::TakeBundle(
    uint32_t device, absl::Span<const v1::ExchangeRequest> requests) {
  std::vector<v1::ExchangeResponse> responses;
  // Others may have brought of it what a part of the log had that is lost.
  if (revoked_.contains(device) && !ShutsOut(device)) Revoke(device, "").IgnoreError();
  using Answers = std::vector<hub::ExchangeAnswer>;
  const absl::StatusOr<Answers> taken = Act<Answers>([&](hub::View& v) -> absl::StatusOr<Answers> {
    Answers answers;
    for (const v1::ExchangeRequest& request : requests) {
      ASSIGN_OR_RETURN(answers.emplace_back(),
                       DecideExchange(v, device, request, {}, hub::Way::kBundle,
                                      hub::ProofsOf(request, kHubId, SignKey().public_key())));
    }
    return answers;
  });
  for (size_t i = 0; taken.ok() && i < requests.size() && !dead(); ++i) {
    absl::StatusOr<v1::ExchangeResponse> response =
        Answer({device, "", requests[i], nullptr}, (*taken)[i]);
    if (!response.ok()) break;
    responses.push_back(*std::move(response));
  }
  return responses;
}

absl::StatusOr<v1::ExchangeResponse> SimHub::Answer(const Asked& asked,
                                                    const hub::ExchangeAnswer& taken) {
  v1::ExchangeResponse response;
  RETURN_IF_ERROR(hub::AnswerExchange(*core_, asked.device, asked.request, taken,
                                      machine_->wall.NowMs(), &response));
  hub::AddReceipt(*core_, SignKey(), asked.device, asked.request, taken, machine_->wall.NowMs(),
                  &response);
  OnTheWayOut(asked.request, &response);
  return response;
}

void SimHub::Learn() {
  // A call that was to fail fails once; this reader is not part of the world.
  for (int tries = 0; tries < 3 && !dead(); ++tries) {
    const absl::Status read =
        core_->store().Read(learned_.records + 1, [&](const log::Record& record) {
          v1::Event event;
          if (event.ParseFromString(record.main)) LearnRecord(record.index, event);
          learned_.records = record.index;
          return true;
        });
    if (read.ok()) return;
  }
}

void SimHub::LearnRecord(uint64_t index, const v1::Event& event) {
  if (event.has_received()) {
    const std::optional<ReadChange> change = ReadBytes(event.received().change());
    if (!change.has_value()) return;
    learned_.marks[index] = change->mark;
    marks_.insert(change->mark);
    history_.Of(change->mark).committed = true;
    history_.Note(name_, absl::StrCat("record ", index, " is ", change->mark, ", ",
                                      v1::Outcome_Name(event.received().outcome()), " ",
                                      v1::HeldReason_Name(event.received().held_reason())));
  } else if (event.has_device_returned()) {
    ++returned_;
    history_.Note(name_, absl::StrCat("takes back device ", event.device_returned().device()));
  } else if (event.has_released()) {
    history_.Note(name_, absl::StrCat("record ", index, " releases ",
                                      learned_.marks[event.released().received()], " to ",
                                      v1::Outcome_Name(event.released().outcome())));
  } else if (event.has_waiting_taken()) {
    for (const uint64_t received : event.waiting_taken().received())
      history_.Of(learned_.marks[received]).taken = true;
  } else if (event.has_verdict_given()) {
    const Mark& mark = learned_.marks[event.verdict_given().received()];
    const bool accepted = event.verdict_given().word() == v1::VERDICT_WORD_ACCEPTED;
    if (accepted) history_.Of(mark).accepted = true;
    history_.Note(name_,
                  absl::StrCat("record ", index, accepted ? " accepts " : " returns ", mark));
  }
}

}  // namespace gom::sim
