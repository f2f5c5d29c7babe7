// What gom-hub says by itself; the services' own sentences come with their answers.
#ifndef GOM_HUB_CLI_WORDS_H_
#define GOM_HUB_CLI_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::say {

// Files
inline constexpr text::Message kFileUnreadable{
    "file_unreadable", "Không đọc được tệp {}: hãy xem lại đường dẫn và quyền đọc.",
    "Cannot read file {}: check the path and that it may be read."};
inline constexpr text::Message kColumnMissing{
    "column_missing", "Tệp thiếu cột “{}”; dòng đầu phải là: {}.",
    "The file has no column “{}”; its first line must be: {}."};
inline constexpr text::Message kFileHasNoRows{"file_has_no_rows",
                                              "Tệp không có dòng nào dưới dòng tiêu đề.",
                                              "The file has no rows below its header."};
inline constexpr text::Message kRosterWrong{
    "roster_wrong",
    "Tệp {} có dòng sai, nên chưa đơn vị nào được nạp; hãy sửa các dòng dưới đây rồi nạp lại.",
    "File {} has wrong rows, so no unit was taken; mend the rows below and import again."};
inline constexpr text::Message kReviewFileWrong{
    "review_file_wrong",
    "Tệp {} có dòng sai, nên chưa việc nào được ghi; hãy sửa các dòng dưới đây rồi chạy lại.",
    "File {} has wrong rows, so nothing was recorded; mend the rows below and run it again."};

// Rows of the roster
inline constexpr text::Message kCodeWrong{
    "code_wrong", "Mã “{}” không dùng được: mã có 1 đến 32 ký tự A-Z a-z 0-9 . _ -",
    "Code “{}” cannot be used: a code has 1 to 32 characters A-Z a-z 0-9 . _ -"};
inline constexpr text::Message kNameEmpty{"name_empty", "Thiếu tên đơn vị.",
                                          "The unit has no name."};
inline constexpr text::Message kKindsEmpty{
    "kinds_empty", "Thiếu loại đơn vị; trường nhiều cấp ghi như: primary+lower_secondary.",
    "The unit has no kind; several are written as: primary+lower_secondary."};
inline constexpr text::Message kOwnershipWrong{
    "ownership_wrong", "Hình thức “{}” không có; hãy ghi public (công lập) hoặc private (tư thục).",
    "There is no ownership “{}”; write public or private."};
inline constexpr text::Message kManagerWrong{
    "manager_wrong", "Cấp quản lý “{}” không có; hãy ghi commune (xã) hoặc city (thành phố).",
    "There is no manager “{}”; write commune or city."};
inline constexpr text::Message kDatesOutOfOrder{"dates_out_of_order",
                                                "Ngày kết thúc {} trước ngày bắt đầu {}.",
                                                "The last day {} is before the first day {}."};
inline constexpr text::Message kCodeTwice{"code_twice", "Mã “{}” đã có ở dòng {}.",
                                          "Code “{}” is already on line {}."};
inline constexpr text::Message kSuccessorIsSelf{"successor_is_self",
                                                "Đơn vị “{}” không thể kế thừa chính mình.",
                                                "Unit “{}” cannot be its own successor."};

// Rows of a review
inline constexpr text::Message kActWrong{"act_wrong", "Việc “{}” không có; hãy ghi một trong: {}.",
                                         "There is no act “{}”; write one of: {}."};
inline constexpr text::Message kCellMissing{"cell_missing", "Việc “{}” cần cột “{}”.",
                                            "Act “{}” needs column “{}”."};
inline constexpr text::Message kItemWrong{
    "item_wrong",
    "Dòng trong danh sách “{}” không đọc được; hãy ghi số thứ tự (1, 2, …) hoặc mã 8 ký tự.",
    "Item “{}” cannot be read; write its place (1, 2, …) or its id of 8 characters."};

// field=value
inline constexpr text::Message kNotAnAssignment{
    "not_an_assignment", "“{}” chưa đúng dạng ô=giá trị, ví dụ: gv=27.",
    "“{}” is not of the form field=value, such as: gv=27."};
inline constexpr text::Message kFieldOfFormUnknown{
    "field_unknown", "Biểu {} không có ô “{}”; các ô là: {}.",
    "Form {} has no field “{}”; its fields are: {}."};
inline constexpr text::Message kYesNoWrong{"yes_no_wrong",
                                           "“{}” chưa rõ; hãy ghi có hoặc không (1 hoặc 0).",
                                           "“{}” is not clear; write yes or no (1 or 0)."};
inline constexpr text::Message kFieldsWrong{"fields_wrong",
                                            "Có ô chưa ghi được; hãy sửa các chỗ dưới đây.",
                                            "Some fields cannot be taken; mend the places below."};
inline constexpr text::Message kListPathWrong{"list_path_wrong",
                                              "“{}” là danh sách; hãy ghi: {}.1.ô=giá trị.",
                                              "“{}” is a list; write: {}.1.field=value."};
inline constexpr text::Message kItemPlaceGap{
    "item_place_gap",
    "Danh sách “{}” đang có {} dòng, nên chưa ghi được dòng {}; hãy ghi lần lượt.",
    "List “{}” has {} items, so item {} cannot be written yet; write them in order."};
inline constexpr text::Message kPairWrong{"pair_wrong", "“{}” chưa đúng dạng {}.",
                                          "“{}” is not of the form {}."};
inline constexpr text::Message kFormNotInPlan{"form_unknown",
                                              "Kế hoạch không có biểu “{}”; các biểu là: {}.",
                                              "The plan has no form “{}”; its forms are: {}."};

// What was done
inline constexpr text::Message kInitDone{"init_done", "Đã tạo hub “{}” trong thư mục {}.",
                                         "Made hub “{}” in folder {}."};
inline constexpr text::Message kInitKey{
    "init_key", "Khóa truy cập đầu tiên (chỉ hiện một lần, hãy cất giữ): {}",
    "The first API key (shown only once, keep it safe): {}"};
inline constexpr text::Message kInitNext{
    "init_next",
    "Việc tiếp theo: gom-hub plan apply TỆP, gom-hub unit import TỆP.csv, gom-hub serve.",
    "Next: gom-hub plan apply FILE, gom-hub unit import FILE.csv, gom-hub serve."};
inline constexpr text::Message kServing{"serving", "Hub “{}” đang chạy tại {} (Ctrl-C để dừng).",
                                        "Hub “{}” is serving at {} (Ctrl-C to stop)."};
inline constexpr text::Message kStopping{"stopping", "Đang dừng…", "Stopping…"};
inline constexpr text::Message kStopped{"stopped", "Hub đã dừng.", "The hub has stopped."};
inline constexpr text::Message kReadingLog{"reading_log", "Đọc nhật ký", "Reading the log"};
inline constexpr text::Message kVerifying{"verifying", "Kiểm tra nhật ký", "Checking the log"};
inline constexpr text::Message kPlanGood{
    "plan_good", "Kế hoạch hợp lệ: phiên bản {}, {} kỳ, {} biểu, {} ô, {} quy tắc, {} chỉ tiêu.",
    "The plan is valid: version {}, {} periods, {} forms, {} fields, {} rules, {} indicators."};
inline constexpr text::Message kPlanBad{"plan_bad", "Kế hoạch có {} chỗ sai.",
                                        "Mistakes in the plan: {}."};
inline constexpr text::Message kPlanApplied{"plan_applied", "Đã nạp kế hoạch phiên bản {}.",
                                            "Plan version {} is now active."};
inline constexpr text::Message kPlanWouldApply{
    "plan_would_apply", "Kế hoạch phiên bản {} nạp được (chưa nạp, vì chạy thử).",
    "Plan version {} can be applied (not done: dry run)."};
inline constexpr text::Message kUnitsImported{"units_imported",
                                              "Đã nạp danh sách: {} mới, {} đổi, {} như cũ.",
                                              "Roster imported: {} new, {} changed, {} the same."};
inline constexpr text::Message kSlipMade{"slip_made", "Mã đăng ký cho {} (dùng một lần, đến {}):",
                                         "Enrollment code for {} (one use, until {}):"};
inline constexpr text::Message kSlipNext{
    "slip_next",
    "Trên máy của đơn vị, mở trang của Gom rồi nhập địa chỉ {} và mã trên; hoặc chạy: gom-agent "
    "enroll {} {}",
    "On the unit's computer open Gom's page and enter the address {} and this code; or run: "
    "gom-agent enroll {} {}"};
inline constexpr text::Message kSlipFileMade{
    "slip_file_made",
    "Phiếu đăng ký của {} ở {} (đã đọc lại đúng), dùng một lần, đến {}. Ai có tệp này đều đăng ký "
    "được: giữ như giữ mã.",
    "The slip of {} is {} (read back and right), for one use, until {}. Whoever has the file can "
    "enroll: keep it like the code."};
inline constexpr text::Message kSlipFileNext{
    "slip_file_next",
    "Trên máy của trường, chạy: gom-agent enroll --slip PHIẾU --out YÊU-CẦU; nhập tệp yêu cầu ấy ở "
    "đây bằng gom-hub bundle import.",
    "On the school's computer run: gom-agent enroll --slip SLIP --out REQUEST; take that request "
    "in here by gom-hub bundle import."};
inline constexpr text::Message kDeviceRevoked{
    "device_revoked_done", "Đã thu hồi máy {}; lần gọi sau của máy sẽ bị từ chối.",
    "Device {} is revoked; its next call is refused."};
inline constexpr text::Message kDeviceReplaced{
    "device_replaced", "Đã thu hồi máy {}; phần máy chưa gửi vẫn nằm trên máy đó.",
    "Device {} is revoked; what it had not sent is still on it."};
inline constexpr text::Message kDeviceWorkTaken{
    "device_work_taken", "Đã nhận {} bản máy để lại; còn giữ vì lý do khác: {}.",
    "Revisions taken: {}; still held for another reason: {}."};
inline constexpr text::Message kAuthorityBegun{
    "authority_begun",
    "Hub có khóa gốc mới, đến {}; {} máy sẽ tự đổi chứng thư khi đồng bộ. Hãy sao lưu ngay: bản "
    "sao lưu cũ không có khóa này.",
    "The hub has a new authority, until {}; devices that will renew when they sync: {}. Make a "
    "backup now: no earlier one has its key."};
inline constexpr text::Message kBackingUp{"backing_up", "Sao lưu", "Backing up"};
inline constexpr text::Message kBackedUp{"backed_up",
                                         "Đã sao lưu vào {}: {} bản ghi, {} KiB, đã kiểm tra lại.",
                                         "Backed up to {}: {} records, {} KiB, looked through."};
inline constexpr text::Message kRestoring{"restoring", "Khôi phục", "Restoring"};
inline constexpr text::Message kRestored{"restored",
                                         "Đã khôi phục hub từ bản sao lưu lúc {}, {} bản ghi.",
                                         "The hub is restored from the backup of {}, {} records."};
inline constexpr text::Message kRestoredOld{
    "restored_old", "Đã khôi phục hub từ bản sao lưu lúc {} ({} ngày trước), {} bản ghi.",
    "The hub is restored from the backup of {} ({} days ago), {} records."};
inline constexpr text::Message kRestoredNext{
    "restored_next",
    "Việc tiếp theo: gom-hub serve; các máy tự gửi lại phần còn thiếu, rồi xem gom-hub status.",
    "Next: gom-hub serve; devices send again what is missing, then look at gom-hub status."};
inline constexpr text::Message kRescuing{"rescuing", "Đang cứu dữ liệu…", "Rescuing…"};
inline constexpr text::Message kRescued{
    "rescued", "Đã cứu được {} bản ghi đầu của nhật ký; tệp hỏng vẫn được giữ ở {}.",
    "The first {} records of the log are rescued; the damaged file is kept as {}."};
inline constexpr text::Message kOutOfRoom{
    "disk_nearly_full",
    "Ổ đĩa của hub đã đầy hoặc sắp đầy: các máy được báo chờ, số liệu vẫn ở trường; vẫn xem và "
    "duyệt được. Hãy dọn bớt ổ đĩa, hub sẽ tự nhận lại.",
    "The hub's disk is full or nearly so: devices are told to wait, what was entered stays with "
    "them; looking and judging go on. Make room, and the hub takes in again by itself."};
inline constexpr text::Message kPutBack{
    "put_back",
    "Nhật ký cũ hơn lần chạy trước (từng có {} bản ghi), nên hub bắt đầu nhiệm kỳ {} và nhận lại "
    "từ các máy phần còn thiếu.",
    "The log is older than when the hub last ran (it had {} records), so term {} begins and "
    "devices send again what is missing."};
inline constexpr text::Message kReadmitWhich{
    "readmit_which", "Hãy ghi số của một máy, hoặc --all cho mọi máy đang chờ.",
    "Give one device's number, or --all for every one that waits."};
inline constexpr text::Message kDevicesReadmitted{
    "devices_readmitted",
    "Đã nhận lại {} máy; {} bản đang giữ được xét lại. Máy đã thu hồi vẫn bị thu hồi.",
    "Devices readmitted: {}; held revisions decided again: {}. One that was revoked stays "
    "revoked."};
inline constexpr text::Message kOrphansWhich{
    "orphans_which", "Hãy ghi các số trong danh sách, hoặc --all cho tất cả.",
    "Give numbers of the list, or --all for all of them."};
inline constexpr text::Message kOrphansSettled{
    "orphans_settled",
    "Đã xác nhận {}, bỏ {}, để lại {} (bản được duyệt chưa đến hoặc đang được giữ, hoặc phải ghi "
    "rõ số).",
    "Confirmed: {}, dropped: {}, left: {} (what they judged has not come yet or is held, or they "
    "have to be named)."};
inline constexpr text::Message kTermBegun{
    "term_begun_done", "Hub đã bắt đầu nhiệm kỳ {}; các máy lại gửi số liệu như thường.",
    "The hub has begun term {}; devices send again as ever."};
inline constexpr text::Message kTermNotNeeded{
    "term_not_needed",
    "Hub vẫn ở nhiệm kỳ {}: không cần làm gì, vì từ khi hub chạy chưa máy nào báo đã gặp nhiệm kỳ "
    "cao hơn.",
    "The hub stays in term {}: nothing is needed, for no device has reported a higher one since "
    "the hub was started."};
inline constexpr text::Message kReviewDone{"review_done",
                                           "Đã ghi {} việc ({} đã như vậy từ trước).",
                                           "Acts recorded: {} (so already: {})."};
inline constexpr text::Message kRevisionAccepted{"revision_accepted", "Bản được duyệt: {}.",
                                                 "The revision that is accepted: {}."};
inline constexpr text::Message kRevisionReturned{"revision_returned", "Bản bị trả lại: {}.",
                                                 "The revision that is returned: {}."};
inline constexpr text::Message kReviewReleased{"review_released", "{} bản đang giữ được xét lại.",
                                               "Held revisions decided again: {}."};
inline constexpr text::Message kEntered{
    "entered", "Hub đã nhận bản {} của biểu {} kỳ {} cho đơn vị {}.",
    "The hub has revision {} of form {} period {} for unit {}."};
inline constexpr text::Message kVerified{
    "verified", "Nhật ký nguyên vẹn: {} bản ghi, tính lại từ đầu ra đúng như đang có.",
    "The log is sound: {} records, folded again from nothing to what stands now."};
inline constexpr text::Message kVerifyBad{
    "verify_bad", "Nhật ký có {} chỗ không khớp:", "The log has {} mismatches:"};
inline constexpr text::Message kKeyMade{"key_made", "Khóa truy cập “{}” (chỉ hiện một lần): {}",
                                        "API key “{}” (shown only once): {}"};
inline constexpr text::Message kKeyRevoked{
    "key_revoked", "Đã thu hồi khóa truy cập “{}” ({}…): lần gọi tới bằng khóa này sẽ bị từ chối.",
    "API key “{}” ({}…) is revoked: the next call with it is refused."};
inline constexpr text::Message kMessageSent{
    "message_sent", "Đã ghi tin nhắn {} cho {}: các máy của đơn vị đọc được khi đồng bộ lần tới.",
    "Message {} to {} is kept: the unit's computers read it with their next sync."};
inline constexpr text::Message kMessageSentToAll{
    "message_sent_to_all",
    "Đã ghi tin nhắn {} cho mọi đơn vị: các máy đọc được khi đồng bộ lần tới.",
    "Message {} to all units is kept: their computers read it with their next sync."};
inline constexpr text::Message kNoSuchMessage{
    "message_unknown", "Không có tin nhắn số {}; hãy xem số bằng gom-hub message list.",
    "There is no message {}; see the numbers with gom-hub message list."};
inline constexpr text::Message kMessageWasToAll{
    "message_was_to_all",
    "Tin nhắn {} đã gửi cho mọi đơn vị, không của riêng ai để trả lời; hãy dùng gom-hub message "
    "send "
    "ĐƠN_VỊ, hoặc send-all để gửi lại cho mọi đơn vị.",
    "Message {} went to all units and is nobody's to be answered; use gom-hub message send UNIT, "
    "or "
    "send-all to write to all again."};
inline constexpr text::Message kPortFileFailed{
    "port_file_failed", "Không ghi được số cổng vào tệp {}; hãy xem lại đường dẫn và quyền ghi.",
    "Cannot write the port to file {}: check the path and that it may be written."};

// Progress as it was known.
inline constexpr text::Message kKnownAtUnreadable{
    "known_at_unreadable",
    "Không hiểu “{}”: hãy viết số thứ tự bản ghi, một ngày (30/06/2026) hoặc ngày và giờ "
    "(“30/06/2026 14:05”).",
    "Cannot read “{}”: write the number of a record, a date (30/06/2026), or a date and a time "
    "(“30/06/2026 14:05”)."};

// redact
inline constexpr text::Message kRedactPreview{
    "redact_preview",
    "Đơn vị {}: sẽ xóa toàn bộ phần chữ của {} bản (người nhập, ghi chú, lý do, câu trả lời bằng "
    "chữ) và {} tệp, ở hub và ở mọi máy của đơn vị. Các con số giữ nguyên. Không lấy lại được. "
    "Bản khác của cùng biểu có thể nhắc lại những chữ ấy: hãy xem gom-hub history.",
    "Unit {}: all the words of {} versions (who entered it, note, reasons, text answers) and {} "
    "files will be erased, at the hub and on every computer of the unit. The numbers stay. This "
    "cannot be undone. Other versions of the entry may repeat those words: look at gom-hub "
    "history."};
inline constexpr text::Message kRedactSure{"redact_sure", "Xóa? (có/không)", "Erase? (yes/no)"};
inline constexpr text::Message kRedactLeft{"redact_left", "Chưa xóa gì.", "Nothing was erased."};
inline constexpr text::Message kRedactUnconfirmed{"redact_unconfirmed",
                                                  "Chưa xóa gì: hãy thêm --yes nếu chắc chắn.",
                                                  "Nothing was erased: add --yes if you are sure."};
inline constexpr text::Message kRedacted{
    "redacted",
    "Đã xóa phần chữ của {} bản và {} tệp của đơn vị {}; máy của đơn vị xóa khi đồng bộ.",
    "Erased the words of {} versions and {} files of unit {}; its computers erase them when they "
    "sync."};
inline constexpr text::Message kRedactBackups{"redact_backups",
                                              "Bản sao lưu làm trước {} vẫn còn những chữ ấy, cả "
                                              "tệp hub.db.before-restore-* trong {} nếu có: "
                                              "hãy hủy chúng.",
                                              "Backups made before {} still hold those words, and "
                                              "so do files hub.db.before-restore-* in {} if "
                                              "there are any: destroy them."};

// Snapshots.
inline constexpr text::Message kSnapshotMade{"snapshot_made",
                                             "Đã chụp trạng thái ở bản ghi {} ({} KiB).",
                                             "Made a snapshot at record {} ({} KiB)."};
inline constexpr text::Message kHubServes{
    "hub_serves", "Hub đang chạy và tự chụp trạng thái khi dừng: không cần lệnh này.",
    "The hub is running and makes a snapshot when it stops: there is no need for this command."};

inline constexpr text::Message kReceiptCutOff{
    "receipt_cut_off",
    "Tệp {} bị cụt, hoặc không phải biên nhận: xin trường xuất lại (gom-agent receipt export).",
    "{} is cut off, or no receipt: please ask the school to export it again (gom-agent receipt "
    "export)."};
inline constexpr text::Message kReceiptOtherHub{
    "receipt_of_another_hub",
    "Biên nhận này do hub khác ký (mã {}), không phải hub này (mã {}): xin kiểm ở hub đó, hoặc với "
    "khóa của nó (--key).",
    "This receipt is of another hub ({}), not of this one ({}): please check it there, or with "
    "that hub's key (--key)."};
inline constexpr text::Message kReceiptWrong{
    "receipt_not_signed",
    "Chữ ký trên biên nhận không đúng với khóa này: tệp đã bị sửa, hoặc hub khác đã ký (tệp ghi mã "
    "hub {}). Biên nhận này không chứng minh được gì.",
    "The receipt's signature does not fit this key: the file was altered, or another hub has "
    "signed it (it names hub {}). It proves nothing."};
inline constexpr text::Message kReceiptGood{
    "receipt_good",
    "Biên nhận thật. Hub {} (nhiệm kỳ {}) đã ký rằng lúc {} hub đang giữ chắc chắn mọi mục từ 1 "
    "đến {} mà máy số {} đã gửi trong dòng {}.",
    "A true receipt. Hub {} (term {}) has signed that at {} it held, durably, every item from 1 to "
    "{} that device {} had sent in stream {}."};
inline constexpr text::Message kReceiptMeans{
    "receipt_means",
    "Nội dung các mục ấy không ai đổi được mà không lộ: mã chuỗi ở mục cuối là {}.",
    "None of these items can be changed without being found out: the chain's digest at the last "
    "one is {}."};

inline constexpr text::Message kBundleTaken{
    "bundle_taken", "Gói của {} (máy số {}): {} mục mới đã vào hub; {} mục đã có, bỏ qua.",
    "Bundle of {} (device {}): {} new items are at the hub; {} were here already and passed over."};
inline constexpr text::Message kBundleKnown{
    "bundle_known", "Gói của {} (máy số {}): đã có, bỏ qua {} mục.",
    "Bundle of {} (device {}): all {} items were here already and were passed over."};
inline constexpr text::Message kBundleNothing{
    "bundle_nothing",
    "Gói của {} (máy số {}): không có mục nào mới được lấy. Hãy đưa tệp trả lời về trường; nếu hub "
    "còn thiếu gì thì gói sau của trường sẽ mang đủ.",
    "Bundle of {} (device {}): nothing new was taken from it. Carry the reply to the school; where "
    "the hub lacks something, the school's next bundle brings it."};
inline constexpr text::Message kBundleEvidence{
    "bundle_evidence", "Tệp minh chứng trong gói đã có đủ ở hub: {}.",
    "Evidence files of the bundle that are at the hub: {}."};
inline constexpr text::Message kBundleHeld{
    "bundle_held",
    "{} mục được giữ và chưa tính, chờ cán bộ quyết định về máy này: xem gom-hub device list.",
    "{} items are held and do not count until the operator decides about this computer: see "
    "gom-hub device list."};
inline constexpr text::Message kBundleReplyMade{
    "bundle_reply_made",
    "Tệp trả lời: {} (đã đọc lại đúng). Hãy đưa lại cho trường; trường nhập bằng gom-agent bundle "
    "import.",
    "The reply is {} (read back and right). Give it to the school, to be taken in by gom-agent "
    "bundle import."};
inline constexpr text::Message kBundleEnrolled{"bundle_enrolled", "Đã đăng ký: {} (máy số {}).",
                                               "Enrolled: {} (device {})."};
inline constexpr text::Message kBundleWelcomeMade{
    "bundle_welcome_made",
    "Tệp trả lời: {} (đã đọc lại đúng). Hãy đưa lại cho trường; trường nhập bằng gom-agent enroll "
    "--reply.",
    "The reply is {} (read back and right). Give it to the school, to be taken in by gom-agent "
    "enroll --reply."};
inline constexpr text::Message kBundleNoReply{
    "bundle_no_reply",
    "Không có tệp trả lời: hub chưa biết khóa của máy này. Số liệu đã vào hub; máy sẽ biết khi "
    "đồng bộ qua mạng hoặc đăng ký lại.",
    "There is no reply: the hub does not know this computer's key. What it sent is at the hub; it "
    "will learn so over the network, or once it is enrolled again."};

}  // namespace gom::hub::say

#endif  // GOM_HUB_CLI_WORDS_H_
