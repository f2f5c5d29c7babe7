// A HubWorld whose log stands in a real hub.db, and what it was at any position.
#ifndef GOM_TESTS_HUB_SNAPSHOT_STORED_WORLD_H_
#define GOM_TESTS_HUB_SNAPSHOT_STORED_WORLD_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "hub/snapshot/snapshots.h"
#include "hub/store/hub_store.h"
#include "tests/common/log/temp_folder.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {

class StoredWorld {
 public:
  StoredWorld() : phone(hub.Enroll("TH01")) {
    auto opened = OpenSqliteHubStore(folder.path());
    EXPECT_TRUE(opened.ok()) << opened.status();
    store = *std::move(opened);
    Store();
  }

  // Enters and sends `count` versions of one entry, an hour apart, and stores what the log has.
  void Work(int count) {
    for (int i = 0; i < count; ++i) {
      hub.now_ms += 3'600'000;
      std::vector<FakeDevice::Place> parents;
      if (last_ != 0) parents.push_back({&phone, last_});
      last_ = phone.Enter("work", "Q1", {{1, 40 + i % 9}}, parents);
      hub.Sync(phone);
    }
    Store();
  }
  void Store() {
    const auto tail = store->Tail();
    ASSERT_TRUE(tail.ok()) << tail.status();
    std::vector<log::NewRecord> records;
    for (uint64_t i = tail->index; i < hub.log().size(); ++i)
      records.push_back({hub.log()[i].main, hub.log()[i].text});
    const auto end = store->Append(*tail, records, {}, nullptr);
    ASSERT_TRUE(end.ok()) << end.status();
    ASSERT_EQ(*end, hub.state.position);
  }

  // The State after the first `count` records, folded from nothing.
  State At(uint64_t count) const {
    State state;
    for (uint64_t i = 0; i < count; ++i) {
      const log::Record& r = hub.log()[i];
      Fold(state, r.index, r.digest, r.main);
    }
    Settle(state);
    return state;
  }
  uint64_t end() const { return hub.log().size(); }
  std::string snapshot_folder() const { return folder / "snapshots"; }

  TempFolder folder;
  HubWorld hub;
  FakeDevice& phone;
  std::unique_ptr<HubStore> store;

 private:
  uint64_t last_ = 0;
};

inline bool IsSame(const State& a, const State& b) {
  return StateDigest(a) == StateDigest(b) && a.progress == b.progress;
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_SNAPSHOT_STORED_WORLD_H_
