// Every word of the Tân Kỳ plan stands in both languages, and its messages name their numbers.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/plan/plan.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "tests/hub/plans/demo.h"

namespace gom::hub {
namespace {

using ::testing::IsEmpty;

const plan::Plan& TanKy() {
  static const std::shared_ptr<const plan::Plan> plan = LoadTanKy();
  return *plan;
}

void FindWords(const google::protobuf::Message& m, const std::string& path,
               std::vector<std::string>* missing) {
  if (m.GetDescriptor() == v1::Words::descriptor()) {
    const auto& words = static_cast<const v1::Words&>(m);
    if (words.vi().empty() || words.en().empty()) missing->push_back(path);
    return;
  }
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  m.GetReflection()->ListFields(m, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const auto* r = m.GetReflection();
    const int n = field->is_repeated() ? r->FieldSize(m, field) : 1;
    for (int i = 0; i < n; ++i) {
      const auto& child =
          field->is_repeated() ? r->GetRepeatedMessage(m, field, i) : r->GetMessage(m, field);
      FindWords(child, absl::StrCat(path, ".", field->name(), "[", i, "]"), missing);
    }
  }
}

TEST(TanKyWords, Words_AreCompleteInBothLanguages) {
  std::vector<std::string> missing;
  FindWords(TanKy().proto, "plan", &missing);
  EXPECT_THAT(missing, IsEmpty());
  const auto need = [&](const v1::Words& words, const std::string& where) {
    if (words.vi().empty() || words.en().empty()) missing.push_back(where);
  };
  for (const v1::Form& form : TanKy().proto.forms()) {
    need(form.title(), form.code());
    need(form.help(), form.code());
    for (const v1::Field& f : form.fields()) {
      need(f.label(), f.code());
      if (f.has_whole()) need(f.unit(), f.code());
    }
  }
  for (const v1::Rule& rule : TanKy().proto.rules()) need(rule.message(), rule.code());
  for (const v1::Indicator& i : TanKy().proto.indicators()) {
    for (const v1::Words* w : {&i.title(), &i.short_title(), &i.lead(), &i.partners(),
                               &i.expected_result(), &i.source().reading()}) {
      need(*w, i.code());
    }
    if (i.source().quote().empty()) missing.push_back(i.code());
    if (i.parts_size() > 1) {
      for (const v1::Part& part : i.parts())
        need(part.title(), absl::StrCat(i.code(), part.code()));
    }
  }
  EXPECT_THAT(missing, IsEmpty());
}

// A message names the numbers that it compares, in both languages.
TEST(TanKyWords, RuleMessages_NameTheirNumbers) {
  for (const v1::Rule& rule : TanKy().proto.rules()) {
    SCOPED_TRACE(rule.code());
    std::vector<std::string> places;
    if (rule.has_no_fall() || rule.has_jump()) places = {"{previous}", "{value}"};
    if (rule.has_same_thrice()) places = {"{value}"};
    // What is asked of a yes or no has no number to name.
    if (rule.has_compare() && rule.code() != "mt5_can_pl33") places = {"{left}"};
    for (const std::string& place : places) {
      EXPECT_THAT(rule.message().vi(), ::testing::HasSubstr(place));
      EXPECT_THAT(rule.message().en(), ::testing::HasSubstr(place));
    }
    EXPECT_THAT(absl::AsciiStrToLower(rule.message().vi()), ::testing::HasSubstr("xin "));
  }
}

}  // namespace
}  // namespace gom::hub
