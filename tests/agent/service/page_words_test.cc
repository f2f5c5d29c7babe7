#include "agent/service/page_words.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "agent/service/status_words.h"
#include "agent/service/words.h"
#include "common/text/words_of.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;
using text::Language;

struct Worded {
  std::string code, vi, en;
};

// The three strings of each Message of a file, as the compiler reads them.
std::vector<Worded> MessagesOf(const fs::path& file) {
  std::stringstream read;
  read << std::ifstream(file).rdbuf();
  const std::string source = read.str();
  std::vector<Worded> messages;
  for (size_t at = source.find("text::Message k"); at != std::string::npos;
       at = source.find("text::Message k", at + 1)) {
    std::vector<std::string> strings(1);
    bool inside = false;
    for (size_t i = source.find('{', at); i < source.size(); ++i) {
      const char c = source[i];
      if (c == '"') {
        inside = !inside;
      } else if (inside) {
        strings.back() += c;
      } else if (c == ',') {
        strings.emplace_back();
      } else if (c == ';') {
        break;
      }
    }
    if (strings.size() == 3) messages.push_back({strings[0], strings[1], strings[2]});
  }
  return messages;
}

bool NamesACommand(const std::string& sentence) {
  for (const char* sign : {"gom-agent", "gom-hub", "--"}) {
    if (sentence.find(sign) != std::string::npos) return true;
  }
  return false;
}

TEST(PageWords, EverySentenceThatMayReachAPage_NamesNoCommand) {
  // A page is not opened by a page.
  const std::set<std::string> of_commands = {"page_not_served"};
  int with_command = 0;
  for (const char* folder : {"agent/service", "agent/store", "agent/state", "agent/sync"}) {
    for (const auto& file : fs::directory_iterator(fs::path(GOM_SOURCE_DIR) / folder)) {
      if (file.path().extension() != ".h") continue;
      for (const Worded& m : MessagesOf(file.path())) {
        if (of_commands.contains(m.code)) continue;
        with_command += NamesACommand(m.vi) ? 1 : 0;
        EXPECT_EQ(NamesACommand(m.vi), NamesACommand(m.en)) << m.code;
        const std::string vi = ForPage(Language::kVietnamese, m.vi);
        const std::string en = ForPage(Language::kEnglish, m.en);
        EXPECT_FALSE(NamesACommand(vi)) << m.code << ": " << vi;
        EXPECT_FALSE(NamesACommand(en)) << m.code << ": " << en;
        if (!NamesACommand(m.vi)) continue;
        EXPECT_EQ(vi.back(), '.') << vi;
        EXPECT_EQ(en.back(), '.') << en;
      }
    }
  }
  EXPECT_GE(with_command, 12) << "the files were read";
}

TEST(PageWords, WhatTheSentenceIsAbout_Stays) {
  const std::string vi =
      text::Say(Language::kVietnamese, kNewerVersion, "a1b2c3d4/17", "gv=23", "ho_so", "2026-Q2");
  EXPECT_EQ(
      ForPage(Language::kVietnamese, vi),
      "Sau khi bắt đầu bản nháp này đã có bản mới hơn (a1b2c3d4/17: gv=23); hãy bấm “Lấy phần "
      "mới” để đưa phần mới vào bản nháp, rồi xem lại và nộp.");
  EXPECT_EQ(ForPage(Language::kEnglish, "Set --reason aside."), "Set --reason aside.")
      << "only whole phrases";
}

TEST(PageWords, AnswerAndRefusal_AreWordedThroughout) {
  v1::AgentStatus status;
  *status.add_notices() = text::WordsOf(kTakeAStick, 6);
  *status.mutable_last_problem() = text::WordsOf(kAddressWanted);
  status.set_build("gom-agent 1");
  ForPage(&status);
  EXPECT_EQ(status.notices(0).en(),
            "The hub has confirmed nothing in 6 tries; this computer goes on trying by itself. If "
            "it is urgent press “Write the file to take along” on the first page and take it to "
            "the office on a stick: what goes both ways counts once.");
  EXPECT_FALSE(NamesACommand(status.last_problem().vi()));
  EXPECT_EQ(status.build(), "gom-agent 1") << "no sentence";

  v1::Error error = text::MakeError(kEntryRefused, {});
  v1::ErrorPlace* place = error.add_places();
  place->set_vi(text::Say(Language::kVietnamese, kWarningNeedsReason, "Tăng 40 %.", "jump"));
  place->set_en(text::Say(Language::kEnglish, kWarningNeedsReason, "Up by 40 %.", "jump"));
  const absl::Status refused =
      ForPage(text::WithError(absl::StatusCode::kFailedPrecondition, error));
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(text::ErrorOf(refused).places(0).en(),
            "Up by 40 %. If the figures are right, give the reason right at that warning.");
  EXPECT_EQ(ForPage(absl::InternalError("gom-agent open")).message(), "gom-agent open");
}

}  // namespace
}  // namespace gom::agent
