// What the office erases on request is erased on every computer of the unit, in every file; and on
// one that was put back to an older copy.
#include <filesystem>
#include <fstream>

#include "agent/service/evidence.h"
#include "agent/service/views.h"
#include "common/text/status_macros.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;
constexpr uint32_t kWork = 2, kQ1 = 1, kTrained = 1;
constexpr char kAuthor[] = "Nguyễn Thị Lan";
constexpr char kPhone[] = "gọi 0912345678";
constexpr char kPhoto[] = "the pixels of a face";

class RedactTest : public ::testing::Test {
 protected:
  void Write(Computer& computer, int trained, const std::string& note = kPhone) {
    v1::SaveDraftRequest request;
    request.set_form("work");
    request.set_period("Q1");
    for (const auto& [field, typed] :
         {std::pair<std::string, std::string>{"trained", absl::StrCat(trained)}, {"note", note}}) {
      v1::TypedField* t = request.add_typed();
      t->set_field(field);
      t->set_text(typed);
    }
    request.set_author(kAuthor);
    request.set_set_author(true);
    const auto saved = SaveDraft(computer.desk(), request);
    ASSERT_TRUE(saved.ok()) << saved.status();
  }
  void Report(Computer& computer, int trained, const std::string& note = kPhone) {
    Write(computer, trained, note);
    const absl::Status submitted = computer.SubmitDraft("work", "Q1");
    ASSERT_TRUE(submitted.ok()) << text::Sentence(text::Language::kEnglish, submitted);
  }
  void Redact() {
    v1::RedactRequest request;
    request.set_unit("TH-01");
    request.set_author(kAuthor);
    request.set_reason("Theo đơn");
    commune_.Redact(request);
  }
  static bool Holds(const std::string& folder, const std::string& bytes) {
    for (const auto& file : fs::recursive_directory_iterator(folder)) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  }
  void ExpectNothingLeft(Computer& computer) {
    EXPECT_FALSE(Holds(computer.folder(), kAuthor));
    EXPECT_FALSE(Holds(computer.folder(), kPhone));
    EXPECT_FALSE(computer.store().marks().unswept);
  }
  // A photo in the draft; its SHA-256.
  absl::StatusOr<std::string> AddPhoto(Computer& computer, const std::string& bytes = kPhoto) {
    v1::AddEvidenceRequest request;
    request.set_form("work");
    request.set_period("Q1");
    request.set_name("Lan.jpg");
    evidence::Reduced reduced;
    reduced.bytes = bytes;
    ASSIGN_OR_RETURN(const v1::AddEvidenceResponse added,
                     AddEvidence(computer.desk(), request, reduced));
    return added.evidence().sha256();
  }
  void RedactPhoto(const std::string& sha256) {
    v1::RedactRequest request;
    request.set_unit("TH-01");
    request.add_evidence(sha256);
    request.set_reason("Theo đơn");
    commune_.Redact(request);
  }
  // Of the Revision that counts.
  static v1::RevisionView Shown(Computer& computer) {
    const Entry* entry = computer.state().FindEntry(kWork, kQ1);
    EXPECT_NE(entry, nullptr);
    return entry == nullptr ? v1::RevisionView()
                            : ViewOf(computer.state(), *entry, *entry->Shown());
  }
  static void CopyFolder(const std::string& from, const std::string& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
  }

  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

TEST_F(RedactTest, BothComputers_LoseTheWordsAndKeepTheNumbers) {
  Report(one_, 10);
  commune_.Sync(one_);
  Report(one_, 12);
  commune_.Sync(one_);
  commune_.Sync(two_);
  ASSERT_TRUE(Holds(one_.folder(), kAuthor));
  ASSERT_TRUE(Holds(two_.folder(), kAuthor));
  Redact();
  for (Computer* computer : {&one_, &two_}) {
    commune_.Sync(*computer);
    ExpectNothingLeft(*computer);
    computer->Reopen();
    ExpectNothingLeft(*computer);
    EXPECT_EQ(Computer::ValueOf(computer->Form("work", "Q1"), "trained").number(), 12);
    const v1::RevisionView shown = Shown(*computer);
    EXPECT_EQ(shown.author(), "");
    EXPECT_NE(shown.note().find("đã xóa theo yêu cầu ngày "), std::string::npos) << shown.note();
    EXPECT_EQ(computer->state().unreadable, 0u);
    EXPECT_EQ(computer->store().marks().differed_at, 0u) << "both sides make the same of the log";
  }
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 12);
  // Work goes on.
  Report(two_, 13, "bình thường");
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 13);
}

TEST_F(RedactTest, WorkThatRestsOnIt_KeepsItsOwnWords) {
  Report(one_, 10);
  commune_.Sync(one_);
  Report(one_, 11, "lời của bản sau");
  Redact();
  commune_.Sync(one_);
  // Its author is the same person, who is still in it: it came later.
  EXPECT_FALSE(Holds(one_.folder(), kPhone));
  EXPECT_TRUE(Holds(one_.folder(), "lời của bản sau"));
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 11);
}

TEST_F(RedactTest, Draft_KeepsItsOwnWords) {
  Report(one_, 10);
  commune_.Sync(one_);
  Write(one_, 14, "đang gõ");
  Redact();
  commune_.Sync(one_);
  EXPECT_FALSE(Holds(one_.folder(), kPhone));
  EXPECT_EQ(Computer::ValueOf(one_.Form("work", "Q1"), "note").text(), "đang gõ");
}

TEST_F(RedactTest, PutBackToAnOlderCopy_ReadingTheLogErasesAgain) {
  Report(one_, 10);
  commune_.Sync(one_);
  TempFolder kept;
  one_.Close();
  CopyFolder(one_.folder(), kept / "copy");
  one_.Open();
  Redact();
  commune_.Sync(one_);
  ExpectNothingLeft(one_);
  one_.Close();
  CopyFolder(kept / "copy", one_.folder());
  one_.Open();
  ASSERT_TRUE(Holds(one_.folder(), kAuthor));
  commune_.Sync(one_);
  ExpectNothingLeft(one_);
}

// Unsent when the copy was made: it went up, was erased, and goes up again under another name.
TEST_F(RedactTest, PutBackToACopyWhereItWasUnsent_ItIsErasedUnderEveryName) {
  Report(one_, 9, "trước");
  commune_.Sync(one_);
  Report(one_, 10);
  TempFolder kept;
  one_.Close();
  CopyFolder(one_.folder(), kept / "copy");
  one_.Open();
  commune_.Sync(one_);
  Report(one_, 11);
  commune_.Sync(one_);
  Redact();
  one_.Close();
  CopyFolder(kept / "copy", one_.folder());
  one_.Open();
  Report(one_, 12, "sau");  // another Change where 11 stood: the chains part
  commune_.Sync(one_);
  commune_.Sync(one_);
  EXPECT_FALSE(Holds(one_.folder(), kPhone));
  EXPECT_TRUE(Holds(one_.folder(), "sau"));
  commune_.Sync(two_);
  EXPECT_FALSE(Holds(two_.folder(), kPhone));
  EXPECT_TRUE(Holds(two_.folder(), "sau"));
}

// The hub lost the Change and had it erased: whoever brings it brings its numbers alone, and reads
// in the new term that it is to go.
TEST_F(RedactTest, HubRestored_SiblingBringsTheNumbersAlone) {
  commune_.BackUp();
  Report(one_, 10);
  commune_.Sync(one_);
  commune_.Sync(two_);
  Redact();
  commune_.Restore();
  commune_.EraseAgain();
  commune_.Sync(two_);
  ExpectNothingLeft(two_);
  commune_.Sync(one_);
  ExpectNothingLeft(one_);
  commune_.Sync(two_);
  ExpectNothingLeft(two_);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 10);
  EXPECT_EQ(commune_.Contenders("TH-01", kWork, kQ1), 0);
}

TEST_F(RedactTest, Photo_IsGoneFromEveryComputerAndIsNotAddedAgain) {
  const std::string photo = AddPhoto(one_).value();
  Report(one_, 10);
  commune_.Sync(one_);
  commune_.Sync(two_);
  ASSERT_EQ(AddPhoto(two_).value(), photo);  // the same one, in a draft there
  ASSERT_TRUE(Holds(one_.folder(), kPhoto));
  ASSERT_TRUE(Holds(two_.folder(), kPhoto));
  RedactPhoto(photo);
  for (Computer* computer : {&one_, &two_}) {
    commune_.Sync(*computer);
    EXPECT_FALSE(Holds(computer->folder(), kPhoto));
    EXPECT_FALSE(computer->store().marks().unswept);
    const v1::FormView form = computer->Form("work", "Q1");
    ASSERT_EQ(form.evidence_size(), 1);
    EXPECT_EQ(form.evidence(0).where(), v1::EvidenceView::WHERE_MISSING);
    EXPECT_NE(form.evidence(0).name().find("đã xóa theo yêu cầu ngày "), std::string::npos)
        << form.evidence(0).name();
    const absl::Status refused = AddPhoto(*computer).status();
    EXPECT_EQ(text::ErrorOf(refused).code(), "evidence_refused");
    EXPECT_NE(text::Sentence(text::Language::kEnglish, refused).find("erased on request"),
              std::string::npos);
    EXPECT_FALSE(Holds(computer->folder(), kPhoto));
    EXPECT_EQ(computer->Told().find("add them again"), std::string::npos) << computer->Told();
  }
  // The words that it came with were not asked for, and the draft that names it goes its way.
  EXPECT_TRUE(Holds(one_.folder(), kPhone));
  EXPECT_TRUE(AddPhoto(two_, "another photo").ok());
  Report(two_, 11);
  commune_.Sync(two_);
  EXPECT_EQ(commune_.Counted("TH-01", kWork, kQ1, kTrained), 11);
}

TEST_F(RedactTest, PhotoPutBackWithAnOlderCopy_IsErasedAgain) {
  const std::string photo = AddPhoto(one_).value();
  Report(one_, 10);
  commune_.Sync(one_);
  TempFolder kept;
  one_.Close();
  CopyFolder(one_.folder(), kept / "copy");
  one_.Open();
  RedactPhoto(photo);
  commune_.Sync(one_);
  one_.Close();
  CopyFolder(kept / "copy", one_.folder());
  one_.Open();
  ASSERT_TRUE(Holds(one_.folder(), kPhoto));
  commune_.Sync(one_);
  EXPECT_FALSE(Holds(one_.folder(), kPhoto));
}

// The power goes between the commit and the end of the photo.
TEST_F(RedactTest, CutOffBeforeThePhotoIsRemoved_TheNextStartDoesIt) {
  const std::string photo = AddPhoto(one_).value();
  Report(one_, 10);
  commune_.Sync(one_);
  RedactPhoto(photo);
  commune_.Sync(one_);
  one_.Close();
  const std::string path = one_.folder() + "/evidence/" + log::Hex(photo);
  std::ofstream(path) << kPhoto;
  {
    SQLite::Database db(one_.folder() + "/agent.db", SQLite::OPEN_READWRITE);
    db.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('unswept', '1')");
  }
  one_.Open();
  EXPECT_FALSE(fs::exists(path));
}

// The power goes between the commit and the new file: the mark says that it is still to be written.
TEST_F(RedactTest, CutOffBeforeTheFileIsWrittenAnew_TheNextStartDoesIt) {
  Report(one_, 10);
  commune_.Sync(one_);
  one_.Close();
  {
    SQLite::Database db(one_.folder() + "/agent.db", SQLite::OPEN_READWRITE);
    db.exec("UPDATE record SET text = x''");
    // A row of a version that did not overwrite what it deleted.
    db.exec("PRAGMA secure_delete = OFF");
    SQLite::Statement put(db, "INSERT INTO orphan_change VALUES (x'00', 1, x'', ?)");
    put.bind(1, kPhone + std::string(9000, 'x') + kPhone);
    put.exec();
    db.exec("DELETE FROM orphan_change");
    db.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('unswept', '1')");
  }
  ASSERT_TRUE(Holds(one_.folder(), kPhone)) << "in pages that are free";
  one_.Open();
  EXPECT_FALSE(Holds(one_.folder(), kPhone));
  EXPECT_FALSE(one_.store().marks().unswept);
}

}  // namespace
}  // namespace gom::agent
