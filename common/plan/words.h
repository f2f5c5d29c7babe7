// What is wrong with a plan file: every sentence, in both languages, in the order of the checks.
#ifndef GOM_COMMON_PLAN_WORDS_H_
#define GOM_COMMON_PLAN_WORDS_H_

#include "common/text/message.h"

namespace gom::plan {

using text::Message;

// The file.
inline constexpr Message kFileTooLarge{
    "file_too_large", "Tệp kế hoạch lớn hơn {} MiB; hãy kiểm tra xem có chọn nhầm tệp không.",
    "The plan file is larger than {} MiB; check that it is the right file."};
inline constexpr Message kFileEmpty{
    "file_empty", "Tệp kế hoạch không có nội dung; hãy kiểm tra xem có chọn nhầm tệp không.",
    "The plan file is empty; check that it is the right file."};
inline constexpr Message kFileHasBom{
    "file_has_bom", "Tệp bắt đầu bằng dấu BOM; hãy lưu lại tệp ở dạng UTF-8 không có BOM.",
    "The file starts with a byte order mark; save it again as UTF-8 without BOM."};
inline constexpr Message kFileHasNul{
    "file_has_nul", "Tệp có ký tự NUL, có thể đã lưu ở dạng UTF-16; hãy lưu lại tệp ở dạng UTF-8.",
    "The file holds a NUL character, perhaps it was saved as UTF-16; save it again as UTF-8."};
inline constexpr Message kFileNotUtf8{"file_not_utf8",
                                      "Chỗ này không phải chữ UTF-8; hãy lưu lại tệp ở dạng UTF-8.",
                                      "This is not UTF-8 text; save the file again as UTF-8."};
inline constexpr Message kSyntax{"syntax", "Không đọc được tệp từ chỗ này, hãy sửa rồi thử lại: {}",
                                 "The file cannot be read from here on; mend it and try again: {}"};
inline constexpr Message kSyntaxNoField{"syntax", "Không có mục “{}” trong {}; hãy sửa tên.",
                                        "There is no “{}” in {}; correct the name."};
inline constexpr Message kSyntaxTwice{"syntax", "“{}” được ghi hai lần; hãy bỏ bớt một.",
                                      "“{}” is written twice; remove one."};
inline constexpr Message kSyntaxNoValue{"syntax",
                                        "“{}” không phải là giá trị của “{}”; hãy sửa lại.",
                                        "“{}” is no value of “{}”; correct it."};
inline constexpr Message kSyntaxWhole{
    "syntax", "Chỗ này cần một số nguyên nhưng lại gặp {}; hãy sửa lại.",
    "A whole number was expected here but {} stands here; correct it."};
inline constexpr Message kSyntaxText{
    "syntax", "Chỗ này cần một đoạn chữ trong dấu ngoặc kép nhưng lại gặp {}; hãy sửa lại.",
    "A text in quotation marks was expected here but {} stands here; correct it."};
inline constexpr Message kSyntaxName{"syntax",
                                     "Chỗ này cần tên một mục nhưng lại gặp {}; hãy sửa lại.",
                                     "A name was expected here but {} stands here; correct it."};
inline constexpr Message kSyntaxQuote{
    "syntax", "Dấu ngoặc kép mở ở dòng này không khép lại trước khi hết dòng; hãy khép lại.",
    "A quotation mark that opens on this line is not closed before its end; close it."};
inline constexpr Message kSyntaxExpected{
    "syntax", "Chỗ này cần “{}” nhưng lại gặp “{}”; hãy sửa lại.",
    "“{}” was expected here but “{}” stands here; correct it."};
inline constexpr Message kTooMany{"too_many",
                                  "“{}” có {} mục, nhiều hơn mức cho phép là {}; hãy bớt đi.",
                                  "“{}” has {} entries, more than the {} allowed; take some out."};

// A field that means something else than before.
inline constexpr Message kRedefinedType{
    "redefined_type",
    "Trường {} không thể ghi redefined_in: chỉ dùng cho số, có/không hoặc lựa chọn, ngoài danh "
    "sách.",
    "Field {} cannot say redefined_in: it is for a number, a yes/no or a choice outside a list."};
inline constexpr Message kRedefinedLater{
    "redefined_later",
    "Trường {} ghi redefined_in: {} nhưng kế hoạch mới là bản {}; hãy ghi bản hiện tại hoặc bản "
    "trước.",
    "Field {} says redefined_in: {}, but the plan is version {}; name this version or an earlier "
    "one."};

// What lists make together.
inline constexpr Message kTooManyNumbers{
    "too_many_numbers",
    "Kế hoạch theo dõi {} số (kể cả các cách đọc khác), nhiều hơn mức cho phép là {}; hãy bớt đi.",
    "The plan follows {} numbers (other readings included), more than the {} allowed; take some "
    "out."};
inline constexpr Message kTooManyTotals{
    "too_many_totals",
    "{} số, phương án và điều kiện tạm tính × {} kỳ là nhiều hơn mức cho phép là {} số tổng hợp; "
    "hãy bớt số theo dõi hoặc bớt kỳ.",
    "{} numbers, options and provisional conditions × {} periods make more than the {} totals "
    "allowed; take out numbers or periods."};
inline constexpr Message kTooManyPlaces{
    "too_many_places",
    "{} biểu × {} kỳ là nhiều hơn mức cho phép là {} mục cho mỗi đơn vị; hãy bớt biểu hoặc bớt kỳ.",
    "{} forms × {} periods make more than the {} entries allowed for a unit; take out forms or "
    "periods."};

// Any text, any named choice.
inline constexpr Message kTextBad{
    "text_bad", "Chữ ở “{}” có ký tự điều khiển hoặc không phải UTF-8; hãy gõ lại.",
    "The text of “{}” holds control characters or is not UTF-8; type it again."};
inline constexpr Message kEnumUnknown{"enum_unknown",
                                      "“{}” không có giá trị {}; hãy ghi bằng tên của giá trị.",
                                      "“{}” has no value {}; write the value by its name."};
inline constexpr Message kWordsViMissing{"words_missing",
                                         "Thiếu câu tiếng Việt; hãy ghi vi: \"…\".",
                                         "The Vietnamese words are missing; write vi: \"…\"."};
inline constexpr Message kWordsEnMissing{"words_missing", "Thiếu câu tiếng Anh; hãy ghi en: \"…\".",
                                         "The English words are missing; write en: \"…\"."};
inline constexpr Message kWordsAbsent{"words_missing",
                                      "Thiếu “{}”; hãy ghi bằng cả tiếng Việt và tiếng Anh.",
                                      "“{}” is missing; write it in Vietnamese and in English."};

// Codes and numbers.
inline constexpr Message kCodeWrong{"code_wrong",
                                    "Mã “{}” không dùng được; hãy dùng 1 đến {} ký tự trong {}.",
                                    "The code “{}” will not do; use 1 to {} characters of {}."};
inline constexpr Message kCodeTwice{"code_twice", "Mã “{}” đã dùng ở dòng {}; hãy đặt mã khác.",
                                    "The code “{}” was used in line {}; choose another."};
inline constexpr Message kCodeReserved{
    "code_reserved", "Mã “{}” dành cho quy tắc có sẵn của phần mềm; hãy đặt mã khác.",
    "The code “{}” belongs to a rule that is built in; choose another."};
inline constexpr Message kNumberMissing{"number_missing",
                                        "Thiếu số thứ tự; hãy ghi number: với một số từ 1 trở lên.",
                                        "The number is missing; write number: with 1 or more."};
inline constexpr Message kNumberTooLarge{"number_too_large",
                                         "Số {} quá lớn; số lớn nhất dùng được là {}.",
                                         "The number {} is too large; the largest is {}."};
inline constexpr Message kNumberTwice{"number_twice",
                                      "Số {} đã dùng ở dòng {}; mỗi số chỉ dùng một lần.",
                                      "The number {} was used in line {}; use each number once."};

// The plan's head.
inline constexpr Message kVersionMissing{
    "version_missing", "Thiếu phiên bản của kế hoạch; hãy ghi version: 1 cho bản đầu tiên.",
    "The plan's version is missing; write version: 1 for the first one."};
inline constexpr Message kYearWrong{
    "year_wrong", "Năm {} của kế hoạch không hợp lệ; hãy ghi năm từ 2000 đến 2200.",
    "The plan year {} will not do; write a year from 2000 to 2200."};
inline constexpr Message kYearHasNoPeriod{
    "year_has_no_period",
    "Không có kỳ nào trong năm {} của kế hoạch; hãy sửa year, hoặc ngày của các kỳ.",
    "No period lies in {}, the plan's year; correct year, or the days of the periods."};
inline constexpr Message kPercentWrong{
    "percent_wrong", "{} không phải là tỷ lệ phần trăm; hãy ghi số từ {} đến 100.",
    "{} is no percentage; write a number from {} to 100."};
inline constexpr Message kPeriodsMissing{"periods_missing",
                                         "Kế hoạch chưa có kỳ báo cáo nào; hãy thêm periods.",
                                         "The plan has no period; add periods."};
inline constexpr Message kFormsMissing{"forms_missing",
                                       "Kế hoạch chưa có biểu nhập nào; hãy thêm forms.",
                                       "The plan has no form; add forms."};

// Whom something applies to.
inline constexpr Message kKindUnknown{
    "kind_unknown", "Không có loại đơn vị “{}”; hãy khai báo trong kinds hoặc sửa tên.",
    "There is no kind of unit “{}”; declare it in kinds or correct the name."};
inline constexpr Message kKindBoth{
    "kind_both", "Loại “{}” vừa được tính vừa bị loại trừ; hãy bỏ một trong hai.",
    "The kind “{}” is both included and left out; remove one of the two."};
inline constexpr Message kAppliesUnspecified{
    "applies_unspecified", "Giá trị UNSPECIFIED không dùng được ở đây; hãy ghi rõ hoặc bỏ đi.",
    "UNSPECIFIED will not do here; name a value or leave it out."};
inline constexpr Message kReachesNone{
    "reaches_none", "“{}” không áp dụng cho đơn vị nào; hãy xem lại applies ở đây và ở biểu.",
    "“{}” applies to no unit at all; look at applies here and on the form."};
inline constexpr Message kKindReachedByNone{
    "kind_unreached", "Không biểu nhập nào áp dụng cho loại “{}”; hãy bỏ loại này hoặc thêm biểu.",
    "No form applies to the kind “{}”; remove the kind or add a form."};
inline constexpr Message kListedTwice{"listed_twice", "“{}” được ghi hai lần; hãy bỏ bớt một.",
                                      "“{}” is listed twice; remove one."};

// Days and periods.
inline constexpr Message kDateWrong{"date_wrong",
                                    "“{}” không phải là một ngày; hãy ghi theo mẫu 2026-06-30.",
                                    "“{}” is not a day; write it like 2026-06-30."};
inline constexpr Message kPeriodBackwards{
    "period_backwards", "Kỳ kết thúc ({}) trước khi bắt đầu ({}); hãy sửa một trong hai ngày.",
    "The period ends ({}) before it starts ({}); correct one of the two."};
inline constexpr Message kPeriodsOverlap{
    "periods_overlap", "Kỳ “{}” bắt đầu khi kỳ “{}” chưa kết thúc; hãy xếp các kỳ nối tiếp nhau.",
    "The period “{}” starts before “{}” has ended; let each start after the one before."};
inline constexpr Message kPeriodsGap{
    "periods_gap", "Giữa kỳ “{}” và kỳ “{}” có ngày không thuộc kỳ nào; hãy xếp các kỳ liền nhau.",
    "Some days lie between “{}” and “{}” in no period; let each start on the day after."};
inline constexpr Message kDueEarly{
    "due_early", "Hạn báo cáo ({}) trước ngày bắt đầu của kỳ ({}); hãy sửa hạn.",
    "The report is due ({}) before the period starts ({}); mend it."};
inline constexpr Message kGraceTooLong{"grace_too_long",
                                       "Gia hạn {} ngày là quá dài; nhiều nhất {} ngày.",
                                       "{} days of grace are too many; {} at most."};
inline constexpr Message kSchoolYearMissing{
    "school_year_missing", "Kỳ chưa ghi năm học; hãy ghi school_year, ví dụ \"2025-2026\".",
    "The period names no school year; write school_year, for example \"2025-2026\"."};
inline constexpr Message kSchoolYearSplit{
    "school_year_split", "Năm học “{}” bị ngắt quãng; các kỳ của một năm học phải liền nhau.",
    "The school year “{}” is interrupted; its periods must follow each other."};
inline constexpr Message kPeriodUnknown{
    "period_unknown", "Không có kỳ “{}”; hãy ghi mã của một kỳ trong periods.",
    "There is no period “{}”; write the code of one in periods."};

// Forms and fields.
inline constexpr Message kFormEmpty{"form_empty", "Biểu “{}” không có trường nào; hãy thêm fields.",
                                    "The form “{}” has no field; add fields."};
inline constexpr Message kTypeMissing{
    "type_missing",
    "Trường “{}” chưa có kiểu; hãy ghi whole, yes_no, choice, date, text hoặc items.",
    "The field “{}” has no type; write whole, yes_no, choice, date, text or items."};
inline constexpr Message kRangeBackwards{
    "range_backwards", "Số nhỏ nhất ({}) lớn hơn số lớn nhất ({}); hãy sửa lại.",
    "The smallest number ({}) exceeds the largest ({}); mend it."};
inline constexpr Message kValueTooLarge{"value_too_large",
                                        "Số {} quá lớn; chỉ dùng được từ -{} đến {}.",
                                        "The number {} is too large; use -{} to {}."};
inline constexpr Message kLengthTooLarge{"length_too_large", "{} quá lớn; nhiều nhất là {}.",
                                         "{} is too large; at most {}."};
inline constexpr Message kOptionsMissing{"options_missing",
                                         "Trường “{}” không có lựa chọn nào; hãy thêm options.",
                                         "The field “{}” has no options; add some."};
inline constexpr Message kItemsNested{
    "items_nested", "Một danh sách không thể chứa danh sách khác; hãy đổi kiểu của trường “{}”.",
    "A list cannot hold another list; change the type of the field “{}”."};

// References.
inline constexpr Message kNameWrong{
    "name_wrong", "“{}” không phải tên trường; hãy ghi theo mẫu biểu.trường, ví dụ ho_so.gv.",
    "“{}” does not name a field; write form.field, for example ho_so.gv."};
inline constexpr Message kFormUnknown{"form_unknown", "Không có biểu “{}”; hãy sửa tên biểu.",
                                      "There is no form “{}”; correct the name."};
inline constexpr Message kFieldUnknown{"field_unknown",
                                       "Biểu “{}” không có trường “{}”; hãy sửa tên trường.",
                                       "The form “{}” has no field “{}”; correct the name."};
inline constexpr Message kFieldTypeUnfit{
    "field_type_unfit", "Trường “{}” không đúng kiểu; ở đây cần trường kiểu {}.",
    "The field “{}” has the wrong type; a field of type {} is needed here."};
inline constexpr Message kOptionUnknown{"option_unknown",
                                        "Trường “{}” không có lựa chọn “{}”; hãy sửa mã.",
                                        "The field “{}” has no option “{}”; correct the code."};

// Sums and conditions.
inline constexpr Message kSumEmpty{"sum_empty",
                                   "“{}” chưa nêu trường nào; hãy ghi ít nhất một trường.",
                                   "“{}” names no field; write at least one."};
inline constexpr Message kCoefficientZero{
    "coefficient_zero", "Hệ số bằng 0 làm trường “{}” mất tác dụng; hãy sửa hoặc bỏ.",
    "A coefficient of 0 undoes the field “{}”; mend or remove it."};
inline constexpr Message kWhenInMeasure{
    "when_unfit", "Chỉ vế của quy tắc so sánh mới được chọn kỳ; ở đây hãy bỏ “of”.",
    "Only the sides of a comparing rule may choose the period; leave out “of” here."};
inline constexpr Message kYearOfCarried{
    "year_of_carried", "“{}” ở biểu mang sang, cộng cả năm là vô nghĩa; hãy bỏ WHEN_YEAR.",
    "“{}” is on a carried form, adding up its year means nothing; leave out WHEN_YEAR."};
inline constexpr Message kConditionMissing{
    "condition_missing", "Thiếu điều kiện; hãy ghi left, op, right hoặc choice_field, option.",
    "The condition is missing; write left, op, right or choice_field, option."};
inline constexpr Message kConditionBoth{
    "condition_both", "Điều kiện vừa so sánh số vừa hỏi lựa chọn; hãy giữ một trong hai.",
    "The condition both compares numbers and asks for an option; keep one of the two."};
inline constexpr Message kOperatorMissing{
    "operator_missing", "Thiếu phép so sánh; hãy ghi op, ví dụ OPERATOR_AT_MOST.",
    "The operator is missing; write op, for example OPERATOR_AT_MOST."};

// Rules.
inline constexpr Message kSeverityMissing{
    "severity_missing", "Quy tắc chưa ghi mức; hãy ghi SEVERITY_ERROR hoặc SEVERITY_WARNING.",
    "The rule has no severity; write SEVERITY_ERROR or SEVERITY_WARNING."};
inline constexpr Message kRuleKindMissing{
    "rule_kind_missing",
    "Quy tắc “{}” chưa nói phải kiểm tra gì; hãy thêm compare, jump hoặc loại khác.",
    "The rule “{}” does not say what to ask; add compare, jump or another kind."};
inline constexpr Message kMessagePlace{
    "message_place",
    "Không có chỗ điền “{}”; chỉ dùng {{left}, {{right}, {{value}, {{previous}, {{field}.",
    "There is no place “{}”; use {{left}, {{right}, {{value}, {{previous}, {{field} only."};
inline constexpr Message kJumpUnlimited{
    "jump_unlimited", "Quy tắc đột biến chưa có ngưỡng; hãy ghi percent, points hoặc factor.",
    "The jump has no limit; write percent, points or factor."};
inline constexpr Message kJumpOf{"jump_of",
                                 "points và of phải đi cùng nhau; hãy ghi cả hai hoặc bỏ cả hai.",
                                 "points and of belong together; write both or neither."};
inline constexpr Message kJumpFactor{"jump_factor", "factor phải từ 2 trở lên; hãy sửa lại.",
                                     "factor must be 2 or more; correct it."};
inline constexpr Message kWindowOpen{"window_open",
                                     "Khoảng ngày chưa có đầu nào; hãy ghi from, to hoặc cả hai.",
                                     "The window has no end; write from, to or both."};
inline constexpr Message kWindowBackwards{"window_backwards",
                                          "Đầu khoảng ({}) ở sau cuối khoảng ({}); hãy đổi lại.",
                                          "The window starts ({}) after it ends ({}); change one."};
inline constexpr Message kPatternMissing{
    "pattern_missing", "Quy tắc mẫu chữ chưa có mẫu; hãy ghi must_match hoặc must_not_match.",
    "The rule has no pattern; write must_match or must_not_match."};
inline constexpr Message kPatternWrong{"pattern_wrong", "Mẫu chữ không đọc được, hãy sửa lại: {}",
                                       "The pattern cannot be read, correct it: {}"};

// Indicators and parts.
inline constexpr Message kShortTitleWide{
    "short_title_wide", "Tên ngắn “{}” rộng hơn {} cột; hãy viết gọn hơn.",
    "The short title “{}” is wider than {} columns; make it shorter."};
inline constexpr Message kGroupMissing{
    "group_missing", "Chỉ tiêu “{}” chưa có nhóm; hãy ghi GROUP_GOAL hoặc GROUP_TASK.",
    "The indicator “{}” has no group; write GROUP_GOAL or GROUP_TASK."};
inline constexpr Message kPartsMissing{"parts_missing",
                                       "Chỉ tiêu “{}” chưa có thành phần nào; hãy thêm parts.",
                                       "The indicator “{}” has no part; add parts."};
inline constexpr Message kHeadlineMissing{
    "headline_missing",
    "Chỉ tiêu “{}” có nhiều thành phần; hãy ghi HEADLINE_FIRST hoặc HEADLINE_SMALLEST.",
    "The indicator “{}” has several parts; write HEADLINE_FIRST or HEADLINE_SMALLEST."};
inline constexpr Message kHeadlineAlone{
    "headline_alone", "Chỉ tiêu “{}” chỉ có một thành phần; hãy bỏ headline.",
    "The indicator “{}” has only one part; leave out headline."};
inline constexpr Message kHeadlineUnlike{
    "headline_unlike",
    "Chỉ so được “nhỏ nhất” khi các thành phần cùng cách tính và cùng mục tiêu; hãy sửa “{}”.",
    "“Smallest” needs parts that are measured alike and have the same target; correct “{}”."};
inline constexpr Message kMeasureMissing{
    "measure_missing",
    "Thành phần chưa có cách tính; hãy thêm ratio, share, count hoặc information.",
    "The part has no measure; add ratio, share, count or information."};
inline constexpr Message kMeasureReachesNone{
    "measure_reaches_none",
    "Không đơn vị nào trong diện tính có trường để trả lời; hãy xem lại applies.",
    "No unit that this applies to has a field to answer with; look at applies."};
inline constexpr Message kDenominatorNever{
    "denominator_never_positive",
    "Mẫu số không thể lớn hơn 0 ở đơn vị nào trong diện tính; hãy xem lại các trường.",
    "The denominator cannot exceed 0 at any unit this applies to; look at its fields."};
inline constexpr Message kOverTimeMissing{
    "over_time_missing", "Thành phần chưa ghi cách tính theo thời gian; hãy ghi over_time.",
    "The part does not say how it goes over time; write over_time."};
inline constexpr Message kTimeUnfit{"time_unfit",
                                    "Cách tính {} không đi được với {}; hãy chọn cách khác.",
                                    "{} cannot be read as {}; choose another."};
inline constexpr Message kSumCarried{
    "sum_carried",
    "Chỉ có số của biểu mang sang, cộng dồn các kỳ là vô nghĩa; hãy dùng OVER_TIME_LATEST.",
    "Only carried figures are read, adding up periods means nothing; use OVER_TIME_LATEST."};
inline constexpr Message kEveryCarried{
    "every_carried",
    "Điều kiện chỉ dùng biểu mang sang nên không thể hỏi từng kỳ; hãy dùng OVER_TIME_LATEST.",
    "The condition reads carried forms only and cannot be asked of each period; use "
    "OVER_TIME_LATEST."};
inline constexpr Message kSumChoice{
    "sum_choice", "Lựa chọn không cộng dồn được; hãy dùng OVER_TIME_LATEST, ANY hoặc EVERY.",
    "Options cannot be added up; use OVER_TIME_LATEST, ANY or EVERY."};
inline constexpr Message kNeverAsked{
    "never_asked", "Không có kỳ nào hỏi số liệu này; hãy xem lại kỳ của biểu và window.",
    "No period asks for this; look at the form's periods and the window."};
inline constexpr Message kEveryNeverAsked{
    "every_never_asked",
    "Không có kỳ nào trong thời gian dạy học và bắt buộc hỏi số liệu này; hãy xem lại các kỳ.",
    "No period that is in session and not optional asks for this; look at the periods."};
inline constexpr Message kChoiceHalf{"choice_half",
                                     "choice_field và option phải đi cùng nhau; hãy ghi cả hai.",
                                     "choice_field and option belong together; write both."};
inline constexpr Message kTargetOnInformation{
    "target_on_information", "Thông tin thì không có mục tiêu; hãy bỏ target hoặc đổi cách tính.",
    "Information has no target; remove it or change the measure."};
inline constexpr Message kTargetOperator{
    "target_operator", "Mục tiêu phải là OPERATOR_MORE hoặc OPERATOR_AT_LEAST; hãy sửa op.",
    "A target is OPERATOR_MORE or OPERATOR_AT_LEAST; correct op."};
inline constexpr Message kTargetValue{"target_value",
                                      "Mục tiêu {} không thể dùng; hãy ghi số từ {} đến {}.",
                                      "A target of {} will not do; write a number from {} to {}."};
inline constexpr Message kMilestoneOrder{
    "milestone_order", "Mốc ở kỳ “{}” không theo thứ tự thời gian; hãy xếp lại.",
    "The milestone at “{}” is out of order; list them in the order of time."};
inline constexpr Message kProvisionalMissing{
    "provisional_missing", "Chưa nói khi nào số liệu là tạm tính; hãy ghi unit hoặc sample.",
    "It is not said when the value is provisional; write unit or sample."};
inline constexpr Message kReadingSame{
    "reading_same",
    "Cách đọc khác không khác gì; hãy ghi applies hoặc over_time khác với thành phần.",
    "The other reading does not differ; write applies or over_time unlike the part's."};

// A new version beside the active one.
inline constexpr Message kSuccessorCode{
    "successor_code", "Đây là kế hoạch “{}”, không phải “{}” đang áp dụng; hãy chọn đúng tệp.",
    "This is the plan “{}”, not “{}” that is active; choose the right file."};
inline constexpr Message kSuccessorVersion{
    "successor_version", "Phiên bản {} không cao hơn phiên bản {} đang áp dụng; hãy tăng version.",
    "Version {} is not above version {} that is active; raise version."};
inline constexpr Message kSuccessorYear{
    "successor_year", "Kế hoạch năm {} cũ hơn kế hoạch năm {} đang áp dụng; hãy chọn đúng tệp.",
    "The plan of {} is older than that of {}, which is active; choose the right file."};
inline constexpr Message kNumberReused{
    "number_reused", "Số {} của {} đang là “{}”, không dùng lại cho “{}” được; hãy lấy số mới.",
    "Number {} of {} is “{}” and cannot be used again for “{}”; take a new number."};
inline constexpr Message kNumberRetyped{
    "number_retyped", "“{}” (số {}) đã đổi kiểu; hãy giữ kiểu cũ hoặc lấy số mới.",
    "“{}” (number {}) has another type now; keep the old one or take a new number."};
inline constexpr Message kRedefinedMoved{"redefined_moved",
                                         "Trường {} ghi redefined_in: {}; hãy giữ {} như trước, "
                                         "hoặc ghi một bản sau bản {} đang áp dụng.",
                                         "Field {} says redefined_in: {}; keep {} as before, or "
                                         "name a version after {}, the one in force."};
inline constexpr Message kPeriodMoved{
    "period_moved", "Kỳ “{}” (số {}) chuyển sang những ngày khác hẳn; hãy lấy số mới cho kỳ mới.",
    "The period “{}” (number {}) has moved to other days; take a new number for a new period."};
inline constexpr Message kPeriodRenumbered{
    "period_renumbered",
    "Kỳ “{}” (số {}) trùng ngày với kỳ “{}” (số {}) đang áp dụng; hãy giữ số cũ.",
    "The period “{}” (number {}) shares days with “{}” (number {}) of the active plan; keep its "
    "number."};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_WORDS_H_
