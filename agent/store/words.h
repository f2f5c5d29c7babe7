// What the store has to say to a person.
#ifndef GOM_AGENT_STORE_WORDS_H_
#define GOM_AGENT_STORE_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kNotEnrolled{
    "not_enrolled",
    "Máy này chưa đăng ký với hub; hãy chạy “gom-agent enroll ĐỊA-CHỈ MÃ” với mã do xã cấp, hoặc "
    "bằng tệp nếu không có mạng (xem “gom-agent enroll --help”).",
    "This computer is not enrolled; run “gom-agent enroll HOST:PORT CODE” with the code from the "
    "office, or by file where there is no network (see “gom-agent enroll --help”)."};
inline constexpr text::Message kAlreadyEnrolled{
    "already_enrolled",
    "Thư mục này đã đăng ký cho {} với hub {}; muốn đăng ký khác hãy dùng một thư mục --data mới.",
    "This folder is already enrolled for {} with hub {}; to enroll anew use another --data "
    "folder."};
inline constexpr text::Message kRecordLostKnown{
    "record_lost_known",
    "Bản ghi số {} trên máy này bị hỏng; hub đã giữ bản đó nên không mất số liệu: lần đồng bộ tới "
    "sẽ lấy lại từ hub. Hãy kiểm tra ổ đĩa.",
    "Record {} on this computer is damaged; the hub holds it, so no figure is lost: the next sync "
    "takes it back from the hub. Have the disk checked."};
inline constexpr text::Message kRecordLostUnsent{
    "record_lost_unsent",
    "Bản ghi số {} chưa gửi bị hỏng; hãy xem lại các biểu đã nộp gần đây và nhập lại biểu thiếu.",
    "Record {}, not yet sent, is damaged; look through the forms submitted lately and enter the "
    "missing one again."};
inline constexpr text::Message kRecordLostUnsentFor{
    "record_lost_unsent", "Bản ghi số {} chưa gửi bị hỏng; cần nhập lại: {}.",
    "Record {}, not yet sent, is damaged; to be entered again: {}."};
inline constexpr text::Message kEventsDamaged{
    "events_damaged",
    "Ổ đĩa của máy này làm hỏng {} mục đã nhận từ hub; lần đồng bộ tới sẽ lấy lại từ hub, số liệu "
    "đã nộp không mất. Hãy kiểm tra ổ đĩa.",
    "The disk of this computer has altered {} entries that came from the hub; they are taken from "
    "it again with the next sync, and no figure is lost. Have the disk checked."};
inline constexpr text::Message kDraftDamaged{
    "draft_damaged",
    "Ổ đĩa đã làm hỏng bản nháp {} nên không mở được; những gì đã nộp vẫn còn. Hãy nhập "
    "lại, hoặc bỏ bản nháp bằng “gom-agent enter BIỂU KỲ --discard”.",
    "The disk has altered the draft of {}, and it cannot be opened; what was submitted "
    "is still there. Type it again, or drop it with “gom-agent enter FORM PERIOD --discard”."};
// Of a file's SHA-256, so that a person can tell one from another.
inline constexpr size_t kShownDigits = 12;
inline constexpr text::Message kEvidenceMissing{
    "evidence_missing",
    "Tệp minh chứng {} thiếu hoặc hỏng trên máy này; số liệu vẫn còn. Hãy thêm lại tệp nếu còn "
    "bản gốc.",
    "The evidence file {} is missing or damaged on this computer; the figures are kept. Add it "
    "again if you have the original."};
inline constexpr text::Message kDiskOnlyShows{
    "disk_only_shows",
    "Ổ đĩa chứa {} không ghi được: những gì đã lưu vẫn xem và xuất được. Hãy chạy “gom-agent "
    "bundle export TỆP” sang ổ khác ngay, rồi chép cả thư mục đó ra.",
    "The disk that holds {} refuses to be written: what was saved can still be looked at and "
    "carried away. Run “gom-agent bundle export FILE” to another disk now, then copy that whole "
    "folder."};
// Of log/words.h, where it is known how much is missing.
inline constexpr text::Message kDiskFullBy{
    "disk_full",
    "Ổ đĩa đầy: chưa lưu được, còn thiếu {} MB. Hãy xóa bớt tệp không cần thiết rồi thử lại; "
    "những gì đã lưu trước đó vẫn nguyên.",
    "The disk is full and nothing was saved: {} MB are missing. Free some space and try again; "
    "what was saved before is unharmed."};
inline constexpr text::Message kDraftTooLarge{
    "draft_too_large", "Bản nháp dài quá {} KB nên chưa lưu được; hãy rút ngắn phần chữ.",
    "The draft is longer than {} KB and was not kept; shorten its texts."};
inline constexpr text::Message kSavedUnread{
    "saved_unread",
    "Đã lưu, nhưng ổ đĩa báo lỗi khi đọc lại ({}): hãy mở lại biểu để xem và sao lưu dữ liệu ngay.",
    "It was saved, but the disk failed when it was read back ({}): open the form again to see it, "
    "and make a backup now."};
inline constexpr text::Message kReadAgain{
    "read_again", "Dữ liệu trên máy vừa được đọc lại sau lỗi ổ đĩa: hãy xem lại biểu rồi thử lại.",
    "The data was just read again after a disk error: look at the form and try again."};
inline constexpr text::Message kRestoredHere{
    "restored_here",
    "Máy này vừa được khôi phục từ bản cũ; đã đối chiếu với hub, số thay đổi chưa gửi được giữ "
    "lại: {}.",
    "This computer was restored from an older copy; it was compared with the hub, unsent changes "
    "kept: {}."};
inline constexpr text::Message kFallenBehind{
    "fallen_behind",
    "Máy này vừa được khôi phục; đang đối chiếu với hub khi có mạng. Hãy xem lại các biểu mới nộp.",
    "This computer was restored just now; it is compared with the hub when there is a network. "
    "Look through what was submitted lately."};
inline constexpr text::Message kFallenBehindPeriods{
    "fallen_behind_periods",
    "Máy này vừa được khôi phục; đang đối chiếu với hub khi có mạng. Hãy xem lại các kỳ: {}.",
    "This computer was restored just now; it is compared with the hub when there is a network. "
    "Look through these periods: {}."};
inline constexpr text::Message kRescued{
    "rescued",
    "Dữ liệu trên máy này bị hỏng (tệp cũ vẫn được giữ ở {}): đã lấy lại những gì đọc được, phần "
    "còn thiếu sẽ lấy lại từ hub khi có mạng.",
    "The data on this computer was damaged (the old file is kept as {}): what could be read was "
    "taken over, what is missing comes from the hub when there is a network."};
inline constexpr text::Message kRescuedButFor{
    "rescued_but_for",
    "Dữ liệu trên máy này bị hỏng (tệp cũ vẫn được giữ ở {}): đã lấy lại những gì đọc được, phần "
    "còn thiếu sẽ lấy lại từ hub khi có mạng; hãy xem lại và nhập lại nếu thiếu: {}.",
    "The data on this computer was damaged (the old file is kept as {}): what could be read was "
    "taken over, what is missing comes from the hub when there is a network; look through these "
    "and enter again what is missing: {}."};
inline constexpr text::Message kStateDiffers{
    "state_differs",
    "Số liệu trên máy này và ở hub không khớp: máy đã đọc lại toàn bộ từ hub; số liệu đã nhập vẫn "
    "nguyên.",
    "This computer and the hub did not agree: everything was read from the hub anew; what was "
    "entered is unharmed."};
inline constexpr text::Message kStateStillDiffers{
    "state_still_differs",
    "Đã đọc lại từ hub mà vẫn không khớp: cứ làm việc tiếp, và hãy báo cán bộ xã.",
    "Everything was read from the hub anew and it still does not agree: work on, and please tell "
    "the office."};
inline constexpr text::Message kOrphansRefused{
    "orphans_refused",
    "Hub chưa nhận lại một số thay đổi cũ mà nó đã mất (máy đã nhập chúng chưa được hub công nhận "
    "lại); chúng vẫn được giữ ở đây và mỗi ngày được gửi hỏi lại một lần. Hãy báo cán bộ xã.",
    "The hub did not take back some older changes that it has lost (the computer that entered them "
    "is not known to it again); they are kept here, and it is asked again once a day. Please tell "
    "the office."};
inline constexpr text::Message kKeysDamaged{
    "keys_damaged",
    "Tệp khóa {} của máy bị hỏng nên không gửi được; số liệu vẫn nguyên. Hãy chép lại tệp từ bản "
    "sao lưu, hoặc xin cán bộ xã thay máy này.",
    "The computer's key file {} is damaged, so nothing can be sent; what was entered is unharmed. "
    "Copy the file from a backup, or ask the office to replace this computer."};
inline constexpr text::Message kWaitsForReadmission{
    "waits_for_readmission",
    "Hub vừa được khôi phục và chưa nhận lại máy này: số liệu vẫn gửi được và được hub giữ; chờ "
    "cán bộ xã xác nhận máy.",
    "The hub was restored and does not know this computer again yet: what it sends is kept there, "
    "and waits until the office confirms the computer."};
inline constexpr text::Message kHubRestored{
    "hub_restored",
    "Hub vừa được khôi phục; máy này đã đọc lại dữ liệu của hub và gửi lại những gì hub còn thiếu.",
    "The hub was restored; this computer has read it anew and sends what the hub has lost."};

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_WORDS_H_
