// The words of the tables that the office reads.
#ifndef GOM_HUB_REPORT_WORDS_H_
#define GOM_HUB_REPORT_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::report_words {

using text::Message;

// Progress: head.
inline constexpr Message kTitle{"progress_title", "TIẾN ĐỘ KẾ HOẠCH · {} ({}) · {}",
                                "PROGRESS OF THE PLAN · {} ({}) · {}"};
inline constexpr Message kAsOf{"progress_as_of", "Số liệu đến {} (bản ghi {})",
                               "Data up to {} (record {})"};
inline constexpr Message kNoData{"progress_no_data", "Chưa có số liệu nào", "No data yet"};
inline constexpr Message kReported{"progress_reported", "{}/{} đơn vị đã báo cáo kỳ này",
                                   "{}/{} units have reported this period"};
inline constexpr Message kPlanVersion{"progress_plan_version", "kế hoạch bản {}",
                                      "plan version {}"};
inline constexpr Message kLocked{"progress_locked", "kỳ đã khóa", "period locked"};
inline constexpr Message kNoIndicators{"progress_no_indicators",
                                       "Kế hoạch chưa có mục tiêu hay nhiệm vụ nào để theo dõi.",
                                       "The plan has no goals or tasks to follow yet."};

// Progress: rows.
inline constexpr Message kGoals{"progress_goals", "MỤC TIÊU", "GOALS"};
inline constexpr Message kTasks{"progress_tasks", "NHIỆM VỤ", "TASKS"};
inline constexpr Message kColumnCode{"column_code", "Mã", "Code"};
inline constexpr Message kColumnTitle{"column_title", "Nội dung", "What"};
inline constexpr Message kColumnNow{"column_now", "Hiện có", "Now"};
inline constexpr Message kColumnTarget{"column_target", "Cần", "Target"};
inline constexpr Message kColumnRange{"column_range", "Khoảng", "Range"};
inline constexpr Message kColumnCoverage{"column_coverage", "Đã báo", "Units"};
inline constexpr Message kColumnGap{"column_gap", "Còn thiếu", "Gap"};
inline constexpr Message kColumnStanding{"column_standing", "Kết luận", "Standing"};
inline constexpr Message kNarrowFigures{"progress_narrow_figures",
                                        "{} (khoảng {}), {} đơn vị đã báo",
                                        "{} (range {}), {} units reported"};
inline constexpr Message kNarrowNotAsked{"progress_narrow_not_asked", "chưa đến kỳ hỏi",
                                         "not asked yet"};
inline constexpr Message kNarrowTarget{"progress_narrow_target", "; cần {}", "; target {}"};
inline constexpr Message kNarrowGap{"progress_narrow_gap", ", còn thiếu {}", ", gap {}"};
inline constexpr Message kUnits{"gap_units", "đơn vị", "units"};
inline constexpr Message kOneUnit{"gap_one_unit", "đơn vị", "unit"};
inline constexpr Message kOtherReading{"progress_other_reading", "↳ {}: {} ({}) {} {} {}",
                                       "↳ {}: {} ({}) {} {} {}"};

// Progress then and now.
inline constexpr Message kComparisonTitle{"comparison_title", "ĐIỀU GÌ ĐÃ THAY ĐỔI · {} ({}) · {}",
                                          "WHAT HAS CHANGED · {} ({}) · {}"};
inline constexpr Message kComparisonThen{
    "comparison_then", "Lúc đó: đến {} (bản ghi {}) · {}/{} đơn vị đã báo cáo · kế hoạch bản {}",
    "Then: up to {} (record {}) · {}/{} units had reported · plan version {}"};
inline constexpr Message kComparisonNow{
    "comparison_now",
    "Bây giờ: đến {} (bản ghi {}, thêm {}) · {}/{} đơn vị đã báo cáo · kế hoạch bản {}",
    "Now: up to {} (record {}, {} more) · {}/{} units have reported · plan version {}"};
inline constexpr Message kTargetThenNow{"comparison_target", "cần: {} → {}", "target: {} → {}"};
inline constexpr Message kColumnThen{"column_then", "Lúc đó", "Then"};
inline constexpr Message kColumnCoverageNow{"column_coverage_now", "→ nay", "→ now"};
inline constexpr Message kColumnStandingThen{"column_standing_then", "Kết luận cũ", "Stood then"};
inline constexpr Message kSameStanding{"comparison_same_standing", "như cũ", "unchanged"};
inline constexpr Message kNothingChanged{"comparison_nothing",
                                         "Không mục tiêu, nhiệm vụ nào thay đổi từ lúc đó.",
                                         "No goal and no task has changed since then."};
inline constexpr Message kOthersSame{"comparison_others",
                                     "{} mục tiêu, nhiệm vụ khác không thay đổi.",
                                     "Goals and tasks that have not changed: {}."};

// Progress: footnotes.
inline constexpr Message kReadAt{"note_read_at", "số của kỳ {}: kỳ này không hỏi",
                                 "as of {}: not asked in this period"};
inline constexpr Message kProvisional{"note_provisional", "tạm tính: {}", "provisional: {}"};
inline constexpr Message kSample{"note_sample", "mẫu: {} trên {}", "sample: {} of {}"};
inline constexpr Message kUnknownSize{"note_unknown_size",
                                      "{} đơn vị chưa rõ quy mô, nên chưa thể kết luận là đạt",
                                      "units of unknown size, so it cannot be called achieved: {}"};
inline constexpr Message kCarried{
    "note_carried", "{} đơn vị chưa báo kỳ này, tạm dùng số kỳ trước",
    "units that have not reported this period, earlier figures stand in: {}"};
inline constexpr Message kConflict{"note_conflict",
                                   "{} đơn vị có hai bản khác nhau, đang tính bản đến trước",
                                   "units with two versions, the first to arrive counts: {}"};
inline constexpr Message kReturned{"note_returned",
                                   "{} đơn vị có báo cáo bị trả lại, vẫn tính là đã báo",
                                   "units with a returned report, still counted as reported: {}"};
inline constexpr Message kExcess{"note_excess",
                                 "{} đơn vị ghi số đạt lớn hơn tổng, chỉ tính bằng tổng",
                                 "units that gave more than their total, counted at it: {}"};

// Progress: whom to call, and the legend.
inline constexpr Message kCallFirst{
    "progress_call_first", "GỌI AI TRƯỚC: {} đơn vị chưa báo cáo gì trong kỳ này",
    "WHOM TO CALL FIRST: units that have reported nothing this period ({})"};
inline constexpr Message kNobodySilent{"progress_nobody_silent",
                                       "GỌI AI TRƯỚC: mọi đơn vị đều đã có báo cáo trong kỳ này",
                                       "WHOM TO CALL FIRST: every unit has reported this period"};
inline constexpr Message kAllAtOnce{"progress_all_at_once",
                                    "Tất cả đều báo cáo lần đầu trong cùng 24 giờ: nên xem kỹ vài "
                                    "báo cáo trước khi tổng hợp, tránh "
                                    "hình thức.",
                                    "All of them first reported within the same 24 hours: look "
                                    "closely at a few reports, they may be "
                                    "for show."};
inline constexpr Message kMoreSilent{"progress_more_silent", "… và {} đơn vị nữa", "… and {} more"};
inline constexpr Message kEntriesReturned{"progress_entries_returned",
                                          "{} báo cáo bị trả lại, chờ đơn vị sửa",
                                          "returned reports waiting for their unit: {}"};
inline constexpr Message kEntriesConflict{"progress_entries_conflict",
                                          "{} báo cáo có hai bản, chờ chọn một",
                                          "reports with two versions, waiting for a choice: {}"};
inline constexpr Message kEntriesHeld{"progress_entries_held", "{} bản đang giữ, chưa tính",
                                      "held versions that do not count: {}"};
inline constexpr Message kSeeEntries{"progress_see_entries", " (xem: gom-hub entries --period {})",
                                     " (see: gom-hub entries --period {})"};
inline constexpr Message kWhoCloses{"progress_who_closes",
                                    "Gọi đơn vị nào để kéo {} lên: gom-hub closers {} --as-of {}",
                                    "Which units could lift {}: gom-hub closers {} --as-of {}"};
inline constexpr Message kLegend{
    "progress_legend",
    "Khoảng: từ khi mọi phần chưa báo đều là không, đến khi đều là có. Đã báo: số đơn vị báo đúng "
    "kỳ trên số phải báo. Tỷ lệ cắt sau một số lẻ, không làm tròn lên.",
    "Range: from all that is not reported being no, to all of it being yes. Units: those that "
    "reported for the period, of those expected. Rates are cut after one decimal, never rounded "
    "up."};

// Closers.
inline constexpr Message kClosersTitle{"closers_title", "AI CÓ THỂ BÙ PHẦN CÒN THIẾU · {} · {}",
                                       "WHO COULD CLOSE THE GAP · {} · {}"};
inline constexpr Message kClosersGapNone{"closers_gap_none",
                                         "Không còn thiếu: mục tiêu đã đạt theo số hiện có.",
                                         "There is no gap: what is reported meets the target."};
inline constexpr Message kClosersSuffice{"closers_suffice",
                                         "Còn thiếu {}; {} đơn vị đầu (dấu ●) là đủ.",
                                         "The gap is {}; the units marked ● suffice ({})."};
inline constexpr Message kClosersNotEnough{"closers_not_enough",
                                           "Còn thiếu {}; tất cả các đơn vị cộng lại vẫn chưa đủ.",
                                           "The gap is {}; all units together do not suffice."};
inline constexpr Message kColumnUnit{"column_unit", "Đơn vị", "Unit"};
inline constexpr Message kColumnName{"column_name", "Tên", "Name"};
inline constexpr Message kColumnCouldAdd{"column_could_add", "Thêm được", "Could add"};
inline constexpr Message kColumnReport{"column_report", "Báo cáo", "Report"};
inline constexpr Message kFresh{"coverage_fresh", "đúng kỳ", "for this period"};
inline constexpr Message kCarriedWord{"coverage_carried", "số kỳ trước", "earlier figures"};
inline constexpr Message kMissing{"coverage_missing", "chưa báo", "missing"};
inline constexpr Message kUnknownSizeUnits{"closers_unknown_size",
                                           "Chưa rõ quy mô, nên chưa tính được: {}",
                                           "Of unknown size, so not counted: {}"};

// Units.
inline constexpr Message kNoUnits{
    "units_none", "Chưa có đơn vị nào: hãy nhập bằng gom-hub unit import TỆP.csv.",
    "There are no units yet: import them with gom-hub unit import FILE.csv."};
inline constexpr Message kColumnKinds{"column_kinds", "Loại", "Kinds"};
inline constexpr Message kColumnOwnership{"column_ownership", "Sở hữu", "Ownership"};
inline constexpr Message kColumnManager{"column_manager", "Quản lý", "Manager"};
inline constexpr Message kColumnValid{"column_valid", "Thời gian", "Valid"};
inline constexpr Message kSuccessor{"unit_successor", "thay bằng {}", "succeeded by {}"};
inline constexpr Message kUnitsTotal{"units_total", "{} đơn vị.", "Units: {}."};

// Devices.
inline constexpr Message kNoDevices{
    "devices_none", "Chưa có máy nào: hãy tạo mã bằng gom-hub enroll ĐƠN_VỊ.",
    "There are no devices yet: make a code with gom-hub enroll UNIT."};
inline constexpr Message kColumnDevice{"column_device", "Máy", "Device"};
inline constexpr Message kColumnLabel{"column_device_label", "Tên máy", "Label"};
inline constexpr Message kColumnEnrolled{"column_enrolled", "Đăng ký", "Enrolled"};
inline constexpr Message kColumnContact{"column_contact", "Liên lạc", "Last contact"};
inline constexpr Message kColumnReceived{"column_received", "Đã nhận", "Received"};
inline constexpr Message kColumnWaiting{"column_waiting", "Còn chờ", "Waiting"};
inline constexpr Message kColumnCertificate{"column_certificate", "Chứng thư", "Certificate"};
inline constexpr Message kColumnState{"column_state", "Tình trạng", "State"};
inline constexpr Message kDeviceActive{"device_active", "đang dùng", "in use"};
inline constexpr Message kDeviceToRenew{
    "device_to_renew", "đang dùng, sẽ đổi chứng thư (của khóa gốc cũ) khi đồng bộ",
    "in use, renews its certificate (of an earlier authority) at its next sync"};
inline constexpr Message kDeviceRevokedAlone{"device_revoked_alone",
                                             "đã thu hồi, đơn vị không còn máy nào",
                                             "revoked, the unit has no other computer"};
inline constexpr Message kDeviceRevokedReplaced{
    "device_revoked_replaced", "đã thu hồi, đơn vị dùng máy {}", "revoked, the unit uses {}"};
// What to do stands below the table, where it can be copied.
inline constexpr Message kDeviceWorkWaits{
    "device_work_waits", "{} bản máy để lại đang chờ: xem rồi nhận bằng lệnh ở dưới",
    "revisions that it left behind wait: {}; look, and take them with the command below"};
inline constexpr Message kDeviceReturned{
    "device_returned_word",
    "trở lại sau khi khôi phục hub, số liệu đang giữ: nhận lại bằng lệnh ở dưới",
    "came back after the restore, its figures are held: take it back with the command below"};
inline constexpr Message kDeviceDoubled{
    "device_doubled",
    "máy trùng danh tính: hai máy dùng chung một chứng thư, số liệu của cả hai vẫn nhận; hãy thu "
    "hồi rồi đăng ký lại từng máy bằng các lệnh ở dưới",
    "cloned: two computers share one certificate, what both send is taken; revoke it and enroll "
    "each again with the commands below"};
inline constexpr Message kNotYet{"not_yet", "chưa", "not yet"};
inline constexpr Message kNotSinceStart{"not_since_start", "chưa, từ khi hub chạy",
                                        "not since the start"};
inline constexpr Message kClockWrong{"device_clock", "đồng hồ lệch {} phút", "clock off by {} min"};
inline constexpr Message kHubClockWrong{
    "hub_clock",
    "Phần lớn máy của các trường lệch {} phút so với đồng hồ máy này: có lẽ chính máy này sai giờ. "
    "Hãy xem và chỉnh lại, vì việc nộp trễ hạn tính theo giờ của hub.",
    "Most of the schools' computers are {} minutes off this one's clock: probably this computer's "
    "own is wrong. Please look and set it, for what is late is judged by the hub's clock."};

// Entries.
inline constexpr Message kNoEntries{"entries_none", "Không có báo cáo nào như vậy.",
                                    "There are no such reports."};
inline constexpr Message kColumnForm{"column_form", "Biểu", "Form"};
inline constexpr Message kColumnPeriod{"column_period", "Kỳ", "Period"};
inline constexpr Message kColumnWord{"column_word", "Trạng thái", "State"};
inline constexpr Message kColumnRevision{"column_revision", "Bản", "Version"};
inline constexpr Message kColumnHubTime{"column_hub_time", "Hub nhận", "Received"};
inline constexpr Message kColumnRemarks{"column_remarks", "Lưu ý", "Remarks"};
inline constexpr Message kLate{"entry_late", "trễ hạn", "late"};
inline constexpr Message kContenders{"entry_contenders", "{} bản khác chờ chọn",
                                     "waiting for a choice: {}"};
inline constexpr Message kHeld{"entry_held", "{} bản đang giữ", "held: {}"};
inline constexpr Message kWarnings{"entry_warnings", "{} cảnh báo", "warnings: {}"};
inline constexpr Message kErrors{"entry_errors", "{} lỗi", "errors: {}"};

// Status of the hub.
inline constexpr Message kStatusPlan{"status_plan", "Kế hoạch", "Plan"};
inline constexpr Message kStatusNoPlan{"status_no_plan", "chưa có: hãy dùng gom-hub plan apply TỆP",
                                       "none yet: use gom-hub plan apply FILE"};
inline constexpr Message kStatusPlanLine{"status_plan_line", "{} (bản {})", "{} (version {})"};
inline constexpr Message kStatusAddress{"status_address", "Địa chỉ", "Address"};
inline constexpr Message kStatusNotListening{"status_not_listening", "không mở cổng nào",
                                             "no port is open"};
inline constexpr Message kStatusUnits{"status_units", "Đơn vị", "Units"};
inline constexpr Message kStatusDevices{"status_devices", "Máy", "Devices"};
inline constexpr Message kStatusEntries{"status_entries", "Báo cáo", "Reports"};
inline constexpr Message kStatusEntriesLine{"status_entries_line", "{} ({} bản đã nhận)",
                                            "{} ({} versions received)"};
inline constexpr Message kStatusWaiting{"status_waiting", "Chờ duyệt", "To be judged"};
inline constexpr Message kStatusTrouble{"status_trouble", "Cần xem", "To look at"};
inline constexpr Message kStatusTroubleLine{"status_trouble_line",
                                            "{} bản đang giữ, {} báo cáo có hai bản",
                                            "held versions: {}, reports in conflict: {}"};
inline constexpr Message kStatusNoTrouble{"status_no_trouble", "không có gì", "nothing"};
// One sentence each, under what is to look at.
inline constexpr Message kStatusReturned{
    "status_returned",
    "{} máy trở lại sau khi khôi phục hub, số liệu mới gửi đang được giữ: hãy xem gom-hub device "
    "list, rồi gom-hub device readmit --all",
    "devices that came back after the restore, what they send is held: {}; see gom-hub device "
    "list, then gom-hub device readmit --all"};
inline constexpr Message kStatusOrphans{
    "status_orphans",
    "{} quyết định của nhiệm kỳ trước đang chờ xác nhận: hãy xem gom-hub orphans, rồi gom-hub "
    "orphans confirm --all",
    "decisions of an earlier term that wait to be confirmed: {}; see gom-hub orphans, then gom-hub "
    "orphans confirm --all"};
inline constexpr Message kStatusPutBack{
    "status_put_back",
    "Nhật ký đã được khôi phục từ bản sao lưu hoặc được đặt nhiệm kỳ mới (nay là nhiệm kỳ {}): xem "
    "khi nào bằng gom-hub log",
    "The log was put back from a backup, or given a new term (now term {}): gom-hub log says when"};
inline constexpr Message kStatusRevokedWork{
    "status_revoked_work",
    "{} bản của máy đã thu hồi đang chờ: hãy xem gom-hub device list, rồi gom-hub device take",
    "revisions of revoked devices that wait: {}; see gom-hub device list, then gom-hub device "
    "take"};
inline constexpr Message kStatusToRenew{
    "status_to_renew",
    "{} máy còn dùng chứng thư của khóa gốc cũ: từng máy tự đổi ở lần đồng bộ tới",
    "devices with a certificate of an earlier authority: {}; each renews at its next sync"};
inline constexpr Message kStatusCertificates{"status_certificates", "Chứng thư", "Certificates"};
inline constexpr Message kStatusCertificatesLine{
    "status_certificates_line", "khóa gốc đến {}, máy chủ đến {} (tự làm mới)",
    "authority until {}, server until {} (made anew by itself)"};
inline constexpr Message kAuthorityEnds{
    "authority_ends",
    "Khóa gốc của hub hết hạn ngày {}: hãy chạy gom-hub authority begin rồi sao lưu lại; các máy "
    "vẫn gửi được trong lúc đổi.",
    "The hub's authority ends on {}: run gom-hub authority begin and make a backup; devices go on "
    "sending meanwhile."};
inline constexpr Message kStatusOvertaken{
    "status_overtaken",
    "có máy đã thấy nhiệm kỳ {}, cao hơn nhiệm kỳ {} của hub này, nên hub này không nhận gì của "
    "máy đó: nếu đây là hub đúng, hãy chạy gom-hub term begin; nếu không, hãy tắt hub này",
    "a device has seen term {}, above this hub's term {}, so nothing is taken from it: if this is "
    "the right hub, run gom-hub term begin; if not, stop it"};
inline constexpr Message kStatusEvidence{"status_evidence", "Tệp minh chứng", "Evidence files"};
inline constexpr Message kStatusEvidenceLine{"status_evidence_line", "{} tệp, {} KB",
                                             "{} files, {} KB"};
inline constexpr Message kStatusEvidenceMissing{
    "status_evidence_missing",
    "{} tệp minh chứng chưa đến hoặc thiếu/hỏng; số liệu vẫn tính, máy của trường được hỏi lại. "
    "Xem: gom-hub evidence list",
    "{} evidence files have not come yet, or are missing or damaged; the figures count, and the "
    "schools' computers are asked for them. See: gom-hub evidence list"};
inline constexpr Message kStatusChecked{"status_checked", "Tự đối chiếu", "Checked itself"};
inline constexpr Message kStatusToAnswer{
    "status_to_answer", "{} đơn vị viết tin mà xã chưa trả lời: xem gom-hub message list",
    "units that wrote and have no answer yet: {}; see gom-hub message list"};
inline constexpr Message kStatusDiffered{
    "status_differed",
    "{} đơn vị có máy thấy số liệu khác với hub và đã đọc lại từ đầu: hãy chạy gom-hub verify",
    "units whose devices found other figures than the hub's and read all anew: {}; run gom-hub "
    "verify"};
inline constexpr Message kStatusLog{"status_log", "Nhật ký", "Log"};
inline constexpr Message kStatusLogLine{"status_log_line", "{} bản ghi, {} KiB, nhiệm kỳ {}",
                                        "{} records, {} KiB, term {}"};
inline constexpr Message kStatusFolder{"status_folder", "Thư mục", "Folder"};
inline constexpr Message kStatusBuild{"status_build", "Phiên bản", "Build"};

// Log.
inline constexpr Message kNoLog{"log_none", "Không có bản ghi nào từ đó trở đi.",
                                "There are no records from there on."};
// What devices handed back after a restore.
inline constexpr Message kNoOrphans{"orphans_none", "Không có quyết định nào chờ xác nhận.",
                                    "No decision waits to be confirmed."};
inline constexpr Message kOrphanUnknownHere{"orphan_unknown_here",
                                            "chưa xác nhận được: bản được duyệt chưa đến hoặc "
                                            "đang được giữ",
                                            "not yet: what it judged has not come, or is held"};
inline constexpr Message kOrphanReady{"orphan_ready", "xác nhận được", "can be confirmed"};
inline constexpr Message kColumnFromDevice{"column_from_device", "Do máy", "By device"};
inline constexpr Message kOrphansMore{"orphans_more",
                                      "Còn {} quyết định nữa: hãy xử lý các dòng trên rồi xem lại.",
                                      "{} more wait: settle those above, then look again."};
inline constexpr Message kOrphansNext{
    "orphans_next",
    "Đây là lời máy của trường kể lại: chỉ xác nhận những gì văn phòng đã quyết. Xác nhận: gom-hub "
    "orphans confirm SỐ… hoặc --all. Bỏ: gom-hub orphans drop SỐ… hoặc --all.",
    "This is what the schools' computers say: confirm only what the office did decide. To confirm: "
    "gom-hub orphans confirm NO… or --all. To drop: gom-hub orphans drop NO… or --all."};
inline constexpr Message kColumnIndex{"column_index", "Số", "No."};
inline constexpr Message kColumnWhen{"column_when", "Lúc", "At"};
inline constexpr Message kColumnKind{"column_kind", "Loại", "Kind"};
inline constexpr Message kColumnSummary{"column_summary", "Nội dung", "What"};

// Plan.
inline constexpr Message kPlanHead{"plan_head", "Năm {} · bản {} · {}",
                                   "Year {} · version {} · {}"};
inline constexpr Message kPlanPeriods{"plan_periods", "KỲ BÁO CÁO", "PERIODS"};
inline constexpr Message kPlanForms{"plan_forms", "BIỂU", "FORMS"};
inline constexpr Message kPlanIndicators{"plan_indicators", "MỤC TIÊU VÀ NHIỆM VỤ",
                                         "GOALS AND TASKS"};
inline constexpr Message kSourceQuote{"source_quote", "Kế hoạch ghi: “{}”", "The plan says: “{}”"};
inline constexpr Message kSourceResult{"source_result", "Kết quả: {}", "Expected: {}"};
inline constexpr Message kSourceTime{"source_time", "Thời gian ghi trong kế hoạch: {}",
                                     "Time as printed: {}"};
inline constexpr Message kSourceNoTime{"source_no_time", "Thời gian: kế hoạch để trống",
                                       "Time: left blank in the plan"};
inline constexpr Message kSourceWho{"source_who", "Chủ trì: {}; phối hợp: {}",
                                    "Lead: {}; with: {}"};
inline constexpr Message kSourceReading{"source_reading", "Được hiểu là (cần xã xác nhận): {}",
                                        "Read as (for the office to confirm): {}"};
inline constexpr Message kSourceOthers{"source_others", "Cách hiểu khác, tính kèm: {}",
                                       "Other readings, worked out beside it: {}"};
inline constexpr Message kColumnDates{"column_dates", "Từ – đến", "From – to"};
inline constexpr Message kColumnDue{"column_due", "Hạn", "Due"};
inline constexpr Message kColumnFields{"column_fields", "Số ô", "Fields"};
inline constexpr Message kColumnAsked{"column_asked", "Hỏi trong kỳ", "Asked in"};
inline constexpr Message kColumnLead{"column_lead", "Chủ trì", "Lead"};
inline constexpr Message kGraceDays{"plan_grace", "{} (thêm {} ngày)", "{} (+{} days)"};
inline constexpr Message kOptional{"plan_optional", "tùy chọn", "optional"};
inline constexpr Message kNotInSession{"plan_not_in_session", "ngoài năm học", "not in session"};
inline constexpr Message kEveryPeriod{"plan_every_period", "mọi kỳ", "every period"};
inline constexpr Message kCarriedForm{"plan_carried_form", "khai một lần, sửa khi đổi",
                                      "once, then changed"};

// History.
inline constexpr Message kHistoryTitle{"history_title", "{} bản, cũ trước mới sau",
                                       "versions: {}, oldest first"};

// API keys
inline constexpr Message kNoKeys{
    "keys_none", "Chưa cấp khóa truy cập nào; cấp bằng: gom-hub api-key issue TÊN.",
    "No API key was issued yet; issue one with: gom-hub api-key issue NAME."};
inline constexpr Message kColumnKey{"column_key", "Khóa", "Key"};
inline constexpr Message kColumnIssued{"column_issued", "Cấp lúc", "Issued"};
inline constexpr Message kColumnKeyState{"column_key_state", "Tình trạng", "State"};
inline constexpr Message kKeyGood{"key_good", "đang dùng được", "good"};
inline constexpr Message kKeyRevokedAt{"key_revoked_at", "đã thu hồi lúc {}", "revoked {}"};

// Messages
inline constexpr Message kNoMessages{"messages_none", "Chưa có tin nhắn nào.",
                                     "There are no messages yet."};
inline constexpr Message kColumnThread{"column_thread", "Về", "About"};
inline constexpr Message kColumnFrom{"column_from", "Từ", "From"};
inline constexpr Message kColumnSays{"column_says", "Nội dung", "Says"};
inline constexpr Message kAllUnits{"all_units", "mọi đơn vị", "all units"};
inline constexpr Message kFromOffice{"from_office", "xã", "the office"};
inline constexpr Message kFromOfficeBy{"from_office_by", "xã ({})", "the office ({})"};
inline constexpr Message kGeneralThread{"general_thread", "chung", "general"};
inline constexpr Message kAboutQuestion{"about_question", "câu hỏi", "question"};
inline constexpr Message kAboutDifficulty{"about_difficulty", "khó khăn", "difficulty"};
inline constexpr Message kAboutProposal{"about_proposal", "đề xuất", "proposal"};
inline constexpr Message kMessageErased{"message_erased", "(đã xóa theo yêu cầu)",
                                        "(erased on request)"};

}  // namespace gom::hub::report_words

#endif  // GOM_HUB_REPORT_WORDS_H_
