// The words of gom-hub evidence.
#ifndef GOM_HUB_CLI_EVIDENCE_WORDS_H_
#define GOM_HUB_CLI_EVIDENCE_WORDS_H_

#include "common/text/message.h"

namespace gom::hub::evidence_words {

using text::Message;

inline constexpr Message kEvidence{"evidence", "Ảnh chụp, bản quét các trường gửi kèm báo cáo",
                                   "Photos and scans that schools send with their reports"};
inline constexpr Message kList{
    "evidence_list", "Đọc và kiểm tra từng tệp; tệp hỏng được để riêng và hỏi lại máy của trường",
    "Read and check every file; a damaged one is put aside and asked for again"};
inline constexpr Message kGet{"evidence_get", "Chép một tệp minh chứng ra ngoài",
                              "Copy an evidence file out"};
inline constexpr Message kCode{"evidence_code", "Mã tệp trong danh sách (vài chữ số đầu là đủ)",
                               "The file's code in the list (its first digits will do)"};
inline constexpr Message kTo{"evidence_to", "Ghi vào tệp mới này", "Write to this new file"};

inline constexpr Message kColumnCode{"column_code", "Mã tệp", "Code"};
inline constexpr Message kColumnSize{"column_size", "KB", "KB"};
inline constexpr Message kColumnType{"column_type", "Loại", "Type"};
inline constexpr Message kColumnCondition{"column_condition", "Tình trạng", "Condition"};
inline constexpr Message kWhole{"whole", "đủ", "whole"};
inline constexpr Message kOnItsWay{"on_its_way", "đang đến", "on its way"};
inline constexpr Message kDamaged{"damaged", "thiếu/hỏng tệp", "missing or damaged"};
inline constexpr Message kCounted{
    "evidence_counted",
    "{} tệp đủ, {} KB. Báo cáo ghi tên {} tệp nữa mà hub chưa có đủ; số liệu vẫn tính.",
    "{} files are whole, {} KB. Reports name {} more that the hub does not have whole; the figures "
    "count."};
inline constexpr Message kWhich{
    "evidence_which", "Không rõ “{}” là tệp nào; hãy xem mã tệp bằng “gom-hub evidence list”.",
    "It is not clear which file “{}” is; “gom-hub evidence list” shows the codes."};
inline constexpr Message kWritten{"evidence_written", "Đã ghi {} ({} KB).", "Wrote {} ({} KB)."};
// Said by `backup`.
inline constexpr Message kNotInBackup{
    "evidence_not_in_backup",
    "Tệp minh chứng không có trong bản sao lưu: hãy chép thêm thư mục {}.",
    "Evidence files are not in the backup: copy the folder {} too."};

}  // namespace gom::hub::evidence_words

#endif  // GOM_HUB_CLI_EVIDENCE_WORDS_H_
