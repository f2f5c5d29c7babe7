// What `status` tells whoever runs the hub to look at.
#ifndef GOM_HUB_SERVICE_NOTICE_WORDS_H_
#define GOM_HUB_SERVICE_NOTICE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::words {

inline constexpr text::Message kNoticeForeign{
    "notice_foreign",
    "Máy {} ({}) đã đòi dữ liệu của máy khác {} lần và bị từ chối: hãy hỏi trường; nếu không rõ vì "
    "sao thì thay máy đó bằng gom-hub device replace {}.",
    "Device {} ({}) asked for another device's data, {} times, and was refused: ask the school, "
    "and unless they know why replace it with gom-hub device replace {}."};
inline constexpr text::Message kNoticeDoubled{
    "notice_doubled",
    "Máy {} ({}) trùng danh tính: hai máy cùng dùng một chứng thư, không mất số liệu nào; hãy thay "
    "một máy bằng gom-hub device replace {}.",
    "Device {} ({}) is there twice: two computers use one certificate, and nothing is lost; "
    "replace one of them with gom-hub device replace {}."};
inline constexpr text::Message kNoticeCodes{
    "notice_codes",
    "Trong 24 giờ qua có {} lần nhập sai mã đăng ký: nếu không phải các trường gõ nhầm thì có "
    "người "
    "đang đoán mã; hãy xem bằng gom-hub log.",
    "{} wrong enrollment codes within 24 hours: unless schools mistyped them somebody is guessing; "
    "look at gom-hub log."};
inline constexpr text::Message kNoticeDiskFills{
    "notice_disk_fills", "Ổ đĩa chứa {} đã dùng {} %, còn {} MB: hãy dọn bớt trước khi đầy.",
    "The disk that holds {} is {}% full, {} MB are left: free some space before it is."};
inline constexpr text::Message kNoticeWal{
    "notice_wal",
    "Tệp hub.db-wal đã lên đến {} MB: có chương trình khác đang mở hub.db mà không đóng (sao lưu, "
    "diệt vi-rút, xem dữ liệu); hãy đóng chương trình đó.",
    "The file hub.db-wal has grown to {} MB: another program keeps hub.db open (a backup, a virus "
    "scanner, a viewer); close it."};
inline constexpr text::Message kNoticeCheckFailed{
    "notice_check_failed",
    "Hub đã tự đối chiếu nhật ký với những gì đang hiển thị và thấy {} chỗ sai: hãy chạy gom-hub "
    "verify để xem, rồi khởi động lại hub để tính lại từ nhật ký.",
    "The hub compared its log with what it shows and found {} faults: run gom-hub verify to see "
    "them, then start the hub again, which computes all anew from the log."};

inline constexpr text::Message kNoticeCheckLeftOut{
    "notice_check_left_out",
    "Nhật ký đã quá lớn để hub tự đối chiếu mỗi ngày với những gì đang hiển thị: lúc vắng hãy chạy "
    "gom-hub verify.",
    "The log has grown too large for the hub to compare it every day with what it shows: run "
    "gom-hub verify when little is going on."};

}  // namespace gom::hub::words

#endif  // GOM_HUB_SERVICE_NOTICE_WORDS_H_
