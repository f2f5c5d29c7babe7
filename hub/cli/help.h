// What the help of gom-hub says.
#ifndef GOM_HUB_CLI_HELP_H_
#define GOM_HUB_CLI_HELP_H_

#include "common/text/message.h"

namespace gom::hub::help {

using text::Message;

inline constexpr Message kAbout{
    "about",
    "Hub của xã: nhận số liệu các trường gửi về, kiểm tra, cộng lại và cho thấy xã đang ở đâu so "
    "với kế hoạch năm.",
    "The commune's hub: takes in what schools report, checks it, adds it up, and shows where the "
    "commune stands against the year's plan."};
inline constexpr Message kOperator{"operator",
                                   "Tên cán bộ, ghi vào nhật ký (mặc định: người đang đăng nhập)",
                                   "Who does this, for the log (default: who is logged in)"};

// init, serve, status
inline constexpr Message kInit{"init", "Tạo hub mới trong thư mục dữ liệu",
                               "Make a new hub in the data folder"};
inline constexpr Message kName{"name", "Tên hub, ví dụ “Xã Tân Kỳ”",
                               "Name of the hub, such as “Tân Kỳ commune”"};
inline constexpr Message kListen{"listen", "Địa chỉ và cổng để nhận kết nối, ví dụ 0.0.0.0:7400",
                                 "Address and port to listen on, such as 0.0.0.0:7400"};
inline constexpr Message kServe{"serve", "Chạy hub cho đến khi được bảo dừng",
                                "Run the hub until it is told to stop"};
inline constexpr Message kPortFile{"port_file", "Ghi số cổng đã mở vào tệp này",
                                   "Write the port that was bound to this file"};
inline constexpr Message kConnections{"connections",
                                      "Số kết nối mở cùng lúc; ai đến thêm thì chờ đến lượt",
                                      "Connections open at once; who comes then waits for a turn"};
inline constexpr Message kConnectionsPerAddress{
    "connections_per_address",
    "Trong đó, nhiều nhất từ một địa chỉ; hãy tăng lên nếu các trường ra mạng qua chung một địa "
    "chỉ",
    "Of them from one address at most; raise it where schools reach the network through one"};
inline constexpr Message kMemory{
    "memory", "Bộ nhớ được dùng, tính bằng MiB, trước khi hub ngắt những kết nối đã gửi nhiều nhất",
    "Memory in MiB to use before the hub hangs up on the connections that sent most"};
inline constexpr Message kEvidencePerUnit{
    "evidence_per_unit", "Ảnh và bản quét mà mỗi đơn vị được để ở hub, tính bằng MiB",
    "Photos and scans in MiB that each unit may have at the hub"};
inline constexpr Message kStatus{"status", "Tình hình của hub", "How the hub is doing"};

// bundle
inline constexpr Message kBundle{"bundle", "Nhận và trả lời bằng USB cho trường không có mạng",
                                 "Take in and answer by stick, for schools without a network"};
inline constexpr Message kBundleImport{"bundle_import",
                                       "Nhập gói của một trường và tạo tệp trả lời cho trường ấy",
                                       "Take in a school's bundle and make the reply for it"};
inline constexpr Message kBundleFile{
    "bundle_file", "Tệp do “gom-agent bundle export” hoặc “gom-agent enroll --out” tạo",
    "A file that “gom-agent bundle export” or “gom-agent enroll --out” made"};
inline constexpr Message kBundleReply{"bundle_reply", "Tệp trả lời sẽ tạo, để đưa lại cho trường",
                                      "The reply to make, for the school"};

// receipt
inline constexpr Message kReceipt{"receipt", "Biên nhận có chữ ký của hub",
                                  "Receipts that the hub has signed"};
inline constexpr Message kReceiptKey{
    "receipt_key", "In khóa công khai của hub (PEM), để ai cũng kiểm được biên nhận",
    "Print the hub's public key (PEM), with which anyone can check receipts"};
inline constexpr Message kReceiptCheck{"receipt_check", "Kiểm tra một tệp biên nhận",
                                       "Check a receipt"};
inline constexpr Message kReceiptFile{"receipt_file", "Tệp do “gom-agent receipt export” tạo",
                                      "A file that “gom-agent receipt export” made"};
inline constexpr Message kReceiptPem{"receipt_pem",
                                     "Tệp khóa công khai của hub; có tệp này thì không cần hub",
                                     "File with the hub's public key; with it no hub is needed"};

// plan
inline constexpr Message kPlan{"plan", "Kế hoạch năm", "The year's plan"};
inline constexpr Message kPlanCheck{"plan_check",
                                    "Kiểm tra một tệp kế hoạch, chỉ ra mọi chỗ sai; không cần hub",
                                    "Check a plan file and name every mistake; needs no hub"};
inline constexpr Message kPlanApply{"plan_apply", "Nạp một tệp kế hoạch làm kế hoạch đang dùng",
                                    "Make a plan file the active plan"};
inline constexpr Message kPlanShow{"plan_show", "Xem kế hoạch đang dùng", "Show the active plan"};
inline constexpr Message kPlanFile{"plan_file", "Tệp kế hoạch (*.textproto)",
                                   "Plan file (*.textproto)"};
inline constexpr Message kDryRun{"dry_run", "Chỉ thử, không nạp", "Only try, change nothing"};
inline constexpr Message kShowReadings{
    "show_readings", "Mỗi mục tiêu, nhiệm vụ lấy từ dòng nào của kế hoạch và được hiểu thế nào",
    "The printed words that each goal and task comes from, and how they are read"};
inline constexpr Message kShowUnits{"show_units", "Kèm danh sách đơn vị", "With the roster"};

// unit, device
inline constexpr Message kUnit{"unit", "Danh sách đơn vị", "The roster"};
inline constexpr Message kUnitImport{"unit_import",
                                     "Nạp danh sách đơn vị từ tệp CSV, được hết hoặc không gì cả",
                                     "Take the roster from a CSV file, all or nothing"};
inline constexpr Message kUnitFile{
    "unit_file", "Tệp CSV: code,name,kinds,ownership,manager,valid_from,valid_to,successor",
    "CSV file: code,name,kinds,ownership,manager,valid_from,valid_to,successor"};
inline constexpr Message kUnitList{"unit_list", "Xem danh sách đơn vị", "Show the roster"};
inline constexpr Message kEnroll{"enroll", "Cấp mã đăng ký dùng một lần cho một đơn vị",
                                 "Make a one-time enrollment code for a unit"};
inline constexpr Message kSlipFile{"slip_file", "Ghi phiếu ra tệp này, cho trường không có mạng",
                                   "Write the slip to this file, for a school that has no network"};
inline constexpr Message kDevice{"device", "Máy đã đăng ký", "Enrolled devices"};
inline constexpr Message kDeviceList{"device_list", "Xem các máy", "Show the devices"};
inline constexpr Message kDeviceRevoke{"device_revoke", "Thu hồi một máy, có hiệu lực ngay",
                                       "Revoke a device, at once"};
inline constexpr Message kDeviceNumber{"device_number", "Số của máy", "Number of the device"};
inline constexpr Message kDeviceReplace{
    "device_replace", "Thu hồi một máy (mất, bán, nhân bản) và cấp mã cho máy thay thế",
    "Revoke a device (lost, sold, cloned) and make a code for the one that replaces it"};
inline constexpr Message kDeviceTake{
    "device_take", "Nhận phần một máy đã thu hồi để lại, đến sau bằng tệp và đang chờ xét",
    "Take what a revoked device left behind: it came in a file and waits"};
inline constexpr Message kAuthority{"authority", "Khóa gốc mà hub dùng để ký chứng thư",
                                    "The authority with which the hub signs certificates"};
inline constexpr Message kAuthorityBegin{
    "authority_begin", "Tạo khóa gốc mới; các máy vẫn gửi được và tự đổi chứng thư khi đồng bộ",
    "Make a new authority; devices go on and renew by themselves when they sync"};
inline constexpr Message kDeviceReadmit{
    "device_readmit", "Nhận lại một máy trở lại sau khi khôi phục hub",
    "Take back a device that came back after the hub was restored"};
inline constexpr Message kReadmitAll{"readmit_all", "Mọi máy đang chờ nhận lại",
                                     "Every device that waits for it"};

// Backup
inline constexpr Message kBackup{"backup",
                                 "Sao lưu cả hub (nhật ký, khóa) vào một tệp; hub vẫn chạy. Tệp "
                                 "minh chứng không có trong đó: hãy chép thêm thư mục evidence",
                                 "Copy the whole hub (log, keys) into one file; the hub goes on. "
                                 "Evidence files are not in it: copy the folder evidence too"};
inline constexpr Message kBackupFile{"backup_file", "Tệp mới; hãy cất kỹ, vì có khóa của hub",
                                     "A new file; keep it safe, it holds the hub's keys"};
inline constexpr Message kRescue{
    "rescue", "Cứu phần đọc được của dữ liệu bị hỏng, khi không có bản sao lưu; hub phải đang dừng",
    "Take over what can be read of damaged data, where there is no backup; the hub must not be "
    "running"};
inline constexpr Message kRestore{"restore", "Dựng lại hub từ một bản sao lưu; hub phải đang dừng",
                                  "Make the hub again from a backup; it must not be running"};
inline constexpr Message kRestoreFile{"restore_file", "Tệp do gom-hub backup tạo ra",
                                      "A file made by gom-hub backup"};

// After a restore
inline constexpr Message kOrphans{
    "orphans", "Quyết định của nhiệm kỳ trước mà các máy báo lại sau khi khôi phục hub",
    "Decisions of an earlier term that devices handed back after a restore"};
inline constexpr Message kOrphansList{"orphans_list", "Xem các quyết định đang chờ",
                                      "Show those that wait"};
inline constexpr Message kOrphansConfirm{"orphans_confirm", "Ra lại các quyết định đó",
                                         "Give them again"};
inline constexpr Message kOrphansDrop{"orphans_drop", "Bỏ các quyết định đó", "Drop them"};
inline constexpr Message kOrphanIndexes{"orphan_indexes", "Số trong danh sách",
                                        "Numbers in the list"};
inline constexpr Message kOrphansAll{"orphans_all", "Tất cả", "All of them"};
inline constexpr Message kTerm{"term", "Nhiệm kỳ của hub", "The hub's term"};
inline constexpr Message kTermBegin{"term_begin",
                                    "Bắt đầu nhiệm kỳ mới cao hơn mọi nhiệm kỳ mà các máy đã thấy",
                                    "Begin a term above every one that a device has seen"};

// What commands are about
inline constexpr Message kUnitCode{"unit_code", "Mã đơn vị", "Code of the unit"};
inline constexpr Message kFormCode{"form_code", "Mã biểu", "Code of the form"};
inline constexpr Message kPeriodCode{"period_code", "Mã kỳ, ví dụ 2026-Q2",
                                     "Code of the period, such as 2026-Q2"};
inline constexpr Message kIndicatorCode{"indicator_code", "Mã chỉ tiêu, ví dụ MT1a",
                                        "Code of the indicator, such as MT1a"};
inline constexpr Message kFieldCode{"field_code", "Mã ô danh sách", "Code of the list field"};
inline constexpr Message kItem{"item", "Số thứ tự trong danh sách (1, 2, …) hoặc mã 8 ký tự",
                               "Place in the list (1, 2, …) or id of 8 characters"};
inline constexpr Message kReason{"reason", "Lý do", "The reason"};
inline constexpr Message kRevision{
    "revision", "Bản đã xem, ví dụ a1b2c3d4/17 (mặc định: bản đang tính)",
    "The revision that was seen, such as a1b2c3d4/17 (default: the one that counts)"};
inline constexpr Message kFieldReason{
    "field_reason", "Ô trả lại và lý do riêng: Ô=LÝ_DO (ghi được nhiều lần)",
    "A field that is returned and why: FIELD=REASON (may be repeated)"};
inline constexpr Message kWithdraw{"withdraw", "Rút lại", "Take it back"};

// progress and entries
inline constexpr Message kProgress{"progress", "Tiến độ từng mục tiêu, nhiệm vụ so với kế hoạch",
                                   "Each goal and task against its target"};
inline constexpr Message kAsOf{"as_of", "Tính đến kỳ này (mặc định: kỳ mới nhất có số liệu)",
                               "As of this period (default: the newest with data)"};
inline constexpr Message kAccepted{"accepted", "Chỉ tính số liệu đã duyệt",
                                   "Count accepted figures only"};
inline constexpr Message kKnownAt{
    "known_at", "Như đã biết lúc đó: số thứ tự bản ghi, ngày, hoặc “ngày giờ:phút”",
    "As it was known then: number of a record, a date, or \"date hh:mm\""};
inline constexpr Message kCompareTo{
    "compare_to", "So với lúc đó (viết như --known-at): điều gì đã thay đổi",
    "Compared to then (written as for --known-at): what has changed"};
inline constexpr Message kAllReadings{
    "all_readings", "Kèm mọi cách tính khác mà lời văn kế hoạch cũng cho phép",
    "With every other reading that the plan's words would also allow"};
inline constexpr Message kClosers{"closers",
                                  "Những đơn vị có thể bù phần còn thiếu của một chỉ tiêu",
                                  "The units that could close an indicator's gap"};
inline constexpr Message kPart{"part", "Phần của chỉ tiêu", "Part of the indicator"};
inline constexpr Message kEntries{"entries", "Các biểu đã nhận", "The entries that count"};
inline constexpr Message kLimit{"limit", "Nhiều nhất bao nhiêu dòng", "At most this many lines"};
inline constexpr Message kHistory{"history", "Mọi bản của một biểu, cũ trước mới sau",
                                  "Every revision of one entry, oldest first"};

// review
inline constexpr Message kAccept{"accept", "Duyệt một biểu", "Accept an entry"};
inline constexpr Message kReturn{"return", "Trả lại một biểu, kèm lý do",
                                 "Return an entry, with the reason"};
inline constexpr Message kRecognize{"recognize",
                                    "Công nhận một dòng trong danh sách (sáng kiến, mô hình)",
                                    "Recognise an item of a list (an initiative, a model)"};
inline constexpr Message kNotApplicable{"not_applicable",
                                        "Đồng ý một chỉ tiêu không áp dụng cho một đơn vị",
                                        "Agree that an indicator does not apply to a unit"};
inline constexpr Message kLock{"lock", "Khóa một kỳ: biểu đến sau được giữ, chưa tính",
                               "Lock a period: later entries are held, not counted"};
inline constexpr Message kReopen{"reopen", "Mở lại một kỳ đã khóa", "Reopen a locked period"};
inline constexpr Message kTake{
    "take", "Xét bản đang chờ một bản trước đó mà không ai còn giữ để gửi lại",
    "Decide what waits for an earlier version that nobody has any more to bring"};
inline constexpr Message kReview{"review",
                                 "Làm mọi việc ghi trong một tệp CSV, được hết hoặc không gì cả",
                                 "Carry out every act of a CSV file, all or nothing"};
inline constexpr Message kReviewFile{
    "review_file", "Tệp CSV: act,unit,form,period,field,item,indicator,reason,revision",
    "CSV file: act,unit,form,period,field,item,indicator,reason,revision"};

// enter
inline constexpr Message kEnter{
    "enter", "Văn phòng nhập hoặc sửa một biểu thay cho đơn vị, kể cả khi kỳ đã khóa",
    "The office enters or corrects an entry for a unit, also under a lock"};
inline constexpr Message kAssignments{
    "assignments", "ô=giá trị (ô=0 là không, ô= là để trống, ô=na là không áp dụng)",
    "field=value (f=0 is zero, f= is empty, f=na is not applicable)"};
inline constexpr Message kNote{"note", "Ghi chú", "A note"};
inline constexpr Message kAuthor{"author", "Người nhập", "Who entered it"};
inline constexpr Message kRuleReason{"rule_reason",
                                     "Lý do cho một cảnh báo: QUY_TẮC=LÝ_DO (ghi được nhiều lần)",
                                     "The reason for a warning: RULE=TEXT (may be repeated)"};

// redact
inline constexpr Message kRedact{
    "redact", "Xóa chữ và tên người theo yêu cầu, ở hub và mọi máy của đơn vị; con số giữ nguyên",
    "Erase words and names on request, here and on the unit's computers; numbers stay"};
inline constexpr Message kRedactUnit{"redact_unit", "Mã đơn vị", "Code of the unit"};
inline constexpr Message kRedactRevision{
    "redact_revision", "Bản cần xóa chữ, như gom-hub history ghi (ghi được nhiều lần)",
    "A version whose words go, as gom-hub history names it (may be repeated)"};
inline constexpr Message kRedactAuthor{"redact_author", "Mọi bản mà người này nhập cho đơn vị",
                                       "Every version that this person entered for the unit"};
inline constexpr Message kRedactEvidence{"redact_evidence",
                                         "SHA-256 của một tệp minh chứng (ghi được nhiều lần)",
                                         "SHA-256 of an evidence file (may be repeated)"};
inline constexpr Message kRedactReason{"redact_reason", "Vì sao xóa; lưu trong nhật ký",
                                       "Why; stays in the log"};
inline constexpr Message kRedactYes{"redact_yes", "Không hỏi lại", "Do not ask"};

// log, verify, key
inline constexpr Message kLog{"log", "Nhật ký của hub", "The hub's log"};
inline constexpr Message kFrom{"from", "Từ bản ghi số này (mặc định: mới nhất)",
                               "From this record on (default: the newest)"};
inline constexpr Message kVerify{"verify", "Kiểm tra toàn bộ nhật ký và tính lại từ đầu",
                                 "Check the whole log and fold it again from nothing"};
inline constexpr Message kSnapshot{
    "snapshot", "Chụp trạng thái ngay, để lần sau hub khởi động nhanh (khi hub đang dừng)",
    "Make a snapshot now, so that the hub starts quickly (while it is stopped)"};
inline constexpr Message kKey{"key", "Khóa truy cập của hệ thống cấp trên",
                              "API keys of upstream systems"};
inline constexpr Message kKeyIssue{"key_issue", "Cấp một khóa mới, chỉ hiện một lần",
                                   "Issue a new key, shown only once"};
inline constexpr Message kKeyName{"key_name", "Tên hệ thống sẽ dùng khóa",
                                  "Name of the system that will use it"};

inline constexpr Message kKeyList{"key_list", "Các khóa đã cấp, còn dùng được hay đã thu hồi",
                                  "The keys that were issued, good or revoked"};
inline constexpr Message kKeyRevoke{"key_revoke", "Thu hồi một khóa, có hiệu lực từ lần gọi tới",
                                    "Revoke a key, from the next call with it on"};
inline constexpr Message kKeyWhich{"key_which", "Các ký tự đầu của khóa, hoặc tên",
                                   "The key's first characters, or its name"};

// message
inline constexpr Message kMessages{"message", "Tin nhắn giữa các trường và xã",
                                   "Messages between schools and the office"};
inline constexpr Message kMessageList{"message_list", "Xem tin nhắn, cũ trước mới sau",
                                      "Show messages, oldest first"};
inline constexpr Message kMessageSend{"message_send", "Viết cho một đơn vị", "Write to a unit"};
inline constexpr Message kMessageSendAll{"message_send_all", "Viết cho mọi đơn vị",
                                         "Write to all units"};
inline constexpr Message kMessageReply{"message_reply", "Trả lời một tin, trong cùng mạch tin",
                                       "Answer a message, in its thread"};
inline constexpr Message kMessageOfUnit{"message_of_unit", "Chỉ của đơn vị này",
                                        "Of this unit alone"};
inline constexpr Message kMessageToUnit{"message_to_unit", "Mã đơn vị", "Code of the unit"};
inline constexpr Message kMessageForm{"message_form", "Về biểu này (cần cả --period)",
                                      "About this form (with --period)"};
inline constexpr Message kMessagePeriod{"message_period", "… của kỳ này", "… for this period"};
inline constexpr Message kMessageText{"message_text", "Nội dung", "What it says"};
inline constexpr Message kMessageNumber{"message_number", "Số của tin, như message list ghi",
                                        "The message's number, as message list shows it"};
inline constexpr Message kMessageLimit{"message_limit", "Nhiều nhất chừng này tin mới nhất",
                                       "At most so many, the newest"};

}  // namespace gom::hub::help

#endif  // GOM_HUB_CLI_HELP_H_
