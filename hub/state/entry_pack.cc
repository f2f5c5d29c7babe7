#include "hub/state/entry_pack.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "common/plan/facts.h"

namespace gom::hub {
namespace {

constexpr int64_t kHourMs = 3'600'000;

// What few Revisions have; each bit says that it follows.
enum Extra : uint32_t {
  kHasText = 1,
  kContentDiffers = 2,  // Member::content from Revision::numbers: there is a text
  kVerdict = 4,
  kSames = 8,
  kReasons = 16,
  kUnresolved = 32,
  kOpenValues = 64,     // may count, but neither as head nor as the accepted one
  kPackedValues = 128,  // cannot count
  kVia = 256,
  kAgain = 512
};

uint32_t ExtrasOf(const Entry& entry, const sync::Member& m, const Revision& r) {
  uint32_t extras = 0;
  const auto note = [&](bool has, Extra extra) { extras |= has ? extra : 0u; };
  note(r.has_text, kHasText);
  note(m.content != r.numbers, kContentDiffers);
  note(r.verdict_index != 0, kVerdict);
  note(m.same_as != 0 || r.decided_same_as != 0, kSames);
  note(m.held_reason != v1::HELD_REASON_UNSPECIFIED ||
           r.decided_reason != v1::HELD_REASON_UNSPECIFIED,
       kReasons);
  note(!r.unresolved.empty(), kUnresolved);
  const bool kept_beside = r.id == entry.members.head || r.id == entry.accepted;
  note(r.values != nullptr && !kept_beside, kOpenValues);
  note(r.values == nullptr, kPackedValues);
  note(r.via != 0, kVia);
  note(r.again, kAgain);
  return extras;
}

// Other records of the log are near, and mostly before.
void PackIds(const sync::MemberIds& ids, uint64_t near, Packer& out) {
  out.N(ids.size());
  for (const uint64_t id : ids) out.Z(static_cast<int64_t>(near - id));
}

sync::MemberIds UnpackIds(Unpacker& in, uint64_t near) {
  sync::MemberIds ids(in.Count());
  for (uint64_t& id : ids) id = near - static_cast<uint64_t>(in.Z());
  return ids;
}

void PackUnresolved(const std::vector<ParentName>& names, Packer& out) {
  out.N(names.size());
  for (const ParentName& name : names) {
    out.B(name.stream);
    out.N(name.index);
    out.Fixed(name.digest);
  }
}

std::vector<ParentName> UnpackUnresolved(Unpacker& in) {
  std::vector<ParentName> names(in.Count());
  for (ParentName& name : names) {
    name.stream = std::string(in.B());
    in.N(&name.index);
    name.digest = in.Fixed();
  }
  return names;
}

// What stood in the Revision before: the next one is near it.
struct Before {
  uint64_t id = 0;
  int64_t entered_at = 0, received_at = 0;
};

void PackRevision(const Entry& entry, const sync::Member& m, const Revision& r,
                  const Before& before, Packer& out) {
  const uint32_t extras = ExtrasOf(entry, m, r);
  out.N(r.id - before.id, extras, m.standing, r.decided, r.stream, r.stream_index);
  out.Z(r.entered_at - before.entered_at);
  out.Z(r.received_at - before.received_at);
  out.N(r.plan_version);
  PackIds(m.parents, r.id, out);
  PackIds(r.decided_settles, r.id, out);
  out.D(r.numbers);
  if (extras & kContentDiffers) out.D(m.content);
  if (extras & kVerdict) {
    out.N(r.verdict, r.verdict_index);
    out.Z(r.verdict_at - r.received_at);
  }
  if (extras & kSames) out.N(m.same_as, r.decided_same_as);
  if (extras & kReasons) out.N(m.held_reason, r.decided_reason);
  if (extras & kUnresolved) PackUnresolved(r.unresolved, out);
  if (extras & kOpenValues) PackValues(*r.values, out);
  if (extras & kPackedValues) out.B(r.packed);
  if (extras & kVia) out.N(r.via);
}

// What stands before the Revisions. Where the newest one begins, and what the one before it leaves
// to know, so that it can be read and another put behind it without reading the older ones.
struct Front {
  sync::MemberId head = 0, accepted = 0;
  size_t count = 0;
  size_t older_size = 0;  // bytes of all but the newest
  Before before_newest;
};

void PackFront(const Front& front, Packer& out) {
  out.N(front.head, front.accepted, front.count, front.older_size, front.before_newest.id);
  out.Z(front.before_newest.entered_at);
  out.Z(front.before_newest.received_at);
}

Front UnpackFront(Unpacker& in) {
  Front front;
  in.N(&front.head, &front.accepted);
  front.count = in.Count();
  in.N(&front.older_size, &front.before_newest.id);
  front.before_newest.entered_at = in.Z();
  front.before_newest.received_at = in.Z();
  return front;
}

// The Revisions of `entry` behind those that are packed already, as `front` says of them.
std::string PackBehind(std::string_view older, const Front& front, const Entry& entry) {
  // Grow once, and what is handed out is as large as it has to be: there may be millions.
  thread_local std::string revisions, start;
  revisions.assign(older);
  Packer out(&revisions);
  Front now;
  now.head = entry.members.head;
  now.accepted = entry.accepted;
  now.count = (front.count == 0 ? 0 : front.count - 1) + entry.revisions.size();
  now.before_newest = front.before_newest;
  Before before = front.before_newest;
  for (size_t i = 0; i < entry.revisions.size(); ++i) {
    const Revision& r = entry.revisions[i];
    now.older_size = revisions.size();
    now.before_newest = before;
    PackRevision(entry, entry.members.all[i], r, before, out);
    before = {r.id, r.entered_at, r.received_at};
  }
  start.clear();
  Packer front_out(&start);
  PackFront(now, front_out);
  std::string packed;
  packed.reserve(start.size() + revisions.size());
  packed.append(start).append(revisions);
  return packed;
}

template <typename Enum>
Enum UnpackEnum(Unpacker& in) {
  return static_cast<Enum>(in.Number());
}

void UnpackRevision(Unpacker& in, const Before& before, sync::Member& m, Revision& r) {
  m.id = r.id = before.id + in.Number();
  const auto extras = static_cast<uint32_t>(in.Number());
  m.standing = UnpackEnum<v1::Outcome>(in);
  r.decided = UnpackEnum<v1::Outcome>(in);
  in.N(&r.stream, &r.stream_index);
  r.entered_at = before.entered_at + in.Z();
  r.received_at = before.received_at + in.Z();
  in.N(&r.plan_version);
  m.parents = UnpackIds(in, r.id);
  r.decided_settles = UnpackIds(in, r.id);
  r.numbers = in.D();
  r.has_text = (extras & kHasText) != 0;
  r.again = (extras & kAgain) != 0;
  m.content = (extras & kContentDiffers) != 0 ? in.D() : r.numbers;
  if (extras & kVerdict) {
    r.verdict = UnpackEnum<v1::VerdictWord>(in);
    in.N(&r.verdict_index);
    r.verdict_at = r.received_at + in.Z();
  }
  if (extras & kSames) in.N(&m.same_as, &r.decided_same_as);
  if (extras & kReasons) {
    m.held_reason = UnpackEnum<v1::HeldReason>(in);
    r.decided_reason = UnpackEnum<v1::HeldReason>(in);
  }
  if (extras & kUnresolved) r.unresolved = UnpackUnresolved(in);
  if (extras & kOpenValues) r.values = UnpackValues(in);
  if (extras & kPackedValues) r.packed = std::string(in.B());
  if (extras & kVia) in.N(&r.via);
}

// `count` of them, the first behind `before`.
void UnpackRevisions(Unpacker& in, const Front& front, size_t count, Before before,
                     const Counting& counting, Entry* entry) {
  entry->members.head = front.head;
  entry->accepted = front.accepted;
  entry->members.all.resize(count);
  entry->revisions.resize(count);
  for (size_t i = 0; i < count && in.ok(); ++i) {
    Revision& r = entry->revisions[i];
    UnpackRevision(in, before, entry->members.all[i], r);
    before = {r.id, r.entered_at, r.received_at};
    if (r.id == front.head) r.values = counting.reported;
    if (r.id == front.accepted) r.values = counting.accepted;
  }
}

}  // namespace

Counting CountingOf(const Entry& entry) {
  Counting counting;
  if (!entry.revisions.empty()) {
    const Revision& first = entry.revisions.front();
    counting.first_hour =
        first.again ? plan::kUnknownHour : static_cast<int32_t>(first.received_at / kHourMs);
  }
  if (const Revision* head = entry.head(); head != nullptr) {
    counting.reported = head->values;
    counting.reported_plan = head->plan_version;
    counting.in_conflict = entry.members.in_conflict();
    counting.returned = head->verdict == v1::VERDICT_WORD_RETURNED;
  }
  if (const Revision* accepted = entry.Find(entry.accepted); accepted != nullptr) {
    counting.accepted = accepted->values;
    counting.accepted_plan = accepted->plan_version;
  }
  return counting;
}

void PackCounting(const Counting& counting, Packer& out) {
  const bool same = counting.accepted == counting.reported;
  out.N((counting.reported != nullptr ? 1 : 0) | (counting.accepted != nullptr ? 2 : 0) |
        (same ? 4 : 0) | (counting.in_conflict ? 8 : 0) | (counting.returned ? 16 : 0));
  out.Z(counting.first_hour);
  out.N(counting.reported_plan, counting.accepted_plan);
  if (counting.reported != nullptr) PackValues(*counting.reported, out);
  if (counting.accepted != nullptr && !same) PackValues(*counting.accepted, out);
}

Counting UnpackCounting(Unpacker& in) {
  Counting counting;
  const uint64_t flags = in.Number();
  counting.first_hour = static_cast<int32_t>(in.Z());
  in.N(&counting.reported_plan, &counting.accepted_plan);
  if ((flags & 1) != 0) counting.reported = UnpackValues(in);
  if ((flags & 2) != 0) counting.accepted = (flags & 4) != 0 ? counting.reported : UnpackValues(in);
  counting.in_conflict = (flags & 8) != 0;
  counting.returned = (flags & 16) != 0;
  return counting;
}

std::string PackEntry(const Entry& entry) { return PackBehind({}, {}, entry); }

std::optional<Entry> UnpackEntry(const EntryKey& key, std::string_view packed,
                                 const Counting& counting) {
  Unpacker in(packed);
  const Front front = UnpackFront(in);
  Entry entry;
  entry.key = key;
  UnpackRevisions(in, front, front.count, Before(), counting, &entry);
  if (!in.whole()) return std::nullopt;
  return entry;
}

bool AppendEdit(const Revision& edit, const sync::Candidate& candidate,
                const sync::Placement& placement, std::string* packed, Counting* counting,
                TallyMove* moved) {
  Unpacker in(*packed);
  const Front front = UnpackFront(in);
  const bool plain = placement.outcome == v1::OUTCOME_HEAD && placement.settles.size() == 1 &&
                     placement.settles.front() == front.head && !counting->in_conflict;
  if (!plain || front.count == 0) return false;
  const std::string_view older = in.Skip(front.older_size);
  Entry newest;
  newest.members.all.reserve(2);
  newest.revisions.reserve(2);
  UnpackRevisions(in, front, 1, front.before_newest, *counting, &newest);
  if (!in.whole() || newest.revisions.front().id != front.head) return false;
  moved->before = newest.tally();
  FoldIn(newest, edit, candidate, placement, nullptr);
  moved->after = newest.tally();
  *packed = PackBehind(older, front, newest);
  Counting now = CountingOf(newest);
  now.first_hour = counting->first_hour;
  // The accepted one may be among the older.
  if (newest.accepted != 0 && now.accepted == nullptr) {
    now.accepted = counting->accepted;
    now.accepted_plan = counting->accepted_plan;
  }
  *counting = std::move(now);
  return true;
}

}  // namespace gom::hub
