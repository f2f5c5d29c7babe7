// What common/log says when it refuses.
#ifndef GOM_COMMON_LOG_WORDS_H_
#define GOM_COMMON_LOG_WORDS_H_

#include "common/text/message.h"

namespace gom::log {

inline constexpr text::Message kDiskFull{
    "disk_full", "Ổ đĩa đã đầy nên chưa lưu được: hãy xóa bớt tệp không cần thiết rồi thử lại.",
    "The disk is full, nothing was saved: free some space and try again."};
inline constexpr text::Message kDiskFailed{
    "disk_failed",
    "Ổ đĩa báo lỗi ({}) nên chưa lưu được: hãy kiểm tra ổ đĩa và sao lưu dữ liệu ngay.",
    "The disk reported an error ({}), nothing was saved: check the disk and make a backup now."};
inline constexpr text::Message kDatabaseBusy{
    "database_busy", "Một chương trình khác đang giữ tệp dữ liệu: hãy đợi một lát rồi thử lại.",
    "Another program is holding the data file: wait a moment and try again."};
inline constexpr text::Message kDatabaseDamaged{
    "database_damaged", "Tệp dữ liệu bị hỏng ({}): hãy giữ nguyên tệp và khôi phục từ bản sao lưu.",
    "The data file is damaged ({}): keep it as it is and restore a backup."};
inline constexpr text::Message kFolderNotWritable{
    "folder_not_writable",
    "Không mở hoặc không ghi được tệp {}: hãy kiểm tra quyền ghi vào thư mục này.",
    "The file {} cannot be opened or written: check the permissions of its folder."};
inline constexpr text::Message kDatabaseError{
    "database_error", "Cơ sở dữ liệu báo lỗi: {}. Hãy báo cho người quản trị.",
    "The database reported an error: {}. Tell whoever runs this program."};
inline constexpr text::Message kOutOfMemory{
    "out_of_memory",
    "Máy đang thiếu bộ nhớ nên chưa lưu được: hãy đóng bớt chương trình khác rồi thử lại.",
    "The computer is short of memory, nothing was saved: close other programs and try again."};
inline constexpr text::Message kCommitUnknown{
    "commit_unknown",
    "Có lỗi đúng lúc lưu ({}) nên chưa rõ đã lưu hay chưa: chương trình sẽ đọc lại để kiểm tra.",
    "Something failed while saving ({}), so it is not known whether it was saved: it will be read "
    "again to find out."};
inline constexpr text::Message kFileNewer{
    "file_newer",
    "Tệp {} do phiên bản mới hơn của chương trình tạo ra: hãy cài phiên bản mới, hoặc khôi phục "
    "bản sao lưu làm trước khi cập nhật; tệp được giữ nguyên.",
    "The file {} was made by a newer version of this program: install that version, or restore a "
    "backup made before the update; the file was left as it is."};
inline constexpr text::Message kNotOurFile{
    "not_our_file", "Tệp {} không phải là tệp dữ liệu của chương trình này: hãy chọn thư mục khác.",
    "The file {} is not a data file of this program: choose another folder."};
inline constexpr text::Message kUnsafeSettings{
    "unsafe_settings",
    "Không bật được chế độ ghi an toàn ({}) cho tệp {}: hãy chuyển dữ liệu sang ổ đĩa trên máy.",
    "Safe writing ({}) cannot be switched on for {}: move the data to a local disk."};
inline constexpr text::Message kWrongTail{
    "log_moved_on",
    "Nhật ký không kết thúc ở vị trí {} như đã biết: hãy đọc lại phần cuối rồi thử lại.",
    "The log does not end at place {} as it was known: read its end again and retry."};
inline constexpr text::Message kRecordDamaged{
    "record_damaged",
    "Bản ghi số {} không khớp với dấu vân tay của nó: hãy giữ nguyên tệp và khôi phục từ bản sao "
    "lưu.",
    "Record {} does not fit its digest: keep the file as it is and restore a backup."};
inline constexpr text::Message kRecordMissing{
    "record_missing",
    "Thiếu bản ghi số {} trong nhật ký: hãy giữ nguyên tệp và khôi phục từ bản sao lưu.",
    "Record {} is missing from the log: keep the file as it is and restore a backup."};
inline constexpr text::Message kRecordUnknown{
    "record_unknown", "Không có bản ghi số {} trong nhật ký.", "There is no record {} in the log."};

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_WORDS_H_
