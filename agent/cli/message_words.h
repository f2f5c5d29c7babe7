// The words of `gom-agent message`.
#ifndef GOM_AGENT_CLI_MESSAGE_WORDS_H_
#define GOM_AGENT_CLI_MESSAGE_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kAboutMessage{"about_message", "Nhắn tin với cán bộ xã",
                                             "Write to the office, and read what it writes"};
inline constexpr text::Message kAboutMessageSend{
    "about_message_send", "Gửi một tin (lưu ngay, đi cùng lần đồng bộ tới)",
    "Send a message (saved at once, goes with the next sync)"};
inline constexpr text::Message kAboutMessageList{"about_message_list",
                                                 "Xem các tin, của mọi biểu hoặc của một biểu",
                                                 "The messages, of all threads or of one form's"};
inline constexpr text::Message kHelpMessageText{"help_message_text", "Nội dung tin",
                                                "What to write"};
inline constexpr text::Message kHelpMessageForm{"help_message_form", "Về biểu này (kèm --period)",
                                                "About this form (with --period)"};
inline constexpr text::Message kHelpMessageAbout{
    "help_message_about", "Loại tin: question (hỏi), difficulty (vướng mắc), proposal (kiến nghị)",
    "What kind it is: question, difficulty, proposal"};
inline constexpr text::Message kAboutQuestion{"about_question", "hỏi", "question"};
inline constexpr text::Message kAboutDifficulty{"about_difficulty", "vướng mắc", "difficulty"};
inline constexpr text::Message kAboutProposal{"about_proposal", "kiến nghị", "proposal"};
inline constexpr text::Message kFromOffice{"from_office", "xã", "office"};
inline constexpr text::Message kFromSchool{"from_school", "trường", "school"};
inline constexpr text::Message kUnseen{"message_unseen", "mới", "new"};
inline constexpr text::Message kNoMessages{"no_messages", "Chưa có tin nào.",
                                           "There are no messages yet."};
inline constexpr text::Message kMessageSaved{"message_saved",
                                             "Đã lưu tin; tin sẽ đến xã ở lần đồng bộ tới.",
                                             "The message is saved; it goes with the next sync."};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_MESSAGE_WORDS_H_
