// What the rules that come with a field say. The first place is the field's label.
#ifndef GOM_COMMON_PLAN_RULE_WORDS_H_
#define GOM_COMMON_PLAN_RULE_WORDS_H_

#include "common/text/message.h"

namespace gom::plan {

inline constexpr text::Message kRequired{
    "required", "“{}” chưa được trả lời: hãy nhập, kể cả khi bằng 0, hoặc chọn “Không áp dụng”.",
    "“{}” is empty: fill it in, even if it is 0, or choose “Not applicable”."};
// The same of what is no number, and of an item (its place in the list), which is never “not
// applicable”.
inline constexpr text::Message kRequiredAnswer{
    "required", "“{}” chưa được trả lời: hãy điền, hoặc chọn “Không áp dụng”.",
    "“{}” is not answered: fill it in, or choose “Not applicable”."};
inline constexpr text::Message kRequiredInItem{
    "required", "“{}” ở dòng thứ {} của danh sách chưa được trả lời: hãy điền, hoặc bỏ dòng đó.",
    "“{}” of item {} in the list is not answered: fill it in, or drop the item."};
inline constexpr text::Message kRange{
    "range", "“{}” là {}, phải từ {} đến {}: hãy nhập lại số đúng.",
    "“{}” is {} and has to be from {} to {}: enter the right number."};
inline constexpr text::Message kDoesNotApply{"does_not_apply",
                                             "“{}” không áp dụng cho đơn vị này: hãy bỏ trống.",
                                             "“{}” does not apply to this unit: leave it empty."};
inline constexpr text::Message kUnknownField{
    "unknown_field", "Mục số {} không có trên biểu mẫu này: hãy cập nhật kế hoạch rồi nhập lại.",
    "There is no field number {} on this form: update the plan and enter it again."};
inline constexpr text::Message kBadOption{
    "bad_option", "“{}” không có lựa chọn số {}: hãy chọn một mục trong danh sách.",
    "“{}” has no option number {}: choose one from the list."};
inline constexpr text::Message kBadDate{
    "bad_date", "“{}” không phải là ngày có thật: hãy nhập theo dạng ngày/tháng/năm.",
    "“{}” is not a day of the calendar: enter day/month/year."};
inline constexpr text::Message kBadText{
    "bad_text", "“{}” là ô chữ nhưng lại mang số {}: hãy nhập lại nội dung bằng chữ.",
    "“{}” takes text but carries the number {}: enter the text again."};
inline constexpr text::Message kTooLong{"too_long",
                                        "“{}” dài {} ký tự, tối đa {}: hãy viết ngắn lại.",
                                        "“{}” has {} characters, at most {} fit: shorten it."};
inline constexpr text::Message kTooManyItems{
    "too_many_items", "“{}” có {} dòng, tối đa {}: hãy bỏ bớt hoặc gộp lại.",
    "“{}” has {} items, at most {} fit: remove or merge some."};
inline constexpr text::Message kItemTwice{
    "item_twice", "“{}” có hai dòng trùng mã {}: hãy xóa một dòng rồi nhập lại.",
    "“{}” has two items with the id {}: delete one and enter it again."};
inline constexpr text::Message kTextCharacters{
    "text_characters",
    "“{}” có ký tự điều khiển hoặc ký tự không đọc được: hãy xóa đi và gõ lại đoạn đó.",
    "“{}” holds control characters or unreadable ones: delete that passage and type it again."};

inline constexpr text::Message kToConfirm{
    "to_confirm",
    "“{}” cần xác nhận lại: số {} được nhập khi mục này còn tính theo cách khác; hãy xem lại rồi "
    "gửi lại biểu.",
    "“{}” is to be confirmed: {} was entered when it was counted in another way; look at it and "
    "submit the form again."};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_RULE_WORDS_H_
