// What the loop has to say to a person.
#ifndef GOM_AGENT_SYNC_WORDS_H_
#define GOM_AGENT_SYNC_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kOldTerm{
    "hub_old_term",
    "Hub trả lời ở nhiệm kỳ {} trong khi máy này đã gặp nhiệm kỳ {}: có thể một bản cũ của hub "
    "đang chạy. Hub ấy không nhận gì, số liệu vẫn ở máy này; hãy báo cán bộ xã.",
    "The hub answers in term {}, but this computer has seen term {}: an old copy of the hub may be "
    "running. It took nothing, all figures are still on this computer; please tell the office."};
inline constexpr text::Message kReplyWrong{
    "reply_wrong",
    "Hub trả lời không đúng quy cách nên bị bỏ qua; số liệu trên máy vẫn nguyên. Hãy thử lại sau.",
    "The hub's answer makes no sense and was ignored; what is on this computer is unharmed. Try "
    "again later."};
inline constexpr text::Message kReceiptUnproven{
    "receipt_unproven",
    "Hub gửi một biên nhận ký bằng khóa mà máy này không biết, nên biên nhận không được giữ; số "
    "liệu vẫn đã đến hub. Hãy báo cán bộ xã.",
    "The hub sent a receipt that is signed by a key which this computer does not know, so it was "
    "not kept; what was entered is at the hub all the same. Please tell the office."};
inline constexpr text::Message kHubNewer{
    "hub_newer",
    "Hub đã ghi những điều mà phiên bản này của chương trình không được đọc; số liệu trên máy vẫn "
    "nguyên. Hãy cài phiên bản mới.",
    "The hub has recorded what this version of the program may not read; what is on this computer "
    "is unharmed. Install the newer version."};
inline constexpr text::Message kSyncStuck{"sync_stuck",
                                          "Đồng bộ không tiến thêm được sau {} lần trao đổi; số "
                                          "liệu trên máy vẫn nguyên. Hãy báo cán bộ xã.",
                                          "The sync made no headway in {} exchanges; what is on "
                                          "this computer is unharmed. Please tell the office."};
inline constexpr text::Message kSyncTooLong{
    "sync_too_long",
    "Đồng bộ quá lâu nên tạm dừng; phần đã xong không phải gửi lại, phần còn lại sẽ gửi lần sau.",
    "The sync took too long and pauses; what is done stays done, the rest goes next time."};
inline constexpr text::Message kEvidenceRefused{
    "evidence_refused_by_hub",
    "Hub không nhận tệp minh chứng {} ({}): {} Máy sẽ gửi lại sau một ngày; số liệu "
    "không bị ảnh hưởng.",
    "The hub did not take evidence file {} ({}): {} It is sent again in a day; the "
    "figures are not affected."};

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_WORDS_H_
