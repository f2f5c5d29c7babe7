// A school's computer with a report and a draft, and calls at its desk that any bytes ask for.
#ifndef GOM_TESTS_FUZZ_SCHOOL_CALLS_H_
#define GOM_TESTS_FUZZ_SCHOOL_CALLS_H_

#include <memory>

#include "tests/agent/school.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {

// The one that all inputs meet; made anew after each call that may have changed it.
class Schools {
 public:
  agent::Desk& desk() {
    if (now_ == nullptr) {
      now_ = std::make_unique<agent::School>();
      now_->Report("profile", "Q1", {{"staff", "50"}});
      now_->Type("work", "Q1", {{"trained", "30"}});
    }
    return now_->desk();
  }

  template <typename Request, typename Answer>
  void Read(const Request& request, Answer (*call)(agent::Desk&, const Request&)) {
    const Answer answer = call(desk(), request);
    if (!answer.ok()) ExpectRefusal(answer.status());
  }
  // A refusal leaves the desk as it was, and the disk too.
  template <typename Request, typename Answer>
  void Change(const Request& request, Answer (*call)(agent::Desk&, const Request&)) {
    const std::string before = Seen();
    const Answer answer = call(desk(), request);
    if (answer.ok()) {
      Seen();  // whatever was taken can be shown
      now_.reset();
      return;
    }
    ExpectRefusal(answer.status());
    EXPECT_EQ(Seen(), before);
  }

 private:
  // Every form, as a person sees it.
  std::string Seen() {
    std::string seen;
    for (const char* form : {"profile", "work"}) {
      for (const char* period : {"Q1", "Q2"}) {
        v1::GetFormRequest request;
        request.set_form(form);
        request.set_period(period);
        const absl::StatusOr<v1::FormView> view = agent::GetForm(desk(), request);
        if (view.ok()) seen += view->SerializeAsString();
      }
    }
    return seen + std::to_string(desk().store().current()->last());
  }

  std::unique_ptr<agent::School> now_;
};

}  // namespace gom::fuzz

#endif  // GOM_TESTS_FUZZ_SCHOOL_CALLS_H_
