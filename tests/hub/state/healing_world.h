// A hub whose log is put back, and what its devices hand back: shared by the tests of healing.
#ifndef GOM_TESTS_HUB_STATE_HEALING_WORLD_H_
#define GOM_TESTS_HUB_STATE_HEALING_WORLD_H_

#include <gtest/gtest.h>

#include <string>

#include "common/text/message.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {

inline std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

// Changes of `of`'s stream after `after`, handed back by whoever sends the request.
inline v1::OrphanStream Orphaned(const FakeDevice& of, uint64_t after = 0, uint64_t count = 64) {
  v1::OrphanStream orphan;
  orphan.set_stream(of.stream);
  orphan.set_device(of.number);
  *orphan.mutable_after() = log::ToProto(of.At(after));
  for (uint64_t i = after; i < of.changes.size() && i < after + count; ++i)
    *orphan.add_changes() = of.changes[i];
  return orphan;
}

// A record of the log as a device of its unit had read it.
inline v1::OrphanWord WordAt(const HubWorld& hub, uint64_t index) {
  v1::OrphanWord word;
  word.set_index(index);
  word.mutable_event()->set_main(hub.log()[index - 1].main);
  word.mutable_event()->set_text(hub.log()[index - 1].text);
  return word;
}

inline v1::OrphanWord VerdictAt(const HubWorld& hub, uint64_t index, const FakeDevice& on,
                                uint64_t at) {
  v1::OrphanWord word = WordAt(hub, index);
  word.mutable_revision()->set_stream(on.stream);
  word.mutable_revision()->set_index(at);
  word.mutable_revision()->set_digest(log::Short(on.digests[at - 1]));
  return word;
}

// A school with two computers; the log is put back to before the second was enrolled.
class HealingTest : public testing::Test {
 protected:
  HealingTest() : one(hub.Enroll("TH01")), stranger(hub.Enroll("TH02")) {
    backup = hub.state.position.index;
    two = &hub.Enroll("TH01");
  }

  HubWorld hub;
  FakeDevice& one;
  FakeDevice& stranger;
  FakeDevice* two = nullptr;
  uint64_t backup = 0;
};

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_STATE_HEALING_WORLD_H_
