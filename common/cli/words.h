// What both command lines say.
#ifndef GOM_COMMON_CLI_WORDS_H_
#define GOM_COMMON_CLI_WORDS_H_

#include "common/text/message.h"

namespace gom::cli {

// Complaints about a command line; the last place is the command whose help to ask for.
inline constexpr text::Message kUnexpected{
    "usage_unexpected",
    "“{}” không phải là lệnh hay tham số ở đây. Xem các lệnh có thể dùng: {} --help",
    "“{}” is not a command or an option here. See what can be used: {} --help"};
inline constexpr text::Message kCommandMissing{
    "usage_command_missing", "Chưa có lệnh nào. Xem các lệnh có thể dùng: {} --help",
    "There is no command. See which ones there are: {} --help"};
inline constexpr text::Message kArgumentMissing{"usage_argument_missing",
                                                "Thiếu {}. Xem cách dùng: {} --help",
                                                "{} is missing. See how to use it: {} --help"};
inline constexpr text::Message kValueMissing{"usage_value_missing",
                                             "{} cần một giá trị đi kèm. Xem cách dùng: {} --help",
                                             "{} needs a value. See how to use it: {} --help"};
inline constexpr text::Message kGivenTwice{
    "usage_given_twice", "{} chỉ được ghi một lần. Xem cách dùng: {} --help",
    "{} may be given once only. See how to use it: {} --help"};
inline constexpr text::Message kBadValue{
    "usage_bad_value", "Giá trị của {} không hợp lệ. Xem cách dùng: {} --help",
    "The value of {} is not valid. See how to use it: {} --help"};
inline constexpr text::Message kOtherUsage{
    "usage_other", "Lệnh chưa đúng ({}). Xem cách dùng: {} --help",
    "The command line is not right ({}). See how to use it: {} --help"};

inline constexpr text::Message kOutputFailed{
    "output_failed",
    "Lệnh đã chạy xong nhưng không ghi hết được kết quả ra; hãy xem chỗ ghi có đầy không rồi xem "
    "lại kết quả.",
    "The command was carried out, but its result could not be written out; check that there is "
    "room where it goes, and look at the result again."};

// Labels and help of what every command has.
inline constexpr text::Message kUsageLabel{"label_usage", "Cách dùng", "Usage"};
inline constexpr text::Message kMemoryEnded{
    "memory_ended",
    "Máy hết bộ nhớ nên chương trình đã dừng; những gì đã lưu vẫn còn. Xin đóng bớt chương trình "
    "khác rồi thử lại.",
    "The computer ran out of memory, so the program has stopped; what was saved is still there. "
    "Please close other programs and try again."};
inline constexpr text::Message kOptionsLabel{"label_options", "Tùy chọn", "Options"};
inline constexpr text::Message kOptionsBadge{"label_options_badge", "TÙY CHỌN", "OPTIONS"};
inline constexpr text::Message kCommandsLabel{"label_commands", "Lệnh", "Commands"};
inline constexpr text::Message kCommandBadge{"label_command_badge", "LỆNH", "COMMAND"};
inline constexpr text::Message kArgumentsLabel{"label_arguments", "Tham số", "Arguments"};
inline constexpr text::Message kTextLabel{"label_text", "CHỮ", "TEXT"};
inline constexpr text::Message kNumberLabel{"label_number", "SỐ", "NUMBER"};
inline constexpr text::Message kRequiredLabel{"label_required", "(bắt buộc)", "(required)"};
inline constexpr text::Message kExamplesLabel{"label_examples", "Ví dụ", "Examples"};
inline constexpr text::Message kHelpHelp{"help_help", "In hướng dẫn này.", "Print this help."};
inline constexpr text::Message kVersionHelp{"help_version", "In phiên bản của chương trình.",
                                            "Print the program's version."};
inline constexpr text::Message kLanguageHelp{"help_lang",
                                             "Ngôn ngữ: vi hoặc en (nếu không có: theo LANG).",
                                             "Language: vi or en (without it: as LANG says)."};
inline constexpr text::Message kJsonHelp{"help_json", "In chính thông điệp của API, dạng JSON.",
                                         "Print the API's own message, as JSON."};
inline constexpr text::Message kDataHelp{"help_data", "Thư mục dữ liệu (nếu không có: {}, rồi {}).",
                                         "The data folder (without it: {}, then {})."};
inline constexpr text::Message kColourHelp{"help_color", "Màu: auto, always hoặc never.",
                                           "Colour: auto, always or never."};

}  // namespace gom::cli

#endif  // GOM_COMMON_CLI_WORDS_H_
