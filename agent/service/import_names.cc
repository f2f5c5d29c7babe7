#include "agent/service/import_names.h"

#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "agent/service/words.h"
#include "common/text/message.h"
#include "common/text/unicode.h"

namespace gom::agent {
namespace {

// Things that may be meant, each by its code.
class Meant {
 public:
  explicit Meant(const std::string& written) : written_(written), key_(text::FoldKey(written)) {}

  void Try(const std::string& code, const v1::Words& label) {
    if (code == written_) exact_ = true;
    if (exact_ || key_.empty()) return;
    if (text::FoldKey(label.vi()) == key_ || text::FoldKey(label.en()) == key_ ||
        text::FoldKey(code) == key_)
      codes_.push_back(code);
  }
  absl::StatusOr<std::string> Code() const {
    if (exact_ || codes_.empty()) return written_;
    if (codes_.size() == 1) return codes_.front();
    return text::Refuse(absl::StatusCode::kInvalidArgument, kImportAmbiguous, written_,
                        absl::StrJoin(codes_, ", "));
  }

 private:
  const std::string& written_;
  const std::string key_;
  bool exact_ = false;
  std::vector<std::string> codes_;
};

}  // namespace

absl::StatusOr<std::string> PeriodCode(const plan::Plan& plan, const std::string& written) {
  Meant meant(written);
  for (const plan::Period& p : plan.periods) meant.Try(p.code, p.name);
  return meant.Code();
}

absl::StatusOr<std::string> FormCode(const SchoolState& state, const std::string& written) {
  Meant meant(written);
  for (const plan::Form& f : state.plan->forms) {
    const bool asked = plan::Plan::Matches(f.applies, state.unit);
    if (asked || f.code == written) meant.Try(f.code, f.source->title());
  }
  return meant.Code();
}

absl::StatusOr<std::string> FieldCode(const SchoolState& state, const plan::Form& form,
                                      const std::string& written) {
  Meant meant(written);
  for (const plan::Field& f : form.fields) {
    const bool asked = plan::Plan::Matches(f.applies, state.unit);
    if (asked || f.code == written) meant.Try(f.code, f.source->label());
  }
  return meant.Code();
}

Column ColumnNamed(std::string_view header) {
  static constexpr std::pair<std::string_view, Column> kNames[] = {
      {"period", Column::kPeriod}, {"ky", Column::kPeriod},      {"ky bao cao", Column::kPeriod},
      {"form", Column::kForm},     {"bieu", Column::kForm},      {"bieu mau", Column::kForm},
      {"field", Column::kField},   {"chi tieu", Column::kField}, {"noi dung", Column::kField},
      {"what", Column::kField},    {"value", Column::kValue},    {"gia tri", Column::kValue},
      {"so lieu", Column::kValue}, {"unit", Column::kUnit},      {"ma don vi", Column::kUnit},
      {"don vi", Column::kUnit},   {"ma truong", Column::kUnit}, {"reason", Column::kReason},
      {"ly do", Column::kReason},
  };
  const std::string key = text::FoldKey(header);
  for (const auto& [name, column] : kNames) {
    if (key == name) return column;
  }
  return Column::kOther;
}

}  // namespace gom::agent
