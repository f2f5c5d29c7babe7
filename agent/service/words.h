// What the school's service says when it refuses.
#ifndef GOM_AGENT_SERVICE_WORDS_H_
#define GOM_AGENT_SERVICE_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kDiskShortOfRoom{
    "disk_short_of_room",
    "Ổ đĩa của máy này đã đầy hoặc sắp đầy; hãy dọn bớt, nếu không sẽ không lưu được số liệu mới.",
    "The disk of this computer is full or nearly so; make room, or new figures cannot be saved."};
inline constexpr text::Message kNoRoomForEvidence{
    "no_room_for_evidence",
    "Ổ đĩa đã đầy hoặc sắp đầy nên chưa thêm được tệp minh chứng; bản nháp vẫn nguyên và cứ nộp "
    "được. Hãy dọn bớt ổ đĩa rồi thêm lại tệp.",
    "The disk is full or nearly so, and the evidence file was not added; the draft is as it was "
    "and may be submitted. Make room, then add the file again."};
inline constexpr text::Message kNoPlanYet{
    "no_plan_yet", "Máy chưa nhận được kế hoạch từ hub; hãy chạy “gom-agent sync” khi có mạng.",
    "This computer has not received the plan yet; run “gom-agent sync” when there is a network."};
inline constexpr text::Message kNoHubKey{
    "no_hub_key",
    "Máy này đăng ký bằng chương trình cũ nên chưa có khóa để gửi bằng tệp; máy sẽ có khi chứng "
    "thư được gia hạn qua mạng, hoặc hãy xin mã mới và đăng ký lại.",
    "This computer was enrolled by an older program and has no keys for sending by file; it gets "
    "them when its certificate is renewed over the network, or ask for a new code and enroll "
    "again."};
inline constexpr text::Message kNotAReply{
    "not_a_reply",
    "Tệp này không phải gói trả lời của hub (có thể là gói máy này đã gửi đi, hay trả lời đăng "
    "ký); hãy chọn tệp mà xã trả lại.",
    "This file is no reply of the hub (perhaps what this computer sent, or an answer to an "
    "enrollment); choose the one that the office gave back."};
inline constexpr text::Message kNotAnEnrollmentReply{
    "not_an_enrollment_reply",
    "Tệp này không phải trả lời đăng ký của hub; nếu là gói trả lời số liệu thì hãy dùng gom-agent "
    "bundle import, nếu không hãy chọn tệp mà xã trả lại.",
    "This file is no answer of the hub to an enrollment; if it is a reply to a bundle use "
    "gom-agent bundle import, else choose the one that the office gave back."};
inline constexpr text::Message kEnrollmentNotAsked{
    "enrollment_not_asked",
    "Thư mục này chưa xin đăng ký bằng tệp; trước hết hãy chạy gom-agent enroll --slip PHIẾU --out "
    "YÊU-CẦU, trên đúng máy này.",
    "This folder has not asked to be enrolled by file; first run gom-agent enroll --slip SLIP "
    "--out REQUEST, on this very computer."};
inline constexpr text::Message kSlipWrong{
    "slip_wrong",
    "Các phần của phiếu đăng ký không khớp nhau (mã không thuộc hub ghi trên phiếu), nên chưa làm "
    "gì. Hãy xin xã ghi lại phiếu.",
    "The parts of the enrollment slip do not belong together (its code is not of the hub that it "
    "names), so nothing was done. Ask the office for another."};
inline constexpr text::Message kReplyOfAnotherHub{
    "reply_of_another_hub",
    "Gói trả lời này của hub khác; máy này thuộc hub “{}”. Không lấy gì từ gói này.",
    "This reply is of another hub; this computer belongs to “{}”. Nothing was taken from it."};
inline constexpr text::Message kReplyForAnotherDevice{
    "reply_for_another_device",
    "Gói trả lời này cho máy khác; đây là máy số {}. Không lấy gì từ gói này.",
    "This reply is for another computer; this one is device {}. Nothing was taken from it."};
inline constexpr text::Message kSyncStopped{
    "sync_stopped", "Đang đồng bộ thì chương trình dừng; lần chạy sau sẽ đồng bộ tiếp.",
    "The program stopped while it was syncing; the sync goes on at the next start."};
inline constexpr text::Message kSubmitAgain{
    "to_confirm",
    "Cần xác nhận lại biểu {}, kỳ {}: kế hoạch đã đổi cách tính nên số đã gửi chưa được tính; hãy "
    "xem lại rồi gửi lại.",
    "Form {} of {} is to be confirmed: the plan counts in another way, so what was sent does not "
    "count; look at it and submit it again."};
inline constexpr text::Message kFormUnknown{
    "form_unknown", "Kế hoạch không có biểu “{}”; các biểu của đơn vị: {}.",
    "The plan has no form “{}”; the forms of this unit are: {}."};
inline constexpr text::Message kPeriodUnknown{"period_unknown",
                                              "Kế hoạch không có kỳ “{}”; các kỳ: {}.",
                                              "The plan has no period “{}”; its periods are: {}."};
inline constexpr text::Message kFormNotApplicable{
    "form_not_applicable", "Biểu “{}” không áp dụng cho đơn vị này nên không nhập được.",
    "Form “{}” does not apply to this unit and takes no figures from it."};
inline constexpr text::Message kFormNotAsked{
    "form_not_asked", "Biểu “{}” không thu trong kỳ {}; các kỳ có thu: {}.",
    "Form “{}” is not asked in period {}; it is asked in: {}."};
inline constexpr text::Message kFieldNotApplicable{
    "field_not_applicable", "Ô “{}” không áp dụng cho đơn vị này nên không ghi.",
    "Field “{}” does not apply to this unit and was not kept."};
inline constexpr text::Message kFieldNotOnForm{
    "unknown_field", "Biểu {} không có ô “{}” nên không ghi; hãy xem mã ô bằng “gom-agent show”.",
    "Form {} has no field “{}”, nothing was kept for it; “gom-agent show” lists the codes."};
inline constexpr text::Message kTypedTwice{
    "typed_twice",
    "Ô “{}” được gõ hai lần trong cùng một lệnh nên chưa ghi gì; hãy gõ mỗi ô một lần.",
    "Field “{}” was typed twice in the same command and nothing was kept; type each field once."};
inline constexpr text::Message kTypedTooLong{
    "text_too_long",
    "Ô “{}” có {} ký tự, nhiều nhất được {}: chưa ghi gì; hãy rút ngắn rồi thử lại.",
    "Field “{}” has {} characters and may have {}; nothing was kept: shorten it and try again."};
inline constexpr text::Message kNotYesNo{"not_yes_no",
                                         "“{}” không rõ là có hay không; hãy gõ “có” hoặc “không”.",
                                         "“{}” is neither yes nor no; type “yes” or “no”."};
inline constexpr text::Message kNotAnOption{
    "not_an_option", "“{}” không phải một lựa chọn của ô này; hãy chọn một trong: {}.",
    "“{}” is not an option of this field; choose one of: {}."};
inline constexpr text::Message kIsAList{
    "is_a_list",
    "Ô “{}” là danh sách: hãy ghi từng mục, ví dụ {}.1.{}=… hoặc {}+.{}=… để thêm mục.",
    "Field “{}” is a list: give its items, such as {}.1.{}=… or {}+.{}=… to add one."};
inline constexpr text::Message kItemPlace{
    "item_place",
    "Danh sách “{}” đang có {} mục nên không có mục “{}”; dùng số tiếp theo hoặc “+” để thêm mục.",
    "List “{}” holds {} items, there is no item “{}”; use the next number or “+” to add one."};
inline constexpr text::Message kListFull{"list_full", "Danh sách “{}” chỉ nhận tối đa {} mục.",
                                         "List “{}” takes at most {} items."};
inline constexpr text::Message kNotApplicableInItem{
    "not_applicable_in_item",
    "Trong một mục của danh sách không ghi “không áp dụng”; hãy để trống.",
    "“Not applicable” cannot stand inside an item of a list; leave it empty."};
inline constexpr text::Message kTooManyFiles{
    "evidence_refused", "Biểu {} kỳ {} đã có {} tệp minh chứng, không thêm được nữa; hãy bớt tệp.",
    "Form {} of {} has {} evidence files already and takes no more; take one away first."};
inline constexpr text::Message kFileErased{
    "evidence_refused",
    "Ảnh này đã được xóa theo yêu cầu nên không thêm lại được; hãy dùng ảnh khác.",
    "This photo was erased on request and cannot be added again; use another one."};
inline constexpr text::Message kEvidenceCodeWrong{
    "evidence_code_wrong",
    "Mã tệp minh chứng dài {} byte, phải là SHA-256 của tệp: 32 byte. Danh sách tệp có mã của từng "
    "tệp.",
    "The code of the evidence file has {} bytes; it must be the SHA-256 of the file: 32 bytes. The "
    "list of files has the code of each."};
inline constexpr text::Message kEvidenceNotSent{
    "evidence_not_sent", "Chưa gửi hết minh chứng: {} Máy sẽ tự gửi tiếp; số liệu không phải chờ.",
    "Not all evidence has been sent: {} The rest goes by itself; the figures do not wait for it."};
inline constexpr text::Message kEvidenceLost{
    "evidence_lost",
    "Minh chứng: thiếu hoặc hỏng {} tệp trên máy này ({}); hãy thêm lại bằng gom-agent evidence "
    "add.",
    "Evidence: {} files are missing or damaged on this computer ({}); add them again by gom-agent "
    "evidence add."};
inline constexpr text::Message kRuleUnknown{
    "rule_unknown",
    "Kế hoạch không có quy tắc “{}”; hãy dùng mã nằm trong ngoặc vuông của cảnh báo.",
    "The plan has no rule “{}”; use the code in the brackets of the warning."};
inline constexpr text::Message kNoDraft{
    "no_draft",
    "Chưa có bản nháp nào của biểu “{}” kỳ {}; hãy nhập bằng “gom-agent enter” trước khi nộp.",
    "There is no draft of form “{}” for {}; use “gom-agent enter” before submitting."};
inline constexpr text::Message kNothingToSubmit{
    "nothing_to_submit", "Không có bản nháp nào để nộp; hãy nhập bằng “gom-agent enter”.",
    "There is no draft to submit; use “gom-agent enter” first."};
inline constexpr text::Message kEntryRefused{
    "entry_refused",
    "Chưa nộp được: hãy sửa các lỗi và ghi lý do cho các cảnh báo dưới đây; bản nháp vẫn được giữ.",
    "Not submitted: mend the errors and give a reason for each warning below; the draft is kept."};
inline constexpr text::Message kWarningNeedsReason{
    "warning_needs_reason", "{} Nếu số liệu đúng, hãy ghi lý do: --reason {}=…",
    "{} If the figures are right, give the reason: --reason {}=…"};
inline constexpr text::Message kNothingToResolve{
    "nothing_to_resolve", "Biểu “{}” kỳ {} không có hai bản nào phải chọn.",
    "Form “{}” for {} has no two versions to choose between."};
inline constexpr text::Message kDraftInTheWay{
    "draft_in_the_way",
    "Biểu “{}” kỳ {} đang có bản nháp: hãy nộp, hoặc bỏ bằng “gom-agent enter {} {} --discard”, "
    "rồi chọn.",
    "There is a draft of form “{}” for {}: submit it, or forget it by “gom-agent enter {} {} "
    "--discard”, and then choose."};
inline constexpr text::Message kRevisionNotHere{
    "revision_not_here", "Biểu này không có bản “{}”; các bản có thể chọn: {}.",
    "This form has no version “{}”; those to choose from are: {}."};
inline constexpr text::Message kVersionNotNamed{
    "version_not_named",
    "Máy này chưa biết đủ về một trong các bản; hãy đồng bộ rồi chọn lại, hoặc nhờ cán bộ xã chọn.",
    "This computer does not know enough of one of the versions; sync and choose again, or let the "
    "office choose."};
inline constexpr text::Message kChoiceRefused{
    "entry_refused",
    "Chưa chọn được: hãy chạy lại lệnh với các ô được sửa và lý do cho các cảnh báo dưới đây.",
    "Not chosen: run the command again with the fields mended and a reason for each warning "
    "below."};
inline constexpr text::Message kNewerVersion{
    "newer_version",
    "Sau khi bắt đầu bản nháp này đã có bản mới hơn ({}: {}); hãy chạy “gom-agent enter {} {}” để "
    "đưa phần mới vào bản nháp, rồi xem lại và nộp.",
    "After this draft was begun a newer version came ({}: {}); run “gom-agent enter {} {}” to take "
    "it into the draft, look at it, and submit."};
inline constexpr text::Message kTakenOver{
    "taken_over",
    "Bản nháp nay dựa trên bản mới hơn {}: đã lấy {}; giữ số của bản nháp ở {} (bản mới: {}). Hãy "
    "xem lại rồi nộp.",
    "The draft now rests on the newer version {}: taken {}; the draft's own is kept in {} (the "
    "newer version: {}). Look at it and submit."};
inline constexpr text::Message kNoField{"no_field", "không có ô nào", "no field"};
inline constexpr text::Message kFilesAdded{"files_added", "thêm tệp: {}", "files added: {}"};
inline constexpr text::Message kFilesLeftOut{"files_left_out", "bỏ tệp: {}", "files left out: {}"};
inline constexpr text::Message kDraftOvertaken{
    "draft_overtaken",
    "Biểu {}, kỳ {}: đã có bản mới hơn sau khi bắt đầu bản nháp; hãy xem “gom-agent show {} {}”.",
    "Form {} of {}: a newer version came after the draft was begun; see “gom-agent show {} {}”."};
inline constexpr text::Message kEntryUnknown{"entry_unknown",
                                             "Biểu “{}” kỳ {} chưa có báo cáo nào trên máy này.",
                                             "This computer has no report of form “{}” for {}."};
inline constexpr text::Message kImportColumn{
    "import_column_missing", "Tệp thiếu cột “{}”; dòng đầu cần có: period,form,field,value.",
    "The file has no column “{}”; its first line must name period,form,field,value."};
inline constexpr text::Message kImportNoRows{
    "import_no_rows", "Tệp không có dòng nào của đơn vị {}; hãy kiểm tra cột unit.",
    "The file has no row of unit {}; check its column unit."};
inline constexpr text::Message kImportUnit{
    "import_other_unit", "Máy này nhập cho đơn vị {}, không nhập được cho đơn vị {}.",
    "This computer reports for unit {}, it cannot import for unit {}."};
inline constexpr text::Message kMessageEmpty{"message_empty",
                                             "Tin nhắn chưa có chữ nào; hãy viết rồi gửi.",
                                             "The message says nothing yet; write it, then send."};
inline constexpr text::Message kImportAmbiguous{
    "import_ambiguous", "“{}” là tên của nhiều thứ trong kế hoạch ({}); hãy ghi mã thay cho tên.",
    "“{}” is the name of several things in the plan ({}); write the code instead."};
inline constexpr text::Message kImportNothingGiven{
    "import_no_rows", "Chưa có tệp nào để nhập; hãy chọn một tệp CSV hoặc một trang tính.",
    "There is no file to import; choose a CSV file or a sheet."};
inline constexpr text::Message kTemplateChanged{
    "template_changed",
    "Ô nhận dạng của tệp mẫu đã bị sửa nên không biết tệp của biểu nào; hãy tải mẫu mới rồi chép "
    "số liệu sang.",
    "The cell that says what this template is of was changed; get a new template and copy the "
    "figures over."};
inline constexpr text::Message kTemplateOld{
    "template_old",
    "Từ khi tải mẫu này, ô “{}” đã đổi nghĩa trong kế hoạch; hãy tải mẫu mới cho ô này.",
    "Since this template was made the plan has given the field “{}” another meaning; get a new "
    "template for it."};
inline constexpr text::Message kTemplateNotMade{
    "template_not_made", "Chưa tạo được tệp Excel ({}); hãy xem ổ đĩa còn chỗ không.",
    "The Excel file could not be made ({}); see whether the disk has room."};
inline constexpr text::Message kTemplateHow{
    "template_how",
    "Nhập vào các ô màu vàng ở cột “{}”. Ô để trống thì giữ như đang có. Không áp dụng: ghi “na”.",
    "Type into the yellow cells of the column “{}”. A blank cell leaves what is there. Not "
    "applicable: write “na”."};
inline constexpr text::Message kTemplateWhat{"template_what", "Nội dung", "What"};
inline constexpr text::Message kTemplateUnit{"template_unit", "Đơn vị tính", "Counted in"};
inline constexpr text::Message kTemplateValue{"template_value", "Giá trị", "Value"};
inline constexpr text::Message kTemplateWrite{"template_write", "Cách ghi", "How to write"};
inline constexpr text::Message kTemplateWhole{"template_whole", "số nguyên", "a whole number"};
inline constexpr text::Message kTemplateYesNo{"template_yes_no", "có hoặc không", "yes or no"};
inline constexpr text::Message kTemplateDate{"template_date", "ngày/tháng/năm", "day/month/year"};
inline constexpr text::Message kTemplateText{"template_text", "chữ", "text"};
inline constexpr text::Message kTemplateChoice{"template_choice", "một trong: {}", "one of: {}"};
inline constexpr text::Message kTemplateHead{"template_head", "{} · kỳ {} · hạn {}",
                                             "{} · {} · due {}"};
inline constexpr text::Message kImportTwice{
    "import_twice", "Ô này đã có ở dòng {}; hãy chỉ giữ một dòng.",
    "This field is given in line {} already; keep one of the lines."};
inline constexpr text::Message kImportRefused{
    "import_refused", "Chưa nhập gì: hãy sửa {} chỗ dưới đây trong tệp rồi nhập lại.",
    "Nothing was imported: mend the {} places below in the file and import again."};
inline constexpr text::Message kAddressWanted{
    "address_wanted",
    "Máy này chưa biết địa chỉ của hub: hãy gửi bằng tệp (gom-agent bundle export), hoặc khi có "
    "mạng hãy báo địa chỉ bằng gom-agent hub ĐỊA-CHỈ.",
    "This computer does not know the hub's address: send by file (gom-agent bundle export), or "
    "where there is a network tell it by gom-agent hub HOST:PORT."};

inline constexpr text::Message kHubUnsteady{
    "hub_unreachable",
    "Chưa nối được với hub ở {}; số liệu trên máy vẫn nguyên, hãy thử lại sau ít phút.",
    "The hub at {} could not be reached; what is on this computer is unharmed, try again in a few "
    "minutes."};
inline constexpr text::Message kEnrollAnswerWrong{
    "enroll_answer_wrong",
    "Hub trả lời đăng ký không đúng máy này; chưa lưu gì. Hãy báo cán bộ xã.",
    "The hub's answer is not for this computer; nothing was kept. Please tell the office."};
inline constexpr text::Message kRenewalWrong{
    "renewal_wrong",
    "Chứng thư mới mà hub gửi không phải của máy này nên bị bỏ qua; chứng thư cũ vẫn dùng được.",
    "The new certificate that the hub sent is not this computer's and was ignored; the old one "
    "still works."};
inline constexpr text::Message kTooManyWatchers{
    "too_many_watchers",
    "Đã có {} cửa sổ đang theo dõi máy này; hãy đóng bớt trang hoặc lệnh đang mở.",
    "{} windows watch this computer already; close some of the pages or commands that are open."};
inline constexpr text::Message kSyncBusy{"sync_busy", "Đang đồng bộ; hãy đợi lần này xong.",
                                         "A sync is under way; please wait until it is done."};
inline constexpr text::Message kSocketRefused{
    "socket_refused", "Không mở được kênh nội bộ {}; hãy kiểm tra quyền của thư mục dữ liệu.",
    "The local channel {} cannot be opened; check the permissions of the data folder."};

// The page.
inline constexpr text::Message kSessionNeeded{
    "page_session_needed",
    "Phiên làm việc của trang đã hết hoặc chưa mở; hãy chạy “gom-agent open” trên máy này.",
    "The page's session has ended or was not opened; run “gom-agent open” on this computer."};
inline constexpr text::Message kPieceWrong{
    "piece_wrong", "Phần tệp gửi lên không đúng; hãy tải lại trang rồi thêm tệp lần nữa.",
    "A piece of the file is not as it should be; reload the page, then add the file again."};
inline constexpr text::Message kUploadUnknown{
    "upload_unknown", "Tệp chưa chuyển hết hoặc đã để quá lâu; hãy thêm tệp lần nữa.",
    "The file has not come whole, or too long ago; add it again."};
inline constexpr text::Message kTooManyUploads{
    "too_many_uploads", "Đang thêm tệp ở hai trang khác; hãy đợi một lát rồi thêm lại.",
    "Two other pages are adding files; wait a moment, then add it again."};
inline constexpr text::Message kBackupPlaceRefused{
    "backup_place_refused",
    "Không sao lưu được vào {}: cần một thư mục đang có, nằm ngoài thư mục dữ liệu của Gom, trên "
    "USB hay ổ đĩa khác; hãy cắm USB rồi chọn lại.",
    "No copy can go to {}: it takes a folder that is there, outside Gom's data folder, on a stick "
    "or another disk; plug a stick in, then choose again."};
inline constexpr text::Message kBackupNoRoom{
    "disk_full",
    "{} chỉ còn trống {} kB, bản sao cần {} kB; hãy dọn bớt hoặc dùng USB khác. Số liệu trên máy "
    "vẫn nguyên.",
    "{} has {} kB free and the copy takes {} kB; make room or use another stick. What is on this "
    "computer is unharmed."};
inline constexpr text::Message kBackupFailed{
    "backup_failed",
    "Chưa sao lưu xong vào {}: USB hay ổ đĩa đã bị rút ra, hoặc không ghi được. Số liệu trên máy "
    "vẫn nguyên; hãy cắm lại, hoặc dùng USB khác, rồi sao lưu lần nữa.",
    "The copy to {} was not finished: the stick or disk was pulled out or cannot be written. What "
    "is on this computer is unharmed; plug it in again, or use another one, then copy once more."};
inline constexpr text::Message kNotABackup{
    "not_a_backup",
    "{} không phải bản sao lưu trọn vẹn của Gom (thiếu {}); hãy chọn đúng thư mục gom-… đã sao "
    "lưu.",
    "{} is no whole copy made by Gom ({} is missing); choose the folder gom-… that the copy was "
    "made in."};
inline constexpr text::Message kRestoreOverData{
    "restore_over_data",
    "Thư mục {} đã có dữ liệu của Gom nên không chép đè; hãy đổi tên thư mục đó rồi làm lại, hoặc "
    "chọn thư mục dữ liệu khác.",
    "The folder {} holds Gom's data already and is not written over; rename it and try again, or "
    "choose another data folder."};
inline constexpr text::Message kNotForPages{
    "page_not_allowed", "Trang web không được gọi {}; hãy dùng lệnh gom-agent trên máy này.",
    "A page may not call {}; use the gom-agent command on this computer."};
inline constexpr text::Message kPageNotServed{
    "page_not_served",
    "Trang chưa mở trên máy này; hãy chạy “gom-agent serve” (không có --no-page) rồi thử lại.",
    "The page is not served on this computer; run “gom-agent serve” (without --no-page), then try "
    "again."};
inline constexpr text::Message kTooManyLaunches{
    "page_too_many_launches", "Vừa mở trang quá nhiều lần; hãy đợi hai phút rồi thử lại.",
    "The page was opened too many times just now; wait two minutes and try again."};
inline constexpr text::Message kLaunchRefused{
    "page_launch_refused",
    "Đường dẫn mở trang đã dùng rồi hoặc đã quá hai phút; hãy chạy lại “gom-agent open”.",
    "The address was used already or is older than two minutes; run “gom-agent open” again."};
inline constexpr text::Message kPinLength{"pin_length",
                                          "Mã PIN phải dài từ {} đến {} ký tự; hãy chọn mã khác.",
                                          "A PIN has {} to {} characters; choose another one."};
inline constexpr text::Message kPinNeeded{"pin_needed", "Máy này dùng chung: hãy nhập mã PIN.",
                                          "This computer is shared: enter the PIN."};
inline constexpr text::Message kPinWrong{
    "pin_wrong", "Mã PIN chưa đúng; hãy nhập lại, hoặc đặt mã mới bằng “gom-agent pin set”.",
    "The PIN is not right; enter it again, or set a new one by “gom-agent pin set”."};
inline constexpr text::Message kPinWait{
    "pin_wait", "Đã nhập sai mã PIN nhiều lần; hãy đợi {} giây rồi nhập lại.",
    "The PIN was wrong too often; wait {} seconds, then enter it again."};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_WORDS_H_
