// The words of template, export and progress, and of how a file to import is written.
#ifndef GOM_AGENT_CLI_FORM_WORDS_H_
#define GOM_AGENT_CLI_FORM_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

// A form as a file, and what an import was read as.
inline constexpr text::Message kAboutTemplate{
    "about_template", "Tạo tệp Excel của một biểu để điền ở máy khác rồi nhập lại",
    "Make an Excel file of a form, to be filled in elsewhere and imported"};
inline constexpr text::Message kAboutExport{"about_export", "Xuất số liệu một biểu ra tệp CSV",
                                            "Write a form's figures to a CSV file"};
inline constexpr text::Message kHelpFormFile{"help_form_file",
                                             "Tệp sẽ tạo (không ghi: đặt tên theo biểu và kỳ)",
                                             "File to make (absent: named by form and period)"};
inline constexpr text::Message kHelpEmpty{"help_empty", "Không điền sẵn số liệu đang có",
                                          "Without the figures that are there"};
inline constexpr text::Message kTemplateWritten{
    "template_written",
    "Đã tạo {}. Hãy điền vào các ô màu vàng, lưu lại, rồi nhập tệp ở trang của trường.",
    "{} was made. Fill in its yellow cells, save it, then import the file on the school's page."};
inline constexpr text::Message kExported{"exported", "Đã xuất ra {}.", "Written to {}."};
inline constexpr text::Message kHelpEncoding{
    "help_encoding", "Bảng mã của tệp: utf-8, utf-16, cp1258, tcvn3, vni (không ghi: tự nhận)",
    "How the file is written: utf-8, utf-16, cp1258, tcvn3, vni (absent: recognised)"};
inline constexpr text::Message kHelpSkip{"help_skip", "Bỏ qua dòng này (ghi được nhiều lần)",
                                         "Leave out this line (may be given again)"};
inline constexpr text::Message kHelpImportForm{"help_import_form", "Biểu của tệp không có cột form",
                                               "The form of a file without a column form"};
inline constexpr text::Message kHelpImportPeriod{"help_import_period",
                                                 "Kỳ của tệp không có cột period",
                                                 "The period of a file without a column period"};
inline constexpr text::Message kReadAs{
    "read_as",
    "Tệp được đọc theo bảng mã {}. Đúng chữ chưa? Nếu sai, hãy chọn bảng mã khác bằng --encoding:",
    "The file was read as {}. Do the letters look right? If not, choose another by --encoding:"};
inline constexpr text::Message kRowSkipped{"row_skipped", "bỏ qua", "left out"};

// What a form comes to, and progress.
inline constexpr text::Message kComesTo{"comes_to", "→ {}: {}", "→ {}: {}"};
inline constexpr text::Message kComesToAgainst{"comes_to_against", "→ {}: {}, cần {}",
                                               "→ {}: {}, target {}"};
inline constexpr text::Message kAboutProgress{
    "about_progress",
    "Trường đạt đến đâu ở từng chỉ tiêu, theo số liệu của chính trường, và cả xã đạt đến đâu",
    "Where the school stands in each indicator, by its own figures, and where the commune does"};
inline constexpr text::Message kOwnTitle{"own_title", "TRƯỜNG TA ĐẾN ĐÂU · {}",
                                         "WHERE OUR SCHOOL STANDS · {}"};
inline constexpr text::Message kOwnAlone{
    "own_alone",
    "Tính riêng số của trường, kể cả số chưa gửi. Chỉ tiêu là một con số thì cả xã cùng đạt, "
    "trường "
    "góp một phần.",
    "Of the school's own figures alone, also those not yet sent. A target that is a number is the "
    "whole commune's, and the school gives its part."};
inline constexpr text::Message kOwnNothing{"own_nothing",
                                           "Kế hoạch chưa có chỉ tiêu nào mà trường góp số.",
                                           "The plan has no indicator that the school feeds yet."};
inline constexpr text::Message kOwnMissing{"own_missing", "chưa tính được", "not known yet"};
inline constexpr text::Message kOwnNotYetAsked{"own_not_yet_asked", "chưa đến kỳ hỏi",
                                               "not asked yet"};
inline constexpr text::Message kOwnNotApplicable{"own_not_applicable", "không áp dụng",
                                                 "not applicable"};
inline constexpr text::Message kOwnCarried{"own_carried", "{}, số kỳ trước",
                                           "{}, of an earlier period"};
inline constexpr text::Message kColumnIndicator{"column_code", "Mã", "Code"};
inline constexpr text::Message kColumnWhat{"column_what", "Nội dung", "What"};
inline constexpr text::Message kColumnOurs{"column_ours", "Trường ta", "Ours"};
inline constexpr text::Message kColumnTarget{"column_target", "Cần", "Target"};
inline constexpr text::Message kCommuneCounted{"commune_counted",
                                               "cả xã: {}{} · {}/{} đơn vị đã báo",
                                               "commune: {}{} · {} of {} units have reported"};
inline constexpr text::Message kCommuneWithheld{"commune_withheld", "giữ kín", "withheld"};
inline constexpr text::Message kCommuneFacts{
    "commune_facts",
    "Cả xã: đến {}, theo số đã báo cáo ({}/{} đơn vị); hub cho biết lúc {}, máy này nhận lúc {}. "
    "Dưới ba đơn vị báo thì giữ kín, để không lộ số của từng đơn vị.",
    "Commune: as of {}, by what was reported ({} of {} units); the hub said so at {}, this "
    "computer got it at {}. Withheld where fewer than three units have reported, so that nobody's "
    "figure can be told."};
inline constexpr text::Message kCommuneNone{
    "commune_none", "Chưa có số của cả xã: máy này nhận khi đồng bộ với hub (gom-agent sync).",
    "The commune's figures are not here yet: this computer gets them when it syncs with the hub "
    "(gom-agent sync)."};
inline constexpr text::Message kCommuneOfAnotherPlan{
    "commune_of_another_plan",
    "Kế hoạch đã đổi, nên số của cả xã theo kế hoạch cũ không còn dùng; máy này nhận số mới khi "
    "đồng bộ với hub.",
    "The plan has changed, and the commune's figures by the old one are not shown; this computer "
    "gets the new ones when it syncs with the hub."};
inline constexpr text::Message kColumnMissing{"column_missing", "Còn thiếu", "Gap"};
inline constexpr text::Message kColumnStanding{"column_standing", "Kết luận", "Standing"};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_FORM_WORDS_H_
