// What this folder says to people.
#ifndef GOM_HUB_AUTH_WORDS_H_
#define GOM_HUB_AUTH_WORDS_H_

#include "common/text/message.h"

namespace gom::hub {

inline constexpr text::Message kAuthorityExists{
    "authority_exists",
    "Thư mục {} đã có khóa của một hub: không tạo đè. Xin chọn thư mục khác, hoặc dùng hub đang "
    "có.",
    "The folder {} already holds a hub's keys: they are not overwritten. Please choose another "
    "folder, or use the hub that "
    "is there."};
inline constexpr text::Message kAuthorityMissing{
    "authority_missing",
    "Thư mục {} chưa có hub. Xin chạy “gom-hub init” trước, hoặc chỉ đúng thư mục bằng --data.",
    "There is no hub in the folder {}. Please run “gom-hub init” first, or name the right folder "
    "with --data."};
inline constexpr text::Message kAuthorityDamaged{
    "authority_damaged",
    "Tệp khóa của hub trong {} bị hỏng hoặc không khớp nhau. Xin khôi phục các tệp ca*.key và "
    "ca*.pem từ bản sao lưu.",
    "The hub's key files in {} are damaged or do not fit each other. Please restore the files "
    "ca*.key and ca*.pem from a backup."};
inline constexpr text::Message kSignKeyDamaged{
    "sign_key_damaged",
    "Tệp khóa ký {} bị hỏng. Xin khôi phục sign.key từ bản sao lưu: với khóa khác, các trường "
    "không nhận ra chữ ký của hub nữa.",
    "The signing key {} is damaged. Please restore sign.key from a backup: with another key the "
    "schools would not know the hub's signature any more."};
inline constexpr text::Message kSignKeyMade{
    "sign_key_made",
    "Thư mục của hub không có khóa ký sign.key, nên hub vừa tạo khóa mới. Nếu trước đây đã có "
    "khóa, các trường không nhận ra chữ ký mới: hãy dừng hub và chép sign.key từ một bản sao lưu "
    "(gom-hub restore vào một thư mục trống) vào đây trước đã.",
    "The hub's folder held no signing key sign.key, so a new one was made. If there was one "
    "before, the schools do not know the new signature: stop the hub and first copy sign.key from "
    "a backup (gom-hub restore into an empty folder) to here."};
inline constexpr text::Message kPasswordHashFailed{
    "password_hash_failed",
    "Máy không đủ bộ nhớ để mã hóa bí mật. Xin đóng bớt chương trình rồi thử lại.",
    "There is not enough memory to hash a secret. Please close some programs and try again."};

// Enrollment: one sentence for every code that does not fit (E7).
inline constexpr text::Message kCodeRefused{
    "code_refused",
    "Mã không đúng, đã dùng hoặc đã hết hạn. Xin kiểm tra lại từng ký tự, hoặc xin cán bộ xã một "
    "mã mới.",
    "The code is wrong, used or out of date. Please check it character by character, or ask the "
    "commune's operator for a new "
    "one."};
inline constexpr text::Message kLabelNotText{
    "label_not_text",
    "Tên máy không phải là chữ hợp lệ. Xin đặt tên máy bằng chữ và số thông thường.",
    "The computer's name is not proper text. Please name it with ordinary letters and digits."};

// Access.
inline constexpr text::Message kMethodUnknown{
    "method_unknown", "Hub không có chức năng {}. Xin cập nhật chương trình.",
    "The hub offers no {}. Please update the program."};
inline constexpr text::Message kLocalOnly{
    "local_only",
    "Việc này chỉ làm được ngay trên máy chạy hub. Xin dùng lệnh gom-hub trên máy đó.",
    "This can only be done on the computer that runs the hub. Please use the gom-hub command "
    "there."};
inline constexpr text::Message kCertificateMissing{
    "certificate_missing",
    "Máy này chưa xuất trình chứng thư của trường. Xin đăng ký máy bằng mã trên phiếu (gom-agent "
    "enroll).",
    "This computer showed no certificate of a school. Please enroll it with the code on the slip "
    "(gom-agent enroll)."};
inline constexpr text::Message kDeviceUnknown{
    "device_unknown",
    "Hub không biết máy này. Dữ liệu vẫn ở máy; xin báo cho cán bộ xã để được đăng ký lại.",
    "The hub does not know this computer. The data is still on it; please ask the commune's "
    "operator to enroll it again."};
inline constexpr text::Message kDeviceRevoked{
    "device_revoked",
    "Máy này đã bị thu hồi quyền gửi. Vẫn xem và xuất được dữ liệu ở máy; xin liên hệ cán bộ xã.",
    "This computer's right to send was revoked. The data on it can still be seen and exported; "
    "please contact the commune's "
    "operator."};
inline constexpr text::Message kKeyRefused{
    "key_refused",
    "Thiếu khóa API, hoặc khóa không đúng. Xin gửi “authorization: Bearer KHÓA” với khóa do cán bộ "
    "xã cấp.",
    "The API key is missing or wrong. Please send “authorization: Bearer KEY” with a key that the "
    "commune's operator issued."};
inline constexpr text::Message kScopeMissing{
    "scope_missing",
    "Khóa API này không được phép làm việc này (cần quyền {}). Xin cán bộ xã cấp khóa có quyền đó.",
    "This API key may not do this (it takes the scope {}). Please ask the commune's operator for a "
    "key that has it."};

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_WORDS_H_
