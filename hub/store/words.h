// What the hub's store says to people.
#ifndef GOM_HUB_STORE_WORDS_H_
#define GOM_HUB_STORE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub {

inline constexpr text::Message kRatchetDamaged{
    "ratchet_damaged",
    "Tệp ratchet bị hỏng (vẫn giữ ở {}), nên hub có thể không còn biết đã thu hồi những máy nào và "
    "đã xóa những gì: hãy xem gom-hub device list, thu hồi lại máy không được dùng nữa, và xóa lại "
    "bằng gom-hub redact những gì đã được yêu cầu xóa.",
    "The file ratchet is damaged (it is kept as {}), so the hub may no longer know which devices "
    "it had revoked and what it had erased: look through gom-hub device list, revoke again those "
    "that must not call, and erase again with gom-hub redact what had been asked to go."};
inline constexpr text::Message kBackupExists{
    "backup_exists", "Đã có tệp {}: không ghi đè bản sao lưu cũ, hãy chọn tên khác.",
    "There is a file {} already: an older backup is never written over, choose another name."};
inline constexpr text::Message kBackupLacksKey{
    "backup_lacks_key",
    "Thiếu tệp {}: không có khóa của hub thì bản sao lưu không dùng lại được. Hãy lấy tệp này từ "
    "một bản sao lưu cũ hơn (gom-hub restore vào một thư mục trống) rồi sao lưu lại.",
    "File {} is missing: without the hub's keys a backup is of no use. Take it from an earlier "
    "backup (gom-hub restore into an empty folder), then back up again."};
inline constexpr text::Message kBackupWithoutKeys{
    "backup_without_keys",
    "Bản sao lưu {} không có khóa của hub và thư mục {} cũng không có: hãy lấy một bản khác.",
    "Backup {} holds no keys of the hub, and folder {} has none: take another backup."};
inline constexpr text::Message kBackupBusy{
    "backup_busy", "Hub đang sao lưu: hãy đợi xong rồi thử lại.",
    "The hub is being backed up already: wait until that is done and try again."};
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
inline constexpr text::Message kEvidenceNoRoom{
    "evidence_no_room",
    "Hub hết chỗ cho tệp minh chứng này; số liệu đã nhận đủ. Hãy báo cán bộ xã, tệp sẽ tự gửi lại.",
    "The hub has no room for this evidence file; the figures have arrived. Tell the office; the "
    "file is sent again by itself."};
inline constexpr text::Message kEvidenceDamaged{
    "evidence_refused",
    "Tệp minh chứng đến hub không đúng với mã của nó nên đã bỏ; máy sẽ gửi lại từ đầu.",
    "The evidence file that arrived is not the one that was named and was dropped; it is sent "
    "again from the beginning."};
inline constexpr text::Message kEvidenceLost{
    "evidence_missing",
    "Không có tệp minh chứng {}, hoặc tệp đã hỏng; số liệu vẫn tính. Máy của trường sẽ được hỏi "
    "lại.",
    "There is no evidence file {}, or it is damaged; the figures count all the same. The school's "
    "computer is asked for it again."};

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_WORDS_H_
