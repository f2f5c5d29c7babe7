// What common/text refuses, worded once. Arguments of numbers and dates are what was typed, then
// what might be meant.
#ifndef GOM_COMMON_TEXT_WORDS_H_
#define GOM_COMMON_TEXT_WORDS_H_

#include "common/text/message.h"

namespace gom::text {

// Numbers.
inline constexpr Message kNumberEmpty{
    "number_empty", "Chưa có số nào: hãy gõ 0 nếu không có, hoặc na nếu không áp dụng.",
    "There is no number: type 0 if there are none, or na if it does not apply."};
inline constexpr Message kNumberNegative{
    "number_negative",
    "“{}” là số âm, mà ô này không nhận số nhỏ hơn 0: hãy gõ lại, không có dấu trừ.",
    "“{}” is negative and this takes nothing below 0: type it again without the minus sign."};
// Typed; then pairs of reading in words and how to write it.
inline constexpr Message kNumberGrouping{
    "number_grouping",
    "“{}” không phải số nguyên: dấu chấm và dấu cách chỉ dùng để tách từng nhóm ba chữ số. Nếu là "
    "{}, hãy viết {}; nếu là {}, hãy viết {}.",
    "“{}” is not a whole number: dots and blanks only separate groups of three digits. If you mean "
    "{}, write {}; if you mean {}, write {}."};
inline constexpr Message kNumberGroupingOne{
    "number_grouping",
    "“{}” không phải số nguyên: dấu chấm và dấu cách chỉ dùng để tách từng nhóm ba chữ số. Nếu là "
    "{}, hãy viết {}.",
    "“{}” is not a whole number: dots and blanks only separate groups of three digits. If you mean "
    "{}, write {}."};
inline constexpr Message kNumberDecimal{
    "number_decimal",
    "“{}” có phần lẻ sau dấu phẩy, mà ô này chỉ nhận số nguyên: hãy gõ số không có phần lẻ.",
    "“{}” has a part after the decimal comma and this takes whole numbers only: type it without "
    "that part."};
inline constexpr Message kNumberCommaGroup{
    "number_comma_group",
    "“{}” không rõ nghĩa: dấu phẩy là dấu của phần lẻ, không tách hàng nghìn. Nếu là {}, hãy viết "
    "{}.",
    "“{}” is not clear: a comma marks decimals here, not thousands. If you mean {}, write {}."};
inline constexpr Message kNumberExponent{
    "number_exponent", "“{}” là cách viết số mũ: hãy gõ đủ các chữ số, ví dụ 1.000.000.",
    "“{}” is written with an exponent: type all the digits, for example 1.000.000."};
inline constexpr Message kNumberNotDigits{
    "number_not_digits",
    "“{}” không phải số vì có “{}”: hãy chỉ gõ chữ số, không kèm đơn vị hay ký hiệu.",
    "“{}” is not a number because of “{}”: type digits only, without units or signs."};
inline constexpr Message kNumberTooLong{
    "number_too_long", "“{}” quá dài: số lớn nhất nhận được có 18 chữ số, hãy kiểm tra lại.",
    "“{}” is too long: the largest number taken has 18 digits, please check it."};

// Dates.
inline constexpr Message kDateEmpty{
    "date_empty", "Chưa có ngày nào: hãy gõ theo dạng ngày/tháng/năm, ví dụ 05/04/2026.",
    "There is no date: type it as day/month/year, for example 05/04/2026."};
inline constexpr Message kDateUnreadable{
    "date_unreadable",
    "“{}” không phải là ngày: hãy gõ theo dạng ngày/tháng/năm, ví dụ 05/04/2026.",
    "“{}” is not a date: type it as day/month/year, for example 05/04/2026."};
inline constexpr Message kDateNoSuchDay{
    "date_no_such_day",
    "Ngày “{}” không có trong lịch: tháng {} năm {} chỉ có {} ngày, hãy kiểm tra lại.",
    "There is no day “{}”: month {} of {} has only {} days, please check it."};
inline constexpr Message kDateMonthFirst{
    "date_month_first", "“{}” có tháng {}, mà ngày phải viết trước tháng: nếu là {}, hãy viết {}.",
    "“{}” has a month {}, and the day comes before the month: if you mean {}, write {}."};
inline constexpr Message kDateNoMonth{
    "date_no_such_day", "“{}” có tháng {}, mà một năm chỉ có 12 tháng: hãy kiểm tra lại.",
    "“{}” has a month {}, but a year has 12 months: please check it."};
inline constexpr Message kDateSerial{
    "date_serial", "“{}” là cách bảng tính giữ một ngày: nếu là {}, hãy viết {}.",
    "“{}” is how a spreadsheet keeps a date: if you mean {}, write {}."};
inline constexpr Message kDateYear{"date_year",
                                   "“{}” có năm ngoài khoảng 1900 đến 2100: hãy kiểm tra lại năm.",
                                   "“{}” has a year outside 1900 to 2100: please check the year."};

// Texts.
inline constexpr Message kTextNotUtf8{
    "text_not_utf8", "Văn bản không phải Unicode (UTF-8): hãy gõ lại bằng bảng mã Unicode.",
    "The text is not Unicode (UTF-8): type it again in Unicode."};
inline constexpr Message kTextControlCharacter{
    "text_control_character",
    "Văn bản có ký tự điều khiển không nhìn thấy ({}) ở vị trí {}: hãy xóa nó rồi gõ lại.",
    "The text has an invisible control character ({}) at position {}: delete it and type again."};
inline constexpr Message kTextDirection{
    "text_direction", "Văn bản có ký tự đảo chiều chữ ({}) ở vị trí {}: hãy xóa nó rồi gõ lại.",
    "The text has a character that turns the direction of writing ({}) at position {}: delete it "
    "and type again."};
inline constexpr Message kTextTooLong{
    "text_too_long", "Văn bản có {} ký tự, nhiều nhất được {}: hãy rút ngắn đi {} ký tự.",
    "The text has {} characters and may have {}: shorten it by {}."};

// CSV files.
inline constexpr Message kCsvEmpty{"csv_empty",
                                   "Tệp không có dòng nào: dòng đầu phải là tên các cột.",
                                   "The file has no lines: the first must name the columns."};
inline constexpr Message kCsvTooLarge{
    "csv_too_large",
    "Tệp có {} byte, lớn hơn mức cho phép là {} byte: hãy chia thành nhiều tệp nhỏ hơn.",
    "The file has {} bytes, more than the {} allowed: split it into smaller files."};
inline constexpr Message kCsvUtf16{
    "csv_utf16",
    "Tệp được lưu theo bảng mã UTF-16: hãy mở bằng bảng tính và lưu lại theo kiểu “CSV UTF-8”.",
    "The file is saved as UTF-16: open it in a spreadsheet and save it again as “CSV UTF-8”."};
inline constexpr Message kCsvNotUtf8{"csv_not_utf8",
                                     "Tệp không theo bảng mã UTF-8 (dòng {}; có thể là TCVN3, VNI "
                                     "hoặc CP1258): hãy chuyển sang Unicode và lưu lại theo "
                                     "kiểu “CSV UTF-8”.",
                                     "The file is not UTF-8 (line {}; perhaps TCVN3, VNI or "
                                     "CP1258): convert it to Unicode and save it again as “CSV "
                                     "UTF-8”."};
inline constexpr Message kEncodingWrong{
    "encoding_wrong",
    "Tệp không viết theo bảng mã đã chọn: hãy chọn bảng mã khác, hoặc để máy tự nhận.",
    "The file is not written in the encoding that was chosen: choose another, or let it be "
    "recognised."};
inline constexpr Message kCsvTooManyColumns{
    "csv_too_many_columns", "Dòng đầu có {} cột, nhiều nhất được {}: hãy bỏ bớt cột.",
    "The first line has {} columns and may have {}: remove some."};
inline constexpr Message kCsvTooManyRows{
    "csv_too_many_rows", "Tệp có hơn {} dòng dữ liệu: hãy chia thành nhiều tệp nhỏ hơn.",
    "The file has more than {} rows: split it into smaller files."};
inline constexpr Message kCsvColumnTwice{
    "csv_column_twice", "Cột “{}” có hai lần ở dòng đầu: hãy bỏ hoặc đổi tên một cột.",
    "The first line has the column “{}” twice: remove or rename one."};
inline constexpr Message kCsvColumnUnnamed{
    "csv_column_unnamed", "Cột thứ {} ở dòng đầu không có tên: hãy đặt tên cho cột.",
    "Column {} has no name in the first line: give it one."};
inline constexpr Message kCsvHeaderQuote{
    "csv_header_quote", "Dòng đầu có dấu ngoặc kép không khép lại: hãy sửa tên các cột.",
    "The first line has a quotation mark that is never closed: mend the names of the columns."};
// Mistakes of one line.
inline constexpr Message kCsvTooManyCells{
    "csv_too_many_cells",
    "Dòng có {} ô, dòng đầu chỉ có {} cột: nếu nội dung có dấu “{}”, hãy đặt nó trong ngoặc kép.",
    "The line has {} cells and the first line only {} columns: put contents that have a “{}” in "
    "quotation marks."};
inline constexpr Message kCsvOtherSeparator{
    "csv_other_separator",
    "Dòng ngăn cách các ô bằng “{}”, còn dòng đầu bằng “{}”: hãy dùng một dấu cho cả tệp.",
    "The line separates its cells by “{}”, the first line by “{}”: use one for the whole file."};
inline constexpr Message kCsvAfterQuote{"csv_after_quote",
                                        "Sau dấu ngoặc kép khép lại còn có chữ: hãy viết mỗi dấu "
                                        "ngoặc kép bên trong thành hai dấu (\"\").",
                                        "There is text after a closing quotation mark: write each "
                                        "quotation mark inside as two (\"\")."};
inline constexpr Message kCsvOpenQuote{"csv_open_quote",
                                       "Dấu ngoặc kép mở ở dòng này không khép lại, nên các dòng "
                                       "từ đây đến hết tệp chưa được đọc: hãy khép lại.",
                                       "A quotation mark that opens here is never closed, so "
                                       "nothing from here to the end was read: close it."};
inline constexpr Message kCsvCutOff{"csv_cut_off",
                                    "Dòng cuối chỉ có {} trong {} ô và không có dấu xuống dòng: có "
                                    "lẽ tệp bị cắt ngang, hãy sao chép lại.",
                                    "The last line has only {} of {} cells and no line end: the "
                                    "file may have been cut off, copy it again."};

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_WORDS_H_
