// What is said of values that a form cannot take.
#ifndef GOM_COMMON_SYNC_VALUE_WORDS_H_
#define GOM_COMMON_SYNC_VALUE_WORDS_H_

#include "common/text/message.h"

namespace gom::sync {

inline constexpr text::Message kValuesWrong{
    "values_wrong", "Có giá trị không ghi được; hãy sửa các chỗ dưới đây rồi ghi lại.",
    "Some values cannot be taken; mend the places below and try again."};
inline constexpr text::Message kFieldUnknown{"field_unknown",
                                             "Biểu {} không có ô “{}”; hãy xem lại mã của ô.",
                                             "Form {} has no field “{}”; check the field's code."};
inline constexpr text::Message kFieldTwice{"field_twice",
                                           "Ô “{}” được ghi hai lần; hãy chỉ giữ một.",
                                           "Field “{}” is named twice; keep one of them."};
inline constexpr text::Message kWantsNumber{"wants_number", "Ô “{}” cần một số nguyên.",
                                            "Field “{}” takes a whole number."};
inline constexpr text::Message kWantsYesNo{"wants_yes_no", "Ô “{}” cần câu trả lời có hoặc không.",
                                           "Field “{}” takes yes or no."};
inline constexpr text::Message kWantsOption{
    "wants_option", "Ô “{}” không có lựa chọn “{}”; hãy chọn một trong: {}.",
    "Field “{}” has no option “{}”; choose one of: {}."};
inline constexpr text::Message kWantsDate{
    "wants_date",
    "Ô “{}” cần một ngày có thật, viết năm-tháng-ngày, ví dụ 2026-06-30; “{}” không phải.",
    "Field “{}” takes a day of the calendar written YYYY-MM-DD, such as 2026-06-30; “{}” is none."};
inline constexpr text::Message kWantsText{"wants_text", "Ô “{}” cần một đoạn chữ.",
                                          "Field “{}” takes text."};
inline constexpr text::Message kWantsItems{
    "wants_items", "Ô “{}” là một danh sách; hãy ghi từng dòng của danh sách.",
    "Field “{}” is a list; give it items."};
inline constexpr text::Message kItemTwice{
    "item_twice", "Danh sách “{}” có hai dòng cùng mã {}; mỗi dòng cần một mã riêng.",
    "List “{}” has two items with the id {}; each item needs an id of its own."};
inline constexpr text::Message kNotApplicableInItem{
    "not_applicable_in_item",
    "Ô “{}” nằm trong một dòng của danh sách nên không nhận “không áp dụng”; hãy để trống.",
    "Field “{}” stands in an item of a list and cannot be “not applicable”; leave it empty."};

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_VALUE_WORDS_H_
