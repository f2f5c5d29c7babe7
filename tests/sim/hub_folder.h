// A hub in a real folder, as operations on whole folders start it and look at it: the same clock
// and the same chance for each program.
#ifndef GOM_TESTS_SIM_HUB_FOLDER_H_
#define GOM_TESTS_SIM_HUB_FOLDER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/platform/clock.h"
#include "common/platform/random.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/service/hub.h"
#include "hub/service/read_admin.h"
#include "hub/state/decide.h"
#include "tests/hub/state/hub_world.h"

namespace gom::sim {

inline constexpr char kData[] = "/hub";
// The one that operations revoke.
inline constexpr uint32_t kDevice = 11;

// Stands still, so that the same is made each time.
inline const platform::WallClock& Clock() {
  static const platform::ManualWallClock clock(1'790'000'000'000);
  return clock;
}

// A hub and its chance: seeded anew for each program.
struct OpenHub {
  explicit OpenHub(uint64_t seed) : random(seed) {}
  platform::SeededRandom random;
  std::unique_ptr<hub::Hub> hub;
};
inline absl::StatusOr<std::unique_ptr<OpenHub>> Open(const std::string& folder) {
  auto open = std::make_unique<OpenHub>(7);
  hub::HubOptions options;
  options.folder = folder + kData;
  options.clock = &Clock();
  options.random = &open->random;
  options.reserve_bytes = 0;
  ASSIGN_OR_RETURN(open->hub, hub::Hub::Open(options));
  return open;
}

inline absl::Status Init(const std::string& folder) {
  platform::SeededRandom random(5);
  hub::InitOptions init{.folder = folder + kData,
                        .name = "Xã Tân Kỳ",
                        .listen = "127.0.0.1:0",
                        .operator_name = "cán bộ",
                        .clock = &Clock(),
                        .random = &random};
  return hub::InitHub(init).status();
}

inline absl::Status SetPlan(hub::View& v) {
  v1::ApplyPlanRequest plan;
  plan.set_textproto(hub::SmallPlan());
  return hub::DecidePlan(v, plan).status();
}
inline absl::Status SetUnits(hub::View& v) {
  v1::ImportUnitsRequest roster;
  *roster.add_units() = hub::HubWorld::Row("TH01");
  *roster.add_units() = hub::HubWorld::Row("UB", "office");
  return hub::DecideUnits(v, roster).status();
}

// How far a log had come before terms were begun upon it, which a start may do.
inline log::Position EndBeforeTerms(hub::Hub& hub) {
  log::Position end;
  EXPECT_TRUE(hub.store()
                  .Read(1,
                        [&](const log::Record& record) {
                          v1::Event event;
                          if (event.ParseFromString(record.main) && !event.has_term_begun())
                            end = {record.index, record.digest};
                          return true;
                        })
                  .ok());
  return end;
}

// What a started hub shows: which hub, which log, who is revoked. `verify` looks through the rest.
inline absl::StatusOr<std::string> Show(hub::Hub& hub, std::vector<std::string>* problems) {
  ASSIGN_OR_RETURN(const v1::VerifyResponse report, hub::VerifyLog(hub));
  for (const std::string& problem : report.problems_en()) problems->push_back(problem);
  ASSIGN_OR_RETURN(const hub::Ratchet ratchet, hub::ReadRatchet(hub.folder()));
  const auto [term, revoked] = hub.ReadState([](const hub::State& s) {
    const hub::Device* device = s.FindDevice(kDevice);
    return std::pair(s.term, device != nullptr && device->revoked);
  });
  if (ratchet.term != term) problems->push_back("the ratchet has another term");
  if (ratchet.revoked.contains(kDevice) != revoked)
    problems->push_back("the ratchet has other devices revoked");
  const log::Position end = EndBeforeTerms(hub);
  return absl::StrCat(log::Hex(hub.authority().hub_id()), " with ", end.index, " records, ",
                      log::Hex(log::ToBytes(end.digest)), revoked ? ", 11 revoked" : "");
}

inline absl::StatusOr<std::string> LookAtHub(const std::string& folder,
                                             std::vector<std::string>* problems) {
  const absl::StatusOr<std::unique_ptr<OpenHub>> open = Open(folder);
  if (text::ErrorOf(open.status()).code() == "not_a_hub") return "no hub";
  RETURN_IF_ERROR(open.status());
  return Show(*(*open)->hub, problems);
}

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_HUB_FOLDER_H_
