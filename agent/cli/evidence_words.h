// The words of gom-agent evidence.
#ifndef GOM_AGENT_CLI_EVIDENCE_WORDS_H_
#define GOM_AGENT_CLI_EVIDENCE_WORDS_H_

#include "common/text/message.h"

namespace gom::agent {

inline constexpr text::Message kAboutEvidence{
    "about_evidence", "Ảnh chụp, bản quét kèm theo báo cáo (JPEG, PNG, PDF)",
    "Photos and scans that go with a report (JPEG, PNG, PDF)"};
inline constexpr text::Message kAboutEvidenceAdd{
    "about_evidence_add",
    "Thêm tệp vào bản nháp: ảnh được thu nhỏ, xóa nơi chụp và tên máy; PDF giữ nguyên",
    "Add files to the draft: pictures are made smaller, place and camera removed; a PDF stays as "
    "it is"};
inline constexpr text::Message kAboutEvidenceList{
    "about_evidence_list", "Các tệp minh chứng của một biểu", "The evidence files of one form"};
inline constexpr text::Message kAboutEvidenceRemove{
    "about_evidence_remove", "Bỏ một tệp khỏi bản nháp; bản đã nộp vẫn ghi tệp đó",
    "Take a file out of the draft; what was submitted goes on naming it"};
inline constexpr text::Message kAboutEvidenceGet{
    "about_evidence_get", "Chép một tệp minh chứng ra ngoài", "Copy an evidence file out"};
inline constexpr text::Message kHelpEvidenceFiles{"help_evidence_files",
                                                  "Tệp ảnh JPEG, PNG hoặc tài liệu PDF",
                                                  "JPEG or PNG pictures, or PDF documents"};
inline constexpr text::Message kHelpEvidenceCode{
    "help_evidence_code", "Mã tệp trong “gom-agent evidence list” (vài chữ số đầu là đủ)",
    "The file's code in “gom-agent evidence list” (its first digits will do)"};
inline constexpr text::Message kHelpEvidenceTo{"help_evidence_to", "Ghi vào tệp mới này",
                                               "Write to this new file"};

inline constexpr text::Message kEvidenceAdded{"evidence_added",
                                              "Đã thêm {} ({}) vào bản nháp: {} KB, gọn lại còn {} "
                                              "KB. Nộp: gom-agent submit {} {}",
                                              "Added {} ({}) to the draft: {} KB, now {} KB. To "
                                              "submit: gom-agent submit {} {}"};
inline constexpr text::Message kPlaceRemoved{
    "place_removed", "Nơi chụp và tên máy ảnh ghi trong ảnh đã được xóa.",
    "The place and the camera that stood in the picture were removed."};
inline constexpr text::Message kDocumentAsItIs{
    "document_as_it_is", "PDF được giữ nguyên, kể cả tên người soạn nếu có trong tệp.",
    "A PDF stays as it is, its author's name too if the file holds it."};
inline constexpr text::Message kFacesReminder{
    "faces_reminder",
    "Nếu thấy rõ mặt học sinh, chỉ gửi khi phụ huynh đã đồng ý. Bỏ tệp: gom-agent evidence remove "
    "{} {} {}",
    "If pupils' faces can be told, send it only with their parents' consent. To take it out: "
    "gom-agent evidence remove {} {} {}"};
inline constexpr text::Message kEvidenceNotAdded{
    "evidence_not_added",
    "Có tệp chưa thêm được (xem trên); số liệu trong bản nháp vẫn nguyên và vẫn nộp được.",
    "Some files were not added (see above); the draft's figures are as they were and can be "
    "submitted."};
inline constexpr text::Message kEvidenceRemoved{
    "evidence_removed", "Đã bỏ tệp {} khỏi bản nháp. Nộp: gom-agent submit {} {}",
    "File {} was taken out of the draft. To submit: gom-agent submit {} {}"};
inline constexpr text::Message kEvidenceNone{"evidence_none",
                                             "Biểu {} kỳ {} chưa có tệp minh chứng.",
                                             "Form {} of {} has no evidence files."};
inline constexpr text::Message kEvidenceNote{
    "evidence_note", "Tệp minh chứng: {}. Xem: gom-agent evidence list {} {}",
    "Evidence files: {}. See: gom-agent evidence list {} {}"};
inline constexpr text::Message kEvidenceWhich{
    "evidence_which", "Không rõ “{}” là tệp nào; hãy xem mã tệp bằng “gom-agent evidence list”.",
    "It is not clear which file “{}” is; “gom-agent evidence list” shows the codes."};
inline constexpr text::Message kEvidenceWritten{"evidence_written", "Đã ghi {} ({} KB).",
                                                "Wrote {} ({} KB)."};
inline constexpr text::Message kColumnCode{"column_code", "Mã tệp", "Code"};
inline constexpr text::Message kColumnName{"column_name", "Tên", "Name"};
inline constexpr text::Message kColumnSize{"column_size", "KB", "KB"};
inline constexpr text::Message kColumnWhere{"column_where", "Ở đâu", "Where"};
inline constexpr text::Message kWhereHere{"where_here", "ở máy này, chưa gửi xong",
                                          "here, not all of it sent"};
inline constexpr text::Message kWhereHub{"where_hub", "hub đã nhận", "the hub has it"};
inline constexpr text::Message kWhereMissing{"where_missing", "thiếu/hỏng tệp",
                                             "missing or damaged"};
inline constexpr text::Message kWhereElsewhere{"where_elsewhere", "máy khác của trường giữ",
                                               "another computer of the school has it"};
inline constexpr text::Message kStatusEvidence{
    "status_evidence", "Minh chứng: còn {} tệp ({} KB) sẽ gửi sau số liệu",
    "Evidence: {} files ({} KB) still to go, after the figures"};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_EVIDENCE_WORDS_H_
