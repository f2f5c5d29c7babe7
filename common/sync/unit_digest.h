// What a unit's devices and the hub must agree on when both have come to the same place of the
// hub's log: which Revisions of the unit's entries count, contend, are held and accepted, the plan,
// the locks, and the operator's recognitions. Compared once per sync; a difference means that one
// side folded wrongly or lost something, and the device reads the hub's log anew.
//
//   UnitDigest digest;
//   digest.Plan(version);
//   for (uint32_t period : locked) digest.Locked(period);
//   for (…) digest.Recognised(form, field, item);
//   for (…) digest.NotApplicable(indicator);
//   for (…) digest.Entry({.form = …});
//   response.set_state_digest(digest.Finish());
//
// Both sides feed it in this order, each kind ascending. Pure.
#ifndef GOM_COMMON_SYNC_UNIT_DIGEST_H_
#define GOM_COMMON_SYNC_UNIT_DIGEST_H_

#include <cstdint>
#include <string>

#include "common/log/chain.h"
#include "common/sync/entry_fold.h"

namespace gom::sync {

// Raised when the same state would give another digest; two sides with different versions do not
// compare.
inline constexpr uint32_t kUnitDigestVersion = 1;

struct EntryDigest {
  uint32_t form = 0, period = 0;  // numbers
  // As the hub has said it; members are named by the index of their Received.
  const Members* said = nullptr;
  MemberId accepted = 0;  // 0: none
  // ContentDigest of the head's Revision without any wording (what was erased may not matter); not
  // read where there is no head.
  log::Digest head_numbers{};
};

class UnitDigest {
 public:
  void Plan(uint32_t version) { Tagged('P', version); }
  void Locked(uint32_t period) { Tagged('L', period); }
  void Recognised(uint32_t form, uint32_t field, uint32_t item);
  void NotApplicable(uint32_t indicator) { Tagged('N', indicator); }
  void Entry(const EntryDigest& entry);
  // 8 bytes.
  std::string Finish() const;

 private:
  void Number(uint64_t n);
  void Tagged(char tag, uint64_t n);

  std::string bytes_;
};

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_UNIT_DIGEST_H_
