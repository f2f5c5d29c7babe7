// What a clerk does: enter, submit, import, choose between two versions, write to the office,
// enroll.
#include "agent/service/drafts.h"
#include "agent/service/import.h"
#include "agent/service/resolve.h"
#include "agent/service/submit.h"
#include "tests/sim/desk_program.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

using agent::Desk;
using agent::School;

// Beside a report that is saved already, which no draft touches.
Operation Enter() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
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

// Another computer of the school was first; this one's version contends.
Operation Resolve() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
        v1::Change change;
        change.set_plan_version(1);
        v1::Revision* r = change.mutable_revision();
        r->set_form(1);
        r->set_period(1);
        r->add_fields(1);
        r->add_values(52);
        v1::Event event;
        event.mutable_received()->set_stream(50);
        event.mutable_received()->set_index(1);
        event.mutable_received()->set_outcome(v1::OUTCOME_HEAD);
        event.mutable_received()->set_change(change.SerializeAsString());
        agent::HubEvent theirs = s.EventOf(event);
        theirs.stream = std::string(16, 'f');
        theirs.change_digest = 99;
        s.acknowledged = 1;
        s.Store({theirs, s.OutcomeOf(1, v1::OUTCOME_CONTENDER)});
      },
      [](Desk& desk) {
        v1::ResolveRequest request;
        request.set_form("profile");
        request.set_period("Q1");
        request.set_note("Đã hỏi lại");
        return agent::Resolve(desk, request).status();
      });
}

// A message to the office.
Operation Write() {
  return DeskOperation(
      [](School& s) {
        s.Report("profile", "Q1", {{"staff", "50"}});
      },
      [](Desk& desk) {
        agent::NewMessage message;
        message.about = v1::Message::ABOUT_QUESTION;
        message.author = "cô Lan";
        message.text = "Nộp bản giấy ở đâu?";
        return desk.store().Send(message).status();
      });
}

Operation Enroll() {
  return NewDeskOperation([](Desk& desk) {
    agent::Enrollment who;
    who.unit = "TH-01";
    who.unit_name = "Trường Tiểu học số 1";
    who.hub = std::string(16, 'H');
    who.hub_name = "Xã";
    who.address = "127.0.0.1:1";
    who.device = 7;
    return desk.store().Enroll(who, {"key", "certificate", "ca"});
  });
}

INSTANTIATE_TEST_SUITE_P(Agent, Operations,
                         ::testing::Values(Named{"Enter", Enter}, Named{"Submit", Submit},
                                           Named{"Import", Import}, Named{"Resolve", Resolve},
                                           Named{"Write", Write}, Named{"Enroll", Enroll}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
