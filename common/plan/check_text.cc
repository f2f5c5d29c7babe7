#include "absl/strings/ascii.h"
#include "common/plan/check.h"
#include "common/text/unicode.h"
#include "google/protobuf/descriptor.h"

namespace gom::plan {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// An escape such as \377 or \001 can put into a string what the file itself does not hold.
bool CleanString(const std::string& s) {
  for (const char c : s) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\n' && c != '\t') return false;
  }
  return text::IsUtf8(s);
}

void CheckString(const Checking& c, const Node<Message>& node, const FieldDescriptor* field,
                 int index) {
  const auto* reflection = node->GetReflection();
  const std::string value = index < 0 ? reflection->GetString(*node, field)
                                      : reflection->GetRepeatedString(*node, field, index);
  if (!CleanString(value)) {
    c.mistakes.Add(node.At(field->number(), index), kTextBad, field->name());
  }
}

// The parser takes any number for an enum; only those with a name mean something.
void CheckEnum(const Checking& c, const Node<Message>& node, const FieldDescriptor* field,
               int index) {
  const auto* reflection = node->GetReflection();
  const int value = index < 0 ? reflection->GetEnumValue(*node, field)
                              : reflection->GetRepeatedEnumValue(*node, field, index);
  if (field->enum_type()->FindValueByNumber(value) == nullptr) {
    c.mistakes.Add(node.At(field->number(), index), kEnumUnknown, field->name(), value);
  }
}

void CheckWords(const Checking& c, const Node<Message>& node) {
  const auto& words = static_cast<const v1::Words&>(*node);
  const auto blank = [](const std::string& s) { return text::TrimBlanks(s).empty(); };
  if (blank(words.vi())) c.mistakes.Add(node.here(), kWordsViMissing);
  if (blank(words.en())) c.mistakes.Add(node.here(), kWordsEnMissing);
}

void Walk(const Checking& c, const Node<Message>& node) {
  if (node->GetDescriptor() == v1::Words::descriptor()) CheckWords(c, node);
  const auto* reflection = node->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(*node, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool list = field->is_repeated();
    const int size = list ? reflection->FieldSize(*node, field) : 1;
    for (int i = 0; i < size; ++i) {
      const int index = list ? i : -1;
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Walk(c, node.Child<Message>(field->number(), index));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        CheckString(c, node, field, index);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        CheckEnum(c, node, field, index);
      }
    }
  }
}

}  // namespace

void CheckTexts(const Checking& c, const Node<v1::Plan>& plan) { Walk(c, plan.Untyped()); }

}  // namespace gom::plan
