// What this folder says to people.
#ifndef GOM_COMMON_RPC_WORDS_H_
#define GOM_COMMON_RPC_WORDS_H_

#include "common/text/message.h"

namespace gom::rpc {

// Of the transport itself.
inline constexpr text::Message kUnreachable{
    "unreachable",
    "Không kết nối được ({}). Xin kiểm tra mạng rồi thử lại; những gì đã lưu vẫn còn nguyên.",
    "Cannot connect ({}). Please check the network and try again; what was saved is kept."};
inline constexpr text::Message kTooSlow{
    "deadline", "Chờ quá lâu mà chưa có trả lời, chưa rõ việc đã xong hay chưa. Xin thử lại.",
    "There was no answer in time, and it is not known whether it was done. Please try again."};
inline constexpr text::Message kCancelled{
    "cancelled", "Việc này đã bị dừng giữa chừng. Xin thử lại nếu vẫn cần.",
    "This was stopped half-way. Please try again if it is still needed."};
inline constexpr text::Message kTooLarge{
    "too_large", "Gói dữ liệu vượt giới hạn ({}). Xin chia nhỏ rồi thử lại.",
    "The message is over the limit ({}). Please split it and try again."};
inline constexpr text::Message kNotOffered{
    "not_offered",
    "Chương trình ở đầu bên kia chưa có chức năng này. Xin cập nhật chương trình ở đó.",
    "The program at the other end does not offer this. Please update the program there."};
inline constexpr text::Message kOtherFailure{
    "other_failure",
    "Đầu bên kia báo lỗi: {}. Xin thử lại; nếu vẫn lỗi, hãy báo cho người quản trị.",
    "The other end reported an error: {}. Please try again; if it persists, tell the "
    "administrator."};
inline constexpr text::Message kInternal{
    "internal",
    "Chương trình gặp lỗi bên trong, chi tiết có trong nhật ký. Xin thử lại; nếu vẫn lỗi, hãy báo "
    "cho người quản trị.",
    "The program met an internal error, its log has the details. Please try again; if it persists, "
    "tell the administrator."};
inline constexpr text::Message kBusy{
    "busy", "Đang có quá nhiều việc cùng lúc. Xin thử lại sau ít phút.",
    "Too much is going on at once. Please try again in a few minutes."};
inline constexpr text::Message kMetadataTooLarge{
    "metadata_too_large", "Phần đầu của yêu cầu quá lớn, nên không nhận.",
    "The request's metadata is too large, so it is not taken."};
inline constexpr text::Message kMorePlaces{"more_places", "… và còn {} chỗ nữa.", "… and {} more."};

// Of keys and certificates.
inline constexpr text::Message kKeyUnreadable{
    "key_unreadable", "Khóa riêng không đọc được. Xin khôi phục tệp khóa từ bản sao lưu.",
    "The private key cannot be read. Please restore the key file from a backup."};
inline constexpr text::Message kCertificateUnreadable{
    "certificate_unreadable",
    "Chứng thư không đọc được. Xin khôi phục tệp chứng thư từ bản sao lưu.",
    "The certificate cannot be read. Please restore the certificate file from a backup."};
inline constexpr text::Message kSigningRequestRefused{
    "signing_request_refused",
    "Yêu cầu cấp chứng thư không hợp lệ. Xin cập nhật chương trình của trường rồi đăng ký lại.",
    "The signing request is not valid. Please update the school's program and enroll again."};
inline constexpr text::Message kNameNotForCertificate{
    "name_not_for_certificate",
    "Không thể ghi “{}” vào chứng thư. Xin dùng mã gồm chữ cái không dấu, chữ số, dấu chấm, gạch "
    "nối.",
    "“{}” cannot stand in a certificate. Please use a code of plain letters, digits, dots and "
    "hyphens."};
inline constexpr text::Message kCertificateNotOurs{
    "certificate_not_ours",
    "Chứng thư này không do hub đã ghi nhận cấp ({}). Xin báo cho cán bộ xã.",
    "This certificate was not issued by the known hub ({}). Please tell the commune's operator."};
inline constexpr text::Message kCryptographyFailed{
    "cryptography_failed", "Thư viện mã hóa báo lỗi: {}. Xin khởi động lại chương trình.",
    "The cryptographic library reported an error: {}. Please restart the program."};

// Of getting to know a hub.
inline constexpr text::Message kAddressRefused{
    "address_refused",
    "“{}” không phải là địa chỉ hub. Xin ghi theo dạng MÁY:CỔNG, ví dụ hub.xa.vn:7400.",
    "“{}” is not the address of a hub. Please write HOST:PORT, for example hub.commune.vn:7400."};
inline constexpr text::Message kHubUnreachable{
    "hub_unreachable",
    "Không liên lạc được với hub {} ({}). Xin kiểm tra mạng và địa chỉ rồi thử lại; dữ liệu vẫn ở "
    "máy này.",
    "The hub {} cannot be reached ({}). Please check network and address and try again; the data "
    "is still on this computer."};
inline constexpr text::Message kHubSilent{
    "hub_unreachable",
    "Hub {} không trả lời. Xin kiểm tra mạng và địa chỉ, hoặc hỏi xã xem hub có đang chạy không; "
    "dữ liệu vẫn ở máy này.",
    "The hub {} does not answer. Please check network and address, or ask the commune whether the "
    "hub is running; the data is still on this computer."};
inline constexpr text::Message kNobodyListens{
    "hub_unreachable",
    "Ở địa chỉ {} không có hub nào đang chạy. Xin kiểm tra địa chỉ và cổng, hoặc hỏi xã xem hub có "
    "đang chạy không; dữ liệu vẫn ở máy này.",
    "No hub is running at {}. Please check address and port, or ask the commune whether the hub is "
    "running; the data is still on this computer."};
inline constexpr text::Message kNoWayThere{
    "hub_unreachable",
    "Máy này không có đường mạng tới hub {}. Xin kiểm tra dây mạng hoặc Wi-Fi rồi thử lại; dữ liệu "
    "vẫn ở máy này.",
    "There is no network from this computer to the hub {}. Please check the cable or the Wi-Fi and "
    "try again; the data is still on this computer."};
inline constexpr text::Message kHubNameUnknown{"hub_unreachable",
                                               "Không tìm thấy máy “{}” trên mạng ({}). Xin kiểm "
                                               "tra mạng và tên đã gõ; dữ liệu vẫn ở máy này.",
                                               "No computer “{}” was found on the network ({}). "
                                               "Please check the network and the name that was "
                                               "typed; the data is still on this computer."};
inline constexpr text::Message kNotTls{
    "not_tls",
    "Mạng đang chặn kết nối an toàn tới {}, hoặc ở đó không phải là hub. Xin đăng nhập mạng Wi-Fi "
    "trong trình duyệt, thử mạng khác (ví dụ điện thoại), hoặc gửi bằng USB.",
    "The network blocks the secure connection to {}, or there is no hub. Please sign in to the "
    "Wi-Fi in a browser, try another network (a phone, for example), or send by USB stick."};
inline constexpr text::Message kNotTheHubOnTheSlip{
    "not_the_hub_on_the_slip",
    "Máy trả lời ở {} không phải là hub ghi trên phiếu: đã dừng, chưa gửi gì. Xin kiểm tra địa chỉ "
    "và mạng, hoặc xin phiếu mới từ cán bộ xã.",
    "What answers at {} is not the hub on your slip: stopped, nothing was sent. Please check "
    "address and network, or ask the "
    "commune's operator for a new slip."};
inline constexpr text::Message kAnotherHub{
    "another_hub",
    "Máy trả lời ở {} không phải là hub mà máy này đã đăng ký: không gửi gì. Xin kiểm tra địa chỉ, "
    "hoặc báo cho cán bộ xã.",
    "What answers at {} is not the hub that this computer is enrolled with: nothing is sent. "
    "Please check the address, or "
    "tell the commune's operator."};
inline constexpr text::Message kCodeMalformed{
    "code_malformed",
    "Mã đăng ký phải có {} ký tự (chữ và số, không có U); mã vừa nhập có {}. Xin gõ lại đúng như "
    "trên phiếu.",
    "An enrollment code has {} characters (letters and digits, no U); what was typed has {}. "
    "Please type it again as it "
    "stands on the slip."};

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_WORDS_H_
