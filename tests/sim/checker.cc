#include "tests/sim/checker.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/message.h"
#include "hub/writer/verify.h"
#include "tests/sim/lineage.h"
#include "tests/sim/receipts.h"

namespace gom::sim {
namespace {

Mark MarkAt(const hub::Entry& entry, uint64_t id) {
  const hub::Revision* revision = entry.Find(id);
  return revision == nullptr ? "?" : MarkOf(*hub::ValuesOf(*revision));
}

std::string NameOf(const hub::State& state, const hub::EntryKey& key) {
  return absl::StrCat(state.units[key.unit]->row.code(), " form ", key.form, " Q", key.period);
}

void ForEachEntry(const hub::State& state, const std::function<void(const hub::Entry&)>& each) {
  for (const auto& unit : state.units) {
    for (const auto& [form, period] : unit->entries) {
      each(*state.FindEntry({unit->index, form, period}));
    }
  }
}

class Checker {
 public:
  explicit Checker(World& world) : world_(world) {}

  void Run() {
    CheckLog();
    CheckPromises();
    for (const auto& agent : world_.agents) {
      if (world_.hub().IsRevoked(agent->who().device)) revoked_.insert(agent->who().device);
    }
    world_.hub().core().ReadState([&](const hub::State& state) {
      for (const auto& stream : state.streams) CheckStream(*stream);
      ForEachEntry(state, [&](const hub::Entry& entry) { CheckEntry(state, entry); });
      for (size_t i = 0; i < world_.agents.size(); ++i) CheckAgent(state, *world_.agents[i]);
    });
  }

 private:
  void Break(const std::string& what) { world_.history.Violation(what); }

  // I4, I10: chain, gaps, State and totals made from nothing, and the naive fold's judgment.
  void CheckLog() {
    const auto report = hub::Verify(world_.hub().core());
    if (!report.ok()) return Break(absl::StrCat("verify: ", report.status().ToString()));
    for (const v1::Error& problem : report->problems) {
      Break(absl::StrCat("I4/I10: verify: ", problem.code(), ": ", problem.en()));
    }
  }

  // I1, I2: nothing that was said to be saved is missing while anything held it.
  void CheckPromises() {
    for (const auto& [mark, told] : world_.history.told()) {
      if (!told.saved || told.destroyed || world_.hub().Holds(mark)) continue;
      Break(absl::StrCat(told.received ? "I1: " : "I2: ", mark, ", saved by ", told.by,
                         ", is not at the hub"));
    }
  }

  // I7: nothing stands at a place of a stream that no agent has put there.
  void CheckStream(const hub::Stream& stream) {
    if (stream.device == 0) return;
    for (size_t i = 0; i < stream.records.size(); ++i) {
      if (world_.sent.contains({stream.id, i + 1, stream.records[i].digest})) continue;
      Break(absl::StrCat("I7: stream ", stream.number, " has a record at ", i + 1,
                         " that nobody sent"));
      return;
    }
  }

  // I3 and the order of arrival: what counts are the ends of the history, whichever came first, and
  // each of them once.
  void CheckEntry(const hub::State& state, const hub::Entry& entry) {
    const Lineage lineage = LineageIn(entry);
    CheckHeld(state, entry);
    for (const auto& [id, node] : lineage) CheckParents(state, entry, id, lineage);
    std::vector<size_t> counted;
    std::map<size_t, Mark> marks;
    for (const auto& [id, node] : lineage) {
      marks[node.which] = node.mark;
      const v1::Outcome standing = entry.members.Find(id)->standing;
      if (standing == v1::OUTCOME_HEAD || standing == v1::OUTCOME_CONTENDER)
        counted.push_back(node.which);
    }
    std::sort(counted.begin(), counted.end());
    const std::set<size_t> ends = EndsOf(lineage);
    if (std::equal(counted.begin(), counted.end(), ends.begin(), ends.end())) return;
    Tell(entry, lineage);
    const auto mark = [&](std::string* text, size_t which) { text->append(marks[which]); };
    Break(absl::StrCat("I3: ", NameOf(state, entry.key), ": what counts is ",
                       absl::StrJoin(counted, " ", mark), " and not ",
                       absl::StrJoin(ends, " ", mark)));
  }

  // The Entry's history, for whoever looks into what broke.
  void Tell(const hub::Entry& entry, const Lineage& lineage) {
    for (const auto& [id, node] : lineage) {
      const sync::Member& member = *entry.members.Find(id);
      world_.history.Note(
          "checker",
          absl::StrCat("record ", id, " is Revision ", node.which, ", ", node.mark, ", over [",
                       absl::StrJoin(node.parents, " "), "], ", v1::Outcome_Name(member.standing),
                       member.same_as == 0 ? "" : absl::StrCat(" ", member.same_as)));
    }
  }

  static Lineage LineageIn(const hub::Entry& entry) {
    std::map<uint64_t, Node> nodes;
    for (const hub::Revision& revision : entry.revisions) {
      const sync::Member* member = entry.members.Find(revision.id);
      const sync::Member* first = entry.members.Find(entry.members.Canonical(revision.id));
      Node& node = nodes[revision.id];
      node.mark = MarkAt(entry, revision.id);
      node.parents.assign(member->parents.begin(), member->parents.end());
      node.held = first->standing == v1::OUTCOME_HELD;
    }
    return LineageOf(std::move(nodes));
  }

  // Wherever a Revision went, it descends from what was on the screen when it was typed.
  void CheckParents(const hub::State& state, const hub::Entry& entry, uint64_t id,
                    const Lineage& lineage) {
    const Node& node = lineage.at(id);
    const auto told = world_.history.told().find(node.mark);
    if (told == world_.history.told().end() || !told->second.over.has_value()) return;
    if (told->second.taken) return;      // its parent is lost
    if (IsMerge(lineage, node)) return;  // which nobody typed, whatever numbers it came out with
    if (entry.members.Find(id)->held_reason == v1::HELD_REASON_PARENT_UNKNOWN) return;
    Mark over;
    for (const uint64_t parent : node.parents) {
      const auto at = lineage.find(parent);
      absl::StrAppend(&over, over.empty() ? "" : " ", at == lineage.end() ? "?" : at->second.mark);
    }
    if (over == *told->second.over) return;
    Break(absl::StrCat("I3: ", NameOf(state, entry.key), ": ", node.mark, " was typed over “",
                       *told->second.over, "” and stands over “", over, "”"));
  }

  // Bytes were never damaged on the way, and nothing waits for the office any more, nor for a
  // parent that is lost: but of a form that the plan has dropped, which nobody can be asked to look
  // at.
  void CheckHeld(const hub::State& state, const hub::Entry& entry) {
    const bool asked = state.plan->FormIndex(entry.key.form) >= 0;
    for (const sync::Member& m : entry.members.all) {
      if (m.standing != v1::OUTCOME_HELD) continue;
      if (m.held_reason == v1::HELD_REASON_UNREADABLE ||
          m.held_reason == v1::HELD_REASON_DEVICE_UNKNOWN ||
          m.held_reason == v1::HELD_REASON_DEVICE_REVOKED ||
          (m.held_reason == v1::HELD_REASON_PARENT_UNKNOWN && asked)) {
        Break(absl::StrCat(NameOf(state, entry.key), ": ", MarkAt(entry, m.id),
                           " is held: ", v1::HeldReason_Name(m.held_reason)));
      }
    }
  }

  void CheckAgent(const hub::State& state, SimAgent& agent) {
    if (agent.gone()) return;
    const hub::Device* device = state.FindDevice(agent.who().device);
    if (device == nullptr) return;  // shut out, or it could not have synced
    CheckOwnStreams(state, agent);
    if (revoked_.contains(device->number)) return;  // it reads no more
    const std::string receipts = WrongWithReceipts(state, agent);
    if (!receipts.empty()) Break(receipts);
    const agent::SchoolState& school = agent.desk().state();
    if (!school.ready()) return Break(absl::StrCat("I5: ", agent.name(), " knows no plan"));
    const agent::AgentStore& store = agent.store();
    if (store.holdings().orphans.Waiting(store.marks().highest_term) != 0)
      Break(absl::StrCat("I5: ", agent.name(), " still hands back"));
    const std::string what = Difference(state, school);
    if (!what.empty()) Break(absl::StrCat("I5: ", agent.name(), " and the hub differ: ", what));
  }

  // I2, I7: its own streams are the hub's, byte for byte, to the end.
  void CheckOwnStreams(const hub::State& state, SimAgent& agent) {
    const std::set<Mark> own = agent.OwnMarks();
    for (const Mark& mark : agent.saved) {
      if (!own.contains(mark)) Break(absl::StrCat("I2: ", agent.name(), " has lost ", mark));
    }
    for (const agent::OwnStream& stream : agent.store().holdings().streams) {
      const hub::Stream* theirs = state.FindStream(stream.id);
      for (const agent::OwnRecord& record : stream.records) {
        if (record.index > stream.last()) break;
        const bool same = theirs != nullptr && theirs->last_index() >= record.index &&
                          theirs->records[record.index - 1].digest == log::Short(record.digest);
        if (same) continue;
        Break(absl::StrCat("I7: ", agent.name(), "'s stream ", stream.number, " at ", record.index,
                           " is not the hub's"));
        return;
      }
    }
  }

  // I5, I6: locks, plan, row; and entry by entry what counts, contends, is held and accepted.
  static std::string Difference(const hub::State& state, const agent::SchoolState& school) {
    const hub::UnitState* unit = state.FindUnit(school.unit_code);
    if (school.plan->version() != state.plan->version()) return "the plan";
    if (school.unit_row->SerializeAsString() != unit->row.SerializeAsString()) return "the row";
    if (std::set<uint32_t>(state.locked_periods.begin(), state.locked_periods.end()) !=
        school.locked) {
      return "locks";
    }
    if (school.recognised != unit->recognised) return "recognitions";
    if (Heard(school) != Said(state, *unit)) {
      return absl::StrCat("messages: ", absl::StrJoin(Heard(school), " "), " and not ",
                          absl::StrJoin(Said(state, *unit), " "));
    }
    if (school.waiting != 0) return absl::StrCat(school.waiting, " waiting");
    if (school.entries.size() != unit->entries.size()) return "the number of entries";
    for (const auto& [form, period] : unit->entries) {
      const std::shared_ptr<const hub::Entry> found = state.FindEntry({unit->index, form, period});
      const hub::Entry& entry = *found;
      const agent::Entry* theirs = school.FindEntry(form, period);
      const std::string here = Standing(entry);
      const std::string there = theirs == nullptr ? "nothing" : Standing(*theirs);
      if (here != there) {
        return absl::StrCat(NameOf(state, entry.key), ": ", there, " and not ", here);
      }
    }
    return "";
  }

  static std::vector<uint64_t> Heard(const agent::SchoolState& school) {
    std::vector<uint64_t> indexes;
    for (const agent::Message& m : school.messages) {
      if (!m.text.empty()) indexes.push_back(m.hub_index);
    }
    return indexes;
  }
  static std::vector<uint64_t> Said(const hub::State& state, const hub::UnitState& unit) {
    std::vector<uint64_t> indexes;
    for (const hub::MessageRef& m : hub::MessagesOf(state, unit.index)) indexes.push_back(m.index);
    return indexes;
  }

  static std::string Standing(const sync::Members& members) {
    std::string text;
    for (const sync::Member& m : members.all) {
      if (m.standing == v1::OUTCOME_SETTLED || m.standing == v1::OUTCOME_SAME) continue;
      absl::StrAppend(&text, " ", m.id, v1::Outcome_Name(m.standing), m.held_reason);
    }
    return text;
  }
  static std::string Standing(const hub::Entry& entry) {
    std::string text = Standing(entry.members);
    for (const hub::Revision& r : entry.revisions) {
      if (r.verdict != v1::VERDICT_WORD_UNSPECIFIED)
        absl::StrAppend(&text, " ", r.id, r.verdict == v1::VERDICT_WORD_ACCEPTED ? "+" : "-");
    }
    return text;
  }
  static std::string Standing(const agent::Entry& entry) {
    std::string text = Standing(entry.members);
    for (const auto& [id, r] : entry.revisions) {
      if (r.verdict.has_value()) absl::StrAppend(&text, " ", id, r.verdict->accepted ? "+" : "-");
    }
    return text;
  }

  World& world_;
  std::set<uint32_t> revoked_;
};

}  // namespace

bool HasArrived(World& world, size_t i) {
  const std::set<Mark> own = world.agents[i]->OwnMarks();
  return std::all_of(own.begin(), own.end(),
                     [&](const Mark& mark) { return world.hub().Holds(mark); });
}

void CheckArrived(World& world, size_t i) {
  for (const Mark& mark : world.agents[i]->OwnMarks()) {
    if (world.hub().Holds(mark)) continue;
    world.history.Violation(absl::StrCat("I1: ", world.agents[i]->name(), " has synced, and ", mark,
                                         " is not at the hub"));
  }
}

void CheckAll(World& world) { Checker(world).Run(); }

std::map<std::string, std::string> StandingIn(World& world) {
  std::map<std::string, std::string> standing;
  world.hub().core().ReadState([&](const hub::State& state) {
    ForEachEntry(state, [&](const hub::Entry& entry) {
      std::set<Mark> contenders;
      for (const sync::Member& m : entry.members.all) {
        if (m.standing == v1::OUTCOME_CONTENDER) contenders.insert(MarkAt(entry, m.id));
      }
      standing[NameOf(state, entry.key)] =
          absl::StrCat(entry.members.head == 0 ? "" : MarkAt(entry, entry.members.head), " | ",
                       absl::StrJoin(contenders, " "));
    });
  });
  return standing;
}

}  // namespace gom::sim
