#include "common/sync/merge.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <string>

namespace gom::sync {
namespace {

Content Numbers(std::vector<std::pair<uint32_t, int64_t>> fields) {
  Content c;
  for (const auto& [field, number] : fields) c.values.Set(field, plan::FieldValue::Number(number));
  return c;
}

ContentView ViewOf(const Content& c) { return {&c.values, &c.wording}; }

bool Same(const Content& a, const Content& b) {
  return a.values == b.values && a.wording == b.wording;
}

// An Entry of Revisions with their content, each with an id of its own.
class Book {
 public:
  void Add(MemberId id, const std::vector<MemberId>& parents, Content content) {
    log::Digest digest = log::Sha256(std::to_string(id));
    for (const auto& [other, known] : contents) {
      if (Same(known, content)) digest = members.Find(other)->content;
    }
    const Candidate c{MemberIds(parents.begin(), parents.end()), v1::HELD_REASON_UNSPECIFIED,
                      digest};
    Apply(members, id, c, Place(members, c));
    contents[id] = std::move(content);
  }
  Merged Of(MemberId a, MemberId b) const {
    return Merge(members, a, b, [this](MemberId id) {
      const auto at = contents.find(id);
      return at == contents.end() ? ContentView() : ViewOf(at->second);
    });
  }
  Members members;
  std::map<MemberId, Content> contents;
};

TEST(Merge, DifferentFieldsChanged_BothChangesStand) {
  Book b;
  b.Add(1, {}, Numbers({{1, 10}, {2, 20}, {3, 30}}));
  b.Add(2, {1}, Numbers({{1, 11}, {2, 20}, {3, 30}}));
  b.Add(3, {1}, Numbers({{1, 10}, {2, 20}}));
  const Merged merged = b.Of(2, 3);
  ASSERT_TRUE(merged.content.has_value());
  EXPECT_EQ(merged.content->values, Numbers({{1, 11}, {2, 20}}).values);
}

TEST(Merge, E16_SameFieldChangedToDifferentValues_IsForAPerson) {
  Book b;
  b.Add(1, {}, Numbers({{1, 10}}));
  b.Add(2, {1}, Numbers({{1, 11}}));
  b.Add(3, {1}, Numbers({{1, 12}}));
  EXPECT_EQ(b.Of(2, 3).why_not, WhyNoMerge::kBothChanged);
}

TEST(Merge, SameChangeOnBothSides_Stands) {
  Book b;
  b.Add(1, {}, Numbers({{1, 10}, {2, 1}}));
  b.Add(2, {1}, Numbers({{1, 11}, {2, 1}}));
  b.Add(3, {1}, Numbers({{1, 11}, {2, 2}}));
  ASSERT_TRUE(b.Of(2, 3).content.has_value());
  EXPECT_EQ(b.Of(2, 3).content->values, Numbers({{1, 11}, {2, 2}}).values);
}

TEST(Merge, FilesAddedAndTakenAway_BothStandAndBothSidesWriteTheSame) {
  const auto with = [](std::vector<Evidence> files) {
    Content content;
    content.wording.evidence = std::move(files);
    return content;
  };
  const auto file = [](char c, const char* name) { return Evidence{std::string(32, c), name}; };
  const Content base = with({file('a', "a"), file('b', "b")});
  const Content one = with({file('a', "a"), file('b', "b"), file('d', "d of one")});
  const Content two = with({file('c', "c"), file('a', "a"), file('d', "another d")});
  const auto view = [](const Content& c) { return ContentView{&c.values, &c.wording}; };
  const auto merged = MergeContent(view(base), view(one), view(two));
  ASSERT_TRUE(merged.has_value());
  EXPECT_EQ(merged->wording.evidence,
            (std::vector<Evidence>{file('a', "a"), file('c', "c"), file('d', "another d")}));
  EXPECT_EQ(MergeContent(view(base), view(two), view(one))->wording, merged->wording);
  EXPECT_EQ(MergeContent(view(base), view(base), view(two))->wording, two.wording);
}

TEST(Merge, EmptyZeroAndNotApplicable_AreThreeDifferentChanges) {
  for (const plan::FieldValue other :
       {plan::FieldValue(), plan::FieldValue::NotApplicable(), plan::FieldValue::Number(5)}) {
    Book b;
    b.Add(1, {}, Numbers({{1, 10}}));
    b.Add(2, {1}, Numbers({{1, 0}}));
    Content c;
    c.values.Set(1, other);
    b.Add(3, {1}, c);
    EXPECT_EQ(b.Of(2, 3).why_not, WhyNoMerge::kBothChanged);
  }
}

TEST(Merge, NothingInCommon_IsForAPerson) {
  Book b;
  b.Add(1, {}, Numbers({{1, 10}}));
  b.Add(2, {}, Numbers({{2, 10}}));
  EXPECT_EQ(b.Of(1, 2).why_not, WhyNoMerge::kNoSingleAncestor);
}

TEST(Merge, TwoNearestAncestors_IsForAPerson) {
  Book b;
  b.Add(1, {}, Numbers({}));
  b.Add(2, {1}, Numbers({{1, 1}}));
  b.Add(3, {1}, Numbers({{2, 1}}));
  b.Add(4, {2, 3}, Numbers({{1, 1}, {2, 1}, {3, 1}}));
  b.Add(5, {2, 3}, Numbers({{1, 1}, {2, 1}, {4, 1}}));
  EXPECT_EQ(NearestCommonAncestors(b.members, 4, 5), (std::vector<MemberId>{2, 3}));
  EXPECT_EQ(b.Of(4, 5).why_not, WhyNoMerge::kNoSingleAncestor);
}

TEST(Merge, SideIsAMachinesMerge_IsMergedOn) {
  Book b;
  b.Add(1, {}, Numbers({}));
  b.Add(2, {1}, Numbers({{1, 1}}));
  b.Add(3, {1}, Numbers({{2, 2}}));
  b.Add(4, {1}, Numbers({{3, 3}}));
  b.Add(5, {2, 3}, Numbers({{1, 1}, {2, 2}}));
  const Merged merged = b.Of(5, 4);
  ASSERT_TRUE(merged.content.has_value());
  EXPECT_EQ(merged.content->values, Numbers({{1, 1}, {2, 2}, {3, 3}}).values);
}

TEST(Merge, SideIsAPersonsChoice_StaysAPersonsChoice) {
  Book b;
  b.Add(1, {}, Numbers({{1, 1}}));
  b.Add(2, {1}, Numbers({{1, 2}}));
  b.Add(3, {1}, Numbers({{1, 3}}));
  b.Add(4, {2, 3}, Numbers({{1, 1}}));  // neither of them: to a machine it looks untouched
  b.Add(5, {1}, Numbers({{1, 9}}));
  EXPECT_EQ(b.Of(4, 5).why_not, WhyNoMerge::kPersonsChoice);
  b.Add(6, {4}, Numbers({{1, 1}, {2, 2}}));  // and it does behind an edit, too
  EXPECT_EQ(b.Of(6, 5).why_not, WhyNoMerge::kPersonsChoice);
}

TEST(Merge, ChoiceOlderThanTheCommonAncestor_DoesNotMatter) {
  Book b;
  b.Add(1, {}, Numbers({{1, 1}}));
  b.Add(2, {}, Numbers({{1, 2}}));
  b.Add(3, {1, 2}, Numbers({{1, 2}}));
  b.Add(4, {3}, Numbers({{1, 2}, {2, 4}}));
  b.Add(5, {3}, Numbers({{1, 2}, {3, 5}}));
  EXPECT_TRUE(b.Of(4, 5).content.has_value());
}

TEST(Merge, SideKnownUnderTwoNames_IsTheSameUnderBoth) {
  Book b;
  b.Add(1, {}, Numbers({}));
  b.Add(2, {1}, Numbers({{1, 1}}));
  b.Add(3, {1}, Numbers({{1, 1}}));  // the same as 2
  ASSERT_EQ(b.members.Find(3)->standing, v1::OUTCOME_SAME);
  b.Add(4, {3}, Numbers({{1, 1}, {2, 2}}));
  b.Add(5, {2}, Numbers({{1, 1}, {3, 3}}));
  EXPECT_EQ(NearestCommonAncestors(b.members, 4, 5), (std::vector<MemberId>{2}));
  EXPECT_TRUE(b.Of(4, 5).content.has_value());
}

TEST(Merge, ContentOfTheAncestorNotKnown_IsForAPerson) {
  Book b;
  b.Add(1, {}, Numbers({}));
  b.Add(2, {1}, Numbers({{1, 1}}));
  b.Add(3, {1}, Numbers({{2, 1}}));
  b.contents.erase(1);
  EXPECT_EQ(b.Of(2, 3).why_not, WhyNoMerge::kContentUnknown);
}

// --- Random contents, judged by another way of writing the same rule: a content is a set of facts.

Content AnyContent() {
  const auto small = [](int bound) { return *rc::gen::inRange(0, bound); };
  Content c;
  for (uint32_t field = 1; field <= 3; ++field) {
    switch (small(4)) {
      case 0:
        break;
      case 1:
        c.values.Set(field, plan::FieldValue::NotApplicable());
        break;
      default:
        c.values.Set(field, plan::FieldValue::Number(small(2)));
    }
  }
  for (uint32_t id = 1; id <= 3; ++id) {
    if (small(2) == 0) continue;
    plan::Item item;
    item.list_field = 6 + id % 2;
    item.id = id;
    for (uint32_t field = 1; field <= 2; ++field) {
      if (small(2) == 1) item.Set(field, plan::FieldValue::Number(small(2)));
    }
    if (small(2) == 1) c.wording.texts[{item.list_field, id, 3}] = "t" + std::to_string(small(2));
    c.values.mutable_items().push_back(item);
  }
  if (small(2) == 1) c.wording.texts[{5, 0, 0}] = "x" + std::to_string(small(2));
  if (small(3) == 1) c.wording.note = "n" + std::to_string(small(2));
  for (uint32_t rule = 1; rule <= 2; ++rule) {
    if (small(3) == 1) c.wording.reasons.emplace_back(rule, "r" + std::to_string(small(2)));
  }
  return c;
}

// Near the base, as real edits are: most of it stays.
Content Edit(const Content& base) {
  const Content other = AnyContent();
  Content c = base;
  const auto now = [] { return *rc::gen::inRange(0, 4) == 0; };
  for (uint32_t field = 1; field <= 3; ++field) {
    if (now()) c.values.Set(field, other.values.Get(field));
  }
  if (now()) {
    c.values.mutable_items() = other.values.items();
    std::erase_if(c.wording.texts, [](const auto& t) { return t.first.item != 0; });
    for (const auto& [key, text] : other.wording.texts) {
      if (key.item != 0) c.wording.texts[key] = text;
    }
  }
  if (now()) c.wording.note = other.wording.note;
  if (now()) c.wording.reasons = other.wording.reasons;
  return c;
}

using Facts = std::map<std::string, std::string>;
Facts FactsOf(const Content& c) {
  Facts facts;
  const auto value = [](const plan::FieldValue& v) {
    return v.is_number() ? std::to_string(v.number) : std::string("na");
  };
  for (const auto& [field, v] : c.values.fields()) facts["f" + std::to_string(field)] = value(v);
  for (const plan::Item& item : c.values.items()) {
    const std::string name = "i" + std::to_string(item.list_field) + "." + std::to_string(item.id);
    facts[name] = "there";
    for (const auto& [field, v] : item.fields) facts[name + "." + std::to_string(field)] = value(v);
  }
  for (const auto& [key, text] : c.wording.texts) {
    facts["t" + std::to_string(key.field) + "." + std::to_string(key.item) + "." +
          std::to_string(key.item_field)] = text;
  }
  if (!c.wording.note.empty()) facts["note"] = c.wording.note;
  for (const auto& [rule, text] : c.wording.reasons) facts["r" + std::to_string(rule)] = text;
  return facts;
}

std::string At(const Facts& facts, const std::string& name) {
  const auto at = facts.find(name);
  return at == facts.end() ? std::string() : at->second;
}

struct Three {
  Content base, a, b;
  std::optional<Content> Merged() const { return MergeContent(ViewOf(base), ViewOf(a), ViewOf(b)); }
};
Three AnyThree() {
  Three three;
  three.base = AnyContent();
  three.a = Edit(three.base);
  three.b = Edit(three.base);
  return three;
}

RC_GTEST_PROP(MergeProperty, SidesExchanged_TheSameComesOut, ()) {
  const Three one = AnyThree();
  const std::optional<Content> there = one.Merged();
  const std::optional<Content> back = Three{one.base, one.b, one.a}.Merged();
  RC_ASSERT(there.has_value() == back.has_value());
  if (there.has_value()) RC_ASSERT(Same(*there, *back));
}

RC_GTEST_PROP(MergeProperty, ChangeOfOneSide_IsNeverLost, ()) {
  const Three three = AnyThree();
  const std::optional<Content> merged = three.Merged();
  if (!merged.has_value()) return;
  const Facts base = FactsOf(three.base), a = FactsOf(three.a), b = FactsOf(three.b);
  const Facts now = FactsOf(*merged);
  std::set<std::string> names;
  for (const Facts* facts : {&base, &a, &b, &now}) {
    for (const auto& [name, said] : *facts) names.insert(name);
  }
  for (const std::string& name : names) {
    const std::string was = At(base, name);
    if (At(a, name) != was) RC_ASSERT(At(now, name) == At(a, name));
    if (At(b, name) != was) RC_ASSERT(At(now, name) == At(b, name));
    if (At(a, name) == was && At(b, name) == was) RC_ASSERT(At(now, name) == was);
  }
}

RC_GTEST_PROP(MergeProperty, Refused_OnlyWhereBothSidesChangedTheSameThingOrItem, ()) {
  const Three three = AnyThree();
  if (three.Merged().has_value()) return;
  const Facts base = FactsOf(three.base), a = FactsOf(three.a), b = FactsOf(three.b);
  // A thing or its item: "i7.1.2" and "t7.1.3" are about the item 7.1.
  const auto thing = [](const std::string& name) {
    if (name[0] != 'i' && name[0] != 't') return name;
    return "i" + name.substr(1, name.find('.', name.find('.') + 1) - 1);
  };
  std::set<std::string> changed_by_a, changed_by_both;
  for (const Facts* facts : {&base, &a}) {
    for (const auto& [name, said] : *facts) {
      if (At(a, name) != At(base, name)) changed_by_a.insert(thing(name));
    }
  }
  for (const Facts* facts : {&base, &b}) {
    for (const auto& [name, said] : *facts) {
      if (At(b, name) != At(base, name) && changed_by_a.contains(thing(name)))
        changed_by_both.insert(thing(name));
    }
  }
  RC_ASSERT(!changed_by_both.empty());
}

RC_GTEST_PROP(MergeProperty, OneSideUntouched_TheOtherComesOutAsItIs, ()) {
  const Three three = AnyThree();
  const std::optional<Content> merged = Three{three.base, three.a, three.base}.Merged();
  RC_ASSERT(merged.has_value());
  RC_ASSERT(Same(*merged, three.a));
}

RC_GTEST_PROP(MergeProperty, NobodyChangedAnything_NothingChanges, ()) {
  const Content base = AnyContent();
  const std::optional<Content> merged = Three{base, base, base}.Merged();
  RC_ASSERT(merged.has_value());
  RC_ASSERT(Same(*merged, base));
}

RC_GTEST_PROP(MergeProperty, NearestCommonAncestors_AreWhatTheWordsSay, ()) {
  Book book;
  const int size = *rc::gen::inRange(2, 10);
  for (int i = 1; i <= size; ++i) {
    const auto parents = *rc::gen::unique<std::vector<MemberId>>(
        *rc::gen::inRange(0, std::min(i - 1, 2) + 1),
        rc::gen::cast<MemberId>(rc::gen::inRange(1, std::max(2, i))));
    book.Add(static_cast<MemberId>(i), parents, Numbers({{1, i}}));
  }
  const auto any = rc::gen::cast<MemberId>(rc::gen::inRange(1, size + 1));
  const MemberId a = *any, b = *any;
  const auto is_or_above = [&](MemberId x, MemberId y) {
    return x == y || book.members.IsAncestor(x, y);
  };
  std::vector<MemberId> expected;
  for (MemberId x = 1; x <= static_cast<MemberId>(size); ++x) {
    if (!is_or_above(x, a) || !is_or_above(x, b)) continue;
    bool nearest = true;
    for (MemberId y = 1; y <= static_cast<MemberId>(size); ++y) {
      if (is_or_above(y, a) && is_or_above(y, b) && book.members.IsAncestor(x, y)) nearest = false;
    }
    if (nearest) expected.push_back(x);
  }
  RC_ASSERT(NearestCommonAncestors(book.members, a, b) == expected);
}

}  // namespace
}  // namespace gom::sync
