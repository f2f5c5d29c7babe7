// What the hub says when it refuses a command.
#ifndef GOM_HUB_STATE_WORDS_H_
#define GOM_HUB_STATE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub {

using text::Message;

inline constexpr Message kDeviceUnknown{
    "device_unknown",
    "Hub không nhận ra máy này: hãy xin cán bộ xã một mã đăng ký mới rồi đăng ký lại.",
    "The hub does not know this device: ask the commune office for a new code and enroll again."};
inline constexpr Message kDeviceRevoked{
    "device_revoked",
    "Máy này đã bị thu hồi quyền gửi: hãy liên hệ cán bộ xã; số liệu đã nhập vẫn còn trên máy.",
    "This device has been revoked: talk to the commune office; what was entered is still on the "
    "device."};
inline constexpr Message kStreamOfAnother{
    "stream_of_another_device",
    "Dòng ghi này thuộc về một máy khác: máy này chỉ được gửi số liệu của chính mình.",
    "This stream belongs to another device: a device may only send its own."};
inline constexpr Message kRequestUnfit{
    "request_unfit", "Yêu cầu đồng bộ không hợp lệ ({}): hãy cập nhật chương trình.",
    "The sync request is not valid ({}): update the program."};
inline constexpr Message kCodeRefused{
    "code_refused", "Mã không đúng hoặc đã dùng: hãy xin cán bộ xã một mã mới.",
    "The code is wrong or was already used: ask the commune office for a new one."};
inline constexpr Message kHubExists{
    "hub_exists", "Thư mục này đã có một hub: hãy chọn thư mục khác.",
    "There is a hub in this folder already: choose another folder."};
inline constexpr Message kTermTooLow{"term_too_low", "Nhiệm kỳ mới phải lớn hơn {}.",
                                     "The new term must be higher than {}."};
inline constexpr Message kNoPlan{
    "no_plan", "Chưa có kế hoạch nào: hãy áp dụng một kế hoạch bằng gom-hub plan apply.",
    "There is no plan yet: apply one with gom-hub plan apply."};
inline constexpr Message kPlanInvalid{
    "plan_invalid", "Tệp kế hoạch có {} lỗi: hãy sửa các chỗ được nêu rồi áp dụng lại.",
    "The plan file has {} mistakes: mend the places named and apply it again."};
inline constexpr Message kRosterInvalid{
    "roster_invalid",
    "Danh sách đơn vị có {} lỗi nên chưa dòng nào được nhập: hãy sửa các dòng được nêu rồi nhập "
    "lại.",
    "The roster has {} mistakes, so no row was imported: mend the rows named and import it again."};
inline constexpr Message kUnitUnknown{
    "unit_unknown", "Không có đơn vị nào mang mã {}: hãy xem danh sách đơn vị.",
    "There is no unit with the code {}: look at the list of units."};
inline constexpr Message kFormUnknown{"form_unknown",
                                      "Kế hoạch không có biểu {}: hãy xem lại mã biểu.",
                                      "The plan has no form {}: check its code."};
inline constexpr Message kPeriodUnknown{"period_unknown",
                                        "Kế hoạch không có kỳ {}: hãy xem lại mã kỳ.",
                                        "The plan has no period {}: check its code."};
inline constexpr Message kFieldUnknown{"field_unknown", "Biểu không có ô {}: hãy xem lại mã ô.",
                                       "The form has no field {}: check its code."};
inline constexpr Message kIndicatorUnknown{"indicator_unknown",
                                           "Kế hoạch không có chỉ tiêu {}: hãy xem lại mã.",
                                           "The plan has no indicator {}: check its code."};
inline constexpr Message kFieldNotAList{
    "field_not_a_list", "Trường {} không phải là danh sách nên không có mục để công nhận.",
    "The field {} is not a list, so there is no item to recognise."};
inline constexpr Message kItemUnknown{
    "item_unknown", "Danh sách {} không có mục đó: hãy xem lại số thứ tự của mục.",
    "The list {} has no such item: check its place in the list."};
inline constexpr Message kNothingToJudge{
    "nothing_to_judge", "Đơn vị {} chưa gửi biểu {} cho kỳ {}, nên chưa có gì để duyệt.",
    "Unit {} has not sent form {} for period {}: there is nothing to judge."};
inline constexpr Message kRevisionUnknown{
    "revision_unknown", "Không có phiên bản {} trong mục này: hãy tải lại trang.",
    "There is no revision {} of this entry: look at it again."};
inline constexpr Message kKeyUnknown{
    "key_unknown", "Không có khóa truy cập nào là {}: hãy xem lại bằng gom-hub api-key list.",
    "There is no API key {}: look at gom-hub api-key list."};
inline constexpr Message kKeyAmbiguous{
    "key_ambiguous",
    "Có nhiều khóa truy cập cùng tên {}: hãy ghi các ký tự đầu của khóa cần thu hồi.",
    "Several API keys are called {}: give the first characters of the one to revoke."};
inline constexpr Message kMessageEmpty{"message_empty",
                                       "Tin nhắn chưa có nội dung: hãy viết nội dung.",
                                       "The message says nothing: write what it shall say."};
inline constexpr Message kMessageThread{
    "message_thread",
    "Tin nhắn về một báo cáo cần cả đơn vị, biểu và kỳ: hãy ghi đủ, hoặc bỏ cả biểu và kỳ.",
    "A message about an entry needs unit, form and period: give all of them, or neither form nor "
    "period."};
inline constexpr Message kRevisionHeld{
    "revision_held",
    "Phiên bản này đang bị giữ nên chưa duyệt được: hãy gỡ lý do giữ trước, hoặc trả lại.",
    "This revision is held and cannot be accepted: remove the reason first, or return it."};
inline constexpr Message kAcceptedMeanwhile{
    "judged_meanwhile",
    "Phiên bản {} đã được {} duyệt lúc {}: hãy xem lại; nếu vẫn muốn đổi, hãy làm lại mà không nêu "
    "phiên bản.",
    "Revision {} was accepted by {} at {}: look at it again; to change that word, judge the entry "
    "without naming a revision."};
inline constexpr Message kReturnedMeanwhile{
    "judged_meanwhile",
    "Phiên bản {} đã bị {} trả lại lúc {}: hãy xem lại; nếu vẫn muốn đổi, hãy làm lại mà không nêu "
    "phiên bản.",
    "Revision {} was returned by {} at {}: look at it again; to change that word, judge the entry "
    "without naming a revision."};
inline constexpr Message kReasonMissing{
    "reason_missing", "Trả lại thì phải nêu lý do: hãy ghi một câu cho trường biết cần sửa gì.",
    "A return needs a reason: tell the school in one sentence what to mend."};
inline constexpr Message kActUnknown{
    "act_unknown", "Không rõ phải làm gì với dòng này: hãy xem lại cột việc.",
    "It is not clear what to do with this row: check what it asks for."};
inline constexpr Message kFormNotAsked{"form_not_asked",
                                       "Đơn vị {} không phải điền biểu {} cho kỳ {}.",
                                       "Unit {} is not asked form {} for period {}."};
inline constexpr Message kEntryRefused{
    "entry_refused", "Số liệu chưa hợp lệ: có {} chỗ cần sửa hoặc cần nêu lý do.",
    "The figures do not fit: {} places need to be mended or need a reason."};
inline constexpr Message kEntryTooLarge{
    "entry_too_large",
    "Mục này quá lớn ({} KiB, tối đa {} KiB) nên chưa được ghi: hãy rút ngắn phần lời ghi.",
    "The entry is too large ({} KiB, at most {} KiB) and was not kept: shorten its texts."};
inline constexpr Message kWarningNeedsReason{
    "warning_needs_reason", "{} Nếu số liệu đúng, hãy ghi lý do: --reason {}=…",
    "{} If the figures are right, give the reason: --reason {}=…"};
inline constexpr Message kEnterAnew{
    "to_confirm",
    "Ô “{}” nay được tính theo cách khác nên giá trị cũ chưa được tính: hãy nhập lại ô này trong "
    "cùng lệnh.",
    "Field “{}” is counted in another way by now, so its old value does not count: enter it again "
    "in "
    "the same command."};
inline constexpr Message kSlipExists{"slip_exists",
                                     "Mã vừa tạo trùng với một mã đang dùng: hãy tạo lại.",
                                     "The code just made is in use already: make another one."};
inline constexpr Message kDeviceNotFound{
    "device_unknown", "Không có máy nào mang số {}: hãy xem danh sách máy.",
    "There is no device number {}: look at the list of devices."};
inline constexpr Message kReadmitRevoked{
    "device_revoked",
    "Máy {} đã bị thu hồi và không còn gì chờ xét: nếu máy được dùng lại, hãy cấp mã đăng ký mới.",
    "Device {} was revoked and nothing of it waits: if that computer is to be used again, give it "
    "a new enrollment code."};
inline constexpr Message kNothingWaits{
    "nothing_waits",
    "Không có gì của máy {} đang chờ xét: phần chưa gửi của một máy đã thu hồi chỉ đến bằng tệp "
    "mang tay.",
    "Nothing of device {} waits: what a revoked computer had not sent comes only in a file that is "
    "carried here."};
inline constexpr Message kOrphanUnknown{
    "orphan_unknown", "Không có quyết định nào chờ ở số {}: hãy xem lại bằng gom-hub orphans.",
    "No decision waits under number {}: look at gom-hub orphans again."};
inline constexpr Message kRedactWhat{"redact_what",
                                     "Hãy chỉ rõ xóa gì: hoặc --revision (ví dụ a1b2c3d4/17), hoặc "
                                     "--author, hoặc --evidence (64 chữ "
                                     "số hệ 16); không dùng cùng lúc.",
                                     "Say what to erase: either --revision (such as a1b2c3d4/17), "
                                     "or --author, or --evidence (64 hex "
                                     "digits); not more than one of them."};
inline constexpr Message kNothingToRedact{
    "nothing_to_redact",
    "Đơn vị {} không có chữ nào hay tệp nào như vậy, hoặc đã được xóa rồi: hãy xem lại bằng "
    "gom-hub history.",
    "Unit {} has no such text or file, or it is erased already: look again with gom-hub history."};
inline constexpr Message kKeyExists{"key_exists",
                                    "Khóa vừa tạo trùng với một khóa đang dùng: hãy tạo lại.",
                                    "The key just made is in use already: make another one."};
inline constexpr Message kKeyNameMissing{
    "key_name_missing", "Hãy đặt tên cho khóa, để sau này biết khóa cấp cho ai.",
    "Give the key a name, so that it is known whom it was issued to."};

// Places in a roster.
inline constexpr Message kBadUnitCode{
    "unit_code_bad",
    "Mã đơn vị “{}” không hợp lệ: chỉ dùng 1–32 chữ cái không dấu, chữ số, “.”, “_”, “-”.",
    "The unit code “{}” is not valid: use 1–32 plain letters, digits, “.”, “_”, “-”."};
inline constexpr Message kUnitTwice{
    "unit_twice", "Mã đơn vị {} xuất hiện hai lần trong danh sách: hãy bỏ một dòng.",
    "The unit code {} stands twice in the list: remove one row."};
inline constexpr Message kUnitNameMissing{"unit_name_missing",
                                          "Đơn vị {} chưa có tên: hãy ghi tên.",
                                          "Unit {} has no name: give it one."};
inline constexpr Message kUnitKindMissing{"unit_kind_missing",
                                          "Đơn vị {} chưa có loại hình: hãy ghi ít nhất một loại.",
                                          "Unit {} has no kind: give it at least one."};
inline constexpr Message kUnitKindUnknown{"unit_kind_unknown",
                                          "Kế hoạch không có loại hình “{}”: hãy xem lại.",
                                          "The plan has no kind “{}”: check it."};
inline constexpr Message kUnitDateBad{
    "unit_date_bad", "Ngày “{}” không đúng: hãy ghi theo dạng NĂM-THÁNG-NGÀY, ví dụ 2026-09-01.",
    "“{}” is not a day: write it as 2026-09-01."};
inline constexpr Message kUnitDatesTurned{
    "unit_dates_turned", "Ngày kết thúc của đơn vị {} trước ngày bắt đầu: hãy sửa lại.",
    "Unit {} ends before it begins: mend the days."};
inline constexpr Message kUnitOwnershipMissing{
    "unit_ownership_missing", "Đơn vị {} chưa ghi công lập hay ngoài công lập.",
    "Unit {} does not say whether it is public or private."};
inline constexpr Message kUnitManagerMissing{
    "unit_manager_missing", "Đơn vị {} chưa ghi do xã hay thành phố quản lý.",
    "Unit {} does not say whether the commune or the city manages it."};
inline constexpr Message kSuccessorUnknown{
    "successor_unknown", "Đơn vị kế tục {} không có trong danh sách: hãy thêm hoặc sửa mã.",
    "The successor {} is not in the roster: add it or mend the code."};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_WORDS_H_
