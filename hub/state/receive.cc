#include "hub/state/receive.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "hub/state/obstacle.h"
#include "hub/state/outcome.h"
#include "hub/state/parents.h"
#include "hub/state/release.h"

namespace gom::hub {
namespace {

constexpr int kMaxParents = 64;

// A Change on its way through: what is known of it at each step.
struct Incoming {
  const v1::Change& change;
  bool unreadable = false;
  EntryKey key;
  std::shared_ptr<const plan::Values> values;
};

Incoming Read(const v1::Sealed& sealed, const DecodedChange& decoded, uint32_t unit) {
  Incoming in{*decoded.change, false, {}, nullptr};
  in.unreadable = !decoded.parsed || in.change.body_case() == v1::Change::BODY_NOT_SET;
  if (in.unreadable) return in;
  // A text that was erased on the way is absent; one that is there must be the one that was
  // written.
  if (!sealed.text().empty() && log::ToBytes(log::Sha256(sealed.text())) != in.change.text_digest())
    in.unreadable = true;
  if (!in.change.has_revision()) return in;
  if (decoded.values == nullptr || unit == kNoUnit) {
    in.unreadable = true;
    return in;
  }
  in.values = decoded.values;
  in.key = {unit, in.change.revision().form(), in.change.revision().period()};
  return in;
}

// Folds a Revision into the View's Entry and answers where it stands.
sync::Placement PlaceRevision(View& view, const StreamEnd& end, uint64_t stream_index,
                              const v1::Sealed& sealed, const log::Digest& numbers,
                              const Incoming& in, const Route& route) {
  const v1::Revision& body = in.change.revision();
  const Parents parents = FindParents(view, in.key, end.number, stream_index, body);
  const bool nonsense = in.unreadable || body.parents_size() > kMaxParents || parents.nonsense;
  LazyWording wording([&] { return sealed.text(); });
  Revision revision;
  revision.id = view.next_index();
  revision.stream = end.number;
  revision.stream_index = stream_index;
  revision.via = route.via;
  revision.entered_at = in.change.at();
  revision.received_at = route.first_at != 0 ? route.first_at : view.now_ms();
  revision.again = route.first_at == 0 && view.state().MayHaveComeBefore(in.change.at());
  revision.plan_version = in.change.plan_version();
  revision.has_text = !in.change.text_digest().empty();
  revision.numbers = numbers;
  revision.values = in.values;
  sync::Candidate candidate;
  Entry& entry = view.MutableEntry(in.key);
  if (nonsense) {
    candidate.parents = parents.known;
    candidate.obstacle = v1::HELD_REASON_UNREADABLE;
  } else {
    candidate.parents = parents.all();
    candidate.obstacle = WaitsForOperator(view, end.number, route.via, revision.id);
    if (candidate.obstacle == v1::HELD_REASON_UNSPECIFIED) {
      candidate.obstacle = ObstacleTo(view,
                                      {.key = in.key,
                                       .values = *in.values,
                                       .plan_version = revision.plan_version,
                                       .has_text = !sealed.text().empty(),
                                       .under_lock = route.office_unit != kNoUnit},
                                      wording);
    }
  }
  // What is kept is what the fold will make of the record alone.
  candidate.content = MemberContent(revision.numbers, in.change.text_digest());
  const sync::Placement placement =
      nonsense ? sync::Placement{v1::OUTCOME_HELD, v1::HELD_REASON_UNREADABLE, {}, 0}
               : PlaceAmong(view, entry, revision, 0, candidate, wording);
  if (placement.held_reason == v1::HELD_REASON_PARENT_UNKNOWN) {
    revision.unresolved = NameParents(view, end.number, end.id, body);
    candidate.parents.reset();
  }
  FoldIn(entry, std::move(revision), candidate, placement, view.retired());
  return placement;
}

void TakeNote(View& view, uint32_t stream, const v1::Change& change) {
  if (change.has_stream_name())
    view.AddName(stream, change.stream_name().number(), change.stream_name().stream());
  if (!change.has_continuation()) return;
  const v1::Continuation& c = change.continuation();
  for (int i = 0; i < std::min(c.moved_digests_size(), c.moved_to_size()); ++i) {
    view.AddMoved(c.stream(), c.moved_digests(i), stream, c.moved_to(i));
  }
}

// A text that was erased does not come back: not under its own name, and not under the one that a
// computer which was restored has given its Change.
bool WasErased(const Erased& erased, const ChangeName& name, const DecodedChange& decoded) {
  if (erased.changes.empty() || decoded.change->text_digest().empty()) return false;
  return erased.changes.contains(name) ||
         ((decoded.values != nullptr || decoded.change->has_message()) &&
          erased.contents.contains(MemberContent(decoded.numbers, decoded.change->text_digest())));
}

// Whoever has it under this other name too is to erase it there.
void TellErased(View& view, const StreamEnd& end, uint64_t index, const Received& taken) {
  const uint32_t unit = taken.entry.present() ? taken.entry.unit : end.unit;
  if (unit == kNoUnit) return;
  v1::Event event;
  v1::Redacted* redacted = event.mutable_redacted();
  redacted->set_unit(view.state().units[unit]->row.code());
  v1::RedactedText* text = redacted->add_texts();
  text->set_index(taken.hub_index);
  text->set_stream(end.id);
  text->set_stream_index(index);
  view.Add(std::move(event));
}

Received Take(View& view, StreamEnd* end, const v1::Sealed& sealed, const DecodedChange& decoded,
              const Route& route) {
  const bool office = route.office_unit != kNoUnit;
  const Incoming in = Read(sealed, decoded, office ? route.office_unit : end->unit);
  Received result;
  result.entry = in.key;
  result.hub_index = view.next_index();
  const uint64_t stream_index = end->position.index + 1;
  if (in.key.present()) {
    result.placement = PlaceRevision(view, *end, stream_index, sealed, decoded.numbers, in, route);
  } else if (in.unreadable) {
    result.placement = {v1::OUTCOME_HELD, v1::HELD_REASON_UNREADABLE, {}, 0};
  } else {
    result.placement.outcome = v1::OUTCOME_NOTED;
    TakeNote(view, end->number, in.change);
  }
  auto* event = view.Scratch<v1::Event>();
  v1::Received* received = event->mutable_received();
  received->set_stream(end->number);
  received->set_index(stream_index);
  received->set_change(sealed.main());
  WriteOutcome(result.placement, received);
  if (office) received->set_unit(view.state().units[route.office_unit]->row.code());
  received->set_via(route.via);
  received->set_first_at(route.first_at);
  view.AddReceived(event, sealed.text());
  // The View notes neither which files are named nor messages; both are rare.
  if (office || route.via != 0 || in.unreadable || end->unit == kNoUnit ||
      in.change.revision().evidence_size() > 0 || in.change.has_message()) {
    view.FoldFromBytes();
  }

  end->position = {stream_index, log::Next(end->position.digest, sealed.main())};
  view.AddToStream(end->number, end->position.digest,
                   {log::Short(end->position.digest), result.hub_index, result.entry});
  if (result.entry.present()) {
    NoteHeld(view, result.entry, result.hub_index, result.placement);
    const Entry* entry = view.FindEntry(result.entry);
    if (entry->members.held() > (result.placement.outcome == v1::OUTCOME_HELD ? 1 : 0))
      ReleaseIn(view, result.entry, &decoded.numbers);
  }
  view.ClearScratch();
  return result;
}

}  // namespace

Received Receive(View& view, StreamEnd* end, const v1::Sealed& sealed, const Route& route) {
  v1::Change room;
  return Receive(view, end, sealed, Decode(sealed.main(), &room), route);
}

Received Receive(View& view, StreamEnd* end, const v1::Sealed& sealed, const DecodedChange& decoded,
                 const Route& route) {
  const uint64_t index = end->position.index + 1;
  if (!WasErased(view.state().erased, {end->id, index}, decoded))
    return Take(view, end, sealed, decoded, route);
  v1::Sealed bare;
  bare.set_main(sealed.main());
  view.FoldFromBytes();
  Received taken = Take(view, end, bare, decoded, route);
  if (!view.state().erased.changes.contains({end->id, index})) TellErased(view, *end, index, taken);
  return taken;
}

}  // namespace gom::hub
