#include "hub/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "common/plan/load.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "hub/service/hub.h"
#include "hub/service/server.h"
#include "tests/hub/service/test_plan.h"

namespace gom::hub {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Ran {
  int code = 0;
  std::string out, err;
};

constexpr char kRoster[] =
    "code,name,kinds,ownership,manager,valid_from,valid_to,successor\n"
    "S1,Trường Một,primary,public,commune,,,\n"
    "S2,Trường Hai,primary,public,commune,,,\n"
    "VP,Văn phòng,office,public,commune,,,\n";

// Commands as people give them, each a process of its own but for the process.
class CommandLineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "hubcliXXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
    folder_ = top_ + "/data";
  }

  void TearDown() override { std::filesystem::remove_all(top_); }

  Ran Run(std::vector<std::string> arguments, const std::string& lang = "en") {
    for (const std::string& global : {std::string("--data"), folder_, std::string("--lang"), lang,
                                      std::string("--operator"), std::string("Cô Lan")}) {
      arguments.push_back(global);
    }
    std::ostringstream out, err;
    Ran ran;
    ran.code = RunCommandLine(arguments, out, err);
    ran.out = out.str();
    ran.err = err.str();
    return ran;
  }
  std::string File(const std::string& name, const std::string& bytes) {
    const std::string path = top_ + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void Init() {
    const Ran ran = Run({"init", "--name", "Xã Thử", "--listen", "127.0.0.1:0"});
    ASSERT_EQ(ran.code, 0) << ran.err;
    ASSERT_THAT(ran.out, HasSubstr("gom_"));
  }
  void InitWithPlanAndUnits() {
    ASSERT_NO_FATAL_FAILURE(Init());
    Ran ran = Run({"plan", "apply", File("plan.textproto", TestPlan())});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
    ran = Run({"unit", "import", File("roster.csv", kRoster)});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  // A refusal in both languages, with what must be in it.
  void ExpectRefused(const std::vector<std::string>& arguments, const std::string& part) {
    const Ran vi = Run(arguments, "vi");
    const Ran en = Run(arguments, "en");
    EXPECT_EQ(vi.code, 1) << vi.out;
    EXPECT_EQ(en.code, 1) << en.out;
    EXPECT_THAT(vi.err, HasSubstr(part));
    EXPECT_THAT(en.err, HasSubstr(part));
    EXPECT_NE(vi.err, en.err);
  }

  std::string top_, folder_;
};

TEST_F(CommandLineTest, NoHubInTheFolder_SaysHowToMakeOne) {
  ExpectRefused({"status"}, "gom-hub init");
}

TEST_F(CommandLineTest, InitWithoutAName_IsRefused) { ExpectRefused({"init"}, "--name"); }

TEST_F(CommandLineTest, InitAgain_SaysHowToGetAKeyThatWasNeverSeen) {
  ASSERT_NO_FATAL_FAILURE(Init());
  ExpectRefused({"init", "--name", "Xã Thử"}, "gom-hub api-key issue");
  EXPECT_THAT(Run({"key", "issue", "Sở GDĐT"}).out, HasSubstr("gom_"));
}

// What help shows can be typed: forms and fields are the plan's.
TEST_F(CommandLineTest, ExamplesInHelp_NameWhatThePlanHas) {
  std::ifstream file(std::string(GOM_SOURCE_DIR) + "/hub/plans/tan-ky-2026.textproto");
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto plan = plan::Load(bytes).plan;
  ASSERT_NE(plan, nullptr);
  const std::regex example("gom-hub (\\w+) 31TK\\d\\d (\\w+) 2026-Q\\d([^\n]*)");
  const std::regex named("([a-z][a-z0-9_]*)=");
  int examples = 0, fields = 0;
  for (const char* command : {"enter", "history", "accept", "return"}) {
    const std::string help = Run({command, "--help"}).out;
    for (std::sregex_iterator e(help.begin(), help.end(), example), end; e != end; ++e) {
      ++examples;
      const int form = plan->FormIndex((*e)[2].str());
      ASSERT_GE(form, 0) << (*e)[0];
      const std::string rest = (*e)[3];
      for (std::sregex_iterator f(rest.begin(), rest.end(), named); f != end; ++f) {
        ++fields;
        EXPECT_NE(plan->forms[static_cast<size_t>(form)].FindField((*f)[1].str()), nullptr)
            << (*e)[0];
      }
    }
  }
  EXPECT_EQ(examples, 8);
  EXPECT_EQ(fields, 4);
}

TEST_F(CommandLineTest, FromInitToProgress_TheOfficeCanWorkAlone) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  Ran ran = Run({"enter", "S1", "f", "2026-Q1", "total=200", "met=191", "words=thiếu máy",
                 "ideas.1.name=Đọc sách", "--note", "gọi điện"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  ran = Run({"progress", "--as-of", "2026-Q1"}, "vi");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("I1"), HasSubstr("95,5"), HasSubstr("Trường Hai")));
  ran = Run({"progress", "--as-of", "2026-Q1"});
  EXPECT_THAT(ran.out, HasSubstr("95.5"));
  ran = Run({"accept", "S1", "f", "2026-Q1"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  ran = Run({"recognize", "S1", "ideas", "1", "--form", "f", "--period", "2026-Q1", "--reason",
             "Cấp xã"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  ran = Run({"history", "S1", "f", "2026-Q1"}, "vi");
  EXPECT_THAT(ran.out, AllOf(HasSubstr("thiếu máy"), HasSubstr("gọi điện")));
  ran = Run({"entries", "--json"});
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("\"unit\": \"S1\""), HasSubstr("\"word\": \"WORD_ACCEPTED\"")));
  ran = Run({"closers", "I1", "--as-of", "2026-Q1"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  ran = Run({"log"});
  EXPECT_THAT(ran.out, HasSubstr("S1 f 2026-Q1"));
  ran = Run({"verify"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

TEST_F(CommandLineTest, AskedWhatWasKnownThen_AndWhatHasChangedSince) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ASSERT_EQ(Run({"enter", "S1", "f", "2026-Q1", "total=200", "met=180"}).code, 0);
  const std::string before = Run({"progress", "--as-of", "2026-Q1"}).out;
  std::smatch record;
  ASSERT_TRUE(std::regex_search(before, record, std::regex("record (\\d+)"))) << before;
  ASSERT_EQ(Run({"enter", "S1", "f", "2026-Q1", "met=199"}).code, 0);
  EXPECT_EQ(Run({"progress", "--as-of", "2026-Q1", "--known-at", record[1]}).out, before);
  Ran ran = Run({"progress", "--as-of", "2026-Q1", "--compare-to", record[1]});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("90.0"), HasSubstr("99.5")));
  ran = Run({"progress", "--as-of", "2026-Q1", "--compare-to", record[1], "--json"});
  google::protobuf::Struct both;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(ran.out, &both).ok()) << ran.out;
  ASSERT_EQ(both.fields().count("then") * both.fields().count("now"), 1u) << ran.out;
  const auto position = [&](const char* name) {
    return std::stoul(both.fields().at(name).struct_value().fields().at("position").string_value());
  };
  EXPECT_EQ(position("then"), std::stoul(record[1]));
  EXPECT_GT(position("now"), position("then"));
  ExpectRefused({"progress", "--known-at", "999999"}, std::to_string(std::stoi(record[1]) + 1));
  ExpectRefused({"progress", "--known-at", "1999-01-01"}, "");
  ExpectRefused({"progress", "--compare-to", "30/06/2026 25:00"}, "25:00");
}

TEST_F(CommandLineTest, D5_LogPutBackByHand_TheCommandThatBeginsTheTermSaysSo) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  std::filesystem::copy(folder_ + "/hub.db", top_ + "/hub.db");
  ASSERT_EQ(Run({"enter", "S1", "f", "2026-Q1", "total=200", "met=180"}).code, 0);
  std::filesystem::copy(top_ + "/hub.db", folder_ + "/hub.db",
                        std::filesystem::copy_options::overwrite_existing);
  const Ran ran = Run({"unit", "list"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("term 2 begins"));
  EXPECT_THAT(Run({"unit", "list"}).err, Not(HasSubstr("term 2")));
}

TEST_F(CommandLineTest, D5_RatchetIsDamaged_TheFirstCommandSaysWhatIsNotKnownAnyMore) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  std::ofstream(folder_ + "/ratchet") << "gom-ratchet 1\nterm";
  const Ran status = Run({"status"});
  EXPECT_EQ(status.code, 0) << status.err;
  EXPECT_THAT(status.err, HasSubstr("ratchet.damaged-"));
  EXPECT_THAT(status.err, HasSubstr("revoke again"));
  EXPECT_THAT(status.err, HasSubstr("erase again"));
  EXPECT_EQ(Run({"status"}).err, "");
}

TEST_F(CommandLineTest, SignKeyIsLost_TheFirstCommandSaysThatAnotherWasMade) {
  ASSERT_NO_FATAL_FAILURE(Init());
  EXPECT_EQ(Run({"status"}).err, "");
  for (const std::string lang : {"vi", "en"}) {
    std::filesystem::remove(folder_ + "/sign.key");
    const Ran status = Run({"status"}, lang);
    EXPECT_EQ(status.code, 0) << status.err;
    EXPECT_THAT(status.err, HasSubstr(lang == "vi" ? "chép sign.key" : "copy sign.key"));
  }
  EXPECT_EQ(Run({"status"}).err, "");
}

TEST_F(CommandLineTest, SnapshotByHand_IsThereAndVerifyAgrees) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/snapshots"));
  Ran ran = Run({"snapshot"}, "vi");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Đã chụp"));
  EXPECT_EQ(Run({"verify"}).code, 0);
  EXPECT_THAT(Run({"unit", "list"}).out, HasSubstr("S2"));
}

TEST_F(CommandLineTest, NothingToHeal_CommandsSaySoAndNamingNothingIsRefused) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  for (const char* sub : {"", "list"}) {
    std::vector<std::string> arguments = {"orphans"};
    if (*sub != 0) arguments.push_back(sub);
    const Ran ran = Run(arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("No decision waits"));
  }
  EXPECT_EQ(Run({"orphans", "confirm", "--all"}).code, 0);
  EXPECT_EQ(Run({"device", "readmit", "--all"}).code, 0);
  const Ran term = Run({"term", "begin"});
  EXPECT_EQ(term.code, 0);
  EXPECT_THAT(term.out, HasSubstr("stays in term 1: nothing is needed"));
  ExpectRefused({"orphans", "drop"}, "--all");
  ExpectRefused({"orphans", "drop", "3", "--all"}, "--all");
  ExpectRefused({"orphans", "drop", "3"}, "gom-hub orphans");
  ExpectRefused({"device", "readmit"}, "--all");
  ExpectRefused({"device", "readmit", "12"}, "12");
}

TEST_F(CommandLineTest, RosterHalfWrong_EveryMistakeByLineAndNothingTaken) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  const std::string file = File("bad.csv",
                                "code,name,kinds,ownership,manager,valid_from,valid_to,successor\n"
                                "S3,Trường Ba,primary,public,commune,,,\n"
                                "S 4,Trường Bốn,primary,public,commune,,,\n"
                                "S5,,primary,public,nobody,,,\n");
  ExpectRefused({"unit", "import", file}, "bad.csv");
  const Ran ran = Run({"unit", "import", file}, "vi");
  EXPECT_THAT(ran.err, AllOf(HasSubstr("3"), HasSubstr("4"), HasSubstr("nobody")));
  EXPECT_THAT(Run({"unit", "list"}).out, Not(HasSubstr("S3")));
}

TEST_F(CommandLineTest, RosterWithAKindThatThePlanLacks_NamesTheLineOfTheFile) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  const Ran ran =
      Run({"unit", "import",
           File("kinds.csv", std::string(kRoster) + "\n\nS7,Bảy,spaceport,public,commune,,,\n")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("7"), HasSubstr("spaceport")));
}

TEST_F(CommandLineTest, UnknownCodes_AreRefusedInBothLanguages) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ExpectRefused({"enroll", "S9"}, "S9");
  ExpectRefused({"progress", "--as-of", "2027-Q1"}, "2026-Q1, 2026-Q2");
  ExpectRefused({"closers", "I9"}, "I1, I2");
  ExpectRefused({"closers", "I1", "--part", "z"}, "I1");
  ExpectRefused({"accept", "S9", "f", "2026-Q1"}, "S9");
  // Once: the place of the only row says nothing more.
  const std::string said = Run({"accept", "S9", "f", "2026-Q1"}, "en").err;
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
  ExpectRefused({"enter", "S1", "g", "2026-Q1", "total=1"}, "f, vp");
  ExpectRefused({"device", "revoke", "77"}, "77");
}

TEST_F(CommandLineTest, FormThatDoesNotApply_IsRefused) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ExpectRefused({"enter", "S1", "vp", "2026-Q1", "spent=1"}, "vp");
}

TEST_F(CommandLineTest, WarningWithoutAReason_IsRefusedAndGoesWithOne) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ExpectRefused({"enter", "S1", "f", "2026-Q1", "total=3", "met=3"}, "3");
  const Ran ran =
      Run({"enter", "S1", "f", "2026-Q1", "total=3", "met=3", "--reason", "few=Trường nhỏ"});
  EXPECT_EQ(ran.code, 0) << ran.err;
}

TEST_F(CommandLineTest, PlanOfAPastYearOverlappingOrWithANumberReused_IsRefused) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  const auto changed = [](const std::string& from, const std::string& to) {
    const std::string plan = TestPlan(2);
    std::string out = std::regex_replace(plan, std::regex(from), to);
    EXPECT_NE(out, plan) << from;
    return out;
  };
  ExpectRefused({"plan", "apply", File("past.textproto", changed("2026", "2025"))}, "2025");
  ExpectRefused({"plan", "apply",
                 File("retyped.textproto",
                      changed("en: \"Difficulties\" \\}\\s*text", "en: \"Difficulties\" } whole"))},
                "3");
  ExpectRefused({"plan", "apply",
                 File("overlap.textproto",
                      changed("number: 2\\s*code: \"2026-Q2\"", "number: 3 code: \"2026-Q2b\""))},
                "2026-Q2");
  EXPECT_THAT(Run({"status", "--json"}).out, HasSubstr("\"plan_version\": 1"));
}

TEST_F(CommandLineTest, ReviewFileWithAWrongRow_NothingIsRecorded) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ASSERT_EQ(Run({"enter", "S1", "f", "2026-Q1", "total=200", "met=191"}).code, 0);
  const std::string header = "act,unit,form,period,field,item,indicator,reason\n";
  const Ran bad = Run(
      {"review", File("bad.csv", header + "accept,S1,f,2026-Q1,,,,\n\naccept,S2,f,2026-Q1,,,,\n")});
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.err, HasSubstr("4"));
  EXPECT_THAT(Run({"entries", "--json"}).out, HasSubstr("WORD_RECEIVED"));
  const Ran good =
      Run({"review", File("good.csv", header + "accept,S1,f,2026-Q1,,,,\nlock,,,2026-Q1,,,,\n")});
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("2"));
}

TEST_F(CommandLineTest, F9_RevisionThatWasOnTheScreenIsJudged_TheAnswerNamesIt) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ASSERT_EQ(Run({"enter", "S1", "f", "2026-Q1", "total=200", "met=180"}).code, 0);
  const std::string history = Run({"history", "S1", "f", "2026-Q1"}).out;
  std::smatch id;
  ASSERT_TRUE(std::regex_search(history, id, std::regex("[0-9a-f]{8}/\\d+"))) << history;
  const std::string seen = id[0];
  ASSERT_EQ(Run({"enter", "S1", "f", "2026-Q1", "met=190"}).code, 0);
  const Ran accepted = Run({"accept", "S1", "f", "2026-Q1", "--revision", seen}, "vi");
  EXPECT_EQ(accepted.code, 0) << accepted.err;
  EXPECT_THAT(accepted.out, HasSubstr("Bản được duyệt: " + seen + ".\n"));
  google::protobuf::Struct kept;
  const std::string json = Run({"history", "S1", "f", "2026-Q1", "--json"}).out;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &kept).ok()) << json;
  std::vector<std::string> words;
  for (const auto& r : kept.fields().at("revisions").list_value().values())
    words.push_back(r.struct_value().fields().at("word").string_value());
  EXPECT_THAT(words, testing::ElementsAre("WORD_ACCEPTED", "WORD_RECEIVED")) << "oldest first";
  const Ran again = Run({"return", "S1", "f", "2026-Q1", "--revision", seen, "--reason", "thiếu"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("The revision that is returned: " + seen + ".\n"));
  EXPECT_THAT(Run({"accept", "S1", "f", "2026-Q1"}).out, Not(HasSubstr("revision")));
}

TEST_F(CommandLineTest, LockAndReopen_AreShownByThePlan) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ASSERT_EQ(Run({"lock", "2026-Q1"}).code, 0);
  EXPECT_THAT(Run({"plan", "show", "--json"}).out,
              HasSubstr("\"locked_periods\": [\n  \"2026-Q1\""));
  ASSERT_EQ(Run({"reopen", "2026-Q1"}).code, 0);
  ExpectRefused({"lock", "2026-Q7"}, "2026-Q7");
}

TEST_F(CommandLineTest, TakeWhereNothingCame_SaysSo) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  ExpectRefused({"take", "S1", "f", "2026-Q1"}, "2026-Q1");
}

TEST_F(CommandLineTest, ReturnWithoutAReason_IsAUsageError) {
  const Ran ran = Run({"return", "S1", "f", "2026-Q1"}, "vi");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--reason"));
}

TEST_F(CommandLineTest, SlipForAUnit_IsPrintedWithTheCommandToType) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  const Ran ran = Run({"enroll", "S1"}, "vi");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Trường Một"), HasSubstr("gom-agent enroll")));
}

TEST_F(CommandLineTest, A21_FolderHeldByAnotherHubWithoutASocket_IsRefused) {
  ASSERT_NO_FATAL_FAILURE(Init());
  auto holder = Hub::Open({.folder = folder_});
  ASSERT_TRUE(holder.ok());
  ExpectRefused({"status"}, folder_);
}

TEST_F(CommandLineTest, DaemonHoldsTheFolder_CommandsGoOverItsSocket) {
  ASSERT_NO_FATAL_FAILURE(InitWithPlanAndUnits());
  auto hub = Hub::Open({.folder = folder_});
  ASSERT_TRUE(hub.ok());
  auto server = Server::Start(**hub, {.listen = "127.0.0.1:0", .socket = true});
  ASSERT_TRUE(server.ok()) << server.status();
  const Ran ran = Run({"status", "--json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr((*server)->address()));
  // A second daemon finds the folder taken.
  ExpectRefused({"serve"}, folder_);
}

TEST_F(CommandLineTest, I7_FileNewerThanTheProgram_IsRefusedAndKept) {
  ASSERT_NO_FATAL_FAILURE(Init());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ + "/hub.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 999", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  ExpectRefused({"status"}, "hub.db");
  ASSERT_EQ(sqlite3_open((folder_ + "/hub.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 1", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  EXPECT_EQ(Run({"status"}).code, 0);
}

TEST_F(CommandLineTest, Help_HasExamplesInTheLanguageAsked) {
  EXPECT_THAT(Run({"progress", "--help"}, "vi").out,
              AllOf(HasSubstr("gom-hub progress --as-of 2026-Q3"), HasSubstr("Tiến độ")));
  EXPECT_THAT(Run({"progress", "--help"}, "en").out, HasSubstr("target"));
}

TEST_F(CommandLineTest, UnknownCommand_IsAUsageErrorInTheLanguage) {
  const Ran vi = Run({"progres"}, "vi");
  EXPECT_EQ(vi.code, 2);
  EXPECT_THAT(vi.err, HasSubstr("progres"));
}

}  // namespace
}  // namespace gom::hub
