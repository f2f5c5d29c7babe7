// Two versions of one Entry joined without a person: a three-way merge against what both of them
// descend from. The device whose Revision became a contender writes what comes out as an ordinary
// Revision with two parents.
//
//   const Merged merged = Merge(entry.said, head, contender, content_of);
//   if (merged.content.has_value()) Submit(…, {head, contender}, *merged.content);
//
// Pure, and symmetric in its two sides: devices that merge the same two at once write the same
// content, so that the hub finds them to be the same Revision under two names.
#ifndef GOM_COMMON_SYNC_MERGE_H_
#define GOM_COMMON_SYNC_MERGE_H_

#include <functional>
#include <optional>
#include <vector>

#include "common/plan/values.h"
#include "common/sync/entry_fold.h"
#include "common/sync/revision.h"

namespace gom::sync {

// What a Revision says. The author is not part of it: who typed it is not what it says.
struct Content {
  plan::Values values{};
  Wording wording{};
};

// Borrowed; both null where the Revision's content is not known.
struct ContentView {
  const plan::Values* values = nullptr;
  const Wording* wording = nullptr;
  bool known() const { return values != nullptr && wording != nullptr; }
};
// By canonical name.
using ContentLookup = std::function<ContentView(MemberId)>;

// The members that both descend from (or are), less those that another one of these descends from.
// Canonical names, ascending.
std::vector<MemberId> NearestCommonAncestors(const Members& entry, MemberId a, MemberId b);

enum class WhyNoMerge {
  kNone,
  kNoSingleAncestor,  // none, or several that do not descend from each other
  kBothChanged,  // a field, an item, a text, the note or a reason: to different things; or too many
                 // files
  kPersonsChoice,  // a person decided between versions on the way to one of the sides
  kContentUnknown,
};

struct Merged {
  std::optional<Content> content;  // without an author; nothing: why_not says why
  WhyNoMerge why_not = WhyNoMerge::kNone;
};

// What either side added is there, what either took away is not; by digest, so that both sides
// write the same list. One file may have had two names: the lesser stands. Nothing: there would be
// more than kMaxEvidence.
std::optional<std::vector<Evidence>> JoinEvidence(const std::vector<Evidence>& base,
                                                  const std::vector<Evidence>& a,
                                                  const std::vector<Evidence>& b);

// Against one base. Fields are joined one by one, items by list and id and then field by field,
// texts, note and reasons like fields; files are there unless one side took them away. An item that
// one side removed must not have changed on the other. The order of items is that of the side which
// changed it; where both did, the base's, and new ones behind it by list and id.
std::optional<Content> MergeContent(const ContentView& base, const ContentView& a,
                                    const ContentView& b);

// Against the one nearest common ancestor. A Revision with two parents is a machine's merge if
// redoing the merge of its parents gives its content; any other with more than one is a person's
// choice. What a person chose must not look like a field that nobody touched, so such a choice
// anywhere between the ancestor and a side forbids the merge.
Merged Merge(const Members& entry, MemberId a, MemberId b, const ContentLookup& content_of);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_MERGE_H_
