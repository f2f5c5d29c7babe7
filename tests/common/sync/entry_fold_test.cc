#include "common/sync/entry_fold.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace gom::sync {
namespace {

log::Digest Content(int n) { return log::Sha256(std::to_string(n)); }

// An Entry that is fed by hand; `content` 0 gives each its own.
class Book {
 public:
  Placement Add(MemberId id, MemberIds parents, int content = 0,
                v1::HeldReason obstacle = v1::HELD_REASON_UNSPECIFIED) {
    Candidate c{std::move(parents), obstacle,
                Content(content == 0 ? 1000 + static_cast<int>(id) : content)};
    const Placement p = Place(members, c);
    Apply(members, id, c, p);
    return p;
  }
  Placement AddOrphan(MemberId id) {
    const Candidate c{std::nullopt, v1::HELD_REASON_UNSPECIFIED,
                      Content(1000 + static_cast<int>(id))};
    const Placement p = Place(members, c);
    Apply(members, id, c, p);
    return p;
  }
  Placement Release(MemberId id, MemberIds parents,
                    v1::HeldReason obstacle = v1::HELD_REASON_UNSPECIFIED) {
    const Candidate c{std::move(parents), obstacle, members.Find(id)->content};
    const Placement p = Place(members, c, id);
    Apply(members, id, c, p);
    return p;
  }
  v1::Outcome Standing(MemberId id) const { return members.Find(id)->standing; }
  Members members;
};

TEST(EntryFoldTest, ParentUnknown_IsHeld) {
  Book b;
  const Placement p = b.AddOrphan(1);
  EXPECT_EQ(p.outcome, v1::OUTCOME_HELD);
  EXPECT_EQ(p.held_reason, v1::HELD_REASON_PARENT_UNKNOWN);
  EXPECT_EQ(b.members.head, 0u);
  EXPECT_EQ(b.members.held(), 1);
}

TEST(EntryFoldTest, ParentWaitsForItsOwnParent_IsHeld) {
  Book b;
  b.AddOrphan(1);
  EXPECT_EQ(b.Add(2, {1}).held_reason, v1::HELD_REASON_PARENT_UNKNOWN);
}

TEST(EntryFoldTest, Obstacle_IsHeldWithThatReason) {
  for (const auto reason :
       {v1::HELD_REASON_PERIOD_LOCKED, v1::HELD_REASON_NOT_OF_PLAN, v1::HELD_REASON_ERROR_WITHIN}) {
    Book b;
    const Placement p = b.Add(1, {}, 0, reason);
    EXPECT_EQ(p.outcome, v1::OUTCOME_HELD);
    EXPECT_EQ(p.held_reason, reason);
    EXPECT_EQ(b.members.head, 0u);
  }
}

TEST(EntryFoldTest, NoHeadYet_IsHead) {
  Book b;
  EXPECT_EQ(b.Add(1, {}).outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(b.members.head, 1u);
}

TEST(EntryFoldTest, AncestorOfTheHead_ComesFreeLate_IsSettled) {
  Book b;
  b.Add(1, {});
  b.Add(2, {1}, 0, v1::HELD_REASON_ERROR_WITHIN);
  // 3 is over 2; that settles 2 at once. Decided again it would be settled, too.
  const Placement p = b.Add(3, {2});
  EXPECT_EQ(p.outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(p.settles, (MemberIds{1, 2}));
  EXPECT_EQ(b.Release(2, {1}).outcome, v1::OUTCOME_SETTLED);
  EXPECT_EQ(b.members.head, 3u);
}

TEST(EntryFoldTest, HeadIsAncestor_IsHeadAndSettlesContendersAndHeldOnes) {
  Book b;
  b.Add(1, {});
  b.Add(2, {});                                    // contender
  b.Add(3, {1}, 0, v1::HELD_REASON_ERROR_WITHIN);  // held
  const Placement p = b.Add(4, {2, 3});
  EXPECT_EQ(p.outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(p.settles, (MemberIds{1, 2, 3}));
  EXPECT_FALSE(b.members.in_conflict());
  EXPECT_EQ(b.members.held(), 0);
}

TEST(EntryFoldTest, HeadIsAncestorThroughSame_IsHead) {
  Book b;
  b.Add(1, {}, 7);
  EXPECT_EQ(b.Add(2, {}, 7).outcome, v1::OUTCOME_SAME);
  const Placement p = b.Add(3, {2});
  EXPECT_EQ(p.outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(p.settles, MemberIds{1});
}

TEST(EntryFoldTest, SameParentsAndContent_IsSame) {
  Book b;
  b.Add(1, {});
  b.Add(2, {1}, 7);
  const Placement p = b.Add(3, {1}, 7);
  EXPECT_EQ(p.outcome, v1::OUTCOME_SAME);
  EXPECT_EQ(p.same_as, 2u);
  EXPECT_FALSE(b.members.in_conflict());
}

TEST(EntryFoldTest, SameContentAsAHeldOne_IsNotSame) {
  Book b;
  b.Add(1, {}, 7, v1::HELD_REASON_PERIOD_LOCKED);
  EXPECT_EQ(b.Add(2, {}, 7).outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(b.Release(1, {}).outcome, v1::OUTCOME_SAME);
}

TEST(EntryFoldTest, KnownAlready_UnderALock_IsSame) {
  Book b;
  b.Add(1, {}, 7);
  EXPECT_EQ(b.Add(2, {}, 7, v1::HELD_REASON_PERIOD_LOCKED).outcome, v1::OUTCOME_SAME);
}

TEST(EntryFoldTest, HeldTwice_IsOneRevisionAndSoIsWhatDescendsFromIt) {
  Book b;
  b.Add(1, {});
  b.Add(2, {1}, 7, v1::HELD_REASON_ERROR_WITHIN);
  EXPECT_EQ(b.Add(3, {1}, 7, v1::HELD_REASON_ERROR_WITHIN).same_as, 2u);
  EXPECT_EQ(b.Add(4, {}).outcome, v1::OUTCOME_CONTENDER);
  EXPECT_EQ(b.Add(5, {2}, 8).outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(b.Add(6, {3}, 8).outcome, v1::OUTCOME_SAME);
  EXPECT_EQ(b.members.contenders(), 1);
}

TEST(EntryFoldTest, HeldForAnotherReason_IsNotSame) {
  Book b;
  b.Add(1, {}, 7, v1::HELD_REASON_DEVICE_UNKNOWN);
  EXPECT_EQ(b.Add(2, {}, 7, v1::HELD_REASON_ERROR_WITHIN).outcome, v1::OUTCOME_HELD);
  EXPECT_EQ(b.Add(3, {}, 7, v1::HELD_REASON_DEVICE_UNKNOWN).outcome, v1::OUTCOME_HELD);
}

TEST(EntryFoldTest, HeldTwiceByAnOlderProgram_TheLaterOneIsTheSame) {
  Book b;
  b.Add(1, {}, 7, v1::HELD_REASON_PERIOD_LOCKED);
  b.Add(2, {}, 7, v1::HELD_REASON_ERROR_WITHIN);
  EXPECT_EQ(b.Release(2, {}, v1::HELD_REASON_PERIOD_LOCKED).same_as, 1u);
  EXPECT_EQ(b.Release(1, {}, v1::HELD_REASON_PERIOD_LOCKED).outcome, v1::OUTCOME_HELD);
}

TEST(EntryFoldTest, SameContentUnderAnotherParent_IsContender) {
  Book b;
  b.Add(1, {});
  b.Add(2, {1}, 7);
  EXPECT_EQ(b.Add(3, {}, 7).outcome, v1::OUTCOME_CONTENDER);
}

TEST(EntryFoldTest, DescendsFromContender_ReplacesIt) {
  Book b;
  b.Add(1, {});
  b.Add(2, {});
  const Placement p = b.Add(3, {2});
  EXPECT_EQ(p.outcome, v1::OUTCOME_CONTENDER);
  EXPECT_EQ(p.settles, MemberIds{2});
  EXPECT_EQ(b.Standing(2), v1::OUTCOME_SETTLED);
  EXPECT_EQ(b.members.contenders(), 1);
}

TEST(EntryFoldTest, Otherwise_IsContenderAndTheFirstCounts) {
  Book b;
  b.Add(1, {});
  EXPECT_EQ(b.Add(2, {}).outcome, v1::OUTCOME_CONTENDER);
  EXPECT_EQ(b.members.head, 1u);
  EXPECT_TRUE(b.members.in_conflict());
}

TEST(EntryFoldTest, ParentArrives_HeldOneIsDecidedAgain) {
  Book b;
  b.AddOrphan(1);
  b.Add(2, {});
  const Placement p = b.Release(1, {2});
  EXPECT_EQ(p.outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(p.settles, MemberIds{2});
}

TEST(EntryFoldTest, OverANameThatWaitsForTheOperator_SettlesWhatCountsUnderTheOther) {
  for (const auto reason : {v1::HELD_REASON_DEVICE_REVOKED, v1::HELD_REASON_DEVICE_UNKNOWN}) {
    Book b;
    b.Add(1, {});
    b.Add(2, {}, 20);
    b.Add(3, {2}, 30);
    b.Add(4, {}, 20, reason);  // 2 and 3 again, by a computer that has to wait
    b.Add(5, {4}, 30, reason);
    const Placement p = b.Add(6, {5});
    EXPECT_EQ(p.outcome, v1::OUTCOME_CONTENDER);
    EXPECT_EQ(p.settles, (MemberIds{3, 4, 5}));
    EXPECT_EQ(b.members.contenders(), 1);
  }
}

TEST(EntryFoldTest, OverANameThatWaitsForTheOperator_TheOtherIsHead_IsHead) {
  Book b;
  b.Add(1, {}, 20);
  b.Add(2, {}, 20, v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(b.Add(3, {2}).outcome, v1::OUTCOME_HEAD);
  EXPECT_EQ(b.Standing(1), v1::OUTCOME_SETTLED);
}

TEST(EntryFoldTest, OverANameThatWaitsForTheOperator_SameContentOverOthers_IsAnotherRevision) {
  Book b;
  b.Add(1, {});
  b.Add(2, {1}, 20);
  b.Add(3, {}, 20, v1::HELD_REASON_DEVICE_REVOKED);
  EXPECT_EQ(b.Add(4, {3}).outcome, v1::OUTCOME_CONTENDER);
  EXPECT_EQ(b.Standing(2), v1::OUTCOME_HEAD);
}

TEST(EntryFoldTest, Ancestry_IsNotOfItselfAndGoesThroughAll) {
  Book b;
  b.Add(1, {});
  b.Add(2, {1});
  b.Add(3, {2});
  EXPECT_TRUE(b.members.IsAncestor(1, 3));
  EXPECT_FALSE(b.members.IsAncestor(3, 1));
  EXPECT_FALSE(b.members.IsAncestor(2, 2));
}

// --- Whatever the order of arrival, the same Revisions wait.

struct Node {
  std::vector<int> parents;
  int content = 0;
  bool error = false;
  bool revoked = false;  // its device; in the end the operator takes what it delivered
};

// The members that wait, by content: two names of one Revision are one.
std::multiset<int> Arrive(const std::vector<Node>& graph, const std::vector<int>& order) {
  Members entry;
  std::map<int, MemberId> ids;
  bool taken = false;
  const auto candidate = [&](int node) {
    Candidate c;
    c.content = Content(graph[static_cast<size_t>(node)].content);
    c.parents.emplace();
    for (const int parent : graph[static_cast<size_t>(node)].parents) {
      const auto at = ids.find(parent);
      if (at == ids.end()) {
        c.parents.reset();
        break;
      }
      c.parents->push_back(at->second);
    }
    if (graph[static_cast<size_t>(node)].error) c.obstacle = v1::HELD_REASON_ERROR_WITHIN;
    if (graph[static_cast<size_t>(node)].revoked && !taken)
      c.obstacle = v1::HELD_REASON_DEVICE_REVOKED;
    return c;
  };
  MemberId next = 0;
  std::map<MemberId, int> nodes;
  const auto decide_again = [&] {
    for (bool moved = true; moved;) {
      moved = false;
      const std::vector<Member> before = entry.all;
      for (const Member& m : before) {
        if (entry.Find(m.id)->standing != v1::OUTCOME_HELD) continue;
        const Candidate again = candidate(nodes[m.id]);
        const Placement p = Place(entry, again, m.id);
        if (p.outcome == v1::OUTCOME_HELD && p.held_reason == entry.Find(m.id)->held_reason)
          continue;
        Apply(entry, m.id, again, p);
        moved = true;
      }
    }
  };
  for (const int node : order) {
    const Candidate c = candidate(node);
    ids[node] = ++next;
    nodes[next] = node;
    Apply(entry, next, c, Place(entry, c));
    decide_again();
  }
  taken = true;
  decide_again();
  std::multiset<int> waiting;
  for (const Member& m : entry.all) {
    if (m.standing == v1::OUTCOME_HEAD || m.standing == v1::OUTCOME_CONTENDER ||
        m.standing == v1::OUTCOME_HELD) {
      waiting.insert(graph[static_cast<size_t>(nodes[m.id])].content);
    }
  }
  return waiting;
}

std::set<int> ContentsOf(const std::vector<Node>& graph, const std::vector<int>& nodes) {
  std::set<int> contents;
  for (const int node : nodes) contents.insert(graph[static_cast<size_t>(node)].content);
  return contents;
}

RC_GTEST_PROP(EntryFoldProperty, AnyOrderOfArrival_TheSameRevisionsWait, ()) {
  const int size = *rc::gen::inRange(1, 9);
  std::vector<Node> graph;
  for (int i = 0; i < size; ++i) {
    Node node;
    const auto parents = *rc::gen::unique<std::vector<int>>(
        *rc::gen::inRange(0, std::min(i, 2) + 1), rc::gen::inRange(0, std::max(1, i)));
    node.parents = parents;
    // Now and then two devices enter the same, over either name of the same.
    const int twin = *rc::gen::inRange(0, 8);
    const bool copy = twin < i && ContentsOf(graph, graph[static_cast<size_t>(twin)].parents) ==
                                      ContentsOf(graph, node.parents);
    node.content = copy ? graph[static_cast<size_t>(twin)].content : i + 1;
    // What is in error is so on every device.
    node.error = copy ? graph[static_cast<size_t>(twin)].error : *rc::gen::inRange(0, 4) == 0;
    node.revoked = *rc::gen::inRange(0, 4) == 0;
    graph.push_back(node);
  }
  std::vector<int> in_order;
  for (int i = 0; i < size; ++i) in_order.push_back(i);
  std::vector<int> order = in_order;
  for (int i = size - 1; i > 0; --i)
    std::swap(order[static_cast<size_t>(i)],
              order[static_cast<size_t>(*rc::gen::inRange(0, i + 1))]);
  for (const int node : order) {
    const Node& n = graph[static_cast<size_t>(node)];
    RC_LOG() << "node " << node << " says " << n.content << (n.error ? " wrongly" : "")
             << (n.revoked ? ", revoked" : "") << ", over";
    for (const int parent : n.parents) RC_LOG() << " " << parent;
    RC_LOG() << "\n";
  }
  const std::multiset<int> waiting = Arrive(graph, order);
  RC_ASSERT(waiting == Arrive(graph, in_order));
  RC_ASSERT(std::set<int>(waiting.begin(), waiting.end()).size() == waiting.size());
}

}  // namespace
}  // namespace gom::sync
