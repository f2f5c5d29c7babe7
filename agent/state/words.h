// What the fold has to say to a person.
#ifndef GOM_AGENT_STATE_WORDS_H_
#define GOM_AGENT_STATE_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kPlanDamaged{
    "plan_damaged", "Kế hoạch phiên bản {} nhận từ hub bị hỏng nên chưa dùng; hãy đồng bộ lại.",
    "Plan version {} arrived damaged and is not used; please sync again."};
inline constexpr text::Message kPlanUnreadable{
    "plan_unreadable",
    "Chương trình này chưa đọc được kế hoạch phiên bản {}; hãy cập nhật chương trình.",
    "This program cannot read plan version {} yet; please update the program."};
// What was changed follows.
inline constexpr text::Message kPlanIsNew{
    "plan_is_new",
    "Xã đã áp dụng kế hoạch mới (phiên bản {}); số liệu đã nhập vẫn được giữ. Thay đổi đối với "
    "trường: {}",
    "The office applied a new plan (version {}); what was entered is kept. What changes for the "
    "school: {}"};
inline constexpr text::Message kPlanAsksTheSame{"plan_asks_the_same",
                                                "không có gì khác ở các biểu của trường.",
                                                "nothing in the school's forms."};
inline constexpr text::Message kPlanMoreChanges{"plan_more_changes",
                                                "Và {} thay đổi khác; hãy mở lại các biểu để xem.",
                                                "And {} more; open the forms to see them."};
inline constexpr text::Message kHeldParentUnknown{
    "held_parent_unknown",
    "Hub đang chờ bản trước đó của báo cáo này; sẽ tự xử lý khi bản đó đến. Nếu máy giữ bản đó "
    "không còn, hãy báo cán bộ xã để xét riêng bản này.",
    "The hub waits for the version before this one; it settles by itself when that arrives. If the "
    "computer that has it is gone, ask the commune office to take this one by itself."};
inline constexpr text::Message kHeldPeriodLocked{
    "held_period_locked", "Kỳ đã khóa: báo cáo đã lưu và đang chờ cán bộ xã mở kỳ.",
    "The period is locked: the report is kept and waits for the office to reopen it."};
inline constexpr text::Message kHeldNotOfPlan{
    "held_not_of_plan",
    "Biểu hoặc kỳ này không có trong kế hoạch hiện hành của hub; hãy hỏi cán bộ xã.",
    "This form or period is not in the hub's plan; please ask the office."};
inline constexpr text::Message kHeldErrorWithin{
    "held_error_within", "Báo cáo có lỗi nên chưa được tính; hãy sửa rồi nộp lại.",
    "The report has an error and does not count; mend it and submit again."};
inline constexpr text::Message kHeldUnreadable{
    "held_unreadable", "Hub không đọc được báo cáo này; hãy nhập và nộp lại.",
    "The hub could not read this report; please enter and submit it again."};
inline constexpr text::Message kHeldDeviceUnknown{
    "held_device_unknown", "Hub chưa nhận ra máy này; báo cáo chờ cán bộ xã xác nhận máy.",
    "The hub does not know this computer yet; the report waits until the office confirms it."};
inline constexpr text::Message kHeldDeviceRevoked{
    "held_device_revoked", "Máy này đã bị thu hồi; báo cáo chờ cán bộ xã quyết định.",
    "This computer was revoked; the report waits until the office decides."};
inline constexpr text::Message kOtherHub{
    "other_hub",
    "Máy đang nói chuyện với một hub khác hub đã đăng ký; chưa gửi gì. Hãy kiểm tra địa chỉ hub.",
    "This is another hub than the one this computer enrolled with; nothing was sent. Check the "
    "hub's address."};

inline constexpr text::Message kRevisionTooLarge{
    "revision_too_large",
    "Báo cáo dài quá {} KB nên không gửi được; hãy rút ngắn phần chữ rồi nộp lại.",
    "The report is longer than {} KB and could not be sent; shorten its texts and submit again."};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_WORDS_H_
