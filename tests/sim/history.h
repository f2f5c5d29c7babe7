// What was said to whom, as it happened: the only thing that the checker believes beside the bytes
// on the disks.
//
// A Revision is known by its mark (sim_plan.h), which stays the same wherever its bytes go.
#ifndef GOM_TESTS_SIM_HISTORY_H_
#define GOM_TESTS_SIM_HISTORY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "common/plan/values.h"
#include "tests/sim/virtual_time.h"

namespace gom::sim {

// A Revision's mark: its numbers in one word, e.g. "12.0.45.3". A message's: "~" and the first
// bytes of the salted digest of its words, in hex.
using Mark = std::string;
Mark MarkOf(const plan::Values& values);

// A Change as its bytes say; nothing where it is neither a Revision nor a message.
struct ReadChange {
  uint32_t form = 0, period = 0;
  Mark mark;
  int parents = 0;
};
std::optional<ReadChange> ReadBytes(std::string_view main);

// What is known of one Revision, or message, that somebody typed.
struct Told {
  std::string unit;
  uint32_t form = 0, period = 0;
  std::string by;
  // What was on the screen when it was typed, its only parent; empty: nothing. Absent where that is
  // not known.
  std::optional<Mark> over;
  bool saved = false;      // somebody was told “đã lưu”
  bool committed = false;  // a hub has had it in its log, durably
  bool received = false;   // somebody was told “hub đã nhận”
  bool accepted = false;   // a hub has committed an acceptance of it
  // The operator had it decided without the parent that it names.
  bool taken = false;
  // Every place that held it is gone by a fault that nothing survives.
  bool destroyed = false;
};

class History {
 public:
  History(const VirtualTime& time, std::ostream* echo) : time_(time), echo_(echo) {}

  // A line of the story.
  void Note(std::string_view who, std::string_view what);
  // A promise was broken.
  void Violation(std::string_view what);

  // Who made the edit that a part of a mark is the number of. A merge has parts of several.
  void Typed(int64_t edit, const std::string& unit) { unit_of_edit_[edit] = unit; }
  bool IsOf(const Mark& mark, const std::string& unit) const;

  Told& Of(const Mark& mark) { return told_[mark]; }
  const std::map<Mark, Told>& told() const { return told_; }
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  const VirtualTime& time_;
  std::ostream* const echo_;
  std::map<Mark, Told> told_;
  std::map<int64_t, std::string> unit_of_edit_;
  std::vector<std::string> violations_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_HISTORY_H_
