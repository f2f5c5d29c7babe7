// What the hub's store says to people.
#ifndef GOM_HUB_STORE_WORDS_H_
#define GOM_HUB_STORE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub {

inline constexpr text::Message kRatchetDamaged{"ratchet_damaged",
                                               "Tệp ratchet trong thư mục dữ liệu bị hỏng: hãy xóa "
                                               "tệp đó rồi chạy lại; nếu hub từng được khôi "
                                               "phục, hãy chạy gom-hub term begin.",
                                               "The file ratchet in the data folder is damaged: "
                                               "remove it and start again; if the hub was ever "
                                               "restored, run gom-hub term begin."};
inline constexpr text::Message kBackupExists{
    "backup_exists", "Đã có tệp {}: không ghi đè bản sao lưu cũ, hãy chọn tên khác.",
    "There is a file {} already: an older backup is never written over, choose another name."};
inline constexpr text::Message kNotABackup{"not_a_backup",
                                           "Tệp {} không phải là bản sao lưu của gom-hub.",
                                           "File {} is not a backup made by gom-hub."};
inline constexpr text::Message kBackupDamaged{
    "backup_damaged",
    "Bản sao lưu {} bị cắt hoặc bị sửa nên không dùng được: hãy lấy một bản khác.",
    "Backup {} was cut off or changed and cannot be used: take another one."};
inline constexpr text::Message kBackupNewer{
    "backup_newer",
    "Bản sao lưu {} do phiên bản mới hơn tạo ra: hãy cập nhật gom-hub rồi khôi phục lại.",
    "Backup {} was made by a newer version: update gom-hub and restore again."};
inline constexpr text::Message kBackupOfAnotherHub{
    "other_hub",
    "Bản sao lưu {} là của hub khác với hub đang có trong thư mục {}: hãy chọn đúng tệp hoặc thư "
    "mục.",
    "Backup {} is of another hub than the one in folder {}: choose the right file or folder."};

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_WORDS_H_
