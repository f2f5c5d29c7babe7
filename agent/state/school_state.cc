#include "agent/state/school_state.h"

#include <algorithm>

#include "common/plan/load.h"
#include "common/text/message.h"
#include "gom/v1/record.pb.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {
namespace {

using Place = std::pair<std::string, uint64_t>;  // stream and index

// One pass over Holdings. Events first, in the hub's order; then what the hub has not spoken about.
class Folder {
 public:
  Folder(const Holdings& holdings, PlanBook& plans, SchoolState& state)
      : holdings_(holdings), plans_(plans), state_(state) {}

  void Run() {
    state_.unit_code = holdings_.unit;
    for (const OwnStream& s : holdings_.streams) ReadStream(s);
    for (const HubEvent& e : holdings_.events) ReadEvent(e);
    if (state_.plan != nullptr) CompileForPlan();
    for (auto& [key, entry] : state_.entries) entry.members = entry.said;
    for (const OwnStream& s : holdings_.streams) Predict(s);
    Count();
  }

 private:
  struct OwnChange {
    const OwnRecord* record;
    v1::Change change;
    std::vector<Name> parents;
  };

  void ReadStream(const OwnStream& s) {
    std::map<uint32_t, std::string> names;
    std::map<uint64_t, uint64_t> digests;
    for (const OwnRecord& r : s.records) {
      if (r.index > s.last()) break;
      digests[r.index] = log::Short(r.digest);
      OwnChange own{&r, {}, {}};
      if (!own.change.ParseFromString(r.main)) {
        ++state_.unreadable;
        continue;
      }
      TakeContinuation(own.change, s.id);
      if (own.change.has_stream_name()) {
        names[own.change.stream_name().number()] = own.change.stream_name().stream();
      }
      for (const v1::Parent& p : own.change.revision().parents()) {
        if (p.stream() == 0) {
          own.parents.push_back({s.id, p.index(), digests[p.index()]});
        } else {
          own.parents.push_back({names[p.stream()], p.index(), p.digest()});
        }
      }
      own_.emplace(Place{s.id, r.index}, std::move(own));
    }
    log_of_[s.id] = s.number;
    id_of_[s.number] = s.id;
  }

  // What a stream took over from an older one is known by both names.
  void TakeContinuation(const v1::Change& change, const std::string& stream) {
    const v1::Continuation& c = change.continuation();
    for (int i = 0; i < std::min(c.moved_digests_size(), c.moved_to_size()); ++i)
      moved_[{c.stream(), c.moved_digests(i)}] = Place{stream, c.moved_to(i)};
  }

  void ReadEvent(const HubEvent& e) {
    if (e.own_log != 0) {
      v1::OwnOutcome outcome;
      if (!outcome.ParseFromString(e.main)) {
        ++state_.unreadable;
        return;
      }
      TakeOwnOutcome(e, outcome);
      return;
    }
    v1::Event event;
    if (!event.ParseFromString(e.main)) {
      ++state_.unreadable;
      return;
    }
    switch (event.body_case()) {
      case v1::Event::kHubCreated:
        state_.hub = event.hub_created().hub();
        break;
      case v1::Event::kPlanApplied:
        TakePlan(event.plan_applied());
        break;
      case v1::Event::kUnitsChanged:
        for (const v1::Unit& u : event.units_changed().units()) {
          if (u.code() == holdings_.unit) state_.unit_row = u;
        }
        break;
      case v1::Event::kStreamOpened:
        opened_[event.stream_opened().number()] = event.stream_opened().stream();
        device_[event.stream_opened().number()] = event.stream_opened().device();
        break;
      case v1::Event::kReceived:
        TakeReceived(e, event);
        break;
      case v1::Event::kReleased:
        TakeReleased(event.released());
        break;
      case v1::Event::kVerdictGiven:
        TakeVerdict(e, event);
        break;
      case v1::Event::kRecognitionGiven:
        TakeRecognition(event.recognition_given());
        break;
      case v1::Event::kPeriodLocked:
        if (event.period_locked().locked()) {
          state_.locked.insert(event.period_locked().period());
        } else {
          state_.locked.erase(event.period_locked().period());
        }
        break;
      default:
        break;  // nothing that a school sees
    }
  }

  void TakeRecognition(const v1::RecognitionGiven& given) {
    if (given.unit() != holdings_.unit) return;
    const auto set = [&](auto& all, const auto& one) {
      if (given.granted()) {
        all.insert(one);
      } else {
        all.erase(one);
      }
    };
    if (given.has_item()) {
      set(state_.said_recognised,
          std::tuple(given.item().form(), given.item().field(), given.item().item()));
    } else {
      set(state_.said_not_applicable, given.not_applicable_indicator());
    }
  }

  void TakePlan(const v1::PlanApplied& applied) {
    auto plan = plans_.Get(applied);
    // One that came whole and is too new for this program was said all the same; one that is
    // damaged was not, and the digest of the unit's state will tell.
    if (plan.ok() || UnpackPlan(applied).ok()) state_.said_plan = applied.version();
    if (plan.ok()) {
      state_.plan = *std::move(plan);
      return;
    }
    const v1::Error error = text::ErrorOf(plan.status());
    v1::Words words;
    words.set_vi(error.vi());
    words.set_en(error.en());
    state_.problems.push_back(std::move(words));
  }

  void TakeOwnOutcome(const HubEvent& e, const v1::OwnOutcome& outcome) {
    auto id = id_of_.find(e.own_log);
    if (id == id_of_.end()) return;
    const Place place{id->second, outcome.stream_index()};
    sync::Placement placement;
    placement.outcome = outcome.outcome();
    placement.held_reason = outcome.held_reason();
    placement.settles.assign(outcome.settles().begin(), outcome.settles().end());
    placement.same_as = outcome.same_as();
    auto known = by_place_.find(place);
    if (known != by_place_.end()) {  // a release of what was held
      Release(known->second, placement);
      return;
    }
    auto own = own_.find(place);
    if (own == own_.end() || !own->second.change.has_revision()) return;
    Revision r = FromOwn(place, own->second);
    r.hub_index = e.index;
    r.received_at = outcome.at();
    AddSaid(std::move(r), placement);
  }

  void TakeReceived(const HubEvent& e, const v1::Event& event) {
    const v1::Received& received = event.received();
    if (!received.unit().empty() && received.unit() != holdings_.unit) return;
    v1::Change change;
    if (!change.ParseFromString(received.change())) {
      ++state_.unreadable;
      return;
    }
    const Place place{StreamOf(e, received), received.index()};
    TakeContinuation(change, place.first);
    if (change.has_stream_name()) {
      foreign_names_[place.first][change.stream_name().number()] = change.stream_name().stream();
    }
    if (!change.has_revision() || by_place_.contains(place)) return;
    sync::Placement placement;
    placement.outcome = received.outcome();
    placement.held_reason = received.held_reason();
    placement.settles.assign(received.settles().begin(), received.settles().end());
    placement.same_as = received.same_as();

    Revision r;
    auto own = own_.find(place);
    if (own != own_.end()) {
      r = FromOwn(place, own->second);
    } else {
      const auto log = log_of_.find(place.first);
      if (log != log_of_.end()) r.own_log = log->second;
      r.name = {place.first, place.second, e.change_digest};
      for (const v1::Parent& p : change.revision().parents()) {
        r.parents.push_back(
            {p.stream() == 0 ? place.first : foreign_names_[place.first][p.stream()], p.index(),
             p.digest()});
      }
      if (!Read(change, e.text, &r)) return;
    }
    const auto device = device_.find(received.stream());
    if (device != device_.end()) r.device = device->second;
    r.hub_index = e.index;
    r.received_at = event.at();
    AddSaid(std::move(r), placement);
  }

  // The 16 bytes of the stream that a Received speaks of: as the hub says, or as it said when the
  // stream was opened, or our own stream if the bytes are ours.
  std::string StreamOf(const HubEvent& e, const v1::Received& received) {
    if (!e.stream.empty()) return e.stream;
    auto opened = opened_.find(received.stream());
    if (opened != opened_.end()) return opened->second;
    for (const OwnStream& s : holdings_.streams) {
      auto own = own_.find({s.id, received.index()});
      if (own != own_.end() && own->second.record->main == received.change()) return s.id;
    }
    return "#" + std::to_string(received.stream());
  }

  void TakeReleased(const v1::Released& released) {
    sync::Placement placement;
    placement.outcome = released.outcome();
    placement.held_reason = released.held_reason();
    placement.settles.assign(released.settles().begin(), released.settles().end());
    placement.same_as = released.same_as();
    Release(released.received(), placement);
  }

  void TakeVerdict(const HubEvent& e, const v1::Event& event) {
    const v1::VerdictGiven& given = event.verdict_given();
    auto key = entry_of_.find(given.received());
    if (key == entry_of_.end()) return;
    v1::EventText words;
    if (!words.ParseFromString(e.text))
      words.Clear();  // erased or not for us: the word itself counts
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
    state_.entries[key->second].revisions[given.received()].verdict = std::move(verdict);
  }

  bool Read(const v1::Change& change, const std::string& second, Revision* r) {
    auto values = sync::DecodeValues(change.revision());
    if (!values.ok()) {
      ++state_.unreadable;
      return false;
    }
    r->values = *std::move(values);
    auto wording = sync::DecodeText(second);
    if (wording.ok()) r->wording = *std::move(wording);
    r->at = change.at();
    r->plan_version = change.plan_version();
    r->form = change.revision().form();
    r->period = change.revision().period();
    r->numbers = sync::ContentDigest(change.revision(), {});
    content_[{r->name.stream, r->name.index}] = sync::ContentDigest(change.revision(), r->wording);
    return true;
  }

  Revision FromOwn(const Place& place, const OwnChange& own) {
    Revision r;
    r.name = {place.first, place.second, log::Short(own.record->digest)};
    r.own_log = log_of_[place.first];
    r.parents = own.parents;
    if (!Read(own.change, own.record->text, &r)) r.form = 0;
    return r;
  }

  // A digest that does not fit is another Change under the same name, unless it was moved.
  std::optional<sync::MemberId> Known(const Name& name) const {
    const auto at = by_place_.find({name.stream, name.index});
    const auto digest = digests_.find({name.stream, name.index});
    const bool fits = name.digest == 0 || digest == digests_.end() || digest->second == 0 ||
                      digest->second == name.digest;
    if (at != by_place_.end() && fits) return at->second;
    const auto moved = moved_.find({name.stream, name.digest});
    if (moved == moved_.end()) return std::nullopt;
    const auto now = by_place_.find(moved->second);
    return now == by_place_.end() ? std::nullopt : std::optional(now->second);
  }

  // Parents that are known here; nothing where one is missing.
  std::optional<sync::MemberIds> Resolve(const std::vector<Name>& parents, bool all) {
    sync::MemberIds ids;
    for (const Name& p : parents) {
      if (const std::optional<sync::MemberId> known = Known(p); known.has_value()) {
        ids.push_back(*known);
      } else if (all) {
        return std::nullopt;
      }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  sync::Candidate CandidateOf(const Revision& r, bool all_parents) {
    sync::Candidate c;
    c.parents = Resolve(r.parents, all_parents);
    c.content = content_[{r.name.stream, r.name.index}];
    return c;
  }

  void AddSaid(Revision r, const sync::Placement& placement) {
    if (r.form == 0) return;
    const std::pair<uint32_t, uint32_t> key{r.form, r.period};
    Entry& entry = EntryAt(key);
    r.id = r.hub_index;
    r.acknowledged = r.sent = true;
    sync::Apply(entry.said, r.id, CandidateOf(r, false), placement);
    by_place_[{r.name.stream, r.name.index}] = r.id;
    digests_[{r.name.stream, r.name.index}] = r.name.digest;
    entry_of_[r.id] = key;
    entry.revisions.emplace(r.id, std::move(r));
  }

  void Release(sync::MemberId id, const sync::Placement& placement) {
    auto key = entry_of_.find(id);
    if (key == entry_of_.end()) return;
    Entry& entry = state_.entries[key->second];
    sync::Apply(entry.said, id, CandidateOf(entry.revisions[id], false), placement);
  }

  Entry& EntryAt(std::pair<uint32_t, uint32_t> key) {
    Entry& entry = state_.entries[key];
    entry.form = key.first;
    entry.period = key.second;
    return entry;
  }

  void CompileForPlan() {
    if (state_.unit_row.has_value())
      state_.unit = plan::CompileUnit(*state_.plan, *state_.unit_row);
    // What this plan does not have is left out, as at the hub; a later one may have it again.
    for (const auto& [number, field, item] : state_.said_recognised) {
      const int form = state_.plan->FormIndex(number);
      if (form >= 0) state_.recognised.push_back({form, field, item});
    }
    for (const uint32_t number : state_.said_not_applicable) {
      const int indicator = state_.plan->IndicatorIndexByNumber(number);
      if (indicator >= 0) state_.not_applicable.push_back(indicator);
    }
    std::sort(state_.recognised.begin(), state_.recognised.end());
    std::sort(state_.not_applicable.begin(), state_.not_applicable.end());
  }

  // What the hub will say of our Changes that it has not spoken about, if nothing else comes first.
  void Predict(const OwnStream& s) {
    for (const OwnRecord& record : s.records) {
      const Place place{s.id, record.index};
      auto own = own_.find(place);
      if (own == own_.end() || by_place_.contains(place) || !own->second.change.has_revision())
        continue;
      Revision r = FromOwn(place, own->second);
      if (r.form == 0) continue;
      r.id = kUnspoken + (++unspoken_);
      r.acknowledged = record.index <= s.acknowledged;
      r.sent = r.acknowledged || record.index <= s.sent;
      Entry& entry = EntryAt({r.form, r.period});
      sync::Candidate candidate = CandidateOf(r, true);
      if (state_.locked.contains(r.period)) candidate.obstacle = v1::HELD_REASON_PERIOD_LOCKED;
      sync::Apply(entry.members, r.id, candidate, sync::Place(entry.members, candidate));
      by_place_[place] = r.id;
      digests_[place] = r.name.digest;
      if (!r.acknowledged) ++state_.waiting;
      entry.revisions.emplace(r.id, std::move(r));
    }
  }

  void Count() {
    for (const auto& [key, entry] : state_.entries) {
      const v1::Word word = entry.Word();
      if (word == v1::WORD_HELD) ++state_.held;
      if (word == v1::WORD_CONFLICT) ++state_.in_conflict;
      if (word == v1::WORD_RETURNED) ++state_.returned;
    }
    if (state_.plan != nullptr) return;
    state_.unit.code = holdings_.unit;
  }

  const Holdings& holdings_;
  PlanBook& plans_;
  SchoolState& state_;
  std::map<Place, OwnChange> own_;
  std::map<std::string, uint32_t> log_of_;
  std::map<uint32_t, std::string> id_of_;
  std::map<uint32_t, std::string> opened_;  // the hub's numbers of streams
  std::map<uint32_t, uint32_t> device_;
  std::map<std::string, std::map<uint32_t, std::string>> foreign_names_;
  std::map<Place, sync::MemberId> by_place_;
  std::map<Place, uint64_t> digests_;                        // of those in by_place_; 0: not known
  std::map<std::pair<std::string, uint64_t>, Place> moved_;  // by older stream and digest there
  std::map<Place, log::Digest> content_;
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
