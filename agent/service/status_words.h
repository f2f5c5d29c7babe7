// What `status` has to say beside what the others say (words.h).
#ifndef GOM_AGENT_SERVICE_STATUS_WORDS_H_
#define GOM_AGENT_SERVICE_STATUS_WORDS_H_

#include <cstdint>

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kDiskFillsUp{
    "disk_fills_up", "Ổ đĩa chứa {} đã dùng {} %, còn {} MB: hãy dọn bớt trước khi đầy.",
    "The disk that holds {} is {}% full, {} MB are left: free some space before it is."};
// After so many tries in a row that failed somebody may want to walk.
inline constexpr uint32_t kTriesBeforeStick = 5;
inline constexpr text::Message kTakeAStick{
    "take_a_stick",
    "Đã thử {} lần mà chưa có xác nhận của hub; máy vẫn tự thử tiếp. Nếu gấp, hãy ghi ra USB bằng "
    "“gom-agent bundle export TỆP” rồi mang lên xã: gửi hai đường cũng không bị tính hai lần.",
    "The hub has confirmed nothing in {} tries; this computer goes on trying by itself. If it is "
    "urgent write it to a stick with “gom-agent bundle export FILE” and take it to the office: "
    "what goes both ways counts once."};
// The same, where each time the connection stood and the answer did not come.
inline constexpr text::Message kNoAnswerComes{
    "no_answer_comes",
    "Máy gửi đi được nhưng không có trả lời nào về; có thể tường lửa, bộ lọc mạng hoặc Wi-Fi đang "
    "chặn chiều về, còn hub có thể đã nhận rồi. Hãy thử mạng khác, ví dụ phát Wi-Fi từ điện thoại.",
    "What is sent leaves, but no answer comes back; a firewall, a filter or the Wi-Fi may hold "
    "back "
    "what the hub answers, which may have it already. Try another network, a phone for example."};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_STATUS_WORDS_H_
