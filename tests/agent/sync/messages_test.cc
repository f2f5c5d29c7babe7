// What school and office write to each other reaches the other side, and every computer of the
// school, once.
#include <filesystem>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/agent/commune.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;

class MessagesTest : public ::testing::Test {
 protected:
  static void Write(Computer& computer, const std::string& text, uint32_t form = 0) {
    NewMessage message;
    message.about = v1::Message::ABOUT_DIFFICULTY;
    message.form = form;
    message.period = form == 0 ? 0 : 1;
    message.author = "cô Lan";
    message.text = text;
    ASSERT_TRUE(computer.store().Send(message).ok());
  }
  static std::vector<std::string> Read(Computer& computer) {
    std::vector<std::string> texts;
    for (const Message& m : computer.state().messages) texts.push_back(m.author + ": " + m.text);
    return texts;
  }

  void Keep() {
    one_.Close();
    fs::copy_file(one_.folder() + "/agent.db", kept_.path() + "/agent.db");
    one_.Open();
  }
  void PutBack() {
    one_.Close();
    for (const char* name : {"/agent.db-wal", "/agent.db-shm"}) fs::remove(one_.folder() + name);
    fs::copy_file(kept_.path() + "/agent.db", one_.folder() + "/agent.db",
                  fs::copy_options::overwrite_existing);
    one_.Open();
  }

  TempFolder kept_;
  Commune commune_;
  Computer& one_ = commune_.Enroll("TH-01");
  Computer& two_ = commune_.Enroll("TH-01");
};

using Texts = std::vector<std::string>;

TEST_F(MessagesTest, Written_IsReadByTheOtherComputerAndAnsweredToBoth) {
  Write(one_, "Máy tính hỏng", 2);
  EXPECT_EQ(one_.state().waiting, 1u);
  EXPECT_FALSE(one_.state().messages[0].sent);
  commune_.Sync(one_);
  EXPECT_EQ(one_.state().waiting, 0u);
  EXPECT_TRUE(one_.state().messages[0].acknowledged);
  ASSERT_TRUE(commune_.Write("TH-01", "Mượn của xã").ok());
  commune_.Sync(one_);
  commune_.Sync(two_);
  for (Computer* computer : {&one_, &two_}) {
    EXPECT_EQ(Read(*computer), (Texts{"cô Lan: Máy tính hỏng", "chị Lan: Mượn của xã"}));
    EXPECT_EQ(computer->state().messages[0].form, 2u);
    EXPECT_TRUE(computer->state().messages[1].from_office());
  }
  EXPECT_EQ(one_.state().messages[0].device, 0u) << "this one's";
  EXPECT_NE(two_.state().messages[0].device, 0u);
}

TEST_F(MessagesTest, ToAll_IsReadBySchoolsThatCameLater) {
  ASSERT_TRUE(commune_.Write("", "Hạn nộp là thứ sáu").ok());
  Computer& later = commune_.Enroll("TH-02");
  EXPECT_EQ(Read(later), Texts{"chị Lan: Hạn nộp là thứ sáu"});
}

TEST_F(MessagesTest, A5_ComputerPutBackToBeforeItWrote_HasItOnceAgain) {
  Keep();
  Write(one_, "Máy tính hỏng");
  commune_.Sync(one_);
  PutBack();
  Write(one_, "Cả mạng cũng hỏng");
  commune_.Sync(one_);
  commune_.Sync(one_);
  commune_.Sync(two_);
  for (Computer* computer : {&one_, &two_})
    EXPECT_EQ(Read(*computer), (Texts{"cô Lan: Máy tính hỏng", "cô Lan: Cả mạng cũng hỏng"}));
}

TEST_F(MessagesTest, D5_HubPutBackToBeforeIt_HasItOnceAgain) {
  commune_.BackUp();
  Write(one_, "Máy tính hỏng");
  commune_.Sync(one_);
  commune_.Sync(two_);
  commune_.Restore();
  commune_.Sync(two_);
  commune_.Sync(two_);
  commune_.Sync(one_);
  commune_.Sync(two_);
  for (Computer* computer : {&one_, &two_})
    EXPECT_EQ(Read(*computer), Texts{"cô Lan: Máy tính hỏng"});
}

TEST_F(MessagesTest, SeenUpTo_StaysAndNeverGoesBack) {
  ASSERT_TRUE(one_.store().NoteMessagesSeen(50).ok());
  ASSERT_TRUE(one_.store().NoteMessagesSeen(40).ok());
  one_.Reopen();
  EXPECT_EQ(one_.store().marks().messages_seen_until, 50);
}

}  // namespace
}  // namespace gom::agent
