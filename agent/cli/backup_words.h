// The words of backup and restore.
#ifndef GOM_AGENT_CLI_BACKUP_WORDS_H_
#define GOM_AGENT_CLI_BACKUP_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kAboutBackup{
    "about_backup", "Sao lưu mọi thứ trên máy này vào một thư mục mới trên USB hay ổ đĩa khác",
    "Copy all that is on this computer into a new folder of a stick or another disk"};
inline constexpr text::Message kHelpBackupFolder{"help_backup_folder",
                                                 "Thư mục đang có, thường là USB",
                                                 "A folder that is there, commonly a stick"};
inline constexpr text::Message kAboutRestore{
    "about_restore", "Đưa một bản sao lưu vào máy này (thư mục dữ liệu phải còn trống)",
    "Bring a copy back on this computer (whose data folder must be empty)"};
inline constexpr text::Message kHelpRestoreFolder{"help_restore_folder", "Thư mục gom-… đã sao lưu",
                                                  "The folder gom-… that the copy was made in"};
inline constexpr text::Message kBackingUp{"backing_up", "Đang sao lưu {} kB và đọc lại…",
                                          "Copying {} kB and reading it back…"};
inline constexpr text::Message kBackedUp{
    "backed_up",
    "Đã sao lưu {} kB ({} tệp) vào {} và đọc lại đúng. Hãy rút USB an toàn và cất như cất con "
    "dấu: trong đó có khóa của máy. Muốn dùng lại: gom-agent restore THƯ-MỤC-ĐÓ.",
    "{} kB ({} files) are in {}, read back and right. Eject the stick and lock it away like a "
    "seal: the computer's key is on it. To bring it back: gom-agent restore THAT-FOLDER."};
inline constexpr text::Message kRestored{
    "restored",
    "Đã đưa bản sao của {} vào {}. Hãy chạy gom-agent sync (hoặc mở Gom): những gì hub đã nhận "
    "sau ngày sao lưu sẽ tự về lại máy.",
    "The copy of {} is in {}. Run gom-agent sync (or open Gom): what the hub received after the "
    "copy was made comes back by itself."};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_BACKUP_WORDS_H_
