// A small commune in memory, and acts on it that any bytes ask for.
#ifndef GOM_TESTS_FUZZ_HUB_CALLS_H_
#define GOM_TESTS_FUZZ_HUB_CALLS_H_

#include <memory>

#include "hub/service/clean_words.h"
#include "tests/fuzz/fuzz.h"
#include "tests/hub/state/hub_world.h"

namespace gom::fuzz {

// One device that has reported, one of whose reports was judged.
struct SmallCommune {
  SmallCommune() {
    using Act = v1::ReviewAct;
    desk = &hub.Enroll("TH01");
    desk->Enter("profile", "Q1", {{1, 40}, {2, 300}}, {}, {.author = "Nguyễn Thị Hoa"});
    desk->Enter("work", "Q1", {{1, 12}, {2, 1}, {3, 2}}, {},
                {.note = "đợt một", .reasons = {{1, "đã đếm lại"}}}, 9);
    hub.Sync(*desk);
    EXPECT_TRUE(hub.Review({hub.On(Act::KIND_ACCEPT, "TH01", "profile", "Q1")}).ok());
    desk->Enter("work", "Q2", {{1, 20}});
  }
  hub::HubWorld hub;
  hub::FakeDevice* desk = nullptr;
};

// The one that all inputs meet; made anew after each that changed it.
class Communes {
 public:
  SmallCommune& now() {
    if (now_ == nullptr) now_ = std::make_unique<SmallCommune>();
    return *now_;
  }

  // As the edge does it: the request is parsed and its words are cleaned, then `decide` answers
  // over a View. A refusal leaves nothing; what is decided is carried out, and State is then what
  // the log says.
  template <typename Request, typename Decide>
  void Act(std::string_view bytes, Decide decide) {
    Request request;
    if (!Parse(bytes, &request)) return;
    if (const absl::Status fit = hub::CleanRequest(&request); !fit.ok()) return ExpectRefusal(fit);
    hub::HubWorld& hub = now().hub;
    hub::View view = hub.MakeView();
    const auto answer = decide(view, request);
    if (!answer.ok()) return ExpectRefusal(answer.status());
    if (view.records().empty()) return;
    hub.Commit(view);
    hub.CheckInvariants();
    now_.reset();
  }

 private:
  std::unique_ptr<SmallCommune> now_;
};

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_HUB_CALLS_H_
