// What snapshots say when they refuse, and what verify finds about them.
#ifndef GOM_HUB_SNAPSHOT_WORDS_H_
#define GOM_HUB_SNAPSHOT_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::words {

inline constexpr text::Message kSnapshotUnfit{
    "snapshot_unfit",
    "Bản chụp trạng thái {} bị hỏng hoặc của phiên bản khác: hub tính lại từ nhật ký, không mất "
    "gì.",
    "The snapshot {} is damaged or of another version: the hub folds its log instead, nothing is "
    "lost."};
inline constexpr text::Message kSnapshotDiffers{
    "snapshot_differs",
    "Bản chụp trạng thái ở vị trí {} khác với trạng thái tính lại từ nhật ký: hãy xóa thư mục {} "
    "rồi khởi động lại hub.",
    "The snapshot at position {} differs from the state folded from the log: remove the folder {} "
    "and restart the hub."};
inline constexpr text::Message kPositionAhead{
    "position_ahead", "Nhật ký của hub mới đến vị trí {}: hãy hỏi một vị trí không lớn hơn.",
    "The hub's log ends at position {}: ask for one that is not after it."};
inline constexpr text::Message kPastBusy{
    "past_busy", "Hub đang tính lại một thời điểm trước cho người khác: hãy hỏi lại sau ít phút.",
    "The hub is working out another earlier state: ask again in a few minutes."};
inline constexpr text::Message kNothingKnown{
    "nothing_known", "Lúc đó hub chưa có kế hoạch nào: hãy hỏi một thời điểm sau.",
    "The hub had no plan by then: ask for a later time."};

}  // namespace gom::hub::words

#endif  // GOM_HUB_SNAPSHOT_WORDS_H_
