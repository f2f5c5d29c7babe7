// The sentences of the hub's log.
#ifndef GOM_HUB_SERVICE_LOG_WORDS_H_
#define GOM_HUB_SERVICE_LOG_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::words {

inline constexpr text::Message kLogHubCreated{"hub_created", "Tạo hub “{}”", "Hub “{}” created"};
inline constexpr text::Message kLogTermBegun{"term_begun", "Bắt đầu nhiệm kỳ {}", "Term {} begun"};
inline constexpr text::Message kLogTermRestored{
    "term_begun", "Bắt đầu nhiệm kỳ {}: nhật ký được khôi phục từ bản cũ hơn",
    "Term {} begun: the log was put back from an older copy"};
inline constexpr text::Message kLogTermOvertaken{
    "term_begun", "Bắt đầu nhiệm kỳ {}: có máy đã thấy nhiệm kỳ cao hơn",
    "Term {} begun: a device had seen a higher term"};
inline constexpr text::Message kLogDeviceReturned{
    "device_returned", "Máy {} của đơn vị {} trở lại sau khi khôi phục, số liệu gửi được giữ",
    "Device {} of unit {} came back after the restore; what it sends is held"};
inline constexpr text::Message kLogDeviceSpokenFor{
    "device_returned",
    "Máy {} của đơn vị {} không còn trong nhật ký đã khôi phục; máy khác gửi lại số liệu của nó, "
    "số liệu được giữ",
    "Device {} of unit {} is not in the restored log; another one hands back what it had sent, "
    "which is held"};
inline constexpr text::Message kLogDeviceReadmitted{"device_readmitted", "Nhận lại máy {}",
                                                    "Device {} readmitted"};
inline constexpr text::Message kLogDeviceCertified{"device_certified", "Máy {} nhận chứng thư mới",
                                                   "Device {} got a new certificate"};
inline constexpr text::Message kLogDeviceWorkTaken{"device_work_taken",
                                                   "Nhận phần máy {} để lại sau khi bị thu hồi",
                                                   "What device {} left behind was taken"};
inline constexpr text::Message kLogApiKeyRevoked{"api_key_revoked", "Thu hồi khóa truy cập {}…{}",
                                                 "API key {}… revoked{}"};
inline constexpr text::Message kLogMessageSent{"message_sent", "Nhắn tin cho đơn vị {}",
                                               "Message to unit {}"};
inline constexpr text::Message kLogMessageToAll{"message_sent", "Nhắn tin cho mọi đơn vị",
                                                "Message to all units"};
inline constexpr text::Message kLogWaitingTaken{
    "waiting_taken", "Xét {} bản của {} dù thiếu bản trước đó, vì không ai còn giữ",
    "{} of {} decided without the earlier version, which nobody has any more"};
inline constexpr text::Message kLogAuthorityBegun{
    "authority_begun", "Hub có khóa gốc mới để ký chứng thư",
    "The hub has a new authority to sign certificates"};
inline constexpr text::Message kLogOrphanReported{
    "orphan_reported", "Máy {} của đơn vị {} báo lại một quyết định của nhiệm kỳ trước: {}",
    "Device {} of unit {} handed back a decision of an earlier term: {}"};
inline constexpr text::Message kLogOrphanConfirmed{"orphan_settled", "Xác nhận quyết định ở mục {}",
                                                   "The decision of record {} confirmed"};
inline constexpr text::Message kLogOrphanDropped{"orphan_settled", "Bỏ quyết định ở mục {}",
                                                 "The decision of record {} dropped"};
inline constexpr text::Message kLogPlanApplied{"plan_applied", "Nạp kế hoạch phiên bản {}",
                                               "Plan version {} applied"};
inline constexpr text::Message kLogUnitsChanged{"units_changed", "Ghi {} đơn vị vào danh sách: {}",
                                                "Rows of the roster written ({}): {}"};
inline constexpr text::Message kLogSlipIssued{"slip_issued", "Cấp phiếu {} cho đơn vị {}",
                                              "Slip {} issued for unit {}"};
inline constexpr text::Message kLogDeviceEnrolled{
    "device_enrolled", "Máy {} ({}) của đơn vị {} đăng ký", "Device {} ({}) of unit {} enrolled"};
inline constexpr text::Message kLogDeviceRevoked{"device_revoked", "Thu hồi máy {}",
                                                 "Device {} revoked"};
inline constexpr text::Message kLogStreamOpened{"stream_opened",
                                                "Máy {} của đơn vị {} mở dòng ghi {}",
                                                "Device {} of unit {} opened stream {}"};
inline constexpr text::Message kLogOfficeStream{"stream_opened", "Văn phòng mở dòng ghi {}",
                                                "The office opened stream {}"};
inline constexpr text::Message kLogReceivedHead{"received", "Nhận {}: được tính",
                                                "Received {}: counts"};
inline constexpr text::Message kLogReceivedContender{
    "received", "Nhận {}: trái với bản đang tính, chờ chọn",
    "Received {}: contends with the one that counts, waits for a choice"};
inline constexpr text::Message kLogReceivedHeld{"received", "Nhận {}: đang giữ, chưa tính ({})",
                                                "Received {}: held, does not count ({})"};
inline constexpr text::Message kLogReceivedSettled{
    "received", "Nhận {}: bản cũ của điều đã biết",
    "Received {}: an older version of what is known"};
inline constexpr text::Message kLogReceivedSame{"received", "Nhận {}: giống hệt bản đã có (mục {})",
                                                "Received {}: the same as record {}"};
inline constexpr text::Message kLogReceivedNoted{"received", "Nhận {}: đã ghi nhận",
                                                 "Received {}: noted"};
inline constexpr text::Message kLogReleasedHead{"released", "Xét lại mục {}: được tính",
                                                "Record {} decided again: counts"};
inline constexpr text::Message kLogReleasedContender{"released", "Xét lại mục {}: chờ chọn",
                                                     "Record {} decided again: waits for a choice"};
inline constexpr text::Message kLogReleasedHeld{"released", "Xét lại mục {}: vẫn giữ ({})",
                                                "Record {} decided again: still held ({})"};
inline constexpr text::Message kLogReleasedOther{"released", "Xét lại mục {}: bản cũ",
                                                 "Record {} decided again: an older version"};
inline constexpr text::Message kLogAccepted{"verdict_given", "Duyệt {}", "Accepted {}"};
inline constexpr text::Message kLogReturned{"verdict_given", "Trả lại {}: {}", "Returned {}: {}"};
inline constexpr text::Message kLogItemRecognised{"recognition_given",
                                                  "Công nhận một dòng của đơn vị {} ({})",
                                                  "An item of unit {} recognised ({})"};
inline constexpr text::Message kLogItemWithdrawn{
    "recognition_given", "Rút công nhận một dòng của đơn vị {} ({})",
    "Recognition of an item of unit {} withdrawn ({})"};
inline constexpr text::Message kLogNotApplicable{"recognition_given",
                                                 "Đồng ý chỉ tiêu {} không áp dụng cho đơn vị {}",
                                                 "Indicator {} agreed not to apply to unit {}"};
inline constexpr text::Message kLogApplicableAgain{"recognition_given",
                                                   "Chỉ tiêu {} lại áp dụng cho đơn vị {}",
                                                   "Indicator {} applies to unit {} again"};
inline constexpr text::Message kLogPeriodLocked{"period_locked", "Khóa kỳ {}", "Period {} locked"};
inline constexpr text::Message kLogPeriodReopened{"period_locked", "Mở lại kỳ {}",
                                                  "Period {} reopened"};
inline constexpr text::Message kLogApiKeyIssued{"api_key_issued", "Cấp khóa truy cập “{}” ({}…)",
                                                "API key “{}” ({}…) issued"};
inline constexpr text::Message kLogEnrollmentFailed{"enrollment_failed", "Sai mã đăng ký, phiếu {}",
                                                    "A wrong enrollment code, slip {}"};
inline constexpr text::Message kLogRedacted{
    "redacted", "Xóa phần chữ của {} bản và {} tệp của đơn vị {}: {}",
    "Erased the words of {} versions and {} files of unit {}: {}"};
inline constexpr text::Message kLogRedactedAgain{
    "redacted", "Xóa lại phần chữ của {} bản và {} tệp của đơn vị {}: đã xóa từ trước, nay gặp lại",
    "Erased again the words of {} versions and {} files of unit {}, which had come back"};
inline constexpr text::Message kLogUnknown{"unknown", "Loại bản ghi mà phiên bản này chưa biết",
                                           "A kind of record that this version does not know"};

}  // namespace gom::hub::words

#endif  // GOM_HUB_SERVICE_LOG_WORDS_H_
