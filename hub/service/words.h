// What the hub's services say.
#ifndef GOM_HUB_SERVICE_WORDS_H_
#define GOM_HUB_SERVICE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::words {

// Questions
inline constexpr text::Message kPageTokenWrong{
    "page_token_wrong", "Mã trang không thuộc câu hỏi này; hãy đọc lại từ trang đầu.",
    "The page token does not belong to this question; read again from the first page."};
inline constexpr text::Message kPageSizeNegative{
    "page_size_negative", "Số dòng mỗi trang không thể là số âm ({}); hãy ghi từ 1 đến 1000.",
    "The page size cannot be negative ({}); give 1 to 1000."};
inline constexpr text::Message kNoPlan{
    "no_plan", "Hub chưa có kế hoạch nào; hãy nạp bằng lệnh: gom-hub plan apply TỆP.",
    "The hub has no plan yet; give it one with: gom-hub plan apply FILE."};
inline constexpr text::Message kPeriodUnknown{"period_unknown",
                                              "Kế hoạch không có kỳ “{}”; các kỳ là: {}.",
                                              "The plan has no period “{}”; its periods are: {}."};
inline constexpr text::Message kFormUnknown{"form_unknown",
                                            "Kế hoạch không có biểu “{}”; các biểu là: {}.",
                                            "The plan has no form “{}”; its forms are: {}."};
inline constexpr text::Message kIndicatorUnknown{
    "indicator_unknown", "Kế hoạch không có chỉ tiêu “{}”; các chỉ tiêu là: {}.",
    "The plan has no indicator “{}”; its indicators are: {}."};
inline constexpr text::Message kPartUnknown{"part_unknown",
                                            "Chỉ tiêu {} không có phần “{}”; các phần là: {}.",
                                            "Indicator {} has no part “{}”; its parts are: {}."};
inline constexpr text::Message kNoParts{"no_parts",
                                        "Chỉ tiêu {} không chia thành phần; hãy bỏ tên phần đi.",
                                        "Indicator {} has no parts; leave the part out."};
inline constexpr text::Message kNoTarget{
    "no_target", "Chỉ tiêu {} chỉ để theo dõi, không có mức phải đạt nên không còn thiếu gì.",
    "Indicator {} is for information: it has no target, so nothing is missing."};
inline constexpr text::Message kUnitUnknown{
    "unit_unknown", "Danh sách không có đơn vị “{}”; hãy xem mã bằng lệnh: gom-hub unit list.",
    "The roster has no unit “{}”; see the codes with: gom-hub unit list."};
inline constexpr text::Message kEntryUnknown{"entry_unknown",
                                             "Đơn vị {} chưa gửi biểu {} của kỳ {}.",
                                             "Unit {} has not reported form {} for period {}."};

inline constexpr text::Message kPathNotAbsolute{
    "path_not_absolute", "“{}” không phải đường dẫn đầy đủ; hãy ghi cả thư mục, bắt đầu bằng “/”.",
    "“{}” is not a whole path; give the folder too, beginning with “/”."};

// The server
inline constexpr text::Message kPortInUse{
    "port_in_use",
    "Không mở được {}: địa chỉ hoặc cổng đang được chương trình khác dùng, hoặc không thuộc máy "
    "này; hãy chọn cổng khác bằng --listen, hoặc dừng chương trình kia.",
    "Cannot listen on {}: the address or port is in use by another program, or is not of this "
    "machine; choose another with --listen, or stop that program."};
inline constexpr text::Message kListenWrong{
    "listen_wrong", "“{}” chưa đúng dạng ĐỊA_CHỈ:CỔNG, ví dụ 0.0.0.0:7400.",
    "“{}” is not of the form HOST:PORT, such as 0.0.0.0:7400."};
inline constexpr text::Message kSocketFailed{
    "socket_failed", "Không mở được kênh lệnh {}; hãy xem quyền ghi của thư mục dữ liệu.",
    "Cannot open the command channel {}; check that the data folder can be written."};
inline constexpr text::Message kNotAHub{
    "not_a_hub", "Thư mục {} chưa có hub; hãy tạo bằng lệnh: gom-hub init --data {}.",
    "Folder {} holds no hub yet; make one with: gom-hub init --data {}."};
inline constexpr text::Message kHubExists{
    "hub_exists",
    "Thư mục {} đã có một hub; hãy chọn thư mục khác, hoặc nếu chưa kịp chép khóa truy cập đầu "
    "tiên thì cấp khóa mới bằng gom-hub api-key issue.",
    "Folder {} already holds a hub; choose another folder, or if its first API key was never seen, "
    "make one with gom-hub api-key issue."};
// A damaged log
inline constexpr text::Message kNothingToRescue{
    "nothing_to_rescue",
    "Không đọc được gì từ {}: hãy giữ nguyên tệp và chạy gom-hub restore với bản sao lưu mới nhất; "
    "các máy sẽ tự gửi lại phần còn thiếu.",
    "Nothing can be read of {}: keep the file and run gom-hub restore with the newest backup; the "
    "devices send again what is missing."};
inline constexpr text::Message kLogIsWhole{
    "log_is_whole", "Nhật ký {} còn nguyên vẹn, không có gì phải cứu: cứ chạy gom-hub serve.",
    "The log {} is whole, there is nothing to rescue: run gom-hub serve."};
inline constexpr text::Message kHubDamaged{
    "hub_damaged",
    "Dữ liệu của hub bị hỏng sau bản ghi {}, nên hub chỉ cho xem và chưa nhận gì: hãy dừng hub rồi "
    "chạy gom-hub restore với bản sao lưu mới nhất, hoặc gom-hub rescue nếu không có; các máy sẽ "
    "tự gửi lại phần còn thiếu.",
    "The hub's data is damaged behind record {}, so the hub only shows what there is and takes "
    "nothing: stop it and run gom-hub restore with the newest backup, or gom-hub rescue if there "
    "is none; the devices send again what is missing."};
inline constexpr text::Message kHubUnderRepair{
    "hub_under_repair",
    "Hub đang được sửa chữa; số liệu vẫn ở máy này và sẽ tự gửi khi hub chạy lại.",
    "The hub is being repaired; what was entered stays on this computer and is sent by itself "
    "when the hub is back."};
inline constexpr text::Message kNameMissing{
    "name_missing", "Hãy đặt tên cho hub, ví dụ: --name “Xã Tân Kỳ”.",
    "Give the hub a name, for example: --name “Tân Kỳ commune”."};

inline constexpr text::Message kEvidenceNotNamed{
    "evidence_not_named",
    "Hub chưa có báo cáo nào của trường ghi tệp minh chứng này nên chưa nhận tệp; hãy đồng bộ lại, "
    "nếu vẫn vậy thì nộp lại báo cáo có tệp đó.",
    "No report of this school that the hub holds names this evidence file, so it was not taken; "
    "sync again, and if it stays so submit the report with the file once more."};

inline constexpr text::Message kEvidenceQuota{
    "evidence_quota",
    "Với tệp minh chứng này, trường sẽ có nhiều hơn {} MB ở hub nên hub chưa nhận tệp; số liệu đã "
    "nhận đủ. Hãy báo cán bộ xã (gom-hub serve --evidence-per-unit); tệp sẽ tự gửi lại.",
    "With this evidence file the school would have more than {} MB at the hub, so it was not "
    "taken; the figures have arrived. Tell the office (gom-hub serve --evidence-per-unit); the "
    "file is sent again by itself."};
inline constexpr text::Message kEvidenceNotStored{
    "evidence_not_stored",
    "Hub chưa ghi được tệp minh chứng do lỗi ở máy của hub; số liệu đã nhận đủ. Hãy báo cán bộ xã, "
    "tệp sẽ tự gửi lại.",
    "The hub could not store this evidence file, for a fault of its own; the figures have arrived. "
    "Tell the office; the file is sent again by itself."};
inline constexpr text::Message kCommuneWaits{
    "commune_waits",
    "Máy này đang chờ xã nhận lại nên hub chưa cho biết số của cả xã; số sẽ tự về khi xã đã nhận "
    "lại máy.",
    "This computer waits for the office to readmit it, so the hub does not tell it where the "
    "commune stands yet; it is told by itself once it has."};
inline constexpr text::Message kEvidenceWaits{
    "evidence_waits",
    "Máy này đang chờ xã nhận lại nên hub chưa nhận tệp minh chứng; tệp sẽ tự gửi khi xã đã nhận "
    "lại máy.",
    "This computer waits for the office to readmit it, so the hub takes no evidence files yet; "
    "they are sent by themselves once it has."};

// Progress
inline constexpr text::Message kKnownAtTwice{
    "known_at_twice", "Hãy hỏi theo vị trí hoặc theo thời điểm, không phải cả hai.",
    "Ask by position or by time, not by both."};

// Words that devices handed back
inline constexpr text::Message kJudgedIsHeld{
    "judged_is_held",
    "Bản này đang được giữ, chưa tính: hãy gỡ lý do giữ (xem gom-hub history) rồi xác nhận sau.",
    "That revision is held and does not count: remove the reason (see gom-hub history), then "
    "confirm."};
inline constexpr text::Message kNotKnownLost{
    "not_known_lost",
    "Nhật ký này không mất đoạn đó: chỉ tin nếu chính văn phòng đã chép đè thư mục của hub.",
    "This log has lost nothing there: believe it only if the office put back the hub's folder."};

// Log
inline constexpr text::Message kRuleUnknown{
    "rule_unknown", "Kế hoạch không có quy tắc “{}”; hãy xem mã trong dòng cảnh báo.",
    "The plan has no rule “{}”; see its code in the warning."};

// Bundles.
inline constexpr text::Message kNotARequest{
    "not_a_request",
    "Tệp này không phải gói của trường gửi lên (có thể là gói trả lời); hãy chọn tệp do gom-agent "
    "bundle export, hoặc gom-agent enroll --out, tạo.",
    "This file is not what a school sends (perhaps a reply); choose one that gom-agent bundle "
    "export, or gom-agent enroll --out, made."};
inline constexpr text::Message kBundleUnanswered{
    "bundle_unanswered",
    "Hub đã nhận hết những gì mới trong gói, nhưng chưa soạn được trả lời: {} Hãy nhập lại đúng "
    "tệp này để có tệp trả lời.",
    "The hub has taken all that is new in the bundle, but could not make the reply: {} Import the "
    "same file again to have it."};
inline constexpr text::Message kBundleTooManyCalls{
    "bundle_too_many_calls",
    "Gói này có {} lượt gửi, nhiều hơn mọi gói do gom-agent làm ra. Không lấy gì từ gói này; hãy "
    "xem lại máy đã làm gói.",
    "This bundle holds {} calls, more than gom-agent ever makes. Nothing was taken from it; look "
    "at the computer that made it."};
inline constexpr text::Message kBundleOfAnotherHub{
    "bundle_of_another_hub",
    "Gói này gửi cho hub khác: “{}” (mã {}). Không lấy gì từ gói này; hãy chuyển nó đến đúng hub.",
    "This bundle is for another hub: “{}” ({}). Nothing was taken from it; take it to that hub."};
inline constexpr text::Message kBundleDeviceUnknown{
    "bundle_device_unknown",
    "Hub không biết máy số {} đã làm gói này, và chứng thư của nó không do hub này cấp. Không lấy "
    "gì từ gói này; hãy hỏi trường, và đăng ký lại máy đó.",
    "The hub does not know device {} that made this bundle, and did not issue its certificate. "
    "Nothing was taken from it; ask the school, and enroll that computer again."};
inline constexpr text::Message kBundleDeviceRevoked{
    "bundle_device_revoked",
    "Máy số {} của đơn vị {} đã bị thu hồi, trong phần nhật ký mà hub đã mất, nên hub không lấy "
    "gói này. Hãy giữ tệp lại; nếu số liệu trong đó là đúng, nhập lại ở máy được phép.",
    "Device {} of unit {} was revoked, in a part of the log that the hub has lost, so this bundle "
    "was not taken. Keep the file; if what is in it is right, enter it on a computer that may "
    "send."};
inline constexpr text::Message kBundleHubOvertaken{
    "bundle_hub_overtaken",
    "Máy làm gói này đã gặp nhiệm kỳ {}, còn hub này ở nhiệm kỳ {}: có thể đây là bản cũ của hub. "
    "Không lấy gì từ gói này; hãy xem gom-hub status.",
    "Whoever made this bundle has seen term {}, and this hub is in term {}: it may be an old copy "
    "of the hub. Nothing was taken from it; look at gom-hub status."};

}  // namespace gom::hub::words

#endif  // GOM_HUB_SERVICE_WORDS_H_
