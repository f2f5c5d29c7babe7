#include "agent/store/sidecar.h"

#include <filesystem>

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;

std::string SidecarOn(const std::string& folder) { return folder + "/" + kSidecarFile; }

// The folder as it is now, to put the database back to.
class Copy {
 public:
  explicit Copy(School& school) : folder_(school.folder()) {
    school.Close();
    fs::copy_file(folder_ + "/agent.db", copy_.path() + "/agent.db");
    fs::copy_file(SidecarOn(folder_), SidecarOn(copy_.path()));
    school.Open();
  }
  void PutBackDatabase() const {
    for (const char* name : {"/agent.db-wal", "/agent.db-shm"}) fs::remove(folder_ + name);
    PutBack("/agent.db");
  }
  void PutBackSidecar() const { PutBack(std::string("/") + kSidecarFile); }

 private:
  void PutBack(const std::string& name) const {
    fs::copy_file(copy_.path() + name, folder_ + name, fs::copy_options::overwrite_existing);
  }
  const std::string folder_;
  TempFolder copy_;
};

TEST(Sidecar, TextAndBack_IsTheSame) {
  Sidecar s{.stream = std::string("\x00\xff 0123456789abc", 16), .last = 7, .changes = {}};
  EXPECT_EQ(FromText(ToText(s)), s);
  s.changes = {{3, 1, 2}, {7, 2, 4}};
  EXPECT_EQ(FromText(ToText(s)), s);
}

TEST(Sidecar, CutOffOrNotOurs_IsNothing) {
  const Sidecar s{.stream = std::string(16, 'a'), .last = 7, .changes = {{3, 1, 2}, {7, 2, 4}}};
  const std::string text = ToText(s);
  for (size_t length = 0; length < text.size(); ++length) {
    const auto cut = FromText(text.substr(0, length));
    // At the end of a line it is a sidecar that remembers fewer Changes, and as true.
    if (cut.has_value()) {
      EXPECT_EQ(cut->last, 7u);
    }
  }
  for (const char* other :
       {"", "\n\n\n", "gom-agent 2\naa 1\n", "gom-agent 1\nzz 1\n", "gom-agent 1\n\xff\xfe 1\n"}) {
    EXPECT_FALSE(FromText(other).has_value()) << other;
  }
}

TEST(Sidecar, ManyChanges_TheNewestAreRemembered) {
  School school;
  for (int i = 1; i <= 70; ++i) school.Report("profile", "Q1", {{"staff", std::to_string(i)}});
  const auto kept = FromText(*platform::ReadFile(SidecarOn(school.folder())));
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(kept->last, 70u);
  EXPECT_EQ(kept->changes.size(), kSidecarChanges);
  EXPECT_EQ(kept->changes.back(), (Sidecar::Change{70, 1, 1}));
}

TEST(Sidecar, A11_WalDeleted_NewWorkGoesToANewStreamAndThePeriodsAreNamed) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  const std::string old = school.store().current()->id;
  const Copy before(school);
  school.Report("profile", "Q2", {{"staff", "21"}});
  school.Close();
  before.PutBackDatabase();
  school.Open();
  ASSERT_FALSE(school.store().notices().empty());
  EXPECT_NE(school.store().notices()[0].words.vi().find("Hãy xem lại các kỳ: Q2."),
            std::string::npos)
      << school.store().notices()[0].words.vi();
  EXPECT_NE(school.store().current()->id, old);
  EXPECT_EQ(school.store().asking()->id, old);
  EXPECT_FALSE(school.store().asking()->settled);
  EXPECT_EQ(school.Form("profile", "Q1").word(), v1::WORD_SAVED);
  // Told once; the next start finds nothing new.
  const uint32_t number = school.store().current()->number;
  school.Report("profile", "Q2", {{"staff", "22"}});
  school.Reopen();
  EXPECT_EQ(school.store().current()->number, number);
  EXPECT_EQ(school.store().notices().size(), 1u);
  EXPECT_EQ(school.state().waiting, 2u);
}

TEST(Sidecar, A12_DatabaseOfBeforeTheStream_IsFoundToo) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  const Copy before(school);
  ASSERT_TRUE(school.store().MoveUnsent(1, School::kNow).ok());
  school.Report("profile", "Q2", {{"staff", "21"}});
  school.Close();
  before.PutBackDatabase();
  school.Open();
  EXPECT_FALSE(school.store().asking()->settled);
  EXPECT_FALSE(school.store().notices().empty());
}

TEST(Sidecar, CrashBetweenCommitAndSidecar_IsNoAlarm) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  const Copy before(school);
  school.Report("profile", "Q2", {{"staff", "21"}});
  ASSERT_TRUE(school.store().MoveUnsent(1, School::kNow).ok());
  const uint32_t number = school.store().current()->number;
  school.Close();
  before.PutBackSidecar();
  school.Open();
  EXPECT_EQ(school.store().current()->number, number);
  EXPECT_TRUE(school.store().asking()->current);
  // And it is made up for: from now on the file says what is true.
  EXPECT_EQ(FromText(*platform::ReadFile(SidecarOn(school.folder()))),
            SidecarOf(*school.store().current()));
}

TEST(Sidecar, MissingOrUnreadable_IsNoErrorAndIsMadeAgain) {
  for (const bool missing : {true, false}) {
    School school;
    school.Report("profile", "Q1", {{"staff", "20"}});
    const uint32_t number = school.store().current()->number;
    school.Close();
    fs::remove(SidecarOn(school.folder()));
    if (!missing) std::ofstream(SidecarOn(school.folder())) << "\xff nonsense";
    school.Open();
    EXPECT_EQ(school.store().current()->number, number);
    EXPECT_TRUE(school.store().notices().empty());
    EXPECT_TRUE(FromText(*platform::ReadFile(SidecarOn(school.folder()))).has_value());
  }
}

}  // namespace
}  // namespace gom::agent
