// The words of gom-agent's command line.
#ifndef GOM_AGENT_CLI_WORDS_H_
#define GOM_AGENT_CLI_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kAbout{
    "about", "Gom: chương trình của trường – nhập, kiểm tra và nộp số liệu, có mạng hay không.",
    "Gom: the school's program – enter, check and submit figures, online or offline."};
inline constexpr text::Message kAboutEnroll{"about_enroll",
                                            "Đăng ký máy này với hub bằng mã do xã cấp",
                                            "Enroll this computer with the code from the office"};
inline constexpr text::Message kAboutHub{
    "about_hub",
    "Báo địa chỉ mới của hub (dừng gom-agent serve trước); chỉ nhận nếu đó đúng là hub mà máy "
    "này đã đăng ký",
    "The hub's new address (stop gom-agent serve before); kept only if it is the hub that this "
    "computer is enrolled with"};
inline constexpr text::Message kHubFollowed{"hub_followed", "Từ nay máy này gửi tới {} ở {}.",
                                            "From now on this computer sends to {} at {}."};
inline constexpr text::Message kHubWhileInUse{
    "data_folder_in_use",
    "Chương trình chạy nền (gom-agent serve) hoặc một lệnh khác đang dùng thư mục dữ liệu nên chưa "
    "đổi được địa chỉ hub: hãy dừng nó, chạy lại lệnh này, rồi cho chạy nền lại.",
    "The program in the background (gom-agent serve) or another command is using the data folder, "
    "so the hub's address was not changed: stop it, run this command again, and start it again."};
inline constexpr text::Message kAboutForms{"about_forms",
                                           "Các biểu phải nộp và tình trạng của chúng",
                                           "The forms that are due and where they stand"};
inline constexpr text::Message kAboutShow{"about_show", "Xem một biểu của một kỳ",
                                          "Show one form of one period"};
inline constexpr text::Message kAboutEnter{
    "about_enter", "Nhập số liệu vào bản nháp; cho biết ngay chỗ sai",
    "Enter figures into a draft; says at once what is wrong"};
inline constexpr text::Message kAboutSubmit{"about_submit", "Nộp bản nháp (một biểu, hoặc tất cả)",
                                            "Submit drafts (one form, or all)"};
inline constexpr text::Message kAboutResolve{
    "about_resolve", "Chọn giữa hai bản của một biểu, hoặc ghi số đúng; cả hai bản vẫn được giữ",
    "Choose between two versions of a form, or write what is right; both are kept"};
inline constexpr text::Message kAboutStatus{"about_status", "Tình trạng của máy này",
                                            "How this computer stands"};
inline constexpr text::Message kAboutSync{"about_sync", "Đồng bộ với hub ngay",
                                          "Sync with the hub now"};
inline constexpr text::Message kAboutImport{
    "about_import", "Nhập từ tệp CSV: xem trước từng dòng, được cả hoặc không",
    "Import a CSV file: previewed row by row, all or nothing"};
inline constexpr text::Message kAboutHistory{"about_history", "Các lần nộp của một biểu",
                                             "The versions of one form"};
inline constexpr text::Message kAboutServe{
    "about_serve", "Chạy nền: tự đồng bộ khi có mạng, và mở trang của trường trên máy này",
    "Keep running: syncs by itself when there is a network, and serves the school's page on this "
    "computer"};

inline constexpr text::Message kHelpAddress{"help_address", "Địa chỉ hub, ví dụ 192.168.1.5:7400",
                                            "The hub's address, such as 192.168.1.5:7400"};
inline constexpr text::Message kHelpCode{"help_code", "Mã một lần trên phiếu",
                                         "The one-time code on the slip"};
inline constexpr text::Message kHelpLabel{"help_label", "Tên gọi của máy này",
                                          "What people call this computer"};
inline constexpr text::Message kHelpSlip{
    "help_slip", "Phiếu đăng ký do xã ghi ra tệp, cho máy không có mạng",
    "The slip as a file from the office, for a computer that has no network"};
inline constexpr text::Message kHelpEnrollOut{
    "help_enroll_out", "Tệp yêu cầu sẽ tạo, để mang đến xã", "The request to make, for the office"};
inline constexpr text::Message kHelpEnrollReply{"help_enroll_reply", "Tệp trả lời mà xã đưa lại",
                                                "The reply that the office gave back"};
inline constexpr text::Message kHelpForm{"help_form", "Mã biểu", "The form's code"};
inline constexpr text::Message kHelpPeriod{"help_period", "Mã kỳ, ví dụ 2026-Q2",
                                           "The period's code, such as 2026-Q2"};
inline constexpr text::Message kHelpFields{"help_fields",
                                           "ô=giá trị; ô=0 là không, ô= là để trống, ô=na là không "
                                           "áp dụng; danh sách: ô.1.mục=…, ô+.mục=…",
                                           "field=value; field=0 zero, field= empty, field=na not "
                                           "applicable; lists: field.1.item=…, field+.item=…"};
inline constexpr text::Message kHelpNote{"help_note", "Ghi chú kèm báo cáo",
                                         "A note with the report"};
inline constexpr text::Message kHelpReason{"help_reason", "Lý do cho một cảnh báo: QUY-TẮC=LÝ-DO",
                                           "The reason for a warning: RULE=TEXT"};
inline constexpr text::Message kHelpTake{
    "help_take", "Bản được chọn, theo mã trong “gom-agent history”; để trống: bản đang được tính",
    "The version to take, as “gom-agent history” names it; none: the one that counts now"};
inline constexpr text::Message kHelpAuthor{"help_author", "Người nhập", "Who enters it"};
inline constexpr text::Message kHelpDiscard{"help_discard", "Bỏ bản nháp này", "Forget this draft"};
inline constexpr text::Message kHelpFile{"help_file", "Tệp CSV: period,form,field,value",
                                         "CSV file: period,form,field,value"};
inline constexpr text::Message kHelpYes{"help_yes", "Nhập luôn, không hỏi lại",
                                        "Import without asking"};
inline constexpr text::Message kHelpReasons{"help_reasons", "Tệp CSV lý do: form,period,rule,text",
                                            "CSV file of reasons: form,period,rule,text"};
inline constexpr text::Message kHelpUnit{"help_unit", "Chỉ lấy các dòng của đơn vị này",
                                         "Take this unit's rows only"};

inline constexpr text::Message kAboutBundle{"about_bundle",
                                            "Gửi và nhận bằng USB khi không có mạng",
                                            "Send and receive by stick where there is no network"};
inline constexpr text::Message kAboutBundleExport{
    "about_bundle_export", "Xuất mọi thứ chưa gửi ra một tệp đã ký và niêm phong, để mang đến xã",
    "Write all that waits to a file, signed and sealed, to be carried to the office"};
inline constexpr text::Message kAboutBundleImport{"about_bundle_import",
                                                  "Nhập tệp trả lời mà xã đưa lại",
                                                  "Take in the reply that the office gave back"};
inline constexpr text::Message kHelpBundleFile{"help_bundle_file", "Tệp sẽ tạo, thường là trên USB",
                                               "The file to make, on a stick as a rule"};
inline constexpr text::Message kHelpReplyFile{"help_reply_file", "Tệp trả lời của hub",
                                              "The hub's reply"};
inline constexpr text::Message kBundleExported{
    "bundle_exported",
    "Đã ghi {} thay đổi vào {} và đọc lại đúng. Hãy rút USB an toàn, mang đến xã; xã sẽ đưa lại "
    "một tệp trả lời để nhập bằng gom-agent bundle import.",
    "{} changes are in {}, read back and right. Eject the stick and take it to the office; what it "
    "gives back is taken in by gom-agent bundle import."};
inline constexpr text::Message kBundleEvidence{"bundle_evidence", "Kèm theo {} tệp minh chứng.",
                                               "{} evidence files go along."};
inline constexpr text::Message kBundleImported{
    "bundle_imported",
    "Đã nhập trả lời: hub nhận {} thay đổi, tin mới từ hub: {}, còn chờ gửi: {}.",
    "The reply is in: changes received by the hub: {}, news from the hub: {}, still waiting: {}."};
inline constexpr text::Message kBundleNothingNew{
    "bundle_nothing_new", "Đã có từ trước: gói trả lời này không có gì mới (còn chờ gửi: {}).",
    "Known already: there is nothing new in this reply (still waiting: {})."};
inline constexpr text::Message kAboutReceipt{"about_receipt", "Biên nhận có chữ ký của hub",
                                             "Receipts that the hub has signed"};
inline constexpr text::Message kAboutReceiptList{
    "about_receipt_list", "Các biên nhận, mới nhất trước, và biểu nào được ký nhận",
    "The receipts, newest first, and what each is for"};
inline constexpr text::Message kAboutReceiptExport{
    "about_receipt_export", "Xuất một biên nhận ra tệp, để đưa cho người cần kiểm tra",
    "Write a receipt to a file, for whoever wants to check it"};
inline constexpr text::Message kHelpReceiptFile{"help_receipt_file",
                                                "Tệp biên nhận sẽ tạo (tên chưa có)",
                                                "The file to make, under a name that nothing has"};
inline constexpr text::Message kHelpReceiptNumber{
    "help_receipt_number", "Biên nhận thứ mấy trong danh sách; không ghi: mới nhất",
    "Which one of the list; none: the newest"};
inline constexpr text::Message kColumnNumber{"column_number", "Số", "No"};
inline constexpr text::Message kColumnSignedAt{"column_signed_at", "Hub ký lúc", "Signed at"};
inline constexpr text::Message kColumnUpTo{"column_up_to", "Đến mục", "Up to"};
inline constexpr text::Message kColumnFor{"column_for", "Ký nhận thêm", "What is new in it"};
inline constexpr text::Message kNoReceipts{
    "no_receipts",
    "Chưa có biên nhận nào: hub ký khi nhận được số liệu (máy đăng ký bằng chương trình cũ thì "
    "chưa có).",
    "No receipts yet: the hub signs when it has received something (a computer that was enrolled "
    "by an older program gets none)."};
inline constexpr text::Message kReceiptUnknown{
    "receipt_unknown", "Không có biên nhận số {}; xem gom-agent receipt list (có {} biên nhận).",
    "There is no receipt {}; see gom-agent receipt list (there are {})."};
inline constexpr text::Message kReceiptWritten{
    "receipt_written",
    "Đã ghi biên nhận vào {}: hub ký lúc {}, cho mọi thứ đến mục {}. Ai có khóa công khai của hub "
    "đều kiểm được: gom-hub receipt check",
    "The receipt is in {}: signed by the hub at {}, for everything up to item {}. Whoever has the "
    "hub's public key can check it: gom-hub receipt check"};
inline constexpr text::Message kStatusReceipt{
    "status_receipt", "Biên nhận mới nhất: hub ký lúc {}, cho mọi thứ đến mục {}",
    "Newest receipt: signed by the hub at {}, for everything up to item {}"};
inline constexpr text::Message kAssignmentWrong{
    "assignment_wrong", "“{}” chưa đúng dạng ô=giá trị, ví dụ gv=23.",
    "“{}” is not of the form field=value, such as gv=23."};
inline constexpr text::Message kReasonWrong{"reason_wrong", "“{}” chưa đúng dạng QUY-TẮC=LÝ-DO.",
                                            "“{}” is not of the form RULE=TEXT."};
inline constexpr text::Message kReasonsColumn{
    "reasons_column_missing", "Tệp lý do thiếu cột “{}”; dòng đầu cần có: form,period,rule,text.",
    "The file of reasons has no column “{}”; its first line must name form,period,rule,text."};
inline constexpr text::Message kBothOrNone{
    "form_and_period", "Hãy ghi cả mã biểu và mã kỳ, hoặc không ghi gì để nộp tất cả.",
    "Give both form and period, or neither to submit everything."};
inline constexpr text::Message kDraftHasFaults{
    "draft_has_faults",
    "Bản nháp vẫn được giữ, nhưng ô vừa nhập chưa đúng; hãy sửa theo các dòng trên.",
    "The draft is kept, but what was just entered is not right yet; mend it as said above."};
inline constexpr text::Message kLockedDraft{
    "period_locked_draft",
    "Kỳ {} đã khóa: bản nháp vẫn được giữ; nộp thì báo cáo được gửi và chờ cán bộ xã mở lại kỳ.",
    "Period {} is locked: the draft is kept; submitted, the report is sent and waits until the "
    "office "
    "reopens the period."};
inline constexpr text::Message kLockedSaved{
    "period_locked_saved",
    "Kỳ {} đã khóa: báo cáo được giữ nhưng chưa tính; hãy xin xã mở lại kỳ này.",
    "Period {} is locked: the report is kept and does not count yet; ask the office to reopen the "
    "period."};
inline constexpr text::Message kImportFaults{
    "import_has_faults",
    "Chưa nhập gì: {} dòng cần sửa, {} điều cần xem lại (ở trên). Sửa tệp rồi nhập lại.",
    "Nothing was imported: rows to mend: {}, points to look at: {} (above). Mend the file and "
    "import again."};
inline constexpr text::Message kImportNeedsYes{
    "import_needs_yes", "Mới xem trước, chưa nhập gì; chạy lại với --yes để nhập.",
    "This was a preview, nothing was imported; run again with --yes to import."};

inline constexpr text::Message kEnrollHow{
    "enroll_how",
    "Hãy ghi một trong ba cách: gom-agent enroll ĐỊA-CHỈ MÃ (có mạng); --slip PHIẾU --out YÊU-CẦU, "
    "rồi --reply TRẢ-LỜI (không có mạng).",
    "Give one of three: gom-agent enroll HOST:PORT CODE (with a network); --slip SLIP --out "
    "REQUEST, and then --reply REPLY (without one)."};
inline constexpr text::Message kEnrollRequestMade{
    "enroll_request_made",
    "Đã ghi yêu cầu đăng ký vào {} và đọc lại đúng. Hãy rút USB an toàn, mang đến xã; xã sẽ đưa "
    "lại một tệp trả lời để nhập trên máy này bằng gom-agent enroll --reply.",
    "The request to enroll is in {}, read back and right. Eject the stick and take it to the "
    "office; what it gives back goes in on this computer by gom-agent enroll --reply."};
inline constexpr text::Message kNoPlanInReply{"no_plan_in_reply",
                                              "Đăng ký xong, nhưng xã chưa nạp kế hoạch; hãy hỏi "
                                              "cán bộ xã, rồi mang một gói đến xã (gom-agent "
                                              "bundle export).",
                                              "Enrolled, but the commune has no plan yet; ask the "
                                              "office, then take a bundle there (gom-agent "
                                              "bundle export)."};
inline constexpr text::Message kEnrolled{"enrolled", "Đã đăng ký: {} với {} (máy số {}).",
                                         "Enrolled: {} with {} (device {})."};
inline constexpr text::Message kPlanReceived{
    "plan_received", "Đã nhận kế hoạch: {} (phiên bản {}). Xem việc cần làm: gom-agent forms",
    "Plan received: {} (version {}). What is due: gom-agent forms"};
inline constexpr text::Message kFirstSyncFailed{
    "first_sync_failed",
    "Đăng ký xong nhưng chưa nhận được kế hoạch; hãy chạy “gom-agent sync” khi có mạng.",
    "Enrolled, but the plan has not come yet; run “gom-agent sync” when there is a network."};
inline constexpr text::Message kHubHasNoPlan{
    "hub_has_no_plan",
    "Đăng ký xong và đã đồng bộ, nhưng xã chưa nạp kế hoạch; hãy hỏi cán bộ xã, rồi chạy "
    "“gom-agent sync”.",
    "Enrolled and synced, but the commune has no plan yet; ask the office, then run “gom-agent "
    "sync”."};
inline constexpr text::Message kColumnPeriod{"column_period", "Kỳ", "Period"};
inline constexpr text::Message kColumnForm{"column_form", "Biểu", "Form"};
inline constexpr text::Message kColumnTitle{"column_title", "Tên biểu", "Title"};
inline constexpr text::Message kColumnWord{"column_word", "Tình trạng", "State"};
inline constexpr text::Message kColumnDue{"column_due", "Hạn", "Due"};
inline constexpr text::Message kColumnField{"column_field", "Ô", "Field"};
inline constexpr text::Message kColumnValue{"column_value", "Giá trị", "Value"};
inline constexpr text::Message kColumnBefore{"column_before", "Kỳ trước", "Before"};
inline constexpr text::Message kColumnLabel{"column_label", "Nội dung", "What it is"};
inline constexpr text::Message kColumnLine{"column_line", "Dòng", "Line"};
inline constexpr text::Message kColumnResult{"column_result", "Kết quả", "Result"};
inline constexpr text::Message kCarriedMark{"carried",
                                            "đang dùng số của {}; chỉ nhập khi có thay đổi",
                                            "that of {} still stands; enter only what changed"};
inline constexpr text::Message kOptionalMark{"optional", "không bắt buộc", "optional"};
inline constexpr text::Message kOverdueMark{"overdue", "quá hạn", "overdue"};
inline constexpr text::Message kLockedMark{"locked", "đã khóa", "locked"};
inline constexpr text::Message kPrefilledNote{
    "prefilled_note",
    "Số liệu lấy từ kỳ trước, chưa ai xem lại. Nhập phần thay đổi: gom-agent enter {} {} ô=giá trị",
    "These figures come from the last period and were not looked at yet. Enter what changed: "
    "gom-agent enter {} {} field=value"};
inline constexpr text::Message kDraftNote{
    "draft_note", "Bản nháp – chưa nộp. Nộp: gom-agent submit {} {}",
    "A draft – not submitted. To submit: gom-agent submit {} {}"};
inline constexpr text::Message kConflictNote{
    "conflict_note",
    "Hai máy đã nhập khác nhau: trên đây là bản đang được tính, dưới đây là bản khác. Chọn một "
    "bản, hoặc ghi số đúng: gom-agent resolve {} {} --take MÃ-BẢN, gom-agent resolve {} {} "
    "ô=giá-trị",
    "Two computers entered different things: above is what counts now, below the other version. "
    "Choose one, or write what is right: gom-agent resolve {} {} --take VERSION, gom-agent resolve "
    "{} {} field=value"};
inline constexpr text::Message kChooseNote{"choose_note",
                                           "Chọn một bản: gom-agent resolve {} {} --take MÃ-BẢN",
                                           "To choose one: gom-agent resolve {} {} --take VERSION"};
inline constexpr text::Message kConflictMark{"conflict_mark", "chọn: gom-agent resolve {} {}",
                                             "choose: gom-agent resolve {} {}"};
inline constexpr text::Message kStatusConflict{
    "status_conflict",
    "Có {} biểu do hai máy nhập khác nhau: xem bằng gom-agent forms, chọn bằng gom-agent resolve.",
    "Forms that two computers entered differently: {}; see gom-agent forms, choose by gom-agent "
    "resolve."};
inline constexpr text::Message kReturnedNote{"returned_note", "Xã trả lại: {}",
                                             "Returned by the office: {}"};
inline constexpr text::Message kHeldNote{"held_note", "Đang giữ: {}", "Held: {}"};
inline constexpr text::Message kInWordsNote{"in_words", "{} = {}: {}", "{} = {}: {}"};
inline constexpr text::Message kDraftKept{"draft_kept", "Đã giữ bản nháp biểu {} kỳ {}.",
                                          "Draft of form {} for {} kept."};
inline constexpr text::Message kDraftDropped{"draft_dropped", "Đã bỏ bản nháp biểu {} kỳ {}.",
                                             "Draft of form {} for {} forgotten."};
inline constexpr text::Message kReadyToSubmit{
    "ready_to_submit", "Không có lỗi. Nộp: gom-agent submit {} {}",
    "Nothing is wrong. To submit: gom-agent submit {} {}"};
inline constexpr text::Message kSavedLine{"saved_line", "Đã lưu: biểu {} kỳ {} ({}).",
                                          "Saved: form {} for {} ({})."};
inline constexpr text::Message kSavedNext{
    "saved_next", "Đã lưu trên máy này; hub sẽ nhận khi có mạng: gom-agent sync",
    "Saved on this computer; the hub gets it when there is a network: gom-agent sync"};
inline constexpr text::Message kSendingChanges{
    "sending_changes", "Đang gửi lên hub, còn chờ gửi: {}", "Sending to the hub, still to go: {}"};
inline constexpr text::Message kSendingFiles{"sending_files",
                                             "Đang gửi tệp minh chứng, còn chờ gửi: {} ({} KiB)",
                                             "Sending evidence files, still to go: {} ({} KiB)"};
inline constexpr text::Message kSyncedLine{
    "synced_line", "Đã đồng bộ: hub nhận {} thay đổi, đọc {} tin, còn {} báo cáo chờ gửi.",
    "Synced: the hub has {} changes more, {} events read, {} reports wait."};
inline constexpr text::Message kSyncedLook{
    "synced_look", "Cần xem: {} bị trả lại, {} đang giữ, {} xung đột; xem gom-agent forms",
    "To look at: {} returned, {} held, {} in conflict; see gom-agent forms"};
inline constexpr text::Message kImportedLine{"imported_line", "Đã lưu {} báo cáo từ {} dòng.",
                                             "Saved {} reports from {} rows."};
inline constexpr text::Message kRowFine{"row_fine", "được", "fine"};
inline constexpr text::Message kRowFineDate{"row_fine_date", "được: {}", "fine: {}"};
inline constexpr text::Message kPreviewLine{"preview_line",
                                            "Xem trước: {} dòng được, {} dòng cần sửa.",
                                            "Preview: rows that are fine: {}, to be mended: {}."};
inline constexpr text::Message kAskImport{"ask_import", "Nhập các dòng này? [c/K] ",
                                          "Import these rows? [y/N] "};
inline constexpr text::Message kConnecting{"connecting", "Đang kết nối với hub {}…",
                                           "Connecting to the hub {}…"};
inline constexpr text::Message kAskingForPlan{"asking_for_plan", "Đang nhận kế hoạch của xã…",
                                              "Asking for the commune's plan…"};
inline constexpr text::Message kServing{"serving", "Đang chạy nền cho {}; dừng bằng Ctrl+C.",
                                        "Serving {}; stop with Ctrl+C."};

inline constexpr text::Message kStatusUnit{"status_unit", "Đơn vị:      {} ({})",
                                           "Unit:        {} ({})"};
inline constexpr text::Message kStatusHub{"status_hub", "Hub:         {} tại {}",
                                          "Hub:         {} at {}"};
inline constexpr text::Message kStatusPlan{"status_plan", "Kế hoạch:    {} (phiên bản {})",
                                           "Plan:        {} (version {})"};
inline constexpr text::Message kStatusNoPlan{"status_no_plan", "Kế hoạch:    chưa có",
                                             "Plan:        none yet"};
inline constexpr text::Message kStatusWork{"status_work", "Bản nháp:    {} · chờ gửi: {}",
                                           "Drafts:      {} · waiting: {}"};
inline constexpr text::Message kStatusReview{"status_review",
                                             "Bị trả lại:  {} · đang giữ: {} · xung đột: {}",
                                             "Returned:    {} · held: {} · in conflict: {}"};
inline constexpr text::Message kStatusHandingBack{
    "status_handing_back", "Hub vừa được khôi phục: còn {} mục hub đã mất mà máy này đang gửi trả.",
    "The hub was restored: {} items that it lost are still to be handed back by this computer."};
inline constexpr text::Message kStatusSync{"status_sync", "Đồng bộ:     {}", "Last sync:   {}"};
inline constexpr text::Message kNever{"never", "chưa lần nào", "never"};
inline constexpr text::Message kStatusProblem{
    "status_problem", "Lần thử cuối ({} lần chưa được): {}", "Last try ({} failed): {}"};
inline constexpr text::Message kStatusCertificate{
    "status_certificate", "Chứng thư của máy: đến {}; máy tự xin chứng thư mới khi đồng bộ.",
    "This computer's certificate: until {}; it gets a new one by itself when it syncs."};
inline constexpr text::Message kClockAhead{
    "status_clock",
    "Đồng hồ máy này nhanh hơn đồng hồ của hub {}; vẫn nhập và gửi được, nhưng nên chỉnh lại.",
    "This computer's clock is {} ahead of the hub's; entering and sending still work, but please "
    "set it."};
inline constexpr text::Message kClockBehind{
    "status_clock",
    "Đồng hồ máy này chậm hơn đồng hồ của hub {}; vẫn nhập và gửi được, nhưng nên chỉnh lại.",
    "This computer's clock is {} behind the hub's; entering and sending still work, but please set "
    "it."};
inline constexpr text::Message kClockSetBack{
    "status_clock",
    "Đồng hồ máy này đang đứng trước lần đồng bộ trước, nên đã bị lùi; vẫn nhập và gửi được, nhưng "
    "nên chỉnh lại.",
    "This computer's clock stands before its last sync, so it was set back; entering and sending "
    "still work, but please set it."};
inline constexpr text::Message kClockSetRight{
    "status_clock",
    "Đồng hồ máy này sai ở lần đồng bộ trước và có vẻ đã được chỉnh; lần đồng bộ tới sẽ biết chắc.",
    "This computer's clock was wrong at the last sync and seems to have been set since; the next "
    "sync will tell."};
inline constexpr text::Message kMinutes{"minutes", "{} phút", "{} min"};
inline constexpr text::Message kHours{"hours", "{} giờ", "{} h"};
inline constexpr text::Message kDays{"days", "{} ngày", "{} days"};
inline constexpr text::Message kYears{"years", "{} năm", "{} years"};

inline constexpr text::Message kHelpPagePort{
    "help_page_port", "Cổng của trang trên máy này (0: cổng bất kỳ; không ghi: như lần trước)",
    "The page's port on this computer (0: any; none: the one of last time)"};
inline constexpr text::Message kHelpPageFolder{"help_page_folder",
                                               "Thư mục có trang đã dựng (index.html)",
                                               "Folder with the page as it was built (index.html)"};
inline constexpr text::Message kHelpNoPage{"help_no_page", "Không mở trang, chỉ đồng bộ",
                                           "No page, only sync"};
inline constexpr text::Message kAboutOpen{"about_open", "Mở trang của trường trong trình duyệt",
                                          "Open the school's page in the browser"};
inline constexpr text::Message kHelpPrint{"help_print", "Chỉ in địa chỉ, không mở trình duyệt",
                                          "Print the address only, open no browser"};
inline constexpr text::Message kAboutPin{"about_pin", "Mã PIN của trang, cho máy dùng chung",
                                         "The page's PIN, for a shared computer"};
inline constexpr text::Message kAboutPinSet{"about_pin_set", "Đặt mã PIN (gõ hai lần)",
                                            "Set the PIN (typed twice)"};
inline constexpr text::Message kAboutPinClear{"about_pin_clear", "Bỏ mã PIN", "Take the PIN away"};
inline constexpr text::Message kAskPin{"ask_pin", "Mã PIN mới: ", "New PIN: "};
inline constexpr text::Message kAskPinAgain{"ask_pin_again",
                                            "Gõ lại mã PIN: ", "The same PIN again: "};
inline constexpr text::Message kPinsDiffer{
    "pins_differ", "Hai lần gõ không giống nhau nên mã PIN chưa đổi; hãy chạy lại lệnh.",
    "The two are not the same, so the PIN is as it was; run the command again."};
inline constexpr text::Message kPinEmpty{
    "pin_empty", "Chưa gõ mã PIN nào; để bỏ mã PIN, hãy chạy “gom-agent pin clear”.",
    "No PIN was typed; to take it away, run “gom-agent pin clear”."};
inline constexpr text::Message kPinSet{
    "pin_set", "Đã đặt mã PIN: từ nay trang hỏi mã này; các phiên đang mở đã đóng.",
    "The PIN is set: the page asks for it from now on, and open sessions have ended."};
inline constexpr text::Message kPinCleared{
    "pin_cleared", "Đã bỏ mã PIN; các phiên đang mở đã đóng. Mở trang: gom-agent open",
    "The PIN is gone, and open sessions have ended. To open the page: gom-agent open"};
inline constexpr text::Message kPageServed{"page_served",
                                           "Trang của trường: {} – mở: gom-agent open",
                                           "The school's page: {} – to open it: gom-agent open"};
inline constexpr text::Message kServingBeforeEnrollment{
    "serving_before_enrollment",
    "Máy này chưa đăng ký với xã: hãy mở trang (gom-agent open) và nhập mã trên phiếu xã cấp.",
    "This computer is not enrolled yet: open the page (gom-agent open) and enter the code on the "
    "office's slip."};
inline constexpr text::Message kPageShown{
    "page_shown", "Đã mở trong trình duyệt; địa chỉ trên chỉ dùng được một lần, trong hai phút.",
    "Opened in the browser; the address above is good once, for two minutes."};
inline constexpr text::Message kPageToShow{
    "page_to_show",
    "Hãy mở địa chỉ trên trong trình duyệt của máy này; chỉ dùng được một lần, trong hai phút.",
    "Open the address above in a browser on this computer; it is good once, for two minutes."};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_WORDS_H_
