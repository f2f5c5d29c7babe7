// A year of a very small commune in which everything happens once: what a golden log is made of. A
// new kind of record gets its place here.
#ifndef GOM_TESTS_HUB_STATE_STORY_H_
#define GOM_TESTS_HUB_STATE_STORY_H_

#include "tests/hub/state/golden_log.h"
#include "tests/hub/state/hub_world.h"

namespace gom::hub {

class Story {
 public:
  HubWorld& Tell() {
    FirstReports();
    TwoComputersOfOneSchool();
    RestoredComputer();
    OfficeAtWork();
    NewYear();
    AfterARestore();
    NewKeys();
    Erasure();
    Letters();
    return hub_;
  }

 private:
  using Act = v1::ReviewAct;
  void Tick() { hub_.now_ms += 86'400'000; }
  void Review(const Act& act) {
    Tick();
    const auto answer = hub_.Review({act});
    EXPECT_TRUE(answer.ok()) << answer.status();
  }

  void FirstReports() {
    desk_ = &hub_.Enroll("TH01");
    laptop_ = &hub_.Enroll("TH01");
    other_ = &hub_.Enroll("TH02");
    desk_->Enter("profile", "Q1", {{1, 40}, {2, 300}}, {}, {.author = "Nguyễn Thị Hoa"});
    first_ = desk_->Enter("work", "Q1", {{1, 12}, {2, 1}, {3, 2}}, {}, {.note = "đợt một"}, 9);
    hub_.Sync(*desk_);
    Tick();
    other_->Enter("profile", "Q1", {{1, 25}});
    other_->Enter("work", "Q1", {{1, 25}, {2, 0}});
    hub_.Sync(*other_);
  }

  void TwoComputersOfOneSchool() {
    Tick();
    desk_->Enter("work", "Q1", {{1, 14}, {2, 1}}, {{desk_, first_}});
    hub_.Sync(*desk_);
    laptop_->Enter("work", "Q1", {{1, 15}, {2, 1}}, {{desk_, first_}});  // contender
    laptop_->Enter("work", "Q1", {{1, 14}, {2, 1}}, {{desk_, first_}});  // the same
    hub_.Sync(*laptop_);
    laptop_->Enter("work", "Q2", {{1, 900}});  // an error within: held
    v1::Sealed unreadable;
    unreadable.set_main("\xff\xff");
    laptop_->Append(unreadable);
    hub_.Sync(*laptop_);
    // A child that comes before its parent, and then the parent: held, released.
    FakeDevice& tablet = hub_.Enroll("TH02");
    const uint64_t parent = tablet.Enter("work", "Q2", {{1, 20}});
    other_->Enter("work", "Q2", {{1, 21}}, {{&tablet, parent}});
    hub_.Sync(*other_);
    hub_.Sync(tablet);
  }

  // Its clerk's computer was put back from a backup: what was unsent moves to a new stream.
  void RestoredComputer() {
    Tick();
    const uint64_t lost = laptop_->Enter("profile", "Q2", {{1, 41}});
    FakeDevice& again = hub_.AddDevice(laptop_->number);
    v1::Change moved;
    v1::Continuation* continuation = moved.mutable_continuation();
    continuation->set_stream(laptop_->stream);
    continuation->set_agreed_index(lost - 1);
    continuation->add_moved_digests(log::Short(laptop_->digests[lost - 1]));
    continuation->add_moved_to(2);
    again.Append(std::move(moved));
    again.Append(laptop_->changes[lost - 1]);
    hub_.Sync(again);
  }

  void OfficeAtWork() {
    Review(HubWorld::On(Act::KIND_ACCEPT, "TH01", "profile", "Q1"));
    Review(HubWorld::On(Act::KIND_ACCEPT, "TH01", "work", "Q1"));
    Review(HubWorld::On(Act::KIND_RETURN, "TH02", "work", "Q1"));
    Act idea = HubWorld::On(Act::KIND_RECOGNIZE, "TH01", "work", "Q1");
    idea.set_field("ideas");
    idea.set_item_place(1);
    hub_.Review({idea}).status().IgnoreError();  // the head has none; an older version had
    Act exempt = HubWorld::On(Act::KIND_NOT_APPLICABLE, "TH02", "", "");
    exempt.set_indicator("B");
    Review(exempt);
    Tick();
    EXPECT_TRUE(hub_.Lock("Q1").ok());
    desk_->Enter("work", "Q1", {{1, 13}}, {{desk_, first_}});  // under the lock: held
    hub_.Sync(*desk_);
    EXPECT_TRUE(hub_.Lock("Q1", false).ok());  // released
    EXPECT_TRUE(hub_.Act([&](View& v) {
                      return DecideEnter(
                          v, {"TH02", "work", "Q1",
                              [](const plan::Form&, plan::Values* values, sync::Wording*) {
                                values->Set(1, plan::FieldValue::Number(19));
                                return absl::OkStatus();
                              }});
                    })
                    .ok());
    EXPECT_TRUE(hub_.Lock("Q1").ok());
  }

  void NewYear() {
    Tick();
    v1::TermBegun begun;
    begun.set_term(2);
    begun.set_why(v1::TermBegun::WHY_RESTORED);
    begun.set_backup_at(hub_.now_ms - 86'400'000);
    begun.set_highest_index(hub_.state.position.index + 20);
    hub_.ActStatus([&](View& v) { return DecideBeginTerm(v, begun); });
    hub_.ActStatus([](View& v) {
      return DecideApiKey(
          v, {.name = "Sở GDĐT", .prefix = "gom_abcd", .scopes = {"read"}, .hash = "h"});
    });
    hub_.ActStatus([&](View& v) {
      return DecideSlip(
          v,
          {.unit = "TH01", .slip = "WRONG", .secret_hash = "h", .expires_at = hub_.now_ms + 1000});
    });
    hub_.ActStatus([](View& v) {
      DecideEnrollmentFailed(v, "WRONG");
      return absl::OkStatus();
    });
    v1::RevokeDeviceRequest revoke;
    revoke.set_device(other_->number);
    EXPECT_TRUE(hub_.Act([&](View& v) { return DecideRevoke(v, revoke); }).ok());
    EXPECT_TRUE(
        hub_.ApplyPlan(absl::StrReplaceAll(SmallPlan(3), {{"max: 500", "max: 1000"}})).ok());
    v1::Unit closed = HubWorld::Row("TH02");
    closed.set_valid_to("2026-06-30");
    closed.set_successor("TH01");
    EXPECT_TRUE(hub_.AddUnits({closed}).ok());
    desk_->plan = hub_.state.plan.get();
    desk_->Enter("work", "Q2", {{1, 30}, {2, 1}});
    hub_.Sync(*desk_);
  }

  // A computer that the log does not know delivers, with another's stream and the operator's words.
  void AfterARestore() {
    Tick();
    FakeDevice& stranger = hub_.AddDevice(900);
    EXPECT_TRUE(hub_.Return(stranger, "TH01").ok());
    FakeDevice& closed = hub_.AddDevice(900);
    const uint64_t judged = closed.Enter("profile", "Q3", {{1, 42}, {2, 310}});
    stranger.Enter("work", "Q2", {{1, 29}, {2, 1}});
    v1::ExchangeRequest request = stranger.Request(0);
    v1::OrphanStream* orphan = request.add_orphan_streams();
    orphan->set_stream(closed.stream);
    orphan->set_device(closed.number);
    *orphan->add_changes() = closed.changes[judged - 1];
    v1::Event verdict;
    verdict.set_at(hub_.now_ms);
    verdict.mutable_verdict_given()->set_word(v1::VERDICT_WORD_ACCEPTED);
    v1::OrphanWord* word = request.add_orphan_words();
    word->set_index(hub_.state.position.index + 7);
    word->mutable_event()->set_main(verdict.SerializeAsString());
    word->mutable_revision()->set_stream(closed.stream);
    word->mutable_revision()->set_index(judged);
    word->mutable_revision()->set_digest(log::Short(closed.digests[judged - 1]));
    EXPECT_TRUE(hub_.Send(stranger, request).ok());
    EXPECT_EQ(hub_.SettleOrphans()->left(), 1u);
    EXPECT_TRUE(hub_.Readmit(stranger.number).ok());
    EXPECT_EQ(hub_.SettleOrphans()->left() + hub_.state.orphans.size(), 0u);
  }

  // A new authority, a device that renews under it, and what a lost computer left behind.
  void NewKeys() {
    Tick();
    hub_.ActStatus([](View& v) {
      DecideAuthority(v, "der of the second authority", "cán bộ");
      return absl::OkStatus();
    });
    EXPECT_TRUE(hub_.Certify(desk_->number, "renewed").ok());
    hub_.Revoke(laptop_->number);
    FakeDevice& carried = hub_.AddDevice(laptop_->number);
    carried.Enter("work", "Q3", {{1, 28}, {2, 1}});
    EXPECT_TRUE(hub_.Carry(carried, carried.Request(0)).ok());
    EXPECT_TRUE(hub_.TakeWork(laptop_->number).ok());
    carried.Enter("profile", "Q3", {{1, 43}});  // held
    EXPECT_TRUE(hub_.Carry(carried, carried.Request(1)).ok());
  }

  // A clerk asks for her name to go; and a computer that was put back brings it under another name.
  void Erasure() {
    Tick();
    v1::RedactRequest request;
    request.set_unit("TH01");
    request.set_author("Nguyễn Thị Hoa");
    request.set_reason("Theo đơn");
    request.set_operator_("cán bộ");
    const auto erased = hub_.Act([&](View& v) { return DecideRedact(v, request); });
    EXPECT_TRUE(erased.ok()) << erased.status();
    hub_.EraseTexts();
    // As an early release wrote it: of a file that no Revision names. Such a request is refused
    // now.
    hub_.ActStatus([](View& v) {
      v1::Event event;
      event.mutable_redacted()->set_unit("TH01");
      event.mutable_redacted()->add_evidence(std::string(32, 'e'));
      v1::EventText words;
      words.set_operator_("cán bộ");
      words.set_reason("Theo đơn");
      v.Add(std::move(event), std::move(words));
      return absl::OkStatus();
    });
    FakeDevice& again = hub_.AddDevice(desk_->number);
    again.Append(desk_->changes[0]);
    hub_.Sync(again);
  }

  // School and office write to each other; a key is taken back; and a report whose forerunner
  // nobody has any more is decided without it.
  void Letters() {
    Tick();
    FakeDevice& fresh = hub_.Enroll("TH01");
    v1::Change change;
    change.mutable_message()->set_about(v1::Message::ABOUT_DIFFICULTY);
    fresh.Append(std::move(change), {.author = "Cô Mai", .note = "Máy tính hỏng"});
    FakeDevice& gone = hub_.AddDevice(fresh.number);
    const uint64_t lost = gone.Enter("work", "Q3", {{1, 3}});
    fresh.Enter("work", "Q3", {{1, 4}}, {{&gone, lost}});
    hub_.Sync(fresh);
    Review(HubWorld::On(Act::KIND_TAKE, "TH01", "work", "Q3"));
    for (const std::string unit : {"TH01", ""}) {
      EXPECT_TRUE(hub_.Act([&](View& v) {
                        return DecideSendMessage(
                            v, {.unit = unit, .text = "Đã nhận", .operator_name = "cán bộ"});
                      })
                      .ok());
    }
    EXPECT_TRUE(hub_.Act([](View& v) { return DecideRevokeApiKey(v, "Sở GDĐT", "cán bộ"); }).ok());
  }

  HubWorld hub_;
  FakeDevice* desk_ = nullptr;
  FakeDevice* laptop_ = nullptr;
  FakeDevice* other_ = nullptr;
  uint64_t first_ = 0;
};

inline GoldenLog GoldenOf(HubWorld& hub) {
  GoldenLog golden;
  golden.fold_version = kFoldVersion;
  golden.log_digest = log::Hex(log::ToBytes(hub.state.position.digest));
  golden.state_digest = log::Hex(log::ToBytes(StateDigest(hub.state)));
  for (const log::Record& record : hub.log()) golden.records.push_back(record.main);
  golden.totals = TotalsOf(hub.state);
  return golden;
}

}  // namespace gom::hub

#endif  // GOM_TESTS_HUB_STATE_STORY_H_
