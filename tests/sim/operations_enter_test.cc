// What a clerk does: enter, submit, import.
#include "agent/service/drafts.h"
#include "agent/service/import.h"
#include "agent/service/submit.h"
#include "tests/sim/desk_program.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using agent::Desk;
using agent::School;

Operation Enter() {
  return DeskOperation(
      [](School& s) {
        s.Type("work", "Q1", {{"trained", "5"}});
      },
      [](Desk& desk) {
        v1::SaveDraftRequest request;
        request.set_form("work");
        request.set_period("Q1");
        request.set_note("Đã kiểm tra");
        v1::TypedField* t = request.add_typed();
        t->set_field("trained");
        t->set_text("12");
        return agent::SaveDraft(desk, request).status();
      });
}

// Two drafts become Revisions together, over one that is there already.
Operation Submit() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
        s.Type("profile", "Q1", {{"staff", "52"}});
        s.Type("work", "Q1", {{"trained", "40"}, {"note", "Ghi chú"}});
      },
      [](Desk& desk) { return agent::Submit(desk, v1::SubmitRequest()).status(); });
}

Operation Import() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
      },
      [](Desk& desk) {
        v1::ImportRowsRequest request;
        request.set_csv(
            "period,form,field,value\n"
            "Q1,profile,staff,51\n"
            "Q1,work,trained,30\n"
            "Q1,work,ideas.1.name,Thư viện\n"
            "Q2,work,trained,40\n");
        return agent::ImportRows(desk, request).status();
      });
}

INSTANTIATE_TEST_SUITE_P(Agent, Operations,
                         ::testing::Values(Named{"Enter", Enter}, Named{"Submit", Submit},
                                           Named{"Import", Import}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
