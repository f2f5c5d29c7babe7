// What the pages of this computer have before them, so that a key is answered with what it changed
// and not with the whole form again, which an old computer takes long to read.
#ifndef GOM_AGENT_SERVICE_SEEN_VIEWS_H_
#define GOM_AGENT_SERVICE_SEEN_VIEWS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "gom/v1/school.pb.h"

namespace gom::agent {

// Not synchronised.
class SeenViews {
 public:
  // Remembers the view, which is about to be shown, and gives it its mark.
  void Note(v1::FormView* view);
  // Leaves of a noted view what is not as it was in the one of that mark, as SaveDraftResponse
  // says. False, and the view as it was, where that is not known any more or is of something else.
  bool LeaveChanges(uint64_t seen, v1::FormView* view) const;

 private:
  // Digests: nobody needs to know what stood there.
  struct Seen {
    uint64_t mark = 0;
    uint64_t frame = 0;  // which fields, with their definitions, and which contributions
    std::vector<uint64_t> values, contributions;
    std::map<std::string, uint64_t> findings;  // by what they are about; 0: several are
  };
  // As many forms as somebody may have open in tabs, and then some.
  static constexpr size_t kMost = 16;

  static Seen DigestOf(const v1::FormView& view);
  const Seen* Find(uint64_t mark) const;

  std::deque<Seen> seen_;  // newest last
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_SEEN_VIEWS_H_
