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
inline constexpr text::Message kKeyUnreadable{
    "key_unreadable", "Tệp khóa không đọc được: đây không phải khóa Ed25519 (PEM).",
    "The key cannot be read: it is no Ed25519 key (PEM)."};
inline constexpr text::Message kSigningFailed{
    "signing_failed", "Máy không ký được (có thể thiếu bộ nhớ): hãy thử lại.",
    "Signing failed (perhaps for want of memory): try again."};

// Bundles.
inline constexpr text::Message kNotABundle{"not_a_bundle",
                                           "Tệp này không phải gói của Gom: hãy chọn đúng tệp.",
                                           "This file is no bundle of Gom: choose the right one."};
inline constexpr text::Message kBundleCutOff{
    "bundle_cut_off",
    "Tệp thiếu: chỉ còn tốt {} trong {} phần, nên không lấy gì từ gói này. Hãy xuất lại, rồi rút "
    "USB an toàn.",
    "The file is cut off: {} of {} pieces are good, so nothing was taken from this bundle. Export "
    "it again, and eject the stick before pulling it out."};
inline constexpr text::Message kBundleBeginningCutOff{
    "bundle_cut_off",
    "Tệp trống hoặc chỉ có một mẩu đầu, thường do rút USB quá sớm; không lấy gì từ tệp này. Hãy "
    "xuất lại, rồi rút USB an toàn.",
    "The file is empty or holds its first bytes alone, as where a stick is pulled out too early; "
    "nothing was taken from it. Export it again, and eject the stick before pulling it out."};
inline constexpr text::Message kBundleAltered{
    "bundle_altered",
    "Gói bị hỏng hoặc đã bị sửa, nên không lấy gì từ gói này. Hãy xuất lại, dùng USB khác.",
    "The bundle is damaged or was altered, so nothing was taken from it. Export it again, with "
    "another stick."};
inline constexpr text::Message kBundleUnsigned{
    "bundle_not_signed",
    "Chữ ký không hợp lệ: gói đã bị sửa, hoặc không do nơi ghi trên gói làm ra. Không lấy gì từ "
    "gói này.",
    "The signature is not valid: the bundle was altered, or is not of whom it says. Nothing was "
    "taken from it."};
inline constexpr text::Message kBundleTooLarge{
    "bundle_too_large",
    "Gói tự nhận lớn hơn mức cho phép nên không mở. Hãy xuất lại từ chương trình chính thức.",
    "The bundle says that it is larger than may be, so it was not opened. Export it again with the "
    "program itself."};
inline constexpr text::Message kBundleNotOpened{
    "bundle_not_opened",
    "Gói được niêm phong cho nơi khác nên ở đây không mở được. Hãy mang đến đúng nơi.",
    "The bundle is sealed to somebody else and cannot be opened here. Take it to whom it is for."};
inline constexpr text::Message kBundleNotMade{
    "bundle_not_made", "Chưa tạo được gói (có thể thiếu bộ nhớ): hãy thử lại.",
    "The bundle could not be made (perhaps for want of memory): try again."};

// The slip as a file.
inline constexpr text::Message kNotASlip{
    "not_a_slip",
    "Tệp này không phải phiếu đăng ký của Gom: hãy chọn tệp do gom-hub enroll --file tạo.",
    "This file is no enrollment slip of Gom: choose one that gom-hub enroll --file made."};
inline constexpr text::Message kSlipDamaged{
    "slip_damaged", "Phiếu đăng ký bị hỏng hoặc thiếu, nên chưa làm gì. Hãy xin xã ghi lại phiếu.",
    "The enrollment slip is damaged or cut off, so nothing was done. Ask the office for another."};

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_WORDS_H_
