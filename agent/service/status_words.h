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

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_STATUS_WORDS_H_
