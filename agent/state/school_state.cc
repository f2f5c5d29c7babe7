#include "agent/state/school_state.h"

#include <algorithm>
#include <vector>

#include "agent/state/known_changes.h"
#include "agent/state/own_changes.h"
#include "agent/state/unit_words.h"
#include "gom/v1/record.pb.h"
#include "gom/v1/sync.pb.h"
#include "google/protobuf/arena.h"

namespace gom::agent {
namespace {

// An OwnOutcome, a Received and a Released say it with the same fields.
template <typename Said>
sync::Placement PlacementOf(const Said& said) {
  sync::Placement placement;
  placement.outcome = said.outcome();
  placement.held_reason = said.held_reason();
  placement.settles.assign(said.settles().begin(), said.settles().end());
  placement.same_as = said.same_as();
  return placement;
}

Verdict VerdictOf(const HubEvent& e, const v1::Event& event) {
  const v1::VerdictGiven& given = event.verdict_given();
  v1::EventText words;
  if (!words.ParseFromString(e.text)) words.Clear();  // erased or not for us: the word counts
  Verdict verdict;
  verdict.hub_index = e.index;
  verdict.accepted = given.word() == v1::VERDICT_WORD_ACCEPTED;
  verdict.at = event.at();
  verdict.by = words.operator_();
  verdict.reason = words.reason();
  for (uint32_t field : given.fields()) {
    std::string reason;
    for (const v1::FieldReason& f : words.field_reasons()) {
      if (f.field() == field) reason = f.text();
    }
    verdict.fields.emplace_back(field, std::move(reason));
  }
  return verdict;
}

// One pass over Holdings. Events first, in the hub's order; then what the hub has not spoken about.
class Folder {
 public:
  Folder(const Holdings& holdings, PlanBook& plans, SchoolState& state)
      : holdings_(holdings), plans_(plans), state_(state), own_(holdings.streams, arena_, known_) {}

  void Run() {
    state_.unit_code = holdings_.unit;
    state_.unreadable = own_.unreadable();
    for (const HubEvent& e : holdings_.events) ReadEvent(e);
    ChoosePlan(applied_, plans_, state_);
    CompileForPlan(state_);
    for (auto& [key, entry] : state_.entries) entry.members = entry.said;
    for (const OwnStream& s : holdings_.streams) Predict(s);
    state_.messages = std::move(messages_).Finish();
    MarkErased();
    Count();
    KeepEarlierPlans(applied_, plans_, state_);
  }

 private:
  // A message that is looked at while this folds: there are many.
  template <typename Message>
  Message* Create() {
    return google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }

  void ReadEvent(const HubEvent& e) {
    if (e.own_log != 0) {
      v1::OwnOutcome& outcome = *Create<v1::OwnOutcome>();
      if (outcome.ParseFromString(e.main)) {
        TakeOwnOutcome(e, outcome);
      } else {
        ++state_.unreadable;
      }
      return;
    }
    v1::Event& event = *Create<v1::Event>();
    if (!event.ParseFromString(e.main)) {
      ++state_.unreadable;
      return;
    }
    if (TakeUnitWord(event, state_, applied_)) return;
    switch (event.body_case()) {
      case v1::Event::kStreamOpened:
        opened_[event.stream_opened().number()] = event.stream_opened();
        break;
      case v1::Event::kReceived:
        TakeReceived(e, event);
        break;
      case v1::Event::kReleased:
        Release(event.released().received(), PlacementOf(event.released()));
        break;
      case v1::Event::kVerdictGiven:
        TakeVerdict(e, event);
        break;
      case v1::Event::kMessageSent:
        messages_.AddOffice(e, event);
        break;
      case v1::Event::kRedacted:
        for (const v1::RedactedText& text : event.redacted().texts())
          erased_.emplace(Place{text.stream(), text.stream_index()}, event.at());
        for (const std::string& sha256 : event.redacted().evidence())
          state_.erased_files.emplace(sha256, event.at());
        break;
      default:
        break;  // nothing that a school sees
    }
  }

  void TakeOwnOutcome(const HubEvent& e, const v1::OwnOutcome& outcome) {
    const std::string* stream = own_.StreamOf(e.own_log);
    if (stream == nullptr) return;
    const Place place{*stream, outcome.stream_index()};
    if (const auto known = known_.At(place); known.has_value()) {  // what was held is released
      Release(*known, PlacementOf(outcome));
      return;
    }
    const OwnChange* own = own_.Find(place);
    if (own == nullptr) return;
    if (own->change->has_message()) messages_.NoteIndex(place.first, place.second, e.index);
    if (!own->change->has_revision()) return;
    Revision r = FromOwn(place, *own);
    r.hub_index = e.index;
    r.received_at = outcome.at();
    AddSaid(std::move(r), PlacementOf(outcome));
  }

  void TakeReceived(const HubEvent& e, const v1::Event& event) {
    const v1::Received& received = event.received();
    if (!received.unit().empty() && received.unit() != holdings_.unit) return;
    v1::Change& change = *Create<v1::Change>();
    if (!change.ParseFromString(received.change())) {
      ++state_.unreadable;
      return;
    }
    const Place place{StreamOf(e, received), received.index()};
    known_.AddContinuation(change.continuation(), place.first);
    if (change.has_stream_name()) {
      foreign_names_[place.first][change.stream_name().number()] = change.stream_name().stream();
    }
    const OwnChange* own = own_.Find(place);
    if (change.has_message() && own != nullptr) {
      messages_.NoteIndex(place.first, place.second, e.index);
    } else if (change.has_message()) {
      messages_.AddSaid(e, {place.first, place.second, e.change_digest}, DeviceOf(received),
                        event.at(), change);
    }
    if (!change.has_revision() || known_.At(place).has_value()) return;
    Revision r = own != nullptr ? FromOwn(place, *own) : FromForeign(place, e, change);
    r.device = DeviceOf(received);
    r.hub_index = e.index;
    r.received_at = event.at();
    AddSaid(std::move(r), PlacementOf(received));
  }

  // 0: not known.
  uint32_t DeviceOf(const v1::Received& received) const {
    const auto opened = opened_.find(received.stream());
    return opened == opened_.end() ? 0 : opened->second.device();
  }

  // The 16 bytes of the stream that a Received speaks of: as the hub says, or as it said when the
  // stream was opened, or our own stream if the bytes are ours.
  std::string StreamOf(const HubEvent& e, const v1::Received& received) {
    if (!e.stream.empty()) return e.stream;
    const auto opened = opened_.find(received.stream());
    if (opened != opened_.end()) return opened->second.stream();
    const std::string* own = own_.StreamWith(received.index(), received.change());
    return own != nullptr ? *own : "#" + std::to_string(received.stream());
  }

  void TakeVerdict(const HubEvent& e, const v1::Event& event) {
    const uint64_t received = event.verdict_given().received();
    const auto key = entry_of_.find(received);
    if (key == entry_of_.end()) return;
    state_.entries[key->second].revisions[received].verdict = VerdictOf(e, event);
  }

  // What cannot be read has no form, and is counted.
  void Read(const v1::Change& change, const std::string& second, Revision* r) {
    auto values = sync::DecodeValues(change.revision());
    if (!values.ok()) {
      ++state_.unreadable;
      return;
    }
    r->values = *std::move(values);
    auto wording = sync::DecodeWording(change.revision(), second);
    if (wording.ok()) r->wording = *std::move(wording);
    r->at = change.at();
    r->plan_version = change.plan_version();
    r->form = change.revision().form();
    r->period = change.revision().period();
    r->content = sync::ContentDigest(change.revision(), r->wording);
    const bool only_numbers =
        r->wording.note.empty() && r->wording.texts.empty() && r->wording.reasons.empty();
    r->numbers = only_numbers ? r->content : sync::ContentDigest(change.revision(), {});
  }

  Revision FromOwn(const Place& place, const OwnChange& own) {
    Revision r;
    r.name = {place.first, place.second, log::Short(own.record->digest)};
    r.own_log = *own_.LogOf(place.first);
    r.parents = own.parents;
    Read(*own.change, own.record->text, &r);
    return r;
  }

  Revision FromForeign(const Place& place, const HubEvent& e, const v1::Change& change) {
    Revision r;
    if (const uint32_t* log = own_.LogOf(place.first); log != nullptr) r.own_log = *log;
    r.name = {place.first, place.second, e.change_digest};
    for (const v1::Parent& p : change.revision().parents()) {
      r.parents.push_back({p.stream() == 0 ? place.first : foreign_names_[place.first][p.stream()],
                           p.index(), p.digest()});
    }
    Read(change, e.text, &r);
    return r;
  }

  // A parent is a Revision of the same Entry. Of what the hub holds those that are known are
  // enough; of what it has not spoken about `all` must be.
  sync::Candidate CandidateOf(const Entry& entry, const Revision& r, bool all) {
    sync::MemberIds parents;
    for (const Name& name : r.parents) {
      const std::optional<sync::MemberId> id = known_.Find(name);
      if (id.has_value() && entry.revisions.contains(*id)) parents.push_back(*id);
    }
    std::sort(parents.begin(), parents.end());
    sync::Candidate c;
    if (!all || parents.size() == r.parents.size()) c.parents = std::move(parents);
    c.content = r.content;
    return c;
  }

  // What is said to be the same as nothing that is here cannot be believed.
  bool Believable(const Entry& entry, const sync::Placement& placement) {
    if (placement.outcome != v1::OUTCOME_SAME || entry.revisions.contains(placement.same_as))
      return true;
    ++state_.unreadable;
    return false;
  }

  void AddSaid(Revision r, const sync::Placement& placement) {
    if (r.form == 0) return;
    const std::pair<uint32_t, uint32_t> key{r.form, r.period};
    Entry& entry = EntryAt(key);
    if (!Believable(entry, placement)) return;
    r.id = r.hub_index;
    r.acknowledged = r.sent = true;
    sync::Apply(entry.said, r.id, CandidateOf(entry, r, false), placement);
    known_.Add(r.name, r.id);
    entry_of_[r.id] = key;
    entry.revisions.emplace(r.id, std::move(r));
  }

  void Release(sync::MemberId id, const sync::Placement& placement) {
    const auto key = entry_of_.find(id);
    if (key == entry_of_.end()) return;
    Entry& entry = state_.entries[key->second];
    if (!Believable(entry, placement)) return;
    sync::Apply(entry.said, id, CandidateOf(entry, entry.revisions[id], false), placement);
  }

  Entry& EntryAt(std::pair<uint32_t, uint32_t> key) {
    Entry& entry = state_.entries[key];
    entry.form = key.first;
    entry.period = key.second;
    return entry;
  }

  // What the hub will say of our Changes that it has not spoken about, if nothing else comes first.
  void Predict(const OwnStream& s) {
    for (const OwnRecord& record : s.records) {
      const Place place{s.id, record.index};
      const OwnChange* own = own_.Find(place);
      if (own != nullptr && own->change->has_message()) {
        messages_.AddOwn(s, record, *own->change);
        if (record.index > s.acknowledged) ++state_.waiting;
      }
      if (own == nullptr || known_.At(place).has_value() || !own->change->has_revision()) continue;
      Revision r = FromOwn(place, *own);
      if (r.form == 0) continue;
      r.id = kUnspoken + (++unspoken_);
      r.acknowledged = record.index <= s.acknowledged;
      r.sent = r.acknowledged || record.index <= s.sent;
      Entry& entry = EntryAt({r.form, r.period});
      sync::Candidate candidate = CandidateOf(entry, r, true);
      if (state_.locked.contains(r.period)) candidate.obstacle = v1::HELD_REASON_PERIOD_LOCKED;
      sync::Apply(entry.members, r.id, candidate, sync::Place(entry.members, candidate));
      known_.Add(r.name, r.id);
      if (!r.acknowledged) ++state_.waiting;
      entry.revisions.emplace(r.id, std::move(r));
    }
  }

  // After all else: a Change may come long after its words were erased.
  void MarkErased() {
    if (erased_.empty()) return;
    for (Message& message : state_.messages) {
      const auto at = erased_.find(PlaceView(message.name.stream, message.name.index));
      if (at != erased_.end()) message.erased_at = at->second;
    }
    for (auto& [key, entry] : state_.entries) {
      for (auto& [id, revision] : entry.revisions) {
        const auto at = erased_.find(PlaceView(revision.name.stream, revision.name.index));
        if (at != erased_.end()) revision.erased_at = at->second;
      }
    }
  }

  void Count() {
    for (const auto& [key, entry] : state_.entries) {
      const v1::Word word = entry.Word();
      if (word == v1::WORD_HELD) ++state_.held;
      if (word == v1::WORD_CONFLICT) ++state_.in_conflict;
      if (word == v1::WORD_RETURNED) ++state_.returned;
    }
  }

  const Holdings& holdings_;
  PlanBook& plans_;
  SchoolState& state_;
  google::protobuf::Arena arena_;
  std::vector<v1::PlanApplied> applied_;  // ascending
  KnownChanges known_;
  OwnChanges own_;
  std::map<uint32_t, v1::StreamOpened> opened_;                           // by the hub's numbers
  std::map<std::string, std::map<uint32_t, std::string>> foreign_names_;  // by stream, by number
  PlaceMap<int64_t> erased_;
  MessageBook messages_;
  std::map<sync::MemberId, std::pair<uint32_t, uint32_t>> entry_of_;
  uint64_t unspoken_ = 0;
};

}  // namespace

SchoolState Fold(const Holdings& holdings, PlanBook& plans) {
  SchoolState state;
  Folder(holdings, plans, state).Run();
  state.drafts = holdings.drafts;
  return state;
}

}  // namespace gom::agent
