// A draft is begun, and another computer of the school submits before it is.
#include "agent/service/overtaken.h"

#include "agent/service/evidence.h"
#include "gmock/gmock.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

constexpr uint32_t kWork = 2, kQ1 = 1, kTrained = 1, kEvents = 2;

class OvertakenTest : public ::testing::Test {
 protected:
  OvertakenTest() {
    one_.Report("profile", "Q1", {{"staff", "20"}});
    one_.Report("work", "Q1", {{"trained", "5"}, {"events", "1"}, {"ideas+.name", "một"}});
    commune_.Sync(one_);
    commune_.Sync(two_);
  }
  void OtherReports(const std::vector<std::pair<std::string, std::string>>& fields) {
    two_.Report("work", "Q1", fields);
    commune_.Sync(two_);
    commune_.Sync(one_);
  }
  // A document, of which the bytes do not matter here; answers its SHA-256.
  static std::string Attach(Computer& computer, const std::string& name) {
    v1::AddEvidenceRequest request;
    request.set_form("work");
    request.set_period("Q1");
    request.set_name(name);
    const auto added = AddEvidence(computer.desk(), request, {.bytes = "%PDF " + name});
    EXPECT_TRUE(added.ok()) << added.status();
    return added.ok() ? added->evidence().sha256() : "";
  }
  static void TakeOut(Computer& computer, const std::string& sha256) {
    v1::RemoveEvidenceRequest request;
    request.set_form("work");
    request.set_period("Q1");
    request.set_sha256(sha256);
    const auto removed = RemoveEvidence(computer.desk(), request);
    EXPECT_TRUE(removed.ok()) << removed.status();
  }
  static std::string FilesOf(Computer& computer) {
    std::string names;
    for (const v1::EvidenceView& file : computer.Form("work", "Q1").evidence())
      names += file.name() + " ";
    return names;
  }
  std::string Message(const v1::FormView& form) {
    for (const char* rule : {"newer_version", "taken_over"}) {
      if (const v1::Finding* f = Computer::FindingOf(form, rule); f != nullptr)
        return f->message().en();
    }
    return "";
  }

  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

TEST_F(OvertakenTest, NewerVersionCame_StatusFormAndSubmitSaySo) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  EXPECT_EQ(Message(one_.Form("work", "Q1")), "");
  EXPECT_EQ(one_.Told(), "");
  OtherReports({{"trained", "7"}, {"events", "9"}});
  EXPECT_NE(one_.Told().find("gom-agent show work Q1"), std::string::npos) << one_.Told();
  EXPECT_NE(Message(one_.Form("work", "Q1")).find("events=9, trained=7)"), std::string::npos)
      << Message(one_.Form("work", "Q1"));
  const absl::Status refused = one_.SubmitDraft("work", "Q1");
  EXPECT_EQ(text::ErrorOf(refused).code(), "entry_refused");
  ASSERT_EQ(text::ErrorOf(refused).places_size(), 1);
  EXPECT_NE(text::ErrorOf(refused).places(0).en().find("a newer version came"), std::string::npos);
}

TEST_F(OvertakenTest, OtherFieldsChanged_IsSaidAndCanBeSubmittedAsItIs) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"events", "9"}});
  EXPECT_NE(one_.Told(), "");
  EXPECT_NE(Message(one_.Form("work", "Q1")).find("events=9)"), std::string::npos);
  ASSERT_TRUE(one_.SubmitDraft("work", "Q1").ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 6);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kEvents), 9);
}

TEST_F(OvertakenTest, KeptAgain_TakesWhatItHasNotChangedAndGoesOnTop) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"events", "9"}, {"ideas.1.name", "hai"}, {"day", "05/04/2026"}});
  const v1::FormView kept = one_.Type("work", "Q1", {});
  EXPECT_NE(Message(kept).find("taken day=05/04/2026, events=9, ideas="), std::string::npos)
      << Message(kept);
  EXPECT_NE(Message(kept).find("kept in no field"), std::string::npos) << Message(kept);
  EXPECT_EQ(Computer::ValueOf(kept, "trained").number(), 6);
  EXPECT_EQ(Computer::ValueOf(kept, "events").number(), 9);
  EXPECT_EQ(Computer::ValueOf(kept, "ideas").items().items(0).fields(0).value().text(), "hai");
  EXPECT_EQ(one_.Told(), "");
  ASSERT_TRUE(one_.SubmitDraft("work", "Q1").ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 0);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 6);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kEvents), 9);
}

// As a page keeps each key: nothing that the clerk has not asked for changes under their hands.
TEST_F(OvertakenTest, KeptAgainAsItStands_TakesNothingUntilItIsAskedTo) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  const v1::FormView begun = one_.Form("work", "Q1");
  ASSERT_NE(Computer::ValueOf(begun, "events").number(), 9);
  OtherReports({{"events", "9"}});
  v1::SaveDraftRequest key;
  key.set_form("work");
  key.set_period("Q1");
  key.set_stay(true);
  key.add_typed()->set_field("asked");
  key.mutable_typed(0)->set_text("5");
  for (int n = 0; n < 2; ++n) {
    const auto kept = SaveDraft(one_.desk(), key);
    ASSERT_TRUE(kept.ok()) << kept.status();
    EXPECT_NE(Computer::FindingOf(kept->form(), "newer_version"), nullptr);
    EXPECT_EQ(Computer::FindingOf(kept->form(), "taken_over"), nullptr);
    EXPECT_EQ(Computer::ValueOf(kept->form(), "asked").number(), 5);
    EXPECT_EQ(Computer::ValueOf(kept->form(), "events").SerializeAsString(),
              Computer::ValueOf(begun, "events").SerializeAsString());
  }
  const v1::FormView taken = one_.Type("work", "Q1", {});
  EXPECT_EQ(Computer::FindingOf(taken, "newer_version"), nullptr);
  EXPECT_NE(Computer::FindingOf(taken, "taken_over"), nullptr);
  EXPECT_EQ(Computer::ValueOf(taken, "events").number(), 9);
  EXPECT_EQ(Computer::ValueOf(taken, "asked").number(), 5);
}

TEST_F(OvertakenTest, BothChangedAField_TheDraftsIsKeptAndBothAreTold) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"trained", "7"}});
  const std::string told = Message(one_.Type("work", "Q1", {{"events", "2"}}));
  EXPECT_NE(told.find("kept in trained=6 (the newer version: trained=7)"), std::string::npos)
      << told;
  EXPECT_EQ(Computer::ValueOf(one_.Form("work", "Q1"), "trained").number(), 6);
}

TEST_F(OvertakenTest, FieldHoldsWhatCannotBeRead_CountsAsTheClerks) {
  one_.Type("work", "Q1", {{"trained", "sáu"}});
  OtherReports({{"trained", "7"}});
  EXPECT_NE(Message(one_.Type("work", "Q1", {})).find("(the newer version: trained=7)"),
            std::string::npos);
  EXPECT_NE(Computer::FindingOf(one_.Form("work", "Q1"), "unread"), nullptr);
}

// Who adds a photo has seen nothing of the newer version, and is told nothing of it.
TEST_F(OvertakenTest, FileAddedOrTakenOut_WhatBothChangedStillStopsTheDraft) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  OtherReports({{"trained", "7"}});
  const std::string sha256 = Attach(one_, "a.pdf");
  EXPECT_NE(one_.Told(), "");
  EXPECT_EQ(text::ErrorOf(one_.SubmitDraft("work", "Q1")).code(), "entry_refused");
  TakeOut(one_, sha256);
  EXPECT_NE(one_.Told(), "");
  EXPECT_EQ(text::ErrorOf(one_.SubmitDraft("work", "Q1")).code(), "entry_refused");
  // Nor does anything else of the draft change.
  EXPECT_EQ(Computer::ValueOf(one_.Form("work", "Q1"), "trained").number(), 6);
  EXPECT_NE(Message(one_.Type("work", "Q1", {})).find("(the newer version: trained=7)"),
            std::string::npos);
  EXPECT_TRUE(one_.SubmitDraft("work", "Q1").ok());
}

// Against what both began with: what either took out is out, what either added is there.
TEST_F(OvertakenTest, FilesOfBothSides_AreJoinedAndNamed) {
  const std::string a = Attach(two_, "a.pdf");
  const std::string b = Attach(two_, "b.pdf");
  OtherReports({});
  one_.Type("work", "Q1", {{"trained", "6"}});
  TakeOut(one_, a);
  Attach(one_, "mine.pdf");
  TakeOut(two_, b);
  Attach(two_, "theirs.pdf");
  OtherReports({{"events", "9"}});
  const v1::FormView kept = one_.Type("work", "Q1", {});
  std::vector<std::string> names;
  for (const v1::EvidenceView& file : kept.evidence()) names.push_back(file.name());
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("mine.pdf", "theirs.pdf"));
  EXPECT_NE(Message(kept).find("taken events=9; files added: theirs.pdf; files left out: b.pdf;"),
            std::string::npos)
      << Message(kept);
}

TEST_F(OvertakenTest, FilesOnly_AreNamedAlone) {
  one_.Type("work", "Q1", {{"trained", "6"}});
  Attach(two_, "theirs.pdf");
  OtherReports({});
  EXPECT_NE(Message(one_.Type("work", "Q1", {})).find("taken files added: theirs.pdf;"),
            std::string::npos)
      << Message(one_.Form("work", "Q1"));
}

// What the office erased on request is nothing that somebody took away.
TEST_F(OvertakenTest, WordsOfTheNewerVersionWereErased_TheDraftKeepsItsOwn) {
  one_.Report("work", "Q1", {{"note", "họp ngày thứ hai"}});
  commune_.Sync(one_);
  commune_.Sync(two_);
  one_.Type("work", "Q1", {{"trained", "6"}});
  v1::SaveDraftRequest lan;
  lan.set_form("work");
  lan.set_period("Q1");
  lan.set_author("Nguyễn Thị Lan");
  lan.set_set_author(true);
  ASSERT_TRUE(SaveDraft(two_.desk(), lan).ok());
  OtherReports({{"events", "9"}});
  v1::RedactRequest erase;
  erase.set_unit("TH-01");
  erase.set_author("Nguyễn Thị Lan");
  erase.set_reason("Theo đơn");
  commune_.Redact(erase);
  commune_.Sync(one_);
  const v1::FormView kept = one_.Type("work", "Q1", {});
  EXPECT_EQ(Computer::ValueOf(kept, "note").text(), "họp ngày thứ hai");
  EXPECT_EQ(Computer::ValueOf(kept, "ideas").items().items(0).fields(0).value().text(), "một");
  EXPECT_NE(Message(kept).find("taken events=9; the draft"), std::string::npos) << Message(kept);
}

// Nobody knows what the clerk saw: what the draft holds is the clerk's, the rest is taken.
TEST_F(OvertakenTest, BegunBeforeThereWasAny_KeepsWhatItHolds) {
  one_.Type("work", "Q2", {{"trained", "6"}});
  two_.Report("work", "Q2", {{"trained", "7"}, {"events", "3"}});
  commune_.Sync(two_);
  commune_.Sync(one_);
  EXPECT_NE(one_.Told(), "");
  const v1::FormView kept = one_.Type("work", "Q2", {});
  EXPECT_EQ(Computer::ValueOf(kept, "trained").number(), 6);
  EXPECT_EQ(Computer::ValueOf(kept, "events").number(), 3);
  ASSERT_TRUE(one_.SubmitDraft("work", "Q2").ok());
  commune_.Sync(one_);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, 2), 0);
}

// It did not go over to this computer, and is neither lost nor damaged.
TEST_F(OvertakenTest, FileThatTheOtherComputerAdded_IsSaidToBeThere) {
  const std::string mine = Attach(one_, "mine.pdf");
  OtherReports({});
  Attach(two_, "theirs.pdf");
  OtherReports({{"events", "9"}});
  one_.Type("work", "Q1", {});
  ASSERT_TRUE(one_.SubmitDraft("work", "Q1").ok());
  std::filesystem::remove(one_.folder() + "/evidence/" + log::Hex(mine));
  const v1::FormView form = one_.Form("work", "Q1");
  ASSERT_EQ(form.evidence_size(), 2);
  for (const v1::EvidenceView& file : form.evidence()) {
    EXPECT_EQ(file.where(), file.sha256() == mine ? v1::EvidenceView::WHERE_MISSING
                                                  : v1::EvidenceView::WHERE_UNSPECIFIED)
        << file.name();
  }
  EXPECT_NE(one_.Told().find("1 files are missing"), std::string::npos) << one_.Told();
}

TEST_F(OvertakenTest, TheSameComputersOwnSync_OvertakesNothing) {
  one_.Report("work", "Q1", {{"trained", "8"}});
  one_.Type("work", "Q1", {{"trained", "6"}});
  commune_.Sync(one_);
  EXPECT_EQ(one_.Told(), "");
  EXPECT_TRUE(one_.SubmitDraft("work", "Q1").ok());
}

// That there are two versions is said already, and the draft may be what settles it.
TEST_F(OvertakenTest, InConflict_IsNotSaidTwice) {
  one_.Report("work", "Q1", {{"trained", "8"}});
  OtherReports({{"trained", "7"}});
  ASSERT_EQ(one_.state().in_conflict, 1u);
  one_.Type("work", "Q1", {{"trained", "6"}});
  EXPECT_EQ(Message(one_.Form("work", "Q1")), "");
}

}  // namespace
}  // namespace gom::agent
