// Why a file is not taken as evidence. One code, so that a page needs to know one.
#ifndef GOM_COMMON_EVIDENCE_WORDS_H_
#define GOM_COMMON_EVIDENCE_WORDS_H_

#include "common/text/message.h"

namespace gom::evidence {

inline constexpr text::Message kNotTaken{
    "evidence_refused",
    "Tệp này không phải ảnh JPEG, ảnh PNG hay tài liệu PDF, dù tên tệp ghi gì; hãy chụp lại hoặc "
    "lưu thành PDF.",
    "This file is no JPEG or PNG picture and no PDF, whatever its name says; take the picture "
    "again, or save it as PDF."};
inline constexpr text::Message kFileTooLarge{
    "evidence_refused", "Tệp lớn {} KB, quá mức {} KB; hãy chụp nhỏ hơn hoặc tách tệp.",
    "The file has {} KB and may have {}; take a smaller picture, or split the file."};
inline constexpr text::Message kPictureTooLarge{
    "evidence_refused",
    "Ảnh quá lớn: {} x {} điểm ảnh, tối đa {} triệu điểm; hãy chụp lại ở cỡ nhỏ hơn.",
    "The picture is too large: {} x {} pixels, at most {} million; take it again at a smaller "
    "size."};
inline constexpr text::Message kPictureDamaged{
    "evidence_refused", "Không đọc được ảnh này (tệp hỏng hoặc thiếu); hãy chép hoặc chụp lại.",
    "This picture cannot be read (damaged or cut short); copy it again, or take it again."};
inline constexpr text::Message kDocumentDamaged{
    "evidence_refused",
    "Tệp PDF này hỏng, thiếu phần cuối hoặc có thứ khác nối đằng sau; hãy lưu "
    "lại thành PDF.",
    "This PDF is damaged, has lost its end, or has something else behind it; save it as PDF "
    "again."};
inline constexpr text::Message kNotReduced{
    "evidence_refused",
    "Tệp này không phải ảnh đã được gom-agent làm gọn (cỡ hoặc dữ liệu kèm theo không đúng).",
    "This is no picture as gom-agent makes it (its size, or what it carries beside its pixels)."};

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_WORDS_H_
