#include "agent/state/compose.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "agent/state/words.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {
namespace {

constexpr uint32_t kNoStream = std::numeric_limits<uint32_t>::max();
// While a move is composed: the parent moves too, and its new index is not known yet.
constexpr uint32_t kMovesToo = kNoStream - 1;

log::NewRecord Plain(const v1::Change& change) { return {change.SerializeAsString(), {}}; }

// The Revisions and messages of `old` behind `agreed`, parsed; what cannot be parsed stays where it
// is.
std::vector<std::pair<const OwnRecord*, v1::Change>> Unsent(const OwnStream& old, uint64_t agreed) {
  std::vector<std::pair<const OwnRecord*, v1::Change>> unsent;
  for (const OwnRecord& r : old.records) {
    v1::Change change;
    if (r.index > agreed && change.ParseFromString(r.main) &&
        (change.has_revision() || change.has_message())) {
      unsent.emplace_back(&r, std::move(change));
    }
  }
  return unsent;
}

std::map<uint32_t, std::string> NamesDeclaredIn(const OwnStream& stream) {
  std::map<uint32_t, std::string> names;
  for (const OwnRecord& r : stream.records) {
    v1::Change change;
    if (change.ParseFromString(r.main) && change.has_stream_name()) {
      names[change.stream_name().number()] = change.stream_name().stream();
    }
  }
  return names;
}

// What `old` had itself taken over of older streams, where it has moved once more: whoever names
// such a Change by its first place finds it at its last.
std::vector<v1::Continuation> MovedAgain(const OwnStream& old, const std::set<uint64_t>& moving) {
  std::vector<v1::Continuation> again;
  for (const OwnRecord& r : old.records) {
    v1::Change change;
    if (!change.ParseFromString(r.main) || !change.has_continuation()) continue;
    const v1::Continuation& c = change.continuation();
    v1::Continuation kept;
    kept.set_stream(c.stream());
    kept.set_agreed_index(c.agreed_index());
    for (int i = 0; i < std::min(c.moved_digests_size(), c.moved_to_size()); ++i) {
      if (!moving.contains(c.moved_to(i))) continue;
      kept.add_moved_digests(c.moved_digests(i));
      kept.add_moved_to(c.moved_to(i));  // still in `old`
    }
    if (kept.moved_to_size() > 0) again.push_back(std::move(kept));
  }
  return again;
}

log::NewRecord PlainAt(int64_t at, v1::Continuation continuation) {
  v1::Change change;
  change.set_at(at);
  *change.mutable_continuation() = std::move(continuation);
  return Plain(change);
}

}  // namespace

StreamNames::StreamNames(const OwnStream& stream) : own_(stream.id) {
  for (const OwnRecord& r : stream.records) digests_[r.index] = log::Short(r.digest);
  for (const auto& [number, id] : NamesDeclaredIn(stream)) {
    numbers_[id] = number;
    next_ = std::max(next_, number + 1);
  }
}

bool StreamNames::StandsHere(const Name& name) const {
  if (name.stream != own_) return false;
  const auto at = digests_.find(name.index);
  return name.digest == 0 || (at != digests_.end() && at->second == name.digest);
}

v1::Parent StreamNames::Point(const Name& name, int64_t at, std::vector<log::NewRecord>* records) {
  v1::Parent parent;
  parent.set_index(name.index);
  if (StandsHere(name)) return parent;
  auto [it, added] = numbers_.emplace(name.stream, next_);
  if (added) {
    v1::Change change;
    change.set_at(at);
    change.mutable_stream_name()->set_number(next_++);
    change.mutable_stream_name()->set_stream(name.stream);
    records->push_back(Plain(change));
  }
  parent.set_stream(it->second);
  parent.set_digest(name.digest);
  return parent;
}

Composer::Composer(const OwnStream& stream, RandomBytes random)
    : names_(stream), random_(std::move(random)) {}

absl::Status Composer::Add(const NewRevision& revision) {
  v1::Change change;
  change.set_at(revision.at);
  change.set_plan_version(revision.plan_version);
  v1::Revision* r = change.mutable_revision();
  r->set_form(revision.form);
  r->set_period(revision.period);
  std::vector<log::NewRecord> names;
  for (const Name& parent : revision.parents)
    *r->add_parents() = names_.Point(parent, revision.at, &names);
  sync::EncodeValues(revision.values, r);
  for (const auto& [rule, reason] : revision.wording.reasons) r->add_reasoned_rules(rule);
  v1::Sealed sealed = sync::Seal(std::move(change), revision.wording, random_(16));
  if (sealed.main().size() + sealed.text().size() > sync::kMaxChangeBytes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kRevisionTooLarge,
                        sync::kMaxChangeBytes / 1024);
  }
  for (log::NewRecord& n : names) records_.push_back(std::move(n));
  offsets_.push_back(records_.size());
  records_.push_back({std::move(*sealed.mutable_main()), std::move(*sealed.mutable_text())});
  return absl::OkStatus();
}

absl::Status Composer::Add(const NewMessage& message) {
  v1::Change change;
  change.set_at(message.at);
  change.mutable_message()->set_about(message.about);
  change.mutable_message()->set_form(message.form);
  change.mutable_message()->set_period(message.period);
  sync::Wording wording;
  wording.author = message.author;
  wording.note = message.text;
  v1::Sealed sealed = sync::Seal(std::move(change), wording, random_(16));
  if (sealed.main().size() + sealed.text().size() > sync::kMaxChangeBytes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kRevisionTooLarge,
                        sync::kMaxChangeBytes / 1024);
  }
  offsets_.push_back(records_.size());
  records_.push_back({std::move(*sealed.mutable_main()), std::move(*sealed.mutable_text())});
  return absl::OkStatus();
}

Move ComposeMove(const OwnStream& old, uint64_t agreed, const OwnStream& onto, int64_t at) {
  auto unsent = Unsent(old, agreed);
  const std::map<uint32_t, std::string> old_names = NamesDeclaredIn(old);
  std::map<uint64_t, uint64_t> digests;  // of the old stream
  for (const OwnRecord& r : old.records) digests[r.index] = log::Short(r.digest);
  std::set<uint64_t> moving;
  for (const auto& [record, change] : unsent) moving.insert(record->index);

  // Where a parent is to be found from the new stream; the moved ones get their place below.
  auto from_outside = [&](const v1::Parent& p) -> Name {
    if (p.stream() == 0) return {old.id, p.index(), digests[p.index()]};
    auto name = old_names.find(p.stream());
    return {name == old_names.end() ? std::string() : name->second, p.index(), p.digest()};
  };

  // The names come right after the Continuations, then the Changes: so every new index is known
  // before it is written.
  StreamNames names(onto);
  std::vector<log::NewRecord> declared;
  for (auto& [record, change] : unsent) {
    if (!change.has_revision()) continue;
    for (v1::Parent& p : *change.mutable_revision()->mutable_parents()) {
      const Name outside = from_outside(p);
      if (p.stream() == 0 && moving.contains(p.index())) {
        p.set_stream(kMovesToo);
      } else if (outside.empty()) {
        p.set_stream(kNoStream);  // a name that was never declared: stays unknown
      } else {
        p = names.Point(outside, at, &declared);
      }
    }
  }
  std::vector<v1::Continuation> again = MovedAgain(old, moving);
  Move move;
  uint64_t next = onto.last() + 2 + again.size() + declared.size();
  v1::Continuation first;
  first.set_stream(old.id);
  first.set_agreed_index(agreed);
  for (const auto& [record, change] : unsent) {
    move.moved[record->index] = next;
    first.add_moved_digests(log::Short(record->digest));
    first.add_moved_to(next++);
  }
  move.records.push_back(PlainAt(at, std::move(first)));
  for (v1::Continuation& c : again) {
    for (uint64_t& to : *c.mutable_moved_to()) to = move.moved[to];
    move.records.push_back(PlainAt(at, std::move(c)));
  }
  for (log::NewRecord& n : declared) move.records.push_back(std::move(n));
  for (auto& [record, change] : unsent) {
    if (!change.has_revision()) {
      move.records.push_back({record->main, record->text});
      continue;
    }
    for (v1::Parent& p : *change.mutable_revision()->mutable_parents()) {
      if (p.stream() != kMovesToo) continue;
      p.set_stream(0);
      p.set_index(move.moved[p.index()]);
    }
    move.records.push_back({change.SerializeAsString(), record->text});
  }
  return move;
}

}  // namespace gom::agent
