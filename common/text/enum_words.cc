#include "common/text/enum_words.h"

namespace gom::text {
namespace {

struct Pair {
  std::string_view vi;
  std::string_view en;
};

constexpr Pair kUnknown{"không rõ", "unknown"};

std::string_view Pick(Language l, const Pair& pair) {
  return l == Language::kVietnamese ? pair.vi : pair.en;
}

Pair WordsOf(v1::Standing standing) {
  switch (standing) {
    case v1::STANDING_UNSPECIFIED:
      return {"Theo dõi", "For information"};
    case v1::STANDING_NOT_YET_DUE:
      return {"Chưa đến hạn", "Not yet due"};
    case v1::STANDING_ACHIEVED:
      return {"Đạt", "Achieved"};
    case v1::STANDING_OUT_OF_REACH:
      return {"Không thể đạt", "Out of reach"};
    case v1::STANDING_NOT_YET_KNOWN:
      return {"Chưa đủ số liệu", "Not yet known"};
    case v1::STANDING_ON_TRACK:
      return {"Đúng tiến độ", "On track"};
    case v1::STANDING_AT_RISK:
      return {"Có nguy cơ", "At risk"};
    default:
      return kUnknown;
  }
}

Pair WordsOf(v1::Word word) {
  switch (word) {
    case v1::WORD_UNSPECIFIED:
      return kUnknown;
    case v1::WORD_NOT_BEGUN:
      return {"chưa nhập", "not begun"};
    case v1::WORD_DRAFT:
      return {"bản nháp", "draft"};
    case v1::WORD_SAVED:
      return {"đã lưu", "saved"};
    case v1::WORD_SENT:
      return {"đã gửi", "sent"};
    case v1::WORD_RECEIVED:
      return {"hub đã nhận", "hub received"};
    case v1::WORD_ACCEPTED:
      return {"đã duyệt", "accepted"};
    case v1::WORD_RETURNED:
      return {"trả lại", "returned"};
    case v1::WORD_HELD:
      return {"đang giữ", "held"};
    case v1::WORD_CONFLICT:
      return {"hai bản khác nhau", "in conflict"};
    default:
      return kUnknown;
  }
}

Pair WordsOf(v1::Outcome outcome) {
  switch (outcome) {
    case v1::OUTCOME_UNSPECIFIED:
      return kUnknown;
    case v1::OUTCOME_HEAD:
      return {"đang được tính", "counts now"};
    case v1::OUTCOME_CONTENDER:
      return {"chờ chọn giữa hai bản", "waits for a choice"};
    case v1::OUTCOME_HELD:
      return {"đang giữ, chưa tính", "held, does not count"};
    case v1::OUTCOME_SETTLED:
      return {"đã có bản mới hơn", "replaced by a newer one"};
    case v1::OUTCOME_SAME:
      return {"trùng nội dung đã có", "same as one known"};
    case v1::OUTCOME_NOTED:
      return {"đã ghi nhận", "noted"};
    default:
      return kUnknown;
  }
}

Pair WordsOf(v1::HeldReason reason) {
  switch (reason) {
    case v1::HELD_REASON_UNSPECIFIED:
      return kUnknown;
    case v1::HELD_REASON_PARENT_UNKNOWN:
      return {
          "bản mà nó sửa chưa đến hub; sẽ xét lại khi bản đó đến, hoặc khi cán bộ xã xét riêng "
          "nó (gom-hub take)",
          "the version it changes has not reached the hub; decided again when it comes, or when "
          "the office takes it without that (gom-hub take)"};
    case v1::HELD_REASON_PERIOD_LOCKED:
      return {"kỳ báo cáo đã khóa; hãy hỏi xã nếu cần mở lại",
              "the period is locked; ask the office to reopen it"};
    case v1::HELD_REASON_NOT_OF_PLAN:
      return {"biểu hoặc đơn vị không có trong kế hoạch; hãy hỏi xã",
              "the form or the unit is not of the plan; ask the office"};
    case v1::HELD_REASON_ERROR_WITHIN:
      return {"số liệu có lỗi; hãy sửa rồi gửi lại", "it has an error; mend it and submit again"};
    case v1::HELD_REASON_UNREADABLE:
      return {"hub không đọc được; hãy nhập lại rồi gửi",
              "the hub cannot read it; enter it again and submit"};
    case v1::HELD_REASON_DEVICE_UNKNOWN:
      return {"hub chưa biết máy này; hãy chờ xã xác nhận",
              "the hub does not know this device; wait for the office"};
    case v1::HELD_REASON_DEVICE_REVOKED:
      return {"máy này đã bị thu hồi; hãy chờ xã quyết định",
              "this device was revoked; wait for the office to decide"};
    default:
      return kUnknown;
  }
}

Pair WordsOf(v1::Ownership ownership) {
  switch (ownership) {
    case v1::OWNERSHIP_PUBLIC:
      return {"công lập", "public"};
    case v1::OWNERSHIP_PRIVATE:
      return {"ngoài công lập", "private"};
    default:
      return kUnknown;
  }
}

Pair WordsOf(v1::Manager manager) {
  switch (manager) {
    case v1::MANAGER_COMMUNE:
      return {"xã", "commune"};
    case v1::MANAGER_CITY:
      return {"thành phố", "city"};
    default:
      return kUnknown;
  }
}

Pair WordsOf(v1::Severity severity) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return {"Lỗi", "Error"};
    case v1::SEVERITY_WARNING:
      return {"Cảnh báo", "Warning"};
    default:
      return kUnknown;
  }
}

// Unspecified is the default, reported.
Pair WordsOf(v1::Reading reading) {
  switch (reading) {
    case v1::READING_UNSPECIFIED:
    case v1::READING_REPORTED:
      return {"số đã báo cáo", "as reported"};
    case v1::READING_ACCEPTED:
      return {"số đã duyệt", "as accepted"};
    default:
      return kUnknown;
  }
}

}  // namespace

std::string_view Say(Language l, v1::Standing standing) { return Pick(l, WordsOf(standing)); }
std::string_view Say(Language l, v1::Word word) { return Pick(l, WordsOf(word)); }
std::string_view Say(Language l, v1::Outcome outcome) { return Pick(l, WordsOf(outcome)); }
std::string_view Say(Language l, v1::HeldReason reason) { return Pick(l, WordsOf(reason)); }
std::string_view Say(Language l, v1::Ownership ownership) { return Pick(l, WordsOf(ownership)); }
std::string_view Say(Language l, v1::Manager manager) { return Pick(l, WordsOf(manager)); }
std::string_view Say(Language l, v1::Severity severity) { return Pick(l, WordsOf(severity)); }
std::string_view Say(Language l, v1::Reading reading) { return Pick(l, WordsOf(reading)); }

std::string_view Mark(v1::Standing standing) {
  switch (standing) {
    case v1::STANDING_NOT_YET_DUE:
      return "○";
    case v1::STANDING_ACHIEVED:
      return "✔";
    case v1::STANDING_OUT_OF_REACH:
      return "✖";
    case v1::STANDING_NOT_YET_KNOWN:
      return "?";
    case v1::STANDING_ON_TRACK:
      return "●";
    case v1::STANDING_AT_RISK:
      return "▲";
    default:
      return "·";
  }
}

Style StyleOf(v1::Standing standing) {
  switch (standing) {
    case v1::STANDING_ACHIEVED:
      return Style::kGood;
    case v1::STANDING_OUT_OF_REACH:
      return Style::kBad;
    case v1::STANDING_NOT_YET_KNOWN:
      return Style::kUnsure;
    case v1::STANDING_ON_TRACK:
      return Style::kFair;
    case v1::STANDING_AT_RISK:
      return Style::kWarning;
    default:
      return Style::kDim;
  }
}

Style StyleOf(v1::Word word) {
  switch (word) {
    case v1::WORD_ACCEPTED:
      return Style::kGood;
    case v1::WORD_RECEIVED:
      return Style::kFair;
    case v1::WORD_RETURNED:
    case v1::WORD_CONFLICT:
      return Style::kWarning;
    case v1::WORD_HELD:
      return Style::kBad;
    case v1::WORD_DRAFT:
    case v1::WORD_SAVED:
    case v1::WORD_SENT:
      return Style::kPlain;
    default:
      return Style::kDim;
  }
}

const std::string& In(Language l, const v1::Words& words) {
  const std::string& wanted = l == Language::kVietnamese ? words.vi() : words.en();
  const std::string& other = l == Language::kVietnamese ? words.en() : words.vi();
  return wanted.empty() ? other : wanted;
}

}  // namespace gom::text
