#include "hub/state/orphans.h"

#include <optional>
#include <utility>

#include "common/log/chain.h"
#include "common/sync/stream_id.h"
#include "hub/state/take.h"

namespace gom::hub {
namespace {

// A computer of the unit whose enrollment a restored log has lost, and that may never come back
// itself: the one that hands back its Changes says whose they are. They wait as if it had returned;
// its certificate is put in if it does.
bool AddLostDevice(View& view, uint32_t number, uint32_t unit) {
  if (view.state().lost_from == 0 || number == 0 || view.LostDevicesOf(unit) >= kMaxLostDevices)
    return false;
  v1::Event event;
  event.mutable_device_returned()->set_device(number);
  event.mutable_device_returned()->set_unit(view.state().units[unit]->row.code());
  view.Add(std::move(event));
  view.AddLostDevice(number, unit);
  return true;
}

// The end of a stream that this device may hand back, a new one where it begins here; nothing where
// it may not: it is another unit's or the office's, or its device is not known here and cannot have
// been lost.
std::optional<StreamEnd> FindOrOpenOrphan(View& view, const Device& device,
                                          const v1::OrphanStream& orphan) {
  if (orphan.stream().size() != sync::kStreamIdBytes) return std::nullopt;
  if (std::optional<StreamEnd> known = view.FindStream(orphan.stream()); known.has_value())
    return known->unit == device.unit ? known : std::nullopt;
  if (orphan.after().index() != 0 || orphan.changes_size() == 0) return std::nullopt;
  const std::optional<uint32_t> unit = view.UnitOfDevice(orphan.device());
  const bool may =
      unit.has_value() ? *unit == device.unit : AddLostDevice(view, orphan.device(), device.unit);
  if (!may) return std::nullopt;
  return view.OpenStream(orphan.stream(), orphan.device(), device.unit);
}

// What an honest device may hand back: a Verdict that says what it judged, a Recognition of its own
// unit, or a message to it.
bool IsWordFor(const View& view, uint32_t unit, const v1::OrphanWord& word,
               const v1::Event& event) {
  if (event.has_verdict_given()) {
    return word.revision().stream().size() == sync::kStreamIdBytes &&
           event.verdict_given().word() != v1::VERDICT_WORD_UNSPECIFIED;
  }
  if (event.has_message_sent()) {
    const UnitState* to = view.state().FindUnit(event.message_sent().unit());
    return to != nullptr && to->index == unit;
  }
  if (!event.has_recognition_given() ||
      event.recognition_given().of_case() == v1::RecognitionGiven::OF_NOT_SET) {
    return false;
  }
  const UnitState* of = view.state().FindUnit(event.recognition_given().unit());
  return of != nullptr && of->index == unit;
}

// False: there is no room for it now. One that no honest device sends says nothing to anybody, and
// is done with.
bool ReportWord(View& view, const Device& device, const v1::OrphanWord& word) {
  v1::Event event;
  if (!event.ParseFromString(word.event().main()) || !IsWordFor(view, device.unit, word, event))
    return true;
  const std::string& unit = view.state().units[device.unit]->row.code();
  std::string name = OrphanName(unit, word.event().main());
  if (view.KnowsOrphan(name)) return true;
  const size_t bytes = OrphanBytes(word.event().main());
  if (view.OrphanBytesOf(device.unit) + bytes > kMaxOrphanBytes) return false;
  view.AddOrphan(std::move(name), device.unit, bytes);
  v1::Event report;
  v1::OrphanReported* reported = report.mutable_orphan_reported();
  reported->set_device(device.number);
  reported->set_unit(unit);
  reported->set_event(word.event().main());
  reported->set_index(word.index());
  if (event.has_verdict_given()) *reported->mutable_revision() = word.revision();
  // Words that are not the ones the Event names were changed on the way.
  std::string text = word.event().text();
  if (!text.empty() && log::ToBytes(log::Sha256(text)) != event.text_digest()) text.clear();
  if (!text.empty()) report.set_text_digest(event.text_digest());
  view.AddReceived(&report, std::move(text));
  view.FoldFromBytes();
  return true;
}

}  // namespace

std::string OrphanName(std::string_view unit, std::string_view event) {
  std::string named = LowerCode(unit);
  named.push_back('\0');
  named.append(event);
  return log::ToBytes(log::Sha256(named)).substr(0, 16);
}

void TakeOrphans(View& view, const Device& device, const v1::ExchangeRequest& request,
                 absl::Span<const Proof> proofs, ExchangeAnswer* answer) {
  for (const v1::OrphanStream& orphan : request.orphan_streams()) {
    // Its own stream is not an orphan: what is new there comes in `changes`.
    std::optional<StreamEnd> ours =
        orphan.stream() == request.stream() ? std::nullopt : FindOrOpenOrphan(view, device, orphan);
    if (ours.has_value()) {
      const Taken taken = TakeChanges(view, log::FromProto(orphan.after()), orphan.changes(), {},
                                      proofs, {.via = device.number}, &*ours);
      answer->taken += taken.taken;
      answer->known += taken.known;
    }
    answer->orphan_ends.push_back(ours.has_value() ? ours->position : log::Position());
  }
  for (const v1::OrphanWord& word : request.orphan_words()) {
    if (!ReportWord(view, device, word)) break;
    ++answer->orphan_words_taken;
  }
}

bool MayBeLost(const State& state, const Orphan& orphan) {
  return state.lost_from != 0 && orphan.index >= state.lost_from;
}

std::shared_ptr<const Revision> FindOrphanRevision(const State& state, const Orphan& orphan) {
  const Stream* stream = state.FindStream(orphan.revision.stream);
  const uint64_t index = orphan.revision.index;
  if (stream == nullptr || index == 0 || index > stream->last_index()) return nullptr;
  const StreamRecord& record = stream->records[index - 1];
  if (record.digest != orphan.revision.digest) return nullptr;
  const auto [entry, revision] = state.FindRevision(record.hub_index);
  return entry != nullptr && entry->key.unit == orphan.unit ? revision : nullptr;
}

bool IsAcceptedWhileHeld(const State& state, const Orphan& orphan, const Revision& judged) {
  v1::Event word;
  if (!word.ParseFromString(orphan.event) ||
      word.verdict_given().word() != v1::VERDICT_WORD_ACCEPTED) {
    return false;
  }
  const std::shared_ptr<const Entry> entry = state.FindRevision(judged.id).first;
  return entry->members.Find(judged.id)->standing == v1::OUTCOME_HELD;
}

}  // namespace gom::hub
