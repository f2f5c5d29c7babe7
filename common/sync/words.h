// What common/sync says when it refuses.
#ifndef GOM_COMMON_SYNC_WORDS_H_
#define GOM_COMMON_SYNC_WORDS_H_

#include "common/text/message.h"

namespace gom::sync {

inline constexpr text::Message kRevisionUnreadable{
    "revision_unreadable", "Không đọc được phiên bản số liệu này ({}): hãy nhập và gửi lại.",
    "This revision cannot be read ({}): enter and send it again."};
inline constexpr text::Message kTextUnreadable{
    "text_unreadable", "Không đọc được phần lời ghi của phiên bản này: hãy nhập và gửi lại.",
    "The text of this revision cannot be read: enter and send it again."};

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_WORDS_H_
