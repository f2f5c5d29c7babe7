// An agent.db that is damaged: what can be read is taken over, the hub fills in the rest, and what
// neither has is named.
#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr uint32_t kProfile = 1, kQ1 = 1, kQ2 = 2, kStaff = 1;
constexpr size_t kPage = 4096;

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// A school with something at the hub (Q1: 21), something that was never sent (Q2: 30), and a draft.
class School {
 public:
  School() {
    computer_.Report("profile", "Q1", {{"staff", "20"}});
    computer_.Report("profile", "Q1", {{"staff", "21"}});
    commune_.Sync(computer_);
    computer_.Report("profile", "Q2", {{"staff", "30"}});
    computer_.Type("work", "Q1", {{"trained", "7"}});
    computer_.Close();
  }
  std::string path() const { return computer_.folder() + "/agent.db"; }
  Computer& computer() { return computer_; }
  Commune& commune() { return commune_; }
  std::vector<std::string> Kept() const {
    std::vector<std::string> kept;
    for (const auto& entry : fs::directory_iterator(computer_.folder())) {
      const std::string path = entry.path();
      if (absl::StrContains(path, ".damaged-") && !absl::EndsWith(path, "-wal"))
        kept.push_back(path);
    }
    return kept;
  }

  // The program starts, says so where it set a file aside, and one sync makes both sides whole but
  // for what it has named.
  void ExpectWholeAgain() {
    computer_.Open();
    ASSERT_TRUE(computer_.store().enrolled());
    const std::string told = computer_.Told();
    if (computer_.store().rescued().has_value()) {
      ASSERT_EQ(Kept().size(), 1u);
      EXPECT_THAT(told, HasSubstr(fs::path(Kept()[0]).filename().string()));
    }
    commune_.Sync(computer_);
    EXPECT_EQ(computer_.state().waiting, 0u);
    EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 21);
    EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
    EXPECT_EQ(Computer::ValueOf(computer_.Form("profile", "Q1"), "staff").number(), 21);
    const Entry* unsent = computer_.state().FindEntry(kProfile, kQ2);
    if (unsent != nullptr) {
      EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ2, kStaff), 30);
      EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ2), 0);
    } else {
      EXPECT_THAT(told + computer_.Told(),
                  ::testing::AnyOf(HasSubstr("profile Q2"), HasSubstr("#1 #2"),
                                   HasSubstr("not yet sent, is damaged")));
    }
    for (const OwnStream& s : computer_.store().holdings().streams) EXPECT_TRUE(s.settled);
    EXPECT_FALSE(computer_.store().marks().aside.has_value());
    // It works on, and the next start finds nothing wrong.
    computer_.Report("profile", "Q1", {{"staff", "22"}});
    computer_.Reopen();
    EXPECT_FALSE(computer_.store().rescued().has_value());
    commune_.Sync(computer_);
    EXPECT_EQ(commune_.Counted("TH-01", kProfile, kQ1, kStaff), 22);
    EXPECT_EQ(commune_.Contenders("TH-01", kProfile, kQ1), 0);
  }

 private:
  Commune commune_;
  Computer& computer_ = commune_.Enroll("TH-01");
};

TEST(RescueTest, A10_AnyPageOfTheFileIsGarbage_StartsSaysSoAndIsWholeAfterOneSync) {
  size_t pages = 2, rescued = 0, kept_unsent = 0, kept_draft = 0;
  for (size_t page = 0; page < pages; ++page) {
    SCOPED_TRACE(page);
    School school;
    std::string bytes = BytesOf(school.path());
    pages = bytes.size() / kPage;
    bytes.replace(page * kPage, kPage, std::string(kPage, '\xa5'));
    Write(school.path(), bytes);
    school.ExpectWholeAgain();
    if (::testing::Test::HasFailure()) break;
    for (const std::string& kept : school.Kept()) EXPECT_TRUE(BytesOf(kept) == bytes);
    rescued += school.Kept().size();
    const SchoolState& state = school.computer().state();
    kept_unsent += state.FindEntry(kProfile, kQ2) != nullptr ? 1 : 0;
    kept_draft += state.drafts.size();
  }
  // Of a page that is none of its own a table loses nothing.
  EXPECT_GE(rescued, pages / 2);
  EXPECT_GE(kept_unsent, pages - 4) << "of " << pages;
  EXPECT_GE(kept_draft, pages - 4) << "of " << pages;
}

TEST(RescueTest, A10_NoDatabaseAtAll_StartsFromItsEnrollmentAndNamesWhatWasNotSent) {
  const std::string nothing;
  for (const std::string& bytes : {std::string("no database, but a page of words\n"), nothing,
                                   std::string(3 * kPage, '\0'), std::string(100, 'x')}) {
    SCOPED_TRACE(bytes.substr(0, 10));
    School school;
    Write(school.path(), bytes);
    school.ExpectWholeAgain();
    ASSERT_EQ(school.Kept().size(), 1u);
    // Of one that is empty SQLite makes a database before anybody sees that it was ours.
    EXPECT_TRUE(bytes.empty() || BytesOf(school.Kept()[0]) == bytes);
  }
}

TEST(RescueTest, A10_FileIsGone_StartsFromItsEnrollment) {
  School school;
  fs::remove(school.path());
  school.ExpectWholeAgain();
}

TEST(RescueTest, A10_TablesAreNotThoseOfTheProgram_IsDamageAndNotAnInternalError) {
  for (const char* sql : {"ALTER TABLE stream DROP COLUMN sent", "DROP TABLE receipt",
                          "ALTER TABLE meta RENAME TO other", "ALTER TABLE draft DROP COLUMN text",
                          "DROP TABLE event"}) {
    SCOPED_TRACE(sql);
    School school;
    { SQLite::Database(school.path(), SQLite::OPEN_READWRITE).exec(sql); }
    school.ExpectWholeAgain();
    EXPECT_EQ(school.Kept().size(), 1u);
    EXPECT_EQ(school.commune().Counted("TH-01", kProfile, kQ2, kStaff), 30) << "nothing was lost";
  }
}

TEST(RescueTest, A10_DamagedTwice_BothFilesAreKept) {
  School school;
  for (int time = 1; time <= 2; ++time) {
    Write(school.path(), "no database");
    fs::remove(school.path() + "-wal");
    school.computer().Open();
    ASSERT_TRUE(school.computer().store().rescued().has_value());
    EXPECT_EQ(school.Kept().size(), static_cast<size_t>(time)) << "in the same second";
    school.computer().Close();
  }
}

TEST(RescueTest, A9_OwnChangeThatTheHubHolds_ComesBackFromIt) {
  School school;
  Computer& computer = school.computer();
  computer.Open();
  computer.Damage(2);
  computer.Reopen();
  EXPECT_THAT(computer.Told(), HasSubstr("takes it back from the hub"));
  school.commune().Sync(computer);
  EXPECT_EQ(Computer::ValueOf(computer.Form("profile", "Q1"), "staff").number(), 21);
  EXPECT_EQ(school.commune().Counted("TH-01", kProfile, kQ2, kStaff), 30) << "went on beside it";
  EXPECT_THAT(computer.Told(), ::testing::Not(HasSubstr("takes it back")));
  EXPECT_THAT(computer.Told(), ::testing::Not(HasSubstr("does not agree")));
  // It is what the next one rests on, and the next start has nothing to mend.
  computer.Report("profile", "Q1", {{"staff", "22"}});
  computer.Reopen();
  EXPECT_FALSE(computer.store().marks().aside.has_value());
  school.commune().Sync(computer);
  EXPECT_EQ(school.commune().Counted("TH-01", kProfile, kQ1, kStaff), 22);
  EXPECT_EQ(school.commune().Contenders("TH-01", kProfile, kQ1), 0);
}

TEST(RescueTest, A10_RescueWithoutAHub_ShowsWhatItHadAndKeepsUnsentWork) {
  School school;
  { SQLite::Database(school.path(), SQLite::OPEN_READWRITE).exec("DROP TABLE receipt"); }
  Computer& computer = school.computer();
  computer.Open();
  EXPECT_EQ(Computer::ValueOf(computer.Form("profile", "Q1"), "staff").number(), 21);
  EXPECT_EQ(Computer::ValueOf(computer.Form("profile", "Q2"), "staff").number(), 30);
  EXPECT_EQ(computer.state().drafts.size(), 1u);
  // Whether the hub has the last ones is not known before it was asked.
  EXPECT_EQ(computer.state().waiting, 1u);
  computer.Report("profile", "Q2", {{"staff", "31"}});
  school.commune().Sync(computer);
  EXPECT_EQ(school.commune().Counted("TH-01", kProfile, kQ2, kStaff), 31);
  EXPECT_EQ(school.commune().Contenders("TH-01", kProfile, kQ2), 0);
}

// SQLite sees nothing wrong with a row whose bytes are others; its digest does.
TEST(RescueTest, A9_EventAltered_IsToldOfAndComesAgainWithTheNextSync) {
  const std::vector<std::string> alterations = {"main = zeroblob(length(main))",
                                                "text = x'41'",
                                                "stream = x'42'",
                                                "digest = digest + 1",
                                                "own_log = own_log + 1",
                                                "change_digest = change_digest + 1",
                                                "row_digest = x''"};
  size_t row = 0;
  for (const std::string& alteration : alterations) {
    SCOPED_TRACE(alteration);
    School school;
    Computer& computer = school.computer();
    computer.Open();
    const std::vector<HubEvent> events = computer.store().holdings().events;
    const HubEvent& event = events[row++ % events.size()];
    computer.Alter(absl::StrCat("UPDATE event SET ", alteration, " WHERE hub_index = ", event.index,
                                " AND own_log = ", event.own_log));
    computer.Reopen();
    EXPECT_FALSE(computer.store().rescued().has_value());
    EXPECT_EQ(computer.store().holdings().events.size(), events.size() - 1);
    EXPECT_THAT(computer.Told(), HasSubstr("altered 1 entries"));
    EXPECT_EQ(computer.state().drafts.size(), 1u);
    school.commune().Sync(computer);
    EXPECT_GE(computer.store().holdings().events.size(), events.size());
    for (const HubEvent& e : events)
      EXPECT_THAT(computer.store().holdings().events, ::testing::Contains(e));
    EXPECT_TRUE(computer.store().holdings().orphans.streams.empty());
    EXPECT_TRUE(computer.store().holdings().orphans.words.empty());
    computer.Close();
    school.ExpectWholeAgain();
  }
}

}  // namespace
}  // namespace gom::agent
