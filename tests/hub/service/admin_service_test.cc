#include "tests/hub/service/hub_fixture.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

class AdminServiceTest : public HubFixture {
 protected:
  void SetUp() override {
    HubFixture::SetUp();
    if (!HasFatalFailure()) ApplyPlanAndUnits();
  }
};

TEST_F(AdminServiceTest, OverTheNetwork_EveryMethodIsLocalOnly) {
  auto device = EnrollDevice("S1");
  auto stub = v1::AdminService::NewStub(Channel(device->key_pem, device->certificate_pem));
  const absl::Status status =
      CallHub(*stub, &v1::AdminService::Stub::GetStatus, v1::GetStatusRequest(), key_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(status), "local_only");
  EXPECT_EQ(CodeOf(CallHub(*stub, &v1::AdminService::Stub::Review, v1::ReviewRequest()).status()),
            "local_only");
}

TEST_F(AdminServiceTest, Status_CountsWhatIsThere) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 10, .met = 9}}).ok());
  auto status = Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest());
  ASSERT_TRUE(status.ok()) << status.status();
  EXPECT_EQ(status->name(), "Xã Thử");
  EXPECT_EQ(status->term(), 1u);
  EXPECT_EQ(status->plan_version(), 1u);
  EXPECT_EQ(status->units(), 3u);
  EXPECT_EQ(status->devices(), 1u);
  EXPECT_EQ(status->entries(), 1u);
  EXPECT_EQ(status->revisions(), 1u);
  EXPECT_EQ(status->waiting_for_verdict(), 1u);
  EXPECT_EQ(status->address(), server_->address());
  EXPECT_EQ(status->hub().size(), 16u);
}

TEST_F(AdminServiceTest, F7_EditAfterAcceptance_AcceptedFigureStays) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  auto accepted = Review({Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1")});
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->done(), 1u);
  ASSERT_TRUE(device->Send({{.total = 100, .met = 95, .parent = 1}}).ok());
  EXPECT_EQ(Progress(true)->indicators(0).headline().value().numerator(), 90);
  EXPECT_EQ(Progress(false)->indicators(0).headline().value().numerator(), 95);
}

TEST_F(AdminServiceTest, F8_SameVerdictTwice_SecondSaysItWasSo) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  const v1::ReviewAct act = Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1");
  ASSERT_EQ(Review({act})->done(), 1u);
  auto again = Review({act});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->done(), 0u);
  EXPECT_EQ(again->same(), 1u);
}

TEST_F(AdminServiceTest, F9_AcceptNamesTheRevisionSeen_NewerOneIsNotAccepted) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  v1::ReviewAct act = Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1");
  act.set_revision(History("S1")->revisions(0).id());
  ASSERT_TRUE(device->Send({{.total = 100, .met = 95, .parent = 1}}).ok());
  ASSERT_TRUE(Review({act}).ok());
  auto history = History("S1");
  EXPECT_EQ(history->revisions(0).word(), v1::WORD_ACCEPTED);
  EXPECT_EQ(history->revisions(1).word(), v1::WORD_RECEIVED);
}

TEST_F(AdminServiceTest, H10_WordsOfTheOffice_AreRefusedWhereNobodyCouldReadThem) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  const auto said = [&](const std::string& reason, const std::string& of_field) {
    v1::ReviewAct act = Act(v1::ReviewAct::KIND_RETURN, "S1", "f", "2026-Q1", reason);
    v1::FieldNote* note = act.add_fields();
    note->set_field("met");
    note->set_reason(of_field);
    return Review({act}).status();
  };
  EXPECT_EQ(CodeOf(said("\x1b[2J", "Cao hơn")), "text_control_character");
  EXPECT_EQ(CodeOf(said("Xem lại", "a\u202eb")), "text_direction");
  EXPECT_EQ(CodeOf(said(std::string(2001, 'x'), "")), "text_too_long");
  EXPECT_TRUE(said("  Xem la\u0323i \n", "Cao hơn").ok());
  EXPECT_EQ(History("S1")->revisions(0).verdict().reason(), "Xem lại");

  v1::IssueSlipRequest slip;
  slip.set_unit("S1");
  slip.set_operator_("Lan\x1b[31m");
  EXPECT_EQ(CodeOf(Admin(&v1::AdminService::Stub::IssueSlip, slip).status()),
            "text_control_character");
}

TEST_F(AdminServiceTest, H12_MarkupInAReason_IsShownAsItWasTyped) {
  auto device = EnrollDevice("S1");
  const std::string typed = "<img src=x onerror=alert(1)> &amp; <b>đậm</b>";
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90, .words = typed}}).ok());
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_RETURN, "S1", "f", "2026-Q1", typed)}).ok());
  const v1::RevisionView revision = History("S1")->revisions(0);
  EXPECT_EQ(revision.verdict().reason(), typed);
  EXPECT_EQ(revision.values(2).value().text(), typed);
}

TEST_F(AdminServiceTest, Returned_ReasonAndFieldsAreShownWithTheRevision) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  v1::ReviewAct act = Act(v1::ReviewAct::KIND_RETURN, "S1", "f", "2026-Q1", "Xem lại số đạt");
  v1::FieldNote* note = act.add_fields();
  note->set_field("met");
  note->set_reason("Cao hơn thực tế");
  ASSERT_TRUE(Review({act}).ok());
  const v1::RevisionView revision = History("S1")->revisions(0);
  EXPECT_EQ(revision.word(), v1::WORD_RETURNED);
  EXPECT_EQ(revision.verdict().reason(), "Xem lại số đạt");
  EXPECT_EQ(revision.verdict().operator_(), "op");
  ASSERT_EQ(revision.verdict().fields_size(), 1);
  EXPECT_EQ(revision.verdict().fields(0).field(), "met");
  EXPECT_EQ(revision.verdict().fields(0).reason(), "Cao hơn thực tế");
  EXPECT_EQ(Progress()->entries_returned(), 1u);
}

TEST_F(AdminServiceTest, ItemRecognisedByPlace_CountsOnlyFromThenOn) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 9, .met = 9, .ideas = {"Một", "Hai"}}}).ok());
  EXPECT_EQ(Progress()->indicators(1).headline().value().numerator(), 0);
  v1::ReviewAct act = Act(v1::ReviewAct::KIND_RECOGNIZE, "S1", "f", "2026-Q1", "Cấp xã");
  act.set_field("ideas");
  act.set_item_place(2);
  auto done = Review({act});
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  EXPECT_EQ(Progress()->indicators(1).headline().value().numerator(), 1);
}

TEST_F(AdminServiceTest, NotApplicableApproved_UnitIsNotExpected) {
  v1::ReviewAct act = Act(v1::ReviewAct::KIND_NOT_APPLICABLE, "S2", "", "", "Không có học sinh");
  act.set_indicator("I1");
  ASSERT_TRUE(Review({act}).ok());
  EXPECT_EQ(Progress()->indicators(0).headline().not_applicable(), 1u);
  EXPECT_EQ(Progress()->indicators(0).headline().missing(), 1u);
}

TEST_F(AdminServiceTest, F10_EntryUnderALock_IsHeldAndCountsOnceReopened) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_LOCK, "", "", "2026-Q1")}).ok());
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  EXPECT_TRUE(Progress()->as_of_locked());
  EXPECT_EQ(Progress()->entries_held(), 1u);
  EXPECT_EQ(History("S1")->revisions(0).word(), v1::WORD_HELD);
  auto reopened = Review({Act(v1::ReviewAct::KIND_REOPEN, "", "", "2026-Q1")});
  ASSERT_TRUE(reopened.ok());
  EXPECT_EQ(reopened->released(), 1u);
  EXPECT_EQ(Progress()->indicators(0).headline().value().numerator(), 90);
}

TEST_F(AdminServiceTest, OneWrongRowOfAReview_NothingIsDoneAndItsPlaceIsNamed) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  auto done = Review({Act(v1::ReviewAct::KIND_ACCEPT, "S1", "f", "2026-Q1"),
                      Act(v1::ReviewAct::KIND_ACCEPT, "S9", "f", "2026-Q1")});
  ASSERT_FALSE(done.ok());
  const v1::Error error = text::ErrorOf(done.status());
  ASSERT_GE(error.places_size(), 1);
  EXPECT_EQ(error.places(0).line(), 2u);
  EXPECT_FALSE(error.vi().empty());
  EXPECT_EQ(History("S1")->revisions(0).word(), v1::WORD_RECEIVED);
}

TEST_F(AdminServiceTest, OfficeEnters_HeadChangesAlsoUnderALock) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90, .words = "thiếu máy"}}).ok());
  ASSERT_TRUE(Review({Act(v1::ReviewAct::KIND_LOCK, "", "", "2026-Q1")}).ok());
  v1::EnterEntryRequest request;
  request.set_unit("S1");
  request.set_form("f");
  request.set_period("2026-Q1");
  request.set_note("Sửa theo công văn");
  request.set_author("Văn phòng");
  v1::FieldValue* met = request.add_values();
  met->set_field("met");
  met->mutable_value()->set_number(80);
  auto entered = Admin(&v1::AdminService::Stub::EnterEntry, request);
  ASSERT_TRUE(entered.ok()) << text::Sentence(text::Language::kEnglish, entered.status());
  const v1::RevisionView& revision = entered->revision();
  EXPECT_EQ(revision.standing(), "head");
  EXPECT_EQ(revision.device(), 0u);
  EXPECT_EQ(revision.note(), "Sửa theo công văn");
  ASSERT_EQ(revision.values_size(), 3);
  EXPECT_EQ(revision.values(1).value().number(), 80);
  EXPECT_EQ(revision.values(2).value().text(), "thiếu máy");
  EXPECT_EQ(Progress()->indicators(0).headline().value().numerator(), 80);
}

TEST_F(AdminServiceTest, OfficeEntersAnError_IsRefusedWithTheFinding) {
  v1::EnterEntryRequest request;
  request.set_unit("S1");
  request.set_form("f");
  request.set_period("2026-Q1");
  for (const auto& [field, number] : {std::pair("total", 50), std::pair("met", 52)}) {
    v1::FieldValue* f = request.add_values();
    f->set_field(field);
    f->mutable_value()->set_number(number);
  }
  const absl::Status status = Admin(&v1::AdminService::Stub::EnterEntry, request).status();
  EXPECT_EQ(CodeOf(status), "entry_refused");
  EXPECT_THAT(text::Sentence(text::Language::kVietnamese, status), HasSubstr("52"));
  EXPECT_EQ(CodeOf(History("S1").status()), "entry_unknown");
}

TEST_F(AdminServiceTest, H14_FormThatDoesNotApply_IsRefusedInBothLanguages) {
  v1::EnterEntryRequest request;
  request.set_unit("S1");
  request.set_form("vp");
  request.set_period("2026-Q1");
  const absl::Status status = Admin(&v1::AdminService::Stub::EnterEntry, request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(CodeOf(status), "form_not_asked");
  EXPECT_FALSE(text::Sentence(text::Language::kVietnamese, status).empty());
}

TEST_F(AdminServiceTest, Log_SaysWhatHappenedInBothLanguages) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  v1::ReadLogRequest request;
  request.set_from(1);
  auto log = Admin(&v1::AdminService::Stub::ReadLog, request);
  ASSERT_TRUE(log.ok());
  std::vector<std::string> kinds;
  for (const v1::LogLine& line : log->lines()) {
    kinds.push_back(line.kind());
    EXPECT_FALSE(line.summary_vi().empty());
    EXPECT_FALSE(line.summary_en().empty());
    EXPECT_EQ(line.digest().size(), 32u);
  }
  EXPECT_EQ(kinds.front(), "hub_created");
  EXPECT_EQ(kinds.back(), "received");
  EXPECT_THAT(log->lines().rbegin()->summary_vi(), HasSubstr("S1 f 2026-Q1"));
  request.set_from(0);
  request.set_limit(2);
  auto newest = Admin(&v1::AdminService::Stub::ReadLog, request);
  ASSERT_EQ(newest->lines_size(), 2);
  EXPECT_EQ(newest->lines(1).kind(), "received");
}

TEST_F(AdminServiceTest, Verify_SoundLogHasNoProblems) {
  auto device = EnrollDevice("S1");
  ASSERT_TRUE(device->Send({{.total = 100, .met = 90}}).ok());
  auto verified = Admin(&v1::AdminService::Stub::Verify, v1::VerifyRequest());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_TRUE(verified->problems_vi().empty()) << verified->problems_en(0);
  EXPECT_GT(verified->records(), 5u);
}

TEST_F(AdminServiceTest, F5_PlanWithMistakes_IsRefusedAndTheOldOneStays) {
  v1::ApplyPlanRequest request;
  request.set_textproto("version: 2 code: \"test\" rubbish");
  const absl::Status status = Admin(&v1::AdminService::Stub::ApplyPlan, request).status();
  EXPECT_EQ(CodeOf(status), "plan_invalid");
  EXPECT_GE(text::ErrorOf(status).places_size(), 1);
  EXPECT_EQ(Admin(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest())->plan_version(), 1u);
}

TEST_F(AdminServiceTest, SlipForUnknownUnit_IsRefused) {
  v1::IssueSlipRequest request;
  request.set_unit("S9");
  EXPECT_EQ(CodeOf(Admin(&v1::AdminService::Stub::IssueSlip, request).status()), "unit_unknown");
}

}  // namespace
}  // namespace gom::hub
