// The words around an Entry as people read it.
#ifndef GOM_COMMON_TEXT_VIEW_WORDS_H_
#define GOM_COMMON_TEXT_VIEW_WORDS_H_

#include "common/text/message.h"

namespace gom::text {

inline constexpr Message kValueEmpty{"value_empty", "chưa nhập", "not entered"};
inline constexpr Message kValueYes{"value_yes", "có", "yes"};
inline constexpr Message kValueNo{"value_no", "không", "no"};
inline constexpr Message kValueNotApplicable{"value_not_applicable", "không áp dụng",
                                             "not applicable"};
inline constexpr Message kValueItems{"value_items", "{} mục", "{} items"};

// In place of words that were erased.
inline constexpr Message kErasedNote{"erased_note", "đã xóa theo yêu cầu ngày {}",
                                     "erased on request on {}"};

inline constexpr Message kColumnField{"column_field", "Ô", "Field"};
inline constexpr Message kColumnValue{"column_value", "Giá trị", "Value"};
inline constexpr Message kColumnLabel{"column_label", "Nội dung", "What it is"};

inline constexpr Message kStandingHead{"standing_head", "đang được tính", "counts now"};
inline constexpr Message kStandingContender{"standing_contender", "chờ chọn giữa hai bản",
                                            "waits for a choice"};
inline constexpr Message kStandingHeld{"standing_held", "chưa được tính", "does not count"};
inline constexpr Message kStandingSettled{"standing_settled", "đã có bản mới hơn",
                                          "replaced by a newer one"};
inline constexpr Message kStandingSame{"standing_same", "trùng nội dung đã có",
                                       "same as one known"};
inline constexpr Message kStandingWaiting{"standing_waiting", "hub chưa trả lời",
                                          "the hub has not answered yet"};

inline constexpr Message kEnteredAt{"entered_at", "nhập lúc {}", "entered {}"};
inline constexpr Message kReceivedAt{"received_at", "hub nhận lúc {}", "received {}"};
inline constexpr Message kByAuthor{"by_author", "người nhập: {}", "by {}"};
inline constexpr Message kOnDevice{"on_device", "máy {}", "device {}"};
inline constexpr Message kHubRecord{"hub_record", "bản ghi {} của hub", "hub record {}"};

inline constexpr Message kHeldBecause{"held_because", "Đang giữ vì: {}.", "Held because: {}."};
inline constexpr Message kVerdictAccepted{"verdict_accepted", "Đã duyệt ({})", "Accepted ({})"};
inline constexpr Message kVerdictReturned{"verdict_returned", "Trả lại ({})", "Returned ({})"};
inline constexpr Message kReasonGiven{"reason_given", "Lý do: {}", "Reason: {}"};
inline constexpr Message kNoteGiven{"note_given", "Ghi chú: {}", "Note: {}"};
inline constexpr Message kNoRevisions{"no_revisions", "Chưa có báo cáo nào cho biểu và kỳ này.",
                                      "There is no report for this form and period yet."};

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_VIEW_WORDS_H_
