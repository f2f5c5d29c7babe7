// What the hub's services say.
#ifndef GOM_HUB_SERVICE_WORDS_H_
#define GOM_HUB_SERVICE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::words {

// Questions
inline constexpr text::Message kPageTokenWrong{
    "page_token_wrong", "Mã trang không thuộc câu hỏi này; hãy đọc lại từ trang đầu.",
    "The page token does not belong to this question; read again from the first page."};
inline constexpr text::Message kPageSizeNegative{
    "page_size_negative", "Số dòng mỗi trang không thể là số âm ({}); hãy ghi từ 1 đến 1000.",
    "The page size cannot be negative ({}); give 1 to 1000."};
inline constexpr text::Message kNoPlan{
    "no_plan", "Hub chưa có kế hoạch nào; hãy nạp bằng lệnh: gom-hub plan apply TỆP.",
    "The hub has no plan yet; give it one with: gom-hub plan apply FILE."};
inline constexpr text::Message kPeriodUnknown{"period_unknown",
                                              "Kế hoạch không có kỳ “{}”; các kỳ là: {}.",
                                              "The plan has no period “{}”; its periods are: {}."};
inline constexpr text::Message kFormUnknown{"form_unknown",
                                            "Kế hoạch không có biểu “{}”; các biểu là: {}.",
                                            "The plan has no form “{}”; its forms are: {}."};
inline constexpr text::Message kIndicatorUnknown{
    "indicator_unknown", "Kế hoạch không có chỉ tiêu “{}”; các chỉ tiêu là: {}.",
    "The plan has no indicator “{}”; its indicators are: {}."};
inline constexpr text::Message kPartUnknown{"part_unknown",
                                            "Chỉ tiêu {} không có phần “{}”; các phần là: {}.",
                                            "Indicator {} has no part “{}”; its parts are: {}."};
inline constexpr text::Message kNoParts{"no_parts",
                                        "Chỉ tiêu {} không chia thành phần; hãy bỏ tên phần đi.",
                                        "Indicator {} has no parts; leave the part out."};
inline constexpr text::Message kUnitUnknown{
    "unit_unknown", "Danh sách không có đơn vị “{}”; hãy xem mã bằng lệnh: gom-hub unit list.",
    "The roster has no unit “{}”; see the codes with: gom-hub unit list."};
inline constexpr text::Message kFieldUnknownOnForm{
    "field_unknown", "Biểu {} không có ô “{}”; hãy xem mã của ô trong kế hoạch.",
    "Form {} has no field “{}”; see the field's code in the plan."};
inline constexpr text::Message kFieldIsNoList{
    "field_is_no_list",
    "Ô “{}” của biểu {} không phải là danh sách; chỉ công nhận được dòng của danh sách.",
    "Field “{}” of form {} is no list; only items of a list can be recognised."};
inline constexpr text::Message kEntryUnknown{"entry_unknown",
                                             "Đơn vị {} chưa gửi biểu {} của kỳ {}.",
                                             "Unit {} has not reported form {} for period {}."};
inline constexpr text::Message kRevisionUnknown{
    "revision_unknown",
    "Không có bản “{}” của biểu này; hãy xem các bản bằng lệnh: gom-hub history {} {} {}.",
    "There is no revision “{}” of this entry; see them with: gom-hub history {} {} {}."};
inline constexpr text::Message kItemUnknown{
    "item_unknown", "Danh sách “{}” không có dòng {}; hãy xem lại biểu {} của đơn vị {}.",
    "List “{}” has no item {}; look at form {} of unit {} again."};
inline constexpr text::Message kFormDoesNotApply{"form_does_not_apply",
                                                 "Biểu {} không áp dụng cho đơn vị {} trong kỳ {}.",
                                                 "Form {} does not apply to unit {} in period {}."};

// Acts
inline constexpr text::Message kReviewWrong{
    "review_wrong",
    "Có dòng không thực hiện được, nên chưa dòng nào được ghi; hãy sửa các dòng dưới đây.",
    "Some rows cannot be carried out, so none was; mend the rows below."};
inline constexpr text::Message kReviewKindMissing{
    "review_kind_missing", "Dòng này không nói phải làm gì.", "This row does not say what to do."};
inline constexpr text::Message kReviewEmpty{"review_empty", "Không có việc nào để ghi.",
                                            "There is nothing to record."};
inline constexpr text::Message kReasonMissing{
    "reason_missing", "Hãy ghi lý do: người nhận cần biết vì sao.",
    "Give a reason: whoever receives this must know why."};
inline constexpr text::Message kTextTooLong{"text_too_long", "“{}” quá dài: tối đa {} byte.",
                                            "“{}” is too long: at most {} bytes."};
inline constexpr text::Message kTextNotUtf8{"text_not_utf8", "“{}” không phải chữ UTF-8 đọc được.",
                                            "“{}” is not readable UTF-8 text."};
inline constexpr text::Message kPlanInvalid{
    "plan_invalid", "Tệp kế hoạch có chỗ sai, nên chưa được nạp; kế hoạch cũ vẫn giữ nguyên.",
    "The plan file has mistakes, so it was not applied; the former plan stays."};
inline constexpr text::Message kRosterInvalid{
    "roster_invalid",
    "Danh sách đơn vị có chỗ sai, nên chưa dòng nào được nạp; hãy sửa các dòng dưới đây.",
    "The roster has mistakes, so no row was taken; mend the rows below."};
inline constexpr text::Message kEntryRefused{
    "entry_refused", "Biểu còn chỗ sai, nên chưa được ghi; hãy sửa các ô dưới đây.",
    "The entry has mistakes, so it was not recorded; mend the fields below."};
inline constexpr text::Message kReasonForWarning{
    "warning_needs_reason", "{} Nếu đúng như vậy, hãy ghi lý do: --reason {}=…",
    "{} If it is so, give the reason: --reason {}=…"};
inline constexpr text::Message kDeviceUnknown{
    "device_unknown", "Không có máy số {}; hãy xem bằng lệnh: gom-hub device list.",
    "There is no device {}; see them with: gom-hub device list."};

// The server
inline constexpr text::Message kPortInUse{
    "port_in_use",
    "Không mở được {}: địa chỉ hoặc cổng đang được chương trình khác dùng, hoặc không thuộc máy "
    "này; "
    "hãy chọn cổng khác bằng --listen, hoặc dừng chương trình kia.",
    "Cannot listen on {}: the address or port is in use by another program, or is not of this "
    "machine; "
    "choose another with --listen, or stop that program."};
inline constexpr text::Message kListenWrong{
    "listen_wrong", "“{}” chưa đúng dạng ĐỊA_CHỈ:CỔNG, ví dụ 0.0.0.0:7400.",
    "“{}” is not of the form HOST:PORT, such as 0.0.0.0:7400."};
inline constexpr text::Message kSocketFailed{
    "socket_failed", "Không mở được kênh lệnh {}; hãy xem quyền ghi của thư mục dữ liệu.",
    "Cannot open the command channel {}; check that the data folder can be written."};
inline constexpr text::Message kNotAHub{
    "not_a_hub", "Thư mục {} chưa có hub; hãy tạo bằng lệnh: gom-hub init --data {}.",
    "Folder {} holds no hub yet; make one with: gom-hub init --data {}."};
inline constexpr text::Message kHubExists{"hub_exists",
                                          "Thư mục {} đã có một hub; hãy chọn thư mục khác.",
                                          "Folder {} already holds a hub; choose another folder."};
inline constexpr text::Message kNameMissing{
    "name_missing", "Hãy đặt tên cho hub, ví dụ: --name “Xã Tân Kỳ”.",
    "Give the hub a name, for example: --name “Tân Kỳ commune”."};

// Progress
inline constexpr text::Message kKnownAtTwice{
    "known_at_twice", "Hãy hỏi theo vị trí hoặc theo thời điểm, không phải cả hai.",
    "Ask by position or by time, not by both."};

// Log
inline constexpr text::Message kRuleUnknown{
    "rule_unknown", "Kế hoạch không có quy tắc “{}”; hãy xem mã trong dòng cảnh báo.",
    "The plan has no rule “{}”; see its code in the warning."};

}  // namespace gom::hub::words

#endif  // GOM_HUB_SERVICE_WORDS_H_
