// What this folder says to people.
#ifndef GOM_COMMON_PLATFORM_WORDS_H_
#define GOM_COMMON_PLATFORM_WORDS_H_

#include "common/text/message.h"

namespace gom::platform {

inline constexpr text::Message kFolderOnNetwork{
    "folder_on_network",
    "Thư mục {} nằm trên ổ đĩa mạng, dữ liệu ở đó có thể bị hỏng. Xin chọn một thư mục trên ổ đĩa "
    "của chính máy này.",
    "The folder {} is on a network drive, where data can be damaged. Please choose a folder on "
    "this computer's own disk."};
inline constexpr text::Message kFolderOnFuse{
    "folder_on_fuse",
    "Thư mục {} do một chương trình khác quản lý (ví dụ thư mục đồng bộ như OneDrive), dữ liệu ở "
    "đó có thể bị hỏng. Xin chọn một thư mục thường trên ổ đĩa của máy này.",
    "The folder {} is run by another program (a synchronised folder such as OneDrive, for "
    "example), where data can be damaged. Please choose an ordinary folder on this computer's "
    "disk."};
inline constexpr text::Message kFolderRemovable{
    "folder_removable",
    "Thư mục {} nằm trên thiết bị có thể rút ra (USB, thẻ nhớ), dữ liệu ở đó có thể bị mất. Xin "
    "chọn một thư mục trên ổ đĩa của máy này.",
    "The folder {} is on a medium that can be pulled out (USB stick, memory card), where data can "
    "be lost. Please choose a folder on this computer's disk."};
inline constexpr text::Message kFolderNotWritable{
    "folder_not_writable",
    "Không có quyền ghi vào {}. Xin cấp quyền ghi cho tài khoản đang dùng, hoặc chọn thư mục khác "
    "bằng --data.",
    "No permission to write to {}. Please give this account write permission, or choose another "
    "folder with --data."};
inline constexpr text::Message kNotAFolder{"not_a_folder",
                                           "{} không phải là thư mục. Xin chọn một thư mục khác.",
                                           "{} is not a folder. Please choose another one."};
inline constexpr text::Message kNotAFile{"not_a_file",
                                         "{} là thư mục, không phải tệp. Xin chọn một tệp.",
                                         "{} is a folder, not a file. Please choose a file."};
inline constexpr text::Message kDataFolderInUse{
    "data_folder_in_use",
    "Một chương trình khác đang dùng thư mục dữ liệu ({}). Xin dùng chương trình đang chạy, hoặc "
    "dừng nó rồi thử lại.",
    "Another program is using the data folder ({}). Please use the one that is running, or stop it "
    "and try again."};
inline constexpr text::Message kDataFolderInUseBy{
    "data_folder_in_use",
    "{} (tiến trình {}) đang dùng thư mục dữ liệu ({}). Xin đợi xong rồi thử lại, hoặc dừng chương "
    "trình đó.",
    "{} (process {}) is using the data folder ({}). Please try again when it is done, or stop it."};
inline constexpr text::Message kFileMissing{
    "file_missing", "Không tìm thấy tệp {}. Xin kiểm tra lại tên và đường dẫn.",
    "The file {} was not found. Please check its name and path."};
inline constexpr text::Message kFileExists{
    "file_exists", "Đã có tệp {}, nên không ghi đè lên. Xin chọn tên khác.",
    "There is a file {} already, and it is not written over. Please choose another name."};
inline constexpr text::Message kFileNotReadable{
    "file_not_readable", "Không có quyền đọc tệp {}. Xin cấp quyền đọc cho tài khoản đang dùng.",
    "No permission to read the file {}. Please give this account read permission."};
inline constexpr text::Message kFileTooLarge{
    "file_too_large", "Tệp {} quá lớn (tối đa {} byte). Xin kiểm tra xem có chọn nhầm tệp không.",
    "The file {} is too large (at most {} bytes). Please check that it is the right file."};
inline constexpr text::Message kNotAPlainFile{
    "not_a_plain_file",
    "{} không phải tệp thường (là liên kết, thư mục hoặc thiết bị) nên không dùng. Xin chọn một "
    "tệp thường.",
    "{} is no plain file (a link, a folder or a device) and was not used. Please choose a plain "
    "file."};
inline constexpr text::Message kStickFailed{
    "stick_failed",
    "USB lỗi, chưa ghi xong {}: đọc lại thấy khác với đã ghi. Số liệu trên máy vẫn nguyên. Xin "
    "dùng USB khác.",
    "The stick is faulty and {} was not written: what is read back differs. What is on this "
    "computer is unharmed. Please use another stick."};
inline constexpr text::Message kDiskFull{
    "disk_full", "Ổ đĩa đầy: chưa ghi được {}. Xin giải phóng bớt dung lượng rồi thử lại.",
    "The disk is full: {} was not written. Please free some space and try again."};
inline constexpr text::Message kDiskFailed{"disk_failed",
                                           "Ổ đĩa báo lỗi với {}: {}. Xin thử lại; nếu vẫn lỗi, "
                                           "hãy sao lưu dữ liệu ngay và kiểm tra ổ đĩa.",
                                           "The disk reported an error for {}: {}. Please try "
                                           "again; if it persists, back up the data at once "
                                           "and have the disk checked."};
inline constexpr text::Message kFileCutShort{
    "file_cut_short", "Tệp {} ngắn hơn lẽ ra phải có. Xin chép lại tệp hoặc kiểm tra ổ đĩa.",
    "The file {} is shorter than it should be. Please copy it again or have the disk checked."};
inline constexpr text::Message kDataFolderTooLong{
    "data_folder_too_long",
    "Đường dẫn thư mục dữ liệu {} quá dài (tối đa {} byte). Xin chọn thư mục có đường dẫn ngắn "
    "hơn.",
    "The path of the data folder {} is too long (at most {} bytes). Please choose a folder with a "
    "shorter path."};
inline constexpr text::Message kArgumentNotUtf8{
    "argument_not_utf8",
    "Tham số thứ {} không phải là chữ UTF-8. Xin đặt bảng mã của cửa sổ lệnh là UTF-8 rồi thử lại.",
    "Argument {} is not UTF-8. Please set the terminal's encoding to UTF-8 and try again."};
inline constexpr text::Message kJournalUnavailable{
    "journal_unavailable",
    "Không mở được nhật ký vận hành {} ({}). Xin xem lại quyền ghi và chỗ trống của ổ đĩa.",
    "The journal {} cannot be opened ({}). Please check that it may be written and that the disk "
    "has room."};
inline constexpr text::Message kNoStopSignal{
    "stop_signal_failed",
    "Hệ thống không cho chương trình nhận tín hiệu dừng: {}. Xin khởi động lại máy rồi thử lại.",
    "The system does not let the program receive stop signals: {}. Please restart the computer and "
    "try again."};

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_WORDS_H_
