// An enrolled school on a temporary folder: a real store, a clock and randomness that the test
// holds, and events of a hub that the test writes itself.
#ifndef GOM_TESTS_AGENT_SCHOOL_H_
#define GOM_TESTS_AGENT_SCHOOL_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "agent/service/desk.h"
#include "agent/service/drafts.h"
#include "agent/service/forms.h"
#include "agent/service/submit.h"
#include "agent/state/school_state.h"
#include "agent/store/agent_store.h"
#include "common/log/chain.h"
#include "common/plan/packed.h"
#include "common/platform/clock.h"
#include "common/platform/file_system.h"
#include "common/platform/random.h"
#include "common/text/message.h"
#include "gom/v1/record.pb.h"
#include "gom/v1/school.pb.h"
#include "gom/v1/sync.pb.h"
#include "gtest/gtest.h"
#include "tests/common/log/temp_folder.h"

namespace gom::agent {

inline std::string SmallPlan() {
  std::ifstream file(std::string(GOM_SOURCE_DIR) + "/tests/agent/small_plan.textproto");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline v1::PlanApplied Packed(const std::string& textproto, uint32_t version = 1) {
  v1::PlanApplied applied;
  applied.set_version(version);
  applied.set_sha256(log::ToBytes(log::Sha256(textproto)));
  applied.set_zstd_textproto(plan::Pack(textproto));
  return applied;
}

// One computer of a school: a real store on a temporary folder, and a desk.
class Computer {
 public:
  static constexpr int64_t kNow = 1'782'900'000'000;  // July 2026

  // `folder` and `vfs`: where somebody else keeps its files; empty: a temporary folder of its own.
  explicit Computer(uint64_t seed = 42, std::string folder = {}, std::string vfs = {})
      : folder_(std::move(folder)), vfs_(std::move(vfs)), random_(seed) {
    if (folder_.empty()) folder_ = own_folder_.path();
    Open();
  }

  AgentStore& store() { return desk_->store(); }
  Desk& desk() { return *desk_; }
  const SchoolState& state() { return desk_->state(); }
  platform::ManualWallClock& wall() { return wall_; }
  platform::RandomSource& random() { return random_; }
  const std::string& folder() const { return folder_; }

  void Enroll(const std::string& unit, uint32_t device, const std::string& hub,
              const std::string& hub_key = {}) {
    Enrollment who;
    who.unit = unit;
    who.unit_name = "Trường Tiểu học số 1";
    who.hub = hub;
    who.hub_name = "Xã";
    who.address = "127.0.0.1:1";
    who.device = device;
    who.hub_key = hub_key;
    EXPECT_TRUE(store().Enroll(who, {"key", "certificate", "ca"}).ok());
  }

  // The program ends; between Close and Open the folder is anybody's.
  void Close() { desk_.reset(); }
  void Open() {
    AgentStoreOptions options;
    options.random = [this](size_t n) { return random_.Bytes(n); };
    options.check_folder = false;
    options.vfs = vfs_;
    options.now_ms = wall_.NowMs();
    options.reserve_bytes = reserve_bytes;
    options.write_evidence = [this](const std::string& path, std::string_view bytes) {
      if (evidence_disk_full)
        return platform::WriteStatus(std::make_error_code(std::errc::no_space_on_device), path);
      return platform::WritePrivateFile(path, bytes);
    };
    auto store = AgentStore::Open(folder_, std::move(options));
    ASSERT_TRUE(store.ok()) << store.status();
    desk_ = std::make_unique<Desk>(*std::move(store), wall_, random_, "test");
  }
  // One of the device's own records is otherwise on the disk, as where that fails.
  void Damage(uint64_t index) {
    SQLite::Database db(folder_ + "/agent.db", SQLite::OPEN_READWRITE);
    SQLite::Statement flip(db, "UPDATE record SET main = x'00ff00ff' WHERE key = ?");
    flip.bind(1, (int64_t{2} << 40) + static_cast<int64_t>(index));
    ASSERT_EQ(flip.exec(), 1);
  }
  // Anything else of the file is.
  void Alter(const std::string& sql) {
    SQLite::Database(folder_ + "/agent.db", SQLite::OPEN_READWRITE).exec(sql);
  }
  // As after a power cut: what was not committed is gone.
  void Reopen() {
    Close();
    Open();
  }

  // There is no room for a photo; the database has its own.
  bool evidence_disk_full = false;
  // Room that is kept for a full disk, from the next Open on.
  uint64_t reserve_bytes = 0;

  v1::FormView Type(const std::string& form, const std::string& period,
                    const std::vector<std::pair<std::string, std::string>>& fields,
                    const std::vector<std::pair<std::string, std::string>>& reasons = {}) {
    v1::SaveDraftRequest request;
    request.set_form(form);
    request.set_period(period);
    for (const auto& [field, typed] : fields) {
      v1::TypedField* t = request.add_typed();
      t->set_field(field);
      t->set_text(typed);
    }
    for (const auto& [rule, words] : reasons) {
      v1::RuleReason* r = request.add_reasons();
      r->set_rule(rule);
      r->set_text(words);
    }
    const absl::StatusOr<v1::SaveDraftResponse> saved = SaveDraft(desk(), request);
    EXPECT_TRUE(saved.ok()) << saved.status();
    return saved.ok() ? saved->form() : v1::FormView();
  }
  absl::Status SubmitDraft(const std::string& form, const std::string& period) {
    v1::SubmitRequest request;
    request.set_form(form);
    request.set_period(period);
    return Submit(desk(), request).status();
  }
  void Report(const std::string& form, const std::string& period,
              const std::vector<std::pair<std::string, std::string>>& fields) {
    Type(form, period, fields);
    const absl::Status submitted = SubmitDraft(form, period);
    EXPECT_TRUE(submitted.ok()) << text::Sentence(text::Language::kEnglish, submitted);
  }
  v1::FormView Form(const std::string& form, const std::string& period) {
    v1::GetFormRequest request;
    request.set_form(form);
    request.set_period(period);
    const absl::StatusOr<v1::FormView> view = GetForm(desk(), request);
    EXPECT_TRUE(view.ok()) << view.status();
    return view.ok() ? *view : v1::FormView();
  }
  // What a person is told, beside the numbers.
  std::string Told() {
    std::string told;
    const absl::StatusOr<v1::AgentStatus> status = GetAgentStatus(desk());
    EXPECT_TRUE(status.ok()) << status.status();
    if (!status.ok()) return told;
    for (const v1::Words& w : status->notices()) told += w.en() + "\n";
    return told;
  }
  static v1::Value ValueOf(const v1::FormView& form, const std::string& field) {
    for (const v1::FieldView& f : form.fields()) {
      if (f.field().code() == field) return f.value();
    }
    ADD_FAILURE() << "no field " << field;
    return {};
  }
  static const v1::Finding* FindingOf(const v1::FormView& form, const std::string& rule) {
    for (const v1::Finding& f : form.findings()) {
      if (f.rule() == rule) return &f;
    }
    return nullptr;
  }

 private:
  TempFolder own_folder_;
  std::string folder_;
  const std::string vfs_;
  platform::ManualWallClock wall_{kNow};
  platform::SeededRandom random_;
  std::unique_ptr<Desk> desk_;
};

// An enrolled one, and a hub whose events the test writes itself.
class School : public Computer {
 public:
  explicit School(bool with_plan = true, std::string folder = {}, std::string vfs = {},
                  const std::string& hub_key = {})
      : Computer(42, std::move(folder), std::move(vfs)) {
    Enroll("TH-01", 7, std::string(16, 'H'), hub_key);
    if (!with_plan) return;
    v1::Event plan;
    *plan.mutable_plan_applied() = Packed(SmallPlan());
    Deliver(plan);
    v1::Event units;
    v1::Unit* row = units.mutable_units_changed()->add_units();
    row->set_code("TH-01");
    row->set_name("Trường Tiểu học số 1");
    row->add_kinds("primary");
    row->set_ownership(v1::OWNERSHIP_PUBLIC);
    row->set_manager(v1::MANAGER_COMMUNE);
    Deliver(units);
  }

  HubEvent EventOf(const v1::Event& event, const std::string& text = {}) {
    HubEvent e;
    e.index = ++hub_index_;
    e.digest = e.index * 1000;
    e.main = event.SerializeAsString();
    e.text = text;
    return e;
  }
  HubEvent OutcomeOf(uint64_t stream_index, v1::Outcome outcome,
                     v1::HeldReason reason = v1::HELD_REASON_UNSPECIFIED) {
    v1::OwnOutcome own;
    own.set_stream_index(stream_index);
    own.set_outcome(outcome);
    own.set_held_reason(reason);
    own.set_at(kNow);
    HubEvent e;
    e.index = ++hub_index_;
    e.own_log = store().current()->number;
    e.main = own.SerializeAsString();
    return e;
  }
  void Store(std::vector<HubEvent> events) {
    Reply reply;
    reply.stream = store().current()->number;
    reply.acknowledged = acknowledged;
    reply.events = std::move(events);
    reply.read.set_index(hub_index_);
    reply.read.set_term(1);
    reply.term = 1;
    reply.now_ms = wall().NowMs();
    reply.hub_clock_ms = hub_clock_ms;
    EXPECT_TRUE(store().TakeReply(reply).ok());
  }
  void Deliver(const v1::Event& event, const std::string& text = {}) {
    Store({EventOf(event, text)});
  }

  uint64_t acknowledged = 0;
  int64_t hub_clock_ms = kNow;

 private:
  uint64_t hub_index_ = 0;
};

}  // namespace gom::agent

#endif  // GOM_TESTS_AGENT_SCHOOL_H_
