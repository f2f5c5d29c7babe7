// The command line over a real folder, as a clerk uses it: words, exit codes, both languages.
#include "agent/cli/command_line.h"

#include <fstream>
#include <sstream>

#include "agent/cli/pages.h"
#include "common/cli/app.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

struct Done {
  int code = 0;
  std::string out, err;
};

class CommandLineTest : public ::testing::Test {
 protected:
  CommandLineTest() {
    School school;
    std::filesystem::copy(school.folder(), folder_.path(),
                          std::filesystem::copy_options::recursive);
  }
  Done Run(std::vector<std::string> arguments, const std::string& language = "en") {
    std::vector<std::string> all = {"--data", folder_.path(), "--lang", language};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::istringstream in;
    std::ostringstream out, err;
    const int code = RunCommandLine(all, in, out, err);
    return {code, out.str(), err.str()};
  }
  std::string Write(const std::string& name, const std::string& text) {
    std::string path = folder_.path() + "/" + name;
    std::ofstream(path) << text;
    return path;
  }

  TempFolder folder_;
};

TEST_F(CommandLineTest, EnterThenSubmit_SaysSavedAndWhatComesNext) {
  const Done entered = Run({"enter", "profile", "Q1", "staff=1.234", "--author", "Lan"});
  EXPECT_EQ(entered.code, cli::kOk) << entered.err;
  EXPECT_NE(entered.out.find("one thousand"), std::string::npos) << entered.out;
  EXPECT_NE(entered.out.find("gom-agent submit profile Q1"), std::string::npos);
  const Done submitted = Run({"submit", "profile", "Q1"}, "vi");
  EXPECT_EQ(submitted.code, cli::kOk) << submitted.err;
  EXPECT_NE(submitted.out.find("Đã lưu"), std::string::npos);
  const Done status = Run({"status"}, "vi");
  EXPECT_EQ(status.code, cli::kOk);
  EXPECT_NE(status.out.find("chờ gửi: 1"), std::string::npos) << status.out;
}

// Every other command goes through the one that has the folder.
TEST_F(CommandLineTest, HubHasMovedWhileSomebodyServes_SaysWhatToStop) {
  AgentStoreOptions options;
  options.random = [](size_t n) { return std::string(n, 'r'); };
  options.check_folder = false;
  const auto serving = AgentStore::Open(folder_.path(), options);
  ASSERT_TRUE(serving.ok()) << serving.status();
  const Done moved = Run({"hub", "127.0.0.1:1"}, "vi");
  EXPECT_EQ(moved.code, cli::kRefused);
  EXPECT_NE(moved.err.find("hãy dừng nó, chạy lại lệnh này"), std::string::npos) << moved.err;
}

TEST_F(CommandLineTest, FileCopiedOutToANameThatIsTaken_LeavesWhatIsThere) {
  const std::string good = Write("a.pdf", "%PDF-1.4\n%%EOF\n");
  ASSERT_EQ(Run({"evidence", "add", "profile", "Q1", good}).code, cli::kOk);
  const std::string listed = Run({"evidence", "list", "profile", "Q1"}).out;
  const std::string row = listed.substr(listed.find('\n') + 1);
  const std::string code = row.substr(0, row.find(' '));
  const std::string taken = Write("mine.txt", "mine");
  const Done refused = Run({"evidence", "get", "profile", "Q1", code, "--to", taken});
  EXPECT_NE(refused.code, cli::kOk);
  EXPECT_NE(refused.err.find("not written over"), std::string::npos) << refused.err;
  EXPECT_EQ(*platform::ReadFile(taken), "mine");
  const std::string copy = folder_.path() + "/copy.pdf";
  EXPECT_EQ(Run({"evidence", "get", "profile", "Q1", code, "--to", copy}).code, cli::kOk);
  EXPECT_EQ(*platform::ReadFile(copy), *platform::ReadFile(good));
}

TEST_F(CommandLineTest, FileAdded_SaysThatItIsInTheDraftAndHowToSubmit) {
  const std::string good = Write("a.pdf", "%PDF-1.4\n%%EOF\n");
  const Done added = Run({"evidence", "add", "profile", "Q1", good});
  EXPECT_EQ(added.code, cli::kOk) << added.err;
  EXPECT_NE(added.out.find("gom-agent submit profile Q1"), std::string::npos) << added.out;
  const std::string listed = Run({"evidence", "list", "profile", "Q1"}).out;
  const std::string row = listed.substr(listed.find('\n') + 1);
  const Done removed =
      Run({"evidence", "remove", "profile", "Q1", row.substr(0, row.find(' '))}, "vi");
  EXPECT_NE(removed.out.find("Nộp: gom-agent submit profile Q1"), std::string::npos)
      << removed.out << removed.err;
}

TEST_F(CommandLineTest, OneOfTwoFilesRefused_JsonIsMessagesAlone) {
  const std::string good = Write("a.pdf", "%PDF-1.4\n%%EOF\n");
  const std::string bad = Write("b.jpg", "<svg/>");
  const Done added = Run({"--json", "evidence", "add", "profile", "Q1", good, bad});
  EXPECT_EQ(added.code, cli::kRefused);
  EXPECT_EQ(added.out.find("b.jpg"), std::string::npos) << added.out;
  EXPECT_NE(added.err.find("b.jpg"), std::string::npos) << added.err;
  v1::AddEvidenceResponse message;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(added.out, &message).ok()) << added.out;
}

TEST_F(CommandLineTest, H3_WrongNumber_IsSaidInBothLanguagesAndKept) {
  for (const char* language : {"vi", "en"}) {
    const Done entered = Run({"enter", "work", "Q1", "trained=12a"}, language);
    EXPECT_EQ(entered.code, cli::kRefused);
    EXPECT_NE(entered.out.find("12a"), std::string::npos);
    EXPECT_FALSE(entered.err.empty());
  }
  EXPECT_NE(Run({"show", "work", "Q1"}).out.find("12a"), std::string::npos);
}

TEST_F(CommandLineTest, H13_DateIsEchoedWithTheMonthsName) {
  Run({"enter", "profile", "Q1", "staff=5"});
  EXPECT_NE(Run({"enter", "work", "Q1", "day=5/4/26"}, "vi")
                .out.find("day = 05/04/2026: ngày 5 tháng 4 năm 2026"),
            std::string::npos);
  EXPECT_NE(Run({"enter", "work", "Q1", "day=5/4/26"}).out.find("day = 05/04/2026: 5 April 2026"),
            std::string::npos);
}

TEST_F(CommandLineTest, H13_DateInAFileToImport_IsShownWithTheMonthsName) {
  const std::string file = Write("rows.csv",
                                 "period,form,field,value\nQ1,profile,staff,50\n"
                                 "Q1,work,day,5/4/26\nQ1,work,note,05/04/2026\n");
  const std::string vi = Run({"import", file}, "vi").out;
  EXPECT_NE(vi.find("05/04/2026 được: ngày 5 tháng 4 năm 2026\n"), std::string::npos) << vi;
  const std::string en = Run({"import", file}).out;
  EXPECT_NE(en.find("05/04/2026 fine: 5 April 2026\n"), std::string::npos) << en;
  EXPECT_NE(en.find("05/04/2026 fine\n"), std::string::npos) << "a text is no date: " << en;
}

TEST_F(CommandLineTest, H4_LargeNumberInAList_IsEchoedInWords) {
  const Done added = Run({"enter", "work", "Q1", "ideas+.name=Đọc", "ideas+.people=1.234"}, "vi");
  EXPECT_NE(added.out.find("ideas+.people = 1.234: một nghìn"), std::string::npos) << added.out;
  const Done changed = Run({"enter", "work", "Q1", "ideas.1.people=2.345"});
  EXPECT_NE(changed.out.find("ideas.1.people = 2,345: two thousand"), std::string::npos)
      << changed.out;
}

TEST_F(CommandLineTest, SubmitWithFaults_IsRefusedWithEachPlace) {
  Run({"enter", "profile", "Q1", "staff=5"});
  Run({"submit", "profile", "Q1"});
  Run({"enter", "work", "Q1", "trained=9"});
  const Done submitted = Run({"submit"}, "vi");
  EXPECT_EQ(submitted.code, cli::kRefused);
  EXPECT_NE(submitted.err.find("Số đạt (9) lớn hơn tổng (5)"), std::string::npos) << submitted.err;
}

TEST_F(CommandLineTest, H8_RequiredFieldEmptied_IsSaidAndKeptAndNoSuccess) {
  EXPECT_EQ(Run({"enter", "profile", "Q1", "staff=5"}).code, cli::kOk);
  const Done emptied = Run({"enter", "profile", "Q1", "staff="});
  EXPECT_EQ(emptied.code, cli::kRefused);
  EXPECT_NE(emptied.out.find("is empty"), std::string::npos) << emptied.out;
  EXPECT_EQ(Run({"enter", "profile", "Q1", "staff=0"}).code, cli::kOk);
  EXPECT_EQ(Run({"enter", "profile", "Q1", "staff=na"}).code, cli::kOk);
}

TEST_F(CommandLineTest, Import_PreviewsAndNeedsYes) {
  const std::string file =
      Write("rows.csv", "period,form,field,value\nQ1,profile,staff,50\nQ1,work,trained,30\n");
  const Done preview = Run({"import", file});
  EXPECT_EQ(preview.code, cli::kRefused);
  EXPECT_NE(preview.out.find("fine: 2"), std::string::npos) << preview.out;
  EXPECT_NE(preview.out.find("   2 Q1     profile staff   50    fine"), std::string::npos)
      << preview.out;
  const Done done = Run({"import", file, "--yes"});
  EXPECT_EQ(done.code, cli::kOk) << done.err;
  EXPECT_NE(done.out.find("Saved 2 reports from 2 rows."), std::string::npos) << done.out;
}

TEST_F(CommandLineTest, ExportedForm_IsImportedAgainAndNothingIsWrittenOver) {
  ASSERT_EQ(Run({"enter", "work", "Q1", "trained=4", "events=3"}).code, cli::kOk);
  const std::string csv = folder_.path() + "/work.csv", book = folder_.path() + "/work.xlsx";
  const Done exported = Run({"export", "work", "Q1", csv});
  EXPECT_EQ(exported.code, cli::kOk) << exported.err;
  EXPECT_EQ(Run({"export", "work", "Q1", csv}).code, cli::kRefused) << "it is there";
  EXPECT_EQ(Run({"template", "work", "Q1", book, "--empty"}).code, cli::kOk);
  EXPECT_GT(std::filesystem::file_size(book), 1000u);
  ASSERT_EQ(Run({"enter", "work", "Q1", "--discard"}).code, cli::kOk);
  ASSERT_EQ(Run({"enter", "profile", "Q1", "staff=5"}).code, cli::kOk);
  ASSERT_EQ(Run({"submit"}).code, cli::kOk);
  const Done imported = Run({"import", csv, "--yes"});
  EXPECT_EQ(imported.code, cli::kOk) << imported.err;
  const Done progress = Run({"progress", "Q1"});
  EXPECT_EQ(progress.code, cli::kOk) << progress.err;
  EXPECT_NE(progress.out.find("80.0% (4/5)"), std::string::npos) << progress.out;
}

TEST_F(CommandLineTest, G18_FileInAnOldEncoding_IsShownAsItWasReadAndMayBeOverruled) {
  const std::string file =
      Write("old.csv", "period,form,field,value\nQ1,work,note,Th\xAD vi\xD6n s\xE8\n");
  const Done guessed = Run({"import", file});
  EXPECT_NE(guessed.out.find("read as tcvn3"), std::string::npos) << guessed.out;
  EXPECT_NE(guessed.out.find("Thư viện số"), std::string::npos) << guessed.out;
  const Done told = Run({"import", file, "--encoding", "vni"});
  EXPECT_EQ(told.out.find("Thư viện số"), std::string::npos) << told.out;
  EXPECT_NE(Run({"import", file, "--encoding", "latin"}).code, cli::kOk);
  const Done skipped = Run({"import", file, "--skip", "2"});
  EXPECT_NE(skipped.out.find("left out"), std::string::npos) << skipped.out;
}

TEST_F(CommandLineTest, ImportWithReasonsFile_TakesTheUnitsOwn) {
  const std::string file = Write(
      "rows.csv",
      "period,form,field,value\nQ1,profile,staff,50\nQ1,work,trained,30\nQ2,work,trained,20\n");
  const std::string wrong =
      Write("a.csv", "unit,period,form,rule,text\nMN-02,Q2,work,trained_no_fall,x\n");
  EXPECT_EQ(Run({"import", file, "--yes", "--reasons", wrong}).code, cli::kRefused);
  const std::string right =
      Write("b.csv", "unit,period,form,rule,text\nTH-01,Q2,work,trained_no_fall,x\n");
  const Done done = Run({"import", file, "--yes", "--reasons", right});
  EXPECT_EQ(done.code, cli::kOk) << done.err;
}

TEST_F(CommandLineTest, Json_PrintsTheApisOwnMessage) {
  const Done forms = Run({"--json", "forms"});
  EXPECT_EQ(forms.code, cli::kOk) << forms.err;
  EXPECT_NE(forms.out.find("\"WORD_NOT_BEGUN\""), std::string::npos);
  EXPECT_EQ(forms.out.front(), '{');
}

TEST_F(CommandLineTest, ReasonTakesOneValue_FieldsMayFollow) {
  Run({"enter", "profile", "Q1", "staff=50"});
  const Done entered =
      Run({"enter", "work", "Q1", "--reason", "trained_no_fall=why", "trained=3", "--note", "n"});
  EXPECT_EQ(entered.code, cli::kOk) << entered.err;
  EXPECT_NE(Run({"--json", "show", "work", "Q1"}).out.find("\"3\""), std::string::npos);
}

// What a sync found out is said at once, and once; not only to whoever asks for the status.
TEST(SyncPageTest, NewNotices_AreShownWithWhatWaits) {
  v1::AgentStatus before;
  before.add_notices()->set_vi("cũ");
  v1::SyncNowResponse synced;
  synced.set_sent(2);
  v1::Words* fresh = synced.mutable_status()->add_notices();
  fresh->set_vi("mới");
  fresh->set_en("new");
  synced.mutable_status()->add_notices()->set_vi("cũ");
  EXPECT_EQ(SyncPage(text::Language::kEnglish, before, synced),
            "Synced: the hub has 2 changes more, 0 events read, 0 reports wait.\n· new\n");
  synced.mutable_status()->set_returned(1);
  const std::string vi = SyncPage(text::Language::kVietnamese, synced.status(), synced);
  EXPECT_EQ(vi.find("· "), std::string::npos);
  EXPECT_NE(vi.find("Cần xem: 1 bị trả lại, 0 đang giữ, 0 xung đột"), std::string::npos) << vi;
}

TEST_F(CommandLineTest, HistoryAndForms_ReadInBothLanguages) {
  Run({"enter", "profile", "Q1", "staff=50"});
  Run({"submit"});
  EXPECT_NE(Run({"history", "profile", "Q1"}, "vi").out.find("50"), std::string::npos);
  EXPECT_NE(Run({"forms"}, "vi").out.find("Hồ sơ"), std::string::npos);
  EXPECT_NE(Run({"forms", "Q1"}, "en").out.find("Profile"), std::string::npos);
}

// Two computers that entered different things: each page says so and names the command.
TEST_F(CommandLineTest, E16_Conflict_IsToldWithTheCommandThatEndsIt) {
  {
    Commune commune;
    Computer& one = commune.Enroll("TH-01");
    Computer& two = commune.Enroll("TH-01");
    one.Report("profile", "Q1", {{"staff", "20"}});
    two.Report("profile", "Q1", {{"staff", "30"}});
    commune.Sync(one);
    commune.Sync(two);
    std::filesystem::remove_all(folder_.path());
    std::filesystem::copy(two.folder(), folder_.path(), std::filesystem::copy_options::recursive);
  }
  const std::string command = "gom-agent resolve profile Q1";
  for (const char* language : {"vi", "en"}) {
    const Done show = Run({"show", "profile", "Q1"}, language);
    EXPECT_NE(show.out.find(command), std::string::npos) << show.out;
    EXPECT_NE(show.out.find("30"), std::string::npos) << show.out;
    EXPECT_NE(Run({"history", "profile", "Q1"}, language).out.find(command), std::string::npos);
    EXPECT_NE(Run({"forms", "Q1"}, language).out.find(command), std::string::npos);
    EXPECT_NE(Run({"status"}, language).out.find("gom-agent resolve"), std::string::npos);
    EXPECT_NE(Run({"resolve", "--help"}, language).out.find("--take"), std::string::npos);
  }
  EXPECT_EQ(Run({"resolve", "profile", "Q1", "staff=x"}).code, cli::kRefused);
  const Done resolved = Run({"resolve", "profile", "Q1", "staff=25", "--author", "Lan"}, "vi");
  EXPECT_EQ(resolved.code, cli::kOk) << resolved.err;
  EXPECT_NE(resolved.out.find("Đã lưu"), std::string::npos);
  EXPECT_EQ(Run({"show", "profile", "Q1"}).out.find(command), std::string::npos);
  EXPECT_EQ(Run({"resolve", "profile", "Q1"}).code, cli::kRefused);
}

TEST_F(CommandLineTest, WhatIsNotThere_EndsWithASentenceAndANonZeroCode) {
  EXPECT_EQ(Run({"show", "nope", "Q1"}).code, cli::kRefused);
  EXPECT_EQ(Run({"show", "work", "Q9"}).code, cli::kRefused);
  EXPECT_EQ(Run({"enter", "work", "Q1", "trained"}).code, cli::kRefused);
  EXPECT_EQ(Run({"submit", "work"}).code, cli::kRefused);
  EXPECT_EQ(Run({"import", folder_.path() + "/none.csv"}).code, cli::kRefused);
  EXPECT_EQ(Run({"dance"}).code, cli::kUsage);
}

}  // namespace
}  // namespace gom::agent
