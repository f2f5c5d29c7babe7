// What has changed between two versions of a plan, in both languages. {} of an indicator is its
// code, of a form or a field its title or label.
#ifndef GOM_COMMON_PLAN_CHANGE_WORDS_H_
#define GOM_COMMON_PLAN_CHANGE_WORDS_H_

#include "common/text/message.h"

namespace gom::plan {

using text::Message;

inline constexpr Message kYearChanged{"year_changed", "Năm của kế hoạch đổi từ {} thành {}.",
                                      "The plan year changed from {} to {}."};
inline constexpr Message kTitleChanged{"title_changed", "Tên kế hoạch đổi thành “{}”.",
                                       "The plan's title changed to “{}”."};
inline constexpr Message kThresholdChanged{
    "threshold_changed", "Ngưỡng đủ số liệu để đánh giá đổi từ {} % thành {} %.",
    "The coverage needed for a Standing changed from {} % to {} %."};

inline constexpr Message kIndicatorsRemoved{
    "indicators_removed", "{} chỉ tiêu sẽ ngừng theo dõi: {}; số liệu đã nhập vẫn được giữ.",
    "{} indicators will no longer be followed: {}; what was entered is kept."};
inline constexpr Message kIndicatorsAdded{"indicators_added", "{} chỉ tiêu mới: {}.",
                                          "{} new indicators: {}."};
inline constexpr Message kIndicatorWords{"indicator_words", "Chỉ tiêu {}: lời văn đã đổi.",
                                         "Indicator {}: its words changed."};
inline constexpr Message kIndicatorDue{"indicator_due", "Chỉ tiêu {}: hạn đổi từ {} thành {}.",
                                       "Indicator {}: due changed from {} to {}."};
inline constexpr Message kHeadlineChanged{"headline_changed",
                                          "Chỉ tiêu {}: cách chọn số đại diện đã đổi.",
                                          "Indicator {}: its headline is chosen differently."};
inline constexpr Message kPartAdded{"part_added", "Chỉ tiêu {}: thêm thành phần.",
                                    "Indicator {}: a part was added."};
inline constexpr Message kPartRemoved{"part_removed", "Chỉ tiêu {}: bỏ thành phần.",
                                      "Indicator {}: a part was removed."};
inline constexpr Message kTargetChanged{"target_changed",
                                        "Chỉ tiêu {}: mục tiêu đổi từ {} thành {}.",
                                        "Indicator {}: the target changed from {} to {}."};
inline constexpr Message kTargetAdded{"target_added", "Chỉ tiêu {}: đặt mục tiêu {}.",
                                      "Indicator {}: has a target now, {}."};
inline constexpr Message kTargetRemoved{"target_removed", "Chỉ tiêu {}: bỏ mục tiêu {}.",
                                        "Indicator {}: its target {} was removed."};
inline constexpr Message kMilestonesChanged{"milestones_changed",
                                            "Chỉ tiêu {}: các mốc trong năm đã đổi.",
                                            "Indicator {}: its milestones changed."};
inline constexpr Message kMeasureChanged{"measure_changed", "Chỉ tiêu {}: cách tính đã đổi.",
                                         "Indicator {}: it is measured differently."};
inline constexpr Message kNumeratorChanged{"numerator_changed", "Chỉ tiêu {}: tử số đã đổi.",
                                           "Indicator {}: its numerator changed."};
inline constexpr Message kDenominatorChanged{
    "denominator_changed",
    "Chỉ tiêu {}: mẫu số đã đổi; trường nào được tính theo cách khác thì ghi redefined_in, để số "
    "cũ chỉ được tính khi đã xác nhận lại.",
    "Indicator {}: its denominator changed; a field that is counted in another way says "
    "redefined_in, so that earlier figures count only once they are confirmed."};
inline constexpr Message kAppliesChanged{"applies_changed",
                                         "Chỉ tiêu {}: diện đơn vị áp dụng đã đổi.",
                                         "Indicator {}: it applies to other units."};
inline constexpr Message kTimeChanged{"time_changed",
                                      "Chỉ tiêu {}: cách tính theo thời gian đã đổi.",
                                      "Indicator {}: it goes differently over time."};
inline constexpr Message kProvisionalChanged{"provisional_changed",
                                             "Chỉ tiêu {}: điều kiện tạm tính đã đổi.",
                                             "Indicator {}: when it is provisional changed."};
inline constexpr Message kReadingsChanged{"readings_changed",
                                          "Chỉ tiêu {}: các cách đọc khác đã đổi.",
                                          "Indicator {}: its other readings changed."};

inline constexpr Message kFormAdded{"form_added", "Biểu mới: “{}”.", "New form: “{}”."};
inline constexpr Message kFormRemoved{"form_removed", "Bỏ biểu “{}”; số liệu đã nhập vẫn được giữ.",
                                      "The form “{}” was removed; what was entered is kept."};
inline constexpr Message kFormPeriods{"form_periods", "Biểu “{}”: các kỳ phải nhập đã đổi.",
                                      "Form “{}”: it is asked in other periods."};
inline constexpr Message kFormApplies{"form_applies", "Biểu “{}”: diện đơn vị phải nhập đã đổi.",
                                      "Form “{}”: it is asked of other units."};
inline constexpr Message kFormWords{"form_words", "Biểu “{}”: lời văn đã đổi.",
                                    "Form “{}”: its words changed."};
inline constexpr Message kFieldAdded{"field_added", "Biểu “{}”: thêm trường “{}”.",
                                     "Form “{}”: the field “{}” was added."};
inline constexpr Message kFieldRemoved{
    "field_removed", "Biểu “{}”: bỏ trường “{}”; số liệu đã nhập vẫn được giữ.",
    "Form “{}”: the field “{}” was removed; what was entered is kept."};
inline constexpr Message kFieldRequired{"field_required",
                                        "Biểu “{}”: trường “{}” nay bắt buộc nhập.",
                                        "Form “{}”: the field “{}” is required now."};
inline constexpr Message kFieldOptional{"field_optional",
                                        "Biểu “{}”: trường “{}” nay không bắt buộc.",
                                        "Form “{}”: the field “{}” is no longer required."};
inline constexpr Message kFieldLimits{"field_limits",
                                      "Biểu “{}”: trường “{}” có giới hạn hoặc lựa chọn khác.",
                                      "Form “{}”: the limits or options of “{}” changed."};
inline constexpr Message kFieldApplies{"field_applies",
                                       "Biểu “{}”: diện đơn vị của trường “{}” đã đổi.",
                                       "Form “{}”: the field “{}” is asked of other units."};
inline constexpr Message kFieldRedefined{
    "field_redefined",
    "Biểu “{}”: trường “{}” được tính theo cách khác; số đã nhập được giữ nhưng chưa tính cho đến "
    "khi đơn vị xác nhận lại.",
    "Form “{}”: the field “{}” is counted in another way; what was entered is kept, and does not "
    "count until it is confirmed."};
inline constexpr Message kFieldWords{
    "field_words",
    "Biểu “{}”: lời văn của trường “{}” đã đổi; nếu nghĩa cũng đổi, hãy ghi redefined_in.",
    "Form “{}”: the words of the field “{}” changed; if its meaning did too, say redefined_in."};

inline constexpr Message kPeriodAdded{"period_added", "Kỳ mới: {}, từ {} đến {}.",
                                      "New period: {}, {} to {}."};
inline constexpr Message kPeriodRemoved{"period_removed", "Bỏ kỳ {}; số liệu đã nhập vẫn được giữ.",
                                        "The period {} was removed; what was entered is kept."};
inline constexpr Message kPeriodDays{"period_days", "Kỳ {}: nay từ {} đến {}.",
                                     "Period {}: runs from {} to {} now."};
inline constexpr Message kPeriodDue{"period_due", "Kỳ {}: hạn báo cáo nay là {}, gia hạn {} ngày.",
                                    "Period {}: due on {} now, with {} days of grace."};
inline constexpr Message kPeriodNature{
    "period_nature", "Kỳ {}: năm học, thời gian dạy học hoặc tính bắt buộc đã đổi.",
    "Period {}: its school year, session or being optional changed."};
inline constexpr Message kPeriodWords{"period_words", "Kỳ {}: tên đã đổi.",
                                      "Period {}: its name changed."};

inline constexpr Message kRuleAdded{"rule_added", "Quy tắc kiểm tra mới: {}.", "New rule: {}."};
inline constexpr Message kRuleRemoved{"rule_removed", "Bỏ quy tắc kiểm tra: {}.",
                                      "The rule {} was removed."};
inline constexpr Message kRuleChanged{"rule_changed", "Quy tắc kiểm tra đã đổi: {}.",
                                      "The rule {} changed."};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_CHANGE_WORDS_H_
