// What a door says when it refuses.
#ifndef GOM_COMMON_RPC_DOOR_WORDS_H_
#define GOM_COMMON_RPC_DOOR_WORDS_H_

#include "common/text/message.h"

namespace gom::door {

inline constexpr text::Message kNotThisHost{
    "page_not_this_host",
    "Địa chỉ trong trình duyệt không phải là trang này; hãy mở lại bằng lệnh mở trang của chương "
    "trình.",
    "The address in the browser is not this page's; open the page again by the program's own "
    "command."};
inline constexpr text::Message kNotThisPage{
    "page_not_this_page",
    "Yêu cầu này đến từ một trang web khác nên không được thực hiện; hãy dùng trang của chương "
    "trình.",
    "This request came from another web site and was not carried out; use the program's own page."};
inline constexpr text::Message kOnlyGetAndPost{
    "page_method_refused", "Trang này chỉ nhận GET (đọc) và POST (gọi dịch vụ); hãy dùng POST.",
    "This page takes GET (to read) and POST (to call a service) only; use POST."};
inline constexpr text::Message kNoTokenHeader{
    "page_token_header_missing",
    "Yêu cầu thiếu đầu mục mà chỉ trang của chương trình mới gửi; hãy tải lại trang.",
    "The request lacks the header that only the program's own page sends; load the page again."};
inline constexpr text::Message kTypeRefused{
    "page_type_refused",
    "Kiểu nội dung của yêu cầu không được nhận; hãy dùng application/proto, application/json, "
    "application/connect+proto, application/connect+json hoặc application/grpc-web+proto.",
    "The request's content type is not taken; use application/proto, application/json, "
    "application/connect+proto, application/connect+json or application/grpc-web+proto."};
inline constexpr text::Message kNoLength{
    "page_length_missing", "Yêu cầu không ghi độ dài; hãy gửi kèm Content-Length.",
    "The request does not say how long it is; send Content-Length with it."};
inline constexpr text::Message kTooLong{
    "page_request_too_large", "Yêu cầu quá lớn nên không được nhận; hãy gửi ít hơn một lần.",
    "The request is too large and was not taken; send less at a time."};
inline constexpr text::Message kMalformed{
    "page_request_malformed",
    "Yêu cầu viết không đúng HTTP nên không được nhận; hãy tải lại trang.",
    "The request is not proper HTTP and was not taken; load the page again."};
inline constexpr text::Message kNotFound{
    "page_not_found", "Ở địa chỉ này không có gì; hãy mở lại trang đầu.",
    "There is nothing at this address; open the first page again."};
inline constexpr text::Message kCompressed{
    "page_compressed", "Yêu cầu nén không được nhận; hãy gửi không nén.",
    "Compressed requests are not taken; send it without compression."};
inline constexpr text::Message kDoorBusy{
    "page_busy", "Trang đang bận vì có quá nhiều yêu cầu cùng lúc; hãy thử lại sau giây lát.",
    "The page is busy with too many requests at once; try again in a moment."};
inline constexpr text::Message kTooManyStreams{
    "page_too_many_streams",
    "Có quá nhiều thẻ trình duyệt đang theo dõi cùng lúc; hãy đóng bớt thẻ.",
    "Too many browser tabs are watching at once; close some of them."};
inline constexpr text::Message kFrameMalformed{
    "page_frame_malformed",
    "Thân của yêu cầu không đúng một thông điệp có khung; hãy tải lại trang.",
    "The request's body is not exactly one framed message; load the page again."};
inline constexpr text::Message kTimeoutMalformed{
    "page_timeout_malformed", "Hạn chờ trong yêu cầu không đọc được; hãy tải lại trang.",
    "The request's timeout cannot be read; load the page again."};
inline constexpr text::Message kJsonMalformed{
    "page_json_malformed", "JSON của yêu cầu không đọc được: {}. Hãy sửa rồi gửi lại.",
    "The request's JSON cannot be read: {}. Mend it and send it again."};
inline constexpr text::Message kMethodUnknown{
    "page_method_unknown", "Chương trình không có dịch vụ {}; hãy xem lại tên.",
    "The program has no service method {}; look at the name again."};
inline constexpr text::Message kClientStreams{
    "page_client_streams",
    "Trình duyệt không gửi được nhiều thông điệp trong một lần gọi {}; hãy gọi từng lần.",
    "A browser cannot send several messages in one call of {}; make a call for each."};
inline constexpr text::Message kPageMissing{
    "page_missing", "Trong “{}” không có trang (thiếu index.html); hãy dựng trang rồi thử lại.",
    "There is no page in “{}” (index.html is missing); build the page and try again."};
inline constexpr text::Message kPageTooLarge{
    "page_too_large", "“{}” có quá nhiều tệp để là trang của chương trình; hãy xem lại thư mục.",
    "“{}” holds too much to be the program's page; look at the folder again."};
inline constexpr text::Message kPortTaken{
    "page_port_taken",
    "Không mở được trang trên máy này: các cổng từ {} đến {} đều đang bận. Hãy đóng bớt chương "
    "trình, hoặc chọn cổng khác bằng --port.",
    "The page cannot be opened on this computer: all ports from {} to {} are taken. Close some "
    "programs, or choose another port with --port."};

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_WORDS_H_
