// What the writer says when it refuses.
#ifndef GOM_HUB_WRITER_WORDS_H_
#define GOM_HUB_WRITER_WORDS_H_

#include "common/text/message.h"

namespace gom::hub {

inline constexpr text::Message kHubBusy{
    "hub_busy", "Hub đang bận, số liệu vẫn còn ở máy bạn: hãy thử lại sau ít phút.",
    "The hub is busy, your figures are safe on your device: try again in a few minutes."};
inline constexpr text::Message kHubStopping{
    "hub_stopping", "Hub đang dừng, số liệu vẫn còn ở máy bạn: hãy thử lại sau.",
    "The hub is stopping, your figures are safe on your device: try again later."};
inline constexpr text::Message kHubOutOfRoom{
    "hub_full",
    "Ổ đĩa của hub tạm đầy nên hub chưa nhận thêm; số liệu vẫn ở máy của trường và sẽ được gửi lại "
    "sau. Hãy báo cán bộ xã dọn bớt ổ đĩa của hub.",
    "The hub's disk is full, so it takes nothing more for now; what was entered stays on the "
    "school's computer and is sent again later. Tell the office to make room on the hub's disk."};
inline constexpr text::Message kOtherHub{
    "other_hub",
    "Dữ liệu trong thư mục này là của một hub khác: hãy kiểm tra lại thư mục hoặc bản sao lưu.",
    "The data in this folder belongs to another hub: check the folder or the backup."};

inline constexpr text::Message kRecordMissing{
    "record_missing",
    "Nhật ký của hub thiếu bản ghi {}; hãy chạy gom-hub verify rồi báo người quản trị.",
    "The hub's log lacks record {}; run gom-hub verify and tell whoever runs the hub."};

// What verify finds, and what to do about it.
inline constexpr text::Message kChainBroken{
    "chain_broken",
    "Chuỗi bản ghi bị đứt, hãy giữ nguyên thư mục dữ liệu và khôi phục từ bản sao lưu gần nhất: {}",
    "The chain of records is broken, keep the data folder as it is and restore the last backup: "
    "{}"};
inline constexpr text::Message kLogEnds{
    "log_ends", "bản ghi {} trong nhật ký không phải là bản ghi {} mà hub đang phục vụ.",
    "record {} of the log is not where the hub stands, record {}."};
inline constexpr text::Message kStreamGap{
    "stream_gap",
    "Bản ghi {}: dòng ghi {} của một máy bị thiếu hoặc lặp một thay đổi; hãy giữ nguyên thư mục dữ "
    "liệu và khôi phục từ bản sao lưu gần nhất.",
    "Record {}: stream {} of a device lacks a change or has one twice; keep the data folder as it "
    "is and restore the last backup."};
inline constexpr text::Message kTextChanged{
    "text_changed",
    "Bản ghi {}: phần lời ghi đã bị sửa so với lúc nhận; hãy giữ nguyên thư mục dữ liệu và đối "
    "chiếu với bản sao lưu gần nhất.",
    "Record {}: its text is not the one that was received; keep the data folder as it is and "
    "compare it with the last backup."};
inline constexpr text::Message kStateDiffers{
    "state_differs",
    "Trạng thái trong bộ nhớ khác với trạng thái tính lại từ nhật ký: hãy khởi động lại hub và báo "
    "cho người quản trị.",
    "The state in memory differs from the one folded from the log: restart the hub and tell "
    "whoever runs it."};
inline constexpr text::Message kTotalsDiffer{
    "totals_differ",
    "Số tổng hợp trong bộ nhớ khác với số tính lại từ đầu: hãy khởi động lại hub và báo cho người "
    "quản trị.",
    "The totals in memory differ from those computed from nothing: restart the hub and tell "
    "whoever runs it."};
inline constexpr text::Message kEntryDiffers{
    "entry_differs",
    "Đơn vị {}, biểu {}, kỳ {}: {} theo trạng thái là {} nhưng theo nhật ký là {}; hãy khởi động "
    "lại hub, chạy lại gom-hub verify, và báo cho người quản trị nếu vẫn còn.",
    "Unit {}, form {}, period {}: {}: {} in the state and {} in the log; restart the hub, run "
    "gom-hub verify again, and tell whoever runs the hub if it is still so."};
// What of an Entry.
inline constexpr text::Message kTheHead{"entry_head", "bản đang tính", "the revision that counts"};
inline constexpr text::Message kTheAccepted{"entry_accepted", "bản được duyệt",
                                            "the accepted revision"};
inline constexpr text::Message kTheContenders{"entry_contenders", "các bản chờ chọn",
                                              "those that contend"};
inline constexpr text::Message kTheHeld{"entry_held", "các bản đang giữ", "those that are held"};
inline constexpr text::Message kNoRevision{"entry_none", "không có", "none"};

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_WORDS_H_
